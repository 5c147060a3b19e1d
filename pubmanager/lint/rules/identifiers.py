"""Rules about identifiers: how they are formed, their check digits, and those of one publication that contradict."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.rule import also, rule
from pubmanager.model.fields import BY_NAME
from pubmanager.model.identifiers import SCHEMES, read_identifier
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


_HYPHENS = regex(r"(?:[\s‐‑‒–—−-]|\\text(?:en|em)dash(?:\{\})?)+")
# Several numbers stand behind each other with signs, words ("Print", "(Linking)") or LaTeX between them.
_PARTS = regex(
    r"\([^()]*\)|\\(?!text..dash)[a-z]+|(?<!dash)\{\}|[,;/$\n]|(?<!\\)\b(?!x\b)[a-z]{2,}\b\.?:?|\b[rn](?=\d{4}-)",
    re.IGNORECASE,
)
_ORCID = regex(r"(?<![\d-])(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])(?![\d-])")
_ORCID_FIELDS = (
    "author",
    "editor",
    "author+an:orcid",
    "editor+an:orcid",
    "orcid",
    "orcids",
    "orcid-numbers",
    "url_orcid",
)
_DIGITS = regex(r"\d{7,}[\dXx]")


@rule("I011", scope="field", fields=("isbn", "issn", "eissn"), severity=Severity.INFO, selection="tidy")
def wrong_check_digit(field: CheckedField) -> Iterator[Diagnostic]:
    """An ISBN, ISSN or ORCID has a wrong check digit or a wrong length.

    Why: a digit was mistyped; libraries and shops find another book or none, and a link leads to somebody else. Each
    field is reported once. Numbers of books and journals are in `tidy`: few pages display them.

    Bad:
        @book{owl, title = {Owls}, author = {Doe, Jane}, publisher = {Birds}, year = 2020, isbn = {978-3-16-148410-1},
          author+an:orcid = {1="0000-0002-1825-0079"}}

    Good:
        @book{owl, title = {Owls}, author = {Doe, Jane}, publisher = {Birds}, year = 2020, isbn = {978-3-16-148410-0},
          author+an:orcid = {1="0000-0002-1825-0097"}}

    Fix: none; look up the number on the book or in the person's profile.
    Source: ISO 2108, ISO 3297 and ISO 7064 (MOD 11-2); biber, bibclean and JabRef check the first two.
    """
    for start, text in _numbers(field.content):
        if fault := (_fault_of_isbn if field.name == "isbn" else _fault_of_issn)(text):
            yield field.at(f"{quoted(text)} {fault}", start, start + len(text))
            return


def _numbers(content: str) -> Iterator[tuple[int, str]]:
    """Yields the numbers of a value, each with its place."""
    start = 0
    for end, after in [*(found.span() for found in _PARTS.finditer(content)), (len(content), len(content))]:
        part = content[start:end]
        if _DIGITS.fullmatch(part.strip()) or not _is_several(part):
            if text := part.strip(" :.\t\r"):
                yield start + part.index(text), text
        else:
            for found in re.finditer(r"\S+", part):
                yield start + found.start(), found.group()
        start = after


def _is_several(part: str) -> bool:
    return all(len(_HYPHENS.sub("", each)) in (8, 10, 13) for each in part.split())


def _fault_of_isbn(text: str) -> str:
    digits = _HYPHENS.sub("", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
        return "" if (total + _value(digits[9])) % 11 == 0 else _WRONG
    if re.fullmatch(r"97[89]\d{10}", digits):
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        return "" if total % 10 == 0 else _WRONG
    return "is an ISSN, not an ISBN" if not _fault_of_issn(text) else "is not an ISBN"


def _fault_of_issn(text: str) -> str:
    digits = _HYPHENS.sub("", text).upper()
    if re.fullmatch(r"\d{7}[\dX]", digits):
        total = sum(int(digit) * (8 - place) for place, digit in enumerate(digits[:7]))
        return "" if (total + _value(digits[7])) % 11 == 0 else _WRONG
    is_book = re.fullmatch(r"97[89]\d{10}", digits) and not _fault_of_isbn(text)
    return "is an ISBN, not an ISSN" if is_book else "is not an ISSN"


_WRONG = "has a wrong check digit"


def _value(digit: str) -> int:
    return 10 if digit == "X" else int(digit)


@also("I011", scope="field", severity=Severity.ERROR, fields=_ORCID_FIELDS, needs=("0000-000", "0009-000"))
def bad_orcid(field: CheckedField) -> Iterator[Diagnostic]:
    """An ORCID has a wrong check digit."""
    for found in _ORCID.finditer(field.content):
        digits = found[1].replace("-", "").upper()
        if _check_digit(digits[:-1]) != digits[-1]:
            yield field.at(f"{quoted(found[1])} is no ORCID: its last digit is wrong", found.start(), found.end())


def _check_digit(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


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
