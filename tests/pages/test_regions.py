"""Regions: found, filled, and everything around them byte for byte as it was."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.errors import PubsError
from pubmanager.pages.regions import Page, checksum, fill, html_for, is_edited, read_page, unknown_regions
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
    finding = page(text).faults[0]
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


def begin(name: str) -> str:
    return f"<!-- pubs:begin {name} -->"


def end(name: str) -> str:
    return f"<!-- pubs:end {name} -->"


A, B = f"{begin('a')}x{end('a')}", f"{begin('b')}y{end('b')}"


@pytest.mark.parametrize(
    ("text", "regions", "faults"),
    [
        (f"{A}{B}", "a=x b=y", []),
        (f"{A}{A}", "a=x a=x", []),
        ("<!--pubs:begin a-->x<!--pubs:end a 1234abcd-->", "a=x", []),
        ("<!-- PUBS:BEGIN a -->x<!-- Pubs:End a -->", "a=x", []),
        ("<!-- pubs:begin a.b-c_1 -->x<!-- pubs:end a.b-c_1 -->", "a.b-c_1=x", []),
        ("<!-- pubs:begin a b -->x<!-- pubs:end a c d -->", "a=x", []),
        ("<!-- pubs:ignore[A] --><!-- pubs:other a -->", "", []),
        # markers that cross
        (f"{begin('a')}\n{begin('b')}\n{end('a')}\n{end('b')}", "",
         ["1:1 no end marker for 'a'", "3:1 no begin marker for 'a'; 'b' is open", "4:1 no begin marker for 'b'"]),
        # one in another
        (f"{begin('a')}\n{B}\n{end('a')}", "b=y", ["1:1 no end marker for 'a'", "3:1 no begin marker for 'a'"]),
        (f"{end('a')}\n{begin('a')}", "", ["1:1 no begin marker for 'a'", "2:1 no end marker for 'a'"]),
        (f"{begin('a')}\n{end('b')}\n{end('a')}\n{B}", "b=y",
         ["2:1 no begin marker for 'b'; 'a' is open", "3:1 no begin marker for 'a'"]),
        (f"{begin('a')}\n{A}", "a=x", ["1:1 no end marker for 'a'"]),
        (f"{A}\n{end('a')}", "a=x", ["2:1 no begin marker for 'a'"]),
        (f"{begin('')}\n{A}\n{end('')}", "a=x", ["1:1 'pubs:begin' names no list", "3:1 'pubs:end' names no list"]),
        ("<!-- pubs:begin a,b -->", "", ["1:1 'pubs:begin' names no list"]),
    ],
)  # fmt: skip
def test_which_markers_belong_together(text: str, regions: str, faults: list[str]) -> None:
    found = page(text)
    assert " ".join(f"{each.name}={found.source[each.body]}" for each in found.regions) == regions
    assert [f"{each.place} {each.message}" for each in found.faults] == [f"about.md:{fault}" for fault in faults]
    assert {each.code for each in found.faults} == ({"W013"} if faults else set())


def test_what_is_between_markers_that_cross_is_not_written() -> None:
    text = f"{begin('all')}\n{begin('n')}\nby hand\n{end('all')}\n{end('n')}\n"
    assert filled(text) == text


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        (f"```\n{A}\n```\n{B}", "b"),
        (f"```\n{A}\n`````\n{B}", "b"),  # a longer fence closes
        (f"````\n{A}\n```\n{A}\n````\n{B}", "b"),  # a shorter one does not
        (f"~~~\n{A}\n```\n{A}\n~~~\n{B}", "b"),  # nor one of the other kind
        (f"~~~~ html\n{A}\n~~~\n{A}\n~~~~\n{B}", "b"),
        (f"```html\n{A}\n```\n\n```\n{A}\n```\n{B}", "b"),
        (f"``\n{A}\n``\n{B}", "b"),  # two are a code span, three a fence
        (f"x ``` {A} ``` {B}", "b"),
        (f"`` {A} ` {A} `` {B}", "b"),
        (f"` {A} {B}", "a b"),  # no span without its end
    ],
)
def test_markers_in_code_are_text_as_long_as_the_code_is(text: str, regions: str) -> None:
    assert " ".join(each.name for each in page(text).regions) == regions
    assert len(page(text, "a.html").regions) == text.count("begin")


@pytest.mark.parametrize(
    ("path", "before", "content", "after"),
    [
        ("a.md", "x\nBEGIN\nEND", "| a |", "x\nBEGIN\n\n| a |\n\nEND"),  # a table
        ("a.html", "x\nBEGIN\nEND", "| a |", "x\nBEGIN\n| a |\nEND"),
        ("a.md", "  BEGIN\nEND\n", "a\n\nb", "  BEGIN\n  a\n\n  b\n\n  END\n"),
        ("a.md", "\tBEGIN \t\r\nold\r\n\tEND", "a\nb", "\tBEGIN\r\n\ta\r\n\tb\r\n\r\n\tEND"),
        ("a.md", "x\r  BEGIN\rEND", "a\nb", "x\r  BEGIN\r  a\r  b\r\r  END"),
        ("a.md", "- x BEGIN\nEND", "a\nb", "- x BEGIN\na\nb\n\nEND"),
        ("a.md", "BEGINoldEND", "a\nb", "BEGINa bEND"),
        ("a.md", "BEGIN old\nEND", "a\nb", "BEGINa bEND"),
        ("a.md", "BEGINoldEND", "a  b\nc", "BEGINa  b cEND"),
        ("a.md", "x\ny\n  BEGIN\nEND", "a", "x\ny\n  BEGIN\n  a\n\n  END"),
        ("a.md", "x\ry\r  BEGIN\rEND", "a", "x\ry\r  BEGIN\r  a\r\r  END"),
        ("a.md", "  x BEGIN\nEND", "a", "  x BEGIN\na\n\nEND"),
        ("a.md", "  BEGINEND", "a", "  BEGINaEND"),
        ("a.md", "BEGIN\nold\nEND", "", "BEGIN\nEND"),
        ("a.md", "  BEGIN\nold\nEND", "", "  BEGIN\n  END"),
        ("a.md", "x BEGINoldEND y", "", "x BEGINEND y"),
        ("a.rst", "  BEGIN\n  END\n", "a", "  BEGIN\n  a\n\n  END\n"),
        ("a.tex", "BEGIN\nEND\n", "a", "BEGIN\na\nEND\n"),
        ("a.yml", "x:\n  BEGIN\n  END", "- a\n- b", "x:\n  BEGIN\n  - a\n  - b\n  END"),
    ],
)
def test_what_a_region_holds(path: str, before: str, content: str, after: str) -> None:
    start, stop = {"rst": (".. {}", ".. {}"), "tex": ("% {}", "% {}"), "yml": ("# {}", "# {}")}.get(
        path.split(".")[1], ("<!-- {} -->", "<!-- {} -->")
    )
    opening, closing = start.format("pubs:begin all"), stop.format("pubs:end all")
    text = before.replace("BEGIN", opening).replace("END", closing)
    once = fill(page(text, path), {"all": content, "other": "y"})
    wanted = after.replace("BEGIN", opening).replace("END", closing)
    assert re.sub(r"(pubs:end all) [0-9a-f]{8}", r"\1", once) == wanted
    assert fill(page(once, path), {"all": content}) == once
    assert not is_edited(page(once, path), page(once, path).regions[0])
    assert fill(page(text, path), {"other": "y"}) == text


def test_a_list_may_hold_something_else_the_second_time() -> None:
    text = f"{begin('n')}{end('n')} {begin('n')}{end('n')} {begin('n')}{end('n')} {begin('m')}{end('m')}"
    result = fill(page(text), {"n": "1", "m": "3"}, {"n": "2"})
    assert [page(result).source[each.body] for each in page(result).regions] == ["1", "2", "2", "3"]
    result = fill(page(text), {"n": "1", "m": "3"}, {"m": "2"})
    assert [page(result).source[each.body] for each in page(result).regions] == ["1", "1", "1", "3"]


def test_in_a_page_whose_encoding_was_guessed_only_ascii_is_written() -> None:
    text = f"é {begin('n')}{end('n')}"
    result = fill(read_page(Source("a.html", text, encoding="cp1252", guessed=True)), {"n": "Erdős & é"})
    assert result.startswith(f"é {begin('n')}Erd&#337;s & &#233;")
    again = read_page(Source("a.html", result, encoding="cp1252", guessed=True))
    assert not is_edited(again, again.regions[0])
    assert "Erdős & é" in fill(read_page(Source("a.html", text)), {"n": "Erdős & é"})


def test_checksums_are_short_and_see_every_letter() -> None:
    large = "a\n" * (1 << 20)
    assert len({checksum(text) for text in ("", "a", "b", large, f"{large}b", f"b{large}")}) == 6
    assert {len(checksum(text)) for text in ("", "a", large)} == {8}
    assert checksum("a") == "ca978112"  # sha256: pages that were written before stay as they are
    assert checksum(large) == hashlib.sha256(large.strip().encode()).hexdigest()[:8]
    assert checksum("\udcff") != checksum("\udcfe")  # bytes that are not UTF-8


@pytest.mark.parametrize(
    "text", ["a\nb", "a  \nb", "a\t\r\nb", "a\rb", "\n\na\nb\n\n", "a\nb \n", "a\nb\u00a0", "\r\na\r\nb\r\n"]
)
def test_checksums_do_not_see_what_editors_change(text: str) -> None:
    assert checksum(text) == checksum("a\nb")


@pytest.mark.parametrize("text", ["a\n\nb", " a\nb", "a\n b", "ab", "a b", "Xa\nb", "a\nbX"])
def test_checksums_see_blank_lines_and_indents(text: str) -> None:
    assert checksum(text) != checksum("a\nb")


@pytest.mark.parametrize(
    ("content", "fence"),
    [("<p>x</p>", "```"), ("<p>`x` ``</p>", "```"), ("<p>```</p>", "````"), ("<p>`</p>\n`````\n```", "``````")],
)
def test_html_in_pages_of_pandoc_has_a_fence_that_is_long_enough(content: str, fence: str) -> None:
    assert html_for("a.qmd", content) == f"{fence}{{=html}}\n{content}\n{fence}"
    assert html_for("a.md", content) == content


def test_only_html_has_a_fence() -> None:
    assert [html_for("a.qmd", text) for text in ("", "x <p>", "- a")] == ["", "x <p>", "- a"]


def test_regions_without_a_list_are_errors_at_the_marker() -> None:
    found = list(unknown_regions(page(f"x\n{begin('all')}{end('all')} {begin('owls')}{end('owls')}"), ["all"]))
    assert [(each.code, each.place, each.message) for each in found] == [
        ("W013", "about.md:2:46", "no list is called 'owls'; lists in pubs.toml: all")
    ]
    assert found[0].source[found[0].span] == begin("owls")


@pytest.mark.parametrize("content", ["<!-- pubs:begin x -->", "a <!--pubs:end all 1234-->", "<!-- PUBS:end all -->"])
def test_a_list_that_prints_a_marker_is_refused_with_its_place(content: str) -> None:
    found_page = page(f"Papers\n\n{EMPTY}\n")
    with pytest.raises(PubsError, match="list 'all' prints the marker of a region") as found:
        fill(found_page, {"all": content})
    assert found.value.place == "about.md:3:1"
    assert found.value.hint == "values are written without; look into its theme and its options"


@pytest.mark.parametrize("content", ["<!-- pubs:ignore[W003] -->", "pubs:begin all", "<!-- pub:begin all -->"])
def test_what_is_no_marker_is_written(content: str) -> None:
    assert f"\n{content}\n" in fill(page(EMPTY), {"all": content})
