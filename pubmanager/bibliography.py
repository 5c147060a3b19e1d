"""The bibliography: the publications of some ``.bib`` files, with the entries and findings behind them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from pubmanager.config.schema import Config, ListConfig
from pubmanager.errors import PubsError, suggestion
from pubmanager.findings import in_order
from pubmanager.inputs import read_source
from pubmanager.latex.nodes import Math
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.bibtex.entry import Reading
    from pubmanager.bibtex.resolve import Resolution
    from pubmanager.cache.texts import Texts
    from pubmanager.findings import Fault, Finding
    from pubmanager.lint.facts import Facts
    from pubmanager.lint.subjects import CheckedBibliography
    from pubmanager.model.dates import PartialDate
    from pubmanager.model.publication import Publication


class Bibliography(Struct, frozen=True, dict=True):
    """Publications in file order.

    >>> bibliography = Bibliography.loads("@misc{owl, title = {Owls}, author = {Ada Lovelace}, year = 2024}")
    >>> [publication.title.text for publication in bibliography]
    ['Owls']
    >>> print(bibliography.render("badge-list"))
    - ![2024](https://img.shields.io/badge/2024-darkblue) Owls.
    <br> Ada Lovelace

    Shape: ``publications`` are those to show, ``hidden`` those their entries hide, ``understood`` all of the sources;
    ``readings`` and ``resolution`` are the entries as written and worked out; ``around`` are sources that macros and
    parents may come from.
    """

    readings: tuple[Reading, ...]
    resolution: Resolution
    understood: tuple[Publication, ...]
    publications: tuple[Publication, ...]
    hidden: tuple[Publication, ...]
    config: Config = field(default_factory=Config)
    root: Path = field(default_factory=Path)
    around: tuple[Source, ...] = ()

    @classmethod
    def load(
        cls, *paths: str | Path, me: str = "", config: Config | None = None, root: str | Path = "."
    ) -> Bibliography:
        """Reads ``.bib`` files. Raises: ``PubsError`` for a file that cannot be read."""
        return cls.from_sources([read_source(Path(path)) for path in paths], me=me, config=config, root=root)

    @classmethod
    def loads(cls, text: str, *, me: str = "", config: Config | None = None, path: str = "<text>") -> Bibliography:
        """Reads BibTeX from a text."""
        return cls.from_sources([Source(path, text)], me=me, config=config)

    @classmethod
    def from_sources(
        cls,
        sources: Sequence[Source],
        *,
        me: str = "",
        config: Config | None = None,
        root: str | Path = ".",
        around: Sequence[Source] = (),
    ) -> Bibliography:
        """Reads, resolves and interprets sources; macros and parents that they lack may come from those ``around``."""
        from pubmanager.bibtex.read import read
        from pubmanager.bibtex.resolve import resolve
        from pubmanager.conventions import conventions_of
        from pubmanager.model.identity import short_spellings
        from pubmanager.model.publication import publications_of

        config = config or Config()
        if me:
            config = replace(config, me=replace(config.me, name=me))
        if short := short_spellings(config.me.name, (source.text for source in sources)):
            config = replace(config, me=replace(config.me, aliases=(*config.me.aliases, *short)))
        readings = tuple(map(read, sources))
        resolution = resolve(readings, tuple(map(read, around)))
        publications = publications_of(resolution, conventions_of(config))
        hidden = tuple(each for each in publications if each.is_hidden)
        shown = tuple(each for each in publications if not each.is_hidden) if hidden else publications
        return cls(readings, resolution, publications, shown, hidden, config, Path(root), tuple(around))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read as it was meant, in order."""
        found = [each for reading in self.readings for each in reading.faults]
        return tuple(in_order([*found, *self.resolution.faults]))

    def __repr__(self) -> str:
        return f"<Bibliography: {len(self)} publications>"

    def __iter__(self) -> Iterator[Publication]:
        return iter(self.publications)

    def __len__(self) -> int:
        return len(self.publications)

    def __getitem__(self, key: str) -> Publication:
        """Returns the publication with a citation key. Raises: ``KeyError``."""
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @cached_property
    def _by_key(self) -> dict[str, Publication]:
        found: dict[str, Publication] = {}
        for publication in (*self.publications, *self.hidden):
            found.setdefault(publication.key, publication)
        return found

    def find(self, key: str) -> Publication:
        """Returns the publication with a citation key. Raises: ``PubsError`` with a suggestion."""
        if key not in self._by_key:
            raise PubsError(f"no publication has the key '{key}'", hint=suggestion(key, self._by_key))
        return self._by_key[key]

    def select(self, where: str) -> Bibliography:
        """Keeps the publications for which an expression is true: ``"year >= 2024 and selected"``.

        Raises: ``PubsError`` for an expression that cannot be read.
        """
        from pubmanager.render.lists import select

        return replace(self, publications=select(self.publications, where))

    def sort(self, *keys: str) -> Bibliography:
        """Sorts by keys such as ``"-date"`` and ``"title"``. Raises: ``PubsError``."""
        from pubmanager.render.lists import sort

        return replace(self, publications=sort(self.publications, keys))

    def render(self, theme: str = "paper-box", *, format: str = "markdown", **options: Any) -> str:
        """Renders the publications, in their order here, in a theme. Raises: ``PubsError``."""
        settings = ListConfig(theme=theme, sort=("file",) if self._is_in_file_order else (), options=options)
        return self.render_list(settings, format)

    @property
    def _is_in_file_order(self) -> bool:
        return all(a.index <= b.index for a, b in zip(self.publications, self.publications[1:], strict=False))

    def render_list(
        self, settings: ListConfig, format: str, texts: Texts | None = None, cited: frozenset[str] = frozenset()
    ) -> str:
        """Renders a list as ``pubs.toml`` declares it.

        Shape: ``texts`` are those of earlier runs, ``cited`` the ids whose citations the page shows above the list.

        Raises: ``PubsError``.
        """
        from pubmanager.render.rendering import render_list
        from pubmanager.render.themes import theme_folders

        folders = theme_folders(self.root / self.config.templates)
        return render_list(self.publications, settings, self.config, folders, format, texts, cited)

    def written_format(self, settings: ListConfig, format: str) -> str:
        """Returns the format that a list has where this one is asked for. Raises: ``PubsError``."""
        from pubmanager.render.rendering import written_format
        from pubmanager.render.themes import theme_folders

        return written_format(settings, self.config, theme_folders(self.root / self.config.templates), format)

    @property
    def has_formulas(self) -> bool:
        """Whether a title has a formula."""
        may_have = (each for each in self.publications if each.may_have_formula)
        return any(isinstance(node, Math) for each in may_have for node in each.title.nodes)

    def fates(self) -> dict[str, int]:
        """Counts what became of the entries: ``publication``, ``hidden``, ``container`` or ``unreadable``, one each."""
        hidden = {id(each.entry.entry) for each in self.hidden}
        counts = dict.fromkeys(("publication", "hidden", "container", "unreadable"), 0)
        for entry in self.resolution.entries:
            if not entry.entry.readable:
                counts["unreadable"] += 1
            elif self.resolution.is_container(entry):
                counts["container"] += 1
            else:
                counts["hidden" if id(entry.entry) in hidden else "publication"] += 1
        return counts

    def unreadable(self) -> tuple[Fault, ...]:
        """Returns the faults by which something of an entry is lost."""
        return tuple(in_order(fault for reading in self.readings for fault in reading.losses))

    def lint(self, today: PartialDate | None = None) -> list[Finding]:
        """Checks the bibliography; findings in order of file and place. Raises: ``PubsError`` for wrong settings.

        ``today`` is what dates are compared with, unless the settings say.
        """
        from pubmanager.lint.engine import Linter
        from pubmanager.lint.facts import facts_of

        return Linter(self.config.lint).lint(self.checked(facts_of(self.config, today)), self.faults)

    def checked(self, facts: Facts) -> CheckedBibliography:
        """Returns the bibliography as rules look at it."""
        from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry

        publications = tuple(sorted((*self.publications, *self.hidden), key=lambda each: each.index))
        by_entry = {id(each.entry): each for each in publications}
        entries = tuple(
            CheckedEntry(each, by_entry.get(id(each)), facts) for each in self.resolution.entries if each.entry.readable
        )
        said = tuple(each for each in publications if each.entry.fields)
        return CheckedBibliography(self.readings, entries, said, facts)
