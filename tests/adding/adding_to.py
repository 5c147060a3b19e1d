"""Adding in memory, as the tests of this folder need it."""

from __future__ import annotations

from pubmanager.adding.addition import Addition, AddOptions, add
from pubmanager.adding.paste import parse_fields
from pubmanager.bibliography import Bibliography
from pubmanager.source import Source


def adding(
    old: str | bytes,
    paste: str,
    *,
    fields: str = "",
    canonical: bool = False,
    key: str = "",
    keep_key: bool = False,
    update: bool = False,
) -> Addition:
    """Adds a paste to a text; bytes are decoded like a file."""
    source = Source.from_bytes("a.bib", old) if isinstance(old, bytes) else Source("a.bib", old)
    bibliography = Bibliography.from_sources([source])
    options = AddOptions(parse_fields(fields, canonical=canonical), key, keep_key, update)
    return add(bibliography, source, Source("<stdin>", paste), options)


def added(old: str, paste: str, **options: object) -> str:
    """Returns the new text of what is not refused."""
    addition = adding(old, paste, **options)  # type: ignore[arg-type]
    assert addition.refusals == ()
    return addition.text
