"""From a line of a skeleton to a row of a theme: its parts by name, with the words and looks around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<title>⟨[^⟨⟩]*T[^⟨⟩]*⟩|#T#)"
    r"|(?P<starred>⟨(?:\*\*L\*\*|L)★⟩)"
    r"|(?P<links>\[?⟨[^⟨⟩TV]*L[^⟨⟩TV]*⟩\]?(?:…(?:\*\*\|\*\*|[|/·,&])?)?|⟨▰⟩(?:…[|/·,]?)?)"
    r"|(?P<rate>N(?:/N(?:=N%)?|%))"
    r"|(?P<stars>⟨★⟩)"
    r"|(?P<shield>▰)"
    r"|(?P<span>~[^~]*~|@[^@]*@)"
    r"|(?P<linked>⟨[^⟨⟩]*⟩)"
    r"|(?P<cites>\*\*❞\*\*|❞)"
    r"|(?P<thing>[▸§▣★◈])"
    r"|(?P<authors>(?:[a-z^]+:)?A\([^()]*\))"
    r"|(?P<word>[TVYRPNDS])"
    r"|(?P<style>\*{1,3}|`|_)"
    r"|(?P<other>.)"
)
_LINK_STYLES = {
    "⟨L⟩": "plain",
    "⟨**L**⟩": "bold",
    "**⟨L⟩**": "bold-outside",
    "⟨*L*⟩": "italic",
    "[⟨L⟩]": "bracketed",
    "[⟨**L**⟩]": "bold-bracketed",
    "⟨[L]⟩": "bracketed-inside",
    "⟨[**L**]⟩": "bold-bracketed-inside",
    "⟨◈L⟩": "icon-label",
    "⟨◈**L**⟩": "icon-bold",
    "⟨◈⟩": "icon",
    "⟨▰⟩": "shield",
}
_SEPARATORS = {"": " ", "|": " | ", "/": " / ", "·": " · ", ",": ", ", "&": " & ", "**|**": " **|** "}
_FURTHER_SLOTS = ("demo", "video", "slides", "poster")
# What the first, second, … text about a venue is called, before the title or authors and after them.
_FIRST_TEXTS = ("venue", "keywords", "note")
_LATER_TEXTS = ("container", "venue", "location", "note")


class NoRow(Exception):
    """No row of a theme says this; the words tell what is missing."""


@dataclass
class Rows:
    """What is collected on the way through an entry's lines: rows and the options their parts need."""

    options: dict[str, object] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    slots: dict[str, str] = field(default_factory=dict)
    has_several_links: bool = False
    _texts: int = 0
    _said: set[str] = field(default_factory=set)
    _is_past_title: bool = False

    def row(self, line: str) -> str:
        """Returns a line as a row. Raises: ``NoRow``."""
        pieces: list[str] = []
        is_open: list[str] = []
        previous = ""
        for match in _TOKEN.finditer(line):
            kind, token = match.lastgroup or "other", match.group()
            if kind == previous == "word":
                pieces[-1] = pieces[-1].removesuffix("\1")
                pieces.append(self._word(token).removeprefix("\0"))
                continue
            previous = kind
            if kind == "style":
                pieces += [self._style(sign, is_open) for sign in _signs(token, is_open)]
            else:
                pieces.append(getattr(self, f"_{kind}")(token))
        return _spaced("".join(pieces))

    def _style(self, sign: str, is_open: list[str]) -> str:
        if sign == "_":
            raise NoRow("underlined words")
        if sign in is_open:
            is_open.remove(sign)
            return sign + "\1"
        is_open.append(sign)
        return "\0" + sign

    def _title(self, token: str) -> str:
        self._is_past_title, self._texts = True, 0
        inner = token.strip("⟨⟩")
        if token == "#T#":
            self._set("title", "heading")
            return "\0{title}\1"
        written = inner.replace("T", "{title}")
        if "L" in inner or "V" in inner:
            raise NoRow("words beside the title in its link")
        return f"\0[{written}](title)\1"

    def _links(self, token: str) -> str:
        unit, _, separator = token.partition("…")
        if unit not in _LINK_STYLES:
            raise NoRow(f"links as {unit}")
        style: dict[str, object] = {"style": _LINK_STYLES[unit]}
        if "…" in token:
            style["separator"] = _SEPARATORS[separator]
        if "links" in self.options:
            return self._further(str(style["style"]), str(style.get("separator", "")))
        self.has_several_links = "…" in token
        self.options["links"] = style
        return "\0{links}\1"

    def _further(self, style: str, separator: str) -> str:
        """Links in another style or place than the first ones: each a slot of its own."""
        count = 2 if separator else 1
        if len(self.slots) + count > len(_FURTHER_SLOTS):
            raise NoRow("more links in places of their own than there are slots")
        chosen = _FURTHER_SLOTS[len(self.slots) :][:count]
        self.slots |= dict.fromkeys(chosen, style)
        return separator.join(f"\0{{link.{slot}}}\1" for slot in chosen)

    def _stars(self, _: str) -> str:
        return "\0{stars}\1"

    def _rate(self, token: str) -> str:
        names = {"N%": "{rate}", "N/N": "{rate.counts}", "N/N=N%": "{rate.counts}={rate}"}
        return f"\0{names[token]}\1"

    def _starred(self, token: str) -> str:
        return "\0[" + token.strip("⟨⟩").replace("L", "Code").replace("★", " {stars.plain}") + "](code)\1"

    def _cites(self, token: str) -> str:
        return "\0{citations}\1" if "*" in token else "\0{citations.plain}\1"

    def _shield(self, _: str) -> str:
        if "badges" in self.options:
            raise NoRow("shields in two places")
        self.options["badges"] = {"parts": ["{venue}-{year}"], "style": ["shield"]}
        return "\0{badges}\1"

    def _span(self, token: str) -> str:
        look = "{color:red}" if token[0] == "~" else "{.tag}"
        return f"\0[{self.row(token[1:-1])}]{look}\1"

    def _linked(self, token: str) -> str:
        inner = "".join(self._word(each) if each in "VYRPND" else each for each in token[1:-1])
        return f"\0[{inner}](title)\1"

    def _thing(self, token: str) -> str:
        if token in "§▣":
            return "\0{legend}\1" if token == "§" else "\0{image}\1"
        if token == "★":
            return "\0{stars.plain}\1"
        raise NoRow("a fold in a line" if token == "▸" else "an icon")

    def _authors(self, token: str) -> str:
        self._is_past_title, self._texts = True, 0
        self.authors.append(token)
        return "\0{authors}\1"

    def _word(self, token: str) -> str:
        if token == "T":
            self._is_past_title, self._texts = True, 0
            return "\0{title}\1"
        if token == "S":
            return "\0{summary}\1"
        if token == "V":
            names = _LATER_TEXTS if self._is_past_title else _FIRST_TEXTS
            if self._texts >= len(names):
                raise NoRow("more texts than there are fields for")
            self._texts += 1
            return f"\0{{{names[self._texts - 1]}}}\1"
        if token == "N" and token in self._said:
            token = "second N"
        if token != "Y" and token in self._said:
            raise NoRow("numbers, ranks or presentations in two places")
        self._said.add(token)
        names_of = {"Y": "date.year", "R": "rank", "P": "presentation", "N": "pages", "second N": "impact"}
        return "doi: \0{doi}\1" if token == "D" else f"\0{{{names_of[token]}}}\1"

    def _other(self, token: str) -> str:
        return token

    def _set(self, name: str, value: object) -> None:
        if self.options.get(name, value) != value:
            raise NoRow(f"two values of {name}")
        self.options[name] = value


def _signs(token: str, is_open: list[str]) -> list[str]:
    """Cuts signs of emphasis into those that close what is open and those that open something."""
    last = is_open[-1] if is_open else ""
    return [last, token.removeprefix(last)] if last and token != last and token.startswith(last) else [token]


def _spaced(text: str) -> str:
    """Puts a blank between neighbouring parts and behind punctuation. Shape: ``\\0`` and ``\\1`` are where parts begin and end."""
    text = re.sub(r"(?<=\x01)(?=\x00|\[|\()", " ", text)
    text = re.sub(r"(?<=[,;:.])(?=\x00|\[|\()", " ", text)
    text = re.sub(r"(?<=[\])])(?=\x00)", " ", text)
    text = re.sub(r"(?<=\x01)(?=[|·/])|(?<=[|·/])(?=\x00)", " ", text)
    return re.sub(r" +", " ", text.replace("\0", "").replace("\1", "")).strip()
