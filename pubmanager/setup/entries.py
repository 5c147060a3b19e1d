"""What the entries of a new site's ``.bib`` say about its settings."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pubmanager.model.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.bibliography import Bibliography

_SHARE = 0.6  # of the publications an author must be in, to be taken for the owner


def likely_owner(bibliography: Bibliography) -> str:
    """Returns the author of most publications, in the longest spelling; empty where nobody stands out."""
    counts: Counter[tuple[str, str]] = Counter()
    spellings: dict[tuple[str, str], str] = {}
    for publication in bibliography:
        names = {(folded(a.name.family), folded(a.name.given)[:1]): a.name.full for a in publication.authors}
        counts.update(names.keys())
        spellings |= {key: max(spellings.get(key, ""), name, key=len) for key, name in names.items()}
    (owner, most), (_, second) = (*counts.most_common(2), (("", ""), 0), (("", ""), 0))[:2]
    return spellings.get(owner, "") if most > max(1, second) and most >= _SHARE * len(bibliography) else ""


def image_folder(bibliography: Bibliography, files: Iterable[str]) -> str:
    """Returns the folder below which the site keeps its preview images, such as ``images``; empty where it is unclear.

    Shape: ``files`` are paths relative to the site, with slashes.
    """
    wanted = [name for each in bibliography if (name := each.image) and not name.startswith(("/", ".", "http"))]
    paths = sorted(files)
    if any(name in paths for name in wanted):
        return ""
    folders = Counter(folder for name in set(wanted) for folder in _folders(name, paths))
    folder, count = next(iter(folders.most_common(1)), ("", 0))
    return folder if 2 * count > len(set(wanted)) else ""


def _folders(name: str, paths: Iterable[str]) -> Iterator[str]:
    tail = PurePosixPath(name).parts
    for path in paths:
        parts = PurePosixPath(path).parts
        if len(parts) > len(tail) and parts[-len(tail) :] == tail:
            yield "/".join(parts[: -len(tail)])
