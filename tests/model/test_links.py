"""Links of entries, and which of them may leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.model.links import Link, is_safe_url, placed, read_url


def links_of(fields: str, settings: str = "") -> tuple[Link, ...]:
    (found,) = Bibliography.loads(f"@article{{a, {fields}}}", config=parse_config(settings))
    return found.links


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        ("url = {https://a.org}", {"url": "https://a.org"}),
        ("html = {https://a.org}", {"url": "https://a.org"}),
        ("pdf = {a.pdf}", {"pdf": "assets/a.pdf"}),
        ("pdf = {/files/a.pdf}", {"pdf": "/files/a.pdf"}),
        ("pdf = {https://a.org/a.pdf}", {"pdf": "https://a.org/a.pdf"}),
        ("poster = {papers/my owl.pdf}", {"poster": "papers/my%20owl.pdf"}),
        ("poster = {see papers/owl.pdf}", {}),
        ("file = {/home/me/a.pdf}", {}),
        ("file = {:home/me/a.pdf:PDF}", {}),
        ("github = {me/project}", {"code": "https://github.com/me/project"}),
        ("code = {https://github.com/me/project}", {"code": "https://github.com/me/project"}),
        ("project = {covid}", {}),
        ("website = {https://a.org}", {"project": "https://a.org"}),
        ("presentation = {https://a.org/slides.pdf}", {"slides": "https://a.org/slides.pdf"}),
        ("url_zhihu = {https://zhihu.com/1}", {"zhihu": "https://zhihu.com/1"}),
        ("twitterurl = {https://x.com/1}", {"twitter": "https://x.com/1"}),
        ("customlinkpress = {https://a.org}", {"press": "https://a.org"}),
        ("biburl = {https://dblp.org}, bdsk-url-1 = {https://a.org}, adsurl = {https://ads}", {}),
        ("url = {<a href='https://a.org/x'>x</a>}", {"url": "https://a.org/x"}),
        ("url = {https://a.org/1, https://a.org/2}", {"url": "https://a.org/1"}),
        ("url = {javascript:alert(1)}", {}),
        ("pdf = {data:text/html,x.pdf}", {}),
        ("doi = {10.1000/182}", {"doi": "https://doi.org/10.1000/182"}),
        ("arxiv = {2401.00001}, pdf = {https://a.org/a.pdf}", {"pdf": "https://a.org/a.pdf", "arxiv": "https://arxiv.org/abs/2401.00001"}),
        ("openreview = {https://openreview.net/pdf?id=5J9B7Sb8rO}", {"openreview": "https://openreview.net/pdf?id=5J9B7Sb8rO"}),
    ],
)  # fmt: skip
def test_links(fields: str, links: dict[str, str]) -> None:
    found = links_of(fields, '[assets]\npdf = "assets/"')
    assert {link.kind: link.url for link in found} == links


@given(st.text(max_size=30))
def test_only_harmless_schemes_are_safe(text: str) -> None:
    for scheme in ("javascript", "JAVASCRIPT", "data", "vbscript", "file", "ftp"):
        assert not is_safe_url(f"{scheme}:{text}")
