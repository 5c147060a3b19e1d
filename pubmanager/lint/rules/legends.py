"""Rules about what marks mean: their legends in entries and on pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import PROSE, also, rule
from pubmanager.lint.written_names import names_in
from pubmanager.model.marks import legends, peel
from pubmanager.model.roles import ROLES
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pubmanager.lint.facts import Facts
    from pubmanager.lint.pages import CheckedPage, CheckedSite
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField

_LEGEND_FIELDS = ("note", "annotation", "addendum", "additional_info", "bibbase_note", "extra", "comment")
_BULLET = regex(r"[ \t]*\*[ \t]")


def _in_entry(entry: CheckedEntry) -> Iterator[tuple[CheckedField, str, str, int]]:
    """Yields the legends in the notes of an entry, each with its field."""
    for field in entry.named(_LEGEND_FIELDS):
        yield from ((field, *legend) for legend in legends(field.content))


@rule("A013", scope="bibliography", severity=Severity.WARNING)
def ambiguous_mark(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A mark has no meaning in `[marks.read]`, or means two things in one file.

    Why: readers cannot know what the mark means, and the page shows it as typed. A mark without a meaning is only
    reported if `[marks.read]` explains others.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web},
          note = {* equal contribution}}
        @misc{lark, title = {Larks}, author = {Doe*, Jane}, year = 2025, howpublished = {Web},
          note = {* corresponding author}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web},
          note = {* equal contribution}}
        @misc{lark, title = {Larks}, author = {Doe†, Jane}, year = 2025, howpublished = {Web},
          note = {† corresponding author}}

    Fix: none; only you know what the mark means.
    Source: homepages whose asterisk means something else in each list.
    """
    meant: dict[tuple[str, str], str] = {}
    said: set[tuple[str, str]] = set()
    for entry in checked.entries:
        found = tuple(_in_entry(entry))
        explained = {mark for _, mark, _, _ in found}
        for field, mark, role, place in found:
            other = meant.setdefault((entry.source.path, mark), role)
            if other != role:
                message = f"{quoted(mark)} means {quoted(role)} here and {quoted(other)} elsewhere"
                yield field.at(message, place, place + len(mark))
        yield from _without_meaning(entry, explained, said)


def _without_meaning(entry: CheckedEntry, explained: set[str], said: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Points at the first use of a mark that the settings do not explain, where they explain others."""
    path = entry.source.path
    meanings = entry.facts.conventions.authors.roles_of_marks(path)
    if not meanings or entry.publication is None:
        return
    for mark in (mark for author in entry.publication.authors for mark in author.marks):
        if mark not in explained and (path, mark) not in said and (found := _first_use(entry, mark)):
            said.add((path, mark))
            field, start, end = found
            yield field.at(f"[marks.read] does not say what {quoted(mark)} means", start, end)


def _first_use(entry: CheckedEntry, mark: str) -> tuple[CheckedField, int, int] | None:
    """Returns the name of an author list that a mark is typed onto; the annotation where it stands there."""
    for field in entry.fields:
        if field.name == "author":
            for name in names_in(field):
                if mark in peel(name.text).marks:
                    return field, name.start, name.end
        elif field.name.startswith("author+an") and mark in field.content:
            start = field.content.index(mark)
            return field, start, start + len(mark)
    return None


@rule("A014", scope="site", severity=Severity.WARNING)
def mark_without_legend(site: CheckedSite) -> Iterator[Diagnostic]:
    """No page explains a mark after names.

    Why: readers see `Doe*` and have to guess. Give the mark a meaning in `[marks.read]` in `pubs.toml`, and the page
    shows a legend.

    Bad:
        --- about.md
        # Publications
        <!-- pubs:begin main -->
        <!-- pubs:end main -->
        --- pubs.toml
        lint.ignore = ["H019"]
        [list.main]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web}}

    Good:
        --- about.md
        # Publications
        \\* equal contribution
        <!-- pubs:begin main -->
        <!-- pubs:end main -->
        --- pubs.toml
        lint.ignore = ["H019"]
        [list.main]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web}}

    Fix: none; only you know what the mark means.
    Source: 80 of 99 homepages show marks that nothing on the page explains.
    """
    if not site.pages:
        return
    explained = {mark for page in site.pages if page.language in PROSE for mark, _, _ in legends(page.text)}
    for entry in site.bibliography.entries:
        for mark in _unexplained(entry):
            if mark not in explained and (found := _first_use(entry, mark)):
                explained.add(mark)  # once is enough
                field, start, end = found
                yield field.at(f"no page says what {quoted(mark, 5)} means: {_HINT}", start, end)


_HINT = "set [marks.read] and 'legend = true'"


def _unexplained(entry: CheckedEntry) -> tuple[str, ...]:
    """Returns the marks that an entry shows and does not explain itself."""
    publication = entry.publication
    marks = dict.fromkeys(mark for author in publication.authors for mark in author.marks) if publication else {}
    if not marks or publication is None or publication.is_hidden:
        return ()
    own = {mark for _, mark, _, _ in _in_entry(entry)}
    return tuple(mark for mark in marks if mark not in own)


@rule("A015", scope="site", severity=Severity.INFO, selection="tidy")
def legend_without_mark(site: CheckedSite) -> Iterator[Diagnostic]:
    """A page or a note explains a mark that no author has.

    Why: the mark was lost, or the legend remained when its paper was removed.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          note = {* equal contribution}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web},
          note = {* equal contribution}}

    Fix: none; only you know who is meant.
    Source: homepages whose legends outlived their marks.
    """
    shown: set[str] = set()
    for entry in site.bibliography.entries:
        own = set(_shown_marks(entry))
        shown |= own
        for field, mark, role, place in _in_entry(entry) if entry.publication and entry.publication.authors else ():
            if not own & {mark, role}:
                yield field.at(f"{quoted(mark)} is explained, but no author has it", place, place + len(mark))
    for page in site.pages:
        yield from _on_page(page, shown, site.facts)


def _shown_marks(entry: CheckedEntry) -> Iterable[str]:
    """Returns the marks that authors of an entry have as typed, and their roles."""
    authors = entry.publication.authors if entry.publication else ()
    return (sign for author in authors for sign in (*author.marks, *author.roles))


def _on_page(page: CheckedPage, shown: set[str], facts: Facts) -> Iterator[Diagnostic]:
    """Points at legends of a page that neither a mark of the file nor text in front of them uses."""
    if page.language not in PROSE:
        return
    symbols = _symbols(facts)
    firsts: dict[str, int] = {}  # where each mark stands after a word first
    for mark, role, place in legends(page.masked):
        is_used = mark in shown or any(symbols.get(each) == mark or each == role for each in shown)
        is_bullet = bool(_BULLET.match(page.text, page.source.start_of_line(place), place + 2))
        if mark not in firsts:
            typed = re.search(rf"\w\\?{re.escape(mark)}", page.text)
            firsts[mark] = typed.end() if typed else len(page.text) + 1
        if not (is_used or is_bullet or firsts[mark] <= place or page.is_generated(place)):
            yield page.at(f"{quoted(mark)} is explained, but no author has it", place, place + len(mark))


def _symbols(facts: Facts) -> Mapping[str, str]:
    own = {name: mark.symbol for name, mark in facts.config.marks.items()}
    return {name: own.get(name, role.symbol) for name, role in ROLES.items()}


@rule("A016", scope="entry", severity=Severity.WARNING)
def lone_equal_author(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """Only one author of a list is marked as contributing equally.

    Why: readers cannot know with whom the author shares the contribution; the mark of another author is missing. A
    single later author is understood as equal to the first; this case is only in `tidy`.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal}}

    Fix: none; only you know the others.
    Source: libero/editor, issue 29, asks for the same check.
    """
    yield from _lone(entry, is_first=True)


@also("A016", scope="entry", severity=Severity.INFO, selection="tidy")
def later_author_alone_equal(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The only marked author is not the first."""
    yield from _lone(entry, is_first=False)


def _lone(entry: CheckedEntry, *, is_first: bool) -> Iterator[Diagnostic]:
    publication = entry.publication
    if publication is None or publication.is_cut:
        return
    equal = [author for author in publication.authors if "equal" in author.roles]
    if len(equal) == 1 and (publication.authors[0] is equal[0]) == is_first:
        found = entry.first(("author+an", "author+an:role", "equal", "equal_contribution", "cofirst")) or entry.field(
            "author"
        )
        message = f"only {quoted(equal[0].name.full)} is marked as contributing equally"
        yield found.at(message) if found and found.name != "author" else entry.at_key(message)
