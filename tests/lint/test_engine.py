"""Which rules speak, how severely, and which fixes are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lint.linting import lint_bib, lint_files
from msgspec.structs import replace

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.findings import Edit, Finding, Fix, Severity
from pubmanager.lint.fixing import fix
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# A placeholder (default), a dash and a stop (tidy), and a title in two braces (all).
ENTRY = (
    "@article{owl, title = {{Owls at night.}}, author = {Doe, Jane}, journal = {TODO}, year = 2020, pages = {7-33},"
    " note = {to appear}}\n"
)
BOTH = 'lint.select = ["default", "tidy"]'


def codes(settings: str, text: str = ENTRY) -> list[str]:
    return sorted(each.code for each in lint_bib(text, settings))


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ("", ["T008"]),
        ('lint.select = ["default"]', ["T008"]),
        ('lint.select = ["tidy"]', ["N002", "T004"]),
        (BOTH, ["N002", "T004", "T008"]),
        ('lint.extend-select = ["tidy"]', ["N002", "T004", "T008"]),
        ('lint.select = ["all"]\nlint.ignore = ["S", "F"]', ["N002", "T002", "T004", "T008"]),
        ('lint.select = ["ALL"]\nlint.ignore = ["S", "F"]', ["N002", "T002", "T004", "T008"]),
        ('lint.select = ["all"]\nlint.ignore = ["tidy", "S", "F"]', ["T002", "T008"]),
        ('lint.select = ["tidy"]\nlint.ignore = ["T"]', ["N002"]),
        ('lint.ignore = ["all"]', []),
        ('lint.select = ["N"]', ["N002"]),
        ('lint.ignore = ["T"]', []),
        ('lint.select = ["T004"]\nlint.extend-select = ["N002"]', ["N002", "T004"]),
        ('lint.ignore = ["N"]\nlint.extend-select = ["N002"]', ["N002", "T008"]),  # the longer one counts
        (BOTH + '\n[lint.per-file-ignores]\n"*.bib" = ["N"]', ["T004", "T008"]),
        (BOTH + '\n[lint.per-file-ignores]\n"*.bib" = ["tidy"]', ["T008"]),
        (BOTH + '\n[lint.per-file-ignores]\n"other.bib" = ["N"]', ["N002", "T004", "T008"]),
    ],
)
def test_selection(settings: str, wanted: list[str]) -> None:
    assert codes(settings) == wanted


def test_severity_of_a_family_and_of_a_rule() -> None:
    severities = '[lint.severity]\nN = "warning"\nN002 = "error"\ntidy = "warning"\nall = "info"'
    found = lint_bib(ENTRY, f"{BOTH}\n{severities}")
    assert {each.code: each.severity.word for each in found} == {"N002": "error", "T004": "warning", "T008": "info"}


@pytest.mark.parametrize(
    "settings",
    ['lint.select = ["Q9"]', '[lint.severity]\nN = "grave"', "[lint.rules.D009]\nmonth = 3", '[lint.rules.D009]\nmonths = "3"'],
)  # fmt: skip
def test_settings_that_make_no_sense(settings: str) -> None:
    with pytest.raises(PubsError):
        lint_bib(ENTRY, settings)


def test_suppression_and_one_that_is_not_used() -> None:
    assert codes(BOTH, f"% pubs:ignore[N002]\n{ENTRY}") == ["T004", "T008"]
    assert codes(BOTH, f"% pubs:ignore[N002, K001]\n{ENTRY}") == ["H022", "T004", "T008"]


def fixed(source: Source, settings: str = BOTH) -> Source:
    config = parse_config(settings)
    lint = lambda texts: Bibliography.from_sources(list(texts.values()), config=config).lint()  # noqa: E731
    return fix({source.path: source}, lint).sources[source.path]


def test_fixes_keep_newlines_and_what_is_unfixable() -> None:
    source = Source("a.bib", ENTRY.replace(", year", ",\n  year").replace("\n", "\r\n"))
    assert fixed(source).text == source.text.replace("night.", "night").replace("7-33", "7--33")
    assert fixed(source, BOTH + '\nlint.unfixable = ["T"]').text == source.text.replace("7-33", "7--33")


def test_letters_that_a_file_cannot_hold_are_not_written() -> None:
    text = "@misc{owl, title = {Owls}, author = {Wałe\u0328sa, Jane}, year = 2020}\n"
    assert fixed(Source("a.bib", text)).text != text
    assert fixed(replace(Source("a.bib", text), encoding="cp1252")).text == text


def found_at(source: Source, old: str, new: str) -> list[Finding]:
    """Finds a text in a source, with a fix that writes another."""
    at = source.text.find(old)
    span = Span(at, at + len(old))
    mending = Fix("write it", (Edit(span, new),))
    return [Finding("T000", Severity.INFO, "found", source, span, fix=mending)] if at >= 0 else []


@pytest.mark.parametrize(
    ("old", "new"),
    [("night.}", "night."), ("@article{owl", "@article{lark"), (ENTRY, ""), ("@article", "article")],
    ids=["a brace less", "a key twice", "an entry less", "no entry any more"],
)
def test_a_fix_that_breaks_something_is_left_out(old: str, new: str) -> None:
    source = Source("a.bib", ENTRY + "@misc{lark, title = {Larks}, author = {Roe, Max}, year = 2021}\n")

    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        found = Bibliography.from_sources(list(sources.values()), config=parse_config(BOTH)).lint()
        return [*found_at(sources["a.bib"], old, new), *found]

    done = fix({source.path: source}, lint)
    assert done.sources["a.bib"].text == source.text.replace("night.", "night").replace("7-33", "7--33")
    assert {each.code for each in done.applied} == {"N002", "T004"}


@pytest.mark.parametrize(
    "field",
    ["author+an = {N=equal}", "corr = {N-N}", "date = {N-N}", "day = {N}", "doi = {10.N/N}", "edition = {N}", "eprint = {N.NvN}",
     "equal = {N}", "isbn = {N}", "issn = {N}", "journal = {Owls N (N)}", "month = {N}", "note = {N% (N/N)}", "number = {N--N}",
     "pages = {1--N}", "pages = {N--1}", "pages = {N--N}", "rate = {N/N}", "title = {N N-N}", "volume = {N}", "year = {N--N}"],
)  # fmt: skip
def test_numbers_of_any_length_are_read(field: str) -> None:
    text = f"@article{{owl, author = {{Doe, Jane}}, {field.replace('N', '1' * 5000)}}}\n"
    assert lint_bib(text, 'lint.select = ["ALL"]')
    (publication,) = Bibliography.loads(text)
    assert [author.name.family for author in publication.authors] == ["Doe"]


@pytest.mark.parametrize("count", [999, 1001, 3000])
def test_a_rule_says_at_most_a_thousand_things_about_a_page(tmp_path: Path, count: int) -> None:
    found = lint_files({"about.md": "[x]()\n\n" * count}, tmp_path, ("W003",)).findings
    last = "and more of these here, which are not reported"
    assert len(found) == min(count, 1000)
    assert [each.message == last for each in found] == [False] * min(count, 999) + [True] * (count > 1000)


def test_a_rule_says_at_most_ten_thousand_things_about_a_file() -> None:
    found = lint_bib("".join(f"@misc{{k{number},}}\n" for number in range(10_002)), 'lint.select = ["F001"]\n')
    assert len(found) == 10_000
    assert found[-1].message == "and more of these in this file, which are not reported"
    assert found[-2].message == "no fields"


def test_a_file_that_is_full_says_nothing_of_the_next_one() -> None:
    many = "".join(f"@misc{{k{number},}}\n" for number in range(10_001))
    sources = [Source("many.bib", many), Source("few.bib", "@misc{a,}\n@misc{b,}\n")]
    found = Bibliography.from_sources(sources, config=parse_config('lint.select = ["F001"]')).lint()
    assert [each.source.path for each in found].count("many.bib") == 10_000
    assert [(each.key, each.message) for each in found if each.source.path == "few.bib"] == [
        ("a", "no fields"),
        ("b", "no fields"),
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@misc{a,}", ["F001"]),
        ("@article{a}", ["F001"]),  # what else it lacks goes without saying
        ("@conference{a,}", ["F001", "F007"]),
        ("@online{a,}", ["F001", "F008"]),
        ("@artcle{a,}", ["F001", "P007"]),
        ("@misc{a,}\n@misc{a,}", ["F001", "F001", "K002"]),
        ("@misc{a b,}", ["F001", "K004"]),
    ],
)
def test_an_entry_without_fields(entry: str, expected: list[str]) -> None:
    settings = 'lint.select = ["ALL"]\nlint.ignore = ["S"]\nlint.dialects = ["bibtex"]'
    assert codes(settings, f"{entry}\n") == expected
