"""Rules about what badges claim: venues, ranks, and papers that are not out yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.read import plain
from pubmanager.lint.rule import rule
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import server_in
from pubmanager.model.values import read_status
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

_BADGES = ("badge", "abbr", "x-abbrv", "_venue", "venue_short", "publication_short")
_UNPUBLISHED = frozenset(("misc", "online", "unpublished", "electronic", "preprint"))
_PREPRINT = regex(r"preprint|openreview", re.IGNORECASE)
_SAYS_MORE = ("booktitle", "note", "howpublished", "addendum", "pubstate", "status", "publisher", "organization",
              "series", "eventtitle", "award", "presentation", "acceptance_rate", "rate")  # fmt: skip


@rule("H010", scope="entry", fields=_BADGES, severity=Severity.WARNING)
def badge_of_preprint(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A badge names a conference or a journal, but the entry is a preprint.

    Why: the paper was accepted and its entry not updated, or the badge is wrong; whoever cites the entry cites a
    preprint.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, eprint = {2401.00001}, archiveprefix = {arXiv},
          abbr = {NeurIPS}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, abbr = {NeurIPS},
          booktitle = {Advances in Neural Information Processing Systems}}

    Fix: none; replace the entry with that of the published paper.
    Source: homepages whose entries were copied from arXiv and never updated.
    """
    journal = entry.value("journal") or entry.value("journaltitle")
    appeared = journal or entry.value("publisher")
    is_preprint = _is_preprint(appeared) or (entry.type in _UNPUBLISHED and not journal)
    says_more = any(not _is_preprint(entry.value(name)) for name in _SAYS_MORE if entry.has(name))
    if not is_preprint or says_more:
        return
    field = entry.first(_BADGES)
    venue = entry.facts.conventions.venues.find(plain(field.value)) if field and field.value else None
    if field and venue and venue.kind in ("conference", "journal") and not read_status(field.value):
        yield field.at(f"the badge says {quoted(field.value)}, but the entry is a preprint")


def _is_preprint(text: str) -> bool:
    return bool(server_in(text) or _PREPRINT.search(text))


_SUBMITTED = regex(
    r"(?:submitted|submission)\s+to\s+(?:the\s+)?|(?:currently\s+)?(?:under|in)\s+(?:double[- ]blind\s+)?"
    r"(?:review|submission)\s+(?:at|for|by|in|to|with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_STATUS_FIELDS = (
    "note",
    "howpublished",
    "booktitle",
    "journal",
    "status",
    "pubstate",
    "addendum",
    "abbr",
    "badge",
    "year",
)


@rule(
    "H011",
    scope="field",
    severity=Severity.WARNING,
    fields=_STATUS_FIELDS,
    needs=("ubmi", "eview", "SUBMI", "REVIEW"),
    fix="unsafe",
)
def submission_named(field: CheckedField) -> Iterator[Diagnostic]:
    """An entry names the conference where a paper is under review.

    Why: most conferences review anonymously, and some reject papers whose authors reveal where they were submitted.

    Bad:
        @unpublished{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, note = {Submitted to NeurIPS 2024}}

    Good:
        @unpublished{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, note = {Under review}}

    Fix: unsafe; "Under review" is written instead.
    Source: entries that OpenReview exports; the conferences' rules on anonymity.
    """
    publication = field.entry.publication
    found = _SUBMITTED.search(field.content) if field.is_literal else None
    is_of_arxiv = field.content.startswith("Comment:")  # Zotero's word for what arXiv shows to everybody
    if found is None or publication is None or publication.is_hidden or is_of_arxiv:
        return
    today = field.facts.today
    if today and publication.year and publication.year < today.year - 2:
        return  # no conference takes so long; D009 says that the status is old
    rest = re.split(r"[;()]|\.(?:\s|$)", field.content[found.end() :])[0].strip("{} ,.")
    venue = field.facts.conventions.venues.find(plain(rest)) if rest else None
    if venue and venue.kind == "conference":
        end = _closed(field.content, found.start(), field.content.index(rest, found.end()) + len(rest))
        fix = field.replacing("write 'Under review'", found.start(), end, "Under review") if end else None
        end = end or len(field.content)
        message = f"{quoted(field.content[found.start() : end])} names a conference under review"
        yield field.at(message, found.start(), end, fix=fix)


def _closed(text: str, start: int, end: int) -> int:
    """Returns the end of a stretch with the braces that close what is opened in it; 0 where none do."""
    depth = 0
    for at in range(start, len(text)):
        if at >= end and (depth == 0 or text[at] != "}"):
            break
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        end = max(end, at + 1)
    return end if depth == 0 else 0


@rule("H012", scope="field", severity=Severity.ERROR, fields=("author",), needs=("nonymous", "ANONYMOUS"))
def anonymous_author(field: CheckedField) -> Iterator[Diagnostic]:
    """The author is "Anonymous".

    Why: OpenReview exports papers under review this way; on their author's homepage they should have names.

    Bad:
        @misc{owl, title = {Owls}, author = {Anonymous}, year = 2024, howpublished = {OpenReview}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {OpenReview}}

    Fix: none; only you know the authors.
    Source: entries that OpenReview exports.
    """
    if re.fullmatch(r"(?:anonymous(?: authors?)?(?: submission)?(?: and )?)+", folded(field.value)):
        yield field.at(f"the author is {quoted(field.value)}")


_RANK_FIELDS = ("rank", "ccf", "ccf_rank", "jcr", "core", "core_rank", "quartile", "ranking_ccf")
_SYSTEMS = (
    # system, the fields that name it, how a value names it, its grades
    ("CCF", ("ccf", "ccf_rank", "ranking_ccf"), r"CCF(?!\s*推荐)", r"[ABC]", "A, B, C"),
    ("CORE", ("core", "core_rank"), r"CORE", r"A\*|A|B|C|Australasian[ \w]*|National[ \w]*|Unranked", "A*, A, B, C"),
    ("JCR", ("jcr", "quartile"), r"(?:JCR|SJR|SCI|SCIE|Scopus)(?=\W)|(?=Q\d)", r"Q[1-4]|[1-4]区|Q[1-4][ \w(/].*",
     "Q1, Q2, Q3, Q4"),
)  # fmt: skip
_ABSENT = regex(r"(?:none|n/?a|no|not ranked|unranked|-+|true|false|无)?", re.IGNORECASE)


@rule("H013", scope="field", severity=Severity.WARNING, fields=_RANK_FIELDS)
def unknown_rank(field: CheckedField) -> Iterator[Diagnostic]:
    """A rank is not a grade of its ranking system.

    Why: CCF has A, B and C, CORE has A*, A, B and C, quartiles are Q1 to Q4; anything else is a typo.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, rank = {CCF-D}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, rank = {CCF-B, Q1}}

    Fix: none; only you know the rank.
    Source: the lists of CCF, CORE and JCR; PRISM, issue 20.
    """
    if not field.is_literal:
        return
    for each in re.finditer(r"[^,;，；、]+", field.content):
        text = each.group().strip("{} \n\t")
        for system, names, named, grades, listed in _SYSTEMS:
            grade = _grade(text, named, is_named=field.name in names)
            if grade and not re.fullmatch(rf"(?:{grades})(?:\s*(?:类|级|会议|期刊|conference|journal|rank).*)?", grade):
                start = field.content.index(text, each.start())
                yield field.at(f"{quoted(text)} is not a rank of {system}: {listed}", start, start + len(text))
                break
        if field.name in ("jcr", "quartile"):
            break  # what follows the quartile is about it: `Q1 (3/40), Imaging`


def _grade(text: str, named: str, *, is_named: bool) -> str:
    """Returns the grade in a rank of one system; empty where it is of another, or none."""
    found = re.match(rf"(?:{named})[\s_:–-]*", text)
    grade = text[found.end() :] if found else text if is_named else ""
    is_short = len(grade.split()) < 3 or grade.startswith("Q")
    return grade if is_short and not _ABSENT.fullmatch(grade) and (not is_named or found or len(grade) < 4) else ""
