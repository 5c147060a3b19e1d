"""Whatever a file of a site holds, every command gives its result or one sentence, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

from attack import sites
from attack.mutations import BY_HAND, CHANGED, PROSE, SITE

if TYPE_CHECKING:
    from pathlib import Path

# What fails is shown as it was drawn: making it smaller takes minutes.
_EACH = settings(
    max_examples=5, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), database=None
)


def test_the_site_is_in_order(tmp_path: Path) -> None:
    """As it stands, the site renders: what is changed in it is what goes wrong."""
    assert list(sites.wrong(tmp_path / "site", {})) == []
    sites.make(tmp_path / "site", {})
    assert [sites.run(tmp_path / "site", command).code for command in ("render", "render --check", "lint --fix")] == [
        0
    ] * 3
    assert sites.snapshot(tmp_path / "site").keys() > {"all.html", "papers/owl.md", *SITE}


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_file_is_a_result_or_a_sentence(name: str, tmp_path: Path) -> None:
    @_EACH
    @given(CHANGED[name])
    def check(data: bytes) -> None:
        assert list(sites.wrong(tmp_path / "site", {name: data})) == []
        if name == "papers.bib":
            assert not sites.uncounted(data)

    check()


def test_a_fixed_page_has_lost_no_word_and_stays_as_it_is(tmp_path: Path) -> None:
    @_EACH
    @given(PROSE)
    @example(BY_HAND.encode())
    def check(data: bytes) -> None:
        assert list(sites.unfixed(tmp_path / "site", data)) == []

    check()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("pubs.toml", b"x = " + b"[" * 3000, 2),
        ("_config.yml", b"a: !!timestamp x", 2),
        ("_data/coauthors.yml", b"- " * 3000 + b"x", 2),
    ],
)
def test_a_process_ends_in_a_sentence(name: str, data: bytes, code: int, tmp_path: Path) -> None:
    sites.make(tmp_path, {name: data})
    before = sites.snapshot(tmp_path)
    ended = subprocess.run(
        [sys.executable, "-m", "pubmanager", "render"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == code, ended
    assert ended.stderr.startswith("pubs: ") and ended.stderr.count("\n") == 1, ended.stderr
    assert sites.snapshot(tmp_path) == before
