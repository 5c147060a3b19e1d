"""Words about a publication that are neither title nor authors: venue, year, rank, presentation, pages and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.model.values import read_status

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"  # fmt: skip
_PATTERNS = (
    ("mark", r"\[[JCDSMP]\](?:\s?//|\.)?"),
    ("doi", r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*(?:https?://doi\.org/)?)(?P<doi>10\.\d{4,}/[^\s,;]*[\w)])"),
    ("arxiv", r"(?:ar[Xx]iv(?: preprint)?(?: ar[Xx]iv)?:\s?|abs/)(?P<arxiv>\d{4}\.\d{4,5})(?:v\d+)?(?:\s*\[[\w.-]+\])?"),
    ("rank", r"(?:CCF|CORE|Core)[- ]*(?:Rank )?(?:None|A\*|[ABC])(?![\w])(?:\s*类)?|JCR[- ]*(?:Q\d|\d区)|SCI[- ]*Q\d|Q[1-4](?!\w)|中科院[^\s,，)\]]*|Top \d+%"),
    ("impact", r"(?:IF|Impact Factor)\s*[:=]?\s*(?P<impact>\d+(?:\.\d+)?)"),
    ("award", r"(?:🏆|🥇|🏅)?\s*(?:(?<!\w)\w+ )?(?:Best|Outstanding|Distinguished|Honou?rable)(?: [\w-]+){0,4} (?:Award|Prize|Mention|Nomination|Finalist|Candidate|Runner-up)s?(?: [\w-]+)?(?: (?:Nominee|Finalist|Nomination|Candidate|Runner-up))?|Best (?:Student )?Paper(?! [a-z])|Outstanding Paper|(?:Best )?Paper Award(?: [A-Z]\w+)?"),
    ("presentation", r"(?<!\w)(?:(?:Long |Full |Short |Top[- ])?Orals?(?: Presentation| Paper)?|Spot-?lights?(?: Presentation| Paper| Poster)?|Highlight(?:ed)?(?: Paper| Poster)?|Notable[- ]Top[- ]\d+%|Posters?(?: Presentation| Paper)?)(?!\w)"),
    ("rate", r"(?:top |~|<|≈)?\s*\d{1,2}(?:\.\d+)?\s?%"),
    ("volume_pages", r"(?P<volume>\d{1,4})\s?\((?P<number>\d{1,3}(?:-\d{1,3})?)\)\s?[,:]\s?(?:pp?\.? ?)?(?P<pages>[A-Za-z]?\d+(?:\s?-+\s?[A-Za-z]?\d+)?)"),
    ("volume_colon", r"(?<![\w.-])(?!(?:19|20)\d\d\s?:)(?P<volume>\d{1,4})\s?:\s?(?P<pages>[A-Za-z]?\d+\s?-+\s?[A-Za-z]?\d+)(?![\w:])"),
    ("volume_number", r"(?P<volume>(?<![\w.])\d{1,4})\s?\((?P<number>\d{1,3})\)"),
    ("volume", r"(?<!\w)(?:vol\.?|volume) ?(?P<volume>\d+)"),
    ("number", r"(?<!\w)(?:no\.?|issue|number) ?(?P<number>\d+)"),
    ("pages", r"(?<!\w)(?:pp?\.?|pages?) ?(?P<pages>(?:\d+:)?[A-Za-z]?\d+(?:\s?[-–—]+\s?(?:\d+:)?[A-Za-z]?\d+)?)|(?<![\w.:/-])(?P<bare>(?:\d{1,6}:\d{1,4}|[A-Za-z]?\d{1,6})\s?(?:-{1,2}|[–—])\s?(?:\d{1,6}:\d{1,4}|[A-Za-z]?\d{1,6}))(?![\w-])"),
    ("month_year", rf"(?P<month>{_MONTH})[ ,]+(?P<year>(?:19|20)\d\d)(?!\d)"),
    ("year", r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?!\d)|(?<=[A-Z])\s?'(?P<short>\d\d)(?!\d)"),
)  # fmt: skip
_TOKENS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)
_WORDS = re.compile(r"\w(?:.*\w)?[)\]%!?+*]*", re.DOTALL)
# What leads to a venue and is no part of it.
LEAD_IN = re.compile(
    r"(?:(?:this (?:paper|work) (?:is|was|has been) )?(?:accepted|published|presented|appear(?:s|ed)?|to appear)"
    r"(?: (?:by|at|in|to|as|for))?(?: the)?|in|submitted to|under review at|at|on)(?=\s|$):?",
    re.IGNORECASE,
)
_STATE = re.compile(r"submitted|under review", re.IGNORECASE)  # what leads to a venue, and says how far the paper is
_RUNNING = re.compile(r"^\s*(?:workshop|track|main|findings|dataset|competition|demo|student|\w+ workshop|conference|international|ieee|acm|annual)\b", re.IGNORECASE)  # fmt: skip


_FIELDS = {"bare": "pages"}
# `[AAAI26 Oral]`, `CVPR'25`: a venue with a short year, which no pattern writes.
_LABEL = re.compile(
    r"\W*(?P<label>(?P<venue>(?:[A-Za-z&-]+ )?(?:[A-Za-z&-]*[A-Z][A-Za-z&-]*[A-Z][A-Za-z&-]*|ar[Xx]iv))[ -]?['’]?"
    r"(?P<year>[12]\d)(?!\d)(?P<rest>(?:[- ][A-Z]\w*){0,3}))\W*"
)

# Fields of links by the words of their labels, and by their hosts where the words say nothing.
_LABELS = (
    ("pdf", r"pdf|paper|full ?text|论文|article|preprint|manuscript"),
    ("arxiv", r"ar ?xiv"),
    ("doi", r"doi"),
    ("openreview", r"open ?review"),
    ("code", r"(?:official )?(?:source )?codes?|git ?hub|代码|repo(?:sitory)?|code & data"),
    ("project", r"(?:project|home) ?page|project|website|web ?page|web|page|项目主页"),
    ("demo", r"(?:online |live )?demos?"),
    ("dataset", r"data(?:set)?s?"),
    ("model", r"models?|weights|hugging ?face|checkpoints?"),
    ("video", r"(?:demo )?videos?|you ?tube|recording|bilibili|talk"),
    ("slides", r"slides?|ppt"),
    ("poster", r"posters?"),
    ("supp", r"supp(?:l(?:ement(?:ary|al)?)?)?(?: materials?)?|appendix"),
    ("blog", r"blogs?(?: ?posts?)?"),
    ("media", r"media|press|news"),
)
_LABEL_FIELDS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _LABELS)


class Word(Struct, frozen=True):
    """A stretch of words and what it says. Shape: ``name`` is ``text`` where nothing else is known."""

    name: str
    start: int
    end: int
    value: str = ""


def read_words(text: str, start: int, end: int) -> list[Word]:
    """Reads a stretch of one look."""
    stretch = text[start:end]
    label = _LABEL.fullmatch(text, start, end)
    if label:
        return [Word("label", *label.span("label"), label["label"])]
    status = read_status(stretch)
    if (
        status
        and len(stretch.split()) <= 6
        and not re.search(r"(?:19|20)\d\d|accepted|preprint|submitted to \w|review at \w", stretch, re.IGNORECASE)
    ):
        inner = _WORDS.search(text, start, end)
        end = _without_loose_end(text, inner.start(), inner.end()) if inner else 0
        return [Word("status", inner.start(), end, text[inner.start() : end])] if inner else []
    found = list(_tokens(text, start, end))
    words: list[Word] = []
    at = start
    for token in [*found, None]:
        words += _texts(text, at, token[0].start if token else end)
        if token:
            words += token
            at = token[-1].end
    return _running(text, [_as_rate(words[i - 1], word) if i else word for i, word in enumerate(words)])


def _as_rate(last: Word, word: Word) -> Word:
    """Reads ``top 5%`` behind a presentation as its rate; it is a rank elsewhere."""
    is_rate = word.name == "rank" and last.name == "presentation" and word.value.casefold().startswith("top ")
    return replace(word, name="rate") if is_rate else word


def field_of_label(words: str) -> str:
    """Returns the field of links with this label; empty where the label is none that is known.

    >>> field_of_label("Paper"), field_of_label("Project page"), field_of_label("Slow Clocks")
    ('pdf', 'project', '')
    """
    return next((name for name, pattern in _LABEL_FIELDS if pattern.fullmatch(words)), "")


def read_label(text: str) -> dict[str, str]:
    """Returns what a label such as ``AAAI26 Oral`` says: ``venue``, ``year``, and ``rest`` behind them."""
    found = _LABEL.fullmatch(text)
    return {"venue": found["venue"], "year": f"20{found['year']}", "rest": found["rest"].strip()} if found else {}


def _tokens(text: str, start: int, end: int) -> Iterator[list[Word]]:
    ahead = [pattern.search(text, start, end) for _, pattern in _TOKENS]  # each is looked for again behind its match
    while any(ahead):
        first = min((match.start(), i) for i, match in enumerate(ahead) if match)[1]
        kind, match = _TOKENS[first][0], ahead[first]
        assert match
        named = {name: value for name, value in match.groupdict().items() if value}
        if named and "short" not in named:
            found_words = [
                Word(_FIELDS.get(name, name), match.start(name), match.end(name), value)
                for name, value in named.items()
            ]
            label = text[match.start() : found_words[0].start]
            lead = [Word("lead", match.start(), match.start() + len(label.rstrip()), label)] if label.strip() else []
            yield [*lead, *found_words]
        else:
            left = match.start() + len(match.group()) - len(match.group().lstrip())
            yield [Word(kind, left, match.end(), f"20{named['short']}" if named else match.group().strip())]
        start = max(match.end(), start + 1)
        for i, (_, pattern) in enumerate(_TOKENS):
            if (known := ahead[i]) and known.start() < start:
                ahead[i] = pattern.search(text, start, end)


def _texts(text: str, start: int, end: int) -> Iterator[Word]:
    """Yields what words are between two tokens, cut at sentence ends and brackets."""
    for stretch in re.finditer(r"[^;|·•。；]+?(?:(?=[;|·•。；])|(?<=[a-z)]{2})\.(?=\s+[A-Z])|$)", text[start:end]):
        inner = _WORDS.search(text, start + stretch.start(), start + stretch.end())
        if not inner:
            continue
        left, right = inner.start(), inner.end()
        right = _without_loose_end(text, left, right)
        lead = LEAD_IN.match(text, left, right)
        if lead and lead.end() < right:
            yield Word("status" if _STATE.match(lead.group()) else "lead", left, lead.end(), lead.group())
            rest = _WORDS.search(text, lead.end(), right)
            left = rest.start() if rest else right
        if left < right:
            yield Word("lead" if lead and lead.end() >= right else "text", left, right, text[left:right])


def _without_loose_end(text: str, left: int, right: int) -> int:
    """Returns where words end without a bracket that nothing in them opens."""
    while right > left and (opening := {")": "(", "]": "["}.get(text[right - 1])):
        if text.count(opening, left, right) >= text.count(text[right - 1], left, right):
            break
        right -= 1
    return right


def _running(text: str, words: list[Word]) -> list[Word]:
    """Puts a venue together that a year stands in: ``ICML 2024 Workshop on Maps``."""
    kept: list[Word] = []
    for word in words:
        before = kept[-2:]
        if (
            len(before) == 2 and [each.name for each in before] == ["text", "year"] and word.name == "text"
            and not text[before[0].end : before[1].start].strip(" '") and not text[before[1].end : word.start].strip()
            and _RUNNING.match(word.value)
        ):  # fmt: skip
            kept[-2:] = [Word("text", before[0].start, word.end, text[before[0].start : word.end])]
        elif (
            kept
            and word.name == "text"
            and kept[-1].name == "year"
            and len(kept) == 1
            and not text[kept[-1].end : word.start].strip()
            and _RUNNING.match(word.value)
        ):
            kept[-1:] = [Word("text", kept[-1].start, word.end, text[kept[-1].start : word.end])]
        else:
            kept.append(word)
    return kept
