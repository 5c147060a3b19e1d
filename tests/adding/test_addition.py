"""Places, macros, references, encodings: what is added where, and that nothing else changes."""

from __future__ import annotations

import codecs
import re

import pytest
from adding.adding_to import added, adding
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.adding.paste import read_paste
from pubmanager.bibtex.read import read
from pubmanager.bibtex.resolve import resolve
from pubmanager.errors import PubsError
from pubmanager.source import Source


def keys(text: str) -> str:
    return " ".join(entry.key for entry in read(Source("a.bib", text)).entries)


def file_of(*entries: str) -> str:
    return "\n".join(f"@misc{{{key}, title = {{{key}}}, year = {{{year}}}}}\n" if year else f"@misc{{{key}, title = {{{key}}}}}\n"
                     for key, _, year in (entry.partition(":") for entry in entries))  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "order"),
    [
        ("c:2024 a:2022 b:2020", "n:2023", "c n a b"),
        ("c:2024 a:2022 b:2020", "n:2022", "c a n b"),
        ("c:2024 a:2022 b:2020", "n:2025", "n c a b"),
        ("c:2024 a:2022 b:2020", "n:2019", "c a b n"),
        ("c:2024 a:2022 b:2020", "n", "c a b n"),
        ("c:2024 x a:2022 b:2020", "n:2023", "c x n a b"),
        ("c:2024 a:2022 b:2020", "n:2023 m:2025 o:2023 p", "m c n o a b p"),
        ("c:2020 a:2022 b:2024", "n:2023", "c a n b"),
        ("c:2020 a:2022 b:2024", "n:2025", "c a b n"),
        ("c:2020 a:2022 b:2024", "n:2019", "n c a b"),
        ("a:2020 f:2024 k:2022", "B:2025", "a B f k"),
        ("a:2020 f:2024 k:2022", "z:2023 g:2023", "a f g k z"),
        ("k:2020 a:2024 f:2022", "b:2025", "k a f b"),
        ("a:2020", "b:2024", "a b"),
        ("b:2020 a:2020", "c:2024", "b a c"),
        ("k:2024 j:2023 i:2022 h:2021 g:2022 f:2020", "n:2023", "k j n i h g f"),
    ],
)
def test_the_place_of_a_new_entry(old: str, new: str, order: str) -> None:
    text = added(file_of(*old.split()), file_of(*new.split()))
    assert keys(text) == order
    assert text == file_of(
        *(next(each for each in (old + " " + new).split() if each.split(":")[0] == key) for key in order.split())
    )


def test_headings_and_comments_stay_where_they_belong() -> None:
    old = "% mine\n\n% 2024\n@misc{a, title = {a}, year = {2024}} % first\n\n% 2022\n\n% pubs:ignore[K001]\n@misc{b, title = {b}, year = {2022}}\n\n@comment{jabref-meta: x}\n"
    new = "@misc{n, title = {n}, year = {YEAR}}"
    for year, before, behind in (
        ("2025", "% mine\n\n", "\n\n% 2024\n@misc{a"),
        ("2023", "} % first\n\n", "\n\n% 2022"),
        ("2021", "@misc{b, title = {b}, year = {2022}}\n\n", "\n\n@comment"),
    ):
        assert f"{before}{new.replace('YEAR', year)}{behind}" in added(old, new.replace("YEAR", year))


def test_two_entries_on_one_line() -> None:
    old = "@misc{c, title = {c}, year = 2024} @misc{a, title = {a}, year = 2020}"
    assert keys(added(old, "@misc{n, title = {n}, year = 2022}")) == "c n a"


MACROS = '@string{nn = "Neural Networks"}\n@string{old = {Old}}\n@misc{a, title = {A}, journal = nn}\n\n@misc{b, title = {B}}\n@string{late = {Late}}\n'


@pytest.mark.parametrize(
    ("paste", "written"),
    [
        ("@misc{c, title = {C}, journal = nn}", "journal = nn}"),
        ("@misc{c, title = {C}, journal = NN # { 2}}", "journal = NN # { 2}}"),
        ("@string{mine = {Mine}}\n@misc{c, title = {C}, journal = mine}", "journal = {Mine}}"),
        ("@string{mine = {Mine}}\n@misc{c, title = {C}, journal = mine # { 2}}", "journal = {Mine 2}}"),
        ("@string{nn = {Other}}\n@misc{c, title = {C}, journal = nn}", "journal = {Other}}"),
        ("@misc{c, title = {C}, journal = late}", "journal = {Late}}"),
        ("@misc{c, title = {C}, month = jan, selected = true}", "month = jan, selected = {true}}"),
    ],
)
def test_macros(paste: str, written: str) -> None:
    text = added(MACROS, paste)
    assert f"@misc{{c, title = {{C}}, {written}\n" in text
    assert not [found for found in resolve([read(Source("a.bib", text))]).faults if found.key == "c"]


@pytest.mark.parametrize(
    ("paste", "refusal"),
    [
        ("@misc{c, title = {C},\n journal = nips}", "<stdin>:2:12: undefined '@string' 'nips'"),
        ("@misc{c, title = {C}, crossref = {none}}", "<stdin>:1:34: 'crossref' names 'none', which does not exist"),
        ("@misc{c, title = {C \\{ D}}", "<stdin>:1:18: the braces of 'title' are not balanced"),
        ("@misc{c, title = {C", "<stdin>:1:18: { is not closed"),
        ("@misc{c, title {C}}", "<stdin>:1:10: no '=' after 'title'"),
    ],
)
def test_what_cannot_be_read_is_refused(paste: str, refusal: str) -> None:
    addition = adding(MACROS, paste)
    assert addition.text == MACROS and addition.refusals[0] == refusal


def test_what_is_left_out_may_be_undefined() -> None:
    assert added("", "@misc{c, title = {C}, journal = nips}", fields="title") == "@misc{c,\n  title = {C},\n}\n"


@pytest.mark.parametrize(
    "paste", ["", "no entry", "mail me@example.org {a}", "@string{a = {b}}", "% @misc{a, title = {x}}"]
)
def test_no_entry(paste: str) -> None:
    with pytest.raises(PubsError, match=r"^<stdin>: there is no BibTeX entry \(one starts like @article\{key,\)$"):
        adding("", paste)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Cite as: @misc{a, title = {A}} thanks", "1:10"),
        ("<pre>@misc{a, title = {A}}</pre>", "1:6"),
        ("```bibtex\n@misc{a, title = {A}}\n```", "2:1"),
        ("see @misc{a, title = {mail x@misc{q, r}}}. And @book{b, title = {B}}\nor: @book{c,}", "1:5 1:48 2:5"),
        ("@misc{a, title = {x @misc{q, r}}}", "1:1"),
        ("me@misc{a, b} @misc {a, title = {A}}", "1:15"),
    ],
)
def test_prose_around_entries(text: str, places: str) -> None:
    entries = read_paste(Source("p", text)).entries
    assert [entry.place for entry in entries] == [f"p:{place}" for place in places.split()]
    assert all(entry.readable for entry in entries)


def test_references_follow_new_keys() -> None:
    paste = "@inproceedings{x, title = {X}, crossref = {p}}\n@proceedings{p, title = {P}, booktitle = {P}, year = 2020}\n@misc{z, title = {Z}, related = {x, q}}"
    old = "@misc{p, title = {Other}, note = {x}}\n\n@misc{x, title = {X of old}, note = {x}}\n"
    text = added(old, paste)
    assert keys(text) == "p x xa pa z"
    assert "crossref = {pa}" in text and "related = {xa,q}" in text
    again = adding(text, "@inproceedings{y, title = {Y}, crossref = {pa}}\n@proceedings{pa, title = {P}}")
    assert again.notes == ("a.bib:7:1: 'pa' is there already",) and again.said == ("added y",)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("last", [True, False])
def test_newlines_and_byte_order_marks(newline: str, bom: bytes, last: bool) -> None:
    old = "@misc{a,\n  title = {Ä},\n  note = {n}\n}" + "\n" * last
    new = old.removesuffix("\n") + "\n\n@misc{b,\n  title = {B},\n  note = {- one\n- two}\n}" + "\n" * last
    data = bom + old.replace("\n", newline).encode()
    addition = adding(data, "@misc{b, title = {B}, note = {- one\r\n- two}}")
    assert addition.source.encode(addition.text) == bom + new.replace("\n", newline).encode()


def test_a_guessed_encoding() -> None:
    data = "@misc{a, title = {Vögel und Käuze}}\n".encode("latin-1")
    addition = adding(data, "@misc{b, title = {Größe}}")
    assert addition.source.encode(addition.text) == data + "\n@misc{b, title = {Größe}}\n".encode("latin-1")
    with pytest.raises(
        PubsError, match=r"^a.bib: the file is not UTF-8 but \w+, which has no 'ł' \(convert the file to UTF-8"
    ):
        adding(data, "@misc{b, title = {Mała}}")


def test_unreadable_entries_of_the_file_are_named() -> None:
    old = "@misc{a, title = {A\n\n@misc{b, title = {B}}\n"
    addition = adding(old, "@misc{c, title = {C}}")
    assert addition.text == old + "\n@misc{c, title = {C}}\n"
    assert addition.notes == ("a.bib:1:18: { is not closed; not compared with it",)


VALUES = st.text(alphabet="ab {}\"\\,=#%@\n\t'é1-", max_size=12).filter(lambda text: text.strip(" \t\n"))
PIECES = st.sampled_from(
    ["% note\n", "\n", "@string{nn = {N}}\n", "@comment{x}\n", "text @ {\n", "\ufeff", "@misc{broken, title = {\n"]
)
YEARS = st.integers(1990, 2030)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Files in some mixture of styles, with anything between entries."""
    text = ""
    for number in range(draw(st.integers(0, 5))):
        gap = draw(st.sampled_from(["\n  ", "\n\t", " ", "\n"]))
        equals = draw(st.sampled_from([" = ", "=", "    = "]))
        end = draw(st.sampled_from(["}\n\n", ",\n}\n", "\n}", "} % x\n"]))
        fields = [f"title{equals}{{Old {number}}}", f"year{equals}{draw(YEARS)}"]
        text += draw(PIECES) + f"@misc{{old{number},{gap}" + f",{gap}".join(fields) + end
        text += "" if text.endswith("\n") else "\n"
    return text + draw(PIECES)


@given(files(), st.lists(VALUES, min_size=1, max_size=3), YEARS, st.sampled_from(["\n", "\r\n"]))
def test_nothing_else_changes_and_all_is_there(old: str, values: list[str], year: int, newline: str) -> None:
    old = old.replace("\n", newline)
    paste = (
        f"@misc{{new, title = {{New}}, year = {year}, "
        + ", ".join(f"f{number} = {{{value}}}" for number, value in enumerate(values))
        + "}"
    )
    reading = read(Source("<stdin>", paste))
    addition = adding(old, paste)
    if not all(entry.readable for entry in reading.entries):
        assert addition.refusals and addition.text == old
        return
    if addition.refusals:
        assert any("\\" in value for value in values) and addition.text == old
        return
    new = addition.text
    inserted = len(new) - len(old)
    assert inserted > 0
    assert any(new[:start] + new[start + inserted :] == old for start in range(len(old) + 1))
    before, after = (read(Source("a.bib", text)) for text in (old, new))
    assert len(after.entries) == len(before.entries) + len(reading.entries)
    assert {entry.key for entry in after.entries if not entry.readable} == {
        entry.key for entry in before.entries if not entry.readable
    }
    pasted, written = (
        next(each for each in resolve([one]).entries if "New" in each.value("title")) for one in (reading, after)
    )
    assert {name: found.value for name, found in pasted.fields.items() if found.value} == {
        name: found.value for name, found in written.fields.items()
    }
    assert not re.search(r"(?<!\r)\n", new) or newline not in old or newline == "\n"
