"""``pubs render``: fills pages, or prints one list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pubmanager.cache.store import Cache
from pubmanager.cli.options import CONFIG, ME, echo_findings, find_site, is_bib, keys_completion, load_bib
from pubmanager.cli.unchanged import Run
from pubmanager.config.formats import FORMATS
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from pubmanager.site import Output, Site

EXAMPLES = """
\b
Examples:
  pubs render                        fill every region and file of the site
  pubs render --check                exit 1 and name what is stale; for CI
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
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a page or file is stale.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change. Exit 1 if something would.")
@click.option("--watch", is_flag=True, help="Stay, and render again whenever something changes.")
@click.option("--force", is_flag=True, help="Overwrite text that was changed by hand inside a region.")
@click.option("--no-cache", is_flag=True, help="Do without what earlier runs worked out; so does PUBS_NO_CACHE=1.")
@click.option("--allow-errors", is_flag=True, help="Go on without entries that cannot be read.")
@click.option("--theme", metavar="THEME", help="For a .bib: the theme; see 'pubs themes'.  [default: paper-box]")
@click.option("--format", type=click.Choice(FORMATS), help="The format to print.")
@click.option("--where", metavar="EXPRESSION", default="", help="For a .bib: which publications.")
@click.option("--sort", multiple=True, metavar="KEY", help="For a .bib: sort key, such as -date; repeatable.")
@click.option(
    "-o", "--option", "options", multiple=True, metavar="NAME=VALUE", help="For a .bib: an option of the theme."
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

    Nothing is written when an entry cannot be read, a page's markers are broken, or text inside a region was changed
    by hand.
    """
    cache = Cache.of_user(use=not no_cache)
    if target and is_bib(target):
        return _print_bib(cache, target, config, me, allow_errors, theme or "paper-box", format, where, sort, options)
    given = {"--theme": theme, "--where": where, "--sort": sort, "--option": options, "--me": me}
    if wrong := [name for name, content in given.items() if content]:
        raise PubsError(f"{wrong[0]} goes with a .bib file", hint="lists are declared in pubs.toml")
    if target:
        return _print_list(cache, target, config, allow_errors, format or "")
    if watch:
        return _stay(
            config, use_cache=not no_cache, allow_errors=allow_errors, force=force, alone=not check and not diff
        )
    return _fill_site(cache, config, allow_errors, check=check, diff=diff, force=force)


def _stay(config: Path | None, *, use_cache: bool, allow_errors: bool, force: bool, alone: bool) -> NoReturn:
    from pubmanager.cli.watch import watch

    if not alone:
        raise PubsError("--watch writes: it does not go with --check or --diff")
    watch(
        config,
        lambda file, is_quiet: _fill_site(
            Cache.of_user(use=use_cache), file, allow_errors, force=force, is_quiet=is_quiet
        ),
    )


def _print_list(cache: Cache, name: str, config: Path | None, allow_errors: bool, format: str) -> int:
    site = find_site(config)
    if _is_blocked(site, allow_errors):
        return 1
    click.echo(site.render_list(name, format, cache))
    return 0


def _fill_site(
    cache: Cache,
    config: Path | None,
    allow_errors: bool,
    *,
    check: bool = False,
    diff: bool = False,
    force: bool = False,
    is_quiet: bool = False,
) -> int:
    """Fills or compares all pages and files; a quiet run says nothing where all is up to date."""
    run = Run(cache, config, allow_errors=allow_errors)
    if run.outcome:
        if not check and not diff and not is_quiet:
            click.echo(run.outcome, err=True)
        return 0
    site = find_site(config)
    if _is_blocked(site, allow_errors):
        return 1
    return _fill(site, run, cache, check=check, diff=diff, force=force, is_quiet=is_quiet)


def _is_blocked(site: Site, allow_errors: bool) -> bool:
    blockers = _blockers(site, allow_errors)
    if blockers:
        echo_findings(blockers)
        click.echo("pubs: nothing was written", err=True)
    return bool(blockers)


def _blockers(site: Site, allow_errors: bool) -> list[Any]:
    unreadable = set(site.bibliography.unreadable()) if allow_errors else set()
    return [found for found in site.blockers() if found not in unreadable]


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
        echo_findings(unreadable)
        click.echo("pubs: nothing was printed; --allow-errors goes on without these entries", err=True)
        return 1
    settings = ListConfig(theme=theme, where=where, sort=sort or ("-date",), options=_parse_options(options))
    texts = cache.texts(str(Path(target).resolve()), format or "markdown") if target != "-" else None
    click.echo(bibliography.render_list(settings, format or "markdown", texts))
    cache.close()
    return 0


def _parse_options(options: tuple[str, ...]) -> dict[str, Any]:
    """Reads ``NAME=VALUE``, the value as TOML where it is TOML, else as text. Raises: ``PubsError``."""
    import tomllib

    parsed: dict[str, Any] = {}
    for option in options:
        name, sign, text = option.partition("=")
        if not sign:
            raise PubsError(f"'{option}' is not NAME=VALUE", hint="for example -o title=bold")
        try:
            parsed[name.strip()] = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            parsed[name.strip()] = text
    return parsed


def _fill(site: Site, run: Run, cache: Cache, *, check: bool, diff: bool, force: bool, is_quiet: bool) -> int:
    outputs = site.outputs(cache)
    cache.close()
    stale = [output for output in outputs if output.is_stale]
    if outputs and not stale:
        run.keep(site, outputs, _up_to_date(outputs))
    if diff:
        _print_differences(stale)
        return int(bool(stale))
    if check:
        for output in stale:
            click.echo(f"{output.source.path}: stale: {', '.join(output.regions)}")
        return int(bool(stale))
    edited = [finding for output in outputs for finding in output.edited]
    if edited and not force:
        echo_findings(edited)
        click.echo("pubs: nothing was written; --diff shows the difference, --force overwrites it", err=True)
        return 1
    _write(stale, site.root)
    if outputs and stale:
        run.keep(site, outputs, _up_to_date(outputs))
    if stale or not is_quiet:
        _say(outputs, stale)
    return 0


def _print_differences(stale: list[Output]) -> None:
    from pubmanager.pages.difference import unified

    for output in stale:
        click.echo(unified(output.old or "", output.new, output.source.path), nl=False)


def _write(stale: list[Output], root: Path) -> None:
    from pubmanager.pages.writing import Change, write_all

    changes = []
    for output in stale:
        old = None if output.old is None else output.source.encode()
        changes.append(Change(output.path, old, output.source.encode(output.new)))
    write_all(changes, root)


def _up_to_date(outputs: tuple[Output, ...]) -> str:
    return f"{len(outputs)} file{'s' * (len(outputs) != 1)} up to date"


def _say(outputs: tuple[Output, ...], stale: list[Output]) -> None:
    for output in stale:
        what = "created" if output.old is None else f"filled {', '.join(output.regions)}"
        click.echo(f"{output.source.path}: {what}", err=True)
    if not stale:
        click.echo(_up_to_date(outputs), err=True)
    if not outputs:
        click.echo("no page has a region: add pages = [\"about.md\"] to pubs.toml, or run 'pubs init'", err=True)
