"""What would make a block of a line makes none, however it is put together: of pieces, values, patterns and settings."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from conftest import is_study
from visible import kramdown, tags, visible

from pubmanager import Bibliography, Site
from pubmanager.latex.nodes import Hyperlink, RichText, Style, Styled, Text
from pubmanager.model.author import Author, Name
from pubmanager.render.authors import AuthorLines, AuthorStyle
from pubmanager.render.writers import writer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

W = writer_of("markdown")
LINES = [
    "1. x", "10) x", "007. x", "1.", "(1) x", "(12)", "a. x", "b) x", "B) x", "iv. x", "II. x", "MD. x", "(@) x", "(@a) x", "@. x", "#. x", ". x", ") x",
    "# x", "#x", "#", "## x", "####### x", "C#", "- x", "+ x", "* x", "-", "+", "*", "--", "---", "- - -", "-- -", "***", "* * *", "___", "_ _ _", "=", "==", "===", "= =", "-=-", "+++", "--- x",
    "> x", ">x", ">", "| a | b |", "a | b", "|-|-|", "|", ": x", ":", ":: x", "::: note", ":::{note}", "~~~", "~~~ x", "```", "``` x", "    x", "\tx", "  - x", "   1. x",
    "[x]: /y", "[x]:y", "*[x]: y", "[^1]: x", "[^1]", "[TOC]", "[x] y", "[ ] x", "[x](y)", "![x](y)", "!!! note", "!!!", "??? note", '=== "x"', "% x", "%%% x", "(x)=", "(a-b)=",
    "{: .x}", "{:toc}", "{#x}", "{::comment}", "{% x %}", "{{ x }}", "$$x$$", "$$", "^x^", "<div>", "<!-- x", "<!-- x -->", "<?x", "<x@y.org>", "&lt;b&gt;", "&#60;b>", "&copy;", "@x", "@key [x]",
    "..", "...", ".. x::", "x  ", "\\", "\\x", "\\- x", "\\\\", "Term", "- [ ] x", "1. - x", "# - x", "--8<-- x", "import x from 'y'",
]  # fmt: skip
ORDINARY = [
    "harmless",
    "2024 was a year",
    "I. M. Pei",
    "-5 degrees",
    "1.5 x",
    "(and) more",
    "a.b",
    "x: y",
    "C. elegans",
    "+1 x",
    "50 % x",
    "No. 5",
    "3D",
    "!",
    "What?",
    "e.g. x",
]


def pieces(line: str) -> Iterator[RichText]:
    """One text as different nodes: whole, in two, in three, with nothing or a refused link between them."""
    yield RichText((Text(line),))
    for at in range(1, min(len(line), 5)):
        before, after = Text(line[:at]), Text(line[at:])
        yield RichText((before, after))
        yield RichText((before, Styled(Style.STRONG, ()), after))
        yield RichText((Styled(Style.EMPHASIS, (Text(" "),)), before, Styled(Style.EMPHASIS, (Text(""),)), after))
        yield RichText(
            (before, Hyperlink("javascript:x", (Text(line[at]),)), *([Text(line[at + 1 :])] if line[at + 1 :] else []))
        )
        yield RichText((Hyperlink("javascript:x", (before,)), Hyperlink("java&Tab;script:x", (after,))))
        yield RichText(tuple(map(Text, line)))


# Where a text begins a line: the methods of the writer and what is put together with them.
PLACES: dict[str, Callable[[RichText], str]] = {
    "by itself": W.of,
    "paragraph": W.paragraph,
    "second paragraph": lambda text: f"one\n\n{W.paragraph(text)}\n\ntwo",
    "below a line": lambda text: f"one\n{W.of(text)}\ntwo",
    "item": lambda text: W.items(["one", text, "two"]),
    "numbered item": lambda text: W.items(["one", text, "two"], ordered=True, loose=True),
    "behind a break": lambda text: W.paragraph(W.join(["one", text, "two"], W.new_line())),
    "behind blanks": lambda text: W.paragraph(W.join(["one", text, "two"], W.new_line("spaces"))),
    "behind a backslash": lambda text: W.paragraph(W.join(["one", text, "two"], W.new_line("backslash"))),
    "stacked": lambda text: W.items([W.stacked([W.of("one"), text, W.of("two")])]),
    "heading": lambda text: W.heading(text, 3),
    "cell": lambda text: W.table(["a", text], [[text, "1"], ["x", text], [text, text]]),
    "refused link": lambda text: W.paragraph(W.link(text, "javascript:x")),
    "refused image": lambda text: W.paragraph(W.image("javascript:x", text)),
    "joined": lambda text: W.paragraph(W.join([text, text], ", ")),
    "in bold": lambda text: W.paragraph(W.strong(text)),
}  # fmt: skip


def elements(html: str) -> list[str]:
    return [tag for tag, attributes in tags(html) if (tag, attributes) != ("span", ())]


def check(place: str, texts: list[RichText], written: list[str], pages: list[str]) -> None:
    assert len(texts) == len(written) == len(pages)
    expected = elements(pages[0])
    for text, source, page in zip(texts, written, pages, strict=True):
        assert elements(page) == expected, (place, text, source, page)
        shown = re.sub(r"\s+", "", "".join(run.text for run in visible(page)))
        assert re.sub(r"\s+", "", text.text) in re.sub(r"⟨\w+⟩", "", shown), (place, text, source, page)


@pytest.mark.e2e("kramdown")
@pytest.mark.parametrize("place", PLACES)
def test_kramdown_makes_no_block(place: str) -> None:
    step = 1 if is_study() else 5  # places take turns otherwise
    texts = [text for line in [*LINES, *ORDINARY] for text in pieces(line)][[*PLACES].index(place) % step :: step]
    texts.insert(0, RichText((Text("harmless"),)))
    written = [PLACES[place](text) for text in texts]
    check(place, texts, written, kramdown(written))


def _python_markdown(texts: list[str]) -> list[str]:
    markdown = pytest.importorskip("markdown")
    extensions = ["extra", "admonition", "toc", "sane_lists", "attr_list", "md_in_html"]
    return [markdown.markdown(text, extensions=extensions) for text in texts]


def _myst(texts: list[str]) -> list[str]:
    pytest.importorskip("myst_parser")
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    enabled = {
        "colon_fence",
        "deflist",
        "fieldlist",
        "tasklist",
        "strikethrough",
        "attrs_inline",
        "attrs_block",
        "substitution",
    }
    parser = create_md_parser(MdParserConfig(enable_extensions=enabled), RendererHTML)
    return [parser.render(text) for text in texts]


def _pandoc(texts: list[str]) -> list[str]:
    """All at once, between rules that no text can make."""
    between = '\n\n<hr class="cut">\n\n'
    result = subprocess.run(
        ["pandoc", "-f", "markdown", "-t", "html", "--wrap=none"],
        input=between.join(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.split('<hr class="cut">')


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(_python_markdown, id="python-markdown"),
        pytest.param(_myst, id="MyST"),
        pytest.param(_pandoc, id="pandoc", marks=pytest.mark.e2e("pandoc")),
    ],
)
def test_other_markdown_makes_no_block(read: Callable[[list[str]], list[str]]) -> None:
    for place in ("paragraph", "item", "behind blanks", "below a line"):
        texts = [RichText((Text(line),)) for line in ["harmless", *LINES, *ORDINARY]]
        written = [PLACES[place](text) for text in texts]
        pages = read(written)
        expected = elements(pages[0])
        for text, source, page in zip(texts, written, pages, strict=True):
            assert elements(page) == expected, (place, text, source, page)


def test_ordinary_texts_are_written_as_they_are() -> None:
    for text in ORDINARY:
        assert W.text(text) == W.line(text) == W.items([text])[2:] == text
    assert W.text("Term: - x, 1. y # z") == "Term: - x, 1. y # z"
    assert (
        W.rich(RichText((Text("a "), Styled(Style.EMPHASIS, (Text("b"),)), Text(" - 1. c # d")))) == "a *b* - 1. c # d"
    )


def test_authors_begin_lines() -> None:
    for given, family in (
        ("1.", "x"),
        ("#", "x"),
        ("-", "x"),
        ("", "+"),
        ("", "1."),
        (":", "x"),
        ("a)", "x"),
        ("", "---"),
    ):
        authors = [Author(Name(given, "", family), 1), Author(Name("Max", "", "Roe"), 2)]
        for style in (
            AuthorStyle(),
            AuthorStyle(initials=True),
            AuthorStyle(separator=" - "),
            AuthorStyle(final_stop=True),
        ):
            assert not re.match(r"\d+\. |# |[-+:] |a\) |---", AuthorLines(style, W).line(authors, has_others=False))


@pytest.mark.e2e("kramdown")
@pytest.mark.parametrize(
    ("theme", "options"),
    [
        ("badge-list", {"rows": ["title", "note", "{date.year}. {title}", "{note}{title}", "{note} {title}", "# {title}", "- x {note}", "{title}: {note}"]}),
        ("badge-list", {"rows": ["title", "note", "{volume}. {title}", "{volume}{note}"], "break": "spaces"}),
        ("badge-list", {"rows": ["{volume}{title}", "note", "", "title"], "break": "backslash"}),
        ("venue-list", {"rows": ["{badges} {title}", "{authors}", "", "{title}", "{volume}. {authors}"], "badges": {"parts": ["{volume}", "{note}"], "style": ["plain"], "separator": ". "}}),
        ("citation-list", {"rows": ["{volume}. {title} {note}", "{note}. {title}", "{links}{title}"], "links": "plain"}),
        ("paper-box", {"rows": ["title", "note", "", "{volume}. {title}", "summary", "- {note}", "- {volume}. {title}"], "bullets": ["summary"]}),
        ("paper-box", {"rows": ["{note}{title}", "authors", "summary"], "break": "blank"}),
        ("plain", {"rows": ["title", "venue", "note"], "venue": "{volume}", "marker": "none"}),
        ("plain", {"rows": ["venue", "title", "note"], "venue": "{note}", "marker": "number"}),
        ("news", {"text": "{title}", "line": "{text}", "lead": ""}), ("news", {"text": "{title} {authors}", "line": "{month}. {text}", "lead": ""}),
    ],
)  # fmt: skip
def test_themes_make_no_block(theme: str, options: dict[str, Any]) -> None:
    """Values at the start of a line, alone, side by side and behind the literal text of patterns."""

    def page(value: str, volume: str) -> str:
        entry = (
            f"@article{{k, title = {{{value}}}, note = {{{value}}}, author = {{{{{value}}} and Roe, Max}}, journal = {{x}}, volume = {{{volume}}}, year = 2024, "
            f"news_date = {{2024-05}}, preview = {{x.png}}, summary = {{- {value}\n- {value}}}}}"
        )
        return Bibliography.loads(entry).render(theme, format="markdown", **options)

    values = [
        line for line in LINES if not set(line) & set('{}%\\$&#~^_"\n\t`') and line.strip() == line and line != "<!-- x"
    ]
    values += [
        r"\#x",
        r"\# x",
        r"1\href{javascript:x}{.} x",
        r"\href{javascript:x}{1}\href{javascript:x}{.} x",
        r"\href{javascript:x}{\#}x",
        r"\textbf{}- x",
        r"-\textit{ }x",
        r"\%\% x",
        r"$1$. x",
        r"1$.$ x",
    ]
    assert len(values) > 50
    pages = [page(value, volume) for volume in ("1", "+") for value in ("harmless", *values)]
    read = [[tag for tag in elements(each) if tag not in ("em", "sup")] for each in kramdown(pages)]
    for source, found in zip(pages, read, strict=True):
        assert found == read[0], source


@pytest.mark.e2e("kramdown")
def test_own_templates_at_the_start_of_a_line(tmp_path: Path) -> None:
    theme = tmp_path / "_pubs" / "own"
    theme.mkdir(parents=True)
    theme.joinpath("theme.toml").write_text('extends = "builtin:badge-list"\nsummary = "x"\n', encoding="utf-8")
    theme.joinpath("list.jinja").write_text(
        "{% for each in list.publications %}\n{{ each.title }}\n\n{{ each.authors }}\n\n{{ each.note }}\n\n{{ each.row('{volume}. {title}') }}\n\n"
        "{{ w.link(each.title, 'javascript:x') }}\n\n{{ w.join([each.volume, each.title], '. ') }}\n\n{{ w.join(each.summary, ' ') }}\n\n{% endfor %}\n".replace(
            "each.volume", "each.year"
        ),
        encoding="utf-8",
    )
    found = []
    for value in (
        "harmless",
        *(line for line in LINES if not set(line) & set('{}%\\$&#~^_"\n\t`<') and line.strip() == line),
    ):
        entry = f"@article{{k, title = {{{value}}}, note = {{{value}}}, author = {{{{{value}}}}}, volume = 3, year = 2024, summary = {{{value}}}}}"
        (tmp_path / "a.bib").write_text(entry, encoding="utf-8")
        (tmp_path / "pubs.toml").write_text(
            'bib = "a.bib"\ntemplates = "_pubs"\n[list.all]\ntheme = "own"\n', encoding="utf-8"
        )
        found.append(Site.load(tmp_path).render_list("all"))
    pages = [elements(page) for page in kramdown(found)]
    for source, page in zip(found, pages, strict=True):
        assert page == pages[0], source
    assert json.dumps(pages[0]) == json.dumps(["p"] * 7)
