"""Whatever the bibliography: ``--fix`` twice is the same, with and without the fixes that are not safe."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from mutating import bibliography, mutated

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.lint.fixing import fix
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.findings import Finding

ALL = parse_config('[lint]\nselect = ["ALL"]')
FAULTY = (ROOT / "bib" / "faulty.bib").read_text(encoding="utf-8")


def lint(sources: Mapping[str, Source]) -> list[Finding]:
    return Bibliography.from_sources(list(sources.values()), config=ALL).lint()


def check(seed: int) -> None:
    random = Random(seed)
    if random.random() < 0.5:
        text = bibliography(random)
    else:
        start = FAULTY.find("@", random.randrange(len(FAULTY)))
        text = mutated(random, FAULTY[max(start, 0) :][: random.randrange(100, 1200)])
    unsafe = random.random() < 0.5
    once = fix({"a.bib": Source("a.bib", text)}, lint, unsafe=unsafe)
    twice = fix(once.sources, lint, unsafe=unsafe)
    assert twice.sources["a.bib"].text == once.sources["a.bib"].text, f"seed {seed}: {text!r}"
    assert len(once.rounds) < 20, f"seed {seed}: {text!r}"


# With a preamble behind entries, which may be moved once what follows it is laid out: seen to change in a second run.
@pytest.mark.parametrize("seed", [66, 336, 557, 887, 888, 936, 1103, 200_490, *range(40)])
def test_fixing_twice_is_the_same(seed: int) -> None:
    check(seed)


@pytest.mark.study
def test_fixing_very_many_twice_is_the_same() -> None:
    for seed in range(2000, 12_000):
        check(seed)


def fixed(text: str) -> str:
    once = fix({"a.bib": Source("a.bib", text)}, lint)
    assert fix(once.sources, lint).applied == ()
    return once.sources["a.bib"].text


@pytest.mark.parametrize("count", [2, 10, 14, 30])
def test_macros_that_only_each_other_use_go_in_one_run(count: int) -> None:
    macros = "".join(f'@string{{m{each} = {f"m{each - 1} # " if each else ""}"x"}}\n' for each in range(count))
    assert "@string" not in fixed(f"{macros}@misc{{k, title = {{A}}}}\n")


@pytest.mark.parametrize("count", [1, 2, 11, 14])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_inside_an_entry_go_behind_it_in_their_order(count: int, newline: str) -> None:
    fields = "".join(f"  % c{each}\n  note{each} = {{x}}, % d{each}\n" for each in range(count))
    text = fixed(f"@misc{{k,\n{fields}}}\n".replace("\n", newline))
    comments = [line.lstrip("% ") for line in text.partition(f"{newline}}}{newline}")[2].split(newline) if line]
    assert comments == [f"{letter}{each}" for each in range(count) for letter in "cd"]


@pytest.mark.parametrize("blank", ["", " ", "\n", "\u2028", "\u00a0", "\x0b", "{}", "{ }", "~"])
@pytest.mark.parametrize("field", ["author", "title", "journal", "year", "pages", "doi", "url", "selected", "month"])
def test_a_field_of_blanks_is_read_by_every_rule(field: str, blank: str) -> None:
    text = f"@article{{k,\n  title = {{A}},\n  {field} = {{{blank}}},\n  note = {{B}}\n}}\n"
    assert "@article{" in fixed(text)


@pytest.mark.parametrize("field", ["title", "booktitle"])
@pytest.mark.parametrize(
    "value", ["{{BERT}}", '"{BERT}"', "{{ BERT }}", "{{{{BERT}}}}", "{ {BERT}}", "{{BERT?}}", "{{A BERT}}", "{BERT}"]
)
def test_braces_of_capitals_and_of_the_whole_title_leave_each_other_alone(field: str, value: str) -> None:
    once = fix({"a.bib": Source("a.bib", f"@misc{{a, {field} = {value}}}\n")}, lint, unsafe=True)
    assert fix(once.sources, lint, unsafe=True).applied == ()
    assert "{BERT" in once.sources["a.bib"].text.replace(" ", "")
