"""Themes: folders of templates with a manifest, found in the site, in installed packages and built in."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct

from pubmanager.config.load import parse_as
from pubmanager.config.schema import FORMATS, Key
from pubmanager.config.styles import is_choice
from pubmanager.errors import PubsError, about, suggestion
from pubmanager.inputs import read_bytes, read_text
from pubmanager.source import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Place = Callable[[tuple[str, ...]], str]

MANIFEST = "theme.toml"
BUILTIN = "builtin:"
LARGEST = 1 << 20  # bytes of a template or a manifest
_DEEPEST = 20  # themes that extend each other
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
# What the program itself reads, and not templates alone.
_READ = {
    "authors": ("table",),
    "badges": ("table", "list", "patterns"),
    "links": ("table",),
    "shields": ("choice", "text"),
    "hide": ("list",),
    "badge": ("pattern", "text"),
}
_LIKE: dict[str, dict[str, Any]] = {
    "badges": {"parts": [], "style": []},
    "title": {"indent": 0},
    "links": {"slots": []},
}


class Option(Struct, frozen=True):
    """One option of a theme.

    Shape: ``type`` is a key of the manifest format; ``choices`` are for words of lists too; a table's ``default`` names
    its keys, of which ``choices_by_key`` limits some; what is given instead of a table is its key ``shorthand``.
    """

    name: str
    type: str
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    choices_by_key: Mapping[str, tuple[str, ...]] = {}
    shorthand: str = ""

    @property
    def words(self) -> str:
        """The words it can be, for help: ``plain, bold`` or ``style: plain, bold``."""
        by_key = (f"{key}: {', '.join(words)}" for key, words in self.choices_by_key.items())
        return "; ".join(filter(None, (", ".join(self.choices), *by_key)))


class OptionTable(Struct, frozen=True):
    """An option as a manifest declares it; what it leaves out is as in the theme that is extended."""

    type: Annotated[str | None, Key(choices=tuple(_TYPES))] = None
    default: Any = None
    help: str | None = None
    choices: Any = None
    shorthand: str | None = None


class Manifest(Struct, frozen=True):
    """A ``theme.toml``; what it leaves out is as in the theme that is extended. ``help`` is another ``summary``."""

    extends: str = ""
    summary: str = ""
    help: str = ""
    abstract: bool = False
    formats: tuple[str, ...] = ()
    as_html: tuple[str, ...] = ()
    html_for: str = ""
    counts: bool | None = None
    options: dict[str, OptionTable] = {}


class Theme(Struct, frozen=True):
    """A theme as its manifest declares it.

    Shape: ``chain`` are template folders' names, this theme's first, to be found in ``folders``; ``as_html`` are the
    formats for which it writes HTML: always, or where its option ``html_for`` says something; ``counts`` is true where
    its frame is a list that can count.
    """

    name: str
    summary: str
    formats: tuple[str, ...]
    options: tuple[Option, ...]
    chain: tuple[str, ...]
    folder: Path
    folders: tuple[Path, ...]
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
    """Returns folders that packages offer under the entry point ``pubmanager.themes``. Raises: ``PubsError``."""
    from importlib.metadata import entry_points

    found = []
    for each in sorted(entry_points(group="pubmanager.themes")):
        try:
            found.append(Path(str(each.load())))
        except Exception as error:  # whatever another package does when it is imported
            reason = " ".join(str(error).split())
            raise PubsError(f"cannot load the themes '{each.name}' from '{each.value}': {reason}") from error
    return tuple(found)


def theme_file(name: str, folder: Path, folders: Iterable[Path]) -> Path | None:
    """Returns a file of a folder of themes, ``None`` where there is none; links may lead to another of these folders.

    Raises: ``PubsError`` for what leads outside of them, and for what is no file.
    """
    path, shown = folder / name, f"'{name}'"
    try:
        target = path.resolve()
        if not any(_is_within(target, each.resolve()) for each in folders):
            raise PubsError(f"cannot read {shown}: it is outside the folders of themes", place=shown_path(path))
        status = target.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, RuntimeError, ValueError) as error:  # a null character; links in a circle
        reason = getattr(error, "strerror", None) or "this is not a path"
        raise PubsError(f"cannot read {shown}: {reason.lower()}") from error
    if not S_ISREG(status.st_mode):
        raise PubsError(f"cannot read {shown}: it is not a file", place=shown_path(path))
    if status.st_size > LARGEST:
        raise PubsError(f"cannot read {shown}: it is larger than {LARGEST >> 20} MB", place=shown_path(path))
    return target


def _is_within(target: Path, folder: Path) -> bool:
    """Whether a file is below a folder, and not hidden there: a site may name its root, which has ``.git`` in it."""
    is_below = target.is_relative_to(folder)
    return is_below and not any(part.startswith(".") for part in target.relative_to(folder).parts)


def theme_names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Returns the names of all themes, sorted; those that others only build on are none."""
    found = {path.parent.name: folder for folder in reversed(folders) for path in folder.glob(f"*/{MANIFEST}")}
    return tuple(sorted(name for name in found if _is_name(name) and not _is_abstract(name, found[name], folders)))


def _is_abstract(name: str, folder: Path, folders: tuple[Path, ...]) -> bool:
    try:
        file = theme_file(f"{name}/{MANIFEST}", folder, folders)
        return bool(file and _ABSTRACT.search(read_bytes(file)))
    except PubsError:  # reported where the theme is used
        return False


_ABSTRACT = re.compile(rb"^abstract *= *true", re.MULTILINE)


@lru_cache(maxsize=64)
def find_theme(name: str, folders: tuple[Path, ...], below: tuple[str, ...] = ()) -> Theme:
    """Finds a theme; ``below`` are those that extend it. Raises: ``PubsError`` for a wrong name or manifest."""
    bare = name.removeprefix(BUILTIN)
    places = folders[-1:] if name.startswith(BUILTIN) else folders
    for folder in places if _is_name(bare) else ():
        file = theme_file(f"{bare}/{MANIFEST}", folder, folders)
        if file and (below or bare in theme_names(folders)):
            return _load_theme(bare, name, file, folder / bare, folders, below)
    if not name.startswith(BUILTIN) and not set(_installed_folders()) <= set(folders):
        return find_theme(name, (*folders[:-1], *_installed_folders(), folders[-1]), below)  # asking costs 40 ms
    known = theme_names(folders)
    raise PubsError(
        f"unknown theme '{name}'", hint=suggestion(bare, known) or f"themes: {', '.join(known)}", setting=("theme",)
    )


def shows_publications(name: str, folders: tuple[Path, ...]) -> bool:
    """Whether a theme writes publications, unlike news and counts, which have a frame only. Raises: ``PubsError``."""
    chain = (each.removeprefix(BUILTIN) for each in find_theme(name, folders).chain)
    return any(next((folder / each).glob("publication*.jinja"), None) for each in chain for folder in folders)


def is_below(folders: tuple[Path, ...], name: str) -> bool:
    """Whether a theme and what it extends are in these folders, so that a look at them tells whether it changed."""
    chain = find_theme(name, folders).chain
    return all(any((folder / each.removeprefix(BUILTIN)).is_dir() for folder in folders) for each in chain)


def _is_name(name: str) -> bool:
    return 0 < len(name) < _LONGEST_NAME and not name.startswith(".") and not set(name) & {"/", "\\", "\0"}


def _load_theme(
    name: str, asked: str, file: Path, folder: Path, folders: tuple[Path, ...], below: tuple[str, ...]
) -> Theme:
    shown = shown_path(folder / MANIFEST)
    manifest, place = parse_as(Manifest, read_text(file, shown), shown)
    parent = _parent(manifest.extends, name, folders, (*below, asked), place) if manifest.extends else None
    options = {option.name: option for option in parent.options} if parent else {}
    for each, table in manifest.options.items():
        options[each] = _option(
            each, table, options.get(each), lambda *path, each=each: place(("options", each, *path))
        )
    for key in ("formats", "as_html"):
        for word in getattr(manifest, key):
            _require(word in FORMATS, f"'{key}' cannot be '{word}'", partial(place, (key,)), word, FORMATS)
    word = manifest.html_for
    fault = f"'html_for' names no option: '{word}'"
    _require(not word or word in options, fault, lambda: place(("html_for",)), word, options)
    return Theme(
        name,
        manifest.summary or manifest.help or (parent.summary if parent else ""),
        manifest.formats or (parent.formats if parent else ("markdown", "html")),
        tuple(options.values()),
        (f"{BUILTIN}{name}" if asked.startswith(BUILTIN) else name, *(parent.chain if parent else ())),
        folder,
        folders,
        manifest.as_html or (parent.as_html if parent else ()),
        manifest.html_for or (parent.html_for if parent else ""),
        (parent.counts if parent else False) if manifest.counts is None else manifest.counts,
    )


def _require(holds: bool, message: str, place: Callable[[], str], word: str = "", known: Iterable[str] = ()) -> None:
    if not holds:
        names = list(known)
        raise PubsError(message, place=place(), hint=suggestion(word, names) or f"one of: {', '.join(names)}")


def _parent(extends: str, name: str, folders: tuple[Path, ...], below: tuple[str, ...], place: Place) -> Theme:
    if extends in below:
        where = place(("extends",))
        raise PubsError(f"theme '{name}' extends itself", place=where, hint=f'write extends = "{BUILTIN}{name}"')
    if len(below) > _DEEPEST:
        raise PubsError(f"more than {_DEEPEST} themes extend each other", place=place(("extends",)))
    try:
        return find_theme(extends, folders, below)
    except PubsError as error:
        raise PubsError(error.message, place=error.place or place(("extends",)), hint=error.hint) from error


def _option(name: str, table: OptionTable, parent: Option | None, place: Callable[..., str]) -> Option:
    """Reads an option; what its table does not say is as in the theme that is extended, if it has the same type."""
    kind = table.type or (parent.type if parent else "")
    old = parent if parent and parent.type == kind else Option(name, kind, None, "")
    default, choices = table.default, table.choices
    if default is None:
        default = old.default
    elif kind == "table" and isinstance(default, dict):
        before = old.default or {}
        default = {**before, **{key: _as_list(each, before.get(key)) for key, each in default.items()}}
    else:
        default = _as_list(default, [] if kind == "list" else None)
    if choices is None:
        choices = old.choices_by_key or old.choices
    if not kind or default is None:
        hint = f"give it a type ({', '.join(_TYPES)}), a default and help"
        raise PubsError(f"option '{name}' has no {'default' if kind else 'type'}", place=place(), hint=hint)
    by_key = choices if isinstance(choices, dict) else {}
    words = choices if not by_key else ()
    if not all(map(_are_texts, (words, *by_key.values()))):
        raise PubsError(f"'choices' of option '{name}' must be a list of texts", place=place("choices"))
    shorthand = old.shorthand if table.shorthand is None else table.shorthand
    new = Option(
        name,
        kind,
        default,
        old.help if table.help is None else table.help,
        tuple(words),
        {key: tuple(each) for key, each in by_key.items()},
        shorthand,
    )
    _check_default(new, place)
    return new


def _as_list(content: Any, like: Any) -> Any:
    """Returns a text as a list of one where a list is wanted."""
    return [content] if isinstance(content, str) and isinstance(like, list) else content


def _check_default(option: Option, place: Callable[..., str]) -> None:
    keys = option.default if isinstance(option.default, dict) else {}
    for key in option.choices_by_key:
        fault = f"'choices' of option '{option.name}' has no key '{key}'"
        _require(key in keys, fault, lambda: place("choices"), key, keys)
    word = option.shorthand
    fault = f"'shorthand' of option '{option.name}' is no key"
    _require(not word or word in keys, fault, lambda: place("shorthand"), word, keys)
    kinds = _READ.get(option.name, (option.type,))
    if option.type not in kinds:
        raise PubsError(f"option '{option.name}' must be a {' or '.join(kinds)}, not a {option.type}", place=place())
    try:
        _checked(option, option.default, "")
        for key, content in keys.items():
            like = old.get(key) if isinstance(old := _LIKE.get(option.name), dict) else None
            if like is not None and not isinstance(content, type(like)):
                raise PubsError(f"option '{option.name}': '{key}' must be like {like!r}, not {content!r}")
    except PubsError as error:
        raise PubsError(f"default of {error.message}", place=place("default"), hint=error.hint) from error


def _are_texts(content: Any) -> bool:
    return isinstance(content, (list, tuple)) and all(isinstance(each, str) for each in content)


def _checked(option: Option, content: Any, theme: str) -> Any:
    where = f"option '{option.name}'" + (f" of theme '{theme}'" if theme else "")
    content = [content] if option.type in ("list", "patterns", "rows") and isinstance(content, str) else content
    if option.shorthand and not isinstance(content, dict):
        return {option.shorthand: _checked_key(option, option.shorthand, content, where)}
    if not _is_a(option.type, content):
        of = " of texts" if option.type == "list" else ""
        wanted = "true or false" if option.type == "flag" else f"a {option.type}{of}"
        raise PubsError(f"{where} must be {wanted}, not {content!r}")
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
    content = _as_list(content, default)
    # `and = true` stands for the word itself
    is_alike = isinstance(content, type(default)) and isinstance(content, bool) == isinstance(default, bool)
    if isinstance(content, list):
        is_alike = is_alike and _are_texts(content)
    if not is_alike and not (key == "and" and isinstance(content, bool)):
        raise PubsError(f"{where} must be like {default!r}, not {content!r}")
    _check_words(content, option.choices_by_key.get(key, ()), where)
    return content


def _is_a(kind: str, content: Any) -> bool:
    if not isinstance(content, _TYPES[kind]) or (kind == "number" and isinstance(content, bool)):
        return False
    if isinstance(content, dict):
        return all(isinstance(each, (str, bool, int, float)) or _are_texts(each) for each in content.values())
    return not isinstance(content, (list, tuple)) or _are_texts(content)


def _check_words(content: Any, choices: tuple[str, ...], where: str) -> None:
    words = content if isinstance(content, (list, tuple)) else [content]
    for word in words if choices else ():
        if not is_choice(word, choices):
            hint = suggestion(str(word), choices) or f"one of: {', '.join(choices)}"
            raise PubsError(f"{where} cannot be {word!r}", hint=hint)
