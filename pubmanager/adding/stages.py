"""How a pasted publication relates to the one that is there: its published version, its preprint, another paper …"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from pubmanager.latex.read import plain
from pubmanager.model.folding import folded
from pubmanager.model.values import read_status

if TYPE_CHECKING:
    from pubmanager.model.duplicates import Duplicate
    from pubmanager.model.publication import Publication


class Relation(Enum):
    """What a pasted publication is to the known one."""

    SAME = "the same, as far as can be seen"
    PUBLISHED = "the published version of a preprint"
    FINAL = "the final version of what was published early"
    EARLIER = "a preprint of what is published"
    ELSEWHERE = "another publication of the same title"


_NOT_OUT = frozenset(("inpreparation", "submitted", "prepublished"))
_EARLY = frozenset(("accepted", "inpress", "forthcoming"))
# Types of works that appear by themselves, and of those that may be the preprint of another.
_WHOLE = frozenset(
    ("book", "mvbook", "booklet", "collection", "proceedings", "phdthesis", "mastersthesis", "thesis",
     "bachelorsthesis", "patent", "techreport", "report", "manual")
)  # fmt: skip
_DRAFTS = frozenset(
    ("misc", "article", "unpublished", "online", "electronic", "preprint", "inproceedings", "conference",
     "incollection", "techreport", "report")
)  # fmt: skip
_AT_CONFERENCE = frozenset(("conference", "workshop"))
PREPRINT_SERVER = re.compile(
    r"\b(?:arxiv|biorxiv|medrxiv|chemrxiv|techrxiv|psyarxiv|eartharxiv|engrxiv|socarxiv|corr|ssrn|preprints?(?:\.org)?"
    r"|research square|openreview|osf|hal)\b",
    re.IGNORECASE,
)
# IEEE's articles before they have a volume: `volume = {PP}, number = {99}`.
_NO_VOLUME = re.compile(r"(?:pp|n/?a|0+|in press|early access|)", re.IGNORECASE)
_SAYS_MORE = frozenset(
    ("oral", "spotlight", "highlight", "poster", "award", "best", "winner", "acceptance", "withdrawn", "retracted")
)
_LONGEST_NOTE = 80


def relation(duplicate: Duplicate, pasted: Publication) -> Relation:
    """Says how a pasted publication relates to the known one that a comparison found."""
    old = duplicate.old
    if _is_out(pasted) != _is_out(old):
        if _is_out(old):
            return Relation.EARLIER if pasted.type in _DRAFTS else Relation.SAME
        return Relation.PUBLISHED if old.type in _DRAFTS else Relation.SAME
    if not _is_out(old):
        return Relation.SAME
    if duplicate.reason != "same doi" and _is_elsewhere(old, pasted):
        return Relation.ELSEWHERE
    return Relation.FINAL if _is_early(old) and not _is_early(pasted) else Relation.SAME


def _is_out(publication: Publication) -> bool:
    """Whether it appeared somewhere, or is accepted there; a short name alone may be a promise of the owner's."""
    if publication.venue.kind == "preprint" or publication.status in _NOT_OUT or publication.type == "unpublished":
        return False
    container = publication.container.text
    return publication.type in _WHOLE or (bool(container) and not PREPRINT_SERVER.match(container))


def _is_elsewhere(old: Publication, pasted: Publication) -> bool:
    """Whether two appeared in places that are certainly not one: a conference and a journal, or two known venues."""
    kinds = [_kind(each) for each in (old, pasted)]
    if "thesis" in kinds or "report" in kinds or {"conference", "journal"} <= set(kinds):
        return kinds[0] != kinds[1]
    return _are_known(old, pasted) and (old.venue.id, old.venue.kind) != (pasted.venue.id, pasted.venue.kind)


def _kind(publication: Publication) -> str:
    if publication.type in ("techreport", "report"):
        return "report"
    return "conference" if publication.venue.kind in _AT_CONFERENCE else publication.venue.kind


def _are_known(one: Publication, other: Publication) -> bool:
    return bool(one.venue.id and other.venue.id)


def _is_early(publication: Publication) -> bool:
    """Whether it is accepted but has no volume or pages yet."""
    fields = publication.entry.fields
    if publication.status in _EARLY:
        return True
    if publication.venue.kind == "journal":
        return bool(_NO_VOLUME.fullmatch(plain(publication.entry.value("volume")).strip()))
    return publication.type in ("inproceedings", "conference") and "pages" not in fields and "doi" not in fields


def says_status(text: str) -> bool:
    """Whether a note only says how far a publication is, or where its preprint is.

    >>> says_status("Under review at ICML"), says_status("arXiv:2101.00001 [cs]"), says_status("Oral, to appear")
    (True, True, False)
    """
    words = folded(plain(text))
    if not _SAYS_MORE.isdisjoint(words.split()) or len(words) > _LONGEST_NOTE:
        return False
    return bool(PREPRINT_SERVER.search(plain(text)) or read_status(plain(text)))
