"""Pages are read in their own language: each rule about pages in each kind of file, and Liquid wherever addresses are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lint.linting import lint_files
from visible import kramdown, visible

from pubmanager.lint.engine import all_rules

if TYPE_CHECKING:
    from pathlib import Path

RULES = {rule.code: check for rule in all_rules().values() for check in rule.checks if check.scope == "page"}
OWNER = 'me.name = "Jane Doe"\n'
OWL = (
    "@inproceedings{owl, title = {Owls at Night and Their Feathers}, author = {Doe, Jane}, booktitle = {ICML},\n"
    "  year = 2024, url = {https://arxiv.org/abs/2401.00001}}\n"
    "@misc{lark, title = {Larks in the Morning and Their Songs}, author = {Doe, Jane}, howpublished = {Web},\n"
    "  year = 2024, url = {https://arxiv.org/abs/2401.00002}}\n"
)
NAMES = "# Publications\n" + "".join(
    f"- Owls {n}, {name}, Ada Byron\n" for n, name in enumerate(["**Jane Doe**"] * 3 + ["Jane Doe"])
)
HTML_NAMES = "<h2>Publications</h2>\n" + "".join(
    f"<li>Owls {n}, {name}, Ada Byron</li>\n" for n, name in enumerate(["<b>Jane Doe</b>"] * 3 + ["Jane Doe"])
)
OTHER_LINK = "https://arxiv.org/abs/2401.00002"
# What is wrong to each rule in Markdown, and in HTML; empty where it is not wrong there.
WRONG = {
    "W001": ("https://img.shields.io/badge/Arxiv--yellow", "https://img.shields.io/badge/Arxiv--yellow"),
    "U016": ("![](https://example.org/a.png)", "<img src='https://example.org/a.png' alt='sym'>"),
    "W003": ("[Code]()", "<a href=''>Code</a>"),
    "W004": ("[Paper]([https://example.org/a](https://example.org/a))", ""),
    "W005": ("", "<span class='show_paper_citations' data='aaaaaaaaaaaa:bbbbbbbbbbbb'></span>"),
    "W006": (
        f"# Publications\n- Owls at night and their feathers [Paper]({OTHER_LINK})\n",
        f"<h2>Publications</h2>\n<ul><li>Owls at night and their feathers <a href='{OTHER_LINK}'>Paper</a></li></ul>\n",
    ),
    "W007": ("[Paper](https://example.org/a) | [Code](https://example.org/b)", ""),
    "W008": ("Jane Doe*, **Ada Byron**, Richard Roe*", ""),
    "W009": ("Lorem ipsum", "Lorem ipsum"),
    "U006": ("![An owl](owl.png)", "<img src='owl.png' alt='An owl'>"),
    "W012": ("Three papers are accepted by ICML-2024.", "Three papers are accepted by ICML-2024."),
    "E003": ("Reviewer of ĲCAI.", "Reviewer of ĲCAI."),
    "E005": ("RÃ©sumÃ©", "RÃ©sumÃ©"),
    "U012": ("[a](https://example.org/?PHPSESSID=0a1b2c3d4e5f60718293)", "<a href='https://example.org/?PHPSESSID=0a1b2c3d4e5f60718293'>a</a>"),
    "U013": ("[a](https://example.org/?utm_source=x)", "<a href='https://example.org/?utm_source=x'>a</a>"),
    "W016": ("", "<div>Owls</div></div>"),
    "W018": (
        "# Publications\n- `ICML 2023` Owls at night and their feathers, Jane Doe\n",
        "<h2>Publications</h2>\n<ul><li>ICML 2023 Owls at night and their feathers, Jane Doe</li></ul>\n",
    ),
    "W019": ("<details>\n\n- **Owls**\n\n</details>", ""),
    "W020": (NAMES, HTML_NAMES),
    "X007": ("{% cite lark2 %}", "{% cite lark2 %}"),
}  # fmt: skip
# The files of each language, with what says that a site is made so.
PAGES = {
    "kramdown": ("about.md", {"_config.yml": "title: Owls\n"}),
    "markdown": ("about.qmd", {"_quarto.yml": "project:\n  type: website\n"}),
    "html": ("index.html", {}),
    "rst": ("index.rst", {"conf.py": ""}),
    "latex": ("cv.tex", {}),
    "text": ("cv.org", {}),
    "code": ("data.yml", {}),
}


def codes(page: str, text: str, folder: Path, code: str, others: dict[str, str] | None = None) -> list[str]:
    settings = f'pages = ["{page}"]\n{OWNER}'
    files = {page: text, "publications.bib": OWL, "pubs.toml": settings, **(others or {})}
    return [each.code for each in lint_files(files, folder, select=(code,)).findings]


def test_each_rule_about_pages_is_here() -> None:
    assert set(RULES) - {"U017"} == WRONG.keys()  # needs a picture, which its cases have
    assert {language for rule in RULES.values() for language in rule.languages} == PAGES.keys()


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("code", WRONG)
def test_a_rule_speaks_in_its_languages(
    code: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page, others = PAGES[language]
    markdown, html = WRONG[code]
    is_read = language in RULES[code].languages
    is_markdown = language in ("kramdown", "markdown")
    in_markdown, in_html = (set(codes(page, text, tmp_path, code, others)) for text in (markdown, html))
    assert in_markdown == ({code} if is_read and markdown and (is_markdown or markdown == html) else set())
    if html and not (is_markdown and code in ("W018", "W020")):  # there a list of HTML is one as well
        assert in_html == ({code} if is_read else set())


@pytest.mark.parametrize(
    "page", ["about.mdx", "about.rmd", "about.markdown", "about.MD", "index.htm", "feed.xml", "a.ipynb"]
)
def test_suffixes(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    is_markdown = page.lower().endswith((".mdx", ".rmd", ".markdown", ".md"))
    assert codes(page, WRONG["W008"][0], tmp_path, "W008") == ["W008"] * 2 * is_markdown
    is_kramdown = page.lower().endswith((".markdown", ".md"))
    assert codes(page, WRONG["W007"][0], tmp_path, "W007") == ["W007"] * is_kramdown


@pytest.mark.parametrize("file", ["mkdocs.yml", "hugo.toml", "conf.py", "_quarto.yml", "pelicanconf.py"])
def test_only_kramdown_makes_tables_of_a_pipe(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert codes("about.md", WRONG["W007"][0], tmp_path, "W007", {file: ""}) == []


ADDRESSES = (
    "{{ site.x }}", "{{ '/a' | relative_url }}", '{{ "/a" | relative_url }}', "{% link x.md %}", "{% post_url 2020-01-01-x %}",
    '{{< ref "x" >}}', '{{% ref "x" %}}', "<%= x %>", "<?= x ?>", "{% if x %}a{% else %}b{% endif %}", "{{x}}/{{y}}",
    "{{- x -}}", "{{ site.x\n }}", "{{< var x >}}", "{% url 'x' %}",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("page", ["about.md", "about.qmd", "index.html"])
def test_a_template_is_an_address_and_a_text(
    address: str, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        f"<a href=\"{address}\">x</a> <a href='{address}'>x</a> <a href={address}>x</a>\n"
        f'<img src="{address}" alt="{address}">\n'
        f"<span class='show_paper_citations' data=\"{address}\"></span>\n\n"
        f"[cv]({address}) ![{address}]({address}) [![{address}]({address})]({address})\n\n"
        f"https://img.shields.io/badge/{address}-red\n"
    )
    for code in ("W001", "U016", "W003", "W004", "W005", "U006", "U013"):
        assert codes(page, text, tmp_path, code) == [], code


@pytest.mark.parametrize(
    "text",
    [
        "<a href=''>x</a>",
        '<a href=" ">x</a>',
        "<a href>x</a>",
        "<a href='#'>x</a>",
        "[x]()",
        "[x]( )",
        "[![a](b)]()",
        "[x](<>)",
    ],
)
def test_no_address(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert codes("about.md", text, tmp_path, "W003") == ["W003"]


TEXTS = (
    "Jane Doe*, **Ada Byron**, Richard Roe*",
    "- Jane Doe*, Richard Roe*: Owls",
    "<div>\nJane Doe*, Richard Roe*, Max Poe\n</div>",
    "<div>\n\nJane Doe*, Richard Roe*, Max Poe\n\n</div>",
    "<div markdown='1'>\nJane Doe*, Richard Roe*, Max Poe\n</div>",
    "<center>\nJane Doe*, Richard Roe*, Max Poe\n</center>",
    "<details>\n<summary>a | b</summary>\nJane Doe*, Richard Roe*, Max Poe\n</details>",
    "<b>Jane Doe*, Richard Roe*</b>, Max Poe",
    "<p>Jane Doe*, Richard Roe*, Max Poe</p>",
    "$$a*, b*, c$$ and Jane Doe*",
    "`Jane Doe*`, Richard Roe*, Max Poe",
    "a | b",
    "[Paper](https://example.org/a) | [Code](https://example.org/b)",
    "<div>\na | b\n</div>",
    "<video>\na | b and Jane Doe*, Richard Roe*, Max Poe\n</video>",
    "~~~\na | b\n~~~",
    "<a href='https://example.org/?id=7&amp;utm_source=x&amp;b=1'>a</a>",
    "<a class='x' HREF='https://example.org/?utm_source=x&b=1'>a</a>",
    "[a](https://example.org/?a=1&copy=2&utm_source=x)",
    "[a](<https://example.org/?utm_source=x&b=1> 'title')",
    "[a](https://example.org/?utm_source=x#top) *b*",
)


@pytest.mark.e2e("kramdown")
@pytest.mark.parametrize("page", ["about.md", "index.html", "about.qmd"])
def test_safe_fixes_of_pages_keep_what_is_shown(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule is for: W007 and W008 keep the text, U012 and U013 change where links lead."""
    monkeypatch.chdir(tmp_path)
    safe = tuple(code for code, rule in RULES.items() if rule.fix == "safe")
    assert safe == ("U012", "U013", "W007", "W008")
    fixed = []
    for text in TEXTS:
        files = {page: text, "publications.bib": OWL, "pubs.toml": f'pages = ["{page}"]\n'}
        linted = lint_files(files, tmp_path, select=safe)
        fixed.append(linted.text(page))
        assert linted.text(page) == linted.again.sources[next(p for p in linted.again.sources if p.endswith(page))].text
    is_html = page.endswith(".html")
    before, after = (list(TEXTS), fixed) if is_html else (kramdown(list(TEXTS)), kramdown(fixed))
    for text, old, new in zip(TEXTS, before, after, strict=True):
        assert words(new, "" if is_html else "*|") == words(old, "" if is_html else "*|"), text
        assert addresses(new) == addresses(old), text
        assert words(new).count("*") >= words(old).count("*"), text
    changed = [text for text, new in zip(TEXTS, fixed, strict=True) if text != new]
    assert changed == [text for text in TEXTS if "<a " in text] if is_html else len(changed) >= 7


def test_the_inside_of_html_is_what_kramdown_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = WRONG["W008"][0]
    found = [
        len(codes("about.md", text.replace("X", line), tmp_path, "W008"))
        for text in ("<div>\nX\n</div>", "<div>\n\nX\n\n</div>", "<div markdown='1'>\nX\n</div>", "<span>\nX</span>",
                     "<video>\nX\n</video>", "- <div>\n  X\n  </div>", "<div>\n</div>\n\nX", "<div>\n<p markdown='1'>X</p></div>")
    ]  # fmt: skip
    assert found == [0, 0, 2, 2, 0, 0, 2, 2]
    assert (
        len(
            codes(
                "about.md",
                f"<div>\n{line}\n</div>",
                tmp_path,
                "W008",
                {"_config.yml": "kramdown:\n  parse_block_html: true\n"},
            )
        )
        == 2
    )


def words(html: str, signs: str = "") -> str:
    """Returns the text that is shown, without blanks and without the signs that rules bring back."""
    shown = "".join("".join(run.text for run in visible(html)).replace("⟨table⟩", "").split())
    return "".join(sign for sign in shown if sign not in signs)


def addresses(html: str) -> list[str]:
    """Returns the addresses of links without what tracks readers, which U013 takes away."""
    found = dict.fromkeys(run.href for run in visible(html) if run.href)
    return [re.sub(r"(?<=[?&])utm_source=x&|[?&]utm_source=x(?!&)", "", each) for each in found]


SPAN = "<span class='show_paper_citations' data='aaaaaaaaaaaa:bbbbbbbbbbbb'></span>"
TOTAL = "<span id='total_cit'></span>"


@pytest.mark.parametrize(
    ("others", "is_wrong"),
    [
        ({"_pages/about.md": f"{TOTAL} {{% include pub.md %}}"}, False),
        ({"_pages/about.md": "{% include intro.md %}\n{%- include pub.md -%}", "_includes/intro.md": TOTAL}, False),
        (
            {
                "index.md": "{% include a.md %} {% include b.md %}",
                "_includes/a.md": "{% include pub.md %}",
                "_includes/b.md": TOTAL,
            },
            False,
        ),
        ({"_pages/about.md": "---\nlayout: home\n---\n{% include pub.md %}", "_layouts/home.html": TOTAL}, False),
        ({"_pages/about.md": "{% include pub.md %}", "_pages/cv.md": TOTAL}, True),  # another page
        ({"_pages/about.md": TOTAL}, True),
        ({}, True),
    ],
)
def test_the_total_may_stand_in_another_file_of_the_page(
    others: dict[str, str], is_wrong: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = codes("_includes/pub.md", SPAN, tmp_path, "W005", {"_config.yml": "title: Owls\n", **others})
    assert found == ["W005"] * is_wrong


def test_relative_includes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    others = {"_pages/about.md": f"{TOTAL}\n{{% include_relative includes/pub.md %}}"}
    assert codes("_pages/includes/pub.md", SPAN, tmp_path, "W005", others) == []
    assert codes("_pages/pub.md", SPAN, tmp_path, "W005", others) == ["W005"]


@pytest.mark.parametrize(
    ("page", "comment"),
    [
        ("about.mdx", "{/* pubs:ignore[E003] */}"),
        ("cv.tex", "% pubs:ignore[E003]"),
        ("a.yml", "# pubs:ignore[E003]"),
        ("a.html", "<!-- pubs:ignore[E003] -->"),
    ],
)
def test_suppressions_are_comments_of_the_page(
    page: str, comment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for newline in ("\n", "\r\n", "\r"):
        assert codes(page, newline.join((comment, "ĲCAI", "ĲCAI")), tmp_path, "E003") == ["E003"]
