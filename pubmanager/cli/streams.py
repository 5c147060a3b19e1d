"""What commands print: results on standard output, messages on standard error, in whatever encoding these have.

What an encoding lacks is replaced. A closed standard output takes nothing; one that cannot be written to is an error of
the run, while messages that nobody can read are not.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP = ("markdown", "html")


@contextmanager
def replacing() -> Iterator[None]:
    """Lets the streams of this process replace what their encodings lack."""
    streams = [each for each in (sys.stdout, sys.stderr) if isinstance(each, TextIOWrapper)]
    before = [each.errors for each in streams]
    for each in streams:
        each.reconfigure(errors="replace")
    try:
        yield
    finally:
        for each, errors in zip(streams, before, strict=True):
            with suppress(OSError, ValueError):  # it is closed by now, or cannot be written to
                each.reconfigure(errors=errors)


def out(text: str, *, end: str = "\n", format: str = "") -> None:
    """Prints a result; in HTML and Markdown what the encoding lacks becomes a character reference."""
    if sys.stdout is None:
        return
    if format in _MARKUP and sys.stdout.encoding:
        text = text.encode(sys.stdout.encoding, "xmlcharrefreplace").decode(sys.stdout.encoding)
    sys.stdout.write(f"{text}{end}")
    sys.stdout.flush()  # before the messages that follow


def out_bytes(data: bytes, *, is_message: bool = False) -> None:
    """Prints what has an encoding of its own: a fixed file, a report for a machine."""
    stream = sys.stderr if is_message else sys.stdout
    if stream is not None:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()


def out_json(content: Any) -> None:
    """Prints a result as JSON, with escapes for what the encoding lacks."""
    import json

    is_unicode = sys.stdout is not None and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    out(json.dumps(content, ensure_ascii=not is_unicode, indent=2))


def say(sentence: str) -> None:
    """Prints a message."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            print(sentence, file=sys.stderr, flush=True)
