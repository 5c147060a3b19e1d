"""Finds the title in an entry: the first stretch of words in reading order that is no name list, label or venue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.adopt.stream import BREAKS, THINGS, Stream
from pubmanager.adopt.words import field_of_label
from pubmanager.model.venues import VenueRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.adopt.authors import Names

VENUE = re.compile(
    r"\b(?:IEEE|ACM|AAAI|IJCAI|arXiv|ArXiv|Proceedings|Proc|Journal|Transactions|Trans|Conference|Symposium|Workshop"
    r"|International|Advances in|Annual|Letters|Nature|Science|Springer|Elsevier|Pattern Recognition"
    r"|[A-Z]{3,}[\w-]*\s*[,' ]\s*(?:19|20)\d\d)\b"
)
_REGISTRY = VenueRegistry()
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def find_title(stream: Stream, authors: Names | None) -> tuple[int, int] | None:
    """Returns where the title is, without the stop or quotes around it."""
    loose: tuple[int, int] | None = None
    for start, end in _stretches(stream, authors):
        start, end = _trimmed(stream, start, end, authors)
        words = stream.text[start:end]
        size = len(re.findall(r"[^\W_]+", words)) + len(re.findall(r"[\u4e00-\u9fff]", words)) // 3
        if loose and authors and start > authors.start > loose[0]:
            return loose
        if size >= 3 and not _is_venue(stream, start, end):
            return start, end
        if loose is None and size and _is_short_title(stream, start, end):
            loose = start, end
            if authors and not re.search(r"\w", _without_years(stream.text[authors.end : start])):
                return loose  # right behind the authors
    return loose


def _is_short_title(stream: Stream, start: int, end: int) -> bool:
    """Whether one or two words in a link can be a title: no label such as "Project page", and no venue."""
    words = stream.text[start:end]
    is_label = bool(field_of_label(words.strip(" .,:;[]()")) or YEAR.search(words))
    return bool(stream.looks[start].link) and len(words) > 4 and not is_label and not _is_known_venue(words)


def _without_years(words: str) -> str:
    return YEAR.sub("", words)


def _is_venue(stream: Stream, start: int, end: int) -> bool:
    words = stream.text[start:end]
    is_short = len(words.split()) < 9
    return is_short and bool(
        (YEAR.search(words) and not stream.looks[start].link)
        or re.match(r"(?:IEEE|ACM|arXiv|In Proc|Proceedings|Accepted|Under review|Submitted)\b", words)
        or "t" in stream.looks[start].styles
        or "k" in stream.looks[start].styles
        or "c" in stream.looks[start].styles
    )


def _stretches(stream: Stream, authors: Names | None) -> Iterator[tuple[int, int]]:
    """Stretches of one link, or of one emphasis, or of plain text, between breaks, things and authors."""
    start = None
    for i in range(len(stream.text) + 1):
        is_over = i == len(stream.text) or stream.text[i] in BREAKS + THINGS or _within(authors, i)
        if start is not None and (is_over or _kind(stream, i) != _kind(stream, i - 1)):
            yield start, i
            start = None
        if not is_over and start is None:
            start = i


def _within(authors: Names | None, i: int) -> bool:
    return authors is not None and authors.start <= i < authors.end


def _kind(stream: Stream, i: int) -> tuple[object, ...]:
    look = stream.looks[i]
    if look.link:
        return ("link", look.link)
    return ("styles", *(style for style in look.styles if style in "bicthk"))


def _trimmed(stream: Stream, start: int, end: int, authors: Names | None) -> tuple[int, int]:
    text = stream.text
    is_plain = not stream.looks[start].link and not set(stream.looks[start].styles) & set("bihu")
    while start < end and (
        skipped := re.match(r"[\s.,:;)\]\"']+|\(?(?:19|20)\d\d(?:, \w+)?[^).,]{0,12}[).,]+ ", text[start:end])
    ):
        start += skipped.end()
    if (tagged := re.match(r"\[[^\[\]]{2,24}\]\s*(?=\[?\w)", text[start:end])) and len(text[start:end].split()) > 3:
        start += tagged.end()
        is_wrapped = text[start] == "[" and text[start:end].rstrip(" .").endswith("]")
        start, end = (start + 1, start + text[start:end].rindex("]")) if is_wrapped else (start, end)
    if text[start - 1 : start] == '"' and '"' in text[start:end]:
        quoted = text.index('"', start, end)
        goes_on = re.match(r'":? ?: \w|": \w', text[quoted:end])  # `"A Quote": What It Is About`
        start, end = (start - 1, _sentence(text, start, end, True) if is_plain else end) if goes_on else (start, quoted)
    elif is_plain:
        end = _sentence(text, start, end, authors is not None and authors.end <= start)
    if doi := re.search(r"[,.;]?\s*\bdoi:? ?10\.", text[start:end], re.IGNORECASE):
        end = start + doi.start()
    while end > start and (text[end - 1] in ' .,;:"' or (text[end - 1] == "(")):
        end -= 1
    return start, end


def _sentence(text: str, start: int, end: int, is_after_authors: bool) -> int:
    """Where a title in running text ends: at a stop, a type mark such as ``[J]``, or the comma before a venue."""
    for match in re.finditer(r"\. |[?!] (?=[A-Z])|\[[JCDSM]\]|//|, | \((?=[^()]*\d{4})| [|·] ", text[start:end]):
        at = start + match.start()
        if match.group() in ("? ", "! "):
            if is_after_authors or VENUE.match(text[start + match.end() : end]):
                return at + 1
            continue
        if match.group() != ", ":
            return at
        rest = text[start + match.end() : end]
        venue = VENUE.search(rest)
        if is_after_authors and ((venue and venue.start() < 14) or YEAR.match(rest) or _is_known_venue(rest)):
            return at
    return end


def _is_known_venue(words: str) -> bool:
    return len(words.split()) < 12 and _REGISTRY.find(words.strip(" .,")) is not None
