"""Rules about running texts: abstracts, notes, and signs between words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.html import read_markup
from pubmanager.latex.tokens import in_prose
from pubmanager.lint.rule import rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedField

# Without a sign behind it, "Abstract" may begin a sentence: "Abstract Meaning Representation is …".
_HEADING = regex(
    r"\s*(?:(?:\\textbf\{|\*\*|<b>)\s*)?Abstract\b(?:\}|\*\*|</b>)?"
    r"(?:\s*[.:—–-]+\s*|\s*\n\s*|\s{2,}|\s+(?=(?:This|These|The|In|We|Our|A|An|Background|Purpose|Objectives?)\b))"
)
_COPYRIGHT = regex(
    r"\s*(?:(?:©|\(c\)|\\copyright|Copyright|&copy;)\s*(?:©\s*)?(?:19|20)?\d\d[^.]*\.?(?:\s*All rights reserved\.?)?"
    r"|All rights reserved\.?)\s*\Z",
    re.IGNORECASE,
)
_RIGHTS = ("©", "(c)", "opyright", "&copy;", "ights reserved")  # most abstracts have none, and are long
# A word, and not the beginning of an address or a number: `github.com`, `doi:10.1000/owls`, `x@example.org`.
_LOWER_START = regex(r"\s*(?P<letter>[a-zà-öø-ÿ])[a-zà-öø-ÿ]+(?![\w@/\\_-]|[.:]\S)")
_SPACED = regex(r"(?<![ ])(?P<blank>[ ]++)(?P<sign>[,;:.!?])(?=\s|\Z)")
_LONE_HYPHEN = regex(r"(?<=\S)[ ](?P<dash>-)[ ](?=\S)")
_STRAIGHT = regex(r'(?<!\\)"(?P<inner>[^"{}\\]+)"')


@rule("T009", scope="reading", severity=Severity.WARNING)
def unknown_command() -> Iterator[Diagnostic]:
    """LaTeX command that a page cannot show.

    Why: its argument is shown without it, which may not be what it was for; a command of one's own may hide a name.

    Bad:
        @article{owl, title = {Owls \\hoot{at night}}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls \\emph{at night}}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: none; only the owner knows what the command does.
    Source: jekyll-scholar, issue 2.
    """
    yield from ()


@rule("T021", scope="field", fields=("abstract", "abstractnote"), severity=Severity.INFO, selection="tidy", fix="safe")
def abstract_leftovers(field: CheckedField) -> Iterator[Diagnostic]:
    """Abstract with its heading, a copyright line, or tags of the publisher's.

    Why: a page has a heading of its own, and nobody reads the rest.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, note = {Web}, abstract = {Abstract: Owls hear.}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, note = {Web}, abstract = {Owls hear.}}

    Fix: safe; heading and copyright line go. Tags become LaTeX: raised and lowered signs, emphasis, links and formulas
    stay, the title of a section ends in a colon. Formulas that are tables are left to you.
    Source: papis doctor; exports of Crossref and IEEE Xplore.
    """
    if not field.is_literal:
        return
    text = field.content
    heading = _HEADING.match(text)
    rights = _COPYRIGHT.search(text) if any(map(text.__contains__, _RIGHTS)) else None
    for found, what in ((heading, "heading"), (rights, "copyright line")):
        if found and found.group().strip() and len(found.group()) < len(text.strip()):
            fix = field.replacing(f"remove the {what}", *found.span(), "")
            yield field.at(f"{what} {quoted(found.group())} in the abstract", *found.span(), fix=fix)
    if markup := read_markup(text):
        start, end = markup.tags[0]
        written = None if markup.text is None else field.rewriting("write the tags as LaTeX", markup.text)
        yield field.at(f"tag {quoted(text[start:end])} in the abstract", start, end, fix=written)


@rule("T022", scope="field", fields=("note", "howpublished"), severity=Severity.INFO, fix="safe", selection="all")
def note_in_small_letters(field: CheckedField) -> Iterator[Diagnostic]:
    """Note that begins with a small letter.

    Why: styles put it after a full stop.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {personal communication}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Personal communication}}

    Fix: safe; the first letter becomes a capital.
    Source: btxdoc, section 3.2, "note" and "howpublished"; JabRef, NoteChecker.
    """
    found = _LOWER_START.match(field.content)
    if field.is_literal and found and "://" not in field.content:
        fix = field.replacing("begin with a capital", *found.span("letter"), found["letter"].upper())
        yield field.at(f"{field.name} begins with the small {quoted(found['letter'])}", *found.span("letter"), fix=fix)


@rule(
    "T023",
    scope="field",
    fields=("title", "booktitle", "abstract"),
    severity=Severity.INFO,
    fix="safe",
    selection="all",
)
def loose_signs(field: CheckedField) -> Iterator[Diagnostic]:
    """Blank before a comma, a lone hyphen for a dash, or straight quotes.

    Why: LaTeX prints them as they are typed.

    Bad:
        @article{owl, title = {Owls - a survey}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls -- a survey}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: safe; the blank goes, the hyphen becomes `--`, quotes become pairs of ` and '.
    Source: biblint; bibcop.
    """
    if not field.is_literal or field.field.raw[0] != "{":
        return
    text = field.content
    for found in in_prose(text, _SPACED.finditer(text)):
        fix = field.replacing("remove the blank", *found.span("blank"), "")
        yield field.at(f"blank before {quoted(found['sign'])}", *found.span(), fix=fix)
    for found in in_prose(text, _LONE_HYPHEN.finditer(text)):
        fix = field.replacing("write '--'", *found.span("dash"), "--")
        yield field.at("lone hyphen for a dash", *found.span("dash"), fix=fix)
    for found in in_prose(text, _STRAIGHT.finditer(text)):
        quotes = f"``{found['inner']}''"
        yield field.at(
            f"straight quotes around {quoted(found['inner'])}",
            *found.span(),
            fix=field.replacing("write ``…''", *found.span(), quotes),
        )
