"""The pass over LaTeX text: tokens in, inline nodes out, open groups on a stack."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from pubmanager.latex.accents import accented
from pubmanager.latex.formulas import formula
from pubmanager.latex.frames import DEEPEST, Ends, Frames
from pubmanager.latex.journals import JOURNALS
from pubmanager.latex.nodes import Hyperlink, Style, Styled, Text
from pubmanager.latex.symbols import MATH_SYMBOLS
from pubmanager.latex.tables import (
    ACCENTS,
    DROPPED_ARGUMENTS,
    LETTERS,
    QUOTES,
    SILENT,
    STYLES,
    SWITCHES,
    SYMBOLS,
    TAGS,
    WRAPPERS,
)
from pubmanager.latex.tags import paired_tags
from pubmanager.latex.tokens import LIGATURES, RUN, TOKEN, closing_braces, folded, formula_at, referenced
from pubmanager.latex.verbatim import verbatim
from pubmanager.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from pubmanager.latex.nodes import Node

_OPTION = regex(r"\*?\s*\[[^\[\]{}$\\]*\](?=\s*\{)")
_ARGUMENT = regex(r"\*?\s*(?=\{)")
_VERB_REACH = 1000


class Reader:
    """Reads one text. Shape: ``unknown`` holds the commands without a meaning, and the offset of their backslash."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.unknown: list[tuple[str, int]] = []
        self._position = 0
        self._frames = Frames()
        self._tags = paired_tags(text)
        self._closings: dict[int, int] | None = None

    def read(self) -> tuple[Node, ...]:
        """Returns the nodes of the whole text, the ends stripped."""
        text, write = self.text, self._frames.write
        while self._position < len(text):
            if run := RUN.match(text, self._position):
                self._position = run.end()
                write(run.group())
            elif token := TOKEN.match(text, self._position):
                self._position = token.end()
                _TOKENS[token.lastgroup or ""](self, token)
            else:
                write(text[self._position])
                self._position += 1
        return self._frames.close_all() or self._last_resort()

    def _last_resort(self) -> tuple[Node, ...]:
        """A value that is nothing but somebody's own macro shows the macro's name rather than nothing."""
        return (Text(" ".join(name for name, _ in self.unknown)),) if self.unknown else ()

    # tokens

    def _open_group(self, _token: re.Match[str]) -> None:
        self._frames.open_group()

    def _close_group(self, _token: re.Match[str]) -> None:
        self._frames.close_group()

    def _read_accent(self, token: re.Match[str]) -> None:
        self._frames.add_text(letter(token["accent_name"], token["bare"] or token["braced"]))

    def _read_tag(self, token: re.Match[str]) -> None:
        name, is_closing = token["tag_name"].lower(), bool(token["slash"])
        if token.start() not in self._tags:
            self._frames.add_text(f"<{token['slash']}{token['tag_name']}{token['attributes'] or ''}>")
        elif is_closing:
            self._frames.close_tag()
        else:
            self._open_style(Ends.TAG, TAGS[name])

    def _read_entity(self, token: re.Match[str]) -> None:
        character = referenced(token["reference"])
        if not character:
            self._position = token.start("reference")
        self._frames.add_text(character or "&")

    def _read_formula(self, token: re.Match[str]) -> None:
        found = formula_at(self.text, token.start())
        if not found:
            self._frames.add_text(token.group().lstrip("\\"))
            return
        tex, self._position = found
        self._frames.add(formula(tex))

    def _read_tie(self, _token: re.Match[str]) -> None:
        self._frames.add_text("\u00a0")

    def _read_ligature(self, token: re.Match[str]) -> None:
        written = token.group()
        self._frames.add_text(written if self._frames.top.in_code else LIGATURES[written])

    def _read_command(self, token: re.Match[str]) -> None:
        name = token["word"] or token["sign"]
        if name:
            _COMMANDS.get(name, Reader._unknown)(self, token, name)

    # commands

    def _symbol(self, _token: re.Match[str], name: str) -> None:
        self._frames.add_text(SYMBOLS.get(name) or MATH_SYMBOLS.get(name) or JOURNALS[name])

    def _accent(self, _token: re.Match[str], name: str) -> None:
        self._frames.open(Ends.ARGUMENT, partial(_accented, name))

    def _style(self, _token: re.Match[str], name: str) -> None:
        self._open_style(Ends.ARGUMENT, STYLES[name])

    def _switch(self, _token: re.Match[str], name: str) -> None:
        if self._frames.top.depth < DEEPEST:
            self._open_style(Ends.DECLARATION, SWITCHES[name])

    def _open_style(self, ends: Ends, style: Style) -> None:
        frame = self._frames.open(ends, partial(_styled, style))
        frame.in_code = frame.in_code or style is Style.CODE

    def _wrapper(self, _token: re.Match[str], name: str) -> None:
        opening, closing = WRAPPERS[name]
        self._frames.top.pieces.append(opening)
        self._frames.open(Ends.ARGUMENT, closing=closing)

    def _quote(self, _token: re.Match[str], _name: str) -> None:
        opening, closing = "‘’" if self._frames.top.in_quotes else "“”"
        self._frames.top.pieces.append(opening)
        frame = self._frames.open(Ends.ARGUMENT, closing=closing)
        frame.in_quotes = not frame.in_quotes

    def _drop(self, _token: re.Match[str], name: str) -> None:
        self._skip_option()
        for _ in range(DROPPED_ARGUMENTS[name]):
            self._raw_argument()

    def _url(self, _token: re.Match[str], name: str) -> None:
        url = verbatim(self._raw_argument())
        if not url:
            return
        shown = Text(folded(url))
        self._frames.add((shown if self._frames.top.in_link or name == "nolinkurl" else Hyperlink(url, (shown,)),))

    def _path(self, _token: re.Match[str], _name: str) -> None:
        path = verbatim(self._raw_argument())
        if path:
            self._frames.add((Styled(Style.CODE, (Text(folded(path)),)),))

    def _href(self, _token: re.Match[str], _name: str) -> None:
        self._skip_option()
        url = verbatim(self._raw_argument())
        linked = bool(url) and not self._frames.top.in_link
        frame = self._frames.open(Ends.ARGUMENT, partial(_linked, url) if linked else None)
        frame.in_link = frame.in_link or linked

    def _verb(self, _token: re.Match[str], _name: str) -> None:
        start = self._position
        delimiter = self.text[start : start + 1]
        end = self.text.find(delimiter, start + 1, start + _VERB_REACH) if delimiter else -1
        if end > start + 1:
            self._position = end + 1
            self._frames.add((Styled(Style.CODE, (Text(folded(self.text[start + 1 : end])),)),))

    def _ensured_formula(self, _token: re.Match[str], _name: str) -> None:
        self._frames.add(formula(self._raw_argument()))

    def _delimited_formula(self, token: re.Match[str], _name: str) -> None:
        self._read_formula(token)

    def _silent(self, _token: re.Match[str], _name: str) -> None:
        self._skip_option()

    def _unknown(self, token: re.Match[str], name: str) -> None:
        if token["sign"]:
            self._frames.add_text(name)
            return
        self.unknown.append((name, token.start()))
        self._skip_option()

    # arguments

    def _skip_option(self) -> None:
        if option := _OPTION.match(self.text, self._position):
            self._position = option.end()

    def _raw_argument(self) -> str:
        """Returns the group that follows as written, and goes on behind it; an empty text where none follows."""
        argument = _ARGUMENT.match(self.text, self._position)
        if not argument:
            return ""
        if self._closings is None:
            self._closings = closing_braces(self.text)
        start = argument.end()
        end = self._closings.get(start)
        if end is None:
            return ""
        self._position = end + 1
        return self.text[start + 1 : end]


@cache
def letter(accent: str, bare: str) -> str:
    """Returns a letter, or ``\\i`` or ``\\j``, with an accent by the sign of its command."""
    return accented(accent, LETTERS[bare.strip(" \\")] if bare[0] == "\\" else bare)


def _styled(style: Style, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return (Styled(style, nodes),) if nodes else ()


def _linked(url: str, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return (Hyperlink(url, nodes),) if nodes else ()


def _accented(name: str, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    if not nodes:
        return (Text(accented(name, "")),)
    first = nodes[0]
    return (Text(accented(name, first.text)), *nodes[1:]) if isinstance(first, Text) else nodes


_TOKENS: dict[str, Callable[[Reader, re.Match[str]], None]] = {
    "accent": Reader._read_accent,
    "tag": Reader._read_tag,
    "entity": Reader._read_entity,
    "command": Reader._read_command,
    "open": Reader._open_group,
    "close": Reader._close_group,
    "math": Reader._read_formula,
    "tie": Reader._read_tie,
    "ligature": Reader._read_ligature,
}

_READERS: tuple[tuple[Iterable[str], Callable[[Reader, re.Match[str], str], None]], ...] = (
    (JOURNALS, Reader._symbol),
    (MATH_SYMBOLS, Reader._symbol),
    (SILENT, Reader._silent),
    (SYMBOLS, Reader._symbol),
    (ACCENTS, Reader._accent),
    (STYLES, Reader._style),
    (SWITCHES, Reader._switch),
    (WRAPPERS, Reader._wrapper),
    (QUOTES, Reader._quote),
    (DROPPED_ARGUMENTS, Reader._drop),
    (("url", "nolinkurl"), Reader._url),
    (("path",), Reader._path),
    (("href",), Reader._href),
    (("verb",), Reader._verb),
    (("ensuremath",), Reader._ensured_formula),
    (("(", "["), Reader._delimited_formula),
)
_COMMANDS = {name: read for names, read in _READERS for name in names}
