"""Forms of real pages: settings that give them, proved by an invented entry that reads the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

from corpus.forms.page import OTHERS, PAGE, UNREAD, written_page
from corpus.forms.survey import survey
from corpus.forms.table import Result, covered, found_forms, kept_forms, results_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return results_of(kept_forms())


@pytest.mark.study
@pytest.mark.e2e("kramdown")
def test_settings_give_the_forms(results: list[Result]) -> None:
    """At least 19 of 20 boxes and list entries, those counted that are not read."""
    for kind in ("box", "list"):
        given, counted = covered(results, kind)
        print(f"\n{kind}: {given} of {counted} entries")
    for each in results:
        if each.missing:
            print(f"  {each.form.entries} {each.form.kind} {each.form.skeleton}: {each.missing}")
    given, counted = covered(results)
    assert counted > 500
    assert given / (counted + UNREAD) >= 0.95


@pytest.mark.study
@pytest.mark.e2e("kramdown")
def test_no_text_has_two_forms(results: list[Result]) -> None:
    """Forms differ in what is rendered, so that a wrong setting is a wrong skeleton."""
    texts: dict[tuple[str, str], str] = {}
    for each in results:
        if not each.missing:
            assert texts.setdefault((each.form.kind, each.example), each.form.skeleton) == each.form.skeleton
    assert len(texts) > 250


@pytest.mark.e2e("kramdown")
def test_the_page_shows_what_is_proved(results: list[Result]) -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == written_page(results), "run `python -m corpus.forms` in tests/"


@pytest.mark.study
@pytest.mark.corpus
@pytest.mark.e2e("kramdown")
def test_the_forms_are_those_of_the_corpus(corpus: Path) -> None:
    assert found_forms(corpus / "pages") == kept_forms()
    assert sum(not entry.is_publication for entry in survey(corpus / "pages")) == OTHERS
