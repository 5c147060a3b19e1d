"""Identifiers: in whatever form they are typed, one bare identifier and one URL."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from pubmanager.latex.tokens import verbatim
from pubmanager.regex import LazyPattern, regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.bibtex.entry import ResolvedField


class Scheme(Struct, frozen=True):
    """One kind of identifier.

    Shape: ``pattern`` finds it in a value of its own field, ``anywhere`` in URLs and texts of other fields (``None``:
    not looked for); both have the identifier in their first group that is not empty; ``url`` has a ``{}`` for it.
    """

    name: str
    label: str
    pattern: LazyPattern
    anywhere: LazyPattern | None
    url: str


def _scheme(name: str, label: str, pattern: str, anywhere: str, url: str) -> Scheme:
    found = regex(anywhere, re.IGNORECASE) if anywhere else None
    return Scheme(name, label, regex(pattern, re.IGNORECASE), found, url)


_REGISTRANT = r"10\.\d{4,9}(?:\.\d+)*"
_ARXIV = r"(?<!\d)(?:\d{4}\.\d{4,5}|(?<![a-z])[a-z][a-z-]+(?:\.[a-z]{2})?/\d{7})(?!\d)(?:v\d+)?"
_UUID = r"[0-9a-f]{40}"
_ACL = r"[A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_-]+-[a-z0-9_-]+\.\d+"

# Sources: the DOI handbook, section 3.5; "Understanding the arXiv identifier"; the help pages of the others.
_ROWS = (
    _scheme("doi", "DOI", rf"\b({_REGISTRANT}/\S+)", rf"(?:doi\.org/|/doi/(?:abs/|full/|pdf/|epdf/)?)({_REGISTRANT}/[^\s?#]+)",
            "https://doi.org/{}"),
    _scheme("arxiv", "arXiv", rf"({_ARXIV})", rf"arxiv(?:\.org/(?:abs|pdf|html|e-print)/|[: ]\s*)({_ARXIV})|"
            rf"10\.48550/arxiv\.({_ARXIV})|abs/({_ARXIV})", "https://arxiv.org/abs/{}"),
    _scheme("openreview", "OpenReview", r"(?:[?&]id=)([\w-]+)|^([\w-]{6,})$",
            r"openreview\.net/(?:forum|pdf|attachment|references/pdf)\?(?:\S*&)?id=([\w-]+)",
            "https://openreview.net/forum?id={}"),
    _scheme("acl", "ACL Anthology", rf"({_ACL})", rf"(?:aclanthology\.org|aclweb\.org/anthology|aclanthology\.info/papers)/({_ACL})",
            "https://aclanthology.org/{}"),
    _scheme("hal", "HAL", r"((?:hal|tel|inria|cea|halshs|insu|pasteur|ird|in2p3|lirmm|cel|jpa|ensl)-\d{6,8})(?:v\d+)?",
            r"(?:hal\.[\w.-]+|[\w-]+\.hal\.science|tel\.archives-ouvertes\.fr)/((?:hal|tel|inria|cea|halshs|insu)-\d{6,8})",
            "https://hal.science/{}"),
    _scheme("pmid", "PubMed", r"(\d{4,9})", r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{4,9})",
            "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    _scheme("pmcid", "PMC", r"((?:PMC)?\d{4,9})", r"ncbi\.nlm\.nih\.gov/pmc/articles/(PMC\d{4,9})|pmc\.ncbi\.nlm\.nih\.gov/articles/(PMC\d{4,9})",
            "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    _scheme("biorxiv", "bioRxiv", r"(10\.1101/[\w.]+?)(?:v\d+)?(?:\.\w+)?$", r"biorxiv\.org/content/(10\.1101/[\d.]+\d)",
            "https://doi.org/{}"),
    _scheme("medrxiv", "medRxiv", r"(10\.1101/[\w.]+?)(?:v\d+)?(?:\.\w+)?$", r"medrxiv\.org/content/(10\.1101/[\d.]+\d)",
            "https://doi.org/{}"),
    _scheme("ssrn", "SSRN", r"(\d{5,9})", r"ssrn\.com/(?:sol3/papers\.cfm\?(?:\S*&)?abstract_id=|abstract=)(\d{5,9})",
            "https://ssrn.com/abstract={}"),
    _scheme("osf", "OSF", r"osf\.io/(?:preprints/\w+/)?([a-z0-9]{5})|^([a-z0-9]{5})$", r"osf\.io/(?:preprints/\w+/)?([a-z0-9]{5})\b",
            "https://osf.io/{}"),
    _scheme("inspire", "INSPIRE", r"(\d{4,9})", r"inspirehep\.net/(?:literature|record)/(\d{4,9})",
            "https://inspirehep.net/literature/{}"),
    _scheme("dblp", "DBLP", r"((?:conf|journals|books|series|phd|reference)/[\w-]+/[\w./-]+?)(?:\.html|\.bib)?$",
            r"dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:bib/|html/)?((?:conf|journals|books|series|phd|reference)/[\w-]+/[\w./-]+?)(?:\.html|\.bib)?$",
            "https://dblp.org/rec/{}"),
    _scheme("semanticscholar", "Semantic Scholar", rf"({_UUID})|(?:CorpusID:)?\s*(\d{{5,12}})$",
            rf"semanticscholar\.org/(?:paper/(?:[^/\s]+/)?({_UUID})|corpusid:(\d{{5,12}}))", "https://www.semanticscholar.org/paper/{}"),
    _scheme("huggingface", "Hugging Face", r"(?:huggingface\.co|hf\.co)/(?:papers/)?((?:datasets/|spaces/)?[\w.-]+/[\w.-]+)|^([\w.-]+/[\w.-]+)$",
            r"(?:huggingface\.co|hf\.co)/((?:datasets/|spaces/)?[\w.-]+/[\w.-]+)", "https://huggingface.co/{}"),
    _scheme("scholar", "Google Scholar", r"(?:citation_for_view=)?([\w-]{12}:[\w-]{12})|^([\w-]{12})$",
            r"scholar\.google\.[\w.]+/\S*citation_for_view=([\w-]{12}:[\w-]{12})",
            "https://scholar.google.com/citations?view_op=view_citation&citation_for_view={}"),
    _scheme("isbn", "ISBN", r"((?:97[89][ -]?)?(?:\d[ -]?){9}[\dX])", "", ""),
)  # fmt: skip
SCHEMES: Mapping[str, Scheme] = MappingProxyType({scheme.name: scheme for scheme in _ROWS})

_PREPRINT_DOI = regex(r"10\.48550/arxiv\.(\S+)", re.IGNORECASE)
# Publishers export their own address or DOI as the eprint: `eprint = {https://doi.org/10.1080/01234567.2017.1305060}`.
_OTHER_EPRINT = regex(r"\s*(?:https?://(?!\S*arxiv)|10\.(?!48550/))", re.IGNORECASE)
_LEGACY_SLUG = regex(r"v\d+$")
_TRAILING = ".,;:)>]}'\"\\"
# One of these stands in whatever ``anywhere`` finds: one quick search instead of one for each scheme.
_HINT = regex(
    r"doi\.org/|/doi/|rxiv|abs/|openreview|acl|hal|archives-ouvertes|nlm\.nih|ssrn|osf\.io|inspirehep|dblp|scholar|hf\.co"
    r"|huggingface"
)
# Where an identifier may hide besides its own field.
_SEARCHED = ("url", "pdf", "doi", "arxiv", "journal", "howpublished", "note", "eprint", "model")


def read_identifier(kind: str, text: str) -> str:
    """Returns the bare identifier in a value of its own field, or an empty text.

    >>> read_identifier("doi", "https://doi.org/10.1000/ABC\\\\_1.")
    '10.1000/ABC_1'
    >>> read_identifier("arxiv", "https://arxiv.org/pdf/2503.08703v2.pdf"), read_identifier("arxiv", "arXiv:2503.08703")
    ('2503.08703v2', '2503.08703')
    """
    scheme = SCHEMES[kind]
    return _first(scheme, scheme.pattern.search(_bare(kind, text)))


def _bare(kind: str, text: str) -> str:
    text = verbatim(text)
    return unquote(text) if kind == "doi" and "%" in text else text


def _first(scheme: Scheme, match: re.Match[str] | None) -> str:
    found = next((group for group in match.groups() if group), "") if match else ""
    found = found.rstrip(_TRAILING if found.count("(") < found.count(")") or scheme.name != "doi" else ".,;:>]}'\"\\")
    if scheme.name == "pmcid" and found.isdecimal():
        return f"PMC{found}"
    return found.removesuffix(".pdf") if scheme.name in ("arxiv", "acl") else found


def url_of(kind: str, identifier: str) -> str:
    """Returns the URL of an identifier; an empty text where its kind has none."""
    scheme = SCHEMES.get(kind)
    return scheme.url.format(identifier) if scheme and scheme.url else ""


def read_identifiers(concepts: Mapping[str, ResolvedField], eprint_type: str) -> dict[str, tuple[str, ResolvedField]]:
    """Returns the identifiers of an entry by kind, each with the field it stands in.

    An identifier is looked for in its own field first, then in ``eprint``, then in URLs and in what names a preprint.
    """
    found: dict[str, tuple[str, ResolvedField]] = {}
    for kind in [kind for kind in SCHEMES if kind in concepts]:
        field = concepts[kind]
        if identifier := read_identifier(kind, field.value):
            found[kind] = (identifier, field)
    _add_eprint(concepts, eprint_type, found)
    for name in [name for name in _SEARCHED if name in concepts]:
        field = concepts[name]
        text = verbatim(field.value)
        if not _HINT.search(text.lower()):
            continue
        for kind, scheme in SCHEMES.items():
            if kind in found or scheme.anywhere is None or (name == "note" and kind not in ("arxiv", "doi")):
                continue
            if identifier := _first(scheme, scheme.anywhere.search(text)):
                found[kind] = (identifier, field)
    _fold_preprint_doi(found)
    return found


def _add_eprint(
    concepts: Mapping[str, ResolvedField], eprint_type: str, found: dict[str, tuple[str, ResolvedField]]
) -> None:
    field = concepts.get("eprint")
    if field is None:
        return
    kind = {"": "arxiv", "pubmed": "pmid"}.get(eprint_type.casefold(), eprint_type.casefold())
    if not eprint_type and _OTHER_EPRINT.match(field.value):
        return
    if kind in SCHEMES and kind not in found and (identifier := read_identifier(kind, field.value)):
        found[kind] = (identifier, field)


def _fold_preprint_doi(found: dict[str, tuple[str, ResolvedField]]) -> None:
    """``10.48550/arXiv.2503.08703`` is the preprint's number once more, not the DOI of something published."""
    doi = found.get("doi")
    match = _PREPRINT_DOI.fullmatch(doi[0]) if doi else None
    if doi and match:
        found.setdefault("arxiv", (match[1], doi[1]))
        del found["doi"]
