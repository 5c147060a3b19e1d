"""Patterns: names drop with their punctuation when empty."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography
from pubmanager.errors import PubsError
from pubmanager.render.patterns import parse_pattern

ALL = {"venue": "CVPR", "year": "2025", "presentation": "Oral", "rate": "3.3%", "links": "[Paper]"}
CASES = [
    ("{venue} {year} ({presentation})", "venue year presentation", "CVPR 2025 (Oral)"),
    ("{venue} {year} ({presentation})", "venue year", "CVPR 2025"),
    ("{venue} {year} ({presentation})", "venue", "CVPR"),
    ("{venue} {year} ({presentation})", "venue presentation", "CVPR (Oral)"),
    ("{venue} {year} ({presentation})", "year", "2025"),
    ("{venue} {year} ({presentation})", "presentation", "(Oral)"),
    ("{venue} {year} ({presentation})", "", ""),
    ("{venue}-{year}-{presentation}", "venue year presentation", "CVPR-2025-Oral"),
    ("{venue}-{year}-{presentation}", "venue presentation", "CVPR-Oral"),
    ("{venue}-{year}-{presentation}", "presentation", "Oral"),
    ("{venue} ({presentation}, {rate})", "venue rate", "CVPR (3.3%)"),
    ("{venue} ({presentation}, {rate})", "venue presentation", "CVPR (Oral)"),
    ("IF:{rate}", "rate", "IF:3.3%"),
    ("IF:{rate}", "", ""),
    ("{venue}, IF:{rate}", "rate", "IF:3.3%"),
    ("{venue}!", "venue", "CVPR!"),
    ("Accepted by {venue} in {year}.", "venue", "Accepted by CVPR."),
    ("{venue}. {year}. {rate}.", "venue year", "CVPR. 2025."),
    ("{venue}. {year}. {rate}.", "year", "2025."),
    ("{venue}. {year}", "venue year", "CVPR. 2025"),
    ("{venue} {links}.", "venue links", "CVPR [Paper]."),
    ("{links} {venue}.", "links", "[Paper]"),
    ("{links}. {venue}", "links", "[Paper]."),
    ("{venue}. *{presentation}*, {year}.", "venue presentation year", "CVPR. Oral, 2025."),
    ("{venue}. *{presentation}*, {year}.", "venue year", "CVPR. 2025."),
    ("{venue}. *{presentation}*, {rate}, {year}.", "venue year", "CVPR. 2025."),
    ("{venue}. *{presentation}*, {year}.", "presentation year", "Oral, 2025."),
    ("v{year}.{rate}", "year rate", "v2025.3.3%"),
    ("**{venue}** *{year}* `{rate}`", "venue year rate", "CVPR 2025 3.3%"),
    ("``{venue} {year}`` {rate}", "venue year rate", "CVPR 2025 3.3%"),
    ('"{venue}," {year}', "venue year", '"CVPR," 2025'),
    ('"{venue}," {year}', "year", "2025"),
    ("[**{venue}**] {year}", "venue", "[CVPR]"),
    ("[**{venue}] {year}", "venue", "[**CVPR]"),
    ("{venue}*", "venue", "CVPR*"),
    ("plain [text]", "venue", "plain [text]"),
    ("[{venue}", "venue", "[CVPR"),
    ("{venue}【{presentation}】", "venue presentation", "CVPR【Oral】"),
    ("{ {venue} }", "venue", "{ CVPR }"),
    ("{year}.{month}", "year", "2025"),
    ("*{year}.{venue}*: {rate}", "year rate", "2025: 3.3%"),
]


@pytest.mark.parametrize(("pattern", "present", "expected"), CASES)
def test_fill(pattern: str, present: str, expected: str) -> None:
    names = present.split()
    assert parse_pattern(pattern).fill(lambda name: ALL[name] if name in names else "") == expected


def test_an_unknown_name_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(PubsError, match=r"unknown name '\{venu\}' in the pattern .*did you mean 'venue'"):
        parse_pattern("{venu} {year}", frozenset({"venue", "year"}))


@pytest.mark.parametrize(
    ("fields", "pages"),
    [
        ("eid={045001}", "045001"),
        ("Article-Number={045001}", "045001"),
        ("article_number={045001}", "045001"),
        ("articleno={045001}", "045001"),
        ("art_number={045001}", "045001"),
        ("artnum={045001}", "045001"),
        ("elocation-id={e045001}", "e045001"),
        ("eid={{045001}}", "045001"),
        ("eid={045001}, pages={12}", "045001"),
        ("eid={045001}, pages={1--12}", "045001"),
        ("eid={045001}, pages={12 pages}", "045001"),
        ("eid={045001}, numpages={12}", "045001"),
        ("eid={045001}, pages={045001}", "045001"),
        ("eid={5}, pages={123--130}", "123–130"),
        ("eid={}, pages={12}", "12"),
        ("pages={1--12}", "1–12"),
    ],
)
def test_the_number_of_an_article_stands_where_pages_do(fields: str, pages: str) -> None:
    bib = f"@article{{p, title={{P}}, author={{Vale, Ann}}, journal={{Phys. Rev. D}}, volume={{103}}, {fields}, year=2021}}"
    bibliography = Bibliography.loads(bib)
    assert f"103:{pages}, 2021" in bibliography.render("citation-list", format="markdown")
    assert f"103:{pages}, 2021" in bibliography.render("plain", format="text")
    assert f"{pages}!" in bibliography.render("citation-list", format="markdown", rows=["{pages}!"])


OWN = """@patent{p, title = {Owl Box}, author = {Vale, Ann}, holder = {{Owl Inc} and Roe, Bo}, number = {US123},
  MyField = {Some {Text}, more}, version = {2.1}, edition = {Second}, translator = {Moe, Ida}, file = {/home/x.pdf},
  _idea = {secret}, bdsk-file-1 = {secret}, school = {Polar University}, grant-no = {12}}"""


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("{field.MyField}", "Some Text, more"),
        ("{field.myfield}", "Some Text, more"),
        ("field.myfield", "Some Text, more"),
        ("{title} ({field.school}, {field.grant-no})", "Owl Box (Polar University, 12)"),
        ("{title} ({field.nothing})", "Owl Box"),
        ("{holder}", "Owl Inc, Bo Roe"),
        ("{title}, {version}, {edition} ed., transl. {translator}", "Owl Box, 2.1, Second ed., transl. Ida Moe"),
        ("{kind} {number}", "Patent US123"),
    ],
)
def test_fields_of_the_owners_own(row: str, shown: str) -> None:
    assert Bibliography.loads(OWN).render("citation-list", format="markdown", rows=[row]) == f"- {shown}"


@pytest.mark.parametrize("name", ["file", "_idea", "FILE", "bdsk-file-1", "owner", "annote"])
def test_private_fields_are_refused(name: str) -> None:
    for options in ({"rows": [f"{{title}} {{field.{name}}}"]}, {"badges": {"parts": [f"{{field.{name}}}"]}}):
        with pytest.raises(PubsError, match="private"):
            Bibliography.loads(OWN).render("citation-list", **options)
