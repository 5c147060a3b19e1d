"""The report for people, as a terminal shows it."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from pubmanager.findings import Edit, Finding, Fix, Severity
from pubmanager.lint.report.shape import Report
from pubmanager.lint.report.text import excerpt, lines, write_text
from pubmanager.source import Source, Span


def found(text: str, mark: str, path: str = "a.bib", **more: object) -> Finding:
    start = text.index(mark)
    return Finding("P001", Severity.ERROR, "message", Source(path, text), Span(start, start + len(mark)), **more)  # type: ignore[arg-type]  # a table of cases


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("title = {Owls}", "Owls"),
        ("\ttitle\t=\t{Owls}", "Owls"),
        ("title = {漢字漢字 Owls}", "Owls"),
        ("title = {漢字漢字 Owls}", "字漢"),
        ("title = {e\u0301te\u0301 Owls}", "Owls"),
        ("{👩‍🔬} and Owls", "Owls"),
        ("{\x1b[31m} Owls", "Owls"),
        ("x" * 500 + " Owls " + "y" * 500, "Owls"),
        ("漢" * 300 + " Owls " + "字" * 300, "Owls"),
        ("Owls" + "y" * 500, "Owls"),
        ("x" * 500 + "Owls", "Owls"),
    ],
)
@pytest.mark.parametrize("width", [40, 73, 200])
def test_the_caret_is_below_the_fault(text: str, mark: str, width: int) -> None:
    line, caret = excerpt(found(text, mark), width)
    assert cell_len(line) <= width and cell_len(caret) <= width
    before = cell_len(caret) - len(caret.lstrip())
    start = line.index(mark)
    assert cell_len(line[:start]) == len(caret) - len(caret.lstrip()), before
    assert caret.strip() == "^" * cell_len(mark)


def test_a_fault_longer_than_the_terminal_is_cut() -> None:
    line, caret = excerpt(found("url = {" + "x" * 300 + "}", "x" * 300), 60)
    assert cell_len(line) <= 60 and line.endswith("…") and caret.strip("^ ") == "" and len(caret) <= 60


def test_a_fault_over_several_lines_is_marked_in_its_first() -> None:
    line, caret = excerpt(found("title = {Owls\nand more}", "{Owls\nand more}"), 80)
    assert (line, caret) == ("title = {Owls", "        ^^^^^")


def test_an_empty_fault_has_one_caret() -> None:
    source = Source("a.bib", "title = {x")
    assert excerpt(Finding("P001", Severity.ERROR, "m", source, Span(10, 10)), 80)[1] == " " * 10 + "^"


def test_findings_are_grouped_by_file_and_fixes_are_marked() -> None:
    safe = Fix("do it", (Edit(Span(0, 1), ""),))
    unsafe = Fix("dare it", (Edit(Span(0, 1), ""),), safe=False)
    findings = (
        found("one two", "one", fix=safe),
        found("one two", "two", key="owl", fix=unsafe),
        found("three", "three", path="b.bib"),
    )
    assert write_text(Report(findings)) == (
        "a.bib\n"
        "  1:1  error P001 message\n"
        "     1 │ one two\n"
        "       │ ^^^\n"
        "         fix: do it (--fix)\n"
        "  1:5  error P001 message [owl]\n"
        "     1 │ one two\n"
        "       │     ^^^\n"
        "         fix: dare it (--fix --unsafe-fixes)\n"
        "\n"
        "b.bib\n"
        "  1:1  error P001 message\n"
        "     1 │ three\n"
        "       │ ^^^^^\n"
    )


def test_findings_about_one_text_show_it_once() -> None:
    findings = (found("one two", "one"), found("one two", "one", key="owl"))
    assert write_text(Report(findings)).splitlines()[1:] == [
        "  1:1  error P001 message",
        "  1:1  error P001 message [owl]",
        "     1 │ one two",
        "       │ ^^^",
    ]


def shown(findings: tuple[Finding, ...], environment: dict[str, str]) -> str:
    file = io.StringIO()
    console = Console(
        file=file,
        force_terminal=True,
        width=80,
        soft_wrap=True,
        highlight=False,
        _environ={"TERM": "xterm-256color", **environment},
    )
    for line in lines(findings, 80):
        console.print(line)
    return file.getvalue()


def test_a_terminal_gets_colour_and_a_link_to_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pubmanager.lint.report.text.rule_page", "https://docs.example.org/rules/{}/".format)
    text = shown((found("one", "one"),), {})
    assert "\x1b[1;31merror" in text and "\x1b]8;" in text and "/rules/P001/\x1b\\" in text


def test_no_color_is_honoured() -> None:
    text = shown((found("one", "one"),), {"NO_COLOR": "1"})
    assert ";31m" not in text and "[31m" not in text and "[32m" not in text


def test_a_file_cannot_steer_the_terminal() -> None:
    evil = "\x1b]0;pwned\x07 \u202eoops\u2028"
    text = write_text(Report((found(evil, "oops", path=f"{evil}.bib", key=evil),)))
    assert not {"\x1b", "\x07", "\u202e", "\u2028"} & set(text)


def test_of_very_many_findings_of_one_rule_the_first_are_shown_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pubmanager.lint.report.text.MOST", 2)
    source = Source("a.bib", "one\ntwo\nthree\nfour\n")
    places = [Span(0, 3), Span(4, 7), Span(8, 13), Span(14, 18)]
    findings = [Finding("P001", Severity.ERROR, "message", source, place) for place in places]
    other = Finding("P002", Severity.ERROR, "other", source, Span(14, 18))
    shown = "".join(f"{line.plain}\n" for line in lines([*findings, other], 100))
    assert [line.split()[0] for line in shown.splitlines() if "error" in line] == ["1:1", "2:1", "4:1"]
    assert shown.endswith("  and 2 more of P001 (--output-format concise lists all)\n")
    assert "three" not in shown
