"""Which publication of the bibliography an entry shows that was written by hand into a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.lint.markdown import UNSEEN
from pubmanager.model.folding import folded
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.lint.markdown import Block
    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.subjects import Checked
    from pubmanager.model.publication import Publication

_FEWEST_WORDS = 3  # of a title that is looked for; shorter ones are found in any text
_UNSEEN = regex(UNSEEN)
# What follows the title, authors and venue of an entry: a summary.
_SUMMARY = regex(r"\n[ \t]*[-*+>] |<ul\b|<details\b|\babstract\b|\btl;?dr\b|摘要", re.IGNORECASE)

_Titles = dict[tuple[str, ...], "Publication"]


class Shown(Struct, frozen=True):
    """An entry of a page and the publication it shows. Shape: ``head`` is the entry without its summary."""

    block: Block
    head: str
    publication: Publication


def shown_by_hand(page: CheckedPage) -> Iterator[Shown]:
    """Yields the hand-written entries of a page whose titles the bibliography has; doubtful ones are left out."""
    titles = _titles(page.bibliography)
    starts: dict[str, list[tuple[str, ...]]] = {}
    for title in titles:
        starts.setdefault(title[0], []).append(title)
    for block in page.written_blocks if titles else ():
        words = folded(_UNSEEN.sub(" ", block.text)).split()
        found = _longest(set(_found(words, starts)))
        if len(found) == 1:
            summary = _SUMMARY.search(block.text, len(block.text) - len(block.text.lstrip("-*+ ")))
            yield Shown(block, block.text[: summary.start() if summary else None], titles[found[0]])


def _titles(checked: Checked) -> _Titles:
    """Returns the publications by the words of their titles, without titles that two of them have."""
    titles: _Titles = {}
    repeated: set[tuple[str, ...]] = set()
    for publication in checked.publications:
        words = tuple(folded(publication.title.text).split())
        if len(words) < _FEWEST_WORDS or publication.is_hidden:
            continue
        if words in titles:
            repeated.add(words)
        titles[words] = publication
    return {words: publication for words, publication in titles.items() if words not in repeated}


def _found(words: Sequence[str], starts: Mapping[str, list[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    for at, word in enumerate(words):
        for title in starts.get(word, ()):
            if tuple(words[at : at + len(title)]) == title:
                yield title


def _longest(titles: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Returns the longest title, and those that are no part of it."""
    if not titles:
        return []
    longest = max(titles, key=lambda title: (len(title), title))
    text = f" {' '.join(longest)} "
    return [longest, *(each for each in titles if each != longest and f" {' '.join(each)} " not in text)]
