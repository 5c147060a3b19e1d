"""From ``pubs.toml`` to the conventions that entries are interpreted by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.config.schema import PLACES
from pubmanager.errors import PubsError, suggestion
from pubmanager.model.author import Person
from pubmanager.model.fields import BY_NAME
from pubmanager.model.people import AuthorConventions
from pubmanager.model.publication import Conventions
from pubmanager.model.roles import ROLES, roles_in
from pubmanager.model.venues import Venue, VenueRegistry, builtin_kind, builtin_venue
from pubmanager.regex import regex

_TAG = regex(r"<[^<>]*>")
_BETWEEN_NAMES = regex(r"\s*[|()\[\]（）【】]\s*|\s+[/·•]\s+")
_FIRST_CJK = "\u3040"
_CJK = regex("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\\s·]*")
# Pronouns, titles and degrees in brackets.
_NO_NAME = regex(
    r"(?:she|he|they|her|him|them|hers|his|theirs|ze|any)(?:\s*/\s*\w+)*|(?:Ph\.?D|M\.?D|M\.?Sc|B\.?Sc|Dr|Prof)\.?|[\d\W]*",
    re.IGNORECASE,
)

if TYPE_CHECKING:
    from pubmanager.config.schema import Config, VenueConfig


def conventions_of(config: Config) -> Conventions:
    """Returns the conventions of a site. Raises: ``PubsError`` for a role or a concept that is not known."""
    me = config.me
    people = tuple(
        Person(name, each.aliases, each.groups, each.url, each.orcid) for name, each in config.people.items()
    )
    name, *others = names_within(me.name) if me.name else ("",)
    authors = AuthorConventions(
        Person(name, (*others, *me.aliases), orcid=me.orcid) if name or me.aliases else None,
        people,
        _marks_read(config),
    )
    for name, concept in config.fields.items():
        if concept not in BY_NAME:
            hint = suggestion(concept, BY_NAME)
            raise PubsError(
                f"[fields] maps '{name}' to '{concept}', which is none", hint=hint, setting=("fields", name)
            )
    own = tuple(_venue(identifier, venue) for identifier, venue in config.venues.items())
    fields = {k.lower(): v for k, v in config.fields.items()}
    return Conventions(authors, VenueRegistry(own), config.assets, fields, config.show_year)


def names_within(text: str) -> tuple[str, ...]:
    """Returns the names in what a page calls its owner, the first first; the text itself where there is none.

    >>> names_within("Dr. Ada Byron <br> (艾达)"), names_within("Ada Byron | 艾达"), names_within("Ada Byron (She/Her)")
    (('Dr. Ada Byron', '艾达'), ('Ada Byron', '艾达'), ('Ada Byron',))
    """
    bare = _TAG.sub(" | ", text)
    parts = [" ".join(part.split()).strip(" ,;-–—·") for part in _BETWEEN_NAMES.split(bare)]
    names = [name for part in parts if part for name in _by_script(part) if not _NO_NAME.fullmatch(name)]
    return tuple(dict.fromkeys(names)) or (text,)


def _by_script(text: str) -> tuple[str, ...]:
    """Splits ``艾达 Ada Byron`` into the name in Chinese, Japanese or Korean and the one in other letters."""
    if max(text, default="") < _FIRST_CJK:  # nearly always, and the pattern takes long to compile
        return (text,)
    cjk = " ".join("".join(found).strip() for found in _CJK.findall(text)).strip()
    latin = " ".join(_CJK.sub(" ", text).split())
    return (latin, cjk) if cjk and latin else (text,)


def _marks_read(config: Config) -> dict[str, dict[str, str]]:
    """Returns what typed marks mean, by file: a mark that shows one role means it, unless ``[marks.read]`` differs."""
    symbols = [mark.symbol for mark in config.marks.values()]
    shown = {
        mark.symbol: role for role, mark in config.marks.items() if mark.symbol and symbols.count(mark.symbol) == 1
    }
    read = {
        file: {mark: _role(meaning, file, mark) for mark, meaning in marks.items()}
        for file, marks in config.marks_read.items()
    }
    return {**read, "": {**{mark: role for mark, role in shown.items() if role in ROLES}, **read.get("", {})}}


def _role(meaning: str, file: str, mark: str) -> str:
    roles = (meaning,) if meaning in ROLES else roles_in(meaning)
    if not roles:
        setting = ("marks", "read", *([file] if file else []), mark)
        hint = suggestion(meaning, ROLES) or f"roles: {', '.join(ROLES)}"
        raise PubsError(f"[marks.read] means '{meaning}', which is no role", hint=hint, setting=setting)
    return roles[0]


def _places(show_year: bool | tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Returns the places where a venue is followed by the year; ``None`` where its kind decides."""
    return (PLACES if show_year else ()) if isinstance(show_year, bool) else show_year


def _venue(identifier: str, venue: VenueConfig) -> Venue:
    """Returns a venue of the settings; what they leave out of a built-in one stays as it is."""
    given = {"badge": venue.badge, "box": venue.box or venue.badge, "news": venue.news}
    spellings = tuple((place, text) for place, text in given.items() if text)
    known = builtin_venue(identifier)
    name = venue.name or known.name
    return Venue(
        identifier,
        venue.kind or known.kind or builtin_kind(venue.name, venue.short, *venue.aliases),
        name,
        venue.short or known.short or ("" if name else identifier),
        (*venue.aliases, *known.aliases),
        spellings,
        venue.rank,
        venue.impact,
        venue.color,
        venue.url,
        _places(venue.show_year),
    )
