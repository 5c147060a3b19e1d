"""Rules about DOIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Fix, Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.rule import rule
from pubmanager.model.identifiers import read_identifier
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedField

# Source: DOI handbook, section 2.2; registrants may have divisions, as in 10.1000.10.
_DOI = regex(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_PLAIN = regex(r"10\.\d{4,9}/[\w.-]*[A-Za-z0-9]", re.ASCII)  # most: nothing to undo, nothing after it
# What publishers put after the DOI in the addresses of their pages.
_SUFFIX = regex(
    r"(?P<suffix>(?:/(?:e?pdf|epub|full(?:[/-]?(?:text|html|pdf))?|abs(?:tract)?|html|xml|meta|references|summary|pdfdirect)"
    r"|\.(?:pdf|full|full-text|abstract|short|html?))+(?:/|[?#]\S*)?|(?<=\d)v\d+(?:\.full(?:\.pdf|-text)?)?)\Z",
    re.IGNORECASE,
)
_SHORT = regex(r"(?:https?://(?:dx\.)?doi\.org/)?10/[a-z0-9]+", re.IGNORECASE)  # made by shortdoi.org
_RESOLVER = r"(?:https?:)?(?://)?(?:dx\.|www\.)?doi\.org/+"
_PAGE = r"https?://[^\s?#/]+/doi/(?:abs/|full/|e?pdf/)?"
_SURE_PREFIX = regex(rf"(?:doi)?\s*:?\s*(?:{_RESOLVER})?|{_PAGE}", re.IGNORECASE)
_WHOLE = regex(rf"(?:{_RESOLVER}|doi\s*:\s*(?:{_RESOLVER})?)(?P<doi>10\.\d{{4,9}}/[^\s?#]+)", re.IGNORECASE)
_PUBLISHER = regex(rf"{_PAGE}(?P<doi>10\.\d{{4,9}}/[^\s?#/]+)", re.IGNORECASE)
_PREPRINT = regex(r"10\.48550/arxiv\.", re.IGNORECASE)


@rule("I001", scope="field", fields=("doi",), severity=Severity.ERROR, fix="unsafe")
def invalid_doi(field: CheckedField) -> Iterator[Diagnostic]:
    """A `doi` is not a DOI, or has more after it, such as `/full`.

    Why: no link can be made of it, and badges and databases find nothing.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, doi = {1O.1000/owls}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, doi = {10.1000/owls}}

    Fix: unsafe; what a publisher's page has after the DOI is removed. In other cases look it up on that page.
    Source: DOI handbook, section 2.2; JabRef, DoiValidityChecker.
    """
    suffix = _suffix(field.content.strip())
    if suffix and field.is_literal:
        start = field.content.rindex(suffix)
        fix = field.replacing(f"remove {quoted(suffix)}", start, start + len(suffix), "")
        message = f"{quoted(suffix)} belongs to the publisher's page, not to the DOI"
        yield field.at(message, start, start + len(suffix), fix=fix)
        return
    if _PLAIN.fullmatch(field.content):
        return
    value = verbatim(field.value)
    if not value or not field.is_literal or _SHORT.fullmatch(value):
        return
    found = read_identifier("doi", value)
    if not _DOI.fullmatch(found):
        yield field.at(f"{quoted(value)} is not a DOI")
    elif _has_blank(value):
        yield field.at(f"{quoted(value)} contains a blank")


def _suffix(text: str) -> str:
    """Returns what a publisher's page has after a bare DOI, bioRxiv's a version too; empty where there is nothing."""
    found = _SUFFIX.search(text)
    if found is None or not _DOI.fullmatch(text[: found.start()]):
        return ""
    is_version = found["suffix"][:1] in "vV"
    return "" if is_version and not text.startswith("10.1101/") else found["suffix"]


@rule("I002", scope="field", fields=("doi",), severity=Severity.INFO, selection="tidy", fix="safe")
def not_a_bare_doi(field: CheckedField) -> Iterator[Diagnostic]:
    """A DOI is a URL, or has "doi:" before it or punctuation after it.

    Why: styles and themes add the resolver's address before it, so the link contains it twice and leads nowhere.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          doi = {https://doi.org/10.1000/owls}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, doi = {10.1000/owls}}

    Fix: safe; only the DOI is kept. In a publisher's address, what follows the DOI is removed too.
    Source: biblatex manual, section 2.2.2, "doi"; bibtex-tidy, issue 445.
    """
    if _PLAIN.fullmatch(field.content):
        return
    value, doi = verbatim(field.content), read_identifier("doi", field.content)
    if not field.is_literal or not doi or value == doi or _has_blank(value):
        return
    end = len(field.content.rstrip())
    tail = value.removeprefix(doi)
    if tail != value and field.content[:end].endswith(tail):
        fix = field.replacing(f"remove {quoted(tail)}", end - len(tail), end, "")
        yield field.at(f"{quoted(tail)} is not part of the DOI", end - len(tail), end, fix=fix)
        return
    is_sure = bool(_SURE_PREFIX.fullmatch(value.partition("10.")[0])) and not re.search(r"[?#]", doi)
    doi = doi.removesuffix(_suffix(doi))
    yield field.at(
        f"{quoted(value)} is more than the DOI",
        fix=field.rewriting(f"write {quoted(doi, 48)}", doi) if is_sure else None,
    )


@rule(
    "I003",
    scope="field",
    fields=("url", "note", "howpublished"),
    needs=("10.",),
    severity=Severity.INFO,
    selection="tidy",
    fix="safe",
)
def doi_in_other_field(field: CheckedField) -> Iterator[Diagnostic]:
    """A DOI or an arXiv number is only in another field.

    Why: badges, citations and databases use ``doi`` and ``arxiv``, and a URL of the publisher may change while the DOI
    stays. Google Scholar exports preprints with "arXiv preprint arXiv:…" in `journal`.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://doi.org/10.1000/owls}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, doi = {10.1000/owls}}

    Fix: safe; a URL or note that only contains the DOI becomes ``doi``, otherwise the field ``doi`` or ``arxiv`` is
    added. A field that mentions a DOI in other text is not changed: it may be that of an erratum or a data set.
    Source: JabRef, DOI clean-up and EprintCleanup; 18 of 124 homepages' files have a DOI in another field, 36 an arXiv
    number.
    """
    value = verbatim(field.content)
    whole = _WHOLE.fullmatch(value)
    found = whole or (_PUBLISHER.fullmatch(value) if field.name == "url" else None)
    if not found or not field.is_literal or field.entry.has("doi") or _PREPRINT.match(found["doi"]):
        return
    doi = read_identifier("doi", value)
    if field.name == "howpublished" or not whole:
        fix = field.entry.adding("add it as 'doi'", "doi", doi)
    else:
        fix = Fix("make it the field 'doi'", (*field.renaming("", "doi").edits, *field.rewriting("", doi).edits))
    yield field.at(f"the DOI is only in {quoted(field.name)}", fix=fix)


def _has_blank(value: str) -> bool:
    return " " in value[max(value.find("10."), 0) :].strip()
