"""``pubs render`` of a site: fills or compares all pages and files; loads no Click, which is most of a quiet run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.cache.texts import Cache
from pubmanager.cli.last_run import LastRun
from pubmanager.cli.options import echo_faults, find_site
from pubmanager.cli.streams import out, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pubmanager.outputs import Output
    from pubmanager.site import Site

_MOST_BY_HAND = 5


def fill_site(
    config: Path | None,
    *,
    use_cache: bool = True,
    allow_errors: bool = False,
    check: bool = False,
    diff: bool = False,
    force: bool = False,
    is_quiet: bool = False,
) -> int:
    """Fills or compares all pages and files and returns the exit code; a quiet run says only what has changed."""
    cache = Cache.of_user(use=use_cache)
    run = LastRun(cache, config, allow_errors=allow_errors)
    if run.outcome:
        if not check and not diff and not is_quiet:
            say(run.outcome)
        return 0
    site = find_site(config)
    run.note_inputs(site)
    if is_blocked(site, allow_errors):
        return 1
    return _fill(site, run, cache, check=check, diff=diff, force=force, is_quiet=is_quiet)


def is_blocked(site: Site, allow_errors: bool) -> bool:
    """Whether something keeps a site from being rendered; says what."""
    blockers = _blockers(site, allow_errors)
    if blockers:
        echo_faults(blockers)
        say("pubs: nothing was written")
    return bool(blockers)


def _blockers(site: Site, allow_errors: bool) -> list[Any]:
    unreadable = set(site.bibliography.unreadable()) if allow_errors else set()
    return [found for found in site.blockers() if found not in unreadable]


def _fill(site: Site, run: LastRun, cache: Cache, *, check: bool, diff: bool, force: bool, is_quiet: bool) -> int:
    outputs = site.outputs(cache)
    cache.close()
    stale = [output for output in outputs if output.is_stale]
    if outputs and not stale:
        notes = _notes(site)
        run.keep(site, outputs, "\n".join(_up_to_date(outputs, notes)))
    if diff:
        _print_differences(stale)
        return int(bool(stale))
    if check:
        for output in stale:
            if output.edited:
                out(f"{output.source.path}: changed by hand: edit the .bib, or run 'pubs render --force'")
            else:
                out(f"{output.source.path}: stale: {', '.join(output.regions)}")
        return int(bool(stale))
    edited = [fault for output in outputs for fault in output.edited]
    if edited and not force:
        echo_faults(edited)
        say("pubs: nothing was written; 'pubs render --diff' shows the difference, 'pubs render --force' overwrites it")
        return 1
    _write(stale, site.root)
    if stale or not outputs:
        notes = _notes(site)
    if outputs and stale:
        run.keep(site, outputs, "\n".join(_up_to_date(outputs, notes)))
    if stale or not is_quiet:
        _tell(outputs, stale, site, notes)
    return 0


def _print_differences(stale: list[Output]) -> None:
    from pubmanager.pages.writing import unified

    for output in stale:
        out(unified(output.old or "", output.new, output.source.path), end="")


def _write(stale: list[Output], root: Path) -> None:
    from pubmanager.pages.writing import Change, write_all

    changes = []
    for output in stale:
        old = None if output.old is None else output.source.encode()
        changes.append(Change(output.path, old, output.source.encode(output.new)))
    write_all(changes, root)


def _notes(site: Site) -> list[str]:
    from pubmanager.notes import notes_of

    return [f"note: {each}" for each in notes_of(site)]


def _up_to_date(outputs: tuple[Output, ...], notes: Sequence[str]) -> list[str]:
    """Returns what a run that changes nothing says: that, and what is shown nowhere."""
    return [f"{len(outputs)} file{'s' * (len(outputs) != 1)} up to date", *notes]


def _tell(outputs: tuple[Output, ...], stale: list[Output], site: Site, notes: Sequence[str]) -> None:
    from pubmanager.notes import unexplained_marks

    for output in stale:
        what = "created" if output.old is None else f"filled {', '.join(output.regions)}"
        say(f"{output.source.path}: {what}")
    if not outputs:
        say("no page has a region: 'pubs init' adds one, and a page where there is none")
    for line in notes if stale or not outputs else _up_to_date(outputs, notes):
        say(line)
    for note in (unexplained_marks(site), _about_formulas(site)) if stale else ():
        if note:
            say(f"note: {note}")
    for output in stale:
        if output.is_first:
            _tell_by_hand(output, site)


def _about_formulas(site: Site) -> str:
    """Says so where titles have formulas, nothing in the site sets them, and the settings do not say how they are."""
    from pubmanager.config.formulas import NOTHING_LOADED, formulas_of
    from pubmanager.config.load import key_places
    from pubmanager.inputs import read_text

    if not site.bibliography.has_formulas or ("formulas",) in key_places(read_text(site.settings_file)):
        return ""
    if formulas_of(site.root) != "text":
        return ""
    return f'titles have {NOTHING_LOADED} ("tex" if a page does)'


def _tell_by_hand(output: Output, site: Site) -> None:
    """Says once which of the papers in a page's regions also stand there by hand."""
    from pubmanager.notes import by_hand

    found = list(by_hand(site, output.path))
    for line in found[:_MOST_BY_HAND]:
        say(f"note: {line}")
    if len(found) > _MOST_BY_HAND:
        say(f"note: {output.source.path}: {len(found) - _MOST_BY_HAND} more entries by hand")
