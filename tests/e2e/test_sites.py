"""The recipes of ``docs/sites.md``, each followed to the letter and built by its own generator."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from conftest import ROOT, Run
from visible import visible

from pubmanager import Site

if TYPE_CHECKING:
    from visible import Run as Seen

RECIPES = (ROOT / "docs" / "sites.md").read_text(encoding="utf-8")
BIB = r"""@inproceedings{loops, title = {Loops \& *Stars* in {\$}5 {<}Engines{>}: A | B}, author = {Lovelace*, Ada and Babbage*, C.},
  booktitle = {International Conference on Machine Learning}, year = 2024, selected = {true}, arxiv = {2401.00001},
  code = {lovelace/loops}, preview = {loops.png}, summary = {It loops.}}
@article{gears, title = {Gears {{x}} of \textasciigrave{}r 1 + 1\textasciigrave{} [all](kinds)}, author = {Babbage, C. and Lovelace, Ada},
  journal = {Nature Machine Intelligence}, year = 2023, volume = 3, pages = {1--9}, doi = {10.1000/gears}}
"""
BOXES = '\n[list.boxes]\ntheme = "paper-box"\nformat = "html"\n'
# Section, the page's first lines, files a site has anyway, the command that builds it, and the page it makes.
SITES = {
    "Hugo, HugoBlox": (
        "---\ntitle: Publications\n---\n",
        {f"layouts/_default/{name}.html": "<body>{{ .Content }}</body>" for name in ("single", "list")},
        "hugo",
        "public/publications/index.html",
    ),
    "MkDocs": ("", {"mkdocs.yml": "site_name: Homepage\n", "docs/index.md": "# Home\n"}, "mkdocs build --quiet",
               "site/publications/index.html"),
    "Sphinx": ("", {"index.rst": "Home\n====\n\n.. toctree::\n\n   publications\n   all\n", "all.rst": "All\n===\n\n{rst}"},
               "sphinx-build -q . out", "out/publications.html"),
    "Pelican": ("Title: Publications\n\n", {}, "pelican content --output out --quiet", "out/pages/publications.html"),
    "Quarto": ("---\ntitle: Publications\n---\n", {}, "pandoc --standalone publications.qmd -o out.html", "out.html"),
}  # fmt: skip


def blocks(section: str) -> dict[str, str]:
    """The files of a recipe, by the name in their first line; what has no name by its kind."""
    text = RECIPES.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^```(\w+)\n(?:# (\S+\.\w+)\n)?(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return {name or kind: body for kind, name, body in found}


def made(section: str, folder: Path, pubs: Run) -> tuple[Site, str]:
    """Sets a site up as its recipe says, renders and builds it; returns it and the HTML of its page."""
    head, files, command, result = SITES[section]
    given = blocks(section)
    given["pubs.toml"] += given.pop("toml", "") + BOXES
    rst = given.pop("rst", "")
    for name, text in {**{name: text.replace("{rst}", rst) for name, text in files.items()}, **given}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / re.findall(r'bib = \["(.*?)"', given["pubs.toml"])[0]).write_text(BIB, encoding="utf-8")
    page = folder / re.findall(r'pages = \["(.*?)"', given["pubs.toml"])[0]
    page.parent.mkdir(parents=True, exist_ok=True)
    names = [name for name in re.findall(r"^\[list\.(\w+)\]", given["pubs.toml"], re.MULTILINE) if name != "all"]
    regions = "".join(f"<!-- pubs:begin {name} -->\n<!-- pubs:end {name} -->\n\n" for name in names)
    page.write_text(f"{head}# Publications\n\n{regions}", encoding="utf-8")
    assert pubs("render", cwd=folder).code == 0
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    built = subprocess.run(command.split(), cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert built.returncode == 0, built.stdout + built.stderr
    return Site.load(folder / "pubs.toml"), (folder / result).read_text(encoding="utf-8")


def seen(html: str) -> list[Seen]:
    """What a reader sees, without styles."""
    return visible(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))


@pytest.mark.parametrize(
    "section",
    [
        pytest.param("Hugo, HugoBlox", marks=pytest.mark.e2e("hugo")),
        pytest.param("MkDocs", marks=pytest.mark.e2e("mkdocs")),
        pytest.param("Sphinx", marks=pytest.mark.e2e("sphinx-build")),
        pytest.param("Pelican", marks=pytest.mark.e2e("pelican")),
        pytest.param("Quarto", marks=pytest.mark.e2e("pandoc")),
    ],
)
def test_a_site_shows_what_is_rendered(section: str, tmp_path: Path, pubs: Run) -> None:
    """Every region, as its generator builds it, has the text, links, images and emphasis of the list as HTML."""
    site, html = made(section, tmp_path, pubs)
    for name in ("selected", "others", "boxes"):
        region = re.search(rf"pubs:begin {name} -->(.*?)<!-- pubs:end {name}", html, re.DOTALL)
        assert region, name
        assert seen(region[1]) == seen(site.render_list(name, "html")), name
    if section == "Sphinx":
        check_included(tmp_path, site)


def check_included(folder: Path, site: Site) -> None:
    """A page in reStructuredText has the file of the list ``all`` as it is."""
    included = (folder / "out" / "all.html").read_text(encoding="utf-8")
    whole = re.sub(r"<!-- pubs:.*?-->", "", (folder / "_generated" / "publications.html").read_text(encoding="utf-8"))
    assert whole.strip() in included and "Loops" in whole
    assert seen(whole) == seen(site.render_list("all", "html"))


def test_the_settings_of_other_programs_can_be_read() -> None:
    files = {name: text for section in SITES for name, text in blocks(section).items()}
    assert yaml.safe_load(files["_quarto.yml"])["project"]["pre-render"] == "pubmanager render"
    assert set(files) >= {"hugo.toml", "conf.py", "pubs.toml"}
