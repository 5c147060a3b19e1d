"""Rules about markup in values: HTML entities, LaTeX's special signs, accents, groups and formulas."""

from __future__ import annotations

from html import unescape
from pathlib import PurePath
from typing import TYPE_CHECKING
from unicodedata import normalize

from pubmanager.config.formulas import NOTHING_LOADED, SHOWN_AS_TEX
from pubmanager.findings import Fix, Severity, quoted
from pubmanager.latex.formulas import needs_setting
from pubmanager.latex.html import read_markup
from pubmanager.latex.nodes import Math
from pubmanager.latex.tokens import in_prose, set_apart, stretch_at
from pubmanager.lint.rule import rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedField


# Fields that LaTeX sets as text.
_TEXTS = (
    "title", "subtitle", "maintitle", "booktitle", "journal", "journaltitle", "author", "editor", "publisher", "school",
    "institution", "organization", "series", "address", "location", "howpublished", "note", "annote", "abstract",
)  # fmt: skip
_REFERENCE = r"(?:[A-Za-z][A-Za-z0-9]{1,30}|\\?#\d{1,7}|\\?#[xX][0-9a-fA-F]{1,6})(?:;|\$\\mathsemicolon\$)"
_ENTITY = regex(rf"(?:\\?&|\{{\\&\}})(?P<rest>{_REFERENCE})")
_REST = regex(rf"(?P<rest>{_REFERENCE})")
_SCHOLAR_BRACES = regex(r"\$\\\{\$([^${}]*)\$\\\}\$")
_IN_LATEX = {"&": "\\&", "%": "\\%", "#": "\\#", "_": "\\_", "$": "\\$", "\u00a0": "~", "{": "\\{", "}": "\\}"}


@rule("E001", scope="field", severity=Severity.INFO, selection="tidy", needs=("&",), fix="safe")
def html_entity(field: CheckedField) -> Iterator[Diagnostic]:
    r"""A value has an HTML entity such as `&amp;`.

    Why: LaTeX prints it literally, and a template that escapes text displays `&amp;`.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Science &amp; Birds}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Science \& Birds}}

    Fix: safe; the entity becomes its character, even if it was escaped several times. Tags that are written as entities
    become LaTeX. In a URL only `&amp;` is an entity; what a formula or a value cannot contain is not changed.
    Source: metadata that publishers export; JabRef and papis report the same.
    """
    entities = list(_entities(field))
    if entities:
        start, end, _ = entities[0]
        edits = {edit: None for _, _, fix in entities if fix for edit in fix.edits}
        title = (
            next((fix.title for _, _, fix in entities if fix), "")
            if len(entities) == 1
            else "write what they stand for"
        )
        more = f", and {len(entities) - 1} more here" if len(entities) > 1 else ""
        message = f"{quoted(field.content[start:end])} is an HTML entity{more}"
        yield field.at(message, start, end, fix=Fix(title, tuple(edits)) if edits else None)


def _entities(field: CheckedField) -> Iterator[tuple[int, int, Fix | None]]:
    """Yields the entities of a value, each with what would write it otherwise."""
    text, ends = field.content, 0
    kept = set_apart(text)
    markup = None if field.is_address else read_markup(text)
    for found in _ENTITY.finditer(text):
        start, (end, sign) = found.start(), _decoded(text, found)
        apart = stretch_at(kept, start)
        kind = apart[2] if apart else "address" * field.is_address
        if start < ends or len(sign) != 1 or kind == "code" or (kind == "address" and sign != "&"):
            continue
        ends = end
        if markup and stretch_at(markup.tags, start):
            can_fix = field.is_literal and markup.text is not None
            fix = field.rewriting("write the tags as LaTeX", markup.text or "") if can_fix else None
        else:
            written = sign if kind == "address" else _IN_LATEX.get(sign, sign)
            is_breaking = (
                sign in "{}\\\r\n"
                or (sign == '"' and field.raw[0] != "{")
                or (kind == "formula" and not (sign in "<>" or sign.isalnum()))
            )
            can_fix = field.is_literal and not is_breaking
            fix = field.replacing(f"write {quoted(written)}", start, end, written) if can_fix else None
        yield start, end, fix


def _decoded(text: str, found: re.Match[str]) -> tuple[int, str]:
    """Returns where an entity ends that is escaped once or often, and its sign: `&amp;lt;` is one for `<`."""
    sign, end = _sign(found["rest"]), found.end()
    while sign == "&" and (more := _REST.match(text, end)) and len(inner := _sign(more["rest"])) == 1:
        sign, end = inner, more.end()
    return end, sign


def _sign(reference: str) -> str:
    return unescape(f"&{reference.replace(chr(92), '').replace('$mathsemicolon$', ';')}")


_SPECIAL = regex(
    r"\\(?:url|href|path|nolinkurl|ref|cite|label)\s*\{[^{}]*\}|\\\([\s\S]{0,1000}?\\\)|\\[\s\S]|&#?\w+;|\$\$?[^$]*\$\$?|(?P<sign>[&%_#])"
)


@rule(
    "E002",
    scope="field",
    severity=Severity.INFO,
    fields=_TEXTS,
    needs=("&", "%", "_", "#"),
    selection="all",
    fix="safe",
)
def unescaped_sign(field: CheckedField) -> Iterator[Diagnostic]:
    r"""A text has `&`, `%`, `_` or `#` without a backslash.

    Why: LaTeX stops there, or drops the rest of the line. A page displays the character either way.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Science & Birds}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Science \& Birds}}

    Fix: safe; the backslash is added, and the text stays the same.
    Source: JabRef, bibcop and bibtex-tidy, option "escape".
    """
    if not field.is_literal:
        return
    signs = (each for each in _SPECIAL.finditer(field.content) if each["sign"])
    for found in in_prose(field.content, signs, "typewriter"):
        fix = field.replacing("add the backslash", *found.span(), f"\\{found.group()}")
        yield field.at(f"{quoted(found.group())} without a backslash", *found.span(), fix=fix)


_NEEDS_ARGUMENT = regex(r"\\(?:textbf|textit|emph|texttt|textsc|textrm|textsf|underline|url|href|mbox|text)\s*\Z")
_ENVIRONMENT = regex(r"\\(?P<what>begin|end)\s*\{(?P<name>[a-zA-Z*]+)\}")
_FORMULA = regex(r"(?<!\\)\$[^$]*(?<!\\)\$")
_DELIMITER = regex(r"\\(?P<side>left|right)(?![a-zA-Z])")


_INCOMPLETE = ("\\text", "\\emph", "\\underline", "\\url", "\\href", "\\mbox", "\\begin", "\\end", "\\left", "\\right")


@rule("E008", scope="field", severity=Severity.WARNING, fields=_TEXTS, needs=_INCOMPLETE)
def incomplete_latex(field: CheckedField) -> Iterator[Diagnostic]:
    r"""A piece of LaTeX is incomplete: an environment, a pair of `\left` and `\right`, or an argument.

    Why: LaTeX stops there, and a page displays the formula as typed.

    Bad:
        @misc{owl, title = {Owls of $\left( x + y$}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls of $\left( x + y \right)$}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know what is missing.
    Source: JabRef's check of LaTeX.
    """
    if lost := _NEEDS_ARGUMENT.search(field.content):
        yield field.at(f"{quoted(lost.group())} has no argument", *lost.span())
    if "\\begin" in field.content or "\\end" in field.content:
        yield from _unpaired_environments(field)
    if "\\left" in field.content or "\\right" in field.content:
        yield from _unpaired_delimiters(field)


def _unpaired_environments(field: CheckedField) -> Iterator[Diagnostic]:
    opened: list[re.Match[str]] = []
    for found in _ENVIRONMENT.finditer(field.content):
        if found["what"] == "begin":
            opened.append(found)
        elif opened and opened[-1]["name"] == found["name"]:
            opened.pop()
        else:
            yield field.at(f"{quoted(found.group())} has no '\\begin'", *found.span())
    for found in opened:
        yield field.at(f"{quoted(found.group())} has no '\\end'", *found.span())


def _unpaired_delimiters(field: CheckedField) -> Iterator[Diagnostic]:
    for formula in _FORMULA.finditer(field.content):
        opened: list[re.Match[str]] = []
        for found in _DELIMITER.finditer(field.content, *formula.span()):
            if found["side"] == "left":
                opened.append(found)
            elif opened:
                opened.pop()
            else:
                yield field.at("'\\right' without '\\left'", *found.span())
        for found in opened:
            yield field.at("'\\left' without '\\right'", *found.span())


# An accent in braces without its backslash; a spacing accent before its letter, or a cedilla behind, as PDF files have
# them; an accent command with nothing to put it on; a command for formulas outside of them.
_BARE = regex(r"\{(?<!\\\{)(?:(?P<accent>[\"'`^])(?P<letter>[A-Za-z])\}|~(?=[nNaAoO]\}))")
_SPACING = regex(r"(?P<accent>[\u00b4\u00a8\u02dc\u02c6])(?P<letter>[A-Za-z])|(?P<before>[cCsS])\u00b8")
_LONELY = regex(r"\\[\"'`=.](?=\{\s*\}|\s*(?:[},;:!?]|\Z))")
_MATHS = regex(r"\\(?:grave|acute|ddot|check|breve)(?![a-zA-Z])")
_COMBINING = {"\u00b4": "\u0301", "\u00a8": "\u0308", "\u02dc": "\u0303", "\u02c6": "\u0302"}


_BEFORE_ACCENT = ('{"', "{'", "{`", "{^", "{~", "\\", *"\u00b4\u00a8\u02dc\u02c6\u00b8")


@rule("E009", scope="field", severity=Severity.WARNING, fields=_TEXTS, needs=_BEFORE_ACCENT, fix="unsafe")
def broken_accent(field: CheckedField) -> Iterator[Diagnostic]:
    r"""An accent is broken: its backslash or letter is missing, or it is next to the letter.

    Why: readers see `Jos{'e}` or `Andr´e`, and nobody finds José and André.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jos{'e}}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jos{\'e}}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the backslash is added, or accent and letter become one. Only you know a missing letter.
    Source: JabRef, issue 651; names in real homepage bibliographies.
    """
    if not field.is_literal:
        return
    for found in _BARE.finditer(field.content) if "{" in field.content else ():
        fix = field.replacing("add the backslash", found.start() + 1, found.start() + 1, "\\")
        end = found.start() + 4
        yield field.at(f"{quoted(field.content[found.start() : end])} lacks a backslash", found.start(), end, fix=fix)
    if field.name in ("author", "editor") and not field.content.isascii():
        yield from _spacing_accents(field)
    if "\\" in field.content:
        yield from _lonely_accents(field)


def _spacing_accents(field: CheckedField) -> Iterator[Diagnostic]:
    for found in _SPACING.finditer(field.content):
        pair = found["letter"] + _COMBINING[found["accent"]] if found["letter"] else f"{found['before']}\u0327"
        letter = normalize("NFC", pair)
        fix = field.replacing(f"write {quoted(letter)}", *found.span(), letter) if len(letter) == 1 else None
        yield field.at(f"accent beside its letter: {quoted(found.group())}", *found.span(), fix=fix)


def _lonely_accents(field: CheckedField) -> Iterator[Diagnostic]:
    for found in _LONELY.finditer(field.content):
        yield field.at(f"accent {quoted(found.group())} without a letter", *found.span())
    if "\\ifmmode" in field.content or not _MATHS.search(field.content):
        return  # publishers write both ways at once: `\\ifmmode \\check{c}\\else \\v{c}\\fi`
    for found in _MATHS.finditer(_FORMULA.sub(lambda each: " " * len(each.group()), field.content)):
        yield field.at(f"{quoted(found.group())} is for formulas only", *found.span())


@rule("E011", scope="field", severity=Severity.WARNING, needs=("$\\{$",), fix="safe")
def braces_as_formulas(field: CheckedField) -> Iterator[Diagnostic]:
    r"""Braces that protect a word are written as two formulas.

    Why: Google Scholar exports the titles of some publishers this way, and pages display `$\{$` unchanged.

    Bad:
        @misc{owl, title = {$\{$OwlNet$\}$: Hearing at Night}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {{OwlNet}: Hearing at Night}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: safe; the braces stay and the dollar signs are removed. A set such as `$\{0, 1\}$` is a formula and is not
    reported.
    Source: Google Scholar's BibTeX of papers at USENIX.
    """
    found = list(_SCHOLAR_BRACES.finditer(field.content))
    if found:
        edits = [field.replacing("", *each.span(), f"{{{each[1].strip()}}}").edits[0] for each in found]
        message = f"{quoted(found[0].group(), 40)} shows its braces on pages"
        yield field.at(message, *found[0].span(), fix=Fix("write the braces alone", tuple(edits)))


_WEB = (".md", ".markdown", ".html", ".htm")


@rule("T024", scope="bibliography", severity=Severity.WARNING)
def formula_without_mathjax(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    r"""A title has a formula, and the site loads nothing that displays formulas.

    Why: readers see `$O(n \log n)$`. With `formulas = "text"` in `pubs.toml` most formulas become Unicode; those that
    cannot be converted are reported one by one.

    Bad:
        --- pubs.toml
        pages = "index.md"
        --- index.md
        # Owls
        --- publications.bib
        @misc{owl, title = {Counting owls in $O(n)$}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}

    Good:
        --- pubs.toml
        pages = "index.md"
        formulas = "text"
        --- index.md
        # Owls
        --- publications.bib
        @misc{owl, title = {Counting owls in $O(n)$}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}

    Fix: none; set `formulas = "text"`, or load MathJax or KaTeX on the page.
    Source: homepages that display formulas as TeX.
    """
    site, settings = checked.facts.site, checked.facts.config
    if site is None or not any(PurePath(page).suffix.lower() in _WEB for page in settings.pages):
        return
    is_text = settings.formulas == "text"
    for entry in checked.entries:
        field, shown = entry.field("title"), entry.publication
        nodes = [node for node in shown.title.nodes if isinstance(node, Math)] if shown and not shown.is_hidden else []
        if field is None or not nodes:
            continue
        if is_text and any(map(needs_setting, nodes)):
            yield field.at(f"formula {SHOWN_AS_TEX}")
        elif not is_text:
            if site.loads_nothing:
                yield field.at(NOTHING_LOADED)
            return
