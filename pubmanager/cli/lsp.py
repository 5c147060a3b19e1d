"""``pubs lsp``: the language server, for editors."""

from __future__ import annotations

import click

from pubmanager.errors import PubsError

EXAMPLES = """
\b
Examples:
  pubs lsp                  serve an editor over standard input and output

It needs the extra 'lsp' of the package, that is, the library pygls.
Set it as the language server of .bib files and Markdown in your editor.
"""


@click.command("lsp", epilog=EXAMPLES)
def command() -> None:
    """Serve an editor: findings as you type, fixes, completion."""
    try:
        from pubmanager.lsp.server import create
    except ImportError as error:
        if (error.name or "").split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise PubsError("the language server is not installed", hint="pip install 'pygls>=2'") from error
    create().start_io()
