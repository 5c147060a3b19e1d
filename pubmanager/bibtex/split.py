"""The fields of a well-formed entry as bibtexparser's splitter reads them, with their places; its only importer."""

from __future__ import annotations

from functools import lru_cache

from pubmanager.bibtex.entry import NAME, Field
from pubmanager.bibtex.salvage import Salvaged, well_formed
from pubmanager.bibtex.scan import is_special


def split(text: str, start: int, end: int) -> Salvaged | None:
    """Reads well-formed fields with bibtexparser's splitter; ``None`` where it fails or what it gives is not right.

    Units: ``end`` is behind the brace that closes the entry.
    """
    if is_special(text, start, end):
        return None
    fields = _split_fields("@x{k," + text[start:end])
    if fields is None:
        return None
    found, position = [], start
    for name, raw in fields:
        field = _placed(text, position, name, raw)
        if field is None:
            return None
        found.append(field)
        position = field.value_span.end
    is_whole = not text[position : end - 1].strip(" \t\r\n,")
    return Salvaged(tuple(found), (), end) if is_whole else None


def _split_fields(piece: str) -> list[tuple[str, str]] | None:
    from bibtexparser.model import DuplicateFieldKeyBlock
    from bibtexparser.model import Entry as SplitEntry
    from bibtexparser.splitter import Splitter

    _silence()
    blocks = Splitter(piece).split().blocks
    block = blocks[0] if blocks else None
    if isinstance(block, DuplicateFieldKeyBlock):
        block = block.ignore_error_block
    if not isinstance(block, SplitEntry):
        return None
    return [(field.key, field.value) for field in block.fields]


@lru_cache(maxsize=1)
def _silence() -> None:
    """Takes what the splitter logs; our findings say it with a place."""
    import logging

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def _placed(text: str, position: int, name: str, raw: str) -> Field | None:
    """Finds a field that the splitter read; ``None`` where its name or value is not well formed."""
    if not raw or not NAME.fullmatch(name):
        return None
    name_start = text.find(name, position)
    start = text.find(raw, text.find("=", name_start + len(name)))
    if name_start < 0 or start < 0 or text[position:name_start].strip(" \t\r\n,"):
        return None
    end = start + len(raw)
    if not _is_well_formed(raw):
        return None
    return Field(text, name.lower(), name_start, start, end)


def _is_well_formed(raw: str) -> bool:
    if raw[0] == "{" and raw[-1] == "}" and raw.count("{") == 1 == raw.count("}"):
        return True  # most values
    spans = list(well_formed(raw, 0, len(raw)))
    return bool(spans) and spans[-1].end == len(raw)
