"""Safe fixes on other people's files: what is shown stays, but where a rule's purpose is to change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import is_study
from hypothesis import given
from hypothesis import strategies as st
from lint.shown import PURPOSES, SAFE, Change, changes, fixed, shown

from pubmanager.lint.rules.characters import garbled

FILES = sorted((Path(__file__).resolve().parents[3] / "shared" / "corpus" / "bib").glob("*.bib"))
each_file = pytest.mark.parametrize("path", FILES[:: 1 if is_study() else 15], ids=lambda path: path.stem[:30])


@pytest.mark.corpus
@each_file
def test_all_safe_fixes_together_change_only_what_they_mean_to(path: Path) -> None:
    before, after, done = fixed(path, *SAFE)
    assert [entry.key for reading in after.readings for entry in reading.entries] == [
        entry.key for reading in before.readings for entry in reading.entries
    ]
    assert [each for each in changes(before, after, done) if each.lost or not each.codes] == []


@pytest.mark.corpus
@each_file
def test_the_other_safe_fixes_change_nothing_that_is_shown(path: Path) -> None:
    before, after, done = fixed(path, *sorted({*SAFE} - {*PURPOSES}))
    assert shown(after) == shown(before), changes(before, after, done)


def test_a_change_without_a_rule_that_means_it_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "publications.bib"
    path.write_text(
        "@misc{owl, title = {Owls at Night.}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}\n"
        "@misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}\n"
    )
    before, after, done = fixed(path, *SAFE)
    assert changes(before, after, done) == [Change("owl", ("T004",))]
    path.write_text(path.read_text().replace("Larks", "Rooks").replace("Night.", "Night"))
    before, _, _ = fixed(path, *SAFE)
    (found,) = changes(before, after, done)
    assert (found.key, found.codes, found.lost[0]) == ("lark", (), "title: 'Rooks' -> 'Larks'")


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
