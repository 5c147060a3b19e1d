"""Findings about what was made from the bibliography, and about comments that suppress nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Fix, Severity
from pubmanager.lint.rule import Diagnostic, found_by_reading, rule
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.suppress import Unused

_CODE = regex(r"[^\s,]+")


found_by_reading(
    "H019",
    "stale-output",
    """A page or a file is out of date.

    Why: an entry or a setting was changed and `pubs render` was not run, so readers see the old list.

    Bad:
        --- about.md
        # Publications
        <!-- pubs:begin main -->
        <!-- pubs:end main -->
        --- pubs.toml
        [list.main]
        theme = "plain"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        --- about.md
        # Publications
        <!-- pubs:begin main -->
        Soon.

        <!-- pubs:end main 2afed5b7 -->
        --- pubs.toml
        [list.main]
        where = "year > 2030"
        empty = "Soon."
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none here; run `pubs render`.
    Source: `pubs render --check`, which fails a build for the same reason.
    """,
    severity=Severity.ERROR,
)


found_by_reading(
    "H020",
    "region-edited-by-hand",
    """Text inside a region, or a written file, was changed by hand.

    Why: the next `pubs render` would undo the change, and refuses to do so without `--force`.

    Bad:
        --- about.md
        # Publications
        <!-- pubs:begin main sum=00000000 -->
        My owls are better than yours.
        <!-- pubs:end main -->
        --- pubs.toml
        [list.main]
        theme = "plain"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        --- about.md
        # Publications
        My owls are better than yours.
        <!-- pubs:begin main -->
        Soon.

        <!-- pubs:end main 2afed5b7 -->
        --- pubs.toml
        [list.main]
        where = "year > 2030"
        empty = "Soon."
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; make the change in the `.bib`, in the settings, or outside the region.
    Source: the checksum in the marker of each region.
    """,
    severity=Severity.WARNING,
)


@rule("H022", scope="comment", severity=Severity.INFO, selection="tidy", fix="safe")
def unused_suppression(unused: Unused) -> Iterator[Diagnostic]:
    """A comment suppresses no finding.

    Why: the problem was fixed, or the code is misspelled; the comment could hide later problems. Codes of disabled
    rules are not reported.

    Bad:
        % pubs:ignore[A003]
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        % pubs:ignore[A003]
        @misc{owl, title = {Owls}, author = {Doe, Jane et al.}, year = 2024, howpublished = {Web}}

    Fix: safe; the code is removed, and the comment if it was its only code.
    Source: ruff's rule for unused `noqa` comments.
    """
    idle = dict.fromkeys(unused.idle)  # a code that is there twice is told once
    left = ", ".join(code for code in unused.codes if code not in idle)
    edit = Edit(unused.codes_span, left) if left else Edit(unused.span, "")
    start, text = unused.codes_span.start, unused.source[unused.codes_span]
    places = {found.group(): found.span() for found in reversed(list(_CODE.finditer(text)))}
    for code in idle:
        span = Span(*(start + at for at in places[code]))
        message = f"'pubs:ignore[{code}]' suppresses nothing"
        yield Diagnostic(message, unused.source, span, fix=Fix("remove the suppression", (edit,)))


found_by_reading(
    "W013",
    "broken-region",
    """A region's marker has no partner, or names a list that is not in `pubs.toml`.

    Why: the end of the text to replace is unknown, so nothing is written.

    Bad:
        --- about.md
        <!-- pubs:begin selected -->

    Good:
        --- about.md
        A region begins with `<!-- pubs:begin selected -->`.

    Fix: none; only you know where the region ends.
    Source: `pages` in `pubs.toml`.
    """,
    severity=Severity.ERROR,
)
