"""Rules about where links lead: hosts that serve https, that ask for a login, that hide names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.links import (
    MIRRORS,
    SECURE,
    is_below,
    session_parameters,
    tracking_parameters,
    without_session,
    without_tracking,
)
from pubmanager.lint.rule import also, rule
from pubmanager.model.links import without_proxy
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.findings import Fix
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

# An account is one of a review if the word ends there, ends in a number behind a sign, or if it says so: people call
# themselves "anonymouse", and papers are about double-blind trials.
_ANONYMOUS = regex(
    r"anonymous\.4open\.science|"
    r"(?:github|gitlab|bitbucket|huggingface)\.(?:com|org|co)/(?:anonymous|anon)(?:[-_]?\d*|[-_4][\w-]*\d)(?=/|$)|"
    r"(?:anonym(?:ous|i[sz]ed)?|anon|double[-_]?blind)[-_]?(?:submission|authors?|repo(?:s|sitory)?\b|review|for[-_]?review)",
    re.IGNORECASE,
)
_UNPUBLISHED = frozenset(("submitted", "inpreparation", "withdrawn"))
_PROXY = regex(r"(?:^|[.-])(?:ezproxy|libproxy|eproxy|proxy\d*\.lib\w*|idm\.oclc\.org|webvpn)(?:[.-]|$)|^ezproxy")
# Addresses that end with their session and lead nowhere without it.
_SIGNED = regex(r"[?&](?:X-Amz-Signature|X-Amz-Security-Token|acdnat)=", re.IGNORECASE)
_REDIRECT = regex(r"https?://(?:www\.google\.[a-z.]+/url\?|[\w.]*safelinks\.protection\.outlook\.com/)", re.IGNORECASE)
_ADDRESS = regex(r"https?://[^\s{}\"<>]+", re.IGNORECASE)


@rule("U003", scope="entry", severity=Severity.INFO, selection="tidy", fix="unsafe")
def insecure_link(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link has ``http://``, but its host is known to serve https.

    Why: browsers warn about it, and may block it on pages served over https.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {http://openreview.net/forum?id=AbCdEfGhIj}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://openreview.net/forum?id=AbCdEfGhIj}}

    Fix: unsafe; the host serves https, but possibly not for a very old page.
    Source: such links in the files of 42 of 124 homepages.
    """
    for link in entry.links:
        if link.url[:7].lower() == "http://" and is_below(link.host, SECURE):
            at = link.field.content.lower().find("http://")
            if at >= 0:
                fix = link.field.replacing("write 'https'", at, at + 4, "https")
                yield link.field.at(f"http link to {quoted(link.host, 36)}, which serves https", at, at + 4, fix=fix)


@rule("U011", scope="entry", severity=Severity.WARNING)
def anonymous_link(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link made for an anonymous review is on a published paper.

    Why: such links expire, and the repository does not name its authors.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          code = {https://anonymous.4open.science/r/owls}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          code = {https://github.com/birds/owls}}

    Fix: none; only you know the public link.
    Source: homepages with links to the code of the review.
    """
    for link in entry.links:
        is_likely = "anon" in (url := link.url.lower()) or "blind" in url
        found = _ANONYMOUS.search(link.url) if is_likely else None
        if found and entry.publication and entry.publication.status not in _UNPUBLISHED:
            yield link.field.at(f"link of an anonymous review: {quoted(found.group())}")


@rule("U012", scope="entry", severity=Severity.WARNING, fix="unsafe")
def private_link(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link goes through a library's proxy, a session or a redirect.

    Why: it only works for its owner, or for an hour, and asks everybody else for a password. The token of Google
    Scholar, `casa_token`, is in `tidy`: the link works without it.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://www-jstor-org.ezproxy.example.edu/stable/1234}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://www.jstor.org/stable/1234}}

    Fix: unsafe; the session is removed (safe on a page), and the proxy if the publisher's address is known.
    Source: music-encoding, issue 19.
    """
    yield from (found for found, is_harmless in _private(entry) if not is_harmless)


@also("U012", scope="entry", severity=Severity.INFO, selection="tidy", fix="unsafe")
def token_in_link(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The parameter is a search engine's token, without which the link works too."""
    yield from (found for found, is_harmless in _private(entry) if is_harmless)


def _private(entry: CheckedEntry) -> Iterator[tuple[Diagnostic, bool]]:
    for link in entry.links:
        host, has_parameters = link.host, "?" in link.url or "&" in link.url or ";" in link.url
        if host and (_PROXY.search(host) or without_proxy(link.url) != link.url):
            fix = _without_proxy(link.field, link.url)
            yield link.field.at(f"link through a proxy: {quoted(host, 40)}", fix=fix), False
        elif host == "delivery.acm.org" or (has_parameters and _SIGNED.search(link.url)):
            yield link.field.at("link with a session, which expires"), False
        elif names := session_parameters(link.url) if has_parameters else ():
            message = f"link with a session, which expires: {quoted(', '.join(names), 24)}"
            fix = _without_session(link.field, link.url)
            yield link.field.at(message, fix=fix), set(names) == {"casa_token"}
        elif _REDIRECT.match(link.url):
            yield link.field.at(f"link through a redirect: {quoted(host, 40)}"), False


def _without_session(field: CheckedField, url: str) -> Fix | None:
    if url not in field.content or not field.is_literal:
        return None
    return field.replacing("remove the session", *_span(field, url), without_session(url))


def _without_proxy(field: CheckedField, url: str) -> Fix | None:
    if url not in field.content or not field.is_literal:
        return None
    plain = without_proxy(url)
    return field.replacing("remove the proxy", *_span(field, url), plain) if plain != url else None


def _span(field: CheckedField, text: str) -> tuple[int, int]:
    start = field.content.find(text)
    return start, start + len(text)


@rule("U013", scope="field", needs=("://",), severity=Severity.INFO, selection="tidy", fix="safe")
def tracked_link(field: CheckedField) -> Iterator[Diagnostic]:
    """An address has parameters that say where a reader came from.

    Why: they are not part of the address, and track your readers.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://example.org/owls?utm_source=news&page=2}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://example.org/owls?page=2}}

    Fix: safe; these parameters are removed, all others are kept.
    Source: the lists of parameters that Firefox and Brave strip.
    """
    if "?" not in field.content:
        return
    for found in _ADDRESS.finditer(field.content):
        url = found.group().replace("\\&", "&")
        if names := tracking_parameters(url):
            plain = without_tracking(url)
            plain = plain.replace("&", "\\&") if "\\&" in found.group() else plain
            fix = field.replacing("remove what follows readers", *found.span(), plain)
            yield field.at(f"{quoted(', '.join(names))} only tracks readers", *found.span(), fix=fix)


@rule("U020", scope="entry", severity=Severity.ERROR)
def pirated_copy(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link leads to a shadow library such as Sci-Hub.

    Why: it violates the law in many countries, and the hosts change their names.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          pdf = {https://sci-hub.example/10.1000/owls}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          pdf = {https://example.org/owls.pdf}}

    Fix: none; link to your own copy instead.
    Source: music-encoding, issue 19.
    """
    for link in entry.links:
        if MIRRORS.intersection(link.host.split(".")):
            yield link.field.at(f"link to a mirror: {quoted(link.host, 40)}")
