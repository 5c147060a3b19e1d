"""Whether two names are one person's: order, initials, middle names, accents, case and hyphens apart."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.model.folding import folded, spellings
from pubmanager.model.given_names import related_names
from pubmanager.model.names import parse_name
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pubmanager.model.author import Name, Person


_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
_INITIALS = regex(r"(?:[^\W\d_]\.?[\s-]*){1,3}")
_MOST_KNOWN = 1 << 16
_EXACT, _ALIAS, _LOOSE = 0, 0, 6
_HYPHENS = str.maketrans("‐‑‒–—―", "------")


class _Reading(Struct, frozen=True):
    """One way to read a name: folded words of the given names, folded family name, and what this reading costs."""

    given: tuple[str, ...]
    families: frozenset[str]
    cost: int


def closeness(person: Person, name: Name) -> int | None:
    """Returns how close a name is to a person's: 0 for the same name, ``None`` for somebody else.

    >>> from pubmanager.model.author import Person
    >>> wei = Person("Wenjie Wei")
    >>> [closeness(wei, parse_name(text)) for text in ("Wei, Wenjie", "W. Wei", "Wei, Wenbo")]
    [0, 2, None]
    """
    found = [
        cost
        for known in person.spellings
        if (cost := _closeness(parse_name(known.translate(_HYPHENS)), name)) is not None
    ]
    return min(found, default=None)


def closest(person: Person, names: Sequence[Name]) -> tuple[int | None, tuple[int, ...]]:
    """Returns the place of the name that is the person's, and the places of all that could be.

    Shape: places count from 0. Of two that could be, only the closer one is; of two alike, the first.
    """
    cost_of = _cost_of(person)
    costs = {place: cost for place, cost in enumerate(map(cost_of, names)) if cost is not None}
    best = min(costs, key=lambda place: (costs[place], place)) if costs else None
    return best, tuple(costs)


@lru_cache(maxsize=4)
def _cost_of(person: Person) -> Callable[[Name], int | None]:
    """Returns how close names are to one person's, which knows those that come back.

    Every match has a word in common with the person's name, if only inside a longer one; nearly all co-authors have
    none, and are not compared.
    """
    known = {word for known in person.spellings for each in spellings(known) for word in each.split()}
    words = {word for word in known if len(word) > 1} or known  # an initial is in most names

    @lru_cache(maxsize=_MOST_KNOWN)
    def cost(name: Name) -> int | None:
        texts = ["".join(each.split()) for each in spellings(name.full)]
        return closeness(person, name) if any(word in text for text in texts for word in words) else None

    return cost


@lru_cache(maxsize=1 << 16)
def _closeness(known: Name, name: Name) -> int | None:
    if known.suffix and name.suffix and folded(known.suffix) != folded(name.suffix) and known.suffix.isascii():
        return 10 if folded(name.suffix) == folded(known.full) else None
    if folded(known.full).replace(" ", "") == folded(name.full).replace(" ", ""):
        return _EXACT
    if name.suffix and folded(name.suffix) == folded(known.full):  # `Wei, Wenjie 卫文杰`
        return _ALIAS
    costs = [
        first.cost + second.cost + cost
        for first, second in product(_readings(known), (*_readings(name), *_swapped(name)))
        if first.families & second.families and (cost := _given_cost(first.given, second.given)) is not None
    ]
    return min(costs, default=None) if costs else _loosely(known, name)


def _loosely(known: Name, name: Name) -> int | None:
    """Compares what no reading explains: three names in another order, a second surname more or less, a slip."""
    ours, theirs = (_words(f"{each.given} {each.prefix} {each.family}") for each in (known, name))
    ours, theirs = (tuple(folded(word) for word in words) for words in (ours, theirs))
    if len(ours) > 2 and sorted(ours) == sorted(theirs) and min(map(len, ours)) > 1:
        return 4
    if _given(known) != _given(name):
        return _LOOSE if folded(known.family) == folded(name.family) and _is_slip(_given(known), _given(name)) else None
    return _LOOSE if _is_first_surname(known, name) and len(_given(known)) > 2 else None


def _given(name: Name) -> str:
    return "".join(folded(word) for word in _words(name.given))


def _is_first_surname(known: Name, name: Name) -> bool:
    """Whether one family name is the first of the other's two: ``Gómez`` and ``Gómez-Bigordà``."""
    one, other = (folded(f"{each.prefix} {each.family}").split() for each in (known, name))
    return bool(one and other) and one[0] == other[0] and min(len(one), len(other)) == 1 < max(len(one), len(other))


def _is_slip(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places: ``Bodgan``. One letter more or less is another name."""
    if len(one) != len(other) or len(one) < 5:
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and one[places[0]] == other[places[1]]
        and one[places[1]] == other[places[0]]
    )


@lru_cache(maxsize=1 << 14)
def _readings(name: Name) -> tuple[_Reading, ...]:
    """Returns the ways to read a name: as it is, without its particle, with a double surname."""
    given, family = _words(name.given), _words(f"{name.prefix} {name.family}")
    if not given and len(family) > 1:  # `{Wenjie Wei}`: braces kept it whole
        given, family = family[:-1], family[-1:]
    if not given or not family:
        return ()
    found = [_reading(given, family, 0)]
    if folded(name.prefix) in ("i", "y", "e") and len(given) > 1:  # Lluís Gómez i Bigordà
        found.append(_reading(given[:-1], given[-1:], 2))
    elif name.prefix:
        found.append(_reading(given, _words(name.family), 1))
    found += [_reading(given[:cut], given[cut:] + family, 2) for cut in range(max(1, len(given) - 2), len(given))]
    found += [_reading(given + family[:cut], family[cut:], 2) for cut in range(1, min(3, len(family)))]
    return tuple(found)


def _swapped(name: Name) -> tuple[_Reading, ...]:
    """Reads ``Wei Wenjie``, ``Wenjie, Wei`` and ``Wei W``; ``Hans, M.`` is no swapped Hans Müller."""
    given, family = _words(name.given), _words(f"{name.prefix} {name.family}")
    is_likely = _is_name(name.given) or _INITIALS.fullmatch(name.family.strip())
    return (_reading(family, given, 3),) if given and family and is_likely else ()


def _reading(given: Sequence[str], family: Sequence[str], cost: int) -> _Reading:
    words = tuple(folded(word).replace(" ", "") for word in given)
    joined = frozenset("".join(each.split()) for each in spellings(" ".join(family)))
    return _Reading(words, joined, cost)


def _words(text: str) -> tuple[str, ...]:
    """Splits at blanks, dots, hyphens and humps: ``Yong-Keun``, ``YongKeun``, ``Y.K.``; ``YK`` are initials too."""
    words = [word for word in re.split(r"[\s.\-‐‑–()\[\]\"“”]+", _CAMEL.sub(" ", text)) if folded(word)]
    return tuple(letter for word in words for letter in (word if _are_initials(word) else (word,)))


def _are_initials(word: str) -> bool:
    return word.isupper() and word.isalpha() and 1 < len(word) <= 3 and not _has_vowel_inside(word)


def _has_vowel_inside(word: str) -> bool:
    """``LI`` and ``WEI`` are names in capitals; ``YK`` and ``JP`` are initials."""
    return any(letter in "AEIOUY" for letter in folded(word).upper()[1:])


def _is_name(text: str) -> bool:
    return any(len(word) > 1 for word in _words(text))


def _given_cost(known: Sequence[str], given: Sequence[str]) -> int | None:
    """Returns how far given names are apart; ``None`` where a full name or an initial contradicts.

    Names may be written together (``Yong Keun``, ``Yongkeun``), shortened to initials, and middle ones left out.
    """
    if not known or not given:
        return None
    if "".join(known) == "".join(given):
        return 0
    shorter, longer = sorted((tuple(known), tuple(given)), key=len)
    cost = _aligned(shorter, longer)
    if cost is None and len(shorter) < len(longer):
        cost = _without_first(shorter, longer)
    return _together(known, given) if cost is None else cost


def _aligned(shorter: Sequence[str], longer: Sequence[str]) -> int | None:
    """Pairs the first names, then each further one of the shorter list with a later one of the longer list."""
    cost = _pair_cost(shorter[0], longer[0])
    if cost is None:
        return None
    place = 1
    for word in shorter[1:]:
        while place < len(longer) and _pair_cost(word, longer[place]) is None:
            place += 1
        if place == len(longer):
            return None
        cost += _pair_cost(word, longer[place]) or 0
        place += 1
    return cost + (len(longer) - len(shorter))


def _pair_cost(one: str, other: str) -> int | None:
    if one == other:
        return 0
    if one[0] == other[0] and (len(one) == 1 or len(other) == 1):
        return 2
    return None


def _without_first(shorter: Sequence[str], longer: Sequence[str]) -> int | None:
    """``Paul Smith`` is ``J. Paul Smith``, who goes by his second name; ``Paul`` is not ``John Paul``."""
    if len(longer[0]) > 1 or len(shorter[0]) == 1:
        return None
    cost = _aligned(shorter, longer[1:]) if len(shorter) <= len(longer) - 1 else None
    return None if cost is None else cost + 3


def _together(known: Sequence[str], given: Sequence[str]) -> int | None:
    """``Yong K.`` is ``Yongkeun``: words that begin the parts of one word."""
    for whole, parts in ((known, given), (given, known)):
        if len(whole) == 1 and len(parts) == 2 and len(parts[0]) > 1:
            head, tail = parts
            rest = whole[0].removeprefix(head)
            if rest and rest != whole[0] and (rest == tail or (len(tail) == 1 and rest[0] == tail)):
                return 2
    return None


def find_person(people: Iterable[Person], name: Name) -> Person | None:
    """Returns the person whose name this is: the closest one, the first of several alike."""
    found = [
        (cost, place, person) for place, person in enumerate(people) if (cost := closeness(person, name)) is not None
    ]
    return min(found, key=lambda each: each[:2])[2] if found else None


def is_near(known: Name, name: Name) -> bool:
    """Whether two names have one family name, and given names that begin with the same letter."""
    one, other = ((folded(each.family), folded(each.given)[:1]) for each in (known, name))
    return one == other


def is_other_form(known: Name, name: Name) -> bool:
    """Whether a name has a short or a long form of another's given name: ``Jon`` and ``Jonathan``.

    >>> [is_other_form(parse_name("Jon Vale"), parse_name(text)) for text in ("Vale, Jonathan T.", "Vale, James")]
    [True, False]
    """
    one, other = (folded(each.given).split(" ")[0] for each in (known, name))
    return folded(known.family) == folded(name.family) and other in related_names().get(one, ())


def short_spellings(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Returns the other spelling of a person's name that a bibliography has, by a short form of the given name.

    None where it has the name itself, or several that could be: these are somebody else as likely as not.

    >>> short_spellings("Jon Vale", ["author = {Vale, Jonathan T. and Roe, Bo}"])
    ('Jonathan Vale',)
    >>> short_spellings("Jon Vale", ["Jon Vale and Jonathan Vale"])
    ()
    >>> short_spellings("Chris Vale", ["Christopher Vale and Christine Vale"])
    ()
    """
    parsed = parse_name(name)
    given = folded(parsed.given).split()
    others = related_names().get(given[0], frozenset()) if given else frozenset()
    if not others or not parsed.family:
        return ()
    words = "|".join(sorted({given[0], *others}))
    family = re.escape(parsed.family)
    pattern = rf"\b{family}\s*,\s*(?P<first>{words})\b|\b(?P<last>{words})\b(?:\s+\w+\.?){{0,2}}?\s+{family}\b"
    found = {
        folded(match["first"] or match["last"])
        for text in texts
        if parsed.family.casefold() in text.casefold()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    }
    if given[0] in found or len(found) != 1:
        return ()
    return (f"{found.pop().capitalize()} {parsed.prefix} {parsed.family}".replace("  ", " "),)
