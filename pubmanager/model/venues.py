"""Venues: where publications appear, how their spellings are folded, and the built-in ones by these.

The built-in venues are the rows of ``venues.tsv``: kind, short name, full name as proceedings print it without
ordinals and years, aliases, and the folded spellings, which ``tools/venue_keys.py`` fills in. A short name is one that
people of the field use; journals that they call by their name have none. Since spellings are folded before they are
compared, aliases need no variants of case, punctuation, "Proceedings of the" or years, nor words cut short as ISO 4
does. Sources: the venues' own sites and DBLP's titles of series, November 2026."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.model.folding import folded
from pubmanager.model.values import read_status
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLE = Path(__file__).with_name("venues.tsv")
YEAR = regex(r"(?<![\d.])(?:19|20)\d\d(?!\d)|[’'`´]\s?\d\d(?!\d)")
ORDINAL = regex(
    r"\b\d+(?:st|nd|rd|th)\b|\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]?)?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth)\b",
    re.IGNORECASE,
)
_NOISE = regex(
    r"\b(?:in )?(?:the )?(?:proceedings|proc|conference record|companion proceedings) (?:of|on|for|to)?\b|"
    r"^proceedings$|\b(?:annual|the|of|on|in|and|for)\b|\bvol(?:ume)? \d+\b|\b\d+\b"
)
# Words of venues that are often cut short.
_WHOLE = {"trans": "transactions", "conf": "conference", "int": "international", "intl": "international",
          "symp": "symposium", "annu": "annual"}  # fmt: skip
_CUT = regex(rf"\b(?:{'|'.join(_WHOLE)})\b")
# Who stands behind a venue, and before its name: `ACM SOSP`, `IEEE/CVF CVPR`, `ACM SIGPLAN PLDI`.
ORGANISERS = frozenset(
    ("acm", "ieee", "usenix", "cvf", "rsj", "ifip", "siam", "aiaa", "asme", "asee", "spie", "iacr", "ras", "cs",
     "computer", "society", "sigplan", "sigsoft", "sigops", "sigarch", "sigchi", "sigir", "sigkdd", "sigmod", "sigcomm",
     "sigmobile", "sigmetrics", "sigsac", "sigbed", "sigspatial", "sigcse", "sigact", "sigweb", "sigmm", "sigevo",
     "sigai", "sigda", "signll", "eurographics", "eurasip", "springer", "ims", "embs", "iapr")
)  # fmt: skip


class Venue(Struct, frozen=True):
    """A conference, a journal or another place where publications appear.

    Shape: ``id`` is its name in ``[venues]`` or in the built-in registry, empty for a venue known only from its
    entry; ``kind`` is ``conference``, ``journal``, ``workshop``, ``preprint``, ``book``, ``thesis``, ``patent`` or
    empty; ``spellings`` are other spellings of the short name for other places (``badge``, ``news``), by place;
    ``show_year`` are the places where the year follows its name, ``None`` where its kind decides.
    """

    id: str = ""
    kind: str = ""
    name: str = ""
    short: str = ""
    aliases: tuple[str, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    rank: tuple[str, ...] = ()
    impact: str = ""
    color: str = ""
    url: str = ""
    show_year: tuple[str, ...] | None = None

    def spelled(self, place: str) -> str:
        """Returns the short name as that place spells it: ``venue.spelled("news")``."""
        return dict(self.spellings).get(place) or self.short or self.name


@lru_cache(maxsize=1 << 12)
def venue_key(text: str) -> str:
    """Folds a venue's spelling: case, punctuation, "Proceedings of the", ordinals and years do not count.

    >>> venue_key("Proceedings of the 40th International Conference on Machine Learning, 2023")
    'international conference machine learning'
    """
    text = ORDINAL.sub(" ", YEAR.sub(" ", text.replace("&", " and ").replace("\\", "")))
    whole = _CUT.sub(lambda found: _WHOLE[found.group()], folded(text))
    key = " ".join(_NOISE.sub(" ", whole).split())
    return whole if not key or key in ORGANISERS else key  # "Proceedings of the IEEE" is more than its organiser


class Index:
    """Venues by their folded spellings."""

    def __init__(self, own: Iterable[Venue]) -> None:
        self._own: dict[str, Venue] = {}
        for venue in own:
            for key in keys_of(venue):
                self._own.setdefault(key, venue)

    def get(self, key: str) -> Venue | None:
        if key in self._own:
            return self._own[key]
        row = _rows_by_key().get(key)
        return None if row is None else _builtin_venue(row)


def keys_of(venue: Venue) -> list[str]:
    """Returns the folded spellings of a venue."""
    return _keys((venue.id, venue.short, venue.name, *venue.aliases, *(text for _, text in venue.spellings)))


def _keys(spellings: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(venue_key(spelling) for spelling in spellings if spelling))


@lru_cache(maxsize=1)
def _rows() -> tuple[str, ...]:
    """Returns the rows of the table as written: most runs look at one or two of them."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=1)
def _rows_by_key() -> dict[str, int]:
    """Returns the row of each folded spelling; folding more than a thousand would be a tenth of a short run."""
    rows: dict[str, int] = {}
    for number, row in enumerate(_rows()):
        for key in row.rpartition("\t")[2].split("|"):
            rows.setdefault(key, number)
    return rows


@lru_cache(maxsize=1)
def _keys_by_initials() -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for key in _rows_by_key():
        words = key.split()
        if len(words) > 1:
            keys.setdefault("".join(word[0] for word in words), []).append(key)
    return keys


def _is_cut(word: str, whole: str) -> bool:
    """Whether a word is cut short as ISO 4 does: its beginning, or the first of its letters and some later ones."""
    if whole.startswith(word):
        return True
    letters = iter(whole)  # `ACL` is not short for `AACL`
    return (
        len(word) > 2
        and len(whole) > 5  # `TMI` is not short for `TPAMI`
        and word[0] == whole[0]
        and all(letter in letters for letter in word)
    )


def in_full(key: str) -> str:
    """Returns the folded spelling of the one built-in venue whose words a folded spelling cuts short, or an empty text.

    >>> in_full("phys rev lett"), in_full("j am chem soc"), in_full("owl stud")
    ('physical review letters', 'journal american chemical society', '')
    """
    words = key.split()
    candidates = _keys_by_initials().get("".join(word[0] for word in words), ()) if len(words) > 1 else ()
    found = [each for each in candidates if all(map(_is_cut, words, each.split()))]
    return found[0] if found and len({_rows_by_key()[each] for each in found}) == 1 else ""


@cache
def _builtin_venue(row: int) -> Venue:
    kind, short, name, aliases, _ = _rows()[row].split("\t")
    is_taken = _rows_by_key().get(venue_key(short or name), row) != row  # two venues may have one short name
    identifier = folded(name if is_taken else short or name).replace(" ", "-")
    return Venue(identifier, kind, name, short, tuple(aliases.split("|")) if aliases else ())


@lru_cache(maxsize=1)
def builtin_venues() -> tuple[Venue, ...]:
    """Returns all built-in venues."""
    return tuple(map(_builtin_venue, range(len(_rows()))))


def table_with_keys(table: str) -> str:
    """Returns the text of the table with the folded spellings of each row worked out."""
    header, *lines = table.splitlines()
    return "".join(f"{line}\n" for line in (header, *map(_with_keys, lines)))


def _with_keys(line: str) -> str:
    if line.startswith("#"):
        return line
    kind, short, name, aliases = line.split("\t")[:4]
    spellings = (folded(short or name), short, name, *aliases.split("|"))
    return "\t".join((kind, short, name, aliases, "|".join(_keys(spellings))))


def builtin_venue(identifier: str) -> Venue:
    """Returns the built-in venue of an id, an empty one where there is none.

    >>> builtin_venue("icml").short, builtin_venue("ICML").kind, builtin_venue("x").kind
    ('ICML', 'conference', '')
    """
    key = folded(identifier).replace(" ", "-")
    return next((venue for venue in builtin_venues() if venue.id == key), Venue())


def builtin_kind(*spellings: str) -> str:
    """Returns the kind of the built-in venue that one of these spellings is, or an empty text.

    >>> builtin_kind("", "ACM International Conference on Multimedia"), builtin_kind("x")
    ('conference', '')
    """
    index = Index(())
    found = (index.get(venue_key(spelling)) for spelling in spellings if spelling)
    return next((venue.kind for venue in found if venue), "")


_BRACKETED = regex(r"\(([^()]{2,30})\)")
ACRONYM = regex(r"[A-Z0-9][\w&/+-]*[A-Z][\w&/+-]*|[A-Z]{2,}")
_PIECES = regex(
    r"\.\s+(?=(?:[A-Z][\w&/+-]*[A-Z]\w*[ -]?)?(?:19|20)\d\d\b)|(?<=\d)\.\s+|\s*[,:;–—@]\s*|\s+-\s+|\s*\(|\)\s*|\s+at\s+"
    r"|\s+and\s+(?:(?:the\s+)?(?=\d+(?:st|nd|rd|th)\s)|(?:the\s+)?(?i:proceedings)\s+of\s+(?:the\s+)?)"
    r"|\s*\b(?:in conjunction|co-?located|collocated|held|together|jointly) with\s+(?:the\s+)?"
)
_TAIL = regex(r"(?: (?:workshops?|companion|adjunct|posters?|demos?|tracks?|main volume|extended abstracts))+$")
_MORE = regex(r"\s*[:,]\s*(?:and )?[A-Z][a-z]")
# A name with the year behind it that begins a title, such as `CHI'11 Extended Abstracts on …`.
_OPENING = regex(
    r"(?:(?:in:?\s+)?(?:the\s+)?proc(?:eedings|\.)?\s+(?:of\s+)?(?:the\s+)?)?"
    r"(?P<short>(?:[A-Z][\w&/+*]*[ -]){0,2}[A-Z][\w&/+*]*?)(?:[-_ ]?(?:19|20)\d\d|\s?['’`]\s?\d\d)(?!\d)"
)
_EVENT = regex(r"\b(?:conference|symposium|congress|workshop|meeting|colloquium)\b", re.IGNORECASE)
# What is printed in one volume with a conference's papers, or instead of its name.
_TRACK = frozenset(("track", "tracks"))
_ROMAN = regex(r"[ivxl]{2,}|[ivx]")
_GLUED_YEAR = regex(r"([A-Za-z][A-Za-z&/ -]*[A-Z])-?\d\d")
_PARTS = frozenset(
    ("conference", "proceedings", "technical", "full", "long", "short", "papers", "paper", "poster", "posters", "demo",
     "demos", "demonstration", "demonstrations", "system", "extended", "abstract", "abstracts", "doctoral", "student",
     "consortium", "companion", "adjunct", "main", "volume", "tutorials", "program", "session", "sessions", "findings",
     "tiny", "position", "late", "breaking", "results", "work", "works", "progress", "blog", "supplementary", "record")
)  # fmt: skip
# What makes "European Conference on Owls" another conference than "Conference on Owls".
_REGIONS = frozenset(
    ("african", "american", "americas", "arab", "asia", "asian", "australasian", "australian", "austrian", "baltic",
     "belgian", "benelux", "brazilian", "british", "canadian", "chinese", "dutch", "east", "european", "french",
     "german", "hellenic", "iberian", "indian", "iranian", "irish", "italian", "japanese", "korean", "latin",
     "mediterranean",
     "national", "nordic", "north", "pacific", "polish", "portuguese", "regional", "russian", "scandinavian", "south",
     "spanish", "swedish", "swiss", "turkish", "western")
)  # fmt: skip
_HOSTED = regex(r"\bworkshops?\b|\bat\b|\bfindings\b|@", re.IGNORECASE)
_GENERIC = frozenset(
    ("international", "conference", "ieee", "acm", "symposium", "proc", "proceedings", "workshop", "workshops")
)


class VenueRegistry(Struct, frozen=True):
    """Venues by every spelling. Shape: ``own`` are those of ``pubs.toml``, which count before the built-in ones."""

    own: tuple[Venue, ...] = ()

    def find(self, text: str) -> Venue | None:
        """Returns the venue that a text names: whole, by an acronym in brackets, or by a part of it."""
        return _find(self, text)

    def find_whole(self, text: str) -> Venue | None:
        """Returns the venue of which a text is a spelling and nothing else but organisers and the year."""
        return _find_whole(self, text)

    def short_names(self) -> tuple[str, ...]:
        """Returns the short names of all venues, sorted, each once."""
        return _short_names(self)

    def is_own(self, venue: Venue) -> bool:
        """Whether a venue is one of ``pubs.toml``."""
        return venue in self.own

    def __hash__(self) -> int:
        return hash(tuple(venue.id for venue in self.own))


@lru_cache(maxsize=8)
def _short_names(registry: VenueRegistry) -> tuple[str, ...]:
    return tuple(sorted({venue.short for venue in (*registry.own, *builtin_venues()) if venue.short}))


@lru_cache(maxsize=8)
def _index(registry: VenueRegistry) -> Index:
    return Index(registry.own)


_LONGEST = 1000  # letters in which a venue is looked for: each part is compared with all of them


@lru_cache(maxsize=1 << 14)
def _find(registry: VenueRegistry, text: str) -> Venue | None:
    """Asks, from the surest to the least sure: the whole, its beginning, what is in brackets, a part, the end of one.

    A preprint server counts only where nothing else is named: ``ICML 2025 (arXiv:2502.12892)``.
    """
    index = _index(registry)
    if found := _find_whole(registry, text):
        return found
    text = text[:_LONGEST]
    if found := _at_the_start(index, text) or _beside_track(index, text):
        return found
    bare = _BRACKETED.sub(" ", text).strip()
    if bare != text and (found := _find_whole(registry, bare)):
        return found
    named = [*_in_brackets(index, text), *_in_parts(index, text)]
    return next((venue for venue in named if venue.kind != "preprint"), named[0] if named else None)


@lru_cache(maxsize=1 << 14)
def _find_whole(registry: VenueRegistry, text: str) -> Venue | None:
    index = _index(registry)
    glued = _GLUED_YEAR.fullmatch(text)  # `ICCV21`
    for key in dict.fromkeys((venue_key(text), venue_key(glued[1] if glued else text))):
        if (
            found := index.get(key)
            or _held_together(index, text)
            or index.get(in_full(key))
            or _of_organiser(index, key)
        ):
            return found
    return None


_JOINED = regex(r"\s*[/+]\s*|(?<=[A-Z])-(?=[A-Z])|\s+(?:and|&)\s+")
_TOGETHER = regex(
    r"\b(?:(?:joint|conferences?|adjunct|companion|proceedings|extended|abstracts)\b\s*)+|\(\s*\)",
    re.IGNORECASE,
)
_ACRONYMS = regex(r"[A-Z][\w&-]{1,20}(?:[ ]?[/+&-][ ]?[A-Z][\w&-]{1,20}|\sand\s[A-Z][\w&-]{1,20}){1,3}")


def _held_together(index: Index, text: str) -> Venue | None:
    """Finds the first of the conferences whose short names a text joins: ``UbiComp/ISWC '21``, ``NSDI and OSDI``."""
    if len(text) > _LONGEST_JOINT:
        return None
    bare = _TOGETHER.sub(" ", YEAR.sub(" ", text)).strip(" ,-")
    while bare.partition(" ")[0].lower() in ORGANISERS:
        bare = bare.partition(" ")[2]
    if not _ACRONYMS.fullmatch(bare):
        return None
    known = [index.get(venue_key(piece)) for piece in _JOINED.split(bare)]
    are_all = len(known) > 1 and all(each and each.kind in ("conference", "workshop") for each in known)
    return known[0] if are_all else None


_LONGEST_JOINT = 80


# Societies that a conference of their own is called after too: `ACL SIGDIAL`, `AAAI ICWSM`.
_ALSO_ORGANISERS = frozenset(("acl", "aaai", "isca"))


def _of_organiser(index: Index, key: str) -> Venue | None:
    """Finds a conference behind its organisers: ``USENIX OSDI``; a journal's name would be another one."""
    words = key.split()
    for start in range(1, len(words)):
        if words[start - 1] not in ORGANISERS and words[start - 1] not in _ALSO_ORGANISERS:
            return None
        found = index.get(" ".join(words[start:]))
        if found and (found.kind in ("conference", "workshop") or _is_own_acronym(found, words, start)):
            return found
    return None


def _is_own_acronym(journal: Venue, words: list[str], start: int) -> bool:
    """Whether a journal's acronym stands behind the organiser that its name has: ``ACM TOG``, ``IEEE TMI``."""
    behind = "".join(words[start:])
    return folded(journal.short).replace(" ", "") == behind and words[0] in folded(journal.name).split()[:5]


def _at_the_start(index: Index, text: str) -> Venue | None:
    """Finds a conference whose short name and year begin a title, unless the rest is the name of another."""
    opening = _OPENING.match(text)
    if not opening:
        return None
    key = venue_key(opening["short"])
    found = index.get(key) or _of_organiser(index, key)
    if found is None or found.kind != "conference":
        return None
    rest = text[opening.end() :]
    return found if not _EVENT.search(rest) or _agrees(found, rest) else None


def _beside_track(index: Index, text: str) -> Venue | None:
    """Finds a conference with one of its tracks behind or before it: ``NeurIPS Datasets and Benchmarks Track``."""
    words = _words(text)
    for end in range(len(words) - 1, 0, -1):
        if _is_part(words[end:]) and (found := _conference(index, words[:end], text)):
            return found
        if _is_part(words[:end]) and (found := _conference(index, words[end:], text)):
            return found
    return None


def _is_part(words: list[str]) -> bool:
    """Whether words name a part of what a conference prints: one of its tracks, its posters, its 18th volume."""
    return not _TRACK.isdisjoint(words) or all(word in _PARTS or _ROMAN.fullmatch(word) for word in words)


def _words(text: str) -> list[str]:
    return venue_key(text).split()[:40]


def _conference(index: Index, words: list[str], text: str) -> Venue | None:
    key = " ".join(words)
    found = index.get(key) or _of_organiser(index, key)
    return found if found and found.kind == "conference" and (words[1:] or ACRONYM.search(text)) else None


def _in_brackets(index: Index, text: str) -> Iterator[Venue]:
    for bracketed in _BRACKETED.findall(text):
        found = index.get(venue_key(bracketed))
        if found and _agrees(found, _BRACKETED.sub(" ", text)):
            yield found


def _agrees(venue: Venue, around: str) -> bool:
    """Whether the words around an acronym name no other venue: unlike ``Information Visualization (IV)``."""
    words = set(venue_key(around).split()) - _GENERIC
    own = (venue.short, venue.name, *venue.aliases)
    few = 1 if venue.kind == "journal" else 2  # a journal may have any acronym
    return len(words) < few or bool(words & set(venue_key(" ".join(own)).split()))


def _in_parts(index: Index, text: str) -> Iterator[Venue]:
    pieces = [piece for piece in _PIECES.split(text) if len(piece) > 1]
    keys = [(_TAIL.sub("", venue_key(piece)), piece) for piece in pieces]
    for place, (key, piece) in enumerate(keys):
        if (found := index.get(key)) and _is_named_by(found, key, piece, text):
            if place and found.kind == "conference" and " and " in text:  # held together: the first counts
                yield from _at_the_end(index, keys[0][0])
            yield found
    for key, _ in keys:
        yield from _at_the_end(index, key)


def _is_named_by(venue: Venue, key: str, piece: str, text: str) -> bool:
    """Whether a part of a text that is a venue's spelling names it there.

    "Owl Letters: Nests" and "Owl Letters, Nests and Eggs" are not "Owl Letters"; an acronym may be another venue's.
    """
    if venue.kind == "journal":
        before, _, behind = text.partition(piece)
        if (_MORE.match(behind) and not read_status(text)) or _EVENT.search(before + behind):
            return False  # of a conference, it is the series of its proceedings
    if " " in key:
        return True
    is_hosted = venue.kind == "conference" and _HOSTED.search(text)
    return bool(ACRONYM.search(piece) and (is_hosted or _agrees(venue, text.replace(piece, " "))))


def _at_the_end(index: Index, key: str) -> Iterator[Venue]:
    """Finds a conference whose full name a longer one ends with; journals have longer names that are others.

    At the end, because ``International Conference on Computer Vision Systems`` is not the one on computer vision.
    """
    words = key.split()
    for start in range(1, max(1, len(words) - 2)):
        if words[start - 1] in _REGIONS:
            return
        found = index.get(" ".join(words[start:]))
        if found and found.kind == "conference":
            yield found
            return
