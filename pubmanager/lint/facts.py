"""What rules may know besides the entries: settings, conventions, the day, and the site around the bibliography."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from pubmanager.config.jekyll import jekyll_config
from pubmanager.config.schema import Config
from pubmanager.conventions import conventions_of
from pubmanager.errors import PubsError
from pubmanager.lint.dialects import known_dialects
from pubmanager.lint.files import Files
from pubmanager.lint.templates import template_fields
from pubmanager.model.dates import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping
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
