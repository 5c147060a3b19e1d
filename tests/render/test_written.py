"""What writers write: HTML as a parser reads it, Markdown as markdown-it does, LaTeX and plain text as they are."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from pubmanager.errors import PubsError
from pubmanager.latex.nodes import Hyperlink, Math, RichText, Style, Styled, Text
from pubmanager.render.writers import FORMATS, Safe, constant, writer_of
from pubmanager.render.writers.base import written_url
from pubmanager.render.writers.svg import LOGOS, logo_path, text_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from pubmanager.latex.nodes import Node
    from pubmanager.render.writers import Writer

HTML, MARKDOWN, LATEX, TEXT = (writer_of(format) for format in ("html", "markdown", "latex", "text"))
READER = MarkdownIt("commonmark", {"html": True, "typographer": True}).enable(["table", "strikethrough", "smartquotes"])


class Elements(HTMLParser):
    """Elements with their attributes, and the text between them; an element that says nothing is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []
        self._bare: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = sorted((name, unquote(value or "")) for name, value in attrs if name != "markdown")
        given = [
            (name, value.replace(": ", ":")) if name == "style" and value else (name, value) for name, value in given
        ]
        is_bare = tag == "p" or (tag == "span" and not attrs)
        if tag not in ("br", "img"):
            self._bare.append(is_bare)
        if not is_bare:
            self.found.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        if not self._bare.pop():
            self.found.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self.found and isinstance(self.found[-1], list):
            self.found[-1][0] += text
        elif text:
            self.found.append([text])


def elements(html: str) -> list[object]:
    reader = Elements()
    reader.feed(html)
    reader.close()
    return reader.found


def words(html: str) -> str:
    """The text of HTML, blanks folded."""

    class Words(HTMLParser):
        def handle_data(self, data: str) -> None:
            found.append(data)

    found: list[str] = []
    reader = Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(found).split())


def read(markdown: str) -> str:
    return READER.render(markdown)


def rich(*nodes: Node) -> RichText:
    return RichText(nodes)


def emphasis(*nodes: Node) -> Styled:
    return Styled(Style.EMPHASIS, nodes)


def strong(*nodes: Node) -> Styled:
    return Styled(Style.STRONG, nodes)


# A call, and what it gives: HTML, which Markdown must be read as too, LaTeX and plain text.
WRITTEN: list[tuple[Callable[[Writer], Safe], str, str, str]] = [
    (lambda w: w.strong('a'), '<strong>a</strong>', '\\textbf{a}', 'a'),
    (lambda w: w.strong(''), '', '', ''),
    (lambda w: w.strong(' a '), '<strong> a </strong>', '\\textbf{ a }', ' a '),
    (lambda w: w.strong('a*b'), '<strong>a*b</strong>', '\\textbf{a*b}', 'a*b'),
    (lambda w: w.emphasis('a'), '<em>a</em>', '\\emph{a}', 'a'),
    (lambda w: w.underline('a'), '<u>a</u>', '\\underline{a}', 'a'),
    (lambda w: w.underline('a [b]'), '<u>a [b]</u>', '\\underline{a {[}b{]}}', 'a [b]'),
    (lambda w: w.code('a'), '<code>a</code>', '\\texttt{a}', 'a'),
    (lambda w: w.code(' a '), '<code> a </code>', '\\texttt{ a }', ' a '),
    (lambda w: w.code('a|b'), '<code>a|b</code>', '\\texttt{a\\ensuremath{|}b}', 'a|b'),
    (lambda w: w.code('r x'), '<code>r x</code>', '\\texttt{r x}', 'r x'),
    (lambda w: w.code('rx'), '<code>rx</code>', '\\texttt{rx}', 'rx'),
    (lambda w: w.code(''), '', '', ''),
    (lambda w: w.code('a`b'), '<code>a<span>&#96;</span>b</code>', '\\texttt{a\\`{}b}', 'a`b'),
    (lambda w: w.superscript('a'), '<sup>a</sup>', '\\textsuperscript{a}', '^a'),
    (lambda w: w.superscript('12'), '<sup>12</sup>', '\\textsuperscript{12}', '¹²'),
    (lambda w: w.superscript(''), '', '', ''),
    (lambda w: w.superscript('a b'), '<sup>a b</sup>', '\\textsuperscript{a b}', 'a b'),
    (lambda w: w.subscript('2'), '<sub>2</sub>', '\\textsubscript{2}', '₂'),
    (lambda w: w.subscript('x'), '<sub>x</sub>', '\\textsubscript{x}', '_x'),
    (lambda w: w.subscript('n'), '<sub>n</sub>', '\\textsubscript{n}', '_n'),
    (lambda w: w.small_caps('a'), '<span style="font-variant: small-caps">a</span>', '\\textsc{a}', 'a'),
    (lambda w: w.span('a'), '<span>a</span>', 'a', 'a'),
    (lambda w: w.span('a',color='red'), '<span style="color: red">a</span>', '\\textcolor{red}{a}', 'a'),
    (lambda w: w.span('a',color='#0a1b2c'), '<span style="color: #0a1b2c">a</span>', '\\textcolor[HTML]{0A1B2C}{a}', 'a'),
    (lambda w: w.span('a',color='#0A1B2C'), '<span style="color: #0A1B2C">a</span>', '\\textcolor[HTML]{0A1B2C}{a}', 'a'),
    (lambda w: w.span('a',color='RoyalBlue'), '<span style="color: RoyalBlue">a</span>', '\\textcolor{RoyalBlue}{a}', 'a'),
    (lambda w: w.span('a',color='rgb(1, 2, 3)'), '<span style="color: rgb(1, 2, 3)">a</span>', 'a', 'a'),
    (lambda w: w.span('a',color='red;x: y'), '<span>a</span>', 'a', 'a'),
    (lambda w: w.span('a',classes='b \'c\''), '<span class="b &#39;c&#39;">a</span>', 'a', 'a'),
    (lambda w: w.span('a',color='red',classes='b'), '<span class="b" style="color: red">a</span>', '\\textcolor{red}{a}', 'a'),
    (lambda w: w.span(''), '', '', ''),
    (lambda w: w.link('a','https://a.org/b c'),
     '<a href="https://a.org/b%20c">a</a>',
     '\\href{https://a.org/b\\%20c}{a}', 'a <https://a.org/b%20c>'),
    (lambda w: w.link('a',''), 'a', 'a', 'a'),
    (lambda w: w.link('a','javascript:x'), 'a', 'a', 'a'),
    (lambda w: w.link('','https://a.org'), '', '', 'https://a.org'),
    (lambda w: w.link('https://a.org','https://a.org'),
     '<a href="https://a.org">https://a.org</a>',
     '\\href{https://a.org}{https://a.org}', 'https://a.org'),
    (lambda w: w.link('a','x_(y).pdf'), '<a href="x_(y).pdf">a</a>', '\\href{x\\_(y).pdf}{a}', 'a <x_(y).pdf>'),
    (lambda w: w.link('a','x(y.pdf'), '<a href="x(y.pdf">a</a>', '\\href{x(y.pdf}{a}', 'a <x(y.pdf>'),
    (lambda w: w.link('a','https://a.org/?a=1&amp=2&b=3'),
     '<a href="https://a.org/?a=1&amp;amp=2&amp;b=3">a</a>',
     '\\href{https://a.org/?a=1\\&amp=2\\&b=3}{a}', 'a <https://a.org/?a=1&amp=2&b=3>'),
    (lambda w: w.link('a','https://a.org/#x%20_'),
     '<a href="https://a.org/#x%20_">a</a>',
     '\\href{https://a.org/\\#x\\%20\\_}{a}', 'a <https://a.org/#x%20_>'),
    (lambda w: w.link('a','/é{{x}}"<>'),
     '<a href="/é%7B%7Bx%7D%7D%22%3C%3E">a</a>',
     '\\href{/\\%C3\\%A9\\%7B\\%7Bx\\%7D\\%7D\\%22\\%3C\\%3E}{a}', 'a </é%7B%7Bx%7D%7D%22%3C%3E>'),
    (lambda w: w.image('a.png','an [owl]'), '<img src="a.png" alt="an [owl]">', 'an {[}owl{]}', 'an [owl]'),
    (lambda w: w.image('','an owl'), 'an owl', 'an owl', 'an owl'),
    (lambda w: w.image('a.png',''), '<img src="a.png" alt="">', '', ''),
    (lambda w: w.image('a(.png','x'), '<img src="a(.png" alt="x">', 'x', 'x'),
    (lambda w: w.paragraph('a'), '<p>a</p>', 'a', 'a'),
    (lambda w: w.paragraph(''), '', '', ''),
    (lambda w: w.heading('a',0), '<h1>a</h1>', '\\section*{a}', 'a\n='),
    (lambda w: w.heading('a',2), '<h2>a</h2>', '\\subsection*{a}', 'a\n-'),
    (lambda w: w.heading('a',9), '<h6>a</h6>', '\\paragraph*{a}', 'a\n-'),
    (lambda w: w.heading('',2), '', '', ''),
    (lambda w: w.heading('C ##',3), '<h3>C ##</h3>', '\\subsubsection*{C \\#\\#}', 'C ##\n----'),
    (lambda w: w.heading('a',4), '<h4>a</h4>', '\\paragraph*{a}', 'a\n-'),
    (lambda w: w.items(['a','b']), '<ul>\n<li>a</li>\n<li>b</li>\n</ul>', '\\begin{itemize}\n  \\item a\n  \\item b\n\\end{itemize}', '- a\n- b'),
    (lambda w: w.items(['a','b'],loose=True),
     '<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>',
     '\\begin{itemize}\n  \\item a\n  \\item b\n\\end{itemize}', '- a\n\n- b'),
    (lambda w: w.items(['a', 'b'], ordered=True), '<ol>\n<li>a</li>\n<li>b</li>\n</ol>',
     '\\begin{enumerate}\n  \\item a\n  \\item b\n\\end{enumerate}', '1. a\n2. b'),
    (lambda w: w.items([]), '', '', ''),
    (lambda w: w.items([],ordered=True), '', '', ''),
    (lambda w: w.table(['h','i','j'],[['a','1','|'],['b','','3']]),
     '<table>\n<thead>\n<tr><th>h</th><th style="text-align: right">i</th><th style="text-align: right">j</th></tr>\n</thead>\n<tbody>\n<tr><td>a</td><td style="text-align: right">1</td><td style="text-align: right">|</td></tr>\n<tr><td>b</td><td style="text-align: right"></td><td style="text-align: right">3</td></tr>\n</tbody>\n</table>',
     '\\begin{tabular}{lrr}\nh & i & j \\tabularnewline\n\\hline\na & 1 & \\ensuremath{|} \\tabularnewline\nb &  & 3 \\tabularnewline\n\\end{tabular}', 'h  i  j\n-  -  -\na  1  |\nb     3'),
    (lambda w: w.button('a','https://a.org','b'), '<a href="https://a.org" class="b">a</a>', '\\href{https://a.org}{a}', 'a <https://a.org>'),
    (lambda w: w.button('a','https://a.org',''), '<a href="https://a.org">a</a>', '\\href{https://a.org}{a}', 'a <https://a.org>'),
    (lambda w: w.button('a','','b'), 'a', 'a', 'a'),
    (lambda w: w.symbol('✉'), '&#9993;', '✉', '✉'),
    (lambda w: w.symbol('*✉†'), '*&#9993;†', '*✉\\textdagger{}', '*✉†'),
    (lambda w: w.join(['a','b'],Safe(' · ')), 'a · b', 'a · b', 'a · b'),
    (lambda w: w.of(rich(Text('a*'))), 'a*', 'a*', 'a*'),
    (lambda w: w.rich(rich(Math('x'),Math('y'),Text(' a '),Math('z'))),
     '$&#123;x&#125;&#123;y&#125;$ a $z$',
     '${x}{y}$ a $z$', '${x}{y}$ a $z$'),
    (lambda w: w.rich(rich(Hyperlink('https://a.org',(emphasis(Text('a')),)))),
     '<a href="https://a.org"><em>a</em></a>',
     '\\href{https://a.org}{\\emph{a}}', 'a <https://a.org>'),
    (lambda w: w.rich(rich(Styled(Style.CODE,(Text('a'),emphasis(Text('b')))))), '<code>ab</code>', '\\texttt{ab}', 'ab'),
    (lambda w: w.rich(rich(emphasis(Text('a')),strong(Text('b')))), '<em>a</em><strong>b</strong>', '\\emph{a}\\textbf{b}', 'ab'),
    (lambda w: w.rich(rich(Text('a'),emphasis(Text('(b)')),Text('c'))), 'a<em>(b)</em>c', 'a\\emph{(b)}c', 'a(b)c'),
    (lambda w: w.join(['a b !',w.link('c','https://a.org')]),
     'a b !<a href="https://a.org">c</a>', 'a b !\\href{https://a.org}{c}', 'a b !c <https://a.org>'),
    (lambda w: w.rich(rich(strong(Text('a '),emphasis(Text('b')),Text('c')))), '<strong>a <em>b</em>c</strong>', '\\textbf{a \\emph{b}c}', 'a bc'),
    (lambda w: w.rich(rich(Styled(Style.SUPERSCRIPT,(Text('2'),)),Styled(Style.SUBSCRIPT,(Text('x'),)),Styled(Style.UNDERLINE,(Text('x'),)),Styled(Style.SMALL_CAPS,(Text('x'),)))),
     '<sup>2</sup><sub>x</sub><u>x</u><span style="font-variant: small-caps">x</span>',
     '\\textsuperscript{2}\\textsubscript{x}\\underline{x}\\textsc{x}', '²_xxx'),
]  # fmt: skip


@pytest.mark.parametrize(("call", "html", "latex", "text"), WRITTEN)
def test_every_format_writes_the_same(call: Callable[[Writer], Safe], html: str, latex: str, text: str) -> None:
    assert [call(HTML), call(LATEX), call(TEXT)] == [html, latex, text]
    assert elements(read(call(MARKDOWN))) == elements(html)
    assert all(type(call(writer)) is Safe for writer in (HTML, MARKDOWN, LATEX, TEXT))


@pytest.mark.parametrize(
    ("call", "markdown"),
    [
        (lambda w: w.strong("a"), "**a**"),
        (lambda w: w.strong(" a "), " **a** "),
        (lambda w: w.strong("a*b"), "**a\\*b**"),
        (lambda w: w.strong(w.emphasis("a")), "***a***"),
        (lambda w: w.emphasis(w.strong("a")), "***a***"),
        (lambda w: w.strong(Safe(f"a {w.emphasis('b')} c")), "**a *b* c**"),
        (lambda w: w.emphasis(Safe(f"a {w.strong('b')} c")), "*a **b** c*"),
        (lambda w: w.emphasis(Safe(f"{w.strong('a')} b")), "<em>**a** b</em>"),
        (lambda w: w.emphasis(Safe(f"a {w.emphasis('b')} c")), "<em>a *b* c</em>"),
        (lambda w: w.strong(Safe(f"a {w.strong('b')} c")), "<strong>a **b** c</strong>"),
        (lambda w: w.emphasis("  "), " "),
        (lambda w: w.code("a"), "`a`"),
        (lambda w: w.code("  a\nb "), "`a b`"),
        (lambda w: w.code("r"), "`r`"),
        (lambda w: w.code("r #x"), "<code>r #x</code>"),  # R Markdown would run it
        (lambda w: w.code("{{x}}"), "<code>&#123;&#123;x&#125;&#125;</code>"),
        (lambda w: w.underline("a"), "<u>a</u>"),
        (lambda w: w.underline("a*"), '<u markdown="span">a\\*</u>'),
        (lambda w: w.link("a", "x_(y).pdf"), "[a](x_(y).pdf)"),
        (lambda w: w.link("a", "x)(y.pdf"), "[a](x%29%28y.pdf)"),
        (lambda w: w.link("a", "x)y.pdf"), "[a](x%29y.pdf)"),
        (lambda w: w.link("a", "x(y).pdf("), "[a](x%28y%29.pdf%28)"),
        (lambda w: w.link("a", "x?a&lt;b&c"), "[a](x?a&amp;lt;b&c)"),
        (lambda w: w.image("a.png", "*`$\\"), "![\\*&#96;&#36;&#92;](a.png)"),
        (lambda w: w.heading("a", 0), "# a"),
        (lambda w: w.heading("C#", 7), "###### C\\#"),
        (lambda w: w.heading("#", 2), "## \\#"),
        (lambda w: w.heading("##", 2), "## \\#\\#"),
        (lambda w: w.items(["a", Safe(" b ")]), "- a\n- b"),
        (lambda w: w.items(["a", "b"], ordered=True), "1. a\n2. b"),
        (lambda w: w.items(["a", "b"], loose=True), "- a\n\n- b"),
        (lambda w: w.stacked(["a", Safe("<details>")]), "a\n\n    <details>"),
        (lambda w: w.stacked([Safe("  a"), Safe("b ")]), "a\n\n    b "),
        (lambda w: w.line(Safe("     a b ")), " a b "),  # five blanks would make a block of code
        (lambda w: w.items(["[x] a", "b [x]"]), "- <span>\\[</span>x\\] a\n- b \\[x\\]"),  # no boxes to tick
        (lambda w: w.items([w.link(sign, "y.pdf") for sign in "xXy"]), "- [&#120;](y.pdf)\n- [&#88;](y.pdf)\n- [y](y.pdf)"),
        (lambda w: w.table(["h", "i"], [["a", ""]]), "| h | i |\n| --- | ---: |\n| a |   |"),
        (lambda w: w.new_line(), "\n<br> "),
        (lambda w: w.new_line("backslash"), " \\\\\n"),
        (lambda w: w.new_line("spaces"), "  \n"),
        (lambda w: w.paragraph("a*"), "a\\*"),
        (lambda w: w.math("a_b * \\text{c} ~--..."), "$a\\_b \\* &#92;text&#123;c&#125; &#126;-&#45;.&#46;.$"),
        (lambda w: w.text("a_b = c, d-e & f: g"), "a_b = c, d-e & f: g"),  # as little as possible
        (lambda w: w.text("-a +b #c =d 1.e :f"), "-a +b #c =d 1.e :f"),
        (lambda w: w.inline("# a"), "# a"),  # not at the start of a line
        (lambda w: w.text("a^b|c it's"), "a&#94;b\\|c it&#39;s"),
        (lambda w: w.text("_a &copy; & b"), "\\_a &amp;copy; & b"),
        (lambda w: w.rich(rich(Text("a "), emphasis(Text(" b")))), "a *b*"),
        (lambda w: w.html.text("1. a"), "1&#46; a"),  # a backslash would be shown
        (lambda w: w.html.line("# a"), "&#35; a"),
        (lambda w: w.text("[a]: b"), "\\[a\\]&#58; b"),
        (lambda w: w.text("= a"), "&#61; a"),
        (lambda w: w.text("a == b"), "a =&#61; b"),
        (lambda w: w.text("1986. A"), "1986\\. A"),
        (lambda w: w.text("1) a"), "1\\) a"),
        (lambda w: w.text("1234567890. a"), "1234567890. a"),
        (lambda w: w.text(" + a"), " \\+ a"),
    ],
)  # fmt: skip
def test_markdown_is_readable_where_it_is_edited(call: Callable[[Writer], Safe], markdown: str) -> None:
    assert call(MARKDOWN) == markdown


SIGNS = [*"*_`~^$\\[]()<>{}|#+-=:!&.'\"1a \n", "&amp;", "{{", "%}", "--", "...", "1.", "==", "~~", "](", "<!--", "\\(", "é"]  # fmt: skip
PAIRS = [one + between + two for one, two in product(SIGNS, SIGNS) for between in ("", "x", " ")]
VALUES = [value for value in dict.fromkeys(PAIRS) if value.strip()]


def test_a_reader_of_html_sees_each_value() -> None:
    for value in VALUES:
        for written in (HTML.text(value), HTML.strong(value), HTML.code(value), HTML.paragraph(value)):
            assert words(written) == " ".join(value.split())
        assert not re.search(
            r"[{}]|(?<!>)[$`\\]|[$`\\](?!<)", HTML.text(value).replace("<span>&#", "").replace(";</span>", "")
        )


def test_an_attribute_has_each_value_and_no_more() -> None:
    for value in VALUES:
        for quote in "\"'":
            ((name, given),) = elements(f"<img alt={quote}{HTML.attribute(value)}{quote}>")
            assert (name, given) == ("img", [("alt", value.replace("\r", "\n"))])
    assert HTML.attribute("`") == "&#96;"  # older browsers take it for a quote
    icon = HTML.icon("fa ' fa-x\"", 'it\'s "<b>"')
    assert elements(icon) == [("i", [("class", "fa ' fa-x\""), ("title", 'it\'s "<b>"')]), "</i>"]
    assert HTML.attribute(HTML.rich(rich(strong(Text("a < 'b'")), Text(" &amp;")))) == "a &lt; &#39;b&#39; &amp;amp;"
    assert MARKDOWN.attribute(MARKDOWN.link(MARKDOWN.strong("a*"), "https://a.org/(b)")) == "a*"


def as_text(writer: Writer, value: str) -> str:
    return writer.text(value)


def as_inline(writer: Writer, value: str) -> str:
    return f"y {writer.inline(value)} y"


@pytest.mark.parametrize(
    "context",
    [
        as_text,
        as_inline,
        lambda w, value: f"{w.strong(value)} y",
        lambda w, value: f"y {w.emphasis(value)}",
        lambda w, value: f"y {w.link(value, 'https://a.org')} y",
        lambda w, value: w.heading(value, 2),
        lambda w, value: w.items([value, "y"]),
        lambda w, value: w.items(["y", value], ordered=True),
        lambda w, value: w.table(["y"], [[value]]),
        lambda w, value: w.rich(rich(Text("y "), emphasis(Text(value.strip()), strong(Text("y"))), Text("y"))),
    ],
    ids=["text", "inline", "strong", "emphasis", "link", "heading", "items", "numbers", "cell", "nested"],
)
def test_a_reader_of_markdown_sees_each_value(context: Callable[[Writer, str], str]) -> None:
    for value in VALUES[:: 1 if context in (as_text, as_inline) else 7]:
        seen = words(read(context(MARKDOWN, value)))
        assert seen == words(read(context(MARKDOWN, "x"))).replace("x", " ".join(value.split())), value
    written = [context(MARKDOWN, value) for value in VALUES]
    assert not any(re.search(r"--(?!-?:? \|)(?!- )|\.\.\.|==|\{\{|%\}", each) for each in written)


def test_readers_see_each_value_as_code_and_as_the_words_of_a_picture() -> None:
    for value in VALUES[::5]:
        folded = " ".join(value.split())
        assert words(MarkdownIt().enable("table").render(f"y {MARKDOWN.code(value)}")) == f"y {folded}", value
        found = re.fullmatch(r'<p><img src="a.png" alt="([^"]*)" /></p>\n', read(MARKDOWN.image("a.png", value)))
        assert found is not None and " ".join(unescape(found[1]).split()) == folded, value


def test_control_characters_are_never_written() -> None:
    for writer, sign in product((HTML, MARKDOWN, LATEX, TEXT), map(chr, (*range(9), *range(14, 32), *range(127, 133)))):
        for written in (
            writer.text(f"a{sign}b"),
            writer.attribute(f"a{sign}b"),
            writer.strong(f"a{sign}b"),
            writer.code(f"a{sign}b"),
        ):
            assert sign not in written, (writer.format, sign)
        assert writer.text(f"a{sign}b") == "ab"


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        ("a_b & 10 % #1", "a\\_b \\& 10 \\% \\#1"),
        ("{x} \\y $z$", "\\{x\\} \\textbackslash{}y \\$z\\$"),
        ("~ ^ < > | `", "\\textasciitilde{} \\textasciicircum{} \\textless{} \\textgreater{} \\ensuremath{|} \\`{}"),
        ("[a] \"b\"", "{[}a{]} \\string\"b\\string\""),
        ("-- '' ,, - ' ,", "-{}- '{}' ,{}, - ' ,"),
        ("a\u00a0b\n\tc", "a~b c"),
        ("α ≤ ∞ − † ‡", "\\ensuremath{\\alpha} \\ensuremath{\\le} \\ensuremath{\\infty} \\ensuremath{-} \\textdagger{} \\textdaggerdbl{}"),
        ("a {", "a \\{\\mbox{}"),
        ("é 卫", "é 卫"),
    ],
)  # fmt: skip
def test_latex_of_values(value: str, latex: str) -> None:
    assert LATEX.text(value) == latex.replace("\\le}", LATEX.text("≤")[len("\\ensuremath{") :])


def test_latex_is_nothing_that_jekyll_would_run() -> None:
    for value in VALUES:
        for written in (LATEX.strong(value), LATEX.link(value, "https://a.org"), LATEX.join([value, Safe("{x}")])):
            assert "{{" not in written
    assert LATEX.strong("[a]") == "\\textbf{\\mbox{}{[}a{]}}"
    assert LATEX.math("x_{{1}}") == "$x_{\\relax{1}}$"


@pytest.mark.parametrize("writer", [HTML, MARKDOWN], ids=["html", "markdown"])
def test_what_only_html_has(writer: Writer) -> None:
    assert elements(writer.icon("fa fa-x")) == [("i", [("aria-hidden", "true"), ("class", "fa fa-x")]), "</i>"]
    assert writer.icon("") == ""
    label = elements(writer.label("a", background="#fff", color="rgb(1 2 3 / 50%)", classes="b c"))
    style = "background:#fff; color:rgb(1 2 3 / 50%); padding:0.1em 0.5em; border-radius:0.25em; font-size:0.8em"
    assert label == [("span", [("class", "b c"), ("style", style)]), ["a"], "</span>"]
    assert "url" not in writer.label("a", background="url(x);y: z", color="red;x: y")
    assert writer.label("", background="red", color="red") == ""
    assert elements(writer.filled_in("a b", "x'y")) == [("span", [("class", "a b"), ("data", "x'y")]), "</span>"]
    assert writer.fold(
        "A & B", writer.text("a*\n\nb")
    ) == "<details><summary>A &amp; B</summary><p>a* b</p></details>".replace("a*", writer.html.of(writer.text("a*")))
    verbatim = writer.fold("BibTeX", "@x{a,\n  b = {\\c $d$}}", verbatim=True)
    assert elements(verbatim)[:6] == [
        ("details", []),
        ("summary", []),
        ["BibTeX"],
        "</summary>",
        ("pre", []),
        ("code", []),
    ]
    assert words(verbatim) == "BibTeX@x{a, b = {\\c $d$}}"
    assert "\n" not in verbatim and not re.search(r"[{}\\]|[$](?!<)", verbatim)
    assert verbatim.count("<span>") == 2
    assert 'class=""' in writer.label("a", background="red", color="red")
    assert (writer.new_line(), writer.space) == ("\n<br> ", "&nbsp;")


@pytest.mark.parametrize("writer", [LATEX, TEXT], ids=["latex", "text"])
def test_other_formats_write_the_words_of_what_only_html_has(writer: Writer) -> None:
    assert writer.icon("fa", "x") == writer.filled_in("a", "b") == writer.fold("a", "b") == ""
    assert writer.label("a", background="red", color="red") == "a"
    assert writer.drawn_label("a", background="red", color="red") == "a"
    assert writer.drawn_label("a", background="red", color="red", logo="github", label="c") == "c a"
    assert writer.stacked(["a", "", "b"]) == f"a{writer.new_line()}b"
    assert writer.new_line() == ("\\newline\n    " if writer is LATEX else "\n")
    assert writer.html is writer
    assert (writer.nested, writer.space) == ("", "~" if writer is LATEX else " ")


def test_drawn_labels_are_pictures_whose_size_fits() -> None:
    drawn = HTML.drawn_label("a $b", background="#fff", color="red")
    assert drawn == MARKDOWN.drawn_label("a $b", background="#fff", color="red")
    svg = ElementTree.fromstring(drawn.removeprefix("<span>").removesuffix("</span>"))
    place = "{http://www.w3.org/2000/svg}"
    assert (svg.get("width"), svg.get("height"), svg.get("role"), svg.get("aria-label")) == ("36", "20", "img", "a $b")
    ground, text = svg
    assert (ground.tag, ground.get("fill"), ground.get("stroke"), ground.get("width")) == (
        f"{place}rect",
        "#fff",
        "#ccc",
        "36",
    )
    assert (text.get("x"), text.get("fill"), text.get("textLength"), "".join(text.itertext())) == (
        "6",
        "red",
        "24.22",
        "a $b",
    )
    assert [each.text for each in text] == ["$"]  # alone in its element: no formula
    svg = ElementTree.fromstring(
        HTML.drawn_label("a", background="red", color="blue", logo="GitHub", logo_color="#333", label="c").removeprefix("<span>").removesuffix("</span>")
    )  # fmt: skip
    ground, left, logo, label, text = svg
    assert (svg.get("width"), svg.get("aria-label"), ground.get("stroke")) == ("54", "c a", None)
    assert (left.get("fill"), "H35V20" in str(left.get("d"))) == ("#555", True)
    assert (logo.get("d"), logo.get("fill"), logo.get("transform")) == (logo_path("github"), "#333", "translate(5 3)")
    assert [(each.get("x"), each.get("fill"), each.text) for each in (label, text)] == [
        ("23", "#fff", "c"),
        ("41", "blue", "a"),
    ]
    plain = ElementTree.fromstring(HTML.drawn_label("a", background="red", color="blue", label="c")[6:-7])
    assert [(each.get("x"), each.text) for each in plain.iter(f"{place}text")] == [("6", "c"), ("24", "a")]
    with_logo = ElementTree.fromstring(HTML.drawn_label("a", background="white", color="blue", logo="arxiv")[6:-7])
    assert [each.get("x") for each in with_logo.iter(f"{place}text")] == ["23"]
    assert with_logo[0].get("stroke") == "#ccc" and len(with_logo) == 3
    for white in ("#fff", "#ffffff", "white"):
        assert 'stroke="#ccc"' in HTML.drawn_label("a", background=white, color="red")
    assert HTML.drawn_label("a`\\b$", background="red", color="red").count("<tspan>") == 3
    odd = HTML.drawn_label("<&>\"'{{x}}\x00\\`", background="red;x", color='"x', label="--")
    svg = ElementTree.fromstring(odd[6:-7])
    assert ["".join(each.itertext()) for each in svg.iter(f"{place}text")] == ["--", "<&>\"'{{x}}\\`"]
    assert svg[0].get("fill") == svg[-1].get("fill") == ""


def test_widths_of_texts() -> None:
    assert text_width("".join(map(chr, range(32, 127)))) == 624.05
    assert [text_width(text) for text in ("", " ", "a", "aa", "M", "~", "é", "卫", "ﬁ", "e\u0301", "a\u200b", "→")] == [
        0, 3.5, 6.74, 13.48, 9.49, 9.22, 6.77, 11.0, 7.0, 6.77, 6.74, 7.0
    ]  # fmt: skip


def test_logos_are_found_in_any_spelling() -> None:
    assert logo_path("Google-Scholar") == logo_path("googlescholar") == LOGOS["googlescholar"]
    assert logo_path("owl") == logo_path("") == ""
    assert all(re.fullmatch(r"[MLHVQCAZ0-9 .-]+", path) for path in LOGOS.values())


@pytest.mark.parametrize("writer", [HTML, MARKDOWN, LATEX, TEXT], ids=["html", "markdown", "latex", "text"])
def test_what_all_writers_share(writer: Writer) -> None:
    safe = writer.raw("<b>")
    assert safe == "<b>" and type(safe) is Safe
    assert writer.of(safe) is safe and writer.strong(safe) == writer.strong(writer.raw("<b>"))
    assert [writer.of(each) for each in (None, 12, "a", rich(Text("a")))] == ["", "12", "a", "a"]
    assert writer.join(["a", safe, None, 1], "<") == writer.text("<").join(("a", "<b>", "", "1"))
    assert writer.join(["a", "b"], Safe("<")) == "a<b" and writer.join(["a", "b"]) == "ab" and writer.join([]) == ""
    assert constant(writer, "<") == writer.text("<")
    assert writer.attribute("a") == writer.attribute(Safe("a")) == writer.text("a")
    assert [writer.plain(each) for each in (None, 1, "<b>", rich(Text("<"), emphasis(Text("b"))))] == [
        "",
        "1",
        "<b>",
        "<b",
    ]
    assert writer.holds_link(writer.link("a", "https://a.org/b")) and writer.holds_link(
        f"x {writer.link('a', 'https://a.org')}"
    )
    assert not any(map(writer.holds_link, ("", "a", writer.text("[a](b) <c>"), writer.image("a.png", "x"))))
    assert writer.url("javascript:x") == writer.url("") == "" and writer.link(safe, "javascript:x") == "<b>"
    assert [each.format for each in map(writer_of, FORMATS)] == list(FORMATS)


def test_links_in_something_written() -> None:
    link = ("a", "https://a.org")
    assert all(writer.holds_link(writer.link(*link)) for writer in (HTML, MARKDOWN, LATEX))
    assert MARKDOWN.holds_link(HTML.link(*link))
    assert not any(MARKDOWN.holds_link(each) for each in (MARKDOWN.image("a.png", "b"), MARKDOWN.text("[a](b)"), "a"))


def test_what_a_reader_sees_of_something_written() -> None:
    assert HTML.plain(Safe('<b title="x">a &amp; *b*</b>')) == "a & *b*"
    assert MARKDOWN.plain(Safe("**a** [b](c(d)) \\* ![x](y) `z` <u>&lt;</u>")) == "a b * x z <"
    assert TEXT.plain(Safe("a <b>")) == "a <b>"


def test_formulas() -> None:
    for writer, formula in (
        (HTML, "$a &lt; \\text&#123;b&#125; c$"),
        (LATEX, "$a < \\text{b} c$"),
        (TEXT, "$a < \\text{b} c$"),
    ):
        assert writer.math("a < \\text{b} c") == formula
    assert HTML.math(" a\n\x00 b\t") == "$a b$"
    for writer in (HTML, MARKDOWN, LATEX):
        assert writer.math("\\href{javascript:x}{y}") == writer.text("$\\href{javascript:x}{y}$")
    assert [HTML.rich(rich(Math("x"), Math("y"))), HTML.rich(rich(Math("x"), Text(" "), Math("y")))] == [
        "$&#123;x&#125;&#123;y&#125;$",
        "$x$ $y$",
    ]


@pytest.mark.parametrize(
    ("content", "width", "lines"),
    [
        ("one two three", 7, "one two\nthree"),
        ("one two three", 6, "one\ntwo\nthree"),
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two\nthree"),
        ("one two three", 0, "one two three"),
        ("one two three", 1, "one\ntwo\nthree"),
        ("one\ntwo three", 7, "one\ntwo\nthree"),
        ("one\ntwo three four", 9, "one\ntwo three\nfour"),
        ("one\ntwo", 0, "one\ntwo"),
        ("卫文 杰 x", 6, "卫文\n杰 x"),
        ("e\u0301e\u0301 e\u0301e\u0301", 5, "e\u0301e\u0301 e\u0301e\u0301"),
    ],
)
def test_lines_of_plain_text(content: str, width: int, lines: str) -> None:
    assert TEXT.wrap(TEXT.raw(content), width) == lines
    assert HTML.wrap(content, width) == HTML.text(content)


def test_lists_of_plain_text_and_latex() -> None:
    assert TEXT.items([Safe("a\nb"), Safe(" c ")], ordered=True) == "1. a\n   b\n2. c"
    assert TEXT.items([Safe("a\nb"), "c"]) == "- a\n  b\n- c"
    assert TEXT.items(["a", "b"], loose=True) == "- a\n\n- b"
    assert (
        LATEX.items(["a", Safe(" b ")], ordered=True) == "\\begin{enumerate}\n  \\item a\n  \\item b\n\\end{enumerate}"
    )
    assert (
        TEXT.table(["h", "卫文"], [["long", "1"], ["", "22222"]])
        == "h      卫文\n----  -----\nlong      1\n      22222"
    )
    assert [TEXT.superscript(each) for each in ("n", "-1", "a1", "a b")] == ["ⁿ", "⁻¹", "^a1", "a b"]
    assert TEXT.link("a", "mailto:a@b.org") == "a <mailto:a@b.org>" and TEXT.holds_link("a <mailto:a@b.org>")
    assert not TEXT.holds_link("a <b> c") and not TEXT.holds_link("<https://a.org> a")


@pytest.mark.parametrize("verb", ["begin", "end", "made", "ignore", "END"])
def test_plain_text_is_no_marker(verb: str) -> None:
    assert TEXT.text(f"pubs:{verb} all") == f"pubs\u2060:{verb} all"
    assert TEXT.text(f"pubs :{verb} pubs:x") == f"pubs :{verb} pubs:x"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ('a b"<c>^`{|}', "a%20b%22%3Cc%3E%5E%60%7B%7C%7D"),
        ("a%20b", "a%20b"),
        ("é卫", "é卫"),
        ("a\u200bb", "a%E2%80%8Bb"),
        ("a\u00adb", "a%C2%ADb"),
        ("a\x7fb", ""),
        ("a\\b", ""),
    ],
)
def test_addresses_of_html(url: str, written: str) -> None:
    assert HTML.url(url) == written


def test_an_address_is_judged_as_it_is_written() -> None:
    assert written_url("a", lambda url: f"{url}/b") == "a/b"
    assert written_url("a", lambda url: f"java{url}script:x") == written_url("javascript:x", str) == ""


def test_blocks_of_an_item_of_html() -> None:
    fold = HTML.fold("a", "b")
    assert HTML.stacked(["a*", fold, "c"]) == f"<p>a*</p>\n{fold}\n<p>c</p>"
    assert (
        HTML.items([HTML.stacked(["a", fold]), "b"], loose=True)
        == f"<ul>\n<li><p>a</p>\n{fold}</li>\n<li><p>b</p></li>\n</ul>"
    )
    assert HTML.table(["h"], []) == MARKDOWN.table(["h"], []) == ""
    assert LATEX.table(["h"], []) == "\\begin{tabular}{l}\nh \\tabularnewline\n\\hline\n\\end{tabular}"


def test_plain_text_has_single_blanks() -> None:
    assert [TEXT.text(each) for each in ("a  b", "a\t\n b", "a b")] == ["a b"] * 3


def test_an_unknown_format_is_a_mistake_of_the_caller() -> None:
    for format, hint in (("htm", "did you mean 'html'?"), ("owl", "one of: markdown, html, text, latex")):
        with pytest.raises(PubsError, match=f"^unknown format '{format}'") as raised:
            writer_of(format)
        assert raised.value.hint == hint


@pytest.mark.parametrize(
    ("css", "one", "several"),
    [
        ("1em", "1em", "1em"),
        ("color: red; margin: 0", "", "color: red; margin: 0"),
        ("font-family: 'Owl'", "", "font-family: &#39;Owl&#39;"),
        ("background: URL(//a.org/x)", "", ""),
        ("color: red; background: url (x)", "", "color: red; background: url (x)"),  # no function, so nothing is loaded
        ("background: u\\72l(x)", "", ""),
        ("background: ur/**/l(x)", "", ""),
        ("width: expression(alert(1))", "", ""),
        ("background: image-set(x)", "", ""),
        ('"><b>', "", "&quot;&gt;&lt;b&gt;"),
    ],
)
def test_css_that_would_load_something_is_left_out(css: str, one: str, several: str) -> None:
    writer = writer_of("html")
    assert (writer.css_value(css), writer.css(css)) == (one, several)
