"""Where an entry appeared: what it says about its venue, what a title of proceedings names, and what is known of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.latex.nodes import Hyperlink, Node, RichText, Text
from pubmanager.latex.read import plain, read_latex
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import SERVER_SCHEMES, SERVERS, named_server, server_in, server_of_doi
from pubmanager.model.values import place_in, presentation_in, read_status
from pubmanager.model.venues import ACRONYM, ORDINAL, YEAR, Venue, VenueRegistry, venue_key
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField

_PIECES = regex(r"(?:(?<!\s)\s+)?,\s+|(?<!\s)\s+[-–—]\s+|:\s+")
_BRACKETED = regex(r"\(([^()]{2,30})\)")
_SLASHED = regex(r"\(([A-Z][\w-]{0,20}[A-Z][\w-]{0,20})(?:/[A-Z][\w-]{0,40}){2,}\)")  # events held as one
_CAPITALS = regex(r"[A-Z0-9][\w&/+-]*[A-Z][\w&/+-]*|[A-Z]{2,}")
_WITH_YEAR = regex(
    r"(?P<short>[\w&/+-]*[a-z0-9&/+-][A-Z][\w&/+-]*|[A-Z]{2,}[\w&/+-]*)(?: [A-Z]\w*)?[ ]?(?:(?:19|20)\d\d|['’`]\d\d)"
)
_LAST = regex(r"\s([A-Z]{3,}[A-Za-z]*)\s*(?:(?:19|20)\d\d|['’`]\d\d)$")
_ALONE = regex(r"[A-Z][A-Za-z]*[A-Z]{2,}[A-Za-z]*")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = regex(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\b[\s–-]*)*{_MONTH}\b(?!\s+[a-z]).*", re.IGNORECASE)
_YEAR_ALONE = regex(r"(?:19|20)\d\d")
_YEAR_BEHIND = regex(r"(?<=[^\W\d]|\))(?:\s+|\s*[-–—]\s*)(?:\((?:19|20)\d\d\)|(?:19|20)\d\d)$")
_PLACE = regex(r"(?!And\b)[A-Z][\w.'’-]*(?: (?:de |of )?[A-Z][\w.'’-]*){0,2}")
# What a citation says behind the title.
_CITED = regex(
    r"(?:(?<!\s)\s+)?\(pp?\. ?\d.*|\.\s+(?:19|20)\d\d\b.*"
    r"|\.\s+(?:[A-Z][\w&/+-]* (?:19|20)\d\d\.\s+)?(?:Lecture Notes|Communications in|Advances in|Studies in"
    r"|Springer|IFIP Advances|LNCS|Smart Innovation)\b.*|,\s+(?:PMLR\b|vol(?:ume|\.)? \d+ of ).*",
    re.DOTALL,
)
_VOLUME = regex(
    r"Proceedings|Revised (?:and |Extended )*Selected Papers|Part [IVX\d]+|Volume [IVX\d]+|Virtual(?: Event)?",
    re.IGNORECASE,
)
# What is left must be a name: "Proceedings of the ACM on …" and "Proc. SPIE" are names as they stand.
_BEFORE = regex(
    r"(?>(?:in\s+|(?:the\s+)?(?:companion\s+)?proc(?:eedings|\.)?\s+(?:of\s+)?|the\s+|(?:19|20)\d\d\s+)+)"
    r"(?!ACM on\b|IEEE$|SPIE\b|Royal\b|National\b|VLDB\b)(?=\w)",
    re.IGNORECASE,
)
_NUMBERED = regex(r"\b\d+(?:st|nd|rd|th)\s+(?!century)", re.IGNORECASE)
_EVENT = regex(
    r"\b(?:conf|symp|conference|workshop|symposium|congress|meeting|convention|colloquium|seminar|school|forum)s?\b",
    re.IGNORECASE,
)


_JOURNAL = regex(r"\b(?:journal|transactions|magazine)\b|\bconference series\b", re.IGNORECASE)
# What no journal is called, unlike "Seminars in …", "Forum", "School Psychology".
_GATHERING = regex(
    r"\b(?:conference|symposium|congress|convention|colloquium|general assembly|annual meeting)\b"
    r"|全国大会|学术会议|年会|학술대회|конференци", re.IGNORECASE,
)  # fmt: skip


def acronym_in(title: str) -> str:
    """Returns the venue's acronym in a title of proceedings, or an empty text.

    In brackets, before the year as DBLP has it, or alone behind the name whose initials it is.

    >>> acronym_in("Conference on Owls (OWL 2024)"), acronym_in("Night Birds - 3rd Conference, nightBirds 2023, Rome")
    ('OWL 2024', 'nightBirds 2023')
    >>> acronym_in("6th Conference on Owls and Larks COL 2018")
    'COL'
    >>> acronym_in("39th European Conference on Owl Observation, ECOO"), acronym_in("Conference on Owls, USA")
    ('ECOO', '')
    """
    for text in _BRACKETED.findall(title):
        if _CAPITALS.search(text) and len(text) < 16:
            return str(text)
    if several := _SLASHED.search(title):
        return str(several[1])
    first, *others = _PIECES.split(_CITED.sub("", title).strip(" ,."))
    named = next((piece for piece in (first, *others) if others and _WITH_YEAR.fullmatch(piece)), "")
    last = _LAST.search(first)
    if not named and last and _has_initials(first[: last.start()], last[1]):
        return last[1]
    return named or next((piece for piece in others if _ALONE.fullmatch(piece) and _has_initials(first, piece)), "")


def _has_initials(name: str, acronym: str) -> bool:
    """Whether the letters of an acronym begin words of a name, in their order."""
    letters = iter(re.findall(r"\b[a-z]", name.lower()))
    return all(letter in letters for letter in acronym.lower())


def bare_title(title: str) -> str:
    """Returns a title of proceedings without "Proceedings of the 16th", and without place and date behind it.

    >>> bare_title("Proceedings of the 16th Conference on Owls, Mice and Hedges, Chicago, IL, USA, June 23-26, 2024")
    'Conference on Owls, Mice and Hedges'
    >>> bare_title("2013 IEEE International Conference on Owls"), bare_title("Owls of the North")
    ('IEEE International Conference on Owls', 'Owls of the North')
    """
    pieces = _CITED.sub("", title).strip(" ,.").split(", ")
    end = next((at for at, piece in enumerate(pieces) if at and _ends_name(piece, pieces[0])), len(pieces))
    if end < len(pieces) and _DATE.fullmatch(pieces[end].strip()):
        places = 0
        while places < 3 and end > 1 and _PLACE.fullmatch(pieces[end - 1].strip()):
            places, end = places + 1, end - 1
    kept = _YEAR_BEHIND.sub("", ", ".join(pieces[:end]).strip())
    kept = _NUMBERED.sub("", kept)
    before = _BEFORE.match(kept)
    if before and before.group().lower() == "the " and not _EVENT.search(kept):
        return kept
    kept = kept[before.end() :] if before else kept
    ordinal = ORDINAL.match(kept) if _EVENT.search(kept) else None
    return (kept[ordinal.end() :].strip() if ordinal and kept[ordinal.end() :][:1] == " " else kept) or title


def _ends_name(piece: str, name: str) -> bool:
    """Whether a piece of a title is no part of the name before it."""
    piece = piece.strip(" ()")
    known = any(pattern.fullmatch(piece) for pattern in (_WITH_YEAR, _YEAR_ALONE, _DATE, _VOLUME))
    return known or bool(_ALONE.fullmatch(piece) and _has_initials(name, piece))


_GLUED_WORKSHOP = regex(r"(?P<before>[A-Z]\w*[A-Z])-?W[Ss]?|W-?(?P<behind>[A-Z]\w*[A-Z]\w*)")  # `CVPRW`, `W-CVPR`
_EVENT_NUMBER = regex(r"(?<=[A-Za-z])[ -]\d{1,3}$")
_WORKSHOP = regex(r"\bworkshops?\b|\bwksp?\b|\bW$", re.IGNORECASE)
_FINDINGS = regex(r"\bfindings\b", re.IGNORECASE)
_BESIDE = regex(r"\b(companion|adjunct|extended abstracts)\b", re.IGNORECASE)
_AT = regex(r"(?:\(|, )([\w&/+-]+ ?@ ?[A-Za-z][\w&/+-]*)(?:\s?(?:19|20)\d\d|\s?['’`]\d\d)?[,)]")
_HELD_AT = regex(
    r"(?P<own>[A-Za-z][\w&+-]{0,40})\s?@\s?(?P<host>[A-Z][\w&/-]{0,20}[A-Z]\w{0,20})"
    r"(?:\s?(?:19|20)\d\d|\s?['’`]\d\d)?(?: \(\d\))?"
)
_EMPTY_BRACKETS = regex(r"[(\[]\s*[)\]]")

# What an entry of each type appeared in, where its venue is not known. Source: btxdoc 3.1; biblatex manual 2.1.
KIND_OF_TYPE = {
    "article": "journal", "inproceedings": "conference", "conference": "conference", "proceedings": "conference",
    "book": "book", "inbook": "book", "incollection": "book", "collection": "book", "booklet": "book", "mvbook": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "bachelorsthesis": "thesis",
    "masterthesis": "thesis", "bachelorthesis": "thesis", "diplomathesis": "thesis", "licentiatethesis": "thesis",
    "habilitation": "thesis", "doctoralthesis": "thesis", "dissertation": "thesis",
    "patent": "patent", "workshop": "workshop",
    "suppperiodical": "journal", "periodical": "journal", "bookinbook": "book", "suppbook": "book",
}  # fmt: skip
_THESIS = regex(
    r"\b(?:(?:phd|masters?|bachelors?|ma|ba|cand|diploma|licentiate|doctoral)?thesis|dissertation|habilitation\w*|(?:bachelor|master|diplom|doktor)arbeit|th[èe]se|tesis|tesi)\b",
    re.IGNORECASE,
)
_THESIS_FIRST = regex(
    r"(?:un(?:published|veröffentlichte) )?(?:(?:ph\.? ?d\.?|master['’]?s?|m\.?sc\.?|bachelor['’]?s?|b\.?sc\.?|doctoral"
    r"|licentiate|diploma|honou?rs)\s+)?(?:thesis|dissertation)\b(?=\W*(?:$|[,.(:;]|at\b|from\b|submitted\b))"
    r"|(?:bachelor|master|diplom|doktor)arbeit\b", re.IGNORECASE,
)  # fmt: skip
# "US Patent 9,123,456", "European Patent Application EP1234567A1", "Patent pending"; in brackets behind a title.
_PATENT = regex(
    r"(?:[A-Z][\w.]*\s+){0,3}patents?\b(?=\W*(?:$|[A-Z]*[\d/]|(?:no|nr|app|appl|application|number|pending|filed|granted)\b))"
    r"|.{0,20}(?:专利|專利|特許|특허)", re.IGNORECASE,
)  # fmt: skip
_PATENT_BEHIND = regex(r"[(\[](?:[\w.]+ ){0,3}patent[)\]]\W*$", re.IGNORECASE)
_WORKS = ("thesis", "patent")
_SAYS_PATENT = ("journal", "howpublished", "note", "publisher", "type", "number")
# Types that say little: exports write patents as `@misc`, or as articles in "US Patent 1,234,567".
_VAGUE = frozenset(("misc", "unpublished", "article", "techreport", "report", "online", "manual", "other"))


def kind_of_entry(entry: ResolvedEntry) -> str:
    """Returns what an entry is by its type, or by what it says of itself where its type says little: thesis, patent."""
    kind = KIND_OF_TYPE.get(entry.type, "")
    if entry.type not in _VAGUE:
        return kind
    fields = entry.fields
    if any(_THESIS.search(fields[name].value) for name in ("type", "abbr") if name in fields):
        return "thesis"
    is_placed = "booktitle" in fields or "journal" in fields
    notes = [] if is_placed else [fields[name] for name in ("howpublished", "note") if name in fields]
    if any(_THESIS_FIRST.match(plain(note.value)) for note in notes):
        return "thesis"
    if "booktitle" in fields or ("journal" in fields and not _PATENT.match(plain(fields["journal"].value))):
        return kind
    said = any(
        _PATENT.match(plain(fields[name].value))
        or (name == "publisher" and "google patents" in fields[name].value.lower())
        for name in _SAYS_PATENT
        if name in fields
    )
    return "patent" if said or ("title" in fields and _PATENT_BEHIND.search(plain(fields["title"].value))) else kind


def is_told_by(title: str) -> bool:
    """Whether a title says itself that it is that of a patent: ``A Nest Box (US Patent)``."""
    return bool(_PATENT_BEHIND.search(title))


# Types of what is no text, even where it names the preprint about it.
_NOT_PAPERS = frozenset(("software", "dataset", "image", "video", "audio", "artwork", "movie", "music", "performance"))


class VenueReading(Struct, frozen=True):
    """Where an entry appeared.

    Shape: ``container`` is the journal or book title as written, ``container_field`` where it stands; ``field`` is
    the field that named the venue, ``rule`` how.
    """

    venue: Venue
    container: RichText
    container_field: ResolvedField | None
    field: ResolvedField | None
    rule: str


_CONTAINERS = {
    "journal": ("journal", "booktitle"),
    "": ("booktitle", "journal"),
}


def read_venue(
    entry: ResolvedEntry,
    concepts: Mapping[str, ResolvedField],
    identifiers: Mapping[str, tuple[str, ResolvedField]],
    registry: VenueRegistry,
) -> VenueReading:
    """Works out where an entry appeared: from its short name, its container, or what kind of preprint it is."""
    kind = kind_of_entry(entry)
    found = _read_venue(entry, kind, concepts, identifiers, registry)
    return replace(found, venue=replace(found.venue, kind=kind)) if kind in _WORKS else found


def _read_venue(
    entry: ResolvedEntry,
    kind: str,
    concepts: Mapping[str, ResolvedField],
    identifiers: Mapping[str, tuple[str, ResolvedField]],
    registry: VenueRegistry,
) -> VenueReading:
    container, is_sure = _container(entry, kind, concepts, identifiers, registry)
    text = _place(container) if container else RichText()
    has_booktitle = "booktitle" in entry.fields
    named = _named(text.text, entry.type, has_booktitle, registry) if container and is_sure else None
    abbr = concepts.get("abbr")
    if abbr and abbr.name == "venue" and "eventtitle" in entry.fields:
        abbr = None  # biblatex: where the event was
    short = without_year(plain(abbr.value)) if abbr else ""
    if short:
        venue = _abbreviated(short, named, text.text, entry, registry)
        return VenueReading(venue, text, container, abbr, "short name")
    if named:
        return VenueReading(named, text, container, container, "known spelling" if named.id else "as written")
    if preprint := _preprint(entry, kind, identifiers, registry):
        return VenueReading(preprint[0], text, container, preprint[1], "preprint")
    return VenueReading(_by_type(entry, kind, registry), text, container, None, "entry type")


def _container(
    entry: ResolvedEntry,
    kind: str,
    concepts: Mapping[str, ResolvedField],
    identifiers: Mapping[str, tuple[str, ResolvedField]],
    registry: VenueRegistry,
) -> tuple[ResolvedField | None, bool]:
    """Returns the field that says where an entry appeared, and whether it surely names a venue.

    Where there is no journal and no book, ``howpublished``, a note or an institution may: styles print what
    ``howpublished`` says whatever it is, so it is shown, but a badge needs a venue.
    """
    names: tuple[str, ...] = _CONTAINERS.get(kind, _CONTAINERS[""])
    if kind == "thesis" and any(entry.value(name) for name in ("school", "institution")):
        names = ()  # what was printed of it later, or before
    if found := next((concepts[name] for name in names if name in concepts), None):
        return found, True
    how = concepts.get("howpublished")
    if kind in ("book", "thesis", "patent") and entry.type != "booklet":
        said = how or (concepts.get("note") if kind == "thesis" and entry.type in _VAGUE else None)
        is_work = (
            kind in _WORKS and entry.type in _VAGUE and not entry.value("school") and not entry.value("institution")
        )
        return (said, True) if said and (is_work or server_in(plain(said.value))) else (None, False)
    if how and (server_in(plain(how.value)) or _is_venue(_place(how).text, registry)):
        return how, True
    note = concepts.get("note")
    is_promise = note and read_status(plain(note.value)) in ("submitted", "inpreparation", "withdrawn")
    is_preprint = kind != "workshop" and not identifiers.keys().isdisjoint(SERVER_SCHEMES)
    if note and not is_promise and not is_preprint and _is_named_in(note, kind, registry):
        return note, True
    for name in ("institution", "organization"):
        where = entry.fields.get(name)
        if where and kind == "" and _is_venue(_place(where).text, registry):
            return where, True
    return (how, False) if how and _place(how) else (None, False)


def _place(field: ResolvedField) -> RichText:
    """Returns what a field says of where something appeared: without status, presentation and addresses."""
    text = read_latex(field.value)
    place = place_in(text.text)
    if field.name not in ("howpublished", "note"):
        return text if place == text.text else _rich(place)
    if len(place) > _LONGEST_TEXT:
        return RichText()
    bare = _LED_IN.sub("", _ADDRESS.sub(" ", place_in(_without_links(text).text)))
    bare = " ".join(bare.split()).strip(" ,;:.([–—-")
    return _rich("" if _MEDIUM.fullmatch(bare) else bare)


def _rich(text: str) -> RichText:
    return RichText((Text(text),)) if text else RichText()


def _without_links(text: RichText) -> RichText:
    """Returns a text without links that show their address."""
    return RichText(tuple(node for node in text.nodes if not _is_address(node)))


def _is_address(node: Node) -> bool:
    return isinstance(node, Hyperlink) and bool(_ADDRESS.search(RichText(node.nodes).text))


def _is_venue(text: str, registry: VenueRegistry) -> bool:
    """Whether a text that may be anything is a venue: a known one, or an event or a periodical by its name."""
    if not text or len(text) > _LONGEST_VENUE or not (text[0].isupper() or text[0].isdigit()):
        return False
    return bool(registry.find_whole(text) or _PERIODIC.search(text) or (ACRONYM.search(text) and registry.find(text)))


def _is_named_in(note: ResolvedField, kind: str, registry: VenueRegistry) -> bool:
    """Whether a note is the name of a venue, perhaps with "Presented at" before it, and not a sentence about one."""
    text = _place(note).text
    if not text or len(text) > _LONGEST_VENUE or ". " in text or not (text[0].isupper() or text[0].isdigit()):
        return False
    found = registry.find_whole(text) or (registry.find(text) if _WITH_YEAR.match(text) else None)
    if found and found.kind in ("conference", "workshop") and ACRONYM.search(text):
        return True
    if kind == "workshop" and _WORKSHOP.search(text):
        return True
    is_led = _LED_IN.match(place_in(plain(note.value)))
    if kind == "" and read_status(plain(note.value)) in ("forthcoming", "inpress", "accepted"):
        return place_in(plain(note.value)) == text  # "Forthcoming in Owl Letters", where nothing else says where
    return bool(_NAMED_EVENT.match(text) or (is_led and _PERIODIC.search(text)))


_LONGEST_VENUE = 160
_LONGEST_TEXT = 500  # longer ones name no venue; addresses in them would take long to find
_LED_IN = regex(
    r"^\W*(?:(?:(?:an?|the|also|first|to be|was|is|invited|contributed|oral|poster|paper|extended|short|demo|work"
    r"|conference|research|late[- ]breaking)\s+)*"
    r"(?:talk|presentation|poster|paper|abstract|present(?:ed|ation)|appear(?:s|ed|ing)?|published|accepted|spotlight"
    r"|oral|keynote|lecture|seminar|contribution)\s+(?:as\s+[\w -]{1,20}\s+)?"
    r"(?:presented\s+|given\s+)?(?:at|in|to|by|for)\s+(?:the\s+)?|in:?\s+(?:the\s+)?(?=[A-Z]))",
    re.IGNORECASE,
)
_TALK = regex(
    r"(?:(?:invited|keynote|plenary|contributed|seminar|conference|oral|poster|public)\s+)*"
    r"(?:talk|lecture|poster|presentation|keynote)(?:\s+(?:talk|lecture|speech|address|session|presentation))?"
    r"\s*(?:$|[,:;(]|(?:presented |given |held )?(?:at|in|for|to)\b)", re.IGNORECASE,
)  # fmt: skip
_ADDRESS = regex(r"<?(?:https?|ftp)://\S+|\bwww\.\S+|(?<!\w)(?:[\w-]+\.)+(?:com|org|net|edu|io|dev)(?:/\S*)?(?!\w)")
_MEDIUM = regex(
    r"(?:\W|\d|\b(?:available|online|on-line|web|page|pages|site|website|homepage|internet|www|electronic(?:ally)?|html"
    r"|pdf|url|link|see|download|accessed|retrieved|last|visited|checked|viewed|access|date|doi|at|from|on|in|via|the|and"
    rf"|also|st|nd|rd|th|{_MONTH})\b)*", re.IGNORECASE,
)  # fmt: skip
_PERIODIC = regex(
    r"\b(?:workshop|conference|symposium|congress|colloquium|convention|proceedings|journal|transactions|magazine|newsletter"
    r"|summer school|winter school|summit|annual meeting)s?\b"
    r"|(?<=\w )(?:working|discussion|staff) papers?\b", re.IGNORECASE,
)  # fmt: skip
# An event and what it is about, or whose it is: "Workshop on Owls", "ICML 2020 Workshop"; not "Conference date: May".
_NAMED_EVENT = regex(
    r"(?:[\w'’&/-]+ ){0,8}?"
    r"(?:(?i:workshop|conference|symposium|congress|colloquium|meeting|seminar|school) (?:on|of|for|in)\b"
    r"|[A-Z][\w&/-]*[A-Z][\w&/-]*(?: (?:19|20)\d\d)?(?: [A-Z]\w*){0,3} (?:Workshop|Symposium|Conference|Seminar)\b)"
)


def told_before_place(text: str) -> str:
    """Returns what is said before the name of an event, such as "Invited talk at".

    >>> told_before_place("Invited talk at Owl Days"), told_before_place("Owl Days")
    ('Invited talk at ', '')
    """
    found = _LED_IN.match(text) or _TALK.match(text)
    return found.group() if found else ""


def without_year(text: str) -> str:
    """Returns a venue's short name without year and presentation.

    >>> [without_year(text) for text in ("NeurIPS 2024", "ICML'21", "ICML 2024 Oral", "ICCV 2023 (Poster)")]
    ['NeurIPS', 'ICML', 'ICML', 'ICCV']
    """
    bare = YEAR.sub("", text)
    if (bare != text and presentation_in(bare)) or _PRESENTED.search(bare):
        bare = re.sub(r"[(\[]?\b(?:oral|poster|spotlight|highlight)s?\b[)\]]?.*$", "", bare, flags=re.IGNORECASE)
    glued = re.fullmatch(r"([A-Za-z&/-]{2,}?)[-_ ]?((?:19|20)\d\d)", text.strip())
    bare = (glued[1] if glued else _EMPTY_BRACKETS.sub("", bare)).strip(" ,;:-–([")
    return (bare if ("(" in bare) == (")" in bare) else bare.strip("()")) or text.strip()


# What is said of one paper behind a short name: `NeurIPS Spotlight`.
_PRESENTED = regex(r"(?<=[A-Z])\w{0,2}\s*[ (\[](?i:oral|spotlight|highlight|poster)[)\]]?$")


def behind_short_name(text: str) -> bool:
    """Whether a venue's short name has the presentation of the paper behind it.

    >>> behind_short_name("NeurIPS Spotlight"), behind_short_name("Oral History")
    (True, False)
    """
    return bool(_PRESENTED.search(text))


def _abbreviated(short: str, named: Venue | None, name: str, entry: ResolvedEntry, registry: VenueRegistry) -> Venue:
    """Returns the venue of a short name that the entry gives itself."""
    found = registry.find(short)
    is_other = found and named and named.id not in ("", found.id) and named.kind == found.kind
    is_joint = found and found.kind == "conference" and venue_key(found.name) in venue_key(name)
    if found and is_other and not is_joint and not registry.is_own(found):
        found = None  # two venues may have one short name; the full one tells which
    if found and (registry.is_own(found) or folded(found.short or found.name) == folded(short)):
        return _at_workshop(found, name) if found.kind == "conference" and named and named.kind == "workshop" else found
    base = (
        (named if named and found and named.id == found.id else found)
        or named
        or Venue(kind=_kind(entry.type, "booktitle" in entry.fields, f"{short} {name}"), name=name)
    )
    is_workshop = bool(_WORKSHOP.search(short))
    return replace(
        base, short=short, spellings=(), kind="workshop" if is_workshop else base.kind, name=base.name or short
    )


@lru_cache(maxsize=1 << 13)
def _named(name: str, type: str, has_booktitle: bool, registry: VenueRegistry) -> Venue | None:
    """Returns the venue of a container's title: a known one, one of its workshops, or one of that name."""
    if not name:
        return None
    found = registry.find_whole(name)
    if found is None and (glued := _GLUED_WORKSHOP.fullmatch(YEAR.sub("", name).strip())):
        host = registry.find_whole(glued["before"] or glued["behind"])
        if host and host.kind == "conference":
            return _at_workshop(host, name)
    if found is None and (hosted := _HELD_AT.fullmatch(name)):
        own, host = registry.find_whole(hosted["own"]), registry.find_whole(hosted["host"])
        if own:
            return own
        if host and host.kind == "conference":
            return replace(_at_workshop(host, name), short=f"{hosted['own']}@{hosted['host']}")
    if found is None and _WORKSHOP.search(name):
        return _workshop(name, registry)
    found = found or registry.find(name) or _part_of_conference(name, registry)
    if found is None:
        if server := server_in(name):
            return registry.find(server.venue) or Venue(kind="preprint", short=server.venue, name=server.venue)
        kind = _kind(type, has_booktitle, name)
        is_journal = kind == "journal" and not has_booktitle
        return Venue(kind=kind, name=name if is_journal else bare_title(name), short=_short(name))
    if _FINDINGS.search(name) and found.kind == "conference":
        return replace(found, short=f"Findings of {found.short}", spellings=(), name=name)
    tracks = _NAMED_TRACK.finditer(name) if found.kind == "conference" else ()
    if part := next((each for each in tracks if each["host"] == found.short), None):
        return replace(found, short=part["short"], spellings=(), rank=())
    if found.kind == "conference" and not registry.is_own(found) and (kind := _beside(name)):
        return replace(found, short=f"{found.short} {kind}", spellings=(), rank=())
    return found


# Parts of conferences that print papers of their own and are no workshops. Source: the conferences' calls.
_TRACKS = frozenset(
    ("SEIP", "SEIS", "NIER", "SEET", "JSEET", "LBW", "SRC", "SRW", "DIS", "IAAI", "EAAI", "TRACK", "INDUSTRY", "DEMO")
)
_NAMED_TRACK = regex(r"\((?P<short>(?P<host>[^()]*)[ -][A-Z]{2,6})\)")  # `(ICSE-SEIP)`
_HOST_AND_PART = regex(
    r"(?P<host>[A-Z][\w&]{0,20}[A-Z][\w&]{0,20})(?P<sign>[ /-])(?P<part>[A-Z][\w&]{0,20}[A-Z0-9][\w&]{0,20})"
)


def _part_of_conference(name: str, registry: VenueRegistry) -> Venue | None:
    """Returns the track or the workshop that two acronyms name: ``ICSE-SEIP``, ``NeurIPS ML4H 2020``."""
    bare = without_year(name)
    named = _HOST_AND_PART.fullmatch(bare)
    host = registry.find_whole(named["host"]) if named else None
    if named is None or host is None or host.kind != "conference":
        return None
    other = registry.find_whole(named["part"])
    if other and other.kind == "conference" and named["sign"] != " ":
        return host  # held together: `AAAI/IAAI`
    is_track = named["part"].upper() in _TRACKS or named["sign"] != " "
    return replace(host, kind=host.kind if is_track else "workshop", short=bare, name=name, spellings=(), rank=())


def _short(name: str) -> str:
    """Returns the acronym in a title, without the year and the number of the event: ``SALT 28``."""
    acronym = acronym_in(name)
    whole = without_year(bare_title(name))
    if not acronym and whole != name and _CAPITALS.fullmatch(whole):
        acronym = whole  # `UKC-2017`
    return _EVENT_NUMBER.sub("", without_year(acronym))


def _workshop(name: str, registry: VenueRegistry) -> Venue:
    """Returns the venue of a workshop: a known one, that of its conference, or one of its own."""
    host = _host(name, registry)
    found = host or registry.find(name)
    if found and found.kind == "workshop":
        return found
    if found and found.kind == "conference":
        return found if _is_workshop(found, name) and not host else _at_workshop(found, name)
    return Venue(kind="workshop", name=bare_title(name), short=_short(name))


def _beside(name: str) -> str:
    """Returns which volume beside the main proceedings a title names: they are other papers, of another rank."""
    found = _BESIDE.search(name)
    return {"extended abstracts": "EA"}.get(found[1].lower(), found[1].capitalize()) if found else ""


def _host(name: str, registry: VenueRegistry) -> Venue | None:
    """Returns the conference that a workshop's title names beside the word: ``NeurIPS 2023 Workshop on Owls``.

    All that stands before or behind it, or the first or last words before it: ``NeurIPS 2024 Owl Workshop``, ``Owl
    Learning KDD Workshop``.
    """
    workshop = _WORKSHOP.search(name)
    if workshop is None:
        return None
    start = _BEFORE.sub("", name[: workshop.start()].strip(" ,:–-("))
    end = name[workshop.end() :].strip(" ,:–-()")
    words = start.split()
    parts = [" ".join(part) for count in (3, 2, 1) for part in (words[:count], words[-count:]) if len(words) > count]
    for part in (start, end, *parts):
        found = registry.find_whole(part) if ACRONYM.search(part) else None
        is_sure = part in (start, end) or len(venue_key(part)) > 2 or YEAR.search(part)
        if found and found.kind == "conference" and is_sure:
            return found
    return None


def _is_workshop(conference: Venue, name: str) -> bool:
    """Whether a conference calls, or called, itself a workshop."""
    key = venue_key(name)
    return bool(_WORKSHOP.search(conference.name)) or any(venue_key(alias) == key for alias in conference.aliases)


def _at_workshop(conference: Venue, name: str) -> Venue:
    at = _AT.search(name)
    short = at[1] if at else f"{conference.short} Workshop"
    return replace(conference, kind="workshop", short=short, name=name, spellings=(), rank=())


def _kind(type: str, has_booktitle: bool, text: str) -> str:
    if _WORKSHOP.search(text):
        return "workshop"
    kind = KIND_OF_TYPE.get(type, "conference" if has_booktitle else "")
    if type == "booklet" or not kind:
        is_journal = _JOURNAL.search(text)
        return "conference" if _EVENT.search(text) else "journal" if is_journal else kind or "other"
    if kind == "journal" and _GATHERING.search(text) and not _JOURNAL.search(text):
        return "conference"  # exports call everything an article
    return "journal" if kind == "conference" and _JOURNAL.search(text) and not _EVENT.search(text) else kind


def _preprint(
    entry: ResolvedEntry,
    kind_of_entry: str,
    identifiers: Mapping[str, tuple[str, ResolvedField]],
    registry: VenueRegistry,
) -> tuple[Venue, ResolvedField | None] | None:
    """Returns the server that an entry's preprint is on, and the field that tells: its number, DOI or publisher."""
    if kind_of_entry not in ("", "journal") or entry.type in _NOT_PAPERS:
        return None
    kind = next((kind for kind in ("doi", *SERVER_SCHEMES) if kind in identifiers), "")
    server = server_of_doi(identifiers["doi"][0]) if kind == "doi" else None
    if server is None:
        kind = next((kind for kind in SERVER_SCHEMES if kind in identifiers), "")
        server = next((each for each in SERVERS if kind and each.scheme == kind), None) or named_server(entry)
    where = identifiers[kind][1] if kind else None
    return (registry.find(server.venue) or Venue(kind="preprint", short=server.venue), where) if server else None


def _by_type(entry: ResolvedEntry, kind: str, registry: VenueRegistry) -> Venue:
    """Names a publication by who stands behind it: a conference, where papers name it so, a school, a publisher."""
    kind = kind or "other"
    if entry.type == "proceedings" and (found := registry.find(plain(entry.value("title")))):
        return found
    organization = plain(entry.value("organization")) if kind == "conference" else ""
    if organization and (found := registry.find(organization)) and found.kind == kind:
        return found
    name = next(
        (
            plain(entry.value(each))
            for each in ("school", "institution", "publisher", "organization")
            if entry.value(each)
        ),
        "",
    )
    return Venue(kind=kind, name=name)
