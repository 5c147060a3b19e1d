"""LaTeX text read into inline nodes, and into plain text.

One pass over the tokens with a stack of open groups: no recursion, no failure. What stands open at the end is closed
there, what closes nothing is dropped, and styles nest no deeper than a page can show.
"""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.latex.formulas import formula
from pubmanager.latex.nodes import Hyperlink, RichText, Style, Styled, Text
from pubmanager.latex.tables import (
    ACCENTS,
    DROPPED_ARGUMENTS,
    JOURNALS,
    LETTERS,
    MATH_SYMBOLS,
    QUOTES,
    SILENT,
    STYLES,
    SWITCHES,
    SYMBOLS,
    TAGS,
    UNITS,
    WRAPPERS,
    accented,
)
from pubmanager.latex.tokens import (
    ACCENT,
    LIGATURES,
    RUN,
    TOKEN,
    closing_braces,
    folded,
    formula_at,
    in_text_mode,
    paired_tags,
    referenced,
    verbatim,
)
from pubmanager.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from pubmanager.latex.nodes import Node

    Effect = Callable[[tuple[Node, ...]], tuple[Node, ...]]


@lru_cache(maxsize=1 << 15)
def read_latex(text: str) -> RichText:
    """Reads LaTeX as bibliographies use it; never fails.

    Shape: adjacent ``Text`` is merged and NFC, runs of blanks are one blank, the ends are stripped, styles begin and
    end with something visible. An unknown command becomes its argument.

    >>> read_latex(r"{\\'E}t\\'e in \\emph{Z\\"urich} -- 5\\,\\%")
    RichText(nodes=(Text(text='Été in '), Styled(style=<Style.EMPHASIS: 'emphasis'>, nodes=(Text(text='Zürich'),)), \
Text(text=' – 5\\u202f%')))
    """
    text = in_text_mode(text)
    simple = _simplified(text)
    if simple is None:
        return _read(_without_html(text))[0]
    read = _without_commands(simple)
    return RichText((Text(read),)) if read else RichText()


def _without_html(text: str) -> str:
    """Writes tags of HTML, JATS and MathML as LaTeX; what LaTeX has nothing for stays as it is."""
    if not any(sign in text for sign in ("<", "lt", "less", "LT;", "60;", "3c;", "3C;")):
        return text
    from pubmanager.latex.html import read_markup

    markup = read_markup(text)
    return text if markup is None or not (markup.text or "").strip() else markup.text or ""


def plain(text: str) -> str:
    """Returns the visible text of LaTeX, without markup.

    >>> plain("{BERT}: Pre-training of ``deep'' models")
    'BERT: Pre-training of “deep” models'
    """
    text = in_text_mode(text)
    simple = _simplified(text)
    return read_latex(text).text if simple is None else _without_commands(simple)


def unknown_commands(text: str) -> tuple[tuple[str, int], ...]:
    """Returns the commands that the reader does not know, in order, with the offset of their backslash.

    Units: offsets into ``text`` in code points, 0-based.

    >>> unknown_commands(r"a \\emph{b} \\mymacro{c}")
    (('mymacro', 11),)
    """
    if "\\" not in text or _COMMANDS.keys() >= set(_COMMAND.findall(text)):
        return ()
    return _read(text)[1]


_COMMAND = regex(r"\\([A-Za-z]+)")


@lru_cache(maxsize=1 << 15)
def _read(text: str) -> tuple[RichText, tuple[tuple[str, int], ...]]:
    """Returns a text with the commands that are unknown: lint asks for both."""
    reader = Reader(text)
    return RichText(reader.read()), tuple(reader.unknown)


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


DEEPEST = 24
"""How deep effects nest. Nobody nests deeper by hand, and a file that does must not make every writer recurse."""


class Ends(Enum):
    """What ends an open frame."""

    BRACE = "a closing brace"
    ARGUMENT = "one token or group, not yet begun"
    DECLARATION = "the end of the group around it"
    TAG = "its closing tag"
    TEXT = "the end of the text"


class Frame(Struct):
    """Something open: nodes done, pieces of text not yet joined, and what happens at its end.

    Shape: a frame without ``effect`` shares ``nodes`` and ``pieces`` with the frame around it; ``depth`` counts the
    frames with an effect.
    """

    ends: Ends
    nodes: list[Node]
    pieces: list[str]
    effect: Effect | None = None
    closing: str = ""
    depth: int = 0
    in_code: bool = False
    in_quotes: bool = False
    in_link: bool = False


class Frames:
    """The open frames, the innermost as ``top``."""

    def __init__(self) -> None:
        self.top = Frame(Ends.TEXT, [], [])
        self._around: list[Frame] = []
        self._braces = 0

    def open(self, ends: Ends, effect: Effect | None = None, closing: str = "") -> Frame:
        """Opens a frame inside of ``top`` and returns it; ``closing`` is written at its end."""
        above = self.top
        inside = above.in_code, above.in_quotes, above.in_link
        if effect is None or above.depth >= DEEPEST:
            frame = Frame(ends, above.nodes, above.pieces, None, closing, above.depth, *inside)
        else:
            frame = Frame(ends, [], [], effect, closing, above.depth + 1, *inside)
        self._around.append(above)
        self.top = frame
        return frame

    def open_group(self) -> None:
        """Opens a group, which is the argument where one is waited for."""
        self._braces += 1
        if self.top.ends is Ends.ARGUMENT:
            self.top.ends = Ends.BRACE
        else:
            self.open(Ends.BRACE)

    def close_group(self) -> None:
        """Closes the innermost group and what is open in it; a brace that closes nothing is dropped."""
        self._settle()
        if not self._braces:
            return
        self._braces -= 1
        while self.top.ends is not Ends.BRACE:
            self._close()
        self._close()
        self._settle()

    def close_tag(self) -> None:
        """Closes the innermost tag and the declarations in it; a group in between has closed it already."""
        self._settle()
        while self.top.ends is Ends.DECLARATION:
            self._close()
        if self.top.ends is Ends.TAG:
            self._close()
            self._settle()

    def close_all(self) -> tuple[Node, ...]:
        """Closes everything and returns the nodes of the whole text, the ends stripped."""
        while self._around:
            self._close()
        _join(self.top)
        return _stripped(tuple(self.top.nodes))

    def write(self, text: str) -> None:
        """Adds a run of plain characters, of which an argument takes the first that is no blank."""
        if self.top.ends is Ends.ARGUMENT:
            text = text.lstrip()
            if not text:
                return
            self.top.pieces.append(text[0])
            self._settle()
            text = text[1:]
        self.top.pieces.append(text)

    def add_text(self, text: str) -> None:
        """Adds text that is an argument as a whole where one is waited for."""
        self.top.pieces.append(text)
        self._settle()

    def add(self, nodes: tuple[Node, ...]) -> None:
        """Adds nodes that are an argument together where one is waited for."""
        self._append(nodes)
        self._settle()

    def _settle(self) -> None:
        while self.top.ends is Ends.ARGUMENT:
            self._close()

    def _close(self) -> None:
        frame, self.top = self.top, self._around.pop()
        if frame.closing:
            frame.pieces.append(frame.closing)
        if frame.effect:
            _join(frame)
            self._append(_lifted(tuple(frame.nodes), frame.effect))

    def _append(self, nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self.top.pieces.append(node.text)
            else:
                _join(self.top)
                self.top.nodes.append(node)


def _join(frame: Frame) -> None:
    """Makes one ``Text`` of the pieces."""
    if frame.pieces:
        text = folded("".join(frame.pieces))
        frame.pieces.clear()
        if text:
            frame.nodes.append(Text(text))


def _lifted(nodes: tuple[Node, ...], effect: Effect) -> tuple[Node, ...]:
    """Applies an effect and leaves the blanks at the ends outside of it: Markdown's ``**bold **`` is not bold."""
    inner = _stripped(nodes)
    if nodes and not inner:
        return (Text(" "),)
    before = (Text(" "),) if _has_blank(nodes[:1], 0) else ()
    after = (Text(" "),) if _has_blank(nodes[-1:], -1) else ()
    return (*before, *effect(inner), *after)


def _has_blank(nodes: tuple[Node, ...], end: int) -> bool:
    return any(isinstance(node, Text) and node.text[end] == " " for node in nodes)


def _stripped(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    if nodes and isinstance(nodes[0], Text):
        text = nodes[0].text.lstrip(" ")
        nodes = (Text(text), *nodes[1:]) if text else nodes[1:]
    if nodes and isinstance(nodes[-1], Text):
        text = nodes[-1].text.rstrip(" ")
        nodes = (*nodes[:-1], Text(text)) if text else nodes[:-1]
    return nodes


_OPTION = regex(r"\*?\s*\[[^\[\]{}$\\]*\](?=\s*\{)")
_ARGUMENT = regex(r"\*?\s*(?=\{)")
_VERB_REACH = 1000
_UNIT_COMMAND = regex(r"\\([A-Za-z]+)\s*")


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

    def _read_dollars(self, token: re.Match[str]) -> None:
        self._frames.write(token.group())

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

    def _quantity(self, _token: re.Match[str], name: str) -> None:
        """Reads siunitx's ``\\SI{5}{\\kilo\\metre}``, ``\\unit{m/s}`` and ranges."""
        self._skip_option()
        count = {"SI": 1, "qty": 1, "SIrange": 2, "qtyrange": 2}.get(name, 0)
        numbers = "–".join(self._raw_argument().strip() for _ in range(count))
        self._skip_option()
        unit = _UNIT_COMMAND.sub(lambda found: UNITS.get(found[1], found[1]), self._raw_argument())
        unit = unit.replace("~", "").replace("^2", "²").replace("^3", "³").strip()
        self._frames.add_text(f"{numbers}\u00a0{unit}" if numbers else unit)

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
    "dollars": Reader._read_dollars,
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
    (("SI", "qty", "SIrange", "qtyrange", "si", "unit"), Reader._quantity),
    (("url", "nolinkurl"), Reader._url),
    (("path",), Reader._path),
    (("href",), Reader._href),
    (("verb",), Reader._verb),
    (("ensuremath",), Reader._ensured_formula),
    (("(", "["), Reader._delimited_formula),
)
_COMMANDS = {name: read for names, read in _READERS for name in names}
