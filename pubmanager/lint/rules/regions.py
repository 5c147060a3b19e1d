"""Rules about the markers of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic


@rule("W013", scope="reading", severity=Severity.ERROR)
def broken_region() -> Iterator[Diagnostic]:
    """Marker of a region without its partner, or for a list that `pubs.toml` does not have.

    Why: nobody knows what to replace, so nothing is written.

    Bad:
        --- about.md
        <!-- pubs:begin selected -->

    Good:
        --- about.md
        A region begins with `<!-- pubs:begin selected -->`.

    Fix: none; where the region ends is for the owner to say.
    Source: docs/configuration.md, "pages".
    """
    yield from ()
