"""What people glue to names in author lists: marks, markup and notes; and the legends that say what marks mean."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.latex.read import plain
from pubmanager.latex.tables import DROPPED_ARGUMENTS, STYLES
from pubmanager.latex.tokens import in_text_mode
from pubmanager.model.names import LONGEST
from pubmanager.model.roles import roles_in
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator


# Marks that LaTeX commands make. Source: LaTeX companion, footnote symbols; marvosym, fontawesome5, bbding.
COMMANDS = {
    "dagger": "†", "dag": "†", "textdagger": "†", "ddagger": "‡", "ddag": "‡", "textdaggerdbl": "‡",
    "ast": "*", "textasteriskcentered": "*", "star": "⋆", "bigstar": "★", "sharp": "#",
    "S": "§", "textsection": "§",
    "P": "¶", "textparagraph": "¶", "pounds": "#", "diamond": "⋄", "diamondsuit": "♢", "clubsuit": "♣",
    "spadesuit": "♠", "heartsuit": "♡", "natural": "♮", "flat": "♭", "circ": "°", "bullet": "•", "triangle": "△",
    "parallel": "‖", "Vert": "‖",
    "Letter": "✉", "Envelope": "✉", "envelope": "✉", "faEnvelope": "✉", "faEnvelopeO": "✉", "textrm": "", "mathrm": "",
    "maltese": "✠", "checkmark": "✓", "textasciicircum": "^", "cofirst": "*",
}  # fmt: skip
_SIGNS = "*†‡#§¶✉✝∗⁎＊⋆★☆♯♭♮♠♡♢♣♥♦⋄◊‖•°△▲✠✓📧🖂\u2709"
_SAME = str.maketrans({"∗": "*", "⁎": "*", "＊": "*", "✝": "†", "📧": "✉", "🖂": "✉", "★": "⋆", "☆": "⋆", "♯": "#"})
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_SELECTOR = regex("[\ufe0e\ufe0f\u200b-\u200d]")

# After these, a sign is the second half of a letter: UTF-8 read as Windows-1252, `DÃ¶rfer`, `LÃ³pez`, `BabiÄ‡`.
_NOT_GARBLED = r"(?<![\u00c2-\u00c5\u00d0\u00d1€])"
_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_SUSPICIOUS = regex(
    rf"[{_SIGNS}¹²³⁴-⁹⁰$(\[<^+_（【]|\\[({{*#]|\\[A-Za-z]{{2,}}|\\[SP](?![A-Za-z])|\s\d{{4}}\s*$|^\s*\(?\d|\s\d|[a-zß-öø-ÿ]\d|\d{{4}}-\d{{4}}|@|\u200b|&lt;|\*\*|\ufe0f"
)
# A caret after a backslash is an accent, unless there is no letter to put it on.
_RAISED_GROUP = regex(
    r"\$(?P<dollar>[^$]*)\$|\\\((?P<round>.*?)\\\)"
    rf"|\\(?:textsuperscript|textsuper|mkbibsuperscript|sup|textsubscript)\s*(?P<latex>{_GROUP}|.)"
    r"|<sup[^>]*>(?P<html>.*?)</sup>|(?P<caret>(?<!\\)\^(?:\{[^{}]*\}|\d+(?:,\s?\d+)*)|\\\^\{[^{}\w\\]*\})"
    rf"|{_NOT_GARBLED}(?P<sign>[¹²³⁴⁵⁶⁷⁸⁹⁰][¹²³⁴⁵⁶⁷⁸⁹⁰,]*)",
    re.DOTALL,
)
_COMMAND_MARK = regex(
    rf"\{{?\\(?P<command>{'|'.join(sorted(COMMANDS, key=len, reverse=True))})(?![A-Za-z])\s*(?:\{{\}})?\}}?"
)
_MARK = regex(
    rf"{_RAISED_GROUP.pattern}|{_COMMAND_MARK.pattern}|\{{?\\?{_NOT_GARBLED}(?P<glued>[{_SIGNS}]+)\}}?", re.DOTALL
)
_EDGE_SIGN = regex(
    r"(?P<before>^|(?<=[\s,]))(?:\\(?=\+))?(?P<lead>[+^]+)(?=[^\W\d_])|(?<=[^\W_.]|\.)\\?(?P<tail>[+^]+)(?=\s*(?:,|$))"
)
_THANKS = regex(rf"\\(?:thanks|footnote|footnotemark)\s*(?P<group>{_GROUP})")
_HREF = regex(rf"\\href\s*{_GROUP}\s*(?P<group>{_GROUP})")
_NUMBER = r"(?P<number>\d{4}-\d{4}-\d{4}-\d{3}[\dXx])"
_ORCID = regex(
    rf"(?:\\,\s*)?(?:\\[A-Za-z]*orcid[A-Za-z]*\s*)?\{{?[\s(\[<]*(?:https?://orcid\.org/|ORCID:?\s*)?{_NUMBER}[\s)\]>]*\}}?",
    re.IGNORECASE,
)
_MAIL = regex(r"\s*[<(\[]?(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?|\\(?:email|mail|ead)\s*\{[^{}]*\}")
_AFFILIATION = regex(rf"\\(?:inst|affil|aff|affiliation|institute|address)\s*(?:\[[^\[\]]*\])?\s*(?P<group>{_GROUP})")
_EDITORS = ("ed", "eds", "editor", "editors", "hrsg", "herausgeber", "coord", "dir", "author", "authors")
_NOTE = regex(
    r"\s*(?<!\\)(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\]|（(?P<wide>[^（）]*)）|【(?P<lens>[^【】]*)】)"
)
_STYLE_COMMAND = regex(rf"\\(?P<name>[A-Za-z]{{2,}})\s*(?P<group>{_GROUP})")
_SWITCH_GROUP = regex(
    r"\{\s*\\(?:bf|bfseries|it|itshape|em|sc|scshape|tt|sl|rm|sf|ul|underline)(?![A-Za-z])\s*((?:[^{}]|\{[^{}]*\})*)\}"
)
_PERSON = regex(r"\{([^{}]+,[^{}]+)\}")
_TAG = regex(r"</?(?:b|strong|u|i|em|span|font|mark|a)\b[^<>]*>", re.IGNORECASE)
_STARS = regex(r"(?<!\*)\*\*(?P<bold>[^*]+)\*\*(?!\*)|(?<![\w_])__(?P<under>[^_]+)__(?![\w_])")
# Numbers of affiliations, copied without being raised: `Vale, Ann1`, `Bo Roe2,3`.
_GLUED_NUMBERS = regex(r"(?<=[^\W\d_][a-zß-öø-ÿ])\s?(?P<numbers>\d{1,2}(?:,\d{1,2})*)(?=\s*(?:,\s|$))")
_NUMBER_RUNS = regex(r"\d+(?:,\d+)*")
_NUMBERED = regex(r"^\s*\(?\d{1,2}[.)][\s~]+(?=[^\W\d_])")  # of a numbered list
# Braces that marks left behind; those that end a command stay, or `Mei\\ss{}n` would be another command.
_EMPTY = regex(r"(?P<letter>\\[A-Za-z]+\{\})|\{\s*\}|\^(?=\s*(?:,|$))")
_WHOLE_NUMBER = regex(r"\s+\d{4}\s*$")
_LETTERED = {"textsuperscript", "ensuremath", "mathit", "mathrm", "mathsf", "mathbf", "boldsymbol"}
_CJK_ONLY = regex(r"[\s·\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+$")
_ACCENT_COMMANDS = frozenset(("ss", "aa", "AA", "ae", "AE", "oe", "OE", "th", "TH", "dh", "DH", "dj", "DJ", "ng", "NG"))


class Peeled(Struct, frozen=True):
    """A name with what was glued to it taken off.

    Shape: ``name`` is still LaTeX; ``marks`` one symbol each, in order; ``roles`` from words such as "(co-first)";
    ``notes`` are other free texts, read; ``orcid`` without the address before it.
    """

    name: str
    marks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    orcid: str = ""


def may_have_marks(names: str) -> bool:
    """Whether a list of names may have something glued to one of them; told without taking the list apart."""
    return bool(_SUSPICIOUS.search(names))


@lru_cache(maxsize=1 << 15)
def peel(text: str) -> Peeled:
    """Takes marks, markup and notes off one name of an author list.

    >>> peel(r"\\textbf{Wei*, W.}")
    Peeled(name='Wei, W.', marks=('*',), roles=(), notes=(), orcid='')
    >>> peel("Ada Byron$^{\\\\dagger}$ (co-first)")
    Peeled(name='Ada Byron', marks=('†',), roles=('equal',), notes=(), orcid='')
    """
    if len(text) > LONGEST or not _SUSPICIOUS.search(text):
        return Peeled(text)
    peeler = _Peeler()
    name = peeler.run(text)
    marks, roles = tuple(dict.fromkeys(peeler.marks)), tuple(dict.fromkeys(peeler.roles))
    return Peeled(name, marks, roles, tuple(peeler.notes), peeler.orcid)


class _Peeler:
    def __init__(self) -> None:
        self.marks: list[str] = []
        self.roles: list[str] = []
        self.notes: list[str] = []
        self.orcid = ""

    def run(self, text: str) -> str:
        text = _ORCID.sub(self._number, _MAIL.sub("", in_text_mode(text)))
        text = _AFFILIATION.sub(self._affiliation, text)
        text = _without_group(_SELECTOR.sub("", text))
        text = _THANKS.sub(self._thanks, _NOTE.sub(self._note, text))
        text = _MARK.sub(self._mark, text)
        text = _EDGE_SIGN.sub(self._edge, text)
        if " " in text and "{" not in text and len(_NUMBER_RUNS.findall(text)) == 1:
            text = _GLUED_NUMBERS.sub(self._numbers, text)
        text = _NUMBERED.sub("", text)
        text = _WHOLE_NUMBER.sub("", text)  # DBLP tells namesakes apart by four digits
        text = _EMPTY.sub(lambda found: found["letter"] or "", text)
        return re.sub(r"\s+,", ",", re.sub(r"\s{2,}", " ", text)).strip(" ,;~")

    def _mark(self, match: re.Match[str]) -> str:
        if match["command"] is not None:
            self.marks += filter(None, [COMMANDS[match["command"]]])
            return ""
        if match["glued"] is not None:
            self.marks += split_signs(match["glued"])
            return ""
        return self._raised(match)

    def _raised(self, match: re.Match[str]) -> str:
        content = next(group for group in match.groups() if group is not None)
        marks = marks_in(content)
        if marks is None:
            # A formula is part of the name; a raised word such as "1st" is too, without being raised.
            return match.group() if match["dollar"] is not None or match["round"] is not None else content.strip("{}^")
        self._keep(marks)
        return ""

    def _keep(self, marks: tuple[str, ...]) -> None:
        for mark in marks:
            roles = roles_in(mark) if len(mark) > 2 else ()
            self.roles += roles
            self.marks += [] if roles else [mark]

    def _numbers(self, match: re.Match[str]) -> str:
        self.marks += match["numbers"].split(",")
        return ""

    def _number(self, match: re.Match[str]) -> str:
        self.orcid = match["number"].upper()
        return ""

    def _affiliation(self, match: re.Match[str]) -> str:
        marks = marks_in(match["group"][1:-1])
        if marks is None:
            self.notes += filter(None, [plain(match["group"][1:-1])])
        else:
            self._keep(marks)
        return ""

    def _thanks(self, match: re.Match[str]) -> str:
        words = plain(match["group"][1:-1])
        roles = roles_in(words)
        self.roles += roles
        self.notes += [] if roles or not words else [words]
        return ""

    def _note(self, match: re.Match[str]) -> str:
        content = next(group for group in match.groups() if group is not None).strip()
        signs = content.strip().split(" ", 1)
        marks = marks_in(signs[0]) if signs[0] and signs[0][0] in _SIGNS + "\\$^" else ()
        if marks:
            self._keep(marks)
            content = signs[1] if len(signs) > 1 else ""
            if roles_in(plain(content)):
                return ""  # the words explain the mark: `[* equal contribution]`
        if not content:
            return ""
        if _CJK_ONLY.match(content):
            return f" ({content})"
        words = plain(content)
        if roles := roles_in(words):
            self.roles += roles
            return ""
        if match.end() < len(match.string) and not match.string[match.end() :].strip(" ,*†‡#"):
            return match.group()
        if words.strip(".").casefold() in _EDITORS:
            return ""
        if len(words.split()) == 1 and words.istitle() and match.string[match.end() :].strip(" ,"):
            return match.group()  # a nickname: `Robert (Bob) Smith`
        self.notes.append(words)
        return ""

    def _edge(self, match: re.Match[str]) -> str:
        self.marks += split_signs(match["lead"] or match["tail"])
        return ""


def split_signs(signs: str) -> list[str]:
    """Splits glued symbols: ``*†`` are two marks, ``**`` is one."""
    found: list[str] = []
    for sign in signs.translate(_SAME):
        if found and found[-1][0] == sign:
            found[-1] += sign
        else:
            found.append(sign)
    return found


def marks_in(content: str) -> tuple[str, ...] | None:
    """Returns the marks that something raised consists of; ``None`` where it is no mark but text.

    >>> marks_in(r"^{*,\\dagger}"), marks_in("1,2"), marks_in("x^2")
    (('*', '†'), ('1', '2'), None)
    """
    text = _COMMAND_MARK.sub(lambda match: COMMANDS[match["command"]], content)
    text = re.sub(r"\\(?:textbf|textrm|text|mathrm|mathbf|rm|bf|,|;|\s)|\\(?=[*#&])", "", text)
    text = _SELECTOR.sub("", text.translate(_RAISED)).strip("${}^ \t\r\n\\").replace("{", "").replace("}", "")
    found: list[str] = []
    for part in re.split(r"[,\s;]+", re.sub(rf"(?<=[{_SIGNS}])\^", "", text)):
        if not part:
            continue
        if part.isdecimal() and len(part) < 3:
            found.append(part)
        elif all(sign in _SIGNS or sign == "+" for sign in part):
            found += split_signs(part)
        elif split := re.fullmatch(rf"(\d*)([{_SIGNS}+]+)(\d*)", part):
            found += [number for number in (split[1],) if number]
            found += [*split_signs(split[2]), *([split[3]] if split[3] else [])]
        elif part.isascii() and part.isalpha() and part.islower() and len(part) == 1:
            found.append(part)
        else:
            return (plain(text),) if roles_in(plain(text)) else None
    return tuple(found)


def _without_group(text: str) -> str:
    """Takes off markup, and braces around all of a person's name: what a name stands out by is a person, no company."""
    bare = without_markup(text)
    person = _PERSON.fullmatch(bare) if bare != text else None
    return person[1] if person else bare


def without_markup(text: str) -> str:
    """Takes off bold, underline and the like, wherever they begin and end."""
    if "<" in text or "&lt;" in text:
        text = _TAG.sub("", text)
    if "*" in text or "_" in text:
        text = _STARS.sub(lambda match: match["bold"] or match["under"], text)
    if "&" in text and ";" in text:
        from html import unescape

        text = unescape(text)
    text = _HREF.sub(lambda match: match["group"][1:-1], text)
    for _ in range(4):
        before = text
        text = _SWITCH_GROUP.sub(r"\1", text)
        text = _STYLE_COMMAND.sub(_unwrapped, text)
        if text == before:
            break
    return text


def _unwrapped(match: re.Match[str]) -> str:
    name, group = match["name"], match["group"]
    if name in STYLES and "super" not in name and "sub" not in name:
        return group[1:-1]
    if name in COMMANDS or name in _ACCENT_COMMANDS or name in DROPPED_ARGUMENTS or len(group) == 2:
        return match.group()
    if "super" in name or name in _LETTERED or name in ("footnote", "thanks", "noopsort", "orcidlink"):
        return match.group()
    return group[1:-1]


_LEGEND_SIGNS = ("*", "†", "‡", "#", "§", "¶", "✉", "dagger", "ast", "∗")
_MARKUP = regex(r"</?(?:sup|i|em|b|strong|span|small|p)\b[^<>]*>|&nbsp;|[\\$^{}]", re.IGNORECASE)
_COMMANDS = {r"\dagger": "†", r"\ddagger": "‡", r"\ast": "*", "&#42;": "*", "&dagger;": "†", "∗": "*", "&ast;": "*"}
_LEGEND = regex(
    r"(?<![\w*†‡#§¶✉])(?P<mark>[*†‡#§¶✉]{1,3})[ \t]*+"
    r"(?:[:=–-]|denotes?|indicates?|means?|stands? for|marks?|for)?[ \t]*+"
    r"(?:an?[ \t]++|the[ \t]++)?(?P<words>[^\W\d_](?:[^\W\d_]|[/, -]){3,60}+)(?![*\w])"
)


def legends(text: str) -> Iterator[tuple[str, str, int]]:
    """Yields the mark, the role and the place of each legend in a text.

    >>> [legend[:2] for legend in legends("* equal contribution, $\\\\dagger$ corresponding author")]
    [('*', 'equal'), ('†', 'corresponding')]
    """
    if not any(sign in text for sign in _LEGEND_SIGNS):
        return
    for command, sign in _COMMANDS.items():
        text = text.replace(command, sign.ljust(len(command)) if len(command) > 1 else sign)
    text = _MARKUP.sub(lambda found: " " * len(found.group()), text)  # places stay
    for found in _LEGEND.finditer(text):
        for role in roles_in(found["words"].strip(" ,-/"))[:1]:
            yield found["mark"], role, found.start("mark")
