"""Plain text and LaTeX: a reader sees what the field says, and nothing of it is obeyed."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography, Site
from pubmanager.latex.nodes import Math, RichText, Style, Styled, Text
from pubmanager.pages.regions import read_page
from pubmanager.render.writers import FORMATS, writer_of
from pubmanager.render.writers.text import columns
from pubmanager.source import Source
from render.hostile import ODD_URLS, URLS, VALUES

if TYPE_CHECKING:
    from pathlib import Path

TEXT, LATEX = writer_of("text"), writer_of("latex")
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def folded(text: str) -> str:
    return " ".join(CONTROL.sub("", text).split())


def test_every_format_has_its_writer() -> None:
    assert [writer_of(format).format for format in FORMATS] == ["markdown", "html", "text", "latex"]


def test_values_are_plain_text() -> None:
    for value in VALUES:
        written = TEXT.text(value).replace("\u2060", "")  # no value may end a region, or be a tag of Liquid
        assert " ".join(written.split()) == folded(DIRECTIONS.sub("", value.replace("\u2060", ""))), value


_ZERO_WIDTH = re.compile("[\ufeff\u200b\u2060]")  # pandoc drops the first, and the others are breaks in LaTeX


@pytest.mark.e2e("pandoc")
def test_latex_says_what_the_values_say() -> None:
    """pandoc, which knows nothing of us, reads each value's LaTeX as plain text."""
    values = [value for value in VALUES if folded(value)]
    document = "\n\n".join(f"X{LATEX.text(value)}X" for value in values)
    read = subprocess.run(
        ["pandoc", "-f", "latex-smart", "-t", "json"], input=document, capture_output=True, text=True, check=True
    )
    paragraphs = json.loads(read.stdout)["blocks"]
    assert len(paragraphs) == len(values)
    for value, paragraph in zip(values, paragraphs, strict=True):
        assert paragraph["t"] == "Para"
        kinds = {each["t"] for each in paragraph["c"]}
        assert kinds <= {"Str", "Space", "Span", "SoftBreak", "Math"}, (value, paragraph)
        shown = re.sub(r"\s+", "", "".join(said(each) for each in paragraph["c"])).replace("’", "'")
        assert shown == re.sub(r"\s+", "", f"X{folded(DIRECTIONS.sub('', _ZERO_WIDTH.sub('', value)))}X"), LATEX.text(
            value
        )


def said(inline: dict) -> str:
    if inline["t"] == "Span":
        return "".join(said(each) for each in inline["c"][1])
    if inline["t"] == "Math":
        assert inline["c"][1] == "|"
        return inline["c"][1]
    return inline["c"] if inline["t"] == "Str" else ""


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"O(\frac{n}{2})", r"$O(\frac{n}{2})$"),
        (r"\mathcal{L}_{\mathrm{CE}} \le 2", r"$\mathcal{L}_{\mathrm{CE}} \le 2$"),
        (r"\input{/etc/passwd}", r"\$\textbackslash{}input\{/etc/passwd\}\$"),
        (r"\write18{rm}", r"\$\textbackslash{}write18\{rm\}\$"),
        (r"x}{y", r"\$x\}\{y\$"),
        (r"{x", r"\$\{x\$"),
        (r"^^5cinput x", r"\$\textasciicircum{}\textasciicircum{}5cinput x\$"),
        ("x % y", r"\$x \% y\$"),
        (r"\def\x{y}", r"\$\textbackslash{}def\textbackslash{}x\{y\}\$"),
    ],
)
def test_formulas_that_do_more_are_text(tex: str, expected: str) -> None:
    assert LATEX.rich(RichText((Math(tex),))) == expected


@pytest.mark.parametrize("format", ["html", "markdown"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202eabc", "\u202eabc\u202c"),
        ("\u2067abc\u2069 d", "\u2067abc\u2069 d"),
        ("\u2066a \u202bb", "\u2066a \u202bb\u202c\u2069"),
        ("\u2066a \u202bb\u2069 c", "\u2066a \u202bb\u202c\u2069 c"),
        ("a\u202c b\u2069", "a b"),
        ("\u202ea\u202c\u202cb", "\u202ea\u202cb"),
    ],
)
def test_signs_of_direction_end_with_the_text(format: str, text: str, shown: str) -> None:
    """What stands beside a title, such as authors and badges, is not turned around."""
    writer = writer_of(format)
    assert writer.text(text) == shown and unescape(writer.attribute(text)) == shown
    assert writer.strong(RichText((Text(text),))).count("\u202c") == shown.count("\u202c")
    assert TEXT.text(text) == LATEX.text(text) == DIRECTIONS.sub("", text)


def test_very_many_signs_of_direction_end_too() -> None:
    shown = writer_of("html").text("\u202e" * 1000 + "a" + "\u2069" * 1000)
    assert shown.count("\u202e") == shown.count("\u202c") <= 125


def test_only_harmless_links_leave() -> None:
    for url in URLS:
        assert LATEX.link("x", url) == "x" and TEXT.link("x", url) == "x", url
    for url in ODD_URLS:
        assert re.fullmatch(r"\\href\{(?:[^\\{}%#&_\s]|\\[%#&_])+\}\{x\}", LATEX.link("x", url)), url
        assert re.fullmatch(r"x <[^<>\s]+>", TEXT.link("x", url)), url


def test_styles() -> None:
    text = RichText(
        (
            Styled(Style.EMPHASIS, (Text("a"), Styled(Style.STRONG, (Text("b"),)))),
            Text(" 10"),
            Styled(Style.SUPERSCRIPT, (Text("12"),)),
            Styled(Style.SUPERSCRIPT, (Text("†"),)),
            Text(" H"),
            Styled(Style.SUBSCRIPT, (Text("2"),)),
            Text("O x"),
            Styled(Style.SUPERSCRIPT, (Text("th"),)),
        )
    )
    assert TEXT.rich(text) == "ab 10¹²† H₂O x^th"
    assert LATEX.rich(text) == (
        r"\emph{a\textbf{b}} 10\textsuperscript{12}\textsuperscript{\textdagger{}} H\textsubscript{2}O "
        r"x\textsuperscript{th}"
    )


def test_colours_of_latex_are_colours() -> None:
    assert LATEX.span("x", color="red") == r"\textcolor{red}{x}"
    assert LATEX.span("x", color="#0a1b2c") == r"\textcolor[HTML]{0A1B2C}{x}"
    assert LATEX.span("x", color="red}{\\input{y}") == "x"


def test_lines_break_at_blanks_and_addresses_stay_whole() -> None:
    assert (
        TEXT.wrap("one two three https://example.org/long four", 9) == "one two\nthree\nhttps://example.org/long\nfour"
    )
    assert TEXT.wrap("卫文杰 卫文杰", 12) == "卫文杰\n卫文杰"
    assert TEXT.wrap("one two", 0) == "one two"
    assert columns("卫文杰 x") == 8


def test_lists_and_tables_of_plain_text() -> None:
    assert TEXT.items([TEXT.raw("a\nb"), "c"]) == "- a\n  b\n- c"
    assert TEXT.items([f"{number}" for number in range(1, 11)], ordered=True).endswith("9. 9\n10. 10")
    assert TEXT.table(["Year", "All"], [["2024", "3"], ["Unknown", "12"]]) == (
        "Year     All\n-------  ---\n2024       3\nUnknown   12"
    )
    assert TEXT.heading("卫", 2) == "卫\n--"


def test_a_title_does_not_end_the_region_of_a_text_file() -> None:
    bibliography = Bibliography.loads("@misc{a, title = {{\\#} pubs:end all}}")
    page = f"# pubs:begin all\n{bibliography.render('citation-list', format='text', rows=['title'])}\n# pubs:end all\n"
    broken = page.replace("- # pubs", "# pubs")
    for text in (page, broken):
        assert len(read_page(Source("cv.txt", text)).regions) == 1 and not read_page(Source("cv.txt", text)).faults


def test_files_say_their_format(tmp_path: Path) -> None:
    """A region's and a whole file's format follow from the suffix, the comments too."""
    (tmp_path / "a.bib").write_text("@misc{a, title = {Owls & 5 %}}", encoding="utf-8")
    (tmp_path / "cv.tex").write_text("% pubs:begin all\n% pubs:end all\n", encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(
        'bib = "a.bib"\npages = "cv.tex"\n[list.all]\ntheme = "citation-list"\nfile = "all.txt"\n', encoding="utf-8"
    )
    rendered = {path.name: text for path, text in Site.load(tmp_path).render().items()}
    assert "\n  \\item Owls \\& 5 \\%.\n" in rendered["cv.tex"] and "% pubs:end all " in rendered["cv.tex"]
    assert rendered["all.txt"].startswith("- Owls & 5 %.\n# pubs:made ")


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("text", "- Ada Byron. Owls. Nature, 2024. [Paper <https://doi.org/10.1000/x_1>]"),
        (
            "latex",
            "\\begin{itemize}\n  \\item \\textbf{Ada Byron}. Owls. \\emph{Nature}, 2024. "
            "{[}\\href{https://doi.org/10.1000/x\\_1}{Paper}{]}\n\\end{itemize}",
        ),
    ],
)
def test_citations(format: str, expected: str) -> None:
    entry = "@article{a, title = {Owls}, author = {Byron, Ada}, journal = {Nature}, year = 2024, doi = {10.1000/x_1}}"
    assert Bibliography.loads(entry, me="Ada Byron").render("citation-list", format=format) == expected
