"""How commands find their site or bibliography, and how they print findings as talk."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pubmanager.bibliography import Bibliography
    from pubmanager.findings import Finding
    from pubmanager.site import Site


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


_MOST = 200  # findings on the way to something else; `pubs lint` prints all


def echo_findings(findings: Sequence[Finding]) -> None:
    """Prints the first findings with their source lines as talk; colour only on a terminal."""
    from rich.console import Console

    from pubmanager.lint.report.text import WIDTH, lines_alone

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    with suppress(OSError, ValueError):  # nobody reads messages, which is no reason to stop
        for finding in findings[:_MOST]:
            for line in lines_alone(finding, console.width if console.is_terminal else WIDTH):
                console.print(line)
        if len(findings) > _MOST:
            console.print(f"… and {len(findings) - _MOST} more; 'pubs lint' prints all", markup=False)
