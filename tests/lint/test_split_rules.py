"""Rules of which one part is in ``default`` and the other, what pages show right or few pages show, in ``tidy``."""

from __future__ import annotations

import pytest

from pubmanager.bibliography import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.source import Source

REST = "author = {Doe, Jane}, year = 2020, url = {https://example.org/owls}"


def entries(*values: str, type: str = "misc") -> str:
    return "".join(
        f"@{type}{{k{at},\n  title = {{Owls {'i' * at}}}, {REST}, {value}\n}}\n" for at, value in enumerate(values)
    )


CONFERENCES = ("journal = {Conference on Birds}",) * 3


@pytest.mark.parametrize(
    ("code", "text", "selection", "count"),
    [
        ("F009", entries(*CONFERENCES, type="inproceedings"), "tidy", 3),
        ("F009", entries(*CONFERENCES, *["booktitle = {Birds}"] * 40, type="inproceedings"), "default", 3),
        ("F009", entries(*CONFERENCES, *["booktitle = {Birds}"] * 4, type="inproceedings"), "tidy", 3),
        ("F009", entries("journal = {Conference on Birds}", type="inproceedings"), "default", 1),
        ("H001", entries("selected = {1}", "selected = {1}", "selected = {0}"), "tidy", 3),
        ("H001", entries("selected = {1}", "selected = {true}"), "default", 1),
        ("H001", entries("selected = {1}"), "default", 1),
        ("H001", entries("selected = {True}", "selected = {True}"), "default", 2),
        ("P014", entries("note = {Web},\n  % doi = {10.1000/a},"), "tidy", 1),
        ("P014", entries("% doi = {10.1000/a},\n  note = {Web}"), "tidy", 1),
        ("P012", entries("ifactor = {#owl#}"), "tidy", 1),
        ("P012", entries("series = {#owl#}"), "default", 1),
        ("T009", entries(r"note = {\hoot{Web}}"), "tidy", 1),
        ("T009", entries(r"note = {Web}, subtitle = {At \hoot{night}}"), "default", 1),
        ("T006", "@misc{a, title = {The <i>owl</i> and CO<sub>2</sub>}, year = 2020}", "tidy", 1),
        ("T006", "@misc{a, title = {The **owl**}, year = 2020}", "default", 1),
        ("E010", entries("mrreviewer = {Do\x08e}"), "tidy", 1),
        ("E010", entries("note = {We\x08b}"), "default", 1),
        ("K002", entries("note = {Web}") + entries("note = {Web}").replace("Owls", "Larks"), "tidy", 1),
        ("K002", entries("note = {Web}") * 2, "default", 1),
        ("A002", entries("editor = {Ann Vale, Bo Roe, Cy Moe}"), "tidy", 1),
        ("A002", entries("note = {Web}").replace("Doe, Jane", "García Lorca, Federico José"), "tidy", 1),
        ("A002", entries("note = {Web}").replace("Doe, Jane", "Ann Vale, Bo Roe, Cy Moe"), "default", 1),
        ("F013", entries("NOaddress = {Bergen}"), "tidy", 1),
        ("U010", entries("pdf = {https://arxiv.org/abs/2001.01234}"), "tidy", 1),
        ("U012", entries("html = {https://example.org/owls?casa_token=abc:def}"), "tidy", 1),
        ("P006", entries("volume = 3, volume = {3}"), "tidy", 1),
        ("P006", entries("volume = 3, volume = 4"), "default", 1),
        ("D002", entries("note = {Web}").replace("2020", "{1982/83}"), "tidy", 1),
    ],
)
def test_one_part_is_for_those_who_clean_up(code: str, text: str, selection: str, count: int) -> None:
    config = parse_config('lint.select = ["default", "tidy"]')
    found = [
        each for each in Bibliography.from_sources([Source("a.bib", text)], config=config).lint() if each.code == code
    ]
    assert [each.selection for each in found] == [selection] * count
