"""Nothing gets in: whatever a value holds, a page shows it as text and is made of the same elements."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from conftest import is_study
from msgspec.structs import replace
from visible import addresses, kramdown, scheme_of, tags, visible

from pubmanager import Bibliography
from pubmanager.latex.nodes import RichText, Text
from pubmanager.model.author import Name
from pubmanager.model.links import Link
from pubmanager.model.publication import Publication
from render.hostile import ODD_URLS, URLS, VALUES
from render.variants import all_themes, variants

if TYPE_CHECKING:
    from pathlib import Path


BASE = Bibliography.loads(
    "@inproceedings{key, title = {x}, author = {Byron, Ada and Wei, Wenjie and Roe, Max}, booktitle = {x}, year = 2024, presentation = {oral}, rate = {3%},"
    "author+an = {1=equal}, preview = {x.png}, pdf = {x.pdf}, code = {https://x.org}, news_date = {2024-05}, summary = {- x\n- y}}",
    me="Wenjie Wei",
)
THEMES: dict[str, dict[str, Any]] = {
    **{theme.name: dict(variants(theme))["richest"] for theme in all_themes()},
    "paper-box": {
        "rows": [
            "title",
            "authors",
            "venue",
            "summary",
            "links",
            "legend",
            "`{venue}` [[{container}](paper)]{.x}",
            "bibtex",
        ],
        "links": "icon-label",
        "legend": True,
    },
    "badge-list": {"badges": ["{venue}-{year}-{presentation}", "{rank}", "{award}", "{status}"], "legend": True},
    "venue-list": {
        "rows": ["{badges} {title}", "{authors}", "", "venue", "links"],
        "badges": {"style": ["bracketed", "color:red"]},
        "links": "button",
    },
    "citation-list": {
        "rows": ['{authors} ({year}). ***{title}***. *{container}*, "{note}" {badges} {links}'],
        "badges": {"parts": ["{venue}", "{rank}"], "style": "shield"},
        "shields": "span",
    },
    "cards": {"rows": ["badges", "title", "authors", "venue", "note", "summary", "links", "legend"], "style": False},
    "plain": {"rows": ["authors", "title", "venue", "note", "links"], "legend": True},
    "news": {"text": "[**{title}**](paper) by {authors} at {venue}", "lead": "", "box": {"item": "margin: 0"}},
    "counts": {"rows": "venue", "columns": "rank", "words": {"count": "harm less."}},
}


def changed(base: Publication, **values: object) -> Publication:
    """A publication that says something else: its attributes are worked out where it has none of its own."""
    other = Publication(base.entry, base.index, base._conventions)
    other.__dict__.update(values)
    return other


def publication(value: str, index: int) -> Publication:
    """A publication with the value in every text that a page shows."""
    base = next(iter(BASE))
    text = RichText((Text(value),))
    ada, me, max_ = base.authors
    return changed(
        base,
        index=index,
        title=text,
        authors=(
            replace(ada, name=Name(value, "", "Byron"), notes=(value,)),
            me,
            replace(max_, name=Name("", "", value), marks=(f"{value}*",)),
        ),
        venue=replace(base.venue, id="", short=value, name=value),
        container=text,
        rank=(value,),
        awards=(text,),
        summary=(text, text),
        note=text,
        image_alt=value,
        shown_status=value,
        links=(*base.links, Link("own", value, "https://x.org/own")),
    )


def rendered(values: list[str], theme: str, format: str) -> list[str]:
    return [
        replace(BASE, publications=(publication(value, index),)).render(theme, format=format, **THEMES[theme])
        for index, value in enumerate(values)
    ]


@cache
def all_rendered(theme: str, format: str) -> tuple[list[str], list[str], list[str]]:
    """Returns the values of a theme, what is written of each, and the HTML of that; themes take turns but in a study."""
    step = 1 if is_study() else 3
    values = VALUES[[*THEMES].index(theme) % step :: step]
    written = rendered(values, theme, format)
    return values, written, kramdown(written) if format == "markdown" else written


def folded(text: str) -> str:
    return re.sub(r"[ \t\r\n\xa0]+", " ", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text))


@pytest.mark.parametrize("format", ["html", pytest.param("markdown", marks=pytest.mark.e2e("kramdown"))])
@pytest.mark.parametrize("theme", THEMES)
def test_values_stay_text(theme: str, format: str) -> None:
    assert len(VALUES) >= 150
    values, written, pages = all_rendered(theme, format)
    (harmless,) = rendered(["harm less."], theme, format)
    (harmless,) = kramdown([harmless]) if format == "markdown" else [harmless]
    expected = elements(harmless)
    for value, source, page in zip(values, written, pages, strict=True):
        assert elements(page) == expected, (value, source)
        assert "{{" not in source and "{%" not in source, value
        shown = "".join(re.sub(r"\s+", "", run.text) for run in visible(page))
        assert re.sub(r"\s+", "", folded(value)) in shown, (value, source)


@pytest.mark.parametrize("format", ["html", pytest.param("markdown", marks=pytest.mark.e2e("kramdown"))])
def test_drawn_badges_show_the_value_and_nothing_else(format: str) -> None:
    options = {"rows": ["{badges} {year}"], "badges": "{rank}", "shields": "svg"}
    values = ["harm less.", *VALUES]
    one = [replace(BASE, publications=(publication(value, 0),)) for value in values]
    lists = [each.render("badge-list", format=format, **options) for each in one]
    pages = kramdown(lists) if format == "markdown" else lists
    for value, source, page in zip(values, lists, pages, strict=True):
        assert elements(page) == elements(pages[0]), source
        shown = "".join(re.sub(r"\s+", "", run.text) for run in visible(page))
        assert re.sub(r"\s+", "", folded(value)) in shown, (value, source)
        assert "{{" not in source and "{%" not in source, value


def elements(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes; spans that keep a dollar from being a formula do not count."""
    found = [(tag, tuple(sorted(name for name, _ in attributes))) for tag, attributes in tags(html)]
    return [each for each in found if each not in (("span", ()), ("tspan", ()))]


@pytest.mark.parametrize("format", ["html", pytest.param("markdown", marks=pytest.mark.e2e("kramdown"))])
@pytest.mark.parametrize("theme", THEMES)
def test_only_harmless_links_leave(theme: str, format: str) -> None:
    """Every link and image of a publication has one of the URLs: it is not there, or it is that URL, and no more."""
    urls = ["https://x.org/harmless", *URLS, *ODD_URLS]
    sources = [_linked(url, theme, format) for url in urls]
    pages = kramdown(sources) if format == "markdown" else sources
    there, gone = elements(pages[0]), elements(pages[1])
    others = set(addresses(pages[1]))
    for url, source, page in zip(urls, sources, pages, strict=True):
        found = {unquote(each) for each in addresses(page) if each not in others}
        if url in URLS:
            assert elements(page) == gone and not found, (url, source)
        else:
            # An address without a suffix of a picture has no second one.
            assert elements(page) == there and found <= {unquote(url)}, (url, source)
        assert {scheme_of(each) for each in addresses(page)} <= {"", "http", "https", "mailto"}, url
        assert "{{" not in source and "{%" not in source


def _linked(url: str, theme: str, format: str) -> str:
    base = next(iter(BASE))
    links = tuple(replace(link, url=url) for link in base.links)
    return replace(BASE, publications=(changed(base, links=links, image=url),)).render(
        theme, format=format, **THEMES[theme]
    )


@cache
def _page_of(source: str, format: str) -> str:
    return kramdown([source])[0] if format == "markdown" else source


@pytest.mark.e2e("kramdown", "chromium")
def test_nothing_runs_in_a_browser(tmp_path: Path) -> None:
    """All values in all themes on two pages, opened in Chromium: the title that scripts would set stays."""
    parts = [text for format in ("html", "markdown") for theme in THEMES for text in all_rendered(theme, format)[2]]
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><title>calm</title>" + "\n<hr>\n".join(parts),
        encoding="utf-8",
        errors="replace",
    )
    switches = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --virtual-time-budget=4000 --dump-dom"
    offline = "--host-resolver-rules=MAP * ~NOTFOUND"
    dom = subprocess.run(
        ["chromium", *switches.split(), offline, page.as_uri()], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    assert "<title>calm</title>" in dom
    assert (
        re.findall(r"<(?:script|iframe|svg|style|object|embed|form|math|base|link)\b", dom.replace("<meta", "")) == []
    )
    assert not [name for _, attributes in tags(dom) for name, _ in attributes if name.startswith("on")]
    assert {scheme_of(address) for address in addresses(dom)} <= {"", "http", "https", "mailto"}


HOSTILE_MARKDOWN = (
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "<x@y.org>",
    "*x*",
    "_x_",
    "~x~",
    "x ^y^",
    "[x]: y",
)


@pytest.mark.e2e("pandoc")
@pytest.mark.parametrize("text", HOSTILE_MARKDOWN)
@pytest.mark.parametrize(
    ("theme", "options"), [("badge-list", {"rows": ["title", "abstract"]}), ("cards", {"rows": ["title", "abstract"]})]
)
def test_html_inside_markdown_has_no_markdown_of_a_field(theme: str, options: dict[str, Any], text: str) -> None:
    """Pandoc, like others, reads Markdown in the HTML of folds and cards."""
    entry = f"@misc{{a, title = {{Owls}}, year = 2020, abstract = {{{{{{{text}}}}}}}}}"
    written = Bibliography.loads(entry).render(theme, **options)
    command = ["pandoc", "--from", "markdown", "--to", "html"]
    html = subprocess.run(command, input=written, capture_output=True, text=True, check=True).stdout
    details = html[html.index("<details") : html.index("</details>")]
    assert not re.search(r"<(?:a|img|em|strong|sub|sup|del)\b", details), details
