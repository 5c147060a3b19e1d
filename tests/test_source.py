"""Sources: encodings, newlines and places."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.source import Position, Source, Span


@pytest.mark.parametrize(
    ("data", "text", "encoding", "guessed"),
    [
        (b"plain", "plain", "utf-8", False),
        ("é卫".encode(), "é卫", "utf-8", False),
        (codecs.BOM_UTF8 + b"x", "x", "utf-8", False),
        (codecs.BOM_UTF16_LE + "é".encode("utf-16-le"), "é", "utf-16-le", False),
        (codecs.BOM_UTF16_BE + "é".encode("utf-16-be"), "é", "utf-16-be", False),
        ("Erdős ist Käuzchen in Köln".encode("cp1250"), "Erdõs ist Käuzchen in Köln", "cp1252", True),
        ("“Käuze” – naïve".encode("cp1252"), "“Käuze” – naïve", "cp1252", True),
        (
            "作者：卫文杰，张马路。题目：脉冲神经网络的研究进展与展望".encode("gbk"),
            "作者：卫文杰，张马路。题目：脉冲神经网络的研究进展与展望",
            "",
            True,
        ),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str, guessed: bool) -> None:
    source = Source.from_bytes("a.bib", data)
    assert (source.text, source.guessed) == (text, guessed)
    assert source.encoding == (encoding or source.encoding)
    assert source.encode() == data


@given(st.binary(max_size=60))
def test_any_bytes_come_back(data: bytes) -> None:
    assert Source.from_bytes("a.bib", data).encode() == data


@given(st.text(alphabet="ab\n\r", max_size=30))
def test_positions_are_those_of_an_editor(text: str) -> None:
    source = Source("a.bib", text)
    lines = text.replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
    offset = 0
    for number, line in enumerate(lines, 1):
        content = line.removeprefix("\0")
        offset += line.startswith("\0")
        assert source.position(offset) == Position(number, 1)
        assert source.line(number) == content
        offset += len(content) + 1


def test_places() -> None:
    source = Source("a.bib", "one\n  two")
    assert source.place(6) == "a.bib:2:3"
    assert source[Span(6, 9)] == "two"
    assert (source.newline, Source("b", "x").newline, Source("c", "a\r\nb\n").newline) == ("\n", "\n", "\r\n")


def test_what_a_guessed_encoding_may_lack_becomes_a_reference() -> None:
    assert Source("a", "", guessed=True).representable("†é") == "&#8224;&#233;"
    assert Source("a", "").representable("†é") == "†é"
