"""``pubs adopt``: from a page written by hand to a .bib, settings and a page with regions."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import click

from pubmanager.cli.options import as_text
from pubmanager.cli.streams import say
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.adopt.adoption import Adoption
    from pubmanager.adopt.proposal import Plan
    from pubmanager.setup.proposal import Proposal
    from pubmanager.source import Source

EXAMPLES = """
\b
Examples:
  pubs adopt _pages/about.md                    show the changes, ask for confirmation
  pubs adopt _pages/about.md --diff             only show the changes
  pubs adopt cv.md publications.md --me "Wenjie Wei" --yes
  pubs adopt library.ris                        add the entries of another format to the .bib

RIS files need the library rispy: pip install rispy.
"""
_MOST = 12  # lines of one kind in the report


@click.command("adopt", epilog=EXAMPLES)
@click.argument("pages", nargs=-1, required=True, metavar="FILE...")
@click.option("--bib", metavar="FILE", default="", help="The .bib to write or complete.  [default: the one found]")
@click.option(
    "--me",
    metavar="NAME",
    callback=as_text,
    default="",
    help="The owner's name.  [default: from _config.yml, else the name in most entries]",
)
@click.option("--news", is_flag=True, help="Adopt the news too.")
@click.option("--bib-only", is_flag=True, help="Write only the .bib, no settings or pages.")
@click.option("--yes", "-y", is_flag=True, help="Skip the confirmation.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change. Exit 1 if something would.")
def command(pages: tuple[str, ...], bib: str, me: str, news: bool, bib_only: bool, yes: bool, diff: bool) -> int:
    """Turn hand-written publications into a .bib.

    Writes the publications of the pages as a .bib, writes a pubs.toml that renders them as close to the old page as
    the themes allow, and replaces them on the pages with regions. Everything else on the pages is untouched. Shows
    all changes and asks for confirmation. With --news, hand-written news become [[news]] in pubs.toml; lines that
    announce a publication are generated from the .bib where possible. Entries from other formats (.ris, .nbib, .enw,
    CSL-JSON, CITATION.cff, YAML, front matter of papers) are added to the .bib.
    """
    try:
        from pubmanager.adopt.proposal import plan, plan_records, records_in
    except ImportError as error:
        if (error.name or "").split(".")[0] != "markdown_it":
            raise
        raise PubsError("reading pages needs a Markdown parser", hint="pip install 'markdown-it-py>=3'") from error
    from pubmanager.cli.init import show

    root = Path()
    asks = bool(sys.stdin) and sys.stdin.isatty() and not yes and not diff
    paths = [_below(root, page) for page in pages]
    if records := records_in(root, paths):
        proposal, new, known = plan_records(root, records, bib=bib)
        show(proposal)
        say(f"{new} new entr{'y' if new == 1 else 'ies'}, {known} in the .bib already")
        if diff or not proposal.files:
            return int(bool(proposal.files))
        return _written(proposal, root, yes=yes, asks=asks) or 0
    found = plan(root, paths, bib=bib, me=me or "", bib_only=bib_only, news=news)
    for page in found.untouched:
        say(f"{page}: has regions already; left as it is")
    if not found.adoption.works:
        return _nothing(found, pages)
    show(found.proposal)
    _report(found.adoption)
    if diff:
        return 1
    if code := _written(found.proposal, root, found.backups, yes=yes, asks=asks):
        return code
    for path, source in found.backups:
        say(f"{source.path}: the old page is kept as {path}")
    return 0 if bib_only else _checked(root)


def _written(
    proposal: Proposal, root: Path, copies: Sequence[tuple[str, Source]] = (), *, yes: bool, asks: bool
) -> int:
    """Asks, and writes all files or none; returns 1 where the answer is no."""
    from pubmanager.cli.init import write

    if not yes and not asks:
        raise PubsError("nothing was written: not a terminal", hint="use --yes to confirm")
    if asks and not click.confirm("Write this?", default=True, err=True):
        return 1
    write(proposal, root, copies)
    return 0


def _below(root: Path, page: str) -> str:
    """Returns a path as settings name it. Raises: ``PubsError`` for a page elsewhere."""
    path = Path(page).resolve()
    if not path.is_relative_to(root.resolve()):
        raise PubsError("the page is not below this folder", place=page, hint="run it in the folder of the site")
    return path.relative_to(root.resolve()).as_posix()


def _nothing(found: Plan, pages: tuple[str, ...]) -> int:
    if not found.untouched:
        hint = "" if found.adoption.owner else 'papers of one author are found by the name: --me "First Last"'
        raise PubsError("no publications were found", place=", ".join(pages), hint=hint)
    say("nothing to adopt")
    return 0


def _report(adoption: Adoption) -> None:
    """Says what was understood, list by list, and what does not come back as it was."""
    rows = [("list", "page", "below", "entries", "same", "sure", "theme")]
    sure = {id(entry): [each.confidence for each in work.guesses] for work in adoption.works for entry in work.entries}
    for read in adoption.reads:
        for each in read.lists:
            found = adoption.differences[each.name]
            same = sum(difference.is_same for _, difference in found)
            heading = each.run.headings[-1] if each.run.headings else ""
            rows.append(
                (
                    each.name,
                    read.source.path,
                    heading,
                    str(len(found)),
                    str(same),
                    f"{fmean(number for entry in each.entries for number in sure[id(entry)]):.2f}",
                    adoption.config.lists[each.name].theme,
                )
            )
    if adoption.news:
        shown = adoption.differences[adoption.news.name]
        same = sum(difference.is_same for _, difference in shown)
        heading = adoption.news.run.headings[-1]
        rows.append((adoption.news.name, adoption.news.page, heading, str(len(shown)), str(same), "", "news"))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        say("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    changed = [
        f"{key}: {difference}"
        for found in adoption.differences.values()
        for key, difference in found
        if not difference.is_same
    ]
    _some("does not come back as it was", changed)
    _some("check", adoption.notes)
    count = len(adoption.works)
    say(f"{count} publication{'s' * (count != 1)}, owner: {adoption.owner}")


def _some(what: str, lines: list[str] | tuple[str, ...]) -> None:
    for line in lines[:_MOST]:
        say(f"{what}: {line}")
    if len(lines) > _MOST:
        say(f"{what}: {len(lines) - _MOST} more")


def _checked(root: Path) -> int:
    """Lints and checks the new site; the result is the last line."""
    from pubmanager.findings import Severity
    from pubmanager.site import Site

    site = Site.load(root / "pubs.toml")
    stale = [output for output in site.outputs() if output.is_stale]
    counts = {severity: sum(found.severity is severity for found in site.lint()) for severity in Severity}
    told = ", ".join(
        f"{count} {severity.name.lower()}{'s' * (count != 1)}" for severity, count in counts.items() if count
    )
    state = "out of date" if stale else "up to date"
    say(f"pages: {state}; lint: {told or 'no findings'} (see 'pubs lint')")
    return int(bool(stale))
