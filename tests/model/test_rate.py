"""Rates and counts in all their spellings."""

from __future__ import annotations

import pytest

from pubmanager.model.rate import has_rate, read_rate


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("3.3%", ("3.3", None, None)),
        ("3.3\\%", ("3.3", None, None)),
        ("(top 1.2%)", ("1.2", None, None)),
        ("[top 5%]", ("5", None, None)),
        ("(<2%)", ("2", None, None)),
        ("26.9% (3260/12107)", ("26.9", 3260, 12107)),
        ("85/7262 (1.16%)", ("1.16", 85, 7262)),
        ("Oral (85/7262, 1.16%)", ("1.16", 85, 7262)),
        ("26.9% acceptance rate (3,260 out of 12,107 submissions)", ("26.9", 3260, 12107)),
        ("85/7262 = 1.16%", ("1.16", 85, 7262)),
        ("85 out of ~7262", ("1.17", 85, 7262)),
        ("85/7262", ("1.17", 85, 7262)),
        ("144/9473", ("1.52", 144, 9473)),
        ("4.5", ("4.5", None, None)),
        ("0.045", ("4.5", None, None)),
        ("0.5", ("50", None, None)),
        ("0.50", ("50", None, None)),
        (".5", ("50", None, None)),
        ("0.265", ("26.5", None, None)),
        ("0.001", ("0.1", None, None)),
        ("1", ("1", None, None)),
        ("1.0", ("1.0", None, None)),
        ("99.9", ("99.9", None, None)),
        (" 99 ", ("99", None, None)),
        ("26,5 %", ("26.5", None, None)),
        ("26％", ("26", None, None)),
        ("100%", ("100", None, None)),
        ("33/1000", ("3.30", 33, 1000)),
        ("999/1000", ("99.9", 999, 1000)),
        ("105/1000", ("10.5", 105, 1000)),
        ("5%, 0/20", ("5", None, None)),
        ("100/1000", ("10.0", 100, 1000)),
        ("1/10", ("10.0", 1, 10)),
        ("10/10", ("100.0", 10, 10)),
        ("5 of about 20", ("25.0", 5, 20)),
        ("5 OUT OF around 20", ("25.0", 5, 20)),
        ("$5/20$ papers", ("25.0", 5, 20)),
        ("5/$\\sim 20$", ("25.0", 5, 20)),
        ("5 of ∼20", ("25.0", 5, 20)),
        ("5/\\sim20", ("25.0", 5, 20)),
        ("1,234/12,345,678", ("0.01", 1234, 12345678)),
        ("1/5 of the papers: 1,452/7262", ("20.0", 1452, 7262)),
        ("5%, 1/5", ("5", None, None)),
        ("Oral", None),
        ("1/5", None),
        ("1 of 9", None),
        ("11/10", None),
        ("0/10", None),
        ("2024/05", None),
        ("2024/05/17", None),
        ("85/7262/1", None),
        ("5/10-12", None),
        ("1.5/30", None),
        ("100", None),
        ("0", None),
        ("0%", None),
        ("100.1%", None),
        ("250%", None),
        ("1" * 5000, None),
        ("1" * 5000 + "/" + "9" * 5000, None),
    ],
)
def test_rates(text: str, rate: tuple[str, int | None, int | None] | None) -> None:
    found = read_rate(text)
    assert (found and (found.of, found.text, found.chosen, found.total)) == (
        ("acceptance", f"{rate[0]}%", *rate[1:]) if rate else None
    )


@pytest.mark.parametrize("text", ["0.5", "50%", "3/6 (50%)"])
def test_a_rate_is_shown_in_plain_digits(text: str) -> None:
    rate = read_rate(text, "oral")
    assert rate is not None
    assert (rate.of, rate.text) == ("oral", "50%")


def test_counts_are_shown_where_the_source_gives_them() -> None:
    assert [rate.counts for text in ("85/7262, 1.2%", "1.2%") if (rate := read_rate(text))] == ["85/7262", ""]


@pytest.mark.parametrize(
    ("text", "is_consistent"),
    [
        ("85/7262, 1.17%", True),
        ("85/7262, 1.1%", True),  # cut off, not rounded
        ("85/7262, 1.2%", True),
        ("85/7262, 1.16%", False),
        ("85/7262, 1.19%", False),
        ("85/7262, 1%", True),
        ("85/7262, 2%", True),
        ("85/7262, 3%", False),
        ("5/20, 25%", True),
        ("5/20, 24%", False),
        ("5/20, 26%", False),
        ("3%", True),
    ],
)
def test_counts_against_their_percentage(text: str, is_consistent: bool) -> None:
    rate = read_rate(text)
    assert rate is not None and rate.is_consistent == is_consistent


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("top 5%", True),
        ("5\\%", True),
        ("85/7262 accepted", True),
        ("85 of 7262 submissions", True),
        ("Oral, 85/7262", True),
        ("85/7262 SPOTLIGHTS", True),
        ("rate: 85/7262", True),
        ("85/7262", False),
        ("1/5 accepted", False),
        ("oral", False),
        ("oral on 2024/05/17", False),
        ("4.5", False),
    ],
)
def test_notes_that_say_a_rate(text: str, found: bool) -> None:
    assert has_rate(text) == found


def test_top_is_shown() -> None:
    texts = ("top 3.5\\%", "Oral (Top 1%)", "Oral, stop 1%", "3%")
    assert [rate.shown for text in texts if (rate := read_rate(text))] == ["top 3.5%", "top 1%", "1%", "3%"]
