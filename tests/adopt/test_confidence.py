"""Guesses have a number; what is not sure is said above the entry and in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.adopt.adoption import Adoption, adopt
from pubmanager.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SURE = "- `NeurIPS 2023` [How Owls Find Their Way at Night](https://example.org/owls), Kurt Weaver, **Ada Byron**.\n"
UNSURE = "- `Owl Days` [Night Owls](https://example.org/night). 2021.\n"
HEAD = "# Publications\n\n"


def adopted(text: str) -> Adoption:
    return adopt([Source("about.md", HEAD + text)], me="Ada Byron")


def confidence(adoption: Adoption, place: int) -> dict[str, float]:
    return {each.name: each.confidence for each in adoption.works[place].guesses}


def test_numbers_follow_the_evidence() -> None:
    adoption = adopted(SURE + SURE.replace("Owls", "Herons") + UNSURE)
    sure, unsure = confidence(adoption, 0), confidence(adoption, 2)
    assert set(sure) == {"title", "authors", "venue", "year"}
    assert all(0 <= number <= 1 for number in (*sure.values(), *unsure.values()))
    assert min(sure.values()) > 0.9
    assert unsure["authors"] == 0
    assert all(unsure[name] < sure[name] for name in ("title", "authors", "venue"))


def test_two_years_are_a_doubt() -> None:
    adoption = adopted(SURE.replace("Byron**.", "Byron**, 2021."))
    assert confidence(adoption, 0)["year"] == 0.5


def test_what_is_not_sure_stands_above_the_entry() -> None:
    text = adopted(SURE + UNSURE).bibs["publications.bib"]
    first, second = text.split("\n\n")
    assert "%" not in first
    assert second.startswith("% pubs adopt: check authors 0.00 (none were found), title 0.5")
    assert second.splitlines()[1].startswith("@")


def test_the_report_has_numbers(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "about.md").write_text(HEAD + SURE + UNSURE, encoding="utf-8")
    told = pubs("adopt", "about.md", "--yes", "--me", "Ada Byron", cwd=tmp_path).err
    assert "entries  same  sure  theme" in told
    assert ": authors 0.00 (none were found)" in told
