"""Tokens of LaTeX text and of the HTML tags in it: what ends a run of plain characters, and how far a token reaches."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

from pubmanager.latex.tables import SIGNS, TAGS
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_LESS = r"(?:<|&lt;|\$\s*(?:\\less|\\lt|<)\s*\$|\{\\textless\s*\}|\\textless(?:\s*\{\}|\s+))"
_GREATER = r"(?:>|&gt;|\$\s*(?:\\greater|\\gt|>)\s*\$|\{\\textgreater\s*\}|\\textgreater(?![A-Za-z])(?:\{\})?)"
_NAMES = "|".join(sorted(TAGS, key=len, reverse=True))

# Crossref and Mendeley write ``<i>`` as ``{\textless}i{\textgreater}`` or ``$\less$i$\greater$``.
TAG = rf"{_LESS}(?P<slash>/?)(?P<tag_name>(?i:{_NAMES}))(?P<attributes>\s[^<>{{}}$\\]*)?{_GREATER}"

_SIGNS = ("<", "&lt;", "less", "\\lt")
_TOKEN = regex(rf"(?P<tag>{TAG})|\\.|[{{}}]", re.DOTALL)


def paired_tags(text: str) -> frozenset[int]:
    """Returns where the tags stand that have a partner in the same group of braces.

    Units: offsets in code points, 0-based, of opening and closing tags alike.

    >>> sorted(paired_tags("<i>a</i> <b>"))
    [0, 4]
    """
    if "/" not in text or not any(sign in text for sign in _SIGNS):
        return frozenset()
    paired: set[int] = set()
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(text):
        if token["tag"] is None:
            _brace(token.group(), opened)
        elif not token["slash"]:
            opened.append((token["tag_name"].lower(), token.start()))
        elif (start := _opening(token["tag_name"].lower(), opened)) is not None:
            paired |= {start, token.start()}
    return frozenset(paired)


def _brace(token: str, opened: list[tuple[str, int]]) -> None:
    if token == "{":
        opened.append(("{", 0))
    elif token == "}":
        _opening("{", opened)


def _opening(name: str, opened: list[tuple[str, int]]) -> int | None:
    """Returns where the partner opened; what is left open above it can have none any more."""
    while opened:
        found, start = opened[-1]
        if found == "{" and name != "{":
            return None
        opened.pop()
        if found == name:
            return start
    return None


_CONTROL = "\x00-\x1f\x7f\x85\u2028\u2029"

# Exports escape what was a character reference: ``\&amp;`` and ``{\&}amp$\mathsemicolon$`` are an ampersand too.
_REFERENCE = (
    r"(?:&|\\&|\{\\&\})(?:amp;)*(?P<reference>\\?\#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,30})"
)
RUN = regex(r"[^\\{}$~<&'`?!-]+")
"""Characters that can begin no token."""

# One letter with one accent, braced in whichever way: most of what there is, so it takes one token instead of five.
_ACCENT = (
    r"(?P<outer>\{)?\\(?P<accent_name>['`^\"~=.]|[cvHkrudb](?=[ {\\])) *"
    r"(?:(?P<bare>[A-Za-z]|\\[ij](?![A-Za-z]) *)|\{(?P<braced>[A-Za-z]|\\[ij])\})(?(outer)\})"
)
ACCENT = regex(_ACCENT)
TOKEN = regex(
    rf"(?P<accent>{_ACCENT})"
    rf"|(?P<tag>{TAG})"
    rf"|(?P<entity>{_REFERENCE}(?:;|\$\\mathsemicolon\$))"
    r"|(?P<command>\\(?:(?P<word>[A-Za-z]+)[ \t\r\n]*|(?P<sign>.)|\Z))"
    r"|(?P<open>\{)|(?P<close>\})|(?P<dollars>(?:\$(?=\$\$))+)|(?P<math>\$)|(?P<tie>~)"
    r"|(?P<ligature>''|'|``|[?!]?`|---?)",
    re.DOTALL,
)
LIGATURES = {
    "''": "”",
    "'": "’",
    "``": "“",
    "`": "‘",
    "?`": "¿",
    "!`": "¡",
    "---": "—",
    "--": "–",
}

_BLANKS = regex(rf" [ {_CONTROL}]+|[{_CONTROL}][ {_CONTROL}]*")
_BRACE = regex(r"\\.|[{}]", re.DOTALL)
_FORMULA = regex(
    r"\$\$(?P<display>[^$\\]+(?:\\.[^$\\]*)*|(?:\\.[^$\\]*)+)\$\$"
    r"|\$(?P<inline>[^$\\]+(?:\\.[^$\\]*)*|(?:\\.[^$\\]*)+)\$"
    r"|\\\((?P<round>(?:[^\\]|\\[^()])*)\\\)"
    r"|\\\[(?P<square>(?:[^\\]|\\[^\[\]])*)\\\]",
    re.DOTALL,
)
_PRICE = regex(r"[0-9][0-9.,]*(?:[kKMB]|bn)?\+?\s*[-–/]+|[0-9][^\\^_{}=]*[\s(]", re.DOTALL)
_PROSE = regex(r"[0-9][^\\^_{}=]*\s[A-Za-z]{2,}\s", re.DOTALL)


def folded(text: str) -> str:
    """Returns the text in NFC with runs of blanks and control characters as one blank."""
    if "  " in text or not text.isprintable():
        text = _BLANKS.sub(" ", text)
    return text if text.isascii() else normalize("NFC", text)


def closing_braces(text: str) -> dict[int, int]:
    """Returns where each opening brace closes. Units: offsets in code points, 0-based; unclosed ones are missing.

    >>> closing_braces("{a{b}}")
    {2: 4, 0: 5}
    """
    closings: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace.group() == "{":
            opened.append(brace.start())
        elif brace.group() == "}" and opened:
            closings[opened.pop()] = brace.start()
    return closings


_IF_MATH = regex(
    r"\\ifmmode(?![A-Za-z])(?:(?!\\(?:else|fi)(?![A-Za-z])).){0,200}"
    r"(?:\\else(?![A-Za-z])\s*(?P<text>(?:(?!\\fi(?![A-Za-z])).){0,200}))?\\fi(?![A-Za-z])\s*(?:\{\})?",
    re.DOTALL,
)


def in_text_mode(text: str) -> str:
    r"""Returns a text with what it says outside formulas, where it says both, as exports of the APS do.

    >>> in_text_mode(r"Skibi\ifmmode \acute{n}\else \'{n}\fi{}ski")
    "Skibi\\'{n}ski"
    """
    return _IF_MATH.sub(lambda found: found["text"] or "", text) if "\\ifmmode" in text else text


def formula_at(text: str, start: int) -> tuple[str, int] | None:
    """Returns the TeX of the formula that opens at ``start`` and where it ends; ``None`` where it is no formula.

    >>> formula_at("$x$ and", 0)
    ('x', 3)
    >>> formula_at("$5 and $6", 0)
    """
    match = _FORMULA.match(text, start)
    if not match or not match.lastgroup:
        return None
    tex = match[match.lastgroup]
    if match.lastgroup == "inline" and _is_money(tex, text[match.end() : match.end() + 1]):
        return None
    return (tex, match.end()) if _is_balanced(tex) else None


def _is_money(tex: str, following: str) -> bool:
    """Whether the dollars around ``tex`` are prices: ``$5 and $6``, ``$5--$6``, ``$5 for a $x$``."""
    goes_on = following.isalnum() or following in ("\\", "^", "(")
    return bool((goes_on and _PRICE.fullmatch(tex)) or _PROSE.fullmatch(tex))


def _is_balanced(tex: str) -> bool:
    depth = 0
    for brace in _BRACE.finditer(tex):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth < 0:
            return False
    return not depth


_CODE, _TYPEWRITER, _ADDRESS = "verb|lstinline|code", "texttt", "url|nolinkurl|path|href"
# What comes before a stretch is passed in the same match: a text of a million commands has as many matches otherwise.
_SET_APART = regex(
    rf"(?:[^\\$]++|\$(?=\$\$)|\\(?!{_CODE}|{_TYPEWRITER}|{_ADDRESS})[^(\[])*+(?:"
    r"(?P<verb>\\(?:verb|lstinline)\*?(?P<bar>[^\w\s{}\\*])[^\r\n]*?(?P=bar))"
    rf"|(?P<code>\\(?:{_CODE})\s?(?=\{{))|(?P<typewriter>\\{_TYPEWRITER}\s?(?=\{{))"
    rf"|(?P<address>\\(?:{_ADDRESS})\s?(?=\{{))|(?P<formula>\$|\\\(|\\\[)|\\.)",
    re.DOTALL,
)


@lru_cache(maxsize=4)  # of the field that is looked at: each of several rules asks
def set_apart(text: str) -> tuple[tuple[int, int, str], ...]:
    """Returns the stretches of LaTeX that are no prose: formulas, code, typewriting and addresses, with which.

    >>> set_apart(r"$a$ in \\url{b}")
    ((0, 3, 'formula'), (11, 14, 'address'))
    """
    return tuple(_stretches(text)) if "\\" in text or "$" in text else ()


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    closings: dict[int, int] | None = None
    position = 0
    while found := _SET_APART.match(text, position):
        position, kind = found.end(), found.lastgroup
        if kind in ("code", "typewriter", "address"):
            closings = closing_braces(text) if closings is None else closings
            start, position = position, closings.get(position, position - 1) + 1
            yield start, position, kind
        elif kind == "formula":
            start = found.start("formula")
            if formula := formula_at(text, start):
                position = formula[1]
                yield start, position, "formula"
        elif found["verb"]:
            yield *found.span("verb"), "code"


Stretch = TypeVar("Stretch", tuple[int, int], tuple[int, int, str])


def stretch_at(stretches: Sequence[Stretch], offset: int) -> Stretch | None:
    """Returns the stretch that a place is in, of such as are in order and apart.

    >>> stretch_at(((0, 3), (11, 14)), 12)
    (11, 14)
    """
    before = bisect_right(stretches, offset, key=itemgetter(0))
    return stretches[before - 1] if before and offset < stretches[before - 1][1] else None


def in_prose(text: str, found: Iterable[re.Match[str]], *also: str) -> Iterator[re.Match[str]]:
    """Yields the matches that do not begin in a formula, in code or in an address; ``also`` are kinds to look into."""
    apart = [each for each in set_apart(text) if each[2] not in also]
    return (match for match in found if not stretch_at(apart, match.start())) if apart else iter(found)


def referenced(reference: str) -> str:
    """Returns the character that an HTML reference without ``&`` and ``;`` names; an empty text where none.

    >>> referenced("eacute"), referenced("#8217"), referenced("nothing")
    ('é', '’', '')
    """
    from html import unescape
    from html.entities import html5

    reference = reference.removeprefix("\\")
    return unescape(f"&{reference};") if reference.startswith("#") else html5.get(f"{reference};", "")


_NEEDED = regex(r"[\\{}$<>\s]")
_OPENING = regex(r"(?:\\(?:url|path|nolinkurl|texttt|detokenize|href)\s*)?\{")
_ANGLES = regex(r"<([^<>\s]*)>")
_TILDE = regex(r"\$\s*\\?(?:sim|tilde|~)\s*\$|\{\s*\\(?:sim|~)\s*\}|\\~(?:\s*\{\s*\})?")
# One sign set as a formula, and TeX's way to take a sign as it is: `10.1000/a$\_$b`, `10.1000/a\string_b`.
_SIGN = regex(
    r"\$\s*(?P<sign>\\?[_&%#<>]|\\(?:lt|gt|less|greater|textless|textgreater|textunderscore|sharp)(?![A-Za-z]))\s*\$"
)
_SIGNS_IN_FORMULAS = {"lt": "<", "less": "<", "textless": "<", "gt": ">", "greater": ">", "textgreater": ">",
                      "textunderscore": "_", "sharp": "#"}  # fmt: skip
_STRING = regex(r"\\(?:string|detokenize)(?![A-Za-z])\s*(?:\{([^{}]*)\})?")
_ESCAPE = regex(r"\{?\\([&%_#$])\}?(?:\{\})?|\{([_%&#~$])\}")
_NAMED = regex(r"\{?\\(text[a-z]+|slash|hyphen|_|lbrace|rbrace)(?![A-Za-z])(?:\s*\{\s*\}|\s+|\}|(?=\W|$))")
_FOLDED = regex(r"[\n\r\t]+")


def verbatim(text: str) -> str:
    """Undoes the LaTeX that people put into links, ids, paths and file names, and nothing else.

    >>> verbatim(r"{https://example.org/\\~{}me/a\\_b.pdf?x=1\\&y=50%20}")
    'https://example.org/~me/a_b.pdf?x=1&y=50%20'
    >>> verbatim(r"\\url{https://example.org}")
    'https://example.org'
    """
    return _undone(text) if _NEEDED.search(text) else text


@lru_cache(maxsize=1 << 15)
def _undone(text: str) -> str:
    text = _unwrapped(_FOLDED.sub(" ", text).strip())
    if "\\" in text or "$" in text or "{" in text:
        text = _TILDE.sub("~", text)
        text = _SIGN.sub(_sign, text)
        text = _STRING.sub(r"\1", text)
        text = _NAMED.sub(_named, text)
        text = _ESCAPE.sub(lambda match: match[1] or match[2], text)
    return text.strip()


def _sign(match: re.Match[str]) -> str:
    name = match["sign"].lstrip("\\")
    return _SIGNS_IN_FORMULAS.get(name, name)


def _named(match: re.Match[str]) -> str:
    return SIGNS.get(match[1], match.group())


def _unwrapped(text: str) -> str:
    """Takes off braces, ``\\url{}``, the text of ``\\href{}{}`` and angle brackets around the whole."""
    for _ in range(4):
        opening = _OPENING.match(text)
        end = _closing(text, opening.end()) if opening else -1
        if opening and (end == len(text) - 1 or (end > 0 and text.startswith("\\href"))):
            text = text[opening.end() : end].strip()
        elif angles := _ANGLES.fullmatch(text):
            text = angles[1]
        else:
            break
    return text


def _closing(text: str, position: int) -> int:
    """Returns where the brace closes that opened before ``position``; -1 where it does not."""
    depth = 1
    for brace in _BRACE.finditer(text, position):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if not depth:
            return brace.start()
    return -1
