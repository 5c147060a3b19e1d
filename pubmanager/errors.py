"""The caller's mistakes, each told in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class PubsError(Exception):
    """A mistake of the caller's: a wrong flag, a wrong setting, a file that is not there.

    Shape: ``message`` is one sentence without a final stop; ``place`` is ``path`` or ``path:line:column``
    (1-based) where one is known; ``hint`` says what to do instead.
    """

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head} ({self.hint})" if self.hint else head


class OneFileError(PubsError):
    """Two publications would be written to one file."""


def suggestion(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Says which known word was probably meant, as a hint for a ``PubsError``.

    >>> suggestion("bibb", ["bib", "pages"])
    "did you mean 'bib'?"
    >>> suggestion("zzz", ["bib", "pages"])
    ''
    """
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=cutoff) or [
        name for name in names if len(word) > 2 and word in name
    ]
    return f"did you mean '{close[0]}'?" if close else ""
