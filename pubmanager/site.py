"""A site: its settings, its bibliography and its pages; what they should say, and whether they do."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property, partial
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.bibliography import Bibliography
from pubmanager.config.find import FILE_NAME, JEKYLL_CONFIG, find_config
from pubmanager.config.jekyll import coauthors_of, folders_of, me_of, scholar_of
from pubmanager.config.load import load_config, setting_place
from pubmanager.config.schema import format_of, formulas_on
from pubmanager.errors import OneFileError, PubsError, about
from pubmanager.findings import in_order
from pubmanager.globs import NOT, find_files, is_named
from pubmanager.inputs import read_source, read_text
from pubmanager.outputs import Output, check_places, file_output, page_output, paths_by_key, stale_fault
from pubmanager.pages.files import safe_path
from pubmanager.pages.regions import html_for, read_page, unknown_regions
from pubmanager.pages.syntax import PAGE_SUFFIXES
from pubmanager.render.lists import select
from pubmanager.render.settings import check_settings
from pubmanager.render.themes import theme_folders
from pubmanager.source import Source, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pubmanager.cache.texts import Cache
    from pubmanager.config.schema import Config, ListConfig
    from pubmanager.findings import Fault, Finding
    from pubmanager.model.dates import PartialDate
    from pubmanager.pages.regions import Page


class Site(Struct, frozen=True, dict=True):
    """A homepage's settings with its bibliography.

    Shape: ``root`` is the folder of ``pubs.toml``; every path of the settings is relative to it; ``sources`` are
    texts to use instead of those on disk, by shown path.
    """

    root: Path
    config: Config
    bibliography: Bibliography
    sources: Mapping[str, Source] = {}
    file: Path | None = None

    def __repr__(self) -> str:
        return f"<Site: {self.settings_file}, {len(self.bibliography)} publications>"

    @property
    def settings_file(self) -> Path:
        """The ``pubs.toml``, whatever its name."""
        return self.file or self.root / FILE_NAME

    @classmethod
    def load(cls, path: str | Path | None = None) -> Site:
        """Reads a ``pubs.toml`` and the files it names; without a path the nearest one above the working folder.

        Raises: ``PubsError``.
        """
        file = Path(path) if path else find_config(Path.cwd())
        if file is None:
            raise PubsError(f"no {FILE_NAME} here or above", hint="make one with 'pubs init', or name a .bib file")
        if file.is_dir():
            file = file / FILE_NAME
        root = file.parent
        config = _with_jekyll(load_config(file), root)
        if not config.bib:
            raise PubsError(
                "'bib' names no file", place=_place(file, [("bib",)]), hint='write bib = ["publications.bib"]'
            )
        with _placed(file):
            sources = [_read(root / each) for each in _matches(root, config.bib, "bib")]
            bibliography = Bibliography.from_sources(sources, config=config, root=root)
            check_settings(config, bibliography.publications, theme_folders(root / config.templates))
            return cls(root, config, bibliography, file=file)

    @cached_property
    def pages(self) -> tuple[tuple[Path, Page], ...]:
        """The pages with regions, read once, each with its path. Raises: ``PubsError`` for one that is not there."""
        with _placed(self.settings_file):
            paths = _matches(self.root, self.config.pages, "pages")
        return tuple((self.root / path, read_page(self._source(self.root / path))) for path in paths)

    def _source(self, path: Path) -> Source:
        return self.sources.get(shown_path(path)) or _read(path)

    def list_settings(self, name: str) -> ListConfig:
        """Returns a list's settings. Raises: ``PubsError`` for an unknown name."""
        if name not in self.config.lists:
            from pubmanager.errors import suggestion

            known = self.config.lists
            raise PubsError(f"no list is called '{name}'", hint=suggestion(name, known) or f"lists: {', '.join(known)}")
        return self.config.lists[name]

    def list_format(self, name: str, format: str = "") -> str:
        """Returns the format of a list by itself, unless another is asked for. Raises: ``PubsError``."""
        settings = self.list_settings(name)
        return format or settings.format or (format_of(settings.file) if settings.file else "markdown")

    def render_list(
        self,
        name: str,
        format: str = "",
        cache: Cache | None = None,
        cited: frozenset[str] = frozenset(),
        path: str = "",
    ) -> str:
        """Renders one list, by default for its own file; ``cited`` are the ids whose citations stand above it.

        Raises: ``PubsError``.
        """
        settings, format = self.list_settings(name), self.list_format(name, format)
        bibliography = self._for(path or settings.file)
        texts = cache.texts(str(self.root.resolve()), name, format) if cache else None
        with _placed(self.settings_file, settings.theme), about("list", name):
            return bibliography.render_list(settings, format, texts, cited)

    def _for(self, path: str) -> Bibliography:
        """Returns the bibliography with the settings that hold for a file."""
        formulas = formulas_on(path, self.config.formulas)
        if formulas == self.config.formulas:
            return self.bibliography
        return replace(self.bibliography, config=replace(self.config, formulas=formulas))

    def blockers(self) -> list[Fault]:
        """Returns what keeps ``render`` from writing: unreadable entries and pages with broken regions."""
        return in_order([*self.bibliography.unreadable(), *self._faults_of_pages()])

    def _faults_of_pages(self) -> Iterator[Fault]:
        for _, page in self.pages:
            yield from page.faults
            yield from unknown_regions(page, tuple(self.config.lists))

    def outputs(self, cache: Cache | None = None) -> tuple[Output, ...]:
        """Works out every page and file. Raises: ``PubsError``."""
        pages = [
            page_output(path, page, self.config.lists, partial(self._on_page, page.source.path, cache))
            for path, page in self.pages
        ]
        files: list[Output] = []
        for name in self.config.lists:
            with _placed(self.settings_file), about("list", name, "file"):
                files += self._file_outputs(name, cache)
        own = [self.settings_file, *(path for path, _ in self.pages)]
        own += [Path(reading.source.path) for reading in self.bibliography.readings]
        check_places(files, own)
        return (*pages, *files)

    def _on_page(self, path: str, cache: Cache | None, name: str, cited: frozenset[str]) -> str:
        """Renders a list as the page with this shown path takes it."""
        settings = self.list_settings(name)
        format = settings.format or format_of(path)
        text = self.render_list(name, format, cache, cited, path)
        is_html = self.bibliography.written_format(settings, format) == "html"
        return html_for(path, text) if is_html and format_of(path) == "markdown" else text

    def _file_outputs(self, name: str, cache: Cache | None) -> Iterator[Output]:
        """Works out the file of a list, or one file for each of its publications."""
        settings = self.list_settings(name)
        if "{key}" in settings.file:
            yield from self._files_by_key(name, settings)
        elif settings.file:
            yield file_output(name, safe_path(self.root, settings.file), self.render_list(name, cache=cache))

    def _files_by_key(self, name: str, settings: ListConfig) -> Iterator[Output]:
        format = settings.format or format_of(settings.file)
        alone = replace(settings, file="", limit=0, order=(), where="", group="")
        publications = select(self.bibliography.publications, settings.where)
        paths = paths_by_key(self.root, settings.file, (each.key for each in publications))
        for publication, path in zip(publications, paths, strict=True):
            one = replace(self._for(settings.file), publications=(publication,))
            yield file_output(name, path, one.render_list(alone, format))

    def render(self) -> dict[Path, str]:
        """Returns the new text of every page and file; nothing is written. Raises: ``PubsError``."""
        return {output.path: output.new for output in self.outputs()}

    def check(self, cache: Cache | None = None) -> tuple[Output, ...]:
        """Returns the pages and files that are not what the bibliography gives now. Raises: ``PubsError``."""
        return tuple(output for output in self.outputs(cache) if output.is_stale)

    def lint(self, today: PartialDate | None = None, cache: Cache | None = None) -> list[Finding]:
        """Checks the bibliography, the pages and the site around them. Raises: ``PubsError``.

        Shape: ``cache`` has texts of the last run of ``render``, so that few are written again to see what is stale.
        """
        from pubmanager.lint.engine import Linter
        from pubmanager.lint.facts import facts_of, site_facts
        from pubmanager.lint.pages import CheckedPage, CheckedSite

        with _placed(self.settings_file):
            linter = Linter(self.config.lint)
            sources = [self._source(each) if each.is_file() else None for each in (self._jekyll, self.settings_file)]
            around = site_facts(self.root, self.config, *sources)
            # Rules ask where the pages are, and the settings may name them by globs.
            paths = tuple(Path(relpath(path, self.root)).as_posix() for path, _ in self.pages)
            facts = facts_of(replace(self.config, pages=paths), today, around)
            bibliography = self.bibliography.checked(facts)
            bib = tuple(_matches(self.root, self.config.bib, "bib"))
        pages = tuple(CheckedPage(page, path, bibliography) for path, (_, page) in zip(paths, self.pages, strict=True))
        faults = [*self.bibliography.faults, *self._faults_of_pages()]
        faults += self._stale(cache) if linter.has("H019", "H020") else ()
        with _placed(self.settings_file):
            return linter.lint_site(CheckedSite(bibliography, pages, bib), faults)

    def _stale(self, cache: Cache | None) -> Iterator[Fault]:
        """Yields faults of outputs that are not what the bibliography gives now, or were edited."""
        try:
            stale = () if self.blockers() else self.check(cache)
        except OneFileError:  # rule K006 says so with a place
            return
        for output in stale:
            yield from output.edited or [stale_fault(output)]

    @property
    def _jekyll(self) -> Path:
        return self.root / JEKYLL_CONFIG

    @property
    def texts(self) -> dict[str, Source]:
        """The files that lint looks at and may mend, by shown path."""
        found = {each.source.path: each.source for each in self.bibliography.readings}
        found |= {page.source.path: page.source for _, page in self.pages}
        config = self._jekyll
        return found | ({shown_path(config): self._source(config)} if config.is_file() else {})

    def with_sources(self, sources: Mapping[str, Source]) -> Site:
        """Returns the site as it would be with other texts in its files, by shown path; nothing is written."""
        readings = [sources.get(each.source.path, each.source) for each in self.bibliography.readings]
        bibliography = Bibliography.from_sources(readings, config=self.config, root=self.root)
        return replace(self, bibliography=bibliography, sources=sources)


def _with_jekyll(config: Config, root: Path) -> Config:
    """Adds what Jekyll says about the owner, al-folio about co-authors and folders; ``pubs.toml`` counts first."""
    me, found = config.me, me_of(root)
    me = me if me.name or me.aliases else replace(me, name=found.name, aliases=found.aliases)
    me = me if me.scholar else replace(me, scholar=scholar_of(root))
    assets = {**folders_of(root), **config.assets}
    return replace(config, me=me, people={**coauthors_of(root), **config.people}, assets=assets)


@contextmanager
def _placed(file: Path, theme: str = "") -> Iterator[None]:
    """Gives mistakes in settings their place in a ``pubs.toml``."""
    try:
        yield
    except PubsError as error:
        if not error.place and error.setting:
            error.place = _place(file, _candidates(error.setting, theme))
        raise


def _candidates(setting: tuple[str | int, ...], theme: str) -> Iterator[tuple[str | int, ...]]:
    """Yields the names that a setting may have in the file: of a list, its theme or all lists; else the list's own."""
    yield setting
    if setting[0] == "list":
        yield ("theme", theme, *setting[3:])
        yield setting[2:]
        yield setting[:2]


def _place(file: Path, settings: Iterable[tuple[str | int, ...]], otherwise: str = "") -> str:
    """Returns the place of the first of some settings; they may be on the command line instead."""
    try:
        return setting_place(shown_path(file), read_text(file), settings, otherwise)
    except PubsError:  # the file is gone, and the mistake is another
        return otherwise


_SUFFIXES = {"bib": (".bib",), "pages": PAGE_SUFFIXES}  # of the files that a folder stands for


def _matches(root: Path, patterns: tuple[str, ...], key: str) -> list[str]:
    """Returns the files that the patterns name, relative to the site, each once, in order."""
    found: dict[str, None] = {}
    for pattern in patterns:
        if pattern.startswith(NOT):
            found = {path: None for path in found if not is_named(path, pattern.removeprefix(NOT))}
            continue
        paths = find_files(root, pattern, _SUFFIXES[key]).files
        if not paths:
            raise PubsError(f"'{key}' names '{pattern}', which is not there", setting=(key, pattern))
        found.update(dict.fromkeys(paths))
    if patterns and not found:
        raise PubsError(f"'{key}' names no file: '{patterns[-1]}' leaves out the last", setting=(key, patterns[-1]))
    return list(found)


def _read(path: Path) -> Source:
    return read_source(path, shown_path(path))
