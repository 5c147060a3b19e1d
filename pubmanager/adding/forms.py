"""The forms in which a file writes names and DOIs, for entries that are added to it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.adding.write import NewField
from pubmanager.formatting.written import content
from pubmanager.lint.written_names import family_first, given_first
from pubmanager.model.identifiers import read_identifier
from pubmanager.model.names import plain_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.bibtex.entry import Entry

_MOSTLY = 0.8
_FEWEST = 2


class Forms(Struct, frozen=True):
    """How a file writes things.

    Shape: ``names`` is ``family`` (``Vale, Ann``), ``given`` (``Ann Vale``) or empty for both; ``doi`` is what
    stands before a DOI, ``None`` where that differs.
    """

    names: str = ""
    doi: str | None = None

    def written(self, field: NewField) -> NewField:
        """Returns a field of a new entry in the form of the file; names stay where one of them cannot be turned."""
        if field.raw[:1] not in '{"' or not field.raw:
            return field
        text = content(field.raw)
        if field.name in ("author", "editor") and self.names:
            turned = [self._turned(piece) for piece in plain_pieces(text)]
            return NewField(field.name, f"{{{' and '.join(turned)}}}") if all(turned) else field
        if field.name == "doi" and self.doi is not None and (bare := read_identifier("doi", text)):
            return NewField(field.name, f"{{{self.doi}{bare}}}")
        return field

    def _turned(self, name: str) -> str:
        if name == "others":
            return name
        is_turned = ("," in name) == (self.names == "family")
        return name if is_turned else family_first(name) if self.names == "family" else given_first(name)


def forms_of(entries: Iterable[Entry]) -> Forms:
    """Finds the forms of a file: what four of five of at least two have; of one DOI, that nothing is before it."""
    names, prefixes = Counter[str](), Counter[str]()
    for entry in entries:
        for field in entry.fields:
            if not field.is_literal:
                continue
            text = content(field.raw)
            if field.name in ("author", "editor"):
                whole = [piece for piece in plain_pieces(text) if " " in piece and "{" not in piece]
                names.update("family" if "," in piece else "given" for piece in whole)
            elif field.name == "doi" and (bare := read_identifier("doi", text)) and text.endswith(bare):
                prefixes[text.removesuffix(bare)] += 1
    doi = "" if prefixes == {"": 1} else _usual(prefixes)  # a bare DOI is how the field is meant
    return Forms(_usual(names) or "", doi)


def _usual(found: Counter[str]) -> str | None:
    [(form, count)] = found.most_common(1) or [("", 0)]
    return form if count >= _FEWEST and count >= _MOSTLY * found.total() else None
