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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (owl() + owl(title="Larks"), "K002"),
        (owl(more=", editor = {Ann Vale, Bo Roe, Cy Moe}"), "A002"),
        (owl(author="García Lorca, Federico José"), "A002"),
        (owl(more=", NOaddress = {Bergen}"), "F013"),
        (owl(more=", pdf = {https://arxiv.org/abs/2001.01234}"), "U010"),
        (owl(more=", url = {https://example.org/owls?casa_token=abc:def}"), "U012"),
        (owl(more=", volume = 3, volume = {3}"), "P006"),
        (owl().replace("2020", "{1982/83}"), "D002"),
    ],
)
def test_what_harms_no_page_is_in_tidy(text: str, code: str) -> None:
    assert [each.code for each in lint_bib(text, 'lint.select = ["default"]')] == []
    assert code in [each.code for each in lint_bib(text, 'lint.select = ["tidy"]')]
