"""Plain text for terminals, e-mails and files: nothing but what a reader sees."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from pubmanager.render.writers.base import Safe, Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANKS = re.compile(r"\s+")
# What a terminal obeys, and what turns the direction of the text behind it.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# What is broken by a character that nobody sees: a line such as `# pubs:end all` would end the region of a .txt file,
# and Jekyll runs `{{` and `{%` in every file with front matter, also where two pieces make them together.
_BROKEN = re.compile(r"pubs(?=:(?:begin|end|made|ignore))|\{(?=[{%]|$)", re.IGNORECASE)
_LIQUID = ("{", "%")
_ADDRESS = re.compile(r"<(?:[a-z][a-z0-9+.-]*:|/|[\w.-]+/)[^\s<>]*>$", re.IGNORECASE)
_JOINER = "\u2060"
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


class TextWriter(Writer):
    """Writes plain text: links with their address behind them, no emphasis."""

    format = "text"
    nested = Safe("")
    space = Safe(" ")

    @property
    def html(self) -> Writer:
        return self

    def text(self, text: str) -> Safe:
        return self.line(self.inline(text))

    def inline(self, text: str) -> Safe:
        if text.isprintable() and "  " not in text and ":" not in text and "{" not in text:
            return Safe(text)
        return Safe(_BROKEN.sub(lambda found: found.group() + _JOINER, _BLANKS.sub(" ", _CONTROL.sub("", text))))

    def line(self, content: Any) -> Safe:
        text = self.of(content)
        return Safe(_JOINER + text) if text.startswith(_LIQUID) else text  # behind a brace of a template

    def symbol(self, mark: str) -> Safe:
        return self.text(mark)

    def attribute(self, content: Any) -> Safe:
        return self.of(content)

    @staticmethod
    def _address(url: str) -> str:
        return url

    def math(self, tex: str) -> Safe:
        return self.text(f"${tex}$")

    def _formula(self, tex: str) -> str:
        return tex

    def strong(self, content: Any) -> Safe:
        return self.of(content)

    emphasis = underline = code = small_caps = paragraph = strong

    def superscript(self, content: Any) -> Safe:
        return _script(self.of(content), _RAISED, "^")

    def subscript(self, content: Any) -> Safe:
        return _script(self.of(content), _LOWERED, "_")

    def span(self, content: Any, *, color: str = "", classes: str = "") -> Safe:
        return self.of(content)

    def link(self, label: Any, url: str) -> Safe:
        """Writes the address in angle brackets, so that it ends where it ends. Source: RFC 3986, appendix C."""
        target, shown = self.url(url), self.of(label)
        if not target or target == shown:
            return shown
        return Safe(f"{shown} <{target}>") if shown else target

    def holds_link(self, written: str) -> bool:
        return bool(_ADDRESS.search(written))

    def image(self, url: str, alt: str) -> Safe:
        return self.text(alt)

    def heading(self, content: Any, level: int) -> Safe:
        inner = self.of(content)
        return Safe(f"{inner}\n{('=' if level < 2 else '-') * columns(inner)}") if inner else inner

    def items(self, items: Sequence[Any], *, ordered: bool = False, loose: bool = False) -> Safe:
        lines = []
        for number, item in enumerate(items, 1):
            marker = f"{number}. " if ordered else "- "
            lines.append(marker + self.of(item).strip().replace("\n", "\n" + " " * len(marker)))
        return Safe(("\n\n" if loose else "\n").join(lines))

    def table(self, header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Safe:
        lines = [[self.of(cell) for cell in line] for line in (header, *rows)]
        widths = [max(map(columns, cells)) for cells in zip(*lines, strict=True)]
        lines.insert(1, [Safe("-" * width) for width in widths])
        padded = (
            (
                _padded(cell, width, is_right=place > 0)
                for place, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
            for line in lines
        )
        return Safe("\n".join("  ".join(line).rstrip() for line in padded))

    def wrap(self, content: Any, width: int) -> Safe:
        lines = self.of(content).strip().split("\n")
        return Safe("\n".join(_wrapped(line, width) for line in lines) if width > 0 else "\n".join(lines))


def columns(text: str) -> int:
    """Returns how many columns of a terminal a text takes.

    >>> columns("owl"), columns("卫文杰"), columns("e\\u0301")
    (3, 6, 1)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) or sign in _JOINER else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _padded(cell: str, width: int, *, is_right: bool) -> str:
    blanks = " " * (width - columns(cell))
    return blanks + cell if is_right else cell + blanks


def _wrapped(line: str, width: int) -> str:
    """Breaks a line at blanks; a word that is too long, such as an address, stays whole."""
    lines, used = [""], 0
    for word in line.split(" "):
        size = columns(word)
        if lines[-1] and used + 1 + size > width:
            lines.append(word)
            used = size
        else:
            lines[-1] += f" {word}" if lines[-1] else word
            used += size + (1 if used else 0)
    return "\n".join(lines)


def _script(inner: Safe, table: dict[int, int], sign: str) -> Safe:
    moved = inner.translate(table)
    if all(ord(character) in table for character in inner):
        return Safe(moved)
    return Safe(f"{sign}{inner}") if inner.isalnum() else inner
