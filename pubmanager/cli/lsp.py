"""``pubs lsp``: the language server, for editors."""

from __future__ import annotations

import click

from pubmanager.errors import PubsError

EXAMPLES = """
\b
Examples:
  pubs lsp                  run the server over standard input and output

Set this command as the language server for .bib and Markdown files in your editor. It needs the
extra 'lsp' of the package, that is, the library pygls.
"""


@click.command("lsp", epilog=EXAMPLES)
def command() -> None:
    """Run the language server for editors."""
    try:
        from pubmanager.lsp.server import create
    except ImportError as error:
        if (error.name or "").split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise PubsError("the language server is not installed", hint="pip install 'pygls>=2'") from error
    create().start_io()
