"""Venues of ``pubs.toml``: of a built-in one they say what is different."""

from __future__ import annotations

from pubmanager import Bibliography
from pubmanager.config.load import parse_config

ENTRY = "@inproceedings{a, title = {x}, booktitle = {International Conference on Machine Learning}, year = 2025}"


def badge(settings: str, pattern: str = "{venue} {year} ({rank})") -> str:
    return Bibliography.loads(ENTRY, config=parse_config(settings)).render("paper-box", badge=pattern, rows=["title"])


def test_what_is_left_out_stays() -> None:
    assert "ICML 2025" in badge("")
    assert "ICML 2025 (CCF-A)" in badge('[venues.icml]\nrank = "CCF-A"')
    assert "ICML 2025 (CCF-A)" in badge('[venues.ICML]\nrank = "CCF-A"')
    assert "International Conference on Machine Learning" in badge('[venues.icml]\nrank = "CCF-A"', "{venue.name}")


def test_what_is_said_counts() -> None:
    assert "Machines 2025" in badge('[venues.icml]\nshort = "Machines"')
    assert "ICML (CCF-A)" in badge('show_year = ["conference"]\n[venues.icml]\nkind = "journal"\nrank = "CCF-A"')
    assert "Elsewhere" in badge(
        '[venues.elsewhere]\nshort = "Elsewhere"\naliases = ["International Conference on Machine Learning"]'
    )
