"""Takes the pictures of the README and of ``docs/themes``.

``python tools/screenshots.py`` needs Chromium, kramdown and Roboto, AcadHomepage's font; the tests compare text alone.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, unquote

from msgspec.structs import replace
from rich.console import Console
from rich.text import Text

from pubmanager import Bibliography, Site
from pubmanager.render.badges import css_color, text_color_on
from pubmanager.render.writers.svg import svg_badge

ROOT = Path(__file__).resolve().parents[1]
THEMES = ROOT / "docs" / "themes"
IMAGES = ROOT / "docs" / "images"
EXAMPLE = ROOT / "bib"
SCHEMES = {"cards": 1, "cards-dark": 0}  # Chromium's numbers: 0 is dark
HEIGHTS = {
    "paper-box": 630,
    "badge-list": 360,
    "venue-list": 265,
    "citation-list": 290,
    "news": 185,
    "counts": 227,
    "plain": 405,
}
SWITCHES = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars"
CARDS = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Cards</title>
<style>:root { color-scheme: light dark } body { margin: 0.5rem 1rem; font-family: system-ui, sans-serif }</style>
"""
HOMEPAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Homepage</title>
<link rel="stylesheet" href="../tests/e2e/site/assets/main.css">
<style>
body { font-family: Roboto, "DejaVu Sans", sans-serif } img, svg { vertical-align: middle }
mark { color: inherit; background: none; outline: 2px solid #d62839; outline-offset: 1px; border-radius: 3px }
</style><main>
"""
# What the page by hand got wrong, as its HTML has it.
SLIPS = (
    "11 publications",
    "Two papers are",
    '<img src="https://img.shields.io/badge/AAAI--2025-darkblue" alt="" />',
    '<img src="https://img.shields.io/badge/ICML_2025-blue" alt="" />',
    "Wenjie Wei,",
    "<em>, Zijian Zhou</em>",
    '<img src="https://img.shields.io/badge/Nanophotonics--darkblue" alt="" />',
)
_LINK = re.compile(r"\x1b\]8;.*?\x1b\\\\")
_SHIELD = re.compile(r'<img src="https://img\.shields\.io/badge/(?P<path>[^"?]+)(?:\?(?P<query>[^"]*))?"[^>]*>')


def main() -> None:
    """Writes the pictures."""
    cards = example().render("cards", format="html")
    for name, scheme in SCHEMES.items():
        take(CARDS + cards, THEMES / "images" / f"{name}.png", "1100,1075", scheme=scheme)
    for name, height in HEIGHTS.items():
        take(themed(name), THEMES / "images" / f"{name}.png", f"800,{height}")
    take(CARDS + quick_start(), IMAGES / "quick-start.png", "900,272")
    (IMAGES / "lint.svg").write_text(terminal("pubs lint --config bib/pubs.toml"), encoding="utf-8")
    take(homepage(before(), SLIPS), IMAGES / "before.png", "800,1215")
    take(homepage(after(EXAMPLE / "pubs.toml")), IMAGES / "after.png", "800,1215")
    take(homepage(after(IMAGES / "later.toml")), IMAGES / "later.png", "1000,1092")


def example() -> Bibliography:
    """Returns the example of the themes; its formulas are Unicode, since pictures have no MathJax."""
    bibliography = Site.load(THEMES / "pubs.toml").bibliography
    return replace(bibliography, config=replace(bibliography.config, formulas="text"))


def themed(theme: str) -> str:
    """Returns a page with what a theme makes of the example."""
    options = {"rows": "year", "columns": "kind"} if theme == "counts" else {}
    html = example().render(theme, format="text" if theme == "plain" else "html", **options)
    shown = f"<pre>{escape(html)}</pre>" if theme == "plain" else _SHIELD.sub(_drawn, html)
    return HOMEPAGE.replace("../tests", "../../tests") + shown


def quick_start() -> str:
    """Returns what the README's first command writes."""
    (entries,) = re.findall(r"```bibtex\n(@inproceedings.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return Bibliography.loads(entries, me="Ada Lovelace").render("cards", format="html")


def terminal(command: str) -> str:
    """Returns a picture of a command and what it prints, without a font from elsewhere."""
    program = Path(sys.executable).with_name(command.split()[0])
    look = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "104"}
    printed = subprocess.run(
        [program, *command.split()[1:]], cwd=ROOT, env=look, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ).stdout
    console = Console(record=True, width=104, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ {command}"))
    console.print(Text.from_ansi(_LINK.sub("", printed)))
    return re.sub(r"@font-face \{.*?\}\s*", "", console.export_svg(title="", unique_id="lint"), flags=re.DOTALL)


def before() -> str:
    """Returns the page as its owner might keep it by hand."""
    return (Path(__file__).with_name("before.md")).read_text(encoding="utf-8")


def after(settings: Path) -> str:
    """Returns the example's page, rendered with these settings."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True))
        shutil.copy(settings, copy / "pubs.toml")
        return Site.load(copy / "pubs.toml").render()[copy / "about.md"]


def homepage(markdown: str, slips: tuple[str, ...] = ()) -> str:
    """Returns a whole page by kramdown, with these slips outlined and shields drawn, as there may be no network."""
    html = kramdown(markdown.split("---\n", 2)[2])
    for slip in slips:
        html = html.replace(slip, f"<mark>{slip}</mark>", 1)
    html = html.replace('src="images/', 'src="../bib/images/')
    return HOMEPAGE + _SHIELD.sub(_drawn, html)


def kramdown(markdown: str) -> str:
    """Returns what AcadHomepage makes of Markdown."""
    command = ["ruby", str(ROOT / "tests" / "kramdown.rb")]
    result = subprocess.run(command, input=json.dumps([markdown]), check=True, capture_output=True, text=True)
    return str(json.loads(result.stdout)[0])


def _drawn(image: re.Match[str]) -> str:
    """Draws what shields.io answers: a badge, or that there is none without a colour."""
    parts = re.split(r"(?<!-)-(?!-)", image["path"])
    query = parse_qs((image["query"] or "").replace("&amp;", "&"))
    if len(parts) < 2:
        return svg_badge("404 badge not found", css_color("red"), "#fff", "", "", "")
    text = unquote(parts[0]).replace("--", "-").replace("_", " ")
    logo, logo_color = (query.get(name, [""])[0] for name in ("logo", "logoColor"))
    return svg_badge(text, css_color(parts[1]), text_color_on(parts[1]), logo, css_color(logo_color), "")


def take(html: str, picture: Path, size: str, scheme: int = 1) -> None:
    """Opens a page beside the folder of its picture in Chromium and takes the picture."""
    with (
        tempfile.TemporaryDirectory() as profile,
        tempfile.NamedTemporaryFile("w", suffix=".html", dir=picture.parents[1], encoding="utf-8") as page,
    ):
        page.write(html)
        page.flush()
        given = [f"--user-data-dir={profile}", f"--blink-settings=preferredColorScheme={scheme}"]
        given += [f"--window-size={size}", f"--screenshot={picture}", Path(page.name).as_uri()]
        subprocess.run(["chromium", *SWITCHES.split(), *given], check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main()
