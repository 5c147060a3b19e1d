"""Where tests find programs and other people's files, and what happens where these are missing."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run, and no deadline: a slow machine is no failure. `make study` has many more, and others each time.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("study", deadline=None, max_examples=2000)

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
PROGRAMS = {"kramdown": "ruby"}  # those called otherwise than what they are for
MODULES = {"mathjax": ROOT / "tests" / "e2e" / "mathjax" / "node_modules"}  # `npm install` puts them there


def pytest_configure(config: pytest.Config) -> None:
    """Not when this module is imported, which tests do once more."""
    settings.load_profile(config.getoption("hypothesis_profile", None) or "repeatable")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves studies out unless it is one, and skips tests that need a program or the corpus, saying so.

    With PUBS_REQUIRE_E2E the latter fail instead.
    """
    items[:] = [item for item in items if is_study() or not item.get_closest_marker("study")]
    for item in items:
        if item.get_closest_marker("corpus") and not (SHARED / "corpus").is_dir():
            item.add_marker(pytest.mark.skip(reason="../shared/corpus is not there"))
        missing = [name for mark in item.iter_markers("e2e") for name in mark.args if not _is_there(name)]
        if missing and not os.environ.get("PUBS_REQUIRE_E2E"):
            item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(missing)}"))


def is_study() -> bool:
    """Whether tests try all that they could: the profile of hypothesis says so to those without it too."""
    return settings.default == settings.get_profile("study")


def _is_there(name: str) -> bool:
    if name in MODULES:
        return MODULES[name].is_dir()
    return bool(shutil.which(PROGRAMS.get(name, name), path=PATH))


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests work everything out, and leave the user's cache folder alone."""
    monkeypatch.setenv("PUBS_NO_CACHE", "1")


@pytest.fixture
def corpus() -> Path:
    """The folder of other people's files."""
    return SHARED / "corpus"


@dataclass(frozen=True)
class Result:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def pubs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``pubs`` in this process: ``pubs("render", "--check", cwd=folder)``."""

    def run(*arguments: str, cwd: Path | None = None, stdin: bytes = b"") -> Result:
        from pubmanager.cli import main

        capsys.readouterr()
        with monkeypatch.context() as patch:
            if cwd:
                patch.chdir(cwd)
            patch.setenv("COLUMNS", "200")
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            with pytest.raises(SystemExit) as stopped:
                main(list(arguments))
        captured = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return Result(stopped.value.code, captured.out, captured.err)

    return run
