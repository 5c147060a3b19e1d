"""Rules about what a generator would publish besides pages."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pubmanager.config.jekyll import excluded, excluding
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.pages import CheckedSite
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography

_PRIVATE = ("file", "owner", "annote", "review", "__markedentry")


@rule("W017", scope="site", severity=Severity.WARNING, fix="unsafe")
def bib_is_published(site: CheckedSite) -> Iterator[Diagnostic]:
    """Jekyll would publish a `.bib` that has private fields or hidden entries.

    Why: it copies all files that are not in a folder whose name starts with `_`; what is hidden on the page is public
    in the `.bib`.

    Bad:
        --- _config.yml
        title: Jane Doe
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2020, howpublished = {Web}, hidden = {true}}

    Good:
        --- _config.yml
        title: Jane Doe
        exclude: [publications.bib]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2020, howpublished = {Web}, hidden = {true}}

    Fix: unsafe; the file is added to `exclude` in `_config.yml`, and links to it no longer work.
    Source: Jekyll 4.3, "exclude".
    """
    facts = site.facts.site
    config = facts.jekyll_source if facts else None
    if facts is None or config is None:
        return
    excludes = excluded(config.text)
    for path in site.bib_paths:
        what = _private(site.bibliography, path)
        if what and not _is_kept_back(path, excludes):
            new = excluding(config.text, [path], config.newline)
            fix = Fix(f"exclude {path}", (_difference(config.text, new),)) if new else None
            yield site.at(config, f"{quoted(path)} is published, with {what}", 0, min(1, len(config.text)), fix=fix)


def _is_kept_back(path: str, excludes: tuple[str, ...]) -> bool:
    hidden = any(part.startswith(("_", ".", "#")) or part.endswith("~") for part in path.split("/"))
    return hidden or any(fnmatchcase(path, each) or path.startswith(f"{each.rstrip('/')}/") for each in excludes)


def _private(bibliography: CheckedBibliography, path: str) -> str:
    """Says what of a file is not for everybody; empty where all is."""
    for entry in bibliography.entries:
        if not entry.source.path.endswith(path):
            continue
        if entry.publication and entry.publication.is_hidden:
            return f"the hidden entry {quoted(entry.key, 16)}"
        for field in entry.fields:
            if field.name in _PRIVATE:
                return f"the private field '{field.name}'"
    return ""


def _difference(old: str, new: str) -> Edit:
    """Returns the one insertion that makes one text of another."""
    start = next((index for index, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return Edit(Span(start, start), new[start : start + len(new) - len(old)])
