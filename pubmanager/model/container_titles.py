"""Titles of proceedings: the venue's name among ordinals, years, places, dates and series."""

from __future__ import annotations

import re

from pubmanager.model.venues import ORDINAL
from pubmanager.regex import regex

_PIECES = regex(r"\s*,\s+|\s+[-–—]\s+|:\s+")
_BRACKETED = regex(r"\(([^()]{2,30})\)")
_CAPITALS = regex(r"[A-Z0-9][\w&/+-]*[A-Z][\w&/+-]*|[A-Z]{2,}")
_WITH_YEAR = regex(
    r"(?P<short>[\w&/+-]*[a-z0-9&/+-][A-Z][\w&/+-]*|[A-Z]{2,}[\w&/+-]*)(?: [A-Z]\w*)?[ ]?(?:(?:19|20)\d\d|['’`]\d\d)"
)
_LAST = regex(r"\s([A-Z]{3,}[A-Za-z]*)\s*(?:(?:19|20)\d\d|['’`]\d\d)$")
_ALONE = regex(r"[A-Z][A-Za-z]*[A-Z]{2,}[A-Za-z]*")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = regex(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\b[\s–-]*)*{_MONTH}\b(?!\s+[a-z]).*", re.IGNORECASE)
_YEAR_ALONE = regex(r"(?:19|20)\d\d")
_PLACE = regex(r"(?!And\b)[A-Z][\w.'’-]*(?: (?:de |of )?[A-Z][\w.'’-]*){0,2}")
_CITED = regex(r"\s*\(pp?\. ?\d.*|\.\s+(?:19|20)\d\d\b.*", re.DOTALL)  # what a citation says behind the title
_VOLUME = regex(
    r"Proceedings|Revised (?:and |Extended )*Selected Papers|Part [IVX\d]+|Volume [IVX\d]+|Virtual(?: Event)?",
    re.IGNORECASE,
)
# What is left must be a name: "Proceedings of the ACM on …" and "Proc. SPIE" are names as they stand.
_BEFORE = regex(
    r"(?>(?:in\s+|(?:the\s+)?(?:companion\s+)?proc(?:eedings|\.)?\s+(?:of\s+)?|the\s+|(?:19|20)\d\d\s+)+)"
    r"(?!ACM on\b|IEEE$|SPIE\b|Royal\b|National\b|VLDB\b)(?=\w)",
    re.IGNORECASE,
)
_NUMBERED = regex(r"\b\d+(?:st|nd|rd|th)\s+(?!century)", re.IGNORECASE)
_EVENT = regex(
    r"\b(?:conf|symp|conference|workshop|symposium|congress|meeting|convention|colloquium|seminar|school|forum)s?\b",
    re.IGNORECASE,
)


def acronym_in(title: str) -> str:
    """Returns the venue's acronym in a title of proceedings, or an empty text.

    In brackets, before the year as DBLP has it, or alone behind the name whose initials it is.

    >>> acronym_in("Conference on Owls (OWL 2024)"), acronym_in("Night Birds - 3rd Conference, nightBirds 2023, Rome")
    ('OWL 2024', 'nightBirds 2023')
    >>> acronym_in("6th Conference on Owls and Larks COL 2018")
    'COL'
    >>> acronym_in("39th European Conference on Owl Observation, ECOO"), acronym_in("Conference on Owls, USA")
    ('ECOO', '')
    """
    for text in _BRACKETED.findall(title):
        if _CAPITALS.search(text) and len(text) < 16:
            return str(text)
    first, *others = _PIECES.split(title.strip(" ,."))
    named = next((piece for piece in (first, *others) if others and _WITH_YEAR.fullmatch(piece)), "")
    last = _LAST.search(first)
    if not named and last and _has_initials(first[: last.start()], last[1]):
        return last[1]
    return named or next((piece for piece in others if _ALONE.fullmatch(piece) and _has_initials(first, piece)), "")


def _has_initials(name: str, acronym: str) -> bool:
    """Whether the letters of an acronym begin words of a name, in their order."""
    letters = iter(re.findall(r"\b[a-z]", name.lower()))
    return all(letter in letters for letter in acronym.lower())


def bare_title(title: str) -> str:
    """Returns a title of proceedings without "Proceedings of the 16th", and without place and date behind it.

    >>> bare_title("Proceedings of the 16th Conference on Owls, Mice and Hedges, Chicago, IL, USA, June 23-26, 2024")
    'Conference on Owls, Mice and Hedges'
    >>> bare_title("2013 IEEE International Conference on Owls"), bare_title("Owls of the North")
    ('IEEE International Conference on Owls', 'Owls of the North')
    """
    pieces = _CITED.sub("", title).strip(" ,.").split(", ")
    end = next((at for at, piece in enumerate(pieces) if at and _ends_name(piece, pieces[0])), len(pieces))
    if end < len(pieces) and _DATE.fullmatch(pieces[end].strip()):
        places = 0
        while places < 3 and end > 1 and _PLACE.fullmatch(pieces[end - 1].strip()):
            places, end = places + 1, end - 1
    kept = ", ".join(pieces[:end]).strip()
    kept = _NUMBERED.sub("", kept)
    before = _BEFORE.match(kept)
    if before and before.group().lower() == "the " and not _EVENT.search(kept):
        return kept
    kept = kept[before.end() :] if before else kept
    ordinal = ORDINAL.match(kept) if _EVENT.search(kept) else None
    return (kept[ordinal.end() :].strip() if ordinal and kept[ordinal.end() :][:1] == " " else kept) or title


def _ends_name(piece: str, name: str) -> bool:
    """Whether a piece of a title is no part of the name before it."""
    piece = piece.strip(" ()")
    known = any(pattern.fullmatch(piece) for pattern in (_WITH_YEAR, _YEAR_ALONE, _DATE, _VOLUME))
    return known or bool(_ALONE.fullmatch(piece) and _has_initials(name, piece))
