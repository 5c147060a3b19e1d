"""The command line: what ``pubs`` does with its arguments, and the exit codes it ends with."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import NoReturn

from pubmanager.cli.streams import replacing, say
from pubmanager.errors import PubsError, printable

USAGE, FAILURE, INTERRUPTED = 2, 1, 130


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs a command and exits: 0 clean, 1 findings or stale output, 2 the caller's mistake.

    The collector is off: a command ends before anything is worth collecting. Without ``arguments`` the process is this
    command's own and is left with everything frozen, which spares a twentieth of a run: nothing is taken apart.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    with replacing():
        code = _outcome(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        gc.freeze()
        for stream in (sys.stdout, sys.stderr):  # what cannot be written was said already; Python would say it again
            with suppress(OSError, ValueError):
                stream.close() if stream else None
    elif was_enabled:
        gc.enable()
    sys.exit(code)


def _outcome(arguments: list[str]) -> int:
    """Runs a command and returns its exit code; what goes wrong is said in a sentence."""
    try:
        code = _run(arguments)
        if sys.stdout is not None and not sys.stdout.closed:  # the language server closes it
            sys.stdout.flush()  # here, where a reader that has gone away is met
    except PubsError as error:
        return _mistake(str(error))
    except KeyboardInterrupt:
        say("pubs: stopped")
        return INTERRUPTED
    except BrokenPipeError:
        return FAILURE
    except OSError as error:
        return _mistake(f"{error.filename or 'standard output'}: {(error.strerror or str(error)).lower()}")
    return code


def _run(arguments: list[str]) -> int:
    """Runs a command; what is run most, ``pubs render`` alone, has nothing that Click would have to read."""
    if arguments == ["render"]:
        from pubmanager.cli.render_site import fill_site

        return fill_site(None)
    from pubmanager.cli.group import run

    return run(arguments)


def _mistake(sentence: str) -> int:
    say(f"pubs: {printable(sentence)}")
    return USAGE
