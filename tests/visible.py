"""What a reader sees of HTML: runs of text with their styles and links, and images; layout does not count."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

_STYLES = {
    "em": "em",
    "i": "em",
    "strong": "strong",
    "b": "strong",
    "u": "u",
    "code": "code",
    "sup": "sup",
    "sub": "sub",
}
_INLINE = {"a", "span", "img", *_STYLES}


@dataclass(frozen=True)
class Run:
    """A stretch of text, or an image: its address in ``image`` and its words in ``text``."""

    text: str
    styles: frozenset[str] = frozenset()
    href: str = ""
    image: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._styles: list[str] = []
        self._hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _STYLES:
            self._styles.append(_STYLES[tag])
        elif tag == "a":
            self._hrefs.append(unquote(given.get("href") or ""))
        elif tag == "img":
            self._add(given.get("alt") or "", unquote(given.get("src") or ""))
        elif tag == "span" and "small-caps" in (given.get("style") or ""):
            self._styles.append("small-caps")
        elif tag not in _INLINE:
            self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _STYLES and _STYLES[tag] in self._styles:
            self._styles.remove(_STYLES[tag])
        elif tag == "a" and self._hrefs:
            self._hrefs.pop()
        elif tag not in _INLINE:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str, image: str = "") -> None:
        self.runs.append(Run(text, frozenset(self._styles), self._hrefs[-1] if self._hrefs else "", image))

    def _break(self, tag: str) -> None:
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "hr"):
            self.runs.append(Run(f"⟨{tag}⟩"))
        self.runs.append(Run("\n"))


def visible(html: str) -> list[Run]:
    """Returns what a reader sees, neighbours of one look joined and blanks folded."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    joined: list[Run] = []
    for run in reader.runs:
        last = joined[-1] if joined else None
        if last and not run.image and not last.image and (last.styles, last.href) == (run.styles, run.href):
            joined[-1] = Run(last.text + run.text, run.styles, run.href)
        else:
            joined.append(run)
    return [run for run in (_folded(run) for run in joined) if run.text.strip() or run.image]


def _folded(run: Run) -> Run:
    return Run(re.sub(r"[ \t\r\n\xa0]+", " ", run.text).strip(), run.styles, run.href, run.image)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str], ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple((name, value or "") for name, value in attrs)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", ()))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", ()))


def tags(html: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Returns every tag that opens an element, with its attributes decoded; comments and declarations too."""
    reader = _Tags()
    reader.feed(html)
    reader.close()
    return reader.found


_ADDRESSES = ("href", "src", "srcset", "poster", "action", "formaction", "background", "cite", "xlink:href")


def addresses(html: str) -> list[str]:
    """Returns what a browser would open or load: the values of all attributes that hold a URL."""
    return [value for _, attributes in tags(html) for name, value in attributes if name in _ADDRESSES]


def scheme_of(address: str) -> str:
    """Returns the scheme of a URL as a browser finds it. Source: URL Standard, "basic URL parser"."""
    read = re.sub(r"[\t\r\n]", "", address.strip("".join(map(chr, range(0x21)))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", read, re.IGNORECASE)
    return found[1].lower() if found else ""


def kramdown(texts: list[str]) -> list[str]:
    """Puts Markdown through Debian's kramdown."""
    script = Path(__file__).with_name("kramdown.rb")
    result = subprocess.run(
        ["ruby", str(script)], input=json.dumps(texts), capture_output=True, text=True, check=True, timeout=600
    )
    found = json.loads(result.stdout)
    assert len(found) == len(texts)
    return found
