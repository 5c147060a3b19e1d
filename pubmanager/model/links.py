"""Links: the labelled URLs of a publication."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct

from pubmanager.latex.tokens import verbatim
from pubmanager.model.fields import is_link, is_url, label_in
from pubmanager.model.identifiers import SCHEMES, SERVER_SCHEMES, url_of
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField


class Link(Struct, frozen=True):
    """A labelled URL.

    Shape: ``kind`` is a canonical kind (``pdf``, ``code``, ``arxiv`` …) or, for labels of the user's own
    (``url_zhihu``), that label in lower case; ``label`` is what a reader sees; ``url`` is absolute, relative to the
    site, or ``mailto:``.
    """

    kind: str
    label: str
    url: str


LABELS = {
    "pdf": "PDF", "url": "Link", "code": "Code", "project": "Project", "demo": "Demo", "dataset": "Dataset",
    "model": "Model", "video": "Video", "slides": "Slides", "poster": "Poster", "supp": "Supplement", "blog": "Blog",
    "media": "Media", "huggingface": "Hugging Face", "twitter": "Twitter", "zhihu": "知乎", "wechat": "WeChat",
    "bilibili": "bilibili", "urn": "URN", "linkedin": "LinkedIn", "github": "GitHub",
}  # fmt: skip
# The order of links; identifiers whose page shows the paper come after the paper itself.
_FIELD_KINDS = ("code", "project", "demo", "dataset", "model", "video", "slides", "poster", "supp", "blog", "media")
_ID_KINDS = ("openreview", "acl", "arxiv", "doi")
_MORE_ID_KINDS = (
    *(kind for kind in SERVER_SCHEMES if kind not in _ID_KINDS), "pmid", "pmcid", "inspire", "semanticscholar",
    "jstor", "hdl", "googlebooks",
)  # fmt: skip
_KINDS = ("pdf", *_ID_KINDS, "url", *_MORE_ID_KINDS, *_FIELD_KINDS)
_HOMES = {"code": "https://github.com/", "model": "https://huggingface.co/"}
_SCHEME = regex(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Most URLs, of which there is nothing to doubt.
_ORDINARY = regex(r"https?://[A-Za-z0-9/._?=#%:@+,;~&()-]+|[A-Za-z0-9/._-]+")
_SAFE_SCHEMES = ("http", "https", "mailto")
# Controls (some are deleted where a page is written or read), line and paragraph separators, what turns the direction
# of text, the byte order mark, and halves of characters.
_CONTROL = regex(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_BEHIND_SCHEME = regex(r"[/?#]")
_MOST_READINGS = 6
_ANCHOR = regex(r"<a\b[^>]*?href\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
_ABSOLUTE = regex(r"(?:https?|ftp)://[^\s<>{}]+", re.IGNORECASE)
_REPOSITORY = regex(r"[\w.-]+/[\w.-]+")
_TRAILING = ".,;"
_BEHIND_ADDRESS = ".,;:!?)]}>'\"”’"
_MENTIONING = ("howpublished", "note")
_IN_TEXT = regex(
    r"\\(?:url|href|nolinkurl|path)\s*\{(?P<wrapped>(?:[^{}]|\{[^{}]*\})+)\}"
    r"|(?P<bare>\b(?:https?://|www\.|(?<![/.@])(?:github|gitlab)\.com/)(?:[^\s<>{}\"|,;]|[,;](?=\S)|\{\\?[_~&%#]\})+)",
    re.IGNORECASE,
)
_PDF = regex(r"\.pdf(?:[?#]|$)", re.IGNORECASE)
_HOSTS = (
    ("code", regex(r"https?://(?:www\.)?(?:github\.com|gitlab\.\w+|bitbucket\.org|codeberg\.org|sourceforge\.net)/.")),
    ("video", regex(r"https?://(?:www\.)?(?:youtube\.com|youtu\.be|vimeo\.com|bilibili\.com)/.")),
    ("slides", regex(r"https?://(?:www\.)?(?:slideshare\.net|speakerdeck\.com|docs\.google\.com/presentation)/.")),
)


def is_safe_url(url: str) -> bool:
    """Whether a URL may leave: ``http``, ``https``, ``mailto``, or relative to the site, however it is decoded.

    >>> is_safe_url("images/a.png"), is_safe_url("JavaScript:alert(1)"), is_safe_url("java\\tscript:alert(1)")
    (True, False, False)
    """
    return bool(_ORDINARY.fullmatch(url)) or _is_safe_in_every_reading(url)


@lru_cache(maxsize=1 << 12)
def _is_safe_in_every_reading(url: str) -> bool:
    """Judges a URL as it stands and each time that a reader may decode it: a page is often read more than once.

    Browsers delete tabs and line ends and refuse no control; ``java&#115;cript:`` and ``javascript&colon;`` are a
    scheme behind a Markdown parser, ``javascript%3A`` behind a redirect, ``ｊavascript：`` where text is normalised.
    """
    if not url or url != url.strip() or "\\" in url or _CONTROL.search(url):
        return False
    for _ in range(_MOST_READINGS):
        # A relative URL has no colon in its first segment. Source: RFC 3986, section 4.2.
        name, colon, _rest = _BEHIND_SCHEME.split(url, 1)[0].partition(":")
        if colon and name.lower() not in _SAFE_SCHEMES:
            return False
        read = _decoded(url)
        if read == url:
            return True
        url = read
    return False


def _decoded(url: str) -> str:
    if "&" in url:
        from html import unescape

        url = unescape(url)
    if "%" in url:
        from urllib.parse import unquote

        url = unquote(url)
    return url if url.isascii() else normalize("NFKC", url)


def read_url(text: str) -> str:
    """Returns the URL in a value of a link field: without markup, text around it and a library's proxy.

    >>> read_url('<a href="https://a.org/x">x</a>'), read_url("https://a.org/1 https://a.org/2")
    ('https://a.org/x', 'https://a.org/1')
    """
    return without_proxy(written_url(text))


def written_url(text: str) -> str:
    """Returns the URL in a value of a link field as it stands there: without ``\\url{}`` and ``<a href>`` only."""
    if anchor := _ANCHOR.search(text):
        text = anchor[1]
    url = verbatim(text).replace("&amp;", "&")
    if url.startswith("www."):
        url = f"https://{url}"
    if " " in url and (absolute := _ABSOLUTE.search(url)):
        url = absolute.group().rstrip(_TRAILING)
    return url.replace(" ", "%20")


# Addresses behind a library's proxy, which asks for a login: `login?url=https://…`, `www-jstor-org.ezproxy.x.edu`,
# `www.jstor.org.proxy.x.edu`. Source: EZproxy's and OpenAthens' documentation, "proxy by port" and "by hostname".
_PROXY = (
    r"(?:[\w-]{1,40}\.){0,2}"
    r"(?:(?:(?:[\w-]{0,40}-)?(?:ez|lib|web|my)?proxy\d*(?:-[\w-]{0,40})?|ezp|remotexs)\.[\w.:-]{1,80}|idm\.oclc\.org(?::\d+)?)"
)
_HOST = r"(?:com|org|net|edu|gov|info|io|[a-z]{2})"
_PROXIED = regex(
    rf"(?P<scheme>https?://)(?:(?P<hyphens>(?:[a-z\d]{{1,40}}-{{1,2}}){{1,6}}{_HOST})\.(?:{_PROXY})(?P<path>/\S*|$)"
    rf"|(?P<host>(?:[\w-]{{1,40}}\.){{1,4}}{_HOST})\.(?:{_PROXY})(?P<rest>/\S*|$)"
    rf"|(?:{_PROXY})/(?:login|connect)\?(?:\S{{0,80}}&)?q?url=(?P<target>\S+))",
    re.IGNORECASE,
)


def without_proxy(url: str) -> str:
    """Returns the address that a proxy's stands for, or the address itself.

    >>> without_proxy("https://www-jstor-org.ezproxy.x.edu/1"), without_proxy("https://proxy.x.edu/1")
    ('https://www.jstor.org/1', 'https://proxy.x.edu/1')
    """
    found = _PROXIED.fullmatch(url) if "://" in url else None
    if not found:
        return url
    if target := found["target"]:
        from urllib.parse import unquote

        return target if "://" in target else unquote(target)
    host = found["host"] or found["hyphens"].replace("--", "\0").replace("-", ".").replace("\0", "-")
    return f"https://{host}{found['rest'] or found['path'] or ''}"


def placed(url: str, kind: str, assets: Mapping[str, str]) -> str:
    """Puts a bare file name below the folder for its kind, as al-folio does; other URLs stay.

    >>> placed("a.pdf", "pdf", {"pdf": "assets/pdf/"}), placed("/a.pdf", "pdf", {"pdf": "assets/pdf/"})
    ('assets/pdf/a.pdf', '/a.pdf')
    """
    folder = assets.get(kind, "").rstrip("/")
    if not url or not folder or _SCHEME.match(url) or url.startswith(("/", "./", "../", "#", f"{folder}/")):
        return url
    return f"{folder}/{url}"


def read_links(
    entry: ResolvedEntry,
    concepts: Mapping[str, ResolvedField],
    identifiers: Mapping[str, tuple[str, ResolvedField]],
    assets: Mapping[str, str],
) -> Iterator[tuple[Link, ResolvedField]]:
    """Yields the links of an entry in their order, each with the field it comes from; unsafe ones are left out."""
    found: list[tuple[str, str, ResolvedField]] = []
    for kind, url, field in _urls(concepts, identifiers):
        url = placed(url, kind, assets)
        if is_safe_url(url):
            found.append((kind, url, field))
    found += _mentioned(concepts, {kind for kind, _, _ in found}, {url for _, url, _ in found})
    for kind, url, field in sorted(found, key=lambda each: _KINDS.index(each[0])):
        yield Link(kind, LABELS.get(kind) or _id_label(kind), url), field
    yield from _labelled(entry, concepts)


def _mentioned(
    concepts: Mapping[str, ResolvedField], kinds: set[str], urls: set[str]
) -> Iterator[tuple[str, str, ResolvedField]]:
    """Yields the addresses in ``howpublished`` and in notes, one of each kind that no field of its own has."""
    for name in [name for name in _MENTIONING if name in concepts]:
        field = concepts[name]
        for url in _addresses(field.value):
            kind = _kind_of(url)
            is_identifier = any(scheme.anywhere and scheme.anywhere.search(url) for scheme in SCHEMES.values())
            if kind not in kinds and url not in urls and is_safe_url(url) and (kind != "url" or not is_identifier):
                kinds.add(kind)
                yield kind, url, field


def _addresses(text: str) -> Iterator[str]:
    """Yields the web addresses in a text: of ``\\href``, in ``\\url{}``, or bare."""
    if "://" not in text and "www." not in text and "hub.com/" not in text and "lab.com/" not in text:
        return
    for address in _IN_TEXT.finditer(text):
        url = verbatim(address["wrapped"] or address["bare"])
        url = url if address["wrapped"] else _without_end(url)
        yield (f"https://{url}" if url.startswith(("www.", "git")) else url).replace(" ", "%20")


def _without_end(url: str) -> str:
    """Returns a bare address without what ends the sentence around it; brackets that it opens are its own."""
    while url and url[-1] in _BEHIND_ADDRESS:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


def _kind_of(url: str) -> str:
    """Returns what an address leads to, by its host and by the name of its file.

    >>> _kind_of("https://github.com/a/b"), _kind_of("https://a.org/a.pdf"), _kind_of("https://a.org")
    ('code', 'pdf', 'url')
    """
    if _PDF.search(url):
        return "pdf"
    return next((kind for kind, hosts in _HOSTS if hosts.match(url)), "url")


def _urls(
    concepts: Mapping[str, ResolvedField], identifiers: Mapping[str, tuple[str, ResolvedField]]
) -> Iterator[tuple[str, str, ResolvedField]]:
    for kind in [kind for kind in _KINDS if kind in concepts or kind in identifiers]:
        field = concepts.get(kind)
        if kind in SCHEMES:
            if kind in identifiers:
                identifier, where = identifiers[kind]
                given = read_url(field.value) if kind != "doi" and field and is_url(field.value) else ""
                yield kind, given or url_of(kind, identifier), where
        elif field and (url := read_url(field.value)):
            yield kind, _repository(url, kind), field


def _repository(url: str, kind: str) -> str:
    """Completes ``owner/name`` of code and models, which have one home each."""
    return _HOMES[kind] + url if kind in _HOMES and _REPOSITORY.fullmatch(url) and not is_link(url) else url


def _id_label(kind: str) -> str:
    return SCHEMES[kind].label if kind in SCHEMES else kind.replace("_", " ").replace("-", " ").strip().capitalize()


def _labelled(entry: ResolvedEntry, concepts: Mapping[str, ResolvedField]) -> Iterator[tuple[Link, ResolvedField]]:
    """Yields links of the owner's own labels: ``url_zhihu``, ``zhihu = {https://…}``."""
    labelling = _labelling(tuple(entry.fields))
    used = {id(field) for field in concepts.values()} if labelling else set()
    seen: set[str] = set()
    for name in labelling:
        field = entry.fields[name]
        if id(field) in used:
            continue
        kind = label_in(name) or (name if is_url(field.value) else "")
        url = read_url(field.value) if kind and is_link(field.value) else ""
        if url and kind not in seen and is_safe_url(url):
            seen.add(kind)
            yield Link(kind, LABELS.get(kind) or _own_label(kind, field) or _id_label(kind), url), field


def _own_label(kind: str, field: ResolvedField) -> str:
    """Returns a label with the capitals of its field, as in ``url_BibTeX``; empty where there are none."""
    name = field.field.written_name
    start = name.lower().find(kind)
    label = name[start : start + len(kind)]
    return label.replace("_", " ").replace("-", " ") if start >= 0 and label != kind else ""


@lru_cache(maxsize=1 << 12)
def _labelling(names: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the fields that may label a link; entries of a kind have the same fields."""
    return tuple(name for name in names if name in LABELS or label_in(name))
