"""Rules about numbers of arXiv."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.arxiv_ids import fault_of
from pubmanager.lint.rule import also, rule
from pubmanager.model.identifiers import SCHEMES
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.findings import Fix
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField

_FIELDS = ("arxiv", "arxivid", "arxiv_id", "eprint")
_PREFIX = regex(
    r"(?:https?://)?(?:www\.|export\.)?(?:alpha)?arxiv\.org/(?:abs|pdf|html|e-print)/|arxiv\s*[:.]\s*", re.IGNORECASE
)
_SUFFIX = regex(r"(?:\.pdf)?/?(?:[?#]\S*)?|\s*\[[\w.-]+\]")
_LINK = regex(r"\s*\{?https?://", re.IGNORECASE)
_WAY, _MOST = 5, 0.8  # so many links, and such a part of all, are a file's way
_VERSION = regex(r"v\d+$")
_NUMBER = regex(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_IN_JOURNAL = regex(
    r"(?:arxiv|corr)\b[^\d]{0,60}?(?:abs/)?(?P<number>(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?)(?![\d.]\d)",
    re.IGNORECASE,
)
_ID_FIELDS = ("arxiv", "arxivid", "arxiv_id", "eprint", "arxiv_url", "url_arxiv")


@rule("I004", scope="bibliography", severity=Severity.ERROR)
def invalid_arxiv_number(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """An arXiv number is impossible.

    Why: the link leads nowhere. If the entry also has a DOI, readers have another link; this case is in `tidy`. A file
    that mostly has links in `arxiv` may have other links there too.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, arxiv = {2313.01234}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, arxiv = {2303.01234}}

    Fix: none; only the paper's page has the right one.
    Source: "Understanding the arXiv identifier"; bibcop, "eprint".
    """
    yield from _invalid(checked, has_doi=False)


@also("I004", scope="bibliography", severity=Severity.INFO, selection="tidy")
def invalid_number_beside_doi(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """The entry also has a DOI."""
    yield from _invalid(checked, has_doi=True)


def _invalid(checked: CheckedBibliography, *, has_doi: bool) -> Iterator[Diagnostic]:
    for field in _numbers(checked):
        bare = _bare(field)
        if bare and field.entry.has("doi") == has_doi and (fault := fault_of(bare)):
            yield field.at(f"{quoted(bare, 36)} {fault}")


def _numbers(checked: CheckedBibliography) -> Iterator[CheckedField]:
    """Yields the fields for numbers of arXiv, but for the links in a file whose way is to have links there."""
    files: dict[str, list[CheckedField]] = {}
    for entry in checked.entries:
        files.setdefault(entry.source.path, []).extend(field for name in _FIELDS if (field := entry.field(name)))
    for fields in files.values():
        own = [field for field in fields if field.name != "eprint"]
        links = [field for field in own if _LINK.match(field.content)]
        meant = {id(field) for field in links} if len(links) >= _WAY and len(links) > _MOST * len(own) else ()
        yield from (field for field in fields if id(field) not in meant)


@rule("I005", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="safe")
def not_a_bare_arxiv_number(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A field for the arXiv number has a URL, or "arXiv:" before the number.

    Why: themes and styles add the address before the value, so the link contains it twice and leads nowhere. A file
    with many links and hardly a number in `arxiv` is not reported: its site uses them unchanged.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web},
          arxiv = {https://arxiv.org/abs/2303.01234}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, arxiv = {2303.01234}}

    Fix: safe; only the number is kept. If it is followed by a subject such as `[cs.CL]` that no other field has, it is
    not changed.
    Source: al-folio, `_layouts/bib.liquid`, which writes `http://arxiv.org/abs/` itself.
    """
    for field in _numbers(checked):
        value, number = verbatim(field.content), _bare(field)
        if field.is_literal and _PREFIX.match(value) and _NUMBER.fullmatch(number):
            subject = re.search(r"\[([\w.-]+)\]\s*\Z", value)
            is_said = subject is None or subject[1] in field.entry.value("primaryclass")
            fix = field.rewriting(f"write '{number}'", number) if is_said else None
            yield field.at(f"{quoted(value)} is more than the number", fix=fix)


@rule("I006", scope="field", fields=_FIELDS, needs=("v",), severity=Severity.INFO, fix="safe", selection="all")
def arxiv_version(field: CheckedField) -> Iterator[Diagnostic]:
    """An arXiv number has a version.

    Why: readers get an old text; without the version the link leads to the newest one.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, arxiv = {2303.01234v1}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, arxiv = {2303.01234}}

    Fix: safe; the version is removed.
    Source: "Understanding the arXiv identifier", versions.
    """
    text = field.content.rstrip()
    found = _VERSION.search(text)
    if found and field.is_literal and not fault_of(_bare(field)):
        fix = field.replacing(f"remove '{found.group()}'", *found.span(), "")
        yield field.at(f"'{found.group()}' is one version of the paper", *found.span(), fix=fix)


@also("I003", scope="field", fields=("journal",), severity=Severity.INFO, selection="tidy", fix="safe")
def arxiv_number_in_journal(field: CheckedField) -> Iterator[Diagnostic]:
    """An arXiv number is only in `journal`."""
    found = _IN_JOURNAL.search(field.content)
    if not found or not field.is_literal or fault_of(found["number"]) or _has_number(field.entry, found["number"]):
        return
    yield field.at("the arXiv number is only in 'journal'", *found.span("number"), fix=_adding(field, found))


def _adding(field: CheckedField, found: re.Match[str]) -> Fix:
    return field.entry.adding("add it as 'arxiv'", "arxiv", found["number"])


def _has_number(entry: CheckedEntry, number: str) -> bool:
    """Whether a field for it is there, or an address or a DOI that has it."""
    bare = _VERSION.sub("", number)
    texts = (each.value for each in entry.fields if each.name not in ("journal", "note"))
    return entry.has(*_ID_FIELDS) or any(bare in text for text in texts)


def _bare(field: CheckedField) -> str:
    """Returns what should be the number, without what people put around it; empty where it is another kind of id."""
    value = verbatim(field.value)
    prefix = _PREFIX.match(value)
    if field.name == "eprint" and not prefix and not _is_arxiv(field):
        return ""
    rest = value[prefix.end() :] if prefix else value
    found = SCHEMES["arxiv"].pattern.match(rest)
    return found[1] if found and _SUFFIX.fullmatch(rest[found.end() :]) else rest


def _is_arxiv(field: CheckedField) -> bool:
    """Whether an eprint is said to be arXiv's."""
    archive = field.entry.value("eprinttype") or field.entry.value("archiveprefix")
    return archive.casefold() == "arxiv"
