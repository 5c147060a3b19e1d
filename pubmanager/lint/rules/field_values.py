"""Rules about fields that say nothing, say something twice, or contradict another name of theirs."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.rule import rule
from pubmanager.model.fields import CONCEPTS, is_link
from pubmanager.model.identifiers import read_identifier
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

_NOTHING = "{} \t\r\n\"'"
_SAYS_NONE = frozenset(("badge", "rank", "news", "bibtex_show", "presort", "options"))
_DOI_URL = regex(r"https?://(?:dx\.|www\.)?doi\.org/\S+", re.IGNORECASE)
_SCHEME = regex(r"https?://(?:www\.)?", re.IGNORECASE)


@rule("F005", scope="entry", severity=Severity.INFO, selection="tidy", fix="safe")
def empty_field(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A field is empty.

    Why: some templates display a label or a button for every field, even an empty one. An empty `badge`, `rank` or
    `news` means "none", and an empty field in an entry with `crossref` or `xdata` prevents a value from being
    inherited; these are not reported.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, note = {}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, badge = {}}

    Fix: safe; the field is removed.
    Source: bibtex-tidy, option "remove empty fields"; badness and papis report the same.
    """
    empty = {each.name for each in entry.fields if each.raw and not each.raw.strip(_NOTHING)} - _SAYS_NONE
    if not empty or entry.resolved.fields.keys() & {"crossref", "xdata"}:
        return
    for field in (each for each in entry.fields if each.name in empty and not each.content.strip(_NOTHING)):
        yield field.at_name(f"field {quoted(field.name)} is empty", fix=field.removing("remove the field"))


def _stem(name: str) -> str:
    """Returns the word in names such as ``url_code``, ``codeurl`` and ``codes``."""
    bare = re.sub(r"^(?:url|customlink|link)[_-]?|[_-]?(?:url|link)$", "", name) or name
    return re.sub(r"[_-]", "", bare).removesuffix("s")


def _same_words() -> dict[str, tuple[str, str]]:
    """Returns the names that are one word in several spellings, each with its concept and that word."""
    found: dict[tuple[str, str], list[str]] = {}
    for concept in CONCEPTS:
        if concept.kind == "link" or concept.name in ("author", "editor", "abstract", "summary"):
            for alias in concept.aliases:
                found.setdefault((concept.name, _stem(alias.name)), []).append(alias.name)
    return {
        "journal": ("journal", "journal"),
        "journaltitle": ("journal", "journal"),
        **{name: word for word, names in found.items() if len(names) > 1 for name in names},
    }


_WORDS = _same_words()
_LINKS = frozenset(concept.name for concept in CONCEPTS if concept.kind == "link")


@rule("F006", scope="entry", severity=Severity.WARNING)
def aliases_disagree(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """Two names of one field have different values.

    Why: only one of them is displayed, and which one depends on the tool.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          code = {https://example.org/owls}, url_code = {https://example.org/larks}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          code = {https://example.org/owls}, url_code = {http://example.org/owls/}}

    Fix: none; only you know which value is right.
    Source: files that moved from one theme to another and kept the fields of both.
    """
    rivals = _rivals(entry.names)
    first: dict[tuple[str, str], CheckedField] = {}
    for field in entry.fields if rivals else ():
        word = _WORDS[field.name] if field.name in rivals else None
        if word is None or not field.value or (word[0] in _LINKS and not is_link(field.value)):
            continue
        other = first.setdefault(word, field)
        if other.name != field.name and _folded(other.value) != _folded(field.value):
            yield field.at(f"{quoted(field.name)} differs from {quoted(other.name)}")


@lru_cache(maxsize=1 << 12)
def _rivals(names: tuple[str, ...]) -> frozenset[str]:
    """Returns the names that are one word with another of them."""
    words = Counter(_WORDS[name] for name in set(names) if name in _WORDS)
    return frozenset(name for name in names if name in _WORDS and words[_WORDS[name]] > 1)


def _folded(value: str) -> str:
    return _SCHEME.sub("", re.sub(r"[{}\\\s]", "", value)).rstrip("/.").casefold()


@rule("F012", scope="field", severity=Severity.INFO, fields=("url",), needs=("doi.org",), fix="safe", selection="tidy")
def url_repeats_doi(field: CheckedField) -> Iterator[Diagnostic]:
    """The URL only repeats the DOI.

    Why: the page displays two links to the same place.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, doi = {10.1000/owls},
          url = {https://doi.org/10.1000/owls}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, doi = {10.1000/owls},
          url = {https://example.org/owls}}

    Fix: safe; the URL is removed, and the link of the DOI stays.
    Source: bibtex-tidy, issue 440.
    """
    url = verbatim(field.value)  # whole: a second address after it must stay
    doi = read_identifier("doi", field.entry.value("doi"))
    if doi and _DOI_URL.fullmatch(url) and read_identifier("doi", url).casefold() == doi.casefold():
        yield field.at("the URL repeats the DOI", fix=field.removing("remove the URL"))
