"""One fault gives one finding, at the best place."""

from __future__ import annotations

import pytest
from lint.linting import lint_bib

OWL = "@misc{{owl, title = {{{title}}}, author = {{{author}}}, year = 2020, howpublished = {{Web}}{more}}}\n"
BOTH = 'lint.select = ["default", "tidy"]'


def owl(title: str = "Owls", author: str = "Doe, Jane", more: str = "") -> str:
    return OWL.format(title=title, author=author, more=more)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (owl(author="Doe J, Roe M, Poe E"), "A002"),
        (owl(author="DOE, JANE; ROE, MAX"), "A002"),
        (owl(author="Jane DOE, Max ROE"), "A002"),
        (owl(author="Jane DOE and Max ROE"), "A007"),
        (owl(more=", url = {javascript:alert(1)}"), "U002"),
        (owl(more=", url = {<a href='x'>p</a>}"), "U002"),
        (owl(more=", pdf = {data:text/html,x}"), "U002"),
        (owl(more=", url = {htps://example.org/owls}"), "U001"),
        (owl(more=", pdf = {ftp://example.org/owls.pdf}"), "U001"),
        (owl(title="Owls <i>see</i> and <b>hear</b> at <i>night</i>"), "T006"),
        (owl(title="Owls **see** and **hear**"), "T006"),
        (owl(title="Owls &amp; Larks &amp; Wrens"), "E001"),
        (owl(more=", doi = {10.1000/owls}") * 2, "K002"),
        (owl(more=", doi = {10.1000/owls}") + owl(more=", doi = {10.1000/owls}").replace("{owl", "{lark"), "X001"),
        (owl() * 2, "K002"),
    ],
)  # fmt: skip
def test_one_fault_gives_one_finding(text: str, code: str) -> None:
    assert [each.code for each in lint_bib(text, BOTH)] == [code]
