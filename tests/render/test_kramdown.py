"""The Markdown that kramdown makes HTML of says what the HTML of the same list says: text, links, images, emphasis."""

from __future__ import annotations

import runpy
from itertools import cycle, product
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT, is_study
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from visible import kramdown, visible

from pubmanager import Bibliography, Site
from pubmanager.config.schema import ListConfig
from pubmanager.latex.nodes import Math, RichText, Style, Styled, Text
from pubmanager.render.rows import FOLDS, PARTS
from pubmanager.render.themes import builtin_folder, find_theme, theme_names
from pubmanager.render.writers import writer_of

if TYPE_CHECKING:
    from pathlib import Path

    from pubmanager.render.themes import Theme

pytestmark = pytest.mark.e2e("kramdown")

MARKDOWN, HTML = writer_of("markdown"), writer_of("html")

# One trap of kramdown, Liquid, MathJax or HTML each; PAGES of real sites fell into most of them.
TRAPS = [
    "A | B",
    "2*3*4 and *not emphasis*",
    "snake_case and _x_ and __y__",
    "[T [x] y](u)",
    "\"x\", 'y', -- and --- and ... and ....",
    "1. Not a list",
    "12) Not a list",
    "# Not a heading",
    "- not an item",
    "+ not an item",
    "> not a quote",
    "[x]: not a reference",
    "*[x]: not an abbreviation",
    "C++ and C# and a+b",
    "<word> and < and & and &copy; and &#169;",
    "</div> <script>alert(1)</script>",
    "{{BERT}} and {% x %} and {: .class} and {::comment}",
    "$5 and $6 and $$",
    r"\( a \) and \\ and \*",
    "`code` and ``",
    "~~struck~~ and ~ and x^2^",
    "==marked== = ==",
    "a: b\n: c",
    "line one\nline two",
    "| a | b |",
    "--- | ---",
    "***",
    "^1 [^1]",
    "naïve Ünïcödé 卫文杰 ✉ 🎉 \u00a0x",
    "http://example.org/a_b_c and me@example.org",
    "<<quoted>> and &lt;",
    "!important ![x](y)",
    "trailing backslash \\",
    "%20 and 100%",
    ": definition",
    "=== title",
    "'90s and rock 'n' roll",
    "1986. A great year",
]


@pytest.mark.parametrize("write", ["text", "strong", "emphasis", "code", "heading", "item", "link", "alt"])
def test_traps(write: str) -> None:
    """Every trap in every position, by itself and after a word."""
    texts = [*TRAPS, *(f"word {trap}" for trap in TRAPS)]
    assert_same([written(MARKDOWN, write, text) for text in texts], [written(HTML, write, text) for text in texts])


def written(writer, write: str, text: str) -> str:
    if write == "heading":
        return writer.heading(text, 3)
    if write == "item":
        return writer.items([text, text], loose=True)
    if write == "link":
        return writer.link(text, "https://example.org/a_(b)?x=1&y=*2*")
    if write == "alt":
        return "x " + writer.image("https://example.org/x.png", text)
    return writer.paragraph(getattr(writer, write)(text))


def assert_same(markdown: list[str], html: list[str]) -> None:
    for source, made, expected in zip(markdown, kramdown(markdown), html, strict=True):
        assert visible(made) == visible(expected), source


def test_formulas_and_nested_styles() -> None:
    text = RichText(
        (
            Text("On "),
            Math(r"O(n_1 * n_2) \le \frac{a}{b} | c'"),
            Styled(Style.EMPHASIS, (Text("in "), Styled(Style.STRONG, (Text("C. elegans"),)), Text(" *"))),
            Styled(Style.SUPERSCRIPT, (Text("+"),)),
            Styled(Style.SMALL_CAPS, (Text("caps"),)),
            Styled(Style.CODE, (Text("x = {y}|`z`"),)),
        )
    )
    assert_same([MARKDOWN.rich(text)], [HTML.paragraph(text)])


@settings(max_examples=100 if is_study() else 5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(alphabet="ab1 .,:;!?*_`~[](){}<>&|\\\"'$#+-=^%/@\n", max_size=24), min_size=150, max_size=150))
def test_any_text(texts: list[str]) -> None:
    texts = [text for text in texts if text.strip()]
    assert_same([MARKDOWN.text(text) for text in texts], [HTML.paragraph(text) for text in texts])


@pytest.mark.parametrize("name", ["selected", "others", "news"])
def test_the_example(name: str) -> None:
    site = Site.load(ROOT / "bib" / "pubs.toml")
    assert_same([site.render_list(name, "markdown")], [site.render_list(name, "html")])


PAGES = runpy.run_path(str(ROOT / "tools" / "theme_pages.py"))
FOLDERS = (builtin_folder(),)
HIGHLIGHTS = [
    ["bold"],
    ["bold", "underline"],
    ["underline", "bold"],
    ["italic", "bold"],
    ["color:#c00"],
    ["class:me", "bold"],
]


def settings_of(theme: Theme) -> list[dict[str, Any]]:
    """Every value of every option: what the documentation shows, all choices, all parts and pairs of parts."""
    found = [sample for option in theme.options for sample in PAGES["_samples"](option, theme.name)]
    for option in theme.options:
        if option.type == "rows":
            found += [{"rows": [name]} for name in (*PARTS, *FOLDS, "venue")]
            found += [{"rows": [f"{{{name}}}, **{{title}}** *{{{name}}} ({{year}})*"]} for name in PARTS]
            found += [{"rows": ["title", "", "authors", "bibtex"]}, {"rows": ["{title}\n{authors}", "links"]}]
            found += [{"rows": ['[[{venue}](paper)]{.a} [[{rank}]]{color:red} `{year}` "{title},"']}]
            found += [{"rows": ["authors"], "authors": {"italic": True, "max": 2}}]
    known = {option.name for option in theme.options}
    return [{}, *(each for each in found if known.issuperset(each))]


@pytest.fixture(scope="module")
def examples() -> list[Bibliography]:
    """The example site, and the invented bibliography of the documentation."""
    return [Site.load(ROOT / path).bibliography for path in ("bib/pubs.toml", "docs/themes/pubs.toml")]


@pytest.mark.parametrize("name", theme_names(FOLDERS))
def test_every_option_of_every_theme(
    name: str, examples: list[Bibliography], capsys: pytest.CaptureFixture[str]
) -> None:
    theme = find_theme(name, FOLDERS)
    if not {"markdown", "html"}.issubset(theme.formats):
        pytest.skip("writes only one of the formats")
    markdown, html = [], []
    for number, options in enumerate(settings_of(theme)):
        for bibliography in examples if is_study() else (examples[number % 2],):
            markdown.append(bibliography.render(name, **options))
            html.append(bibliography.render(name, format="html", **options))
    assert_same(markdown, html)
    with capsys.disabled():
        print(f"\n{name}: {len(markdown)} pairs of lists say the same")


SHIELDS = ("image", "svg", "span", "code", "text")


PAIRS = product(HIGHLIGHTS, SHIELDS) if is_study() else zip(HIGHLIGHTS, cycle(SHIELDS), strict=False)


@pytest.mark.parametrize(("look", "shields"), list(PAIRS))
def test_looks_of_authors_and_shields(look: list[str], shields: str, examples: list[Bibliography]) -> None:
    markdown, html = [], []
    for bibliography in examples:
        config = replace(bibliography.config, highlight={"me": tuple(look), "equal": ("underline",)}, shields=shields)
        for options in ({}, {"authors": {"italic": True}}, {"loose": False, "numbering": "up"}):
            settings = ListConfig(
                theme="badge-list", numbering=options.pop("numbering", "down"), options={"rows": ALL, **options}
            )
            one = replace(bibliography, config=config)
            markdown.append(one.render_list(settings, "markdown"))
            html.append(one.render_list(settings, "html"))
    assert_same(markdown, html)


ALL = ["{badges} {title}. {links}", "authors", "", "venue", "abstract", "bibtex"]


@pytest.mark.corpus
@pytest.mark.parametrize("theme", ["paper-box", "badge-list", "venue-list", "citation-list", "cards", "plain"])
def test_real_bibliographies(corpus: Path, theme: str, capsys: pytest.CaptureFixture[str]) -> None:
    markdown, html, count = [], [], 0
    for path in sorted((corpus / "bib").glob("*.bib"))[:: 1 if is_study() else 20]:
        bibliography = Bibliography.load(path, me="Wei Wang")
        count += len(bibliography)
        markdown.append(bibliography.render(theme))
        html.append(bibliography.render(theme, format="html"))
    assert_same(markdown, html)
    with capsys.disabled():
        print(f"\n{theme}: {len(markdown)} files, {count} publications: same text, links, images and emphasis")
