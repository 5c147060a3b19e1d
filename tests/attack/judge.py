"""What a page is made of, as a browser's own parser reads it, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

ACTIVE = frozenset(
    [
        "applet",
        "audio",
        "base",
        "body",
        "embed",
        "form",
        "frame",
        "frameset",
        "iframe",
        "input",
        "isindex",
        "link",
        "math",
        "meta",
        "noscript",
        "object",
        "plaintext",
        "script",
        "select",
        "source-map",
        "style",
        "template",
        "textarea",
        "title",
        "xmp",
    ]
)
ADDRESSES = frozenset(
    [
        "action",
        "archive",
        "background",
        "cite",
        "classid",
        "code",
        "codebase",
        "data",
        "dynsrc",
        "formaction",
        "href",
        "icon",
        "longdesc",
        "lowsrc",
        "manifest",
        "ping",
        "poster",
        "profile",
        "src",
        "srcdoc",
        "srcset",
        "usemap",
        "xlink:href",
    ]
)
HARMLESS_SCHEMES = frozenset({"", "http", "https", "mailto"})
# What a text decides of an element: the words and the width of a badge, and the address of its picture.
WORDS = frozenset({"alt", "title", "aria-label", "width", "height", "x", "d", "textLength", "href", "src"})
_STRIPPED = re.compile(r"[\t\n\r]")  # what a browser takes out of an address before it reads it
_EDGES = "".join(map(chr, range(0x21)))


@dataclass
class Page:
    """Shape: ``elements`` are those of the page in order, each with its depth and what cannot depend on words;
    ``addresses`` are what links and pictures lead to; ``comments`` too, since a comment hides text."""

    elements: list[tuple[object, ...]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def active(self) -> list[object]:
        """Elements and attributes that run, load or restyle something."""
        return [
            (name, attribute)
            for _, name, *attributes in self.elements
            for attribute in [None, *attributes]
            if (attribute is None and name in ACTIVE)
            or (isinstance(attribute, tuple) and str(attribute[0]).startswith("on"))
        ]

    @property
    def unsafe(self) -> list[str]:
        """Addresses that a page may not have."""
        return [each for each in self.addresses if scheme_of(each) not in HARMLESS_SCHEMES]


def read(html: str) -> Page:
    """Reads the body of a page."""
    page, texts = Page(), []
    body = LexborHTMLParser(f"<!doctype html><meta charset=utf-8><body>{html}").body
    assert body is not None
    for depth, node in _nodes(body):
        if node.is_text_node:
            texts.append(node.text_content or "")
        elif node.is_comment_node:
            page.elements.append((depth, "comment"))
        elif node.is_element_node:
            page.elements.append((depth, "code") if _is_code(node) else (depth, node.tag, *_shape(node)))
            texts += [node.attributes.get("alt") or ""]
            page.addresses += _addresses(node)
    page.text = "".join(texts)
    return page


def _nodes(node: LexborNode) -> Iterator[tuple[int, LexborNode]]:
    """Yields nodes with their depth; a span without attributes means nothing, nor do the sections that headings begin."""
    waiting = [(0, child) for child in reversed(list(node.iter(include_text=True)))]
    while waiting:
        depth, each = waiting.pop()
        is_bare = each.tag == "section" or (each.tag in ("span", "tspan") and not each.attributes)
        if not is_bare:
            yield depth, each
        waiting += [(depth + (not is_bare), child) for child in reversed(list(each.iter(include_text=True)))]


def _is_code(node: LexborNode) -> bool:
    """Whether it shows code, which a format writes in one of two ways and docutils in a third."""
    return node.tag == "code" or node.attributes.get("class") == "docutils literal"


def _shape(node: LexborNode) -> Iterator[tuple[str, str]]:
    for name, value in sorted(node.attributes.items()):
        if name != "id":  # made of the words of a heading, where it has any
            yield (name, "" if name in WORDS or name.startswith("data-") or value is None else value)


def _addresses(node: LexborNode) -> Iterator[str]:
    for name, value in node.attributes.items():
        if name in ADDRESSES and value:
            yield from (each.split()[0] for each in value.split(",") if each.strip()) if name == "srcset" else [value]


def scheme_of(address: str) -> str:
    """Returns the scheme as a browser reads it. Source: WHATWG URL, basic URL parser.

    >>> scheme_of(" java\\tscript:x"), scheme_of("a/b:c"), scheme_of("JavaScript:x")
    ('javascript', '', 'javascript')
    """
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", _STRIPPED.sub("", address.strip(_EDGES)))
    return found[1].lower() if found else ""


_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "«": '"', "»": '"'}
)
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2060]+")
_DASHES = re.compile(r"-+")


def folded(text: str) -> str:
    """Returns a text without what readers change rightly: blanks, quotation marks, dashes, invisible characters."""
    return _DASHES.sub("-", _UNSEEN.sub("", text.translate(_TYPOGRAPHY)).replace("<<", '"').replace(">>", '"'))
