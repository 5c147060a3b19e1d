"""Rules about names of venues: journals, proceedings, and the short names on badges."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.nearest import nearest
from pubmanager.lint.rule import also, rule
from pubmanager.model.fields import Concepts
from pubmanager.model.folding import folded
from pubmanager.model.venue_reading import without_year
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.findings import Fix
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField
    from pubmanager.model.venues import Venue

_HANGING = regex(
    r"(?:conference|symposium|workshop|congress|transactions|journal|proceedings)\s+(?:on|of|for)(?:\s+the)?(?:\s*\([^()]*\))?[\s,}]*\Z",
    re.IGNORECASE,
)
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = regex(r"(?P<quote>[’'`´])\s?(?P<digits>\d\d)(?!\d)")
_WORKSHOP = regex(r"\bworkshops?\b|(?-i:(?<=[A-Z]{2})W\b)", re.IGNORECASE)
# Old short names: the new one, and the first year of it. Source: neurips.cc, "Name change" (November 2018).
_RENAMED = {"nips": ("NeurIPS", 2018)}
_OWN = ("abbr", "abbrv", "x-abbrv", "acronym", "shortvenue", "_venue")


@rule(
    "T011",
    scope="field",
    fields=("booktitle", "journal"),
    severity=Severity.INFO,
    selection="tidy",
    needs=("on", "of", "for", "ON", "OF"),
)
def hanging_venue(field: CheckedField) -> Iterator[Diagnostic]:
    """A venue's name ends in "Conference on".

    Why: databases rearrange names to sort them, and the page displays the rearranged name.

    Bad:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, booktitle = {Birds, 2020 Conference on}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, booktitle = {2020 Conference on Birds}}

    Fix: none; only you know the full name.
    Source: JabRef, BooktitleChecker; exports of IEEE Xplore.
    """
    ends = field.content.rstrip(" ,}\n)").lower().endswith(("on", "of", "for", "the")) or field.content.endswith(")")
    found = _HANGING.search(field.content) if ends else None  # most names end otherwise
    if field.is_literal and found:
        end = len(field.content.rstrip(" ,}\n"))
        yield field.at(f"name ends in {quoted(found.group().strip(' ,}'))}", found.start(), end)


@rule("T014", scope="bibliography", severity=Severity.WARNING, fix="unsafe")
def several_badges(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """One venue has several short names.

    Why: badges of one conference look like two conferences, and groups and counts are split.

    Bad:
        @inproceedings{a, title = {Owls}, author = {Doe, Jane}, year = 2020, abbr = {ICML},
          booktitle = {International Conference on Machine Learning}}
        @inproceedings{b, title = {Larks}, author = {Doe, Jane}, year = 2021, abbr = {ICML},
          booktitle = {International Conference on Machine Learning}}
        @inproceedings{c, title = {Rooks}, author = {Doe, Jane}, year = 2022, abbr = {ICLM},
          booktitle = {International Conference on Machine Learning}}

    Good:
        @inproceedings{a, title = {Owls}, author = {Doe, Jane}, year = 2020, abbr = {ICML},
          booktitle = {International Conference on Machine Learning}}
        @inproceedings{c, title = {Rooks}, author = {Doe, Jane}, year = 2022, abbr = {ICML},
          booktitle = {International Conference on Machine Learning}}

    Fix: unsafe; the short name that most entries have is written.
    Source: homepages whose badges were typed individually.
    """
    found: dict[tuple[str, bool], list[tuple[CheckedField, str]]] = {}
    names: dict[tuple[str, bool], frozenset[str]] = {}
    for entry in checked.entries:
        badge = _badge(entry)
        venue = _container_venue(entry) if badge else None
        if badge and venue and venue.kind != "preprint":
            identifier = venue.id, _is_of_workshop(entry, badge)
            found.setdefault(identifier, []).append((badge, _short(badge.value)))
            names[identifier] = frozenset(map(folded, (venue.short, venue.id, *venue.aliases)))
    for identifier, badges in found.items():
        counts = Counter(short for _, short in badges if short)
        usual = counts.most_common(1)[0][0] if counts else ""
        for badge, short in badges:
            if counts[short] < counts[usual] and _means_the_same(short, usual, names[identifier]):
                yield badge.at(
                    f"badge {quoted(badge.content)} is {quoted(usual)} elsewhere", fix=_respelled(badge, short, usual)
                )


def _means_the_same(short: str, usual: str, names: frozenset[str]) -> bool:
    """Whether two short names are both the venue's, or one is a slip; `ICSE SEIS` and `MODELS-C` are parts of it."""
    if not short or folded(short) == folded(usual) or _is_part(short, usual) or _is_part(usual, short):
        return False
    return names.issuperset((folded(short), folded(usual))) or nearest(short, [usual]) == usual


def _is_part(track: str, venue: str) -> bool:
    """Whether a short name is that of a track or of the workshops: `ICSE SEIS`, `CVPRW`, `W-CVPR`."""
    return bool(re.match(rf"{re.escape(venue)}(?:[\W_]|W(?:S|s|kshps?)?\Z)|(?:W|WS)[\W_]*{re.escape(venue)}\Z", track))


def _is_of_workshop(entry: CheckedEntry, badge: CheckedField) -> bool:
    """Whether a paper is in the workshops of a venue, by what their proceedings or their badge are called."""
    container = entry.publication.container.text if entry.publication else ""
    return bool(_WORKSHOP.search(container) or _WORKSHOP.search(badge.value))


def _respelled(badge: CheckedField, short: str, usual: str) -> Fix | None:
    start = badge.content.find(short)
    return badge.replacing(f"write '{usual}'", start, start + len(short), usual) if start >= 0 else None


def _badge(entry: CheckedEntry) -> CheckedField | None:
    """Returns the field that holds the short name of the venue, typed by the owner."""
    return entry.first(_OWN)


def _short(text: str) -> str:
    """Returns a short name without its year and what stands in brackets."""
    return re.sub(r"\s*[(\[].*", "", without_year(text)).strip(" -–,")


def _container_venue(entry: CheckedEntry) -> Venue | None:
    """Returns the known venue that the journal or book title names."""
    concepts = Concepts(entry.resolved)
    container = concepts.get("booktitle") or concepts.get("journal")
    return entry.facts.conventions.venues.find(container.value) if container else None


@rule("T015", scope="bibliography", severity=Severity.INFO, fix="safe", selection="all")
def missing_badge(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """An entry has no short name of its venue, but the other entries in the file have one.

    Why: al-folio only displays a badge if the entry has `abbr`; the venue is known, so its short name is too.

    Bad:
        @inproceedings{a, title = {Owls}, author = {Doe, Jane}, year = 2020, abbr = {ICML},
          booktitle = {International Conference on Machine Learning}}
        @inproceedings{b, title = {Larks}, author = {Doe, Jane}, year = 2021, abbr = {ICML},
          booktitle = {International Conference on Machine Learning}}
        @inproceedings{c, title = {Rooks}, author = {Doe, Jane}, year = 2022, abbr = {CVPR},
          booktitle = {Conference on Computer Vision and Pattern Recognition}}
        @inproceedings{d, title = {Crows}, author = {Doe, Jane}, year = 2023,
          booktitle = {International Conference on Machine Learning}}

    Good:
        @inproceedings{a, title = {Owls}, author = {Doe, Jane}, year = 2020, abbr = {ICML},
          booktitle = {International Conference on Machine Learning}}
        @inproceedings{d, title = {Crows}, author = {Doe, Jane}, year = 2023, abbr = {ICML},
          booktitle = {International Conference on Machine Learning}}

    Fix: safe; the venue's short name is added, as the other entries of the venue or the registry spell it.
    Source: al-folio, `bib.liquid`.
    """
    with_badge = [(entry, badge) for entry in checked.entries if (badge := entry.field("abbr")) and badge.value]
    usual = {_id(entry): _short(badge.value) for entry, badge in reversed(with_badge)}
    without = [entry for entry in checked.entries if not entry.has("abbr") and entry.publication and _id(entry)]
    if len(with_badge) < 3 or len(with_badge) < 3 * len(without):
        return
    for entry in without:
        venue = _container_venue(entry)
        if venue and venue.kind != "preprint" and (short := usual.get(venue.id) or venue.short):
            yield entry.at_key(
                f"no 'abbr'; the venue is {quoted(short)}",
                fix=entry.adding(f"add {short}", "abbr", short),
                field="abbr",
            )


def _id(entry: CheckedEntry) -> str:
    venue = _container_venue(entry)
    return venue.id if venue else ""


@rule("T016", scope="field", fields=_OWN, severity=Severity.WARNING)
def misspelled_badge(field: CheckedField) -> Iterator[Diagnostic]:
    """A short name looks like a misspelling of a known venue.

    Why: a typo creates a separate badge.

    Bad:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, booktitle = {Vision}, abbr = {CPVR}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, booktitle = {Vision}, abbr = {CVPR}}

    Fix: none; another venue may have that name.
    Source: homepages whose badges were typed individually.
    """
    registry = field.facts.conventions.venues
    short = _short(field.value)
    if not short or registry.find(short) or not short.isalpha():
        return
    near = nearest(short, registry.short_names())
    is_swapped = sorted(near) == sorted(short)
    if near and folded(near) != folded(short) and (is_swapped or not short.isupper()):
        yield field.at(f"{quoted(short)} is not a known venue; did you mean '{near}'?")


@rule("T017", scope="field", fields=(*_OWN, "badge"), severity=Severity.ERROR, fix="unsafe")
def other_year_in_badge(field: CheckedField) -> Iterator[Diagnostic]:
    """The year on a badge is not the year of the publication.

    Why: one of the two was copied from another entry.

    Bad:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, booktitle = {Birds}, abbr = {Birds 2021}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, booktitle = {Birds}, abbr = {Birds 2020}}

    Fix: unsafe; the badge gets the year of the publication, which may be the wrong one. A journal's badge may have the
    year in which the paper was published online: a difference of one year is in `tidy`.
    Source: homepages whose badges were typed individually.
    """
    yield from _other_years(field, is_near=False)


@also("T017", scope="field", fields=(*_OWN, "badge"), severity=Severity.INFO, selection="tidy", fix="unsafe")
def year_before_print(field: CheckedField) -> Iterator[Diagnostic]:
    """The badge of a journal is one year off."""
    yield from _other_years(field, is_near=True)


def _other_years(field: CheckedField, *, is_near: bool) -> Iterator[Diagnostic]:
    year = field.entry.value("year")
    long, short = _YEAR.search(field.content), _SHORT_YEAR.search(field.content)
    if not re.fullmatch(r"\d{4}", year) or re.search(rf"(?<!\d){year}(?!\d)", field.content):
        return
    said = int(long.group()) if long else 2000 + int(short["digits"]) if short else 0
    if (field.entry.type == "article" and abs(said - int(year)) == 1) != is_near:
        return
    if long and long.group() != year and (_stands_alone(long) or abs(int(long.group()) - int(year)) <= 2):
        fix = field.replacing(f"write '{year}'", *long.span(), year)
        yield field.at(f"badge says {quoted(long.group())}, but the year is '{year}'", *long.span(), fix=fix)
    elif short and not long and short["digits"] != year[2:]:
        fix = field.replacing(f"write '{year[2:]}'", *short.span("digits"), year[2:])
        yield field.at(f"badge says {quoted(short.group())}, but the year is '{year}'", *short.span(), fix=fix)


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether a year is no part of a name such as `SE2030`."""
    return not found.string[: found.start()][-1:].isalpha()


@rule(
    "T018",
    scope="field",
    fields=(*_OWN, "badge", "series", "booktitle", "journal"),
    needs=("NIPS",),
    severity=Severity.INFO,
    selection="tidy",
    fix="safe",
)
def old_venue_name(field: CheckedField) -> Iterator[Diagnostic]:
    """A short name was no longer the venue's name in that year.

    Why: NIPS has been called NeurIPS since 2018.

    Bad:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, booktitle = {Birds}, abbr = {NIPS}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, booktitle = {Birds}, abbr = {NeurIPS}}

    Fix: safe; the venue's current name is written.
    Source: neurips.cc, November 2018.
    """
    year = field.entry.value("year")
    for found in re.finditer(r"(?<![\w])[A-Za-z]+(?![\w])", field.content) if year.isdecimal() else ():
        name, since = _RENAMED.get(found.group().lower(), ("", 0))
        if name and int(year) >= since and found.group().isupper():
            fix = field.replacing(f"write '{name}'", *found.span(), name)
            yield field.at(f"{quoted(found.group())} has been called '{name}' since {since}", *found.span(), fix=fix)


@rule("T019", scope="bibliography", severity=Severity.INFO, selection="all")
def mixed_journal_names(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Other entries spell the journal's name in another way.

    Why: references to one journal look like references to two.

    Bad:
        @article{a, title = {Owls}, author = {Doe, Jane}, journal = {Nature Communications}, year = 2020}
        @article{b, title = {Larks}, author = {Doe, Jane}, journal = {Nature Communications}, year = 2021}
        @article{c, title = {Rooks}, author = {Doe, Jane}, journal = {Nat. Commun.}, year = 2022}

    Good:
        @article{a, title = {Owls}, author = {Doe, Jane}, journal = {Nature Communications}, year = 2020}
        @article{c, title = {Rooks}, author = {Doe, Jane}, journal = {Nature Communications}, year = 2022}

    Fix: none; only you know which spelling to use.
    Source: JabRef, AbbreviationChecker; betterbib.
    """
    registry = checked.facts.conventions.venues
    found: dict[str, list[tuple[CheckedField, str]]] = {}
    for entry in checked.entries:
        journal = entry.first(("journal", "journaltitle"))
        venue = registry.find(journal.value) if journal else None
        if journal and venue:
            found.setdefault(venue.id, []).append((journal, journal.value.strip("{}")))
    for journals in found.values():
        usual = Counter(name for _, name in journals).most_common(1)[0][0]
        yield from (
            each.at(f"spelled {quoted(usual)} elsewhere") for each, name in journals if folded(name) != folded(usual)
        )
