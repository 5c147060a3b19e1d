"""The long attack: every value in many looks, in every format and reader, and thousands of changed files; with counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from attack import pieces, rendered, sites
from attack import settings as hostile_settings
from attack.mutations import CHANGED, PROSE
from attack.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

pytestmark = pytest.mark.study
ROUNDS = 40  # looks that each value is tried in
EXAMPLES = 3000  # changed files of each kind
EACH_READER = pytest.mark.parametrize(
    "reader", [pytest.param(name, marks=pytest.mark.e2e(each.program)) for name, each in READERS.items()]
)


def report(capsys: pytest.CaptureFixture[str], name: str, count: int, faults: Sequence[object]) -> None:
    with capsys.disabled():
        print(f"\n{name}: {count} tried, {len(faults)} faults")
    assert not faults, "\n".join(map(str, faults[:20]))


@pytest.mark.parametrize("format", ["html", "latex", "text"])
def test_formats(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    look_at = {"html": rendered.in_html, "latex": rendered.in_latex, "text": rendered.in_text}[format]
    cases = rendered.cases(format, ROUNDS)
    report(capsys, format, len(cases), list(look_at(cases)))


@pytest.mark.parametrize("format", ["html", "markdown", "text"])
def test_programs_before_the_reader(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    cases = rendered.cases(format, ROUNDS)
    report(capsys, f"{format} as written", len(cases), list(rendered.in_markup(format, cases)))


@EACH_READER
def test_readers(reader: str, capsys: pytest.CaptureFixture[str]) -> None:
    cases = rendered.cases("markdown", ROUNDS / 10 if reader == "pandoc" else ROUNDS)
    report(capsys, reader, len(cases), list(rendered.in_reader(reader, cases)))


@EACH_READER
def test_pieces(reader: str, capsys: pytest.CaptureFixture[str]) -> None:
    every = pieces.pairs()
    report(capsys, f"{reader}, pieces", len(every), list(pieces.faults(reader, every)))


@pytest.mark.e2e("kramdown")
def test_settings(capsys: pytest.CaptureFixture[str]) -> None:
    every = hostile_settings.cases(len(hostile_settings.HOSTILE))
    taken, faults = hostile_settings.faults(every)
    report(capsys, f"settings ({taken} taken)", len(every), faults)


@pytest.mark.parametrize("name", CHANGED)
def test_files(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def wrong(data: bytes) -> list[str]:
        return [*sites.wrong(tmp_path, {name: data}), *([sites.uncounted(data)] if name == "papers.bib" else [])]

    report(capsys, name, *drawn(CHANGED[name], wrong))


def test_fixed_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "lint --fix", *drawn(PROSE, lambda data: list(sites.unfixed(tmp_path, data))))


def drawn(files: SearchStrategy[bytes], wrong: Callable[[bytes], list[str]]) -> tuple[int, list[str]]:
    """Tries many files and returns how many, and what is wrong with one of each kind of fault."""
    found: dict[str, bytes] = {}
    tried: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES,
        derandomize=False,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(files)
    def attack(data: bytes) -> None:
        tried["files"] += 1
        found.update({each[-300:]: data for each in wrong(data) if each})

    attack()
    return tried["files"], [f"{what}\n{data[:400]!r}" for what, data in found.items()]
