"""Hosts that links lead to: who serves https, and who mirrors what others sell."""

from __future__ import annotations

from urllib.parse import urlsplit

from pubmanager.regex import regex

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
_PLAIN = regex(r"https?://([A-Za-z0-9.-]+)(?=[/?#]|$)")


def host_of(url: str) -> str:
    """Returns the host of an absolute URL in lower case; empty where there is none."""
    if "//" not in url:
        return ""
    if found := _PLAIN.match(url):
        return found[1].lower()
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_below(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of some domains or below one.

    >>> is_below("dx.doi.org", SECURE), is_below("notdoi.org", SECURE)
    (True, False)
    """
    parts = host.split(".")
    return any(".".join(parts[at:]) in domains for at in range(len(parts)))
