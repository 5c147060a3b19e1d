"""Bibliographies in other formats become entries: one paper in each of them, the same entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

FILES = {
    "library.ris": """\
TY  - JOUR
AU  - Byron, Ada
AU  - van den Berg, Kurt
TI  - How Owls Find Their Way & Home
JO  - Journal of Maps
PY  - 2024/05/01
VL  - 3
IS  - 2
SP  - 11
EP  - 19
DO  - 10.1000/owls
ER  -
""",
    "pubmed.nbib": """\
PMID- 12345678
TI  - How Owls Find Their
      Way & Home.
PG  - 11-19
LID - 10.1000/owls [doi]
FAU - Byron, Ada
AU  - Byron A
FAU - van den Berg, Kurt
AU  - van den Berg K
TA  - J Maps
JT  - Journal of Maps
DP  - 2024 May
VI  - 3
IP  - 2
""",
    "endnote.enw": """\
%0 Journal Article
%T How Owls Find Their Way & Home
%A Byron, Ada
%A van den Berg, Kurt
%J Journal of Maps
%V 3
%N 2
%P 11-19
%D 2024
%R 10.1000/owls
""",
    "library.csl.json": """\
[{"id": "x", "type": "article-journal", "title": "How Owls Find Their Way & Home",
  "author": [{"family": "Byron", "given": "Ada"}, {"family": "Berg", "given": "Kurt", "non-dropping-particle": "van den"}],
  "container-title": "Journal of Maps", "volume": "3", "issue": "2", "page": "11-19", "DOI": "10.1000/owls",
  "issued": {"date-parts": [[2024, 5, 1]]}}]
""",
    "CITATION.cff": """\
cff-version: 1.2.0
title: owls
message: cite the paper
authors: [{family-names: Byron, given-names: Ada}]
preferred-citation:
  type: article
  title: How Owls Find Their Way & Home
  authors:
    - {family-names: Byron, given-names: Ada}
    - {family-names: van den Berg, given-names: Kurt}
  journal: Journal of Maps
  volume: 3
  issue: 2
  start: 11
  end: 19
  year: 2024
  month: 5
  doi: 10.1000/owls
""",
    "hayagriva.yml": """\
owls:
  type: Article
  title: How Owls Find Their Way & Home
  author: ["Byron, Ada", "van den Berg, Kurt"]
  date: 2024-05
  page-range: 11-19
  serial-number: {doi: 10.1000/owls}
  parent: {type: Periodical, title: Journal of Maps, volume: 3, issue: 2}
""",
    "publications.yml": """\
main:
  - title: How Owls Find Their Way & Home
    authors: <b>Ada Byron</b>, Kurt van den Berg
    journal: Journal of Maps
    year: 2024
    volume: 3
    number: 2
    pages: 11--19
    doi: 10.1000/owls
""",
    "paper.md": """\
---
title: How Owls Find Their Way & Home
collection: publications
date: 2024-05-01
venue: Journal of Maps
volume: 3
number: 2
pages: 11--19
doi: 10.1000/owls
citation: 'Ada Byron, Kurt van den Berg (2024). &quot;How Owls Find Their Way.&quot; <i>Journal of Maps</i>.'
---
""",
}


@pytest.mark.parametrize("name", FILES)
def test_a_paper_in_every_format(name: str, tmp_path: Path, pubs: Run) -> None:
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    result = pubs("adopt", name, "--yes", cwd=tmp_path)
    assert (result.code, result.err) == (0, "1 new entry, 0 in the .bib already\n")
    (found,) = Bibliography.load(tmp_path / "publications.bib", me="Ada Byron")
    assert (found.key, found.type, found.year) == ("byron2024owls", "article", 2024)
    assert found.title.text == "How Owls Find Their Way & Home"
    assert [author.name.full for author in found.authors] == ["Ada Byron", "Kurt van den Berg"]
    assert found.container.text == "Journal of Maps" and found.identifiers["doi"] == "10.1000/owls"
    values = [found.entry.value(each) for each in ("volume", "number", "pages")]
    assert values == ["3", "2", "11--19"]


def test_what_is_there_is_completed(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "publications.bib").write_text(
        "@article{mine,\n  title = {How owls find their way \\& home},\n  author = {Byron, Ada and others},\n  year = 2024,\n}\n",
        encoding="utf-8",
    )
    (tmp_path / "library.ris").write_text(FILES["library.ris"], encoding="utf-8")
    result = pubs("adopt", "library.ris", "--yes", cwd=tmp_path)
    assert (result.code, result.err) == (0, "0 new entries, 1 in the .bib already\n")
    (found,) = Bibliography.load(tmp_path / "publications.bib")
    assert found.key == "mine" and found.identifiers["doi"] == "10.1000/owls"
    assert found.title.text == "How owls find their way & home"
    again = pubs("adopt", "library.ris", "--diff", cwd=tmp_path)
    assert (again.code, again.out) == (0, "")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.json", "[{]", "not valid JSON"),
        ("a.yml", "a: [", "YAML"),
        ("a.ris", "TY  - JOUR\nnonsense", ""),
        ("a.nbib", "nothing", "no publications were found"),
        ("a.enw", "", "no publications were found"),
    ],
)
def test_mistakes_are_one_sentence(name: str, text: str, words: str, tmp_path: Path, pubs: Run) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = pubs("adopt", name, "--yes", cwd=tmp_path)
    assert result.code == 2 and words in result.err and result.err.count("\n") == 1
    assert not (tmp_path / "publications.bib").exists()


PAPER = "---\ntitle: {title}\nauthors: [admin, Robert Ford]\npublication_types: ['article-journal']\ndate: '2020-05-01'\npublication: Journal of Maps\n---\n"


def test_papers_of_hugo_with_a_file_each(tmp_path: Path, pubs: Run) -> None:
    """New entries go to one file, what is there is completed, and the owner has a name instead of a folder."""
    files = {
        "content/authors/admin/_index.md": "---\ntitle: Ada Byron\nsuperuser: true\n---\n",
        "content/publication/owls/index.md": PAPER.format(title="Owls at Home"),
        "content/publication/owls/cite.bib": "@article{owls, title = {Owls at Home}, year = {2020}}\n",
        "content/publication/larks/index.md": PAPER.format(title="Larks Abroad"),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    pages = [path for path in files if path.endswith("index.md") and "authors" not in path]
    assert pubs("adopt", *pages, "--yes", cwd=tmp_path).code == 0
    found = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.bib")}
    assert sorted(found) == ["content/publication/owls/cite.bib", "publications.bib"]
    assert "Larks Abroad" in found["publications.bib"] and "Owls" not in found["publications.bib"]
    for text in found.values():
        authors = Bibliography.loads(text).publications[0].authors
        assert [each.name.full for each in authors] == ["Ada Byron", "Robert Ford"]
