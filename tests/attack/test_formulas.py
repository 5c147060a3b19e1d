"""Formulas for readers of Markdown that read them: shown as they are, and harmless also where a reader knows none."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from render.formulas import HARMFUL, HARMLESS

from attack import judge
from attack.readers import READERS
from pubmanager import Bibliography, Site
from pubmanager.config.load import parse_config
from pubmanager.config.schema import ListConfig
from pubmanager.latex.formulas import is_harmless
from pubmanager.latex.nodes import Math, RichText, Text
from pubmanager.render.writers import FORMULAS_IN_MARKDOWN, writer_of

if TYPE_CHECKING:
    from pathlib import Path

WRITER = writer_of(FORMULAS_IN_MARKDOWN)
# What each of them makes of a formula.
_FORMULA = {
    "pandoc": re.compile(r'<span class="math inline">\\\((.*?)\\\)</span>', re.DOTALL),
    "myst": re.compile(r'<span class="math">\\\((.*?)\\\)</span>', re.DOTALL),
    "pymdown": re.compile(r'<script type="math/tex">(.*?)</script>', re.DOTALL),
    "markdown-it": re.compile(r'<(?:span class="math inline"|eq)>(.*?)</(?:span|eq)>', re.DOTALL),
}
# Formulas by their commands, and something else for a reader of Markdown, of HTML or of templates.
ELSEWHERE = [
    "<img src=x onerror=x()>", "<b>x</b>", "<script>x()", "</p><p>x", "<!--x", "<?x", "<https://evil.example>", "[x](javascript:x)", "[x][y]",
    "![x](y.png)", "[x]: y", "[x]{.evil}", "{{x}}", "{{{x}}}", r"{\%x\%}", r"{\#x\#}", "*x*", "**x**", "_x_", "__x__", "~~x~~", "==x==",
    "^x^", "x|y", "--x--", "...", "'x'", "(x)", "@x", ":smile:", "::x::", "x=y", "+x", "!!x", "x;y", "a<b>c", "a< b", "a<",
]  # fmt: skip


def written(tex: str) -> str:
    return WRITER.rich(RichText((Text("before "), Math(tex), Text(" after"))))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    "reader", [pytest.param(name, marks=pytest.mark.e2e(READERS[name].program)) for name in _FORMULA]
)
def test_a_reader_that_reads_formulas_gets_them_as_they_are(reader: str) -> None:
    formulas = [*HARMLESS, *(tex for tex in ELSEWHERE if is_harmless(tex))]
    pages = READERS[reader].read([written(tex) for tex in formulas])
    for tex, page in zip(formulas, pages, strict=True):
        found = [unescape(each) for each in _FORMULA[reader].findall(page)]
        assert [bare(each) for each in found] == [bare(tex.replace("π", r"\pi"))] or found == [tex], (tex, page)


@pytest.mark.parametrize(
    "reader", [pytest.param(name, marks=pytest.mark.e2e(READERS[name].program)) for name in _FORMULA]
)
def test_what_is_no_harmless_formula_is_text(reader: str) -> None:
    formulas = [*HARMFUL, *(tex for tex in ELSEWHERE if not is_harmless(tex))]
    pages = READERS[reader].read([written(tex) for tex in formulas])
    for tex, page in zip(formulas, pages, strict=True):
        assert not _FORMULA[reader].search(page), (tex, page)
        assert not judge.read(page).unsafe


@pytest.mark.parametrize(
    "reader", [pytest.param(name, marks=pytest.mark.e2e(each.program)) for name, each in READERS.items()]
)
def test_no_reader_makes_markup_of_a_formula(reader: str) -> None:
    """Also those that know no formulas: a setting for the wrong reader lets nothing in."""
    pages = READERS[reader].read([written(tex) for tex in (*ELSEWHERE, *HARMLESS)])
    for tex, page in zip((*ELSEWHERE, *HARMLESS), pages, strict=True):
        read = judge.read(re.sub(r"<script type=.math/tex.>.*?</script>", "", page, flags=re.DOTALL))
        assert not read.unsafe and not read.active, (tex, page)
        assert not {each[1] for each in read.elements} & {"img", "b", "comment"}, (tex, page)


TITLE = r"@misc{a, title = {Owls in $O(n^2)$, 5$\frac{x_1}{y}$3}, author = {Doe, J.}, year = 2020}"
RAW = r"$O(n^2)$, 5<span></span>$\frac{x_1}{y}$<span></span>3"


def test_the_setting_decides() -> None:
    bibliography = Bibliography.loads(TITLE, config=parse_config('formulas = "markdown"'))
    assert RAW in bibliography.render_list(ListConfig(theme="badge-list"), "markdown")
    assert "$O(n^2)$" in bibliography.render_list(ListConfig(theme="badge-list"), "html")
    assert RAW not in Bibliography.loads(TITLE).render("badge-list")


@pytest.mark.parametrize(("page", "is_raw"), [("a.qmd", True), ("a.Rmd", True), ("a.md", False)])
def test_the_suffix_of_a_page_decides(page: str, is_raw: bool, tmp_path: Path) -> None:
    """Pandoc reads the pages of Quarto and R Markdown, whatever the settings."""
    (tmp_path / "a.bib").write_text(TITLE)
    (tmp_path / page).write_text("<!-- pubs:begin all -->\n<!-- pubs:end all -->\n")
    (tmp_path / "pubs.toml").write_text(
        f'bib = ["a.bib"]\npages = ["{page}"]\n[list.all]\ntheme = "badge-list"\n[list.own]\ntheme = "badge-list"\nfile = "own/{page}"\n'
    )
    outputs = Site.load(tmp_path).outputs()
    assert [RAW in output.new for output in outputs] == [is_raw, is_raw]
