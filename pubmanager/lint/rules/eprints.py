"""Rules about eprints: their archive and their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.arxiv_ids import CLASSES, fault_of, is_class
from pubmanager.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

_CLASS_FIELDS = ("primaryclass", "eprintclass")


@rule("I007", scope="entry", fields=("eprint", "archiveprefix"), severity=Severity.INFO, selection="tidy", fix="safe")
def eprint_without_archive(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """An arXiv eprint does not name arXiv, or misspells it.

    Why: styles print the number without a link, or "arxiv" as typed in the field.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, eprint = {2303.01234}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, eprint = {2303.01234},
          archiveprefix = {arXiv}}

    Fix: safe; ``archiveprefix`` is added, or its spelling corrected.
    Source: "BibTeX and eprints" of arXiv; bibcop, "archivePrefix".
    """
    eprint = entry.field("eprint")
    prefix = entry.field("archiveprefix")
    if prefix and prefix.is_literal and prefix.content != "arXiv" and prefix.content.strip().casefold() == "arxiv":
        yield prefix.at(
            f"{quoted(prefix.content)} should be spelled 'arXiv'", fix=prefix.rewriting("write 'arXiv'", "arXiv")
        )
    elif eprint and not entry.has("archiveprefix", "eprinttype") and not fault_of(verbatim(eprint.value)):
        fix = entry.adding("add 'archiveprefix'", "archiveprefix", "arXiv")
        yield eprint.at(f"{quoted(eprint.content)} is not marked as an arXiv number", fix=fix)


@rule("I008", scope="field", fields=_CLASS_FIELDS, severity=Severity.INFO, selection="tidy")
def unknown_arxiv_class(field: CheckedField) -> Iterator[Diagnostic]:
    """A primary class is not one of arXiv's.

    Why: it is printed after the number, and nobody finds the subject.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, eprint = {2303.01234},
          archiveprefix = {arXiv}, primaryclass = {cs.XL}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, eprint = {2303.01234},
          archiveprefix = {arXiv}, primaryclass = {cs.CL}}

    Fix: none; only the paper's page has the right one.
    Source: the category taxonomy of arXiv.
    """
    value = verbatim(field.value)
    archive = (field.entry.value("archiveprefix") or field.entry.value("eprinttype")).casefold()
    if not value or archive not in ("", "arxiv") or is_class(value) or value in CLASSES:
        return  # Zotero writes the archive alone
    yield field.at(f"{quoted(value)} is not an arXiv class")
