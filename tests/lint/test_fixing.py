"""Fixing: what is applied, in which round, and what is left out because it would do harm."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pubmanager.findings import Edit, Finding, Fix, Severity
from pubmanager.lint.fixing import ROUNDS, Fixed, fix
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def found(
    source: Source, *pairs: tuple[str, str], code: str = "T000", safe: bool = True, key: str = "", field: str = ""
) -> list[Finding]:
    """A finding whose fix replaces texts by others; nothing where one of them is not there."""
    places = [(source.text.find(old), old, new) for old, new in pairs]
    if any(at < 0 for at, _, _ in places):
        return []
    edits = tuple(Edit(Span(at, at + len(old)), new) for at, old, new in places)
    return [Finding(code, Severity.INFO, "found", source, edits[0].span, key, field, Fix("write it", edits, safe=safe))]


def rules(*each: tuple[tuple[str, str], ...]) -> Callable[[Mapping[str, Source]], list[Finding]]:
    """A linter that has one finding for each group of texts to replace, in every file."""

    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        return [
            finding
            for source in sources.values()
            for number, pairs in enumerate(each)
            for finding in found(source, *pairs, key=f"k{number}")
        ]

    return lint


def fixed(text: str, lint: Callable[[Mapping[str, Source]], Sequence[Finding]], **how: bool) -> Fixed:
    return fix({"a.bib": Source("a.bib", text)}, lint, **how)


def text_of(done: Fixed) -> str:
    return done.sources["a.bib"].text


@pytest.mark.parametrize(
    ("text", "pairs", "wanted", "rounds"),
    [
        ("one two three", ((("three", "3"),), (("one", "1"),)), "1 two 3", 1),
        ("one two three", ((("one", "1"), ("three", "3")), (("two", "2"),)), "1 2 3", 1),  # between the edits of another
        ("one two three", ((("one", "1"), ("three", "3")), (("two three", "2"),)), "1 two 3", 1),
        ("one two three", ((("two", "2"),), (("one ", "1 "),)), "1 2 three", 2),  # who touch wait for each other
        ("one two three", ((("two", "2"),), (("two three", "3"), ("one", "1"))), "one 2 three", 1),
        ("one two three", ((("two", "2"),), (("three", "3"), ("one", "1"))), "1 2 3", 1),
        ("one two", ((("one", "1"), (" two", " 2")),), "1 2", 1),  # edits of one fix may touch
        ("onetwo", ((("one", "1"), ("two", "2")), (("two", "zwei"),)), "12", 1),
        ("onetwo", ((("one", "1"), ("two", "2")), (("one", "eins"),)), "12", 1),
        ("onetwothree", ((("two", "2"), ("one", "1")), (("three", "3"),)), "123", 2),
        ("one", ((("one", "one"),),), "one", 0),
        ("one two", ((("one", "one"), ("two", "2")),), "one 2", 1),  # one of its edits changes something
        ("a", ((("a", "b"),), (("b", "c"),)), "c", 2),
        ("", (), "", 0),
    ],
)  # fmt: skip
def test_fixes_of_one_place_wait_for_the_next_round(
    text: str, pairs: tuple[tuple[tuple[str, str], ...], ...], wanted: str, rounds: int
) -> None:
    done = fixed(text, rules(*pairs))
    assert (text_of(done), len(done.rounds)) == (wanted, rounds)


def test_what_was_done_is_said() -> None:
    done = fixed("two one x", rules((("one", "1"),), (("two", "2"),), (("x", "x"),), (("1", "I"),)))
    assert text_of(done) == "2 I x"
    assert [each.key for each in done.applied] == ["k0", "k1", "k3"]
    assert [each.key for each in done.left] == ["k2"]
    assert [[(edit.span, edit.text) for edit in edits["a.bib"]] for edits in done.rounds] == [
        [(Span(0, 3), "2"), (Span(4, 7), "1")],  # in the order of the file
        [(Span(2, 3), "I")],
    ]


def test_files_are_fixed_each_for_itself() -> None:
    sources = {path: Source(path, text) for path, text in (("a.bib", "one"), ("b.bib", "one two"), ("c.bib", "x"))}
    done = fix(sources, rules((("one", "1"),)))
    assert {path: source.text for path, source in done.sources.items()} == {
        "a.bib": "1",
        "b.bib": "1 two",
        "c.bib": "x",
    }
    assert [sorted(edits) for edits in done.rounds] == [["a.bib", "b.bib"]]
    assert sources["a.bib"].text == "one" and done.sources["c.bib"] is sources["c.bib"]


@pytest.mark.parametrize("unsafe", [False, True])
def test_unsafe_fixes_are_made_where_they_are_asked_for(unsafe: bool) -> None:
    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        source = sources["a.bib"]
        return [*found(source, ("one", "1"), safe=False), *found(source, ("two", "2"))]

    assert text_of(fixed("one two", lint, unsafe=unsafe)) == ("1 2" if unsafe else "one 2")
    assert text_of(fixed("one two", lint)) == "one 2"


def test_findings_without_a_fix_stay() -> None:
    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        return [replace(each, fix=None) for each in found(sources["a.bib"], ("one", "1"))]

    done = fixed("one", lint)
    assert (text_of(done), done.applied, len(done.left)) == ("one", (), 1)


@pytest.mark.parametrize(("encoding", "wanted"), [("utf-8", "ł 2"), ("cp1252", "one 2"), ("ascii", "one 2")])
def test_letters_that_a_file_cannot_hold_are_not_written(encoding: str, wanted: str) -> None:
    source = replace(Source("a.bib", "one two"), encoding=encoding)
    done = fix({"a.bib": source}, rules((("one", "ł"),), (("two", "2"),)))
    assert (text_of(done), done.sources["a.bib"].encoding) == (wanted, encoding)


def test_fixes_that_undo_each_other_end() -> None:
    done = fixed("one", rules((("one", "two"),), (("two", "one"),)))
    assert (len(done.rounds), len(done.applied), text_of(done)) == (2, 2, "one")
    assert [each.key for each in done.left] == ["k0"]


def test_a_circle_ends_where_the_next_run_ends() -> None:
    lint = rules(*(((one, two),) for one, two in pairwise("abcdb")))
    done = fixed("a", lint)
    assert text_of(done) == text_of(fixed(text_of(done), lint)) == "b"


@pytest.mark.parametrize("length", [9, 10, 11, 26])
def test_a_long_chain_is_followed_to_its_end(length: int) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"[:length]
    done = fixed("a", rules(*(((one, two),) for one, two in pairwise(letters))))
    assert (len(done.rounds), text_of(done)) == (length - 1, letters[-1])


def test_a_chain_without_end_ends() -> None:
    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        return found(sources["a.bib"], ("a", "aa"))

    assert len(fixed("a", lint).rounds) == ROUNDS


ENTRIES = "".join(
    f"@misc{{k{place}, x = {{{word}}}}}\n" for place, word in enumerate(("one", "two", "three", "four", "five"))
)
WORDS = ("one", "two", "three", "four", "five")


def grave_where(
    is_grave: Callable[[str], bool], code: str = "K001", pairs: Sequence[tuple[str, str]] = ()
) -> Callable[[Mapping[str, Source]], list[Finding]]:
    """A linter with a fix for each word, and a finding of a grave family where a text is so."""

    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        source = sources["a.bib"]
        grave = [Finding(code, Severity.ERROR, "broken", source, Span(0, 1))] if is_grave(source.text) else []
        fixes = pairs or [(word, word.upper()) for word in WORDS]
        return [*grave, *(each for pair in fixes for each in found(source, pair, key=pair[0]))]

    return lint


@pytest.mark.parametrize("harmful", WORDS)
@pytest.mark.parametrize("code", ["K001", "P001", "P"])
def test_a_fix_that_breaks_something_is_left_out_and_no_other(harmful: str, code: str) -> None:
    done = fixed(ENTRIES, grave_where(lambda text: harmful.upper() in text, code))
    wanted = ENTRIES
    for word in WORDS:
        wanted = wanted.replace(word, word if word == harmful else word.upper())
    assert text_of(done) == wanted
    assert [each.key for each in done.applied] == [word for word in WORDS if word != harmful]
    assert [each.key for each in done.left] == [harmful]
    assert len(done.rounds) == 1


def test_findings_of_other_families_may_come() -> None:
    done = fixed(ENTRIES, grave_where(lambda text: "ONE" in text, "T001"))
    assert [each.code for each in done.left] == ["T001"] and "ONE" in text_of(done)


@pytest.mark.parametrize("pair", [("one", "two"), ("one", "five"), ("two", "three"), ("four", "five")])
def test_of_fixes_that_break_something_together_one_is_left_out(pair: tuple[str, str]) -> None:
    """Two keys are renamed to the same one: each may be, but not both."""
    done = fixed(ENTRIES, grave_where(lambda text: all(word.upper() in text for word in pair)))
    assert [each.key for each in done.left] == [pair[1]]
    assert all(word.upper() in text_of(done) for word in WORDS if word != pair[1])


def test_where_all_fixes_do_harm_nothing_is_changed() -> None:
    done = fixed(ENTRIES, grave_where(lambda text: text != ENTRIES))
    assert (text_of(done), done.applied, done.rounds) == (ENTRIES, (), ())
    assert [each.key for each in done.left] == list(WORDS)


def test_what_waited_for_a_fix_that_does_harm_has_its_turn() -> None:
    lint = grave_where(lambda text: "ONE" in text, pairs=(("one", "ONE"), ("{one}", "{1}")))
    assert text_of(fixed(ENTRIES, lint)) == ENTRIES.replace("one", "1")


def test_what_was_broken_before_may_stay_so_but_not_become_worse() -> None:
    lint = grave_where(lambda text: True)
    assert text_of(fixed(ENTRIES, lint)) == text_of(fixed(ENTRIES, grave_where(lambda text: False)))

    def twice(sources: Mapping[str, Source]) -> list[Finding]:
        grave = [each for each in lint(sources) if each.code == "K001"]
        return [*lint(sources), *(grave if "ONE" in sources["a.bib"].text else [])]

    assert "ONE" not in text_of(fixed(ENTRIES, twice))


def test_a_finding_of_another_field_or_file_is_another_one() -> None:
    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        source = sources["a.bib"]
        field = "title" if "ONE" in source.text else "year"
        grave = Finding("K001", Severity.ERROR, "broken", source, Span(0, 1), field=field)
        return [grave, *found(source, ("one", "ONE"), key="k"), *found(source, ("two", "TWO"), key="l")]

    assert text_of(fixed(ENTRIES, lint)) == ENTRIES.replace("two", "TWO")


@pytest.mark.parametrize(("old", "new"), [("@misc{k1", "misc{k1"), ("@misc{k1, x = {two}}\n", "")])
def test_no_fix_takes_an_entry_away(old: str, new: str) -> None:
    lint = grave_where(lambda text: False, pairs=((old, new), ("five", "FIVE")))
    assert text_of(fixed(ENTRIES, lint)) == ENTRIES.replace("five", "FIVE")


def test_a_fix_may_add_an_entry() -> None:
    lint = grave_where(lambda text: False, pairs=(("@misc{k1, x", "@misc{new}\n@misc{k1, y"),))
    assert "@misc{new}\n@misc{k1, y" in text_of(fixed(ENTRIES, lint))


def test_what_is_refused_once_is_tried_again_only_when_nothing_else_is_left() -> None:
    calls: list[str] = []
    chain = grave_where(lambda text: "ONE" in text, pairs=(("one", "ONE"), ("two", "zwei"), ("zwei", "deux")))

    def lint(sources: Mapping[str, Source]) -> Sequence[Finding]:
        calls.append(sources["a.bib"].text)
        return chain(sources)

    done = fixed(ENTRIES, lint)
    assert text_of(done) == ENTRIES.replace("two", "deux")
    assert len(done.rounds) == 2
    assert sum("deux" in text and "ONE" in text for text in calls) == 1  # as a round


def test_what_does_harm_at_first_is_applied_when_it_does_none_any_more() -> None:
    """Else the next run would apply it: fixing twice would not be the same."""
    lint = grave_where(
        lambda text: "ONE" in text and "two" in text, pairs=(("one", "ONE"), ("{two", "{zwei"), ("zwei", "deux"))
    )
    waits = grave_where(
        lambda text: "ONE" in text and "deux" not in text, pairs=(("one", "ONE"), ("two", "zwei"), ("zwei", "deux"))
    )
    for each in (lint, waits):
        done = fixed(ENTRIES, each)
        assert text_of(done) == ENTRIES.replace("one", "ONE").replace("two", "deux")
        assert fix(done.sources, each).applied == ()
