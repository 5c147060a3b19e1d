"""Lines: blank ones between entries, long values, white space at the end."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import Comment, Entry, Preamble
from pubmanager.findings import Edit, quoted
from pubmanager.formatting.alignment import NEWLINE, laid_out
from pubmanager.formatting.style import style_finding
from pubmanager.formatting.written import BLANKS, KEEPS_LINES, content, gap_between, parts
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.bibtex.entry import Block, Field
    from pubmanager.findings import Diagnostic
    from pubmanager.formatting.style import StyledReading
    from pubmanager.source import Source

_TRAILING = re.compile(r"(?<![ \t])[ \t]++(?=[\r\n]|\Z)")
# What may start a line within a value: no bullet, no comment, nothing that reads like an entry.
_STARTS_LINE = re.compile(r"[^\W\d_]|[\\{$(\"'`]")
_AND = re.compile(rf"{BLANKS.pattern}and{BLANKS.pattern}")
_TAB_WIDTH = 4


def blank_lines(look: StyledReading) -> Iterator[Diagnostic]:
    """The number of blank lines between entries is always the same.

    Why: the end of an entry is seen where its distance to the next is always the same.

    Bad:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}

        @misc{b, title = {Larks}, author = {Doe, Jane}, year = {2023}}
        @misc{c, title = {Wrens}, author = {Doe, Jane}, year = {2022}}

        @misc{d, title = {Finches}, author = {Doe, Jane}, year = {2021}}

    Good:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}

        @misc{b, title = {Larks}, author = {Doe, Jane}, year = {2023}}

        @misc{c, title = {Wrens}, author = {Doe, Jane}, year = {2022}}

        @misc{d, title = {Finches}, author = {Doe, Jane}, year = {2021}}

    Fix: blank lines added or removed; text between entries stays.
    Source: bibtex-tidy's ``blank-lines``.
    """
    if look.config.blank_lines == "keep":
        return
    for one, other in pairwise(look.reading.blocks):
        edits = _newlines(look, one, other)
        message = "blank lines are not as between the other entries"
        entry = other if isinstance(other, Entry) else None
        yield from style_finding(message, look.source, edits, entry=entry)
    blocks, text = look.reading.blocks, look.source.text
    if blocks and not text[blocks[-1].span.end :].strip():
        edits = laid_out(look.source, blocks[-1].span.end, len(text), "\n")
        yield from style_finding("the file does not end with one newline", look.source, edits)


def _newlines(look: StyledReading, one: Block, other: Block) -> Iterator[Edit]:
    """Spaces two neighbours, of which one is an entry; comments right above the other one are part of it."""
    if not (isinstance(one, Entry) or isinstance(other, Entry)) or isinstance(one, Comment):
        return
    gap = gap_between(one, other)
    if gap and not isinstance(other, Comment):
        yield from laid_out(look.source, gap.start, gap.end, "\n" * look.style.blank)


def wrapping(look: StyledReading) -> Iterator[Diagnostic]:
    """Lines are no longer than ``line-length``.

    Why: long lines are cut in terminals, and their differences are hard to read.

    Bad:
        @misc{a,
          title = {Owls},
          author = {Doe, Jane},
          year = {2024},
          abstract = {Owls hunt at night, and nobody hears them.}
        }

    Good:
        @misc{a,
          title = {Owls},
          author = {Doe, Jane},
          year = {2024},
          abstract = {Owls hunt at night,
                      and nobody hears
                      them.}
        }

    Options: line-length = 34
    Fix: newlines between words, which BibTeX reads as blanks; bullets and paragraphs keep their lines.
    Source: bibtex-tidy's ``wrap``.
    """
    if not look.config.line_length:
        return
    for entry in look.entries:
        for each in entry.fields:
            edits = _wrapped(look.source, each, look.config.line_length)
            message = f"lines of {quoted(each.name)} could be filled better"
            yield from style_finding(message, look.source, edits, entry=entry)


def _wrapped(source: Source, field: Field, width: int) -> Iterator[Edit]:
    found = parts(field.raw)
    position = source.position(field.name_span.start)
    head = source.line(position.line)[: position.column - 1]
    if len(found) != 1 or field.raw[0] not in '{"' or head.strip() or KEEPS_LINES.search(content(field.raw)):
        return
    text = content(field.raw)
    indent = head + " " * (field.value_span.start + 1 - field.name_span.start)
    if len(indent.expandtabs(_TAB_WIDTH)) > width // 2:
        indent = head + "  "
    start = len(head.expandtabs(_TAB_WIDTH)) + field.value_span.start + 1 - field.name_span.start
    wanted = _filled(_words(text, is_list=field.name in ("author", "editor")), start, indent, width)
    if wanted and NEWLINE.sub("\n", text) != wanted:
        span = Span(field.value_span.start + 1, field.value_span.end - 1)
        yield Edit(span, wanted.replace("\n", source.newline))


def _words(text: str, *, is_list: bool) -> list[str]:
    """Cuts a value where a line may end: in lists of names behind ``and``, never before what must not start a line."""
    pieces = _AND.split(text) if is_list else []
    if pieces:
        pieces = [BLANKS.sub(" ", piece).strip(" ") for piece in pieces]
        pieces = [f"{piece} and" for piece in pieces[:-1]] + pieces[-1:]
    words: list[str] = []
    for word in pieces or BLANKS.split(text.strip(" \t\r\n\f\v")):
        if words and (not _STARTS_LINE.match(word) or words[-1].endswith("\\")):
            words[-1] += f" {word}"
        else:
            words.append(word)
    if words and words[-1].endswith("\\"):
        words[-1] += " "  # `\ ` is a blank to be seen
    return words


def _filled(words: Sequence[str], start: int, indent: str, width: int) -> str:
    """Fills lines with words; the delimiter and the comma behind the last one count too."""
    lines: list[str] = []
    line, room = "", width - start
    for place, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if line and len(longer) + 2 * (place == len(words) - 1) > room:
            lines.append(line)
            line, room = word, width - len(indent.expandtabs(_TAB_WIDTH))
        else:
            line = longer
    return f"\n{indent}".join([*lines, line])


def trailing_space(look: StyledReading) -> Iterator[Diagnostic]:
    """Lines do not end with white space.

    Why: nobody sees it, and every editor that removes it makes a difference.

    Bad:
        --- publications.bib.escaped
        @misc{a, title = {Owls},\\x20
          author = {Doe, Jane}, year = {2024}}

    Good:
        @misc{a, title = {Owls},
          author = {Doe, Jane}, year = {2024}}

    Fix: it is removed, but for that in ``@comment`` and ``@preamble`` blocks and entries that cannot be read.
    Source: bibclean; ``trailing-whitespace`` of pre-commit-hooks.
    """
    kept = [block.span for block in look.reading.blocks if _is_kept(block)]
    place = 0
    for found in _TRAILING.finditer(look.source.text):
        while place < len(kept) and kept[place].end <= found.start():
            place += 1
        if place == len(kept) or found.end() <= kept[place].start:
            edits = [Edit(Span(found.start(), found.end()), "")]
            yield from style_finding("white space at the end of the line", look.source, edits)


def _is_kept(block: Block) -> bool:
    return isinstance(block, (Comment, Preamble)) or (isinstance(block, Entry) and not block.readable)
