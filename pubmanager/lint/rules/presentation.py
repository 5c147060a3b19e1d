"""Rules about orals, spotlights and awards, and about rates and impact factors."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pubmanager.findings import Fix, Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.nearest import nearest
from pubmanager.lint.rule import also, rule
from pubmanager.model.fields import BY_NAME, is_link
from pubmanager.model.rate import has_rate, read_rate
from pubmanager.model.values import KINDS, is_presentation, presentation_in
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField
    from pubmanager.model.rate import Rate


# What is said of presentations without being a kind that badges show.
_OTHER_KINDS = regex(
    r"\b(?:main|findings|workshop|short|long|full|regular|paper|journal|track|plenary|panel|tutorial|keynote|seminar|"
    r"symposium|consortium|virtual|online|remote|in[- ]person|best|award\w*|accept\w*|top|session|industr\w*|tool|"
    r"none)\b|%|\d",
    re.IGNORECASE,
)
_IN_TITLE = regex(
    r"[\s,.]*(?:\*\*\s*)?[(\[]\s*(?P<said>[^()\[\]]{4,50}?)\s*[)\]](?:\s*\*\*)?\s*\.?\s*$"
    r"|\s*,\s*(?P<tail>(?:oral|spotlight|highlight)(?: presentations?| papers?)?)\s*$",
    re.IGNORECASE,
)
_AWARD = regex(r"\b(?:best|outstanding|distinguished|test[- ]of[- ]time)\b.*\b(?:paper|award|poster)\b|\baward\b|"
                    r"\bhono[u]?rable mention\b", re.IGNORECASE)  # fmt: skip
_SHOWN_KINDS = ("oral", "spotlight", "highlight")


@rule("H004", scope="entry", fields=("award_name",), severity=Severity.WARNING, fix="unsafe")
def award_without_text(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """An entry has `award_name` but no `award`.

    Why: al-folio labels its button with `award_name`, but only displays the button if the entry has `award`.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, award_name = {Best Paper}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, award_name = {Best Paper},
          award = {Best paper of the Owl Society}}

    Fix: unsafe; `award` is added with the same text.
    Source: al-folio, `_layouts/bib.liquid`.
    """
    field = entry.field("award_name")
    if field and field.value and not entry.has("award"):
        fix = entry.adding("add 'award'", "award", field.content) if field.is_literal else None
        yield field.at_name("'award_name' is shown only where there is 'award'", fix=fix)


@rule("H005", scope="field", severity=Severity.WARNING, fields=("presentation", "presentation_type"))
def unknown_presentation(field: CheckedField) -> Iterator[Diagnostic]:
    """A kind of presentation is unknown.

    Why: no badge is displayed for it. Known kinds are oral, spotlight, highlight, poster, notable, talk, lightning
    talk, demo, invited and keynote, and parts of a conference such as main and findings.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, presentation = {spotligt}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, presentation = {spotlight}}

    Fix: none; only you know how the paper was presented.
    Source: the kinds that conferences in machine learning announce.
    """
    value = field.value.strip("{} ")
    if not value or is_link(value) or len(value) > 40 or presentation_in(value) or _OTHER_KINDS.search(value):
        return
    wanted = nearest(value.casefold(), KINDS)
    hint = f"; did you mean {quoted(wanted)}?" if wanted else ""
    yield field.at(f"{quoted(value)} is not a known presentation{hint}")


@rule(
    "H006",
    scope="field",
    severity=Severity.INFO,
    selection="tidy",
    fields=("booktitle", "journal", "journaltitle"),
    needs=("ral", "RAL", "light", "LIGHT", "ward", "WARD", "est ", "ention", "standing"),
    fix="unsafe",
)
def presentation_in_venue(field: CheckedField) -> Iterator[Diagnostic]:
    """A title, venue or badge has what belongs in a field: an oral, an award, a rank.

    Why: others cite the title and the venue with this text; next to a badge "Oral", a badge "CVPR Oral" repeats it.

    Bad:
        @inproceedings{owl, title = {Owls (Oral)}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference},
          presentation = {oral}}

    Fix: unsafe; the text moves to `presentation`, `award`, `rank` or `pubstate`, if the field can hold all of it.
    Source: homepages with hand-written boxes, or with "(Oral)" after their venues. A `note` may contain such text.
    """
    found = _IN_TITLE.search(field.content) if field.is_literal else None
    if found is None:
        return
    group = "said" if found["said"] else "tail"
    said = found[group]
    kind = presentation_in(said) if is_presentation(said) else ""
    if kind in _SHOWN_KINDS or _AWARD.search(said):
        target, text = ("presentation", kind) if kind in _SHOWN_KINDS else ("award", said)
        message = f"{quoted(said, 17)} is not part of a name; it belongs in '{target}'"
        yield field.at(message, found.start(group), found.end(group), fix=_moving(field, found, group, target, text))


def _moving(field: CheckedField, found: re.Match[str], group: str, target: str, text: str) -> Fix | None:
    words = KINDS[text].words if text in KINDS else re.escape(text)
    rest = re.sub(words, "", found[group], flags=re.IGNORECASE).strip(" -,:{}")  # `NeurIPS-Oral`: the name stays
    if presentation_in(rest) and text in KINDS:
        return None  # two kinds, of which a field can have one
    whole = (found.start(group), found.end(group), rest) if rest else (found.start(), found.end(), "")
    removed = field.replacing("", *whole).edits
    known = field.entry.value(target)
    is_said = presentation_in(known) == text if text in KINDS else text.casefold() in known.casefold()
    if not field.content[: found.start()].strip("{} ") or (known and not is_said):
        return None
    added = () if known else field.entry.adding("", target, text).edits
    return Fix(f"move it to '{target}'", (*removed, *added))


@also("H006", scope="entry", fields=("presentation",), severity=Severity.INFO, selection="tidy", fix="unsafe")
def badge_repeats_presentation(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A badge repeats what `presentation` says."""
    said = entry.field("presentation")
    kind = presentation_in(said.value) if said and not is_link(said.value) else ""
    for name in ("abbr", "badge") if kind else ():
        field = entry.field(name)
        words = re.compile(rf"\b(?:{KINDS[kind].words})\b", re.IGNORECASE)
        found = words.search(field.content) if field else None
        if field and found and field.is_literal and found.group() != field.content:
            fix = field.replacing("remove the words", *_with_signs(found), "")
            yield field.at(f"{quoted(found.group())} repeats 'presentation'", *found.span(), fix=fix)


def _with_signs(found: re.Match[str]) -> tuple[int, int]:
    """Returns where words stand, with the brackets around them alone, or with the signs on the side that has any."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    if brackets := re.match(r"\s*[)\]]", after) if re.search(r"[(\[]\s*\Z", before) else None:
        start = len(before.rstrip().removesuffix("(").removesuffix("[").rstrip(" ,-"))
        return start, found.end() + brackets.end()
    bare = before.rstrip(" ,-–:·")
    if bare and bare[-1] not in "([{":
        return len(bare), found.end()
    return found.start(), found.end() + len(after) - len(after.lstrip(" ,-–:·"))


_OWN = frozenset(("rate", "presentation_rate")).union(
    alias.name
    for name in ("oral_rate", "spotlight_rate", "highlight_rate", "acceptance_rate")
    for alias in BY_NAME[name].aliases
)
_TEXTS = frozenset(("note", "award", "award_name", "presentation", "additional_info", "addendum"))
_PERCENT = regex(r"\d+(?:[.,]\d+)?(?=\s*\\?\s*[%％])")
_COUNTS = regex(r"(?<![\d.,])(?P<chosen>\d+)\s*(?:/|\b(?:out )?of\b)\s*(?P<total>\d+)(?![\d/,-])", re.IGNORECASE)
_DATE = regex(r"(?:19|20)\d\d[-/.]|\b(?:19|20)\d\d$|\b[A-Z][a-z]{2,8} \d")
_RARE = 5  # percent; no venue accepts so few papers


@rule("H007", scope="entry", fields=(*_OWN, *_TEXTS), severity=Severity.ERROR, fix="unsafe")
def wrong_rate(entry: CheckedEntry) -> Iterator[Diagnostic]:
    r"""A rate is unreadable, outside 0 to 100 %, or differs from its own counts.

    Why: a wrong rate on a homepage is a false claim.

    Bad:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference},
          acceptance_rate = {25.4\% (74/391)}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference},
          acceptance_rate = {25.4\% (74/291)}}

    Fix: unsafe; the percentage is calculated from the counts, if both are given.
    Source: rates on homepages, calculated again.
    """
    for written in entry.entry.fields:
        if written.name in _OWN or (written.name in _TEXTS and "%" in written.raw):
            field = entry.field(written.name)
            if field and field.value.strip("{} "):
                yield from _about_rate(field)


def _about_rate(field: CheckedField) -> Iterator[Diagnostic]:
    text = verbatim(field.value)
    rate = read_rate(text)
    is_own = field.name in _OWN
    if rate is None:
        if is_own and any(map(str.isdigit, text)) and not _DATE.search(text):
            yield field.at(f"{quoted(text)} is not a rate; write 25.4% or 74/291")
        return
    counts = _COUNTS.search(field.content) if is_own and not _DATE.search(text) else None
    if counts and int(counts["chosen"][:9]) > int(counts["total"][:9]):
        yield field.at(f"{quoted(counts.group())} is more than 100%", *counts.span())
    elif not rate.is_consistent and (is_own or has_rate(text)) and len(_PERCENT.findall(text)) == 1:
        exact = _exact(rate)
        fix = _correcting(field, rate, exact)
        yield field.at(f"{rate.chosen}/{rate.total} is {exact}%, not {rate.text}", fix=fix)


def _exact(rate: Rate) -> Decimal:
    """Returns what the counts give, with the digits of the percentage."""
    exact = Decimal(100 * (rate.chosen or 0)) / Decimal(rate.total or 1)
    return exact.quantize(rate.percent)


def _correcting(field: CheckedField, rate: Rate, exact: Decimal) -> Fix | None:
    found = _PERCENT.search(field.content) if field.is_literal else None
    return field.replacing(f"write {exact}%", found.start(), found.end(), str(exact)) if found else None


@rule("H008", scope="entry", fields=tuple(_OWN), severity=Severity.WARNING)
def rate_of_nothing(entry: CheckedEntry) -> Iterator[Diagnostic]:
    r"""A rate has no venue or year, or does not say what it counts.

    Why: a rate belongs to one year of one venue. A rate below 5 % is for orals and not for all accepted papers, and
    `presentation` or the name of the field has to say so.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, rate = {1.2\%}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference},
          rate = {1.2\%}, presentation = {oral}}

    Fix: none; only you know what was counted.
    Source: homepages that show "3.3%" and nothing else.
    """
    publication = entry.publication
    field = entry.first(name for name in entry.resolved.fields if name in _OWN)
    rate = read_rate(verbatim(field.value)) if field else None
    if publication is None or field is None or rate is None:
        return
    venue = publication.venue
    if not (venue.short or venue.name or publication.container.text) or venue.kind in ("other", "preprint"):
        yield field.at(f"{quoted(rate.text)} is a rate without a venue")
    elif publication.year is None:
        yield field.at(f"{quoted(rate.text)} is a rate without a year")
    elif field.name == "rate" and rate.percent < _RARE and not publication.presentation:
        yield field.at(f"{quoted(rate.text)} of what? 'presentation' does not say")
