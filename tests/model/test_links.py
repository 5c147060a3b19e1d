"""Links of entries, and which of them may leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.model.links import Link, is_safe_url, placed, read_url, without_proxy


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
        ("url = {https://a.org/?b=1&amp;c=2}", {"url": "https://a.org/?b=1&c=2"}),
        ("note = {Code: github.com/a/b.}", {"code": "https://github.com/a/b"}),
        ("note = {Code: gitlab.com/a/b}", {"code": "https://gitlab.com/a/b"}),
        ("note = {see www.a.org/x (and more)}", {"url": "https://www.a.org/x"}),
        (r"note = {\url{https://a.org/x.}, https://a.org/y.}", {"url": "https://a.org/x."}),  # typed as an address, all of it
        (r"note = {\href{https://a.org/my x}{here}}", {"url": "https://a.org/my%20x"}),
        ("note = {https://a.org/1 and https://github.com/a/b and https://b.org/2}", {"url": "https://a.org/1", "code": "https://github.com/a/b"}),
        ("note = {https://doi.org/10.1000/182}", {"doi": "https://doi.org/10.1000/182"}),
        ("note = {https://arxiv.org/pdf/2401.00001}", {"arxiv": "https://arxiv.org/abs/2401.00001"}),
        ("openreview = {https://openreview.net/pdf?id=5J9B7Sb8rO}", {"openreview": "https://openreview.net/pdf?id=5J9B7Sb8rO"}),
    ],
)  # fmt: skip
def test_links(fields: str, links: dict[str, str]) -> None:
    found = links_of(fields, '[assets]\npdf = "assets/"')
    assert {link.kind: link.url for link in found} == links


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("pmid = {123456}, doi = {10.1000/182}, url = {https://a.org}, pdf = {/x.pdf}, code = {a/b}, arxiv = {2401.00001}",
         "PDF arXiv DOI Link PubMed Code"),
        ("media = {https://m.org}, blog = {https://b.org}, supp = {/s.zip}, poster = {/p.pdf}, slides = {/s.pdf}, "
         "video = {https://v.org}, model = {a/b}, dataset = {https://d.org}, demo = {https://e.org}, project = {https://p.org}, "
         "code = {a/b}", "Code Project Demo Dataset Model Video Slides Poster Supplement Blog Media"),
        ("hal = {hal-01234567}, pmcid = {PMC12345}, acl = {P19-1001}, openreview = {abcdEFGH12}", "OpenReview ACL Anthology HAL PMC"),
        ("url_zhihu = {https://z.org}, code = {a/b}", "Code 知乎"),
        ("code = {a/b}, url_zhihu = {https://z.org}", "Code 知乎"),
        ("url_wechat = {https://w.org}, twitter = {https://x.com/1}, url_zhihu = {https://z.org}", "WeChat Twitter 知乎"),
        ("url_my_page = {https://a.org}", "My page"),
        ("url_press-kit = {https://a.org}", "Press kit"),
        ("url_PRESS = {https://a.org}", "PRESS"),
        ("url_Press-Kit = {https://a.org}", "Press Kit"),
        ("url_BibTeX = {https://a.org}", "BibTeX"),
        ("url_PPT = {https://a.org}", "PPT"),
        ("url_HuggingFace_Demo = {https://a.org}", "HuggingFace Demo"),
        ("url_3D_Model = {https://a.org}", "3D Model"),
        ("CustomLinkMyBlog = {https://a.org}", "MyBlog"),
        ("URL_PDF = {https://a.org}", "PDF"),
        ("Url_Slides = {https://a.org}", "Slides"),
        ("zhihu = {https://z.org}", "知乎"),
        ("zhihu = {files/a.pdf}", ""),
        ("url_zhihu = {see there}", ""),
    ],
)  # fmt: skip
def test_links_have_an_order_and_labels(fields: str, shown: str) -> None:
    assert " ".join(link.label for link in links_of(fields)) == shown


@pytest.mark.parametrize(
    ("fields", "kind", "url"),
    [
        ("doi = {http://dx.doi.org/10.1000/182}", "doi", "https://doi.org/10.1000/182"),
        ("doi = {https://doi-org.proxy.example.edu/10.1000/182}", "doi", "https://doi.org/10.1000/182"),
        ("doi = {https://doi.org.ezproxy.example.edu/10.1000/182}", "doi", "https://doi.org/10.1000/182"),
        ("doi = {https://dl.acm.org/doi/10.1145/3292500.3330701}", "doi", "https://doi.org/10.1145/3292500.3330701"),
        ("arxiv = {https://arxiv.org/pdf/2401.00001v2}", "arxiv", "https://arxiv.org/pdf/2401.00001v2"),
        ("eprint = {2401.00001}, url = {https://arxiv.org/pdf/2401.00001}", "arxiv", "https://arxiv.org/abs/2401.00001"),
        ("model = {bert/base}", "model", "https://huggingface.co/bert/base"),
        ("model = {https://a.org/bert/base}", "model", "https://a.org/bert/base"),
        ("code = {files/code.zip}", "code", "files/code.zip"),
        ("code = {me/a/b}", "code", "me/a/b"),
        ("demo = {a/b.html}", "demo", "a/b.html"),
        ("code = {www.a.org/b}", "code", "https://www.a.org/b"),
        ("url_zhihu = {https://z.org/1}, zhihuurl = {https://z.org/2}", "zhihu", "https://z.org/1"),
        ("url_zhihu = {javascript:x/a.html}, zhihuurl = {https://z.org/2}", "zhihu", "https://z.org/2"),
    ],
)  # fmt: skip
def test_where_a_link_leads(fields: str, kind: str, url: str) -> None:
    assert [link.url for link in links_of(fields) if link.kind == kind] == [url]


def test_a_field_labels_no_second_link() -> None:
    assert [link.label for link in links_of("twitter = {https://x.com/1}, linkedin = {https://l.org}")] == [
        "Twitter",
        "LinkedIn",
    ]
    assert [link.label for link in links_of("github = {https://github.com/a/b}")] == ["Code"]


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("a.pdf", "assets/pdf/a.pdf"),
        ("2024/a.pdf", "assets/pdf/2024/a.pdf"),
        ("assets/pdf/a.pdf", "assets/pdf/a.pdf"),
        ("assets/pdf-2024.pdf", "assets/pdf/assets/pdf-2024.pdf"),
        ("/a.pdf", "/a.pdf"),
        ("./a.pdf", "./a.pdf"),
        ("../a.pdf", "../a.pdf"),
        ("#a", "#a"),
        ("https://a.org/a.pdf", "https://a.org/a.pdf"),
        ("", ""),
    ],
)
def test_bare_file_names_lie_in_the_folder_of_their_kind(url: str, where: str) -> None:
    for folder in ("assets/pdf", "assets/pdf/"):
        assert placed(url, "pdf", {"pdf": folder}) == where
        assert placed(placed(url, "pdf", {"pdf": folder}), "pdf", {"pdf": folder}) == where
    assert placed(url, "slides", {"pdf": "assets/pdf"}) == url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ('<a href="https://a.org/x">x</a>', "https://a.org/x"),
        ("see <A class=x HREF = 'https://a.org/x' >x</A>", "https://a.org/x"),
        ("<a href=https://a.org/x>x</a>", "https://a.org/x"),
        ("\\url{https://a.org/a_b}", "https://a.org/a_b"),
        ("https://a.org/a\\_b", "https://a.org/a_b"),
        ("www.a.org", "https://www.a.org"),
        ("my.www.org", "my.www.org"),
        ("see https://a.org/1.", "https://a.org/1"),
        ("FTP://a.org/x; or not", "FTP://a.org/x"),
        ("https://a.org/1, https://a.org/2", "https://a.org/1"),
        ("https://a.org/1,", "https://a.org/1,"),
        ("files/my owl.pdf", "files/my%20owl.pdf"),
        ("", ""),
    ],
)
def test_the_address_in_a_value(text: str, url: str) -> None:
    assert read_url(text) == url


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://a.org/?x=1&y=2#z", True),
        ("HTTPS://a.org", True),
        ("http://a.org/ü", True),
        ("mailto:a@b.org", True),
        ("images/a.png", True),
        ("a/b:c", True),
        ("a b.pdf", True),
        ("?a=b&c=d:e", True),
        ("", False),
        (" https://a.org", False),
        ("https://a.org\\b", False),
        ("https://a.org/\ufeff", False),
        ("java\tscript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("java&#115;cript:alert(1)", False),
        ("javascript%3Aalert(1)", False),
        ("javascript%2525252525252525253Aalert(1)", False),
        ("javascript：alert(1)", False),
        ("https:a:b", True),
        ("a%2Fb%3Ac", True),
        ("a/b%3Ac", True),
        ("&#106;avascript:alert(1)", False),
        ("httpsx:a", False),
    ],
)
def test_addresses_that_may_leave(url: str, is_safe: bool) -> None:
    assert is_safe_url(url) == is_safe


def test_unsafe_links_are_left_out_wherever_they_come_from() -> None:
    assert (
        links_of("pdf = {javascript:x.pdf}, url_zhihu = {javascript:x.html}, project = {data:text/html,x.html}") == ()
    )


@given(st.text(max_size=30))
def test_only_harmless_schemes_are_safe(text: str) -> None:
    for scheme in ("javascript", "JAVASCRIPT", "data", "vbscript", "file", "ftp"):
        assert not is_safe_url(f"{scheme}:{text}")


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        ("howpublished = {\\url{https://a.org/a.pdf}}", {"pdf": "https://a.org/a.pdf"}),
        ("howpublished = {https://a.org/a_b}", {"url": "https://a.org/a_b"}),
        ("howpublished = {\\url{https://a.org/a\\_b}}", {"url": "https://a.org/a_b"}),
        ("howpublished = {\\href{https://a.org/x}{Web page}}", {"url": "https://a.org/x"}),
        ("howpublished = {[Online]. Available: \\url{https://a.org/x}}", {"url": "https://a.org/x"}),
        ("howpublished = {<https://a.org/a>}", {"url": "https://a.org/a"}),
        ("note = {Available at https://a.org/a.pdf.}", {"pdf": "https://a.org/a.pdf"}),
        ("note = {GitHub, \\url{https://github.com/a/b}}", {"code": "https://github.com/a/b"}),
        ("note = {See (https://a.org/Owl_(bird)), too}", {"url": "https://a.org/Owl_(bird)"}),
        ("note = {www.a.org/x; accessed in May}", {"url": "https://www.a.org/x"}),
        ("note = {Code: \\url{https://gitlab.com/a/b}; video: https://youtu.be/abc}",
         {"code": "https://gitlab.com/a/b", "video": "https://youtu.be/abc"}),
        ("url = {https://a.org}, note = {\\url{https://github.com/a/b}}",
         {"url": "https://a.org", "code": "https://github.com/a/b"}),
        # what is there already, what an identifier links to, and what is no address
        ("url = {https://a.org}, note = {\\url{https://b.org}}", {"url": "https://a.org"}),
        ("url = {https://a.org}, howpublished = {\\url{https://a.org}}", {"url": "https://a.org"}),
        ("doi = {10.1000/1}, note = {\\url{https://doi.org/10.1000/1}}", {"doi": "https://doi.org/10.1000/1"}),
        ("howpublished = {\\url{https://arxiv.org/abs/2101.00001}}", {"arxiv": "https://arxiv.org/abs/2101.00001"}),
        ("note = {\\href{javascript:alert(1)}{x}}", {}),
        ("note = {12 pages}, howpublished = {Online}", {}),
        ("note = {mail me@a.org}", {}),
    ],
)  # fmt: skip
def test_addresses_in_prose_are_links(fields: str, links: dict[str, str]) -> None:
    assert {link.kind: link.url for link in links_of(fields)} == links


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www-jstor-org.ezproxy.x.edu/stable/1?a=b", "https://www.jstor.org/stable/1?a=b"),
        ("http://a--b-example-org.ezproxy.x.edu", "https://a-b.example.org"),
        ("https://doi.org.ezproxy.x.edu/10.1000/1", "https://doi.org/10.1000/1"),
        ("https://ezproxy.x.edu/login?url=https://doi.org/10.1000/1", "https://doi.org/10.1000/1"),
        ("https://ezproxy.x.edu/login?a=b&qurl=https%3A%2F%2Fdoi.org%2F10.1000%2F1", "https://doi.org/10.1000/1"),
        ("https://ezproxy.x.edu/login?url=https://x.org/a%20b", "https://x.org/a%20b"),
        ("https://proxy.x.edu/1", "https://proxy.x.edu/1"),
        ("see https://doi.org.ezproxy.x.edu/1", "see https://doi.org.ezproxy.x.edu/1"),
        ("www-jstor-org.ezproxy.x.edu/1", "www-jstor-org.ezproxy.x.edu/1"),
    ],
)
def test_addresses_of_proxies(url: str, expected: str) -> None:
    assert without_proxy(url) == expected
