"""Author lines: marks, highlights, links, notes, truncation, order of names; and legends."""

from __future__ import annotations

from typing import Any

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.model.author import Name
from pubmanager.render.authors import initials

FIVE = "Ada Byron and Wenjie Wei and Rui-Jie Zhu and Max Roe and Jane van Doe"


def line(fields: str = "", settings: str = "", *, authors: str = FIVE, format: str = "markdown", **options: Any) -> str:
    """The author line of a badge list."""
    text = f"@misc{{a, author = {{{authors}}}, title = {{x}}, {fields}}}"
    bibliography = Bibliography.loads(text, me="Wenjie Wei", config=parse_config(settings))
    rendered = bibliography.render("badge-list", format=format, authors=options)
    return rendered.split("<br> ", 1)[1].split("</p>")[0].split("\n")[0]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "Ada Byron, **Wenjie Wei**, Rui-Jie Zhu, Max Roe, Jane van Doe"),
        ({"and": "and"}, "Ada Byron, **Wenjie Wei**, Rui-Jie Zhu, Max Roe, and Jane van Doe"),
        ({"and": True}, "Ada Byron, **Wenjie Wei**, Rui-Jie Zhu, Max Roe, and Jane van Doe"),
        ({"and": "&"}, "Ada Byron, **Wenjie Wei**, Rui-Jie Zhu, Max Roe, & Jane van Doe"),
        ({"stop": True}, "Ada Byron, **Wenjie Wei**, Rui-Jie Zhu, Max Roe, Jane van Doe."),
        ({"initials": True}, "A. Byron, **W. Wei**, R.-J. Zhu, M. Roe, J. van Doe"),
        ({"family_first": True}, "Byron, Ada, **Wei, Wenjie**, Zhu, Rui-Jie, Roe, Max, van Doe, Jane"),
        (
            {"family_first": True, "initials": True, "separator": "; "},
            "Byron, A.; **Wei, W.**; Zhu, R.-J.; Roe, M.; van Doe, J.",
        ),
        ({"max": 3}, "Ada Byron, **Wenjie Wei**, Rui-Jie Zhu, et al."),
        ({"max": 1}, "**Wenjie Wei**, et al."),
        ({"max": 3, "keep": ["first", "last"]}, "Ada Byron, **Wenjie Wei**, …, Jane van Doe"),
        ({"max": 2, "keep": ["last"]}, "**Wenjie Wei**, …, Jane van Doe"),
        ({"max": 9}, "Ada Byron, **Wenjie Wei**, Rui-Jie Zhu, Max Roe, Jane van Doe"),
    ],
)
def test_forms(options: dict[str, Any], expected: str) -> None:
    assert line(**options) == expected


def test_me_far_behind_stays() -> None:
    authors = " and ".join([f"Author{chr(65 + i)} Name" for i in range(20)] + ["Wenjie Wei", "Last One"])
    assert line(authors=authors, max=3) == "AuthorA Name, AuthorB Name, …, **Wenjie Wei**, et al."


def test_and_others_is_et_al() -> None:
    assert line(authors="Ada Byron and Wenjie Wei and others") == "Ada Byron, **Wenjie Wei**, et al."
    assert line(authors="Ada Byron and others", **{"and": "and", "stop": True}) == "Ada Byron, et al."


def test_a_gap_is_an_ellipsis() -> None:
    authors = "Ada Byron and {…} and Wenjie Wei and {…} and Max Roe"
    assert line(authors=authors) == "Ada Byron, …, **Wenjie Wei**, …, Max Roe"
    assert line(authors=f"{authors} and others") == "Ada Byron, …, **Wenjie Wei**, …, Max Roe, et al."
    assert line(authors=authors, max=2) == "Ada Byron, …, **Wenjie Wei**, et al."


def test_two_names_need_no_comma_before_and() -> None:
    assert line(authors="Ada Byron and Max Roe", **{"and": "and"}) == "Ada Byron and Max Roe"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", "Ada Byron\\*, **Wenjie Wei**\\*✉"),
        ('[marks]\nequal = "†"', "Ada Byron†, **Wenjie Wei**†✉"),
        ('[marks]\nequal = { symbol = "†", superscript = true }', "Ada Byron<sup>†</sup>, **Wenjie Wei**<sup>†</sup>✉"),
        ('[marks]\nequal = { symbol = "†", inside = true }', "Ada Byron†, **Wenjie Wei†**✉"),
        ('[marks]\nequal = ""\ncorresponding = ""', "Ada Byron, **Wenjie Wei**"),
    ],
)
def test_marks(settings: str, expected: str) -> None:
    fields = "author+an = {1=equal; 2=equal,corresponding}"
    assert line(fields, settings, authors="Ada Byron and Wenjie Wei").replace("&#9993;", "✉") == expected


def test_marks_without_a_meaning_are_shown_as_they_are() -> None:
    assert line(authors="Byron*, A. and Wei$^{2}$, W.") == "A. Byron\\*, **W. Wei**<sup>2</sup>"


@pytest.mark.parametrize(
    ("look", "markdown", "html"),
    [
        ('"bold"', "**Wenjie Wei**", "<strong>Wenjie Wei</strong>"),
        ('["bold", "underline"]', '<u markdown="span">**Wenjie Wei**</u>', "<u><strong>Wenjie Wei</strong></u>"),
        ('"italic"', "*Wenjie Wei*", "<em>Wenjie Wei</em>"),
        ('"color:#c00"', '<span style="color: #c00">Wenjie Wei</span>', '<span style="color: #c00">Wenjie Wei</span>'),
        ('"class:me"', '<span class="me">Wenjie Wei</span>', '<span class="me">Wenjie Wei</span>'),
        ('"plain"', "Wenjie Wei", "Wenjie Wei"),
        (
            '["color:red", "bold"]',
            '**<span style="color: red">Wenjie Wei</span>**',
            '<strong><span style="color: red">Wenjie Wei</span></strong>',
        ),
    ],
)
def test_highlights(look: str, markdown: str, html: str) -> None:
    settings = f"[highlight]\nme = {look}"
    assert line(settings=settings, authors="Wenjie Wei") == markdown
    assert line(settings=settings, authors="Wenjie Wei", format="html") == html


def test_groups_and_people_are_highlighted_and_linked() -> None:
    settings = '[highlight]\nme = "bold"\nstudents = "underline"\n[people."Ada Byron"]\ngroups = ["students"]\nurl = "https://a.org"\n'
    assert (
        line(settings=settings, authors="Byron, A. and Wei, W.")
        == '<u markdown="span">[A. Byron](https://a.org)</u>, **W. Wei**'
    )
    assert line(settings=settings, authors="Byron, A. and Wei, W.", links=False) == "<u>A. Byron</u>, **W. Wei**"


def test_notes() -> None:
    fields = 'author+an:note = {1="Student First Author"}'
    assert line(fields, authors="Wenjie Wei") == "**Wenjie Wei** (Student First Author)"
    assert line(fields, authors="Wenjie Wei", notes="inside") == "**Wenjie Wei (Student First Author)**"
    assert line(fields, authors="Wenjie Wei", notes="none") == "**Wenjie Wei**"


def test_names_are_escaped() -> None:
    assert line(authors="{Org [A] _x_ | {y}}") == "Org \\[A\\] \\_x\\_ \\| y"
    assert line(authors="{A & B <script>}", format="html") == "A &amp; B &lt;script&gt;"


def test_an_unknown_key_gets_a_suggestion() -> None:
    from pubmanager.errors import PubsError

    with pytest.raises(PubsError, match=r"option 'authors' of theme 'badge-list' has no key 'intials'.*'initials'"):
        line(intials=True)


def test_legends_list_only_roles_that_occur() -> None:
    text = "@misc{a, title = {x}, author = {A Byron and B Roe}, author+an = {1=equal; 2=equal,corresponding}}"
    settings = '[marks]\nequal = { symbol = "†", legend = "Both did it" }'
    bibliography = Bibliography.loads(text, config=parse_config(settings))
    for options in ({"legend": True}, {"rows": ["title", "legend"]}):
        assert "† Both did it, &#9993; Corresponding author" in bibliography.render("paper-box", **options)
    assert "†" not in Bibliography.loads("@misc{a, title = {x}, author = {A Byron}}").render("badge-list", legend=True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Rui-Jie", "R.-J."), ("Y.K.", "Y. K."), ("Ada Augusta", "A. A."), ("Élodie", "É."), ("", "")],
)
def test_initials(given: str, expected: str) -> None:
    assert initials(given) == expected


def test_full_names() -> None:
    assert Name("Martin Luther", "", "King", "Jr.").full == "Martin Luther King Jr."
