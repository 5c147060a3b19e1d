"""What git says was touched since a revision, and the findings about it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pubmanager.findings import Finding
    from pubmanager.source import Source

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def touched(source: Source, revision: str) -> tuple[Span, ...]:
    """Returns the stretches of a file that differ from where the working tree left ``revision``, uncommitted ones too.

    Shape: an empty span stands where only lines were taken away; a file that git does not know is touched whole.
    Raises: ``PubsError`` where git cannot say.
    """
    path = Path(source.path).absolute()
    base = _fork_point(path.parent, revision)
    if not _git(path.parent, "ls-files", "--", path.name):
        return (Span(0, len(source.text)),)
    options = ("--unified=0", "--text", "--no-color", "--no-ext-diff", "--no-textconv")
    diff = _git(path.parent, "diff", *options, base, "--", path.name)
    starts = [0, *(match.end() for match in re.finditer("\n", source.text)), len(source.text)]
    return tuple(_span(int(line), int(b"1" if count is None else count), starts) for line, count in _hunks(diff))


def limited(
    findings: Iterable[Finding], changes: Mapping[str, Sequence[Span]], wholes: Mapping[str, Sequence[Span]]
) -> list[Finding]:
    """Keeps the findings in what was touched.

    Shape: both maps by path; ``wholes`` are the entries and regions: a finding in one counts where any of it was
    touched, a finding outside them where its own text was.
    """
    kept = []
    for finding in findings:
        path = finding.source.path
        whole = next((each for each in wholes.get(path, ()) if _meets(finding.span, each)), finding.span)
        if any(_meets(change, whole) for change in changes.get(path, ())):
            kept.append(finding)
    return kept


def _meets(one: Span, other: Span) -> bool:
    if not len(one) or not len(other):
        return other.start < one.start < other.end or one.start < other.start < one.end or one.start == other.start
    return one.start < other.end and other.start < one.end


def _hunks(diff: bytes) -> list[tuple[bytes, bytes | None]]:
    return [(match[1], match[2]) for match in _HUNK.finditer(diff)]


def _span(line: int, count: int, starts: Sequence[int]) -> Span:
    """Turns git's lines into offsets. Units: lines end with a newline only, whatever else the source uses."""
    first = line if count == 0 else line - 1
    return Span(*(starts[min(each, len(starts) - 1)] for each in (first, first + count)))


def _fork_point(folder: Path, revision: str) -> str:
    """Names the commit where the working tree's branch left a revision: what came there since is not ours."""
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", fails="")
    if not commit:
        _git(folder, "rev-parse", "--git-dir")
        raise PubsError(f"git knows no revision '{revision}'", hint="in CI, fetch it first: a shallow clone lacks it")
    fork = _git(folder, "merge-base", commit.decode().strip(), "HEAD", fails="")
    return (fork or commit).decode().strip()


def _git(folder: Path, *arguments: str, fails: str | None = None) -> bytes:
    """Runs git. Raises: ``PubsError`` where it fails, unless ``fails`` says that it may."""
    command = ["git", "-C", str(folder), "--literal-pathspecs", *arguments]
    try:
        result = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise PubsError("--changed-since needs git, which is not installed") from None
    if result.returncode and fails is None:
        reason = result.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise PubsError(f"git cannot tell what changed: {reason.removeprefix('fatal: ')}", place=str(folder))
    return b"" if result.returncode else result.stdout
