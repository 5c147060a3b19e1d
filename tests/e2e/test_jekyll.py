"""The example on a real Jekyll site, opened in a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Run

pytestmark = pytest.mark.e2e("jekyll", "chromium")
SITE = Path(__file__).parent / "site"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Jekyll site around the example, rendered with ``pubs`` and built."""
    folder = tmp_path_factory.mktemp("jekyll")
    source = folder / "source"
    shutil.copytree(SITE, source)
    for name in ("publications.bib", "pubs.toml", "images"):
        copy = shutil.copytree if (ROOT / "bib" / name).is_dir() else shutil.copy
        copy(ROOT / "bib" / name, source / name)
    page = (ROOT / "bib" / "about.md").read_text(encoding="utf-8")
    (source / "about.md").write_text(page.replace("permalink: /", "permalink: /\nlayout: default"), encoding="utf-8")
    subprocess.run(["jekyll", "build", "-s", str(source), "-d", str(folder / "out")], check=True, env=ENVIRONMENT)
    return folder / "out"


ENVIRONMENT = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"}


def browser(*arguments: str) -> str:
    """Runs Chromium without a window and returns what it prints."""
    switches = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking"
    result = subprocess.run(
        ["chromium", *switches.split(), *arguments], check=True, capture_output=True, text=True, timeout=120
    )
    return result.stdout


def test_boxes_lie_beside_their_image_and_below_it_on_a_phone(built: Path, tmp_path: Path) -> None:
    """Chromium's own layout: the image's box ends left of the text at 1280 px, and stands below it at 500 px."""
    probe = """<script>addEventListener('load', () => {
      const box = name => document.querySelector(name).getBoundingClientRect();
      const image = box('.paper-box-image img'), text = box('.paper-box-text');
      document.title = [image.right <= text.left, image.top >= text.bottom, image.width > 150].join();
    })</script></head>"""
    page = built / "index.html"
    probed = page.with_name("probed.html")
    probed.write_text(page.read_text(encoding="utf-8").replace("</head>", probe), encoding="utf-8")
    wide = browser("--window-size=1280,1600", "--dump-dom", probed.as_uri())
    narrow = browser("--window-size=500,1600", "--dump-dom", probed.as_uri())
    assert "<title>true,false,true</title>" in wide
    assert "<title>false,true,true</title>" in narrow


def test_the_page_says_what_the_bibliography_says(built: Path) -> None:
    text = (built / "index.html").read_text(encoding="utf-8")
    assert text.count("<strong>Wenjie Wei</strong>") == 12
    assert text.count("<li>") == 12 + 2 + 7 - 1 + 1  # list, box, news, honours
    assert "<table" not in text and "pubs:begin selected" in text
    assert "This page lists <!-- pubs:begin count -->12<!--" in text


def test_jekyll_publishes_neither_bib_nor_settings_after_init(tmp_path: Path, pubs: Run) -> None:
    shutil.copytree(SITE, tmp_path / "site")
    (tmp_path / "site" / "about.md").write_text("---\nlayout: default\n---\n# Publications\n", encoding="utf-8")
    (tmp_path / "site" / "papers.bib").write_text("@misc{a, title = {Owls}, author = {Wei, Wenjie}, year = 2024}")
    assert pubs("init", "--yes", cwd=tmp_path / "site").code == 0
    assert pubs("render", cwd=tmp_path / "site").code == 0
    subprocess.run(
        ["jekyll", "build", "-s", str(tmp_path / "site"), "-d", str(tmp_path / "out")], check=True, env=ENVIRONMENT
    )
    published = {path.name for path in (tmp_path / "out").rglob("*")}
    assert "about.html" in published
    assert published & {"papers.bib", "pubs.toml"} == set()
    assert "Owls" in (tmp_path / "out" / "about.html").read_text(encoding="utf-8")
