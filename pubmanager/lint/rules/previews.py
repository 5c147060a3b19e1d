"""Rules about previews: which papers have one, what they show to whom, and how heavy they are."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pubmanager.findings import Severity, quoted
from pubmanager.lint.asset_places import find_asset, path_of
from pubmanager.lint.rule import also, rule
from pubmanager.model.fields import BY_NAME
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField, CheckedLink
    from pubmanager.model.publication import Publication

_ALT_FIELDS = tuple(alias.name for alias in BY_NAME["preview_alt"].aliases)
_PLACEHOLDER = regex(
    r"\s*(?:sym|(?:img|images?|pictures?|photo|preview|teaser|figure|fig\.?)\s*\d*|thumb(?:nail)?|alt(?:\s*text)?|"
    r"todo|tb[ad]|xxx+|placeholder|[\w.-]+\.(?:png|jpe?g|gif|webp|svg))\s*", re.IGNORECASE
)  # fmt: skip
_WRONG_FORMAT = regex(r"\.(?P<format>tiff?|bmp|heic|heif|eps|ps|pdf|psd|ai)\s*$", re.IGNORECASE)
_ANIMATED = ".gif"
_OF_PROJECT = ("code", "dataset", "model", "project", "demo")


@also("H016", scope="bibliography", severity=Severity.INFO, selection="tidy")
def selected_without_preview(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A preview is missing, but most of the others have one."""
    selected = [each for each in checked.publications if each.is_selected and not each.is_hidden]
    bare = [each for each in selected if not each.image]
    if len(bare) * 4 <= len(selected):
        for publication in bare:
            yield checked.entry_of(publication).at_key("selected, but without a preview", field="preview")


@also("X010", scope="bibliography", severity=Severity.INFO, selection="tidy")
def shared_preview(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two publications have the same preview.

    A picture of three papers and more, of two in one journal, or of two with the same link to code, data or a project
    is taken for a common one.
    """
    by_image: dict[str, list[Publication]] = {}
    for publication in checked.publications:
        if publication.image:
            by_image.setdefault(publication.image, []).append(publication)
    for sharing in by_image.values():
        if len(sharing) == 2 and not _may_share(*sharing) and (link := _preview(checked.entry_of(sharing[1]))):
            yield link.field.at(f"same preview as {quoted(sharing[0].key)}", also=(checked.entry_of(sharing[0]),))


def _may_share(one: Publication, other: Publication) -> bool:
    """Whether two are one work, of one project, or in one journal, whose cover or logo stands for both."""
    is_one_work = one.title.text.casefold() == other.title.text.casefold()
    venue, other_venue = one.venue, other.venue
    projects, others = ({each.url for each in work.links if each.kind in _OF_PROJECT} for work in (one, other))
    return (
        is_one_work
        or bool(projects & others)
        or (venue.kind == "journal" and venue.name.casefold() == other_venue.name.casefold())
    )


def _preview(entry: CheckedEntry) -> CheckedLink | None:
    return next((link for link in entry.links if link.kind == "preview"), None)


@rule("U016", scope="field", fields=_ALT_FIELDS, severity=Severity.WARNING, fix="unsafe")
def placeholder_alt_text(field: CheckedField) -> Iterator[Diagnostic]:
    """A picture's alternative text is empty or meaningless: "sym", "image", the file name.

    Why: a screen reader reads it instead of a description of the picture. If img.shields.io does not respond, a badge
    with an empty text disappears, and its link with it.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          preview = {https://example.org/a.png}, preview_alt = {sym}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          preview = {https://example.org/a.png}, preview_alt = {An owl that turns its head}}

    Fix: unsafe; the field is removed, and the paper's title is used instead. On a page, only you know what the picture
    shows.
    Source: WCAG 2.2, success criterion 1.1.1; 83 % of the previews of homepages say "sym".
    """
    if _PLACEHOLDER.fullmatch(field.content):
        yield field.at(f"{quoted(field.content)} does not describe the picture", fix=field.removing("remove the field"))


HEAVY: Final = MappingProxyType({"kilobytes": 1000, "animated_kilobytes": 3000})


@rule("U017", scope="entry", severity=Severity.INFO, selection="tidy", options=HEAVY)
def heavy_preview(entry: CheckedEntry, *, kilobytes: int, animated_kilobytes: int) -> Iterator[Diagnostic]:
    """A preview or image is too large, or a preview has a format that browsers do not display.

    Why: it is displayed a few centimetres wide, but readers have to load all of it. The options set the limits.

    Bad:
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, preview = {images/owl.tiff}}
        --- images/owl.tiff
        An owl

    Good:
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, preview = {images/owl.png}}
        --- images/owl.png
        An owl

    Fix: none; make a smaller picture, or one in another format.
    Source: the image formats of the HTML standard; web.dev, "image performance".
    """
    for link in entry.links:
        if link.kind != "preview":
            continue
        if found := _WRONG_FORMAT.search(path_of(link.url)):
            yield link.field.at(f"browsers do not show {quoted(found['format'])}")
        elif (size := _size(link, entry)) > 1000 * (animated_kilobytes if is_animated(link.url) else kilobytes):
            yield link.field.at(f"the preview is {size // 1000} kB large")


def is_animated(url: str) -> bool:
    """Whether a picture may move."""
    return path_of(url).lower().endswith(_ANIMATED)


def _size(link: CheckedLink, entry: CheckedEntry) -> int:
    """Returns the size of a preview that is a picture of the site; 0 for videos and all others. Units: bytes."""
    site = entry.facts.site
    is_video = path_of(link.url).lower().endswith((".mp4", ".webm"))
    path = find_asset(link, entry.facts) if site and link.is_local and not is_video else None
    return site.files.size(path) if site and path else 0
