"""Identifiers: in whatever form they are typed, one bare identifier and one URL."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from pubmanager.latex.tokens import verbatim
from pubmanager.regex import LazyPattern, regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField


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
# Markup around a DOI ends it; Wiley's old ones have angle brackets: `10.1002/(SICI)…<1661::AID-SIM968>3.0.CO;2-2`.
_DOI = rf"{_REGISTRANT}/(?:[^\s\"{{}}<>\\]|<\d+::[\w-]+>)+"
_LINKED_DOI = rf"{_REGISTRANT}/(?:[^\s\"{{}}<>\\?#]|<\d+::[\w-]+>)+"
# At the resolver, behind a library's proxy too; behind "DOI:"; in addresses of publishers, which have it in their path:
# `/doi/fullHtml/10.…`, `/article/10.…`, `/content/pdf/10.…`, `?id=10.…`.
_DOI_ANYWHERE = (
    rf"(?:doi[.-](?:org|acm[.-]org)(?:[.:][\w.:-]{{1,80}})?/|\bdoi\s?[: ]\s?|/doi/(?!suppl)(?:[a-z]{{1,12}}/)?"
    rf"|://[^\s/]{{1,80}}/(?:[^\s/]{{1,40}}/){{0,4}}(?:articles?|chapter|book|abstract|pdf|document|journals)/"
    rf"|://\S{{1,120}}[?&]id=)({_LINKED_DOI})"
)
_ARXIV = r"(?<!\d)(?:\d{4}\.\d{4,5}|(?<![a-z])[a-z][a-z-]+(?:\.[a-z]{2})?/\d{7})(?!\d)(?:v\d+)?"
_HAL = r"(?:hal|tel|inria|cea|halshs|insu|pasteur|ird|in2p3|lirmm|cel|jpa|ensl)-\d{6,8}"
# bioRxiv and medRxiv: `10.1101/2020.01.01.123456`, once `10.1101/123456`, of openRxiv since December 2025.
_OPENRXIV = r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{5,8}"
_OPENRXIV_SINCE = "2025.12"
_OPENRXIV_OWN = rf"({_OPENRXIV})|^(?:\w+ )?((?:\d{{4}}\.\d\d\.\d\d\.)?\d{{6,8}})(?:v\d+)?$"
_UUID = r"[0-9a-f]{40}"
_ACL = r"[A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_-]+-[a-z0-9_-]+\.\d+"

# Sources: the DOI handbook, section 3.5; "Understanding the arXiv identifier"; the help pages of the others.
_ROWS = (
    _scheme("doi", "DOI", rf"\b({_DOI})|(?:^|doi\.org/)(10/[a-z0-9]{{3,10}})$", _DOI_ANYWHERE,
            "https://doi.org/{}"),
    _scheme("arxiv", "arXiv", rf"({_ARXIV})", rf"arxiv(?:\.org/(?:abs|pdf|html|e-print)/|[: ]\s*)({_ARXIV})|"
            rf"10\.48550/arxiv\.({_ARXIV})|abs/({_ARXIV})", "https://arxiv.org/abs/{}"),
    _scheme("openreview", "OpenReview", r"(?:[?&]id=)([\w-]+)|^([\w-]{6,})$",
            r"openreview\.net/(?:forum|pdf|attachment|references/pdf)\?(?:\S*&)?id=([\w-]+)",
            "https://openreview.net/forum?id={}"),
    _scheme("acl", "ACL Anthology", rf"({_ACL})", rf"(?:aclanthology\.org|aclweb\.org/anthology|aclanthology\.info/papers)/({_ACL})",
            "https://aclanthology.org/{}"),
    _scheme("hal", "HAL", rf"({_HAL})(?:v\d+)?",
            rf"(?<![\w-])({_HAL})(?!\d)",
            "https://hal.science/{}"),
    _scheme("pmid", "PubMed", r"(\d{4,9})", r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{4,9})",
            "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    _scheme("pmcid", "PMC", r"((?:PMC)?\d{4,9})", r"ncbi\.nlm\.nih\.gov/pmc/articles/(PMC\d{4,9})|pmc\.ncbi\.nlm\.nih\.gov/articles/(PMC\d{4,9})",
            "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    _scheme("biorxiv", "bioRxiv", _OPENRXIV_OWN, rf"biorxiv\S*/content/(?:early/[\d/]+/)?({_OPENRXIV})",
            "https://doi.org/{}"),
    _scheme("medrxiv", "medRxiv", _OPENRXIV_OWN, rf"medrxiv\S*/content/(?:early/[\d/]+/)?({_OPENRXIV})",
            "https://doi.org/{}"),
    _scheme("ssrn", "SSRN", r"(\d{5,9})", r"ssrn\.com/(?:sol3/papers\.cfm\?(?:\S*&)?abstract_?id=|abstract=)(\d{5,9})|10\.2139/ssrn\.(\d{5,9})"
            r"|\bssrn(?:\W{1,3}(?:electronic journal|working paper|abstract|paper|id|no))*\W{1,3}(\d{6,9})(?![\d-])",
            "https://ssrn.com/abstract={}"),
    _scheme("osf", "OSF", r"osf\.io/(?:preprints/\w+/)?([a-z0-9]{5})|^([a-z0-9]{5})$", r"osf\.io/(?:preprints/\w+/)?([a-z0-9]{5})(?![a-z0-9])(?!/?\?\S*view_only)",
            "https://osf.io/{}"),
    _scheme("iacr", "IACR ePrint", r"((?:19|20)\d\d/\d{1,4})", r"eprint\.iacr\.org/(?:archive/)?((?:19|20)\d\d/\d{1,4})"
            r"|eprint arch\w*\W{1,3}(?:(?:report|paper|no)\W{1,2})*((?:19|20)\d\d/\d{1,4})", "https://eprint.iacr.org/{}"),
    _scheme("eccc", "ECCC", r"((?:19|20)\d\d/\d{1,3})|TR(\d\d-\d{3})",
            r"eccc\.\S+/report/((?:19|20)\d\d/\d{1,3})", "https://eccc.weizmann.ac.il/report/{}/"),
    _scheme("vixra", "viXra", r"(\d{4}\.\d{4})", r"vixra(?:\.org/(?:abs|pdf)/|[: ]\s*)(\d{4}\.\d{4})", "https://vixra.org/abs/{}"),
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
    _scheme("jstor", "JSTOR", r"(?:stable/)?(\d{4,12})", "", "https://www.jstor.org/stable/{}"),
    _scheme("hdl", "Handle", r"(?:hdl\.handle\.net/|^hdl:|^)\s*(\d[\d.]*/\S+)", "", "https://hdl.handle.net/{}"),
    _scheme("googlebooks", "Google Books", r"(?:[?&]id=|^)([\w-]{6,})", "", "https://books.google.com/books?id={}"),
    _scheme("isbn", "ISBN", r"((?:97[89][ -]?)?(?:\d[ -]?){9}[\dX])", "", ""),
)  # fmt: skip
SCHEMES: Mapping[str, Scheme] = MappingProxyType({scheme.name: scheme for scheme in _ROWS})


class Server(Struct, frozen=True):
    """A server for preprints, or an archive that holds papers before they appear.

    Shape: ``venue`` is its name in ``venues.tsv``; ``words`` finds it in what an entry says of where it appeared;
    ``dois`` matches the DOIs that it registers, and nothing where it has none; ``scheme`` is the kind of its own
    numbers, empty where a DOI is all that there is.
    """

    venue: str
    words: LazyPattern
    dois: LazyPattern
    scheme: str = ""


def _server(venue: str, words: str, dois: str = "(?!)", scheme: str = "") -> Server:
    return Server(venue, regex(words, re.IGNORECASE), regex(dois, re.IGNORECASE), scheme)


# Sources: the sites of the servers; Crossref's and DataCite's lists of prefixes. Those of one prefix come in the order
# in which their DOIs tell them apart: numbers of medRxiv have eight digits.
SERVERS = (
    _server("arXiv", r"\barxiv\b|\bcorr\b|\bcomputing research repository\b", r"10\.48550/arxiv\.", "arxiv"),
    _server("medRxiv", r"\bmedrxiv\b", r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{8}(?!\d)", "medrxiv"),
    _server("bioRxiv", r"\bbiorxiv\b", r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{5,7}(?!\d)", "biorxiv"),
    _server("SSRN", r"\bssrn\b|\bsocial science research network\b", r"10\.2139/ssrn\.", "ssrn"),
    _server("IACR ePrint", r"\bcryptol\w*\.? eprint\b|\biacr eprint\b|\bcryptoeprint\b", scheme="iacr"),
    _server("ECCC", r"\beccc\b|\bele[ck]tron\w*\.? colloq\w*\.? (?:on )?comput", scheme="eccc"),
    _server("PsyArXiv", r"\bpsyarxiv\b", r"10\.31234/"),
    _server("SocArXiv", r"\bsocarxiv\b", r"10\.31235/"),
    _server("EarthArXiv", r"\beartharxiv\b", r"10\.31223/"),
    _server("engrXiv", r"\bengrxiv\b", r"10\.31224/"),
    _server("MetaArXiv", r"\bmetaarxiv\b", r"10\.31222/"),
    _server("LawArXiv", r"\blawarxiv\b", r"10\.31228/"),
    _server("EdArXiv", r"\bedarxiv\b", r"10\.35542/"),
    _server("AfricArXiv", r"\bafricarxiv\b", r"10\.31730/"),
    _server("SportRxiv", r"\bsportrxiv\b", r"10\.31236/|10\.51224/"),
    _server("EcoEvoRxiv", r"\becoevorxiv\b", r"10\.32942/"),
    _server("BioHackrXiv", r"\bbiohackrxiv\b", r"10\.37044/"),
    _server("OSF Preprints", r"\bosf(?: preprints?)?\b|\bopen science framework\b", r"10\.312(?:19|2\d|3\d)/|10\.17605/osf", "osf"),
    _server("ChemRxiv", r"\bchemrxiv\b", r"10\.26434/"),
    _server("TechRxiv", r"\btechrxiv\b", r"10\.36227/"),
    _server("Authorea", r"\bauthorea\b", r"10\.22541/au\."),
    _server("ESS Open Archive", r"\bess ?open ?archive\b|\bessoar\b", r"10\.1002/essoar|10\.22541/essoar"),
    _server("Research Square", r"\bresearch square\b", r"10\.21203/rs"),
    _server("Preprints.org", r"\bpreprints\.org\b|^\s*preprints\s*(?:\d|$)", r"10\.20944/preprints"),
    _server("EGUsphere", r"\begusphere\b", r"10\.5194/egusphere"),
    _server("SciELO Preprints", r"\bscielo preprints\b", r"10\.1590/scielopreprints"),
    _server("PeerJ Preprints", r"\bpeerj preprints\b", r"10\.7287/peerj\.preprints"),
    _server("JMIR Preprints", r"\bjmir preprints\b", r"10\.2196/preprints"),
    _server("SAGE Advance", r"\badvance: a sage\b", r"10\.31124/"),
    _server("Cambridge Open Engage", r"\bcambridge open engage\b", r"10\.33774/"),
    _server("Qeios", r"\bqeios\b", r"10\.32388/"),
    _server("ChinaXiv", r"\bchinaxiv\b", r"10\.12074/"),
    _server("viXra", r"\bvixra\b", scheme="vixra"),
    _server("Jxiv", r"\bjxiv\b", r"10\.51094/jxiv"),
    _server("LingBuzz", r"\blingbuzz\b"),
    _server("PhilSci-Archive", r"\bphilsci[- ]?archive\b"),
    _server("MPRA", r"\bmpra\b|\bmunich personal repec archive\b"),
    _server("Optimization Online", r"\boptimization[- ]online\b"),
    _server("EasyChair", r"\beasychair preprints?\b"),
    _server("HAL", r"\bhal (?:preprints?|archives?|science|open science)\b|\barchives-ouvertes\b|^\s*hal\s*$", scheme="hal"),
    _server("Zenodo", r"\bzenodo\b", r"10\.5281/zenodo"),
    _server("Figshare", r"\bfigshare\b", r"10\.6084/m9\.figshare"),
)  # fmt: skip
SERVER_SCHEMES = tuple(server.scheme for server in SERVERS if server.scheme)
"""The kinds of numbers that name a preprint."""


@lru_cache(maxsize=1 << 12)
def server_in(text: str) -> Server | None:
    """Returns the server for preprints that a text names.

    >>> [found.venue for text in ("arXiv preprint", "Research Square", "Nature") if (found := server_in(text))]
    ['arXiv', 'Research Square']
    """
    if not _SERVER.search(text):
        return None
    found = next((server for server in SERVERS if server.words.search(text)), None)
    other = None if found else _OTHER_SERVER.search(text)
    return _server(other[1], "(?!)") if other else found


def server_of_doi(doi: str) -> Server | None:
    """Returns the server for preprints that registered a DOI.

    >>> [found.venue for doi in ("10.26434/chemrxiv-1", "10.1038/1") if (found := server_of_doi(doi))]
    ['ChemRxiv']
    """
    return next((server for server in SERVERS if server.dois.match(doi)), None)


_OTHER_SERVER = regex(r"\b([A-Z][A-Za-z]{0,20}(?:[Rr][Xx]iv|Xiv))\b")  # AgriXiv, MindRxiv, and those to come
_SERVER = regex(
    r"rxiv|vixra|xiv|\bcorr\b|computing research|ssrn|social science|eprint|osf|open science|authorea|archive|essoar|square"
    r"|preprints|colloq|eccc|lingbuzz|philsci|mpra|optimization.online|easychair|egusphere|advance|engage|qeios|hal|zenodo|figshare", re.IGNORECASE,
)  # fmt: skip
_PREPRINT_DOI = regex(r"10\.48550/arxiv\.(\S+)", re.IGNORECASE)
# Publishers export their own address or DOI as the eprint: `eprint = {https://doi.org/10.1080/01234567.2017.1305060}`.
_OTHER_EPRINT = regex(r"\s*(?:https?://(?!\S*arxiv)|10\.(?!48550/))", re.IGNORECASE)
# What publishers' addresses have behind a DOI is a page of theirs, no part of it: `10.1111/nph.12108/full`.
_PAGE_OF_DOI = regex(
    r"(?<=\w)/(?:full(?:text)?(?:[./](?:html?|pdf))?|abstract|summary|e?pdf(?:direct)?|meta|references)$", re.IGNORECASE
)
_BRACED = regex(r"\{([\w.-]*)\}")
_TRAILING = ".,;:)>]}'\"\\"
# One of these stands in whatever ``anywhere`` finds: one quick search instead of one for each scheme.
_HINT = regex(
    rf"doi|/10\.|=10\.|rxiv|vixra|eccc|abs/|openreview|acl|{_HAL}|archives-ouvertes|nlm\.nih|ssrn|eprint|osf\.io|inspirehep|dblp|scholar"
    r"|hf\.co|huggingface"
)
# Where an identifier may hide besides its own field.
_SEARCHED = (
    "url", "pdf", "doi", "arxiv", "journal", "booktitle", "howpublished", "note", "eprint", "eid", "pages", "model",
)  # fmt: skip
# Names of the same in other dialects, which may link another page of it than the one that is shown.
_MORE_SEARCHED = (
    "html", "link", "preprint", "url_preprint", "paper", "url_paper", "paperurl", "openaccess", "url_pdf", "download",
    "fulltext", "location-id", "source", "number",
)  # fmt: skip
_OF_PREPRINTS = frozenset((*SERVER_SCHEMES, "doi"))
# A note may have the DOI of something else: of an erratum, of data.
_OF_ANOTHER = regex(r"\b(?:errat|corrig|correct|retract|data|code|software|suppl|comment|repl[yi])", re.IGNORECASE)
# Where an entry says which server a preprint is on, and where the number on it may stand.
_NAMING = ("archiveprefix", "eprinttype", "journal", "journaltitle", "booktitle", "howpublished", "publisher",
           "institution", "organization", "series", "note", "type")  # fmt: skip
_LONGEST_NAME = 200
_NUMBERED = ("eprint", "volume", "number", "eid", "pages", "journal", "howpublished", "note")


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
    if kind == "doi" and "{" in text and "href" not in text:
        text = _BRACED.sub(r"\1", text)
    if kind == "doi" and ("%" in text or "&" in text):
        from html import unescape

        return unescape(unquote(text))
    return text


def _first(scheme: Scheme, match: re.Match[str] | None) -> str:
    found = next((group for group in match.groups() if group), "") if match else ""
    if scheme.name == "doi":
        bare = _PAGE_OF_DOI.sub("", found)
        found = bare if "/" in bare else found
        found = found.removesuffix(".pdf") if match and f"pdf/{found}" in match.string else found
    found = found.rstrip(_TRAILING if found.count("(") < found.count(")") or scheme.name != "doi" else ".,;:>]}'\"\\")
    if scheme.name == "pmcid" and found.isdecimal():
        return f"PMC{found}"
    if scheme.name == "eccc" and "-" in found:  # `TR20-123`
        year, _, number = found.partition("-")
        return f"{'19' if year > '90' else '20'}{year}/{number}"
    if scheme.name in ("biorxiv", "medrxiv") and found and not found.startswith("10."):
        is_recent = "." in found and found[:7] >= _OPENRXIV_SINCE
        return f"{'10.64898' if is_recent else '10.1101'}/{found}"
    return found.removesuffix(".pdf") if scheme.name in ("arxiv", "acl") else found


def url_of(kind: str, identifier: str) -> str:
    """Returns the URL of an identifier; an empty text where its kind has none."""
    scheme = SCHEMES.get(kind)
    return scheme.url.format(identifier) if scheme and scheme.url else ""


def read_identifiers(
    entry: ResolvedEntry, concepts: Mapping[str, ResolvedField]
) -> dict[str, tuple[str, ResolvedField]]:
    """Returns the identifiers of an entry by kind, each with the field it stands in.

    An identifier is looked for in its own field first, then in ``eprint``, then in URLs and in what names a preprint.
    """
    found: dict[str, tuple[str, ResolvedField]] = {}
    if not entry.fields:
        return found
    for kind in [kind for kind in SCHEMES if kind in concepts]:
        field = concepts[kind]
        if identifier := read_identifier(kind, field.value):
            found[kind] = (identifier, field)
    _add_eprint(entry, concepts, found)
    for name in [name for name in _SEARCHED if name in concepts]:
        for kind, identifier in _mentioned(name, _without_braces(concepts[name].value)):
            found.setdefault(kind, (identifier, concepts[name]))
    for name in [name for name in _MORE_SEARCHED if name in entry.fields]:
        for kind, identifier in _mentioned(name, verbatim(entry.fields[name].value)):
            if "doi" not in found or identifier != found["doi"][0]:
                found.setdefault(kind, (identifier, entry.fields[name]))
    _add_numbers(entry, concepts, found)
    _fold_preprint_doi(found)
    return found


def _without_braces(text: str) -> str:
    """Returns a text without the braces that keep its capitals, which may stand inside of a name or a number."""
    text = verbatim(text)
    is_prose = "{" in text and "href" not in text and "url" not in text
    return text.replace("{", "").replace("}", "") if is_prose else text


def _mentioned(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yields the identifiers in a text that is about something else too."""
    if not _HINT.search(text.lower()):
        return
    for kind, scheme in SCHEMES.items():
        if scheme.anywhere is None or (name == "note" and kind not in _OF_PREPRINTS):
            continue
        if name == "note" and kind != "arxiv" and _OF_ANOTHER.search(text):
            continue
        if identifier := _first(scheme, scheme.anywhere.search(text)):
            yield kind, identifier


def _add_eprint(
    entry: ResolvedEntry, concepts: Mapping[str, ResolvedField], found: dict[str, tuple[str, ResolvedField]]
) -> None:
    field = concepts.get("eprint")
    if field is None:
        return
    type = _eprint_type(entry).casefold()
    server = server_in(type) if type not in SCHEMES else None
    kind = {"": "arxiv", "pubmed": "pmid"}.get(type, server.scheme if server else type)
    if not type and _OTHER_EPRINT.match(field.value):
        return
    if kind in SCHEMES and kind not in found and (identifier := read_identifier(kind, field.value)):
        found[kind] = (identifier, field)


def _eprint_type(entry: ResolvedEntry) -> str:
    return (entry.value("eprinttype") or entry.value("archiveprefix")).strip("{} ")


def named_server(entry: ResolvedEntry) -> Server | None:
    """Returns the server for preprints that an entry names as its archive, its journal or its publisher."""
    for name in [name for name in _NAMING if name in entry.fields]:
        text = entry.fields[name].value
        is_of_another = len(text) > _LONGEST_NAME or (name == "note" and _OF_ANOTHER.search(text))
        if not is_of_another and (server := server_in(_without_braces(text))):
            return server
    return None


def _add_numbers(
    entry: ResolvedEntry, concepts: Mapping[str, ResolvedField], found: dict[str, tuple[str, ResolvedField]]
) -> None:
    """Adds the number of a preprint whose server is named in one field and whose number stands in another.

    ``journal = {CoRR}, volume = {abs/2401.00001}``; ``journal = {{IACR} Cryptol. ePrint Arch.}, volume = {2020}, pages
    = {99}``, as DBLP has it.
    """
    server = named_server(entry)
    kind = server.scheme if server else ""
    if not server or not kind or kind in found or ("doi" in found and server.dois.match(found["doi"][0])):
        return
    for field in [each for name in _NUMBERED if (each := entry.fields.get(name) or concepts.get(name))]:
        if identifier := read_identifier(kind, field.value):
            found[kind] = (identifier, field)
            return
    year, number = (_digits(entry, *names) for names in (("volume", "year"), ("pages", "number")))
    if kind in ("iacr", "eccc") and len(year) == 4 and number:
        found[kind] = (f"{year}/{number:0>3}", entry.fields["pages" if _digits(entry, "pages") else "number"])


def _digits(entry: ResolvedEntry, *names: str) -> str:
    """Returns the first of these fields that is a plain number."""
    return next((value for name in names if (value := entry.value(name)).isdecimal() and len(value) < 5), "")


def _fold_preprint_doi(found: dict[str, tuple[str, ResolvedField]]) -> None:
    """``10.48550/arXiv.2503.08703`` is the preprint's number once more, not the DOI of something published."""
    doi = found.get("doi")
    match = _PREPRINT_DOI.fullmatch(doi[0]) if doi else None
    if doi and match:
        found.setdefault("arxiv", (match[1], doi[1]))
        del found["doi"]
