"""Rules about the files of the site that entries link to, previews among them, and where such a file may be."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

from pubmanager.findings import Severity, quoted
from pubmanager.lint.links import holds_only_links
from pubmanager.lint.rule import Diagnostic, also, rule
from pubmanager.model.fields import BY_NAME
from pubmanager.model.links import placed, read_url
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.findings import Fix
    from pubmanager.lint.facts import Facts
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField, CheckedLink


# Pages are made by the generator, and may not be there yet.
_FILE = regex(
    r"[^?#]*\.(?:pdf|pptx?|key|zip|png|jpe?g|gif|webp|svg|avif|bmp|tiff?|mp4|webm|mov|bib|txt|ps|gz|docx?|csv)",
    re.IGNORECASE,
)
_PRIVATE = regex(
    r"file:|~/|/(?:Users|home)/[^/]+/|[a-z]:[\\/](?!/)|\\\\[\w-]+\\|/(?:mnt|Volumes|tmp|private)/", re.IGNORECASE
)


@rule("U006", scope="entry", severity=Severity.ERROR)
def missing_file(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link, preview or image of a page names a missing file, or has the wrong case.

    Why: the button leads to "404 not found", and the picture is missing. `A.pdf` instead of `a.pdf` works on most
    laptops, but GitHub Pages distinguishes upper and lower case.

    Bad:
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, pdf = {papers/owls.pdf}}

    Good:
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, pdf = {papers/owls.pdf}}
        --- papers/owls.pdf
        Owls

    Fix: safe; a link of an entry gets the name of the file. A missing file is for you to find.
    Source: papis, "files"; 212 images on 44 homepages.
    """
    for link in _local_files(entry):
        if find_asset(link, entry.facts) is None and _may_be_here(link, entry):
            yield link.field.at(_missing(link, entry))


_LONGEST = 52  # characters of a path in a message


def _missing(link: CheckedLink, entry: CheckedEntry) -> str:
    """Says which file is not there, as the site's folders have it, and which setting would help."""
    kind = "image" if link.kind == "preview" else link.kind
    path = expected_path(link, entry.facts)
    shown = path if len(path) <= _LONGEST else f"…{path[1 - _LONGEST :]}"  # the name is at the end
    return f"there is no file '{shown}'" + ("" if "/" in path else f"; set '{kind}' in [assets]")


def _local_files(entry: CheckedEntry) -> Iterator[CheckedLink]:
    """Yields the links to files of the site, where the site is known."""
    for link in entry.links if entry.facts.site else ():
        if link.is_local and _FILE.fullmatch(path_of(link.url)) and not _PRIVATE.match(link.url):
            yield link


def _may_be_here(link: CheckedLink, entry: CheckedEntry) -> bool:
    """Whether its absence is a fault: another repository may serve a folder of the root that this one does not have."""
    parts = PurePosixPath(path_of(link.url)).parts
    site = entry.facts.site
    return parts[0] != "/" or len(parts) < 3 or (site is not None and site.files.find(parts[1]) is not None)


@also("U006", scope="entry", severity=Severity.ERROR, fix="safe")
def file_in_another_case(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The file's name has another case."""
    for link in _local_files(entry):
        path = find_asset(link, entry.facts)
        wanted = unquote(path_of(link.url)).lstrip("./")
        if path and not path.endswith(wanted) and len(wanted) <= len(path):
            real = path[-len(wanted) :]
            if real.casefold() == wanted.casefold():
                yield link.field.at(f"the file is called {quoted(real, 40)}", fix=_respelled(link.field, wanted, real))


def _respelled(field: CheckedField, wanted: str, real: str) -> Fix | None:
    for typed, right in ((wanted, real), (quote(wanted), quote(real))):
        start = field.content.find(typed)
        if start >= 0 and field.is_literal:
            return field.replacing(f"write {quoted(real, 40)}", start, start + len(typed), right)
    return None


@rule("U008", scope="entry", severity=Severity.ERROR)
def private_path(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link is a path on a private computer, or leads out of the site.

    Why: nobody else has the file, and everybody sees the path.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          pdf = {/home/jane/papers/owls.pdf}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, pdf = {/papers/owls.pdf}}

    Fix: none; only you know where the file is in the site.
    Source: homepages with links to `C:\\Users`.
    """
    for field in entry.odd_links:
        if not field.kind and not holds_only_links(field.name):
            continue
        url = read_url(field.value)
        if found := private_part(field.value) or private_part(url):
            yield field.at(f"{quoted(found.group())} is a path on a private computer")
        elif entry.facts.site and url.startswith("../") and _climbs(url) > depth_of_pages(entry.facts):
            yield field.at(f"{quoted(url)} leads out of the site")


def private_part(url: str) -> re.Match[str] | None:
    """Returns what makes an address a path of one computer."""
    return _PRIVATE.match(url.strip())


def _climbs(url: str) -> int:
    found = re.match(r"(?:\.\./)*", url)
    return len(found.group()) // 3 if found else 0


_ALT_FIELDS = tuple(alias.name for alias in BY_NAME["preview_alt"].aliases)
_PLACEHOLDER = regex(
    r"\s*(?:sym|(?:img|images?|pictures?|photo|preview|teaser|figure|fig\.?)\s*\d*|thumb(?:nail)?|alt(?:\s*text)?|"
    r"todo|tb[ad]|xxx+|placeholder|[\w.-]+\.(?:png|jpe?g|gif|webp|svg))\s*", re.IGNORECASE
)  # fmt: skip
_WRONG_FORMAT = regex(r"\.(?P<format>tiff?|bmp|heic|heif|eps|ps|pdf|psd|ai)\s*$", re.IGNORECASE)
_ANIMATED = ".gif"


@also("H016", scope="bibliography", severity=Severity.INFO, selection="tidy")
def selected_without_preview(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A preview is missing, but most of the others have one."""
    selected = [each for each in checked.publications if each.is_selected and not each.is_hidden]
    bare = [each for each in selected if not each.image]
    if len(bare) * 4 <= len(selected):
        for publication in bare:
            yield checked.entry_of(publication).at_key("selected, but without a preview", field="preview")


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


# What generators copy to the site's root.
_ROOTS = ("static", "public", "src", "docs", "content")


def path_of(url: str) -> str:
    """Returns the path in a local address, without query and fragment; empty where it cannot be read."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def find_asset(link: CheckedLink, facts: Facts) -> str | None:
    """Returns the file of a local link as it is called on disk; ``None`` where it is not there."""
    if facts.site is None:
        return None
    found = [path for url, base in _places(link, facts) if (path := facts.site.files.find(url, base))]
    wanted = PurePosixPath(path_of(link.url)).name
    return next((path for path in found if path.endswith(wanted)), found[0] if found else None)


def expected_path(link: CheckedLink, facts: Facts) -> str:
    """Returns where the file of a local link should be, as a path in the folder of the site."""
    url = next(url for url, _ in _places(link, facts))
    return unquote(path_of(url.removeprefix(_base_url(facts)))).lstrip("/")


def _places(link: CheckedLink, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yields addresses with the folders that they may start from, the likeliest first."""
    kind = "image" if link.kind == "preview" else link.kind
    url = placed(link.url, kind, facts.config.assets)
    yield url, ""
    if base := _base_url(facts):
        yield url.removeprefix(base), ""
    yield from _below_roots(url)
    if not url.startswith("/"):
        for folder in _page_folders(facts):
            yield url, folder


def find_from_page(url: str, page: str, facts: Facts) -> str | None:
    """Returns the file of a local address on a page, as it is called on disk; ``None`` where it is not there."""
    if facts.site is None:
        return None
    path = PurePosixPath(page)
    folder = "" if page.startswith("_") or path.parent == PurePosixPath() else path.parent.as_posix()
    bare = url.removeprefix(_base_url(facts))
    places = [(url, folder), (bare, ""), (url, f"{folder}/{path.stem}".lstrip("/")), *_below_roots(bare)]
    return next((found for place in places if (found := facts.site.files.find(*place))), None)


def _below_roots(url: str) -> Iterator[tuple[str, str]]:
    for root in _ROOTS:
        yield f"{root}/{url.lstrip('/')}", ""


def _base_url(facts: Facts) -> str:
    base = facts.site.jekyll.get("baseurl") if facts.site else ""
    return base.rstrip("/") if isinstance(base, str) else ""


def _page_folders(facts: Facts) -> Iterator[str]:
    """Yields the folders of pages; ``../`` leads out of them, and out of the folder a page without ending becomes."""
    for page in facts.config.pages:
        path = PurePosixPath(page)
        folder = "" if path.parent.as_posix() in (".", "_pages") else path.parent.as_posix()
        yield folder
        yield f"{folder}/{path.stem}".lstrip("/")


def depth_of_pages(facts: Facts) -> int:
    """Returns how many ``..`` still lead to a place in the site."""
    depths = [len(PurePosixPath(page).with_suffix("").parts) for page in facts.config.pages]
    folders = [len(PurePosixPath(folder.strip("/")).parts) for folder in facts.config.assets.values()]
    return max((*depths, *folders, 2))
