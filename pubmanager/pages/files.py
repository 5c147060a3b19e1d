"""Whole files that are ours: where they may be, and the stamp that tells whether somebody changed them."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from unicodedata import normalize

from pubmanager.errors import PubsError
from pubmanager.pages.regions import checksum
from pubmanager.pages.syntax import commands, syntax_of
from pubmanager.regex import regex

if TYPE_CHECKING:
    from pathlib import Path

    from pubmanager.pages.syntax import Syntax

_UNSAFE = regex(r"[^\w.-]+")
_UNWRITABLE = regex(r"[\x00-\x1f\x7f<>:\"|?*\\]")
# Names that are devices on Windows, with any suffix.
_DEVICE = regex(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST_PART = 250
_LONGEST = 100  # bytes; file systems take 255, and a suffix and a temporary name want some


def slug(key: str) -> str:
    """Returns a citation key as a file name that every system can have.

    >>> slug("DBLP:conf/nips/Wei23"), slug("../x"), slug("con")
    ('DBLP-conf-nips-Wei23', 'x', 'publication-con')
    """
    name = _UNSAFE.sub("-", normalize("NFC", key)).strip(".-") or "publication"
    if _DEVICE.fullmatch(name):
        name = f"publication-{name}"
    if len(name.encode("utf-8", "replace")) <= _LONGEST:
        return name
    short = name.encode("utf-8", "replace")[: _LONGEST - 10].decode("utf-8", "ignore")
    return f"{short}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def safe_path(root: Path, file: str, key: str = "") -> Path:
    """Returns the path of an output below ``root``; ``{key}`` becomes a citation key.

    Raises: ``PubsError`` for a path that leaves the site, also through a link, for one that some system cannot have,
    and for a kind of file that cannot carry a stamp.
    """
    path = PurePosixPath(file.replace("{key}", slug(key)))
    if _UNWRITABLE.search(str(path)) or any(map(_is_reserved, path.parts)):
        raise PubsError(
            f"'{_printable(file)}' is no path that every system can have", hint="use letters, digits and - _ . /"
        )
    if path.is_absolute() or ".." in path.parts or not _is_below(root / path, root):
        raise PubsError(f"'{file}' is not below the folder of pubs.toml", hint="write a relative path without '..'")
    if not syntax_of(path.name).comments:
        raise PubsError(f"a {path.suffix} file has no comments to remember what was written")
    return root / path


def _is_reserved(part: str) -> bool:
    if len(part.encode("utf-8", "replace")) > _LONGEST_PART:
        return True
    is_odd = part not in (".", "..") and (part != part.strip() or part.endswith("."))
    return is_odd or part.lower() == ".git" or bool(_DEVICE.fullmatch(part))


def _is_below(path: Path, root: Path) -> bool:
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # links in a circle are a RuntimeError before Python 3.13
        return False
    return target != root.resolve() and target.is_relative_to(root.resolve())


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def place_of(path: Path) -> str:
    """Returns what two paths of one file have in common on systems that do not tell ``A`` from ``a``."""
    return normalize("NFC", str(path.resolve()).casefold())


def stamp(text: str, path: Path, newline: str = "\n") -> str:
    """Adds the stamp as a comment in the last line.

    >>> from pathlib import Path
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
    made = [each for each in commands(text, syntax) if each.verb == "made"]
    return (made[-1].span.start, made[-1].rest) if made else None
