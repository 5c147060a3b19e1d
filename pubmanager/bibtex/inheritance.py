"""What an entry inherits from the one its ``crossref`` names, as biblatex has it."""

from __future__ import annotations

# Source: biblatex manual, appendix B "Default inheritance setup", and biber's defaults for fields never inherited.
NEVER = frozenset(
    (
        *("ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort"),
        *("related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey"),
        # What says something about the parent itself, in the dialects of homepages.
        *("selected", "hidden", "badge", "news", "news_date", "preview", "pdf", "abstract", "bibtex_show"),
    )
)

_MULTIVOLUME = ("mvbook", "mvcollection", "mvproceedings", "mvreference")
_IN_BOOK = ("inbook", "bookinbook", "suppbook")
_IN_COLLECTION = ("incollection", "inreference", "suppcollection")
_TITLES = ("title", "subtitle", "titleaddon")
_UNSHARED = ("shorttitle", "sorttitle", "indextitle", "indexsorttitle")

# Kinds of the parent, kinds of the child, what stands before "title" in the child.
_ROWS = (
    (("mvbook",), ("book", *_IN_BOOK), "main"),
    (("mvcollection", "mvreference"), ("collection", "reference", *_IN_COLLECTION), "main"),
    (("mvproceedings",), ("proceedings", "inproceedings", "conference"), "main"),
    (("book",), _IN_BOOK, "book"),
    (("collection", "reference"), _IN_COLLECTION, "book"),
    (("book",), ("incollection", "inproceedings", "conference"), "book"),  # BibTeX's own examples pair these
    (("proceedings", "collection"), ("inproceedings", "conference", "incollection"), "book"),
    (("periodical",), ("article", "suppperiodical"), "journal"),
)
_PREFIXES = {(parent, child): prefix for parents, children, prefix in _ROWS for parent in parents for child in children}

CONTAINERS = frozenset((*_MULTIVOLUME, "proceedings", "collection", "reference", "periodical"))
"""Types that hold publications and are none themselves when something refers to them."""


def inherited_names(name: str, parent: str, child: str) -> tuple[str, ...]:
    """Returns the names under which a child takes over a field of a parent of another type; none where it doesn't.

    >>> inherited_names("title", "proceedings", "inproceedings")
    ('booktitle',)
    >>> inherited_names("year", "proceedings", "inproceedings")
    ('year',)
    """
    if name in NEVER:
        return ()
    prefix = _PREFIXES.get((parent, child))
    if prefix is not None and name in _TITLES:
        return (f"{prefix}{name}",)
    if prefix is not None and name in _UNSHARED:
        return ()
    if name == "author" and parent in ("book", "mvbook") and child in _IN_BOOK:
        return ("author", "bookauthor")
    return (name,)
