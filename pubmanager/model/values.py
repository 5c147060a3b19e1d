"""Short values as people write them: yes and no, keywords, status, presentation."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.latex.read import plain
from pubmanager.model.rate import has_rate
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

_FALSE = frozenset(("", "false", "no", "n", "0", "off", "none", "{false}"))
_TRUE = frozenset(("true", "yes", "y", "1", "on", "{true}"))


def is_true(text: str) -> bool:
    """Whether a flag is set: everything but ``false``, ``no``, ``0``, ``off`` and nothing, in any case.

    >>> is_true("{FALSE}"), is_true("yes"), is_true("")
    (False, True, False)
    """
    return text.strip('{}" ').casefold() not in _FALSE


def is_flag(text: str) -> bool:
    """Whether a text is one of the words for yes and no."""
    return text.strip('{}" ').casefold() in _TRUE | _FALSE


# From the start of a run of blanks on: a search that begins at each of them takes quadratic time.
_SEPARATOR = regex(r"(?:(?<!\s)\s+)?[;,，；、]\s*")


@lru_cache(maxsize=1 << 12)
def read_keywords(text: str) -> tuple[str, ...]:
    """Splits keywords at semicolons where there are any, else at commas; each once, in order.

    >>> read_keywords("owls, {Birds}; night")
    ('owls, Birds', 'night')
    """
    pieces = text.split(";") if ";" in text else _SEPARATOR.split(text)
    return tuple(dict.fromkeys(word for piece in pieces if (word := plain(piece).strip(" .,"))))


# biblatex's words for `pubstate`. Source: biblatex manual, section 4.9.2.11; "accepted" and "withdrawn" are homepages'.
_STATUS_WORDS = (
    ("inpreparation", r"in\s+progress|in\s*-?prep(?:aration|\.)?|working paper(?!s?\W+(?:series|no\b|number|\d))|draft"
                      r"|manuscript in prep\w*|to be submitted|in vorbereitung|en préparation|en preparación"
                      r"|in preparazione|em preparação|in voorbereiding|w przygotowaniu|в подготовке"
                      r"|准备中|撰写中|준비 ?중"),
    ("submitted", r"(?:re)?submitted|under(?:going)?\s*-?(?:double[- ]blind |peer |\w+ )?review|in (?:peer )?review"
                  r"|(?:in|under)\s*-?submission|(?:in|under) revision|(?:minor|major) revisions?"
                  r"|(?:first|second|third|\d(?:st|nd|rd|th)) round(?: of)? (?:peer )?(?:review|revision)s?"
                  r"|revised? (?:and|&) resubmit(?:ted)?|r ?& ?r|eingereicht|in begutachtung|soumise?|en révision"
                  r"|enviado|en revisión|sottomesso|submetido|inviato|ingediend|inskickad|innsendt|indsendt"
                  r"|zgłoszon[aey]|odesláno"
                  r"|направлен[ао]?|подан[ао]|심사 ?중|투고 ?중|投稿中|在投|在审|审稿中|修改中|査読中"),
    ("withdrawn", r"withdrawn|retracted"),
    ("accepted", r"accepted|to be presented|angenommen|acceptée?|aceptado|aceito|accettato"
                 r"|geaccepteerd|accepterad|akseptert"
                 r"|accepteret|przyjęt[aey]|přijato|принят[ао]|kabul edildi|已接收|已接受|採択|採録決定|게재 ?확정"),
    ("inpress", r"in\s*-?press|to be published|early access|online first|ahead of print|im druck|sous presse|en prensa"
                r"|no prelo"
                r"|in (?:corso di )?stampa|en premsa|in druk"
                r"|w druku|v tisku|under tryckning|i trykken|baskıda|в печати|印刷中|已录用"),
    ("forthcoming", r"forthcoming|to appear|im erscheinen|erscheint demnächst|à paraître"
                    r"|de próxima aparición|di prossima pubblicazione"
                    r"|verschijnt binnenkort|掲載予定|待发表|即将发表|게재 ?예정"),
    ("prepublished", r"pre-?published|preprint"),
)  # fmt: skip
WORDS = {
    "inpreparation": "In preparation", "submitted": "Submitted", "withdrawn": "Withdrawn", "accepted": "Accepted",
    "inpress": "In press", "forthcoming": "To appear", "prepublished": "Preprint",
}  # fmt: skip
"""What a reader is told; an owner's own words come first."""
_MOST_LETTERS = 30  # of an owner's words; longer ones are a note
_LONGEST_STATEMENT = 10_000  # of a status; who writes more tells a story, in which many things are in press
_STATUS_PATTERNS = tuple((name, regex(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for name, words in _STATUS_WORDS)


@lru_cache(maxsize=1 << 12)
def read_status(text: str) -> str:
    """Returns the status a text speaks of, or an empty text.

    >>> read_status("under review"), read_status("In Press, Corrected Proof"), read_status("published")
    ('submitted', 'inpress', '')
    """
    if len(text) > _LONGEST_STATEMENT:
        return ""
    if not _ANY_STATUS.search(text):  # nearly always, and told by one search
        return ""
    return next((name for name, pattern in _STATUS_PATTERNS if pattern.search(text)), "")


_SAID_STATUS = "|".join(words for _, words in _STATUS_WORDS)
_ANY_STATUS = regex(rf"(?<!\w)(?:{_SAID_STATUS})(?!\w)", re.IGNORECASE)
# What a venue is written behind: `Submitted to …`, `In press at …`, `Accepted for publication in …`.
_STATUS_FIRST = regex(
    r"(?:(?:currently|manuscript|article|paper|preprint|work|has been|was|is|to be|now|just|conditionally|provisionally"
    r"|already|recently|zur veröffentlichung)\s+)*"
    rf"(?:{_SAID_STATUS})(?!\w)(?:\s+(?:for|as)\s+(?:possible\s+)?(?:publication|presentation|review|consideration"
    r"|an?\s+[\w-]+(?:\s+(?:paper|talk|presentation))?))?"
    r"\s*(?:(?:to|at|in|by|for|with|on|@|bei|beim|à|en|em)[:\s]\s*(?:the\s+)?|[:,;)–—-]\s*|\.?\s*$|(?=[(\[]))",
    re.IGNORECASE,
)
_STATUS_LAST = regex(
    rf"(?:\s*[,;:.–—-]\s*(?:(?:currently|now|just|paper|manuscript|conditionally) )?(?:{_SAID_STATUS})"
    r"|\s+(?:in press|submitted|accepted|to appear|forthcoming|under review|in preparation))"
    r"(?!\w)[\s.]*(?:\(?(?:19|20)\d\d\)?)?\s*$",
    re.IGNORECASE,
)
# Behind it the title begins anew, with a capital or in a script without: "(Accepted) truths" is all title.
_BRACKETED_FIRST = regex(r"[(\[]([^()\[\]]{4,80})[)\]]\s*[:–—-]?\s*(?=[^\sa-z])")
_STATUS_IN_BRACKETS = regex(rf"\s*[(\[][^()\[\]]*(?<!\w)(?:{_SAID_STATUS})(?!\w)[^()\[\]]*[)\]]", re.IGNORECASE)
_NOWHERE = regex(
    r"(?:\W|\d|\b(?:an?|the|international|peer[- ]reviewed|journals?|conferences?|proceedings|manuscript|article|paper"
    r"|venue|anonymous|elsewhere|publication|review|soon|online)\b)*", re.IGNORECASE,
)  # fmt: skip
_UNKNOWN_PLACE = regex(
    r"unpublished(?: (?:manuscript|paper|work|article|report)s?)?|manuscript|n/?a|tba|tbc|none|null|unknown|[-–?]+",
    re.IGNORECASE,
)
_ACRONYM = regex(r"[A-Z]{2}")
_SEVERAL = regex(r"\b(?:posters|demos|demonstrations|orals|talks|papers|tracks?|sessions?|volume)\b", re.IGNORECASE)
_IN_BRACKETS = regex(r"\s*[(\[]([^()\[\]]+)[)\]]")
_LONGEST_TITLE = 1000  # what is longer is no title; patterns would take long
_NAME_ENDS = regex(r"(?:(?:19|20)\d\d|['’]\d\d|[A-Z]{2}\w*)\W*$")
_TOLD_LAST = regex(r"(?:(?<=\d\d)\s+|\s*[,;:–—]\s*|\s+-\s+)(?P<told>[^,;:–—\d()]+)$")


def place_in(text: str) -> str:
    """Returns what a text says of where something appears, without how far it is and how it was presented.

    >>> [place_in(text) for text in ("In press at Owl Letters", "Owl Letters (accepted)", "submitted", "ICML (Oral)")]
    ['Owl Letters', 'Owl Letters', '', 'ICML']
    """
    bare = without_status(text)
    for told in told_beside(bare):
        if not _ACRONYM.search(told):
            bare = bare.replace(told, "")
    if _UNKNOWN_PLACE.fullmatch(bare.strip(" .")):
        return ""
    if bare == text:
        return text
    bare = bare.strip(" ,;:–—-")
    return "" if _NOWHERE.fullmatch(bare) else bare


def without_status(text: str) -> str:
    """Returns a text without what it says of how far something is.

    >>> without_status("Owl Letters, in press"), without_status("12--19 (in press)")
    ('Owl Letters', '12--19')
    """
    if len(text) > _LONGEST_TITLE or not read_status(text):
        return text
    bare = _STATUS_IN_BRACKETS.sub("", text)
    for _ in range(3):
        first = _STATUS_FIRST.match(bare)
        bare = bare[first.end() :] if first else bare
    return _STATUS_LAST.sub("", bare)


def status_beside_place(text: str) -> str:
    """Returns how far something is whose place a text names; a name may have such words in it.

    >>> [status_beside_place(text) for text in ("Owl Letters, in press", "Owls in Review", "Draft")]
    ['inpress', '', 'inpreparation']
    """
    return read_status(text) if without_status(text) != text else ""


def status_before_title(title: str) -> tuple[str, str]:
    """Returns the status in brackets before a title and the title without it; an empty status where there is none.

    >>> status_before_title("(In progress) Owls"), status_before_title("(Accepted by Owl Letters) Owls")
    (('inpreparation', 'Owls'), ('accepted', 'Owls'))
    >>> status_before_title("(Under-)Reviewed Owls"), status_before_title("(Accepted) truths")
    (('', '(Under-)Reviewed Owls'), ('', '(Accepted) truths'))
    """
    bracketed = _BRACKETED_FIRST.match(title)
    if not bracketed or not _STATUS_FIRST.match(bracketed[1]):
        return "", title
    return read_status(bracketed[1]), title[bracketed.end() :]


@lru_cache(maxsize=1 << 12)
def told_beside(title: str) -> tuple[str, ...]:
    """Returns the parts of a title of proceedings that tell a presentation, a rate or an award, as they are written.

    >>> told_beside("Conference on Owls (OWL) (Oral)"), told_beside("ICML 2024 Spotlight"), told_beside("Oral History")
    ((' (Oral)',), (' Spotlight',), ())
    """
    if len(title) > _LONGEST_TITLE:
        return ()
    found = [each.group() for each in _IN_BRACKETS.finditer(title) if _is_told(each[1])]
    last = _TOLD_LAST.search(title)
    last = last if last and _NAME_ENDS.search(title[: last.start()]) else None
    return (*found, *([last.group()] if last and _is_told(last["told"]) else ()))


def _is_told(text: str) -> bool:
    """Whether a part of a title is about one paper; "Posters and Demos" are the parts of the proceedings."""
    return (is_presentation(text) and not _SEVERAL.search(text)) or is_award(text) or has_rate(text)


def clauses_of(text: str) -> tuple[str, ...]:
    """Splits a note at commas and the like outside of brackets.

    >>> clauses_of("Oral (rate: 1.8%, 9 of 500), Best Paper Award at X")
    ('Oral (rate: 1.8%, 9 of 500)', 'Best Paper Award at X')
    """
    if len(text) > _LONGEST_TITLE:
        return (text,)
    return tuple(clause.strip(" .") for clause in _CLAUSES.split(text) if clause.strip(" ."))


_CLAUSES = regex(r"[,;|](?![^()\[\]]*[)\]])\s*|(?<=[a-z)])\.\s+(?=[A-Z])|\s+(?:&|\+|-|–|—)\s+|\s+\band\s+(?=[A-Z])")
_AWARDED = regex(
    r"\b(?:awards?|awarded|prizes?|winner|won (?:the|an?) [\w\s-]{0,40}(?:competition|challenge|contest|award|prize)"
    r"|runners?[- ]?up|medal(?:list)?|honou?rable mention|finalist|nominee"
    r"|nominat(?:ed for|ion)"
    r"|best[- ](?:\w+[- ]){0,3}(?:paper|poster|demo|thesis|dissertation|presentation|artifact|talk|article|video)s?"
    r"|(?:distinguished|outstanding|notable) (?:\w+ )?(?:paper|artifact|reviewer)"
    r"|test[- ]of[- ]time|editors?['’]?s? (?:choice|pick|suggestion)|(?:1st|first|2nd|second|3rd|third) place)\b"
    r"|最佳论文|获奖",
    re.IGNORECASE,
)
# Awards of money, which acknowledgements thank for.
_GRANT = regex(
    r"\b(?:support|fund|grant|fellowship|acknowledg|sponsor|thank|NSF|NIH|DFG|ERC|DOE|ONR|career award)\w*"
    r"|\bawards? (?:no|num|id|#|[A-Z]*-?\d)|\bunder award", re.IGNORECASE,
)  # fmt: skip
_LONGEST_AWARD = 100


@lru_cache(maxsize=1 << 12)
def is_award(text: str) -> bool:
    """Whether a text names an award and is neither a sentence nor an acknowledgement.

    >>> is_award("Best Paper Award"), is_award("Winner of the Owl Challenge"), is_award("Supported by NSF Award 123")
    (True, True, False)
    """
    return len(text) <= _LONGEST_AWARD and bool(_AWARDED.search(text)) and not _GRANT.search(text)


def beside_status(text: str, status: str) -> str:
    """Returns what a text says besides a status: a venue, a year.

    >>> beside_status("to appear", "forthcoming"), beside_status("Accepted at ICML", "accepted")
    ('', 'at ICML')
    """
    rest = dict(_STATUS_PATTERNS)[status].sub(" ", text)
    return " ".join(re.sub(r"[\W_]+", " ", rest).split())


def shown_status(status: str, written: str) -> str:
    """Returns what to show: the words of a status field, unless they are a key such as ``inpress`` or a whole note.

    >>> shown_status("submitted", "Undergoing review"), shown_status("inpress", "inpress"), shown_status("", "x")
    ('Undergoing review', 'In press', '')
    """
    if not status:
        return ""
    is_words = written.casefold() not in WORDS and 0 < len(written) <= _MOST_LETTERS
    return written[0].upper() + written[1:] if is_words else WORDS.get(status, status)


# What managers and publishers write where a volume, a number or pages are not known yet, or never will be.
_NO_NUMBER = regex(
    r"(?:n\W?a\W?|none|null|nil|unknown|tb[adc]|pp|[?–—_.\s-]+|0+(?:\W+0+)?|x{2,}\W+x{2,}|(?:forth|up)coming|pending"
    r"|(?:published )?ahead[- ]of[- ]print|early access|online[- ]first|online|in[- ]press|to appear|article in press)",
    re.IGNORECASE,
)
_NAMED_NUMBERS = {
    "volume": regex(
        r"(?:vol(?:ume|umen|\.)?|bd\.?|jg\.?|jahrgang|årg(?:ång|ang)?\.?|roč\.?|т(?:ом|\.)|第|band|tome|tomo)[\s.:]*(?=[\dIVXLCDM])",
        re.IGNORECASE,
    ),
    "number": regex(
        r"(?:no?s?\.|no|nos|nr\.?|num(?:ber|\.)?|n[°º]|№|#|iss(?:ue|\.)?|heft)[\s.:]*(?=\d)", re.IGNORECASE
    ),
    "pages": regex(
        r"(?:pp?\.|pp?\s+|pp(?=\d)|pages?|seiten?|S\.\s|págs?\.?|стр\.?|c\.\s)[\s.:]*(?=[\w])", re.IGNORECASE
    ),
}
_VOLUME_BEHIND = regex(
    r"(?P<volume>\d+)(?:\.|er?|ème|st|nd|rd|th|-?й)?\s*(?:Jahrgang|Jg|Jahrg|Band|année|tome|annata|årgang|årg|évf|évfolyam|roč|ročník"
    r"|rocznik|том|volume|vol|卷|巻|권)\.?",
    re.IGNORECASE,
)
_VOLUME_AND_NUMBER = regex(
    r"(?P<volume>\d+)"
    r"(?:\s*[,;:]?\s*(?:no?s?\.|no|nr\.?|num(?:ber|\.)?|n[°º]|№|#|iss(?:ue|\.)?)[\s.:]*(?P<named>\d+(?:\W\d+)?)"
    r"|\s+(?P<bare>\d+)|\s*\((?P<bracketed>\d+(?:[-–/]+\d+)?)\))", re.IGNORECASE,
)  # fmt: skip


def bare_number(kind: str, text: str) -> str:
    """Returns a ``volume``, a ``number`` or ``pages`` without words before it; empty where nothing is known.

    >>> bare_number("volume", "Vol. 12"), bare_number("pages", "pp. 7-9"), bare_number("number", "n/a")
    ('12', '7-9', '')
    """
    text = text.strip()
    bare = _NAMED_NUMBERS[kind].sub("", text, count=1) if _NAMED_NUMBERS[kind].match(text) else text
    if kind == "volume" and (behind := _VOLUME_BEHIND.fullmatch(bare)):
        bare = behind["volume"]
    bare = "" if _NO_NUMBER.fullmatch(bare.strip()) else bare.strip()
    return _range(bare) if kind == "pages" else bare


# "1 - 10", "S12 -- S15", "xii to xx", "101—110", and "Article 77, 14 pages".
_SPACED_RANGE = regex(
    r"(?<=\w)(?:\s+(?:[-‐‑–—−]+|to)\s+|\s*[‐‑—−]+\s*|\s+[-–]+|[-–]+\s+)(?=[A-Z]{0,2}[\divxlc])", re.IGNORECASE
)
_COUNTED = regex(r"(?<=\d)[,;]?\s*\(?\d{1,3}\s*(?:pp?\.?|pages)\)?$", re.IGNORECASE)


def _range(pages: str) -> str:
    """Writes a range of pages with one sign, and the number of an article without a count of its pages."""
    if pages[:1].isalpha():
        pages = _COUNTED.sub("", pages)
    return _SPACED_RANGE.sub("–", pages) if " " in pages or not pages.isascii() else pages


def volume_and_number(text: str) -> tuple[str, str]:
    """Returns the volume and the number that stand in one field.

    >>> volume_and_number("588 7836"), volume_and_number("12, no. 3"), volume_and_number("12")
    (('588', '7836'), ('12', '3'), ('12', ''))
    """
    text = bare_number("volume", text)
    found = _VOLUME_AND_NUMBER.fullmatch(text)
    return (found["volume"], found["named"] or found["bare"] or found["bracketed"]) if found else (text, "")


class Kind(Struct, frozen=True):
    """One kind of presentation. Shape: ``label`` is what badges show; ``words`` is a pattern of its spellings."""

    name: str
    label: str
    words: str


# The more specific come first: "Spotlight Poster" is a spotlight, "Long Oral" an oral.
_KINDS = (
    Kind("keynote", "Keynote", r"keynote"),
    Kind("invited", "Invited", r"invited(?:[- ](?:talk|paper|presentation|oral))?"),
    Kind(
        "oral",
        "Oral",
        r"(?:long |full |short |contributed |top[- ])?orals?(?:[- ](?:presentations?|papers?|talks?))?|口头报告",
    ),
    Kind("spotlight", "Spotlight", r"spot-?lights?(?:[- ](?:presentations?|papers?|posters?|talks?))?"),
    Kind("highlight", "Highlight", r"highlight(?:ed)?(?:[- ](?:papers?|posters?))?"),
    Kind("notable", "Notable", r"notable(?:[- ]top[- ]\d+%?)?"),
    Kind("lightning", "Lightning Talk", r"(?:lightning|rapid[- ]fire|flash)(?:[- ]talks?)?"),
    Kind("talk", "Talk", r"(?:contributed[- ])?talks?|presentation only"),
    Kind("demo", "Demo", r"demo(?:nstration)?s?(?:[- ](?:tracks?|papers?))?"),
    Kind("poster", "Poster", r"(?:poster|墙报)s?(?:[- ](?:presentations?|papers?|sessions?))?"),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
_KIND_PATTERNS = tuple((kind.name, regex(rf"(?<!\w)(?:{kind.words})(?!\w)", re.IGNORECASE)) for kind in _KINDS)
_AWARD = regex(r"award|prize|honou?r|\bbest\b|runner", re.IGNORECASE)
_FILLER = regex(
    r"[\W\d_]+|\b(?:paper|presentation|at|in|the|top|as|of|rate|acceptance|accepted|selected|for|an?)\b", re.IGNORECASE
)


def label_of(name: str) -> str:
    """Returns what badges show for a kind.

    >>> label_of("oral"), label_of("")
    ('Oral', '')
    """
    return KINDS[name].label if name in KINDS else name


@lru_cache(maxsize=1 << 12)
def presentation_in(text: str) -> str:
    """Returns the kind that a text speaks of, or an empty text.

    >>> presentation_in("Oral (top 1.2%)"), presentation_in("Spotlight poster"), presentation_in("temporal")
    ('oral', 'spotlight', '')
    """
    return next((name for name, pattern in _KIND_PATTERNS if pattern.search(text)), "")


@lru_cache(maxsize=1 << 12)
def is_presentation(text: str) -> bool:
    """Whether a text is about the presentation and little else, and not a link or a sentence."""
    text = plain(text) if "\\" in text or "<" in text else text
    kind = presentation_in(text)
    if not kind or "/" in text.split("(")[0] or len(text) > 60 or _AWARD.search(text):
        return False
    rest = _FILLER.sub("", dict(_KIND_PATTERNS)[kind].sub("", text))
    return len(rest) <= 12


def beside_presentation(text: str, kind: str) -> str:
    """Returns what a text says besides a kind: other kinds, a venue; rates stay, so that the text can be kept whole.

    >>> beside_presentation("Oral presentation", "oral"), beside_presentation("poster + talk", "talk")
    ('', 'poster')
    """
    rest = dict(_KIND_PATTERNS)[kind].sub(" ", plain(text))
    return " ".join(
        re.sub(
            r"[\W_]+|\b(?:papers?|presentations?|accepted|selected|as|an?|the|for)\b", " ", rest, flags=re.IGNORECASE
        ).split()
    )
