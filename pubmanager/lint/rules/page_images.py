"""Rules about images on pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import MARKUP, also
from pubmanager.lint.rules.assets import HEAVY, find_from_page, is_animated
from pubmanager.pages.prose import PRINTED
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.facts import SiteFacts
    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.pages.html import Link, Tag

_PLACEHOLDERS = frozenset(
    ("", "sym", "image", "img", "alt", "alt text", "picture", "figure", "photo", "preview", "badge", "icon")
)
_LONGEST = 1000  # letters of an alternative text: what is longer is no placeholder
_UP = regex(r"^(?:\.\./)+")
_REMOTE = regex(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@also("U016", scope="page", languages=MARKUP, severity=Severity.WARNING)
def image_without_words(page: CheckedPage) -> Iterator[Diagnostic]:
    """The picture is on a page."""
    for image in (each for each in page.links if each.is_image):
        label = image.label or Span(0, 0)
        text = page.masked[label.start : label.end] if len(label) < _LONGEST else "long"
        if text.strip().casefold() in _PLACEHOLDERS and not (image.tag and _is_described(image.tag)):
            alt = image.tag.attribute("alt") if image.tag else None
            span = alt.span if alt else image.span
            yield page.at(_message(text, image.url), span.start, span.end)


def _is_described(tag: Tag) -> bool:
    """Whether an image without words is decoration, or a program or a template may give it some."""
    given = {each.name: each.value.lower() for each in tag.attributes()}
    is_decoration = given.get("aria-hidden") == "true" or given.get("role") in ("presentation", "none")
    return is_decoration or any(name.endswith((":alt", "[alt]")) or name[0] in ("{", PRINTED) for name in given)


def _message(alt: str, url: str) -> str:
    name = quoted(url.split("?")[0].rstrip("/").rsplit("/", 1)[-1])
    what = f"only the placeholder {quoted(alt)} as alt text" if alt.strip() else "no alt text"
    return f"image {name} has {what}"


@also("U006", scope="page", languages=MARKUP, severity=Severity.WARNING)
def missing_image(page: CheckedPage) -> Iterator[Diagnostic]:
    """The image is on a page."""
    for image, path in _images(page):
        wanted = image.url.split("?")[0].split("#")[0]
        if path is None:
            yield page.at(f"image {quoted(image.url)} does not exist", image.place.start, image.place.end)
        elif not path.endswith(wanted.lstrip("./")):
            message = f"image {quoted(image.url)} is called {quoted(path.rsplit('/', 1)[-1])}"
            yield page.at(message, image.place.start, image.place.end)


@also("U017", scope="page", languages=MARKUP, severity=Severity.INFO, selection="tidy", options=HEAVY)
def heavy_image(page: CheckedPage, *, kilobytes: int, animated_kilobytes: int) -> Iterator[Diagnostic]:
    """The image is on a page."""
    site = page.facts.site
    for image, path in _images(page):
        most = 1000 * (animated_kilobytes if is_animated(image.url) else kilobytes)
        if site and path and (size := site.files.size(path)) > most:
            yield page.at(f"image {quoted(image.url)} is {size // 1000} kB large", image.place.start, image.place.end)


def _images(page: CheckedPage) -> Iterator[tuple[Link, str | None]]:
    """Yields the images of a page that are files of the site, each with its path; ``None`` where it is missing."""
    site = page.facts.site
    places: dict[str, str | None] = {}
    for image in (each for each in page.links if each.is_image) if site else ():
        assert site is not None
        url = image.url
        if not url.strip() or _REMOTE.match(url) or "{" in url or PRINTED in url:
            continue
        if url not in places:
            places[url] = find_from_page(url, page.path, page.facts) or _above_root(site, url)
        yield image, places[url]


def _above_root(site: SiteFacts, url: str) -> str | None:
    """Returns the file that browsers find when `../` leads out of a site: they stop at its root."""
    return None if site.jekyll.get("baseurl") else site.files.find(_UP.sub("", url))
