"""What a page is made of, as a browser's own parser reads it, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

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
# What a reader makes of ordinary text that is harmless, and that to escape would make pages ugly where they are edited.
TOLERATED: dict[str, frozenset[str]] = {
    "kramdown": frozenset(),
    "goldmark": frozenset({"links"}),
    "pandoc": frozenset({"captions", "formulas"}),
    "python-markdown": frozenset(),
    "pymdown": frozenset({"links", "formulas"}),
    "myst": frozenset({"links", "levels", "formulas"}),
    "markdown-it": frozenset({"links", "formulas"}),
}
"""``links``: a bare URL or e-mail address becomes a link to itself, as on GitHub; ``captions``: the words of a picture that
is alone in its paragraph are shown below it too; ``levels``: headings count from the heading before the region;
``formulas``: an extension hands on what stands between dollars as it is written, with the escapes that keep it whole for
kramdown and Liquid."""
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


def read(html: str, tolerated: frozenset[str] = frozenset()) -> Page:
    """Reads the body of a page, without what is tolerated."""
    page, texts = Page(), []
    body = LexborHTMLParser(f"<!doctype html><meta charset=utf-8><body>{html}").body
    assert body is not None
    for depth, node in _nodes(body, tolerated):
        if node.is_text_node:
            texts.append(node.text_content or "")
        elif node.is_comment_node:
            page.elements.append((depth, "comment"))
        elif node.is_element_node:
            page.elements.append((depth, *_named(node, tolerated)))
            texts += [node.attributes.get("alt") or ""]
            page.addresses += _addresses(node)
    page.text = "".join(texts)
    return page


def _nodes(node: LexborNode, tolerated: frozenset[str]) -> Iterator[tuple[int, LexborNode]]:
    """Yields nodes with their depth; those that mean nothing are none, but what is in them is."""
    waiting = [(0, child) for child in reversed(list(node.iter(include_text=True)))]
    while waiting:
        depth, each = waiting.pop()
        if "captions" in tolerated and each.tag == "figcaption":
            continue
        is_bare = _is_bare(each) or ("links" in tolerated and _is_link_to_itself(each))
        if not is_bare:
            yield depth, each
        waiting += [(depth + (not is_bare), child) for child in reversed(list(each.iter(include_text=True)))]


def _is_bare(node: LexborNode) -> bool:
    """Whether an element means nothing: a span without attributes, a section that a heading begins."""
    return node.tag == "section" or (node.tag in ("span", "tspan") and not node.attributes)


def _is_link_to_itself(node: LexborNode) -> bool:
    return node.tag == "a" and is_own_address(node.attributes.get("href") or "", node.text())


def is_own_address(address: str, text: str) -> bool:
    """Whether a link leads where its words say."""
    address, text = unquote(address), unquote(text)
    return bool(text) and address in (text, f"http://{text}", f"https://{text}", f"mailto:{text}")


def _named(node: LexborNode, tolerated: frozenset[str]) -> tuple[object, ...]:
    if node.tag == "code":  # which a format writes in one of two ways
        return ("code",)
    return ("heading" if "levels" in tolerated and re.fullmatch("h[1-6]", node.tag or "") else node.tag, *_shape(node))


def _shape(node: LexborNode) -> Iterator[tuple[str, str]]:
    for name, value in sorted(node.attributes.items()):
        # An id is made of the words of a heading; ``markdown`` speaks to kramdown and means nothing to a browser.
        if name not in ("id", "markdown"):
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
