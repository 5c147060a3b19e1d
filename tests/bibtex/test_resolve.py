"""Resolving: macros, months, ``#``, inheritance."""

from __future__ import annotations

import pytest

from pubmanager.bibtex.read import read
from pubmanager.bibtex.resolve import Resolution, resolve
from pubmanager.source import Source


def resolved(*texts: str) -> Resolution:
    return resolve([read(Source(f"{index}.bib", text)) for index, text in enumerate(texts)])


def value(text: str, name: str, *, entry: int = -1) -> str:
    return resolved(text).entries[entry].value(name)


@pytest.mark.parametrize(
    ("value_text", "expected"),
    [
        ("{a}", "a"),
        ('"a"', "a"),
        ("{a} # { b} # {}", "a b"),
        ("nat", "Nature"),
        ("NAT # {!}", "Nature!"),
        ("12", "12"),
        ("true", "true"),
        ("jan", "jan"),
        ('jul # "~10"', "jul~10"),
        ("{a\n   b\tc}", "a b c"),
        ('"{a} b"', "{a} b"),
        ("{{a}}", "a"),
        ("{ {{a} {b}}\n}", "{a} {b}"),
        ('"{{a}}"', "a"),
        ("{{a}} # {{b}}", "{a}{b}"),
        ("{{a} b{c}}", "{a} b{c}"),
        ("{{}}", ""),
        ("later", "Later"),
    ],
)
def test_values(value_text: str, expected: str) -> None:
    text = f'@string{{nat = "Nature"}}\n@misc{{a, x = {value_text}}}\n@string{{later = {{Later}}}}'
    assert value(text, "x") == expected


@pytest.mark.parametrize("own", ["booktitle = {Birds}, year = 2020", "journal = {Birds}, date = {2020-01}"])
def test_a_parent_that_nobody_needs_is_not_missed(own: str) -> None:
    assert not resolved(f"@misc{{a, {own}, crossref = {{b}}}}").faults
    for less in own.split(", "):
        assert [each.code for each in resolved(f"@misc{{a, {less}, crossref = {{b}}}}").faults] == ["F010"]
    assert [each.code for each in resolved(f"@misc{{a, {own}, xdata = {{b}}}}").faults] == ["F010"]


@pytest.mark.parametrize("name", ["title", "author", "editor", "crossref"])
def test_braces_around_a_title_a_name_or_a_key_are_kept(name: str) -> None:
    assert value(f"@misc{{a, {name} = {{{{Owls}}}}}}", name) == "{Owls}"


def test_braces_around_what_is_inherited_under_another_name_say_nothing() -> None:
    text = "@proceedings{p, title = {{Birds}}}\n@inproceedings{a, crossref = {p}}"
    assert value(text, "booktitle") == "Birds" and value(text, "title", entry=0) == "{Birds}"


def test_the_last_definition_before_the_use_counts() -> None:
    text = "@string{m = {1}}\n@misc{a, x = m}\n@string{m = m # {2}}\n@misc{b, x = m}"
    assert [entry.value("x") for entry in resolved(text).entries] == ["1", "12"]


def test_lines_are_kept_for_summaries() -> None:
    field = resolved("@misc{a, summary = {- one\n  - two}}").entries[0].fields["summary"]
    assert field.text.splitlines() == ["- one", "  - two"]


@pytest.mark.parametrize(
    ("field", "reported"),
    [
        ("journal = nope", True),
        ("selected = true", False),
        ("month = sept", False),
        ("month = nope", True),
        ("x = nope", False),
    ],
)
def test_undefined_macros_are_reported_where_people_mean_macros(field: str, reported: bool) -> None:
    assert [each.code for each in resolved(f"@misc{{a, {field}}}").faults] == (["P008"] if reported else [])


def test_a_macro_defined_later_is_used_and_reported() -> None:
    (finding,) = resolved("@misc{a, journal = m}\n@string{m = {M}}").faults
    assert (finding.code, finding.message, finding.place) == (
        "P008",
        "'@string' 'm' is defined only later",
        "0.bib:1:20",
    )


def test_macros_that_double_each_other_are_reported_and_not_written_out() -> None:
    """Forty lines of macros would be more text than any memory holds."""
    macros = "".join(f"@string{{a{i} = a{i - 1} # a{i - 1}}}\n" for i in range(1, 80))
    result = resolved(f"@string{{a0 = {{owls}}}}\n{macros}@misc{{x, title = a79, journal = a3}}")
    assert len(result.entries[0].value("title")) < 5_000_000
    assert "P008" in [each.code for each in result.faults]
    assert "'@string' 'a79' would make the texts too long" in [each.message for each in result.faults]


def test_macros_of_other_files_are_known_in_any_order() -> None:
    papers = read(Source("papers.bib", "@article{a, journal = nat # own}\n@string{own = { 1}}"))
    strings = read(Source("strings.bib", "@string{nat = {Nature}}"))
    for order in ((papers, strings), (strings, papers)):
        found = resolve(order)
        assert next(each.value("journal") for each in found.entries) == "Nature 1"
        assert [each.message for each in found.faults] == ["'@string' 'own' is defined only later"]


def test_what_entries_inherit_is_held_to_their_number() -> None:
    """One parent with very many fields and very many children is a million times a thousand fields."""
    fields = "".join(f"f{i} = 1, " for i in range(3000))
    children = "".join(f"@misc{{c{i}, crossref = {{p}}}}\n" for i in range(3000))
    result = resolved(f"{children}@misc{{p, {fields}}}")
    assert sum(len(each.fields) for each in result.entries) < 300_000
    (first, *_) = result.faults
    assert (first.code, first.message) == ("F010", "'crossref' 'p' would make the entries too long")
    assert result.entries[0].value("f2999") == "1"


PROCEEDINGS = (
    "@proceedings{p, title = {Proc. of Owls}, year = 2024, editor = {Roe, M.}, pdf = {p.pdf}, publisher = {ACM}}"
)


def test_crossref_maps_titles_as_biblatex_does() -> None:
    found = resolved(f"@inproceedings{{a, title = {{Owls}}, crossref = {{P}}}}\n{PROCEEDINGS}")
    child = found.entries[0]
    assert (child.value("title"), child.value("booktitle"), child.value("year")) == ("Owls", "Proc. of Owls", "2024")
    assert child.value("publisher") == "ACM" and child.value("pdf") == ""
    assert child.fields["booktitle"].owner.key == "p"
    assert [found.is_container(entry) for entry in found.entries] == [False, True]


def test_own_fields_count_before_inherited_ones() -> None:
    text = f"@inproceedings{{a, title = {{Owls}}, year = 2023, crossref = {{p}}}}\n{PROCEEDINGS}"
    assert value(text, "year", entry=0) == "2023"


def test_a_book_with_an_author_is_a_publication_even_as_a_parent() -> None:
    found = resolved("@inbook{a, crossref = {b}}\n@book{b, author = {Roe, M.}, title = {Birds}}")
    assert [found.is_container(entry) for entry in found.entries] == [False, False]
    assert found.entries[0].value("booktitle") == "Birds"
    assert found.entries[0].value("bookauthor") == "Roe, M."


def test_volumes_of_a_multivolume_work() -> None:
    text = "@book{a, title = {Part}, crossref = {b}}\n@mvbook{b, title = {Whole}, shorttitle = {W}}"
    assert value(text, "maintitle", entry=0) == "Whole"
    assert value(text, "shorttitle", entry=0) == ""


def test_xdata_gives_everything_and_may_be_nested() -> None:
    text = "@xdata{x, publisher = {ACM}, xdata = {y}}\n@xdata{y, address = {Rome}}\n@misc{a, xdata = {x, z}}\n@xdata{z, note = {n}}"
    found = resolved(text)
    entry = found.entries[2]
    assert [entry.value(name) for name in ("publisher", "address", "note")] == ["ACM", "Rome", "n"]
    assert [found.is_container(each) for each in found.entries] == [True, True, False, True]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@misc{a, crossref = {b}}", "'crossref' names 'b', which does not exist"),
        ("@misc{a, crossref = {a}}", "'crossref' 'a' refers back to this entry"),
        ("@misc{a, crossref = {b}}\n@misc{b, crossref = {a}}", "'crossref' 'a' refers back to this entry"),
        ("@misc{a, xdata = {b}}", "'xdata' names 'b', which does not exist"),
    ],
)
def test_relations_that_lead_nowhere(text: str, message: str) -> None:
    assert message in [each.message for each in resolved(text).faults]
    assert {each.code for each in resolved(text).faults} == {"F010"}


def test_a_key_in_two_files() -> None:
    found = resolved("@misc{a,}", "\n@misc{a,}")
    assert found.faults == ()
    assert len(found.entries) == 2
