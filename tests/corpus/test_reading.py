"""Other people's files: every entry has one fate, and values are what BibTeX reads."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import is_study

from corpus.bibtex import read_by_bibtex
from pubmanager import Bibliography
from pubmanager.bibtex.read import count_entry_starts
from pubmanager.config.load import parse_config
from pubmanager.inputs import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.bibtex.entry import ResolvedEntry
    from pubmanager.source import Source

pytestmark = pytest.mark.corpus
SYNTAX = ("P001", "P003", "P004", "P005", "P006", "P008", "P012", "P014", "P017", "P021", "K001", "K002")
SELECTED = parse_config(f"lint.select = {list(SYNTAX)}")
CLEAN = Path(__file__).with_name("clean.txt")


def sources(corpus: Path) -> Iterator[tuple[str, Source]]:
    for path in sorted([*(corpus / "bib").iterdir(), *(corpus / "syntax").rglob("*")]):
        if path.is_file():
            name = path.relative_to(corpus).as_posix()
            yield name, read_source(path, name)


def sample(corpus: Path) -> Iterator[tuple[str, Source]]:
    """Yields every twelfth file; all of them in a study."""
    yield from islice(sources(corpus), 0, None, 1 if is_study() else 12)


def digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]


def test_every_entry_has_one_fate(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = starts = entries = 0
    fates: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for _, source in sources(corpus):
        bibliography = Bibliography.from_sources([source], me="Wei Wang")
        files += 1
        starts += count_entry_starts(source.text)
        found = bibliography.resolution.entries
        entries += sum(
            not source.text[: each.entry.span.start].rpartition("\n")[2].rpartition("\r")[2].strip() for each in found
        )
        assert sum(bibliography.fates().values()) == len(found)
        assert len(bibliography) + len(bibliography.hidden) == sum(
            bibliography.fates()[fate] for fate in ("publication", "hidden")
        )
        fates.update(bibliography.fates())
        findings.update(finding.code for finding in bibliography.faults)
    with capsys.disabled():
        print(f"\nfiles {files}, entry starts {starts}, exceptions 0, entries without a fate {starts - entries}")
        print("fates:", ", ".join(f"{name} {count}" for name, count in fates.items()))
        print("findings:", ", ".join(f"{code} {count}" for code, count in sorted(findings.items())))
    assert starts == entries


def test_the_list_of_files_that_read_without_syntax_findings(corpus: Path) -> None:
    """A ratchet: fails when a listed file has a finding, and when one that is not listed has none."""
    clean = {
        digest(name)
        for name, source in sources(corpus)
        if not any(finding.code in SYNTAX for finding in Bibliography.from_sources([source], config=SELECTED).lint())
    }
    listed = set(CLEAN.read_text().split())
    assert listed - clean == set(), "worse than before"
    assert clean - listed == set(), "better than before: add to tests/corpus/clean.txt"


@pytest.mark.e2e("bibtex")
def test_values_are_what_bibtex_reads(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = accepted = values = 0
    reasons: Counter[str] = Counter()
    unexplained: list[object] = []
    for name, source in sample(corpus):
        files += 1
        entries = Bibliography.from_sources([source]).resolution.entries
        names = {field.name for entry in entries for field in entry.entry.fields}
        theirs = read_by_bibtex(source.encode(), names, {entry.type for entry in entries}, tmp_path)
        if theirs is None:
            continue
        accepted += 1
        mine: dict[bytes, ResolvedEntry] = {}
        for entry in entries:
            mine.setdefault(entry.key.encode(source.encoding, "replace").lower(), entry)
        for key, fields in theirs.items():
            found = mine.get(key.lower())
            for reason, what in differences(found, fields, source.encoding):
                reasons[reason] += 1
                if reason == "unexplained":
                    unexplained.append((name, key, what))
            values += len(fields)
    with capsys.disabled():
        print(f"\nBibTeX reads {accepted} files without error, {values} values; differences:")
        for reason, count in reasons.most_common():
            print(f"  {count:5} {reason}")
    assert unexplained == []
    assert accepted > 0.8 * files


def differences(entry: ResolvedEntry | None, fields: dict[str, bytes], encoding: str) -> Iterator[tuple[str, object]]:
    """Yields each difference of an entry from BibTeX's reading, with its reason."""
    if entry is None:
        yield "a key with a brace in it, which we do not read as a key", None
        return
    for name, theirs in fields.items():
        if name == "@type":
            if theirs and theirs.decode().lower() != entry.type:
                yield "unexplained", (theirs, entry.type)
            continue
        field = entry.fields.get(name)
        ours = field.value.encode(encoding, "replace") if field else b""
        if ours != theirs:
            yield reason_for(entry, name, theirs, ours), (name, theirs, ours)
    for name, field in entry.fields.items():
        inherited = field.owner is not entry.entry or name != field.field.name
        if name not in fields and name != "crossref" and re.fullmatch(r"[a-z][!-~]*", name):
            yield ("inherited as biblatex has it" if inherited else "unexplained"), (name, field.value)


def reason_for(entry: ResolvedEntry, name: str, theirs: bytes, ours: bytes) -> str:
    field = entry.fields.get(name)
    if field is None or field.owner is not entry.entry or name != field.field.name:
        return "inherited as biblatex has it"
    words = re.sub(r'\{[^{}]*\}|"[^"]*"', "", field.field.raw)
    if name == "month" and theirs.lower() == ours.lower():
        return "a month keeps the case it is typed in"
    if theirs.startswith(b"{") and theirs.endswith(b"}") and theirs.strip(b"{} ") == ours.strip(b"{} "):
        return "braces around a whole value mean nothing"
    if re.search(r"[A-Za-z]", words):
        return "a macro that is not defined keeps its word"
    return "unexplained"
