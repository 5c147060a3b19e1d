"""Finds the author list in an entry, and says how it is written."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.adopt.stream import BREAKS, THINGS, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CAPITAL = f"[{''.join(sign for sign in map(chr, range(ord('A'), 0x530)) if sign.isupper())}]"
"""A capital letter of the Latin, Greek or Cyrillic alphabet, also one with an accent."""
WORD = r"[^\W\d_a-z](?:[^\W\d_]|['`’-](?=[^\W\d_]))+"
_INITIAL = rf"{CAPITAL}(?!(?!{CAPITAL})[^\W\d_])\.?"
INITIALS = rf"{_INITIAL}(?:[- ]?{_INITIAL}){{0,2}}"
_PARTICLE = r"(?:van|von|de|der|den|da|di|la|le|bin|al|el|du|dos|ter)"
_HAN = r"[\u4e00-\u9fff]{2,4}"
NAME = rf"(?:(?:{WORD}|{INITIALS})(?: (?:{WORD}|{INITIALS}|{_PARTICLE})){{0,4}}|{_HAN})"
SYMBOLS = r"[*†‡§¶#✉∗⁎⋆☨+^♯♢📧✝♠♣️]"
_MARK = rf"(?:\s?(?:{SYMBOLS}|(?<=[^\W\d_])\d\b,?|[（(](?:{SYMBOLS}|(?!{SYMBOLS})[^()（）\d]{{3,34}})[)）]))"
_TOKEN = re.compile(rf"\s*[{{]?{SYMBOLS}{{0,3}}(?P<name>{NAME}){_MARK}*[}}]?\s*")
_LOWER = re.compile(rf"\s*(?P<name>[^\W\d_]{{2,}}(?: [^\W\d_]{{2,}}){{1,2}}){_MARK}*\s*")
INVERTED = rf"{WORD}, {INITIALS}"
_FAMILY_FIRST = re.compile(
    rf"(?<![^\W\d_a-z]){WORD}(?:[ -]{WORD})?, (?:{WORD}|{INITIALS})(?:[ -](?:{WORD}|{INITIALS})){{0,2}}{_MARK}*"
    r"(?=\s*(?:;|\.|$|[\x1d\x1e\n]))"
)
_CUT_WORDS = r"(?:et al\.?|\.\.\.|…|others)"
_CUT = re.compile(rf"\s*{_CUT_WORDS}\s*")
_BLANKS = rf"(?<![^\S{BREAKS}])\s+"  # from the first: a long run is read once, not from each of its signs
_ET_AL = re.compile(rf"{_BLANKS}et al\.?\s*$")
_SEPARATOR = re.compile(rf"(?:{_BLANKS})?(?:[,;，；、]\s*(?:(?:and|&)\s+)?|\s(?:and|&)\s)\s*")


class Names(Struct, frozen=True):
    """The place of an author list and of each name in it."""

    start: int
    end: int
    names: tuple[tuple[int, int], ...]
    is_cut: bool


def folded(name: str) -> str:
    """A name's letters, for comparison."""
    return re.sub(r"[\W\d_]", "", name).lower()


def owner_words(name: str) -> str:
    """Returns a name as the owner is looked for: its words in lower case."""
    return " ".join(re.findall(r"[^\W\d_]+", name)).lower()


def is_owner(name: str, owner: str) -> bool:
    """Whether a name is the owner's, in full or with initials; marks and notes may stand around it.

    Shape: ``owner`` as ``owner_words`` gives it; nobody is the owner where it is empty.

    >>> [is_owner(name, "ada byron") for name in ("**Ada Byron***", "A. Byron", "Byron, A. K.", "Sara Byron")]
    [True, True, True, False]
    """
    letters, words = folded(name), owner.split()
    if not words:
        return False
    if "".join(words) in letters or words[-1] + "".join(words[:-1]) in letters:
        return True
    given, family = words[:-1], words[-1]
    initials = {"".join(word[0] for word in given), given[0][0]} if given else set()
    return any(letters in (each + family, family + each) for each in initials) or (
        len(given) == 1 and _has_more_initials(owner_words(name).split(), given[0], family)
    )


def _has_more_initials(words: Sequence[str], given: str, family: str) -> bool:
    """Whether a name is the owner's with initials that the owner's own spelling leaves out: ``A. M. Turing``."""
    if len(words) < 3 or family not in (words[0], words[-1]):
        return False
    first, *middle = words[1:] if words[0] == family else words[:-1]
    return first in (given, given[0]) and all(len(word) == 1 for word in middle)


def likely_owner(entries: Sequence[Stream]) -> str:
    """Whose page it is: the name in most author lists, in at least half of them. Shape: words, or empty."""
    found: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    lists = [(entry, names) for entry in entries if (names := find_authors(entry, ""))]
    for entry, names in lists:
        places = [(owner_words(_bare(entry.text[start:end])), start, end) for start, end in names.names]
        people = {name: _stands_out(entry, start, end) for name, start, end in places}
        found.update(people)
        shown.update(name for name, stands_out in people.items() if stands_out)
    scores = {name: count + shown[name] for name, count in found.items() if name}
    name = max(scores, key=lambda each: scores[each], default="")
    return name if found[name] >= 2 and 2 * found[name] >= len(lists) else ""


def _stands_out(entry: Stream, start: int, end: int) -> bool:
    return any(set(look.styles) & set("bu") for look in entry.looks[start:end])


def _bare(name: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]", "", name)


def find_authors(stream: Stream, owner: str) -> Names | None:
    """Finds the longest list of names, one with the owner first."""
    best: tuple[int, Names] | None = None
    for start, end in _segments(stream.text):
        for names in _lists(stream, start, end, owner):
            score = len(names.names) + 100 * _holds(stream, names, owner)
            if best is None or score > best[0]:
                best = (score, names)
    return best[1] if best else None


def _names(text: str, run: list[tuple[int, int]], last: int, cut: bool) -> Names:
    """Returns a list; where most names have initials behind, a title behind the list has none."""
    places = list(_joined(text, run))
    has_initials = [bool(re.search(rf",\s*{INITIALS}", text[slice(*place)])) for place in places]
    if not cut and sum(has_initials) >= 2 and 2 * sum(has_initials) > len(places):
        while not has_initials[len(places) - 1] and " " in text[slice(*places[-1])].strip():
            places.pop()
        last = places[-1][1] if len(places) < len(has_initials) else last
    last -= len(text[:last]) - len(text[:last].rstrip(" "))  # a blank behind the list leads to what follows
    return Names(places[0][0], last, tuple((start, min(end, last)) for start, end in places), cut)


def _joined(text: str, run: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Puts family names and the initials behind them together."""
    places: list[tuple[int, int]] = []
    for start, end in run:
        if (
            places
            and re.fullmatch(rf"\s*{INITIALS}{_MARK}*\s*", text[start:end])
            and "," in text[places[-1][1] : start]
        ):
            places[-1] = (places[-1][0], end)
        else:
            places.append((start, end))
    return tuple(places)


def _holds(stream: Stream, names: Names, owner: str) -> bool:
    return any(is_owner(stream.text[slice(*place)], owner) for place in names.names)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(f"[^{BREAKS}{THINGS}]+", text):
        yield match.start(), match.end()


def _lists(stream: Stream, start: int, end: int, owner: str) -> Iterator[Names]:
    if inverted := _inverted(stream.text, start, end):
        yield inverted
    tokens = list(_tokens(stream.text, start, end))
    run: list[tuple[int, int]] = []
    cut, last = False, 0
    for i, (left, right) in enumerate(tokens):
        is_end = i + 1 == len(tokens)
        following = stream.text[slice(*tokens[i + 1])] if not is_end else ""
        if run and _CUT.fullmatch(stream.text, left, right):
            cut, last = True, right
            continue
        if run and (ending := _ET_AL.search(stream.text, left, right)):
            place = _whole(stream.text, left, ending.start(), "", True)
            if place:
                run.append(place)
                cut, last = True, right
                continue
        is_cut_link = _splits_link(stream, left) or _splits_link(stream, right)
        has_code = any("c" in look.styles for look in stream.looks[left:right])
        place = None if is_cut_link or has_code else _whole(stream.text, left, right, following, bool(run))
        follows_and = i > 0 and re.search(r"\s(?:and|&)\s", stream.text[tokens[i - 1][1] : left])
        if place and (run or not follows_and):
            run.append(place)
            last = place[1]
            continue
        tail = _head(stream, left, right, run) if run else None
        if tail:
            cut = cut or bool(re.search(_CUT_WORDS, stream.text[tail[0] : tail[1]]))
            if not _CUT.fullmatch(stream.text[tail[0] : tail[1]]):
                run.append(tail)
            last = tail[1]
        run = _without_linked_title(stream, run)
        if _is_list(stream, run, owner):
            yield _names(stream.text, run, last, cut)
        run, cut = [], False
        head = _tail(stream, left, right)
        if head:
            run, last = [head], head[1]
        if (alone := _head(stream, left, right, [])) and is_owner(stream.text[slice(*alone)], owner):
            yield _names(stream.text, [alone], alone[1], cut=False)
    run = _without_linked_title(stream, run)
    if _is_list(stream, run, owner):
        yield _names(stream.text, run, last, cut)


def _inverted(text: str, start: int, end: int) -> Names | None:
    """Finds a list such as ``Byron, Ada; Weaver, Kurt``, in which each family name comes first."""
    places = [(match.start(), match.end()) for match in _FAMILY_FIRST.finditer(text, start, end)]
    while places and text[places[0][0] : end].count(";") == 0:
        places.pop(0)
    is_whole = len(places) > 1 and all(
        re.fullmatch(r"\s*;\s*(?:and\s+)?", text[one[1] : other[0]]) for one, other in pairwise(places)
    )
    return Names(places[0][0], places[-1][1], tuple(places), False) if is_whole else None


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _SEPARATOR.finditer(text, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def _whole(text: str, left: int, right: int, following: str, is_inside: bool) -> tuple[int, int] | None:
    match = _TOKEN.fullmatch(text, left, right) or (is_inside and _LOWER.fullmatch(text, left, right)) or None
    if not match:
        return None
    name = match["name"]
    is_single = " " not in name and "." not in name and not re.fullmatch(_HAN, name)
    if (
        is_single
        and not re.match(rf"\s*{INITIALS}{_MARK}*(?=[\s.]|$)", following)
        and not (is_inside and re.fullmatch(INITIALS, name))
    ):
        return None
    return (left + len(text[left:right]) - len(text[left:right].lstrip()), right)


def _head(stream: Stream, left: int, right: int, run: list[tuple[int, int]]) -> tuple[int, int] | None:
    """A name the token begins with, before a stop, bracket, colon or another look; or the end of a cut list."""
    text = stream.text
    is_family = bool(run) and " " not in text[slice(*run[-1])].strip()
    for end in range(right, left, -1):
        at_edge = end == right or text[end] in '.:(,（?["' or stream.looks[end].link != stream.looks[end - 1].link
        at_edge = at_edge or (
            text[end] == " " and (text[end - 1] == "." or stream.looks[end + 1 : end + 2] != (stream.looks[left],))
        )
        if (
            at_edge
            and not _splits_link(stream, end)
            and not _splits_title(stream, end, run)
            and (
                _CUT.fullmatch(text, left, end)
                or _is_name(text, left, end)
                or (is_family and re.fullmatch(rf"\s*{INITIALS}{_MARK}*", text[left:end]))
            )
        ):
            return left, end
    return None


def _tail(stream: Stream, left: int, right: int) -> tuple[int, int] | None:
    """A name the token ends with, after a stop, bracket, colon, quote or another look."""
    text = stream.text
    for start in range(left, right - 2):
        before = text[left:start].rstrip()[-1:]
        at_edge = start > left and (
            (before in '.)]:?!"】' and before)
            or (text[start - 1] == " " and stream.looks[start] != stream.looks[start - 2])
            or stream.looks[start] != stream.looks[start - 1]
        )
        if at_edge and not _splits_link(stream, start) and text[start] != " " and _is_name(text, start, right):
            return start, right
    return None


def _splits_link(stream: Stream, at: int) -> bool:
    around = stream.looks[max(at - 1, 0) : at + 1]
    return len(around) == 2 and around[0].link != 0 and around[0].link == around[1].link


def _splits_title(stream: Stream, at: int, run: list[tuple[int, int]]) -> bool:
    """Whether emphasis that no name before has goes on here: *Artificial Intelligence: A Title*."""
    around = [look.styles for look in stream.looks[at - 1 : at + 1]]
    goes_on = len(around) == 2 and around[0] == around[1] and "i" in around[0]
    return goes_on and bool(run) and not any("i" in stream.looks[start].styles for start, _ in run)


def _is_name(text: str, left: int, right: int) -> bool:
    match = _TOKEN.fullmatch(text, left, right)
    return match is not None and (" " in match["name"] or bool(re.fullmatch(_HAN, match["name"])))


def _without_linked_title(stream: Stream, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A linked name before names without links is a short title."""
    linked = [stream.looks[start].link for start, _ in run]
    return run[1:] if len(run) > 2 and linked[0] and not any(linked[1:]) else run


def _says_person(text: str) -> bool:
    return " " in text.strip() or "." in text or bool(re.match(rf"\s*{_HAN}", text))


def _is_list(stream: Stream, run: list[tuple[int, int]], owner: str) -> bool:
    if not run:
        return False
    if any(is_owner(stream.text[slice(*place)], owner) for place in run):
        return True
    return len(run) >= 2 and sum(_says_person(stream.text[slice(*place)]) for place in run) >= 2
