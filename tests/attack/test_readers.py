"""Whatever a value holds, every theme shows it as text in every format, and every reader of Markdown sees only text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from conftest import is_study
from render.hostile import ODD_URLS, URLS
from render.variants import all_themes, variants

from attack import judge, pieces, rendered
from attack.payloads import KINDS
from attack.readers import READERS
from pubmanager import Bibliography

if TYPE_CHECKING:
    from collections.abc import Iterable

EACH_READER = pytest.mark.parametrize(
    "reader", [pytest.param(name, marks=pytest.mark.e2e(each.program)) for name, each in READERS.items()]
)


def check(faults: Iterable[rendered.Fault]) -> None:
    found = list(faults)
    assert not found, f"{len(found)} faults\n" + "\n".join(map(str, found[:8]))


@pytest.mark.parametrize("format", ["html", "latex", "text"])
def test_a_format_shows_values_as_text(format: str) -> None:
    """Every value, in looks that take turns: all themes with all options."""
    look_at = {"html": rendered.in_html, "latex": rendered.in_latex, "text": rendered.in_text}[format]
    check(look_at(rendered.cases(format)))


@pytest.mark.parametrize("format", ["html", "markdown", "text"])
def test_nothing_is_left_for_programs_before_the_reader(format: str) -> None:
    check(rendered.in_markup(format, rendered.cases(format)))


@EACH_READER
def test_a_reader_of_markdown_shows_values_as_text(reader: str) -> None:
    """Pandoc and MyST take longer than others, and read a part."""
    check(rendered.in_reader(reader, rendered.cases("markdown", {"pandoc": 0.25, "myst": 0.5}.get(reader, 1))))


@EACH_READER
def test_a_reader_of_markdown_shows_neighbours_as_they_are(reader: str) -> None:
    """Two pieces of a text make nothing together, in whatever styles; `make study` lets each reader read all of them."""
    found = list(pieces.faults(reader, pieces.pairs()[:: {"kramdown": 1, "pandoc": 40}.get(reader, 5)]))
    assert not found, f"{len(found)} faults\n" + "\n".join(found[:8])


def test_every_reader_says_what_is_tolerated() -> None:
    assert judge.TOLERATED.keys() == READERS.keys()


def test_every_theme_and_kind_is_among_them() -> None:
    cases = [case for format in ("html", "markdown", "text", "latex") for case in rendered.cases(format)]
    assert {case.look.theme.name for case in cases} == {theme.name for theme in all_themes()}
    assert {case.look.name for case in cases} >= {
        f"{theme.name} {name}" for theme in all_themes() for name, _ in variants(theme)
    }
    assert set(KINDS) >= {"html", "liquid", "kramdown", "goldmark", "pandoc", "python-markdown", "myst", "line-start"}


@pytest.mark.parametrize("theme", all_themes(), ids=lambda theme: theme.name)
def test_an_address_of_the_bibliography_is_harmless(theme) -> None:
    """Links and pictures lead where a browser goes by ``http``, ``https``, ``mailto`` or inside the site, or nowhere."""
    _, options = next(iter(variants(theme)))
    step = 1 if is_study() else 4  # themes take turns otherwise
    tricks = _TRICKS[all_themes().index(theme) % step :: step]
    addresses = [each for each in (*URLS, *ODD_URLS, *tricks) if each.count("{") == each.count("}")]
    entries = "".join(
        f"@misc{{k{number}, title = {{T}}, author = {{Wei, W.}}, year = 2024, url = {{{each}}}, pdf = {{{each}}}, code = {{{each}}}, preview = {{{each}}}}}\n"
        for number, each in enumerate(addresses)
    )
    page = judge.read(Bibliography.loads(entries).render(theme.name, format="html", **options))
    assert page.unsafe == []
    assert page.addresses or theme.name in ("counts", "news")
    assert not [each for each in page.addresses if re.search(r"script|alert", judge.scheme_of(each))]


_TRICKS = [
    f"{before}java{within}script{colon}alert(1)"
    for before in ("", " ", "\x01", "\x80", "\u00ad", "\ufeff", "\u200b", "\x1f", "/\x00", "\u3000")
    for within in ("", "\t", "\n", "\r\n", "\x00", "\x80", "\x9f", "\u00ad", "\u200d", "\u2060", "&Tab;", "&#9;", "&NewLine;", "&#x0a;", "%09", "/**/")
    for colon in (":", "&colon;", "&#58;", "&#x3a;", "&#0000058", "%3A", "：", "\t:", "\x80:")
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "elements", "unsafe"),
    [
        ("<p>x", 1, []),
        ("<p><span>$</span>x", 1, []),
        ("<p onclick=x>y", 1, []),
        ("<a href='java&Tab;script&colon;x'>y", 1, ["java\tscript:x"]),
        ("<svg><a xlink:href=javascript:x>", 2, ["javascript:x"]),
        ("<img srcset='a.png 1x, data:x 2x'>", 1, ["data:x"]),
        ("<!-- x --><p>y", 2, []),
    ],
)
def test_the_judge_sees_what_a_browser_sees(html: str, elements: int, unsafe: list[str]) -> None:
    page = judge.read(html)
    assert (len(page.elements), page.unsafe) == (elements, unsafe)


def test_the_judge_sees_differences() -> None:
    calm = judge.read("<p>x <b>y</b>")
    assert not list(rendered.differences(judge.read("<p>z <b>w</b>"), calm))
    for html in (
        "<p>x y",
        "<p>x <b onclick=a>y</b>",
        "<p>x <b><i>y</i></b>",
        "<p>x <b>y</b><!-- z -->",
        "<b>y</b><p>x",
    ):
        assert list(rendered.differences(judge.read(html), calm)), html
    assert list(rendered.differences(calm, calm, "x z"))
