"""Rules about what is written by hand into a page: publications, and news about them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.markdown import UNSEEN
from pubmanager.lint.pages import shown_by_hand
from pubmanager.lint.rule import MARKUP, PROSE, rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.model.venues import Venue, VenueRegistry


_UNSEEN = regex(UNSEEN + r"|\{[{%].*?[}%]\}")
_SHIELD = regex(r"(?<=img\.shields\.io/badge/)[^\s?#)\"'<>]*")
_YEAR = regex(r"(?<!\d)(?<!\d[-–—])(?:19|20)\d\d(?![\d+]|[-–—]\d)")
# Behind the name of a venue: `ICML 2024`, `ICML-2024`, `Owl Studies, 2024`.
_AT_VENUE = regex(r"[A-Z][\w&@./’'-]*(?:[^\S\n]|[,.():’'*_`-])*$")
_IS_ALONE = re.compile(r".?\((?:19|20)\d\d\)|, (?:19|20)\d\d\.?[^\S\n]*(?:\n|$)")
_REACH = 60  # how far before a year the venue may stand
_GOES_ON = regex(r"\s*(?:,|;|&|and\b)\s*\w")  # the emphasis is of all names
_INLINE = regex(r"<(?:b|strong|em|i|u|ins|mark|font|span|a)\b[^<>]*>")
_LONGEST_TAG = 500
_FEWEST = 3  # entries that highlight the owner
_SHARE = 0.75


@rule("W018", scope="page", languages=MARKUP, severity=Severity.WARNING)
def other_year_on_page(page: CheckedPage) -> Iterator[Diagnostic]:
    """A publication written by hand has another year than in the bibliography.

    Why: the paper appeared elsewhere or later than announced, and one of the two was not updated.

    Bad:
        --- about.md
        # Publications
        - `ICML 2023` Owls at night and their feathers, Jane Doe
        --- publications.bib
        @inproceedings{owl, title = {Owls at Night and Their Feathers}, author = {Doe, Jane}, booktitle = {ICML},
          year = 2024}

    Good:
        --- about.md
        # Publications
        - `ICML 2024` Owls at night and their feathers, Jane Doe
        --- publications.bib
        @inproceedings{owl, title = {Owls at Night and Their Feathers}, author = {Doe, Jane}, booktitle = {ICML},
          year = 2024}

    Fix: none; either may be right.
    Source: homepages whose badge on the image has another year than the line below.
    """
    for shown in shown_by_hand(page):
        year, start = shown.publication.year, shown.block.start
        text = _UNSEEN.sub(_blanked, page.text[start : start + len(shown.head)])
        years = list(_YEAR.finditer(text))
        at_venue = [at for at in years if _is_of_venue(text, at)]
        if year and at_venue and str(year) not in {found.group() for found in years}:
            message = f"{quoted(shown.publication.key)} is from {year} in the .bib, here from {at_venue[0].group()}"
            yield page.at(message, start + at_venue[0].start(), start + at_venue[0].end())


def _is_of_venue(text: str, year: re.Match[str]) -> bool:
    """Whether a year stands after a venue's name, alone in parentheses, or at the end of a line."""
    start = year.start()
    return bool(_AT_VENUE.search(text, max(0, start - _REACH), start) or _IS_ALONE.match(text, max(0, start - 2)))


def _blanked(found: re.Match[str]) -> str:
    """Blanks an address, but for what a badge of shields.io shows."""
    shield = _SHIELD.search(found.group())
    kept = shield.span() if shield else (0, 0)
    return "".join(sign if kept[0] <= at < kept[1] else " " for at, sign in enumerate(found.group()))


@rule("W020", scope="page", languages=MARKUP, severity=Severity.WARNING)
def owner_not_highlighted(page: CheckedPage) -> Iterator[Diagnostic]:
    """A publication written by hand does not highlight the owner, but the others do.

    Why: readers look for your name in the list of authors.

    Bad:
        --- pubs.toml
        me.name = "Jane Doe"
        --- about.md
        # Publications
        - Owls, **Jane Doe**, Ada Byron
        - Larks, **Jane Doe**, Ada Byron
        - Wrens, Ada Byron, **Jane Doe**
        - Crows, Ada Byron, Jane Doe

    Good:
        --- pubs.toml
        me.name = "Jane Doe"
        --- about.md
        # Publications
        - Owls, **Jane Doe**, Ada Byron
        - Larks, **Jane Doe**, Ada Byron
        - Wrens, Ada Byron, **Jane Doe**
        - Crows, Ada Byron, **Jane Doe**

    Fix: none; how to highlight depends on the page.
    Source: AcadHomepage's own page.
    """
    owner = page.facts.owner
    if owner is None:
        return
    name = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, owner.spellings))})(?![^\W_])", re.IGNORECASE)
    highlighted, plain = 0, []
    for block in page.written_blocks:
        found = list(name.finditer(block.text))
        if _is_one_highlighted(block.text, found):
            highlighted += 1
        elif found:
            plain.append((block.start + found[0].start(), block.start + found[0].end()))
    if highlighted >= _FEWEST and highlighted >= _SHARE * (highlighted + len(plain)):
        for start, end in plain:
            yield page.at(f"{quoted(page.text[start:end])} is highlighted in the other entries, not here", start, end)


def _is_one_highlighted(text: str, names: Sequence[re.Match[str]]) -> bool:
    """Whether emphasis or an inline element begins before a name, but not before all names; or bold is open there."""
    line = stars = at = 0
    for name in names:
        start = text.rfind("\n", at, name.start()) + 1
        line, stars = (start, 0) if start else (line, stars)
        stars += text.count("**", max(line, at), name.start())
        at = name.start()
        is_open = stars % 2 == 1
        if not is_open and _GOES_ON.match(text, name.end()):
            continue
        if is_open or _begins_before(text, name.start()):
            return True
    return False


def _begins_before(text: str, at: int) -> bool:
    """Whether a sign of emphasis or the tag of an inline element stands before a place."""
    while at and text[at - 1].isspace():
        at -= 1
    if text[max(at - 1, 0) : at] in ("*", "_"):
        return True
    tag = text.rfind("<", max(at - _LONGEST_TAG, 0), at)
    return tag >= 0 and bool(_INLINE.fullmatch(text, tag, at))


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LINE = regex(
    r"\b(?P<count>"
    + "|".join(_WORDS)
    + r"|\d{1,2})\s+(?:\w+\s+){0,2}?papers?\b[^.\n]{0,40}?\baccepted\s+(?:by|to|at|in|for)\s+"
    r"(?P<venue>[^\n(（!]{1,200})",
    re.IGNORECASE | re.MULTILINE,
)
_YEAR_OF_NEWS = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=[’'])\d\d(?!\d)")


@rule("W012", scope="page", languages=PROSE, severity=Severity.WARNING)
def announced_papers_missing(page: CheckedPage) -> Iterator[Diagnostic]:
    """News announce more papers of a venue than the bibliography has.

    Why: a paper was announced and never listed, or the count is wrong.

    Bad:
        --- about.md
        - *2025.01*: Two papers are accepted by ICLR-2025.
        --- publications.bib
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, booktitle = {ICLR}, year = 2025}

    Good:
        --- about.md
        - *2025.01*: One paper is accepted by ICLR-2025.
        --- publications.bib
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, booktitle = {ICLR}, year = 2025}

    Fix: none; only you know the missing paper.
    Source: a homepage whose news announce three papers that its list lacks.
    """
    registry = page.facts.conventions.venues
    known: Counter[tuple[str, int | None]] = Counter()
    for publication in page.bibliography.publications:
        known.update({(publication.venue.id, publication.year), (publication.venue.id, None)})
    announced: Counter[tuple[str, int | None]] = Counter()
    for found in _LINE.finditer(page.masked):
        if page.is_generated(found.start()):
            continue
        text, venue = _named(found["venue"], registry)
        if venue is None:
            continue
        which = (venue.id, year := _year(text))
        announced[which] += _count(found["count"])
        if announced[which] > known[which]:
            yield page.at(
                _message(venue, year, announced[which], known[which]), found.start(), found.start("venue") + len(text)
            )


def _named(text: str, registry: VenueRegistry) -> tuple[str, Venue | None]:
    """Returns the venue that a line names, with as much of the line as names it: all of it, or its first sentence."""
    for part in (text, re.split(r"[.,;:]\s", text)[0]):
        stripped = part.strip(" *_[].&\r")
        if venue := registry.find(_YEAR_OF_NEWS.sub(" ", stripped).strip(" -–,’'")):
            return part.rstrip(" .*_\r"), venue
    return text, None


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _WORDS.index(word.lower()) + 1


def _year(text: str) -> int | None:
    found = _YEAR_OF_NEWS.search(text)
    return (int(found.group()) if len(found.group()) == 4 else 2000 + int(found.group())) if found else None


def _message(venue: Venue, year: int | None, announced: int, known: int) -> str:
    name = quoted(" ".join(filter(None, (venue.short or venue.name, str(year or "")))))
    return f"{announced} paper{'s' * (announced > 1)} announced at {name}, the bibliography has {known}"
