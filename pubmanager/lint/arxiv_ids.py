"""Numbers and classes of arXiv: what is well formed, and what is wrong with what is not."""

from __future__ import annotations

from pubmanager.regex import regex

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
