"""Rules about one person's name in many lists, and about the directory of people in ``pubs.toml``."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.lint.written_names import names_in
from pubmanager.model.folding import folded, spellings
from pubmanager.model.marks import peel
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedField
    from pubmanager.model.author import Author, Name

_ACCENTED = regex(r"[^\W\d_A-Za-z]")


@rule("A021", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="unsafe")
def name_spelled_two_ways(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    r"""One person's name is spelled in several ways in one file.

    Why: lists of co-authors count one person twice, and a search finds half of the papers. Only spellings that differ
    in accents, case, hyphens and blanks are certain to be one person; initials and their dots are ignored.

    Bad:
        @misc{owl, title = {Owls}, author = {M{\"u}ller, Jane and Doe, Max}, year = 2021, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {M{\"u}ller, Jane and Doe, Max}, year = 2022, howpublished = {Web}}
        @misc{wren, title = {Wrens}, author = {Muller, Jane and Doe, Max}, year = 2023, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {M{\"u}ller, Jane and Doe, Max}, year = 2021, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Müller, Jane and Doe, Max}, year = 2022, howpublished = {Web}}
        @misc{wren, title = {Wrens}, author = {Müller, Jane and M. Doe}, year = 2023, howpublished = {Web}}

    Fix: unsafe; the name is written in its most frequent spelling, with accents. If two spellings are equally frequent,
    neither is changed.
    Source: exports from several services in one file.
    """
    uses: dict[str, Counter[Name]] = {}
    for entry in checked.entries:
        for author in _people(entry.publication.authors if entry.publication else ()):
            uses.setdefault(_key(author.name), Counter())[author.name] += 1
    several = {key: names for key, names in uses.items() if len(names) > 1}
    rivals = _joined(several, uses)
    usual = {key: _best(names) for key, names in rivals.items()}
    sure = {usual[key] for key, names in rivals.items() if not _is_tie(names)}
    if not usual:
        return
    typed = _typed(checked, usual)
    found: dict[Name, list[Diagnostic]] = {}
    for entry in checked.entries:
        field = entry.field("author")
        if field is None or not entry.publication:
            continue
        for author in _people(entry.publication.authors):
            wanted = usual.get(_key(author.name))
            if wanted and _bare(author.name) != _bare(wanted):
                found.setdefault(author.name, []).extend(_other_spelling(field, author, wanted, typed, sure))
    yield from map(_mended_everywhere, filter(None, found.values()))


def _mended_everywhere(found: Sequence[Diagnostic]) -> Diagnostic:
    """Returns the first of a name's findings, with the fixes of all in its file."""
    first = found[0]
    edits = [edit for each in found if each.fix and each.source is first.source for edit in each.fix.edits]
    return replace(first, fix=replace(first.fix, edits=tuple(edits))) if first.fix else first


def _people(authors: tuple[Author, ...]) -> Iterator[Author]:
    """Yields authors with a full given name."""
    return (author for author in authors if len(author.name.given) > 2 and "." not in author.name.given[:2])


@lru_cache(maxsize=1 << 16)
def _key(name: Name) -> str:
    """Folds a name; blanks and hyphens do not count within its given names."""
    return f"{folded(name.given).replace(' ', '')}, {folded(f'{name.prefix} {name.family}')}"


def _bare(name: Name) -> str:
    """Returns a name without dots: `J` and `J.` are one spelling."""
    return " ".join(name.full.replace(".", " ").split())


def _best(names: Counter[Name]) -> Name:
    """Returns the usual spelling; one with accents is better than one that lost some."""
    accents = {name: len(_ACCENTED.findall(name.full)) for name in names}
    most = max(accents.values())
    return Counter({name: count for name, count in names.items() if accents[name] == most}).most_common(1)[0][0]


def _is_tie(names: Counter[Name]) -> bool:
    """Whether no spelling is the usual one: another, as rich in accents, is as frequent."""
    best = _best(names)
    accents = len(_ACCENTED.findall(best.full))
    return any(
        name != best and count == names[best] and len(_ACCENTED.findall(name.full)) == accents
        for name, count in names.items()
    )


def _joined(several: dict[str, Counter[Name]], uses: dict[str, Counter[Name]]) -> dict[str, Counter[Name]]:
    """Adds the names with ``ue`` for ``ü`` to those with ``ü``."""
    joined = dict(several)
    for key, names in uses.items():
        for name in names:
            if name.family.isascii():
                continue
            for family in spellings(name.family):
                other = f"{folded(name.given).replace(' ', '')}, {family}"
                if other != key and other in uses:
                    joined[key] = joined[other] = names + uses[other]
    return joined


def _typed(checked: CheckedBibliography, usual: dict[str, Name]) -> dict[tuple[Name, bool], str]:
    """Returns how the usual spellings are typed, without marks, by whether they have a comma."""
    wanted = set(usual.values())
    found: dict[tuple[Name, bool], str] = {}
    for entry in checked.entries:
        field = entry.field("author")
        if field and entry.publication and any(author.name in wanted for author in entry.publication.authors):
            for name in names_in(field):
                bare = peel(name.text).name
                if name.name in wanted:
                    found.setdefault((name.name, "," in bare), " ".join(bare.split()))
    return found


def _other_spelling(
    field: CheckedField, author: Author, wanted: Name, typed: dict[tuple[Name, bool], str], sure: set[Name]
) -> Iterator[Diagnostic]:
    name = next((each for each in names_in(field) if each.name == author.name), None)
    if name is None:
        return
    message = f"{quoted(author.name.full)} is {quoted(wanted.full)} elsewhere"
    bare = peel(name.text).name
    new, start = typed.get((wanted, "," in bare), ""), name.text.find(bare)
    at = name.start + start
    is_sure = new and start >= 0 and wanted in sure and "\u2010" not in new  # a hyphen that no keyboard has
    fix = field.replacing(f"write {quoted(new)}", at, at + len(bare), new) if is_sure else None
    yield field.at(message, name.start, name.end, fix=fix)
