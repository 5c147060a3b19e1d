"""Rules about `.bib` files as files: what stands between the entries, their encoding and their newlines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import Entry
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.dialects import TYPES
from pubmanager.lint.rule import Diagnostic, rule
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pubmanager.bibtex.entry import Reading
    from pubmanager.lint.subjects import CheckedBibliography

_NEWLINE = regex(r"\r\n|\r|\n")
_NAMES = {"\n": "\\n", "\r\n": "\\r\\n", "\r": "\\r"}
_FRONT_MATTER = regex(r"---[ \t]*\r?\n(?:[^\r\n]*\r?\n)*?---[ \t]*(?:\r?\n|\Z)")
_KEY_AND_FIELD = r"\s*(?P<key>[^\s,{}()\"=%#]+)\s*,\s*[\w-]+\s*="
_WITHOUT_AT = regex(rf"(?:\A|(?<=[\r\n]))[ \t]*(?P<start>[^\w\s%@]?(?P<type>[^\W\d_]+))[ \t]*[{{(]{_KEY_AND_FIELD}")
_FIELD = regex(
    r"(?:\A|(?<=[\r\n]))[^\S\r\n]*(?P<name>[^\W\d_][\w+-]*)[ \t]*=[ \t]*"
    r"(?:\{[^\r\n]*|\"[^\r\n]*|\w+[ \t]*,[ \t]*(?=[\r\n]|\Z))"
)
_ANY_HEADER = regex(r"@[^\r\n{(]{0,40}[{(]|[^\W\d_][ \t]*\{[^\s{}\"=,]+,")
_ODD_AT = regex(rf"(?P<start>@ ?(?P<type>[\w.:-]{{0,40}}(?: [\w.:-]{{1,40}})?)) ?[{{(\[]{_KEY_AND_FIELD}")


@rule("P013", scope="source", severity=Severity.WARNING)
def unread_entry(reading: Reading) -> Iterator[Diagnostic]:
    """A text between entries looks like an entry but is not read as one.

    Why: without the `@`, with text before it on its line, or without its first line `@type{key,`, an entry is read as
    a comment and is missing everywhere.

    Bad:
        misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        %@misc{wren, title = {Wrens}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know whether the entry is wanted. Put a `%` before it if not.
    Source: entries that were lost in real homepages.
    """
    text = reading.source.text
    for start, end in _gaps(reading):
        for found in _WITHOUT_AT.finditer(text, start, end):
            if found["type"].lower() in TYPES:
                yield _unread(reading, found, "no '@' before it")
        for found in _ODD_AT.finditer(text, start, end):
            line = max(text.rfind("\n", 0, found.start()), text.rfind("\r", 0, found.start())) + 1
            before = text[max(line, start) : found.start()]
            if "%" not in before:
                yield _unread(reading, found, _why_unread(before, found["type"]))
        if field := _first_field(text, start, end):
            yield Diagnostic(_why_stray(text, start, field), reading.source, Span(*field.span("name")))


def _first_field(text: str, start: int, end: int) -> re.Match[str] | None:
    """Returns the first line of a field in a stretch between blocks; none below the line that starts an entry.

    An entry whose first line alone is a comment is left out on purpose; one that is odd is reported by that line.
    """
    found = _FIELD.search(text, start, end)
    return found if found and not _ANY_HEADER.search(text, start, found.start()) else None


def _why_stray(text: str, start: int, found: re.Match[str]) -> str:
    """Says why a field is in no entry: the one before it ends too early, which a comma tells, or has no first line."""
    is_behind = start and text[start : found.start()].strip() == ","
    why = "the entry above ends before it" if is_behind else "no line '@type{key,' above it"
    return f"{quoted(found['name'], 20)} is in no entry: {why}"


def _why_unread(before: str, kind: str) -> str:
    """Says why an entry counts as text: what stands before its ``@`` in the line, or its type."""
    if not kind:
        return "no type"
    if before.strip("@ \t"):
        return "no line starts there"
    return f"{before.count('@') + 1} '@' before its type" if "@" in before else f"{quoted(kind)} is no type"


def _gaps(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yields the stretches between blocks."""
    start = 0
    for block in reading.blocks:
        yield start, block.span.start
        start = block.span.end
    yield start, len(reading.source.text)


def _unread(reading: Reading, found: re.Match[str], why: str) -> Diagnostic:
    span = Span(found.start("start"), found.end("key"))
    return Diagnostic(f"{quoted(found['key'])} is not read: {why}", reading.source, span)


@rule("P016", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="unsafe")
def front_matter(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A `.bib` begins with Jekyll's front matter, but the site is not made by Jekyll.

    Why: only Jekyll removes the two lines `---`; BibTeX reads them as a comment, and other tools report an error.

    Bad:
        ---
        ---
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the front matter is removed, and Jekyll no longer processes the file.
    Source: 72 of 309 `.bib` files in Jekyll sites begin with front matter.
    """
    site = checked.facts.site
    if site is None or site.jekyll:
        return
    for reading in checked.readings:
        if found := _FRONT_MATTER.match(reading.source.text):
            fix = Fix("remove the front matter", (Edit(Span(0, found.end()), ""),))
            yield Diagnostic("front matter, but no Jekyll site", reading.source, Span(0, 3), fix=fix)


@rule("P017", scope="source", severity=Severity.WARNING)
def guessed_encoding(reading: Reading) -> Iterator[Diagnostic]:
    """A file is not UTF-8; its encoding was guessed.

    Why: a wrong guess displays wrong letters, and other tools may guess differently.

    Bad:
        --- publications.bib.latin-1
        @misc{owl, title = {Owls}, author = {Müller, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Müller, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; save the file as UTF-8 in your editor.
    Source: JabRef and biber ask for an encoding.
    """
    source = reading.source
    if source.guessed:
        yield Diagnostic(f"not UTF-8; read as {source.encoding}", source, Span(0, min(1, len(source.text))))


@rule("P023", scope="source", severity=Severity.INFO, selection="tidy", fix="safe")
def mixed_newlines(reading: Reading) -> Iterator[Diagnostic]:
    r"""A file has two kinds of line endings.

    Why: tools that write the file also change lines that were not edited.

    Bad:
        --- publications.bib.escaped
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}\r
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: safe; the rarer line endings become the more frequent ones.
    Source: editors and version control mix them.
    """
    text = reading.source.text
    if "\r" not in text:
        return
    found = list(_NEWLINE.finditer(text))
    counts = Counter(each.group() for each in found)
    if len(counts) < 2:
        return
    common = counts.most_common(1)[0][0]
    edits = tuple(Edit(Span(*each.span()), common) for each in found if each.group() != common)
    first = edits[0].span
    message = f"{len(edits)} of {len(found)} lines end in another way than {_NAMES[common]}"
    yield Diagnostic(message, reading.source, first, fix=Fix("end all lines alike", edits))


@rule("P024", scope="source", severity=Severity.WARNING)
def no_entries(reading: Reading) -> Iterator[Diagnostic]:
    """A file has no entries.

    Why: the wrong file is named, or it was not saved correctly.

    Bad:
        See publications-2024.bib instead.

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know the right file.
    Source: JabRef's "no entries found".
    """
    if not any(isinstance(block, Entry) for block in reading.blocks) and not reading.blocks:
        what = "has no entries" if reading.source.text.strip() else "is empty"
        yield Diagnostic(f"the file {what}", reading.source, Span(0, min(1, len(reading.source.text))))


@rule("P025", scope="source", severity=Severity.WARNING)
def not_utf_8(reading: Reading) -> Iterator[Diagnostic]:
    """A file is in UTF-16, which BibTeX and most tools for homepages cannot read.

    Why: they read every other letter as a null byte.

    Bad:
        --- publications.bib.utf-16
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; save the file as UTF-8 in your editor.
    Source: biber's manual, option "input-encoding".
    """
    if reading.source.encoding.startswith("utf-16"):
        yield Diagnostic("encoded in UTF-16, which BibTeX cannot read", reading.source, Span(0, 1))
