"""LaTeX text read into inline nodes, and into plain text.

One pass over the tokens with a stack of open groups: no recursion, no failure. What stands open at the end is closed
there, what closes nothing is dropped, and styles nest no deeper than a page can show.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.latex.nodes import RichText, Text
from pubmanager.latex.reader import Reader, letter
from pubmanager.latex.tokens import ACCENT, folded

if TYPE_CHECKING:
    import re


@lru_cache(maxsize=1 << 15)
def read_latex(text: str) -> RichText:
    """Reads LaTeX as bibliographies use it; never fails.

    Shape: adjacent ``Text`` is merged and NFC, runs of blanks are one blank, the ends are stripped, styles begin and
    end with something visible. An unknown command becomes its argument.

    >>> read_latex(r"{\\'E}t\\'e in \\emph{Z\\"urich} -- 5\\,\\%")
    RichText(nodes=(Text(text='Été in '), Styled(style=<Style.EMPHASIS: 'emphasis'>, nodes=(Text(text='Zürich'),)), \
Text(text=' – 5\\u202f%')))
    """
    simple = _simplified(text)
    if simple is None:
        return RichText(Reader(text).read())
    read = _without_commands(simple)
    return RichText((Text(read),)) if read else RichText()


def plain(text: str) -> str:
    """Returns the visible text of LaTeX, without markup.

    >>> plain("{BERT}: Pre-training of ``deep'' models")
    'BERT: Pre-training of “deep” models'
    """
    simple = _simplified(text)
    return read_latex(text).text if simple is None else _without_commands(simple)


def unknown_commands(text: str) -> tuple[tuple[str, int], ...]:
    """Returns the commands that the reader does not know, in order, with the offset of their backslash.

    Units: offsets into ``text`` in code points, 0-based.

    >>> unknown_commands(r"a \\emph{b} \\mymacro{c}")
    (('mymacro', 11),)
    """
    if "\\" not in text:
        return ()
    reader = Reader(text)
    reader.read()
    return tuple(reader.unknown)


def _simplified(text: str) -> str | None:
    """Returns a text of which nothing but accents is a command with these read; ``None`` for others."""
    # Searches for one character each are faster than one for a class of characters.
    if "$" in text or "~" in text or "<" in text or "&" in text:
        return None
    if "\\" not in text:
        return text
    read = ACCENT.sub(_accent, text)
    return None if "\\" in read or "?`" in read or "!`" in read else read


def _accent(found: re.Match[str]) -> str:
    return letter(found["accent_name"], found["bare"] or found["braced"])


def _without_commands(text: str) -> str:
    """Reads text whose only markup is braces, quotes and dashes. Braces go last: they keep ``-{}-`` two hyphens."""
    if "'" in text:
        text = text.replace("''", "”").replace("'", "’")
    if "`" in text:
        text = text.replace("``", "“").replace("?`", "¿").replace("!`", "¡").replace("`", "‘")
    if "--" in text:
        text = text.replace("---", "—").replace("--", "–")
    if "{" in text or "}" in text:
        text = text.replace("{", "").replace("}", "")
    return folded(text).strip(" ")
