"""Names in ``pubs.toml`` that mean nothing: a setting which would silently do nothing is a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.config.schema import KINDS
from pubmanager.errors import PubsError, suggestion
from pubmanager.model.fields import link_kind
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import SCHEMES
from pubmanager.model.links import LABELS
from pubmanager.model.roles import ROLES
from pubmanager.model.values import KINDS as PRESENTATIONS
from pubmanager.model.venues import builtin_venue, builtin_venues
from pubmanager.render.appearance import COLORS, SLOTS
from pubmanager.render.links import EACH, LIVE, REST
from pubmanager.render.pattern_names import NAMES
from pubmanager.render.themes import find_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pubmanager.config.schema import Config
    from pubmanager.model.publication import Publication

_LINKS = frozenset((*LABELS, *SCHEMES, *LIVE, "bibtex", *(slot.name for slot in SLOTS)))
_BADGES = frozenset((*COLORS, *KINDS, *PRESENTATIONS, *(name.split(".")[0] for name in NAMES)))


def check_settings(config: Config, publications: Iterable[Publication], folders: tuple[Path, ...]) -> None:
    """Checks the names that tables of the settings have. Raises: ``PubsError`` for one that nothing has."""
    labels = _Labels(publications)
    for kind in config.badges:
        _require(kind, _BADGES, "kind of badge", ("badges", kind))
    for kind in config.assets:
        _require_link(kind, {*_LINKS, "image"}, labels, ("assets", kind))
    for name, slot in config.links.items():
        if not slot.sources:
            _require_link(name, _LINKS, labels, ("links", name))
        for source in slot.sources:
            _require_link(source, _LINKS, labels, ("links", name, "from", source))
    groups = {group for person in config.people.values() for group in person.groups}
    for who in config.highlight:
        _require(who, {"me", *config.people, *groups, *ROLES}, "person, group or role", ("highlight", who))
    for name, options in config.theme.items():
        try:
            find_theme(name, folders).settle(options)
        except PubsError as error:
            error.setting = ("theme", name, *error.setting[1:])
            raise
    tables: dict[tuple[str, ...], dict[str, Any]] = {("theme", name): options for name, options in config.theme.items()}
    tables |= {("list", name, "options"): each.options for name, each in config.lists.items()}
    for path, options in tables.items():
        given = options.get("links")
        for wanted in _texts(given.get("slots")) if isinstance(given, dict) else ():
            if link_kind(wanted) not in _LINKS:
                _require_link(wanted, {*_LINKS, *config.links, REST, EACH}, labels, (*path, "links", "slots", wanted))
    _check_venues(config, publications)


def _texts(given: object) -> list[str]:
    """Returns one text or several as a list; what is none is reported where the option is used."""
    return [each for each in (given if isinstance(given, list) else [given]) if isinstance(each, str)]


class _Labels:
    """The kinds of links that the publications have, read when a name is known by nothing else."""

    def __init__(self, publications: Iterable[Publication]) -> None:
        self._publications = publications

    def __call__(self) -> set[str]:
        return {link.kind for each in self._publications for link in each.links}


def _require(name: str, known: Iterable[str], what: str, setting: tuple[str, ...]) -> None:
    if name not in known:
        hint = suggestion(name, sorted(known)) or f"known: {', '.join(sorted(known))}"
        raise PubsError(f"'{name}' is no {what}", hint=hint, setting=setting)


def _require_link(name: str, known: Iterable[str], labels: Callable[[], set[str]], setting: tuple[str, ...]) -> None:
    """Checks a kind of link: a known one, or a label of the owner's own that an entry has.

    Another name of a known kind does nothing either: links are called by their kind.
    """
    if name in known:
        return
    own = labels()
    if name in own:
        return
    kind = next((each for each in (link_kind(name), name.casefold()) if each != name and each in {*known, *own}), "")
    hint = f"did you mean '{kind}'?" if kind else suggestion(name, sorted({*known, *own}))
    raise PubsError(
        f"no link is of the kind '{name}'", hint=hint or f"no entry has a field url_{name}", setting=setting
    )


def _check_venues(config: Config, publications: Iterable[Publication]) -> None:
    """Checks the ids of venues about which only details are given: they must be those of known venues."""
    for identifier, venue in config.venues.items():
        if venue.name or venue.short or venue.aliases or builtin_venue(identifier).id:
            continue
        if any(each.venue.id == identifier for each in publications):
            continue
        bare = {folded(each.id).replace("-", "").replace(" ", ""): each.id for each in builtin_venues()}
        near = bare.get(folded(identifier).replace("-", "").replace(" ", ""))
        hint = (
            f"did you mean '{near}'?" if near else suggestion(identifier, [each.id for each in builtin_venues()], 0.75)
        )
        raise PubsError(
            f"no venue has the id '{identifier}'",
            hint=hint or "give it a name or aliases; 'pubs show KEY' prints the id of a paper's venue",
            setting=("venues", identifier),
        )
