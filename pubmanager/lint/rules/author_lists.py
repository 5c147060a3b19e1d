"""Rules about how the names of a list are separated, ordered and repeated."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import also, rule
from pubmanager.lint.subjects import diagnostic_in
from pubmanager.lint.written_names import NAME_FIELDS, family_first, given_first, names_in
from pubmanager.model.folding import folded
from pubmanager.model.given_names import is_given_name
from pubmanager.model.marks import peel
from pubmanager.model.names import list_text, parse_name, split_list
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.bibtex.entry import ResolvedField
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField
    from pubmanager.model.names import ListFault, ListPart


_BLANKS = " \t\r\n~"
_MANY = 30  # authors of a collaboration, some of whom are namesakes


class _Fault(Struct, frozen=True):
    """Something wrong with a list of names: in which field, in which text of it, what, and the names around it."""

    field: ResolvedField
    text: str
    found: ListFault
    parts: tuple[ListPart, ...]

    def diagnostic(self, message: str, title: str = "", *edits: tuple[int, int, str]) -> Diagnostic:
        """Points at it, with a fix where there are edits and places in the file to make them."""
        end = max(self.found.end, self.found.start + 1)
        first = self.field.content_span.start
        fix = Fix(title, tuple(Edit(Span(first + start, first + stop), text) for start, stop, text in edits))
        is_fixable = bool(edits) and self.field.is_exact
        return diagnostic_in(self.field, message, self.found.start, end, fix=fix if is_fixable else None)


def _faults(entry: CheckedEntry, *kinds: str) -> Iterator[_Fault]:
    """Yields what is wrong with the lists of a publication."""
    for field, names in entry.publication.name_lists if entry.publication else ():
        if names.is_faulty:
            text = field.text if field.is_exact else list_text(field)
            parts = split_list(text, is_pair=names.is_pair)
            yield from (_Fault(field, text, each, parts.parts) for each in parts.faults if each.kind in kinds)


def _without_empty(text: str, fault: ListFault) -> tuple[int, int, str]:
    """Returns the stretch that goes with an empty name, and what is left of its separators."""
    before, after = text[: fault.start].rstrip(_BLANKS), text[fault.end :].lstrip(_BLANKS)
    if before and after:
        return fault.start, fault.end, "and"
    return (fault.start if not before else len(before), fault.end if not after else len(text) - len(after), "")


def _with_others(text: str, fault: ListFault) -> Iterator[tuple[int, int, str]]:
    """Yields the edit that writes ``and others`` for ``et al.`` at the end of a list."""
    before = text[: fault.start].rstrip(_BLANKS + ",")
    stretch = text[len(before) : fault.end]
    if not text[fault.end :].strip() and before and stretch.count("{") == stretch.count("}"):
        words = " others" if before.lower().endswith((" and", "\nand", "\tand")) else " and others"
        yield len(before), fault.end, words


def _gaps(fault: _Fault) -> Iterator[tuple[int, int]]:
    """Yields the stretches between the names of one piece, before the first and after the last."""
    start, end = fault.found.start, fault.found.end
    inside = [part for part in fault.parts if start <= part.start and part.end <= end]
    if inside and start < inside[0].start:  # "1. " before the first of a numbered list
        yield start, inside[0].start
    for part, following in pairwise(inside):
        yield part.end, following.start
    if inside and inside[-1].end < end:
        yield inside[-1].end, end


@rule("A001", scope="entry", severity=Severity.ERROR, fix="safe")
def empty_name(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A list of names has an empty name.

    Why: `and and`, or an `and` at the start or the end, makes BibTeX count and print an author without a name.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and and Roe, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web}}

    Fix: safe; the separator that separates nothing is removed.
    Source: JabRef, "empty person name"; biblint.
    """
    lists: dict[str, list[_Fault]] = {}
    for fault in _faults(entry, "empty"):
        lists.setdefault(fault.field.field.name, []).append(fault)
    for faults in lists.values():  # once a list
        edits = [_without_empty(each.text, each.found) for each in faults]
        yield faults[0].diagnostic("empty name in a list of names", "remove the empty name", *edits)


@rule("A002", scope="entry", severity=Severity.ERROR, fix="unsafe")
def names_without_and(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """Names are separated by commas, semicolons or ampersands instead of `and`.

    Why: BibTeX knows no other separator and reads all the names as one. Editors of a paper that names its authors, and
    what looks like one name with two family names, are in `tidy`.

    Bad:
        @misc{owl, title = {Owls}, author = {Jane Doe, Max Roe, Ada Poe}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Jane Doe and Max Roe and Ada Poe}, year = 2024, howpublished = {Web}}

    Fix: unsafe; `and` is written where the names seem to end.
    Source: btxdoc, section 4; bibcop reports the same.
    """
    yield from _without_and(entry, is_likely=True)


@also("A002", scope="entry", severity=Severity.INFO, selection="tidy", fix="unsafe")
def other_names_without_and(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The names are editors, or may be one name with two family names."""
    yield from _without_and(entry, is_likely=False)


def _without_and(entry: CheckedEntry, *, is_likely: bool) -> Iterator[Diagnostic]:
    for fault in _faults(entry, "separator", "pair"):
        is_aside = fault.field.name == "editor" and entry.has("author")
        is_one = fault.found.kind == "pair" and not _begins_as_two(fault.found.text)
        if (is_aside or is_one) == is_likely:
            continue
        if fault.found.kind == "pair":
            yield fault.diagnostic(f"one name or two? two need 'and' between them: {quoted(fault.found.text)}")
        else:
            whole = fault.found
            edits = (
                (start, end, " and " if whole.start < start and end < whole.end else "") for start, end in _gaps(fault)
            )
            message = f"names separated without 'and': {quoted(fault.found.text)}"
            yield fault.diagnostic(message, "separate the names by 'and'", *edits)


def _begins_as_two(text: str) -> bool:
    """Whether one comma is rather between two names: a given name, or not just two words, before or after it.

    >>> _begins_as_two("García Lorca, Federico José"), _begins_as_two("Ann Vale, Bo Roe")
    (False, True)
    """
    before, _, after = (folded(side).split() for side in text.partition(","))
    return len(before) != 2 or len(after) != 2 or any(map(is_given_name, before))


@rule("A003", scope="entry", severity=Severity.ERROR, fix="safe")
def et_al(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A list of names ends in "et al." instead of `and others`.

    Why: BibTeX reads "et al." as a part of a name; `and others` is what styles write as "et al.".

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane et al.}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and others}, year = 2024, howpublished = {Web}}

    Fix: safe; `and others` is written if the list ends there.
    Source: btxdoc, section 4; biblint and badness report the same.
    """
    for fault in _faults(entry, "et al"):
        message = f"{quoted(fault.found.text)} in a list of names; write 'and others'"
        yield fault.diagnostic(message, "write 'and others'", *_with_others(fault.text, fault.found))


@rule("A004", scope="entry", severity=Severity.ERROR)
def others_not_last(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """`others` is not the last in a list of names.

    Why: BibTeX reads it as "et al." only at the end; elsewhere it is an author called "others".

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and others and Roe, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and others}, year = 2024, howpublished = {Web}}

    Fix: none; only you know where the names are missing.
    Source: BibTeX's standard styles, function format.names.
    """
    reported: set[str] = set()
    for fault in _faults(entry, "others"):
        diagnostic = fault.diagnostic(f"{quoted(fault.found.text)} is not the last in a list of names")
        if not fault.found.text.strip("{}. …"):
            continue  # dots in the middle are there on purpose: they stand for names left out
        if diagnostic.field not in reported:  # once a list
            reported.add(diagnostic.field)
            yield diagnostic


@rule("A005", scope="bibliography", severity=Severity.INFO, selection="all", fix="unsafe")
def mixed_name_order(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A file has names as "Given Family" and as "Family, Given".

    Why: nothing breaks, but names are harder to find and to compare.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and Ada Poe}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and Poe, Ada}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the name is turned into the form that most names in the file have, if that is certain.
    Source: JabRef, "names are not in the standard format"; bibcop.
    """
    fields = [field for entry in checked.entries for field in entry.named(NAME_FIELDS)]
    forms: dict[str, Counter[bool]] = {}
    for field in fields:
        forms.setdefault(field.entry.source.path, Counter()).update(_forms(field))
    for field in fields:
        found = forms[field.entry.source.path]
        if len(found) == 2:
            yield from _in_other_form(field, found[True] >= found[False])


def _forms(field: CheckedField) -> Iterator[bool]:
    return ("," in name.text for name in names_in(field) if _has_form(name.text))


def _has_form(text: str) -> bool:
    return not text.startswith("{") and len(text.split()) > 1


def _in_other_form(field: CheckedField, has_comma: bool) -> Iterator[Diagnostic]:
    """Points at the names of a list that are not in the form of most."""
    turn, form = (family_first, "Family, Given") if has_comma else (given_first, "Given Family")
    for name in names_in(field):
        if _has_form(name.text) and ("," in name.text) != has_comma:
            new = turn(name.text)
            fix = field.replacing(f"write it as '{form}'", name.start, name.end, new) if new else None
            yield field.at(f"{quoted(name.text)} is not '{form}' like the others", name.start, name.end, fix=fix)


@rule("A009", scope="field", severity=Severity.WARNING, fields=NAME_FIELDS)
def same_name_twice(field: CheckedField) -> Iterator[Diagnostic]:
    """A list has the same name twice.

    Why: usually the name was pasted twice. Namesakes are distinguished by a middle name, or by a number as in DBLP
    (`Wei Wang 0001`). Names that only have initials are skipped, and so are two equal names next to each other: these
    are usually two people. Lists of more than 30 names have namesakes. Each list is reported once.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and Jane Doe}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, J. and Roe, Max and Doe, J.}, year = 2024, howpublished = {Web}}

    Fix: none; the second may be a namesake, or a mistake for another name.
    Source: pasted lists of authors on homepages.
    """
    last: dict[str, int] = {}
    names = names_in(field)
    if len(names) > _MANY:
        return
    for place, each in enumerate(names):
        who = _who(each.text)
        if who and last.get(who, place - 1) < place - 1:
            yield field.at(f"{quoted(each.text)} is already in the list", each.start, each.end)
            return
        last[who] = place


@lru_cache(maxsize=1 << 15)
def _who(text: str) -> str:
    """Folds a name with a full given name, and the number that tells namesakes apart; empty for any other name."""
    name = parse_name(peel(text).name)
    if len(folded(name.given).replace(" ", "")) < 3 or name.family.casefold() == "others":
        return ""
    number = text.rsplit(maxsplit=1)[-1]
    return f"{folded(name.full)} {number if number.isdecimal() else ''}"
