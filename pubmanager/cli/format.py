"""``pubs format``: lays ``.bib`` files out in one style."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from pubmanager.cli.options import CONFIG, echo_faults, find_site
from pubmanager.cli.streams import out, out_bytes, say
from pubmanager.config.schema import NUMBER, FormatConfig, settings_of
from pubmanager.errors import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

    from pubmanager.bibtex.entry import Reading
    from pubmanager.formatting.format import Formatted

EXAMPLES = """
\b
Examples:
  pubs format                          format the .bib files of the site
  pubs format my.bib --diff            show what would change
  pubs format --check                  exit 1 if a file would change; for CI
  pubs format --indent 2 --align 14 --names lower my.bib
  pubs format --fields usual --sort -year,key my.bib
  pubs format - < my.bib > new.bib     from standard input to standard output

'auto' follows most entries of the file, 'keep' changes nothing. [format] in pubs.toml
has the same settings. Values, entries, comments and text between entries are not changed.

\b
Exit code: 0 formatted, 1 unreadable entries (or --check, --diff: something would change),
2 an error in the command line.
"""


class Setting(click.ParamType):  # type: ignore[type-arg] # not generic before click 8.2
    """A setting of ``[format]``: one of its words, or a number where it takes one."""

    name = "setting"

    def __init__(self, choices: Sequence[str]) -> None:
        self._words = [choice for choice in choices if choice != NUMBER]
        self._takes_number = NUMBER in choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in self._words or (self._takes_number and value.isdecimal()):
            return value
        words = [*self._words, *(["a number"] if self._takes_number else [])]
        hint = suggestion(value, self._words) or f"one of: {', '.join(words)}"
        raise click.BadParameter(f"'{value}' is not possible; {hint}", ctx, param)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self._words if word.startswith(incomplete)]


def _settings(function: Callable[..., int]) -> Callable[..., int]:
    """Adds an option for each setting of ``[format]``."""
    for name, each in reversed(settings_of(FormatConfig).items()):
        choices = each.key.choices
        kind = Setting(choices) if choices else int if each.type is int else str
        metavar = "|".join(choices) or ("N" if each.type is int else "NAMES")
        text = each.key.help.replace("`", "'")
        text = f"{text[0].upper()}{text[1:]}."
        option = click.option(f"--{name}", each.attribute, type=kind, metavar=metavar, help=text)
        function = option(function)
    return function


@click.command("format", epilog=EXAMPLES)
@click.argument("files", nargs=-1, metavar="[FILE.bib|-]...")
@CONFIG
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change. Exit 1 if something would.")
@click.option(
    "--allow-errors", is_flag=True, help="Also format files with unreadable entries; these entries are untouched."
)
@_settings
def command(
    files: tuple[str, ...], config: Path | None, check: bool, diff: bool, allow_errors: bool, **given: Any
) -> int:
    """Write .bib files in one style.

    Without FILE, formats the .bib files of the site. By default, every entry gets the style of most entries in its
    file. Formatting twice changes nothing.
    """
    from pubmanager.formatting.format import format_reading

    wanted, paths = _config(files, config, given)
    readings = [_read(path) for path in paths]
    broken = [found for reading in readings for found in reading.losses]
    if broken:
        echo_faults(broken)
    if broken and not allow_errors:
        say("pubs: nothing was written; --allow-errors leaves these entries as they are")
        return 1
    done = [format_reading(reading, wanted) for reading in readings]
    for each in done:
        if not each.is_proven:
            say(f"{each.source.path}: not formatted: its meaning would change")
    if check or diff:
        return _show(done, diff=diff)
    _write(done)
    return 0


def _config(files: tuple[str, ...], path: Path | None, given: dict[str, Any]) -> tuple[FormatConfig, list[str]]:
    """Returns the settings of the nearest ``pubs.toml`` and of the options, and the files. Raises: ``PubsError``."""
    from pubmanager.config.find import find_config
    from pubmanager.config.load import load_config

    if files:
        found = path or find_config(Path.cwd())
        settings, paths = load_config(found).format if found else FormatConfig(), list(dict.fromkeys(files))
    else:
        site = find_site(path)
        settings, paths = site.config.format, [each.source.path for each in site.bibliography.readings]
    return replace(
        settings, **{name: _option(name, value) for name, value in given.items() if value is not None}
    ), paths


def _option(name: str, value: Any) -> Any:
    is_list = isinstance(getattr(FormatConfig(), name), tuple)
    return tuple(filter(None, map(str.strip, value.split(",")))) if is_list else value


def _read(path: str) -> Reading:
    from pubmanager.bibtex.read import read
    from pubmanager.inputs import read_source, standard_input

    return read(standard_input() if path == "-" else read_source(Path(path)))


def _show(done: list[Formatted], *, diff: bool) -> int:
    from pubmanager.pages.writing import unified

    changed = [each for each in done if each.is_change]
    for each in changed:
        if diff:
            out(unified(each.source.text, each.text, each.source.path), end="")
        else:
            out(f"{each.source.path}: would be reformatted")
    say(_summary(len(changed), len(done) - len(changed), "would be "))
    return int(bool(changed))


def _write(done: list[Formatted]) -> None:
    """Writes changed files, all or none, and what came from standard input to standard output."""
    from pubmanager.pages.writing import Change, write_all

    for each in done:
        if each.source.path == "<stdin>":
            out_bytes(each.source.encode(each.text))
    named = [each for each in done if each.source.path != "<stdin>"]
    changed = [each for each in named if each.is_change]
    write_all([Change(Path(each.source.path), each.source.encode(), each.source.encode(each.text)) for each in changed])
    if named:
        say(_summary(len(changed), len(named) - len(changed), ""))


def _summary(changed: int, unchanged: int, would: str) -> str:
    """Counts files.

    >>> _summary(1, 2, "")
    '1 file reformatted, 2 files left unchanged'
    """
    counts = [(changed, f"{would}reformatted"), (unchanged, "left unchanged")]
    said = [f"{count} file{'s' * (count != 1)} {what}" for count, what in counts if count]
    return ", ".join(said)
