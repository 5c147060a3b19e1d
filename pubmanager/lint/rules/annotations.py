"""Rules about what fields beside the author list say of single authors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.nearest import nearest
from pubmanager.lint.rule import rule
from pubmanager.lint.written_names import NAME_FIELDS, names_in
from pubmanager.model.roles import ROLES, roles_in
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

_ITEM = regex(r"[^;\"]*(?:\"[^\"]*\"[^;\"]*)*")
_SAID = regex(r"\s*(?P<place>\d{0,4})\s*(?::\s*[\w-]+\s*)?=\s*(?P<content>.+)", re.DOTALL)
_WORD = regex(r"\"[^\"]*\"|[^\s,\"][^,\"]*")


@rule("A017", scope="entry", severity=Severity.ERROR)
def broken_annotation(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """An annotation cannot be read, names a missing author, or has a misspelled role.

    Why: biblatex and this tool ignore what they cannot read, and a mark is missing on the page.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal; 3=equal}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal}}

    Fix: none; only you know who is meant.
    Source: biblatex manual, section 3.7.
    """
    if not any("+an" in each.name for each in entry.entry.fields):
        return
    for field in entry.fields:
        name, sign, label = field.name.partition("+an")
        if not sign or name not in NAME_FIELDS or not field.is_literal or (label and not label.startswith(":")):
            continue
        listed = entry.field(name)
        count = len(names_in(listed)) if listed else 0
        yield from _in_annotation(field, count or None, has_roles=label in ("", ":role", ":roles", ":default"))


def _in_annotation(field: CheckedField, count: int | None, *, has_roles: bool) -> Iterator[Diagnostic]:
    """Checks each item of an annotation; ``count`` is the length of the list, ``None`` where nobody knows."""
    for item in (each for each in _ITEM.finditer(field.content) if each.group().strip()):
        said = _SAID.fullmatch(item.group().rstrip())
        start = item.start() + len(item.group()) - len(item.group().lstrip())
        if said is None:
            text = item.group().strip()
            yield field.at(f"{quoted(text)} is not an annotation; write 1=equal", start, start + len(text))
            continue
        place = int(said["place"] or 0)
        if count is not None and (place > count or (said["place"] and not place)):
            message = f"there is no author {place}; the list has {count}"
            yield field.at(message, item.start() + said.start("place"), item.start() + said.end("place"))
        if has_roles:
            yield from _misspelt(field, said["content"], item.start() + said.start("content"))


def _misspelt(field: CheckedField, content: str, offset: int) -> Iterator[Diagnostic]:
    """Points at words that are nearly a role; others are the owner's own."""
    for each in _WORD.finditer(content):
        word = each.group().strip()
        if word.startswith('"') or roles_in(word) or word.casefold() in ROLES:
            continue
        if wanted := nearest(word.casefold(), ROLES):
            start = offset + each.start()
            yield field.at(f"{quoted(word)} is not a role; did you mean {quoted(wanted)}?", start, start + len(word))
