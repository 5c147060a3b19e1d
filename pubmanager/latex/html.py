"""HTML, JATS and MathML in texts, written as LaTeX: what publishers' exports leave in titles and abstracts.

The pattern here finds what is a tag at all, however its angle brackets are escaped; ``html.parser`` reads the tags.
Formulas, code and addresses of LaTeX are left alone, and so is a tag that may be meant as text: ``the <em> tag``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.latex.mathml import HIDDEN, SHOWN, Element, Unwritable, formula_of
from pubmanager.latex.tokens import set_apart
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Elements by what they mean, without their prefix. Source: HTML; JATS, element index; the schemas of Elsevier (ce:)
# and Springer (A++); MathML 3.
_STYLES = {
    "i": "emph", "em": "emph", "italic": "emph", "emphasis": "emph", "cite": "emph", "var": "emph",
    "b": "textbf", "bold": "textbf", "strong": "textbf", "u": "underline", "underline": "underline",
    "sub": "textsubscript", "inf": "textsubscript", "subscript": "textsubscript",
    "sup": "textsuperscript", "superscript": "textsuperscript",
    "sc": "textsc", "scp": "textsc", "small-caps": "textsc",
    "tt": "texttt", "code": "texttt", "kbd": "texttt", "samp": "texttt", "monospace": "texttt", "pre": "texttt",
}  # fmt: skip
_TITLE_NAMES = "title section-title heading h1 h2 h3 h4 h5 h6"
_BLOCK_NAMES = """p div sec section article abstract abstracttext abstractsection abstract-sec para simple-para body
 header footer list ul ol dl list-item li dt dd def-list def-item term def table thead tbody tfoot tr td th caption
 blockquote disp-quote center label trans-abstract fig address"""
_FORMULA_NAMES = "inline-formula disp-formula inlineequation equation alternatives tex-math math"
_VOID_NAMES = "br break hr wbr img graphic inline-graphic mspace none mprescripts col hsp vsp sep"
_OTHER_NAMES = """span font small big roman sans-serif serif overline strike s del ins mark abbr abbrev acronym q fn
 named-content styled-content xref cross-ref cross-refs internalref citationref bibr footnote equationsource
 mediaobject inline-supplementary-material chem-struct institution object-id target glyph"""
_MATH_NAMES = """mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub
 msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr maction semantics
 annotation annotation-xml"""
_TITLES = frozenset(_TITLE_NAMES.split())
_BLOCKS = _TITLES.union(_BLOCK_NAMES.split())
_ITEMS = frozenset(("li", "list-item", "dd", "def-item"))
_FORMULAS = frozenset(_FORMULA_NAMES.split())
_VOID = frozenset(_VOID_NAMES.split())
_LINKS = frozenset(("a", "ext-link", "uri", "email", "externalref", "inter-ref"))
_OTHERS = frozenset(_OTHER_NAMES.split())
_MATH = frozenset(_MATH_NAMES.split())
_NAMES = frozenset((*_STYLES, *_BLOCKS, *_FORMULAS, *_VOID, *_LINKS, *_OTHERS, *_MATH))
_CODE = frozenset(name for name, command in _STYLES.items() if command == "texttt")
_DEEPEST = 64  # nobody nests deeper by hand
_MOST_TAGS = 5000  # more are no abstract, and take seconds
_ENDED_BY_THE_NEXT = frozenset(("p", "li", "dd", "dt", "td", "th", "tr"))  # HTML lets their ends be left out
_KEPT_APART = _BLOCKS | {"br", "break", "hr"}  # words on both sides are not to be glued together
_LAST_IN_SENTENCE = regex(r"(?:[.:?!;>)\]]|\A)[\s}]*\Z")

# An angle bracket as itself, as an entity however often escaped, as Mendeley and as Zotero write it.
_AMPERSAND = r"(?:\\?&|\{\\&\})(?:amp;)*"
_LESS = (
    rf"(?:<|{_AMPERSAND}(?:lt|LT|#0*60|#[xX]0*3[cC]);|\$\s?(?:\\less|\\lt|<)\s?\$|\{{\$<\$\}}|\{{\\textless\s*\}}"
    r"|\\textless(?:\s*\{\}|\s+|(?=/?[\w:-]+\\textgreater)))"
)
_GREATER = (
    rf"(?:>|{_AMPERSAND}(?:gt|GT|#0*62|#[xX]0*3[eE]);|\$\s?(?:\\greater|\\gt|>)\s?\$|\{{\$>\$\}}|\{{\\textgreater\s*\}}"
    r"|\\textgreater(?:\s*\{\}|\s)?)"
)
_TAG = (
    rf"(?P<less>{_LESS})(?P<slash>/?)(?P<prefix>[A-Za-z][\w]{{0,11}}:)?(?P<name>[A-Za-z][A-Za-z0-9-]{{0,31}})"
    rf"(?P<attributes>\s[^<>{{}}$]{{0,999}}?)?(?P<alone>\s?/)?(?P<greater>{_GREATER})"
)
_COMMENTS = {"<!--": "-->", "<![CDATA[": "]]>", "<?xml": "?>"}
_TOKEN = regex(rf"(?P<comment><!--|<!\[CDATA\[|<\?xml)|(?P<tag>{_TAG})")
_SIGNS = ("<", "lt;", "LT;", "60;", "3c;", "3C;", "\\textless", "\\less", "\\lt")
_PRIVATE = regex("[\ue000-\ue00f]")
_BREAK, _AFTER_TITLE, _AFTER_ITEM = "\ue003", "\ue004", "\ue005"
_JOINT = regex(rf"(?<!\s)\s*+[{_BREAK}{_AFTER_TITLE}{_AFTER_ITEM}][\s{_BREAK}{_AFTER_TITLE}{_AFTER_ITEM}]*")
_EDGES = f" \t\r\n{_BREAK}{_AFTER_TITLE}{_AFTER_ITEM}"


class Markup(Struct, frozen=True):
    """The tags of a text, and the text without them.

    Shape: ``tags`` are the places of tags and comments in order; ``text`` is ``None`` where LaTeX has nothing for one.
    """

    tags: tuple[tuple[int, int], ...]
    text: str | None


def read_markup(text: str) -> Markup | None:
    """Reads the HTML, JATS and MathML in a text that is LaTeX otherwise; ``None`` where there is none.

    >>> read_markup("<p>Ice at 10<sup>-3</sup> K</p><p>Snow").text
    'Ice at 10\\\\textsuperscript{-3} K Snow'
    >>> read_markup("for p < 3 and q > 4")
    """
    if not any(sign in text for sign in _SIGNS) or _PRIVATE.search(text):
        return None
    tags = _paired(text, list(_tags(text)))
    if not tags:
        return None
    pieces, cursor = [], 0
    for tag, is_paired in tags:
        pieces += [_hidden(text[cursor : tag.start]), _as_tag(tag, is_paired)]
        cursor = tag.end
    parser = _Parser()
    places = tuple((tag.start, tag.end) for tag, _ in tags)
    if len(tags) > _MOST_TAGS:
        return Markup(places, None)
    try:
        parser.feed("".join([*pieces, _hidden(text[cursor:])]))
        parser.close()
        written = _joined(_written(parser.root)).translate(SHOWN)
    except Unwritable:
        return Markup(places, None)
    return Markup(places, written if _is_balanced(written) == _is_balanced(text) else None)


class _Tag(Struct, frozen=True):
    """A tag or a comment. Shape: ``name`` in lower case, without prefix, empty for a comment with ``inner``."""

    start: int
    end: int
    name: str = ""
    attributes: str = ""
    inner: str = ""
    is_closing: bool = False
    is_alone: bool = False
    is_prefixed: bool = False
    is_escaped: bool = False


def _tags(text: str) -> Iterator[_Tag]:
    """Yields tags and comments, but for those in formulas, addresses and code."""
    apart = set_apart(text)
    starts = [start for start, _, _ in apart]
    missing = {end for end in _COMMENTS.values() if end not in text}
    position, code = 0, ""
    while found := _TOKEN.search(text, position):
        start, position = found.span()
        around = bisect_right(starts, start) - 1
        if around >= 0 and start < apart[around][1] and not (found["tag"] and found["less"][-1] == "$"):
            position = apart[around][1]
        elif found["comment"]:
            mark = _COMMENTS[found["comment"]]
            end = -1 if mark in missing or code else text.find(mark, position)
            if end >= 0:
                inner = text[position:end] if mark == "]]>" else ""
                position = end + len(mark)
                yield _Tag(start, position, inner=inner)
            elif not code:
                missing.add(mark)
        elif (name := found["name"].lower()) not in _NAMES:
            position = found.end("less")
        elif not code or (found["slash"] and name == code):
            is_closing, is_alone = bool(found["slash"]), bool(found["alone"])
            code = name if name in _CODE and not is_closing and not is_alone else ""
            signs = bool(found["prefix"]), found["less"] != "<"
            yield _Tag(start, position, name, found["attributes"] or "", "", is_closing, is_alone, *signs)


def _paired(text: str, tags: Sequence[_Tag]) -> list[tuple[_Tag, bool]]:
    """Returns the tags with whether they have a partner, without those that have none and may be meant as text."""
    opened: dict[str, list[int]] = {}
    paired: set[int] = set()
    for index, tag in enumerate(tags):
        if tag.name and not tag.is_closing and not tag.is_alone:
            opened.setdefault(tag.name, []).append(index)
        elif tag.is_closing and opened.get(tag.name):
            paired |= {opened[tag.name].pop(), index}
    sure = [index in paired or _is_surely_a_tag(text, tag) for index, tag in enumerate(tags)]
    is_html = any(is_sure and tag.name in _BLOCKS for is_sure, tag in zip(sure, tags, strict=True))
    return [
        (tag, index in paired)
        for index, tag in enumerate(tags)
        if sure[index] or (is_html and not tag.is_escaped and tag.name in _BLOCKS)
    ]


def _is_surely_a_tag(text: str, tag: _Tag) -> bool:
    """Whether a tag without a partner is one: not the ``<p>`` of ``bra and <p>``, nor ``the <em> tag``."""
    if not tag.name or tag.is_prefixed or tag.is_alone or tag.attributes or tag.is_closing:
        return True
    if "-" in tag.name or tag.name in ("br", "hr"):
        return True
    if tag.name in _BLOCKS:
        return bool(_LAST_IN_SENTENCE.search(text[max(tag.start - 20, 0) : tag.start]))
    is_glued = text[tag.end : tag.end + 1].isalnum()
    return not tag.is_escaped and len(tag.name) > 2 and is_glued and tag.name not in _MATH


def _hidden(text: str) -> str:
    for sign, hidden in HIDDEN.items():
        text = text.replace(sign, hidden)
    return text


def _as_tag(tag: _Tag, is_paired: bool) -> str:
    """Returns a tag as the parser takes it, under a name that it has no rules for."""
    if not tag.name:
        return _hidden(tag.inner)
    attributes = unescape(unescape(tag.attributes))
    attributes = attributes.replace("&", "&amp;") if "<" not in attributes and ">" not in attributes else ""
    name = f"x-{tag.name}" if is_paired else f"y-{tag.name}"
    return f"<{'/' * tag.is_closing}{name}{attributes}{'/' * tag.is_alone}>"


class _Parser(HTMLParser):
    """Builds a tree; what is not closed ends with the element around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._element(tag, attrs)
        if element.name in _ENDED_BY_THE_NEXT and self._open[-1].name == element.name:
            self._open.pop()
        self._open[-1].inner.append(element)
        if element.name not in _VOID:
            self._open.append(element)
        if len(self._open) > _DEEPEST:
            raise Unwritable(element.name)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inner.append(self._element(tag, attrs))

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        """Makes an element; a style without an end says nothing: nobody knows how far it goes."""
        name = tag[2:]
        is_lost = tag[0] == "y" and (name in _STYLES or name in _LINKS)
        return Element("span" if is_lost else name, {key.rpartition(":")[2]: value or "" for key, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].name == tag[2:]:
                again = [each for each in self._open[place + 1 :] if each.name in _STYLES]
                del self._open[place:]
                for each in again:  # `<i>a <b>b</i> c</b>`
                    copy = Element(each.name, each.attributes)
                    self._open[-1].inner.append(copy)
                    self._open.append(copy)
                return
        if tag[2:] in _KEPT_APART:
            self._open[-1].inner.append(Element("br"))

    def handle_data(self, data: str) -> None:
        self._open[-1].inner.append(data)


def _written(element: Element) -> str:
    """Writes what stands in an element as LaTeX, with marks where words must not be glued together."""
    return "".join(each if isinstance(each, str) else _as_latex(each) for each in element.inner)


def _as_latex(element: Element) -> str:
    name = element.name
    if name in _FORMULAS:
        return _formula(element)
    if name in _MATH:
        raise Unwritable(name)  # outside of a formula
    inner = _written(element)
    if name in _STYLES:
        return _wrapped(f"\\{_STYLES[name]}{{", inner, "}") if _is_balanced(inner) else inner
    if name in _LINKS:
        return _link(element, inner)
    if name == "q":
        return _wrapped("``", inner, "''")
    if name in ("img", "graphic", "inline-graphic"):
        return element.attributes.get("alt", "") or inner
    if name in _TITLES:
        return f"{_BREAK}{inner}{_AFTER_TITLE}" if inner.strip(_EDGES) else _BREAK
    if name in _ITEMS:
        return f"{_BREAK}{inner}{_AFTER_ITEM}"
    if name in ("list", "ul", "ol", "dl", "def-list"):
        return f"{_BREAK}{inner.rstrip(_EDGES)}{_BREAK}"
    if name == "abstracttext" and (label := element.attributes.get("label", "")):
        return f"{_BREAK}{label}{_AFTER_TITLE}{inner}{_BREAK}"
    return f"{_BREAK}{inner}{_BREAK}" if name in _KEPT_APART else inner


def _wrapped(before: str, inner: str, after: str) -> str:
    """Puts a command around a text, but not around the blanks and marks at its ends."""
    bare = inner.strip(_EDGES)
    if not bare:
        return inner
    start = inner.index(bare)
    return f"{inner[:start]}{before}{bare}{after}{inner[start + len(bare) :]}"


def _link(element: Element, inner: str) -> str:
    address = element.attributes.get("href", "").strip()
    if not re.fullmatch(r"https?://[^\s{}\\\"]+", address):
        return inner
    if not inner.strip(_EDGES) or inner.translate(SHOWN).strip() == address:
        return f"\\url{{{_hidden(address)}}}"
    return _wrapped(f"\\href{{{_hidden(address)}}}{{", inner, "}") if _is_balanced(inner) else inner


def _formula(element: Element) -> str:
    """Writes a formula once, where it is there as TeX and as MathML."""
    if tex := element.find("tex-math", "equationsource"):
        written = _tex(tex.text)
    elif math := element.find("math"):
        written = formula_of(math)
    else:
        return _written(element)
    return f"{_BREAK}{_hidden(written)}{_BREAK}" if element.name in ("disp-formula", "equation") else _hidden(written)


def _tex(text: str) -> str:
    """Returns a formula from a whole LaTeX document, as Springer writes it, or from less, with its dollar signs."""
    body = re.search(r"\\begin\s*\{document\}([\s\S]*?)\\end\s*\{document\}", text)
    tex = (body[1] if body else text).strip()
    for before, after in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
        if len(tex) > len(before + after) and tex.startswith(before) and tex.endswith(after):
            tex = tex[len(before) : -len(after)].strip()
            break
    if re.search(r"(?<!\\)\$", tex) or not _is_balanced(tex):
        raise Unwritable(tex)
    return f"${tex}$" if tex else ""


def _joined(text: str) -> str:
    """Replaces the marks between blocks: a title ends in a colon, an item in a semicolon, all others in a blank."""
    pieces, cursor, last = [], 0, len(text.rstrip(_EDGES))
    for found in _JOINT.finditer(text):
        if before := text[cursor : found.start()]:
            pieces.append(before)
        if found.start() < last and any(map(str.strip, pieces[-2:])):
            pieces.append(_joint(found.group(), pieces[-1]))
        cursor = found.end()
    return "".join([*pieces, text[cursor:]])


def _joint(marks: str, before: str) -> str:
    is_ended = before.rstrip("}").endswith((".", ":", ";", "?", "!", ","))
    if not is_ended and _AFTER_TITLE in marks:
        return ": "
    return "; " if not is_ended and _AFTER_ITEM in marks else " "


def _is_balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"\\[\s\S]|[{}]", text):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return False
    return not depth
