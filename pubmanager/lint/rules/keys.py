"""Rules about citation keys, and about entries that refer to others by them."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import KEY_IN_LIST, REFERENCES
from pubmanager.bibtex.resolve import has_what_parents_give
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.nearest import are_alike
from pubmanager.lint.rule import Diagnostic, also, found_by_reading, rule
from pubmanager.model.folding import folded
from pubmanager.pages.files import slug
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField

    References = Mapping[str, Sequence[tuple[CheckedField, Span]]]
    from pubmanager.lint.rule import Diagnostic


# Source: bibtex.web, "id_class", and what LaTeX cannot have in the argument of \cite.
_INVALID = regex(r"[\s\"#%'(),={}~\\]+")


found_by_reading(
    "K001",
    "empty-key",
    """The citation key is empty or missing.

    Why: BibTeX skips the entry, and nothing can refer to it.

    Bad:
        @misc{, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; choose a key.
    Source: btxdoc, section 3.
    """,
    severity=Severity.ERROR,
)


@rule("K002", scope="bibliography", severity=Severity.ERROR)
def repeated_key(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A citation key is used twice; both entries are kept.

    Why: BibTeX drops the second entry; links and files named after the key can only lead to one of them. Usually a
    paper is listed twice. Different works with one key are in `tidy`: a page displays all of them. Each key is reported
    once.

    Bad:
        @misc{doe2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe2024, title = {Owls}, author = {Jane Doe}, year = 2024, howpublished = {Radio}}

    Good:
        @misc{doe2024a, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe2024b, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know which of the two is cited elsewhere.
    Source: BibTeX's error "Repeated entry".
    """
    yield from _repeated_keys(checked, is_one_work=True)


@also("K002", scope="bibliography", severity=Severity.INFO, selection="tidy")
def key_of_two_works(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """The entries are different works, all of which a page displays."""
    yield from _repeated_keys(checked, is_one_work=False)


def _repeated_keys(checked: CheckedBibliography, *, is_one_work: bool) -> Iterator[Diagnostic]:
    """Points at the second use of each key that is repeated, or at the first entry that is another one's work again."""
    uses: dict[str, list[CheckedEntry]] = {}
    for entry in checked.entries:
        uses.setdefault(entry.key, []).append(entry)
    for key, entries in uses.items():
        if not key or len(entries) < 2:
            continue
        copies = ((old, new) for old, new in combinations(entries[:_COMPARED], 2) if _are_one_work(old, new))
        copy = next(copies, None)
        if bool(copy) == is_one_work:
            old, new = copy or entries[:2]
            is_elsewhere = old.source is not new.source
            line = old.source.position(old.entry.span.start).line
            where = quoted(old.entry.place, 32) if is_elsewhere else f"line {line}"
            yield new.at_key(f"key {quoted(key)} is already used in {where}", also=(old,))


_COMPARED = 50  # entries of one key that are compared with each other
_ALIKE = 0.9


def _are_one_work(one: CheckedEntry, other: CheckedEntry) -> bool:
    """Whether two entries share a number or have titles alike; one without a title may be any work."""
    numbers = [each.publication.identifiers if each.publication else {} for each in (one, other)]
    shared = [kind for kind in ("doi", "arxiv") if kind in numbers[0] and kind in numbers[1]]
    if any(numbers[0][kind].lower() == numbers[1][kind].lower() for kind in shared):
        return True
    titles = [folded(each.value("title")) for each in (one, other)]
    return not all(titles) or titles[0] == titles[1] or (not shared and are_alike(titles[0], titles[1], _ALIKE))


@rule("K003", scope="bibliography", severity=Severity.INFO, selection="tidy")
def keys_differ_in_case(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two citation keys only differ in upper and lower case.

    Why: BibTeX compares keys without case and drops the second entry; so do file systems of Windows and macOS.

    Bad:
        @misc{Doe2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe2024, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{doe2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{doe2024b, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know which of the two is cited elsewhere.
    Source: bibtex.web, "hash tables": keys are compared in lower case; biber warns.
    """
    first: dict[str, CheckedEntry] = {}
    for entry in checked.entries:
        other = first.setdefault(entry.key.lower(), entry)
        if other.key != entry.key and entry.key:
            yield entry.at_key(f"{quoted(entry.key)} differs from {quoted(other.key)} in case only", also=(other,))


@rule("K004", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="unsafe")
def invalid_key(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    r"""A citation key has a character that BibTeX or LaTeX does not allow.

    Why: BibTeX ends the key there and skips the entry, or `\cite` does not find it.

    Bad:
        @misc{doe owls 2024, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{doe:owls/2024-a, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the characters become `-`, also where entries of the file refer to the key; other files keep the old
    key.
    Source: bibtex.web, "id_class".
    """
    invalid = [entry for entry in checked.entries if _INVALID.search(entry.key)]
    references = _references(checked) if invalid else {}
    for entry in invalid:
        sign = _INVALID.findall(entry.key)[0]
        new = _INVALID.sub("-", entry.key).strip("-")
        fix = _renaming(checked, entry, new, references)
        yield entry.at_key(f"key {quoted(entry.key)} contains {quoted(sign) if sign.strip() else 'a blank'}", fix=fix)


@rule("K006", scope="bibliography", severity=Severity.ERROR)
def keys_with_one_file_name(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two citation keys result in the same file name.

    Why: in a list with a file for each publication, one of the two would overwrite the other.

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

    Fix: none; choose which key to change.
    Source: characters that are not allowed in file names become `-`.
    """
    if not any("{key}" in settings.file for settings in checked.facts.config.lists.values()):
        return
    first: dict[str, CheckedEntry] = {}
    for entry in (each for each in checked.entries if each.publication):
        other = first.setdefault(slug(entry.key).casefold(), entry)
        if other.key.casefold() != entry.key.casefold():
            yield entry.at_key(f"{quoted(entry.key)} and {quoted(other.key)} give one file name", also=(other,))


@rule("K008", scope="bibliography", severity=Severity.INFO, selection="tidy")
def alias_is_key(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """An alias in an entry's `ids` is the key of another entry.

    Why: a reference to that key can mean either; biber drops one of them.

    Bad:
        @misc{owl, ids = {lark}, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, ids = {owls}, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know which entry is meant.
    Source: biblatex manual, section 2.2.3, "ids"; biber warns.
    """
    first: dict[str, CheckedEntry] = {}
    for entry in checked.entries:
        field = entry.field("ids")
        for alias in (each.strip() for each in field.content.split(",")) if field else ():
            other = checked.by_key.get(alias) or first.setdefault(alias, entry)
            if field and alias and other is not entry:
                start = field.content.index(alias)
                message = f"{quoted(alias)} is already a key of {quoted(other.key)}"
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
    for field in (each for entry in checked.entries for each in entry.named(REFERENCES)):
        for each in KEY_IN_LIST.finditer(field.content):
            span = Span(field.start + each.start(), field.start + each.end())
            found.setdefault(each.group(), []).append((field, span))
    return found


_NAMES = frozenset(("related", "xref", "entryset", "crossref"))


found_by_reading(
    "F010",
    "missing-parent",
    """`crossref` or `xdata` names an entry that does not exist, or forms a cycle.

    Why: the inherited fields, often venue and year, are missing everywhere.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, crossref = {birds}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, crossref = {birds}}
        @proceedings{birds, title = {Proceedings of the Conference on Birds}, year = 2024}

    Fix: none; only you know which entry is meant.
    Source: biblatex manual, section 2.4.1; biber and JabRef report the same.
    """,
    severity=Severity.ERROR,
)


@rule("F017", scope="bibliography", severity=Severity.INFO, selection="tidy")
def missing_related_entry(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """`related`, `xref` or `entryset` names an entry that does not exist.

    Why: biblatex prints nothing for it, and a link to it would lead nowhere. A missing `crossref` is reported here if
    the entry already has its own venue and year.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, related = {lark}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, related = {lark}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know which entry is meant.
    Source: biblatex manual, section 2.2.3.
    """
    known: set[str] | None = None
    for entry in checked.entries:
        for field in entry.named(_NAMES):
            if field.name == "crossref" and not _is_needless(entry):
                continue
            if known is None:
                known = _keys(checked)
            for item in KEY_IN_LIST.finditer(field.content) if field.is_literal else ():
                if item.group() not in known:
                    message = f"{quoted(field.name)} names {quoted(item.group())}, which does not exist"
                    yield field.at(message, *item.span())


def _is_needless(entry: CheckedEntry) -> bool:
    """Whether an entry needs nothing of its parent; DBLP exports all its entries so."""
    parent = entry.value("crossref").strip()
    return not parent.startswith("DBLP:") and has_what_parents_give(each.name for each in entry.fields)


def _keys(checked: CheckedBibliography) -> set[str]:
    """Returns the keys of all entries, with the second ones that `ids` names."""
    keys = set(checked.by_key)
    keys.update(entry.key for reading in checked.readings for entry in reading.entries)
    for entry in checked.entries:
        keys.update(each.strip() for each in entry.value("ids").split(","))
    return keys
