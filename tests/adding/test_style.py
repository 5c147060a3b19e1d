"""Added entries look like those that are there: each feature of style, the inserted text exactly."""

from __future__ import annotations

import pytest
from adding.adding_to import added

PASTE = "@InProceedings{x,\n  Title = {Owls at Night},\n  author={Doe, Ann and Roe, Bo},\n year = 2024, doi = {10.1000/xyz}}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "@book{roe2001birds,\n  author = {Roe, Bo},\n  title = {Birds},\n  year = {2001}\n}\n",
            "@inproceedings{doe2024owls,\n  title = {Owls at Night},\n  author = {Doe, Ann and Roe, Bo},\n  year = {2024},\n  doi = {10.1000/xyz}\n}",
            id="two blanks, no last comma",
        ),
        pytest.param(
            "@book{roe2001birds,\n\tauthor = {Roe, Bo},\n\ttitle = {Birds},\n\tyear = {2001},\n}\n",
            "@inproceedings{doe2024owls,\n\ttitle = {Owls at Night},\n\tauthor = {Doe, Ann and Roe, Bo},\n\tyear = {2024},\n\tdoi = {10.1000/xyz},\n}",
            id="tab, last comma",
        ),
        pytest.param(
            "@book{roe2001birds,\n  author={Roe, Bo},\n  title={Birds},\n  year={2001}\n}\n",
            "@inproceedings{doe2024owls,\n  title={Owls at Night},\n  author={Doe, Ann and Roe, Bo},\n  year={2024},\n  doi={10.1000/xyz}\n}",
            id="nothing around =",
        ),
        pytest.param(
            "@book{roe2001birds,\n  author    = {Roe, Bo},\n  title     = {Birds},\n  publisher = {P},\n  year      = {2001}\n}\n",
            "@inproceedings{doe2024owls,\n  title     = {Owls at Night},\n  author    = {Doe, Ann and Roe, Bo},\n  year      = {2024},\n  doi       = {10.1000/xyz}\n}",
            id="= in a column",
        ),
        pytest.param(
            "@book{roe2001birds,\n  author = {Roe, Bo},\n  title  = {Birds}\n}\n\n@book{roe2002more,\n  title     = {More},\n  author    = {Roe, Bo},\n  publisher = {P}\n}\n\n"
            "@misc{roe1999some,\n  title = {Some},\n  year  = {2003}\n}\n",
            "@inproceedings{doe2024owls,\n  title  = {Owls at Night},\n  author = {Doe, Ann and Roe, Bo},\n  year   = {2024},\n  doi    = {10.1000/xyz}\n}",
            id="= in a column of each entry's own",
        ),
        pytest.param(
            "@book{roe2001birds,\n  author =   {Roe, Bo},\n  title =    {Birds},\n  year =     {2001}\n}\n",
            "@inproceedings{doe2024owls,\n  title =    {Owls at Night},\n  author =   {Doe, Ann and Roe, Bo},\n  year =     {2024},\n  doi =      {10.1000/xyz}\n}",
            id="values in a column",
        ),
        pytest.param(
            '@book{roe2001birds,\n  author = "Roe, Bo",\n  title = "Birds",\n  year = 2001\n}\n',
            '@inproceedings{doe2024owls,\n  title = "Owls at Night",\n  author = "Doe, Ann and Roe, Bo",\n  year = 2024,\n  doi = "10.1000/xyz"\n}',
            id="quotes, bare numbers",
        ),
        pytest.param(
            "@BOOK{roe2001birds,\n  AUTHOR = {Roe, Bo},\n  TITLE = {Birds},\n  YEAR = {2001}\n}\n",
            "@INPROCEEDINGS{doe2024owls,\n  TITLE = {Owls at Night},\n  AUTHOR = {Doe, Ann and Roe, Bo},\n  YEAR = {2024},\n  DOI = {10.1000/xyz}\n}",
            id="upper case",
        ),
        pytest.param(
            "@Book{roe2001birds,\n  Author = {Roe, Bo},\n  Title = {Birds},\n  Year = {2001},\n  DOI = {10.1000/abc}\n}\n",
            "@InProceedings{doe2024owls,\n  Title = {Owls at Night},\n  Author = {Doe, Ann and Roe, Bo},\n  Year = {2024},\n  DOI = {10.1000/xyz}\n}",
            id="capitals, and one name that has its own",
        ),
        pytest.param(
            "@book{roe2001birds, author = {Roe, Bo}, title = {Birds}, year = {2001}}\n",
            "@inproceedings{doe2024owls, title = {Owls at Night}, author = {Doe, Ann and Roe, Bo}, year = {2024}, doi = {10.1000/xyz}}",
            id="on one line",
        ),
        pytest.param(
            "@book{roe2001birds\n  , author = {Roe, Bo}\n  , title = {Birds}\n  , year = {2001}\n  }\n",
            "@inproceedings{doe2024owls\n  , title = {Owls at Night}\n  , author = {Doe, Ann and Roe, Bo}\n  , year = {2024}\n  , doi = {10.1000/xyz}\n  }",
            id="commas first, brace indented",
        ),
        pytest.param(
            "@book(roe2001birds,\n  author = {Roe, Bo},\n  year = {2001}\n)\n",
            "@inproceedings{doe2024owls,\n  title = {Owls at Night},\n  author = {Doe, Ann and Roe, Bo},\n  year = {2024},\n  doi = {10.1000/xyz}\n}",
            id="parentheses are not imitated",
        ),
        pytest.param(
            "@book{roe2001birds,\n  author       = {Bo Roe and\n                  Ann Doe},\n  title        = {Birds},\n  year         = {2001}\n}\n",
            "@inproceedings{doe2024owls,\n  title        = {Owls at Night},\n  author       = {Ann Doe and\n                  Bo Roe},\n  year         = {2024},\n  doi          = {10.1000/xyz}\n}",
            id="a line for each author",
        ),
        pytest.param(
            "@book{ roe2001birds,\n  author = {Roe, Bo},\n  title = {Birds} }\n",
            "@inproceedings{ doe2024owls,\n  title = {Owls at Night},\n  author = {Doe, Ann and Roe, Bo},\n  year = {2024},\n  doi = {10.1000/xyz} }",
            id="a blank before the key, brace on the last line",
        ),
    ],
)  # fmt: skip
def test_new_entries_look_like_the_old_ones(old: str, new: str) -> None:
    assert added(old, PASTE, key="doe2024owls") == old + "\n" + new + "\n"


def test_the_majority_counts() -> None:
    old = "@misc{a,\n    title = {A},\n    note = {a}\n}\n\n@misc{b,\n\ttitle={B}}\n\n@misc{c,\n    title = {C},\n    note = {c}\n}\n"
    assert added(old, "@misc{d, title = {D}}").endswith("\n\n@misc{d,\n    title = {D}\n}\n")


def test_first_fields_are_indented_like_the_others() -> None:
    old = "@misc{a,\n  title = {A},\n    note = {a},\n    year = {2020}\n}\n"
    assert added(old, "@misc{b, title = {B}, year = 2021}").endswith(
        "@misc{b,\n    title = {B},\n    year = {2021}\n}\n"
    )


def test_a_column_is_what_most_fields_of_an_entry_share() -> None:
    old = "@misc{a,\n  title={A},\n  author={A},\n  year= {2020},\n  publisher={P},\n  note={n},\n  keywords={k}\n}\n"
    assert added(old, "@misc{b, title = {B}, year = 2021}").endswith("@misc{b,\n  title={B},\n  year={2021}\n}\n")


@pytest.mark.parametrize("blank", [1, 2, 3])
def test_lines_between_entries(blank: int) -> None:
    gap = "\n" * blank
    old = f"@misc{{a, title = {{A}}}}{gap}@misc{{b, title = {{B}}}}\n"
    assert added(old, "@misc{c, title = {C}}") == old[:-1] + gap + "@misc{c, title = {C}}\n"


def test_an_overlong_name_moves_its_entry_only_where_others_do() -> None:
    fixed = (
        "@misc{a,\n  title     = {A},\n  note      = {a},\n}\n\n@misc{b,\n  author    = {B},\n  title     = {B},\n}\n"
    )
    assert added(fixed, "@misc{c, title = {C}, presentation = {oral}}").endswith(
        "  title     = {C},\n  presentation = {oral},\n}\n"
    )
    single = "@misc{a,\n  title = {A},\n  note  = {a},\n}\n"
    assert added(single, "@misc{c, title = {C}, presentation = {oral}}").endswith(
        "  title        = {C},\n  presentation = {oral},\n}\n"
    )


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("{the \"best\" one}", "{the \"best\" one}"),
        ("{a {\"}b{\"}}", "\"a {\"}b{\"}\""),
        ("{2024}", "2024"),
        ("007", "007"),
        ("jan", "jan"),
        ("true", "\"true\""),
        ("{a\n   b}", "\"a b\""),
        ("{- one\n   - two}", "\"- one\n   - two\""),
        ("{one\n\ntwo}", "\"one\n\ntwo\""),
        ("{a} # {b}", "{a} # {b}"),
        ("{}", None),
    ],
)  # fmt: skip
def test_values_in_a_file_with_quotes(raw: str, written: str | None) -> None:
    old = '@misc{a, title = "A", year = 2020}\n'
    inserted = added(old, f"@misc{{b, title = {{B}}, note = {raw}}}").removeprefix(old).strip()
    assert inserted == '@misc{b, title = "B"' + (f", note = {written}}}" if written else "}")


def test_an_empty_file_gets_the_default_style() -> None:
    assert added("", PASTE.replace("{x,", "{,")) == (
        "@inproceedings{doe2024owls,\n  title = {Owls at Night},\n  author = {Doe, Ann and Roe, Bo},\n"
        "  year = {2024},\n  doi = {10.1000/xyz},\n}\n"
    )


@pytest.mark.parametrize(
    ("old", "gap"),
    [("---\n---\n", "\n"), ("% mine", "\n\n"), ("@string{x = {y}}\n\n", ""), ("@comment{a}\n", "\n"), ("\n\n", "")],
)
def test_files_without_entries(old: str, gap: str) -> None:
    assert added(old, "@misc{a, title = {A}}") == f"{old}{gap}@misc{{a,\n  title = {{A}},\n}}\n"
