"""The command line: what ``pubs`` does with its arguments, and the exit codes it ends with."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from pubmanager.errors import PubsError

USAGE, FAILURE, INTERRUPTED = 2, 1, 130


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs a command and exits: 0 clean, 1 findings or stale output, 2 the caller's mistake."""
    gc.disable()  # a command is over before anything is worth collecting
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()  # here, where a reader that has gone away is met
        sys.exit(code)
    except PubsError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        print("pubs: stopped", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILURE)
    except OSError as error:
        _fail(f"{error.filename or ''}: {(error.strerror or str(error)).lower()}".lstrip(": "))
    finally:
        gc.enable()


def _run(arguments: list[str]) -> int:
    """Runs a command; what is run most, ``pubs render`` alone, has nothing that Click would have to read."""
    if arguments == ["render"]:
        from pubmanager.cli.filling import fill_site

        return fill_site(None)
    from pubmanager.cli.group import run

    return run(arguments)


def _fail(sentence: str) -> NoReturn:
    print(f"pubs: {sentence}", file=sys.stderr)
    sys.exit(USAGE)
