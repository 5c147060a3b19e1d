"""``pubs render --watch``: a real process, waited for by what it writes, never by the clock."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from durability.sites import BIB, PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SETTINGS = 'bib = "papers.bib"\npages = "*.md"\ntemplates = "_pubs"\n[list.all]\ntheme = "badge-list"\n'
PATIENCE = 120.0  # seconds, for a machine that has much else to do


class Watcher:
    """A watching process and its site."""

    def __init__(self, site: Path) -> None:
        self.site, self.page, self.log = site, site / "about.md", site.parent / "log"
        command = [sys.executable, "-m", "pubmanager", "render", "--watch"]
        environment = {**os.environ, "XDG_CACHE_HOME": str(site.parent / "cache")}
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                command, cwd=site, stdout=log, stderr=log, env=environment, preexec_fn=_heed_interruptions
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.02)

    def until_said(self, text: str, times: int = 1) -> None:
        self.until(lambda: self.said().count(text) >= times)

    def until_shown(self, text: str) -> None:
        self.until(lambda: self.page.exists() and text in self.page.read_text(encoding="utf-8"))

    def write(self, name: str, text: str) -> None:
        (self.site / name).parent.mkdir(parents=True, exist_ok=True)
        (self.site / name).write_text(text, encoding="utf-8")


def _heed_interruptions() -> None:
    """Shells start background jobs with SIGINT ignored, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Watcher]:
    site = tmp_path / "site"
    site.mkdir()
    (site / "papers.bib").write_text(BIB, encoding="utf-8")
    (site / "about.md").write_text(PAGE, encoding="utf-8")
    (site / "pubs.toml").write_text(SETTINGS, encoding="utf-8")
    watcher = Watcher(site)
    watcher.until_said("Ctrl-C stops")
    yield watcher
    if watcher.process.poll() is None:
        watcher.process.kill()
        watcher.process.wait()


def test_bib_settings_templates_and_pages(watcher: Watcher) -> None:
    watcher.until_shown("Owls")
    watcher.write("papers.bib", BIB.replace("Owls", "Herons"))
    watcher.until_shown("Herons")
    watcher.write("pubs.toml", SETTINGS.replace("badge-list", "own"))
    watcher.until_said("unknown theme 'own'")
    watcher.write("_pubs/own/theme.toml", 'extends = "badge-list"\n')
    watcher.write("_pubs/own/list.jinja", "first {{ list.publications | length }}\n")
    watcher.until_shown("first 3")
    watcher.write("_pubs/own/list.jinja", "second {{ list.publications | length }}\n")
    watcher.until_shown("second 3")
    watcher.write("new.md", PAGE)
    watcher.until(lambda: "second 3" in (watcher.site / "new.md").read_text(encoding="utf-8"))


def test_its_own_writing_is_no_change(watcher: Watcher) -> None:
    watcher.write("papers.bib", BIB.replace("Owls", "Herons"))
    watcher.until_said("about.md: filled all", times=2)
    watcher.write("papers.bib", BIB.replace("Larks", "Cranes"))
    watcher.until_said("about.md: filled all", times=3)
    watcher.write("papers.bib", BIB.replace("Larks", "Cranes").replace("Owls}", "Owls"))
    watcher.until_said("nothing was written")
    assert watcher.said().count("about.md: filled all") == 3
    assert "up to date" not in watcher.said()


def test_broken_files_are_told_and_waited_out(watcher: Watcher) -> None:
    before = watcher.page.read_text(encoding="utf-8")
    watcher.write("papers.bib", BIB.replace("Owls}", "Owls"))
    watcher.until_said("nothing was written")
    assert "papers.bib:" in watcher.said()
    watcher.write("pubs.toml", SETTINGS + "[broken")
    watcher.until_said("pubs.toml:")
    watcher.write("papers.bib", BIB.replace("Owls", "Herons"))
    watcher.until_said("not valid TOML", times=2)
    assert watcher.page.read_text(encoding="utf-8") == before
    watcher.write("pubs.toml", SETTINGS)
    watcher.until_shown("Herons")
    assert "Traceback" not in watcher.said()


@pytest.mark.parametrize("name", ["papers.bib", "pubs.toml", "about.md"])
def test_files_that_vanish_and_come_back(watcher: Watcher, name: str) -> None:
    watcher.until_shown("Owls")
    (watcher.site / name).unlink()
    watcher.until_said("there")
    watcher.write("papers.bib", BIB.replace("Owls", "Herons"))
    watcher.write("about.md", PAGE)
    watcher.write("pubs.toml", SETTINGS)
    watcher.until_shown("Herons")
    assert "Traceback" not in watcher.said()


def test_editors_that_replace_files(watcher: Watcher) -> None:
    for number in range(3):
        watcher.write("papers.bib~", BIB.replace("Owls", f"Herons{number}"))
        os.utime(watcher.site / "papers.bib~", ns=(10**18, 10**18))  # the same time and size each time
        (watcher.site / "papers.bib~").replace(watcher.site / "papers.bib")
        watcher.until_shown(f"Herons{number}")
    shutil.move(watcher.site / "papers.bib", watcher.site / "old")
    watcher.write("papers.bib", BIB.replace("Owls", "Cranes"))
    watcher.until_shown("Cranes")


def test_bursts_are_one_change(watcher: Watcher) -> None:
    for number in range(200):
        watcher.write("papers.bib", BIB.replace("Owls", f"Herons{number}"))
    watcher.until_shown("Herons199")
    assert watcher.said().count("about.md: filled all") < 100  # half of the changes, however slow the machine is


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_an_interruption_is_one_line(watcher: Watcher) -> None:
    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(PATIENCE) == 130
    assert [line for line in watcher.said().splitlines() if line] == [
        "about.md: filled all",
        "watching 3 files; Ctrl-C stops",
        "pubs: stopped",
    ]


@pytest.mark.parametrize("arguments", [["--check"], ["--diff"]])
def test_what_it_does_not_go_with(pubs: Callable[..., object], tmp_path: Path, arguments: list[str]) -> None:
    result = pubs("render", "--watch", *arguments, cwd=tmp_path)
    assert "--watch writes: it does not go with --check or --diff" in str(result)
