"""Rules about addresses: what is none, what people put around one, and the hosts that links lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pubmanager.findings import Fix, Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.links import (
    MIRRORS,
    SECURE,
    holds_only_links,
    host_of,
    is_below,
    session_parameters,
    tracking_parameters,
    without_session,
    without_tracking,
)
from pubmanager.lint.rule import also, rule
from pubmanager.lint.rules.assets import private_part
from pubmanager.model.identifiers import read_identifier
from pubmanager.model.links import is_safe_url, read_url, without_proxy
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

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


_BROKEN_SCHEME = regex(
    r"(?P<scheme>(?:https?:?/{0,3}\s*)+(?=https?://)|h?t{1,3}ps?s?\s?[:;,.]?\s?/{1,3}\s?[:;]?/{0,2}\s?(?=\w)|https?[:;](?=\w)|https?(?=www\.))",
    re.IGNORECASE,
)
_GOOD_SCHEME = regex(r"https?://(?!https?:)", re.IGNORECASE)
_HOST_FIRST = regex(
    r"(?:www\.[\w-]+\.|(?:[\w-]+\.)+(?=(?:com|org|net|edu|gov|io|ai|dev|science|ac\.\w\w|github\.io)/))[\w.-]+(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_ENDING_OF_HOST = regex(r"(?:[a-z][a-z0-9-]*|xn--[a-z0-9-]+)", re.IGNORECASE)
_OTHER_SCHEME = regex(
    r"(?!https?:|mailto:|file:|javascript:|data:|vbscript:|[a-z]:)[a-z][a-z0-9+.-]*:\S", re.IGNORECASE
)
_ACTIVE = regex(r"\s*(?:javascript|data|vbscript)\s*:", re.IGNORECASE)
_TAG = regex(r"</?\s*[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<\s*a\s", re.IGNORECASE)
_INSIDE = regex(r"https?://[^\s\"'<>]+")
_HANDLER = regex(r"[\"'][^\"'<>=]*\bon[a-z]+\s*=", re.IGNORECASE)
_ESCAPED = regex(r"\\[_%&~#$]|\\(?:url|href|nolinkurl|path)\b|\\text(?:asciitilde|underscore)|\$\\sim\$|\{[_%&#~]\}")
_BLANKS = regex(r"\s+")
_FILE_WITH_BLANKS = regex(r"https?://[^\s/]+/(?:(?! )[^\n\r/:]+(?<! )/)*(?! )[^\n\r/]+\.\w{2,4}", re.IGNORECASE)
_WRAPPED = regex(r"(?:(?<![^\S\r\n])[^\S\r\n]+)?[\r\n]\s*")
_BESIDE_SIGN = regex(r"(?<=[/?&=#:.])\s+|(?<!\s)\s+(?=[/?&=#:.])")
_BESIDE_SLASH = regex(r"(?<=[/?&=#])\s+|(?<!\s)\s+(?=[/?&=#])")
_HOST = regex(r"https?://[^/?#]*(?=[/?#]|\Z)", re.IGNORECASE)
_RESOLVER = regex(
    r"https?:/*\s*(?:(?:(?:dx|www)\s*\.\s*)?doi\s*(?:\.\s*org)?[\s:/.]+)?(?P<doi>10\s?\.\s?\d{4,9}\s?/\s?\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_DOI_AS_HOST = regex(r"https?:/*\s*doi\s*:", re.IGNORECASE)
_PROMISE = (
    r"[^/.:]*\b(?:soon|(?:up)?on (?:acceptance|publication|request)|after (?:acceptance|publication|review)|"
    r"will be (?:released|available|public|published))\b[^/.:]*\.?"
)
_PLACEHOLDER = regex(
    r"#|\W*(?:to[\s-]*be[\s-]*(?:added|released|announced)|todo|tb[adc]|n/?a|none|null|xxx+|link|url|forthcoming|"
    rf"待定|即将[开公]\w*)\W*|{_PROMISE}|https?://(?:www\.)?(?:github|gitlab)\.com/?(?:#|todo|xxx+)?|"
    r"https?://(?:www\.)?(?:arxiv\.org/abs|youtube\.com/watch\?v=|doi\.org|drive\.google\.com|openreview\.net)/?",
    re.IGNORECASE,
)


@rule("U001", scope="entry", severity=Severity.ERROR, fix="unsafe")
def invalid_address(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """An address is broken: its scheme is missing or mistyped, or its host cannot exist.

    Why: a browser interprets it as a file of the site, or does not open it at all.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, url = {htps://example.org/owls}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, url = {https://example.org/owls}}

    Fix: unsafe; the scheme is written as `https://`, which the host may not serve.
    Source: RFC 3986; JabRef, UrlChecker.
    """
    for field in entry.odd_links:
        if not holds_only_links(field.name) or not field.is_literal or _PLACEHOLDER.fullmatch(field.value):
            continue
        url = verbatim(field.content)
        if not url or (field.content.count("://") > 1 and " " in url) or _TAG.search(url):
            continue  # U005 and U002 say so
        if fault := _fault_of(url, field.name):
            fix = _with_scheme(field, url) or _with_resolver(field, url)
            yield field.at(f"{quoted(url)} {fault}", fix=fix)


def _fault_of(url: str, name: str) -> str:
    if _HOST_FIRST.fullmatch(url) and not _BROKEN_SCHEME.match(url):
        return "has no 'https://' before it"
    if not _GOOD_SCHEME.match(url) and _BROKEN_SCHEME.match(url):
        return "does not begin with 'https://'"
    if _OTHER_SCHEME.match(url) and ("://" in url or name == "url"):
        return "cannot be opened by a browser"
    if _GOOD_SCHEME.match(url):
        is_fault = not _has_host(_BLANKS.sub("", url))  # blanks are U005's
        return "has no host" if is_fault and not (" " in url and without_blanks(url)) else ""
    is_text = name == "url" and not re.search(r"[/.#<]", url) and not _ACTIVE.match(url)
    return "is not an address" if is_text else ""


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    labels = host.strip(".").split(".")
    is_number = all(label.isdecimal() for label in labels) and len(labels) == 4
    is_name = len(labels) > 1 and all(labels) and bool(_ENDING_OF_HOST.fullmatch(labels[-1]))
    return is_number or is_name or host == "localhost" or ":" in host or not host.isascii()


def _with_scheme(field: CheckedField, url: str) -> Fix | None:
    found = None if _GOOD_SCHEME.match(url) else _BROKEN_SCHEME.match(url)
    start = field.content.find(url)
    if start < 0 or not (found or _HOST_FIRST.fullmatch(url)):
        return None
    end = start + (found.end() if found else 0)
    rest = re.match(r"(?:https?:/*)?", field.content[end:])
    return field.replacing("write 'https://'", start, end + (rest.end() if rest else 0), "https://")


def _with_resolver(field: CheckedField, url: str) -> Fix | None:
    """Returns a fix for the address of a DOI: ``https://doi:10.1000/owls``."""
    start, address = field.content.find(url), _of_doi(url)
    is_broken = start >= 0 and address and not _has_host(url)
    return field.replacing("write 'https://doi.org/'", start, start + len(url), address) if is_broken else None


def _of_doi(url: str) -> str:
    """Returns the address of the DOI in a resolver's address, whatever is wrong with that; empty for others.

    A DOI has no blanks: those beside a sign are removed, others stand before words.
    """
    found = _RESOLVER.fullmatch(_WRAPPED.sub("", url))
    doi = re.sub(r"(?<=[/.:_()-])\s+|\s+(?=[/.:_()-])", "", found["doi"]) if found else ""
    return f"https://doi.org/{doi}" if doi and not _BLANKS.search(doi) else ""


@rule("U002", scope="entry", severity=Severity.ERROR, fix="unsafe")
def active_content_in_link(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link is a script or data, contains HTML, or cannot be checked.

    Why: themes insert it into the page, where it runs or breaks the surrounding text. This tool omits every address
    that browsers could decode as something other than a web address, an email address or a file of the site.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, url = {javascript:alert(1)}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, url = {https://example.org/owls}}

    Fix: unsafe; of markup around one address only the address is kept, and it becomes the field `doi` if it is a DOI.
    Only you know the address of other links.
    Source: OWASP, "Cross Site Scripting Prevention".
    """
    for field in entry.odd_links:
        is_active = _ACTIVE.match(text := verbatim(field.content))
        if not (is_active or holds_only_links(field.name) or field.kind):
            continue
        url = read_url(field.value)
        if is_active:
            yield field.at(f"{quoted(is_active.group().strip())} is not a scheme for links")
        elif found := _TAG.search(field.content) or _HANDLER.search(field.content):
            fix = _without_markup(field)
            yield field.at(f"markup in a link: {quoted(found.group())}", *found.span(), fix=fix)
        elif url and not is_safe_url(url) and not _is_said(field, text):
            if address := _of_doi(f"https://{text}"):
                fix = field.rewriting(f"write '{address}'", address) if field.is_literal else None
                yield field.at(f"{quoted(text, 32)} is a DOI, not an address", fix=fix)
                continue
            yield field.at(f"{quoted(url, 32)} is not a safe address and is omitted")


def _without_markup(field: CheckedField) -> Fix | None:
    """Returns a fix that leaves the one address in a piece of HTML."""
    found = {each.group().rstrip("/.,;") for each in _INSIDE.finditer(field.content)}
    address = found.pop() if len(found) == 1 else ""
    if not field.is_literal or not is_safe_url(address):
        return None
    doi = read_identifier("doi", address) if _RESOLVER.fullmatch(address) else ""
    if not doi or field.name == "doi" or field.entry.has("doi"):
        return field.rewriting("leave only the address", address)
    edits = (*field.renaming("", "doi").edits, *field.rewriting("", doi).edits)
    return Fix("make it the field 'doi'", edits)


def _is_said(field: CheckedField, url: str) -> bool:
    """Whether another rule says what is wrong with an address: U001, U008 or U009."""
    is_broken = holds_only_links(field.name) and field.is_literal and bool(_fault_of(url, field.name))
    return is_broken or bool(private_part(field.value) or private_part(url) or _PLACEHOLDER.fullmatch(url))


@rule("U004", scope="entry", severity=Severity.INFO, selection="tidy", fix="safe")
def latex_in_address(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """An address contains LaTeX: escapes, or ``\\url{}`` around it.

    Why: fields for addresses are used unchanged, so the backslash becomes part of the link.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://example.org/a\\_b}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, url = {https://example.org/a_b}}

    Fix: safe; the escapes and the command are removed; this tool ignores them anyway. The text of `\\href` is not
    changed.
    Source: biblatex manual, section 2.2.2, "url"; bibcop, "url".
    """
    for field in entry.fields:
        raw = field.raw
        if "\\" not in raw and "$" not in raw and "{" not in raw[1:]:
            continue
        if field.name != "doi" and not field.kind:
            continue
        found = _ESCAPED.search(field.content)
        if found and field.is_literal:
            plain = verbatim(field.content)
            is_plain = not re.search(r"[\\{}\s$]", plain) and "\\href" not in field.content
            fix = field.rewriting("write the address as it is", plain) if is_plain else None
            yield field.at(f"address with LaTeX: {quoted(found.group())}", *found.span(), fix=fix)


@rule("U005", scope="entry", severity=Severity.ERROR, fix="safe")
def blank_in_address(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """An address contains a blank or a line break.

    Why: the link ends there, or cannot be opened. Blanks in the name of a file are in `tidy`: browsers send them as
    `%20`.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://example.org/ the owl.pdf}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://example.org/the%20owl.pdf}}

    Fix: safe; line breaks are removed, and so are blanks in the host, next to a slash or in a DOI; in the name of a
    file they become `%20`. Text or a second address after the first is not changed.
    Source: RFC 3986, section 2; bibtex-tidy, "remove spaces in URLs".
    """
    yield from _with_blanks(entry, is_harmless=False)


@also("U005", scope="entry", severity=Severity.INFO, selection="tidy", fix="safe")
def blank_in_file_name(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The blank is in the name of a file."""
    yield from _with_blanks(entry, is_harmless=True)


def _with_blanks(entry: CheckedEntry, *, is_harmless: bool) -> Iterator[Diagnostic]:
    for field in entry.odd_links:
        text = field.content.strip()
        if not holds_only_links(field.name) or not field.is_literal or not _GOOD_SCHEME.match(text):
            continue
        if bool(_FILE_WITH_BLANKS.fullmatch(text)) != is_harmless:
            continue
        start = field.content.index(text)
        if (found := _BLANKS.search(text)) and not _HANDLER.search(text):
            what = "line break" if "\n" in found.group() else "blank"
            message = "a second address after the first" if text.count("://") > 1 else f"{what} in an address"
            if _DOI_AS_HOST.match(text) and _of_doi(text):
                message = f"{quoted(text, 32)} is no address of a DOI"
            fix = _joined(field, text, start)
            yield field.at(message, start + found.start(), start + found.end(), fix=fix)


def _joined(field: CheckedField, text: str, start: int) -> Fix | None:
    address = without_blanks(text)
    return field.replacing("correct the address", start, start + len(text), address) if address else None


def without_blanks(text: str) -> str:
    """Returns an address without the blanks that are no part of it; empty where words may stand in or after it.

    >>> without_blanks("https://doi: 10.1000/owls"), without_blanks("https:// example.org /the owl.pdf")
    ('https://doi.org/10.1000/owls', 'https://example.org/the%20owl.pdf')
    >>> without_blanks("https://example.org/owls and larks")
    ''
    """
    if text.count("://") > 1 or re.search(r"[,;)(]\s|\s[(<]", text):
        return ""
    if address := _of_doi(text):
        return address
    whole = _HOST.sub(lambda found: _BESIDE_SIGN.sub("", found.group()), _WRAPPED.sub("", text), count=1)
    whole = _BESIDE_SLASH.sub("", whole)
    is_file = bool(re.search(r"/[^/?#]*\.\w{2,4}$", whole)) or " " not in whole
    host = _HOST.match(whole)
    if not is_file or not host or " " in host.group():
        return ""
    whole = whole.replace(" ", "%20")
    return whole if is_safe_url(whole) else ""


@rule("U009", scope="entry", severity=Severity.WARNING)
def placeholder_link(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A link is a placeholder: "coming soon", "TODO", "#".

    Why: themes display a button that leads nowhere.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, code = {coming soon}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          code = {https://example.org/owls}}

    Fix: none; remove the field, or fill in the link.
    Source: homepages with buttons that lead nowhere.
    """
    for field in entry.link_fields:
        host = host_of(field.value).removeprefix("www.").partition(".")[0] if field.name == "url" else ""
        if host and host in entry.value("title").lower():
            continue  # the work is the site itself
        if holds_only_links(field.name) and _PLACEHOLDER.fullmatch(verbatim(field.value)):
            yield field.at(f"{quoted(field.value)} is a placeholder")
