"""What rules may know besides the entries: settings, conventions, the day, and the site around the bibliography."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from pubmanager.config.jekyll import jekyll_config
from pubmanager.config.schema import Config
from pubmanager.conventions import conventions_of
from pubmanager.errors import PubsError
from pubmanager.inputs import read_source
from pubmanager.lint.dialects import known_dialects
from pubmanager.lint.files import Files
from pubmanager.model.dates import read_day
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pubmanager.model.author import Person
    from pubmanager.model.dates import PartialDate
    from pubmanager.model.publication import Conventions
    from pubmanager.source import Source


class SiteFacts(Struct, frozen=True, dict=True):
    """What is known of the site: its files, and what its generator's settings say.

    Shape: ``jekyll`` is ``_config.yml`` (empty where there is none), ``jekyll_source`` its text, ``settings_source``
    that of ``pubs.toml``; ``template_fields`` are names of fields that the site's own templates use; ``remote`` is
    ``owner/name`` on GitHub, empty where git says none.
    """

    files: Files
    jekyll: Mapping[str, Any] = {}
    template_fields: frozenset[str] = frozenset()
    jekyll_source: Source | None = None
    remote: str = ""
    settings_source: Source | None = None

    @cached_property
    def loads_nothing(self) -> bool:
        """Whether nothing in the site sets formulas, and its settings do not say how they are written."""
        from pubmanager.config.formulas import formulas_of
        from pubmanager.config.load import key_places

        said = self.settings_source and ("formulas",) in key_places(self.settings_source.text)
        return not said and formulas_of(self.files.root) == "text"


class Facts(Struct, frozen=True, dict=True):
    """What holds for the whole run.

    Shape: ``today`` is ``None`` where nobody said; ``site`` is ``None`` for a bare ``.bib``."""

    config: Config = field(default_factory=Config)
    today: PartialDate | None = None
    site: SiteFacts | None = None

    @cached_property
    def conventions(self) -> Conventions:
        """How names, marks and venues are read."""
        return conventions_of(self.config)

    @property
    def owner(self) -> Person | None:
        """Whose homepage it is, if anybody said so."""
        return self.conventions.authors.me

    @cached_property
    def dialects(self) -> frozenset[str]:
        """The dialects whose fields and types are known: those of the settings, or all."""
        return known_dialects(self.config.lint.dialects)


def facts_of(config: Config, today: PartialDate | None = None, site: SiteFacts | None = None) -> Facts:
    """Puts together what rules may know; ``today`` of the settings counts first. Raises: ``PubsError``."""
    said = config.lint.today
    day = read_day(said) if said else today
    if said and day is None:
        raise PubsError(f"'{said}' is not a date in [lint]", hint="write today = 2026-05-17", setting=("lint", "today"))
    return Facts(config, day, site)


def site_facts(root: Path, config: Config, jekyll: Source | None, settings: Source | None) -> SiteFacts:
    """Looks at the site around a bibliography. Shape: the sources are of ``_config.yml`` and of ``pubs.toml``."""
    files, said = Files(root), jekyll_config(root)
    return SiteFacts(files, said, template_fields(root, config, said), jekyll, files.remote(), settings)


_FOLDERS = ("_layouts", "_includes", "_plugins", "_pages", "layouts", "src")
_SUFFIXES = frozenset((".html", ".liquid", ".md", ".markdown", ".rb", ".j2", ".jinja", ".jinja2", ".toml", ".py"))
_LARGEST = 300_000  # bytes; templates are smaller, what is larger is data
_USES = regex(
    # Liquid and Ruby: entry.x, entry["x"], entry[:x]; Hugo: .Params.x; here: field("x"), fields.x
    r"""\b(?:entry|reference|bib|Params)(?:\.|\[\s*["':])(?P<a>[\w+:-]+)"""
    r"""|\bfield\(\s*["'](?P<b>[\w+:-]+)["']"""
    r"""|\bfields(?:\.|\[\s*["'])(?P<c>[\w+:-]+)"""
)
# jekyll-scholar: {% bibliography --query @*[project=owls && kind!=talk] %}, --group_by kind, --sort_by rank.
_TAG = regex(r"\{%-?\s*(?:bibliography|cite|reference)\w*(?P<options>[^%]*)%\}")
_QUERY = regex(r"@[\w*]*\[(?P<query>[^\]]*)\]")
_COMPARED = regex(r"(?P<name>[A-Za-z_][\w+:-]*)\s*(?:[!^~<>]?=|[<>~])")
_SORTED = regex(r"--?(?:group_by|sort_by|g|s)[ =]+(?P<names>[\w, ]+?)(?=\s*--|\s*\Z)")


def template_fields(root: Path, config: Config, jekyll: Mapping[str, Any]) -> frozenset[str]:
    """Returns the names of fields that the site's own templates and settings use, in lower case."""
    names = {str(name).lower() for name in (*config.fields, *_listed(jekyll.get("filtered_bibtex_keywords")))}
    scholar = jekyll.get("scholar")
    names.update(_queried(str(scholar.get("query", ""))) if isinstance(scholar, dict) else ())
    for text in (*_expressions(config), *_templates(root, config.templates)):
        names.update(_used(text))
    return frozenset(names)


def _listed(content: object) -> list[object]:
    return content if isinstance(content, list) else []


def _used(text: str) -> Iterator[str]:
    """Yields the fields that one text uses.

    >>> sorted(_used('{{ entry.owls }} {% bibliography -q @*[larks=1] --group_by wrens %}'))
    ['larks', 'owls', 'wrens']
    """
    for found in _USES.finditer(text):
        yield (found["a"] or found["b"] or found["c"]).lower()
    for tag in _TAG.finditer(text):
        yield from _queried(tag["options"])
        for option in _SORTED.finditer(tag["options"].strip()):
            yield from (name.strip().lower() for name in option["names"].split(","))


def _queried(text: str) -> Iterator[str]:
    for query in _QUERY.finditer(text):
        yield from (found["name"].lower() for found in _COMPARED.finditer(query["query"]))


def _expressions(config: Config) -> Iterator[str]:
    """Yields the expressions of the settings."""
    for settings in config.lists.values():
        yield from (settings.where, settings.group, *settings.sort)


def _templates(root: Path, own: str) -> Iterator[str]:
    for folder in dict.fromkeys((*_FOLDERS, own)):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file() and path.stat().st_size <= _LARGEST:
                with suppress(PubsError):
                    yield read_source(path).text
