"""MathML written as LaTeX: chemical formulas as text, all others between dollar signs."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.latex.tables import MATH_SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Sequence


HIDDEN = {"<": "\ue000", ">": "\ue001", "&": "\ue002"}  # signs that are no markup, while the parser reads
SHOWN = {ord(hidden): sign for sign, hidden in HIDDEN.items()}


class Element(Struct):
    """One element: its name without prefix, its attributes, and what stands in it."""

    name: str
    attributes: dict[str, str] = {}
    inner: list[Element | str] = []

    @property
    def elements(self) -> list[Element]:
        return [each for each in self.inner if isinstance(each, Element)]

    def find(self, *names: str) -> Element | None:
        """Returns the first element of some names below this one, itself included."""
        if self.name in names:
            return self
        return next((found for each in self.elements if (found := each.find(*names))), None)

    @property
    def text(self) -> str:
        """All text below the element, references decoded."""
        return "".join(unescape(each.translate(SHOWN)) if isinstance(each, str) else each.text for each in self.inner)


class Unwritable(Exception):
    """An element that LaTeX has nothing for, or nothing that a page shows."""


_COMMANDS = {sign: f"\\{name} " for name, sign in MATH_SYMBOLS.items() if not sign.isascii()}
_SIGNS = {
    "−": "-", "–": "-", "\u2061": "", "\u2062": "", "\u2063": ",", "\u2064": "", "\u00a0": "\\,", "\u2009": "\\,",
    "\u200a": "\\,", "\u2002": "\\,", "\u2003": "\\,", "{": "\\{", "}": "\\}", "%": "\\%", "&": "\\&", "#": "\\#",
    "_": "\\_", "$": "\\$", "\\": "\\backslash ", "∣": "|", "′": "'", "·": "\\cdot ", "*": "*",
}  # fmt: skip
_FUNCTION_NAMES = "sin cos tan cot sec csc sinh cosh tanh log ln exp lim max min sup inf det dim ker arg gcd"
_FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
_ACCENTS = {
    "¯": "bar", "‾": "bar", "\u0304": "bar", "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "→": "vec", "⃗": "vec",
    "˙": "dot", ".": "dot", "¨": "ddot", "ˇ": "check", "˘": "breve",
}  # fmt: skip
_FONTS = {"normal": "mathrm", "bold": "mathbf", "script": "mathcal", "fraktur": "mathfrak", "double-struck": "mathbb"}
_GROUPS = ("math", "mrow", "mstyle", "mpadded", "merror", "span")


def formula_of(math: Element) -> str:
    """Writes a formula. Raises: ``Unwritable``."""
    annotation = math.find("annotation")
    if annotation is not None and "tex" in annotation.attributes.get("encoding", "").lower():
        return f"${annotation.text.strip()}$"
    text = _as_text(math)
    if text is not None:
        return text
    tex = " ".join(_tex(math).split())
    return f"${tex}$" if tex else ""


def _children(element: Element, count: int) -> Sequence[Element]:
    if len(element.elements) != count:
        raise Unwritable(element.name)
    return element.elements


def _as_text(element: Element) -> str | None:
    """Writes a formula of words and numbers alone, such as NiO₂; ``None`` for others."""
    name, text = element.name, element.text.strip()
    if name in _GROUPS:
        parts = [_as_text(each) for each in element.elements]
        return None if any(part is None for part in parts) else "".join(part or "" for part in parts)
    if name in ("mi", "mtext", "mn"):
        is_word = name != "mi" or len(text) > 1 or element.attributes.get("mathvariant") == "normal"
        return text if is_word and text.isalnum() and text.isascii() else None
    commands = {"msub": ["textsubscript"], "msup": ["textsuperscript"], "msubsup": ["textsubscript", "textsuperscript"]}
    if name not in commands:
        return None
    parts = [_as_text(each) for each in _children(element, len(commands[name]) + 1)]
    if any(not part for part in parts):
        return None
    raised = [f"\\{command}{{{part}}}" for command, part in zip(commands[name], parts[1:], strict=True)]
    return "".join([parts[0] or "", *raised])


def _tex(element: Element) -> str:
    name = element.name
    if name in _GROUPS:
        return "".join(map(_tex, element.elements))
    if name == "semantics":
        return _tex(element.elements[0]) if element.elements else ""
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return _leaf(element)
    if name in ("mspace", "none"):
        return "\\," if name == "mspace" else ""
    if name in ("mphantom", "annotation", "annotation-xml"):
        return ""
    writer = _WRITERS.get(name)
    if writer is None:
        raise Unwritable(name)
    return writer(element)


def _leaf(element: Element) -> str:
    text = " ".join(element.text.split()) if element.text.strip() else element.text
    font = _FONTS.get(element.attributes.get("mathvariant", ""), "")
    if element.name in ("mtext", "ms") or " " in text.strip():
        if not set(text).isdisjoint("{}$\\%#&_^~"):
            raise Unwritable(text)
        return f"\\text{{{text}}}" if text.strip() else "\\,"
    if element.name != "mn" and text in _FUNCTIONS:
        return f"\\{text} "
    if element.name != "mn" and len(text) > 1 and text.isalpha():
        return f"\\{font or 'mathrm'}{{{text}}}"
    written = "".join(_SIGNS.get(sign, _COMMANDS.get(sign, sign)) for sign in text)
    return f"\\{font}{{{written}}}" if font and text.isalnum() else written


def _base(element: Element) -> str:
    written = _tex(element).strip()
    is_one = len(written) <= 1 or (element.name in ("mi", "mn") and not written.startswith("\\math"))
    return written if is_one else f"{{{written}}}"


def _script(element: Element) -> str:
    base, script = _children(element, 2)
    sign = "_" if element.name in ("msub", "munder") else "^"
    return f"{_base(base)}{sign}{{{_tex(script).strip()}}}"


def _two_scripts(element: Element) -> str:
    base, low, high = _children(element, 3)
    return f"{_base(base)}_{{{_tex(low).strip()}}}^{{{_tex(high).strip()}}}"


def _over(element: Element) -> str:
    base, accent = _children(element, 2)
    if command := _ACCENTS.get(accent.text.strip()):
        return f"\\{command}{{{_tex(base).strip()}}}"
    return _script(element)


def _fraction(element: Element) -> str:
    above, below = _children(element, 2)
    return f"\\frac{{{_tex(above).strip()}}}{{{_tex(below).strip()}}}"


def _root(element: Element) -> str:
    if element.name == "msqrt":
        return f"\\sqrt{{{''.join(map(_tex, element.elements)).strip()}}}"
    base, index = _children(element, 2)
    return f"\\sqrt[{_tex(index).strip()}]{{{_tex(base).strip()}}}"


def _fenced(element: Element) -> str:
    signs = [
        element.attributes.get(name, usual) for name, usual in (("open", "("), ("close", ")"), ("separators", ","))
    ]
    opening, closing = (_SIGNS.get(sign, _COMMANDS.get(sign, sign)) for sign in signs[:2])
    return f"{opening}{(signs[2][:1]).join(map(_tex, element.elements))}{closing}"


def _multiscripts(element: Element) -> str:
    names = [each.name for each in element.elements]
    if not names:
        raise Unwritable(element.name)
    cut = names.index("mprescripts") if "mprescripts" in names else len(names)
    behind, before = element.elements[1:cut], element.elements[cut + 1 :]
    prefix = f"{{}}{_scripts(before)}" if before else ""
    return f"{prefix}{_base(element.elements[0])}{_scripts(behind)}"


def _scripts(elements: Sequence[Element]) -> str:
    pairs = zip(elements[::2], elements[1::2], strict=False)
    written = [(_tex(low).strip(), _tex(high).strip()) for low, high in pairs]
    return "".join(f"_{{{low}}}" * bool(low) + f"^{{{high}}}" * bool(high) for low, high in written)


_WRITERS = {
    "msub": _script, "msup": _script, "munder": _script, "mover": _over, "msubsup": _two_scripts,
    "munderover": _two_scripts, "mfrac": _fraction, "msqrt": _root, "mroot": _root, "mfenced": _fenced,
    "mmultiscripts": _multiscripts,
}  # fmt: skip
