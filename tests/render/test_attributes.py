"""Attributes hold plain text: whatever is written into one, by whichever method, a parser of HTML finds it there again."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from visible import kramdown, tags

from pubmanager import Bibliography, Site
from pubmanager.latex.nodes import Hyperlink, Math, RichText, Style, Styled, Text
from pubmanager.render.shown import written_media
from pubmanager.render.writers import Safe, writer_of
from pubmanager.render.writers.html import HtmlWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pubmanager.render.writers import Writer

HARMLESS = "harmless"
PLAIN = [
    "'", '"', "' onmouseover='x()", '" onmouseover="x()', "'\"", "`", "` onmouseover=`x()", "'><script>x()</script>", '"><b>x</b>', "x' /", "x=y",
    "&quot; onmouseover=&quot;x()", "&#39;", "&#39 onmouseover=&#39x()", "&amp;#39;", "<", ">", "<!--", "-->", "{{ x }}", "{% x %}", "{: .x}", "$x$", "\\'", '\\"', "\\",
    "*x*", "[x](y)", "![x](y)", "a\nb", "a\n\nb", "a\n\n<script>x()</script>", "a | b", "O'Hara \"Max\" Müller", "x\x80'\x00\"y", "/onmouseover=x()//",
]  # fmt: skip
# Methods that write a value into an attribute, and the attribute.
METHODS: dict[str, tuple[Callable[[Writer, Any], str], str]] = {
    "attribute": (lambda w, value: f'<b title="{w.attribute(value)}">x</b>', "title"),
    "attribute in single quotes": (lambda w, value: f"<b title='{w.attribute(value)}'>x</b>", "title"),
    "span": (lambda w, value: w.span("x", classes=value), "class"),
    "image": (lambda w, value: w.image("a.png", value), "alt"),
    "icon": (lambda w, value: w.icon(value, "x"), "class"),
    "icon's meaning": (lambda w, value: w.icon("x", value), "title"),
    "label": (lambda w, value: w.label("x", background="red", color="red", classes=value), "class"),
    "button": (lambda w, value: w.button("x", "a.pdf", value), "class"),
    "filled_in": (lambda w, value: w.filled_in(value, "x"), "class"),
    "filled_in's data": (lambda w, value: w.filled_in("x", value), "data"),
    "drawn_label": (lambda w, value: w.drawn_label(value, background="red", color="red"), "aria-label"),
    "media": (lambda w, value: written_media("a.png", value, "", {}, w), "alt"),
    "media's width": (lambda w, value: written_media("a.png", "x", "", {"width": value}, w), "width"),
    "media in double quotes": (lambda w, value: written_media("a.png", value, "", {"quotes": "double"}, w), "alt"),
    "video": (lambda w, value: written_media("a.mp4", value, "", {}, w), "aria-label"),
}
NOT_SAID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
FORMATS = ["html", pytest.param("markdown", marks=pytest.mark.e2e("kramdown"))]


def pages(sources: list[str], format: str) -> list[str]:
    return kramdown([f"x {source} y" for source in sources]) if format == "markdown" else sources


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes, but for those that keep a sign from being a formula's."""
    found = [(tag, tuple(name for name, _ in attributes)) for tag, attributes in tags(html)]
    return [each for each in found if each not in (("span", ()), ("tspan", ()))]


def said(html: str, attribute: str) -> list[str]:
    return [
        re.sub(r"\s+", "", value) for _, attributes in tags(html) for name, value in attributes if name == attribute
    ]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("method", METHODS)
def test_every_method_escapes(method: str, format: str) -> None:
    write, attribute = METHODS[method]
    written = pages([write(writer_of(format), value) for value in [HARMLESS, *PLAIN]], format)
    for value, page in zip([HARMLESS, *PLAIN], written, strict=True):
        assert shape(page) == shape(written[0]), (value, page)
        assert re.sub(r"\s+", "", NOT_SAID.sub("", value)) in said(page, attribute), (value, page)
        assert not re.search(r"\{[{%:]", write(writer_of(format), value)), value


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("method", METHODS)
def test_what_is_written_already_is_taken_off_its_markup(method: str, format: str) -> None:
    """An author line, a link and an image are ``Safe``: their quotes would end the attribute."""
    writer, (write, attribute) = writer_of(format), METHODS[method]
    evil = RichText(
        (
            Styled(Style.STRONG, (Text("A' & \"B*"),)),
            Text(" <c> "),
            Hyperlink("https://x.org/onmouseover=x()//'a", (Text("d [e]"),)),
            Math("f^2"),
            Styled(Style.CODE, (Text("g"),)),
        )
    )
    already = [
        HARMLESS,
        writer.rich(evil),
        writer.strong(writer.link("x", "https://x.org/'\"")),
        writer.image("a.png", "'\"x"),
    ]
    written = pages([write(writer, value) for value in [*already, evil]], format)
    for page in written:
        assert shape(page) == shape(written[0]), page
    if not method.startswith(("media", "video")):  # these write HTML inside of Markdown, and get plain text
        assert said(written[1], attribute)[0] == "A'&\"B*<c>d[e]$f^2$g"
    assert said(written[4], attribute)[0] == "A'&\"B*<c>d[e]$f^2$g"


@pytest.mark.parametrize("format", FORMATS)
def test_styles_are_colours_and_nothing_else(format: str) -> None:
    writer = writer_of(format)
    for color in ("red", "#fff", "rgb(1, 2, 3)", "rgb(0 0 0 / 50%)", "var(--accent)", "hsl(1.5 2% 3%)"):
        assert f"color: {color}" in writer.span("x", color=color)
        assert f"background: {color};" in writer.label("x", background=color, color="red")
    for color in (
        "red; position: fixed",
        "red}",
        "url(x)",
        "url(//x)",
        "x:y",
        "expression(x)",
        '"',
        "\\75rl",
        "red/**/",
        "red!important",
        "red\n;x:y",
        Safe('x" y="'),
    ):
        for page in pages([writer.span("x", color=color), writer.label("x", background=color, color=color)], format):
            styles = [value for _, attributes in tags(page) for name, value in attributes if name == "style"]
            assert all(re.fullmatch(r"(?:(?:background|color): ; )*padding:[\w.;: -]+", style) for style in styles), (
                styles
            )
        drawn = writer.drawn_label("x", background=color, color=color, logo="github", logo_color=color)
        assert {value for _, attributes in tags(drawn) for name, value in attributes if name == "fill"} == {""}


OWN = (
    'title="{{ w.attribute(publication.authors) }}"', "title='{{ w.attribute(publication.authors) }}'", 'title="{{ w.attribute(publication.title) }}"',
    'title="{{ publication.title }}"', "title='{{ publication.title }}'", 'title="{{ publication.note }}"', "title='{{ publication.key }}'",
    'title="{{ w.attribute(publication.row(\'{title} {links}\')) }}"', "class='{{ w.attribute(w.link(publication.title, publication.url)) }}'",
)  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_attributes_of_an_own_template(format: str, tmp_path: Path) -> None:
    """Nothing of a publication gets out of the quotes that a site's template puts around it."""
    theme = tmp_path / "_pubs" / "own"
    theme.mkdir(parents=True)
    theme.joinpath("theme.toml").write_text('extends = "builtin:badge-list"\nsummary = "x"\n', encoding="utf-8")
    template = "".join(f"<b {attribute}>x</b>\n\n" for attribute in OWN)
    theme.joinpath("publication.jinja").write_text(template, encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(
        'bib = "a.bib"\ntemplates = "_pubs"\n[me]\nname = "x"\n[people."Ada Byron"]\nurl = "https://x.org/onmouseover=x()//\'a"\n[list.all]\ntheme = "own"\n', encoding="utf-8"
    )  # fmt: skip
    written = []
    for text in (HARMLESS, *(value for value in PLAIN if not set(value) & set("{}%\\$&#~"))):
        (tmp_path / "a.bib").write_text(
            f"@misc{{k, title = {{t {text}}}, note = {{{text}}}, author = {{Byron, Ada and {{{text}}}}}, pdf = {{https://x.org/a}}}}", encoding="utf-8"
        )  # fmt: skip
        written.append(Site.load(tmp_path).bibliography.render("own", format=format))
    found = [shape(page) for page in pages(written, format)]
    assert len(found) > 10 and all(each == found[0] for each in found), found


@pytest.mark.parametrize(
    ("method", "sign"),
    [("attribute", "&quot;"), ("attribute in single quotes", "&#39;"), ("filled_in", "&#39;"), ("filled_in's data", "&#39;"), ("image", "&quot;"), ("button", "&quot;"),
     ("icon", "&quot;"), ("label", "&quot;"), ("span", "&quot;"), ("media", "&quot;"), ("media in double quotes", "&quot;"), ("video", "&quot;")],
)  # fmt: skip
def test_the_comparison_notices_a_quote_that_is_not_escaped(method: str, sign: str) -> None:
    class Careless(HtmlWriter):
        def attribute(self, content: Any) -> Safe:
            return Safe(super().attribute(content).replace(sign, unescape(sign)))

    write, _ = METHODS[method]
    assert shape(write(Careless(), f"{unescape(sign)} onmouseover=x()")) != shape(write(Careless(), HARMLESS))


def test_people_with_quotes_in_their_names() -> None:
    """The preview's alternative text is the title, with its quotes."""
    text = Bibliography.loads("@misc{a, title = {O'Hara's {\"}owls{\"}}, preview = {a.png}}").render(
        "paper-box", format="html"
    )
    assert ("alt", 'O’Hara’s "owls"') in [pair for _, attributes in tags(text) for pair in attributes]
