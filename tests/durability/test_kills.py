"""Killed at any moment, every page and the ``.bib`` is whole, old or new, and the next run sets all right."""

from __future__ import annotations

import os
import random
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from conftest import is_study

from durability.processes import Ended, kill_at, run, warm
from durability.sites import PASTE, files, leftovers, make_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

COMMANDS = {
    "render": (("render",), "", 110),
    "add": (("add",), PASTE, 50),
    "format": (("format", "--indent", "8"), "", 40),
    "lint": (("lint", "--fix", "--select", "N002"), "", 40),
}


class Trial:
    """One command on one site, as often as asked, each time from the same start."""

    def __init__(self, folder: Path, name: str) -> None:
        self.arguments, self.stdin, self.kills = COMMANDS[name]
        self.start, self.folder = make_site(folder / "start"), folder / "site"
        self.old = files(self.start)
        self.reset()
        warm(self.folder, *self.arguments, stdin=self.stdin)
        self.reset()
        self.whole = self.run()
        assert self.whole.code == 0, self.whole.err
        self.new = files(self.folder)
        assert self.new != self.old

    def reset(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.start, self.folder)

    def run(self, at_step: Callable[..., None] | None = None, delay: float | None = None) -> Ended:
        return run(self.folder, *self.arguments, at_step=at_step, stdin=self.stdin, delay=delay)

    def check(self) -> bool:
        """Every file is old or new, and so is what the next run makes of it; returns whether something was left."""
        for path, content in files(self.folder).items():
            assert content in (self.old.get(path), self.new[path]), path
        assert set(self.old) <= set(files(self.folder))
        is_done = files(self.folder) == self.new
        left = leftovers(self.folder)
        again = self.run()
        assert again.code == 0 or (is_done and "add" in self.arguments), again.err
        assert files(self.folder) == self.new
        if not is_done:
            assert leftovers(self.folder) == []
        return bool(left)


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_step(name: str, tmp_path: Path) -> None:
    trial = Trial(tmp_path, name)
    kills = trial.kills if is_study() else trial.kills // 4
    steps = random.Random(name).choices(range(1, trial.whole.steps + 1), k=kills)
    left = 0
    for step in steps:
        trial.reset()
        assert trial.run(kill_at(step)).code == -9
        left += trial.check()
    print(f"\n{name}: {kills} kills at {len(set(steps))} of {trial.whole.steps} steps, {left} left files behind")
    assert left  # or the kills came too early or too late to show anything


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_time(name: str, tmp_path: Path) -> None:
    trial = Trial(tmp_path, name)
    trial.reset()
    began = time.monotonic()
    trial.run()
    lasts = time.monotonic() - began
    chance = random.Random(name)
    for _ in range(15 if is_study() else 8):
        trial.reset()
        trial.run(delay=lasts * chance.uniform(0.2, 1.1))
        trial.check()
