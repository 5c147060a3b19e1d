"""Fixes as edits of sources: overlaps resolved, in rounds until nothing is left to mend."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.bibtex.read import count_entry_starts
from pubmanager.cache.folder import digest
from pubmanager.findings import apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pubmanager.findings import Edit, Finding
    from pubmanager.source import Source

ROUNDS = 100  # so many as one entry may need, where each fix waits for another one
_NEVER_NEW = ("P", "K")  # a fix that breaks what it mends is no fix


class Fixed(Struct, frozen=True):
    """What fixing did.

    Shape: ``sources`` by path; ``applied`` are the findings mended, ``left`` the rest; ``rounds`` the edits by path.
    """

    sources: Mapping[str, Source]
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    rounds: tuple[Mapping[str, tuple[Edit, ...]], ...]


def fix(
    sources: Mapping[str, Source], lint: Callable[[Mapping[str, Source]], Sequence[Finding]], *, unsafe: bool = False
) -> Fixed:
    """Applies fixes until none is left, or until they undo each other; ``lint`` finds what is wrong with sources.

    A round in which a fix would add a finding of the families P and K, or lose an entry, is done without that fix. The
    fix is tried again when no other is left: it may do no harm by then, and the next run would apply it.
    """
    applied: list[Finding] = []
    rounds: list[Mapping[str, tuple[Edit, ...]]] = []
    refused: set[tuple[str, str, str, str]] = set()
    findings = lint(sources)
    seen = {_texts(sources)}
    is_refused_before = False  # whether something was refused in a text that has changed since
    while len(rounds) < ROUNDS:
        wanted = [each for each in findings if _is_wanted(each, unsafe) and _identity(each) not in refused]
        chosen: Sequence[Finding] = _without_overlaps(wanted)
        if not chosen and is_refused_before:
            refused.clear()
            is_refused_before = False
            continue
        if not chosen:
            break
        changed = _edited(sources, chosen)
        now = lint(changed)
        if _is_worse(sources, changed, findings, now):
            chosen = _harmless(sources, findings, (), chosen, lint, refused)
            changed = _edited(sources, chosen)
            now = lint(changed)
        if not chosen:
            continue
        rounds.append(_edits_by_path(chosen))
        applied += chosen
        sources, findings, is_refused_before = changed, now, bool(refused)
        if _texts(sources) in seen:
            break
        seen.add(_texts(sources))
    return Fixed(sources, tuple(applied), tuple(findings), tuple(rounds))


def _texts(sources: Mapping[str, Source]) -> bytes:
    return digest("\0".join(source.text for source in sources.values()))


def _is_wanted(finding: Finding, unsafe: bool) -> bool:
    """Whether a finding has a fix that may be applied, in letters that its file can hold."""
    if finding.fix is None or not (finding.fix.safe or unsafe):
        return False
    if all(finding.source[edit.span] == edit.text for edit in finding.fix.edits):
        return False  # it would change nothing, round after round
    try:
        "".join(edit.text for edit in finding.fix.edits).encode(finding.source.encoding)
    except UnicodeEncodeError:
        return False
    return True


def _identity(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.source.path, finding.key, finding.field


def _without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Keeps the fixes whose edits touch no edit of an earlier one."""
    taken: dict[str, list[tuple[int, int]]] = {}
    kept = []
    for finding in findings:
        assert finding.fix is not None
        spans = taken.setdefault(finding.source.path, [])
        edits = _merged((edit.span.start, edit.span.end) for edit in finding.fix.edits)
        if not any(_touches(edit, spans) for edit in edits):
            for edit in edits:
                insort(spans, edit)
            kept.append(finding)
    return kept


def _merged(edits: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Joins the stretches of one fix that touch each other."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(edits):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _touches(edit: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch touches one of others, which are in order and apart."""
    start, end = edit
    at = bisect_right(spans, end, key=itemgetter(0))
    return at > 0 and spans[at - 1][1] >= start


def _edits_by_path(findings: Iterable[Finding]) -> dict[str, tuple[Edit, ...]]:
    edits: dict[str, list[Edit]] = {}
    for finding in findings:
        assert finding.fix is not None
        edits.setdefault(finding.source.path, []).extend(finding.fix.edits)
    return {path: tuple(sorted(each, key=lambda edit: edit.span.start)) for path, each in edits.items()}


def _edited(sources: Mapping[str, Source], findings: Iterable[Finding]) -> dict[str, Source]:
    changed = dict(sources)
    for path, edits in _edits_by_path(findings).items():
        changed[path] = replace(changed[path], text=apply_edits(changed[path].text, edits))
    return changed


def _is_worse(
    old: Mapping[str, Source], new: Mapping[str, Source], before: Iterable[Finding], after: Iterable[Finding]
) -> bool:
    """Whether an entry is lost, or there is a finding of a kind that a fix must never add."""
    if any(count_entry_starts(source.text) < count_entry_starts(old[path].text) for path, source in new.items()):
        return True
    return bool(_grave(after) - _grave(before))


def _grave(findings: Iterable[Finding]) -> Counter[tuple[str, str, str]]:
    """Counts the grave findings; not by key, which a fix may rename."""
    return Counter((each.code, each.source.path, each.field) for each in findings if each.code.startswith(_NEVER_NEW))


def _harmless(
    sources: Mapping[str, Source],
    findings: Sequence[Finding],
    kept: Sequence[Finding],
    chosen: Sequence[Finding],
    lint: Callable[[Mapping[str, Source]], Sequence[Finding]],
    refused: set[tuple[str, str, str, str]],
) -> Sequence[Finding]:
    """Adds to the fixes that are kept those that do no harm together with them; all together do, so they are halved."""
    if len(chosen) == 1:
        refused.add(_identity(chosen[0]))
        return kept
    middle = len(chosen) // 2
    for half in (chosen[:middle], chosen[middle:]):
        together = [*kept, *half]
        changed = _edited(sources, together)
        if _is_worse(sources, changed, findings, lint(changed)):
            kept = _harmless(sources, findings, kept, half, lint, refused)
        else:
            kept = together
    return kept
