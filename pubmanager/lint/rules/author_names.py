"""Rules about names: how one is typed, and how one person is called in many lists and in ``pubs.toml``."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pubmanager.findings import Fix, Severity, quoted
from pubmanager.lint.rule import also, rule
from pubmanager.lint.written_names import NAME_FIELDS, are_initials, family_first, is_simple, names_in
from pubmanager.model.folding import folded, spellings
from pubmanager.model.marks import peel
from pubmanager.model.names import parse_name
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedField
    from pubmanager.model.author import Author, Name


_GLUED = regex(r"(?<![\w.\\{-])(?:[A-Z]\.){2,}(?=[\s~,]|$)|(?<![\w.\\{-])[A-Z]\.[A-Z](?=[\s~,]|$)")
_LAST_WORD = regex(r"\S+$")


def _more(count: int) -> str:
    return f", {count - 1} more in the list" if count > 1 else ""


def _all_at_once(field: CheckedField, title: str, found: Sequence[tuple[int, int, str]]) -> Fix:
    """Returns one fix for all that is wrong in a list: names of one list are mostly typed in one way."""
    return Fix(title, tuple(edit for each in found for edit in field.replacing(title, *each).edits))


@lru_cache(maxsize=1 << 14)
def _glued_initials(text: str) -> tuple[tuple[int, int, str], ...]:
    if "." not in text or text.startswith("{"):
        return ()
    return tuple((each.start(), each.end(), each.group().replace(".", ". ").rstrip()) for each in _GLUED.finditer(text))


_AND = regex(r"\band\b", re.IGNORECASE)
# Something in a list that may be odd: capitals, initials at an end of a name, a small letter at its start or end.
_ODD = regex(
    r"[^\W\d_a-z]{3}|(?:^|\band\s+)(?:[a-z]|[^\W\d_]\.)|\s(?:[a-z][\w'-]*|[A-Z]{1,3}|[^\W\d_]\.)\s*(?:,|\band\b|$)"
)


@rule("A007", scope="field", severity=Severity.WARNING, fields=NAME_FIELDS, fix="unsafe")
def odd_capitals_or_order(field: CheckedField) -> Iterator[Diagnostic]:
    """A family name is in capitals, without a capital, or where the given name belongs.

    Why: `DOE` and `doe` are printed unchanged. BibTeX reads the `J` of `Doe J` as the family name; pages show the name
    correctly, so this case is in `tidy`.

    Bad:
        @misc{owl, title = {Owls}, author = {Jane DOE and Roe, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Jane Doe and Roe, Max}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the name is written with one capital, or in the other order.
    Source: biblint; names pasted from services that print them in capitals.
    """
    yield from _odd_names(field, is_order=False)


@also("A007", scope="field", severity=Severity.INFO, selection="tidy", fields=NAME_FIELDS, fix="unsafe")
def initials_for_family(field: CheckedField) -> Iterator[Diagnostic]:
    """Initials would be read as the family name by BibTeX."""
    yield from _odd_names(field, is_order=True)


def _odd_names(field: CheckedField, *, is_order: bool) -> Iterator[Diagnostic]:
    names = names_in(field)
    if not any(_is_odd(name.text) for name in names) or not _ODD.search(field.content):
        return
    if len(names) > 1 and not _AND.search(field.content):
        return  # A002 says that they lack 'and'; how they are written shows when they have it
    turned = [_initials_last(name.text) for name in names]
    found = [
        (name.start + fault[0], name.start + fault[1], fault[2], fault[3])
        for name in names
        if (fault := _fault(name.text)) and bool(_initials_first(name.text)) == is_order
    ]
    if len(names) > 1 and all(turned):
        found = []
    if is_order and len(names) > 1 and all(turned):  # one name alone may be Malcolm X
        message = f"{quoted(names[0].text)} has its initials as family name"
        found = [(name.start, name.end, message, new) for name, new in zip(names, turned, strict=True)]
    if found:
        start, end, message, _ = found[0]
        fix = _all_at_once(field, "write names as 'Doe, Jane' or 'Jane Doe'", [(a, b, new) for a, b, _, new in found])
        yield field.at(f"{message}{_more(len(found))}", start, end, fix=fix)


@lru_cache(maxsize=1 << 15)
def _is_odd(text: str) -> bool:
    return bool(_fault(text) or _initials_last(text))


_Fault = tuple[int, int, str, str]


@lru_cache(maxsize=1 << 14)
def _fault(text: str) -> _Fault | None:
    """Returns what is odd about a name: its place, what to say, and what to write instead."""
    if not is_simple(text) or not text.strip() or _is_corporate(text):
        return None
    name = parse_name(text)
    family = name.family
    if swapped := _initials_first(text):
        return (0, len(text), f"initials {quoted(family)} in place of the family name", swapped)
    if not name.given and not name.prefix:
        return None
    if _is_shouted(family) and name.given and text.count(family) == 1:
        at = text.index(family)
        new = _capitalised(family)
        return (at, at + len(family), f"family name {quoted(family)} is in capitals", new)
    if family.islower() and family.isalpha() and family != "others" and text.count(family) == 1 and text.isascii():
        at = text.index(family)
        new = family.capitalize()
        return (at, at + len(family), f"family name {quoted(family)} has no capital", new)
    return None


@lru_cache(maxsize=1 << 14)
def _initials_last(text: str) -> str:
    """Turns ``Doe J`` and ``Park YK`` of PubMed; empty for any other name."""
    family, _, initials = text.rpartition(" ")
    is_turned = is_simple(text) and "," not in text and len(family) > 1 and not are_initials(family)
    return f"{family}, {_dotted(initials)}" if is_turned and are_initials(initials) else ""


def _initials_first(text: str) -> str:
    """Turns ``J. R., Doe``; empty for any other name."""
    initials, _, family = (part.strip() for part in text.partition(","))
    is_turned = "." in initials and are_initials(initials) and len(family) > 2 and family.isalpha()
    return f"{family}, {initials}" if is_turned else ""


def _dotted(initials: str) -> str:
    return initials if "." in initials else " ".join(f"{letter}." for letter in initials)


def _is_shouted(family: str) -> bool:
    return family.isupper() and sum(map(str.isalpha, family)) > 2 and bool(re.search("[AEIOUYÀ-Ü]", family))


def _capitalised(family: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), family)


_CORPORATE = regex(
    r"(?:Teams?|Groups?|Collaborations?|Consorti(?:um|a)|Initiative|Laborator(?:y|ies)|Institutes?|University|"
    r"Universität|Université|Universidad|Foundation|Committee|Organi[sz]ation|Association|Society|Network|"
    r"Working Group|Corporation|Inc\.?|Ltd\.?|GmbH|LLC|Developers|"
    r"Contributors|Alliance|Investigators|Agency|Ministry|Council)",
    re.IGNORECASE,
)


def _is_corporate(text: str) -> bool:
    """Whether the last word before any comma, or the last of all, is one of organisations."""
    return any(_CORPORATE.fullmatch(part.split()[-1]) for part in text.split(",") if part.split())


_HINTS = (
    "eam", "roup", "ollab", "onsorti", "nitiativ", "aborator", "nstitut", "niversi", "oundation", "ommittee", "rgani",
    "ssociat", "ociety", "etwork", "orpor", "Inc", "Ltd", "GmbH", "LLC", "evelopers", "ontribut", "lliance", "nvestig",
    "gency", "inistry", "ouncil", "TEAM", "GROUP",
)  # fmt: skip


@rule("A008", scope="field", severity=Severity.INFO, selection="tidy", fields=NAME_FIELDS, needs=_HINTS, fix="unsafe")
def organisation_without_braces(field: CheckedField) -> Iterator[Diagnostic]:
    """The name of an organisation is not in braces.

    Why: BibTeX reads the last word as the family name: `Owl Research Team` is sorted and cited as "Team".

    Bad:
        @misc{owl, title = {Owls}, author = {Owl Research Team}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {{Owl Research Team}}, year = 2024, howpublished = {Web}}

    Fix: unsafe; braces are written around the name, in reading order.
    Source: "Tame the BeaST", section 11; biber's manual.
    """
    for name in names_in(field):
        if (braced := _braced(name.text)) and field.content != name.text.join(("{", "}")):
            fix = field.replacing("put it in braces", name.start, name.end, braced)
            yield field.at(f"{quoted(name.text)} is not in braces", name.start, name.end, fix=fix)


@lru_cache(maxsize=1 << 14)
def _braced(text: str) -> str:
    """Returns the name of an organisation in braces; empty for any other name."""
    if not is_simple(text) or len(text.split()) < 2 or not _is_corporate(text):
        return ""
    family, _, given = (part.strip() for part in text.partition(","))
    if _CORPORATE.fullmatch(family) and given and not re.search(r"[a-z]{2}|[A-Z]{2}", given):
        return ""  # `Group, J.` is somebody
    return f"{{{' '.join(f'{given} {family}'.split())}}}"


_PARTICLES = frozenset(
    ("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "ten", "ter", "zu",
     "zur")
)  # fmt: skip
_MISREAD = (" v", " d", " l", " t", " z", "Jr", "Sr", "II", "IV")
_SUFFIX = regex(r"(?:[JS]r\.?|II|III|IV)")


@rule("A024", scope="field", severity=Severity.INFO, selection="tidy", fields=NAME_FIELDS, needs=_MISREAD, fix="unsafe")
def misplaced_particle_or_suffix(field: CheckedField) -> Iterator[Diagnostic]:
    """BibTeX would read a particle or a suffix as a given name or as the family name.

    Why: `Beethoven, Ludwig van` is abbreviated to "L. v. Beethoven", `Sam Roe Jr.` is cited as "Jr.".

    Bad:
        @misc{owl, title = {Owls}, author = {Berg, Jan van den and Roe, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {van den Berg, Jan and Roe, Max}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the name is written as `van den Berg, Jan` or `Roe, Jr., Sam`.
    Source: btxdoc, section 4; "Tame the BeaST", section 11.
    """
    for name in names_in(field):
        if new := _with_particle(name.text) or _with_suffix(name.text):
            word = _misplaced(name.text)
            fix = field.replacing(f"write {quoted(new)}", name.start, name.end, new)
            yield field.at(f"{quoted(word)} is misread in {quoted(name.text)}", name.start, name.end, fix=fix)


def _misplaced(text: str) -> str:
    found = _LAST_WORD.search(text)
    return found.group() if found else text


@lru_cache(maxsize=1 << 14)
def _with_particle(text: str) -> str:
    """Returns ``van den Berg, Jan`` for ``Berg, Jan van den``; empty for any other name."""
    family, comma, given = (part.strip() for part in text.partition(","))
    words = given.split()
    count = 0
    while count < len(words) - 1 and words[-1 - count] in _PARTICLES:
        count += 1
    if not comma or not count or "," in given or not is_simple(text):
        return ""
    return f"{' '.join(words[-count:])} {family}, {' '.join(words[:-count])}"


@lru_cache(maxsize=1 << 14)
def _with_suffix(text: str) -> str:
    """Returns ``Roe, Jr., Sam`` for ``Sam Roe Jr.``, ``Sam Roe, Jr.`` and ``Roe, Sam, Jr.``; empty for other names."""
    parts = [part.strip() for part in text.split(",")]
    is_last = len(parts) > 1 and bool(_SUFFIX.fullmatch(parts[-1]))
    words = parts[0].split()
    is_inside = len(parts) == 1 and len(words) > 2 and bool(_SUFFIX.fullmatch(words[-1]))
    return family_first(text) if is_last or is_inside else ""


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
