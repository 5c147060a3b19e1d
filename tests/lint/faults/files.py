"""Faults of files, entries and keys (P, K)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.faults.clean import Clean, Faulty, other
from lint.faults.table import fault
from msgspec.structs import replace

from pubmanager.source import Span

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Entry

LISTED_BY_KEY = 'lint.ignore = ["H019"]\n[list.notes]\ntheme = "badge-list"\nfile = "notes/{key}.md"\n'


@fault("P001")
def no_closing_brace(clean: Clean) -> Faulty | None:
    text = clean.text.rstrip()[:-1] + "\n"
    return Faulty(text, (Span(len(text.rstrip()) - 1, len(text)),))


@fault("P002")
def entry_in_a_value(clean: Clean) -> Faulty | None:
    return None if clean.has("note") else clean.adding("note = {see also @misc{lark, title = {Larks}}}")


@fault("P003")
def no_comma_between_fields(clean: Clean) -> Faulty | None:
    fields = clean.entry.fields
    if len(fields) < 2:
        return None
    start, end = fields[0].value_span.end, fields[1].name_span.start
    if not re.fullmatch(r",\s+", clean.text[start:end]):
        return None
    found = clean.replacing(start, start + 1, "")
    return replace(found, spans=(Span(fields[0].value_span.start, end),))


@fault("P004")
def no_value(clean: Clean) -> Faulty | None:
    return None if clean.has("note") else clean.adding("note = ")


@fault("P005")
def no_comma_behind_the_key(clean: Clean) -> Faulty | None:
    end = clean.entry.key_span.end
    if not re.match(r",\s*\n", clean.text[end:]):
        return None
    return replace(clean.replacing(end, end + 1, ""), spans=(Span(clean.entry.key_span.start, end + 4),))


@fault("P006")
def second_title(clean: Clean) -> Faulty | None:
    return clean.adding("Title = {A Field Guide to the Owls}")


@fault("P021")
def title_again(clean: Clean) -> Faulty | None:
    found = clean.field("title")
    return clean.adding(f"title = {found.raw}") if found else None


@fault("P007")
def letters_of_the_type_swapped(clean: Clean) -> Faulty | None:
    span = clean.entry.type_span
    word = clean.text[span.start : span.end]
    return clean.replacing(span.start, span.end, word[:3] + word[4] + word[3] + word[5:]) if len(word) > 6 else None


@fault("P008")
def undefined_macro(clean: Clean) -> Faulty | None:
    return clean.set("publisher", "owlpress", "")


@fault("P009")
def unused_macro(clean: Clean) -> Faulty | None:
    return clean.before('@string{owlpress = "Owl Press"}')


@fault("P010")
def macro_defined_twice(clean: Clean) -> Faulty | None:
    if clean.has("note"):
        return None
    macros = '@string{owlpress = "Owl Press"}\n@string{owlpress = "Lark Press"}\n'
    return Faulty(macros + clean.adding("note = owlpress").text, (Span(0, len(macros)),))


@fault("P011")
def escaped_brace_alone(clean: Clean) -> Faulty | None:
    return clean.sub(("title",), r" ", r" \\{ ")


@fault("P012")
def macro_of_jabref(clean: Clean) -> Faulty | None:
    return None if clean.has("note") else clean.adding("note = {#owlpress#}")


@fault("P013")
def entry_without_at_sign(clean: Clean) -> Faulty | None:
    return clean.before(other()[1:])


@fault("P014")
def field_commented_out(clean: Clean) -> Faulty | None:
    fields = clean.entry.fields
    if len(fields) < 2 or "\n" not in clean.text[fields[0].value_span.end : fields[1].name_span.start]:
        return None
    at = fields[1].name_span.start
    return clean.replacing(at, at, "% annote = {Owls},\n  ")


@fault("P016", settings="[lint]\n")
def front_matter(clean: Clean) -> Faulty | None:
    return replace(clean.before("---\n---"), files={"pubs.toml": ""})


@fault("P017")
def in_latin_1(clean: Clean) -> Faulty | None:
    found = clean.sub(("title",), r"e", "é")
    if not found or not clean.text.isascii():
        return None
    return replace(found, encoding="latin-1", spans=(Span(0, 1), *found.spans))


@fault("P019")
def code_of_a_template(clean: Clean) -> Faulty | None:
    return None if clean.has("note") else clean.adding("note = {See {{ site.title }}}")


@fault("P023")
def one_other_newline(clean: Clean) -> Faulty | None:
    at = clean.text.index("\n") if clean.text.count("\n") > 3 and "\r" not in clean.text else -1
    return Faulty(clean.text[:at] + "\r" + clean.text[at:], (Span(at, at + 2),)) if at > 0 else None


@fault("P024")
def nothing_but_text(clean: Clean) -> Faulty | None:
    text = f"See {clean.entry.key}.\n"
    return Faulty(text, (Span(0, 1),))


@fault("P025")
def in_utf_16(clean: Clean) -> Faulty | None:
    return Faulty(clean.text, (Span(0, 1),), encoding="utf-16")


def keyed(clean: Clean, key: str) -> Faulty:
    span = _span(clean.entry)
    return clean.replacing(span.start, span.end, key)


def _span(entry: Entry) -> Span:
    return entry.key_span


@fault("K001")
def no_key(clean: Clean) -> Faulty | None:
    return clean.at_key(keyed(clean, "").text)


@fault("K002")
def key_and_title_again(clean: Clean) -> Faulty | None:
    if clean.publication.is_hidden or clean.publication.identifiers or not clean.has("title"):
        return None
    return clean.after(other(clean.entry.key, clean.value("title"), clean.year), _span(clean.entry))


@fault("K002", variant="other work")
def key_again(clean: Clean) -> Faulty | None:
    return clean.after(other(clean.entry.key), _span(clean.entry))


@fault("K003")
def key_in_other_case(clean: Clean) -> Faulty | None:
    key = clean.entry.key
    return clean.after(other(key.swapcase()), _span(clean.entry)) if key.swapcase() != key else None


@fault("K004")
def key_with_a_blank(clean: Clean) -> Faulty | None:
    return keyed(clean, f"{clean.entry.key} 2")


@fault("K006", settings=LISTED_BY_KEY)
def keys_of_one_file(clean: Clean) -> Faulty | None:
    made = keyed(clean, "doe:owls")
    end = len(made.text)
    return Faulty(made.text + other("doe/owls"), (*made.spans, Span(end, end + 20)), files={"pubs.toml": ""})


@fault("K008")
def second_key_is_a_key(clean: Clean) -> Faulty | None:
    made = clean.adding("ids = {owls}")
    end = len(made.text)
    return Faulty(made.text + other("owls"), (*made.spans, Span(end, end + 12)))
