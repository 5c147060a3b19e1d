"""What stands beside publications stays, and parts of entries that are easily lost come back."""

from __future__ import annotations

import pytest

from pubmanager.adopt.adoption import Adoption, adopt
from pubmanager.source import Source


def adopted(text: str, path: str = "about.md") -> Adoption:
    return adopt([Source(path, text)], me="Ada Byron")


def changed(adoption: Adoption) -> list[str]:
    """Returns what differs in the entries of all lists."""
    return [str(each) for found in adoption.differences.values() for _, each in found if not each.is_same]


OWLS = '<li>Kurt Weaver, Ada Byron. <a href="https://example.org/owls">How Owls Find Their Way</a>. ICML 2022.</li>'
RIVERS = (
    '<li>Ada Byron, Mia Okafor. <a href="https://example.org/rivers">Rivers That Nobody Measured</a>. ICML 2021.</li>'
)
HTML_LIST = f"<h2>Publications</h2>\n<ul>\n{OWLS}\n<li>My CV has all of them.</li>\n{RIVERS}\n</ul>\n"


def test_another_item_of_an_html_list_stays() -> None:
    adoption = adopted(HTML_LIST, "index.html")
    page = adoption.filled["index.html"]
    assert len(adoption.works) == 2 and not changed(adoption)
    assert page.count("<li>My CV has all of them.</li>") == 1
    owls, cv, rivers = (page.index(words) for words in ("How Owls", "My CV", "Rivers"))
    assert owls < cv < rivers


def test_a_table_with_other_rows_stays() -> None:
    rows = "".join(f"<tr><td>{each[4:-5]}</td></tr>\n" for each in (OWLS, RIVERS))
    table = f"<h2>Publications</h2>\n<table>\n{rows}<tr><td>More to come.</td></tr>\n</table>\n"
    assert not adopted(table, "index.html").works
    assert len(adopted(table.replace("<tr><td>More to come.</td></tr>\n", ""), "index.html").works) == 2


def test_a_table_that_arranges_a_page_is_no_publication() -> None:
    """Names in the biography are no authors; each row of the inner table is one entry."""
    rows = "".join(f"<tr><td>{each[4:-5]}</td></tr>\n" for each in (OWLS, RIVERS))
    text = (
        "<table><tr><td>\n<p>I am Ada Byron, advised by Kurt Weaver and Mia Okafor in 2022.</p>\n"
        f"<table><tr><td><h2>Publications</h2></td></tr></table>\n<table>\n{rows}</table>\n</td></tr></table>\n"
    )
    adoption = adopted(text, "index.html")
    assert [work.entries[0].title_text for work in adoption.works] == [
        "How Owls Find Their Way", "Rivers That Nobody Measured",
    ]  # fmt: skip
    assert "I am Ada Byron, advised by" in adoption.filled["index.html"]


def test_a_paragraph_about_the_owner_is_no_publication() -> None:
    text = (
        "# Publications\n\nMy research is on **Birds & Rivers, Maps & Kites, and Lanterns**.\n\n"
        "Kurt Weaver, **Ada Byron**. [How Owls Find Their Way](https://example.org/owls). ICML, 2022.\n\n"
        "**Ada Byron**, Mia Okafor. [Rivers That Nobody Measured](https://example.org/rivers). ICML, 2021.\n"
    )
    adoption = adopted(text)
    assert len(adoption.works) == 2
    assert "My research is on **Birds" in adoption.filled["about.md"]


LINKED = """# Publications

- **Ada Byron**, Kurt Weaver (2022). How Owls Find Their Way. *Night Birds*, 3. [https://doi.org/10.1000/owls](https://doi.org/10.1000/owls)
- **Ada Byron**, Mia Okafor (2021). Rivers That Nobody Measured. *Wide Rivers*, 7. [https://doi.org/10.1000/rivers](https://doi.org/10.1000/rivers)
"""


def test_an_identifier_keeps_its_link() -> None:
    assert not changed(adopted(LINKED))
    bare = LINKED.replace("[https://doi.org/10", "DOI: [10")
    assert not changed(adopted(bare))


def test_a_label_that_settings_know_by_another_name() -> None:
    """`weight` is a word for models, `project page` one for projects."""
    text = "# Publications\n\n" + "".join(
        f"- [{title}](https://example.org/{name}), **Ada Byron**, Kurt Weaver. [Weight](https://example.org/{name}/w)"
        f" [Project](https://example.org/{name}/a) [Project Page](https://example.org/{name}/b)\n"
        for name, title in (("owls", "How Owls Find Their Way"), ("rivers", "Rivers That Nobody Measured"))
    )
    assert not changed(adopted(text))


def test_words_behind_a_legend_are_read() -> None:
    text = "# Publications\n\n" + "".join(
        f"- **{title}**<br>K. Weaver\\*, **Ada Byron**\\*<br>(\\* co-first author) Night Birds, {year}.\n"
        for year, title in ((2023, "How Owls Find Their Way"), (2022, "Rivers That Nobody Measured"))
    )
    adoption = adopted(text)
    assert not changed(adoption)
    assert [work.fields["year"] for work in adoption.works] == ["2023", "2022"]


def test_the_colour_of_the_owner_is_kept() -> None:
    text = LINKED.replace("**Ada Byron**", '<span style="color:#0a0">Ada Byron</span>')
    assert 'me = ["color:#0a0"]' in adopted(text).settings


def test_a_state_of_some_papers_is_said_of_no_other() -> None:
    text = "# Publications\n\n" + "".join(
        f"- **{title}**. **Ada Byron**, Kurt Weaver. *{lead}Journal of {place}*, {year}.\n"
        for lead, title, place, year in (
            ("Submitted to ", "How Owls Find Their Way", "Night Birds", 2026),
            ("Submitted to ", "Rivers That Nobody Measured", "Wide Rivers", 2026),
            ("", "Counting Herons Twice", "Night Birds", 2025),
            ("", "A Short History of Bridges", "Wide Rivers", 2024),
        )
    )
    adoption = adopted(text)
    assert not changed(adoption)
    assert ["status" in work.fields for work in adoption.works] == [True, True, False, False]
    assert adoption.filled["about.md"].count("Submitted to") == 2


def test_a_part_that_stands_in_place_of_another_begins_no_line() -> None:
    text = "# Publications\n\n" + "".join(
        f"- `{lead}` [{title}](https://example.org/{number}), **Ada Byron**, Kurt Weaver\n"
        for number, (lead, title) in enumerate(
            (
                ("ICML 2022", "How Owls Find Their Way"),
                ("Under Review", "Rivers That Nobody Measured"),
                ("CVPR 2021", "Counting Herons Twice"),
                ("Under Review", "A Short History of Bridges"),
            )
        )
    )
    adoption = adopted(text)
    assert all(each.is_exact for found in adoption.differences.values() for _, each in found)


def test_links_of_a_box_are_no_bullet_where_stars_stand_beside_them() -> None:
    box = (
        "<div class='paper-box'><div class='paper-box-image'><div><div class=\"badge\">ICML {year}</div>"
        '<img src=\'images/{year}.png\' alt="sym" width="100%"></div></div>\n'
        "<div class='paper-box-text' markdown=\"1\">\n\n[{title}](https://example.org/{year})\n\n"
        "**Ada Byron**, Kurt Weaver\n\n[[**PDF**]](https://example.org/{year}.pdf) "
        "![](https://img.shields.io/github/stars/ada/a{year}?style=social)\n</div>\n</div>\n"
    )
    titles = {2022: "How Owls Find Their Way", 2021: "Rivers That Nobody Measured"}
    text = "# Publications\n\n" + "\n".join(box.format(year=year, title=title) for year, title in titles.items())
    adoption = adopted(text)
    assert all(each.is_same and each.is_exact for found in adoption.differences.values() for _, each in found)


def test_quotes_in_the_link_of_a_title() -> None:
    text = "# Publications\n\n" + "".join(
        f'- **Ada Byron**, Kurt Weaver. ["{title}."](https://example.org/{year}) *ICML*, {year}.\n'
        for year, title in ((2023, "How Owls Find Their Way"), (2022, "Rivers That Nobody Measured"))
    )
    adoption = adopted(text)
    assert not changed(adoption)
    assert "[“How Owls Find Their Way”](https://example.org/2023)" in adoption.filled["about.md"]


def test_an_apostrophe_of_a_name_is_shown_as_before() -> None:
    """Jekyll shows a straight one of Markdown as a curly one; a browser shows that of HTML as it is."""
    straight = adopted(HTML_LIST.replace("Kurt Weaver", "Kurt O'Neil"), "index.html")
    assert straight.works[0].fields["author"].startswith(r"O{\textquotesingle}Neil, Kurt")
    assert "Kurt O&#39;Neil" in straight.filled["index.html"]
    curly = adopted(HTML_LIST.replace("Kurt Weaver", "Kurt O’Neil"), "index.html")
    assert "Kurt O’Neil" in curly.filled["index.html"]
    markdown = adopted(LINKED.replace("Kurt Weaver", "Kurt O'Neil"))
    assert markdown.works[0].fields["author"] == "Byron, Ada and O'Neil, Kurt"
    assert "Kurt O’Neil" in markdown.filled["about.md"]


def test_top_of_a_rate_is_kept() -> None:
    text = "# Publications\n\n" + "".join(
        f"- [{title}](https://example.org/{year}), Kurt Weaver, **Ada Byron**. ICML {year}. Oral, {rate}.\n"
        for title, year, rate in (
            ("How Owls Find Their Way", 2023, "top 3.5%"),
            ("Rivers That Nobody Measured", 2022, "2%"),
        )
    )
    adoption = adopted(text)
    assert not changed(adoption)
    assert "Oral, top 3.5%." in adoption.filled["about.md"] and "Oral, 2%." in adoption.filled["about.md"]


def test_a_list_cut_in_the_middle_is_cut_there() -> None:
    text = LINKED.replace("**Ada Byron**, Mia Okafor", "Mia Okafor, …, **Ada Byron**\\*, …, Lena Fischer\\*")
    adoption = adopted(text)
    assert not changed(adoption)
    assert adoption.works[1].fields["author"] == "Okafor, Mia and {…} and Byron, Ada and {…} and Fischer, Lena"
    assert "Mia Okafor, …, **Ada Byron**\\*, …, Lena Fischer\\*" in adoption.filled["about.md"]


def test_a_list_cut_in_the_middle_and_at_its_end() -> None:
    text = LINKED.replace("**Ada Byron**, Mia Okafor", "Mia Okafor, ..., **Ada Byron**, et al.")
    adoption = adopted(text)
    assert not changed(adoption)
    assert adoption.works[1].fields["author"] == "Okafor, Mia and {…} and Byron, Ada and others"


def test_buttons_that_run_a_script_are_named() -> None:
    buttons = (
        """<button onclick="copy('owls')">BibTeX</button>""",
        """<a data-clipboard-text="@article{owls}">Copy</a>""",
        """<a href="javascript:cite('owls')">Cite</a>""",
    )
    page = HTML_LIST.replace("ICML 2022.", f"ICML 2022. {' '.join(buttons)}")
    page = page.replace("ICML 2021.", f"ICML 2021. {buttons[1]}")
    adoption = adopted(page, "index.html")
    assert not changed(adoption)
    assert adoption.notes == (
        "weaver2022owls: the button 'BibTeX' runs a script and is left out",
        "weaver2022owls (and in 1 more): the button 'Copy' runs a script and is left out",
        "weaver2022owls: the button 'Cite' runs a script and is left out",
    )


def test_the_only_author_is_found_by_another_spelling() -> None:
    text = (
        "# Publications\n\n- A. M. Turing. On Computable Numbers. *Proceedings of Logic*, 1936.\n"
        "- A. M. Turing. Computing Machinery and Intelligence. *Mind*, 1950.\n"
    )
    adoption = adopt([Source("about.md", text)], me="Alan Turing")
    assert [work.fields["title"] for work in adoption.works] == [
        "On Computable Numbers", "Computing Machinery and Intelligence",
    ]  # fmt: skip
    assert not changed(adoption)
    assert not adopt([Source("about.md", text)], me="Mary Turing").works


def by_year(*years: int, level: str = "###") -> str:
    return "# Publications\n\n" + "\n".join(
        f"{level} {year}\n\n- [Counting {what} Twice](https://example.org/{year}), **Ada Byron**, Kurt Weaver. ICML.\n"
        for year, what in zip(years, ("Owls", "Rivers", "Bridges"), strict=False)
    )


def test_headings_of_years_are_one_list() -> None:
    """The years of the headings are those of the entries."""
    text = f"{by_year(2023, 2021, 2020)}\n## Talks\n\n- Owls, 2019.\n"
    adoption = adopted(text)
    assert not changed(adoption)
    (listed,) = adoption.config.lists.values()
    assert (listed.group, listed.heading) == ("year", 3)
    assert [work.fields["year"] for work in adoption.works] == ["2023", "2021", "2020"]
    rendered = [line for line in adoption.filled["about.md"].split("\n") if line and "<!-- pubs:" not in line]
    assert rendered == [line for line in text.split("\n") if line]


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        (by_year(2020, 2021, 2023), 3),  # the oldest first
        (by_year(2023, 2021).replace("### 2021", "My best year.\n\n### 2021"), 2),
        (by_year(2023, 2021).replace("### 2021\n", "### 2021\n\nMy best year.\n"), 2),
        (by_year(2023, 2021).replace("### 2021", "## 2021"), 2),
        (by_year(2023, 2021).replace("### 2021", "### Earlier"), 2),
        (by_year(2023, 2021).replace("### 2021", '### <a name="x"></a>2021'), 2),
    ],
)
def test_other_headings_stay(text: str, lists: int) -> None:
    adoption = adopted(text)
    assert len(adoption.config.lists) == lists
    for line in text.split("\n"):
        assert line in adoption.filled["about.md"]


def test_headings_of_years_in_html() -> None:
    items = [OWLS.replace("ICML 2022", "ICML"), RIVERS.replace("ICML 2021", "ICML")]
    text = "<h2>Publications</h2>\n" + "".join(
        f"<h3>{year}</h3>\n<ul>\n{item}\n</ul>\n" for year, item in zip((2022, 2021), items, strict=True)
    )
    adoption = adopted(text, "index.html")
    assert not changed(adoption) and len(adoption.config.lists) == 1
    page = adoption.filled["index.html"]
    assert page.count("<ul>") == page.count("</ul>") == 2 and page.count("<h3") == 2
