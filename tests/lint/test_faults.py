"""Exact: each fault, put into clean entries and pages of other people, is found at its place, and nothing else is.

``python -m lint.faults`` in ``tests`` prints what was injected and found; with ``--write`` it goes into the report.
"""

from __future__ import annotations

import pytest
from conftest import is_study
from lint.faults.injecting import tally
from lint.faults.table import FAULTS

from pubmanager.lint.engine import all_rules

LEAST = 20  # clean entries or pages for each fault in a study


def test_every_rule_has_a_fault() -> None:
    assert set(all_rules()) == {each.code for each in FAULTS.values()}


@pytest.mark.corpus
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_fault_is_found_and_nothing_else(name: str) -> None:
    fault = FAULTS[name]
    count = tally(fault) if is_study() else tally(fault, 1)
    assert count.injected >= (LEAST if is_study() else 1)
    assert count.placed >= 0.98 * count.injected, count.missed
    assert not count.others, count.missed
    is_stated = set(count.consequences) == set(fault.consequences)
    assert is_stated or not is_study(), "a consequence that is stated and does not occur"
