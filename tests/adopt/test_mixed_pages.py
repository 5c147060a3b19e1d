"""Five pages in forms that real pages mix: what is adopted from them is rendered as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography
from pubmanager.adopt.adoption import Adoption, adopt
from pubmanager.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

NUMBERED = """\
# About me

I am **Ada Byron**. I study maps.

# 📝 Publications

(\\* equal contribution, ✉ corresponding author)

## Journals

1. ![](https://img.shields.io/badge/TPAMI-2024-blue) ![](https://img.shields.io/badge/CCF--A-red) **Maps for Birds That Fly at Night**. Kurt Weaver\\*, **Ada Byron**\\*, Mia Okafor<sup>✉</sup>. *IEEE Transactions on Pattern Analysis and Machine Intelligence*, 46(3): 112-125, 2024. [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs)](https://example.org/birds.pdf) [![](https://img.shields.io/badge/Code-fff?logo=github)](https://github.com/ada/birds)
2. ![](https://img.shields.io/badge/TIP-2023-blue) ![](https://img.shields.io/badge/CCF--A-red) **Measuring Rivers With Kites**. **Ada Byron**, Lena Fischer<sup>✉</sup>. *IEEE Transactions on Image Processing*, 32: 88-99, 2023. [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs)](https://example.org/kites.pdf)
3. ![](https://img.shields.io/badge/PR-2022-blue) ![](https://img.shields.io/badge/CCF--B-orange) **Counting Herons Twice**. Mia Okafor, **Ada Byron**. *Pattern Recognition*, 121: 108-119, 2022. [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs)](https://example.org/herons.pdf) [![](https://img.shields.io/badge/Code-fff?logo=github)](https://github.com/ada/herons)

## Conferences

1. ![](https://img.shields.io/badge/CVPR-2024-green) ![](https://img.shields.io/badge/Oral-yellow) **A Short History of Bridges**. **Ada Byron**\\*, Kurt Weaver\\*. *CVPR*, 2024. [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs)](https://example.org/bridges.pdf)
2. ![](https://img.shields.io/badge/ICLR-2023-green) **Lanterns and Other Lights**. Lena Fischer, **Ada Byron**, et al. *ICLR*, 2023. [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs)](https://example.org/lanterns.pdf)
"""
PLAIN = """\
<!DOCTYPE html>
<html>
<head><title>Ada Byron</title></head>
<body>
<h1>Ada Byron</h1>
<p>I study maps, and the people who draw them.</p>
<h2>Selected papers</h2>
<ol>
<li>
  K. Weaver, <strong>A. Byron</strong> and M. Okafor,
  &ldquo;<a href="https://example.org/owls.pdf">How Owls Find Their Way at Night</a>,&rdquo;
  in <em>Proceedings of the Conference on Night Birds</em>, pp. 12&ndash;21, 2023.
  [<a href="https://example.org/owls-slides.pdf">slides</a>] [<a href="https://github.com/ada/owls">code</a>]
</li>
<li>
  <strong>A. Byron</strong> and L. Fischer,
  &ldquo;<a href="https://example.org/rivers.pdf">Rivers That Nobody Measured</a>,&rdquo;
  in <em>Proceedings of the Workshop on Wide Rivers</em>, pp. 3&ndash;9, 2022.
  [<a href="https://example.org/rivers-slides.pdf">slides</a>]
</li>
<li>
  M. Okafor and <strong>A. Byron</strong>,
  &ldquo;<a href="https://example.org/herons.pdf">A Baseline for Counting Herons</a>,&rdquo;
  in <em>Proceedings of the Conference on Night Birds</em>, pp. 30&ndash;38, 2021.
</li>
</ol>
<h2>Teaching</h2>
<ul><li>Maps, summer 2023</li></ul>
</body>
</html>
"""
BIBLIOGRAPHY = """\
---
layout: page
title: publications
---
<div class="publications">
<h2 class="bibliography">2024</h2>
<ol class="bibliography">
<li>
<div class="row">
  <div class="col col-sm-2 abbr"><abbr class="badge rounded w-100"><a href="https://cvpr.example.org">CVPR</a></abbr></div>
  <div id="byron2024bridges" class="col-sm-8">
    <div class="title">A Short History of Bridges</div>
    <div class="author"><em>Ada Byron</em>, Kurt Weaver, and <a href="https://mia.example.org" target="_blank">Mia Okafor</a></div>
    <div class="periodical"><em>In Conference on Computer Vision and Pattern Recognition</em>, 2024</div>
    <div class="periodical"></div>
    <div class="links">
      <a class="abstract btn btn-sm z-depth-0" role="button">Abs</a>
      <a href="https://arxiv.org/abs/2401.00001" class="btn btn-sm z-depth-0" role="button">arXiv</a>
      <a href="https://example.org/bridges.pdf" class="btn btn-sm z-depth-0" role="button">PDF</a>
      <a href="https://github.com/ada/bridges" class="btn btn-sm z-depth-0" role="button">Code</a>
    </div>
    <div class="abstract hidden"><p>We follow bridges through the centuries and list who crossed them.</p></div>
  </div>
</div>
</li>
<li>
<div class="row">
  <div class="col col-sm-2 abbr"><abbr class="badge rounded w-100">TPAMI</abbr></div>
  <div id="weaver2024maps" class="col-sm-8">
    <div class="title">Maps for Birds That Fly at Night</div>
    <div class="author">Kurt Weaver, and <em>Ada Byron</em></div>
    <div class="periodical"><em>IEEE Transactions on Pattern Analysis and Machine Intelligence</em>, 2024</div>
    <div class="periodical"></div>
    <div class="links">
      <a class="abstract btn btn-sm z-depth-0" role="button">Abs</a>
      <a href="https://example.org/maps.pdf" class="btn btn-sm z-depth-0" role="button">PDF</a>
    </div>
    <div class="abstract hidden"><p>We draw maps for birds and ask them whether they help.</p></div>
  </div>
</div>
</li>
</ol>
<h2 class="bibliography">2022</h2>
<ol class="bibliography">
<li>
<div class="row">
  <div class="col col-sm-2 abbr"><abbr class="badge rounded w-100">ICML</abbr></div>
  <div id="byron2022rivers" class="col-sm-8">
    <div class="title">Rivers That Nobody Measured</div>
    <div class="author"><em>Ada Byron</em>, and Lena Fischer</div>
    <div class="periodical"><em>In International Conference on Machine Learning</em>, 2022</div>
    <div class="periodical"></div>
    <div class="links">
      <a href="https://example.org/rivers.pdf" class="btn btn-sm z-depth-0" role="button">PDF</a>
    </div>
  </div>
</div>
</li>
</ol>
</div>
"""
BRIDGES = """\
---
title: "A Short History of Bridges: Who Crossed Them, and Why"
collection: publications
category: conferences
permalink: /publication/2024-05-01-bridges
excerpt: 'We follow bridges through the centuries and list who crossed them.'
date: 2024-05-01
venue: 'IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)'
slidesurl: 'https://example.org/files/bridges-slides.pdf'
paperurl: 'https://example.org/files/bridges.pdf'
bibtexurl: 'https://example.org/files/bridges.bib'
citation: 'Byron, Ada, Weaver, Kurt, and Okafor, Mia. (2024). &quot;A Short History of Bridges.&quot; <i>CVPR</i>. 1(2).'
---

We follow bridges through the centuries.
"""
RIVERS = """\
---
title: Rivers That Nobody Measured
collection: publications
category: manuscripts
permalink: /publication/2022-rivers
date: 2022-03-10
venue: Journal of Wide Rivers
paperurl: https://doi.org/10.1000/rivers.22
authors: Ada Byron, Lena Fischer
citation: Ada Byron and Lena Fischer. "Rivers That Nobody Measured." Journal of Wide Rivers, 2022.
---
"""
DATA = """\
main:
  - title: "How Owls Find Their Way at Night"
    authors: Kurt Weaver*, <strong>Ada Byron</strong>*, Mia Okafor
    conference_short: NeurIPS
    conference: Advances in Neural Information Processing Systems <strong>(NeurIPS)</strong>, 2023
    pdf: https://example.org/owls.pdf
    code: https://github.com/ada/owls
    page: https://ada.example.org/owls
    bibtex: https://example.org/owls.bib
    image: ./images/owls.png
    notes: Oral
    others: <a href="https://example.org/poster.pdf">Poster</a>
  - title: Kites Over Wide Rivers
    authors: ["Ada Byron", "Lena Fischer"]
    venue: ICML
    year: 2022
    links:
      - name: Paper
        url: https://example.org/kites.pdf
      - name: Code
        url: https://github.com/ada/kites
"""
PAGES = {"about.md": NUMBERED, "index.html": PLAIN, "publications.html": BIBLIOGRAPHY}


def adopted(path: str) -> Adoption:
    return adopt([Source(path, PAGES[path])], me="Ada Byron")


@pytest.mark.parametrize("path", PAGES)
def test_all_entries_come_back(path: str) -> None:
    adoption = adopted(path)
    found = [each for differences in adoption.differences.values() for each in differences]
    assert len(found) == {"about.md": 5, "index.html": 3, "publications.html": 3}[path]
    assert {key: str(each) for key, each in found if not each.is_same} == {}
    assert not any("kept in" in note for note in adoption.notes)


def test_a_numbered_list_with_shields() -> None:
    maps, kites, _, bridges, lanterns = adopted("about.md").bibliography
    assert (maps.volume, maps.number, maps.rank) == ("46", "3", ("CCF-A",))
    assert (kites.volume, kites.pages) == ("32", "88–99")
    assert [each.roles for each in maps.authors] == [("equal",), ("equal",), ("corresponding",)]
    assert (bridges.venue.short, bridges.presentation, lanterns.has_others) == ("CVPR", "oral", True)
    assert {link.kind for link in maps.links} == {"pdf", "code"}


def test_plain_html() -> None:
    adoption = adopted("index.html")
    owls, *_ = adoption.bibliography
    assert [each.name.full for each in owls.authors] == ["K. Weaver", "A. Byron", "M. Okafor"]
    assert owls.year == 2023
    assert {link.kind for link in owls.links} == {"url", "slides", "code"}
    assert "<h2>Teaching</h2>\n<ul><li>Maps, summer 2023</li></ul>" in adoption.filled["index.html"]


def test_a_bibliography_with_folded_abstracts_and_linked_venues() -> None:
    adoption = adopted("publications.html")
    bridges, maps, rivers = adoption.bibliography
    assert [each.venue.short for each in (bridges, maps, rivers)] == ["CVPR", "TPAMI", "ICML"]
    assert bridges.abstract.text == "We follow bridges through the centuries and list who crossed them."
    assert (bridges.type, maps.type) == ("inproceedings", "article")
    assert bridges.identifiers["arxiv"] == "2401.00001"


def test_a_collection_of_academicpages(tmp_path: Path, pubs: Run) -> None:
    folder = tmp_path / "_publications"
    folder.mkdir()
    (folder / "2024-05-01-bridges.md").write_text(BRIDGES, encoding="utf-8")
    (folder / "2022-rivers.md").write_text(RIVERS, encoding="utf-8")
    names = [f"_publications/{each.name}" for each in sorted(folder.iterdir())]
    assert pubs("adopt", *names, "--yes", cwd=tmp_path).code == 0
    rivers, bridges = Bibliography.load(tmp_path / "publications.bib", me="Ada Byron")
    assert [each.name.full for each in bridges.authors] == ["Ada Byron", "Kurt Weaver", "Mia Okafor"]
    assert [each.name.full for each in rivers.authors] == ["Ada Byron", "Lena Fischer"]
    assert (bridges.title.text, bridges.venue.short) == (
        "A Short History of Bridges: Who Crossed Them, and Why",
        "CVPR",
    )
    assert (bridges.date and bridges.date.text, rivers.container.text) == ("2024-05", "Journal of Wide Rivers")
    assert {"https://example.org/files/bridges.pdf", "https://example.org/files/bridges-slides.pdf"} <= {
        link.url for link in bridges.links
    }


def test_data_of_a_site(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / "publications.yml").write_text(DATA, encoding="utf-8")
    assert pubs("adopt", "_data/publications.yml", "--yes", cwd=tmp_path).code == 0
    owls, kites = Bibliography.load(tmp_path / "publications.bib", me="Ada Byron")
    assert [each.name.full for each in owls.authors] == ["Kurt Weaver", "Ada Byron", "Mia Okafor"]
    assert (owls.venue.short, owls.year, owls.presentation) == ("NeurIPS", 2023, "oral")
    assert (kites.venue.short, kites.year) == ("ICML", 2022)
    assert {link.kind: link.url for link in kites.links} == {
        "pdf": "https://example.org/kites.pdf",
        "code": "https://github.com/ada/kites",
    }
    assert "https://example.org/poster.pdf" in {link.url for link in owls.links}
