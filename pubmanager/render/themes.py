"""Themes: folders of templates with a manifest, found in the site, in installed packages and built in."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pubmanager.errors import PubsError, about, suggestion
from pubmanager.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = "theme.toml"
BUILTIN = "builtin:"
_LONGEST_NAME = 100
_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "flag": (bool,),
    "number": (int, float),
    "choice": (str,),
    "pattern": (str,),
    "list": (list, tuple),
    "patterns": (list, tuple),
    "rows": (list, tuple),
    "table": (dict,),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a theme.

    Shape: ``type`` is a key of the manifest format; ``choices`` are for words of lists too; a table's ``default`` names
    its keys, of which ``choices_by_key`` limits some; what is given instead of a table is its key ``shorthand``.
    """

    name: str
    type: str
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    choices_by_key: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shorthand: str = ""

    @property
    def words(self) -> str:
        """The words it can be, for help: ``plain, bold`` or ``style: plain, bold``."""
        by_key = (f"{key}: {', '.join(words)}" for key, words in self.choices_by_key.items())
        return "; ".join(filter(None, (", ".join(self.choices), *by_key)))


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as its manifest declares it.

    Shape: ``chain`` are template folders' names, this theme's first; ``as_html`` are the formats for which it writes
    HTML: always, or where its option ``html_for`` says something; ``counts`` is true where its frame is a list that
    can count.
    """

    name: str
    summary: str
    formats: tuple[str, ...]
    options: tuple[Option, ...]
    chain: tuple[str, ...]
    folder: Path
    as_html: tuple[str, ...] = ()
    html_for: str = ""
    counts: bool = False

    def written_format(self, format: str, options: Mapping[str, Any]) -> str:
        """Returns the format that is written for a format and settled options."""
        asked = options[self.html_for] if self.html_for else True
        is_asked = any(asked.values()) if isinstance(asked, dict) else bool(asked)
        return "html" if format in self.as_html and is_asked else format

    def settle(self, *given: Mapping[str, Any]) -> dict[str, Any]:
        """Merges options, later ones winning, over the defaults. Raises: ``PubsError`` for a wrong one."""
        known = {option.name: option for option in self.options}
        settled = {name: option.default for name, option in known.items()}
        for options in given:
            for name, content in options.items():
                if name not in known:
                    hint = suggestion(name, known) or f"its options: {', '.join(known)}"
                    raise PubsError(f"theme '{self.name}' has no option '{name}'", hint=hint, setting=("options", name))
                with about("options", name):
                    checked = _checked(known[name], content, self.name)
                settled[name] = {**settled[name], **checked} if known[name].type == "table" else checked
        return settled


def builtin_folder() -> Path:
    """Returns the folder of the built-in themes: beside the package, or the checkout's."""
    package = Path(__file__).resolve().parents[1]
    if (package / "templates").is_dir():
        return package / "templates"
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "templates").is_dir():
        return checkout / "templates"
    raise PubsError("the built-in themes are missing", hint="reinstall pubmanager")


def theme_folders(site: Path | None = None, *, installed: bool = False) -> tuple[Path, ...]:
    """Returns the folders to look for themes in, first wins: the site's, installed packages', the built-in one."""
    own = (site,) if site and site.is_dir() else ()
    return (*own, *(_installed_folders() if installed else ()), builtin_folder())


@lru_cache(maxsize=1)
def _installed_folders() -> tuple[Path, ...]:
    """Returns folders that packages offer under the entry point ``pubmanager.themes``."""
    from importlib.metadata import entry_points

    return tuple(Path(str(each.load())) for each in sorted(entry_points(group="pubmanager.themes")))


def theme_names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Returns the names of all themes, sorted; those that others only build on are none."""
    found = {path.parent.name: path for folder in reversed(folders) for path in folder.glob(f"*/{MANIFEST}")}
    return tuple(sorted(name for name, path in found.items() if not _ABSTRACT.search(path.read_bytes())))


_ABSTRACT = re.compile(rb"^abstract *= *true", re.MULTILINE)


@lru_cache(maxsize=64)
def find_theme(name: str, folders: tuple[Path, ...], below: tuple[str, ...] = ()) -> Theme:
    """Finds a theme; ``below`` are those that extend it. Raises: ``PubsError`` for a wrong name or manifest."""
    bare = name.removeprefix(BUILTIN)
    places = folders[-1:] if name.startswith(BUILTIN) else folders
    for folder in places:
        if _is_name(bare) and (folder / bare / MANIFEST).is_file() and (below or bare in theme_names(folders)):
            return _load_theme(bare, name, folder / bare, folders, below)
    if not name.startswith(BUILTIN) and not set(_installed_folders()) <= set(folders):
        return find_theme(name, (*folders[:-1], *_installed_folders(), folders[-1]), below)  # asking costs 40 ms
    known = theme_names(folders)
    raise PubsError(
        f"unknown theme '{name}'", hint=suggestion(bare, known) or f"themes: {', '.join(known)}", setting=("theme",)
    )


def is_below(folders: tuple[Path, ...], name: str) -> bool:
    """Whether a theme and what it extends are in these folders, so that a look at them tells whether it changed."""
    chain = find_theme(name, folders).chain
    return all(any((folder / each.removeprefix(BUILTIN)).is_dir() for folder in folders) for each in chain)


def _is_name(name: str) -> bool:
    return 0 < len(name) < _LONGEST_NAME and not name.startswith(".") and "/" not in name and "\\" not in name


def _load_theme(name: str, asked: str, folder: Path, folders: tuple[Path, ...], below: tuple[str, ...]) -> Theme:
    import tomllib

    path = folder / MANIFEST
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PubsError(f"not valid TOML: {error}", place=str(path)) from error
    if asked in below:
        raise PubsError(f"theme '{name}' extends itself", place=str(path), hint=f'write extends = "{BUILTIN}{name}"')
    parent = find_theme(table["extends"], folders, (*below, asked)) if table.get("extends") else None
    options = {option.name: option for option in parent.options} if parent else {}
    for each, content in table.get("options", {}).items():
        options[each] = _option(each, content, options.get(each), path)
    return Theme(
        name,
        table.get("summary") or (parent.summary if parent else ""),
        tuple(table.get("formats") or (parent.formats if parent else ("markdown", "html"))),
        tuple(options.values()),
        (f"{BUILTIN}{name}" if asked.startswith(BUILTIN) else name, *(parent.chain if parent else ())),
        folder,
        tuple(table.get("as_html") or (parent.as_html if parent else ())),
        table.get("html_for") or (parent.html_for if parent else ""),
        table.get("counts", parent.counts if parent else False),
    )


def _option(name: str, table: Any, parent: Option | None, path: Path) -> Option:
    """Reads an option; what its table does not say is as in the theme that is extended."""
    if isinstance(table, dict) and parent and table.get("type", parent.type) == parent.type:
        choices: Any = dict(parent.choices_by_key) or list(parent.choices)
        given = {"help": parent.help, "choices": choices, "shorthand": parent.shorthand, **table}
        default = table.get("default", parent.default)
        merged = {**parent.default, **default} if parent.type == "table" and isinstance(default, dict) else default
        table = {**given, "type": parent.type, "default": merged}
    if not isinstance(table, dict) or table.get("type") not in _TYPES or "default" not in table:
        hint = f"give it a type ({', '.join(_TYPES)}), a default and help"
        raise PubsError(f"option '{name}' is not declared right", place=str(path), hint=hint)
    choices = table.get("choices", ())
    by_key = {key: tuple(words) for key, words in choices.items()} if isinstance(choices, dict) else {}
    words = () if by_key else tuple(choices)
    return Option(
        name, table["type"], table["default"], table.get("help", ""), words, by_key, table.get("shorthand", "")
    )


def _checked(option: Option, content: Any, theme: str) -> Any:
    where = f"option '{option.name}' of theme '{theme}'"
    content = [content] if option.type in ("list", "patterns", "rows") and isinstance(content, str) else content
    if option.shorthand and not isinstance(content, dict):
        return {option.shorthand: _checked_key(option, option.shorthand, content, where)}
    if not _is_a(option.type, content):
        raise PubsError(f"{where} must be a {option.type}, not {content!r}")
    if option.type == "table":
        known = option.default
        if unknown := [key for key in content if key not in known]:
            hint = suggestion(unknown[0], known) or f"its keys: {', '.join(known)}"
            raise PubsError(f"{where} has no key '{unknown[0]}'", hint=hint, setting=(unknown[0],))
        return {key: _checked_key(option, key, each, f"{where}: '{key}'") for key, each in content.items()}
    _check_words(content, option.choices, where)
    return content


def _checked_key(option: Option, key: str, content: Any, where: str) -> Any:
    default = option.default[key]
    if isinstance(default, list) and isinstance(content, str):
        content = [content]
    # `and = true` stands for the word itself
    if not isinstance(content, type(default)) and not (key == "and" and isinstance(content, bool)):
        raise PubsError(f"{where} must be like {default!r}, not {content!r}")
    _check_words(content, option.choices_by_key.get(key, ()), where)
    return content


def _is_a(kind: str, content: Any) -> bool:
    return isinstance(content, _TYPES[kind]) and not (kind == "number" and isinstance(content, bool))


def _check_words(content: Any, choices: tuple[str, ...], where: str) -> None:
    words = content if isinstance(content, (list, tuple)) else [content]
    for word in words if choices else ():
        if word not in choices:
            hint = suggestion(str(word), choices) or f"one of: {', '.join(choices)}"
            raise PubsError(f"{where} cannot be {word!r}", hint=hint)
