"""LaTeX for curricula vitae: links need ``hyperref``, colours ``xcolor``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pubmanager.latex.tables import MATH_SYMBOLS
from pubmanager.render.writers.base import Safe, Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS = {
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}",
    "|": "\\ensuremath{|}", "`": "\\`{}", "[": "{[}", "]": "{]}", "\u00a0": "~",
    "\u200b": "\\hspace{0pt}", "\u2060": "",  # which pdfLaTeX does not know
    '"': "\\string\"",  # babel's languages give the bare sign meanings of their own
}  # fmt: skip
# Letters of formulas that no text font has; Unicode letters that LaTeX itself reads stay as they are.
_OF_FORMULAS = {sign: f"\\ensuremath{{\\{name}}}" for name, sign in MATH_SYMBOLS.items() if ord(sign[0]) > 0x36F}
_TABLE = {"−": "\\ensuremath{-}", **_OF_FORMULAS, **_SIGNS, "†": "\\textdagger{}", "‡": "\\textdaggerdbl{}"}
# A hyphen behind a hyphen, a quote behind a quote and a comma behind a comma would become one sign.
_SPECIAL = re.compile("|".join([*(re.escape(sign) for sign in _TABLE), r"(?<=-)-|(?<=')'|(?<=,),"]))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"[^\S\u00a0]+")
# Jekyll runs `{{` in every file with front matter.
_TWO_BRACES = re.compile(r"\{(?=\{)")
_LEVELS = ("section", "subsection", "subsubsection", "paragraph")


class LatexWriter(Writer):
    """Writes LaTeX."""

    format = "latex"
    nested = Safe("")
    space = Safe("~")

    @property
    def html(self) -> Writer:
        return self

    def text(self, text: str) -> Safe:
        flat = _BLANKS.sub(" ", _CONTROL.sub("", text))
        written = _SPECIAL.sub(lambda found: _TABLE.get(found.group(), f"{{}}{found.group()}"), flat)
        if written.endswith("{"):  # the next piece may begin with one
            written += "\\mbox{}"
        return _apart(written)

    def symbol(self, mark: str) -> Safe:
        return self.text(mark)

    def attribute(self, content: Any) -> Safe:
        return self.of(content)

    @staticmethod
    def _address(url: str) -> str:
        """Writes a URL as ``\\href`` reads it, also inside the argument of another command."""
        return re.sub(r"[%#&_]", r"\\\g<0>", quote(url, safe="%/:=&?+!*(),;@'~#.-_[]"))

    def _formula(self, tex: str) -> str:
        return _TWO_BRACES.sub(r"{\\relax", tex)

    def strong(self, content: Any) -> Safe:
        return self._command("textbf", content)

    def emphasis(self, content: Any) -> Safe:
        return self._command("emph", content)

    def underline(self, content: Any) -> Safe:
        return self._command("underline", content)

    def code(self, content: Any) -> Safe:
        return self._command("texttt", content)

    def superscript(self, content: Any) -> Safe:
        return self._command("textsuperscript", content)

    def subscript(self, content: Any) -> Safe:
        return self._command("textsubscript", content)

    def small_caps(self, content: Any) -> Safe:
        return self._command("textsc", content)

    def span(self, content: Any, *, color: str = "", classes: str = "") -> Safe:
        if re.fullmatch(r"#[0-9A-Fa-f]{6}", color):
            return self._command(f"textcolor[HTML]{{{color[1:].upper()}}}", content)
        return (
            self._command(f"textcolor{{{color}}}", content) if re.fullmatch(r"[A-Za-z]+", color) else self.of(content)
        )

    def link(self, label: Any, url: str) -> Safe:
        target = self.url(url)
        return self._command(f"href{{{target}}}", label) if target else self.of(label)

    def holds_link(self, written: str) -> bool:
        return "\\href{" in written

    def image(self, url: str, alt: str) -> Safe:
        return self.text(alt)

    def paragraph(self, content: Any) -> Safe:
        return self.of(content)

    def heading(self, content: Any, level: int) -> Safe:
        return self._command(f"{_LEVELS[min(max(level, 1), 4) - 1]}*", content)

    def items(self, items: Sequence[Any], *, ordered: bool = False, loose: bool = False) -> Safe:
        if not items:
            return Safe("")
        name = "enumerate" if ordered else "itemize"
        lines = [f"  \\item {self.of(item).strip()}" for item in items]
        return Safe("\n".join([f"\\begin{{{name}}}", *lines, f"\\end{{{name}}}"]))

    def new_line(self, kind: str = "br") -> Safe:
        return Safe("\\newline\n    ")

    def table(self, header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Safe:
        lines = [" & ".join(self.of(cell) for cell in line) + " \\tabularnewline" for line in (header, *rows)]
        lines.insert(1, "\\hline")
        columns = "l" + "r" * (len(header) - 1)
        return Safe("\n".join([f"\\begin{{tabular}}{{{columns}}}", *lines, "\\end{tabular}"]))

    def _command(self, name: str, content: Any) -> Safe:
        inner = self.of(content)
        return _apart(f"\\{name}{{{inner}}}") if inner else inner


def _apart(written: str) -> Safe:
    """Parts two braces of text by an empty box."""
    return Safe(_TWO_BRACES.sub(r"{\\mbox{}", written) if "{{" in written else written)
