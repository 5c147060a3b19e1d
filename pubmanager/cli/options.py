"""Options that several commands share, and completion over the nearest site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pubmanager.cli.loading import find_site
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pubmanager.site import Site

CONFIG = click.option(
    "-c", "--config", type=click.Path(path_type=Path), help="The pubs.toml to use; default: the nearest one above."
)


def as_text(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Reads an argument that is no path as UTF-8, also where the locale has another encoding or none."""
    try:
        return given and os.fsencode(given).decode("utf-8")
    except UnicodeDecodeError:
        return given


ME = click.option(
    "--me", metavar="NAME", callback=as_text, default="", help="The owner's name, for a .bib without pubs.toml."
)


def keys_completion(read: Callable[[Site], Iterable[str]]) -> Callable[[Any, Any, str], list[str]]:
    """Returns a completion over something of the nearest site; silent where there is none."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        try:
            return [word for word in read(find_site(None)) if word.startswith(incomplete)]
        except (PubsError, OSError):
            return []

    return complete
