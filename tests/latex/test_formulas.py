"""Which formulas stay formulas, in every format: those whose commands are all on one list."""

from __future__ import annotations

import re

import pytest
from render.formulas import HARMFUL, HARMLESS
from visible import tags, visible

from pubmanager import Bibliography
from pubmanager.latex.formulas import is_harmless
from pubmanager.latex.nodes import Math, RichText, Text
from pubmanager.render.writers import writer_of


@pytest.mark.parametrize("tex", HARMLESS)
def test_harmless_formulas_stay_formulas(tex: str) -> None:
    assert is_harmless(tex)
    for format in ("html", "markdown", "latex"):
        written = writer_of(format).rich(RichText((Text("a "), Math(tex), Text(" b"))))
        assert written.startswith("a $") and written.endswith("$ b") and written.count("$") == 2 + tex.count("$")
    assert writer_of("latex").math(tex).replace("\\relax", "") == f"${tex}$"


@pytest.mark.parametrize("tex", HARMFUL)
def test_harmful_formulas_are_text(tex: str) -> None:
    """No dollar, backslash or backtick that MathJax could see is left, and a reader sees what the formula says."""
    html, markdown, latex = (writer_of(format).math(tex) for format in ("html", "markdown", "latex"))
    for written in (html, markdown):
        runs = re.sub(r"<span>&#\d+;</span>", "", written)
        if written is markdown:
            runs = re.sub(r"\\(?=[*\[\]|_])", "", runs)  # what Markdown takes off
        assert not re.search(r"[$`\\]|&#(?:36|92|96);", runs) and "<script" not in written, written
    seen = "".join(re.sub(r"\s+", "", run.text) for run in visible(html))
    assert seen == re.sub(r"\s+", "", re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u2066-\u2069]", "", f"${tex}$"))
    assert {tag for tag, _ in tags(html)} <= {"span"}
    assert latex.startswith(r"\$") and latex.endswith(r"\$")


@pytest.mark.parametrize("format", ["html", "markdown", "latex"])
def test_titles_are_judged_as_they_are_read(format: str) -> None:
    """What a `.bib` says reaches the writers through the reader, which folds blanks and normalises letters."""
    for tex in HARMFUL:
        if tex.count("{") == tex.count("}") and not set("\x01\x80\\") & set(tex[-1:]) and tex.isprintable():
            text = Bibliography.loads(f"@misc{{a, title = {{x ${tex}$ y}}}}").render("citation-list", format=format)
            assert not re.search(r"(?<![\\>;])\$[^$]*\\(?:href|class|style|def|cssId|rule)", text), tex


def test_neighbours_are_one_formula() -> None:
    """`$a$$b$` would begin a display in kramdown and MathJax."""
    for format in ("html", "markdown", "latex"):
        assert "$$" not in writer_of(format).rich(RichText((Math("a"), Math("b"), Math("c"), Text("x"), Math("d"))))
