"""Edits of whole fields: one is added after the last, renamed, or removed with its comma and its line.

Names and layout are those of the entry: a field that a fix writes looks as if its owner had typed it.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import NAME
from pubmanager.findings import Edit
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pubmanager.bibtex.entry import Entry, Field
    from pubmanager.source import Source

_LINE_END = regex(r"[^\S\r\n]*(?:\r\n|\r|\n)")
_REST_OF_FIELD = regex(r"[^\S\r\n]*,?[^\S\r\n]*(?:\r\n|\r|\n)?")
_COMMA = regex(r"\s*,")
_ENTRY_OR_NAME = regex(rf"^[^\S\r\n]*(?P<entry>@)|(?:^|[,{{(])\s*(?P<name>{NAME.pattern})\s*=\s*[\"{{\w]", 8)
# Names of several words, for entries that write them with capitals inside, as INSPIRE and arXiv do.
_WORDS = {
    "archiveprefix": "archivePrefix", "primaryclass": "primaryClass", "eprinttype": "eprintType", "eprintclass":
    "eprintClass", "booktitle": "bookTitle", "journaltitle": "journalTitle", "howpublished": "howPublished",
    "pubstate": "pubState", "urldate": "urlDate", "shortjournal": "shortJournal", "reportnumber": "reportNumber",
}  # fmt: skip


def field_extent(entry: Entry, written: Field) -> Span:
    """Returns what goes when a field goes: its comma (before it in a comma-first style) and, alone there, its line."""
    text = entry.source.text
    start, end = written.name_span.start, written.value_span.end
    line = _line_start(text, start)
    before = text[line:start]
    if before.strip() == ",":
        match = _LINE_END.match(text, end)
        return Span(line, match.end() if match else end)
    match = _REST_OF_FIELD.match(text, end)
    return Span(start if before.strip() else line, match.end() if match else end)


def addition(entry: Entry, name: str, content: str) -> Edit:
    """Returns the edit that adds a field after the last one, named, indented, aligned and delimited like the others."""
    text, name = entry.source.text, spelled(entry, name)
    if not entry.fields:
        end = entry.key_span.end
        comma = _COMMA.match(text, end)
        at = comma.end() if comma else end
        return Edit(Span(at, at), f"{'' if comma else ','} {name} = {{{content}}},")
    last = entry.fields[-1]
    delimiters = Counter(each.raw[:1] for each in entry.fields)
    is_quoted = delimiters['"'] > delimiters["{"] and '"' not in content
    value = f'"{content}"' if is_quoted else f"{{{content}}}"
    at = last.value_span.end
    return Edit(Span(at, at), f"{_lead(entry, last, name)}{_with_sign(entry, name)}{value}")


def spelled(entry: Entry, name: str) -> str:
    """Spells a field's name (lower case) as the entry does, or as the file's other entries of that spelling do."""
    base, plus, annotation = name.partition("+")
    if plus:  # the part after the plus is not a name but a word of biblatex's
        return f"{spelled(entry, base)}{plus}{annotation}"
    own = entry.field(name)
    if own is not None:
        return entry.source[own.name_span]
    names = _names(entry.source)
    written = [entry.source[each.name_span] for each in entry.fields]
    case = _case(written) or max(names, key=lambda each: names[each].total(), default="lower")
    known = Counter({word: count for word, count in names.get(case, {}).items() if word.lower() == name})
    if known:
        return known.most_common(1)[0][0]
    is_camel = any(_has_inner_capital(word) for word in (*written, *names.get(case, ())))
    word = _WORDS.get(name, name) if is_camel else name
    return {"upper": word.upper(), "title": word[:1].upper() + word[1:]}.get(case, word)


@lru_cache(maxsize=8)
def _names(source: Source) -> Mapping[str, Counter[str]]:
    """Counts the names of fields as a file writes them, by the case that most names of their entry have."""
    found: dict[str, Counter[str]] = {}
    names: list[str] = []
    for match in _ENTRY_OR_NAME.finditer(source.text):
        if match["entry"]:
            found.setdefault(_case(names) or "lower", Counter()).update(names)
            names = []
        else:
            names.append(match["name"])
    found.setdefault(_case(names) or "lower", Counter()).update(names)
    return found


def _case(names: Iterable[str]) -> str:
    """Returns the case of most names: ``lower`` (capitals may be inside), ``title`` or ``upper``; empty for none."""
    counts = Counter(
        "upper" if name.isupper() and len(name) > 1 else "title" if name[:1].isupper() else "lower"
        for name in names
        if name.lower() != name.upper()
    )
    return counts.most_common(1)[0][0] if counts else ""


def _has_inner_capital(name: str) -> bool:
    return not name.isupper() and name[1:] != name[1:].lower()


def _lead(entry: Entry, last: Field, name: str) -> str:
    """Returns what stands between the last field and a new one: comma, newline and indentation as before the last."""
    text, start = entry.source.text, last.name_span.start
    indent = text[_line_start(text, start) : start]
    if indent.strip() == ",":  # the comma stands first in its line
        return f"{entry.source.newline}{indent}"
    if indent.strip():
        return ", "
    ends = {len(each.name_span): _column(text, each.name_span.end) for each in entry.fields if _is_first(text, each)}
    if len(ends) > 1 and len(set(ends.values())) == 1:  # names end in one column, as ADS writes them
        indent = " " * max(ends[len(last.name_span)] - len(name), 0)
    return f",{entry.source.newline}{indent}"


def _with_sign(entry: Entry, name: str) -> str:
    """Returns a name with its ``=``, and the gaps around it that put sign and value into their columns."""
    from pubmanager.formatting.style import style_of

    style, lengths = style_of([entry]), [len(each.name) for each in entry.fields]
    before = style.before.fill(len(name), style.before.column_for(lengths))
    sign = f"{name}{before}="
    after = style.after.fill(len(sign), style.after.column_for(length + len(before) + 1 for length in lengths))
    return f"{sign}{after}"


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _column(text: str, at: int) -> int:
    return at - _line_start(text, at)


def _is_first(text: str, field: Field) -> bool:
    start = field.name_span.start
    return not text[_line_start(text, start) : start].strip(" ")
