"""Yes and no, as people write them."""

from __future__ import annotations

_FALSE = frozenset(("", "false", "no", "n", "0", "off", "none", "{false}"))
_TRUE = frozenset(("true", "yes", "y", "1", "on", "{true}"))


def is_true(text: str) -> bool:
    """Whether a flag is set: everything but ``false``, ``no``, ``0``, ``off`` and nothing, in any case.

    >>> is_true("{FALSE}"), is_true("yes"), is_true("")
    (False, True, False)
    """
    return text.strip('{}" ').casefold() not in _FALSE


def is_flag(text: str) -> bool:
    """Whether a text is one of the words for yes and no."""
    return text.strip('{}" ').casefold() in _TRUE | _FALSE
