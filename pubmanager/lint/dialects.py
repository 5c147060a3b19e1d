"""Dialects: which tools' fields and entry types a bibliography may use, and what each type needs."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError, suggestion
from pubmanager.model.fields import CONCEPTS, is_known, label_in
from pubmanager.model.links import LABELS
from pubmanager.model.roles import ROLE_FIELDS
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


DIALECTS = (
    "bibtex", "biblatex", "al-folio", "hugoblox", "bibbase", "bibtexbrowser", "jabref", "inspire", "ads", "dblp",
    "acl", "openreview",
)  # fmt: skip

# Annotations (author+an), numbered and private fields of managers, translations (abstract_de), fields of a feed.
_FAMILIES = regex(r"[\w-]+\+an(?::[\w-]+)?|bdsk-(?:url|file)-\d+|citeulike-linkout-\d+|jabref-.*|zotero.*|"
                       r"[a-z-]+_(?:[a-z]{2}|eng?|zh_?cn)", re.IGNORECASE)  # fmt: skip


def known_dialects(names: Sequence[str]) -> frozenset[str]:
    """Returns the named dialects, all where none is named. Raises: ``PubsError`` for an unknown one."""
    for name in names:
        if name not in DIALECTS:
            hint = suggestion(name, DIALECTS) or f"dialects: {', '.join(DIALECTS)}"
            raise PubsError(f"[lint] names the dialect '{name}'", hint=hint, setting=("lint", "dialects", name))
    return frozenset(names or DIALECTS)


@lru_cache(maxsize=8)
def fields_of(dialects: frozenset[str]) -> frozenset[str]:
    """Returns the fields that some dialects know, with those that publications are read from, in lower case."""
    own = (alias.name for concept in CONCEPTS for alias in concept.aliases)
    return frozenset((*own, *ROLE_FIELDS, *LABELS)).union(
        *(FIELDS_BY_DIALECT.get(each, ()) for each in ("", *dialects))
    )


@lru_cache(maxsize=8)
def fields_to_fill(dialects: frozenset[str]) -> frozenset[str]:
    """Returns the fields that people fill in by hand and mean when they slip: not those that exports bring."""
    own = (alias.name for concept in CONCEPTS for alias in concept.aliases)
    return frozenset((*own, *ROLE_FIELDS)).union(*(FIELDS_BY_DIALECT[each] for each in dialects & _BY_HAND))


_BY_HAND = frozenset(("bibtex", "biblatex", "al-folio", "hugoblox"))


@lru_cache(maxsize=8)
def types_of(dialects: frozenset[str]) -> frozenset[str]:
    """Returns the entry types that some dialects know, in lower case."""
    return frozenset[str]().union(*(TYPES_BY_DIALECT.get(each, ()) for each in ("", *dialects)))


@lru_cache(maxsize=1 << 12)
def is_known_field(name: str, dialects: frozenset[str]) -> bool:
    """Whether some dialect or a publication uses a field of this name (lower case).

    >>> all(is_known_field(each, frozenset()) for each in ("tldr", "url_zhihu", "author+an", "abstract_de"))
    True
    >>> is_known_field("abstact", known_dialects(()))
    False
    """
    return is_known(name) or name in fields_of(dialects) or bool(label_in(name)) or bool(_FAMILIES.fullmatch(name))


# Source: btxdoc, section 3.2; plain.bst adds nothing, natbib and its styles doi, eid, isbn, issn and url.
_BIBTEX_FIELDS = """address annote author booktitle chapter crossref edition editor howpublished institution journal key
 month note number organization pages publisher school series title type volume year doi eid isbn issn url urldate lccn
 abstract keywords eprint archiveprefix primaryclass language affiliation contents copyright location mrnumber price
 size"""
# Source: biblatex manual 3.20, sections 2.2.2 (data), 2.2.3 (special), 2.2.4 (custom), 2.2.5 (aliases); blx-dm.def.
_BIBLATEX_FIELDS = """abstract addendum afterword annotation annotator author authortype bookauthor bookpagination
 booksubtitle booktitle booktitleaddon chapter commentator date doi edition editor editora editorb
 editorc editortype editoratype editorbtype editorctype eid entrysubtype eprint eprintclass eprinttype
 eventdate eventtitle eventtitleaddon file foreword holder howpublished indextitle institution
 introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle issuetitleaddon iswc
 journalsubtitle journaltitle journaltitleaddon label language library location mainsubtitle maintitle
 maintitleaddon month nameaddon note number organization origdate origlanguage origlocation
 origpublisher origtitle pages pagetotal pagination part publisher pubstate reprinttitle series
 shortauthor shorteditor shorthand shorthandintro shortjournal shortseries shorttitle subtitle title
 titleaddon translator type url urldate venue version volume volumes year crossref entryset execute
 gender langid langidopts ids indexsorttitle keywords options presort related relatedoptions
 relatedtype relatedstring sortkey sortname sortshorthand sorttitle sortyear xdata xref namea nameb
 namec nameatype namebtype namectype lista listb listc listd liste listf usera userb userc userd usere
 userf verba verbb verbc address annote archiveprefix journal key pdf primaryclass school hyphenation
 day endday endmonth endyear hour minute second timezone eventday eventmonth eventyear eventendyear
 eventendmonth origday origmonth origyear origendday origendmonth origendyear urlday urlmonth urlyear
 urlendday urlendmonth urlendyear eventendday shortdate labelname labeltitle datelabelsource"""
# Source: al-folio's _layouts/bib.liquid and its documentation of papers.bib.
_AL_FOLIO = """abbr abstract additional_info altmetric annotation arxiv award award_name bibtex_show blog code demo
 dimensions doi eprint google_scholar_id hal hal_id html inspirehep_id isbn pdf pmid poster preview selected slides
 supp video website selected_publications image description coauthors issue"""
# Source: HugoBlox's importer of BibTeX and the front matter of its publications.
_HUGOBLOX = """authors author_notes date doi publishdate publication_types publication publication_short abstract
 summary tags featured draft links hugoblox url_pdf url_code url_dataset url_poster url_project
 url_slides url_source url_video image projects slides keywords subtitle categories"""
# Source: BibBase's documentation: fields url_X make links, bibbase_note is shown in red.
_BIBBASE = """bibbase_note bibbaseid url_link url_paper url_pdf keyword keywords abstract author_short downloads html id
 _venue role year publication_status sortby"""
# Source: bibtexbrowser's documentation and source.
_BIBTEXBROWSER = """x-abbrv gsid doi url pdf abstract keywords slides rawhtml comment bib2html_pubtype bib2html_rescat
 hp_author bibtexbrowser homepage arxiv inria citedby webpage"""
# Source: JabRef's StandardField, SpecialField and InternalField; BibDesk, Zotero, Mendeley, CiteULike, BibSonomy.
_MANAGERS = """area_of_study introducedin license ps reportno revision swhid uri zbl subject contributor accessed
 lastaccessed lastvisited visited access_date last-modified owner timestamp file groups crossref
 priority printed qualityassured quality ranking readstatus relevance comment creationdate
 modificationdate review search citationkeypattern entrykey __markedentry markedentry date-added
 date-modified read rating local-url lastchecked groupsearch groupshierarchical bdsk-file-1
 bdsk-file-2 bdsk-file-3 bdsk-url-1 bdsk-url-2 bdsk-url-3 added-at biburl description interhash
 intrahash username mendeley-tags mendeley-groups citeulike-article-id citeulike-linkout-0
 citeulike-linkout-1 posted-at citedate shorttitle accessdate lccn langid language copyright rights
 libraryid extra collection collections abstractnote callnumber archive archivelocation
 archive_location libraryCatalog nationality dayfiled monthfiled yearfiled assignee filing_num folder
 journaliso iso-source-abbreviation nlmuniqueid unique-id times-cited web-of-science-categories
 research-areas funding-acknowledgement funding-text number-of-cited-references
 usage-count-last-180-days usage-count-since-2013 journal-iso doc-delivery-number da document_type
 source author_keywords publication_stage coden art_number abbrev_source_title affiliation
 affiliations correspondence_address correspondence_address1 references sponsors funding_details
 funding_text_1 editors chemicals_cas manufacturers tradenames citation citations citation-count urn
 ppn_gvk eissn e-issn p-issn issn-l eprintclass files urls citekey papers3 papers2_uuid rights medium nationality
 tppubtype image_url image_target image_ext rel_page is_isbn import_id user_id techtype sort_date accession-number
 work-type research-notes custom1 custom2 custom3 lastmodified lastmoddate modified created readdate"""
# Source: the exports of these services, and what their documentation shows.
_INSPIRE = "collaboration reportnumber archiveprefix primaryclass eprint slaccitation texkey pubstate inspire"
_ADS = "adsurl adsnote eid archiveprefix primaryclass eprint bibcode adscomment"
_DBLP = "biburl bibsource timestamp eprinttype eprint crossref cdrom ee"
_ACL = "language anthology anthology_id video award editor address publisher month url doi pages abstract isbn"
_OPENREVIEW = "url note booktitle forum pdf venue venueid keywords tldr tl;dr paperhash code_of_ethics"
# Source: the exports of MathSciNet and zbMATH, which name a journal in full beside its abbreviation.
_MATHEMATICS = """fjournal sjournal fseries sseries mrclass mrnumber mrreviewer mrreviewed coden zbl zbmath zblnumber
 zbmathnumber msc msc2000 msc2010 msc2020 classmath revtext bookseries"""
# Source: the exports of Europe PMC and PubMed, Web of Science, Scopus.
_DATABASES = """epmcid pst subset mesh nlm nlmid issn-linking pubmodel edat crdt mhda phst book-author book-authors
 book-group-author group-author book-series-title researcherid-numbers orcid-numbers author-email author-emails
 corresponding-author keywords-plus cited-references cited-reference-count web-of-science-index subject-category
 esi-highly-cited-paper esi-hot-paper open-access open_access oa hc early-access-date earlyaccessdate publication-type
 meeting supplement sponsor sponsors part-number doc-delivery author_ids author_full_names index_keywords
 conference_code conference_location pubmed_id language_of_original_document cited_by link_to_source sequence_bank"""
# Source: the exports of publishers (ACM, IEEE, Elsevier, Springer, MDPI, Wiley, Nature, PLOS, arXiv, HAL, Zenodo).
_PUBLISHERS = """publicationtitle publisher-address refid numberofpages pii funding_text_2 molecular_seqnumbers
 page_count page_start page_end related_urls oa_type preprint_doi conference_name month_numeric isbn13
 issue_date articleno article-number article_number articlenumber numpages acmid eventdate series
 location keywords issn isbn abstract publisher_address city country elocation-id eprint elocationid
 online_date day article_type conference_date received accepted revised published dimensions pdf
 hal_version hal_id hal_local_reference version publicationdate published-online published-print
 submitted specialissue special_issue issuetitle nihms pmcid pmid mid medline ea place eventplace"""

FIELDS_BY_DIALECT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "bibtex": frozenset(_BIBTEX_FIELDS.split()),
        "biblatex": frozenset(_BIBLATEX_FIELDS.split()),
        "al-folio": frozenset(_AL_FOLIO.split()),
        "hugoblox": frozenset(_HUGOBLOX.split()),
        "bibbase": frozenset(_BIBBASE.split()),
        "bibtexbrowser": frozenset(_BIBTEXBROWSER.split()),
        "jabref": frozenset(_MANAGERS.lower().split()),
        "inspire": frozenset(_INSPIRE.split()),
        "ads": frozenset(_ADS.split()),
        "dblp": frozenset(_DBLP.split()),
        "acl": frozenset(_ACL.split()),
        "openreview": frozenset(_OPENREVIEW.split()),
        "": frozenset((*_PUBLISHERS.split(), *_MATHEMATICS.split(), *_DATABASES.split())),
    }
)
"""Fields by dialect, in lower case; ``""`` are those that publishers export, known whatever the dialects are."""

# What managers keep for themselves, of no use outside: nothing that some page shows.
_LEFTOVERS = """owner timestamp groups printed qualityassured quality readstatus relevance creationdate modificationdate
 search __markedentry markedentry date-added date-modified local-url lastchecked bdsk-file-1 bdsk-file-2
 bdsk-file-3 bdsk-url-1 bdsk-url-2 bdsk-url-3 added-at interhash intrahash mendeley-tags mendeley-groups
 posted-at citeulike-article-id citeulike-linkout-0 citeulike-linkout-1 bibsource biburl libraryid"""
LEFTOVERS = frozenset(_LEFTOVERS.split())
"""Fields of managers and services that say nothing about the publication."""

# biblatex's own names of fields that BibTeX's styles do not know, with the name they know. Source: manual, 2.2.5.
BIBTEX_NAMES: Mapping[str, str] = MappingProxyType(
    {"journaltitle": "journal", "location": "address", "annotation": "annote", "eprinttype": "archiveprefix",
     "eprintclass": "primaryclass"}
)  # fmt: skip
BIBLATEX_NAMES: Mapping[str, str] = MappingProxyType({old: new for new, old in BIBTEX_NAMES.items()})


# Source: btxdoc (1988), section 3.1.
_BIBTEX_TYPES = """article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis
 proceedings techreport unpublished"""
# Source: biblatex manual 3.20, sections 2.1.1 to 2.1.3, with the types that its standard styles treat as @misc.
_BIBLATEX_TYPES = """article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection
 suppcollection dataset manual misc online patent periodical suppperiodical proceedings mvproceedings inproceedings
 reference mvreference inreference report set software thesis unpublished xdata customa customb customc customd
 custome customf conference electronic mastersthesis phdthesis techreport www artwork audio bibnote commentary image
 jurisdiction legislation legal letter movie music performance review standard video"""

# Types of styles, publishers and owners beyond the two: IEEEtran, REVTeX, ACM, exports of Zotero, homepages.
_MORE = """patent online electronic www software dataset standard periodical ieeetranbstctl control revtex-control
 webpage website url internet artifactsoftware artifactdataset presentation talk poster workshop
 preprint thesis bachelorsthesis bachelorthesis diplomathesis masterthesis habilitation report
 whitepaper working workingpaper journal magazine newspaper newsarticle blog video podcast interview
 lecture slides tutorial course grant award abstract editorial comment demo game exhibition keynote
 panel"""

TYPES_BY_DIALECT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "bibtex": frozenset(_BIBTEX_TYPES.split()),
        "biblatex": frozenset(_BIBLATEX_TYPES.split()),
        "": frozenset(_MORE.split()),
        "jabref": frozenset(("ieeetranbstctl", "softwareversion", "softwaremodule", "codefragment")),
    }
)
"""Types by dialect; ``""`` are those of no dialect in particular."""

TYPES: frozenset[str] = frozenset().union(*TYPES_BY_DIALECT.values())
"""Every type that some dialect knows."""

# Source: biblatex manual, section 2.1.2; btxdoc calls @conference an alias kept for Scribe.
TYPE_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "conference": "inproceedings", "electronic": "online", "www": "online", "webpage": "online",
        "website": "online", "masterthesis": "mastersthesis",
    }
)  # fmt: skip


def _table(text: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Reads lines ``type type: field field|alternative``."""
    rows: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in text.strip().splitlines():
        types, _, fields = line.partition(":")
        rows.update(dict.fromkeys(types.split(), tuple(tuple(each.split("|")) for each in fields.split())))
    return MappingProxyType(rows)


# Source: btxdoc, section 3.1, "required fields".
_REQUIRED_BIBTEX = """
article: author title journal year
book: author|editor title publisher year
booklet manual: title
conference inproceedings: author title booktitle year
inbook: author|editor title chapter|pages publisher year
incollection: author title booktitle publisher year
mastersthesis phdthesis: author title school year
proceedings: title year
techreport: author title institution year
unpublished: author title note
"""
# Source: biblatex manual 3.20, section 2.1.1, "required fields"; the names of its field aliases are allowed (2.2.5).
_REQUIRED_BIBLATEX = """
article: author title journaltitle|journal date|year
suppperiodical: author title journaltitle|journal date|year
book mvbook: author title date|year
inbook bookinbook suppbook incollection suppcollection inreference: author title booktitle date|year
inproceedings conference: author title booktitle date|year
booklet manual misc dataset software: author|editor title date|year
collection mvcollection reference mvreference periodical: editor title date|year
proceedings mvproceedings: title date|year
online electronic www: author|editor title date|year doi|eprint|url
patent: author title number date|year
report: author title type institution|school date|year
techreport: author title institution|school date|year
thesis: author title type institution|school date|year
mastersthesis phdthesis: author title institution|school date|year
unpublished: author title date|year
"""
REQUIRED: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {"bibtex": _table(_REQUIRED_BIBTEX), "biblatex": _table(_REQUIRED_BIBLATEX)}
)
"""By profile and type: the fields it needs, each with the fields that stand for it."""

# Source: btxdoc, section 3.1, "optional fields".
_OPTIONAL_BIBTEX = """
article: volume number pages month note
book: volume number series address edition month note
booklet: author howpublished address month year note
conference inproceedings: editor volume number series pages address month organization publisher note
inbook: volume number series type address edition month note
incollection: editor volume number series type chapter pages address edition month note
manual: author organization address edition month year note
mastersthesis phdthesis: type address month note
misc: author title howpublished month year note
proceedings: editor volume number series address month publisher organization note
techreport: type number address month note
unpublished: month year
"""
STANDARD_FIELDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        kind: frozenset(name for field in (*fields, *REQUIRED["bibtex"].get(kind, ())) for name in field)
        for kind, fields in _table(_OPTIONAL_BIBTEX).items()
    }
)
"""What BibTeX's standard styles use, by type."""

# What styles leave blank without a complaint though readers look for it.
RECOMMENDED = _table("""
article: volume pages|eid|articleno|article-number|doi
inproceedings conference: pages|articleno|doi|url|eprint
incollection inbook: pages|chapter editor|author
techreport: number|url|doi|eprint
""")
