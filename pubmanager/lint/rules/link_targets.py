"""Rules about what links lead to: the wrong kind of thing, the same thing twice, an unknown label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.nearest import nearest
from pubmanager.lint.rule import also, rule
from pubmanager.model.fields import CONCEPTS, label_in
from pubmanager.model.folding import folded
from pubmanager.model.links import LABELS
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.findings import Fix
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedLink

_PDF_FIELDS = frozenset(("pdf", "url_pdf", "pdfurl"))
# Pages about a paper, not the paper; the same hosts have the PDF elsewhere.
_LANDING = regex(
    r"https?://(?:www\.)?(?:arxiv\.org/abs/|openreview\.net/forum|(?:dx\.)?doi\.org/10\.|dl\.acm\.org/doi/(?:abs/)?10\.|"
    r"ieeexplore\.ieee\.org/(?:abstract/)?document/|link\.springer\.com/(?:article|chapter)/|"
    r"(?:pubmed\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/)?\d)", re.IGNORECASE
)  # fmt: skip
_PDF_OF_PAGE = (
    (regex(r"(https?://(?:www\.)?arxiv\.org/)abs/"), r"\1pdf/"),
    (regex(r"(https?://openreview\.net/)forum\?"), r"\1pdf?"),
    (regex(r"(https?://openaccess\.thecvf\.com/.*/)html/(.*)\.html$"), r"\1papers/\2.pdf"),
)
_PROFILE = regex(r"https?://(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)/[\w.-]+/?")
_NOT_PDF = frozenset(("html", "htm", "doc", "docx", "ps", "png", "jpg", "jpeg", "zip", "bib", "mp4", "pptx"))
_NOT_VIDEO = frozenset(("pdf", "ppt", "pptx", "png", "jpg", "jpeg", "doc", "docx", "zip", "bib"))
_SHOWN = (
    "pdf",
    "url",
    "code",
    "project",
    "demo",
    "dataset",
    "model",
    "video",
    "slides",
    "poster",
    "supp",
    "blog",
    "media",
)


@rule("U010", scope="entry", severity=Severity.WARNING)
def link_of_another_kind(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link leads to another kind of thing than its field says.

    Why: readers expect the video or the code, and get a document or somebody's profile; the account of a group may be
    intended. A page about the paper instead of its PDF is in `tidy`: readers find the PDF there.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          video = {https://example.org/slides.pdf}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          slides = {https://example.org/slides.pdf}}

    Fix: unsafe; links to pages of arXiv, OpenReview or CVF are changed to their PDF. For other pages only you know the
    address.
    Source: homepages whose button "PDF" opens a page.
    """
    yield from (found for found, is_sure in _of_another_kind(entry) if is_sure)


@also("U010", scope="entry", severity=Severity.INFO, selection="tidy", fix="unsafe")
def page_for_a_pdf(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A page about the paper leads to the PDF."""
    yield from (found for found, is_sure in _of_another_kind(entry) if not is_sure)


def _of_another_kind(entry: CheckedEntry) -> Iterator[tuple[Diagnostic, bool]]:
    for link in entry.links:
        if (fault := _fault_of(link)) and link.field.is_literal:
            yield link.field.at(f"{quoted(link.url, 32)} is {fault}", fix=_to_pdf(link)), "PDF" not in fault


def _to_pdf(link: CheckedLink) -> Fix | None:
    """Returns a fix that leads from a page about a paper to the paper, where its address tells."""
    start = link.field.content.find(link.url)
    wanted = next((page.sub(pdf, link.url) for page, pdf in _PDF_OF_PAGE if page.match(link.url)), "")
    is_mendable = wanted and start >= 0 and link.field.name in _PDF_FIELDS
    return link.field.replacing("link to the PDF", start, start + len(link.url), wanted) if is_mendable else None


def _fault_of(link: CheckedLink) -> str:
    if link.field.name in _PDF_FIELDS:
        return "not a PDF" if _extension(link.url) in _NOT_PDF or _LANDING.match(link.url) else ""
    if link.kind == "code":
        return "a profile, not a repository" if _is_of_author(link) else ""
    return "not a video" if link.kind == "video" and _extension(link.url) in _NOT_VIDEO else ""


def _is_of_author(link: CheckedLink) -> bool:
    """Whether a link for code leads to the account of an author; that of a project or a group may be meant."""
    publication = link.field.entry.publication
    if not publication or not _PROFILE.fullmatch(link.url):
        return False
    account = folded(link.url.rstrip("/").rpartition("/")[2]).replace(" ", "")
    families = (folded(author.name.family).replace(" ", "") for author in publication.authors)
    return any(len(family) > 3 and family in account for family in families)


def _extension(url: str) -> str:
    address = url.partition("#")[0].partition("?")[0]
    _, scheme, rest = address.partition("://")
    path = rest.partition("/")[2] if scheme else address
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


@rule("U014", scope="entry", severity=Severity.INFO, selection="tidy")
def same_link_twice(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """Two links of different kinds lead to the same place.

    Why: the page displays two buttons, and readers expect two things. The paper itself may also be in `url`, which
    BibTeX styles print.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          slides = {https://example.org/owls.pdf}, poster = {https://example.org/owls.pdf}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          slides = {https://example.org/slides.pdf}, poster = {https://example.org/owls.pdf}}

    Fix: none; one of them may be a mistake.
    Source: entries copied from a template.
    """
    first: dict[str, CheckedLink] = {}
    for link in entry.links:
        if link.kind not in _SHOWN:
            continue
        other = first.setdefault(_folded(link.url), link)
        if other.kind != link.kind and not _is_address_of_paper(link, other):
            yield link.field.at(f"same link as in {quoted(other.field.name)}")


def _is_address_of_paper(one: CheckedLink, other: CheckedLink) -> bool:
    """Whether the paper stands in `url`, which styles print, and once more in a field for a button."""
    return {one.kind, other.kind} == {"pdf", "url"} and "url" in (one.field.name, other.field.name)


def _folded(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


@rule("U019", scope="entry", severity=Severity.WARNING, fix="unsafe")
def unknown_link_label(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link's label looks like a misspelling of a known one.

    Why: it is placed after all others, with a label that looks mistyped.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url_postre = {https://example.org/owls.pdf}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url_poster = {https://example.org/owls.pdf}}

    Fix: unsafe; the label may be intended.
    Source: fields of HugoBlox and BibBase, `url_*`.
    """
    for link in entry.links:
        label = label_in(link.field.name)
        is_pair = label != link.field.name and entry.has(label)  # `press` and `pressurl` are the site's own
        if link.kind != label or label in _KNOWN or is_pair or label in entry.facts.config.links:
            continue
        if near := nearest(label, _KNOWN):
            name = link.field.name.replace(label, near)
            fix = link.field.renaming(f"rename the field to '{name}'", name)
            yield link.field.at_name(f"label {quoted(label)} is not known; did you mean '{near}'?", fix=fix)


_KNOWN = frozenset(LABELS).union(
    alias.name
    for concept in CONCEPTS
    if concept.kind in ("link", "id")
    for alias in concept.aliases
    if alias.name.isalpha()
)
