"""Dialects: which tools' fields and types a bibliography may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.errors import PubsError, suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

DIALECTS = (
    "bibtex", "biblatex", "al-folio", "hugoblox", "bibbase", "bibtexbrowser", "jabref", "inspire", "ads", "dblp",
    "acl", "openreview",
)  # fmt: skip


def known_dialects(names: Sequence[str]) -> frozenset[str]:
    """Returns the named dialects, all where none is named. Raises: ``PubsError`` for an unknown one."""
    for name in names:
        if name not in DIALECTS:
            hint = suggestion(name, DIALECTS) or f"dialects: {', '.join(DIALECTS)}"
            raise PubsError(f"[lint] names the dialect '{name}'", hint=hint)
    return frozenset(names or DIALECTS)
