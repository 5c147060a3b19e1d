"""What formatting leaves as it is."""

from __future__ import annotations

import pytest
from formatting.formatting_of import formatted, formatting

ALL = 'indent = 4\nalign = 14\nsort = ["key"]\nfields = ["title"]\nblank-lines = 1\ntrailing-comma = "always"\nline-length = 60\n'
BROKEN = "@misc{broken,\n title = {x,\n\tyear   =2024"


@pytest.mark.parametrize(
    "text",
    [
        "---\nlayout: none\n---\n",
        "Free text with an @ and a { brace.\n",
        "@comment{jabref-meta:  x ;\n  y   \n}\n",
        "% a line of comment\n",
        "@preamble{ \"\\newcommand{\\x}{y}\" }\n",
    ],
)  # fmt: skip
def test_text_between_entries(text: str) -> None:
    assert text.rstrip() in formatted(f"{text}\n@misc{{b,title={{B}}}}\n\n{text}\n@misc{{a, title={{A}}}}\n{text}", ALL)


def test_unreadable_entries_stay_byte_by_byte() -> None:
    text = formatted(f"@misc{{b,title={{B}}}}\n{BROKEN}\n@misc{{a,title={{A}}}}\n", ALL)
    assert BROKEN in text
    assert "@misc{a,\n    title         = {A},\n}" in text


def test_repeated_fields_and_entries_without_a_comma_lose_nothing() -> None:
    text = formatted("@misc{a, note = {1} title = {A}, note = {2}, NOTE = {1}}\n", ALL)
    assert [text.count(each) for each in ("{1}", "{2}", "{A}")] == [2, 1, 1]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf@misc{a,title={\xc3\xa9}}\r\n@misc{b,\r\n year=2024}\r\n",
        "@misc{a,title={é “q”}}\r\n@misc{b,\r\n year=2024}\r\n".encode("cp1252"),
        "@misc{a,title={é}}\r@misc{b,\r year=2024}\r".encode(),
    ],
)  # fmt: skip
def test_byte_order_mark_newlines_and_encoding(data: bytes) -> None:
    done = formatting(data, ALL)
    new = done.source.encode(done.text)
    newline = b"\r\n" if b"\r\n" in data else b"\r"
    assert done.is_change
    assert new.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in new.replace(newline, b"")
    assert [byte for byte in new if byte > 127] == [byte for byte in data if byte > 127]


def test_white_space_at_line_ends_goes_but_not_in_comment_blocks() -> None:
    text = "text  \n@comment{x  \n}\n\n@misc{a, \n  title = {A  \n  b}\n}  \n"
    assert formatted(text) == "text\n@comment{x  \n}\n\n@misc{a,\n  title = {A\n  b}\n}\n"


def test_what_would_say_another_thing_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from pubmanager.formatting import format as module
    from pubmanager.source import Source

    monkeypatch.setattr(module, "edited", lambda source, found: Source(source.path, source.text.replace("{A}", "{B}")))
    done = formatting("@misc{a, title = {A}}\n")
    assert (done.is_proven, done.is_change) == (False, False)
