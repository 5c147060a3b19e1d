"""Rules about citation keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.model.folding import folded
from pubmanager.pages.files import slug
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField

    # The places where entries refer to others, by the key that stands there.
    References = Mapping[str, Sequence[tuple[CheckedField, Span]]]

# Source: bibtex.web, "id_class", and what LaTeX cannot have in the argument of \cite.
_INVALID = regex(r"[\s\"#%'(),={}~\\]+")
_ADDRESS = regex(r"(?:https?://|www\.|doi:)\S+|10\.\d{4,9}/\S+", re.IGNORECASE)
_REFERENCES = frozenset(("crossref", "xref", "xdata", "related", "entryset"))
_ITEM = regex(r"[^,\s](?:[^,]*[^,\s])?")
_SMALL_WORDS = "a an the on of for in to and with from by at as is are via towards toward how do does"
_STOP_WORDS = frozenset(_SMALL_WORDS.split())


@rule("K001", scope="reading", severity=Severity.ERROR)
def empty_key() -> Iterator[Diagnostic]:
    """The citation key is empty or missing.

    Why: BibTeX skips the entry, and nothing can refer to it.

    Bad:
        @misc{, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; the key is the owner's to choose.
    Source: btxdoc, section 3.
    """
    yield from ()


@rule("K002", scope="reading", severity=Severity.ERROR)
def repeated_key() -> Iterator[Diagnostic]:
    """A citation key is used twice; both entries are kept.

    Why: BibTeX drops the second entry; links and files named after the key can lead to one of the two only.

    Bad:
        @misc{doe2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe2024, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{doe2024a, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe2024b, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; which of the two is cited elsewhere is known to the owner only.
    Source: BibTeX's error "Repeated entry".
    """
    yield from ()


@rule("K003", scope="bibliography", severity=Severity.WARNING)
def keys_differ_in_case(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two citation keys differ in upper and lower case only.

    Why: BibTeX compares keys without case and drops the second entry; so do file systems of Windows and macOS.

    Bad:
        @misc{Doe2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe2024, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{doe2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe2024b, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; which of the two is cited elsewhere is known to the owner only.
    Source: bibtex.web, "hash tables": keys are compared in lower case; biber warns.
    """
    first: dict[str, CheckedEntry] = {}
    for entry in checked.entries:
        other = first.setdefault(entry.key.lower(), entry)
        if other.key != entry.key and entry.key:
            yield entry.at_key(f"{quoted(entry.key)} differs from {quoted(other.key)} in case only", also=(other,))


@rule("K004", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="unsafe")
def invalid_key(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    r"""A citation key has a sign that BibTeX or LaTeX cannot have there.

    Why: BibTeX ends the key there and skips the entry, or `\cite` does not find it.

    Bad:
        @misc{doe owls 2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{doe:owls/2024-a, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the signs become `-`, also where entries of the file refer to the key; other files keep the old key.
    Source: bibtex.web, "id_class".
    """
    invalid = [entry for entry in checked.entries if _INVALID.search(entry.key)]
    references = _references(checked) if invalid else {}
    for entry in invalid:
        sign = _INVALID.findall(entry.key)[0]
        new = _INVALID.sub("-", entry.key).strip("-")
        fix = _renaming(checked, entry, new, references)
        yield entry.at_key(f"key {quoted(entry.key)} has {quoted(sign) if sign.strip() else 'a blank'}", fix=fix)


@rule("K009", scope="entry", severity=Severity.INFO, selection="all")
def key_not_ascii(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A citation key has a letter outside ASCII.

    Why: BibTeX sorts such keys wrong, and old LaTeX does not find them; biber and pages have no trouble.

    Bad:
        @misc{müller, title = {Owls}, author = {Müller, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{mueller, title = {Owls}, author = {Müller, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; which letters stand for it is a matter of the language.
    Source: JabRef's "citation key contains non-ASCII characters".
    """
    if not entry.key.isascii():
        yield entry.at_key(f"key {quoted(entry.key)} is not ASCII")


@rule("K005", scope="bibliography", severity=Severity.INFO, selection="all", fix="unsafe")
def key_of_another_pattern(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A citation key is not made of family name, year and first word of the title.

    Why: keys of one pattern are found and remembered; `doe2024owls` is what Google Scholar gives.

    Bad:
        @misc{owlpaper, title = {The Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{doe2024owls, title = {The Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the key is renamed, also where entries of the file refer to it; other files keep the old key.
    Source: JabRef, bibtex-tidy and bibla make keys from patterns.
    """
    taken = {entry.key.casefold() for entry in checked.entries}
    references = _references(checked)
    for entry in checked.entries:
        wanted = _patterned(entry)
        if not wanted or re.fullmatch(rf"{re.escape(wanted)}[a-z]?", entry.key):
            continue
        fix = None if wanted in taken else _renaming(checked, entry, wanted, references)
        taken.add(wanted)
        yield entry.at_key(f"key {quoted(entry.key)} could be {quoted(wanted)}", fix=fix)


def _patterned(entry: CheckedEntry) -> str:
    """Returns the key of an entry by the pattern; empty where a part of it is missing."""
    publication = entry.publication
    people = (publication.authors or publication.editors) if publication else ()
    if publication is None or not people or not publication.year:
        return ""
    words = [word for word in folded(publication.title.text).split() if word not in _STOP_WORDS]
    family = folded(people[0].name.family or people[0].name.given).replace(" ", "")
    key = f"{family}{publication.year}{words[0] if words else ''}"
    return key if key.isascii() and family else ""


@rule("K006", scope="bibliography", severity=Severity.ERROR)
def keys_with_one_file_name(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two citation keys give one file name.

    Why: a list with a file for each publication would write one of the two over the other.

    Bad:
        --- pubs.toml
        [list.notes]
        theme = "badge-list"
        file = "notes/{key}.md"
        --- publications.bib
        @misc{doe:owls, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe/owls, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        --- pubs.toml
        lint.ignore = ["H019"]
        [list.notes]
        theme = "badge-list"
        file = "notes/{key}.md"
        --- publications.bib
        @misc{doe:owls, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe:larks, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; which key changes is the owner's to say.
    Source: signs that no file name can have become `-`.
    """
    if not any("{key}" in settings.file for settings in checked.facts.config.lists.values()):
        return
    first: dict[str, CheckedEntry] = {}
    for entry in (each for each in checked.entries if each.publication):
        other = first.setdefault(slug(entry.key).casefold(), entry)
        if other.key.casefold() != entry.key.casefold():
            yield entry.at_key(f"{quoted(entry.key)} and {quoted(other.key)} give one file name", also=(other,))


@rule("K007", scope="bibliography", severity=Severity.INFO, selection="all", fix="unsafe")
def address_as_key(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A citation key is a DOI or a URL.

    Why: nobody can type it, and as a name of a file or an anchor its signs are in the way.

    Bad:
        @misc{10.1000/owls.2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{doe2024owls, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the key becomes family name, year and first word; other files keep the old key.
    Source: publishers export such keys.
    """
    addresses = [entry for entry in checked.entries if _ADDRESS.fullmatch(entry.key)]
    references = _references(checked) if addresses else {}
    taken = {entry.key.casefold() for entry in checked.entries} if addresses else set()
    for entry in addresses:
        new = _patterned(entry)
        fix = _renaming(checked, entry, new, references) if new and new not in taken else None
        taken.add(new)
        yield entry.at_key(f"key {quoted(entry.key)} is an address", fix=fix)


@rule("K008", scope="bibliography", severity=Severity.WARNING)
def alias_is_key(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Another entry has a key that an entry's `ids` names as its own second key.

    Why: a reference to that key can mean either; biber drops one of them.

    Bad:
        @misc{owl, ids = {lark}, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, ids = {owls}, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; which entry is meant is known to the owner only.
    Source: biblatex manual, section 2.2.3, "ids"; biber warns.
    """
    first: dict[str, CheckedEntry] = {}
    for entry in checked.entries:
        field = entry.field("ids")
        for alias in (each.strip() for each in field.content.split(",")) if field else ():
            other = checked.by_key.get(alias) or first.setdefault(alias, entry)
            if field and alias and other is not entry:
                start = field.content.index(alias)
                message = f"{quoted(alias)} is a key of {quoted(other.key)} already"
                yield field.at(message, start, start + len(alias), also=(other,))


def _renaming(checked: CheckedBibliography, entry: CheckedEntry, new: str, references: References) -> Fix | None:
    """Renames a key and the references to it; ``None`` where the key is taken or another file refers to it."""
    if not new or new in checked.by_key or checked.by_key.get(entry.key) is not entry:
        return None
    found = references.get(entry.key, ())
    if any(field.entry.source is not entry.source for field, _ in found):
        return None
    place = entry.entry.key_span
    has_comma = entry.key or re.match(r"\s*[,})]", entry.source.text[place.end : place.end + 100])
    written = new if has_comma else f"{new}, "  # `@misc{title = …` has neither key nor comma
    edits = [Edit(place, written), *(Edit(span, new) for _, span in found)]
    return Fix(f"rename it to {quoted(new)}", tuple(edits))


def _references(checked: CheckedBibliography) -> References:
    """Returns where entries refer to others."""
    found: dict[str, list[tuple[CheckedField, Span]]] = {}
    for field in (each for entry in checked.entries for each in entry.named(_REFERENCES)):
        for each in _ITEM.finditer(field.content):
            span = Span(field.start + each.start(), field.start + each.end())
            found.setdefault(each.group(), []).append((field, span))
    return found
