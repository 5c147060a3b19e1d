"""The fields of each dialect, besides those that publications are read from."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Source: btxdoc, section 3.2; plain.bst adds nothing, natbib and its styles doi, eid, isbn, issn and url.
_BIBTEX = """address annote author booktitle chapter crossref edition editor howpublished institution journal key month
 note number organization pages publisher school series title type volume year doi eid isbn issn url urldate lccn
 abstract keywords eprint archiveprefix primaryclass language affiliation contents copyright location mrnumber price
 size"""
# Source: biblatex manual 3.20, sections 2.2.2 (data), 2.2.3 (special), 2.2.4 (custom), 2.2.5 (aliases); blx-dm.def.
_BIBLATEX = """abstract addendum afterword annotation annotator author authortype bookauthor bookpagination
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
        "bibtex": frozenset(_BIBTEX.split()),
        "biblatex": frozenset(_BIBLATEX.split()),
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
