"""HTML, JATS and MathML of publishers written as LaTeX: nothing that they say is lost, and no words are glued."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.latex.html import read_markup
from pubmanager.latex.read import plain

JATS = (
    "<jats:title>Abstract</jats:title><jats:p>Ice at 10<jats:sup>-3</jats:sup> K in H<jats:sub>2</jats:sub>O.</jats:p>"
    "<jats:sec><jats:title>Methods</jats:title><jats:p>We froze.</jats:p></jats:sec>"
)
SPRINGER = (
    r"of <inline-formula><alternatives><tex-math>\documentclass[12pt]{minimal} \usepackage{amsmath} \begin{document}"
    r"$$\alpha &lt; 2$$\end{document}</tex-math><mml:math><mml:mi>α</mml:mi></mml:math></alternatives></inline-formula> x"
)

# What is written, and what it becomes.
WRITTEN = [
    (JATS, r"Abstract: Ice at 10\textsuperscript{-3} K in H\textsubscript{2}O. Methods: We froze."),
    # Blocks: a blank, a colon after a title, semicolons between items.
    ("<p>One</p><p>Two</p>", "One Two"),
    ("<p>One\n<p>Two", "One Two"),
    ("One<br>Two<br/>Three<br />Four", "One Two Three Four"),
    ("<div>One</div>Two", "One Two"),
    ('<jats:p xml:lang="en">One</jats:p>\n  <jats:p>Two</jats:p>\n', "One Two"),
    ("<h3>Aims?</h3>We ask.", "Aims? We ask."),
    ("<jats:title/><jats:p>We ask.</jats:p>", "We ask."),
    ('<AbstractText Label="METHODS">We do.</AbstractText>', "METHODS: We do."),
    ("<ul><li>Owls</li><li>Larks.</li><li>Rooks</li></ul>And", "Owls; Larks. Rooks And"),
    ("<ol><li>Owls<li>Larks</ol>", "Owls; Larks"),
    (
        "<jats:list list-type='bullet'><jats:list-item><jats:p>Owls</jats:p></jats:list-item>"
        "<jats:list-item><jats:label>2.</jats:label><jats:p>Larks</jats:p></jats:list-item></jats:list>",
        "Owls; 2. Larks",
    ),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
    # Styles, nested and crossed, with blanks at their ends.
    ("n<inf>i</inf> and <tt>x</tt>", r"n\textsubscript{i} and \texttt{x}"),
    ("H<sub><i>n</i></sub>", r"H\textsubscript{\emph{n}}"),
    ("<STRONG>Results. </STRONG>We saw", r"\textbf{Results.} We saw"),
    ("a <i>b <b>c</i> d</b> e", r"a \emph{b \textbf{c}} \textbf{d} e"),
    ("<b><p>One</p></b>Two", r"\textbf{One} Two"),
    ('<span class="a">One</span> <font size="2">two', "One two"),
    ("<i></i>One <i> </i>two", "One  two"),
    ("<q>Who</q>", "``Who''"),
    # Styles that are not closed say nothing: nobody knows how far they go.
    ("CO<sub>2 and <jats:italic>owls", "CO2 and owls"),
    ("Owls</jats:p> and</i> larks", "Owls and larks"),
    ("{<i>Bubo} bubo</i>", "{Bubo} bubo"),
    # However the brackets are escaped.
    ("&lt;p&gt;The &lt;i&gt;model&lt;/i&gt;.&lt;/p&gt;", r"The \emph{model}."),
    ("&amp;lt;p&amp;gt;The model.", "The model."),
    (r"\&lt;i\&gt;Bubo\&lt;/i\&gt;", r"\emph{Bubo}"),
    (r"{\textless}i{\textgreater}Bubo{\textless}/i{\textgreater}", r"\emph{Bubo}"),
    (r"\textlessi\textgreaterBubo\textless/i\textgreater owls", r"\emph{Bubo}owls"),
    (r"{$<$}i{$>$}Bubo{$<$}/i{$>$}", r"\emph{Bubo}"),
    ("&#60;sup&#62;a&#x3C;/sup&#x3E;", r"\textsuperscript{a}"),
    # Links and pictures.
    ('<a href="https://x.org/?a=1&amp;b=2">site</a>', r"\href{https://x.org/?a=1&b=2}{site}"),
    ("<ext-link xlink:href='https://x.org/a_b'>https://x.org/a_b</ext-link>", r"\url{https://x.org/a_b}"),
    ('<a href="javascript:alert(1)">site</a> <a name="b">b</a>', "site b"),
    ('An <img src="x.png" alt="owl"/>', "An owl"),
    # Comments and the like.
    ("<!-- no <i>text</i> -->Owls<![CDATA[ < larks]]>", "Owls < larks"),
    # Formulas.
    (SPRINGER, r"of $\alpha < 2$ x"),
    ("<inline-formula> <tex-math notation='LaTeX'>$\\beta $ </tex-math></inline-formula> x", r"$\beta$ x"),
    ("for <math><mi>n</mi><mo>&lt;</mo><mn>3</mn></math>", "for $n<3$"),
    ("<mml:math><mml:msub><mml:mi>NiO</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math> ice", r"NiO\textsubscript{2} ice"),
    ("<math><mi>α</mi><mo>≤</mo><msup><mi>x</mi><mn>2</mn></msup></math>", r"$\alpha \leq x^{2}$"),
    ("<math><mfrac><mi>a</mi><msqrt><mi>b</mi></msqrt></mfrac></math>", r"$\frac{a}{\sqrt{b}}$"),
    ("<math><mover><mi>x</mi><mo>¯</mo></mover></math>", r"$\bar{x}$"),
    ("<math><mmultiscripts><mi>He</mi><mprescripts/><none/><mn>3</mn></mmultiscripts></math>", r"${}^{3}{\mathrm{He}}$"),
    ("<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x_1</annotation></semantics></math>", "$x_1$"),
    ("a<disp-formula><tex-math>x</tex-math></disp-formula>b", "a $x$ b"),
    # What is around tags stays.
    (r"<p>A {\'e} &amp; B $a<b$, \texttt{<i>c</i>} \url{https://a.org/<b>} {\sl d}</p>",
     r"A {\'e} &amp; B $a<b$, \texttt{<i>c</i>} \url{https://a.org/<b>} {\sl d}"),
    ("<code>&lt;p&gt;</code>", r"\texttt{&lt;p&gt;}"),
    ("<p>p < 3 and q > 4</p>", "p < 3 and q > 4"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "latex"), WRITTEN, ids=[text[:40] for text, _ in WRITTEN])
def test_markup_as_latex(text: str, latex: str) -> None:
    found = read_markup(text)
    assert found is not None and found.text == latex
    again = read_markup(latex)
    assert again is None or again.text == latex


@pytest.mark.parametrize(
    "text",
    ["p < 3 and q > 4", "the <em> tag", "the &lt;div&gt; element", "bra and <p> of <q>", "x <b> y", "Filling <mask> tokens",
     "std::vector<int>", r"\verb|<p>|", r"\texttt{<i>x</i>}", r"$a<i>b$", "a <- b -> c", "<jats:p", "<script>x</script>",
     "<https://example.org>", "unless p is less"],
)  # fmt: skip
def test_text_is_no_markup(text: str) -> None:
    assert read_markup(text) is None


@pytest.mark.parametrize(
    "text", ["<math><mtable><mtr/></mtable></math>", "<mml:mi>x</mml:mi>", "<i>" * 100 + "x" + "</i>" * 100]
)
def test_what_latex_has_nothing_for(text: str) -> None:
    found = read_markup(f"a {text} b")
    assert found is not None and found.text is None


NAMES = st.sampled_from(
    ["p", "i", "b", "sub", "sup", "jats:p", "jats:italic", "div", "li", "span", "title", "br", "jats:sec"]
)
PIECES = st.one_of(
    st.sampled_from(["owl", "Lark ", " rook.", "\n", "{\\'e}", "$x<y$", "&amp;", " < ", "{", "}", "10"]),
    NAMES.map("<{}>".format),
    NAMES.map("</{}>".format),
    NAMES.map("<{}/>".format),
)


@given(st.lists(PIECES, max_size=24))
def test_no_word_is_lost_glued_or_changed(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = read_markup(text)
    if found is None or found.text is None:
        return
    bare, end = [], 0
    for start, stop in found.tags:
        name = re.sub(r"[</>]|jats:", "", text[start:stop])
        bare += [text[end:start], " " if name in ("p", "div", "li", "title", "br", "sec") else ""]
        end = stop
    expected = "".join([*bare, text[end:]])
    assert "".join(plain(found.text).split()).replace(":", "").replace(";", "") == "".join(plain(expected).split())
    if not {*"{}"} & {*text.replace("{\\'e}", "")}:
        words = [word.strip(":;") for word in plain(found.text).split()]
        assert [word for word in words if word] == plain(expected).split()


@pytest.mark.parametrize(
    "piece", ["<p>", "</i>", "<!--", "&lt;", "\\textless ", "<a b='", "\\texttt{", "$<p>", "<p   ", "\\("]
)
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    """Counted in steps of the parser, not in seconds: twice the text takes about twice the calls."""
    counts = [_calls(piece * 2_000), _calls(piece * 4_000)]
    assert counts[1] < 3 * counts[0] + 1000


def _calls(text: str) -> int:
    import sys

    count = 0

    def note(_frame: object, _event: str, _arg: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        read_markup(text)
    finally:
        sys.setprofile(None)
    return count
