"""Old codes of rules: settings, comments and baselines that name them go on working, with a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lint.linting import OWL, lint_bib

from pubmanager.findings import Finding, Severity
from pubmanager.lint.aliases import FORMER, sentences
from pubmanager.lint.baseline import Accepted, Baseline
from pubmanager.lint.engine import all_rules
from pubmanager.lint.suppress import suppressed
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from conftest import Run

RULES = all_rules()
each_code = pytest.mark.parametrize("old", FORMER)


@each_code
def test_an_old_code_stands_for_rules_of_today(old: str) -> None:
    assert old not in RULES and set(FORMER[old]) <= set(RULES)
    (sentence,) = sentences([old, "X010"])
    assert sentence == f"rule {old} no longer exists" or all(code in sentence for code in FORMER[old])


@each_code
def test_settings_and_comments_may_name_it(old: str) -> None:
    settings = f'lint.extend-select = ["{old}"]\nlint.ignore = ["{old}"]\nlint.unfixable = ["{old}"]\n'
    tables = (
        f'[lint.severity]\n{old} = "error"\n[lint.rules.{old}]\nmonths = 3\n[lint.per-file-ignores]\n"*" = ["{old}"]\n'
    )
    assert lint_bib(OWL, settings + tables) == []
    assert lint_bib(OWL, f'lint.select = ["{old}"]') == []
    unused = lint_bib(f"% pubs:ignore[{old}]\n{OWL}", 'lint.extend-select = ["H022"]')
    assert [each.code for each in unused] == ["H022"] * _is_default(old)


def _is_default(old: str) -> bool:
    """Whether a comment for it that silences nothing is reported: its rule is on."""
    return any(RULES[code].selection == "default" for code in FORMER[old])


@pytest.mark.parametrize(("old", "now"), [(old, code) for old, codes in FORMER.items() for code in codes])
def test_comments_and_baselines_that_name_it_accept_what_its_rule_finds(old: str, now: str) -> None:
    source = Source("a.bib", f"% pubs:ignore[{old.lower()}]\n{OWL}")
    found = Finding(now, Severity.WARNING, "found", source, Span(24, 30), "owl", "title")
    assert suppressed([found], [source], {now, "H022"}, {now, "H022"}) == ([], [])
    accepted = Accepted("owl", old, "title")
    assert Baseline({accepted: 1}, Path()).apply([found]) == ([], {})
    assert Baseline({accepted: 2}, Path()).apply([found, found, found]) == ([found], {})


def test_a_baseline_forgets_dropped_rules_and_says_what_is_gone_of_others() -> None:
    rows = {Accepted("owl", "N007", "edition"): 1, Accepted("owl", "U021", "file"): 1}
    assert Baseline(rows, Path()).apply([]) == ([], {Accepted("owl", "U021", "file"): 1})


def test_a_sentence_is_said_once_wherever_the_code_is(pubs: Run, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(f"% pubs:ignore[N007]\n{OWL}")
    (tmp_path / "pubs.toml").write_text('bib = "a.bib"\n[lint]\nignore = ["U021"]\nbaseline = "b.json"\n')
    (tmp_path / "b.json").write_text('{"version": 1, "accepted": [{"key": "owl", "rule": "T013", "count": 1}]}')
    said = "rule N007 no longer exists\nrule T013 no longer exists\nrule U021 is now F011\nNothing found.\n"
    result = pubs("lint", cwd=tmp_path)
    assert (result.code, result.err) == (0, said)
    assert pubs("lint", "--quiet", cwd=tmp_path).err == ""


def test_pubs_rules_shows_the_rule_of_today(pubs: Run) -> None:
    shown = pubs("rules", "u021")
    assert (shown.code, shown.err) == (0, "rule U021 is now F011\n") and shown.out == pubs("rules", "F011").out
    assert pubs("lint", "--explain", "U021").out == shown.out
    gone = pubs("rules", "N007")
    assert (gone.code, gone.out, gone.err) == (0, "", "rule N007 no longer exists\n")
