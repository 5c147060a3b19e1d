"""The README does what it says: its files, commands and Python, in order, in one folder."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from conftest import ROOT

if TYPE_CHECKING:
    import pytest

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
ELLIPSIS = "…"


def section(title: str) -> str:
    return re.split(r"^## ", TEXT.split(f"## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def blocks(title: str) -> list[tuple[str, str]]:
    return [(match["kind"], match["body"]) for match in BLOCK.finditer(section(title))]


def commands(body: str) -> list[tuple[str, str]]:
    """Splits a console block into commands and what they print."""
    parts = re.split(r"^\$ (.*)\n", body, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def assert_matches(printed: str, expected: str) -> None:
    """Compares line by line without blanks at line ends; `…` stands for anything."""
    stripped = "\n".join(line.rstrip() for line in printed.splitlines())
    wanted = "\n".join(line.rstrip() for line in expected.splitlines())
    pattern = ".*".join(re.escape(part) for part in wanted.split(ELLIPSIS))
    assert re.fullmatch(pattern, stripped, re.DOTALL), f"expected:\n{wanted}\n\nprinted:\n{stripped}"


def run(command: str, folder: Path) -> str:
    """Runs a command of the README, with `pubs` being the one under test."""
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    result = subprocess.run(
        command, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert result.returncode in (0, 1), result.stdout
    return result.stdout


def test_quick_start_and_the_homepage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"markdown": ["about.md"], "bibtex": ["papers.bib", "pasted.bib"]}
    count = 0
    for kind, body in (*blocks("Quick start"), *blocks("On your homepage")):
        if kind in names:
            (tmp_path / names[kind].pop(0)).write_text(body, encoding="utf-8")
        elif kind == "toml":
            with (tmp_path / "pubs.toml").open("a", encoding="utf-8") as settings:
                settings.write(f"\n{body}")
        elif kind == "sh":
            for line in body.splitlines():
                if line.startswith("pubs "):
                    assert run(line, tmp_path) == ""
        elif kind == "console":
            for command, expected in commands(body):
                assert_matches(run(command, tmp_path), expected)
                count += 1
        else:
            monkeypatch.chdir(tmp_path)
            parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
            assert runner.run(parser.get_doctest(body, {}, "README", None, 0)).failed == 0
    assert count == 11
    cards = (tmp_path / "papers.html").read_text(encoding="utf-8")
    assert cards.count("<article") == 2 and "Loops in the Analytical Engine" in cards and "ICML 2024" in cards


def test_the_warning_of_the_example(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bib", tmp_path / "bib")
    ((_, body),) = blocks("The example")
    for command, expected in commands(body):
        assert_matches(run(command, tmp_path), expected)


def test_the_make_commands_exist() -> None:
    """Those that pages name are in the Makefile, which CI runs."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(
        re.findall(r"(?:^|`)make (\w+)", TEXT + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {"render", "docs", "test"} <= commands
    for command in commands:
        assert re.search(rf"^{command}:", makefile, re.MULTILINE)


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        text = re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)\s#]+)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
