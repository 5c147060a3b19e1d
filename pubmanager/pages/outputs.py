"""Whole files that are ours: where they may be, and the stamp that tells whether somebody changed them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError
from pubmanager.pages.comments import command_pattern, syntax_of
from pubmanager.pages.regions import checksum

if TYPE_CHECKING:
    from pubmanager.pages.comments import Syntax

_UNSAFE = re.compile(r"[^\w.-]+")


def slug(key: str) -> str:
    """Returns a citation key as a file name.

    >>> slug("DBLP:conf/nips/Wei23"), slug("../x")
    ('DBLP-conf-nips-Wei23', 'x')
    """
    return _UNSAFE.sub("-", key).strip(".-") or "publication"


def safe_path(root: Path, file: str, key: str = "") -> Path:
    """Returns the path of an output below ``root``; ``{key}`` becomes a citation key.

    Raises: ``PubsError`` for a path that leaves the site, and for a kind of file that cannot carry a stamp.
    """
    path = Path(file.replace("{key}", slug(key)))
    target = (root / path).resolve()
    if path.is_absolute() or not target.is_relative_to(root.resolve()) or target == root.resolve():
        raise PubsError(f"'{file}' is not below the folder of pubs.toml", hint="write a relative path without '..'")
    if not syntax_of(path.name).comments:
        raise PubsError(f"a {path.suffix} file has no comments to remember what was written", place=file)
    return root / path


def stamp(text: str, path: Path, newline: str = "\n") -> str:
    """Adds the stamp as a comment in the last line.

    >>> stamp("20\\n", Path("count.html"))
    '20\\n<!-- pubs:made f5ca38f7 -->\\n'
    """
    comment = syntax_of(path.name).comments[0]
    return f"{text}{comment.around(f'pubs:made {checksum(text)}')}\n".replace("\n", newline)


def is_output_edited(text: str, path: Path) -> bool:
    """Whether a file is not what was written there last; a file without a stamp is somebody else's."""
    made = _stamp(text, syntax_of(path.name))
    return made is None or checksum(text[: made[0]]) != made[1]


def _stamp(text: str, syntax: Syntax) -> tuple[int, str] | None:
    """Returns where the stamp starts, and its checksum."""
    found = None
    for match in command_pattern(syntax).finditer(text):
        for number in range(len(syntax.comments)):
            if (match[f"verb{number}"] or "").lower() == "made":
                found = (match.start(f"comment{number}"), match[f"rest{number}"].strip())
    return found
