"""Lists: where, sort, group, order, limits, numbers, empty lists."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.config.schema import ListConfig
from pubmanager.errors import PubsError
from pubmanager.render.lists import arrange

BIB = r"""
@article{nat, title = {Zebras}, journal = {Nature}, year = 2023, month = 3, keywords = {animals, stripes}, selected = true, grant = {ERC}}
@inproceedings{icml, title = {alpacas}, booktitle = {ICML}, year = 2024, presentation = {oral}, rate = {3.3%}, code = {a/b}, author = {Wei, W. and Roe, M.}}
@inproceedings{iclr, title = {Mice}, booktitle = {ICLR}, year = 2024, month = 5, keywords = {animals}, author = {Roe, M. and Wei*, Wenjie}}
@misc{arx, title = {Owls}, eprint = {2401.00001}}
@book{book, title = {Birds}, year = 1999, author = {Roe, Max}}
"""
BIBLIOGRAPHY = Bibliography.loads(BIB, me="Wenjie Wei", config=parse_config('[marks.read]\n"*" = "corresponding"'))


def keys(**settings: object) -> list[str]:
    groups = arrange(BIBLIOGRAPHY.publications, ListConfig(**{"sort": ("file",), **settings}))  # type: ignore[arg-type] # keys of one
    return [publication.key for group in groups for publication in group.publications]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", ["nat", "icml", "iclr", "arx", "book"]),
        ("selected", ["nat"]),
        ("not selected and year >= 2024", ["icml", "iclr"]),
        ("year < 2024", ["nat", "book"]),
        ("not year", ["arx"]),
        ("year == 2024 or type == 'book'", ["icml", "iclr", "book"]),
        ("'animals' in keywords", ["nat", "iclr"]),
        ("venue.kind == 'conference'", ["icml", "iclr"]),
        ("venue.short == 'ICML'", ["icml"]),
        ("presentation == 'oral' and rate < 5", ["icml"]),
        ("rate > 1", ["icml"]),
        ("me.position == 1", ["icml"]),
        ("me", ["icml", "iclr"]),
        ("'corresponding' in me.roles", ["iclr"]),
        ("authors | length == 2", ["icml", "iclr"]),
        ("authors[0].name.family == 'Roe'", ["iclr", "book"]),
        ("field('grant') == 'ERC'", ["nat"]),
        ("field('GRANT')", ["nat"]),
        ("'code' in links", ["icml"]),
        ("identifiers.arxiv", ["arx"]),
        ("title is defined and 'Z' in title", ["nat"]),
        ("month in (3, 5)", ["nat", "iclr"]),
        ("date >= '2024-01'", ["iclr"]),
        ("key in ['nat', 'book']", ["nat", "book"]),
    ],
)
def test_where(where: str, expected: list[str]) -> None:
    assert keys(where=where) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (("file",), ["nat", "icml", "iclr", "arx", "book"]),
        (("-file",), ["book", "arx", "iclr", "icml", "nat"]),
        (("-date",), ["iclr", "icml", "nat", "book", "arx"]),
        (("date",), ["book", "nat", "icml", "iclr", "arx"]),
        (("-year",), ["icml", "iclr", "nat", "book", "arx"]),
        (("-year", "title"), ["icml", "iclr", "nat", "book", "arx"]),
        (("title",), ["icml", "book", "iclr", "arx", "nat"]),
        (("-year", "-title"), ["iclr", "icml", "nat", "book", "arx"]),
        (("authors | length", "key"), ["arx", "nat", "book", "iclr", "icml"]),
        (("me.position",), ["icml", "iclr", "nat", "arx", "book"]),
        (("presentation", "-file"), ["icml", "book", "arx", "iclr", "nat"]),
        (("-venue.short", "-file"), ["icml", "iclr", "arx", "book", "nat"]),  # an empty text is none
        (("field('grant')", "file"), ["nat", "icml", "iclr", "arx", "book"]),
        ((" - year ", "  title"), ["icml", "iclr", "nat", "book", "arx"]),
        (("-authors |\nlength", "file"), ["icml", "iclr", "book", "nat", "arx"]),
        (("-\ntitle",), ["nat", "arx", "iclr", "book", "icml"]),
        ((), ["nat", "icml", "iclr", "arx", "book"]),
    ],
)
def test_sort(sort: tuple[str, ...], expected: list[str]) -> None:
    assert keys(sort=sort) == expected


@pytest.mark.parametrize("key", ["date", "-date"])
def test_undated_ones_first_if_asked(key: str) -> None:
    assert keys(sort=(key,), undated="first")[0] == keys(sort=(key,))[-1] == "arx"


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        ({"sort": ("",)}, "an empty sort key", 'write for example sort = "-date"'),
        ({"sort": ("year", " ")}, "an empty sort key", 'write for example sort = "-date"'),
        ({"sort": ("yeer",)}, "unknown name 'yeer' in the expression 'yeer'", "did you mean 'year'?"),
        ({"sort": ("venue",)}, "cannot sort by 'venue': ", None),
        ({"where": "yeer"}, "unknown name 'yeer' in the expression 'yeer'", "did you mean 'year'?"),
        ({"group": "yeer"}, "unknown name 'yeer' in the expression 'yeer'", "did you mean 'year'?"),
        ({"group": "venue"}, "'group' cannot be 'venue', which gives a Venue", "name a text in it"),
        ({"group": "authors"}, "'group' cannot be 'authors', which gives a Author", "name a text in it"),
        ({"order": ("iclrr",)}, "'order' names 'iclrr', which is not in the list", "did you mean 'iclr'?"),
        ({"order": ("iclr",), "where": "year < 2000"}, "'order' names 'iclr', which is not in the list", None),
    ],
)
def test_settings_that_make_no_sense(settings: dict[str, object], message: str, hint: str | None) -> None:
    with pytest.raises(PubsError) as caught:
        keys(**settings)
    assert caught.value.message.startswith(message) if message.endswith(": ") else caught.value.message == message
    assert (caught.value.hint or None) == hint
    assert caught.value.setting[0] == next(iter(settings))  # where pubs.toml is wrong


def test_a_publication_is_sorted_by_day_where_it_is_known() -> None:
    days = ("2024", "2024-02-29", "2024-02", "2024-02-03", "2023-12-31", "2024-10")
    found = Bibliography.loads("".join(f"@misc{{d{day}, date = {{{day}}}}}\n" for day in days))
    shown = [each.key for each in found.sort("date")]
    assert shown == ["d2023-12-31", "d2024", "d2024-02", "d2024-02-03", "d2024-02-29", "d2024-10"]
    assert [each.key for each in found.sort("-date")] == shown[::-1]


def test_order_puts_some_first() -> None:
    assert keys(order=("arx", "iclr")) == ["arx", "iclr", "nat", "icml", "book"]
    with pytest.raises(PubsError, match=r"'order' names 'iclrr', which is not in the list.*'iclr'"):
        keys(order=("iclrr",))


def groups(**settings: object) -> list[tuple[str, list[str], list[int]]]:
    found = arrange(BIBLIOGRAPHY.publications, ListConfig(**{"sort": ("-date",), **settings}))  # type: ignore[arg-type] # keys of one
    return [(group.title, [each.key for each in group.publications], list(group.numbers)) for group in found]


def test_groups() -> None:
    assert [(title, names) for title, names, _ in groups(group="year")] == [
        ("2024", ["iclr", "icml"]),
        ("2023", ["nat"]),
        ("1999", ["book"]),
        ("", ["arx"]),
    ]
    assert [title for title, _, _ in groups(group="year", group_sort="up")] == ["1999", "2023", "2024", ""]
    assert [title for title, _, _ in groups(group="year", group_sort="down", sort=("date",))][-3:] == [
        "2024",
        "2023",
        "1999",
    ]
    assert [title for title, _, _ in groups(group="keywords")] == ["animals", "", "stripes"]
    assert [
        title for title, _, _ in groups(group="venue.kind", groups={"journal": "Journals", "conference": "Conferences"})
    ][:2] == [
        "Journals",
        "Conferences",
    ]
    assert [(title, names) for title, names, _ in groups(group="keywords", where="keywords")] == [
        ("animals", ["iclr", "nat"]),
        ("stripes", ["nat"]),
    ]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ("2 10 1 100 20", "1 2 10 20 100"),
        ("12 09 9 010 0", "0 09 9 010 12"),
        ("beta Alpha 10 gamma 9", "9 10 Alpha beta gamma"),
        (f"{'1' * 5000} 2", f"2 {'1' * 5000}"),
    ],
)
def test_groups_are_sorted_as_numbers_where_they_are(values: str, shown: str) -> None:
    entries = [f"@misc{{k{place}, grade = {{{value}}}}}\n" for place, value in enumerate(values.split())]
    found = Bibliography.loads("".join(entries)).publications
    for order, wanted in (("up", shown.split()), ("found", values.split())):
        groups = arrange(found, ListConfig(sort=("file",), group="field('grade')", group_sort=order))
        assert [group.title for group in groups] == wanted
    groups = arrange(found, ListConfig(sort=("file",), group="field('grade')", group_sort="down"))
    assert [group.title for group in groups][-1] == shown.split()[0]


def test_limits() -> None:
    assert keys(limit=2) == ["nat", "icml"]
    assert [names for _, names, _ in groups(group="year", limit_group=1)] == [["iclr"], ["nat"], ["book"], ["arx"]]


def test_numbers() -> None:
    assert [numbers for _, _, numbers in groups(group="year", numbering="up")] == [[1, 2], [3], [4], [5]]
    assert [numbers for _, _, numbers in groups(group="year", numbering="down")] == [[5, 4], [3], [2], [1]]
    assert [numbers for _, _, numbers in groups(group="year", numbering="up", restart=True)] == [[1, 2], [1], [1], [1]]
    assert [numbers for _, _, numbers in groups(group="year", numbering="down", restart=True)] == [
        [2, 1],
        [1],
        [1],
        [1],
    ]
    assert [numbers for _, _, numbers in groups(group="year")] == [[0, 0], [0], [0], [0]]
    shown = groups(group="keywords", where="keywords", numbering="down")  # one that is in two groups counts in each
    assert [numbers for _, _, numbers in shown] == [[3, 2], [1]]
    shown = groups(group="keywords", where="keywords", numbering="down", restart=True)
    assert [numbers for _, _, numbers in shown] == [[2, 1], [1]]
    assert [numbers for _, _, numbers in groups(group="year", numbering="down", limit_group=1)] == [[4], [3], [2], [1]]


@pytest.mark.parametrize(
    ("settings", "markdown", "html"),
    [
        ({"numbering": "up"}, ["1. Zebras.", "2. Mice."], ["<ol>", "<li>Zebras.", "<li>Mice."]),
        ({"numbering": "down"}, ["- \\[2\\] Zebras.", "- \\[1\\] Mice."], ["<ul>", "<li>[2] Zebras.", "<li>[1] Mice."]),
        ({"numbering": "up", "group": "year", "restart": True}, ["1. Zebras.", "1. Mice."], ["<ol>", "<li>Zebras."]),
    ],
)
def test_numbers_are_shown(settings: dict[str, object], markdown: list[str], html: list[str]) -> None:
    options = {"badges": [], "loose": False}
    chosen = ListConfig(theme="badge-list", where="keywords", sort=("file",), options=options, **settings)  # type: ignore[arg-type] # keys of one
    for format, expected in (("markdown", markdown), ("html", html)):
        text = BIBLIOGRAPHY.render_list(chosen, format)
        assert all(f"\n{line}" in f"\n{text}" for line in expected), text
    boxes = ListConfig(theme="paper-box", where="keywords", numbering="up")
    assert "\\[1\\] `ICLR 2024` Mice" in BIBLIOGRAPHY.render_list(boxes, "markdown")


def test_headings_and_empty_lists() -> None:
    settings = ListConfig(theme="badge-list", group="year", heading=3, where="year == 2023")
    assert BIBLIOGRAPHY.render_list(settings, "markdown").startswith("### 2023\n\n- ")
    assert BIBLIOGRAPHY.render_list(settings, "html").startswith("<h3>2023</h3>\n\n<ul>")
    nothing = ListConfig(theme="badge-list", where="year == 1", empty="Nothing *yet*.")
    assert BIBLIOGRAPHY.render_list(nothing, "markdown") == "Nothing \\*yet\\*."
    assert BIBLIOGRAPHY.render_list(ListConfig(theme="badge-list", where="year == 1"), "markdown") == ""


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("yeer", "unknown name 'yeer' in the expression 'yeer' (did you mean 'year'?)"),
        ("year ==", "cannot read the expression"),
        (
            "venue.shrt == 'x'",
            "cannot work out the expression 'venue.shrt == 'x'': unknown name 'shrt' (did you mean 'short'?)",
        ),
        ("title.upper.__globals__", "cannot work out the expression 'title.upper.__globals__': unknown name"),
        ("1 / 0", "cannot work out the expression '1 / 0': division by zero"),
        ("range(3)", "unknown name 'range'"),
    ],
)
def test_wrong_expressions(where: str, message: str) -> None:
    with pytest.raises(PubsError) as caught:
        keys(where=where)
    assert str(caught.value).startswith(message)


def test_a_bibliography_is_a_sequence_of_publications() -> None:
    assert len(BIBLIOGRAPHY) == 5 and "nat" in BIBLIOGRAPHY and BIBLIOGRAPHY["nat"].title.text == "Zebras"
    assert [each.key for each in BIBLIOGRAPHY.select("year == 2024").sort("title")] == ["icml", "iclr"]
    with pytest.raises(PubsError, match=r"no publication has the key 'nut'"):
        BIBLIOGRAPHY.find("nut")
    with pytest.raises(KeyError):
        BIBLIOGRAPHY["nut"]


TITLES = ["Zebra", "Écrins", "{\\O}sterdal", "``Owls\'\'", "$\\alpha$-Rooks", "α-Larks", "Eagles", "éclairs", "Stra{\\ss}e", "Strasse",
          "Strauss", "{\\AE}on", "Aeolus", "鸟类", "Łódź", "Lund", "2001 Owls"]  # fmt: skip


def test_titles_stand_where_readers_look_for_them() -> None:
    text = "\n".join(f"@misc{{k{number}, title = {{{title}}}}}" for number, title in enumerate(TITLES))
    found = [each.title.text for each in Bibliography.loads(text).sort("title")]
    assert found == [
        "2001 Owls", "Aeolus", "Æon", "α-Larks", "α-Rooks", "Eagles", "éclairs", "Écrins", "Łódź", "Lund", "Østerdal",
        "“Owls”", "Straße", "Strasse", "Strauss", "Zebra", "鸟类",
    ]  # fmt: skip


def test_family_names_stand_where_readers_look_for_them() -> None:
    names = ["Zoe, A", "Élan, B", "{\\O}rsted, H", "Owen, C", "Adam, D", "Åberg, E", "Čapek, F", "de Boer, G", "王, G"]
    text = "\n".join(f"@misc{{k{number}, author = {{{name}}}}}" for number, name in enumerate(names))
    found = [each.authors[0].name.family for each in Bibliography.loads(text).sort("authors[0].name.family")]
    assert found == ["Åberg", "Adam", "Boer", "Čapek", "Élan", "Ørsted", "Owen", "Zoe", "王"]


@pytest.mark.parametrize(
    "where",
    [
        "'Max Roe' in authors|map(attribute='name.full')",
        "'Roe' in authors|map(attribute='name.family')",
        "authors|map(attribute='name.full')|select('equalto', 'Max Roe')|list",
    ],
)
def test_lists_of_a_member(where: str) -> None:
    text = "@misc{a, author = {Max Roe and Ida Moe}}\n@misc{b, author = {Roe, Max}}\n@misc{c, author = {Ida Moe}}"
    assert [each.key for each in Bibliography.loads(text).select(where)] == ["a", "b"]
