"""Which fields a site's own templates, queries and expressions use, so that no rule calls them unknown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pubmanager.errors import PubsError
from pubmanager.inputs import read_source
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pubmanager.config.schema import Config

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
