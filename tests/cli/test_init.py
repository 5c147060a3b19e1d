"""``pubs init``: finds what is there, shows the change, writes only what is new."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from pubmanager.config.jekyll import excluded, excluding, owner_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PAGE = "---\npermalink: /\n---\n\n# 📝 Publications\n\n- **Mine**, by hand.\n\n# Honors\n"
CONFIG = 'title: "A page"\nauthor:\n  name: "Wenjie Wei"   # me\nexclude:\n  - README.md\n'


@pytest.fixture
def jekyll(tmp_path: Path) -> Path:
    (tmp_path / "_pages").mkdir()
    (tmp_path / "_pages" / "about.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "papers.bib").write_text(
        "@misc{a, title = {Owls}, author = {Wei, Wenjie}, selected = {true}}", encoding="utf-8"
    )
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "other.bib").write_text("@misc{b,}")
    return tmp_path


def test_a_jekyll_site(jekyll: Path, pubs: Run) -> None:
    result = pubs("init", "--yes", cwd=jekyll)
    assert result.code == 0
    assert "+# `pubs settings` shows what each key does" in result.out and "+<!-- pubs:begin selected -->" in result.out
    assert "remove the hand-written entries below the new regions" in result.err
    settings = (jekyll / "pubs.toml").read_text(encoding="utf-8")
    assert 'bib = ["papers.bib"]' in settings and 'name = "Wenjie Wei"' in settings
    page = (jekyll / "_pages" / "about.md").read_text(encoding="utf-8")
    regions = page[page.index("<!-- pubs:begin") : page.rindex("-->") + 3]
    assert page.replace(f"\n\n{regions}", "") == PAGE and "Mine" not in regions
    assert excluded((jekyll / "_config.yml").read_text(encoding="utf-8")) == ("pubs.toml", "papers.bib", "README.md")
    assert pubs("render", cwd=jekyll).code == 0
    assert "**Wenjie Wei**" in (jekyll / "_pages" / "about.md").read_text(encoding="utf-8")


def test_showing_writes_nothing(jekyll: Path, pubs: Run) -> None:
    result = pubs("init", "--diff", cwd=jekyll)
    assert result.code == 1 and "+++ b/pubs.toml" in result.out
    assert not (jekyll / "pubs.toml").exists()


def test_nobody_to_ask(jekyll: Path, pubs: Run) -> None:
    result = pubs("init", cwd=jekyll)
    assert (result.code, result.err.splitlines()[-1]) == (
        2,
        "pubs: nothing was written: not a terminal (use --yes to confirm)",
    )
    assert not (jekyll / "pubs.toml").exists()


@pytest.mark.parametrize(
    ("remove", "arguments", "sentence"),
    [
        (
            "papers.bib",
            [],
            "no .bib file found (name it with --bib FILE; export one from Google Scholar, DBLP or Zotero; "
            "or make one from a hand-written page with 'pubs adopt _pages/about.md')",
        ),
        ("_config.yml", [], 'the owner\'s name is not known (give it with --me "First Last")'),
        ("", ["--bib", "nope.bib"], "nope.bib: there is no such file"),
        ("", ["--page", "nope.md"], "nope.md: there is no such file"),
    ],
)
def test_what_is_missing(jekyll: Path, pubs: Run, remove: str, arguments: list[str], sentence: str) -> None:
    if remove:
        (jekyll / remove).unlink()
    result = pubs("init", "--yes", *arguments, cwd=jekyll)
    assert (result.code, result.err) == (2, f"pubs: {sentence}\n")


def test_a_page_without_a_heading_gets_one_at_its_end(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "index.md").write_text("Hello", encoding="utf-8")
    (tmp_path / "a.bib").write_text("@misc{a,}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    page = (tmp_path / "index.md").read_text(encoding="utf-8")
    assert page == "Hello\n\n# Publications\n\n<!-- pubs:begin publications -->\n<!-- pubs:end publications -->\n"


@pytest.mark.parametrize(
    ("include", "file"),
    [
        ("{% include_relative includes/pub.md %}", "_pages/includes/pub.md"),
        ("{% include publications.html %}", "_includes/publications.html"),
    ],
)
def test_the_file_that_a_page_includes_gets_the_regions(tmp_path: Path, pubs: Run, include: str, file: str) -> None:
    for path, text in (
        ("_pages/about.md", f"# Hello\n\n{include}\n"),
        (file, "<h2>📝 Selected Publications</h2>\n"),
        ("a.bib", "@misc{a,}"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    assert "pubs:begin" not in (tmp_path / "_pages/about.md").read_text(encoding="utf-8")
    assert (
        (tmp_path / file)
        .read_text(encoding="utf-8")
        .startswith("<h2>📝 Selected Publications</h2>\n\n<!-- pubs:begin publications -->")
    )
    assert f'pages = ["{file}"]' in (tmp_path / "pubs.toml").read_text(encoding="utf-8")


REGION = "<!-- pubs:begin publications -->\n<!-- pubs:end publications -->"


@pytest.mark.parametrize(
    ("page", "filled"),
    [
        ("Hello\n\nPublications\n======\n\nMine.\n", "Hello\n\nPublications\n======\n\nMine.\n\nREGION\n"),
        ("<!-- # Papers -->\n# Papers\n", "<!-- # Papers -->\n# Papers\n\nREGION\n"),
        ("```\n# Papers\n```\n\n## Papers\n", "```\n# Papers\n```\n\n## Papers\n\nREGION\n"),
        ("---\ntitle: My papers\n---\n\n# 2024\n", "---\ntitle: My papers\n---\n\nREGION\n\n# 2024\n"),
        (
            "---\ntitle: Papers\n---\nHi\n\n# Publications\n",
            "---\ntitle: Papers\n---\nHi\n\n# Publications\n\nREGION\n",
        ),
        ("# Papers\n\nSee my profile.\n\n- Owls\n", "# Papers\n\nSee my profile.\n\nREGION\n\n- Owls\n"),
        ("# Papers\n\\* equal\n## Owls\n- A\n", "# Papers\n\\* equal\n\nREGION\n\n## Owls\n- A\n"),
        ("# Papers\n\nAll:\n\n**2024**\n\n- A\n", "# Papers\n\nAll:\n\nREGION\n\n**2024**\n\n- A\n"),
        ("# Papers\n\n<b>&ensp;2024</b>\n\n1. A\n", "# Papers\n\nREGION\n\n<b>&ensp;2024</b>\n\n1. A\n"),
        ("# Papers\n\nOwls. 2024.\n\nLarks. 2023.\n", "# Papers\n\nREGION\n\nOwls. 2024.\n\nLarks. 2023.\n"),
        ("# Papers\r\nAll:\r\n\r\n- A\r\n", "# Papers\r\nAll:\r\n\r\nREGION\r\n\r\n- A\r\n"),
        ("# Papers\r\n\r\nMine.\r\n", "# Papers\r\n\r\nMine.\r\n\r\nREGION\r\n"),
        (
            "# Papers\n\nMine, [all](a).\n\nTwo.\n\n# Talks\n",
            "# Papers\n\nMine, [all](a).\n\nTwo.\n\nREGION\n\n# Talks\n",
        ),
        ("# Papers\n\nMine.\n\nOwls. 2024.\n", "# Papers\n\nMine.\n\nREGION\n\nOwls. 2024.\n"),
        ("# Papers\n\n<div>\nMine.\n</div>\n", "# Papers\n\nREGION\n\n<div>\nMine.\n</div>\n"),
        ("# Papers\n\nMine.\n\n| A | B |\n", "# Papers\n\nMine.\n\nREGION\n\n| A | B |\n"),
        (
            "# Papers\n\nMine.\n\n{% for p in site.papers %}\n{% endfor %}\n\nEnd.\n",
            "# Papers\n\nMine.\n\nREGION\n\n{% for p in site.papers %}\n{% endfor %}\n\nEnd.\n",
        ),
        ("# About\n\n- papers\n---\n", "# About\n\n- papers\n---\n\n# Publications\n\nREGION\n"),
    ],
)
def test_where_the_regions_go(tmp_path: Path, pubs: Run, page: str, filled: str) -> None:
    (tmp_path / "index.md").write_bytes(page.encode())
    (tmp_path / "a.bib").write_text("@misc{a,}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    region = REGION.replace("\n", "\r\n") if "\r" in page else REGION
    assert (tmp_path / "index.md").read_bytes().decode() == filled.replace("REGION", region)


@pytest.mark.parametrize(
    ("page", "filled"),
    [
        ("<body>\n<p>Hello</p>\n</body>\n", "<body>\n<p>Hello</p>\nREGION\n</body>\n"),
        ("<html><body><p>Hello</p></body></html>\n", "<html><body><p>Hello</p>\nREGION\n</body></html>\n"),
        ("<main><p>Hello</p></main><footer>\n</footer>\n", "<main><p>Hello</p>\nREGION\n</main><footer>\n</footer>\n"),
        ("<html>\n<p>Hello</p></html>\n", "<html>\n<p>Hello</p>\nREGION\n</html>\n"),
    ],
)
def test_a_page_of_html_without_a_heading_gets_one_in_its_body(
    tmp_path: Path, pubs: Run, page: str, filled: str
) -> None:
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.bib").write_text("@misc{a,}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    expected = filled.replace("REGION", f"\n<h2>Publications</h2>\n\n{REGION}")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    "page",
    ["# Publications\n\n## Topic\n\n- Owls, 2024\n\n# Honors\n", "---\ntitle: Papers\n---\n\n### 2024\n\nOwls\n"],
)
def test_what_stands_below_topics_and_years_is_mentioned(tmp_path: Path, pubs: Run, page: str) -> None:
    (tmp_path / "index.md").write_text(page, encoding="utf-8")
    (tmp_path / "a.bib").write_text("@misc{a,}")
    result = pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path)
    assert "index.md: remove the hand-written entries below the new regions" in result.err


def test_the_page_with_the_publications_is_taken(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "_pages").mkdir()
    (tmp_path / "_pages" / "about.md").write_text("---\ntitle: About\n---\n\nHello\n", encoding="utf-8")
    (tmp_path / "_pages" / "publications.md").write_text("---\ntitle: Publications\n---\n\n- Owls\n", encoding="utf-8")
    (tmp_path / "a.bib").write_text("@misc{a,}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    assert 'pages = ["_pages/publications.md"]' in (tmp_path / "pubs.toml").read_text(encoding="utf-8")
    assert "pubs:begin" not in (tmp_path / "_pages" / "about.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "selected", "themes"),
    [
        ("- Owls, 2024", True, ["venue-list", "venue-list"]),
        ("- Owls, 2024", False, ["venue-list"]),
        ("<div class='paper-box'>Owls</div>", True, ["paper-box", "badge-list"]),
        ("<div class='paper-box-text'>Owls</div>", False, ["venue-list"]),
        ("", True, ["cards", "badge-list"]),
    ],
)
def test_the_lists_look_like_those_of_the_page(
    tmp_path: Path, pubs: Run, written: str, selected: bool, themes: list[str]
) -> None:
    (tmp_path / "index.md").write_text(f"# Publications\n\n{written}\n", encoding="utf-8")
    (tmp_path / "a.bib").write_text(f"@misc{{a, title = {{Owls}}{', selected = {true}' if selected else ''}}}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    settings = tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))
    assert [each["theme"] for each in settings["list"].values()] == themes
    assert pubs("render", cwd=tmp_path).code == 0 and "Owls" in (tmp_path / "index.md").read_text(encoding="utf-8")


def test_lists_inside_html_are_html(tmp_path: Path, pubs: Run) -> None:
    page = "<div class='box'>\n<h2>Publications</h2>\n</div>\n"
    (tmp_path / "index.md").write_text(page, encoding="utf-8")
    (tmp_path / "a.bib").write_text("@misc{a, title = {Owls}, author = {Byron, Ada}}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    assert pubs("render", cwd=tmp_path).code == 0
    assert "<strong>Ada Byron</strong>" in (tmp_path / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "note"),
    [
        ('[list.all]\ntheme = "plain"\n', ""),
        ('[list.all]  # all\ntheme = "plain"', ""),
        ('[ list . "all" ]\ntheme = "plain"\n', ""),
        ('[list]\nall = { theme = "plain" }\n', 'set format = "html" in [list.all]'),
        ('[list.all]\ntheme = "plain"\nformat = "markdown"\n', None),
    ],
)
def test_lists_of_old_settings_inside_html_are_html(tmp_path: Path, pubs: Run, table: str, note: str | None) -> None:
    files = {"index.md": "<div>\n<h2>Publications</h2>\n</div>\n", "a.bib": entries("Owls")}
    made(tmp_path, {**files, "pubs.toml": f'bib = "a.bib"\npages = "index.md"\n[me]\nname = "Ada Byron"\n{table}'})
    result = pubs("init", "--yes", cwd=tmp_path)
    assert result.code == 0 and (note or "") in result.err
    settings = tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))
    wanted = "" if note else "markdown" if note is None else "html"
    assert settings["list"]["all"].get("format", "") == wanted


@pytest.mark.parametrize(
    ("settings", "is_told"),
    [
        ({"hugo.toml": ""}, True),
        ({"hugo.toml": "[markup.goldmark.renderer]\nunsafe = true\n"}, False),
        ({"config/_default/hugo.yaml": "markup:\n  goldmark:\n    renderer:\n      unsafe: true\n"}, False),
        ({"hugo.json": '{"markup": {"goldmark": {"renderer": {"unsafe": true}}}}'}, False),
        ({"hugo.yaml": "markup:\n  goldmark:\n    renderer:\n      unsafe: false\n"}, True),
        ({"mkdocs.yml": ""}, False),
    ],
)
def test_hugo_removes_html_unless_its_settings_keep_it(
    tmp_path: Path, pubs: Run, settings: dict[str, str], is_told: bool
) -> None:
    made(tmp_path, {"a.bib": entries("Owls"), **settings})
    told = pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).err
    assert ("'unsafe = true'" in told) == ("'unsafe = true'" in pubs("render", cwd=tmp_path).err) == is_told


@pytest.mark.parametrize(
    ("page", "file", "preview", "folder"),
    [
        ("index.md", "images/owl.png", "owl.png", "images/"),
        ("_pages/publications.md", "images/owl.png", "owl.png", "/images/"),
        ("index.html", "img/2024/owl.png", "2024/owl.png", "img/"),
        ("content/publications.md", "static/img/owl.png", "owl.png", "/img/"),
        ("index.md", "owl.png", "owl.png", None),
        ("index.md", "images/lark.png", "owl.png", None),
        ("index.md", "images/owl.png", "/images/owl.png", None),
    ],
)
def test_the_folder_of_the_previews(
    tmp_path: Path, pubs: Run, page: str, file: str, preview: str, folder: str | None
) -> None:
    for path, text in (
        (page, "Hello\n"),
        (file, ""),
        ("a.bib", f"@misc{{a, title = {{Owls}}, preview = {{{preview}}}}}"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    settings = tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))
    assert settings.get("assets", {}).get("image") == folder


@pytest.mark.parametrize(
    ("kind", "page", "file", "folder"),
    [
        ("hugo.toml", "content/publications.md", "static/images/owl.png", "/images/"),
        ("mkdocs.yml", "docs/publications.md", "docs/images/owl.png", "../images/"),
        ("pelicanconf.py", "content/pages/publications.md", "content/images/owl.png", "/images/"),
        ("conf.py", "publications.md", "_static/images/owl.png", "_static/images/"),
        ("_quarto.yml", "publications.qmd", "images/owl.png", "images/"),
        ("style.css", "publications.html", "images/owl.png", "images/"),
    ],
)
def test_other_generators_get_cards_and_their_own_addresses(
    tmp_path: Path, pubs: Run, kind: str, page: str, file: str, folder: str
) -> None:
    """Paper boxes would have no style there, and images no address that is right everywhere; see docs/sites.md."""
    entries = "@misc{a, title = {Owls}, preview = {owl.png}, selected = {true}}\n@misc{b, title = {Larks}}\n"
    for path, text in ((kind, ""), (page, "# Publications\n"), (file, ""), ("a.bib", entries)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    settings = tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))
    assert settings["assets"]["image"] == folder
    assert [each["theme"] for each in settings["list"].values()] == ["cards", "badge-list"]
    assert pubs("render", cwd=tmp_path).code == 0 and "Larks" in (tmp_path / page).read_text(encoding="utf-8")
    assert pubs("lint", "--select", "U006", cwd=tmp_path).code == 0


ENTRY = "@misc{KEY, title = {Owls}, author = {AUTHORS}}\n"


@pytest.mark.parametrize(
    ("authors", "owner"),
    [
        (["Byron, A. and Roe, Max", "Byron, Ada", "Doe, Jane and Byron, Ada"], "Ada Byron"),
        (["Byron, Ada and Roe, Max", "Roe, Max and Byron, Ada"], ""),
        (["Byron, Ada"], ""),
        (["Byron, Ada", "Byron, Ada", "Roe, Max", "Doe, Jane", "Coe, Ann"], ""),
        ([], ""),
    ],
)
def test_the_author_of_most_entries_is_taken_for_the_owner(
    tmp_path: Path, pubs: Run, authors: list[str], owner: str
) -> None:
    entries = [ENTRY.replace("KEY", f"k{at}").replace("AUTHORS", each) for at, each in enumerate(authors)]
    (tmp_path / "a.bib").write_text("".join(entries), encoding="utf-8")
    result = pubs("init", "--yes", cwd=tmp_path)
    assert result.code == (0 if owner else 2)
    if owner:
        assert f"note: the owner is '{owner}', the author of most entries" in result.err
        assert f'name = "{owner}"' in (tmp_path / "pubs.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("content/authors/admin/_index.md", "---\ntitle: Ada Byron\nrole: Professor\nsuperuser: true\n---\n"),
        ("content/authors/me/_index.md", "---\nfirst_name: Ada\ntitle: 'Dr. Ada Byron'  # shown\n---\n"),
        ("data/authors/me.yaml", 'slug: me\nname:\n  display: "Ada Byron"\n  given: Ada\n'),
        ("config/_default/params.toml", '[author]\n  name = "Ada Byron"\n'),
        ("_quarto.yml", "website:\n  title: x\nauthor: Ada Byron\n"),
    ],
)
def test_the_owner_is_who_the_site_says(tmp_path: Path, pubs: Run, file: str, text: str) -> None:
    made(tmp_path, {"a.bib": entries("Owls")})
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert pubs("init", "--yes", cwd=tmp_path).code == 0
    assert tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))["me"]["name"] == "Ada Byron"


def test_a_page_with_regions_stays(tmp_path: Path, pubs: Run) -> None:
    text = "<!-- pubs:begin selected -->\n<!-- pubs:end selected -->"
    (tmp_path / "index.md").write_text(text, encoding="utf-8")
    (tmp_path / "a.bib").write_text("@misc{a,}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    assert (tmp_path / "index.md").read_text(encoding="utf-8") == text


def test_without_any_page(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "a.bib").write_text("@misc{a, title = {Owls}}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    page = (tmp_path / "publications.md").read_text(encoding="utf-8")
    assert page == f"# Publications\n\n{REGION}\n"
    assert pubs("render", cwd=tmp_path).code == 0
    assert "Owls" in (tmp_path / "publications.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("author:\n  name: Ada Byron # x\n", "Ada Byron"),
        (
            "scholar:\n  last_name: [Einstein, Einstein]\n  first_name: [Albert, A.]\nfirst_name: x\nlast_name: y\n",
            "Albert Einstein",
        ),
        ("first_name: You\nmiddle_name: R.\nlast_name: Name\n", "You Name"),
        ("author: Ada Byron\n", "Ada Byron"),
        ("name: 'Ada Byron'\ntitle: x\n", "Ada Byron"),
        ("title: x\n", ""),
        ("- a list\n", ""),
    ],
)
def test_the_owners_name_in_a_jekyll_configuration(text: str, owner: str) -> None:
    assert owner_of(text) == owner


DEFAULTS = "".join(  # Jekyll 3 forgets its own where a site has others
    f"  - {each}\n"
    for each in [".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("title: x\n", "title: x\n\nexclude:\n  - a.bib\n" + DEFAULTS),
        ("exclude:\n  - b\n", "exclude:\n  - a.bib\n  - b\n"),
        ("exclude:\n- b\n", "exclude:\n- a.bib\n- b\n"),
        ("exclude: [b, c]\n", "exclude: [a.bib, b, c]\n"),
        ("exclude: []\n", "exclude: [a.bib]\n"),
        ("exclude: *anchor\n", None),
    ],
)
def test_excluding_from_a_jekyll_site(text: str, result: str | None) -> None:
    assert excluding(text, ["a.bib"], "\n") == result


ADA = "@misc{KEY, title = {TITLE}, author = {Byron, Ada}, year = 2024}\n"


def made(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def entries(*titles: str) -> str:
    return "".join(ADA.replace("KEY", each.lower()).replace("TITLE", each) for each in titles)


@pytest.mark.parametrize(
    ("files", "bib", "note"),
    [
        ({"a.bib": ["Owls"]}, ["a.bib"], ""),
        ({f"content/publication/{x}/cite.bib": [x] for x in ("Owls", "Larks")}, ["content/publication/*/cite.bib"], ""),
        ({"content/publication/owls-2024/cite.bib": ["Owls"]}, ["content/publication/*/cite.bib"], ""),
        ({"paper/cite.bib": ["Owls"]}, ["paper/cite.bib"], ""),
        (
            {**{f"content/publication/{x}/cite.bib": [x] for x in ("Owls", "Larks")}, "publications.bib": ["Owls", "Larks"]},
            ["publications.bib"],
            "note: content/publication/*/cite.bib is left out: publications.bib has the same entries",
        ),
        (
            {**{f"content/publication/{x}/cite.bib": [x] for x in ("Owls", "Larks")}, "publications.bib": ["Owls"]},
            ["content/publication/*/cite.bib"],
            "note: publications.bib is left out: content/publication/*/cite.bib has the same entries",
        ),
        ({f"bib/{x}.bib": [x] for x in "abcd"}, ["bib/*.bib"], ""),
        ({"all.bib": ["Owls", "Larks"], "old.bib": ["Owls"]}, ["all.bib"], "note: old.bib is left out: all.bib has the same entries"),
        ({"a.bib": ["Owls", "Larks"], "b.bib": ["Owls", "Wrens"]}, ["a.bib", "b.bib"], "note: a.bib and b.bib share entries"),
    ],
)  # fmt: skip
def test_the_bib_files(tmp_path: Path, pubs: Run, files: dict[str, list[str]], bib: list[str], note: str) -> None:
    made(tmp_path, {name: entries(*titles) for name, titles in files.items()})
    result = pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path)
    assert tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))["bib"] == bib
    assert note in result.err and (note or "note:" not in result.err)
    assert pubs("render", cwd=tmp_path).code == 0


LINKS = "<p><a href='pdf/owls.bib'>[bib]</a></p>\n"


@pytest.mark.parametrize(
    ("files", "bib"),
    [
        ({"pdf/owls.bib": ["Owls"]}, None),
        ({"pdf/owls.bib": ["Owls"], "publications.bib": ["Larks", "Wrens"]}, ["publications.bib"]),
        ({"pdf/owls.bib": ["Owls"], "publications.bib": ["Larks"]}, ["publications.bib"]),
        ({"pdf/owls.bib": ["Owls", "Larks"]}, ["pdf/owls.bib"]),
        ({"pdf/larks.bib": ["Larks"], "z.bib": ["Owls", "Wrens"]}, ["z.bib", "pdf/larks.bib"]),
        ({f"pdf/{x.lower()}.bib": [x] for x in ("Owls", "Larks", "Wrens", "Rooks")}, ["pdf/*.bib"]),
    ],
)
def test_the_bib_of_one_paper_that_the_page_links_is_not_that_of_the_site(
    tmp_path: Path, pubs: Run, files: dict[str, list[str]], bib: list[str] | None
) -> None:
    made(tmp_path, {name: entries(*titles) for name, titles in files.items()} | {"index.html": LINKS})
    result = pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path)
    left = "note: pdf/owls.bib is left out: it has one entry, and index.html links it (else: --bib pdf/owls.bib)\n"
    assert (left in result.err) == (files.get("pdf/owls.bib") == ["Owls"] and bib != ["pdf/*.bib"])
    if bib:
        assert tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))["bib"] == bib
    else:
        assert result.code == 2 and "pubs: no .bib file found" in result.err
        assert pubs("init", "--yes", "--me", "Ada Byron", "--bib", "pdf/owls.bib", cwd=tmp_path).code == 0


NAMES = {
    "Ada Byron <br> (艾达)": ("Ada Byron", ["艾达"]),
    "Dr. Ada Byron": ("Ada Byron", []),
    "Prof. Ada Byron, Ph.D.": ("Ada Byron", []),
    "Ada Byron (She/Her)": ("Ada Byron", []),
    "Ada Byron she/her/hers": ("Ada Byron", []),
    "艾达 Ada Byron": ("Ada Byron", ["艾达"]),
    "Ada Byron | 艾达": ("Ada Byron", ["艾达"]),
    "Ada Byron（艾达）": ("Ada Byron", ["艾达"]),
    "<b>Ada</b> Byron": ("Ada Byron", []),
    "Ada Byron": ("Ada Byron", []),
}


@pytest.mark.parametrize("written", NAMES)
def test_the_owner_in_any_shape(tmp_path: Path, pubs: Run, written: str) -> None:
    made(
        tmp_path, {"a.bib": entries("Owls"), "_config.yml": f"author:\n  name: '{written}'\n", "about.md": "# Papers\n"}
    )
    assert pubs("init", "--yes", cwd=tmp_path).code == 0
    me = tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))["me"]
    assert (me["name"], me.get("aliases", [])) == NAMES[written]
    assert "note:" not in pubs("render", cwd=tmp_path).err


@pytest.mark.parametrize(
    ("below", "notes"),
    [
        ("See my [profile](https://a.org).", []),
        ("- Owls, 2024", ["remove the hand-written entries below the new regions, from '- Owls, 2024' on"]),
        ("A. Byron. Owls. 2024.", ["from 'A. Byron. Owls. 2024.' on"]),
        ("{% bibliography %}", ["the new regions replace '{% bibliography %}'"]),
        ("A {% bibliography %}", ["remove '{% bibliography %}' below the new regions"]),
        ("{% for y in page.years %}\n{% bibliography %}\n{% endfor %}", ["remove '{% for y in page.years %}' below"]),
        ("{% bibliography -q @book %}\n\n{% bibliography -q @misc %}", ["remove '{% bibliography -q @book %}' below"]),
        (
            "{% for p in site.publications %}\n{{ p.title }}\n{% endfor %}",
            ["remove '{% for p in site.publications %}'"],
        ),
        ("{% include publications.html %}", ["remove '{% include publications.html %}'"]),
    ],
)
def test_notes_name_what_is_there(tmp_path: Path, pubs: Run, below: str, notes: list[str]) -> None:
    made(tmp_path, {"a.bib": entries("Owls"), "index.md": f"# Publications\n\n{below}\n"})
    result = pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path)
    assert result.err.count("note:") == len(notes)
    assert all(note in result.err for note in notes), result.err


def test_init_can_run_again_and_says_what_is_next(tmp_path: Path, pubs: Run) -> None:
    made(tmp_path, {"a.bib": entries("Owls")})
    fill, check = "next: 'pubs render' fills the regions\n", "next: 'pubs lint' checks the .bib\n"
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).err.endswith(fill)
    assert pubs("init", cwd=tmp_path).err == fill
    assert pubs("render", cwd=tmp_path).code == 0
    assert pubs("init", cwd=tmp_path).err == check
    (tmp_path / "publications.md").unlink()
    settings = (tmp_path / "pubs.toml").read_text(encoding="utf-8").replace('["publications.md"]', "[]")
    (tmp_path / "pubs.toml").write_text(settings, encoding="utf-8")
    assert "no page has a region: 'pubs init' adds one" in pubs("render", cwd=tmp_path).err
    assert pubs("init", "--yes", cwd=tmp_path).err.endswith(fill)
    assert pubs("render", cwd=tmp_path).err == "publications.md: filled publications\n"
    made(tmp_path, {"a.bib": "@misc{owls, title = {Owls"})
    assert pubs("init", cwd=tmp_path).err == "next: 'pubs lint' says what keeps 'pubs render' from writing\n"


LISTS = '[list.all]\ntheme = "plain"\n[list.news]\ntheme = "news"\n[list.some]\ntheme = "plain"\nwhere = "title == \'Owls\'"\n'


@pytest.mark.parametrize(
    ("files", "formulas"),
    [
        ({"_quarto.yml": "project:\n  type: website\n"}, "markdown"),
        ({"conf.py": 'myst_enable_extensions = ["dollarmath"]\n'}, "markdown"),
        ({"conf.py": 'extensions = ["sphinx.ext.mathjax"]\n'}, None),
        ({"mkdocs.yml": "markdown_extensions:\n  - pymdownx.arithmatex:\n      generic: true\n"}, "markdown"),
        ({"mkdocs.yml": "site_name: Owls\n"}, "text"),
        ({"eleventy.config.js": 'const formulas = require("markdown-it-katex")\n'}, "markdown"),
        ({"hugo.toml": "", "layouts/head.html": "katex"}, None),
        ({"_config.yml": "title: Owls\n"}, "text"),
        ({"_config.yml": "title: Owls\n", "_includes/head.html": "MathJax.Hub"}, None),
    ],
)
@pytest.mark.parametrize("title", [r"Owls in $O(\frac{n}{2})$", "Owls"])
def test_how_formulas_are_written_is_told_from_the_site(
    tmp_path: Path, pubs: Run, files: dict[str, str], formulas: str | None, title: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "a.bib").write_text(f"@misc{{a, title = {{{title}}}, author = {{Doe, Jane}}}}", encoding="utf-8")
    assert pubs("init", "--yes", "--me", "Jane Doe", cwd=tmp_path).code == 0
    assert tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8")).get("formulas") == formulas


@pytest.mark.parametrize(
    ("page", "notes"),
    [
        ("all some news", []),
        ("all some", ["list 'news' is on no page: put <!-- pubs:begin news --> and <!-- pubs:end news --> there"]),
        ("some news", ["list 'all' is on no page", "1 paper is in no list: larks"]),
        ("news", ["list 'all' is on no page", "list 'some' is on no page"]),
        ("", ["a.md: no region is on this page", "list 'all' is on no page", "list 'news'", "list 'some'"]),
    ],
)
def test_render_says_what_is_shown_nowhere(tmp_path: Path, pubs: Run, page: str, notes: list[str]) -> None:
    regions = "".join(f"<!-- pubs:begin {name} -->\n<!-- pubs:end {name} -->\n\n" for name in page.split())
    settings = f'bib = "a.bib"\npages = "a.md"\n[me]\nname = "Ada Byron"\n{LISTS}'
    made(tmp_path, {"a.bib": entries("Owls", "Larks"), "a.md": f"Hi\n\n{regions}", "pubs.toml": settings})
    for _ in range(2):  # a run without changes says it again
        found = [line for line in pubs("render", cwd=tmp_path).err.splitlines() if line.startswith("note: ")]
        assert len(found) == len(notes)
        assert all(note in line for line, note in zip(found, notes, strict=True)), found


@pytest.mark.parametrize(
    ("me", "authors", "bold", "note"),
    [
        ("Jon Vale", ["Jonathan T. Vale", "Vale, Jonathan"], 2, ""),
        ("Chris Vale", ["Christopher Vale"], 1, ""),
        ("Nicholas Vale", ["Nick Vale and Bo Roe"], 1, ""),
        ("Mike van Dale", ["van Dale, Michael"], 1, ""),
        ("Jon Vale", ["Jon Vale", "Jonathan Vale"], 1, "'Jonathan Vale' is not taken for 'Jon Vale'"),
        ("Chris Vale", ["Christopher Vale", "Christine Vale"], 0, "near is 'Christopher Vale', 'Christine Vale'"),
        (
            "Ann Vale",
            ["Anna Vale"],
            0,
            "nobody in the .bib is 'Ann Vale', so nobody is highlighted; near is 'Anna Vale'",
        ),
        ("Ann Vale", ["Bo Roe"], 0, "nobody in the .bib is 'Ann Vale', so nobody is highlighted"),
    ],
)
def test_short_forms_of_given_names(
    tmp_path: Path, pubs: Run, me: str, authors: list[str], bold: int, note: str
) -> None:
    papers = "".join(
        f"@misc{{k{i}, title = {{T{i}}}, author = {{{each}}}, year = 2024}}\n" for i, each in enumerate(authors)
    )
    made(tmp_path, {"a.bib": papers})
    assert pubs("init", "--yes", "--me", me, cwd=tmp_path).code == 0
    result = pubs("render", cwd=tmp_path)
    assert (tmp_path / "publications.md").read_text(encoding="utf-8").count("**") == 2 * bold
    assert note in result.err and (note or "note:" not in result.err)


MARKED = "@misc{a, title = {A}, author = {Ada Byron and Bo Roe}, equal = {1,2}, corresponding = {2}, year = 2024}\n"
ALL = "<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"


@pytest.mark.parametrize(
    ("above", "settings", "marks"),
    [
        ("", "", ["* and ✉"]),
        ("", "[theme.badge-list]\nlegend = true\n", []),
        ("", "[theme.badge-list]\nlegend = false\n", []),
        ("", "[list.all.options]\nlegend = false\n", []),
        ("", '[list.all.options]\nrows = ["{title} {legend}"]\n', []),
        ("", '[marks]\nequal = "(equal)"\n', ["✉"]),
        ("", '[marks]\nequal = ""\ncorresponding = ""\n', []),
        ("\\* equal contribution, &#9993; corresponding author", "", []),
        ("<sup>*</sup> denotes equal contribution", "", ["✉"]),
        ("* Equal contribution matters\n\n✉: 通讯作者", "", ["*"]),
        ("Bo Roe✉, and others *know* it", "", ["* and ✉"]),
        ("{% include marks.md %}", "", []),
    ],
)
def test_render_says_which_marks_nothing_explains(
    tmp_path: Path, pubs: Run, above: str, settings: str, marks: list[str]
) -> None:
    config = f'bib = "a.bib"\npages = "a.md"\n[me]\nname = "Ada Byron"\n[list.all]\ntheme = "badge-list"\n{settings}'
    files = {"a.bib": MARKED, "a.md": f"{above}\n\n{ALL}", "pubs.toml": config}
    made(tmp_path, files | {"_includes/marks.md": "✉ corresponding author. \\* equal contribution."})
    found = [line for line in pubs("render", cwd=tmp_path).err.splitlines() if line.startswith("note: ")]
    says = "set 'legend = true' in [theme.badge-list], or false if nobody needs it"
    plural = ["" if " and " in each else "s" for each in marks]
    assert found == [f"note: no page says what {m} mean{s}: {says}" for m, s in zip(marks, plural, strict=True)]


@pytest.mark.parametrize(
    ("where", "legend", "marks"),
    [("", "true", ""), ("", "false", "* and ✉ mean"), ("key == 'b'", "true", "* and ✉ mean")],
)
def test_a_legend_of_another_region_of_the_page_explains_marks(
    tmp_path: Path, pubs: Run, where: str, legend: str, marks: str
) -> None:
    config = f"""
        bib = "a.bib"
        pages = "a.md"
        [me]
        name = "Ada Byron"
        [list.first]
        theme = "paper-box"
        where = "{where or "true"}"
        [list.all]
        theme = "badge-list"
        [theme.paper-box]
        legend = {legend}
    """
    bib = f"{MARKED}@misc{{b, title = {{B}}, author = {{Ada Byron}}, year = 2024}}\n"
    page = f"<!-- pubs:begin first -->\n<!-- pubs:end first -->\n\n{ALL}"
    made(tmp_path, {"a.bib": bib, "a.md": page, "pubs.toml": config})
    found = [line for line in pubs("render", cwd=tmp_path).err.splitlines() if line.startswith("note: ")]
    assert [marks in each for each in found] == [True] * bool(marks)


def test_the_name_itself_is_no_alias(tmp_path: Path, pubs: Run) -> None:
    config = "first_name: Ada\nlast_name: Byron\nscholar:\n  last_name: [Byron]\n  first_name: [Ada, A.]\n"
    made(tmp_path, {"_config.yml": config, "a.bib": entries("Owls"), "about.md": "# Publications\n"})
    assert pubs("init", "--yes", cwd=tmp_path).code == 0
    assert '[me]\nname = "Ada Byron"\naliases = ["A. Byron"]\n' in (tmp_path / "pubs.toml").read_text(encoding="utf-8")


def test_notes_quote_text_without_tags(tmp_path: Path, pubs: Run) -> None:
    made(
        tmp_path,
        {"a.bib": entries("Owls"), "index.md": "# Publications\n\n- <img src='images/o.png' alt='x'> Owls, 2024\n"},
    )
    result = pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path)
    assert "Owls, 2024' on, or run 'pubs adopt index.md'" in result.err
    assert "<img" not in result.err


@pytest.mark.parametrize(
    ("title", "settings", "head", "is_said"),
    [
        ("$O(n^2)$", "", "", True),
        ("Owls", "", "", False),
        ("$O(n^2)$", 'formulas = "text"\n', "", False),
        ("$O(n^2)$", 'formulas = "tex"\n', "", False),
        ("$O(n^2)$", "", '<script src="https://cdn.example.org/mathjax@3/es5/tex-mml-chtml.js"></script>', False),
    ],
)
def test_render_says_that_nothing_sets_formulas(
    tmp_path: Path, pubs: Run, title: str, settings: str, head: str, is_said: bool
) -> None:
    config = f'bib = "a.bib"\npages = "a.html"\n{settings}[me]\nname = "Ada Byron"\n[list.all]\ntheme = "badge-list"\n'
    bib = f"@misc{{a, title = {{{title}}}, author = {{Ada Byron}}, year = 2024}}\n"
    made(tmp_path, {"a.bib": bib, "a.html": f"{head}\n{ALL}", "pubs.toml": config})
    said = "titles have formulas, and nothing here loads MathJax or KaTeX: set formulas"
    assert (said in pubs("render", cwd=tmp_path).err) == is_said
    assert pubs("render", cwd=tmp_path).err == "1 file up to date\n"


AL_FOLIO = """---
layout: page
permalink: /publications/
title: publications
---

<!-- _pages/publications.md: {% bibliography %} -->
{% include bib_search.liquid %}

<div class="publications">

{% bibliography %}

</div>
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_regions_replace_the_tag_of_al_folio(tmp_path: Path, pubs: Run, gap: str, newline: str) -> None:
    """They are inside its `<div>`, where Jekyll does not read Markdown, so the list is HTML."""
    page = AL_FOLIO.replace("\n\n{% bibliography %}\n\n", f"{gap}{{% bibliography %}}{gap}")
    files = {"_config.yml": "title: x\n", "_bibliography/papers.bib": entries("Owls", "Larks")}
    made(tmp_path, {**files, "_pages/publications.md": ""})
    (tmp_path / "_pages/publications.md").write_bytes(page.replace("\n", newline).encode())
    result = pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path)
    assert result.err.splitlines()[0] == "note: _pages/publications.md: the new regions replace '{% bibliography %}'"
    empty = (tmp_path / "_pages/publications.md").read_bytes().decode()
    region = "\n\n<!-- pubs:begin all -->\n<!-- pubs:end all -->\n\n"
    assert empty == page.replace(f"{gap}{{% bibliography %}}{gap}", region).replace("\n", newline)
    assert tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8"))["list"]["all"]["format"] == "html"
    assert pubs("render", cwd=tmp_path).code == 0 and pubs("lint", "--select", "W019", cwd=tmp_path).code == 0
    assert "<strong>Ada Byron</strong>" in (tmp_path / "_pages/publications.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "file", "assets"),
    [
        ("hugo.toml", "content/publication/owls/owls.pdf", {}),
        ("hugo.toml", "static/papers/owls.pdf", {"pdf": "/papers/"}),
        ("mkdocs.yml", "papers/owls.pdf", {}),
        ("mkdocs.yml", "docs/papers/owls.pdf", {"pdf": "../papers/"}),
        ("_config.yml", "papers/owls.pdf", {"pdf": "/papers/"}),
    ],
)
def test_folders_that_the_site_does_not_serve_are_not_written(
    tmp_path: Path, pubs: Run, kind: str, file: str, assets: dict[str, str]
) -> None:
    bib = "@misc{a, title = {Owls}, author = {Ada Byron}, year = 2024, pdf = {owls.pdf}}\n"
    made(tmp_path, {kind: "title: x\n" if "yml" in kind else "", file: "", "a.bib": bib})
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    assert tomllib.loads((tmp_path / "pubs.toml").read_text(encoding="utf-8")).get("assets", {}) == assets


def test_other_files_in_which_jekyll_scholar_lists_papers_are_named(tmp_path: Path, pubs: Run) -> None:
    selected = '<div class="publications">\n  {% bibliography --group_by none --query @*[selected=true]* %}\n</div>\n'
    files = {
        "_config.yml": "title: x\n",
        "_bibliography/papers.bib": entries("Owls").replace("title", "selected = {true}, title"),
        "_pages/publications.md": AL_FOLIO,
        "_includes/selected_papers.liquid": selected,
        "_layouts/post.liquid": "{% bibliography --cited %}\n",
        "_layouts/other.html": "{% comment %}{% bibliography %}{% endcomment %}\n",
        "CUSTOMIZE.md": "The tag `{% bibliography %}` lists papers.\n",
    }
    made(tmp_path, files)
    notes = pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).err.splitlines()[1:-1]
    assert [each.split(":")[1].strip() for each in notes] == [
        "_includes/selected_papers.liquid",
        "_pages/publications.md",
    ]
    todo = "replace it by <!-- pubs:begin selected --> and <!-- pubs:end selected -->, add '_includes/selected_papers.liquid'"
    assert todo in notes[0] and "bib_search.liquid" in notes[1]
    # What the note says works.
    tag = next(line for line in selected.splitlines() if "bibliography" in line)
    regions = "<!-- pubs:begin selected -->\n<!-- pubs:end selected -->"
    (tmp_path / "_includes/selected_papers.liquid").write_text(selected.replace(tag, regions), encoding="utf-8")
    settings = (tmp_path / "pubs.toml").read_text(encoding="utf-8")
    settings = settings.replace('publications.md"]', 'publications.md", "_includes/selected_papers.liquid"]')
    settings += '\n[list.selected]\ntheme = "badge-list"\nwhere = "selected"\n'
    (tmp_path / "pubs.toml").write_text(settings, encoding="utf-8")
    assert pubs("render", cwd=tmp_path).code == 0
    filled = (tmp_path / "_includes/selected_papers.liquid").read_text(encoding="utf-8")
    assert "<li>" in filled and "<strong>Ada Byron</strong>" in filled


def test_render_names_the_setting_for_a_formula_that_is_shown_as_tex(tmp_path: Path, pubs: Run) -> None:
    config = (
        'bib = "a.bib"\npages = "a.md"\nformulas = "text"\n[me]\nname = "Ada Byron"\n[list.all]\ntheme = "badge-list"\n'
    )
    bib = "@misc{a, title = {$O(\\frac{n}{2})$}, author = {Ada Byron}, year = 2024}\n"
    made(tmp_path, {"a.bib": bib, "a.md": ALL, "pubs.toml": config})
    said = 'a formula in a needs MathJax and is shown as TeX: load MathJax on the page, and set formulas = "tex"'
    assert said in pubs("render", cwd=tmp_path).err
