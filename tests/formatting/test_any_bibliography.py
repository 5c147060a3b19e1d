"""Whatever the bibliography and the settings: stable, the same entries, no text lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pubmanager.bibtex.read import read
from pubmanager.bibtex.resolve import resolve
from pubmanager.config.schema import CHOICES, NUMBER, FormatConfig
from pubmanager.formatting.format import format_reading
from pubmanager.source import Source

GAPS = st.sampled_from(["", " ", "  ", "\n", "\n  ", "\t", "\n\t\t"])
CONTENTS = st.lists(
    st.sampled_from(["Owls", "and", " ", "  ", "\n  ", "{B}", "2024", "jan", "\\'e", "ü", '{"}', "- ", "@x{y}", "%", "\\ ", "=", ",", "#"]),
    max_size=9,
).map("".join)  # fmt: skip
VALUES = st.one_of(
    CONTENTS.map("{{{}}}".format),
    CONTENTS.map('"{}"'.format),
    st.sampled_from(["2024", "7", "jan", "nat", "{2023}", '"jan"', 'nat # "x"', "{a} # nat # 3"]),
)
NAMES = st.sampled_from(["title", "Title", "author", "YEAR", "year", "month", "note", "crossref", "journaltitle"])
KEYS = st.sampled_from(["a", "b", "B", "long-key:2024", "ü"])
COMMENTS = st.sampled_from(
    [
        "",
        "",
        "",
        "% c\n",
        "\n% @misc{gone, x = {y}}\n",
        "text\n",
        "@comment{ x }\n",
        "@string{nat = {N}}\n",
        '@STRING( jan = "J" )\n',
    ]
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    """One entry, in any layout, at times broken."""
    fields = draw(st.lists(st.tuples(NAMES, GAPS, GAPS, VALUES, GAPS, GAPS), max_size=5))
    body = ",".join(f"{pad}{name}{one}={two}{value}{end}" for name, one, two, value, end, pad in fields)
    opening, closing = draw(st.sampled_from(["{}", "{}", "{}", "()"]))
    kind = draw(st.sampled_from(["misc", "Article", "INPROCEEDINGS"]))
    comma = draw(st.sampled_from(["", ",", "\n,"]))
    ending = draw(st.sampled_from([closing, closing, closing, closing, f"% c\n{closing}", ""]))
    return f"@{kind}{draw(st.sampled_from(['', ' ']))}{opening}{draw(KEYS)},{body}{comma if fields else ''}{ending}"


@st.composite
def bibliographies(draw: st.DrawFn) -> str:
    pieces = draw(
        st.lists(st.tuples(COMMENTS, entries(), st.sampled_from(["\n", "\n\n", " ", "\n\n\n", " % end\n"])), max_size=5)
    )
    text = "".join(f"{comment}{entry}{gap}" for comment, entry, gap in pieces)
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


@st.composite
def configurations(draw: st.DrawFn) -> FormatConfig:
    from dataclasses import fields

    chosen: dict[str, Any] = {}
    for each in fields(FormatConfig):
        if choices := each.metadata[CHOICES]:
            chosen[each.name] = draw(
                st.sampled_from([*(c for c in choices if c != NUMBER), *(["3"] if NUMBER in choices else [])])
            )
    chosen["line_length"] = draw(st.sampled_from([0, 0, 20, 40]))
    chosen["fields"] = draw(st.sampled_from([(), (), ("year", "title")]))
    chosen["sort"] = draw(st.sampled_from([(), (), ("key",), ("-year", "title")]))
    return FormatConfig(**chosen)


def resolved(text: str) -> Counter[Any]:
    found = resolve((read(Source("a.bib", text)),)).entries
    return Counter(
        (each.type, each.key, *sorted((name, field.value) for name, field in each.fields.items())) for each in found
    )


def letters(text: str) -> Counter[str]:
    """Everything but white space, delimiters, commas and case."""
    return Counter(sign for sign in text.lower() if not sign.isspace() and sign not in '{}()",')


@given(bibliographies(), configurations())
@settings(max_examples=400)
def test_stable_and_the_same(text: str, config: FormatConfig) -> None:
    done = format_reading(read(Source("a.bib", text)), config)
    assert done.is_proven
    assert resolved(done.text) == resolved(text)
    assert letters(done.text) == letters(text)
    assert format_reading(read(Source("a.bib", done.text)), config).text == done.text
