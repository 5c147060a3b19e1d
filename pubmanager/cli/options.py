"""Options that several commands share, completion over the nearest site, and how commands load the site."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pubmanager.bibliography import Bibliography
    from pubmanager.findings import Fault
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


def find_site(config: Path | None) -> Site:
    """Loads the site of a ``--config``, or the nearest one. Raises: ``PubsError``."""
    from pubmanager.site import Site

    if config is not None and not config.exists():
        raise PubsError("there is no such file", place=str(config), hint="make one with 'pubs init'")
    return Site.load(config)


def is_bib(target: str) -> bool:
    """Whether a target is a ``.bib`` file (or standard input) rather than the name of a list."""
    return target == "-" or target.lower().endswith(".bib") or Path(target).is_file()


def load_bib(targets: Iterable[str], me: str, config: Path | None = None) -> Bibliography:
    """Loads ``.bib`` files; settings come from ``--config`` only. Raises: ``PubsError``."""
    from pubmanager.bibliography import Bibliography
    from pubmanager.config.load import load_config
    from pubmanager.inputs import read_source, standard_input

    settings = load_config(config) if config else None
    sources = [standard_input() if target == "-" else read_source(Path(target)) for target in targets]
    root = config.parent if config else Path()
    return Bibliography.from_sources(sources, me=me, config=settings, root=root)


def bibliography_for(targets: tuple[str, ...], me: str, config: Path | None) -> Bibliography:
    """Loads the named ``.bib`` files, or the site's bibliography where none is named. Raises: ``PubsError``."""
    return load_bib(targets, me, config) if targets else find_site(config).bibliography


_MOST = 200  # faults on the way to something else; `pubs lint` prints all


def echo_faults(faults: Sequence[Fault]) -> None:
    """Prints the first faults as errors with their source lines, on stderr; colour only on a terminal."""
    from rich.console import Console

    from pubmanager.findings import Finding, Severity
    from pubmanager.lint.report.text import WIDTH, lines_alone

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    with suppress(OSError, ValueError):  # nobody reads messages, which is no reason to stop
        for fault in faults[:_MOST]:
            error = Finding(fault.code, Severity.ERROR, fault.message, fault.source, fault.span, fault.key)
            for line in lines_alone(error, console.width if console.is_terminal else WIDTH):
                console.print(line)
        if len(faults) > _MOST:
            console.print(f"… and {len(faults) - _MOST} more; 'pubs lint' prints all", markup=False)
