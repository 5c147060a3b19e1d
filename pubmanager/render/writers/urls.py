"""URLs as outputs may have them."""

from __future__ import annotations

from pubmanager.model.links import is_safe_url
from pubmanager.regex import regex

# What no URL may contain unescaped (RFC 3986, section 2), and what Liquid would read.
_ENCODED = regex(r"[\x00-\x20\"<>\\^`{|}\x7f]")


def checked_url(url: str) -> str:
    """Returns a URL with forbidden characters percent-encoded; an empty text for one that must not leave.

    >>> checked_url("https://example.org/a b{c}"), checked_url("javascript:alert(1)")
    ('https://example.org/a%20b%7Bc%7D', '')
    """
    if not is_safe_url(url):
        return ""
    return _ENCODED.sub(lambda found: f"%{ord(found.group()):02X}", url) if _ENCODED.search(url) else url
