"""Rules about links and badges on pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.links import session_parameters, tracking_parameters, without_session, without_tracking
from pubmanager.lint.markdown import Block, plain_words
from pubmanager.lint.pages import shown_by_hand
from pubmanager.lint.rule import MARKDOWN, MARKUP, PROSE, also, rule
from pubmanager.pages.prose import PRINTED
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pubmanager.findings import Fix
    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.pages.html import Link

_STATIC = regex(r"https?://img\.shields\.io/badge/(?P<path>[^\s?#)\"'<>]*)")
_NESTED = regex(r"\]\(\[[^\]\s]*\]\((?P<url>[^()\s]+)\)\)")
# Where a paper is; a link elsewhere may well serve several publications.
_PAPER = regex(
    r"arxiv\.org/(?:abs|pdf|html)/|openreview\.net/(?:forum|pdf)|doi\.org/10\.|ieeexplore\.ieee\.org/(?:abstract/)?document/"
    r"|ojs\.aaai\.org/.*/view/|aclanthology\.org/|openaccess\.thecvf\.com/|dl\.acm\.org/doi/|link\.springer\.com/(?:article|chapter)/"
    r"|nature\.com/articles/|sciencedirect\.com/science/article/|papers\.n(?:eur)?ips\.cc/|proceedings\.[\w.]+/|\.pdf(?:$|[?#])",
    re.IGNORECASE,
)
_REMOTE = regex(r"https?://", re.IGNORECASE)
_DOI = regex(r"\b10\.\d{4,9}/[^\s?#\"'<>]*[^\s?#\"'<>/]")
_RARE = 3  # words in at most so many publications of a page; names of co-authors are in more
_SAME = 0.75  # of the rare words of two entries: one publication in two places


@rule("W001", scope="page", languages=PROSE, severity=Severity.ERROR)
def broken_shield(page: CheckedPage) -> Iterator[Diagnostic]:
    """A static badge of shields.io has no colour, or a path that it cannot read.

    Why: shields.io answers "404 badge not found", and readers see that on the page.

    Bad:
        --- about.md
        ![arXiv](https://img.shields.io/badge/Arxiv--yellow)

    Good:
        --- about.md
        ![arXiv](https://img.shields.io/badge/Arxiv-yellow)

    Fix: none; a doubled hyphen is read as a single one, and only you know whether that is intended.
    Source: shields.io, "Static Badge".
    """
    for found in _STATIC.finditer(page.masked):
        if "/" in found["path"] or PRINTED in found["path"]:  # `badge/dynamic/json` and the like
            continue
        parts = found["path"].removesuffix(".svg").replace("--", "\0").split("-")
        what = "no colour" if len(parts) == 1 or not parts[-1] else "too many parts" if len(parts) > 3 else ""
        if what:
            yield page.at(f"badge {quoted(found['path'])} has {what}", *found.span("path"))


@rule("W003", scope="page", languages=MARKUP, severity=Severity.WARNING)
def empty_link(page: CheckedPage) -> Iterator[Diagnostic]:
    """A link leads nowhere.

    Why: it opens the same page again.

    Bad:
        --- about.md
        [Code]() comes soon.

    Good:
        --- about.md
        Code comes soon.

    Fix: none; only you have the address.
    Source: homepages; kramdown turns `[Code]()` into `<a href="">`.
    """
    for link in page.links:
        if not link.is_image and link.url.strip() in ("", "#"):
            label = page.text[link.label.start : link.label.end] if link.label else ""
            name = f"link {quoted(label)}" if label else "link"
            yield page.at(f"{name} has no address", link.span.start, link.span.end)


@rule("W004", scope="page", languages=MARKDOWN, severity=Severity.ERROR, fix="unsafe")
def nested_link(page: CheckedPage) -> Iterator[Diagnostic]:
    """The address of a Markdown link is a Markdown link.

    Why: the address is used as typed, including brackets, and leads nowhere.

    Bad:
        --- about.md
        [Paper]([https://example.org/owl](https://example.org/owl))

    Good:
        --- about.md
        [Paper](https://example.org/owl)

    Fix: unsafe; the inner address is kept.
    Source: homepages; editors that turn a pasted address into a link.
    """
    for found in _NESTED.finditer(page.markdown):
        fix = page.replacing("keep the inner address", *found.span(), f"]({found['url']})")
        yield page.at(f"link in the address of a link: {quoted(found['url'])}", found.start() + 1, found.end(), fix=fix)


@rule("W006", scope="page", languages=MARKUP, severity=Severity.WARNING)
def paper_link_of_another(page: CheckedPage) -> Iterator[Diagnostic]:
    """A page's link to a paper belongs to another publication, on the page or in the `.bib`.

    Why: an entry was copied without changing its link, and readers who follow it get another paper.

    Bad:
        --- about.md
        # Publications
        - Owls at night and their feathers. [Paper](https://arxiv.org/abs/2005.01234)
        - Larks in the morning sing for joy. [Paper](https://arxiv.org/abs/2005.01234)

    Good:
        --- about.md
        # Publications
        - Owls at night and their feathers. [Paper](https://arxiv.org/abs/2005.01234)
        - Larks in the morning sing for joy. [Paper](https://arxiv.org/abs/2006.04321)

    Fix: none; only you have the right link.
    Source: a homepage that had such a link for 62 commits.
    """
    strange = list(_links_of_others(page))
    for at, url, key in strange:
        yield page.at(f"the .bib gives this link to {quoted(key)}", at, at + len(url))
    settled = {_folded(url) for _, url, _ in strange}
    for at, url, line in _repeated_links(page):
        if _folded(url) not in settled:
            yield page.at(f"same paper link as the publication in line {line}", at, at + len(url))


def _repeated_links(page: CheckedPage) -> Iterator[tuple[int, str, int]]:
    """Yields the paper links that an earlier publication of the page has too, with its line."""
    first: dict[str, Block] = {}
    links = ((link, block) for block in page.written_blocks for link in _paper_links(page, block))
    pairs = [(link, first.setdefault(_folded(link.url), block), block) for link, block in links]
    repeated = [(link, other, block) for link, other, block in pairs if other is not block]
    if not repeated:  # nearly always, and words of all blocks take long
        return
    words = {block.start: plain_words(block.text) for block in page.written_blocks}
    counts = Counter(word for found in words.values() for word in found)
    rare = {start: {word for word in found if counts[word] <= _RARE} for start, found in words.items()}
    same: dict[tuple[int, int], bool] = {}
    for link, other, block in repeated:
        pair = (other.start, block.start)
        if pair not in same:
            same[pair] = _is_one_publication(rare[other.start], rare[block.start])
        if not same[pair]:
            yield link.place.start, link.url, page.source.position(other.start).line


def _paper_links(page: CheckedPage, block: Block) -> Iterator[Link]:
    return (each for each in page.links_in(block) if _REMOTE.match(each.url) and _PAPER.search(each.url))


def _links_of_others(page: CheckedPage) -> Iterator[tuple[int, str, str]]:
    """Yields the paper links of hand-written entries that are another publication's in the bibliography."""
    owners: dict[str, set[str]] = {}
    for publication in page.bibliography.publications:
        for link in publication.links:
            if _PAPER.search(link.url):
                owners.setdefault(_folded(link.url), set()).add(publication.key)
    for shown in shown_by_hand(page) if owners else ():
        links = list(_paper_links(page, Block(shown.block.start, shown.head)))
        keys = [owners.get(_folded(each.url), set()) for each in links]
        if any(shown.publication.key in each for each in keys):
            continue
        for found, owner in zip(links, keys, strict=True):
            if len(owner) == 1:
                yield found.place.start, found.url, next(iter(owner))


def _folded(url: str) -> str:
    if doi := _DOI.search(url):
        return doi.group().lower()
    return re.sub(
        r"v\d+$",
        "",
        url.split("://", 1)[-1].removeprefix("www.").rstrip("/").removesuffix(".pdf").replace("/pdf/", "/abs/"),
    )


def _is_one_publication(one: set[str], other: set[str]) -> bool:
    """Whether two blocks show the same publication, as a box and as an item of a list: they share their rare words."""
    smaller = min(len(one), len(other))
    return bool(smaller) and len(one & other) / smaller > _SAME


@also("U013", scope="page", languages=MARKUP, severity=Severity.INFO, selection="tidy", fix="safe")
def tracked_link_of_page(page: CheckedPage) -> Iterator[Diagnostic]:
    """The link is on a page."""
    yield from _with_parameters(page, tracking_parameters, without_tracking, "only tracks")


@also("U012", scope="page", languages=MARKUP, severity=Severity.INFO, selection="tidy", fix="safe")
def link_of_session(page: CheckedPage) -> Iterator[Diagnostic]:
    """The link is on a page."""
    yield from _with_parameters(page, session_parameters, without_session, "ends")


def _with_parameters(
    page: CheckedPage, named: Callable[[str], Sequence[str]], without: Callable[[str], str], what: str
) -> Iterator[Diagnostic]:
    """Yields the links that have such parameters; ``what`` says what is wrong with one."""
    for link in _own_links(page):
        if names := named(link.url):
            fix = _readdressed(page, link, without(link.url), f"remove {', '.join(names)}"[:60])
            message = f"link with {quoted(names[0])}, which {what}"
            yield page.at(message, link.place.start, link.place.end, fix=fix)


def _own_links(page: CheckedPage) -> Iterator[Link]:
    """Yields the links of a page's own text to other sites."""
    for link in page.links:
        if not link.is_image and _REMOTE.match(link.url) and not page.is_generated(link.place.start):
            yield link


def _readdressed(page: CheckedPage, link: Link, url: str, title: str) -> Fix | None:
    """Writes another address as the page writes this one, `&amp;` for `&`; nothing where it has other references."""
    written = page.text[link.place.start : link.place.end]
    for ampersand in ("&", "&amp;"):
        if written == link.url.replace("&", ampersand):
            return page.replacing(title, link.place.start, link.place.end, url.replace("&", ampersand))
    return None
