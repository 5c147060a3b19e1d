"""What a list shows of fields that exporters write: links, issues, collaborations."""

from __future__ import annotations

import re

import pytest

from pubmanager import Bibliography


def links(fields: str) -> list[tuple[str, str]]:
    text = Bibliography.loads(f"@misc{{a, title = {{Owls}}, {fields}}}").render(
        "citation-list", rows=["{title}. {links}"]
    )
    return re.findall(r"\[([^]\[]+)\]\(([^)]+)\)", text)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("html = {https://osf.io/abcde/}", [("Paper", "https://osf.io/abcde/")]),
        ("url = {https://hal.science/hal-01234567}", [("Paper", "https://hal.science/hal-01234567")]),
        (
            "inspire = {1234567}, pdf = {https://owls.org/a.pdf}",
            [("Paper", "https://owls.org/a.pdf"), ("INSPIRE", "https://inspirehep.net/literature/1234567")],
        ),
        (
            "pdf = {https://owls.org/a.pdf}, url_handout = {https://owls.org/a.pdf}",
            [("Paper", "https://owls.org/a.pdf"), ("Handout", "https://owls.org/a.pdf")],
        ),
    ],
)
def test_an_identifier_links_only_where_no_slot_does(fields: str, expected: list[tuple[str, str]]) -> None:
    assert links(fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("volume = 3, issue = {2}", "3(2)"),
        ("volume = 3, number = {4}, issue = {2}", "3(4)"),
        ("volume = 3, issue = {Spring}", "3"),
    ],
)
def test_an_issue_with_a_number_is_the_number(fields: str, expected: str) -> None:
    text = Bibliography.loads(f"@article{{a, title = {{Owls}}, journal = {{Birds}}, {fields}}}").render(
        "citation-list", rows=["{volume}({number})"]
    )
    assert text.strip().removeprefix("- ").removesuffix(".") == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("author = {Doe, Jane and others}, collaboration = {OWL}", "Jane Doe, et al. (OWL Collaboration)"),
        (
            "author = {Doe, Jane}, collaboration = {Owl Scientific, Lark}",
            "Jane Doe (Owl Scientific, Lark Collaborations)",
        ),
        ("author = {Doe, Jane}, collaboration = {The OWL collaboration}", "Jane Doe (The OWL collaboration)"),
        ("author = {{OWL Collaboration}}, collaboration = {OWL}", "OWL Collaboration"),
        ("collaboration = {OWL}", "OWL Collaboration"),
        ("editor = {Doe, Jane and Roe, Max}", "Jane Doe, Max Roe (eds.)"),
        ("editor = {Doe, Jane}", "Jane Doe (ed.)"),
        ("editor = {Doe, Jane}, author = {Roe, Max}", "Max Roe"),
    ],
)
def test_a_collaboration_stands_behind_the_authors_and_editors_in_their_place(fields: str, expected: str) -> None:
    text = Bibliography.loads(f"@article{{a, title = {{Owls}}, {fields}}}").render("plain", rows=["authors"])
    assert text.strip().removeprefix("- ").removesuffix(".") == expected
