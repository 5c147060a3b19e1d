"""The links of an entry as written: which fields hold one, of which kind, and where it leads."""

from __future__ import annotations

import re
from functools import lru_cache

from pubmanager.model.fields import CONCEPTS, Alias, is_url, label_in
from pubmanager.model.links import LABELS
from pubmanager.regex import regex

# Fields that hold nothing but links; other names of links are as often names of a tag, a flag or words.
_LINKS_ONLY = frozenset(("url", "html", "pdf", "code", "slides", "poster", "video", "supp", "website", "github", "repo",
                         "repository", "preview"))  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _uses(name: str) -> tuple[tuple[str, Alias], ...]:
    """Returns the kinds of links that a field of this name may hold, its own kind first."""
    found = [(concept.name, alias) for concept in CONCEPTS if concept.kind == "link" for alias in concept.aliases
             if alias.name == name]  # fmt: skip
    return tuple(sorted(found, key=lambda use: use[0] != name))


_PLAIN = regex(
    r"https?://(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?:[/?#][\w/.~:?=&#%+,;@!-]*)?|(?!h?t{1,3}p)[\w-]+/[\w.-]+",
    re.IGNORECASE,
)


def is_plain(content: str) -> bool:
    """Whether a link is an address on the web, or ``owner/name``, as simple as any.

    >>> is_plain("https://example.org/a_b.pdf#page=2"), is_plain("birds/owls"), is_plain(r"https://example.org/a\\_b")
    (True, True, False)
    """
    return bool(_PLAIN.fullmatch(content))


@lru_cache(maxsize=1 << 12)
def may_hold_link(name: str) -> bool:
    """Whether a field of this name may hold a link, or should."""
    return bool(_uses(name)) or bool(label_in(name)) or name in LABELS or name in _LINKS_ONLY


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
def holds_only_links(name: str) -> bool:
    """Whether whatever stands in a field of this name should be a link."""
    return name in _LINKS_ONLY or (bool(label_in(name)) and bool(_uses(name)))
