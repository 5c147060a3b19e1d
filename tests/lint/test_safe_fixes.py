"""Fixes of the rules about parsing, keys, fields and characters, on other people's files: nothing shown changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager import Bibliography
from pubmanager.config.schema import Config, LintConfig
from pubmanager.lint.fixing import fix
from pubmanager.lint.rules.characters import garbled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.findings import Finding
    from pubmanager.source import Source

FILES = sorted((Path(__file__).resolve().parents[3] / "shared" / "corpus" / "bib").glob("*.bib"))
# F012 takes a link away, which is its purpose; the rest must not be seen on a page.
CONFIG = Config(lint=LintConfig(select=("P", "K", "F", "E"), ignore=("F012",)))


def load(sources: Mapping[str, Source]) -> Bibliography:
    return Bibliography.from_sources(list(sources.values()), config=CONFIG)


def lint(sources: Mapping[str, Source]) -> list[Finding]:
    return load(sources).lint()


@pytest.mark.corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:30])
def test_safe_fixes_change_nothing_that_is_shown(path: Path) -> None:
    before = Bibliography.load(path, config=CONFIG)
    fixed = fix({each.source.path: each.source for each in before.readings}, lint)
    after = load(fixed.sources)
    assert [entry.key for reading in after.readings for entry in reading.entries] == [
        entry.key for reading in before.readings for entry in reading.entries
    ]
    for theme in ("citation-list", "paper-box"):
        assert after.render(theme) == before.render(theme)
    assert fix(fixed.sources, lint).sources == fixed.sources


WORDS = st.text(st.characters(codec="latin-1", categories=("Ll", "Lu")), min_size=1, max_size=12)


def western(letters: str) -> str:
    """Reads UTF-8 as Windows-1252, and the five bytes that it lacks as Latin-1: what browsers and editors do."""
    return "".join(
        bytes([byte]).decode("cp1252" if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1")
        for byte in letters.encode()
    )


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_garbled_words_are_put_right(words: list[str]) -> None:
    text = " ".join(words)
    wrong, pieces, end = western(text), [], 0
    for start, stop, meant in garbled(wrong):
        pieces += [wrong[end:start], meant]
        end = stop
    assert "".join([*pieces, wrong[end:]]) == text


@pytest.mark.corpus
def test_letters_of_real_files_are_not_taken_for_garbled_ones() -> None:
    found = [each for path in FILES for each in garbled(path.read_text(encoding="utf-8", errors="replace"))]
    assert FILES and found == []
