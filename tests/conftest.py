"""Where tests find programs and other people's files, and what happens where these are missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PROGRAMS = {"kramdown": "ruby", "jekyll": "jekyll", "chromium": "chromium", "bibtex": "bibtex", "pandoc": "pandoc"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips tests that need a program or the corpus, saying so; with PUBS_REQUIRE_E2E they fail instead."""
    for item in items:
        if item.get_closest_marker("corpus") and not (SHARED / "corpus").is_dir():
            item.add_marker(pytest.mark.skip(reason="../shared/corpus is not there"))
        marker = item.get_closest_marker("e2e")
        missing = [name for name in (marker.args if marker else ()) if not shutil.which(PROGRAMS[name])]
        if missing and not os.environ.get("PUBS_REQUIRE_E2E"):
            item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(missing)}"))


@pytest.fixture
def corpus() -> Path:
    """The folder of other people's files."""
    return SHARED / "corpus"
