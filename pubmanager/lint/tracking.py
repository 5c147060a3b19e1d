"""Parameters of addresses that tell a site where a reader came from, or that hold somebody's session."""

from __future__ import annotations

import re

from pubmanager.regex import regex

# Source: the names that browsers strip (Firefox's query stripping list, Brave).
_TRACKING = (
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_eid|mc_cid|_hsenc|_hsmi|mkt_tok|vero_id|ref_src|"
    r"share_source|share_medium|spm_id_from|vd_source"
)
# What publishers' sites add for one reader; the address without it leads to the same page.
_SESSION = r"jsessionid|phpsessid|cfid|cftoken|casa_token|__acm__"


def _parameter(names: str) -> re.Pattern[str]:
    return regex(rf"(?P<sign>[?&;])(?:amp;)?(?P<name>{names})=[^&#;?\s\"'<>)]*", re.IGNORECASE)


_TRACKING_PARAMETER, _SESSION_PARAMETER = _parameter(_TRACKING), _parameter(_SESSION)


def tracking_parameters(url: str) -> tuple[str, ...]:
    """Names the parameters of a URL that only track.

    >>> tracking_parameters("https://example.org/?id=7&utm_source=x&fbclid=y")
    ('utm_source', 'fbclid')
    """
    return tuple(found["name"] for found in _TRACKING_PARAMETER.finditer(url))


def session_parameters(url: str) -> tuple[str, ...]:
    """Names the parameters of a URL that hold a session.

    >>> session_parameters("https://example.org/owls;jsessionid=3120C66B?id=7")
    ('jsessionid',)
    """
    return tuple(found["name"] for found in _SESSION_PARAMETER.finditer(url))


def without_tracking(url: str) -> str:
    """Returns a URL without the parameters that only track.

    >>> without_tracking("https://example.org/?utm_source=x&id=7"), without_tracking("https://example.org/a?fbclid=y#b")
    ('https://example.org/?id=7', 'https://example.org/a#b')
    """
    return _without(_TRACKING_PARAMETER, url)


def without_session(url: str) -> str:
    """Returns a URL without the parameters that hold a session.

    >>> without_session("https://example.org/owls;jsessionid=3120C66B?id=7"), without_session("https://a.org/b?CFID=1")
    ('https://example.org/owls?id=7', 'https://a.org/b')
    """
    return _without(_SESSION_PARAMETER, url)


def _without(parameter: re.Pattern[str], url: str) -> str:
    kept = parameter.sub(lambda found: "?" if found["sign"] == "?" else "", url)
    kept = re.sub(r"\?(?:&amp;|[&;])", "?", kept)
    return re.sub(r"\?(?=#|\Z)", "", kept)
