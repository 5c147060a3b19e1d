"""Rules about what is typed onto names: formatting and marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.lint.written_names import NAME_FIELDS, names_in
from pubmanager.model.marks import peel, without_markup
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedField
    from pubmanager.lint.written_names import WrittenName
    from pubmanager.model.marks import Peeled

_FORMATTING = regex(
    r"\\(?:textbf|textit|textsl|emph|underline|uline|ul|hl|textcolor\s*\{\w+\}|color\s*\{\w+\}|mathbf)\s*(?=\{)"
    r"|\{\s*\\(?:bf|bfseries|it|itshape|em|ul)(?![A-Za-z])|(?<!\*)\*\*(?=[^*]+\*\*(?!\*))|(?<!\w)__(?=[^_]+__)"
    r"|<(?:b|strong|u|i|em|mark|span|font)\b[^<>]*>",
    re.IGNORECASE,
)
_RAISED = regex(
    r"\$[^$]*\$|\\text(?:super|sub)script|\\thanks|\\footnote|<sup|\\\(|(?<!\\)\^\{|\\\^\{[^{}\w\\]*\}", re.IGNORECASE
)
_SIGNS = "*†‡#§¶✉✝∗⋆★☆♯♣♠♥♦◊‖•"
_MARKS = (
    *_SIGNS,
    *"$^+¹²³⁴(",
    "\\text",
    "\\thanks",
    "\\footnote",
    "\\dag",
    "\\ast",
    "<sup",
    "\\fa",
    "nvelope",
    "etter",
)
_BEHIND_FAMILY = regex(rf"[^,]*?[^\W_][.}})]?\s?\\?[{_SIGNS}^+{{}}\\&\ufe0f]+\s*(?:,[^{_SIGNS}]*)?")
_BEFORE_FAMILY = regex(rf"\s*\\?[{_SIGNS}]+\s?[^{_SIGNS},]+(?:,[^{_SIGNS}]*)?")


@rule(
    "A010",
    scope="field",
    severity=Severity.INFO,
    selection="tidy",
    fields=NAME_FIELDS,
    needs=("\\", "*", "_", "<"),
    fix="safe",
)
def formatted_name(field: CheckedField) -> Iterator[Diagnostic]:
    r"""A name is set in bold, underlined or otherwise formatted.

    Why: BibTeX reads the commands as part of the name, and sorts and abbreviates it by them. Your name is recognised
    and highlighted without them; `[highlight]` in `pubs.toml` says how, also for groups of people.

    Bad:
        @misc{owl, title = {Owls}, author = {\textbf{Doe, Jane} and Roe, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web}}

    Fix: safe; the formatting is removed if the name is recognised as yours; elsewhere it may have a meaning.
    Source: tex_cv, issue 2; homepages whose owner is typed in bold.
    """
    for place, name in enumerate(names_in(field)):
        found = _FORMATTING.search(name.text) if _is_formatted(name.text) else None
        if found:
            start, end = name.start + found.start(), name.start + found.end()
            message = f"{quoted(found.group().rstrip('{'))} is formatting, and becomes part of the name"
            yield field.at(message, start, end, fix=_without_formatting(field, place, name))


@lru_cache(maxsize=1 << 15)
def _is_formatted(text: str) -> bool:
    return bool(_FORMATTING.search(text))


def _without_formatting(field: CheckedField, place: int, name: WrittenName) -> Fix | None:
    publication, bare = field.entry.publication, without_markup(name.text)
    people = (publication.authors if field.name == "author" else publication.editors) if publication else ()
    is_mine = any(each.is_me and each.position == place + 1 for each in people)
    is_same = bare != name.text and peel(bare) == peel(name.text)
    return field.replacing("remove the formatting", name.start, name.end, bare) if is_mine and is_same else None


@rule("A011", scope="field", severity=Severity.INFO, fields=NAME_FIELDS, needs=_MARKS, selection="all", fix="unsafe")
def mark_glued_to_name(field: CheckedField) -> Iterator[Diagnostic]:
    """A mark such as `*` is typed directly after a family name.

    Why: al-folio and this tool read it as a mark; BibTeX, and everybody who copies the entry, reads it as a letter of
    the name.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal}}

    Fix: unsafe; the marks of the list move to `author+an`, with the roles that `[marks.read]` gives them.
    Source: biblatex manual, section 3.7; al-folio's documentation.
    """
    yield from _marked(field, is_plain=True)


@rule("A012", scope="field", severity=Severity.INFO, selection="tidy", fields=NAME_FIELDS, needs=_MARKS, fix="unsafe")
def mark_in_name(field: CheckedField) -> Iterator[Diagnostic]:
    r"""A mark is inside a name, or is typed as a formula or as markup.

    Why: al-folio and other themes only find marks after the family name; elsewhere they become part of the name, and
    you are no longer recognised. Marks that `[marks.read]` in `pubs.toml` explains are not reported.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane$^{*}$ and Roe, Max$^{*}$}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal}}

    Fix: unsafe; the marks of the list move to `author+an`.
    Source: biblatex manual, section 3.7; al-folio's templates.
    """
    yield from _marked(field, is_plain=False)


def _marked(field: CheckedField, *, is_plain: bool) -> Iterator[Diagnostic]:
    """Points at the first marked name of a list: names of one list are marked in one way."""
    names = names_in(field)
    marked = [(name, peeled) for name in names if (peeled := _peeled(name.text))]
    if not marked or all(_is_plain(name.text) for name, _ in marked) != is_plain:
        return
    meanings = field.facts.conventions.authors.roles_of_marks(field.entry.source.path)
    if not is_plain and all(mark in meanings or mark == "✉" for _, peeled in marked for mark in peeled.marks):
        return
    name = next(name for name, _ in marked if _is_plain(name.text) == is_plain)
    what = "a mark is typed onto" if is_plain else "a mark is inside"
    fix = _annotating(field, names, meanings)
    yield field.at(f"{what} {quoted(name.text)}", name.start, name.end, fix=fix)


@lru_cache(maxsize=1 << 14)
def _peeled(text: str) -> Peeled | None:
    """Returns a name that has marks, taken apart; ``None`` for one that has none."""
    peeled = peel(text)
    return peeled if peeled.marks else None


def _is_plain(text: str) -> bool:
    """Whether marks are typed onto the family name, after it or before it, as `*Doe, Jane`."""
    return not _RAISED.search(text) and bool(_BEHIND_FAMILY.fullmatch(text) or _BEFORE_FAMILY.fullmatch(text))


def _annotating(field: CheckedField, names: Sequence[WrittenName], meanings: Mapping[str, str]) -> Fix | None:
    """Returns a fix that moves the marks of a list into an annotation; ``None`` where more than marks is typed."""
    target = f"{field.name}+an"
    marked = [(place, name, peeled) for place, name in enumerate(names, 1) if (peeled := _peeled(name.text))]
    is_more = any(
        peeled.roles
        or peeled.notes
        or peeled.name.count("{") != peeled.name.count("}")
        or " and " in peeled.name  # a list in braces, which is one name
        for _, _, peeled in marked
    )
    if field.entry.has(target) or is_more:
        return None
    said = "; ".join(f"{place}={_meant(peeled.marks, meanings)}" for place, _, peeled in marked)
    edits = [
        edit for _, name, peeled in marked for edit in field.replacing("", name.start, name.end, peeled.name).edits
    ]
    added: tuple[Edit, ...] = field.entry.adding("", target, said).edits
    return Fix(f"move the marks to {target}", (*edits, *added))


def _meant(marks: Sequence[str], meanings: Mapping[str, str]) -> str:
    roles = [meanings.get(mark, "corresponding" if mark == "✉" else "") for mark in marks]
    literal = ",".join(mark for mark, role in zip(marks, roles, strict=True) if not role)
    return ", ".join([*filter(None, roles), *([f'"{literal}"'] if literal else [])])
