"""Which fields are taken over, and under which names."""

from __future__ import annotations

import re

import pytest
from adding.adding_to import added, adding

from pubmanager.adding.paste import parse_fields
from pubmanager.errors import PubsError

PASTE = (
    "@article{a, year = 2024, abstract = {Long}, note = {Oral}, title = {Owls}, html = {https://a.org}, author = {Doe, A},"
    " github = {doe/owls}, journaltitle = {J}, featured = {owl.png}, keyword = {owls}}"
)
ALL = "year abstract note title html author github journaltitle featured keyword"


def names(paste: str = PASTE, **options: object) -> str:
    return " ".join(re.findall(r"^  ([\w-]+) =", added("", paste, **options), re.MULTILINE))


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ("", ALL),
        ("title,author,year", "title author year"),
        ("Title, doi , AUTHOR,", "title author"),
        ("code,url,title", "github html title"),
        ("title,date", "title year"),
        ("journal,keywords,presentation", "journaltitle keyword"),
        ("-note,-abstract", "year title html author github journaltitle featured keyword"),
        ("-code,-journal,-nothing", "year abstract note title html author featured keyword"),
    ],
)
def test_fields(fields: str, kept: str) -> None:
    assert names(fields=fields) == kept


def test_canonical_names() -> None:
    assert names(canonical=True) == "year abstract note title url author code journal preview keywords"
    assert (
        names(
            "@misc{a, title = {A}, html = {see above}, github = {https://a.org}, code = {https://b.org}}",
            canonical=True,
        )
        == "title html github code"
    )
    assert (
        names("@misc{a, title = {A}, series = {CIKM '20}, addendum = {x}}", canonical=True) == "title series addendum"
    )
    assert (
        names("@misc{a, title = {A}, html = {https://a.org}, link = {https://b.org}}", canonical=True)
        == "title url link"
    )
    assert names(fields="code,title", canonical=True) == "code title"


@pytest.mark.parametrize("fields", ["", "title,file,bdsk-url-1,owner"])
def test_what_managers_keep_for_themselves_is_left_out(fields: str) -> None:
    private = ["file", "owner", "timestamp", "date-added", "date-modified", "bdsk-url-1", "bdsk-file-2", "biburl"]
    private += ["bibsource", "added-at", "username"]
    paste = "@misc{a, title = {A}, " + ", ".join(f"{name} = {{x}}" for name in private) + "}"
    addition = adding("", paste, fields=fields)
    assert addition.text == "@misc{a,\n  title = {A},\n}\n"
    assert addition.notes == (f"left out of a: {', '.join(private)}",)


def test_mixtures_and_nothing_are_refused() -> None:
    with pytest.raises(PubsError, match="--fields either keeps fields or removes them"):
        parse_fields("title,-note")
    with pytest.raises(PubsError, match=r"^<stdin>:1:1: no field is left to add$"):
        adding("", PASTE, fields="doi")


def test_the_first_of_repeated_fields_counts() -> None:
    addition = adding("", "@misc{a, title = {A}, year = 2020, year = 2021}")
    assert addition.text == "@misc{a,\n  title = {A},\n  year = {2020},\n}\n"
    assert addition.notes == ("<stdin>:1:36: field 'year' repeated; the first one counts",)
