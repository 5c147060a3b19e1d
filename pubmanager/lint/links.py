"""Links of an entry as written: the fields that hold one, their hosts, and parameters that follow a reader."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pubmanager.model.fields import CONCEPTS, Alias, is_url, label_in
from pubmanager.model.links import LABELS
from pubmanager.regex import LazyPattern, regex

# Fields that hold nothing but links; other names of links are as often names of a tag, a flag or words.
_LINKS_ONLY = frozenset(("url", "html", "pdf", "code", "slides", "poster", "video", "supp", "website", "github", "repo",
                         "repository", "preview"))  # fmt: skip


def _uses_by_name() -> dict[str, tuple[tuple[str, Alias], ...]]:
    """Returns the kinds of links that a field may hold, its own kind first, by its name."""
    found: dict[str, list[tuple[str, Alias]]] = {}
    for concept in CONCEPTS:
        for alias in concept.aliases if concept.kind == "link" else ():
            found.setdefault(alias.name, []).append((concept.name, alias))
    return {name: tuple(sorted(uses, key=lambda use: use[0] != name)) for name, uses in found.items()}


_USES = _uses_by_name()
_PLAIN = regex(
    r"https?://(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?:[/?#][\w/.~:?=&#%+,;@!-]*)?|(?!h?t{1,3}p)[\w-]+/[\w.-]+",
    re.IGNORECASE,
)


def is_plain(content: str) -> bool:
    """Whether a link is an address on the web, or ``owner/name``, as simple as any.

    >>> is_plain("https://example.org/a_b.pdf#page=2"), is_plain("birds/owls"), is_plain(r"https://example.org/a\\_b")
    (True, True, False)
    """
    return bool(_PLAIN.fullmatch(content))


@lru_cache(maxsize=1 << 12)
def may_hold_link(name: str) -> bool:
    """Whether a field of this name may hold a link, or should."""
    return name in _USES or bool(label_in(name)) or name in LABELS or name in _LINKS_ONLY


def kind_of(name: str, value: str) -> str:
    """Returns the kind of link in a field; empty where it holds none.

    >>> kind_of("codeurl", "https://example.org/x"), kind_of("featured", "true"), kind_of("url_zhihu", "https://a.org")
    ('code', '', 'zhihu')
    """
    for concept, alias in _USES.get(name, ()):
        if alias.accepts is None or alias.accepts(value):
            return concept
    label = label_in(name) or (name if name in LABELS else "")
    return label if label and is_url(value) else ""


@lru_cache(maxsize=1 << 12)
def holds_only_links(name: str) -> bool:
    """Whether whatever stands in a field of this name should be a link."""
    return name in _LINKS_ONLY or (bool(label_in(name)) and name in _USES)


# Hosts that answer at https with what they have at http, together with their subdomains.
SECURE = frozenset(
    (
        "aaai.org", "aclanthology.org", "aclweb.org", "acs.org", "aip.org", "archive.org", "arxiv.org", "biorxiv.org",
        "bitbucket.org", "bmj.com", "cambridge.org", "cell.com", "ceur-ws.org", "crossref.org", "dblp.org",
        "dblp.uni-trier.de", "direct.mit.edu", "dl.acm.org", "doi.acm.org", "doi.org", "drive.google.com",
        "elifesciences.org", "elsevier.com", "emerald.com", "eprint.iacr.org", "europepmc.org", "figshare.com",
        "frontiersin.org", "github.com", "gitlab.com", "hal.archives-ouvertes.fr", "hal.science", "handle.net",
        "huggingface.co", "ieee.org", "ieeecomputersociety.org", "inspirehep.net", "iopscience.iop.org", "jair.org",
        "jmlr.org", "jneurosci.org", "journals.aps.org", "jstor.org", "karger.com", "mdpi.com", "medrxiv.org",
        "nature.com", "ncbi.nlm.nih.gov", "neurips.cc", "nips.cc", "openaccess.thecvf.com", "openreview.net",
        "openstreetmap.org", "osf.io", "oup.com", "plos.org", "pnas.org", "proceedings.mlr.press",
        "quantum-journal.org", "readthedocs.io", "researchgate.net", "royalsocietypublishing.org", "rsc.org",
        "sagepub.com", "scholar.google.com", "science.org", "sciencedirect.com", "semanticscholar.org", "siam.org",
        "springer.com", "springeropen.com", "ssrn.com", "tandfonline.com", "twitter.com", "usenix.org", "vimeo.com",
        "wikipedia.org", "wiley.com", "worldscientific.com", "www.mitpressjournals.org", "www.slideshare.net",
        "www.spiedigitallibrary.org", "www.vldb.org", "youtu.be", "youtube.com", "zenodo.org",
    )
)  # fmt: skip
# Mirrors of texts that are sold elsewhere.
MIRRORS = frozenset(("sci-hub", "libgen", "z-lib", "zlibrary", "annas-archive", "b-ok"))
_WEB = regex(r"https?://([A-Za-z0-9.-]+)(?=[/?#]|$)")


def host_of(url: str) -> str:
    """Returns the host of an absolute URL in lower case; empty where there is none."""
    if "//" not in url:
        return ""
    if found := _WEB.match(url):
        return found[1].lower()
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


_MOST_PARTS = 8  # of a domain in a list


def is_below(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of some domains or below one.

    >>> is_below("dx.doi.org", SECURE), is_below("notdoi.org", SECURE)
    (True, False)
    """
    parts = host.split(".")
    return any(".".join(parts[-length:]) in domains for length in range(1, min(len(parts), _MOST_PARTS) + 1))


# Source: the names that browsers strip (Firefox's query stripping list, Brave).
_TRACKING = (
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_eid|mc_cid|_hsenc|_hsmi|mkt_tok|vero_id|ref_src|"
    r"share_source|share_medium|spm_id_from|vd_source"
)
# What publishers' sites add for one reader; the address without it leads to the same page.
_SESSION = r"jsessionid|phpsessid|cfid|cftoken|casa_token|__acm__"


def _parameter(names: str) -> LazyPattern:
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


def _without(parameter: LazyPattern, url: str) -> str:
    kept = parameter.sub(lambda found: "?" if found["sign"] == "?" else "", url)
    kept = re.sub(r"\?(?:&amp;|[&;])", "?", kept)
    return re.sub(r"\?(?=#|\Z)", "", kept)
