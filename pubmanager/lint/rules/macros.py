"""Rules about `@string`, `#` and `@preamble`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import Entry, Macro
from pubmanager.bibtex.salvage import well_formed
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import Diagnostic, also, as_read, found_by_reading, rule
from pubmanager.lint.subjects import is_aside
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.bibtex.entry import Reading
    from pubmanager.lint.subjects import CheckedBibliography, CheckedField

_JABREF = regex(r"#(?P<name>[A-Za-z][\w-]*)#")
_STOCK = 10  # so many unused ones are a list of journals that is kept for papers to come
_LINE = regex(r"[^\S\r\n]*(?:\r\n|\r|\n)?")


found_by_reading(
    "P008",
    "undefined-string",
    """A `@string` is not defined, or only later in the file.

    Why: BibTeX leaves the value empty; a page would display the name of the macro.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = jbirds}

    Good:
        @string{jbirds = "Journal of Birds"}
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = jbirds}

    Fix: none; only you know the text of the macro.
    Source: BibTeX's warning "string name is undefined".
    """,
    severity=Severity.ERROR,
)


def _macros(checked: CheckedBibliography) -> Iterator[Macro]:
    for reading in checked.readings:
        yield from (block for block in reading.blocks if isinstance(block, Macro))


def _used(readings: Iterable[Reading]) -> Iterator[str]:
    """Yields the bare words of all values, in lower case."""
    for reading in readings:
        for block in reading.blocks:
            fields = block.fields if isinstance(block, Entry) else (block.field,) if isinstance(block, Macro) else ()
            for raw in (field.raw for field in fields if field.raw[:1] != "{" or "#" in field.raw):
                yield from (raw[at.start : at.end].lower() for at in well_formed(raw, 0, len(raw)))


@rule("P009", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="safe")
def unused_string(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A `@string` is defined and never used.

    Why: an unused definition only makes the file longer, and is often left over from a misspelled use.

    Bad:
        @string{jb = "Journal of Birds"}
        @string{jbirds = "Journal of Birds (London)"}
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = jb}

    Good:
        @string{jb = "Journal of Birds"}
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = jb}

    Fix: safe; the definition is removed. A file with ten or more unused definitions keeps them for future papers.
    Source: bibtex-tidy, option "remove unused abbreviations".
    """
    macros = tuple(_macros(checked))
    used = set(_used(checked.readings)) if macros else ()
    unused = [macro for macro in macros if macro.field.name not in used]
    stock = Counter(macro.source.path for macro in unused)
    for macro in unused:
        is_homepage = macro.field.name.startswith("hp_")  # of an author, for bibtexbrowser
        if is_homepage or stock[macro.source.path] >= _STOCK:
            continue
        text, span = macro.source.text, macro.span
        line = _LINE.match(text, span.end)
        is_alone = span.start == 0 or text[span.start - 1] in "\r\n"
        end = line.end() if line and is_alone and (line.group() or span.end == len(text)) else span.end
        fix = Fix("remove the definition", (Edit(Span(span.start, end), ""),))
        message = f"'@string' {quoted(macro.field.name)} is never used"
        yield Diagnostic(message, macro.source, macro.field.name_span, fix=fix)


@rule("P010", scope="bibliography", severity=Severity.WARNING)
def repeated_string(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A `@string` is defined twice with different texts.

    Why: entries before and after the second definition get different texts for the same macro.

    Bad:
        @string{jb = "Journal of Birds"}
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = jb}
        @string{jb = "Bird Journal"}
        @article{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, journal = jb}

    Good:
        @string{jb = "Journal of Birds"}
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = jb}

    Fix: none; only you know which text is right.
    Source: biblint's "duplicate abbreviation".
    """
    first: dict[str, Macro] = {}
    for macro in _macros(checked):
        other = first.setdefault(macro.field.name, macro)
        if macro.field.raw.strip('{}"') != other.field.raw.strip('{}"'):
            message = f"'@string' {quoted(macro.field.name)} already has another text"
            yield Diagnostic(message, macro.source, macro.field.name_span)


@rule("P012", scope="field", severity=Severity.WARNING, needs=("#",))
def lone_hash(field: CheckedField) -> Iterator[Diagnostic]:
    """A `#` joins nothing: its right side is missing, or it is JabRef's notation for a `@string`.

    Why: BibTeX stops reading the entry at a `#` without a right side, and prints `#jan#` unchanged. JabRef's notation
    in fields that few pages display is in `tidy`.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, note = {#draft#}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, month = "1~" # jan, howpublished = {Web}}

    Fix: none; only you know what should be joined.
    Source: btxdoc, section 3, on concatenation; JabRef's "odd number of unescaped '#'".
    """
    if not is_aside(field.name):
        yield from _of_jabref(field)


@also("P012", scope="field", severity=Severity.INFO, selection="tidy", needs=("#",))
def lone_hash_aside(field: CheckedField) -> Iterator[Diagnostic]:
    """The notation is in a field that few pages display."""
    if is_aside(field.name):
        yield from _of_jabref(field)


def _of_jabref(field: CheckedField) -> Iterator[Diagnostic]:
    if field.is_literal and (name := _JABREF.fullmatch(field.content.strip())):
        yield field.at(f"{quoted(name.group())} is JabRef's notation for a '@string'")


also("P012", scope="reading", severity=Severity.WARNING)(as_read)  # a `#` without a right side
