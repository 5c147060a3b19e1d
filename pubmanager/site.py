"""A site: its settings, its bibliography and its pages; what they should say, and whether they do."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.bibliography import Bibliography
from pubmanager.config.find import FILE_NAME, JEKYLL_CONFIG, files_matching, find_config
from pubmanager.config.jekyll import coauthors_of, jekyll_config, me_of, scholar_of
from pubmanager.config.load import load_config, setting_place
from pubmanager.config.schema import format_of
from pubmanager.errors import OneFileError, PubsError, about
from pubmanager.findings import Finding, Severity, in_order
from pubmanager.inputs import read_source, read_text
from pubmanager.pages.outputs import is_output_edited, place_of, safe_path, stamp
from pubmanager.pages.regions import fill, html_for, is_edited, read_page, unknown_regions
from pubmanager.render.lists import select
from pubmanager.render.views import cited_in
from pubmanager.source import Source, Span, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pubmanager.cache.texts import Cache
    from pubmanager.config.schema import Config, ListConfig
    from pubmanager.lint.facts import SiteFacts
    from pubmanager.lint.pages import CheckedSite
    from pubmanager.lint.subjects import Checked
    from pubmanager.model.dates import PartialDate
    from pubmanager.pages.regions import Page


class Output(Struct, frozen=True):
    """One file as it should be.

    Shape: ``old`` and ``new`` are texts without byte order mark, ``old`` is ``None`` for a file that is not there;
    ``regions`` are the lists whose text changes, ``edited`` findings about text changed by hand.
    """

    path: Path
    source: Source
    old: str | None
    new: str
    regions: tuple[str, ...] = ()
    edited: tuple[Finding, ...] = ()

    @property
    def is_stale(self) -> bool:
        return self.old != self.new


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
            return cls(root, config, Bibliography.from_sources(sources, config=config, root=root), file=file)

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
        self, name: str, format: str = "", cache: Cache | None = None, cited: frozenset[str] = frozenset()
    ) -> str:
        """Renders one list; ``cited`` are the ids whose citations stand above it. Raises: ``PubsError``."""
        settings, format = self.list_settings(name), self.list_format(name, format)
        texts = cache.texts(str(self.root.resolve()), name, format) if cache else None
        with _placed(self.settings_file, settings.theme), about("list", name):
            return self.bibliography.render_list(settings, format, texts, cited)

    def blockers(self) -> list[Finding]:
        """Returns the errors that keep ``render`` from writing: unreadable entries and pages with broken regions."""
        broken = [found for _, page in self.pages for found in page.findings if found.severity == Severity.ERROR]
        return in_order([*self.bibliography.unreadable(), *broken, *self._unknown_regions()])

    def _unknown_regions(self) -> Iterator[Finding]:
        for _, page in self.pages:
            yield from unknown_regions(page, tuple(self.config.lists))

    def outputs(self, cache: Cache | None = None) -> tuple[Output, ...]:
        """Works out every page and file. Raises: ``PubsError``."""
        pages = [self._page_output(path, page, cache) for path, page in self.pages]
        files: list[Output] = []
        for name in self.config.lists:
            with _placed(self.settings_file), about("list", name, "file"):
                files += self._file_outputs(name, cache)
        self._check_places(files)
        return (*pages, *files)

    def _check_places(self, files: list[Output]) -> None:
        """Raises: ``PubsError`` where a file would be written twice, over a page or over what it is made from."""
        own = [self.settings_file, *(path for path, _ in self.pages)]
        own += [Path(reading.source.path) for reading in self.bibliography.readings]
        taken = {place_of(path): shown_path(path) for path in own}
        for output in files:
            place = place_of(output.path)
            if place in taken:
                raise PubsError(
                    f"list '{output.regions[0]}' would be written over {taken[place]}", place=output.source.path
                )
            taken[place] = f"list '{output.regions[0]}'"

    def _page_output(self, path: Path, page: Page, cache: Cache | None) -> Output:
        contents, again = self._contents(page, cache)
        new = fill(page, contents, again)
        changed, edited = [], []
        for old, now in zip(page.regions, read_page(Source(page.source.path, new)).regions, strict=True):
            if old.name not in contents or _is_same(page.source.text, old.span, new, now.span):
                continue
            changed.append(old.name)
            if not _is_same(page.source.text, old.body, new, now.body) and is_edited(page, old):
                edited.append(_edited(page.source, old.body, old.name))
        regions = tuple(dict.fromkeys(changed))
        return Output(path, page.source, page.source.text, new, regions, tuple(edited))

    def _contents(self, page: Page, cache: Cache | None) -> tuple[dict[str, str], dict[str, str]]:
        """Renders the lists of a page, and those again that stand there twice with citations, which show once."""
        contents: dict[str, str] = {}
        again: dict[str, str] = {}
        cited: frozenset[str] = frozenset()
        for name in (region.name for region in page.regions if region.name in self.config.lists):
            if name not in contents:
                contents[name] = self._on_page(name, page, cache, cited)
                cited |= cited_in(contents[name])
            elif name not in again and cited_in(contents[name]):
                again[name] = self._on_page(name, page, cache, cited)
        return contents, again

    def _on_page(self, name: str, page: Page, cache: Cache | None, cited: frozenset[str]) -> str:
        """Renders a list as its page takes it."""
        path = page.source.path
        settings = self.list_settings(name)
        format = settings.format or format_of(path)
        text = self.render_list(name, format, cache, cited)
        is_html = self.bibliography.written_format(settings, format) == "html"
        return html_for(path, text) if is_html and format_of(path) == "markdown" else text

    def _file_outputs(self, name: str, cache: Cache | None) -> Iterator[Output]:
        """Works out the file of a list, or one file for each of its publications."""
        settings = self.list_settings(name)
        if "{key}" in settings.file:
            yield from self._files_by_key(name, settings)
        elif settings.file:
            yield self._file_output(name, safe_path(self.root, settings.file), self.render_list(name, cache=cache))

    def _files_by_key(self, name: str, settings: ListConfig) -> Iterator[Output]:
        format = settings.format or format_of(settings.file)
        alone = replace(settings, file="", limit=0, order=(), where="", group="")
        taken: dict[str, str] = {}
        for publication in select(self.bibliography.publications, settings.where):
            path = safe_path(self.root, settings.file, publication.key)
            place = place_of(path)
            if place in taken:
                raise OneFileError(f"'{taken[place]}' and '{publication.key}' would be one file, {path.name}")
            taken[place] = publication.key
            one = replace(self.bibliography, publications=(publication,))
            yield self._file_output(name, path, one.render_list(alone, format))

    def _file_output(self, name: str, path: Path, content: str) -> Output:
        is_there = path.is_file()
        source = _read(path) if is_there else Source(shown_path(path), "")
        text = source.representable(stamp(content + "\n", path, source.newline))
        old = source.text if is_there else None
        is_by_hand = old is not None and old != text and is_output_edited(old, path)
        edited = (_edited(source, Span(0, min(1, len(source.text))), name),) if is_by_hand else ()
        return Output(path, source, old, text, (name,), edited)

    def render(self) -> dict[Path, str]:
        """Returns the new text of every page and file; nothing is written. Raises: ``PubsError``."""
        return {output.path: output.new for output in self.outputs()}

    def check(self) -> tuple[Output, ...]:
        """Returns the pages and files that are not what the bibliography gives now. Raises: ``PubsError``."""
        return tuple(output for output in self.outputs() if output.is_stale)

    def lint(self, today: PartialDate | None = None) -> list[Finding]:
        """Checks the bibliography, the pages and the site around them. Raises: ``PubsError``."""
        from pubmanager.lint.engine import Linter
        from pubmanager.lint.facts import facts_of

        with _placed(self.settings_file):
            linter = Linter(self.config.lint)
            checked = self.bibliography.checked(facts_of(self.config, today, self._facts()))
        made = [*self.bibliography.findings, *(found for _, page in self.pages for found in page.findings)]
        made += [*self._unknown_regions(), *(self._stale() if linter.has("H019", "H020") else ())]
        with _placed(self.settings_file):
            return linter.lint_site(self._checked(checked), made)

    def _checked(self, bibliography: Checked) -> CheckedSite:
        from pubmanager.lint.pages import CheckedPage, CheckedSite

        pages = tuple(
            CheckedPage(page, Path(relpath(path, self.root)).as_posix(), bibliography) for path, page in self.pages
        )
        with _placed(self.settings_file):
            bib = tuple(_matches(self.root, self.config.bib, "bib"))
        return CheckedSite(bibliography, pages, bib)

    def _stale(self) -> Iterator[Finding]:
        """Yields findings about outputs that are not what the bibliography gives now (H019) or edited (H020)."""
        try:
            stale = () if self.blockers() else self.check()
        except OneFileError:  # rule K006 says so with a place
            return
        for output in stale:
            yield from output.edited or [_stale(output)]

    def _facts(self) -> SiteFacts:
        from pubmanager.lint.facts import SiteFacts
        from pubmanager.lint.files import Files
        from pubmanager.lint.templates import template_fields

        jekyll, files = jekyll_config(self.root), Files(self.root)
        paths = (self.root / JEKYLL_CONFIG, self.settings_file)
        sources = [self._source(path) if path.is_file() else None for path in paths]
        used = template_fields(self.root, self.config, jekyll)
        return SiteFacts(files, jekyll, used, sources[0], files.remote(), sources[1])

    @property
    def texts(self) -> dict[str, Source]:
        """The files that lint looks at and may mend, by shown path."""
        found = {each.source.path: each.source for each in self.bibliography.readings}
        found |= {page.source.path: page.source for _, page in self.pages}
        config = self.root / JEKYLL_CONFIG
        return found | ({shown_path(config): self._source(config)} if config.is_file() else {})

    def with_sources(self, sources: Mapping[str, Source]) -> Site:
        """Returns the site as it would be with other texts in its files, by shown path; nothing is written."""
        readings = [sources.get(each.source.path, each.source) for each in self.bibliography.readings]
        bibliography = Bibliography.from_sources(readings, config=self.config, root=self.root)
        return replace(self, bibliography=bibliography, sources=sources)


def _with_jekyll(config: Config, root: Path) -> Config:
    """Adds what a Jekyll site says about its owner and al-folio about co-authors; ``pubs.toml`` counts first."""
    me, found = config.me, me_of(root)
    me = me if me.name or me.aliases else replace(me, name=found.name, aliases=found.aliases)
    me = me if me.scholar else replace(me, scholar=scholar_of(root))
    return replace(config, me=me, people={**coauthors_of(root), **config.people})


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


def _is_same(old: str, old_span: Span, new: str, new_span: Span) -> bool:
    """Whether two texts are the same in these places; those of unlike length are not copied."""
    start, end = old_span.start, old_span.end
    return end - start == new_span.end - new_span.start and old[start:end] == new[new_span.start : new_span.end]


def _stale(output: Output) -> Finding:
    message = f"not what the .bib gives now: {', '.join(output.regions)}"
    page = read_page(output.source)
    span = next((region.begin.span for region in page.regions if region.name in output.regions), Span(0, 1))
    return Finding("H019", Severity.ERROR, message, output.source, span)


def _edited(source: Source, span: Span, name: str) -> Finding:
    return Finding("H020", Severity.WARNING, f"text of list '{name}' was changed by hand", source, span)


def _matches(root: Path, patterns: tuple[str, ...], key: str) -> list[str]:
    """Returns the files that the patterns name, relative to the site, each once, in order."""
    found: dict[str, None] = {}
    for pattern in patterns:
        paths = sorted(Path(relpath(path, root)).as_posix() for path in files_matching(root, pattern))
        if not paths:
            raise PubsError(f"'{key}' names '{pattern}', which is not there", setting=(key, pattern))
        found.update(dict.fromkeys(paths))
    return list(found)


def _read(path: Path) -> Source:
    return read_source(path, shown_path(path))
