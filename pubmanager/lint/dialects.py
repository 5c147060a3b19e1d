"""Dialects: which tools' fields and types a bibliography may use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError, suggestion
from pubmanager.lint.dialect_fields import FIELDS_BY_DIALECT
from pubmanager.lint.dialect_types import TYPES_BY_DIALECT
from pubmanager.model.fields import CONCEPTS, is_known, label_in
from pubmanager.model.links import LABELS
from pubmanager.model.roles import ROLE_FIELDS
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

DIALECTS = (
    "bibtex", "biblatex", "al-folio", "hugoblox", "bibbase", "bibtexbrowser", "jabref", "inspire", "ads", "dblp",
    "acl", "openreview",
)  # fmt: skip

# Annotations (author+an), numbered and private fields of managers, translations (abstract_de), fields of a feed.
_FAMILIES = regex(r"[\w-]+\+an(?::[\w-]+)?|bdsk-(?:url|file)-\d+|citeulike-linkout-\d+|jabref-.*|zotero.*|"
                       r"[a-z-]+_(?:[a-z]{2}|eng?|zh_?cn)", re.IGNORECASE)  # fmt: skip


def known_dialects(names: Sequence[str]) -> frozenset[str]:
    """Returns the named dialects, all where none is named. Raises: ``PubsError`` for an unknown one."""
    for name in names:
        if name not in DIALECTS:
            hint = suggestion(name, DIALECTS) or f"dialects: {', '.join(DIALECTS)}"
            raise PubsError(f"[lint] names the dialect '{name}'", hint=hint, setting=("lint", "dialects", name))
    return frozenset(names or DIALECTS)


@lru_cache(maxsize=8)
def fields_of(dialects: frozenset[str]) -> frozenset[str]:
    """Returns the fields that some dialects know, with those that publications are read from, in lower case."""
    own = (alias.name for concept in CONCEPTS for alias in concept.aliases)
    return frozenset((*own, *ROLE_FIELDS, *LABELS)).union(
        *(FIELDS_BY_DIALECT.get(each, ()) for each in ("", *dialects))
    )


@lru_cache(maxsize=8)
def fields_to_fill(dialects: frozenset[str]) -> frozenset[str]:
    """Returns the fields that people fill in by hand and mean when they slip: not those that exports bring."""
    own = (alias.name for concept in CONCEPTS for alias in concept.aliases)
    return frozenset((*own, *ROLE_FIELDS)).union(*(FIELDS_BY_DIALECT[each] for each in dialects & _BY_HAND))


_BY_HAND = frozenset(("bibtex", "biblatex", "al-folio", "hugoblox"))


@lru_cache(maxsize=8)
def types_of(dialects: frozenset[str]) -> frozenset[str]:
    """Returns the entry types that some dialects know, in lower case."""
    return frozenset[str]().union(*(TYPES_BY_DIALECT.get(each, ()) for each in ("", *dialects)))


@lru_cache(maxsize=1 << 12)
def is_known_field(name: str, dialects: frozenset[str]) -> bool:
    """Whether some dialect or a publication uses a field of this name (lower case).

    >>> all(is_known_field(each, frozenset()) for each in ("tldr", "url_zhihu", "author+an", "abstract_de"))
    True
    >>> is_known_field("abstact", known_dialects(()))
    False
    """
    return is_known(name) or name in fields_of(dialects) or bool(label_in(name)) or bool(_FAMILIES.fullmatch(name))
