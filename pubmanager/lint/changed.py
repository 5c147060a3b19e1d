"""What git says was touched since a revision, and the findings about it."""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_left
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pubmanager.findings import Finding
    from pubmanager.source import Source

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class Since:
    """A revision that files are compared with: the commit where the working tree's branch left it.

    What came to ``revision`` after that is not what was touched here.
    """

    def __init__(self, revision: str) -> None:
        self.revision = revision
        self._old: dict[str, bytes | None] = {}

    def touched(self, source: Source) -> tuple[Span, ...]:
        """Returns the stretches of a text that the revision has otherwise or not at all.

        Shape: an empty span stands where lines were only taken away; a file that the revision does not have is
        touched whole. Raises: ``PubsError`` where git cannot say.
        """
        if source.path not in self._old:
            self._old[source.path] = _old_bytes(Path(source.path).absolute(), self.revision)
        old, new = self._old[source.path], source.encode()
        if old is None:
            return (Span(0, len(source.text)),)
        return tuple(_spans(_diff(old, new), source.text)) if old != new else ()


def limited(
    findings: Iterable[Finding], changes: Mapping[str, Sequence[Span]], wholes: Mapping[str, Sequence[Span]]
) -> list[Finding]:
    """Keeps the findings in what was touched.

    Shape: both maps by path; ``wholes`` are the entries and regions: a finding in one counts where any of it was
    touched, or any of another entry that it speaks of; a finding outside them where its own text was.
    """
    kept = []
    for finding in findings:
        path = finding.source.path
        whole = _whole(wholes.get(path, ()), finding.span)
        places = ((path, whole), *((source.path, span) for source, span in finding.also))
        if any(_touches(change, span) for path, span in places for change in changes.get(path, ())):
            kept.append(finding)
    return kept


def _whole(wholes: Sequence[Span], span: Span) -> Span:
    """Returns which of some stretches, in order and apart, a span is in; itself where it is in none."""
    at = bisect_left(wholes, span.start, key=attrgetter("end"))
    return next((each for each in wholes[at : at + 2] if _touches(each, span)), span)


def _touches(change: Span, span: Span) -> bool:
    """Whether a change is inside a stretch; lines taken away right before or behind it are not."""
    if not len(change):
        return span.start < change.start < span.end or span == change
    if not len(span):
        return change.start <= span.start <= change.end
    return change.start < span.end and span.start < change.end


def _old_bytes(path: Path, revision: str) -> bytes | None:
    """Returns a file as the revision has it, with the newlines that a checkout would give it."""
    commit = _git(path.parent, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise _no_revision(path.parent, revision)
    name = commit.decode().strip()
    fork = (_git(path.parent, "merge-base", name, "HEAD") or commit).decode().strip()
    return _git(path.parent, "cat-file", "--filters", f"{fork}:./{path.name}")


def _no_revision(folder: Path, revision: str) -> PubsError:
    if _git(folder, "rev-parse", "--git-dir") is None:
        return PubsError("this folder is in no git repository", place=str(folder), hint="leave out --changed-since")
    if revision == "HEAD":
        return PubsError("this repository has no commits yet", place=str(folder), hint="leave out --changed-since")
    return PubsError(f"git knows no revision '{revision}'", hint="in CI, fetch it first: a shallow clone lacks it")


def _diff(old: bytes, new: bytes) -> bytes:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old").write_bytes(old)
        (folder / "new").write_bytes(new)
        options = ("--no-index", "--unified=0", "--text", "--no-color", "--no-ext-diff", "--no-textconv")
        return _git(folder, "diff", *options, "old", "new", clean=(0, 1)) or b""


def _spans(diff: bytes, text: str) -> Iterable[Span]:
    """Yields git's hunks as stretches of the text. Shape: git's lines end with a newline, whatever else there is."""
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    for match in _HUNK.finditer(diff):
        line, count = int(match[1]), int(match[2] or 1)
        first = line if count == 0 else line - 1
        yield Span(*(starts[min(each, len(starts) - 1)] for each in (first, first + count)))


def _git(folder: Path, *arguments: str, clean: tuple[int, ...] = (0,)) -> bytes | None:
    """Returns what git prints, ``None`` where it fails. Raises: ``PubsError`` where it is not installed."""
    try:
        result = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise PubsError("--changed-since needs git, which is not installed") from None
    return result.stdout if result.returncode in clean else None
