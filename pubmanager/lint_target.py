"""What is linted: a whole site, some files of it, or ``.bib`` files that belong to none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.bibliography import Bibliography
from pubmanager.config.find import find_config
from pubmanager.config.load import load_config
from pubmanager.errors import PubsError
from pubmanager.inputs import read_source
from pubmanager.lint.fixing import Fixed, fix
from pubmanager.site import Site
from pubmanager.source import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pubmanager.cache.texts import Cache
    from pubmanager.config.schema import LintConfig
    from pubmanager.findings import Finding
    from pubmanager.source import Source, Span


class Target(Struct, frozen=True):
    """What is linted.

    Shape: ``whole`` is all that the rules look at; ``only`` are the paths whose findings count, none for all;
    ``limit`` drops findings that are not asked for: it is given those of one run and the texts they are about;
    ``is_one`` is false for files of which nothing says that they are one bibliography.
    """

    whole: Site | Bibliography
    only: frozenset[str] = frozenset()
    cache: Cache | None = None
    limit: Callable[[Sequence[Finding], Target], Sequence[Finding]] = lambda found, _: found
    is_one: bool = True

    @property
    def bibliography(self) -> Bibliography:
        return self.whole.bibliography if isinstance(self.whole, Site) else self.whole

    @property
    def root(self) -> Path:
        """The folder of the settings."""
        return self.whole.root

    @property
    def settings(self) -> LintConfig:
        return self.whole.config.lint

    def with_settings(self, settings: LintConfig) -> Target:
        """Returns the target linted otherwise."""
        return replace(self, whole=replace(self.whole, config=replace(self.whole.config, lint=settings)))

    def with_sources(self, sources: Mapping[str, Source]) -> Target:
        """Returns the target as it would be with other texts in its files, by shown path; nothing is written."""
        if isinstance(self.whole, Site):
            return replace(self, whole=self.whole.with_sources(sources))
        old = self.whole
        texts = [sources.get(each.source.path, each.source) for each in old.readings]
        whole = Bibliography.from_sources(texts, config=old.config, root=old.root, around=old.around)
        return replace(self, whole=whole)

    @property
    def sources(self) -> dict[str, Source]:
        """The files that count, by path."""
        readings = self.bibliography.readings
        found = (
            self.whole.texts if isinstance(self.whole, Site) else {each.source.path: each.source for each in readings}
        )
        return {path: source for path, source in found.items() if not self.only or path in self.only}

    def wholes(self) -> dict[str, tuple[Span, ...]]:
        """Returns the stretches that belong together, by path: the entries, and the regions of pages."""
        found = {each.source.path: tuple(entry.span for entry in each.entries) for each in self.bibliography.readings}
        if isinstance(self.whole, Site):
            found |= {page.source.path: tuple(each.span for each in page.regions) for _, page in self.whole.pages}
        return found

    def lint(self) -> list[Finding]:
        """Returns the findings that count, in order. Raises: ``PubsError`` for wrong settings."""
        whole = self.whole
        all_found = whole.lint(cache=self.cache) if isinstance(whole, Site) else whole.lint()
        found = [each for each in all_found if not self.only or each.source.path in self.only]
        if not self.is_one:  # then the same paper in two of them is no fault
            found = [each for each in found if all(source.path == each.source.path for source, _ in each.also)]
        return list(self.limit(found, self))

    def fix(self, *, unsafe: bool = False) -> Fixed:
        """Applies fixes to the texts; nothing is written. Raises: ``PubsError`` for wrong settings."""
        return fix(self.sources, lambda sources: self.with_sources(sources).lint(), unsafe=unsafe)


def target_of(sources: Sequence[Source], config: Path | None = None, me: str = "") -> Target:
    """Finds out what some files belong to: to the site of the nearest ``pubs.toml``, or to none.

    The files of a site are linted with all that the site knows. A ``.bib`` that a site does not name keeps to itself,
    with the settings of the site it lies in, but for parents and macros, which other files of its folder may have.

    Raises: ``PubsError``.
    """
    file = config or find_config(Path(sources[0].path).absolute().parent)
    site = _site(file)
    known = Target(site).sources if site else {}
    given = {shown_path(Path(each.path)): each for each in sources}
    if site and given.keys() <= known.keys():
        texts = {path: replace(source, path=path) for path, source in given.items()}
        changed = {path: source for path, source in texts.items() if source.text != known[path].text}
        return Target(site.with_sources(changed) if changed else site, frozenset(given))
    for path in given:
        if path not in known and path.lower().endswith((".md", ".html", ".htm")):
            raise PubsError("this page belongs to no site", place=path, hint="name it in 'pages' of pubs.toml")
    settings = site.config if site else load_config(file) if file else None
    root = file.parent if file else Path()
    bibliography = Bibliography.from_sources(sources, me=me, config=settings, root=root)
    if any(each.code in ("F010", "P008") for each in bibliography.faults) and (around := _beside(sources)):
        bibliography = Bibliography.from_sources(sources, me=me, config=settings, root=root, around=around)
    return Target(bibliography, is_one=file is not None)


def _beside(sources: Sequence[Source]) -> list[Source]:
    """Reads the other ``.bib`` files of the same folders; those that cannot be read are left out."""
    given = {Path(each.path).absolute() for each in sources}
    beside = {path for each in given for path in each.parent.glob("*.bib")}
    found = []
    for path in sorted(beside - given):
        with suppress(PubsError):
            found.append(read_source(path, shown_path(path)))
    return found


def _site(file: Path | None) -> Site | None:
    """Loads a site; settings without a bibliography are no site."""
    return Site.load(file) if file and load_config(file).bib else None
