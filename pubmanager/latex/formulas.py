"""Formulas: those that need no formula setter (one letter, numbers and signs, one level of scripts), and harmless ones.

LaTeX reads files, MathJax and KaTeX make links, styles and macros: what a formula may call is a list.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from pubmanager.latex.nodes import Math, Style, Styled, Text
from pubmanager.latex.tables import MATH_SYMBOLS, SIGNS
from pubmanager.regex import regex

if TYPE_CHECKING:
    from pubmanager.latex.nodes import Node

_SIGN = r"\\(?:[A-Za-z]+\s*|[%&#_$])|[0-9]+(?:[.,][0-9]+)*|[-+=<>/*%!:,.()|'\[\]–—]|[^\x00-\x7f]"
_SIGNS = rf"(?:\s*(?:{_SIGN}))+\s*"
_WORD = r"\\(?:mathrm|textrm|text|mathit|textit|mathbf|textbf)\s*\{\s*([A-Za-z][A-Za-z0-9 -]*)\s*\}"
_SCRIPT = rf"\s*([_^])\s*(?:\{{([A-Za-z]+|[0-9]+[A-Za-z]+|{_SIGNS}|[0-9]*\s*[A-Za-z]\s*)\}}|({_SIGN}|[A-Za-z]))"
_FORMULA = regex(rf"\s*(?:([A-Za-z])|{_WORD}|({_SIGNS}))?(?:{_SCRIPT})?(?:{_SCRIPT})?\s*", re.DOTALL)
_TOKEN = regex(r"\\([A-Za-z]+|.)\s*|(\s+)|(.)", re.DOTALL)
_WRAPPED = regex(r"\{([^{}]*)\}", re.DOTALL)
# DBLP writes "5th" as 5\({}^{\mbox{th}}\).
_EMPTY = regex(r"\{\s*\}(?=\s*[_^])")
_UPRIGHT = regex(r"\{\s*\\(?:mathrm|textrm|text|mbox|rm)\s*\{([^{}\\]*|\\[A-Za-z]+)\}\s*\}")
_UPRIGHT_SYMBOL = regex(r"\\(?:mathrm|textrm|text|mbox)\s*\{\s*(\\[A-Za-z]+)\s*\}")
# Google Scholar exports the braces that protect "{TVM}" as two formulas: "$\\{$TVM$\\}$".
_BRACES = ("\\{", "\\}")
_LONGEST = 80

# What both LaTeX with amsmath and amssymb and MathJax know; nothing that is as long or as far away as it says.
_HARMLESS = frozenset(
    re.findall(
        r"\w+",
        "frac dfrac tfrac cfrac binom sqrt sum prod int iint iiint oint bigcap bigcup bigoplus bigotimes lim limsup "
        "liminf log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh min max sup inf arg det "
        "dim ker deg hom mod bmod pmod gcd Pr mathbb mathbf mathcal mathfrak mathit mathrm mathsf mathtt mathscr "
        "text textbf textit textrm textsf texttt mbox rm bf it sf tt cal operatorname hat widehat tilde widetilde "
        "bar vec dot ddot acute grave breve check overline underline overbrace underbrace overrightarrow "
        "overleftarrow overset underset stackrel left middle right big Big bigg Bigg bigl bigr Bigl Bigr quad qquad "
        "limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle not boldsymbol bm ell prime dots "
        "ldots cdots vdots ddots dotsc dotsb lfloor rfloor lceil rceil lbrace rbrace lbrack rbrack lvert rvert "
        "lVert rVert backslash colon leftrightarrows rightleftharpoons hookrightarrow twoheadrightarrow xrightarrow "
        "xleftarrow implies iff land lor lnot top bot subsetneq nsubseteq supseteq sqsubseteq models vdash "
        "triangleq preceq succeq ngeq nleq bowtie dashv asymp doteq leadsto rightsquigarrow lesseqgtr blacksquare "
        "Box Diamond diamond bigstar amalg hslash imath jmath varkappa digamma complement mho eth ni owns smile "
        "frown lnsim",
    )
) | frozenset(MATH_SYMBOLS)
_HARMLESS_SIGNS = frozenset("{}%#&_$|,;:! \\")
_MATRICES = ("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "cases", "aligned")
_CALL = regex(r"\\(begin|end)\{(\w+)\}|\\([A-Za-z]+)|\\(.)|([{}$%#&`\\]|\^\^)", re.DOTALL)
_MOVED = regex(r"\\\\\s*\*?\s*\[")  # the distance to the next row
_MOST_SIGNS, _MOST_LEVELS, _MOST_BACKWARDS = 2000, 40, 8

_SCRIPT_STYLES = {"^": Style.SUPERSCRIPT, "_": Style.SUBSCRIPT}
_WORD_STYLES = {"mathit": Style.EMPHASIS, "textit": Style.EMPHASIS, "mathbf": Style.STRONG, "textbf": Style.STRONG}


def formula(tex: str) -> tuple[Node, ...]:
    """Reads what stands between the dollar signs; what Unicode and scripts cannot say stays ``Math``.

    >>> formula("^{st}")
    (Styled(style=<Style.SUPERSCRIPT: 'superscript'>, nodes=(Text(text='st'),)),)
    >>> formula(r"\\pm 5\\%")
    (Text(text='±5%'),)
    >>> formula("e=mc^2")
    (Math(tex='e=mc^2'),)
    >>> formula(r"\\{"), formula(r"\\{x\\}")
    ((), (Math(tex='\\\\{x\\\\}'),))
    """
    tex = normalize("NFC", " ".join(tex.split()))
    if tex in _BRACES:
        return ()
    return _simple(tex) if len(tex) <= _LONGEST else (Math(tex),)


def is_harmless(tex: str) -> bool:
    """Whether a formula ends where it seems to end, and calls nothing but what formulas call.

    >>> is_harmless(r"O(\\frac{n}{2})"), is_harmless("x}{y"), is_harmless(r"\\href{javascript:x}{x}")
    (True, False, False)
    """
    if not 0 < len(tex) <= _MOST_SIGNS or _MOVED.search(tex) or tex.count(r"\!") > _MOST_BACKWARDS:
        return False
    opened: list[str] = []
    for step, matrix, word, sign, bare in _CALL.findall(tex):
        if bare == "{" or (step == "begin" and matrix in _MATRICES):
            opened.append(bare or matrix)
        elif bare == "}" or step == "end":
            if not opened or opened.pop() != (matrix or "{"):
                return False
        elif not (word in _HARMLESS or sign in _HARMLESS_SIGNS or (bare == "&" and opened and opened[-1] in _MATRICES)):
            return False
        if len(opened) > _MOST_LEVELS:
            return False
    return not opened


@lru_cache(maxsize=1 << 10)
def _simple(tex: str) -> tuple[Node, ...]:
    bare = _UPRIGHT_SYMBOL.sub(r"\1", _UPRIGHT.sub(r"{\1}", _EMPTY.sub("", tex)))
    wrapped = _WRAPPED.fullmatch(bare)
    match = _FORMULA.fullmatch(wrapped[1] if wrapped else bare)
    if not match or not match.group().strip():
        return (Math(tex),) if tex else ()
    base = _base(match)
    scripts = [_script(match[i], match[i + 1] or match[i + 2], bool(base)) for i in (4, 7) if match[i]]
    if base is None or None in scripts:
        return (Math(tex),)
    nodes = (*base, *(script for script in scripts if script))
    return (Text("°"),) if nodes == _CIRCLE else _joined_degree(nodes)


def _base(match: re.Match[str]) -> tuple[Node, ...] | None:
    """Returns the nodes before the scripts; ``None`` where a symbol is not known."""
    letter, word, signs = match[1], match[2], match[3]
    if letter:
        return (Styled(Style.EMPHASIS, (Text(letter),)),)
    if word:
        style = _WORD_STYLES.get(match.group().lstrip()[1:7])
        return (Styled(style, (Text(word),)),) if style else (Text(word),)
    text = _unicode(signs or "")
    if text is None:
        return None
    return (Text(text),) if text else ()


def _script(mark: str, written: str, based: bool) -> Node | None:
    """Returns one script; ``None`` where it is several letters of a formula: a word or a product, nobody knows."""
    written = written.strip()
    if based and len(written) > 1 and written.isalpha() and written.isascii():
        return None
    text = _unicode(written)
    if not text:
        return None
    # An author's mark is the keyboard's asterisk, whichever way it is typed.
    return Styled(_SCRIPT_STYLES[mark], (Text(text.replace("∗", "*")),))


def _unicode(signs: str) -> str | None:
    """Replaces symbols by their characters; ``None`` where one is not known."""
    pieces: list[str] = []
    for name, _blank, character in _TOKEN.findall(signs):
        symbol = MATH_SYMBOLS.get(name) or (SIGNS.get(name) if name else _CHARACTERS.get(character, character))
        if symbol is None:
            return None
        pieces.append(symbol)
    return normalize("NFC", "".join(pieces))


def _joined_degree(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """``90^\\circ`` is how TeX writes degrees."""
    if len(nodes) == 2 and nodes[1:] == _CIRCLE and isinstance(nodes[0], Text):
        return (Text(nodes[0].text + "°"),)
    return nodes


_CHARACTERS = {"-": "−", "'": "′"}
_CIRCLE = (Styled(Style.SUPERSCRIPT, (Text("∘"),)),)
