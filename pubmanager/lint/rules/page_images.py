"""Rules about images on pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.asset_places import find_from_page
from pubmanager.lint.rule import MARKUP, rule
from pubmanager.pages.prose import PRINTED
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.facts import SiteFacts
    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.pages.html import Tag

_PLACEHOLDERS = frozenset(
    ("", "sym", "image", "img", "alt", "alt text", "picture", "figure", "photo", "preview", "badge", "icon")
)
_LONGEST = 1000  # letters of an alternative text: what is longer is no placeholder
_UP = regex(r"^(?:\.\./)+")
_REMOTE = regex(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@rule("W002", scope="page", languages=MARKUP, severity=Severity.WARNING)
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
    what = f"only the placeholder {quoted(alt)}" if alt.strip() else "no words"
    return f"image {name} has {what} for who cannot see it"


@rule("W010", scope="page", languages=MARKUP, severity=Severity.WARNING, options={"kilobytes": 500})
def missing_image(page: CheckedPage, *, kilobytes: int) -> Iterator[Diagnostic]:
    """Image of the site that is not there, is written in another case, or is heavy.

    Why: the page shows a broken image; GitHub Pages distinguishes `A.png` from `a.png` though a laptop may not; readers
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
    places: dict[str, str | None] = {}
    for image in (each for each in page.links if each.is_image) if site else ():
        assert site is not None
        url, start, end = image.url, image.place.start, image.place.end
        if not url.strip() or _REMOTE.match(url) or "{" in url or PRINTED in url:
            continue
        if url not in places:
            places[url] = find_from_page(url, page.path, page.facts) or _above_root(site, url)
        path = places[url]
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
