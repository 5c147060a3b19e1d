"""Rules about preprints: the numbers and classes of arXiv, and the archives of other eprints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.tokens import verbatim
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


_CLASS_FIELDS = ("primaryclass", "eprintclass")


@rule("I007", scope="entry", fields=("eprint", "archiveprefix"), severity=Severity.INFO, selection="tidy", fix="safe")
def eprint_without_archive(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """An arXiv eprint does not name arXiv, or misspells it.

    Why: styles print the number without a link, or "arxiv" as typed in the field.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, eprint = {2303.01234}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, eprint = {2303.01234},
          archiveprefix = {arXiv}}

    Fix: safe; ``archiveprefix`` is added, or its spelling corrected.
    Source: "BibTeX and eprints" of arXiv; bibcop, "archivePrefix".
    """
    eprint = entry.field("eprint")
    prefix = entry.field("archiveprefix")
    if prefix and prefix.is_literal and prefix.content != "arXiv" and prefix.content.strip().casefold() == "arxiv":
        yield prefix.at(
            f"{quoted(prefix.content)} should be spelled 'arXiv'", fix=prefix.rewriting("write 'arXiv'", "arXiv")
        )
    elif eprint and not entry.has("archiveprefix", "eprinttype") and not fault_of(verbatim(eprint.value)):
        fix = entry.adding("add 'archiveprefix'", "archiveprefix", "arXiv")
        yield eprint.at(f"{quoted(eprint.content)} is not marked as an arXiv number", fix=fix)


@rule("I008", scope="field", fields=_CLASS_FIELDS, severity=Severity.INFO, selection="tidy")
def unknown_arxiv_class(field: CheckedField) -> Iterator[Diagnostic]:
    """A primary class is not one of arXiv's.

    Why: it is printed after the number, and nobody finds the subject.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, eprint = {2303.01234},
          archiveprefix = {arXiv}, primaryclass = {cs.XL}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2023, howpublished = {Web}, eprint = {2303.01234},
          archiveprefix = {arXiv}, primaryclass = {cs.CL}}

    Fix: none; only the paper's page has the right one.
    Source: the category taxonomy of arXiv.
    """
    value = verbatim(field.value)
    archive = (field.entry.value("archiveprefix") or field.entry.value("eprinttype")).casefold()
    if not value or archive not in ("", "arxiv") or is_class(value) or value in CLASSES:
        return  # Zotero writes the archive alone
    yield field.at(f"{quoted(value)} is not an arXiv class")


_NEW = regex(r"(?P<year>\d\d)(?P<month>\d\d)\.(?P<number>\d{4,5})(?:v\d+)?")
_OLD = regex(r"(?P<archive>[a-z-]+)(?:\.[A-Z]{2})?/(?P<year>\d\d)(?P<month>\d\d)\d{3}(?:v\d+)?")
_BARE_OLD = regex(r"\d{7}(?:v\d+)?")
_FIVE_DIGITS = 1501  # from January 2015 on
_NEW_SCHEME = 704  # from April 2007 on
_FIRST_OLD = 9108

# Source: the category taxonomy of arXiv. Archives without classes of their own are classes themselves.
CLASSES = {
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI OH OS PF PL RO SC "
    "SD SE SI SY",
    "econ": "EM GN TH",
    "eess": "AS IV SP SY",
    "gr-qc": "",
    "hep-ex": "",
    "hep-lat": "",
    "hep-ph": "",
    "hep-th": "",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT SG SP ST",
    "math-ph": "",
    "nlin": "AO CD CG PS SI",
    "nucl-ex": "",
    "nucl-th": "",
    "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph flu-dyn gen-ph "
    "geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "quant-ph": "",
    "stat": "AP CO ME ML OT TH",
}
# Archives that were folded into others; their numbers stay.
_FORMER = frozenset((
    "acc-phys", "adap-org", "alg-geom", "ao-sci", "atom-ph", "bayes-an", "chao-dyn", "chem-ph", "cmp-lg",
    "comp-gas", "dg-ga", "funct-an", "mtrl-th", "patt-sol", "plasm-ph", "q-alg", "solv-int", "supr-con",
))  # fmt: skip


def is_archive(name: str) -> bool:
    """Whether arXiv has, or had, an archive of this name."""
    return name in CLASSES or name in _FORMER


def is_class(name: str) -> bool:
    """Whether a primary class exists.

    >>> is_class("cs.LG"), is_class("quant-ph"), is_class("cs"), is_class("cs.lg")
    (True, True, False, False)
    """
    archive, _, subject = name.partition(".")
    subjects = CLASSES.get(archive)
    if subjects is None:
        return archive in _FORMER and not subject
    return subject in subjects.split() if subject else not subjects or archive in ("astro-ph", "cond-mat")


def fault_of(number: str) -> str:
    """Says what is wrong with a number, in words that may follow its quotation; empty where nothing is.

    >>> fault_of("2313.00001"), fault_of("1412.0001"), fault_of("hep-th/9711200")
    ('has no month', '', '')
    """
    if new := _NEW.fullmatch(number):
        return _fault_of_new(int(new["year"]), int(new["month"]), len(new["number"]))
    if old := _OLD.fullmatch(number):
        return _fault_of_old(old["archive"], int(old["year"]), int(old["month"]))
    return "lacks its archive, such as 'hep-th/'" if _BARE_OLD.fullmatch(number) else "is not an arXiv number"


def _fault_of_new(year: int, month: int, digits: int) -> str:
    if not 1 <= month <= 12:
        return "has no month"
    day = year * 100 + month
    if day < _NEW_SCHEME:
        return "is older than such numbers"
    expected = 5 if day >= _FIVE_DIGITS else 4
    return "" if digits == expected else f"has {digits} digits instead of {expected}"


def _fault_of_old(archive: str, year: int, month: int) -> str:
    if not is_archive(archive):
        return "has an unknown archive"
    if not 1 <= month <= 12:
        return "has no month"
    day = (year if year > 90 else year + 100) * 100 + month
    return "" if _FIRST_OLD <= day <= 10000 + _NEW_SCHEME - 1 else "is not from 1991 to 2007"
