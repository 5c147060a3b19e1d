"""How a paper was presented: oral, spotlight, poster …"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pubmanager.latex.read import plain
from pubmanager.regex import regex
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of presentation. Shape: ``label`` is what badges show; ``words`` is a pattern of its spellings."""

    name: str
    label: str
    words: str


# The more specific come first: "Spotlight Poster" is a spotlight, "Long Oral" an oral.
_KINDS = (
    Kind("keynote", "Keynote", r"keynote"),
    Kind("invited", "Invited", r"invited(?:[- ](?:talk|paper|presentation|oral))?"),
    Kind(
        "oral",
        "Oral",
        r"(?:long |full |short |contributed |top[- ])?orals?(?:[- ](?:presentations?|papers?|talks?))?|口头报告",
    ),
    Kind("spotlight", "Spotlight", r"spot-?lights?(?:[- ](?:presentations?|papers?|posters?|talks?))?"),
    Kind("highlight", "Highlight", r"highlight(?:ed)?(?:[- ](?:papers?|posters?))?"),
    Kind("notable", "Notable", r"notable(?:[- ]top[- ]\d+%?)?"),
    Kind("lightning", "Lightning Talk", r"(?:lightning|rapid[- ]fire|flash)(?:[- ]talks?)?"),
    Kind("talk", "Talk", r"(?:contributed[- ])?talks?|presentation only"),
    Kind("demo", "Demo", r"demo(?:nstration)?s?(?:[- ](?:tracks?|papers?))?"),
    Kind("poster", "Poster", r"(?:poster|墙报)s?(?:[- ](?:presentations?|papers?|sessions?))?"),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
_PATTERNS = tuple((kind.name, regex(rf"(?<!\w)(?:{kind.words})(?!\w)", re.IGNORECASE)) for kind in _KINDS)
_AWARD = regex(r"award|prize|honou?r|\bbest\b|runner", re.IGNORECASE)
_FILLER = regex(
    r"[\W\d_]+|\b(?:paper|presentation|at|in|the|top|as|of|rate|acceptance|accepted|selected|for|an?)\b", re.IGNORECASE
)


def label_of(name: str) -> str:
    """Returns what badges show for a kind.

    >>> label_of("oral"), label_of("")
    ('Oral', '')
    """
    return KINDS[name].label if name in KINDS else name


@lru_cache(maxsize=1 << 12)
def presentation_in(text: str) -> str:
    """Returns the kind that a text speaks of, or an empty text.

    >>> presentation_in("Oral (top 1.2%)"), presentation_in("Spotlight poster"), presentation_in("temporal")
    ('oral', 'spotlight', '')
    """
    return next((name for name, pattern in _PATTERNS if pattern.search(text)), "")


@lru_cache(maxsize=1 << 12)
def is_presentation(text: str) -> bool:
    """Whether a text is about the presentation and little else, and not a link or a sentence."""
    text = plain(text) if "\\" in text else text
    kind = presentation_in(text)
    if not kind or "/" in text.split("(")[0] or len(text) > 60 or _AWARD.search(text):
        return False
    rest = _FILLER.sub("", dict(_PATTERNS)[kind].sub("", text))
    return len(rest) <= 12


def said_besides(text: str, kind: str) -> str:
    """Returns what a text says besides a kind: other kinds, a venue; rates stay, so that the text can be kept whole.

    >>> said_besides("Oral presentation", "oral"), said_besides("poster + talk", "talk")
    ('', 'poster')
    """
    rest = dict(_PATTERNS)[kind].sub(" ", plain(text))
    return " ".join(
        re.sub(
            r"[\W_]+|\b(?:papers?|presentations?|accepted|selected|as|an?|the|for)\b", " ", rest, flags=re.IGNORECASE
        ).split()
    )
