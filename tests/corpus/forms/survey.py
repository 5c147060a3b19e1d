"""Forty real pages: which, and the skeleton of every box and list entry on them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.forms.authors import find_owner
from corpus.forms.sites import find_entries, read_sites
from corpus.forms.skeleton import entry_stream, form_of

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.forms.sites import Site

PAGES = 40


@dataclass(frozen=True)
class Entry:
    """A box or list entry. Shape: ``kind`` is "box" or "list"; ``start`` are its first words."""

    site: str
    kind: str
    skeleton: str
    start: str
    is_publication: bool


@cache
def survey(folder: Path) -> tuple[Entry, ...]:
    """Returns the entries of the forty sites with the most publications (at a tie, in the order of names)."""
    entries = [entry for site in read_sites(folder) for entry in _entries(site)]
    sizes = Counter(entry.site for entry in entries if entry.is_publication)
    chosen = sorted(sizes, key=lambda name: (-sizes[name], name))[:PAGES]
    return tuple(entry for entry in entries if entry.site in chosen)


def _entries(site: Site) -> list[Entry]:
    found = find_entries(site)
    streams = [entry_stream(each.kind, each.element) for each in found]
    owner = find_owner(streams)
    entries = []
    for each, stream in zip(found, streams, strict=True):
        form = form_of(each.kind, each.element, owner)
        is_linked = bool(
            re.search(r"⟨[^⟨⟩]*T", form.skeleton)
            and re.search("[VYS]", form.skeleton.partition("‖")[2] or form.skeleton)
        )
        is_publication = form.has_title and (form.has_authors or is_linked)
        entries.append(Entry(site.name, each.kind, form.skeleton, stream.text[:60], is_publication))
    return entries
