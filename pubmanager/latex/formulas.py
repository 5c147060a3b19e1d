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
    from collections.abc import Iterator

    from pubmanager.latex.nodes import Node

_SIGN = r"\\(?:[A-Za-z]+\s*|[%&#_$,;:!\s])|[0-9]+(?:[.,][0-9]+)*|[-+=<>/*%!:,.()|'\[\]–—]|[^\x00-\x7f]"
_SIGNS = rf"(?:\s*(?:{_SIGN}))+\s*"
_GROUP = r"\{(?P<{name}>(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"
_UPRIGHT = r"mathrm|textrm|text|mbox|mathit|textit|mathbf|textbf|mathsf|textsf|mathnormal|ensuremath|operatorname"
# What one step takes: a script, a word, a group, a letter, a sign.
_STEP = regex(
    rf"\s*(?:(?P<mark>[_^])\s*(?:{_GROUP.replace('{name}', 'script')}|\\(?P<style>{_UPRIGHT})\s*"
    rf"{_GROUP.replace('{name}', 'styled')}|(?P<one>{_SIGN}|[A-Za-z]))"
    rf"|\\(?P<command>{_UPRIGHT})(?![A-Za-z])\s*{_GROUP.replace('{name}', 'argument')}"
    rf"|{_GROUP.replace('{name}', 'group')}|(?P<letter>[A-Za-z])|(?P<sign>{_SIGN}))\s*",
    re.DOTALL,
)
_WORDS = regex(r"[A-Za-z][A-Za-z0-9 -]*")
_SWITCHED = regex(r"\s*\\(?:rm|mathrm|textrm|sf|it|bf)(?![A-Za-z])\s*(?!\{)(?P<rest>.*)", re.DOTALL)
_PLAIN_SCRIPT = regex(rf"[A-Za-z]+|[0-9]+[A-Za-z]+|(?:\s*(?:{_SIGN}|[A-Za-z](?![A-Za-z])))+\s*")
_TOKEN = regex(r"\\([A-Za-z]+|.)\s*|(\s+)|(.)", re.DOTALL)
# Google Scholar exports the braces that protect "{TVM}" as two formulas: "$\\{$TVM$\\}$".
_BRACES = ("\\{", "\\}")
_LONGEST = 120
_DEEPEST = 6

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


def in_unicode(tex: str) -> tuple[Node, ...]:
    """Reads a formula for a page that sets none: products of letters too; ``Math`` where that cannot be read.

    >>> "".join(node.nodes[0].text if isinstance(node, Styled) else node.text for node in in_unicode(r"O(n \\log n)"))
    'O(n log n)'
    >>> in_unicode(r"\\frac{a}{b}")
    (Math(tex='\\\\frac{a}{b}'),)
    """
    upright = _FUNCTION.sub(r" \\mathrm{\1} ", tex)
    try:
        nodes = list(_Steps(is_lenient=True).read(" ".join(upright.split())))
    except _Difficult:
        return (Math(tex),)
    spaced: list[Node] = []
    for node in nodes:
        is_word = isinstance(node, Text) and node.text.strip() in _FUNCTIONS
        spaced += [Text(" "), node, Text(" ")] if is_word else [node]
    return tuple(spaced) or (Math(tex),)


def needs_setting(node: Node) -> bool:
    """Whether a node is a formula that Unicode and scripts cannot say."""
    return isinstance(node, Math) and isinstance(in_unicode(node.tex)[0], Math)


_FUNCTIONS = frozenset(
    ("log", "ln", "lg", "exp", "sin", "cos", "tan", "min", "max", "arg", "det", "dim", "lim", "sup", "inf", "gcd")
)
_FUNCTION = regex(rf"\\({'|'.join(sorted(_FUNCTIONS))})(?![A-Za-z])")


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


class _Difficult(Exception):
    """A formula that needs a formula setter."""


@lru_cache(maxsize=1 << 10)
def _simple(tex: str) -> tuple[Node, ...]:
    try:
        nodes = tuple(_Steps().read(tex))
    except _Difficult:
        return (Math(tex),)
    if not nodes and tex.strip():
        return (Text(" "),) if _unicode(tex.strip()) else (Math(tex),)
    return (Text("°"),) if nodes == _CIRCLE else _joined_degree(nodes)


class _Steps:
    """Reads a formula step by step. Raises: ``_Difficult``.

    Several letters of a formula are a product or a name, nobody knows: there may be one, and nothing else beside it but
    its scripts. Upright words, numbers and signs follow each other as they like.
    """

    def __init__(self, *, is_upright: bool = False, is_lenient: bool = False) -> None:
        self._letters = self._others = 0
        self._is_lenient = is_lenient
        self._is_upright = is_upright

    def read(self, tex: str, depth: int = 0) -> Iterator[Node]:
        """Yields the nodes of a formula or of a group in one."""
        if depth > _DEEPEST:
            raise _Difficult
        place, run = 0, ""
        while place < len(tex):
            step = _STEP.match(tex, place)
            if not step:
                raise _Difficult
            place = step.end()
            if step["sign"]:
                run += step["sign"]
                continue
            yield from self._signs(run)
            run = ""
            if step["mark"]:
                yield self._script(step)
            elif step["letter"] and self._is_upright:
                yield Text(step["letter"])
            elif step["letter"]:
                self._count(letters=1)
                yield Styled(Style.EMPHASIS, (Text(step["letter"]),))
            elif step["command"] and step["command"] != "ensuremath":
                yield from self._word(step["command"], step["argument"], depth)
            elif switched := _SWITCHED.fullmatch(step["group"] or step["argument"] or ""):
                yield from self._word("rm", switched["rest"], depth)
            else:
                yield from self.read(step["group"] or step["argument"] or "", depth + 1)
        yield from self._signs(run)

    def _count(self, *, letters: int = 0, others: int = 0) -> None:
        self._letters, self._others = self._letters + letters, self._others + others
        if not self._is_lenient and (self._letters > 1 or (self._letters and self._others)):
            raise _Difficult

    def _signs(self, signs: str) -> Iterator[Node]:
        if signs:
            self._count(others=1)
            if text := _known(signs):
                yield Text(text)

    def _word(self, command: str, written: str, depth: int) -> Iterator[Node]:
        self._count(others=1)
        style = _WORD_STYLES.get(command)
        if style:
            yield Styled(style, (Text(_word_text(written)),))
        elif set(written) & set("_^"):
            yield from _Steps(is_upright=True).read(written, depth + 1)
        else:
            yield Text(_word_text(written))

    def _script(self, step: re.Match[str]) -> Node:
        if step["style"]:
            text = _word_text(step["styled"])
        else:
            written = (step["one"] if step["script"] is None else step["script"]).strip()
            text = self._script_text(written)
        if not text:
            raise _Difficult
        # An author's mark is the keyboard's asterisk, whichever way it is typed.
        return Styled(_SCRIPT_STYLES[step["mark"]], (Text(text.replace("∗", "*")),))

    def _script_text(self, written: str) -> str:
        is_based = (self._letters or self._others) and not self._is_lenient
        if is_based and len(written) > 1 and written.isalpha() and written.isascii() and not self._is_upright:
            raise _Difficult  # a word or a product, nobody knows
        if switched := _SWITCHED.fullmatch(written):
            return _word_text(switched["rest"])
        if _PLAIN_SCRIPT.fullmatch(written):
            return _known(written)
        return "".join(_text_of(node) for node in _Steps().read(written))


def _word_text(written: str) -> str:
    """Returns an upright word, or the signs that stand for one."""
    words = " ".join(written.split())
    return words if _WORDS.fullmatch(words) else _known(words)


def _text_of(node: Node) -> str:
    """Returns the text of a node in a script, which has no scripts and no letters of its own."""
    if isinstance(node, Text):
        return node.text
    raise _Difficult


def _known(signs: str) -> str:
    text = _unicode(signs)
    if text is None:
        raise _Difficult
    return text


def _unicode(signs: str) -> str | None:
    """Replaces symbols by their characters; ``None`` where one is not known."""
    pieces: list[str] = []
    for name, _blank, character in _TOKEN.findall(signs):
        symbol = MATH_SYMBOLS.get(name) or (SIGNS.get(name) if name else _CHARACTERS.get(character, character))
        if name in _SPACES:
            symbol = _SPACES[name]
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
_SPACES = {",": "\u202f", ";": " ", ":": " ", "!": "", " ": " "}
_CIRCLE = (Styled(Style.SUPERSCRIPT, (Text("∘"),)),)
