"""Whatever a setting says, pages hold no script, no unsafe address and nothing for Liquid; or it is refused in a sentence."""

from __future__ import annotations

import pytest
from render.variants import all_themes

from attack import settings
from attack.settings import HOSTILE, Case, pages


@pytest.mark.e2e("kramdown")
def test_a_hostile_setting_is_text_or_refused() -> None:
    """Each text of the settings once; `make study` tries all values at each place."""
    every = settings.cases(1)
    taken, found = settings.faults(every)
    assert not found, f"{len(found)} faults\n" + "\n".join(found[:8])
    assert taken > len(every) // 3, "most settings are refused: nothing is tried"
    assert {case.value for case in every} == set(HOSTILE)


def test_every_theme_and_kind_of_setting_is_among_them() -> None:
    every = settings.cases(1)
    assert {case.table["list"]["one"]["theme"] for case in every if "one" in case.table["list"]} == {
        theme.name for theme in all_themes()
    }
    assert {str(case.place[0]) for case in every} >= {
        "me",
        "marks",
        "people",
        "venues",
        "badges",
        "links",
        "list",
        "news",
    }


def test_a_setting_without_harm_is_shown() -> None:
    """What is refused above is refused for what it says: the same settings with other words are not."""
    table = settings.cases(1)[0].table
    legend = ("marks", "corresponding", "symbol")
    assert "Zq" in pages(Case(table, ("news", 0, "text"), "Zq").changed())["news html"]
    assert pages(Case(table, legend, "Zq").changed())
