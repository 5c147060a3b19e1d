"""Rules about identifiers of databases: how they are formed, and which badges need one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.rule import rule
from pubmanager.model.fields import BY_NAME
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.findings import Fix
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

# What may stand in the field of each kind: the bare identifier, perhaps with its name before it, or an address there.
_FORMS = {
    "pmid": (r"(?:pmid:?\s*)?\d{1,8}", r"ncbi\.nlm\.nih\.gov/(?:pubmed/)?\d"),
    "pmcid": (r"(?:pmcid:?\s*)?(?:PMC)?\d{4,8}", r"ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/PMC\d"),
    "hal": (r"[a-z][a-z0-9]*[-_]\d{6,8}(?:v\d+)?", r"[\w-]+\.\w+/(?:[\w-]+/)?[a-z][a-z0-9]*[-_]\d{6}"),
    "openreview": (r"[\w-]{8,14}", r"openreview\.net/\S*[?&]id=[\w-]{8}"),
    "acl": (r"[A-Z]\d\d-\d{4,5}|\d{4}\.[\w-]+[.-]\d+(?:\.\d+)?", r"(?:aclanthology\.(?:org|info)|aclweb\.org)/\w"),
    "dblp": (r"(?:DBLP:)?[a-z]+/[\w-]+/[\w./-]+", r"dblp\.[\w.-]+/\w"),
    "semanticscholar": (r"[0-9a-f]{40}|(?:CorpusID:)?\s*\d{4,12}", r"semanticscholar\.org/\w"),
    "inspire": (r"\d{1,9}|[\w'.-]+:\d{4}[a-z]{2,3}", r"inspirehep\.net/\w"),
}
_READ = {
    kind: regex(rf"{bare}|(?:https?://)?(?:[\w-]+\.)*{address}.*", re.IGNORECASE)
    for kind, (bare, address) in _FORMS.items()
}
_KINDS = {alias.name: kind for kind in _FORMS for alias in BY_NAME[kind].aliases}
_SCHOLAR_FIELDS = tuple(alias.name for alias in BY_NAME["scholar"].aliases)
_PAPER = regex(r"[\w-]{12}")
_OF_PROFILE = regex(
    r"(?:https?://scholar\.google\.\S*[?&]citation_for_view=)?(?P<user>[\w-]{12}):(?P<paper>[\w-]{12})\S*"
)


@rule("I012", scope="field", fields=tuple(_KINDS), severity=Severity.ERROR)
def malformed_identifier(field: CheckedField) -> Iterator[Diagnostic]:
    """A database identifier is malformed.

    Why: the link made from it leads nowhere. Checked are PubMed, PMC, HAL, OpenReview, ACL Anthology, DBLP, Semantic
    Scholar and INSPIRE.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, pmid = {PMC1234567}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, pmcid = {PMC1234567}}

    Fix: none; look it up in the database.
    Source: the help pages of the databases.
    """
    value, kind = verbatim(field.value), _KINDS[field.name]
    if value and field.is_literal and not _READ[kind].fullmatch(value):
        yield field.at(f"{quoted(value)} is not an identifier of {_name(kind)}")


def _name(kind: str) -> str:
    names = {"pmid": "PubMed", "pmcid": "PMC", "hal": "HAL", "openreview": "OpenReview", "acl": "the ACL Anthology",
             "dblp": "DBLP", "semanticscholar": "Semantic Scholar", "inspire": "INSPIRE"}  # fmt: skip
    return names[kind]


@rule("I013", scope="field", fields=_SCHOLAR_FIELDS, severity=Severity.WARNING, fix="safe")
def scholar_id_of_profile(field: CheckedField) -> Iterator[Diagnostic]:
    """A paper's Google Scholar id is malformed, or starts with the owner's id.

    Why: themes add the owner's id before it themselves, so the link and the citation count do not work.

    Bad:
        --- pubs.toml
        [me]
        name = "Jane Doe"
        scholar = "AbCdEfGhIjKL"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          google_scholar_id = {AbCdEfGhIjKL:qyhmnyLat1gC}}

    Good:
        --- pubs.toml
        [me]
        name = "Jane Doe"
        scholar = "AbCdEfGhIjKL"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          google_scholar_id = {qyhmnyLat1gC}}

    Fix: safe; the owner's id is removed if the settings have the same one.
    Source: al-folio, `_layouts/bib.liquid`.
    """
    value, owner = verbatim(field.value), field.facts.config.me.scholar
    found = _OF_PROFILE.fullmatch(value)
    if found and owner == found["user"]:
        yield field.at(f"{quoted(value)} starts with the owner's id", fix=_without_owner(field, found["paper"]))
    elif value and field.is_literal and not found and not _PAPER.fullmatch(value):
        yield field.at(f"{quoted(value)} is not the id of a paper on Google Scholar")


def _without_owner(field: CheckedField, paper: str) -> Fix | None:
    return field.rewriting(f"write '{paper}'", paper) if field.is_literal else None


_BADGES = {"altmetric": ("doi", "pmid", "arxiv", "isbn"), "dimensions": ("doi", "pmid")}
_WORDS = {"altmetric": "a DOI, PMID, arXiv number or ISBN", "dimensions": "a DOI or PMID"}


@rule("I014", scope="field", fields=tuple(_BADGES), severity=Severity.ERROR)
def badge_without_identifier(field: CheckedField) -> Iterator[Diagnostic]:
    """A badge of Altmetric or Dimensions has no identifier that they know.

    Why: the badge stays empty.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, altmetric = {true}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, altmetric = {true},
          doi = {10.1000/owls}}

    Fix: none; only you know the identifier.
    Source: al-folio, `_layouts/bib.liquid`; the documentation of both badges.
    """
    if field.value.casefold() == "true" and not _has_any(field.entry, _BADGES[field.name]):
        yield field.at(f"the badge needs {_WORDS[field.name]}")


def _has_any(entry: CheckedEntry, kinds: tuple[str, ...]) -> bool:
    own = entry.publication.identifiers if entry.publication else {}
    return any(kind in own or entry.has(kind) for kind in kinds) or ("arxiv" in kinds and entry.has("eprint"))
