"""What ``pubs render`` and ``pubs init`` tell beside what they write: what no page shows, what no page explains."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from pubmanager.config.formulas import HTML_IS_REMOVED, SHOWN_AS_TEX, files_below, removes_html
from pubmanager.config.kinds import kind_of
from pubmanager.findings import quoted
from pubmanager.latex.formulas import needs_setting
from pubmanager.lint.nearest import not_taken
from pubmanager.model.folding import folded
from pubmanager.model.identity import is_near
from pubmanager.model.names import parse_name
from pubmanager.model.people import may_have_roles
from pubmanager.pages.prose import explains
from pubmanager.regex import regex
from pubmanager.render.appearance import author_style
from pubmanager.render.lists import select
from pubmanager.render.themes import find_theme, shows_publications, theme_folders
from pubmanager.source import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.bibliography import Bibliography
    from pubmanager.render.themes import Theme
    from pubmanager.site import Site

_MARKUP = regex(r"<[^<>]*>|!?\[(?=[^\]]*\]\()|\]\([^()]*\)|[*`]")


def notes_of(site: Site) -> tuple[str, ...]:
    """Says what a run leaves out: text that is no entry, lists and papers that no page shows, HTML that the site
    removes, formulas that nothing sets, a missing owner.

    Raises: ``PubsError``.
    """
    return (
        *_not_read(site.bibliography),
        *_not_shown(site),
        *_html(site),
        *_formulas(site),
        *_owner(site.bibliography),
    )


def _not_read(bibliography: Bibliography) -> Iterator[str]:
    """Names entries and fields that stand between entries, and are missing on all pages."""
    from pubmanager.lint.rules.bib_files import unread_entry

    for reading in bibliography.readings:
        for found in unread_entry(reading):
            yield f"{found.source.place(found.span.start)}: {found.message}"


def _not_shown(site: Site) -> Iterator[str]:
    """Names lists without a region, pages without regions, and papers in no list."""
    shown = _lists_on_pages(site)
    lists = {name: each for name, each in site.config.lists.items() if each.file or name in shown}
    # Of a glob's pages some are without regions on purpose, unless all are.
    named = {site.root / each for each in site.config.pages} if shown else {path for path, _ in site.pages}
    for path, page in site.pages:
        if not page.regions and path in named:
            yield f"{shown_path(path)}: no region is on this page"
    if lists or site.pages:
        for name in site.config.lists:
            if name not in lists:
                yield f"list '{name}' is on no page: put <!-- pubs:begin {name} --> and <!-- pubs:end {name} --> there"
    folders = theme_folders(site.root / site.config.templates)
    papers = [each for each in lists.values() if shows_publications(each.theme, folders)]
    if papers:
        keys = {each.key for settings in papers for each in select(site.bibliography, settings.where)}
        left = [each.key for each in site.bibliography if each.key not in keys]
        if left:
            count = f"{len(left)} paper is" if len(left) == 1 else f"{len(left)} papers are"
            yield f"{count} in no list: {_first(left)}"


def _html(site: Site) -> Iterator[str]:
    is_markdown = any(path.suffix == ".md" and page.regions for path, page in site.pages)
    if is_markdown and removes_html(kind_of(site.root), files_below(site.root)):
        yield HTML_IS_REMOVED


def _lists_on_pages(site: Site) -> set[str]:
    return {region.name for _, page in site.pages for region in page.regions}


def _first(keys: Sequence[str]) -> str:
    """Names the first three keys and counts the others."""
    return ", ".join(keys[:3]) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")


def _formulas(site: Site) -> Iterator[str]:
    """Names papers whose titles have a formula that cannot be read as Unicode, where the site sets none."""
    if site.config.formulas == "text":
        keys = [each.key for each in site.bibliography if any(map(needs_setting, each.title.nodes))]
        if keys:
            hint = 'load MathJax on the page, and set formulas = "tex"'
            yield f"a formula in {_first(keys)} {SHOWN_AS_TEX}: {hint}"


# The owner


def _owner(bibliography: Bibliography) -> Iterator[str]:
    """Says so where nobody is the owner, and which names are nearly the owner's."""
    if not bibliography.config.me.name or not len(bibliography):
        return
    if not any(each.me for each in bibliography):
        yield nobody_is_owner(bibliography, ", so nobody is highlighted")
    elif near := _near_owner(bibliography):
        yield not_taken(near, bibliography.config.me.name)


def nobody_is_owner(bibliography: Bibliography, then: str = "") -> str:
    """Says that nobody is the owner, what follows from that, and which names are nearest."""
    near = _near_owner(bibliography)
    note = f"nobody in the .bib is {quoted(bibliography.config.me.name)}{then}"
    return note + (f"; near is {near}: see [me] aliases" if near else "")


def _near_owner(bibliography: Bibliography) -> str:
    """Names those who are nearly the owner and were taken for somebody else, in publications without the owner."""
    me = parse_name(bibliography.config.me.name)
    family_words = folded(me.family)
    given = me.given, " ".join(f"{each[0]}." for each in me.given.split())
    plainly = [f" and {form} and " for each in given for form in (f"{each} {me.family}", f"{me.family}, {each}")]

    def is_worth_reading(written: str) -> bool:
        """Nearly all lists have the owner's name as it is, or no name like it: reading each takes long."""
        if any(form in f" and {written} and " for form in plainly):
            return False
        return "\\" in written or "{" in written or family_words in folded(written)

    there = [each for each in bibliography if is_worth_reading(each.entry.value("author"))]
    names = (author.name for each in there if not each.me for author in each.authors)
    near = [each.full for each in names if is_near(me, each)]
    return ", ".join(map(quoted, list(dict.fromkeys(near))[:3]))


# Marks


def unexplained_marks(site: Site) -> str:
    """Names the marks of roles that nothing on their page explains, unless an option says that nothing should.

    Shape: empty where all are explained. Raises: ``PubsError``.
    """
    folders = theme_folders(site.root / site.config.templates)
    marks: set[str] = set()
    themes: set[str] = set()
    names = _lists_on_pages(site) & site.config.lists.keys()
    shown = {name: find_theme(site.config.lists[name].theme, folders) for name in sorted(names)}
    shown = {name: theme for name, theme in shown.items() if shows_publications(theme.name, folders)}
    legends = {name: _legend(site, name, theme) for name, theme in shown.items()}
    if None not in legends.values():
        return ""
    signs = {name: _signs(site, name, theme) for name, theme in shown.items()}
    texts: Mapping[Path, tuple[str, ...]] | None = None
    for name, theme in shown.items():
        if legends[name] is not None or not signs[name]:
            continue
        texts = texts or _texts_by_hand(site)
        for path, page in site.pages:
            others = {region.name for region in page.regions}
            told = {sign for other in others if legends.get(other) for sign in signs[other]}
            left = [each for each in signs[name] if name in others and each not in told]
            if found := {each for each in left if not any(explains(text, each) for text in texts[path])}:
                marks |= found
                themes.add(theme.name)
    if not marks:
        return ""
    where = " and ".join(f"[theme.{name}]" for name in sorted(themes))
    what = f"{' and '.join(sorted(marks))} mean{'s' * (len(marks) == 1)}"
    return f"no page says what {what}: set 'legend = true' in {where}, or false if nobody needs it"


def _legend(site: Site, name: str, theme: Theme) -> bool | None:
    """Returns whether a list has a legend below it or in its rows; ``None`` where nobody has decided that."""
    settings = site.list_settings(name)
    given = {**site.config.theme.get(theme.name, {}), **settings.options}
    options = theme.settle(given)
    if any("legend" in row for row in options.get("rows", ())):
        return True
    return bool(options.get("legend")) if "legend" in given or "legend" not in options else None


def _signs(site: Site, name: str, theme: Theme) -> list[str]:
    """Returns the signs that a list shows for roles."""
    settings = site.list_settings(name)
    options = theme.settle({**site.config.theme.get(theme.name, {}), **settings.options})
    symbols = {role: mark.symbol for role, mark in author_style(site.config, options).marks}
    papers = [each for each in select(site.bibliography, settings.where) if may_have_roles(each.entry)]
    authors = (author for each in papers for author in each.authors)
    marks = dict.fromkeys(symbols.get(role, "") for author in authors for role in author.roles)
    return [each for each in marks if each and not any(map(str.isalpha, each))]  # a word explains itself


def _texts_by_hand(site: Site) -> Mapping[Path, tuple[str, ...]]:
    """Returns the texts that are shown on each page outside of its regions, those of files that it includes too."""
    from pubmanager.lint.files import Files, shown_together

    files, found = Files(site.root), {}
    for path, page in site.pages:
        ends = [0, *(region.span.end for region in page.regions)]
        starts = [*(region.span.start for region in page.regions), len(page.source.text)]
        text = "\n".join(page.source.text[end:start] for end, start in zip(ends, starts, strict=True))
        found[path] = tuple(shown_together(Path(relpath(path, site.root)).as_posix(), text, files))
    return found


# Entries by hand


def by_hand(site: Site, path: Path) -> Iterator[str]:
    """Says which papers in the regions of a page also stand on it by hand, and which by hand no ``.bib`` has."""
    from pubmanager.lint.facts import facts_of
    from pubmanager.lint.pages import CheckedPage, shown_by_hand

    page = next(page for place, page in site.pages if place == path)
    checked = site.bibliography.checked(facts_of(site.config))
    written = CheckedPage(page, Path(relpath(path, site.root)).as_posix(), checked)
    names = [region.name for region in page.regions if region.name in site.config.lists]
    region_of = {each.key: name for name in names for each in select(site.bibliography, site.config.lists[name].where)}
    known: set[int] = set()
    for found in shown_by_hand(written):
        known.add(found.block.start)
        if name := region_of.get(found.publication.key):
            title = quoted(found.publication.title.text, 40)
            yield f"{page.source.place(found.block.start)}: {title} is in region {name}; remove this old entry"
    owner = folded(site.config.me.name)
    for block in written.written_blocks:
        if owner and block.start not in known and f" {owner} " in f" {folded(block.text)} ":
            words = quoted(" ".join(_MARKUP.sub(" ", block.text).strip("-*+ \t\r\n").split()), 40)
            yield f"{page.source.place(block.start)}: {words} is not in the .bib"
