"""The caller's mistakes, each told in one sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 300  # characters of a message; what is quoted in it may have any length


class PubsError(Exception):
    """A mistake of the caller's: a wrong flag, a wrong setting, a file that is not there.

    Shape: ``message`` is one sentence without a final stop; ``place`` is ``path`` or ``path:line:column``
    (1-based) where one is known; ``hint`` says what to do instead; ``setting`` is the key of ``pubs.toml`` that the
    mistake is in, by the names of the tables around it, for whoever knows the file.
    """

    def __init__(self, message: str, *, place: str = "", hint: str = "", setting: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.message = _shortened(message)
        self.place = place
        self.hint = _shortened(hint)
        self.setting = setting

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return printable(f"{head} ({self.hint})" if self.hint else head)


@contextmanager
def about(*setting: str | int) -> Iterator[None]:
    """Says which setting mistakes are about, around what those raised inside say themselves."""
    try:
        yield
    except PubsError as error:
        error.setting = (*setting, *error.setting)
        raise


def printable(text: str) -> str:
    """Returns a text in one line, with escapes for what a terminal would act on or cannot show.

    >>> print(printable("one" + chr(10) + "two" + chr(27)))
    one\\ntwo\\x1b
    """
    return text if text.isprintable() else "".join(each if each.isprintable() else _escaped(each) for each in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST * 2 // 3]} … {text[-_LONGEST // 4 :]}"


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

    names = [name for name in known if name != word]
    close = get_close_matches(word, names, n=1, cutoff=cutoff) or [
        name for name in names if len(word) > 2 and word in name
    ]
    return f"did you mean '{close[0]}'?" if close else ""
