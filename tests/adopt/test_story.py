"""The example in docs/adopt.md: its page, commands and files, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import test_readme as readme
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_the_story(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "adopt.md").read_text(encoding="utf-8")
    story = text.split("## An example\n", 1)[1].split("\n## ", 1)[0]
    files = {"bibtex": "publications.bib", "toml": "pubs.toml"}
    count = 0
    for match in readme.BLOCK.finditer(story):
        kind, body = match["kind"], match["body"]
        if kind == "markdown":
            (tmp_path / "about.md").write_text(body, encoding="utf-8")
        elif kind in files:
            assert body in (tmp_path / files[kind]).read_text(encoding="utf-8")
        else:
            for command, expected in readme.commands(body):
                readme.assert_matches(readme.run(command, tmp_path), expected)
                count += 1
    assert count == 4
    page = (tmp_path / "about.md").read_text(encoding="utf-8")
    assert page.startswith("Hello! I am Ada Byron, and this line is mine.\n") and "<!-- pubs:begin publications" in page
