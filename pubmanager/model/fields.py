"""What the fields of all dialects mean: one row per concept, its canonical name and its aliases.

A concept is read from the first of its names that is there, is not empty and is accepted. Sources: biblatex manual,
section 2.2; the fields that al-folio, HugoBlox, BibBase, Nikola, PRISM, bibtexbrowser and JabRef document; counts in
real homepage bibliographies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pubmanager.model.rate import has_rate
from pubmanager.model.values import is_flag, is_presentation
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField

    Accepts = Callable[[str], bool]

_URL = regex(r"\s*+(?:\\url\s*+)?(?:\{\s*+)?<?(?:https?://|www\.|mailto:|ftp://)\S+", re.IGNORECASE)
_FILE = regex(
    r"(?:[^\s{}]+|[^\s{}/]*/(?:[^\s{}]| (?=\S))+)"
    r"\.(?:pdf|html?|zip|pptx?|key|mp4|webm|png|jpe?g|gif|webp|svg|txt|bib|ps|tgz|gz)(?:[?#]\S*)?",
    re.IGNORECASE,
)
_PICTURE = regex(r"\S.*\.(?:png|jpe?g|gif|webp|svg|avif|mp4|webm|bmp|tiff?)(?:[?#]\S*)?", re.IGNORECASE)
_REPOSITORY = regex(r"[\w.-]+/[\w.-]+")
_SERIES = regex(r"[A-Z][\w+&-]*(?:\s+[A-Z][\w+&-]*){0,2}\s*(?:['’`]\s*\d{2}|(?:19|20)\d\d)?")


_NAMED = regex(r"[A-Z][\w&/+-]*[A-Z][\w&/+-]*\s*,.*|[^,]+,\s*(?:19|20)\d\d\.?")
# Series of publishers, which say nothing of the venue. Source: their sites.
_BOOK_SERIES = frozenset(
    ("LNCS", "LNAI", "LNBI", "LNBIP", "LNEE", "LNNS", "LNICST", "CCIS", "AISC", "SCI", "SIST", "IFIP", "LIPIcs", "OASIcs",
     "PMLR", "CEUR", "EPTCS", "ICPS", "EPiC", "CRPIT", "FAIA", "ACM", "IEEE", "Springer", "MATEC", "IOP", "SPIE")
)  # fmt: skip


def is_url(text: str) -> bool:
    """Whether a text is an absolute URL, perhaps in ``\\url{}`` or with text behind it."""
    return bool(_URL.match(text)) or text.lstrip().startswith("<a ")


def is_link(text: str) -> bool:
    """Whether a text can be a link: a URL, a path from the site's root, or a file name."""
    text = text.strip(" {}")
    return is_url(text) or (text.startswith("/") and " " not in text) or bool(_FILE.fullmatch(text.replace("\\", "")))


def is_address(text: str) -> bool:
    """Whether a text is an address of some kind, and not a name or a number: ``dataset = {Owl Songs}``."""
    return is_link(text) or bool(re.search(r"[/.]", text) and not re.fullmatch(r"[\d.\s{}]+(?:v\d+)?", text))


def is_code_link(text: str) -> bool:
    """Whether a text is a link or ``owner/repository``."""
    return is_link(text) or bool(_REPOSITORY.fullmatch(text.strip(" {}").replace("\\", "")))


def is_picture(text: str) -> bool:
    """Whether a text is the path or URL of a picture."""
    return bool(_PICTURE.fullmatch(text.strip(" {}")))


def is_venue(text: str) -> bool:
    """Whether a text can be a venue's short name and not a place: biblatex's ``venue = {Vancouver, Canada}``."""
    text = text.strip(" {}")
    return is_short(text) and ("," not in text or bool(_NAMED.fullmatch(text)))


def is_long_venue(text: str) -> bool:
    """Whether a text names a venue at length, as a citation does."""
    return not is_short(text) and not is_url(text)


def is_short(text: str) -> bool:
    """Whether a text can be an abbreviation of a venue."""
    return len(text) <= 40 and not is_url(text)


def is_series_name(text: str) -> bool:
    """Whether a series is a conference's short name (``CIKM '20``) and not a book series."""
    text = text.replace("{", "").replace("}", "").strip()
    is_name = len(text) <= 24 and bool(_SERIES.fullmatch(text)) and text.split()[0] not in _BOOK_SERIES
    return is_name and not re.search(r"\b(?:Series|Papers?|Reports?|Studies|Notes|Monographs?|Books)\b", text)


_ARTIFACT = regex(
    r"(?:artifacts?|artefacts?|results?|open|\W|v?\d)*(?:available|functional|reusable|reproduced|replicated|reproducible"
    r"|evaluated|data|materials?|code|access|preregistered|science)(?:\W|v?\d|research)*", re.IGNORECASE,
)  # fmt: skip


def is_badge(text: str) -> bool:
    """Whether a text is the words of one badge, and not a list of those that ACM or a journal gives to artifacts.

    >>> is_badge("CVPR 2025"), is_badge("available,functional"), is_badge("Artifacts Available")
    (True, False, False)
    """
    return is_words(text) and not re.search(r"[,;]", text) and not _ARTIFACT.fullmatch(text.strip("{} "))


def is_words(text: str) -> bool:
    """Whether a text is neither a flag nor a link."""
    return not is_flag(text) and not is_url(text)


class Alias(Struct, frozen=True):
    """One name of a concept; ``accepts`` tells whether a value there means the concept."""

    name: str
    accepts: Accepts | None = None


class Concept(Struct, frozen=True):
    """One concept.

    Shape: ``kind`` is ``text``, ``link``, ``flag``, ``words``, ``number``, ``id`` or ``date``; ``aliases`` in order,
    the canonical name first.
    """

    name: str
    kind: str
    aliases: tuple[Alias, ...]


def _row(
    name: str,
    kind: str,
    aliases: str = "",
    accepts: Callable[[str], bool] | None = None,
    **special: Callable[[str], bool],
) -> Concept:
    """Makes a concept; ``accepts`` holds for its aliases, ``special`` for single ones, its own name is free."""
    others = tuple(Alias(alias, special.get(alias, accepts)) for alias in aliases.split())
    return Concept(name, kind, (Alias(name, special.get(name)), *others))


CONCEPTS: tuple[Concept, ...] = (
    _row("title", "text"),
    _row("subtitle", "text"),
    _row("author", "words", "authors"),
    _row("editor", "words", "editors"),
    _row("journal", "text", "journaltitle journal_title"),
    _row("booktitle", "text", "book_title eventtitle venue", venue=is_long_venue),
    _row("pages", "text"),
    _row("eid", "text", "article-number article_number articlenumber articleno article_no article-id article_id art_number artnum elocation-id "
         "elocation_id elocationid"),
    _row("date", "date", "published publication_date"),
    _row("issued", "date", "pub_date pubdate issue_date eventdate"),
    _row("year", "date"),
    _row("month", "date"),
    _row("day", "date"),
    _row("abbr", "text", "x-abbrv publication_short venue_short _venue abbrv acronym shortvenue venue conference pub "
         "shortjournal shortseries eventtitleshort series collection", is_short, series=is_series_name, collection=is_series_name, venue=is_venue),
    _row("badge", "text", "badges", is_badge),
    _row("summary", "text", "tldr tl_dr tl;dr description excerpt", is_words),
    _row("abstract", "text", "abstract_en abstractnote"),
    _row("note", "text", "addendum additional_info titleaddon"),
    _row("howpublished", "text"),
    _row("award", "text", "award_name awards award-name reward honor honors honour honours bibbase_note", is_words),
    _row("presentation", "words", "track presentation_type type note special category additional_info award award_name "
         "addendum", is_presentation, presentation=is_presentation),
    _row("rate", "number", "presentation_rate note award award_name special category additional_info presentation track "
         "addendum", has_rate),
    _row("oral_rate", "number", "oral-rate oralrate"),
    _row("spotlight_rate", "number", "spotlight-rate spotlightrate"),
    _row("highlight_rate", "number", "highlight-rate highlightrate"),
    _row("acceptance_rate", "number", "acceptance acceptance-rate acceptancerate accept_rate acc_rate acceptrate"),
    _row("rank", "words", "ccf ccf_rank jcr core core_rank quartile ranking_ccf"),
    _row("impact", "number", "impactfactor impact_factor impact-factor if"),
    _row("status", "words", "pubstate pubstatus publication_stage", status=is_words),
    _row("pubtype", "words", "entrysubtype publication_type publication_types"),
    _row("keywords", "words", "keyword tags tag topics author_keywords", is_words),
    _row("selected", "flag", "featured cv_selected highlight is_selected", is_flag),
    _row("hidden", "flag", "private draft hide", is_flag),
    _row("news", "text"),
    _row("news_date", "date", "news-date newsdate accepted accepted_date", lambda text: bool(re.match(r"\{?\d{4}", text))),
    _row("preview", "link", "image cover featured thumbnail teaser img figure thumb preview_image", is_picture),
    _row("preview_alt", "text", "preview-alt image_alt alt"),
    _row("pdf", "link", "url_pdf pdfurl pdf_url fulltext full_text_url paper url_paper paperurl paper_url download "
         "preprint url_preprint openaccess", is_link),
    _row("url", "link", "html link landing", is_link, url=is_address),
    _row("code", "link", "url_code codeurl code_url github repo repository source url_source software customlinkcode "
         "github_url gitlab", is_code_link),
    _row("project", "link", "website url_project project_page projectpage project_url projecturl homepage page site web "
         "webpage url_website", is_url, project=is_link),
    _row("demo", "link", "url_demo demourl tool", is_link, demo=is_address),
    _row("dataset", "link", "data url_dataset datasets url_data dataurl dataset_url", is_link, dataset=is_address),
    _row("model", "link", "weights weight huggingface hf url_model models", is_code_link),
    _row("video", "link", "url_video videourl video_url talkurl talk youtube recording presentation_video customlinkvideo "
         "bilibili", is_url, video=is_link),
    _row("slides", "link", "url_slides slidesurl slides_url slide presentation", is_link),
    _row("poster", "link", "url_poster posterurl poster_url", is_link, poster=is_link),
    _row("supp", "link", "supplementary supplement supplementary_material appendix url_supp supplemental", is_link),
    _row("blog", "link", "url_blog blogpost blog_post", is_link, blog=is_link),
    _row("media", "link", "press news_link", is_url, media=is_url),
    _row("doi", "id", "url_doi doi_url article-doi articledoi article_doi"),
    _row("arxiv", "id", "arxivid arxiv_id url_arxiv arxiv_url"),
    _row("eprint", "id"),
    _row("openreview", "id", "url_openreview openreview_id"),
    _row("acl", "id", "acl_id anthology aclid"),
    _row("hal", "id", "hal_id halid hal-id"),
    _row("pmid", "id", "pubmedid pubmed_id pubmed"),
    _row("pmcid", "id", "pmc"),
    _row("biorxiv", "id"),
    _row("medrxiv", "id"),
    _row("ssrn", "id"),
    _row("osf", "id"),
    _row("iacr", "id"),
    _row("vixra", "id"),
    _row("inspire", "id", "inspirehep_id inspirehep"),
    _row("scholar", "id", "google_scholar_id scholar_id"),
    _row("dblp", "id"),
    _row("semanticscholar", "id", "semantic_scholar s2 corpusid"),
    _row("jstor", "id"),
    _row("hdl", "id", "handle"),
    _row("isbn", "id"),
)  # fmt: skip

BY_NAME: Mapping[str, Concept] = MappingProxyType({concept.name: concept for concept in CONCEPTS})

# URLs that managers and databases keep for themselves.
_NOT_LINKS = frozenset(
    ["biburl", "adsurl", "openurl", "bdsk-url-1", "bdsk-url-2", "bdsk-url-3", "pdf_url", "doi_url", "adsnote"]
)
_LABELLED = regex(r"url[_-](?P<after>[\w-]+)|(?P<before>[\w-]+?)_?url(?:_\d+)?|(?:custom)?link_?(?P<custom>[\w-]+)")


# Paths on the owner's machine, and notes to oneself.
PRIVATE = (
    "file", "owner", "username", "annote", "review", "comment", "private_note", "privatenote", "privnote", "todo",
    "localfile", "local-url", "bdsk-file-1", "__markedentry",
)  # fmt: skip


def is_private(name: str) -> bool:
    """Whether fields of this name are the owner's own, unless the settings give them a meaning.

    >>> is_private("file"), is_private("_idea"), is_private("bdsk-file-2"), is_private("note")
    (True, True, True, False)
    """
    return name in PRIVATE or name.startswith(("_", "bdsk-file-"))


@lru_cache(maxsize=1 << 12)
def label_in(name: str) -> str:
    """Returns the label in the name of a field such as ``url_zhihu``, ``zhihuurl`` or ``customlinkzhihu``.

    >>> label_in("url_zhihu"), label_in("zhihuurl"), label_in("biburl"), label_in("url")
    ('zhihu', 'zhihu', '', '')
    """
    if name in _NOT_LINKS or name.startswith(("bdsk-", "_")) or name in ("links", "linkcolor", "linkedin"):
        return ""
    match = _LABELLED.fullmatch(name)
    return next((group for group in match.groups() if group), "") if match else ""


# For each name of a field: the concepts that it may mean, with its rank among their names, and what is accepted there.
_USES: dict[str, list[tuple[str, int, Accepts | None]]] = {}
for _concept in CONCEPTS:
    for _rank, _alias in enumerate(_concept.aliases):
        _USES.setdefault(_alias.name, []).append((_concept.name, _rank, _alias.accepts))
_MAY_BE_EMPTY = ("badge", "rank", "news")


def link_kind(name: str) -> str:
    """Returns the kind of link that a name of its field means; the name itself where it is none.

    >>> link_kind("website"), link_kind("github"), link_kind("zhihu")
    ('project', 'code', 'zhihu')
    """
    return next((concept for concept, _, _ in _USES.get(name, ()) if BY_NAME[concept].kind == "link"), name)


class Concepts(Mapping[str, "ResolvedField"]):
    """The fields of an entry by what they say; a concept is looked for when it is asked for.

    Shape: ``own`` maps names of the user's own fields to concepts; these are asked last. An empty ``badge``, ``rank``
    or ``news`` says that there is none, which is not the same as saying nothing.
    """

    __slots__ = ("_fields", "_found", "_names")

    def __init__(self, entry: ResolvedEntry, own: Mapping[str, str] | None = None) -> None:
        self._fields = entry.fields
        self._names = _names_by_concept(tuple(self._fields))
        self._found: dict[str, ResolvedField | None] = {}
        for name, concept in own.items() if own else ():
            if name in self._fields:
                self._names = {**self._names, concept: (*self._names.get(concept, ()), (name, None))}

    def _field(self, concept: str) -> ResolvedField | None:
        if concept not in self._found:
            self._found[concept] = self._read(concept)
        return self._found[concept]

    def _read(self, concept: str) -> ResolvedField | None:
        fields = self._fields
        if concept in _MAY_BE_EMPTY and concept in fields:
            return fields[concept]
        for name, accepts in self._names[concept]:
            field = fields[name]
            if not field.is_empty and (accepts is None or accepts(field.value)):
                return field
        return None

    def __contains__(self, concept: object) -> bool:
        return concept in self._names and self._field(str(concept)) is not None

    def __getitem__(self, concept: str) -> ResolvedField:
        found = self._field(concept) if concept in self._names else None
        if found is None:
            raise KeyError(concept)
        return found

    def get(self, concept: str, default: Any = None) -> Any:
        return (self._field(concept) or default) if concept in self._names else default

    def __iter__(self) -> Iterator[str]:
        return (concept for concept in self._names if self._field(concept) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@lru_cache(maxsize=1 << 12)
def _names_by_concept(names: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, Accepts | None], ...]]:
    """Returns for each concept which of these fields to ask, in order; entries of a kind have the same fields."""
    found: dict[str, list[tuple[int, str, Accepts | None]]] = {}
    for name in names:
        for concept, rank, accepts in _USES.get(name, ()):
            found.setdefault(concept, []).append((rank, name, accepts))
    return {
        concept: tuple((name, accepts) for _, name, accepts in sorted(uses, key=itemgetter(0)))
        for concept, uses in found.items()
    }


def is_known(name: str) -> bool:
    """Whether some concept is read from fields of this name."""
    return name in _USES
