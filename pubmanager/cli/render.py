"""``pubs render``: fills pages, or prints one list."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pubmanager.cache.texts import Cache
from pubmanager.cli.options import CONFIG, ME, echo_faults, find_site, is_bib, keys_completion, load_bib
from pubmanager.cli.render_site import fill_site, is_blocked
from pubmanager.cli.streams import out, say
from pubmanager.config.schema import FORMATS
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = """
\b
Examples:
  pubs render                        fill every region and file of the site
  pubs render --check                exit 1 and name outdated pages; for CI
  pubs render --diff                 show what would change
  pubs render --watch                render again after each change, until Ctrl-C
  pubs render selected               print the list "selected"
  pubs render my.bib --theme paper-box --me "Wenjie Wei"
  pubs render my.bib --theme badge-list --format html --where "year >= 2024"
"""


@click.command("render", epilog=EXAMPLES)
@click.argument(
    "target",
    required=False,
    metavar="[LIST|FILE.bib]",
    shell_complete=keys_completion(lambda site: site.config.lists),
)
@CONFIG
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a page or file is out of date.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change. Exit 1 if something would.")
@click.option("--watch", is_flag=True, help="Keep running, and render again after each change.")
@click.option("--force", is_flag=True, help="Overwrite hand-edited text inside regions.")
@click.option("--no-cache", is_flag=True, help="Do not use the cache; same as PUBS_NO_CACHE=1.")
@click.option("--allow-errors", is_flag=True, help="Skip unreadable entries instead of stopping.")
@click.option("--theme", metavar="THEME", help="For a .bib: the theme; see 'pubs themes'.  [default: paper-box]")
@click.option(
    "--format", type=click.Choice(FORMATS), help="The format to print.  [default: that of the list, or markdown]"
)
@click.option(
    "--where", metavar="EXPRESSION", default="", help="For a .bib: which publications, such as 'year >= 2024'."
)
@click.option("--sort", multiple=True, metavar="KEY", help="For a .bib: sort key, such as -date; repeatable.")
@click.option(
    "-o",
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="For a .bib: an option of the theme; repeatable.",
)
@ME
def command(
    target: str | None,
    config: Path | None,
    check: bool,
    diff: bool,
    watch: bool,
    force: bool,
    no_cache: bool,
    allow_errors: bool,
    theme: str | None,
    format: str | None,
    where: str,
    sort: tuple[str, ...],
    options: tuple[str, ...],
    me: str,
) -> int:
    """Fill every region and file of the site, or print one list.

    Nothing is written if an entry is unreadable, the markers of a region are broken, or text inside a region was
    edited by hand.
    """
    if target and is_bib(target):
        cache = Cache.of_user(use=not no_cache)
        return _print_bib(cache, target, config, me, allow_errors, theme or "paper-box", format, where, sort, options)
    given = {"--theme": theme, "--where": where, "--sort": sort, "--option": options, "--me": me}
    if wrong := [name for name, content in given.items() if content]:
        raise PubsError(f"{wrong[0]} goes with a .bib file", hint="lists are declared in pubs.toml")
    if target:
        return _print_list(Cache.of_user(use=not no_cache), target, config, allow_errors, format or "")
    filling = partial(fill_site, use_cache=not no_cache, allow_errors=allow_errors, force=force)
    if watch:
        return _stay(config, filling, alone=not check and not diff)
    return filling(config, check=check, diff=diff)


def _stay(config: Path | None, filling: Callable[..., int], *, alone: bool) -> NoReturn:
    from pubmanager.cli.watch import watch

    if not alone:
        raise PubsError("--watch writes: it does not go with --check or --diff")
    watch(config, lambda file, is_quiet: filling(file, is_quiet=is_quiet))


def _print_list(cache: Cache, name: str, config: Path | None, allow_errors: bool, format: str) -> int:
    site = find_site(config)
    if is_blocked(site, allow_errors):
        return 1
    text = site.render_list(name, format, cache)
    out(text, format=site.list_format(name, format))
    return 0


def _print_bib(
    cache: Cache,
    target: str,
    config: Path | None,
    me: str,
    allow_errors: bool,
    theme: str,
    format: str | None,
    where: str,
    sort: tuple[str, ...],
    options: tuple[str, ...],
) -> int:
    from pubmanager.config.schema import ListConfig

    bibliography = load_bib([target], me, config)
    if (unreadable := bibliography.unreadable()) and not allow_errors:
        echo_faults(unreadable)
        say("pubs: nothing was printed; --allow-errors goes on without these entries")
        return 1
    settings = ListConfig(theme=theme, where=where, sort=sort or ("-date",), options=_parse_options(options))
    texts = cache.texts(str(Path(target).resolve()), format or "markdown") if target != "-" else None
    out(bibliography.render_list(settings, format or "markdown", texts), format=format or "markdown")
    cache.close()
    return 0


def _parse_options(options: tuple[str, ...]) -> dict[str, Any]:
    """Reads ``NAME=VALUE``, the value as TOML where it is TOML, else as text. Raises: ``PubsError``."""
    from pubmanager.inputs import parse_toml

    parsed: dict[str, Any] = {}
    for option in options:
        name, sign, text = option.partition("=")
        if not sign:
            raise PubsError(f"'{option}' is not NAME=VALUE", hint="for example -o title=bold")
        try:
            parsed[name.strip()] = parse_toml(f"value = {text}", "")["value"]
        except PubsError:
            parsed[name.strip()] = text
    return parsed
