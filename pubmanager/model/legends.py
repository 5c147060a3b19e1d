"""Legends: what an entry or a page says that the marks of its authors mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.model.roles import roles_in
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = ("*", "†", "‡", "#", "§", "¶", "✉", "dagger", "ast", "∗")
_MARKUP = regex(r"</?(?:sup|i|em|b|strong|span|small|p)\b[^<>]*>|&nbsp;|[\\$^{}]", re.IGNORECASE)
_COMMANDS = {r"\dagger": "†", r"\ddagger": "‡", r"\ast": "*", "&#42;": "*", "&dagger;": "†", "∗": "*", "&ast;": "*"}
_LEGEND = regex(
    r"(?<![\w*†‡#§¶✉])(?P<mark>[*†‡#§¶✉]{1,3})[ \t]*+"
    r"(?:[:=–-]|denotes?|indicates?|means?|stands? for|marks?|for)?[ \t]*+"
    r"(?:an?[ \t]++|the[ \t]++)?(?P<words>[^\W\d_](?:[^\W\d_]|[/, -]){3,60}+)(?![*\w])"
)


def legends(text: str) -> Iterator[tuple[str, str, int]]:
    """Yields the mark, the role and the place of each legend in a text.

    >>> [legend[:2] for legend in legends("* equal contribution, $\\\\dagger$ corresponding author")]
    [('*', 'equal'), ('†', 'corresponding')]
    """
    if not any(sign in text for sign in _SIGNS):
        return
    for command, sign in _COMMANDS.items():
        text = text.replace(command, sign.ljust(len(command)) if len(command) > 1 else sign)
    text = _MARKUP.sub(lambda found: " " * len(found.group()), text)  # places stay
    for found in _LEGEND.finditer(text):
        for role in roles_in(found["words"].strip(" ,-/"))[:1]:
            yield found["mark"], role, found.start("mark")
