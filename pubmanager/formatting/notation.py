"""What entries are written with: the case of words, delimiters, numbers and the last comma."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import Comment, Entry, Macro
from pubmanager.bibtex.resolve import MONTHS
from pubmanager.findings import Edit, quoted
from pubmanager.formatting.style import style_finding
from pubmanager.formatting.written import content, delimited, is_balanced, parts
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.bibtex.entry import Field
    from pubmanager.findings import Diagnostic
    from pubmanager.formatting.style import Spelling, StyledReading

_TYPE = re.compile(r"@[ \t]*(\w+)")
_NUMBER = re.compile(r"[0-9]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")  # to BibTeX these letters have no case
_COMMA = re.compile(r"\s*,\s*[})]")
_NO_COMMA = re.compile(r"\s*[})]")
_OPENING = re.compile(r"\s*\(\s*")


def case(look: StyledReading) -> Iterator[Diagnostic]:
    """All types are in one case, and all field names.

    Why: BibTeX does not care, people and their search do.

    Bad:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}
        @MISC{b, Title = {Larks}, author = {Doe, Jane}, year = {2023}}
        @misc{c, title = {Wrens}, author = {Doe, Jane}, year = {2022}}

    Good:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = {2023}}
        @misc{c, title = {Wrens}, author = {Doe, Jane}, year = {2022}}

    Fix: the word in its other case.
    Source: bibtex-tidy's ``lowercase``.
    """
    for block in look.reading.blocks:
        if look.config.types != "keep":
            yield from _type_case(look, block)
        if look.config.names != "keep" and isinstance(block, Entry) and block.readable:
            for each in block.fields:
                yield from _case(look, each.name_span, look.style.names, block)


def _type_case(look: StyledReading, block: object) -> Iterator[Diagnostic]:
    if isinstance(block, Entry):
        if block.readable:
            yield from _case(look, block.type_span, look.style.types, block)
    elif not isinstance(block, Comment):
        found = _TYPE.match(look.source.text, block.span.start)  # type: ignore[attr-defined] # a macro or a preamble
        if found:
            yield from _case(look, Span(*found.span(1)), look.style.types, None)


def _case(look: StyledReading, span: Span, spelling: Spelling, entry: Entry | None) -> Iterator[Diagnostic]:
    word = look.source[span]
    wanted = spelling(word.lower())
    if wanted.lower() == word.lower() and _FOREIGN.findall(wanted) == _FOREIGN.findall(word):
        message = f"{quoted(word)} is written {quoted(wanted)}"
        yield from style_finding(message, look.source, [Edit(span, wanted)], entry=entry)


def delimiters(look: StyledReading) -> Iterator[Diagnostic]:
    """All values are in braces, or all are in quotes; entries are in braces.

    Why: a file that mixes them is harder to search and to edit.

    Bad:
        @misc{a, title = {Owls}, author = "Doe, Jane", year = {2024}}

    Good:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}

    Fix: other delimiters, where the value can have them.
    Source: bibtex-tidy's ``curly``.
    """
    if look.config.delimiters == "keep":
        return
    for block in look.reading.blocks:
        fields: tuple[Field, ...] = ()
        if isinstance(block, Entry) and block.readable:
            fields = block.fields
            message = "entry is in parentheses"
            yield from style_finding(message, look.source, _braces(block), entry=block)
        elif isinstance(block, Macro) and look.config.delimiters != "auto":
            fields = (block.field,)  # many write macros in quotes and fields in braces
        wanted = "quotes" if look.style.quotes else "braces"
        for each in fields:
            edits = _other_delimiters(look, each)
            message = f"value of {quoted(each.name)} is not in {wanted}"
            yield from style_finding(message, look.source, edits, entry=block if isinstance(block, Entry) else None)


def _braces(entry: Entry) -> Iterator[Edit]:
    """Turns the parentheses of a well-formed entry into braces."""
    text, end = entry.source.text, entry.span.end
    opening = _OPENING.fullmatch(text, entry.type_span.end, entry.key_span.start) if entry.key else None
    last = entry.fields[-1].value_span.end if entry.fields else entry.key_span.end
    if (
        opening
        and is_balanced(text[opening.end() : end - 1])
        and text[end - 1] == ")"
        and not text[last : end - 1].strip(" \t\r\n,")
    ):
        start = text.index("(", opening.start())
        yield Edit(Span(start, start + 1), "{")
        yield Edit(Span(end - 1, end), "}")


def _other_delimiters(look: StyledReading, field: Field) -> Iterator[Edit]:
    found = parts(field.raw)
    for offset, part in found:
        is_number = len(found) == 1 and look.config.numbers != "keep" and _NUMBER.fullmatch(content(part))
        if part[0] not in '{"' or (is_number and look.style.bare_numbers):
            continue
        start = field.value_span.start + offset
        wanted = delimited(content(part), quotes=look.style.quotes)
        if wanted[0] != part[0]:
            end = start + len(part)
            yield Edit(Span(start, start + 1), wanted[0])
            yield Edit(Span(end - 1, end), wanted[-1])


def numbers(look: StyledReading) -> Iterator[Diagnostic]:
    """Numbers (and months with ``months``) are all bare, or all in delimiters.

    Why: ``2024`` and ``{2024}`` are the same to BibTeX; one of them is enough for a file.

    Bad:
        @article{a, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2024}, volume = {12}, number = 3}

    Good:
        @article{a, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2024}, volume = {12}, number = {3}}

    Fix: delimiters added or removed.
    Source: bibtex-tidy's ``numeric``.
    """
    macros = {block.field.name for block in look.reading.blocks if isinstance(block, Macro)}
    for entry in look.entries:
        for each in entry.fields:
            found = parts(each.raw)
            wanted = _number(look, content(found[0][1])) if len(found) == 1 else ""
            if not wanted and each.name == "month" and look.config.months == "bare" and len(found) == 1:
                wanted = _month(content(found[0][1]), macros)
            if wanted and (wanted[0] in '{"') != (each.raw[0] in '{"'):
                edits = [Edit(each.value_span, wanted)]
                message = f"{quoted(each.raw)} is written {quoted(wanted)}"
                yield from style_finding(message, look.source, edits, entry=entry)


def _number(look: StyledReading, text: str) -> str:
    if look.config.numbers == "keep" or not _NUMBER.fullmatch(text):
        return ""
    return text if look.style.bare_numbers else delimited(text, quotes=look.style.quotes)


def _month(text: str, macros: set[str]) -> str:
    return text if text.lower() in MONTHS and text.lower() not in macros else ""


def trailing_comma(look: StyledReading) -> Iterator[Diagnostic]:
    """Either all entries have a comma after the last field, or none.

    Why: with a comma, a field added at the end touches one line only; a mixture is noise.

    Bad:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = {2023},}
        @misc{c, title = {Wrens}, author = {Doe, Jane}, year = {2022}}

    Good:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = {2023}}
        @misc{c, title = {Wrens}, author = {Doe, Jane}, year = {2022}}

    Fix: the comma added or removed.
    Source: bibtex-tidy's ``trailing-commas``.
    """
    if look.config.trailing_comma == "keep":
        return
    is_wanted = "," in look.style.layout.close
    message = "no comma after the last field" if is_wanted else "comma after the last field"
    for entry in look.entries:
        if entry.fields and entry.fields[-1].raw:
            yield from style_finding(message, look.source, _comma(entry, is_wanted=is_wanted), entry=entry)


def _comma(entry: Entry, *, is_wanted: bool) -> Iterator[Edit]:
    text, start, end = entry.source.text, entry.fields[-1].value_span.end, entry.span.end
    if is_wanted and _NO_COMMA.fullmatch(text, start, end):
        yield Edit(Span(start, start), ",")
    if not is_wanted and _COMMA.fullmatch(text, start, end):
        comma = text.index(",", start)
        yield Edit(Span(comma, comma + 1), "")
