"""``pubs themes``: which themes there are, and what their options do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubmanager.cli.options import CONFIG

if TYPE_CHECKING:
    from rich.table import Table

    from pubmanager.render.themes import Theme


EXAMPLES = """
\b
Examples:
  pubs themes               all themes
  pubs themes paper-box     the options of one theme
"""


@click.command("themes", epilog=EXAMPLES)
@click.argument("name", required=False)
@CONFIG
def command(name: str | None, config: Path | None) -> None:
    """Show the themes, or the options of one."""
    from rich.console import Console
    from rich.text import Text

    from pubmanager.render.themes import find_theme, theme_folders

    folders = theme_folders(_site_templates(config), installed=True)
    console = Console(highlight=False)
    if name:
        theme = find_theme(name, folders)
        console.print(Text(theme.name, "bold"), Text(theme.summary))
        console.print(_options_table(theme))
        hint = f"try one: pubs render my.bib --theme {name} -o OPTION=VALUE"
    else:
        console.print(_themes_table(folders))
        hint = "'pubs themes NAME' shows the options of one theme"
    console.print(f"\n{hint}", style="dim", markup=False)


def _site_templates(config: Path | None) -> Path | None:
    from pubmanager.config.find import find_config
    from pubmanager.config.load import load_config

    file = config or find_config(Path.cwd())
    return file.parent / load_config(file).templates if file else None


def _themes_table(folders: tuple[Path, ...]) -> Table:
    from pubmanager.render.themes import find_theme, theme_names

    table = _table("theme", "formats", "what it is")
    for name in theme_names(folders):
        theme = find_theme(name, folders)
        table.add_row(name, ", ".join(theme.formats), theme.summary)
    return table


def _table(*columns: str) -> Table:
    from rich.table import Table

    return Table(*columns, box=None, padding=(0, 2, 0, 0), header_style="bold")


def _options_table(theme: Theme) -> Table:
    import json

    from rich.text import Text

    table = _table()
    for column in ("option", "default", "what it does"):
        table.add_column(column, overflow="fold", no_wrap=column == "option")
    for option in theme.options:
        words = f" ({option.words})" if option.words else ""
        default = json.dumps(option.default, ensure_ascii=False)
        table.add_row(Text(option.name), Text(default), Text(f"{option.help}{words}"))
    return table
