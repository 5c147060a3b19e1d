"""Rules about the owner of the homepage in lists of authors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.nearest import nearest, not_taken
from pubmanager.lint.rule import also, rule
from pubmanager.lint.subjects import diagnostic_in
from pubmanager.lint.written_names import is_simple, names_in
from pubmanager.model.folding import folded
from pubmanager.model.identity import is_other_form
from pubmanager.model.marks import peel
from pubmanager.model.names import list_text, parse_name, split_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry
    from pubmanager.model.author import Name

_FEWEST = 3  # papers that have the owner, before those that have not are worth a word
_SHARE = 0.85
_LONG = 5  # letters of a name in which one wrong letter is a slip and no other name
_NOT_PAPERS = frozenset(
    ("proceedings", "collection", "software", "dataset", "talk", "presentation", "unpublished", "online", "phdthesis",
     "mastersthesis", "thesis")
)  # fmt: skip


@rule("A018", scope="bibliography", severity=Severity.WARNING)
def owner_not_in_list(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A list of authors does not contain the owner.

    Why: the paper is somebody else's, or your name is spelled differently and not highlighted. This is only reported if
    nearly all other lists contain the owner, so not in the bibliography of a group. Hidden entries, talks, software,
    theses, books that the owner edited, teams such as `{Owl Team}`, and lists that end in `and others` are not
    reported.

    Bad:
        --- pubs.toml
        me.name = "Jane Doe"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}
        @misc{jay, title = {Jays}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}
        @misc{daw, title = {Daws}, author = {Doe, Jane}, year = 2021, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2022, howpublished = {Web}}
        @misc{wren, title = {Wrens}, author = {Doe, Jane}, year = 2023, howpublished = {Web}}
        @misc{crow, title = {Crows}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{tit, title = {Tits}, author = {Poe, Ada}, year = 2025, howpublished = {Web}}

    Good:
        --- pubs.toml
        me.name = "Jane Doe"
        me.aliases = ["Ada Poe"]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}
        @misc{jay, title = {Jays}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}
        @misc{daw, title = {Daws}, author = {Doe, Jane}, year = 2021, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2022, howpublished = {Web}}
        @misc{wren, title = {Wrens}, author = {Doe, Jane}, year = 2023, howpublished = {Web}}
        @misc{crow, title = {Crows}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{tit, title = {Tits}, author = {Poe, Ada}, year = 2025, howpublished = {Web}}

    Fix: none; remove the entry, or add the spelling to `aliases` in `[me]`.
    Source: homepages that list a paper without its owner.
    """
    owner = checked.facts.owner
    known = owner.spellings if owner else ()
    for entry in _without_owner(checked) if owner else ():
        field = entry.field("author")
        if owner and field and not any(_is_near(known, each.text) for each in names_in(field)):
            yield field.at_name(f"{quoted(owner.name)} is not among the authors")


_FIRST_CJK = "\u3040"  # names in these letters have the family name first by right


@also("A007", scope="entry", severity=Severity.WARNING, fix="unsafe")
def owner_family_first(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The owner's family name is first, without a comma behind it."""
    owner, field = entry.facts.owner, entry.field("author")
    if owner is None or field is None:
        return
    me = parse_name(owner.name)
    wanted = folded(me.given), folded(me.family)
    if not all(wanted) or wanted[0] == wanted[1] or max(owner.name) >= _FIRST_CJK:
        return
    for found in names_in(field):
        text = found.text
        if "," in text or not is_simple(text) or not folded(text).startswith(wanted[1]):
            continue
        name = parse_name(text)
        if (folded(name.family), folded(name.given)) == wanted and not peel(text).marks:
            turned = f"{name.given}, {name.family}"
            fix = field.replacing(f"write '{turned}'", found.start, found.end, turned)
            message = f"family name first, without a comma: BibTeX reads {quoted(name.family, 20)} as it"
            yield field.at(message, found.start, found.end, fix=fix)


def _without_owner(checked: CheckedBibliography) -> list[CheckedEntry]:
    """Returns the papers that lack their owner; none where too many do."""
    lists = [entry for entry in checked.entries if _has_full_list(entry)]
    without = [entry for entry in lists if not _has_owner(entry)]
    found = len(lists) - len(without)
    without = [entry for entry in without if not _is_talk(entry)]
    return without if found >= _FEWEST and found >= _SHARE * (found + len(without)) else []


def _has_full_list(entry: CheckedEntry) -> bool:
    """Whether an entry shows a whole list of authors on a page about papers."""
    publication = entry.publication
    if publication is None or entry.type in _NOT_PAPERS or publication.is_hidden or publication.is_cut:
        return False
    return not all(_is_group(author.name) for author in publication.authors)


def _is_group(name: Name) -> bool:
    """Whether a name is an organisation's, in which the owner may be: `{Owl Team}`."""
    return not name.given and name.family[:1].isascii()


def _is_talk(entry: CheckedEntry) -> bool:
    publication = entry.publication
    return publication is not None and (
        publication.venue.kind == "talk" or publication.presentation in ("talk", "invited", "keynote")
    )


def _has_owner(entry: CheckedEntry) -> bool:
    publication = entry.publication
    return publication is not None and any(each.is_me for each in (*publication.authors, *publication.editors))


@rule("A019", scope="entry", severity=Severity.WARNING)
def several_owners(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """Several names of a list could be the owner's.

    Why: only the closest one is highlighted, and it may be the wrong one.

    Bad:
        --- pubs.toml
        me.name = "Jane Doe"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and Doe, J.}, year = 2021, howpublished = {Web}}

    Good:
        --- pubs.toml
        me.name = "Jane Doe"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max and Doe, Joan}, year = 2021, howpublished = {Web}}

    Fix: none; a full name or an ORCID in `author+an:orcid` distinguishes the two.
    Source: lists of authors with two people of the same family name.
    """
    for field, names in entry.publication.name_lists if entry.publication else ():
        if len(names.candidates) > 1:
            text = field.text if field.is_exact else list_text(field)
            parts = split_list(text, is_pair=names.is_pair).parts
            closest, *others = (parts[place] for place in names.candidates)
            for part in others:
                message = f"{quoted(part.text)} could also be the owner, like {quoted(closest.text)}"
                yield diagnostic_in(field, message, part.start, max(part.end, part.start + 1))


@rule("A020", scope="entry", severity=Severity.WARNING, fix="unsafe")
def near_miss_of_owner(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A name differs from the owner's by one letter, in a list without the owner.

    Why: a typo in your own name is easily overlooked, and the paper is neither highlighted nor found.

    Bad:
        --- pubs.toml
        me.name = "Jane Doering"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Roe, Max and Dorring, Jane}, year = 2021, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doering, Jane}, year = 2022, howpublished = {Web}}

    Good:
        --- pubs.toml
        me.name = "Jane Doering"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Roe, Max and D\\"oring, Jane}, year = 2021, howpublished = {Web}}

    Fix: unsafe; the name is written as `pubs.toml` has it.
    Source: real files. Names of co-authors are not checked: one letter more or less is often another person.
    """
    owner = entry.facts.owner
    field = entry.field("author")
    if owner is None or field is None or entry.publication is None or _has_owner(entry):
        return
    known = owner.spellings
    near = [name for name in names_in(field) if _is_near(known, name.text)]
    if len(near) == 1:
        name = near[0]
        message = f"{quoted(name.text)} is nearly {quoted(owner.name)}"
        fix = field.replacing(f"write {quoted(owner.name)}", name.start, name.end, _like(name.text, owner.name))
        yield field.at(message, name.start, name.end, fix=fix)


@rule("A026", scope="entry", severity=Severity.WARNING)
def form_of_owners_name(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A longer or shorter form of the owner's given name is in a list without the owner.

    Why: the paper is not highlighted, if the person is you. If the `.bib` has only one of the two names, Jon Vale is
    recognised as Jonathan Vale automatically.

    Bad:
        --- pubs.toml
        me.name = "Jon Vale"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Vale, Jonathan T.}, year = 2021, howpublished = {Web}}
        @misc{jay, title = {Jays}, author = {Vale, Jon}, year = 2021, howpublished = {Web}}

    Good:
        --- pubs.toml
        me.name = "Jon Vale"
        me.aliases = ["Jonathan T. Vale"]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Vale, Jonathan T.}, year = 2021, howpublished = {Web}}
        @misc{jay, title = {Jays}, author = {Vale, Jon}, year = 2021, howpublished = {Web}}

    Fix: none; only you know whether it is somebody else.
    Source: homepages whose owners use a short form of their name.
    """
    owner = entry.facts.owner
    field = entry.field("author")
    if owner is None or field is None or entry.publication is None or _has_owner(entry):
        return
    me = parse_name(owner.name)
    for name in names_in(field):
        if is_other_form(me, name.name):
            yield field.at(not_taken(quoted(name.name.full), owner.name), name.start, name.end)


@lru_cache(maxsize=1 << 15)
def _is_near(owner: tuple[str, ...], text: str) -> bool:
    """Whether one letter of a long word tells a name from one of the owner's."""
    split = _split(parse_name(peel(text).name))
    return any(_differ_by_one(split, _split(parse_name(known))) for known in owner if known)


def _split(name: Name) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _words(name.given), _words(f"{name.prefix} {name.family}")


def _words(text: str) -> tuple[str, ...]:
    return tuple(folded(text).split())


def _differ_by_one(one: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> bool:
    (given, family), (known_given, known_family) = one, other
    is_same_given, is_same_family = given == known_given, family == known_family
    if is_same_given == is_same_family or not given or not known_given:
        return False
    wrong, right = (
        (" ".join(family), " ".join(known_family)) if is_same_given else (" ".join(given), " ".join(known_given))
    )
    has_full_given = len("".join(known_given)) > 2
    return len(right) >= _LONG and has_full_given and bool(nearest(wrong, [right], at_most=1))


def _like(text: str, full: str) -> str:
    """Returns the owner's name in the form that a name has, with or without a comma."""
    from pubmanager.lint.written_names import family_first

    return family_first(full) or full if "," in text else full
