"""Rules about entries that refer to other entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import KEY_IN_LIST
from pubmanager.bibtex.resolve import has_what_parents_give
from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import found_by_reading, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry

_NAMES = frozenset(("related", "xref", "entryset", "crossref"))


found_by_reading(
    "F010",
    "missing-parent",
    """`crossref` or `xdata` names an entry that does not exist, or forms a cycle.

    Why: the inherited fields, often venue and year, are missing everywhere.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, crossref = {birds}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, crossref = {birds}}
        @proceedings{birds, title = {Proceedings of the Conference on Birds}, year = 2024}

    Fix: none; only you know which entry is meant.
    Source: biblatex manual, section 2.4.1; biber and JabRef report the same.
    """,
    severity=Severity.ERROR,
)


@rule("F017", scope="bibliography", severity=Severity.INFO, selection="tidy")
def missing_related_entry(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """`related`, `xref` or `entryset` names an entry that does not exist.

    Why: biblatex prints nothing for it, and a link to it would lead nowhere. A missing `crossref` is reported here if
    the entry already has its own venue and year.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, related = {lark}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, related = {lark}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know which entry is meant.
    Source: biblatex manual, section 2.2.3.
    """
    known: set[str] | None = None
    for entry in checked.entries:
        for field in entry.named(_NAMES):
            if field.name == "crossref" and not _is_needless(entry):
                continue
            if known is None:
                known = _keys(checked)
            for item in KEY_IN_LIST.finditer(field.content) if field.is_literal else ():
                if item.group() not in known:
                    message = f"{quoted(field.name)} names {quoted(item.group())}, which does not exist"
                    yield field.at(message, *item.span())


def _is_needless(entry: CheckedEntry) -> bool:
    """Whether an entry needs nothing of its parent; DBLP exports all its entries so."""
    parent = entry.value("crossref").strip()
    return not parent.startswith("DBLP:") and has_what_parents_give(each.name for each in entry.fields)


def _keys(checked: CheckedBibliography) -> set[str]:
    """Returns the keys of all entries, with the second ones that `ids` names."""
    keys = set(checked.by_key)
    keys.update(entry.key for reading in checked.readings for entry in reading.entries)
    for entry in checked.entries:
        keys.update(each.strip() for each in entry.value("ids").split(","))
    return keys
