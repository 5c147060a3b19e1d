"""``bib/faulty.bib``: one entry for each rule of two selections that a ``.bib`` alone can break, and lint finds exactly those."""

from __future__ import annotations

import re
from bisect import bisect_right

from conftest import ROOT

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.lint.engine import all_rules

BOTH = parse_config('lint.select = ["default", "tidy"]')
FILE = ROOT / "bib" / "faulty.bib"
# Rules that need more than one file, or a file of their own, have cases only.
ELSEWHERE = {
    **dict.fromkeys(
        ["A014", "A018", "A019", "A020", "A026", "T024", "H014", "H018", "H019", "H020", "H021", "H024", "I013"], "site"
    ),
    **dict.fromkeys(["K006", "U006", "U017", "X005", "X007", "X008", "A015", "P016"], "site"),
    **dict.fromkeys(["E003", "E006", "E010", "P017", "P023", "P025"], "letters that a page of this kind cannot show"),
    **dict.fromkeys(["P024", "P009", "D009"], "the whole file, or the day"),
    **dict.fromkeys(["A007", "I009", "K003", "K008"], "no fault of this kind comes alone"),
}


def test_lint_finds_exactly_what_the_comments_say() -> None:
    text = FILE.read_text(encoding="utf-8")
    comments = [
        (text.count("\n", 0, found.start()) + 1, found[1])
        for found in re.finditer(r"^% ([A-Z]\d{3}): ", text, re.MULTILINE)
    ]
    lines = [line for line, _ in comments]
    found = [
        (each.code, each.source.position(each.span.start).line) for each in Bibliography.load(FILE, config=BOTH).lint()
    ]
    said = [(code, comments[bisect_right(lines, line) - 1][1]) for code, line in found]
    assert [pair for pair in said if pair[0] != pair[1]] == []
    assert {code for code, _ in said} == {code for _, code in comments}


def test_every_rule_is_there_or_elsewhere() -> None:
    there = set(re.findall(r"^% ([A-Z]\d{3}): ", FILE.read_text(encoding="utf-8"), re.MULTILINE))
    on = {code for code, rule in all_rules().items() if rule.selection != "all" and code[0] != "W"}
    assert there | set(ELSEWHERE) == on and not there & set(ELSEWHERE)
