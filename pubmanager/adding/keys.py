"""Citation keys: the pattern that a file's keys follow, and new keys made in it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, count
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.model.folding import folded, spellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pubmanager.model.publication import Publication

_NOT_ASCII = re.compile(r"[^a-z0-9]")
_SIGNS = r"[-_:./+]*"
_YEAR = r"(?:(?:19|20)\d\d|\d\d)"
_YEAR_FIRST = re.compile(rf"(?P<one>{_SIGNS})(?P<year>{_YEAR})(?:(?P<two>{_SIGNS})(?P<word>[A-Za-z0-9]+))?")
_WORD_FIRST = re.compile(rf"(?P<one>{_SIGNS})(?P<word>[A-Za-z]+)(?P<two>{_SIGNS})(?P<year>{_YEAR})[a-z]?")
_KEY_SIGNS = re.compile(r"[^\s,{}()\"=%#\\~']+")
# Words that do not name a title: Google Scholar's keys pass over them too (`li2025next` for "What Is Next for …").
_PASSED_OVER = frozenset(
    ("a", "an", "the", "on", "of", "in", "for", "to", "and", "or", "with", "from", "by", "at", "as",
     "is", "are", "was", "were", "do", "does", "did", "can", "what", "how", "why", "when", "where", "which", "who")
)  # fmt: skip


class KeyPattern(Struct, frozen=True):
    """How keys are made.

    Shape: ``parts`` are ``family``, ``year`` and ``word`` in order; ``signs`` stand between them; ``cases`` are
    ``lower``, ``title`` or ``upper`` for family and word; ``digits`` is 4 or 2; ``literal`` is true where the word is
    the first of the title even if it says nothing.
    """

    parts: tuple[str, ...] = ("family", "year", "word")
    signs: tuple[str, ...] = ("", "")
    cases: tuple[str, str] = ("lower", "lower")
    digits: int = 4
    literal: bool = False

    def make(self, publication: Publication) -> str:
        """Makes a key of ASCII letters and digits; parts that are not known are left out."""
        year = str(publication.year or "")[-self.digits :]
        words = title_words(publication)
        word = words[0] if self.literal and words else first_word(publication)
        texts = {
            "family": _cased(family_of(publication), self.cases[0]),
            "year": year,
            "word": _cased(word, self.cases[1]),
        }
        key = ""
        for sign, part in zip(("", *self.signs), self.parts, strict=False):
            key += (sign if key else "") + texts[part] if texts[part] else ""
        return key


DEFAULT = KeyPattern()


def family_of(publication: Publication) -> str:
    """Returns the first author's or editor's family name in ASCII letters, empty where it has none."""
    people = publication.authors or publication.editors
    return _ascii(people[0].name.family) if people else ""


def title_words(publication: Publication) -> tuple[str, ...]:
    """Returns the words of a title in ASCII letters and digits."""
    words = (_ascii(word) for word in folded(publication.title.text).split())
    return tuple(word for word in words if word)


def first_word(publication: Publication) -> str:
    """Returns the first word of a title that says something."""
    words = title_words(publication)
    return next((word for word in words if word not in _PASSED_OVER), words[0] if words else "")


def is_key(text: str) -> bool:
    """Whether a text can be a citation key.

    >>> is_key("DBLP:conf/x"), is_key("a b"), is_key("a,b"), is_key("")
    (True, False, False, False)
    """
    return bool(_KEY_SIGNS.fullmatch(text))


def pattern_of(publications: Iterable[Publication]) -> KeyPattern | None:
    """Infers the pattern that more than half of the keys follow; ``None`` where there is none."""
    known = [each for each in publications if each.key and each.year and family_of(each)]
    found = [seen for each in known if (seen := _seen(each))]
    counts = Counter(pattern for pattern, _ in found)
    if not counts:
        return None
    best, count = counts.most_common(1)[0]
    if count * 2 <= len(known):
        return None
    return replace(best, literal=sum(vote for pattern, vote in found if pattern == best) > 0)


def _seen(publication: Publication) -> tuple[KeyPattern, int] | None:
    """Reads a key as family, year and word; the number is 1 where only a literal first word explains it, -1 if none."""
    key = publication.key
    lengths = {len(family) for family in _families(publication) if family and key.lower().startswith(family)}
    for length in sorted(lengths, reverse=True):
        family_case = _case(key[:length])
        if match := _YEAR_FIRST.fullmatch(key, length):
            return _read(match, ("family", "year", "word"), family_case, publication)
        if match := _WORD_FIRST.fullmatch(key, length):
            return _read(match, ("family", "word", "year"), family_case, publication)
    return None


def _read(
    match: re.Match[str], parts: tuple[str, str, str], family_case: str, publication: Publication
) -> tuple[KeyPattern, int] | None:
    word = match["word"] or ""
    digits = len(match["year"])
    if len(word) <= 1 and parts[1] == "year":  # `wei2023a`: a second key of that year
        return KeyPattern(parts[:2], (match["one"],), (family_case, "lower"), digits), 0
    if word.lower() not in title_words(publication):
        return None
    pattern = KeyPattern(parts, (match["one"], match["two"]), (family_case, _case(word)), digits)
    return pattern, _literal_vote(word.lower(), publication)


def _literal_vote(word: str, publication: Publication) -> int:
    literal, telling = title_words(publication)[0], first_word(publication)
    return 0 if literal == telling else 1 if word == literal else -1


def _families(publication: Publication) -> set[str]:
    """Returns the forms of the first family name in keys: with and without particle, its first or last word."""
    name = (publication.authors or publication.editors)[0].name
    whole = {spelling for text in (name.family, f"{name.prefix} {name.family}") for spelling in spellings(text)}
    parts = {word for spelling in whole for word in (spelling.split()[:1] + spelling.split()[-1:])}
    return {_ascii(each) for each in whole | parts}


def _case(word: str) -> str:
    return "lower" if word.islower() else "upper" if word.isupper() and len(word) > 1 else "title"


def _cased(word: str, case: str) -> str:
    return word.capitalize() if case == "title" else word.upper() if case == "upper" else word


def _ascii(text: str) -> str:
    return _NOT_ASCII.sub("", folded(text))


def free_key(key: str, taken: Collection[str]) -> str:
    """Returns a key that is not taken: itself, or with ``a``, ``b``, … behind it.

    Shape: ``taken`` are lower-case keys, since BibTeX does not tell case apart.

    >>> free_key("wei2023", {"wei2023", "wei2023a"})
    'wei2023b'
    """
    return next(each for each in chain([key], _suffixed(key)) if each.lower() not in taken)


def _suffixed(key: str) -> Iterator[str]:
    for number in count():
        suffix, rest = "", number
        while rest >= 0:
            suffix, rest = chr(ord("a") + rest % 26) + suffix, rest // 26 - 1
        yield key + suffix
