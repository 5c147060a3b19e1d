"""Where the file of a local link may be: below the folder of its kind, the site, or what becomes the site."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pubmanager.model.links import placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.facts import Facts
    from pubmanager.lint.subjects import CheckedLink

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
