"""URLs as outputs may have them: the one door through which every address leaves."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.model.links import is_safe_url
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

# What no URL may contain unescaped (RFC 3986, section 2), and what Liquid would read; controls are unsafe.
_ENCODED = regex(r"[ \"<>^`{|}]")


@lru_cache(maxsize=1 << 14)
def written_url(url: str, write: Callable[[str], str]) -> str:
    """Returns a URL as a format writes it, judged as it comes and as it is written; an empty text if it must not leave.

    Shape: ``write`` gets a URL of printable characters; what it returns is read after HTML's references and the
    backslashes of LaTeX are undone.
    """
    target = checked_url(url)
    written = write(target) if target else ""
    return written if is_safe_url(written.replace("\\", "")) else ""


def checked_url(url: str) -> str:
    """Returns a URL with forbidden and invisible characters percent-encoded; an empty text for one that must not leave.

    >>> checked_url("https://example.org/a b{c}"), checked_url("javascript:alert(1)")
    ('https://example.org/a%20b%7Bc%7D', '')
    """
    if not is_safe_url(url):
        return ""
    if _ENCODED.search(url):
        url = _ENCODED.sub(lambda found: f"%{ord(found.group()):02X}", url)
    return url if url.isprintable() else "".join(map(_visible, url))


def _visible(sign: str) -> str:
    return sign if sign.isprintable() else "".join(f"%{byte:02X}" for byte in sign.encode())
