"""Rules about images on pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.asset_places import find_from_page
from pubmanager.lint.rule import rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.facts import SiteFacts
    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic

_MARKDOWN = regex(r"!\[(?P<alt>[^\]]*)\]\((?P<url>[^)\s]*)[^)]*\)")
_HTML = regex(r"<img\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_ALT = regex(r"\balt\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_SRC = regex(r"\bsrc\s*=\s*[\"'](?P<url>[^\"']*)[\"']", re.IGNORECASE)
_PLACEHOLDERS = frozenset(
    ("", "sym", "image", "img", "alt", "alt text", "picture", "figure", "photo", "preview", "badge", "icon")
)
_DECORATIVE = regex(r"aria-hidden\s*=\s*[\"']true|role\s*=\s*[\"'](?:presentation|none)", re.IGNORECASE)
_UP = regex(r"^(?:\.\./)+")
_REMOTE = regex(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@rule("W002", scope="page", severity=Severity.WARNING)
def image_without_words(page: CheckedPage) -> Iterator[Diagnostic]:
    """Image whose alternative text is empty or a placeholder.

    Why: who does not see it hears "sym"; when img.shields.io does not answer, a badge with an empty text is gone, and
    its link with it.

    Bad:
        --- about.md
        ![](https://img.shields.io/badge/Paper-fff)

    Good:
        --- about.md
        ![Paper](https://img.shields.io/badge/Paper-fff)

    Fix: none; what an image shows is for the owner to say.
    Source: WCAG 2.2, 1.1.1; 465 images of 53 homepages say "sym".
    """
    for found in _MARKDOWN.finditer(page.masked):
        if found["alt"].strip().casefold() in _PLACEHOLDERS:
            yield page.at(_message(found["alt"], found["url"]), *found.span())
    for found in _HTML.finditer(page.masked):
        alt, src = _ALT.search(found["attributes"]), _SRC.search(found["attributes"])
        text = (alt["double"] or alt["single"] or "") if alt else ""
        if text.strip().casefold() in _PLACEHOLDERS and not _DECORATIVE.search(found["attributes"]):
            start = found.start("attributes") + alt.start() if alt else found.start()
            end = found.start("attributes") + alt.end() if alt else found.end()
            yield page.at(_message(text, src["url"] if src else ""), start, end)


def _message(alt: str, url: str) -> str:
    name = quoted(url.split("?")[0].rstrip("/").rsplit("/", 1)[-1])
    what = f"only the placeholder {quoted(alt)}" if alt.strip() else "no words"
    return f"image {name} has {what} for who cannot see it"


@rule("W010", scope="page", severity=Severity.WARNING, options={"kilobytes": 500})
def missing_image(page: CheckedPage, *, kilobytes: int) -> Iterator[Diagnostic]:
    """Image of the site that is not there, is written in another case, or is heavy.

    Why: a broken image stands on the page; GitHub Pages tells `A.png` from `a.png` though a laptop may not; readers
    wait for what is too big. The option `kilobytes` says what is.

    Bad:
        --- about.md
        ![An owl](images/owl.png)

    Good:
        --- about.md
        ![An owl](images/owl.png)
        --- images/owl.png
        An owl

    Fix: none; the file or its name may be wrong.
    Source: 212 images of 44 homepages.
    """
    site = page.facts.site
    for start, end, url in _sources(page.masked) if site else ():
        assert site is not None
        if not url or _REMOTE.match(url) or "{" in page.text[start:end] or not url.strip():
            continue
        path = find_from_page(url, page.path, page.facts) or _above_root(site, url)
        wanted = url.split("?")[0].split("#")[0]
        if path is None:
            yield page.at(f"image {quoted(url)} is not there", start, end)
        elif not path.endswith(wanted.lstrip("./")):
            yield page.at(f"image {quoted(url)} is called {quoted(path.rsplit('/', 1)[-1])}", start, end)
        elif (size := site.files.size(path)) > 1000 * kilobytes:
            yield page.at(f"image {quoted(url)} has {size // 1000} kB", start, end)


def _above_root(site: SiteFacts, url: str) -> str | None:
    """Returns the file that browsers find when `../` leads out of a site: they stop at its root."""
    return None if site.jekyll.get("baseurl") else site.files.find(_UP.sub("", url))


def _sources(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields place and address of each image."""
    for found in _MARKDOWN.finditer(text):
        yield *found.span("url"), found["url"]
    for found in _HTML.finditer(text):
        if src := _SRC.search(found["attributes"]):
            at = found.start("attributes")
            yield at + src.start("url"), at + src.end("url"), src["url"]
