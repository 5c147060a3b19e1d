"""BibTeX for readers of a page: it means what the entry means, without what is the owner's own."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography
from pubmanager.render.citing import bibtex_of

ENTRY = r"""@string{nat = "Nature"}
@article{vale2020, author = {Vale*, Ann and Roe, Bo and others}, title = {A {Study} of Owls}, journal = nat, month = MONTH,
  year = 2020, volume = 3 # "a", note = {With \url{https://x.org}}, subtitle = {At Night}, file = {x.pdf}, selected = {true},
  _mine = {secret}, owner = {me}, badge = {Cover}}"""


@pytest.mark.parametrize(
    ("month", "written"), [("mar", "mar"), ("{March}", "mar"), ("3", "mar"), ("{10 July}", "{10 July}")]
)
def test_it_is_bibtex_that_means_the_same(month: str, written: str) -> None:
    publication = Bibliography.loads(ENTRY.replace("MONTH", month)).publications[0]
    text = bibtex_of(publication)
    assert f"  month = {written},\n" in text
    again = Bibliography.loads(text)
    assert again.faults == ()
    (entry,), before = again.resolution.entries, publication.entry
    for name in ("title", "subtitle", "journal", "year", "volume", "note"):
        assert entry.value(name) == before.value(name)
    assert again.publications[0].date == publication.date
    assert not {"file", "selected", "_mine", "owner", "badge"} & entry.fields.keys()
    assert entry.value("author") == "Vale, Ann and Roe, Bo and others"


def test_a_gap_between_names_is_kept() -> None:
    (publication,) = Bibliography.loads("@misc{a, author = {Vale, Ann and {...} and Roe, Bo}, title = {Owls}}")
    assert "  author = {Vale, Ann and {…} and Roe, Bo},\n" in bibtex_of(publication)
