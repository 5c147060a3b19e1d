"""What of a page is no text of it, and that very large pages are read however little of them closes."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest
from conftest import is_study

from pubmanager.lint.suppress import suppressed
from pubmanager.pages.html import html_links, markdown_links, raw_texts, tags
from pubmanager.pages.prose import PRINTED, headings, masked
from pubmanager.pages.regions import read_page
from pubmanager.pages.syntax import code, hidden
from pubmanager.source import Source

if TYPE_CHECKING:
    from pubmanager.pages.syntax import Kind


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("a `b\n\nc` d", "a `b\n\nc` d"),  # no span leaves its paragraph
        ("a `b\r\nc` d", "a   \r\n   d"),
        ("a \\`b` c", "a \\`b` c"),
        ("`<!--` a <!-- ` --> b `", "       a            b `"),  # what begins first counts
        ("<!-- ``` --> a\n```\n", "             a\n```\n"),
        ("```\n<!--\n```\na -->", "   \n    \n   \na -->"),
        ("~~~\na\n~~~~\nb", "   \n \n    \nb"),
        ("~~~~\na\n~~~\nb", "~~~~\na\n~~~\nb"),
        ("> ```\n> a\n\n```\nb\n```", "> ```\n> a\n\n   \n \n   "),
        ("<pre>a</pre><code>b</code><b>c</b>", "                          <b>c</b>"),
        ("<script>a", "<script>a"),
        ("{{ a }}b{% c %}{# d #}<%= e %>", "?" * 7 + "b" + "?" * 7 + " " * 7 + "?" * 8),
        ("{% comment %} a {% endcomment %}b", " " * 32 + "b"),
        ("{{ a\n\nb }}", "{{ a\n\nb }}"),  # as in formulas
        ("---\ntitle: a\n---\nb", "   \n        \n   \nb"),
        ("---\ntitle: a\nb", "---\ntitle: a\nb"),
    ],
)
def test_what_is_text(text: str, shown: str) -> None:
    assert masked(text).replace(PRINTED, "?") == shown


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("a `b` <!-- c --> # d", "html", "a `b`            # d"),
        ("a `b` % c\n50\\% d", "latex", "a `b`    \n50\\% d"),
        ("a `b` <!-- c -->", "rst", "a `b` <!-- c -->"),
        ("---\n# a", "code", "---\n# a"),
    ],
)
def test_each_language_has_its_own(text: str, kind: Kind, shown: str) -> None:
    assert masked(text, kind) == shown


def test_headings_are_those_of_the_language() -> None:
    text = "# a\n\nb\n---\n\n<h2>c</h2>\n"
    assert [each.title for each in headings(text)] == ["a", "b", "c"]
    assert [each.title for each in headings(text, "html")] == ["c"]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("[a](b) ![c](d) [e]() [f](<g h>)", ["b", "d", "", "g h"]),
        ("[a](b_(c)) [a](b 'c') [a](b \"c\")", ["b_(c)", "b", "b"]),
        ("[![a](b)](c) [a [b] c](d)", ["b", "c", "d"]),
        ("[a\n\nb](c) \\[a](b) [a] (b)", []),
        ("[a](b&amp;c)", ["b&c"]),
        ("[a](?b=1&copy=2)", ["?b=1&copy=2"]),
    ],
)
def test_links_of_markdown(text: str, urls: list[str]) -> None:
    assert [each.url for each in markdown_links(text)] == urls


def test_attributes() -> None:
    (tag,) = tags("x <A href='a>b' HREF=c disabled data-x=\"d 'e'\" f = g/>")
    assert [(each.name, each.value) for each in tag.attributes()] == [
        ("href", "a>b"), ("href", "c"), ("disabled", ""), ("data-x", "d 'e'"), ("f", "g/"),
    ]  # fmt: skip


SIZE = 400_000 if is_study() else 100_000
MOST = 5 * SIZE / 100_000  # seconds: it takes a tenth of one
SHAPES = (
    "`x` <!-- pubs:begin all -->1<!-- pubs:end all --> ", "<!-- pubs:begin all -->\n", "<!-- pubs:begin ", "`" * 7 + "x ",
    "> ```x\n", "~~~\n````x\n", "<!--", "{{", "{%", "{% comment %}", "<script>", "<code>", "<h2>", "![", "![](", "[", "](", "[x](",
    "<div ", "<div><p></ul>", "<a '", "<a \"'", "<li>", "<!-- pubs:ignore[W003] ", "<!-- pubs:ignore[", "\\", "\\`", "\r", "\r\n", " ", "*", "$",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_large_pages_of_anything_are_read(shape: str) -> None:
    """The time grows with the page and not with its square."""
    began = process_time()
    text = shape * (SIZE // len(shape))
    prose = masked(text)
    assert len(prose) == len(text)
    for _ in (
        *code(text),
        *hidden(text, "latex"),
        *headings(prose),
        *raw_texts(prose),
        *markdown_links(text),
        *html_links(text),
    ):
        pass
    page = read_page(Source("about.md", text))
    assert len(page.regions) == (text.count("pubs:end") if "pubs:end" in shape else 0)
    assert suppressed([], [page.source], ["W003"], ["W003"]) == ([], [])
    assert process_time() - began < MOST
