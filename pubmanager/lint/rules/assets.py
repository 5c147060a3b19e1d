"""Rules about the files of the site that entries link to."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pubmanager.findings import Severity, quoted
from pubmanager.lint.asset_places import depth_of_pages, expected_path, find_asset, path_of
from pubmanager.lint.links import holds_only_links
from pubmanager.lint.rule import Diagnostic, also, rule
from pubmanager.model.links import read_url
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.findings import Fix
    from pubmanager.lint.subjects import CheckedEntry, CheckedField, CheckedLink

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
