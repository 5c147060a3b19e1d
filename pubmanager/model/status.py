"""Whether a publication is out: submitted, accepted, in press …"""

from __future__ import annotations

import re
from functools import lru_cache

from pubmanager.regex import regex

# biblatex's words for `pubstate`. Source: biblatex manual, section 4.9.2.11; "accepted" and "withdrawn" are homepages'.
_PATTERNS = (
    ("inpreparation", r"in\s+progress|in\s*-?prep(?:aration|\.)?|working paper|draft|manuscript in prep\w*"),
    ("submitted", r"submitted|under(?:going)?\s*-?(?:double[- ]blind |peer )?review|in review|in\s*-?submission|"
                  r"under revision|(?:minor|major) revision|revise (?:and|&) resubmit|r ?& ?r|投稿中|在审"),
    ("withdrawn", r"withdrawn|retracted"),
    ("accepted", r"accepted|to be presented"),
    ("inpress", r"in\s*-?press|to be published|early access|online first|ahead of print|已录用"),
    ("forthcoming", r"forthcoming|to appear"),
    ("prepublished", r"pre-?published|preprint"),
)  # fmt: skip
WORDS = {
    "inpreparation": "In preparation", "submitted": "Submitted", "withdrawn": "Withdrawn", "accepted": "Accepted",
    "inpress": "In press", "forthcoming": "To appear", "prepublished": "Preprint",
}  # fmt: skip
"""What a reader is told; an owner's own words come first."""
_MOST_LETTERS = 30  # of an owner's words; longer ones are a note
_COMPILED = tuple((name, regex(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for name, words in _PATTERNS)


@lru_cache(maxsize=1 << 12)
def read_status(text: str) -> str:
    """Returns the status a text speaks of, or an empty text.

    >>> read_status("under review"), read_status("In Press, Corrected Proof"), read_status("published")
    ('submitted', 'inpress', '')
    """
    return next((name for name, pattern in _COMPILED if pattern.search(text)), "")


def said_besides(text: str, status: str) -> str:
    """Returns what a text says besides a status: a venue, a year.

    >>> said_besides("to appear", "forthcoming"), said_besides("Accepted at ICML", "accepted")
    ('', 'at ICML')
    """
    rest = dict(_COMPILED)[status].sub(" ", text)
    return " ".join(re.sub(r"[\W_]+", " ", rest).split())


def shown_status(status: str, written: str) -> str:
    """Returns what to show: the words of a status field, unless they are a key such as ``inpress`` or a whole note.

    >>> shown_status("submitted", "Undergoing review"), shown_status("inpress", "inpress"), shown_status("", "x")
    ('Undergoing review', 'In press', '')
    """
    if not status:
        return ""
    is_words = written.casefold() not in WORDS and 0 < len(written) <= _MOST_LETTERS
    return written[0].upper() + written[1:] if is_words else WORDS[status]
