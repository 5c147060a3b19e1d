"""The fast way through an entry gives what the splitter and salvage give, in other people's files too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.test_reading import sources
from pubmanager.bibtex import read as reading
from pubmanager.bibtex.read import scan

if TYPE_CHECKING:
    from pathlib import Path

    from pubmanager.bibtex.entry import Entry
    from pubmanager.source import Source

pytestmark = pytest.mark.corpus


def described(entry: Entry) -> tuple[object, ...]:
    fields = [(each.name, each.raw, each.name_span, each.value_span) for each in entry.fields]
    return entry.type, entry.key, entry.span, entry.readable, fields


def read(source: Source) -> tuple[list[object], list[object]]:
    found = reading.read(source)
    return [described(each) for each in found.entries], [(each.code, each.span) for each in found.faults]


def test_both_ways_give_the_same(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = taken = 0

    def counted(*arguments: object) -> object:
        nonlocal taken
        found = scan(*arguments)  # type: ignore[arg-type]
        taken += found is not None
        return found

    for name, source in sources(corpus):
        monkeypatch.setattr(reading, "scan", counted)
        fast = read(source)
        monkeypatch.setattr(reading, "scan", lambda *_: None)
        assert fast == read(source), name
        entries += len(fast[0])
    with capsys.disabled():
        print(f"\n{taken} of {entries} entries took the fast way")
    assert taken > entries * 0.9
