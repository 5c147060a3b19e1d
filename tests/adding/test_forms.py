"""Names and DOIs of added entries have the form that the file gives them."""

from __future__ import annotations

import re

import pytest
from adding.adding_to import added

OLD = "@article{{a,author={{{0}}},doi={{{1}10.1000/1}}}}\n@article{{b,author={{{0}}},doi={{{1}10.1000/2}}}}\n"
GIVEN = OLD.format("Ann Vale and Bo Roe", "https://doi.org/")
FAMILY = OLD.format("Vale, Ann and Roe, Bo", "")
MIXED = "@article{a,author={Ann Vale and Roe, Bo},doi={10.1000/1}}\n@article{b,doi={https://doi.org/10.1000/2}}\n"
BARE = "@article{a,title={Old},author={Ann Vale},doi={10.1000/1}}\n"
ONE = "@article{a,title={Old},author={Ann Vale},doi={https://doi.org/10.1000/1}}\n"


@pytest.mark.parametrize(
    ("old", "names", "doi", "new_names", "new_doi"),
    [
        (GIVEN, "Doe, Cy and van den Berg, Jan", "10.1000/3", "Cy Doe and Jan van den Berg", "https://doi.org/10.1000/3"),
        (GIVEN, "Doe, Cy and others", "http://dx.doi.org/10.1000/3", "Cy Doe and others", "https://doi.org/10.1000/3"),
        (GIVEN, "Cy Doe", "https://doi.org/10.1000/3", "Cy Doe", "https://doi.org/10.1000/3"),
        (GIVEN, "{Owl Team} and Doe, Cy", "", "{Owl Team} and Cy Doe", ""),
        (GIVEN, "García Lorca, Federico and Doe, Cy", "", "García Lorca, Federico and Doe, Cy", ""),
        (FAMILY, "Cy Doe and Jan van den Berg", "https://doi.org/10.1000/3", "Doe, Cy and van den Berg, Jan", "10.1000/3"),
        (FAMILY, "Doe, Cy", "10.1000/3", "Doe, Cy", "10.1000/3"),
        (MIXED, "Doe, Cy and Ann Vale", "https://doi.org/10.1000/3", "Doe, Cy and Ann Vale", "https://doi.org/10.1000/3"),
        (BARE, "Doe, Cy", "https://doi.org/10.1000/3", "Doe, Cy", "10.1000/3"),
        (ONE, "Doe, Cy", "10.1000/3", "Doe, Cy", "10.1000/3"),
    ],
)  # fmt: skip
def test_forms(old: str, names: str, doi: str, new_names: str, new_doi: str) -> None:
    text = added(old, f"@article{{x,title={{New owls}},author={{{names}}},doi={{{doi}}},year=2022}}")
    new = text[len(old) - 1 :]
    assert re.findall(r"author\s*=\s*\{(.*)\}(?=[,\n])", new) == [new_names] or f"author={{{new_names}}}" in new
    assert f"doi={{{new_doi}}}" in new.replace(" ", "") if doi else True
