"""Citation keys where they stand: in entries, in fields and settings that refer to them, and in pages that cite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibtex.entry import KEY_IN_LIST, REFERENCES
from pubmanager.inputs import read_source
from pubmanager.lsp.documents import is_bib
from pubmanager.regex import regex
from pubmanager.site import Site
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.bibtex.entry import Entry
    from pubmanager.lsp.documents import Draft
    from pubmanager.regex import LazyPattern

# How pages cite: what opens a citation, what its keys stand in, and one key.
_FORMS = (
    # jekyll-scholar
    (r"\{%-?\s*(?:cite[tp]?|nocite|fullcite|reference|details_link|quote)\s+", r"[^%}\r\n]*", r"(?<!\S)[^\s,%]+"),
    # MyST and Sphinx
    (r"\{cite(?::\w+)?\}`|:cite(?::\w+)?:`", r"[^`\r\n]*", r"[^\s,`]+"),
    # pandoc and Quarto
    (r"(?<![\w@.])@", r"\w*(?:[:.#$%&+?<>~/-]+\w+)*", r".+"),
    # front matter, as al-folio has it
    (r"^(?:related_publications|publications|pubs)[ \t]*:",
     r"[^\r\n]*(?:\r?\n[ \t]*-[ \t]+[^\r\n]*)*", r"[^\s,\[\]\"']+"),
)  # fmt: skip
_SETTINGS = (
    (r"^[ \t]*(?:[\w.\"-]+\.)?order[ \t]*=[ \t]*\[", r"[^\]]*", r"(?<=\")[^\"\r\n]+(?=\")|(?<=')[^'\r\n]+(?=')"),
)


def _compiled(forms: Iterable[tuple[str, str, str]]) -> tuple[tuple[LazyPattern, LazyPattern], ...]:
    return tuple((regex(f"(?:{opening})(?P<keys>{body})", re.MULTILINE), regex(key)) for opening, body, key in forms)


_IN_PAGES, _IN_SETTINGS = _compiled(_FORMS), _compiled(_SETTINGS)
_TYPED = tuple(regex(f"(?:{opening}){body}\\Z", re.MULTILINE) for opening, body, _ in _FORMS)
_WORD = regex(r"[^\s,\[\]\"'`%@]*\Z")


class Mention(Struct, frozen=True):
    """A key at one place. Shape: ``entry`` is the entry whose key it is, ``None`` where the key refers to one."""

    key: str
    source: Source
    span: Span
    entry: Entry | None = None


def entries(draft: Draft) -> Iterator[Entry]:
    """Yields the entries of all files that a document belongs together with."""
    for reading in draft.target.bibliography.readings if draft.target else ():
        yield from reading.entries


def mention_at(draft: Draft, offset: int) -> Mention | None:
    """Returns the key at an offset of a document; ``None`` where there is none that an entry has."""
    return next((each for each in mentions(draft, (draft.source,)) if each.span.start <= offset <= each.span.end), None)


def mentions(draft: Draft, sources: Iterable[Source] = ()) -> Iterator[Mention]:
    """Yields where keys of entries stand: in some sources, or in all of the site and in its settings."""
    known = {entry.key for entry in entries(draft) if entry.key}
    for source in sources or _sources(draft):
        found = _in_bib(draft, source) if is_bib(source.path) else _in_text(source)
        yield from (each for each in found if each.key in known)


def cited_word(text: str) -> str | None:
    """Returns the beginning of the key that a page cites at the end of a text; ``None`` where it cites nothing.

    >>> cited_word("as in [@doe20"), cited_word("{% cite doe2020 ro"), cited_word("a@doe")
    ('doe20', 'ro', None)
    """
    if any(pattern.search(text) for pattern in _TYPED):
        found = _WORD.search(text)
        return found.group() if found else ""
    return None


def _sources(draft: Draft) -> Iterator[Source]:
    whole = draft.target.whole if draft.target else None
    if isinstance(whole, Site):
        yield from whole.texts.values()
        yield read_source(whole.settings_file)
    elif draft.target:
        yield from draft.target.sources.values()


def _in_bib(draft: Draft, source: Source) -> Iterator[Mention]:
    for entry in entries(draft):
        if entry.source.path != source.path:
            continue
        yield Mention(entry.key, source, entry.key_span, entry)
        for field in entry.fields:
            if field.name in REFERENCES and field.is_literal:
                start, end = field.value_span.start, field.value_span.end
                yield from _found(source, KEY_IN_LIST, start + 1, end - 1)


def _in_text(source: Source) -> Iterator[Mention]:
    """Finds what looks like keys in a page or in settings; whether they are, the entries say."""
    for pattern, key in _IN_SETTINGS if source.path.endswith(".toml") else _IN_PAGES:
        for each in pattern.finditer(source.text):
            yield from _found(source, key, *each.span("keys"))


def _found(source: Source, key: LazyPattern, start: int, end: int) -> Iterator[Mention]:
    for each in key.finditer(source.text, start, end):
        yield Mention(each.group(), source, Span(*each.span()))
