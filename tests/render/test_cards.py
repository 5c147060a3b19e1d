"""Cards: HTML and CSS that stay whole in every kind of page, and that everybody can read."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT
from visible import kramdown, tags, visible

from pubmanager import Bibliography, Site
from pubmanager.config.schema import ListConfig
from pubmanager.render.badges import css_color

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = r"""
@inproceedings{a, title = {Owls \emph{fly} far}, author = {Byron, Ada and Roe, Max}, booktitle = {ICML}, year = 2024, note = {Invited},
  presentation = {oral}, award = {Best Paper}, pdf = {https://a.org/a_1.pdf}, code = {ada/owls}, preview = {owl.png}, preview_alt = {An "owl"},
  summary = {- One.
  - Two.}, abstract = {Owls $\le$ eagles.}, author+an = {1=equal;2=equal}}
@article{b, title = {Why owls?}, author = {Roe, Max and Byron, Ada}, journal = {Nature Owls}, year = 2023, summary = {Because.}}
"""
BIBLIOGRAPHY = Bibliography.loads(ENTRIES, me="Ada Byron")
STYLE = (ROOT / "templates" / "cards" / "style.jinja").read_text(encoding="utf-8")
ALL_ROWS = ["badges", "title", "authors", "venue", "note", "summary", "abstract", "bibtex", "links", "legend"]


def render(format: str = "html", **options: Any) -> str:
    return BIBLIOGRAPHY.render("cards", format=format, **{"style": False, **options})


def test_a_card() -> None:
    assert render().splitlines()[1:15] == [
        '<article class="pubs-card">',
        '<div class="pubs-image"><img src=\'owl.png\' alt="An &quot;owl&quot;" width="100%" loading="lazy"></div>',
        '<div class="pubs-body">',
        '<p class="pubs-badges"><span class="pubs-badge" style="--badge: #00008b">ICML 2024</span> '
        '<span class="pubs-badge" style="--badge: #e05d44">Oral</span> '
        '<span class="pubs-badge" style="--badge: #fe7d37">Best Paper</span></p>',
        '<h2 class="pubs-title"><a href="https://a.org/a_1.pdf">Owls <em>fly</em> far</a></h2>',
        '<p class="pubs-authors"><strong>Ada Byron</strong>*, Max Roe*</p>',
        '<p class="pubs-venue">ICML, 2024</p>',
        '<ul class="pubs-summary"><li>One.</li><li>Two.</li></ul>',
        '<p class="pubs-links"><a href="https://a.org/a_1.pdf">Paper</a> <a href="https://github.com/ada/owls">Code</a></p>',
        "</div>",
        "</article>",
        '<article class="pubs-card" data-venue="Nature Owls">',
        '<div class="pubs-body">',
        '<p class="pubs-badges"><span class="pubs-badge" style="--badge: #00008b">Nature Owls 2023</span></p>',
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"title": "plain"}, '<h2 class="pubs-title">Owls <em>fly</em> far</h2>'),
        (
            {"rows": ["note", "legend"]},
            '<p class="pubs-note">Invited</p>\n<p class="pubs-legend">* Equal contribution</p>',
        ),
        (
            {"rows": ["bibtex"], "folds": {"bibtex": "Cite"}},
            '<div class="pubs-abstract"><details><summary>Cite</summary><pre><code>@',
        ),
        (
            {"rows": ["abstract"]},
            '<details class="pubs-abstract"><summary>Abstract</summary><p>Owls ≤ eagles.</p></details>',
        ),
        ({"rows": ["summary"]}, '<p class="pubs-summary">Because.</p>'),
        ({"links": {"slots": ["code"]}}, '<p class="pubs-links"><a href="https://github.com/ada/owls">Code</a></p>'),
        ({"hide": ["oral"]}, '>ICML 2024</span> <span class="pubs-badge" style="--badge: #fe7d37">'),
        ({"image": {"place": "side"}}, '<div class="pubs-cards pubs-side"'),
        ({"image": {"ratio": "4 / 3", "fit": "cover"}}, "--image-ratio: 4 / 3; --image-fit: cover;"),
        ({"image": {"link": "title"}}, "<div class=\"pubs-image\"><a href='https://a.org/a_1.pdf'><img "),
        ({"columns": 2}, "minmax(min(100%, max(15rem, (100% - 1.25rem) / 2)), 1fr)"),
        ({"scheme": "dark"}, 'style="color-scheme: dark; '),
        ({"scheme": "auto"}, 'style="color-scheme: light dark; '),
        ({"scheme": "page"}, 'style="grid-template-columns'),
        ({"colors": {"accent": "#a00", "accent_dark": "#faa"}}, "--accent-light: #a00; --accent-dark: #faa;"),
        ({"legend": True}, "\n<p>* Equal contribution</p>"),
    ],
)
def test_options(options: dict[str, Any], expected: str) -> None:
    assert expected in render(**options)


def test_an_image_only_where_there_is_one() -> None:
    site = Site.load(ROOT / "docs" / "themes" / "pubs.toml")
    assert "[assets]" in (ROOT / "docs" / "themes" / "pubs.toml").read_text(encoding="utf-8")
    found = tags(site.bibliography.render("cards", format="html"))
    images = [dict(attributes)["src"] for tag, attributes in found if tag == "img"]
    assert images == ["images/owls.svg", "images/maps.svg"]
    assert "<img" not in render(image={"place": "none"})


def test_titles_are_one_level_below_their_group() -> None:
    text = BIBLIOGRAPHY.render_list(ListConfig(theme="cards", group="year", heading=3), "markdown")
    assert "<h3>2024</h3>" in text and text.count('<h4 class="pubs-title">') == 2


def test_the_style_sheet_is_written_once_and_asks_for_nothing() -> None:
    assert render(style=True).count("<style>") == 1
    assert not re.search(r"url\(|@import|<script|https?:", STYLE)
    selectors = re.findall(r"^([^@{}\n][^{}\n]*)\{", STYLE, re.MULTILINE)
    assert len(selectors) > 25
    for selector in selectors:
        assert all(part.strip().startswith(".pubs-") for part in re.split(r",(?![^(]*\))", selector)), selector


@pytest.mark.e2e("kramdown")
def test_kramdown_leaves_cards_alone() -> None:
    """Between the owner's Markdown; no blank line, which would end the HTML in other kinds of Markdown."""
    text = render("markdown", rows=ALL_ROWS, style=True, legend=True)
    as_html = render("html", rows=ALL_ROWS, style=True, legend=True)
    assert tags(text) == tags(as_html) and visible(text) == visible(as_html)
    assert "\n\n" not in text and not re.search(r"^ {4}", text, re.MULTILINE) and "{{" not in text and "{%" not in text
    (made,) = kramdown([f"# Papers\n\n<!-- pubs:begin x -->\n{text}\n\n<!-- pubs:end x -->\n\nThat is *all*."])
    assert "<em>all</em>" in made and STYLE.strip() in made
    inner = made[made.index("<div") : made.index("<!-- pubs:end")]
    assert visible(inner) == visible(text[text.index("<div") :])
    assert re.findall(r"<\w+", inner) == re.findall(r"<\w+", text[text.index("<div") :])


@pytest.mark.e2e("chromium")
@pytest.mark.parametrize("place", ["top", "side"])
def test_a_phone_shows_cards_without_scrolling_sideways(tmp_path: Path, place: str) -> None:
    """Measured in Chromium, 500 pixels wide, with a word and a link label of 300 letters."""
    entry = f"@misc{{a, title = {{{'w' * 300}}}, preview = {{x.png}}, url_{'y' * 300} = {{https://a.org}}}}"
    cards = Bibliography.loads(entry + ENTRIES).render("cards", format="html", image={"place": place}, columns=3)
    needed_by = "[...document.querySelectorAll('.pubs-cards, .pubs-cards *')].map(each => each.getBoundingClientRect().left + each.scrollWidth)"
    measure = f"document.title = [innerWidth, Math.ceil(Math.max(...{needed_by}))]"
    script = (
        f"<script>addEventListener('load', () => {{ {measure} }})</script>"  # the alt text of a lost image is there
    )
    page = tmp_path / "page.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>{cards}{script}"
    )
    switches = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=500,900 --dump-dom"
    command = ["chromium", *switches.split(), "--host-resolver-rules=MAP * ~NOTFOUND", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    width, needed = map(int, re.search(r"<title>(\d+),(\d+)</title>", dom).groups())
    assert needed <= width <= 500


@pytest.mark.e2e("chromium")
@pytest.mark.parametrize(("width", "columns"), [(500, 1), (1000, 2), (1600, 4)])
def test_a_card_without_an_image_leaves_no_gap(tmp_path: Path, width: int, columns: int) -> None:
    """Measured in Chromium: what is below the images begins at one height in every card of a row."""
    images = "".join(
        f"@article{{k{n}, title = {{T{n}}}, journal = {{Nature}}, year = 202{n}, {'preview = {x.png},' * (n % 2)} }}\n"
        for n in range(8)
    )
    cards = Bibliography.loads(images).render("cards", format="html")
    tops = "[...document.querySelectorAll('.pubs-body')].map(each => Math.round(each.getBoundingClientRect().top))"
    page = tmp_path / "page.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8>{cards}<script>addEventListener('load', () => document.title = {tops})</script>"
    )
    switches = f"--headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size={width},900 --dump-dom"
    command = ["chromium", *switches.split(), "--host-resolver-rules=MAP * ~NOTFOUND", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = re.search(r"<title>([\d,]+)</title>", dom)[1].split(",")
    rows = [found[start : start + columns] for start in range(0, len(found), columns)]
    assert len(found) == 8 and all(len(set(row)) == 1 for row in rows), rows


COLORS = ["darkblue", "blue", "yellow", "brightgreen", "green", "red", "orange", "white", "black", "lightgrey", "ff0"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("color", COLORS)
def test_badges_can_be_read(color: str, scheme: str) -> None:
    """The contrast of a badge's text is at least 4.5, as WCAG 2.2 asks (1.4.3)."""
    ground, ink = {"light": ("#ffffff", "#1f2328"), "dark": ("#1b1f24", "#e6edf3")}[scheme]
    for side, shade in (("ground", ground), ("ink", ink)):
        assert f"--{side}-{scheme}: {shade};" in render()
    on = int(re.search(r"background: color-mix\(in srgb, var\(--badge\) (\d+)%, var\(--ground\)\)", STYLE)[1])
    text = int(re.search(r" color: color-mix\(in srgb, var\(--badge\) (\d+)%, var\(--ink\)\)", STYLE)[1])
    shown = css_color(color)
    assert contrast(mixed(shown, ink, text), mixed(shown, ground, on)) >= 4.5


@pytest.mark.parametrize(("scheme", "accent"), [("light", "#1d5fbf"), ("dark", "#8ab8ff")])
def test_links_and_soft_text_can_be_read(scheme: str, accent: str) -> None:
    ground, ink = {"light": ("#ffffff", "#1f2328"), "dark": ("#1b1f24", "#e6edf3")}[scheme]
    soft = int(re.search(r"--soft: color-mix\(in srgb, var\(--ink\) (\d+)%", STYLE)[1])
    tint = int(re.search(r"background: color-mix\(in srgb, var\(--accent\) (\d+)%", STYLE)[1])
    assert contrast(channels(accent), mixed(accent, ground, tint)) >= 4.5
    assert contrast(mixed(ink, ground, soft), channels(ground)) >= 4.5


def channels(color: str) -> tuple[float, ...]:
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))


def mixed(color: str, other: str, percent: int) -> tuple[float, ...]:
    pairs = zip(channels(color), channels(other), strict=True)
    return tuple((first * percent + second * (100 - percent)) / 100 for first, second in pairs)


def contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    """Source: WCAG 2.2, "contrast ratio" and "relative luminance"."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: tuple[float, ...]) -> float:
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
