"""Rules about letters and signs that are not what they seem: decomposed, invisible, garbled."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import also, rule
from pubmanager.lint.subjects import ASIDE, is_aside
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField

_LIGATURE = regex("[\ufb00-\ufb06]")
# A letter with combining marks; conjoining jamo; kana with a sound mark.
_DECOMPOSED = regex(r".[\u0300-\u036f\u1160-\u11ff\u3099\u309a]+")


@rule("E003", scope="entry", severity=Severity.INFO, selection="tidy", fix="safe")
def decomposed_letter(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A letter has a separate accent (not NFC), or two letters are one character (`ﬁ`).

    Why: it looks correct, but is a different text: names are not recognised, searches miss it, and BibTeX sorts it
    wrongly. File names on macOS and text copied from a PDF contain such letters.

    Bad:
        --- publications.bib.escaped
        @misc{owl, title = {Owls}, author = {Mu\\u0308ller, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Müller, Jane}, year = 2024, howpublished = {Web}}

    Fix: unsafe on a page, where `ĲCAI` becomes IJCAI; safe in entries: letter and accent become one letter that looks
    the same, and a joined character becomes separate letters.
    Source: Unicode Standard Annex 15; JabRef's "not in NFC"; a homepage that says ĲCAI.
    """
    for field in entry.beyond_ascii:
        yield from _decomposed(field)


def _decomposed(field: CheckedField) -> Iterator[Diagnostic]:
    if field.is_address:
        return
    for found in _DECOMPOSED.finditer(field.content):
        composed = unicodedata.normalize("NFC", found.group())
        if len(composed) < len(found.group()):
            fix = field.replacing(f"write {quoted(composed)} as one letter", *found.span(), composed)
            yield field.at(f"{quoted(composed)} is written as a letter and an accent", *found.span(), fix=fix)
    for found in _LIGATURE.finditer(field.content):
        letters = unicodedata.normalize("NFKC", found.group())
        fix = field.replacing(f"write {quoted(letters)}", *found.span(), letters)
        yield field.at(f"{quoted(found.group())} is one sign for {quoted(letters)}", *found.span(), fix=fix)


# What a byte of a continuation, 0x80 to 0xBF, looks like in Windows-1252 or Latin-1, and which byte it is.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES.update({bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xA0)})
_TAIL = "[" + "".join(re.escape(sign) for sign, byte in _BYTES.items() if byte < 0xC0) + "]"
_GARBLED = regex(rf"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")
_QUOTES_AND_DASHES = frozenset("‘’“”–—…›‹™•")
# Signs that good text has after a letter: a hard blank, quotation marks, marks of authors, raised figures.
_AFTER_LETTERS = _QUOTES_AND_DASHES.union("\u00a0«»°¹²³·†‡§¶®©ªº")


def garbled(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields the stretches of UTF-8 that were read in a Western encoding, with what they were.

    >>> list(garbled("M\u00c3\u00bcller")), list(garbled("CAF\u00c9\u2019s \u00c2ge, 4\u00a0\u00d7\u00a010"))
    ([(1, 3, 'ü')], [])
    """
    runs: list[list[tuple[int, int, str]]] = []
    for match in _GARBLED.finditer(text):
        if meant := _meant(match):
            if not runs or runs[-1][-1][1] < match.start():
                runs.append([])
            runs[-1].append((match.start(), match.end(), meant))
    for run in runs:
        if len(run) > 1 or not _is_doubtful(text, *run[0]):
            yield run[0][0], run[-1][1], "".join(meant for _, _, meant in run)


def _meant(found: re.Match[str]) -> str:
    try:
        meant = bytes(_BYTES[sign] for sign in found.group()).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if unicodedata.category(meant) == "Cc" else meant


def _is_doubtful(text: str, start: int, end: int, meant: str) -> bool:
    """Whether a stretch may be good text: a letter, or `×`, before signs that can follow one."""
    lead, tail = text[start], text[start + 1 : end]
    if lead in "ÂÃ":
        return False
    if lead == "×" or len(tail) > 1:
        return lead == "×" or (lead != "â" and _AFTER_LETTERS.issuperset(tail))
    is_inside = text[end : end + 1].isalpha() and tail not in _QUOTES_AND_DASHES
    is_word = text[start - 1 : start].islower() or is_inside or tail not in _AFTER_LETTERS
    return not (is_word and unicodedata.category(meant)[0] in "LM")


@rule("E005", scope="entry", severity=Severity.WARNING, fix="unsafe")
def garbled_letter(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """Letters are garbled: UTF-8 was read in another encoding, or characters were lost.

    Why: readers see `MÃ¼ller`, and nobody finds Müller.

    Bad:
        @misc{owl, title = {Owls}, author = {MÃ¼ller, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Müller, Jane}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the original letters are restored. What a replacement character stood for cannot be restored, and text
    on a page is not changed. Abstracts and keywords are in `tidy`.
    Source: pages and `.bib` files saved twice; the rules of ftfy.
    """
    for field in entry.beyond_ascii:
        if field.name not in ASIDE:
            yield from _garbled(field)


@also("E005", scope="entry", fields=ASIDE, severity=Severity.INFO, selection="tidy", fix="unsafe")
def garbled_abstract(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The letters are in an abstract or keywords."""
    for field in entry.beyond_ascii:
        if field.name in ASIDE:
            yield from _garbled(field)


def _garbled(field: CheckedField) -> Iterator[Diagnostic]:
    for start, end, meant in garbled(field.content):
        fix = field.replacing(f"write {quoted(meant)}", start, end, meant)
        yield field.at(f"{quoted(field.content[start:end])} is garbled; {quoted(meant)} is meant", start, end, fix=fix)
    for found in re.finditer("\ufffd+", field.content):
        yield field.at("a letter is lost here (U+FFFD)", *found.span())


_INVISIBLE = regex("[\u200b-\u200d\u2060\ufeff\u00ad]")
_ODD_BLANK = regex("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_SPLIT = ("author", "editor", "authors", "editors", "translator", "keywords", "keyword", "tags")


@rule("E006", scope="entry", severity=Severity.INFO, selection="tidy", fix="safe")
def invisible_character(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A value has an invisible character, or a list has a non-standard blank.

    Why: names, keywords and links with such a character look correct but are not found. Joiners in scripts that need
    them, and non-breaking spaces in running text, are not reported.

    Bad:
        --- publications.bib.escaped
        @misc{owl, title = {Ow\\u200bls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: safe; the character is removed or replaced with a blank.
    Source: text copied from web pages and PDF files; bibcop reports the same.
    """
    for field in entry.beyond_ascii:
        yield from _invisible(field)


def _invisible(field: CheckedField) -> Iterator[Diagnostic]:
    known = [(start, end) for start, end, _ in garbled(field.content)]  # E005's
    for found in _INVISIBLE.finditer(field.content):
        if _is_within(found.start(), known):
            continue
        around = field.content[max(found.start() - 1, 0) : found.end() + 1].replace(found.group(), "")
        if around.isascii() or found.group() in "\ufeff\u00ad":
            fix = field.replacing("remove it", *found.span(), "")
            yield field.at(f"invisible character {_named(found.group())}", *found.span(), fix=fix)
    if field.name in _SPLIT:
        for found in _ODD_BLANK.finditer(field.content):
            if _is_within(found.start(), known):
                continue
            fix = field.replacing("write a blank", *found.span(), " ")
            yield field.at(f"unusual blank {_named(found.group())}", *found.span(), fix=fix)


def _is_within(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X}"


_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@rule("E010", scope="bibliography", severity=Severity.ERROR)
def control_character(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A value has a control character, or one that changes the direction of the text.

    Why: browsers drop or garble it, and text in the other direction can read differently from what is written. Values
    in Hebrew, Arabic and similar scripts may change direction. Each value is reported once; fields that few pages
    display are in `tidy`.

    Bad:
        --- publications.bib.escaped
        @misc{owl, title = {Owls\\x08}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know the original text.
    Source: Unicode Technical Report 36; bibcop reports control characters.
    """
    yield from _with_controls(checked, aside=False)


@also("E010", scope="bibliography", severity=Severity.INFO, selection="tidy")
def control_character_in_abstract(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """The field is an abstract, keywords or another one that few pages display."""
    yield from _with_controls(checked, aside=True)


def _with_controls(checked: CheckedBibliography, *, aside: bool) -> Iterator[Diagnostic]:
    suspects = {each.source.path for each in checked.readings if _CONTROL.search(each.source.text)}
    for entry in checked.entries:
        if entry.source.path in suspects:
            yield from (found for field in entry.fields if is_aside(field.name) == aside for found in _controls(field))


def _controls(field: CheckedField) -> Iterator[Diagnostic]:
    is_turning = bool(_RIGHT_TO_LEFT.search(field.content))
    known = [(start, end) for start, end, _ in garbled(field.content)]
    for found in _CONTROL.finditer(field.content):
        if not _is_within(found.start(), known) and not (is_turning and found.group() > "\u2000"):
            yield field.at(f"control character {_named(found.group())}", *found.span())
            return
