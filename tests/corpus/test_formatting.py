"""Other people's files, formatted: stable, the same entries, the same text between, to BibTeX too."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from corpus.bibtex import read_by_bibtex
from corpus.test_reading import sample
from pubmanager.bibtex.read import read
from pubmanager.bibtex.resolve import resolve
from pubmanager.config.schema import FormatConfig
from pubmanager.formatting.format import format_reading

if TYPE_CHECKING:
    from pathlib import Path

    from pubmanager.source import Source

pytestmark = pytest.mark.corpus
LOUD = FormatConfig(
    indent="4", align="14", types="lower", names="lower", delimiters="braces", numbers="bare", trailing_comma="always",
    blank_lines="1", line_length=80, fields=("usual",), sort=("-year", "key"),
)  # fmt: skip
QUOTES = FormatConfig(
    indent="tab", align="entry", types="upper", names="title", delimiters="quotes", numbers="delimited",
    trailing_comma="never", blank_lines="0", sort=("key",), line_length=50,
)  # fmt: skip
CONFIGS = {"default": FormatConfig(), "loud": LOUD, "quotes": QUOTES}


def entries(source: Source) -> Counter[object]:
    found = resolve((read(source),)).entries
    return Counter(
        (each.type, each.key, *sorted((name, field.value) for name, field in each.fields.items())) for each in found
    )


def between(source: Source) -> Counter[str]:
    pieces, end = [], 0
    for block in read(source).blocks:
        pieces.append(source.text[end : block.span.start])
        end = block.span.end
    return Counter(
        line.strip() for piece in [*pieces, source.text[end:]] for line in re.split(r"[\r\n]", piece) if line.strip()
    )


@pytest.mark.parametrize("name", CONFIGS)
def test_stable_and_the_same(name: str, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    for path, source in sample(corpus):
        done = format_reading(read(source), CONFIGS[name])
        new = replace(source, text=done.text)
        counts += Counter(
            files=1, changed=done.is_change, entries=len(done.reading.entries), unproven=not done.is_proven
        )
        assert new.encode().removeprefix(source.bom).decode(source.encoding) == new.text, path
        assert entries(new) == entries(source), path
        assert between(new) == between(source), path
        assert format_reading(read(new), CONFIGS[name]).text == new.text, path
    with capsys.disabled():
        print(f"\nformatted ({name}): {dict(counts)}")
    assert counts["unproven"] == 0 and counts["changed"] > 0.3 * counts["files"]


@pytest.mark.e2e("bibtex")
@pytest.mark.parametrize("name", CONFIGS)
def test_bibtex_reads_the_same(name: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    for path, source in sample(corpus):
        if not path.startswith("bib/"):
            continue
        counts["files"] += 1
        found = read(source)
        done = format_reading(found, CONFIGS[name])
        names = {field.name for entry in found.entries for field in entry.fields}
        types = {entry.type for entry in found.entries}
        old = read_by_bibtex(source.encode(), names, types, tmp_path)
        if old is None:
            continue
        counts += Counter(accepted=1, entries=len(old))
        assert read_by_bibtex(source.encode(done.text), names, types, tmp_path) == old, path
    with capsys.disabled():
        print(f"\nread by BibTeX before and after ({name}): {dict(counts)}")
    assert counts["accepted"] > 0.25 * counts["files"]
