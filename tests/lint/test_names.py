"""What lint says of lists of names and of LaTeX in an entry, with places and fixes."""

from __future__ import annotations

import re

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.findings import Finding, apply_edits

CODES = ("A001", "A002", "A003", "A004", "A019", "T009")


def findings(text: str, me: str = "") -> list[Finding]:
    return [each for each in Bibliography.loads(text, me=me, path="a.bib").lint() if each.code in CODES]


TITLES = {"A001": "remove the empty name", "A002": "separate the names by 'and'", "A003": "write 'and others'"}
EMPTY, OTHERS = "empty name in a list of names", "{} in a list of names; write 'and others'"


@pytest.mark.parametrize(
    ("authors", "code", "message", "place", "fixed"),
    [
        ("A Byron «and and» M Roe", "A001", EMPTY, "a.bib:1:28", "A Byron and M Roe"),
        ("«and» A Byron", "A001", EMPTY, "a.bib:1:20", "A Byron"),
        ("A Byron «and»", "A001", EMPTY, "a.bib:1:28", "A Byron"),
        ("A Byron «and {} and» M Roe", "A001", EMPTY, "a.bib:1:28", "A Byron and M Roe"),
        ("«A. Byron, M. Roe, J. Doe»", "A002", "names separated without 'and': 'A. Byron, M. Roe, J. Doe'", "a.bib:1:20",
         "A. Byron and M. Roe and J. Doe"),
        ("J. Doe and «A. Byron, M. Roe,» and L. Poe", "A002", "names separated without 'and': 'A. Byron, M. Roe,'", "a.bib:1:31",
         "J. Doe and A. Byron and M. Roe and L. Poe"),
        ("A Byron «et al.»", "A003", OTHERS.format("'et al.'"), "a.bib:1:28", "A Byron and others"),
        ("A Byron, «et al»", "A003", OTHERS.format("'et al'"), "a.bib:1:29", "A Byron and others"),
        ("A Byron and «et al.»", "A003", OTHERS.format("'et al.'"), "a.bib:1:32", "A Byron and others"),
        ("A Byron\nand «et al.»", "A003", OTHERS.format("'et al.'"), "a.bib:2:5", "A Byron\nand others"),
        ("A Byron AND «et al.»", "A003", OTHERS.format("'et al.'"), "a.bib:1:32", "A Byron AND others"),
        ("A Byron «\\emph{et al.}»", "A003", OTHERS.format("'\\emph{et al.}'"), "a.bib:1:28", "A Byron and others"),
        ("A Byron «et al.» and M Roe", "A003", OTHERS.format("'et al.'"), "a.bib:1:28", None),
        ("A Byron and «others» and M Roe", "A004", "'others' is not the last in a list of names", "a.bib:1:32", None),
    ],
)  # fmt: skip
def test_findings_about_lists(authors: str, code: str, message: str, place: str, fixed: str | None) -> None:
    text = f"@misc{{a, author = {{{re.sub('[«»]', '', authors)}}}}}"
    by_code = {each.code: each for each in findings(text)}
    found = by_code.pop(code)
    assert (found.code, found.message, found.place, found.severity.word) == (code, message, place, "error")
    assert text[found.span.start : found.span.end] == authors[authors.index("«") + 1 : authors.index("»")]
    assert (found.key, found.field) == ("a", "author")
    assert found.fix is None or found.fix.title == TITLES[code]
    assert (found.fix and apply_edits(text, found.fix.edits)) == (fixed and f"@misc{{a, author = {{{fixed}}}}}")
    assert by_code.keys() <= {"A004"}


def test_a_list_that_is_put_together_has_faults_but_no_fixes() -> None:
    text = '@string{b = "Ada Byron"}\n@misc{a, author = b # { and and Max Roe}}'
    (found,) = findings(text)
    assert (found.code, found.fix, text[found.span.start : found.span.end]) == ("A001", None, "b # { and and Max Roe}")


def test_a_list_of_empty_names_is_told_once() -> None:
    text = f"@misc{{a, author = {{A Byron {'and ' * 3000} M Roe}}}}"
    assert len(findings(text)) == 1


@pytest.mark.parametrize(
    ("authors", "codes"),
    [
        ("Ann Vale, Bo Roe", ["A002"]),
        ("Ann Mary Vale, Bo Roe", ["A002"]),
        ("García Lorca, Federico José", []),
        ("Doe, Jane}, editor = {Ann Vale, Bo Roe, Cy Moe", []),
        ("Vale, Ann", []),
        ("Vale Roe, A. B.", []),
        ("van der Vale, Ann Mary", []),
        ("Ann Vale, Jr.", []),
        ("{Owl Society, North Group}", []),
        ("Vale Roe, Ann Mary and Roe, Bo", []),
    ],
)
def test_one_comma_that_may_part_two_names_is_reported(authors: str, codes: list[str]) -> None:
    assert [each.code for each in findings(f"@misc{{k, title = {{T}}, author = {{{authors}}}}}")] == codes


def test_two_that_could_be_me_are_a_warning() -> None:
    found = findings("@misc{a, author = {Wang, W. and Roe, M. and Wang, Wei}}", me="Wei Wang")
    assert [(each.code, each.severity.word, each.place, each.message) for each in found] == [
        ("A019", "warning", "a.bib:1:45", "'Wang, Wei' could also be the owner, like 'Wang, W.'")
    ]


def test_an_unknown_command_in_a_text_that_is_shown_is_a_finding() -> None:
    text = "@misc{a, title = {A\n  {B} \\mymacro{c}}, abstract = {\\other}}"
    assert next(iter(Bibliography.loads(text))).title.text == "A B c"
    assert [(each.code, each.place, each.message) for each in findings(text)] == [
        ("T009", "a.bib:2:7", "unknown LaTeX command '\\mymacro'; its argument is shown")
    ]


@pytest.mark.parametrize(
    "written", ["นกฮูก ใจดี, สมหญิง รักเรียน", "राम शर्मा, सीता वर्मा", "Nagy Péter, Kovács János", "Wei Wang, Na Li"]
)
def test_what_may_be_one_person_or_two_is_told(written: str) -> None:
    text = f"@book{{k,title={{T}},author={{{written}}}}}"
    found = Bibliography.loads(text, config=parse_config('lint.select = ["A002"]')).lint()
    assert [each.code for each in found] == ["A002"]
