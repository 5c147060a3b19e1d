"""Parameters of addresses that tell a site where a reader came from, or who they are."""

from __future__ import annotations

import re

# Source: the names that browsers strip (Firefox's query stripping list, Brave), and those of publishers' sessions.
_NAMES = (
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_eid|mc_cid|_hsenc|_hsmi|mkt_tok|vero_id|ref_src|"
    r"share_source|share_medium|spm_id_from|vd_source|casa_token|jsessionid|phpsessid"
)
_PARAMETER = re.compile(rf"(?P<sign>[?&;])(?:amp;)?(?P<name>{_NAMES})=[^&#;\s\"'<>)]*", re.IGNORECASE)


def tracking_parameters(url: str) -> tuple[str, ...]:
    """Names the parameters of a URL that only track.

    >>> tracking_parameters("https://example.org/?id=7&utm_source=x&fbclid=y")
    ('utm_source', 'fbclid')
    """
    return tuple(found["name"] for found in _PARAMETER.finditer(url))


def without_tracking(url: str) -> str:
    """Returns a URL without the parameters that only track.

    >>> without_tracking("https://example.org/?utm_source=x&id=7"), without_tracking("https://example.org/a?fbclid=y#b")
    ('https://example.org/?id=7', 'https://example.org/a#b')
    """
    query, sign, rest = url.partition("?")
    kept = _PARAMETER.sub(lambda found: "?" if found["sign"] == "?" else "", f"{sign}{rest}")
    kept = re.sub(r"\?(?:&amp;|[&;])", "?", kept)
    return query + re.sub(r"\?(?=#|\Z)", "", kept)
