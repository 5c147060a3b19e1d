"""A theme that prints the marker of a region is one sentence, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager.render.rendering import forget_themes

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PAGES = {
    "page.md": "<!-- {} -->", "page.html": "<!--{}-->", "page.mdx": "{{/* {} */}}", "page.tex": "% {}", "page.yml": "# {}", "page.rst": ".. {}",
}  # fmt: skip


@pytest.mark.parametrize("command", ["pubs:end all", "pubs:begin all", "pubs:end other 12345678", "PUBS:END all"])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("way", ["text", "raw"])
def test_markers_of_a_theme_are_refused(tmp_path: Path, pubs: Run, name: str, command: str, way: str) -> None:
    forget_themes()
    comment = PAGES[name].format
    (tmp_path / "_pubs" / "own").mkdir(parents=True)
    (tmp_path / "_pubs" / "own" / "theme.toml").write_text('formats = ["markdown", "html", "text", "latex"]\n')
    marker = comment(command)
    template = (
        f"one\n{{% raw %}}{marker}{{% endraw %}}\ntwo\n"
        if way == "text"
        else f"one\n{{{{ w.raw({marker!r}) }}}}\ntwo\n"
    )
    (tmp_path / "_pubs" / "own" / "list.jinja").write_text(template)
    (tmp_path / "a.bib").write_text("@misc{a, title = {Owls}, year = 2024}\n")
    page = f"{comment('pubs:begin all')}\n{comment('pubs:end all')}\n\n{comment('pubs:begin plain')}\n{comment('pubs:end plain')}\n"
    (tmp_path / name).write_text(page)
    settings = f'bib = "a.bib"\npages = "{name}"\n[list.all]\ntheme = "own"\n[list.plain]\ntheme = "plain"\n'
    (tmp_path / "pubs.toml").write_text(settings)
    done = pubs("render", cwd=tmp_path)
    assert done.code == 2 and done.err.count("\n") == 1, done
    assert "list 'all' prints the marker of a region" in done.err and f"{name}:1:1: " in done.err
    assert (tmp_path / name).read_text() == page
