"""``pubs settings``: which keys ``pubs.toml`` has, and what they do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import click
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields, replace

from pubmanager.config.schema import Config, settings_of
from pubmanager.errors import PubsError, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = """
\b
Examples:
  pubs settings             the keys before the first table, and all tables
  pubs settings list        the keys of [list.NAME]
  pubs settings shields     one key
"""


class Row(Struct, frozen=True):
    """One key. Shape: ``help`` may have Markdown's backticks; ``default`` is JSON, empty for nothing."""

    key: str
    help: str
    default: str


class Table(Struct, frozen=True):
    """A table of ``pubs.toml``. Shape: ``name`` is as in the file, empty for the keys before the first table."""

    name: str
    help: str
    rows: tuple[Row, ...]


def tables(kind: type[Struct] = Config, name: str = "") -> Iterator[Table]:
    """Yields a table with its keys, then the tables inside it."""
    rows, nested = [], []
    defaults = {each.name: each for each in fields(kind)}
    for key, each in settings_of(kind).items():
        inner = _inner(each.type)
        if "." in key:
            nested.append(Table(key, each.key.help, ()))
        elif inner:
            header = f"{name}.{key}" if name else key
            header += ".NAME" if getattr(each.type, "__origin__", None) is dict else ""
            first, *others = tables(inner, header)
            nested += [replace(first, help=each.key.help), *others]
        else:
            choices = f" ({', '.join(f'`{choice}`' for choice in each.key.choices)})" if each.key.choices else ""
            rows.append(Row(key, each.key.help + choices, _default(defaults[each.attribute])))
    yield Table(name, "", tuple(rows))
    yield from nested


def _inner(kind: Any) -> type[Struct] | None:
    candidates = [kind, *get_args(kind)]
    return next((each for each in candidates if isinstance(each, type) and issubclass(each, Struct)), None)


def _default(each: Any) -> str:
    content = each.default_factory() if each.default is NODEFAULT else each.default
    return "" if content in ("", (), {}, None, 0) else json.dumps(content, ensure_ascii=False)


@click.command("settings", epilog=EXAMPLES)
@click.argument("name", required=False, default="", metavar="[TABLE|KEY]")
def command(name: str) -> None:
    """Show the keys of pubs.toml, or those of one table."""
    from rich.console import Console

    top, *nested = tables()
    wanted = name.strip("[]")
    found = [each for each in nested if each.name == wanted or each.name.startswith(f"{wanted}.")]
    found += [Table("", "", (row,)) for row in top.rows if row.key == wanted]
    if wanted and not found:
        known = [*(row.key for row in top.rows), *(each.name.removesuffix(".NAME") for each in nested)]
        hint = suggestion(wanted, known) or "see 'pubs settings'"
        raise PubsError(f"pubs.toml has no table or key called '{wanted}'", hint=hint)
    console = Console(highlight=False)
    if not wanted:
        names = Table("", "", tuple(Row(f"[{each.name}]", each.help, "") for each in nested))
        found = [top, names]
    for index, each in enumerate(found):
        if index:
            console.print()
        _print(console, each)
    if not wanted:
        console.print("\n'pubs settings TABLE' shows the keys of one, such as 'list'", style="dim", markup=False)


def _print(console: Any, shown: Table) -> None:
    from rich import table
    from rich.text import Text

    if shown.name:
        console.print(Text(f"[{shown.name}]", "bold"), Text(_plain(shown.help)))
    if not shown.rows:
        return
    made = table.Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    has_defaults = any(row.default for row in shown.rows)
    for column in ("key", *(["default"] if has_defaults else []), "what it does"):
        made.add_column(column, overflow="fold", no_wrap=column == "key")
    for row in shown.rows:
        made.add_row(Text(row.key), *([Text(row.default)] if has_defaults else []), Text(_plain(row.help)))
    console.print(made)


def _plain(text: str) -> str:
    return text.replace("`", "'")
