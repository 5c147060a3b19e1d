"""Reading: every entry that a line starts, with true places, whatever else is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.bibtex.entry import Comment, Entry, Macro, Preamble
from pubmanager.bibtex.read import count_entry_starts, read
from pubmanager.source import Source


def entries(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Type, key and raw fields of each entry (the first of repeated fields)."""
    found = read(Source("a.bib", text)).entries
    return [(each.type, each.key, {field.name: field.raw for field in reversed(each.fields)}) for each in found]


def codes(text: str) -> list[tuple[str, str, str]]:
    """Code, place and message of each finding."""
    return [(each.code, each.place.removeprefix("a.bib:"), each.message) for each in read(Source("a.bib", text)).faults]


PLAIN = ("misc", "a", {"title": "{x}"})


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title = {x}}",
        "@MISC{a, TITLE = {x}}",
        "@misc\n{a, title = {x}}",
        "@ misc {a, title = {x}}",
        "  @misc{ a , title={x} , }",
        "@misc(a, title = {x})",
        "---\n---\n@misc{a, title = {x}}",
        "some text, me@example.org\n@misc{a, title = {x}} more text",
        "\ufeff@misc{a, title = {x}}".removeprefix("\ufeff"),
        "@misc{a,\r\n  title = {x}\r\n}",
        "@misc{a,\r  title = {x}\r}",
        "%@misc{b, title = {y}}\n@misc{a, title = {x}}",
        "@misc{a,,, title = {x},,}",
        "@misc{a,\n  % author = {gone},\n  title = {x}}",
    ],
)
def test_one_entry_in_many_forms(text: str) -> None:
    assert entries(text) == [PLAIN]


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        ("{a {b} c}", "{a {b} c}"),
        ('"a {"} b"', '"a {"} b"'),
        ("2024", "2024"),
        ('jul # "~10"', 'jul # "~10"'),
        ("{a} # {b}", "{a} # {b}"),
        (r"{set \{a, b\}}", r"{set \{a, b\}}"),
        (r"{brace \{}", r"{brace \{}"),
        ("{a, b = c}", "{a, b = c}"),
        ("{x @ y}", "{x @ y}"),
        ("{me@a.org @misc{no}}", "{me@a.org @misc{no}}"),
        ("{50% of it}", "{50% of it}"),
        ("{}", "{}"),
        ('"a\nb"', '"a\nb"'),
    ],
)
def test_values_stay_as_written(value: str, raw: str) -> None:
    assert entries(f"@misc{{a, title = {value}, year = 1}}") == [("misc", "a", {"title": raw, "year": "1"})]


@pytest.mark.parametrize(
    ("text", "expected", "finding"),
    [
        ("@misc{a, title = {x} year = 1}", {"title": "{x}", "year": "1"}, ("P003", "1:20", "comma missing before 'year'")),
        ("@misc{a title = {x}}", {"title": "{x}"}, ("P005", "1:7", "comma missing after the key 'a'")),
        ("@misc{a, title {x}, year = 1}", {"year": "1"}, ("P004", "1:10", "no '=' after 'title'")),
        ("@misc{a, title = , year = 1}", {"title": "", "year": "1"}, ("P004", "1:10", "no value for 'title'")),
        ("@misc{a, title = {x}, ?}", {"title": "{x}"}, ("P004", "1:23", "no '=' after '?'")),
        ("@misc{a, title = {x}, {y}, z = 1}", {"title": "{x}", "z": "1"}, ("P001", "1:23", "unexpected '{y}'")),
        ("@misc{a, title = {x}", {"title": "{x}"}, ("P001", "1:20", "entry is not closed with '}'")),
        ("@misc{a,\n title = {x,\n year = {1}\n}\n", {"title": "{x", "year": "{1}"}, ("P001", "2:10", "{ is not closed")),
        ('@misc{a,\n title = "x,\n year = {1}\n}\n', {"title": '"x', "year": "{1}"}, ("P001", "2:10", '" is not closed')),
        ("@misc{a,\n % doi = {x},\n year = 1}", {"year": "1"}, ("P014", "2:2", "'%' is not a comment inside an entry")),
        ("@misc{a,\n % note = {x\n y},\n year = 1}", {"year": "1"}, ("P014", "2:2", "'%' is not a comment inside an entry")),
    ],
)  # fmt: skip
def test_what_is_broken_is_read_as_far_as_it_goes(
    text: str, expected: dict[str, str], finding: tuple[str, str, str]
) -> None:
    whole = f"{text}\n@misc{{next, year = 2}}"
    found = entries(whole)
    assert found == [("misc", "a", expected), ("misc", "next", {"year": "2"})]
    assert codes(whole) == [finding]


def test_only_what_loses_text_is_unreadable() -> None:
    text = "@misc{a, x = {1} y = 2}\n@misc{b, x = {1}, ?}\n@misc{c, x = {1\n@misc{d, x = {1}}"
    assert [(each.key, each.readable) for each in read(Source("a.bib", text)).entries] == [
        ("a", True),
        ("b", False),
        ("c", False),
        ("d", True),
    ]


@pytest.mark.parametrize(
    ("text", "key", "code"),
    [
        ("@misc{, title = {x}}", "", "K001"),
        ("@misc{title = {x}}", "", "K001"),
        ("@misc{}", "", "K001"),
        ("@misc{a}", "a", ""),
        ("@misc{my key, title = {x}}", "my key", ""),
        ("@misc{DBLP:conf/nips/Wei+23, title = {x}}", "DBLP:conf/nips/Wei+23", ""),
        ("@misc{卫2023, title = {x}}", "卫2023", ""),
    ],
)
def test_keys(text: str, key: str, code: str) -> None:
    reading = read(Source("a.bib", text))
    assert [each.key for each in reading.entries] == [key]
    assert [each.code for each in reading.faults] == ([code] if code else [])


def test_repeated_keys_are_both_kept() -> None:
    text = "@misc{a, year = 1}\n@misc{a, year = 2}"
    assert [fields["year"] for _, _, fields in entries(text)] == ["1", "2"]


def test_blocks_that_are_no_entries() -> None:
    text = '@string{nat = "Nature"}\n@preamble{"\\x"}\n@comment{jabref-meta: a;}\n@string(sci = {Science})\n@misc{a,}'
    kinds = [type(block) for block in read(Source("a.bib", text)).blocks]
    assert kinds == [Macro, Preamble, Comment, Macro, Entry]


def test_several_entries_on_one_line() -> None:
    assert [key for _, key, _ in entries("@misc{a, x = 1} @misc{b, x = 2}@misc{c,}\n")] == ["a", "b", "c"]


def test_an_entry_in_a_comment_block_is_one_if_it_starts_a_line() -> None:
    assert [key for _, key, _ in entries("@comment{\n@misc{a,}\n}")] == ["a"]
    assert [key for _, key, _ in entries("@comment{ @misc{a,} }")] == []


def test_an_encoding_is_guessed() -> None:
    source = Source.from_bytes("a.bib", "@misc{a, title = {Über Eulen und Käuze}}".encode("cp1252"))
    reading = read(source)
    assert reading.entries[0].fields[0].raw == "{Über Eulen und Käuze}"


PIECES = st.lists(
    st.sampled_from(
        ["@misc{a,", "@article(b,", "@string{m = ", "@comment{", "\n", " ", ",", "=", "{", "}", '"', "#", "%", "\\", "(", ")",
         "title", "= {x}", "é", "@", "\r\n", "jan", "\\{", "= {x}\n", "%@misc{c,"]
    ),
    max_size=40,
)  # fmt: skip


@given(PIECES.map("".join) | st.text(max_size=200))
def test_any_text_is_read_with_true_places(text: str) -> None:
    source = Source("a.bib", text)
    reading = read(source)
    assert len(reading.entries) >= count_entry_starts(text)
    gaps, end = [], 0
    for block in reading.blocks:
        gaps.append(text[end : block.span.start])
        end = block.span.end
        gaps.append(source[block.span])
    assert "".join([*gaps, text[end:]]) == text
    for entry in reading.entries:
        assert source[entry.type_span].lower() == entry.type
        assert source[entry.key_span] == entry.key
        for field in entry.fields:
            assert source[field.name_span].lower() == field.name
            assert source[field.value_span] == field.raw


@pytest.mark.parametrize(
    "unit", ["@misc{k, title = {x\n", "@misc{k,\n", '@misc{k, title = "x\n', "@misc{\n", "@misc(k, title = {x}\n"]
)
def test_ten_thousand_unclosed_entries_are_ten_thousand_entries(unit: str) -> None:
    text = unit * 10_000
    reading = read(Source("a.bib", text))
    assert len(reading.entries) == count_entry_starts(text) == 10_000
    assert not any(entry.readable for entry in reading.entries)


def test_a_field_of_ten_megabytes() -> None:
    (entry,) = read(
        Source("a.bib", "@misc{a, abstract = {" + "owls {and} larks " * 600_000 + "}, year = 2024}")
    ).entries
    assert [field.name for field in entry.fields] == ["abstract", "year"]
    assert len(entry.fields[0].raw) > 10_000_000


def test_control_characters_are_text() -> None:
    (entry,) = read(Source("a.bib", "@misc{a, title = {x\x00y\x0b\x85z}, year = 2024}")).entries
    assert [field.raw for field in entry.fields] == ["{x\x00y\x0b\x85z}", "2024"]


@pytest.mark.parametrize("newlines", ["\n\r\n\r", "\r\n\n\r"])
def test_mixed_newlines(newlines: str) -> None:
    text = "@misc{a," + newlines + "title = {x}," + newlines + "}" + newlines + "@misc{b," + newlines + "}"
    assert [key for _, key, _ in entries(text)] == ["a", "b"]


def test_an_open_value_with_very_many_empty_lines_is_read_at_once() -> None:
    """Looking for its end from every line would take hours."""
    lines = "\n" * 100_000
    result = read(Source("a.bib", f"@misc{{a, title = {{Owls{lines}{{ x {lines}}}"))
    assert "P001" in [each.code for each in result.faults]
