"""The commands of ``pubs`` for Click: one module each, imported only when it runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from pubmanager import __version__
from pubmanager.cli.streams import say
from pubmanager.errors import PubsError, suggestion

COMMANDS = ("init", "adopt", "add", "render", "lint", "rules", "format", "list", "show", "themes", "settings", "lsp")


class Commands(click.Group):
    """The commands, imported by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]  # importing the command `list` hides the built-in one here

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"pubmanager.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = suggestion(args[0], COMMANDS) or "see 'pubs --help'"
            raise PubsError(f"no command is called '{args[0]}'", hint=hint)
        return super().resolve_command(ctx, args)


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with 'pubs init' in the folder of your homepage. "
    'Completion: eval "$(_PUBS_COMPLETE=bash_source pubs)" (or zsh_source, fish_source).',
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def group() -> None:
    """Generate the publications part of a homepage from a BibTeX file, and keep it correct."""


def run(arguments: list[str]) -> int:
    """Runs a command and returns its exit code. Raises: ``PubsError``, for wrong arguments too."""
    try:
        code: Any = group.main(arguments, prog_name="pubs", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message())
        return 2
    except click.ClickException as error:
        raise PubsError(error.format_message().rstrip(".").replace("\n", " ")) from error
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0
