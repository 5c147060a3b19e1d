"""Fixes on other people's files: they come to an end, lose nothing, and change no byte outside their edits."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from conftest import is_study
from msgspec.structs import replace

from corpus.test_reading import sample
from pubmanager import Bibliography
from pubmanager.bibtex.read import read
from pubmanager.config.load import parse_config
from pubmanager.findings import apply_edits
from pubmanager.lint.fixing import ROUNDS, Fixed, fix
from pubmanager.model.fields import CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pubmanager.findings import Finding
    from pubmanager.source import Source

pytestmark = pytest.mark.corpus
KNOWN = {alias.name for concept in CONCEPTS for alias in concept.aliases}


BOTH = parse_config('lint.select = ["default", "tidy"]')


def lint(texts: Mapping[str, Source]) -> list[Finding]:
    return Bibliography.from_sources(list(texts.values()), config=BOTH).lint()


def crlf(source: Source) -> Source:
    return replace(source, text=source.text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"))


def with_bom(source: Source) -> Source:
    return replace(source, bom=b"\xef\xbb\xbf", encoding="utf-8", guessed=False)


def western(source: Source) -> Source:
    text = source.text.encode("cp1252", "replace").decode("cp1252")
    return replace(source, text=text, encoding="cp1252", bom=b"", guessed=True)


VERSIONS: dict[str, Callable[[Source], Source]] = {"as it is": lambda source: source, "CRLF": crlf, "BOM": with_bom, "Windows-1252": western}  # fmt: skip


def replayed(source: Source, fixed: Fixed) -> str:
    """Makes the edits of the rounds, and nothing else, in the original text."""
    text = source.text
    for edits in fixed.rounds:
        text = apply_edits(text, edits.get(source.path, ()))
    return text


def unknown_fields(source: Source) -> Counter[str]:
    return Counter(f"{field.name} = {field.raw}" for entry in read(source).entries for field in entry.fields if field.name not in KNOWN)  # fmt: skip


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("version", VERSIONS)
def test_fixes(version: str, unsafe: bool, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    every = 1 if is_study() or version == "as it is" else 4
    for name, original in list(sample(corpus))[::every]:
        source = VERSIONS[version](original)
        fixed = fix({source.path: source}, lint, unsafe=unsafe)
        done = fixed.sources[source.path]
        counts.update(files=1, changed=done.text != source.text, fixes=len(fixed.applied), rounds=len(fixed.rounds))
        assert len(fixed.rounds) < ROUNDS, name
        assert replayed(source, fixed) == done.text, name
        assert (done.bom, done.encoding) == (source.bom, source.encoding)
        assert done.bom + done.text.encode(done.encoding, "surrogateescape") == done.encode(), name
        assert fix(fixed.sources, lint, unsafe=unsafe).sources == fixed.sources, name
        assert len(read(done).entries) == len(read(source).entries), name
        renamed = {found.field for found in fixed.applied}
        lost = unknown_fields(source) - unknown_fields(done)
        assert {each.split(" = ")[0] for each in lost} <= renamed, (name, lost)
    with capsys.disabled():
        print(f"\nfixes ({version}, {'unsafe' if unsafe else 'safe'}): {dict(counts)}")
    assert counts["fixes"] > 0.2 * counts["files"]
