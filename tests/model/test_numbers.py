"""Volume, number and pages: what stands before a number, and what stands there while there is none."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography

UNKNOWN = ("n/a", "N/A", "na", "none", "-", "--", "?", "??", "0", "tba", "TBD", "ahead-of-print", "early access",
           "in press", "to appear", "forthcoming")  # fmt: skip


def locator(fields: str) -> str:
    text = f"@article{{a, title = {{T}}, author = {{Vale, Ann}}, journal = {{J}}, year = 2020, {fields}}}"
    return Bibliography.loads(text).render("citation-list", format="markdown", rows=["{locator}"]).removeprefix("- ")


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_what_is_not_known_is_not_shown(unknown: str) -> None:
    assert locator(f"volume = {{{unknown}}}, number = {{{unknown}}}, pages = {{{unknown}}}").strip("- ") == ""
    assert locator(f"volume = {{{unknown}}}, number = {{3}}, pages = {{7--9}}") == "(3):7–9"
    assert locator(f"volume = {{12}}, number = {{{unknown}}}, pages = {{7--9}}") == "12:7–9"
    assert locator(f"volume = {{12}}, number = {{3}}, pages = {{{unknown}}}") == "12(3)"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("volume = {Vol. 12}, number = {No. 3}, pages = {pp. 77-82}", "12(3):77–82"),
        ("volume = {Volume XII}, number = {Issue 4}", "XII(4)"),
        ("volume = {vol.12}, number = {#3}, pages = {p. 5}", "12(3):5"),
        ("volume = {Bd. 3}, number = {Nr. 5}, pages = {S. 12--14}", "3(5):12–14"),
        ("volume = {5}, number = {n° 2}, pages = {pp112-115}", "5(2):112–115"),
        ("volume = {5}, pages = {Pages 112--115}", "5:112–115"),
        ("volume = {57. Jahrgang}, number = {Heft 4}, pages = {S. 301--302}", "57(4):301–302"),
        ("volume = {Jg. 12}, number = {3}", "12(3)"),
        ("volume = {12 évf.}, pages = {5}", "12:5"),
        ("volume = {第39卷}, pages = {5}", "39:5"),
        ("volume = {Spring}, pages = {5}", "Spring:5"),
        ("volume = {588 7836}", "588(7836)"),
        ("volume = {12(3)}, pages = {7}", "12(3):7"),
        ("volume = {12, no. 3}, pages = {1--4}", "12(3):1–4"),
        ("volume = {Vol. 12, Issue 3}, pages = {1--4}", "12(3):1–4"),
        ("volume = {PP}, number = {99}, pages = {1--1}", ""),
        ("volume = {0}, number = {0}, pages = {XX--XX}", ""),
        # as they are
        ("volume = {12}, number = {99}, pages = {1--1}", "12(99):1–1"),
        ("volume = {12}, number = {Suppl. 1}, pages = {S12--S14}", "12(Suppl. 1):S12–S14"),
        ("volume = {12}, number = {Special Issue}", "12(Special Issue)"),
        ("volume = {XX}, number = {1--2}", "XX(1–2)"),
        ("volume = {1}, pages = {P1--P9}", "1:P1–P9"),
        ("volume = {1}, pages = {p12}", "1:p12"),
        ("volume = {12}, pages = {C12--C14}", "12:C12–C14"),
        ("volume = {12 Part 2}, number = {Nov.}", "12 Part 2(Nov.)"),
        ("volume = {12}, issue = {3}, pages = {e12}", "12(3):e12"),
        ("volume = {12}, issue = {Spring}", "12"),
        ("volume = {103}, eid = {045001}", "103:045001"),
        ("volume = {103}, pages = {n/a}, article-number = {045001}", "103:045001"),
    ],
)
def test_numbers_are_shown_bare(fields: str, shown: str) -> None:
    assert locator(fields).strip("- ") == shown
