"""Regions: found, filled, and everything around them byte for byte as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.pages.regions import Page, checksum, fill, is_edited, read_page, unknown_regions
from pubmanager.source import Source

EMPTY = "<!-- pubs:begin all -->\n<!-- pubs:end all -->"
CONTENT = {"all": "- one\n- two", "n": "20"}


def page(text: str, path: str = "about.md") -> Page:
    return read_page(Source(path, text))


def filled(text: str, path: str = "about.md") -> str:
    return fill(page(text, path), CONTENT)


def test_a_block_ends_with_a_blank_line() -> None:
    assert filled(f"a\n\n{EMPTY}\n\nb") == (
        "a\n\n<!-- pubs:begin all -->\n- one\n- two\n\n<!-- pubs:end all " + checksum("- one\n- two") + " -->\n\nb"
    )


def test_an_inline_region_stays_on_its_line() -> None:
    text = "I wrote <!-- pubs:begin n -->7<!-- pubs:end n --> papers."
    assert filled(text) == f"I wrote <!-- pubs:begin n -->20<!-- pubs:end n {checksum('20')} --> papers."


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("cv.tex", "% pubs:begin all\n% pubs:end all\n", "% pubs:begin all\n- one\n- two\n% pubs:end all SUM\n"),
        ("data.yml", "x:\n  # pubs:begin all\n  # pubs:end all\n", "x:\n  # pubs:begin all\n  - one\n  - two\n  # pubs:end all SUM\n"),
        ("a.html", "<ul><!-- pubs:begin n --><!-- pubs:end n --></ul>", "<ul><!-- pubs:begin n -->20<!-- pubs:end n SUM --></ul>"),
        ("a.rst", "x\n\n.. pubs:begin all\n\n.. pubs:end all\n", "x\n\n.. pubs:begin all\n- one\n- two\n\n.. pubs:end all SUM\n"),
    ],
)  # fmt: skip
def test_comments_follow_the_suffix(path: str, before: str, after: str) -> None:
    import re

    assert re.sub(r" [0-9a-f]{8}(?= -->|\n)", " SUM", filled(before, path)) == after


def test_filling_twice_changes_nothing() -> None:
    once = filled(f"a\n{EMPTY}\nb <!-- pubs:begin n --><!-- pubs:end n -->")
    assert filled(once) == once


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_stay_as_they_are(newline: str) -> None:
    text = f"a\n{EMPTY}\nb\n".replace("\n", newline)
    result = filled(text)
    assert result.replace(newline, "\n").count("\r") == 0
    assert result.startswith(f"a{newline}<!-- pubs:begin") and result.endswith(f"-->{newline}b{newline}")
    assert filled(result) == result


def test_markers_in_code_are_text() -> None:
    fenced = f"```html\n{EMPTY}\n```\n"
    span = "Write `<!-- pubs:begin all -->` and `<!-- pubs:end all -->`.\n"
    assert page(fenced + span) == Page(Source("about.md", fenced + span), (), ())
    assert filled(fenced + span) == fenced + span
    assert len(page(f"{fenced}{EMPTY}").regions) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- pubs:begin all -->\n", "no end marker for 'all'"),
        ("<!-- pubs:end all -->\n", "no begin marker for 'all'"),
        (f"<!-- pubs:begin a -->\n{EMPTY}\n<!-- pubs:end a -->", "no end marker for 'a'"),
        ("<!-- pubs:begin a -->\n<!-- pubs:end b -->", "no begin marker for 'b'; 'a' is open"),
        ("<!-- pubs:begin -->\n<!-- pubs:end -->", "'pubs:begin' names no list"),
    ],
)
def test_broken_markers_are_errors_with_a_place(text: str, message: str) -> None:
    finding = page(text).findings[0]
    assert (finding.code, finding.message) == ("W013", message)
    assert finding.place.startswith("about.md:")


def test_an_unknown_list_gets_a_suggestion() -> None:
    (finding,) = unknown_regions(page("<!-- pubs:begin slected --><!-- pubs:end slected -->"), ["selected", "others"])
    assert finding.message == "no list is called 'slected'; did you mean 'selected'?"


def test_what_counts_as_changed_by_hand() -> None:
    once = filled(EMPTY)

    def edited(text: str) -> bool:
        found = page(text)
        return is_edited(found, found.regions[0])

    assert not edited(once)
    assert not edited(once.replace("\n", "\r\n"))  # git does this
    assert not edited(once.replace("- one", "- one  "))  # editors take these away
    assert edited(once.replace("one", "eins"))
    assert edited(EMPTY.replace("-->\n", "-->\nby hand\n", 1))  # never filled, but not empty
    assert not edited(EMPTY)


@given(
    st.text(alphabet="ab \n\r\té卫<!->", max_size=40).filter(lambda text: "<!--" not in text),
    st.text(alphabet="ab \n\r\té卫<!->", max_size=40).filter(lambda text: "-->" not in text),
)
def test_everything_outside_stays(before: str, after: str) -> None:
    text = f"{before}\n{EMPTY}\n{after}"
    found = page(text, "a.html")
    result = fill(found, CONTENT)
    region = found.regions[0]
    assert result.startswith(text[: region.begin.span.end])
    assert result.endswith(text[region.end.span.end :])
