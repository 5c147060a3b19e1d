"""Rules about identifiers of one publication that contradict each other."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.rule import rule
from pubmanager.model.identifiers import SCHEMES, read_identifier
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

# The fields of each kind's own, then those where its address or its name may stand.
_OWN = {
    "arxiv": ("arxiv", "arxivid", "arxiv_id", "eprint"),
    "doi": ("doi",),
    "openreview": ("openreview",),
    "acl": ("acl",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid",),
}
_OTHERS = ("url", "html", "pdf", "doi", "journal", "volume")
_HINTS = ("arxiv", "doi.org/", "openreview.net", "aclanthology", "nlm.nih.gov", "abs/")
_VERSION = regex(r"v\d+$")
_RESOLVED = regex(r"https?://(?:dx\.|www\.)?doi\.org/10\.\S+", re.IGNORECASE)


@rule("I009", scope="entry", severity=Severity.ERROR)
def identifiers_disagree(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """Two identifiers of one kind name different papers.

    Why: a line copied from another entry kept its identifier, and one of the links leads to the wrong paper.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, arxiv = {2303.01234},
          url = {https://arxiv.org/abs/2303.04321}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, arxiv = {2303.01234},
          url = {https://arxiv.org/abs/2303.01234v2}}

    Fix: none; only you know which one is right.
    Source: homepages whose buttons lead to two papers.
    """
    telling, kinds = _candidates(entry.names)
    others = [each for each in (entry.field(name) for name in telling) if each and _may_have_one(each)]
    for kind, names in kinds:
        own = [each for each in (entry.field(name) for name in names) if each]
        if len(own) + len(others) < 2:
            continue
        found = [*_read(kind, own), *_found(kind, [each for each in others if each not in own])]
        for identifier, field in found[1:]:
            first, where = found[0]
            if _differ(kind, first, identifier):
                yield field.at(f"{quoted(identifier, 22)}, but {quoted(where.name)} says {quoted(first, 22)}")
                break


@lru_cache(maxsize=1 << 12)
def _candidates(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Returns which fields may have an identifier, and which are a kind's own, where two could disagree."""
    others = tuple(name for name in _OTHERS if name in names)
    own = {kind: tuple(each for each in mine if each in names) for kind, mine in _OWN.items()}
    kinds = tuple((kind, mine) for kind, mine in own.items() if len({*mine, *others}) > 1)
    return (others, kinds) if kinds else ((), ())


def _may_have_one(field: CheckedField) -> bool:
    return any(map(field.content.lower().__contains__, _HINTS))


def _read(kind: str, fields: list[CheckedField]) -> Iterator[tuple[str, CheckedField]]:
    for field in fields:
        if field.name == "eprint" and not _is_of_arxiv(field):
            continue
        if identifier := read_identifier(kind, field.value):
            is_preprint = kind == "doi" and identifier.casefold().startswith("10.48550/")
            if not is_preprint:
                yield identifier, field


def _is_of_arxiv(field: CheckedField) -> bool:
    """Whether an eprint is a number of arXiv: it says so, and is no address of a publisher."""
    kind = field.entry.value("eprinttype") or field.entry.value("archiveprefix")
    is_address = "://" in field.value and "arxiv.org" not in field.value
    return kind.casefold() in ("", "arxiv") and not is_address


def _found(kind: str, fields: list[CheckedField]) -> Iterator[tuple[str, CheckedField]]:
    pattern = SCHEMES[kind].anywhere
    for field in fields:
        text = verbatim(field.value)
        if kind == "doi" and not _RESOLVED.fullmatch(text):
            continue
        found = pattern.search(text) if pattern else None
        if found:
            identifier = read_identifier(kind, next(group for group in found.groups() if group))
            if not (kind == "doi" and identifier.casefold().startswith("10.48550/")):
                yield identifier, field


def _differ(kind: str, one: str, other: str) -> bool:
    """Whether two identifiers certainly name two papers: DOIs of two publishers may be a preprint and its paper."""
    one, other = one.casefold(), other.casefold()
    if kind == "doi" and one.partition("/")[0] != other.partition("/")[0]:
        return False
    return _VERSION.sub("", one) != _VERSION.sub("", other)
