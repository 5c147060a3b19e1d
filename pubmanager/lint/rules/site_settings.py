"""Rules about entries and settings that do not fit together, and about what a generator would publish besides pages."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pubmanager.config.jekyll import excluded, excluding
from pubmanager.config.load import key_places
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.model.fields import PRIVATE
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.pages import CheckedSite
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField


_USER = regex(r"[?&]user=(?P<url>[\w-]{12})\b|^(?P<bare>[\w-]{12})(?=[:,])")
_PROFILES = ("google_scholar_id", "scholar", "scholar_id")


@rule("H014", scope="field", severity=Severity.ERROR, fields=PRIVATE)
def private_field_shown(field: CheckedField) -> Iterator[Diagnostic]:
    """A private field would be shown in the BibTeX of an entry.

    Why: `bibtex_show` makes al-folio print the whole entry except for the fields in `filtered_bibtex_keywords` of
    `_config.yml`, so also file paths, reviews and private notes. (The BibTeX that this tool displays only has the
    fields that are cited.)

    Bad:
        --- _config.yml
        filtered_bibtex_keywords: [abbr, pdf]
        exclude: [publications.bib]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, bibtex_show = {true},
          review = {Too long; ask Max}}

    Good:
        --- _config.yml
        filtered_bibtex_keywords: [abbr, pdf, review]
        exclude: [publications.bib]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, bibtex_show = {true},
          review = {Too long; ask Max}}

    Fix: none; add the field to `filtered_bibtex_keywords`, or remove it from the file.
    Source: al-folio, `_plugins/hide-custom-bibtex.rb`.
    """
    site = field.facts.site
    if site is None or not field.entry.has("bibtex_show") or not field.value:
        return
    filtered = site.jekyll.get("filtered_bibtex_keywords")
    if isinstance(filtered, list) and field.name not in {str(each).lower() for each in filtered}:
        yield field.at_name(f"{quoted(field.name)} is shown with the BibTeX of the entry")


@rule("H018", scope="entry", fields=_PROFILES, severity=Severity.WARNING)
def other_scholar_profile(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The Google Scholar profile in an entry is not the owner's.

    Why: citation counts are loaded from somebody else's profile, often that of the template's author.

    Bad:
        --- pubs.toml
        me.name = "Jane Doe"
        me.scholar = "JaneDoeAAAAJ"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          google_scholar_id = {MaxRoeAAAAAJ:u5HHmVD_uO8C}}

    Good:
        --- pubs.toml
        me.name = "Jane Doe"
        me.scholar = "JaneDoeAAAAJ"
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          google_scholar_id = {u5HHmVD_uO8C}}

    Fix: none; only you know which of the two is right.
    Source: homepages made from a template.
    """
    field = entry.first(_PROFILES)
    found = _USER.search(field.content) if field else None
    if field is None or found is None:
        return
    user, owner = found["url"] or found["bare"], entry.facts.config.me.scholar
    if owner and user != owner:
        start = field.content.index(user)
        yield field.at(f"{quoted(user)} is not the owner's profile {quoted(owner)}", start, start + len(user))


@rule("H021", scope="site", severity=Severity.INFO, selection="tidy")
def unused_setting(site: CheckedSite) -> Iterator[Diagnostic]:
    """A person, venue, list, owner or folder in `pubs.toml` is never used.

    Why: usually the name is misspelled, and the setting has no effect.

    Bad:
        --- pubs.toml
        [venues.owlconf]
        name = "Owl Conference"
        [venues.larkconf]
        name = "Lark Conference"
        --- publications.bib
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference}}

    Good:
        --- pubs.toml
        [venues.owlconf]
        name = "Owl Conference"
        --- publications.bib
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference}}

    Fix: none; the setting may be for future papers.
    Source: settings that remained after their papers were removed.
    """
    facts = site.facts
    source = facts.site.settings_source if facts.site else None
    if source is None or not site.bibliography.publications:
        return
    places = key_places(source.text)
    for path, message in _unused(site):
        offset = places.get(path)
        if offset is not None:  # people and the owner may come from Jekyll's files
            yield site.at(source, message, offset, offset + len(path[-1]))


def _unused(site: CheckedSite) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yields the path of each key that nothing uses, with what to say."""
    config, publications = site.facts.config, site.bibliography.publications
    authors = [author for each in publications for author in (*each.authors, *each.editors)]
    if config.me.name and not any(author.is_me for author in authors):
        yield ("me", "name"), f"{quoted(config.me.name)} is not an author of any entry"
    people = {author.person for author in authors}
    for name in config.people:
        if name not in people:
            yield ("people", name), f"{quoted(name)} is not an author of any entry"
    venues = {publication.venue.id for publication in publications}
    for identifier in config.venues:
        if identifier not in venues:
            yield ("venues", identifier), f"no entry appeared in {quoted(identifier)}"
    shown = {region.name for page in site.pages for region in page.page.regions}
    for name, settings in config.lists.items() if site.pages else ():
        if not settings.file and name not in shown:
            yield ("list", name), f"no page shows the list {quoted(name)}"
        elif settings.theme == "news" and not config.news and not any(each.news_date for each in publications):
            yield ("list", name), f"the list {quoted(name)} is empty: no entry has 'news_date'"
    files = site.facts.site.files if site.facts.site else None
    if files and config.templates != "_pubs" and files.find(config.templates) is None:
        yield ("templates",), f"there is no folder {quoted(config.templates)}"


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
