"""The style that a file is found to have: what most entries do, in stages, and again in what was formatted."""

from __future__ import annotations

from itertools import permutations

import pytest
from formatting.formatting_of import formatted

from pubmanager.bibtex.read import read
from pubmanager.formatting.style import Style, style_of
from pubmanager.source import Source

COLUMN, SPACE, TIGHT = "  {:8}= {{A}}", "  {} = {{A}}", "  {}={{A}}"
HALF, NAMES = "  {} ={{A}}", ("title", "author", "journal")
WORDS = " ".join(["words"] * 60)
SHORT = "@misc{a, title = {Owls}, year = {2024}}\n"
LONG = "@misc{b,\n  title = {Owls},\n  author = {Doe, Jane},\n  abstract = {" + WORDS + "},\n  year = {2024}\n}\n"


def entries(line: str, count: int) -> str:
    lines = ",\n".join(line.format(name) for name in NAMES)
    return "".join(f"@misc{{k,\n{lines}\n}}\n\n" for _ in range(count))


def found(text: str) -> Style:
    return style_of(read(Source("a.bib", text)).entries)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # First it is decided whether there is a space, then how many, and a column is there on purpose.
        ({COLUMN: 5, TIGHT: 5}, COLUMN),
        ({COLUMN: 5, SPACE: 5}, COLUMN),
        ({SPACE: 5, TIGHT: 5}, SPACE),
        ({COLUMN: 5, SPACE: 3, TIGHT: 3}, COLUMN),
        ({COLUMN: 5, SPACE: 5, TIGHT: 5}, COLUMN),
        ({COLUMN: 2, SPACE: 3, TIGHT: 4}, SPACE),
        ({COLUMN: 3, SPACE: 2, TIGHT: 4}, COLUMN),
        ({COLUMN: 1, SPACE: 1, TIGHT: 3}, TIGHT),
        ({COLUMN: 5, SPACE: 6}, SPACE),
        ({HALF: 2, TIGHT: 2}, HALF),
    ],
)
def test_gaps_are_decided_in_stages(counts: dict[str, int], expected: str) -> None:
    total = sum(counts.values())
    for order in permutations(counts):
        text = "".join(entries(line, counts[line]) for line in order)
        assert formatted(text) == entries(expected, total)[:-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Most on one line: a short entry joins them, a long one stays on its lines.
        (SHORT * 3 + "@misc{c,\n  title = {Larks},\n  year = {2024}\n}\n", SHORT * 3 + "@misc{c, title = {Larks}, year = {2024}}\n"),
        (SHORT * 3 + LONG, SHORT * 3 + LONG),
        (SHORT * 3 + LONG.replace("\n  year", "\n      year"), SHORT * 3 + LONG),
        # The long one has lines, whatever the votes of its many fields.
        (SHORT * 2 + LONG.replace("  year", "".join(f"  note{n} = {{x}},\n" for n in range(20)) + "  year"),) * 2,
        # Several fields a line are lines, too.
        (
            SHORT * 3 + "@misc{b, title = {Owls},\n  author = {Doe, Jane}, note = {" + WORDS + "}}\n",
            SHORT * 3 + "@misc{b,\n  title = {Owls},\n  author = {Doe, Jane},\n  note = {" + WORDS + "}\n}\n",
        ),
        # What is written on a long line stays there.
        (SHORT * 3 + LONG.replace("\n  ", " ").replace("\n}", "}"),) * 2,
        # The lines of a value are not joined.
        (SHORT * 3 + "@misc{b,\n  note = {One\n  two},\n  year = {2024}\n}\n",) * 2,
        # On a tie entries have lines.
        (SHORT + LONG, SHORT.replace("{a, ", "{a,\n  ").replace("}, ", "},\n  ").replace("}}", "}\n}") + LONG),
        (SHORT * 3 + LONG.replace("\n", "\r\n"),) * 2,
    ],
    ids=range(9),
)  # fmt: skip
def test_no_line_becomes_too_long(text: str, expected: str) -> None:
    assert formatted(text) == expected


@pytest.mark.parametrize(
    ("width", "settings", "is_folded"),
    [(88, "", True), (89, "", False), (89, "line-length = 89", True), (60, "line-length = 59", False), (120, "line-length = 120", True)],
)  # fmt: skip
def test_how_long_a_line_may_become(width: int, settings: str, is_folded: bool) -> None:
    note = "x" * (width - len("@misc{b, note = {}, year = {2024}}"))
    new = formatted(SHORT * 3 + f"@misc{{b,\n  note = {{{note}}},\n  year = {{2024}}\n}}\n", settings)
    assert (new.splitlines()[3] == f"@misc{{b, note = {{{note}}}, year = {{2024}}}}") == is_folded
    assert max(map(len, new.splitlines())) <= (width if is_folded else max(62, len(note) + len("  note = {},")))


@pytest.mark.parametrize(
    "text",
    [
        entries(COLUMN, 3) + entries(TIGHT, 2),
        entries(TIGHT, 3) + entries(COLUMN, 2),
        entries(SPACE, 2) + entries(HALF, 1),
        SHORT * 3 + LONG,
        SHORT + LONG * 2,
        '@MISC(a, Title="A",\n\tyear=2024)\n@Misc{b, Title = {B} }\n@Misc{c, Title = {C} }\n',
        "@misc{a\n  , title = {A}\n  , year = 1\n  }\n\n@misc{b, title = {B}}\n",
        "@misc{a, title = {A}, month = jan }\n\n\n@misc{b, title = {B} }\n\n@misc{c}\n",
    ],
)
def test_it_is_found_again_in_what_was_formatted(text: str) -> None:
    once = found(formatted(text))
    again = found(formatted(formatted(text)))
    assert once == again
    before = found(text)
    assert (once.layout, once.before, once.after, once.blank) == (
        before.layout,
        before.before,
        before.after,
        before.blank,
    )


def test_a_blank_before_the_brace_is_a_style_too() -> None:
    text = "@misc{a,\n  title = {A} }\n\n@misc{b,\n  title = {B} }\n"
    assert formatted(text) == text
    assert formatted(text, 'trailing-comma = "always"') == text.replace("} }", "}, }")
