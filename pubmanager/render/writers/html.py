"""HTML, also inside Markdown and behind Liquid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pubmanager.regex import regex
from pubmanager.render.writers.base import Safe, Writer
from pubmanager.render.writers.svg import svg_badge

if TYPE_CHECKING:
    from collections.abc import Sequence

# Braces are Liquid's and Jinja's. Quotes are escaped in text too, which a template may print into an attribute. A
# dollar, a backslash or a backtick (AsciiMath) in an element of its own is nothing for MathJax.
_ESCAPED = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "{": "&#123;", "}": "&#125;",
}  # fmt: skip
_IN_ATTRIBUTE = str.maketrans({**_ESCAPED, "`": "&#96;", "\n": "&#10;", "\r": "&#10;"})
_IN_MATH = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"})
_IN_TEXT = str.maketrans({**_ESCAPED, **{sign: f"<span>&#{ord(sign)};</span>" for sign in "$`\\"}})
_SPECIAL = regex(r"[&<>\"'{}`$\\]")
_TAG = regex(r"<[^<>]*>")
_COLOR = regex(
    r"#[0-9a-f]{3,8}|[a-z]+|(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch|color|var)\([\w.,%/ -]*\)", re.IGNORECASE
)
_FOLD = "<details>"
_BREAK = regex(r"\s*[\r\n]\s*")
_LABEL = "padding: 0.1em 0.5em; border-radius: 0.25em; font-size: 0.8em"
_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Signs of direction, and what ends the stretch that one opens. Source: UAX 9, sections 2.1 to 2.6.
_DIRECTION = regex(r"[\u202a-\u202e\u2066-\u2069]")
_DIRECTION_ENDS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")
}  # fmt: skip
_DEEPEST = 60  # stretches of a direction; readers stop at 125


def visible(text: str) -> str:
    """Drops control characters, and closes what signs of direction open: text beside this one keeps its direction.

    >>> visible("a\\x07b"), ascii(visible("\\u202eabc")), ascii(visible("a\\u2069"))
    ('ab', "'\\\\u202eabc\\\\u202c'", "'a'")
    """
    text = _CONTROL.sub("", text)
    if not _DIRECTION.search(text):
        return text
    ends: list[str] = []  # of what is open

    def written(found: re.Match[str]) -> str:
        sign = found.group()
        if sign in _DIRECTION_ENDS:
            if len(ends) == _DEEPEST:
                return ""
            ends.append(_DIRECTION_ENDS[sign])
            return sign
        if sign not in ends:
            return ""
        closed = ""
        while not closed.endswith(sign):
            closed += ends.pop()
        return closed

    return _DIRECTION.sub(written, text) + "".join(reversed(ends))


class HtmlWriter(Writer):
    """Writes HTML."""

    format = "html"
    nested = Safe("")
    space = Safe("&nbsp;")

    @property
    def html(self) -> Writer:
        return self

    def text(self, text: str) -> Safe:
        if not text.isprintable():
            text = visible(text)
        written = text.translate(_IN_TEXT) if _SPECIAL.search(text) else text
        return Safe(f"&#37;{written[1:]}" if written.startswith("%") else written)  # behind a brace of a template

    def attribute(self, content: Any) -> Safe:
        text = self.plain(content)
        if not text.isprintable():
            text = visible(text)
        return Safe(text.translate(_IN_ATTRIBUTE))

    def _bare(self, written: Safe) -> str:
        from html import unescape

        return unescape(_TAG.sub("", written))

    @staticmethod
    def _address(url: str) -> str:
        return url.translate(_IN_ATTRIBUTE)

    def _formula(self, tex: str) -> str:
        return tex.translate(_IN_MATH)

    def strong(self, content: Any) -> Safe:
        return self._element("strong", content)

    def emphasis(self, content: Any) -> Safe:
        return self._element("em", content)

    def underline(self, content: Any) -> Safe:
        return self._element("u", content)

    def code(self, content: Any) -> Safe:
        return self._element("code", content)

    def superscript(self, content: Any) -> Safe:
        return self._element("sup", content)

    def subscript(self, content: Any) -> Safe:
        return self._element("sub", content)

    def small_caps(self, content: Any) -> Safe:
        return self._element("span", content, ' style="font-variant: small-caps"')

    def span(self, content: Any, *, color: str = "", classes: str = "") -> Safe:
        style = f' style="color: {shade}"' if (shade := self._css(color)) else ""
        return self._element("span", content, (f' class="{self.attribute(classes)}"' if classes else "") + style)

    def _css(self, color: Any) -> Safe:
        """Writes a colour into a style; nothing for what would be more than one value."""
        text = self.plain(color)
        return self.attribute(text) if _COLOR.fullmatch(text) else Safe("")

    def link(self, label: Any, url: str) -> Safe:
        target = self.url(url)
        return self._element("a", label, f' href="{target}"') if target else self.of(label)

    def holds_link(self, written: str) -> bool:
        return "<a " in written

    def image(self, url: str, alt: str) -> Safe:
        target = self.url(url)
        return Safe(f'<img src="{target}" alt="{self.attribute(alt)}">') if target else self.of(alt)

    def paragraph(self, content: Any) -> Safe:
        return self._element("p", content)

    def heading(self, content: Any, level: int) -> Safe:
        return self._element(f"h{min(max(level, 1), 6)}", content)

    def items(self, items: Sequence[Any], *, ordered: bool = False, loose: bool = False) -> Safe:
        if not items:
            return Safe("")
        name = "ol" if ordered else "ul"
        stripped = (Safe(self.of(item).strip()) for item in items)
        bare = "<p>"  # an item of several blocks has its paragraphs
        written = (
            self._element("li", self.paragraph(item) if loose and not item.startswith(bare) else item)
            for item in stripped
        )
        return Safe("\n".join([f"<{name}>", *written, f"</{name}>"]))

    def verbatim(self, content: Any) -> Safe:
        """Writes what stands in a block of code, on one line."""
        return Safe(self.attribute(content).replace("$", "<span>&#36;</span>").replace("\\", "&#92;"))

    def stacked(self, blocks: Sequence[Any]) -> Safe:
        written = (self.of(block) for block in blocks)
        return Safe("\n".join(each if each.startswith(_FOLD) else self.paragraph(each) for each in written))

    def new_line(self, kind: str = "br") -> Safe:
        return Safe("\n<br> ")

    def table(self, header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Safe:
        if not rows:
            return Safe("")
        lines = [f"<tr>{self._cells('th', header)}</tr>", "</thead>", "<tbody>"]
        lines += [f"<tr>{self._cells('td', row)}</tr>" for row in rows]
        return Safe("\n".join(["<table>", "<thead>", *lines, "</tbody>", "</table>"]))

    def _cells(self, name: str, cells: Sequence[Any]) -> str:
        right = ' style="text-align: right"'
        return "".join(f"<{name}{right if place else ''}>{self.of(cell)}</{name}>" for place, cell in enumerate(cells))

    def icon(self, classes: str, meaning: str = "") -> Safe:
        title = f' title="{self.attribute(meaning)}"' if meaning else ' aria-hidden="true"'
        return Safe(f'<i class="{self.attribute(classes)}"{title}></i>') if classes else Safe("")

    def label(self, content: Any, *, background: str, color: str, classes: str = "") -> Safe:
        style = f"background: {self._css(background)}; color: {self._css(color)}; {_LABEL}"
        return self._element("span", content, f' class="{self.attribute(classes)}" style="{style}"')

    def drawn_label(
        self, text: str, *, background: str, color: str, logo: str = "", logo_color: str = "", label: str = ""
    ) -> Safe:
        # In an element of its own, or kramdown takes an SVG at the start of a line for a block.
        ground, ink, logo_ink = (self._css(each) for each in (background, color, logo_color))
        said, named = (visible(self.plain(each)) for each in (text, label))
        drawing = svg_badge(said, ground, ink, logo, logo_ink, named)
        return Safe(f"<span>{drawing}</span>")

    def button(self, label: Any, url: str, classes: str) -> Safe:
        target = self.url(url)
        given = f' class="{self.attribute(classes)}"' if classes else ""
        return self._element("a", label, f' href="{target}"{given}') if target else self.of(label)

    def filled_in(self, classes: str, data: str) -> Safe:
        return Safe(f"<span class='{self.attribute(classes)}' data='{self.attribute(data)}'></span>")

    def fold(self, summary: str, content: Any, *, verbatim: bool = False) -> Safe:
        html = self.html
        if verbatim:
            body = f"<pre><code>{html.verbatim(content)}</code></pre>"
        else:
            body = f"<p>{_BREAK.sub(' ', html.of(content))}</p>"
        return Safe(f"{_FOLD}<summary>{html.text(summary)}</summary>{body}</details>")

    def _element(self, name: str, content: Any, attributes: str = "") -> Safe:
        inner = self.of(content)
        return Safe(f"<{name}{attributes}>{inner}</{name}>") if inner else Safe("")
