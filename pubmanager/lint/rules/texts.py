"""Rules about running texts: abstracts, notes, and signs between words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.html import read_markup
from pubmanager.latex.read import unknown_commands
from pubmanager.lint.rule import also, rule
from pubmanager.lint.subjects import diagnostic_in
from pubmanager.model.fields import BY_NAME
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

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

# What names a paper and its venue, on every page.
_NAMES = frozenset(
    alias.name for concept in ("title", "subtitle", "journal", "booktitle") for alias in BY_NAME[concept].aliases
)


@rule("T009", scope="entry", severity=Severity.WARNING)
def unknown_command(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A LaTeX command cannot be displayed on a page.

    Why: only its argument is displayed, which may not be what was intended; a custom command may hide a name. Notes,
    awards and summaries are often written for a CV in LaTeX; they are in `tidy`.

    Bad:
        @article{owl, title = {Owls \\hoot{at night}}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls \\emph{at night}}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: none; only you know what the command does.
    Source: jekyll-scholar, issue 2.
    """
    yield from _unknown_commands(entry, are_names=True)


@also("T009", scope="entry", severity=Severity.INFO, selection="tidy")
def unknown_command_in_note(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The command is in a note, an award or a summary, which are often written for a CV in LaTeX."""
    yield from _unknown_commands(entry, are_names=False)


def _unknown_commands(entry: CheckedEntry, *, are_names: bool) -> Iterator[Diagnostic]:
    for field in entry.publication.shown_fields if entry.publication else ():
        for name, offset in unknown_commands(field.value) if (field.field.name in _NAMES) == are_names else ():
            start = field.text.find(f"\\{name}", offset)  # white space was folded, so it stands there or later
            message = f"unknown LaTeX command {quoted(chr(92) + name)}; its argument is shown"
            yield diagnostic_in(field, message, start, start + len(name) + 1)


@rule("T021", scope="field", fields=("abstract", "abstractnote"), severity=Severity.INFO, selection="tidy", fix="safe")
def abstract_leftovers(field: CheckedField) -> Iterator[Diagnostic]:
    """An abstract contains its heading, a copyright line, or the publisher's tags.

    Why: the page already has a heading, and the rest is of no use to readers.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, note = {Web}, abstract = {Abstract: Owls hear.}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, note = {Web}, abstract = {Owls hear.}}

    Fix: safe; the heading and the copyright line are removed. Tags become LaTeX: superscripts, subscripts, emphasis,
    links and formulas are kept, and the title of a section ends in a colon. Formulas that are tables are not changed.
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
