"""The links of an entry as written: which fields hold one, of which kind, and where it leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.model.fields import CONCEPTS, Alias, is_link, is_url, label_in
from pubmanager.model.links import LABELS, read_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.lint.subjects import CheckedField

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
# Fields that hold nothing but links; other names of links are as often names of a tag, a flag or words.
_LINKS_ONLY = frozenset(("url", "html", "pdf", "code", "slides", "poster", "video", "supp", "website", "github", "repo",
                         "repository", "preview"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """One link as written.

    Shape: ``kind`` is a canonical kind, or a label of the owner's own; ``url`` is what is left without ``\\url{}`` and
    escapes, not yet below the folder of its kind.
    """

    field: CheckedField
    kind: str
    url: str

    @property
    def is_local(self) -> bool:
        """Whether it leads to a file or a page of the site."""
        is_repository = self.kind in ("code", "model") and not is_link(self.url)
        return not _SCHEME.match(self.url) and not is_repository


@lru_cache(maxsize=1 << 12)
def _uses(name: str) -> tuple[tuple[str, Alias], ...]:
    """Returns the kinds of links that a field of this name may hold, its own kind first."""
    found = [(concept.name, alias) for concept in CONCEPTS if concept.kind == "link" for alias in concept.aliases
             if alias.name == name]  # fmt: skip
    return tuple(sorted(found, key=lambda use: use[0] != name))


def kind_of(name: str, value: str) -> str:
    """Returns the kind of link in a field; empty where it holds none.

    >>> kind_of("codeurl", "https://example.org/x"), kind_of("featured", "true"), kind_of("url_zhihu", "https://a.org")
    ('code', '', 'zhihu')
    """
    for concept, alias in _uses(name):
        if alias.accepts is None or alias.accepts(value):
            return concept
    label = label_in(name) or (name if name in LABELS else "")
    return label if label and is_url(value) else ""


@lru_cache(maxsize=1 << 12)
def may_hold_link(name: str) -> bool:
    """Whether a field of this name may hold a link, whatever stands in it."""
    return bool(_uses(name)) or bool(label_in(name)) or name in LABELS


@lru_cache(maxsize=1 << 12)
def holds_only_links(name: str) -> bool:
    """Whether whatever stands in a field of this name should be a link."""
    return name in _LINKS_ONLY or (bool(label_in(name)) and bool(_uses(name)))


def links_in(fields: Iterable[CheckedField]) -> Iterator[CheckedLink]:
    """Yields the links of an entry in the order of its fields."""
    for field in fields:
        if may_hold_link(field.name) and (value := field.value):
            kind = kind_of(field.name, value)
            if kind and (url := read_url(value)):
                yield CheckedLink(field, kind, url)
