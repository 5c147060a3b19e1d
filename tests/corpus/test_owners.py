"""The owner of each personal bibliography, found by the full name alone, against labels made by hand.

``owners.txt`` has a line for each file in which one person is an author of at least 60 % of the entries: a digest of
the file's bytes, the place where the owner's full name stands, and every place where the owner stands. A place is
``entry:author``, entries from 0 in file order, authors from 1. No names are stored.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography
from pubmanager.inputs import read_source

if TYPE_CHECKING:
    from pubmanager.model.publication import Publication
    from pubmanager.source import Source

pytestmark = pytest.mark.corpus
LABELS = Path(__file__).with_name("owners.txt")
# Why the owner is not found where the label says so.
REASONS = {
    "one letter more or less is another name": 5,
    "an initial with a second surname": 1,
    "no 'and' between two names": 1,
}

Place = tuple[int, int]


def places(words: list[str]) -> list[Place]:
    return [(int(entry), int(author)) for entry, author in (word.split(":") for word in words)]


def by_index(bibliography: Bibliography) -> dict[int, Publication]:
    return {each.index: each for each in (*bibliography.publications, *bibliography.hidden)}


def mine(source: Source, name: str) -> set[Place]:
    found = by_index(Bibliography.from_sources([source], me=name))
    return {(index, each.me.position) for index, each in found.items() if each.me}


def test_recall_and_false_hits(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {sha256(path.read_bytes()).hexdigest()[:16]: path for path in (corpus / "bib").iterdir()}
    total, missed, false = 0, [], []
    lines = LABELS.read_text().splitlines()
    for line in lines:
        digest, where, *labels = line.split()
        source = read_source(files[digest], files[digest].name)
        ((entry, author),) = places([where])
        name = by_index(Bibliography.from_sources([source]))[entry].authors[author - 1].name.full
        expected, found = set(places(labels)), mine(source, name)
        total += len(expected)
        missed += [(digest, place) for place in expected - found]
        false += [(digest, place) for place in found - expected]
    with capsys.disabled():
        recall = 100 - 100 * len(missed) / total
        print(f"\n{len(lines)} owners in {total} author lists: recall {recall:.2f} %, false hits {len(false)}; missed:")
        for reason, count in REASONS.items():
            print(f"  {count:5} {reason}")
    assert false == []
    assert len(missed) <= 0.005 * total
    assert len(missed) == sum(REASONS.values()), missed
