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

# The same examples on every run, and no deadline: a slow machine is no failure. `benchmarks/fuzz.py` looks further.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
PROGRAMS = {"kramdown": "ruby"}  # those called otherwise than what they are for
MODULES = {"mathjax": ROOT / "tests" / "e2e" / "mathjax" / "node_modules"}  # `npm install` puts them there


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves studies out unless asked for, and skips tests that need a program or the corpus, saying so.

    With PUBS_REQUIRE_E2E the latter fail instead.
    """
    if "study" not in config.getoption("markexpr"):
        items[:] = [item for item in items if not item.get_closest_marker("study")]
    for item in items:
        if item.get_closest_marker("corpus") and not (SHARED / "corpus").is_dir():
            item.add_marker(pytest.mark.skip(reason="../shared/corpus is not there"))
        marker = item.get_closest_marker("e2e")
        names = marker.args if marker else ()
        missing = [name for name in names if not _is_there(name)]
        if missing and not os.environ.get("PUBS_REQUIRE_E2E"):
            item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(missing)}"))


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
