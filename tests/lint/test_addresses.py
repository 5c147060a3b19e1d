"""What lint says of an address, and whether the page links to it: one judgement for both."""

from __future__ import annotations

import pytest
from attack.payloads import VALUES
from lint.linting import BIB

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.model.links import is_safe_url, read_url

ADDRESSES = (
    "javascript:alert(1)", "JavaScript:alert(1)", "java&#115;cript:alert(1)", "javascript%3Aalert(1)", "javascript&colon;x",
    "javascript：alert(1)", "&#106;avascript:x", "data:text/html,x", "vbscript:x", "view-source:https://example.org",
    "intent:owls.pdf", "blob:https://example.org/x.pdf", "ftp://example.org/x", "file:///etc/passwd", "httpsx:a", "tel:1",
    "https://example.org\\b", "https://example.org/\ufeff", "https://example.org/\u200ex", "https://example.org/\x01",
    "https://example.org/a b", "https://example.org/a:b", "a:b.pdf", "a/b:c.pdf", "C:\\owls.pdf", "[x](javascript:z)",
    '<a href="javascript:x">y</a>', '<a href="https://example.org">y</a>', "\\url{javascript:x}", "arXiv:2001.00001",
    "git@example.org:owls/x", "owls.pdf", "/owls.pdf", "mailto:jane@example.org", "http://example.org/%6A:b", "TBD: soon",
)  # fmt: skip
_FROM_U002 = ("is not a safe address and is omitted", "is not a scheme for links")


@pytest.mark.parametrize("name", ["url", "pdf", "code", "video", "slides", "url_pdf"])
def test_what_is_left_out_of_a_page_is_a_finding_and_what_is_said_to_be_is_left_out(name: str) -> None:
    config = parse_config("lint.select = ['U', 'P', 'E']")
    tried = 0
    for address in (*ADDRESSES, *VALUES):
        text = f"@misc{{owl, title = {{Owls}}, author = {{Doe, Jane}}, {name} = {{{address}}}}}"
        bibliography = Bibliography.loads(text, config=config, path=BIB)
        if len(bibliography.publications) != 1 or len(bibliography.publications[0].entry.fields) != 3:
            continue  # its braces are not paired
        tried += 1
        findings = [each for each in bibliography.lint() if each.field == name]
        links = bibliography.publications[0].links
        url = read_url(bibliography.publications[0].entry.value(name))
        assert links or findings or not url or (is_safe_url(url) and address not in ADDRESSES), address
        said = [each.message for each in findings if each.code == "U002" and each.message.endswith(_FROM_U002)]
        assert not said or not [each for each in links if each.url == address], (address, said)
    assert tried > 600
