"""``--update``: what the old entry lacks comes behind its last field, what it has stays."""

from __future__ import annotations

import pytest
from adding.adding_to import added, adding

PASTE = "@article{x, author = {Wei, Wenjie}, title = {Owls}, year = {2024}, doi = {10.1000/x}, pages = {1--5}}"


@pytest.mark.parametrize(
    ("old", "inserted", "rest"),
    [
        ("@article{a,\n  doi = {10.1000/x},\n  year = {2024}", ",\n  author = {Wei, Wenjie},\n  title = {Owls},\n  pages = {1--5}", "\n}\n"),
        ("@article{a,\n\tdoi = {10.1000/x},\n\tyear = {2024}", ",\n\tauthor = {Wei, Wenjie},\n\ttitle = {Owls},\n\tpages = {1--5}", ",\n}\n"),
        ('@article{a, doi="10.1000/x", year=2024', ', author="Wei, Wenjie", title="Owls", pages="1--5"', "}"),
        ("@article{a,\n  DOI    = {10.1000/x},\n  YEAR   = {2024}", ",\n  AUTHOR = {Wei, Wenjie},\n  TITLE  = {Owls},\n  PAGES  = {1--5}", ",\n}"),
        ("@article(a,\n  doi = {10.1000/x}\n , year = {2024}", "\n , author = {Wei, Wenjie}\n , title = {Owls}\n , pages = {1--5}", ")\n\n"),
        ("@article{a, doi = {10.1000/x} , year = 2024", " , author = {Wei, Wenjie} , title = {Owls} , pages = {1--5}", " }"),
    ],
)  # fmt: skip
def test_fields_come_behind_the_last_in_the_entrys_own_style(old: str, inserted: str, rest: str) -> None:
    before, behind = '@string{x = "y"}\n', "\n@misc{z,\n        title={Z}\n}"
    assert added(before + old + rest + behind, PASTE, update=True) == before + old + inserted + rest + behind


def test_existing_fields_stay_and_differences_are_said() -> None:
    old = "@misc{a,\n  author = {Wenjie Wei},\n  title = {{OWLS}},\n  year = {2023},\n  doi = {https://doi.org/10.1000/X},\n  pages = {1-5},\n  month = {}\n}\n"
    paste = PASTE.replace("pages", "month = jan, pages")
    addition = adding(old, paste, update=True)
    assert addition.text == old
    assert addition.said == ("nothing new for a",)
    assert addition.notes == (
        "a.bib:1:1: kept: @misc (pasted: @article)",
        "a.bib:1:1: kept: title = {{OWLS}} (pasted: {Owls})",
        "a.bib:1:1: kept: year = {2023} (pasted: {2024})",
        "a.bib:1:1: kept: month = {} (pasted: jan)",
        "a.bib:1:1: kept: pages = {1-5} (pasted: {1--5})",
    )


@pytest.mark.parametrize(
    ("had", "pasted", "kept"),
    [
        (
            "html = {https://a.org}",
            "url = {https://b.org}",
            ("html = {https://a.org} (pasted: url = {https://b.org})",),
        ),
        ("html = {https://a.org}", "url = {https://a.org}", ()),
        ("journaltitle = {Nature}", "journal = {Nature}", ()),
        ("date = {2024-03}", "year = {2024}, month = mar", ()),
        ("date = {2023-03}", "year = {2024}", ("date = {2023-03} (pasted: year = {2024})",)),
        ("year = {2024}", "date = {2024-03-01}", ()),
        ("month = {3}", "month = mar", ()),
        ("editor = {A. Doe}", "editor = {Doe, A.}", ()),
        ("abstract = {" + "x" * 80 + "}", "abstract = {Y}", ("abstract = {" + "x" * 58 + "… (pasted: {Y})",)),
    ],
)
def test_the_same_under_another_name(had: str, pasted: str, kept: tuple[str, ...]) -> None:
    old = f"@misc{{a, doi = {{10.1000/x}}, {had}}}"
    addition = adding(old, f"@misc{{b, doi = {{10.1000/x}}, {pasted}}}", update=True)
    assert (addition.text, addition.notes) == (old, tuple(f"a.bib:1:1: kept: {each}" for each in kept))


def test_what_is_inherited_is_there() -> None:
    old = "@inproceedings{a, doi = {10.1000/x}, crossref = {p}}\n\n@proceedings{p, title = {Owls 2024}, year = 2024}\n"
    addition = adding(old, "@inproceedings{b, doi = {10.1000/x}, booktitle = {Owls 24}, year = 2024}", update=True)
    assert addition.text == old and addition.notes == ("a.bib:1:1: kept: booktitle = {Owls 2024} (pasted: {Owls 24})",)


def test_new_and_known_together() -> None:
    old = "@misc{a, title = {A}, doi = {10.1000/x}}\n"
    addition = adding(old, "@misc{b, title = {B}}\n@misc{c, doi = {10.1000/x}, year = 2024}", update=True)
    assert addition.text == "@misc{a, title = {A}, doi = {10.1000/x}, year = {2024}}\n\n@misc{b, title = {B}}\n"
    assert addition.said == ("added b", "updated a (year)")


def test_one_style_for_fields_of_an_entry_with_none() -> None:
    old = "@misc{a}\n"
    assert adding(old, "@misc{a, title = {A}}").said == ("added aa",)


def test_updating_twice_changes_nothing() -> None:
    old = "@article{a,\n  doi = {10.1000/x},\n  year = {2024}\n}\n"
    once = added(old, PASTE, update=True)
    assert added(once, PASTE, update=True) == once
