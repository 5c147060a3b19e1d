"""The fast way through an entry gives what bibtexparser's splitter and salvage give."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from conftest import is_study

from pubmanager.bibtex import read as reading
from pubmanager.bibtex.read import scan
from pubmanager.source import Source

if TYPE_CHECKING:
    import pytest

    from pubmanager.bibtex.entry import Entry

VALUES = (
    "{Owls}", "{}", '"Owls"', '""', "2024", "jan", "nips # { 2024}", 'jan # "~10"', "{a {B} c}", "{{{{{deep}}}}}", "{{{{{{{deeper}}}}}}}",
    '"a {" } b"', '"{\\"o}"', "{\\\"{o}}", "{50\\% of}", "{a % b}", "{a\n% b\n}", "{a \\{ b}", "{a \\} b}", "{a \\{ b \\}}", "{a, b = {c}}",
    "{a @ b}", "{a\n  @misc b}", "{a = b}", "", "{a", "a}", '"a', "{a} {b}", "{a} b", "a b", "a.b", "x-1", "{a} #", "# {a}", "é", "{é}", "{a}}",
    "\n  {a}\n ", "{a\r\nb}", "(a)", "{(}", "{a\u00a0b}", "{\\url{http://a.org/~b%20c}}",
)  # fmt: skip
NAMES = ("title", "Title", "x-abbrv", "author+an:orcid", "bdsk-url-1", "tl;dr", "naïve", "a b", "", "a'b", "x_y", "İd")
SEPARATORS = (",", ",\n  ", " , ", "", ",,", ", % why\n", "\n", "\u00a0,")


def texts() -> list[str]:
    entries = [f"@misc{{owl, {name} = {value}}}" for name, value in product(NAMES, VALUES)]
    entries += [
        f"@misc{{owl,\n  title = {a}{separator}note = {b}{end}}}\n"
        for a, b, separator, end in product(VALUES, VALUES[:: 3 if is_study() else 12], SEPARATORS, ("", ","))
    ]
    return [*entries, "@misc{owl}", "@misc{owl,}", "@misc{owl, title = {a}, title = {a}}", "@misc(owl, title = {a})"]


def described(entry: Entry) -> tuple[object, ...]:
    fields = [(each.name, each.raw, each.name_span, each.value_span) for each in entry.fields]
    return entry.type, entry.key, entry.span, entry.readable, fields


def read_both_ways(text: str, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    found: list[object] = []
    for way in (scan, lambda *_: None):
        monkeypatch.setattr(reading, "scan", way)
        read = reading.read(Source("a.bib", text))
        found.append(([described(each) for each in read.entries], [(each.code, each.span) for each in read.faults]))
    return found


def test_both_ways_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in texts():
        for around in (text, f"{text}\n@misc{{next, note = {{b}}}}", f"{text} @misc{{next, note = {{b}}}}"):
            fast, slow = read_both_ways(around, monkeypatch)
            assert fast == slow, around


def test_most_shapes_take_the_fast_way() -> None:
    taken = [value for value in VALUES if scan(text := f"title = {value},\n}}", 0, len(text))]
    assert {"{Owls}", "2024", "nips # { 2024}", "{a {B} c}", '"a {" } b"', "{é}"} <= {*taken}
    assert not {"{a", "{a \\{ b}", "{a} {b}", "{a\n% b\n}"} & {*taken}
