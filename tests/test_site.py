"""Sites: what is written, what is refused, and that nothing else is touched."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

BIB = (
    "@article{owl,\n  title = {Owls},\n  author = {Byron, Ada and Doe*, Jane},\n  journal = {Nature},\n  year = 2024}\n"
)
PAGE = "Ünder\n\n<!-- pubs:begin all -->\n<!-- pubs:end all -->\n\nthe end"
SETTINGS = 'bib = "papers.bib"\npages = "about.md"\n[me]\nname = "Ada Byron"\n[list.all]\ntheme = "badge-list"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "papers.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "about.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(
        SETTINGS + '[marks.read]\n"*" = "equal"\n[marks]\nequal = "†"\n', encoding="utf-8"
    )
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_citation_is_shown_once_on_a_page(site: Path, pubs: Run) -> None:
    """Where the first list that would show it does; a list that does not show citations takes none away."""
    edit(site / "papers.bib", "year = 2024", "year = 2024,\n  google_scholar_id = {abcdefghijkl:mnopqrstuvwx}")
    rows = 'theme = "badge-list"\noptions = { rows = ["title", "citations"] }\n'
    with (site / "pubs.toml").open("a") as settings:
        settings.write(f"[list.first]\n{rows}[list.second]\n{rows}")
    regions = "".join(
        f"<!-- pubs:begin {name} -->\n<!-- pubs:end {name} -->\n" for name in ("all", "second", "first", "second")
    )
    (site / "about.md").write_text(regions)
    (site / "more.md").write_text(regions)
    edit(site / "pubs.toml", 'pages = "about.md"', 'pages = ["about.md", "more.md"]')
    for _ in range(2):
        assert pubs("render", "--config", site / "pubs.toml").code == 0
        for page in ("about.md", "more.md"):
            text = (site / page).read_text(encoding="utf-8")
            assert text.count("data='abcdefghijkl:mnopqrstuvwx'") == 1
            assert "data=" in text[text.index("begin second") : text.index("begin first")]
            assert text.count("begin second") == 2 and text.count("Owls") == 4


@pytest.mark.parametrize(
    ("text", "codec", "bom", "dagger"),
    [
        (PAGE, "utf-8", b"", "†"),
        (PAGE + "\n", "utf-8", codecs.BOM_UTF8, "†"),
        (PAGE.replace("\n", "\r\n"), "utf-8", b"", "†"),
        (PAGE, "latin-1", b"", "&#8224;"),
        (PAGE, "utf-16-le", codecs.BOM_UTF16_LE, "†"),
    ],
    ids=["no final newline", "BOM", "CRLF", "Latin-1", "UTF-16"],
)
def test_bytes_outside_regions_stay(site: Path, pubs: Run, text: str, codec: str, bom: bytes, dagger: str) -> None:
    page, begin, end = site / "about.md", "<!-- pubs:begin all -->", "<!-- pubs:end all -->"
    page.write_bytes(bom + text.encode(codec))
    assert pubs("render", cwd=site).code == 0
    result = page.read_bytes()
    assert result.startswith(bom + text[: text.index(begin) + len(begin)].encode(codec))
    assert result.endswith(text[text.index(end) + len(end) :].encode(codec))
    assert f"Jane Doe{dagger}" in result.decode(codec)
    assert pubs("render", cwd=site).err.strip() == "1 file up to date"
    assert page.read_bytes() == result
    assert pubs("render", "--check", cwd=site).code == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("about.md", "<!-- pubs:end all -->", "", "about.md:3:1: error W013 no end marker for 'all'"),
        ("about.md", " all ", " al ", "about.md:3:1: error W013 no list is called 'al'; did you mean 'all'?"),
        ("papers.bib", "Owls}", "Owls", "papers.bib:2:11: error P001 { is not closed [owl]"),
    ],
)
def test_a_broken_input_stops_everything(site: Path, pubs: Run, file: str, old: str, new: str, sentence: str) -> None:
    edit(site / file, old, new)
    before = (site / "about.md").read_bytes()
    result = pubs("render", cwd=site)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[0] == sentence
    assert result.err.splitlines()[-1].startswith("pubs: nothing was written")
    assert (site / "about.md").read_bytes() == before
    assert pubs("render", "--check", cwd=site).code == 1


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('theme = "badge-list"', 'theme = "badge-lst"', "pubs.toml:6:1: unknown theme 'badge-lst' (did you mean 'badge-list'?)"),
        ('theme = "badge-list"', 'teme = "badge-list"', "pubs.toml:6:1: unknown key 'teme' in [list.all] (did you mean 'theme'?)"),
        ('theme = "badge-list"', 'where = "selectd"', "pubs.toml:6:1: unknown name 'selectd' in the expression 'selectd' (did you mean 'selected'?)"),
        ('bib = "papers.bib"', 'bib = "paper.bib"', "pubs.toml:1:7: 'bib' names 'paper.bib', which is not there"),
        ('"*" = "equal"', '"*" = "eqal"', "pubs.toml:8:1: [marks.read] means 'eqal', which is no role (did you mean 'equal'?)"),
        ('theme = "badge-list"', 'theme = "badge-list"\noptions = { tilte = "bold" }',
         "pubs.toml:7:13: theme 'badge-list' has no option 'tilte' (did you mean 'title'?)"),
        ('theme = "badge-list"', 'options = { badge = "{venu}" }', "pubs.toml:6:13: unknown name '{venu}' in the pattern '{venu}' (did you mean 'venue'?)"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_sentence(site: Path, pubs: Run, old: str, new: str, sentence: str) -> None:
    edit(site / "pubs.toml", old, new)
    result = pubs("render", cwd=site)
    assert (result.code, result.out, result.err) == (2, "", f"pubs: {sentence}\n")
    assert (site / "about.md").read_text(encoding="utf-8") == PAGE


def test_an_unreadable_entry_can_be_left_out(site: Path, pubs: Run) -> None:
    (site / "papers.bib").write_text(f"{BIB}@misc{{lark, title = {{Larks\n", encoding="utf-8")
    assert pubs("render", cwd=site).code == 1
    assert pubs("render", "--allow-errors", cwd=site).code == 0
    page = (site / "about.md").read_text(encoding="utf-8")
    assert "Owls" in page and "Larks" not in page


def test_whole_files(site: Path, pubs: Run) -> None:
    edit(site / "pubs.toml", 'theme = "badge-list"', 'theme = "badge-list"\nfile = "_includes/pub.md"')
    file = site / "_includes" / "pub.md"
    assert pubs("render", cwd=site).code == 0
    first = file.read_text(encoding="utf-8")
    assert "Owls" in first
    assert pubs("render", cwd=site).err.strip() == "2 files up to date"
    file.write_text(first.replace("Owls", "Owls by hand"), encoding="utf-8")
    refused = pubs("render", cwd=site)
    assert refused.code == 1 and "H020" in refused.err
    assert "by hand" in file.read_text(encoding="utf-8")
    assert pubs("render", "--force", cwd=site).code == 0
    assert file.read_text(encoding="utf-8") == first


def test_a_file_that_is_somebody_elses_is_not_overwritten(site: Path, pubs: Run) -> None:
    edit(site / "pubs.toml", 'theme = "badge-list"', 'theme = "badge-list"\nfile = "README.md"')
    (site / "README.md").write_text("mine", encoding="utf-8")
    assert pubs("render", cwd=site).code == 1
    assert (site / "README.md").read_text(encoding="utf-8") == "mine"


def test_one_file_per_publication(site: Path, pubs: Run) -> None:
    edit(site / "pubs.toml", 'theme = "badge-list"', 'theme = "badge-list"\nfile = "pub/{key}.md"')
    (site / "papers.bib").write_text(BIB + "@misc{DBLP:a/b, title = {Larks}}\n", encoding="utf-8")
    assert pubs("render", cwd=site).code == 0
    assert sorted(path.name for path in (site / "pub").iterdir()) == ["DBLP-a-b.md", "owl.md"]
    assert "Owls" not in (site / "pub" / "DBLP-a-b.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["../x.md", "/tmp/x.md", "a/../../x.md"])
def test_files_stay_below_the_site(site: Path, pubs: Run, file: str) -> None:
    edit(site / "pubs.toml", 'theme = "badge-list"', f'theme = "badge-list"\nfile = "{file}"')
    result = pubs("render", cwd=site)
    assert result.code == 2 and "is not below the folder of pubs.toml" in result.err


def test_a_page_that_cannot_be_written_leaves_all_as_they_were(
    site: Path, pubs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of two replacements fails: no half-written file, no left-overs beside it."""
    edit(site / "pubs.toml", 'pages = "about.md"', 'pages = ["about.md", "z.md"]')
    (site / "z.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(
        "pubmanager.pages.writing.os.fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space"))
    )
    result = pubs("render", cwd=site)
    assert (result.code, result.err) == (2, "pubs: about.md: cannot write the file: no space; nothing was written\n")
    assert (site / "about.md").read_text(encoding="utf-8") == PAGE
    assert sorted(path.name for path in site.iterdir()) == ["about.md", "papers.bib", "pubs.toml", "z.md"]


def test_links_and_modes_of_files_stay(site: Path, pubs: Run) -> None:
    target = site / "real.md"
    (site / "about.md").rename(target)
    (site / "about.md").symlink_to(target)
    target.chmod(0o640)
    assert pubs("render", cwd=site).code == 0
    assert (site / "about.md").is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert "Owls" in target.read_text(encoding="utf-8")


def test_output_does_not_depend_on_folder_locale_or_hash_seed(site: Path) -> None:
    import os
    import subprocess
    import sys

    outputs = set()
    for seed, language, folder in (("1", "C", site), ("2", "tr_TR.UTF-8", site.parent)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LANG": language, "LC_ALL": language, "TZ": "Asia/Tokyo"}
        command = [sys.executable, "-m", "pubmanager", "render", "all", "--config", str(site / "pubs.toml")]
        outputs.add(subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True).stdout)
    assert len(outputs) == 1


EVERY_KEY = """
bib = ["*.bib"]
pages = ["about.md"]
templates = "_mine"

[me]
name = "Ada Byron"
aliases = ["埃达"]

[highlight]
me = "bold"

[marks]
equal = "†"
corresponding = { symbol = "✉", superscript = true }

[marks.read]
"*" = "equal"

[people."Jane Doe"]
url = "https://example.org/jane"
groups = ["advisors"]

[venues.owls]
kind = "conference"
name = "International Conference on Owls"
short = "ICO"
aliases = ["Owl Conference"]
badge = "OWLS"
news = "ICO'"
rank = ["CCF-A"]

[badges]
venue = "green"
rank = "darkblue"
oral = "red"

[links.paper]
from = ["pdf", "doi"]
label = "Read"
shield = { color = "fff", logo = "readthedocs", logo_color = "000" }

[theme.paper-box]
rows = ["title", "authors", "summary", "links"]
badge = "{venue} {year} ({presentation})"

[list.all]
theme = "badge-list"
where = "year >= 2000"
sort = "file"
format = "markdown"
options = { badges = ["{venue}-{year}", "{presentation}", "{rank}"], legend = true }

[list.box]
theme = "paper-box"
file = "_includes/pub.md"

[list.each]
theme = "paper-box"
file = "pub/{key}/index.md"

[list.news]
theme = "news"

[[news]]
date = "2024-05"
text = "Moved to Mars."
"""


def test_every_key_of_the_settings_does_something(site: Path, pubs: Run) -> None:
    (site / "pubs.toml").write_text(EVERY_KEY, encoding="utf-8")
    (site / "papers.bib").write_text(
        "@inproceedings{owl, title = {Owls}, author = {埃达 and Doe*, Jane}, booktitle = {Proceedings of the 3rd Owl Conference},\n"
        "year = 2024, presentation = {oral}, author+an = {1=corresponding}, pdf = {a.pdf}, news_date = {2024-07}, preview = {x.png}}\n",
        encoding="utf-8",
    )
    (site / "about.md").write_text(
        PAGE.replace("the end", "<!-- pubs:begin news -->\n<!-- pubs:end news -->"), encoding="utf-8"
    )
    assert pubs("render", cwd=site).code == 0
    page = (site / "about.md").read_text(encoding="utf-8")
    for expected in (
        "![OWLS-2024](https://img.shields.io/badge/OWLS--2024-green) ![Oral](https://img.shields.io/badge/Oral-red) ",
        "![CCF-A](https://img.shields.io/badge/CCF--A-darkblue) Owls. ",
        "[![Read](https://img.shields.io/badge/Read-fff?logo=readthedocs&logoColor=000)](a.pdf)",
        "<br> **埃达**<sup>&#9993;</sup>, [Jane Doe](https://example.org/jane)†",
        "† Equal contribution, <sup>&#9993;</sup> Corresponding author",
        "One paper is accepted by ICO&#39;-2024 (Oral).",
        "Moved to Mars.",
    ):
        assert expected in page, expected
    box = (site / "_includes" / "pub.md").read_text(encoding="utf-8")
    assert '<div class="badge">OWLS 2024 (Oral)</div>' in box
    assert (site / "pub" / "owl" / "index.md").is_file()


def test_al_folio_says_who_the_owner_and_the_coauthors_are(site: Path, pubs: Run) -> None:
    (site / "pubs.toml").write_text('bib = "papers.bib"\n[list.all]\ntheme = "badge-list"\n', encoding="utf-8")
    (site / "_config.yml").write_text("scholar:\n  last_name: [Byron]\n  first_name: [Ada, A.]\n", encoding="utf-8")
    (site / "_data").mkdir()
    (site / "_data" / "coauthors.yml").write_text(
        '"doe":\n  - firstname: ["jane", "j."]\n    url: https://a.org/jane\n"roe": x\n', encoding="utf-8"
    )
    assert "**Ada Byron**, [Jane Doe](https://a.org/jane)\\*" in pubs("render", "all", cwd=site).out
    (site / "pubs.toml").write_text(
        'bib = "papers.bib"\n[me]\nname = "Jane Doe"\n[list.all]\ntheme = "badge-list"\n', encoding="utf-8"
    )
    assert "Ada Byron, **Jane Doe**\\*" in pubs("render", "all", cwd=site).out


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (r"title = {On $\frac{1}{2}$ owls}", True),
        (r"title = {On \(\frac{1}{2}\) owls}", True),
        (r"title = {Owls}, subtitle = {\ensuremath{\frac{1}{2}} of them}", True),
        (
            "title = {Owls &lt;math&gt;&lt;mfrac&gt;&lt;mi&gt;a&lt;/mi&gt;&lt;mi&gt;b&lt;/mi&gt;&lt;/mfrac&gt;&lt;/math&gt;}",
            True,
        ),
        ("title = {Owls <math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>}", True),
        (r"title = {{BERT} \& owls}, abstract = {$\frac{1}{2}$}", False),
        (r"note = {$\frac{1}{2}$}", False),
    ],
)
def test_a_bibliography_knows_whether_titles_have_formulas(title: str, expected: bool) -> None:
    assert Bibliography.loads(f"@misc{{a, {title}}}").has_formulas is expected
