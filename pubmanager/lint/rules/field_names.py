"""Rules about the names of fields: unknown ones, aliases, leftovers of managers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.dialects import (
    BIBLATEX_NAMES,
    BIBTEX_NAMES,
    FIELDS_BY_DIALECT,
    LEFTOVERS,
    fields_to_fill,
    is_known_field,
)
from pubmanager.lint.field_edits import field_extent
from pubmanager.lint.nearest import nearest, renamed_flag
from pubmanager.lint.rule import Diagnostic, also, rule
from pubmanager.lint.subjects import ASIDE
from pubmanager.model.fields import CONCEPTS, Concepts
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import read_identifier
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pubmanager.bibtex.entry import Entry, Field, Reading
    from pubmanager.lint.facts import Facts
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField


_FEW = 1  # uses that a slip has; a field used oftener is the owner's own, unless the near one is much commoner
_COMMONER = 10
# What people switch off by any letter in front, as in `xpages` and `ajournal`; a doubled letter is a slip.
_OFF_BY_LETTER = frozenset(("journal", "pages", "isbn", "issn", "volume", "number", "month", "publisher", "booktitle"))
_PREFIXES = ("opt", "alt", "no", "xx", "__", "_")
# Words of their own that are a letter away from a field.
_WORDS = frozenset(
    ("feature", "issues", "languages", "mentee", "notes", "prize", "ranks", "tools", "topic", "types", "vimeo")
)
# JabRef, Zotero and Mendeley write `:/home/jane/owls.pdf:PDF`, Mendeley's `C$\backslash$:/` among them.
_PRIVATE_FILE = regex(
    r"(?:^|[:;{ ])(?:~/|/(?:Users|home)/[^/:]+/|[a-z](?:\$\\backslash\$)?\\?:\\?[\\/])", re.IGNORECASE
)
_STANDARD = FIELDS_BY_DIALECT["bibtex"] | FIELDS_BY_DIALECT["biblatex"]


@rule("F003", scope="bibliography", severity=Severity.WARNING, fix="unsafe")
def unknown_field(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A field's name is unknown, and looks like a misspelled known name.

    Why: nothing reads the field, so an abstract, a link or the mark of a selected paper is missing on the page. Your
    own fields are not reported: those whose names resemble no known one, those that many entries have, and those that
    templates, queries or `[fields]` use.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, abstact = {Owls see.}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, abstract = {Owls see.},
          wingspan = {90 cm}}

    Fix: unsafe; the field is renamed, unless the entry already has a field with the correct name.
    Source: `abstact`, `elected` and `webste` in real homepage bibliographies.
    """
    uses = Counter(field.name for entry in checked.entries for field in entry.entry.fields)
    near = _slips(uses, checked.facts)
    if not near:
        return
    for entry in checked.entries:
        for field in entry.named(near):
            wanted = near[field.name]
            fix = None if entry.field(wanted) else field.renaming(f"rename it to {quoted(wanted)}", wanted)
            yield field.at_name(f"unknown field {quoted(field.name)}; did you mean '{wanted}'?", fix=fix)


def _slips(uses: Mapping[str, int], facts: Facts) -> dict[str, str]:
    """Returns the fields that are slips, with what was meant."""
    found = {}
    for name, count in uses.items():
        if is_known_field(name, facts.dialects) or name in _own(facts) or _switched_off(name):
            continue
        if name in _WORDS or renamed_flag(name):  # H003 says so
            continue
        if is_known_field(name.replace("-", "_"), facts.dialects):
            continue
        wanted = nearest(name, fields_to_fill(facts.dialects))
        is_rare = count <= _FEW or count * _COMMONER <= uses.get(wanted, 0)
        is_pair = f"{name}url" in uses  # `press` and `pressurl`: the label of a link and its address
        if wanted and is_rare and not is_pair and wanted != name.rstrip("0123456789_-"):
            found[name] = wanted
    return found


def _own(facts: Facts) -> frozenset[str]:
    """Returns the fields that the site itself uses."""
    return facts.site.template_fields if facts.site else frozenset(name.lower() for name in facts.config.fields)


def _switched_off(name: str) -> str:
    """Returns the standard field that a name is with a prefix in front; empty for any other name."""
    for prefix in (*_PREFIXES, name[:1]) if name[1:] in _OFF_BY_LETTER else _PREFIXES:
        bare = name.removeprefix(prefix)
        if bare != name and bare in _STANDARD and not (len(prefix) == 1 and prefix == bare[0]):
            return bare
    return ""


@rule("F007", scope="entry", severity=Severity.INFO, selection="all", fix="safe")
def alias_of_field(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A field or a type has another name than the preferred one.

    Why: consistent names make a file easier to search, and a `where` easier to write. Fields of BibTeX, biblatex and
    the site's own templates are not reported.

    Bad:
        @conference{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Birds}, tldr = {Owls see.}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Birds},
          summary = {Owls see.}}

    Fix: unsafe for a type, since lists and templates that use the old name no longer find the entry; safe for a field,
    since its meaning stays the same.
    Source: the table of fields and their aliases; biblatex manual, section 2.1.2.
    """
    facts = entry.facts
    for concept, found in Concepts(entry.resolved, facts.conventions.fields).items():
        name = found.name
        is_plain = _MEANINGS[name] == 1 and name not in _STANDARD and not (_is_al_folio(facts) and name in _AL_FOLIO)
        if name == concept or not is_plain or found.owner is not entry.entry or entry.resolved.fields.get(concept):
            continue
        field = entry.field(name)
        if field and name not in _own(facts):
            fix = field.renaming(f"rename it to {quoted(concept)}", concept)
            yield field.at_name(f"{quoted(name)} is an alias of {quoted(concept)}", fix=fix)


_MEANINGS = Counter(alias.name for concept in CONCEPTS for alias in concept.aliases)
_AL_FOLIO = FIELDS_BY_DIALECT["al-folio"]


def _is_al_folio(facts: Facts) -> bool:
    return bool(facts.site and facts.site.jekyll.get("scholar"))


@rule("F008", scope="field", severity=Severity.INFO, selection="all", fix="unsafe")
def field_of_other_dialect(field: CheckedField) -> Iterator[Diagnostic]:
    """A field or type is from biblatex in a file for BibTeX, or from BibTeX in one for biblatex.

    Why: the styles of the other system do not read it. `dialects` in `[lint]` sets which system the file is for; with
    both, or none, nothing is reported.

    Bad:
        --- pubs.toml
        lint.dialects = ["bibtex"]
        --- publications.bib
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journaltitle = {Birds}, journal = {Birds}}
        @online{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        --- pubs.toml
        lint.dialects = ["bibtex"]
        --- publications.bib
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Birds}}

    Fix: unsafe; the field gets the other system's name, if it has one. A type is not changed.
    Source: biblatex manual, sections 2.1 and 2.2.5.
    """
    dialects = field.facts.config.lint.dialects
    if "bibtex" in dialects and "biblatex" not in dialects:
        wanted, other, system = BIBTEX_NAMES.get(field.name, ""), _ONLY_BIBLATEX, "BibTeX"
    elif "biblatex" in dialects and "bibtex" not in dialects:
        wanted, other, system = BIBLATEX_NAMES.get(field.name, ""), frozenset(BIBLATEX_NAMES), "biblatex"
    else:
        return
    if field.name in other or wanted:
        is_free = wanted and not field.entry.field(wanted)
        fix = field.renaming(f"rename it to {quoted(wanted)}", wanted) if is_free else None
        yield field.at_name(f"{quoted(field.name)} is not a field of {system}", fix=fix)


_ONLY_BIBLATEX = FIELDS_BY_DIALECT["biblatex"] - FIELDS_BY_DIALECT["bibtex"] - FIELDS_BY_DIALECT["al-folio"]


@rule("F011", scope="field", severity=Severity.INFO, selection="all", fix="unsafe")
def leftover_of_manager(field: CheckedField) -> Iterator[Diagnostic]:
    """A field is internal to a reference manager, or has a path on a private computer.

    Why: it says nothing about the publication, and published BibTeX need not say when and by whom it was typed. The
    paths in `file` contain the name of your account and your folders.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, timestamp = {2024-05-17}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, urldate = {2024-05-17}}

    Fix: unsafe; the field is removed, and a manager that needs it writes it again. A path is not changed.
    Source: biblint; bibtex-tidy, option "omit".
    """
    if field.name in LEFTOVERS or field.name.startswith(("bdsk-", "citeulike-")):
        yield field.at_name(
            f"{quoted(field.name)} is internal to a reference manager", fix=field.removing("remove the field")
        )


@also("F011", scope="field", fields=("file", "local-url", "localfile"), severity=Severity.INFO, selection="all")
def private_path_of_manager(field: CheckedField) -> Iterator[Diagnostic]:
    """The field has a path on a private computer."""
    if found := _PRIVATE_FILE.search(field.content):
        yield field.at(f"{quoted(found.group().lstrip(':;{ '))} is a path on a private computer", *found.span())


@rule("F013", scope="bibliography", severity=Severity.INFO, selection="tidy")
def field_switched_off(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A field is switched off by a prefix such as `OPT`.

    Why: editors add `OPT` and `ALT` to fields that are not filled in yet, and some people add `no`; nothing reads them.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, OPTnote = {Draft}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, note = {Draft}}

    Fix: none; only you know whether the field is wanted.
    Source: bibclean's manual; the templates of Emacs' BibTeX mode.
    """
    facts = checked.facts
    names = {field.name for entry in checked.entries for field in entry.entry.fields}
    off = {name: bare for name in names - _own(facts) if (bare := _switched_off(name))}
    off = {name: bare for name, bare in off.items() if not is_known_field(name, facts.dialects)}
    for entry in checked.entries if off else ():
        for field in entry.named(off):
            yield field.at_name(f"{quoted(field.name)} switches {quoted(off[field.name])} off")


@rule("P006", scope="source", severity=Severity.ERROR)
def repeated_field(reading: Reading) -> Iterator[Diagnostic]:
    """A field is repeated with another value; the first one counts.

    Why: BibTeX keeps the first of two fields, other tools keep the last or none, so pages differ. Abstracts, keywords,
    ISBNs, the fields of reference managers, a value that starts with the other one, and a second `url` after the
    address of the DOI are in `tidy`.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, Year = 2023}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know which value is right.
    Source: bibtex-tidy, biber and JabRef report the same.
    """
    yield from _repeated(reading, is_harmless=False)


@also("P006", scope="source", severity=Severity.INFO, selection="tidy")
def harmless_repeated_field(reading: Reading) -> Iterator[Diagnostic]:
    """The other value is not missed: an abstract, a shorter form, a second address."""
    yield from _repeated(reading, is_harmless=True)


def _repeated(reading: Reading, *, is_harmless: bool) -> Iterator[Diagnostic]:
    for entry in reading.entries:
        for first, field in entry.repeated():
            if field.raw != first.raw and _is_harmless(entry, first, field) == is_harmless:
                message = f"field {quoted(field.name)} is repeated; the first one counts"
                yield Diagnostic(message, entry.source, field.name_span, entry.key, field.name)


def _is_harmless(entry: Entry, first: Field, second: Field) -> bool:
    """Whether the page is as good without the second value."""
    if first.name in ASIDE or first.name in LEFTOVERS or first.name in ("isbn", "issn"):
        return True  # a book has two numbers: of the printed and of the electronic one
    if first.name == "url":
        doi = next((each for each in entry.fields if each.name == "doi"), None)
        number = read_identifier("doi", doi.raw.strip('{}" ')) if doi else ""
        return bool(number) and number == read_identifier("doi", first.raw.strip('{}" '))
    short, long = sorted((folded(each.raw) for each in (first, second)), key=len)
    return bool(short) and f"{long} ".startswith(f"{short} ")


@rule("P021", scope="source", severity=Severity.INFO, selection="tidy", fix="safe")
def repeated_field_with_same_value(reading: Reading) -> Iterator[Diagnostic]:
    """A field is repeated with the same value.

    Why: some parsers drop an entry with a repeated field, and the two differ as soon as one of them is changed.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, year = 2024}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: safe; the second one is removed.
    Source: bibtex-tidy's "duplicate fields".
    """
    for entry in reading.entries:
        for first, field in entry.repeated():
            if field.raw == first.raw:
                fix = Fix("remove the repeated field", (Edit(field_extent(entry, field), ""),))
                message = f"field {quoted(field.name)} is repeated"
                yield Diagnostic(message, entry.source, field.name_span, entry.key, field.name, fix)
