"""What lint says of other people's files that are known to be right, or wrong in a known way."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT, SHARED

from pubmanager import Bibliography, Site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus


def test_al_folio_s_own_bibliography_is_clean(corpus: Path) -> None:
    files = sorted((corpus / "syntax" / "al-folio-default").rglob("*.bib"))
    assert files
    found = [(each.place, each.code, each.message) for file in files for each in Bibliography.load(file).lint()]
    assert found == []


def test_the_faults_of_a_page_written_by_hand_are_found(tmp_path: Path) -> None:
    """A badge without a colour, images without words, another paper's link, marks without a legend, a joined letter,
    and news of papers that the list lacks."""
    shutil.copy(SHARED / "homepage" / "about.md", tmp_path / "about.md")
    shutil.copy(ROOT / "bib" / "publications.bib", tmp_path / "publications.bib")
    settings = 'bib = "publications.bib"\npages = "about.md"\n[me]\nname = "Wenjie Wei"\n[marks]\nequal = "†"\n'
    settings += '[lint]\nselect = ["default", "pages"]\n'
    (tmp_path / "pubs.toml").write_text(settings, encoding="utf-8")
    codes = {each.code for each in Site.load(tmp_path / "pubs.toml").lint() if each.source.path.endswith("about.md")}
    assert {"W001", "U016", "W006", "W012", "E003"} <= codes
