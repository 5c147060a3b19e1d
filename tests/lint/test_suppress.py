"""What a comment silences, how far it reaches, and what is said of one that silences nothing."""

from __future__ import annotations

import re

import pytest

from pubmanager.findings import Diagnostic, Finding, Severity, apply_edits
from pubmanager.lint.rules.generated import unused_suppression
from pubmanager.lint.suppress import suppressed
from pubmanager.source import Source, Span

ON = ("A001", "A002", "B001", "H022")
KNOWN = (*ON, "C001")
OWL, LARK = "@misc{owl, title = {A001 B001}}\n", "@misc{lark, title = {A001 A002}}\n"


def settled(text: str, path: str = "a.bib") -> tuple[list[str], list[Diagnostic]]:
    """Finds each code outside brackets, where it stands; returns those left, with their lines, and the unused."""
    source = Source(path, text)
    found = [
        Finding(each.group(), Severity.INFO, "found", source, Span(*each.span()))
        for each in re.finditer(r"\[[^\]\n]*|[ABC]\d{3}", text)
        if each.group()[0] != "["
    ]
    left, unused = suppressed(found, [source, Source("other.bib", OWL)], ON, KNOWN)
    return [f"{each.code}:{text.count(chr(10), 0, each.span.start) + 1}" for each in left], [
        found for each in unused for found in unused_suppression(each)
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{OWL}{LARK}", "A001:1 B001:1 A001:2 A002:2"),
        (f"% pubs:ignore[A001]\n{OWL}{LARK}", "B001:2 A001:3 A002:3"),  # and not the entries further down
        (f"{OWL}% pubs:ignore[A001]\n{LARK}", "A001:1 B001:1 A002:3"),
        (f"% pubs:ignore[A001, B001]\n{OWL}{LARK}", "A001:3 A002:3"),
        (f"% pubs:ignore[A001 B]\n{OWL}{LARK}", "A001:3 A002:3"),
        (f"% pubs:ignore[a]\n{OWL}{LARK}", "B001:2 A001:3 A002:3"),
        (f"% pubs:ignore[ALL]\n{OWL}{LARK}", "A001:3 A002:3"),
        (f"% pubs:ignore[all]\n{OWL}{LARK}", "A001:3 A002:3"),
        (f"% pubs:ignore[]\n{OWL}", "A001:2 B001:2"),
        (f"% pubs:ignore[A0011]\n{OWL}", "A001:2 B001:2"),
        (f"  %% PUBS:ignore [A001] because of this\n\n  % and that\n\n  {OWL}{LARK}", "B001:5 A001:6 A002:6"),
        (f"% pubs:ignore[A001]\n% pubs:ignore[B001]\n{OWL}{LARK}", "A001:4 A002:4"),
        (f"% pubs:ignore[A001]\nfree text\n{OWL}{LARK}", "A001:3 B001:3 A001:4 A002:4"),  # not above an entry
        (f"% see pubs:ignore[A001]\n{OWL}", "A001:2 B001:2"),
        (f"pubs:ignore[A001]\n{OWL}", "A001:2 B001:2"),
        (f"% pubs:ignored[A001]\n{OWL}", "A001:2 B001:2"),
        (f"% pubs:ignore[A001\n]\n{OWL}", "A001:3 B001:3"),
        (f"@misc{{x, note = {{\n% pubs:ignore[A001]\nA001 B001}}}}\n{LARK}", "A001:3 B001:3 A001:4 A002:4"),
        ("% pubs:ignore[A001]\n@misc{x, note = {A001\n  A001},\n  a = {a@A001}\n}\n @misc{y, a = {A001}}", "A001:6"),
        (f"% pubs:ignore-file[A001]\n{OWL}{LARK}", "B001:2 A002:3"),
        (f"{OWL}{LARK}% pubs:ignore-file[A001]", "B001:1 A002:2"),
        (f"{OWL}% pubs:ignore-file[ALL]\n{LARK}", ""),
        (f"{OWL}% pubs:ignore[ALL]", "A001:1 B001:1"),
        (f"% pubs:ignore[A001]\r\n{OWL}{LARK}".replace("\n", "\r\n").replace("\r\r", "\r"), "B001:2 A001:3 A002:3"),
        (f"<!-- pubs:ignore[A001] -->\n{OWL}", "A001:2 B001:2"),  # a comment of pages
    ],
)  # fmt: skip
def test_in_bibliographies(text: str, left: str) -> None:
    for path in ("a.bib", "A.BIB", "a.bibtex", "<stdin>"):
        assert " ".join(settled(text, path)[0]) == left, path


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A001 B001 <!-- pubs:ignore[A001] -->\nA001\n", "B001:1 A001:2"),
        ("<!-- pubs:ignore[A001] --> A001 B001\nA001\n", "B001:1 A001:2"),
        ("<!-- pubs:ignore[A001] -->\nA001 B001\nA001\n", "B001:2 A001:3"),  # alone in its line: the next one
        ("  <!-- pubs:ignore[A001] -->  \n\n \t\nA001 B001\nA001\n", "B001:4 A001:5"),
        ("A001\n<!-- pubs:ignore[A001] -->\nA001\nA001\n", "A001:1 A001:4"),
        ("<!-- pubs:ignore[A001] -->\n<!-- x -->\nA001", "A001:3"),  # the next one is that comment's
        ("<!-- pubs:ignore[ALL] -->\nA001 B001\nA001", "A001:3"),
        ("<!-- pubs:ignore[A001,\tB001] because\nof this -->\nA001 B001 A002\nA001\n", "A002:3 A001:4"),
        ("<!--pubs:ignore-file[A001]-->\nA001 B001\n\nA001\n", "B001:2"),
        ("A001\n<!-- PUBS:IGNORE-FILE[a] -->\nA002", ""),
        ("A001\nA001\n\ny <!-- pubs:ignore[A001] --> A001\nA001\n", "A001:1 A001:2 A001:5"),
        ("<!-- pubs:ignore[A001] -->", ""),
        ("A001\n<!-- pubs:ignore[A001] -->", "A001:1"),
        ("<!-- see pubs:ignore[A001] -->\nA001", "A001:2"),
        ("% pubs:ignore[A001]\n@A001", "A001:2"),  # a comment of bibliographies
    ],
)
def test_in_pages(text: str, left: str) -> None:
    assert " ".join(settled(text, "a.md")[0]) == left
    for newline in ("\r\n", "\r"):
        found, _ = settled(text.replace("\n", newline), "a.html")
        assert [each.split(":")[0] for each in found] == [each.split(":")[0] for each in left.split()]


@pytest.mark.parametrize(
    ("comment", "unused", "fixed"),
    [
        ("[A001]", "", None),
        ("[A]", "", None),
        ("[A002]", "A002", ""),
        ("[A001, A002]", "A002", "[A001]"),
        ("[A002, A001, B]", "A002", "[A001, B]"),
        ("[H022 A001 a002]", "H022 a002", "[A001]"),
        ("[A002, H022]", "A002 H022", ""),
        ("[A002, A002]", "A002", ""),
        ("[Q999]", "Q999", ""),  # no rule has this code
        ("[123, A001]", "123", "[A001]"),
        ("[C001]", "", None),  # that rule is off
        ("[c]", "", None),
        ("[C001, A002]", "A002", "[C001]"),
        ("[ALL]", "", None),
        ("[ignore]", "ignore", ""),
        ("[A002] A002 [A002]", "A002", ""),
        ("[]", "", None),
        ("-file[A001]", "", None),
        ("-file[C, Q1]", "Q1", "-file[C]"),
    ],
)
def test_what_suppresses_nothing_is_found_and_taken_out(comment: str, unused: str, fixed: str | None) -> None:
    text = f"% pubs:ignore{comment} why\n{OWL}"
    _, found = settled(text)
    assert " ".join(text[each.span.start : each.span.end] for each in found) == unused
    assert all(text.index("[") < each.span.start < text.index("]") for each in found)
    assert all(each.source.path == "a.bib" for each in found)
    codes = unused.split()
    assert [each.message for each in found] == [f"'pubs:ignore[{code}]' suppresses nothing" for code in codes]
    for each in found:
        assert each.fix is not None and each.fix.title == "remove the suppression"
        assert apply_edits(text, each.fix.edits) == (f"% pubs:ignore{fixed} why\n{OWL}" if fixed else OWL)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x <!-- pubs:ignore[A002] --> A001\n", "x  A001\n"),
        ("<!-- pubs:ignore[A002, A001] -->\nA001\n", "<!-- pubs:ignore[A001] -->\nA001\n"),
    ],
)
def test_a_comment_of_a_page_is_taken_out_alone(before: str, after: str) -> None:
    left, found = settled(before, "a.md")
    assert left == (["A001:1"] if before.startswith("x") else [])
    assert [apply_edits(before, each.fix.edits) for each in found if each.fix] == [after]


def test_a_comment_holds_for_its_own_file() -> None:
    sources = [Source("a.bib", f"% pubs:ignore-file[A]\n{OWL}"), Source("b.bib", f"% pubs:ignore-file[B]\n{OWL}")]
    found = [
        Finding(code, Severity.INFO, "found", source, Span(source.text.find(code, 20), source.text.find(code, 20) + 4))
        for source in sources
        for code in ("A001", "B001")
    ]
    left, unused = suppressed(found, sources, ON, KNOWN)
    assert [(each.source.path, each.code) for each in left] == [("a.bib", "B001"), ("b.bib", "A001")]
    assert unused == []


def test_each_comment_that_suppresses_nothing_is_found() -> None:
    text = f"% pubs:ignore[A002]\n{OWL}% pubs:ignore[B001, ALL]\n@misc{{x}}\n% pubs:ignore[all]\n"
    _, found = settled(text)
    assert [text[each.span.start : each.span.end] for each in found] == ["A002", "B001"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.bib", "% pubs:ignore[A001]\n@misc{x,"),
        ("a.bib", "% pubs:ignore-file[A001]\n@misc{x,"),
        ("a.md", "x <!-- pubs:ignore[A001] -->"),
        ("a.md", "<!-- pubs:ignore[A001] -->\nx"),
        ("a.md", "<!-- pubs:ignore-file[A001] -->\nx"),
    ],
)
def test_what_is_missing_at_the_end_of_a_file_can_be_silenced(path: str, text: str) -> None:
    source = Source(path, text)
    finding = Finding("A001", Severity.ERROR, "no end", source, Span(len(text), len(text)))
    assert suppressed([finding], [source], ON, KNOWN) == ([], [])


def test_two_comments_for_one_finding_are_both_used() -> None:
    text = f"% pubs:ignore-file[A]\n% pubs:ignore[A001]\n{OWL}"
    assert settled(text) == (["B001:3"], [])


def test_texts_without_a_comment_are_not_looked_at() -> None:
    for text in (OWL, f"pubs:ignore[Q1]\n{OWL}", f"% pubs ignore[Q1]\n{OWL}"):
        assert settled(text) == (["A001:" + str(text.count("\n")), "B001:" + str(text.count("\n"))], [])
