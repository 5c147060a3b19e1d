"""What themes write for LaTeX, read by LaTeX: every hostile value, in one document for each theme."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography
from pubmanager.config.schema import ListConfig
from pubmanager.render.themes import find_theme, theme_folders, theme_names
from render.hostile import URLS, VALUES

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "\\documentclass{article}\n\\usepackage[T1]{fontenc}\n\\usepackage{textcomp}\n\\usepackage{color}\n\\usepackage{hyperref}\n"
THEMES = [name for name in theme_names(theme_folders()) if "latex" in find_theme(name, theme_folders()).formats]
LAST_LETTER = "\u017f"  # the fonts of pdfLaTeX end with European letters; owners of others take another engine

OPTIONS = {"news": {"lead": ""}}  # pictographs


def hostile() -> str:
    """A bibliography with each value in each kind of place; a value whose braces are not paired is left out."""
    entries = []
    for number, value in enumerate([*VALUES, *URLS]):
        if max(value) <= LAST_LETTER and value.count("{") == value.count("}") and not value.endswith("\\"):
            fields = {"title": value, "author": f"{{{value}}} and Doe, Jane", "journal": value, "note": value, "year": "2024",
                      "url": value, "pdf": f"https://example.org/{value}", "keywords": value, "award": value,
                      "news": value, "news_date": "2024-05", "summary": value, "badge": value, "status": value}  # fmt: skip
            lines = ", ".join(f"{name} = {{{text}}}" for name, text in fields.items())
            entries.append(f"@article{{k{number}, {lines}}}")
    return "\n".join(entries)


@pytest.mark.e2e("pdflatex")
@pytest.mark.parametrize("theme", THEMES)
def test_latex_reads_what_themes_write(theme: str, tmp_path: Path) -> None:
    bibliography = Bibliography.loads(hostile(), me="Jane Doe")
    assert len(bibliography) > 250
    text = bibliography.render_list(ListConfig(theme=theme, options=OPTIONS.get(theme, {})), "latex")
    (tmp_path / "cv.tex").write_text(f"{HEAD}\\begin{{document}}\n{text}\n\\end{{document}}\n", encoding="utf-8")
    command = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "cv.tex"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    log = (tmp_path / "cv.log").read_text(encoding="utf-8", errors="replace")
    errors = [line for line in log.splitlines() if line.startswith("!") and "U+FFFD" not in line]
    assert errors == []
    assert ("Output written on cv.pdf" in log) == bool(text.strip())
