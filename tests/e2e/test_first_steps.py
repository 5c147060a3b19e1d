"""The first ten minutes on each kind of site: its files as its template has them, ``init``, ``render``, ``lint``, its own
generator, and a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest
from visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Run

PAPERS = {
    "loops": r"""@inproceedings{loops, title = {Loops in $O(n^2)$ H$_2$O Engines \& Mills}, author = {Byron, Ada and Babbage, C.},
  booktitle = {International Conference on Machine Learning}, year = 2024, selected = {true}, preview = {loops.png},
  pdf = {https://example.org/loops.pdf}, award = {Best Paper}}
""",
    "gears": r"""@article{gears, title = {Gears {\&} \emph{Cards}}, author = {Babbage, C. and A. Byron}, journal = {Nature}, volume = 3,
  year = 2023, doi = {10.1000/gears}}
""",
    "thesis": "@phdthesis{thesis, title = {On *Stars*}, author = {Ada Byron}, school = {Polar University}, year = 2022}\n",
    "notes": """@misc{notes, title = {Notes <on> Owls}, author = {Byron, Ada and Roe, Max}, eprint = {2101.00001},
  archiveprefix = {arXiv}, year = 2021}
""",
}
BIB = "".join(PAPERS.values())
TITLES = ("Engines & Mills", "Gears & Cards", "On *Stars*", "Notes <on> Owls")
LAYOUT = "<!doctype html><html><head><meta charset='utf-8'></head><body>{{ content }}</body></html>"
JEKYLL = {"_config.yml": "title: x\nauthor:\n  name: Ada Byron\n", "publications.bib": BIB}
JEKYLL |= {f"_layouts/{name}.html": LAYOUT for name in ("default", "page", "archive", "single")}
LOOP = "{% for post in site.publications reversed %}\n  {{ post.title }}\n{% endfor %}\n"
BUILD = "jekyll build -q -s . -d out"
# The files of a site, the folder of its previews, the command that builds it, the page it makes, and its themes.
SITES: dict[str, tuple[dict[str, str], str, str, str, list[str]]] = {
    "AcadHomepage": (
        {**JEKYLL, "_sass/_style.scss": ".paper-box { display: flex; }", "_config.yml": "author:\n  name: 'Ada Byron (艾达)'\ninclude: [_pages]\n",
         "_pages/about.md": "---\npermalink: /\nlayout: default\n---\n\n# About me\n\nHi!\n\n# 📝 Publications\n\n# Honors\n"},
        "images", BUILD, "index.html", ["paper-box", "badge-list"]),
    "academicpages": (
        {**JEKYLL, "_publications/a.md": "---\ntitle: A\n---\n", "markdown_generator/x.py": "", "_config.yml": "author:\n  name: Dr. Ada Byron\ninclude: [_pages]\n",
         "_pages/publications.md": f"---\nlayout: archive\ntitle: Publications\npermalink: /publications/\n---\n\n{LOOP}"},
        "images", BUILD, "publications/index.html", ["citation-list"]),
    "al-folio": (
        {**JEKYLL, "_config.yml": "baseurl: /site\nfirst_name: Ada\nlast_name: Byron\nscholar:\n  last_name: [Byron]\n  first_name: [Ada, A.]\ninclude: [_pages]\n",
         "_bibliography/papers.bib": BIB.replace("https://example.org/loops.pdf", "loops.pdf"), "assets/pdf/loops.pdf": "%PDF",
         "_pages/publications.md": "---\nlayout: page\ntitle: publications\npermalink: /publications/\n---\n\n<div class=\"publications\">\n\n{% bibliography %}\n\n</div>\n"},
        "assets/img/publication_preview", BUILD.replace("out", "out/site"), "site/publications/index.html", ["badge-list"]),
    "luost26": (
        {**JEKYLL, "_config.yml": "title: x\n", "_data/profile.yml": 'primary_name: "Ada Byron"\n', "_includes/widgets/publication_item.html": "x",
         "publications.html": f"---\nlayout: default\ntitle : \"Publications\"\npermalink: /publications\n---\n\n<div class=\"row\">\n{LOOP}</div>\n"},
        "assets/images/covers", BUILD, "publications.html", ["cards", "badge-list"]),
    "HugoBlox": (
        {"config/_default/hugo.yaml": "baseURL: https://ada.example.org/\nmarkup:\n  goldmark:\n    renderer:\n      unsafe: true\n",
         **{f"content/publication/{key}/cite.bib": text for key, text in PAPERS.items()}, "publications.bib": BIB,
         **{f"layouts/_default/{name}.html": "<body>{{ .Content }}</body>" for name in ("single", "list")}},
        "static/images", "hugo --quiet --destination out", "publications/index.html", ["cards", "badge-list"]),
    "Hugo": (
        {"hugo.toml": "baseURL = 'https://ada.example.org/'\n[markup.goldmark.renderer]\nunsafe = true\n", "publications.bib": BIB,
         **{f"layouts/_default/{name}.html": "<body>{{ .Content }}</body>" for name in ("single", "list")}},
        "static/images", "hugo --quiet --destination out", "publications/index.html", ["cards", "badge-list"]),
    "Quarto": (
        {"_quarto.yml": "project:\n  type: website\n", "index.qmd": "---\ntitle: Home\n---\n\nHi!\n",
         "references.bib": BIB.replace("$O(n^2)$", "")},  # Quarto brings MathJax, which is not here,
        "images", "pandoc --standalone --from markdown publications.qmd -o out/publications.html", "publications.html", ["cards", "badge-list"]),
    "MkDocs": (
        {"mkdocs.yml": "site_name: x\nsite_author: Ada Byron\n", "docs/index.md": "# Home\n", "publications.bib": BIB},
        "docs/images", "mkdocs build --quiet --site-dir out", "publications/index.html", ["cards", "badge-list"]),
    "Sphinx": (
        {"conf.py": "author = 'Ada Byron'\nextensions = ['myst_parser']\nhtml_static_path = ['_static']\nmyst_enable_extensions = []\n",
         "index.rst": "Home\n====\n\n.. toctree::\n\n   publications\n", "publications.bib": BIB},
        "_static/images", "sphinx-build -q . out", "publications.html", ["cards", "badge-list"]),
    "Pelican": (
        {"pelicanconf.py": "AUTHOR = 'Ada Byron'\nSITEURL = ''\nSTATIC_PATHS = ['images']\nPATH = 'content'\n", "content/first.md": "Title: First\nDate: 2024-01-01\n\nHi\n",
         "publications.bib": BIB},
        "content/images", "pelican content --output out --quiet --settings pelicanconf.py", "pages/publications.html", ["cards", "badge-list"]),
    "plain HTML": (
        {"index.html": "<!doctype html>\n<html><head><meta charset='utf-8'><title>Ada</title></head>\n<body>\n<h1>Ada</h1>\n<h2>Publications</h2>\n</body></html>\n",
         "publications.bib": BIB},
        "images", "cp -r index.html images out", "index.html", ["cards", "badge-list"]),
}  # fmt: skip
PROGRAMS = {"pandoc": "pandoc", "cp": "chromium"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)


def write(folder: Path, files: dict[str, str], images: str) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / images).mkdir(parents=True, exist_ok=True)
    (folder / images / "loops.png").write_bytes(PNG)
    (folder / "out").mkdir()


def build(folder: Path, command: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "JEKYLL_NO_BUNDLER_REQUIRE": "true"}
    made = subprocess.run(command.split(), cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert made.returncode == 0, made.stdout + made.stderr


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "out")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def opened(url: str) -> str:
    """The page as Chromium has it, without what it hides."""
    switches = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --dump-dom"
    nowhere = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"  # images of other sites are not asked for
    command = ["chromium", *switches.split(), nowhere, url]
    made = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    return re.sub(r"<(style|script)\b.*?</\1>", "", made, flags=re.DOTALL)


def is_there(url: str) -> bool:
    try:
        with urlopen(url, timeout=20) as answer:
            return bool(answer.status == 200)
    except HTTPError:
        return False


def regions_of(html: str) -> str:
    return "".join(re.findall(r"<!-- pubs:begin \w+ -->(.*?)<!-- pubs:end \w+", html, re.DOTALL))


def needs(site: str) -> list[str]:
    program = SITES[site][2].split()[0]
    return sorted({"chromium", PROGRAMS.get(program, program)})


@pytest.mark.parametrize("site", [pytest.param(name, marks=pytest.mark.e2e(*needs(name))) for name in SITES])
def test_init_render_lint_build_and_open(site: str, tmp_path: Path, pubs: Run, served: str) -> None:
    files, images, command, page, themes = SITES[site]
    write(tmp_path, files, images)
    first = pubs("init", "--yes", cwd=tmp_path)
    assert first.code == 0, first.err
    assert first.err.splitlines()[-1] == "next: 'pubs render' fills the regions"
    settings = (tmp_path / "pubs.toml").read_text(encoding="utf-8")
    assert re.findall(r'^theme = "(.*)"', settings, re.MULTILINE) == themes
    for name in re.findall(r"(\S+): remove '", first.err):  # what init says
        text = (tmp_path / name).read_text(encoding="utf-8")
        text = re.sub(r"\{% for .*?\{% endfor %\}|\{% bibliography %\}", "", text, flags=re.DOTALL)
        (tmp_path / name).write_text(text, encoding="utf-8")
    rendered = pubs("render", cwd=tmp_path)
    assert rendered.code == 0 and "note:" not in rendered.err, rendered.err
    assert pubs("init", cwd=tmp_path).err == "next: 'pubs lint' checks the .bib\n"
    found = pubs("lint", cwd=tmp_path)
    assert found.code == 0, found.out
    if site == "Quarto":
        (tmp_path / "out" / "images").symlink_to(tmp_path / "images")
    build(tmp_path, command)
    assert (tmp_path / "out" / page).is_file(), sorted(str(each) for each in (tmp_path / "out").rglob("*.html"))
    html = opened(served + page)
    check(regions_of(html), served + page)


def check(html: str, url: str) -> None:
    """Each paper once, with its year and the owner in bold; nothing raw, and no local address that leads nowhere."""
    text = "".join(run.text for run in visible(html) if not run.image)
    for title in TITLES:
        assert "".join(text.split()).count("".join(title.split())) == 1, text  # blanks between runs do not count
    for year in ("2024", "2023", "2022", "2021"):
        assert year in "".join(run.text for run in visible(html)), year
    assert len(re.findall(r"<strong>A(?:da|\.) Byron</strong>", html)) == len(TITLES), html
    for raw in ("**", "](", "{{", "{%", "\\", "$", "~~~", "```", "^2", "&amp;", "markdown=", "pubs:"):
        assert raw not in text, (raw, text)
    addresses = re.findall(r'\b(?:href|src)="([^"]*)"', html)
    assert any("loops.png" in each for each in addresses) or "pubs-card" not in html
    local = {urljoin(url, unescape(each)) for each in addresses if not urlsplit(each).scheme}
    assert [each for each in local if not is_there(each)] == []
