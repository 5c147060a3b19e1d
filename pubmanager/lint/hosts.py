"""Hosts that links lead to: who serves https, who asks for a login, what belongs to a review."""

from __future__ import annotations

from urllib.parse import urlsplit

# Hosts that answer at https with what they have at http, together with their subdomains.
SECURE = frozenset(
    (
        "aaai.org", "aclanthology.org", "aclweb.org", "acm.org", "acs.org", "aip.org", "aps.org", "archive.org",
        "arxiv.org", "arxiv-vanity.com", "biorxiv.org", "bitbucket.org", "bmj.com", "cambridge.org", "ceur-ws.org",
        "cell.com", "crossref.org", "dblp.org", "dblp.uni-trier.de", "doi.org", "drive.google.com",
        "elifesciences.org", "elsevier.com", "emerald.com", "europepmc.org", "figshare.com", "frontiersin.org",
        "github.com", "github.io", "gitlab.com", "hal.science", "handle.net", "huggingface.co", "iacr.org",
        "ieee.org", "ieeecomputersociety.org", "inspirehep.net", "iop.org", "jair.org", "jmlr.org", "jneurosci.org",
        "jstor.org", "karger.com", "mdpi.com", "medrxiv.org", "mitpressjournals.org", "mlr.press", "nature.com",
        "ncbi.nlm.nih.gov", "neurips.cc", "nips.cc", "nih.gov", "openaccess.thecvf.com", "openreview.net",
        "openstreetmap.org", "osf.io", "oup.com", "plos.org", "pnas.org", "proceedings.mlr.press", "psyarxiv.com",
        "quantum-journal.org", "readthedocs.io", "researchgate.net", "royalsocietypublishing.org", "rsc.org",
        "sagepub.com", "scholar.google.com", "science.org", "sciencedirect.com", "sciencemag.org",
        "semanticscholar.org", "siam.org", "slideshare.net", "spiedigitallibrary.org", "springer.com",
        "springerlink.com", "springeropen.com", "ssrn.com", "tandfonline.com", "techrxiv.org", "twitter.com",
        "usenix.org", "vimeo.com", "vldb.org", "wikipedia.org", "wiley.com", "worldscientific.com", "youtu.be",
        "youtube.com", "zenodo.org",
    )
)  # fmt: skip
# Mirrors of texts that are sold elsewhere.
MIRRORS = frozenset(("sci-hub", "libgen", "z-lib", "zlibrary", "annas-archive", "b-ok"))


def host_of(url: str) -> str:
    """Returns the host of an absolute URL in lower case; empty where there is none."""
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
