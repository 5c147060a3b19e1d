"""Links: the labelled URLs of a publication."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled URL.

    Shape: ``kind`` is a canonical kind (``pdf``, ``code``, ``arxiv`` …) or, for labels of the user's own
    (``url_zhihu``), that label in lower case; ``label`` is what a reader sees; ``url`` is absolute, relative to the
    site, or ``mailto:``.
    """

    kind: str
    label: str
    url: str
