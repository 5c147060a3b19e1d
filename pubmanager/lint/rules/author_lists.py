"""Rules about how the names of a list are separated, ordered and repeated."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.lint.written_names import NAME_FIELDS, family_first, given_first, names_in
from pubmanager.model.folding import folded
from pubmanager.model.marks import peel
from pubmanager.model.names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedField


@rule("A001", scope="reading", severity=Severity.ERROR, fix="safe")
def empty_name() -> Iterator[Diagnostic]:
    """An empty name in a list of names.

    Why: `and and`, or an `and` at the start or the end, makes BibTeX count and print an author without a name.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and and Roe, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web}}

    Fix: safe; the separator that separates nothing is removed.
    Source: JabRef, "empty person name"; biblint.
    """
    yield from ()


@rule("A002", scope="reading", severity=Severity.ERROR, fix="unsafe")
def names_without_and() -> Iterator[Diagnostic]:
    """Names are separated by commas, semicolons or ampersands instead of `and`.

    Why: BibTeX knows no other separator and reads all the names as one.

    Bad:
        @misc{owl, title = {Owls}, author = {Jane Doe, Max Roe, Ada Poe}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Jane Doe and Max Roe and Ada Poe}, year = 2024, howpublished = {Web}}

    Fix: unsafe; `and` is written where the names seem to end.
    Source: btxdoc, section 4; bibcop reports the same.
    """
    yield from ()


@rule("A003", scope="reading", severity=Severity.ERROR, fix="safe")
def et_al() -> Iterator[Diagnostic]:
    """A list of names ends in "et al." instead of `and others`.

    Why: BibTeX reads "et al." as a part of a name; `and others` is what styles write as "et al.".

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane et al.}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and others}, year = 2024, howpublished = {Web}}

    Fix: safe; `and others` is written, where the list ends there.
    Source: btxdoc, section 4; biblint and badness report the same.
    """
    yield from ()


@rule("A004", scope="reading", severity=Severity.ERROR)
def others_not_last() -> Iterator[Diagnostic]:
    """`others` is not the last in a list of names.

    Why: BibTeX reads it as "et al." at the end alone; elsewhere it is an author called "others".

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and others and Roe, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and others}, year = 2024, howpublished = {Web}}

    Fix: none; only the owner knows where the names are missing.
    Source: BibTeX's standard styles, function format.names.
    """
    yield from ()


@rule("A005", scope="bibliography", severity=Severity.INFO, selection="all", fix="unsafe")
def mixed_name_order(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A file has names as "Given Family" and as "Family, Given".

    Why: nothing breaks, but names are harder to find and to compare.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and Ada Poe}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and Poe, Ada}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the name is turned into the form that most names of the file have, where that is certain.
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
    """A name is twice in one list.

    Why: mostly it was pasted twice. Namesakes are distinguished by a middle name, or by a number as in DBLP
    (`Wei Wang 0001`); names with initials alone are left out.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and Jane Doe}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, J. and Roe, Max and Doe, J.}, year = 2024, howpublished = {Web}}

    Fix: none; the second may be a namesake or stand for somebody else.
    Source: pasted lists of authors on homepages.
    """
    seen: set[str] = set()
    for each in names_in(field):
        who = _who(each.text)
        if who and who in seen:
            yield field.at(f"{quoted(each.text)} is in the list already", each.start, each.end)
        seen.add(who)


@lru_cache(maxsize=1 << 15)
def _who(text: str) -> str:
    """Folds a name with a full given name, and the number that tells namesakes apart; empty for any other name."""
    name = parse_name(peel(text).name)
    if len(folded(name.given).replace(" ", "")) < 3 or name.family.casefold() == "others":
        return ""
    number = text.rsplit(maxsplit=1)[-1]
    return f"{folded(name.full)} {number if number.isdecimal() else ''}"
