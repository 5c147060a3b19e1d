"""What is printed where standard output is not UTF-8, is closed, is full, or nobody reads it; and files of odd names."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import chdir
from itertools import cycle, product
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from conftest import is_study

from pubmanager.cli import main

BIB = (
    "@article{owl, title = {Käuze ★ 猫頭鷹}, author = {Byron, Ada and 卫文杰}, journal = {Nature}, year = 2024, selected = {true},\n"
    "  note = {x}}\n@article{lark, title = {Łąki “quoted” – é}, author = {Ö, É}, year = {2023}, journal = {J}, pages = {1-9}}\n"
)
PAGE = "# Käuze ★\n\n<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"
SETTINGS = 'bib = "a.bib"\npages = "a.md"\n[me]\nname = "Ada Byron"\n[list.all]\ntheme = "badge-list"\n[list.html]\nformat = "html"\ntheme = "badge-list"\n[marks]\nequal = "†"\n'
COMMANDS = {
    "render --diff": 1, "render --check": 1, "render all": 0, "render html": 0, "render a.bib --theme citation-list": 0,
    "render a.bib --format latex --theme citation-list": 0, "render all --format text": 0, "list": 0, "list --json": 0, "show owl": 0, "show owl --json": 0,
    "lint --select ALL": 1, "lint --select ALL --output-format concise": 1, "lint --select ALL --output-format json": 1, "lint --select ALL --diff": 1,
    "lint --select ALL --output-format github": 1, "lint --select ALL --output-format junit": 1, "lint --select ALL --statistics": 1,
    "format --diff --sort year": 1, "format -": 0, "themes": 0, "themes badge-list": 0, "rules": 0, "rules N001": 0, "rules --json": 0,
    "add --diff new.bib": 1, "show nobody–★": 2, "render no★.bib": 2, "lint --explain A001": 0, "--help": 0, "lint --help": 0, "format --help": 0, "--version": 0,
    "render": 0, "render --force": 0, "lint --fix --select ALL": 0, "format": 0,
}  # fmt: skip
ENVIRONMENTS = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "cp437": {"PYTHONIOENCODING": "cp437:strict"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
    "utf-8": {"PYTHONIOENCODING": "utf-8"},
}
CODECS = {"C": "ascii"}
# Reports for machines are UTF-8 whatever the terminal is, and a fixed file keeps its own encoding.
BYTES = ("output-format json", "github", "junit")


def run(folder: Path, command: str, environment: dict[str, str], **how: Any) -> subprocess.CompletedProcess[bytes]:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    arguments = [sys.executable, "-m", "pubmanager", *command.split()]
    given = {"stdin": subprocess.DEVNULL} if "input" not in how else {}
    return subprocess.run(
        arguments, cwd=folder, env={**known, "COLUMNS": "150", "PUBS_NO_CACHE": "1", **environment},
        check=False, **{"capture_output": True, **given, **how},
    )  # fmt: skip


def run_here(
    folder: Path, command: str, codec: str = "utf-8", stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in this process, with streams of an encoding."""
    codec, _, errors = codec.partition(":")
    _, out, err = streams = [io.TextIOWrapper(io.BytesIO(data), codec) for data in (stdin, b"", b"")]
    out.reconfigure(errors=errors or "strict")
    err.reconfigure(errors="backslashreplace")
    names = dict(zip(("stdin", "stdout", "stderr"), streams, strict=True))
    with chdir(folder), patch.multiple(sys, **names), patch.dict(os.environ, COLUMNS="150"):
        try:
            main(command.split())
        except SystemExit as ended:
            code = ended.code
    out.flush(), err.flush()
    return subprocess.CompletedProcess(command, code, out.buffer.getvalue(), err.buffer.getvalue())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    new = "@article{neu, title = {Größe ★}, author = {Ä, B}, year = 2020, journal = {J}}\n"
    for name, text in {"a.bib": BIB, "a.md": PAGE, "pubs.toml": SETTINGS, "new.bib": new}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_command_is_readable_in_every_encoding(name: str, site: Path) -> None:
    check_all_are_readable(name, site, is_process=name == "C")


@pytest.mark.study
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_process_is_readable_in_every_encoding(name: str, site: Path) -> None:
    check_all_are_readable(name, site, is_process=True)


def check_all_are_readable(name: str, site: Path, is_process: bool) -> None:
    codec = CODECS.get(name, name)
    for command, code in COMMANDS.items():
        stdin = BIB.encode() if command.endswith(" -") else b""
        if is_process:
            done = run(site, command, ENVIRONMENTS[name], input=stdin)
        else:
            done = run_here(site, command, ENVIRONMENTS[name]["PYTHONIOENCODING"], stdin)
        assert done.returncode == code, (command, done)
        assert b"Traceback" not in done.stderr
        is_bytes = any(word in command for word in BYTES) or command == "format -"
        text = done.stdout.decode("utf-8" if is_bytes else codec)
        done.stderr.decode(codec)
        if "json" in command:
            assert json.loads(text)
        assert code == 2 or "render" not in command or not text or "Byron" in text or "stale" in text, (command, text)
    assert "Käuze ★ 猫頭鷹" in (site / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["cp1252", "ascii", "C"])
def test_init_writes_its_files(name: str, site: Path) -> None:
    (site / "pubs.toml").unlink()
    done = run(site, "init --yes --me 卫文杰", {**ENVIRONMENTS[name]})
    assert done.returncode == 0, done
    assert 'name = "卫文杰"' in (site / "pubs.toml").read_text(encoding="utf-8")
    assert "pubs:begin" in (site / "a.md").read_text(encoding="utf-8")


def test_html_and_json_lose_nothing(site: Path) -> None:
    html = run(site, "render html", ENVIRONMENTS["ascii"]).stdout.decode("ascii")
    assert "K&#228;uze &#9733; &#29483;" in html
    shown = json.loads(run(site, "show owl --json", ENVIRONMENTS["cp1252"]).stdout.decode("cp1252"))
    assert shown["title"] == "Käuze ★ 猫頭鷹"


QUIET = (
    "render",
    "list",
    "lint --select ALL",
    "themes",
    "rules",
    "show owl",
    "render html",
    "render --diff",
    "format --check",
    "--help",
    "list --json",
)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", QUIET)
def test_a_full_disk_behind_standard_output_is_a_sentence(command: str, site: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(site, command, {}, capture_output=False, stdout=full, stderr=subprocess.PIPE)
        blind = run(site, command, {}, capture_output=False, stdout=subprocess.PIPE, stderr=full)
    usual = run_here(site, command)
    assert blind.returncode == usual.returncode
    assert blind.stdout == usual.stdout
    is_silent = not usual.stdout
    assert done.returncode == (usual.returncode if is_silent else 2)
    assert is_silent or done.stderr.endswith(b"pubs: standard output: no space left on device\n"), done


CLOSED = (">&-", "2>&-", "<&-", ">&- 2>&- <&-")


@pytest.mark.skipif(os.name != "posix", reason="how a shell closes a stream")
@pytest.mark.parametrize(
    ("command", "closed"), [*(product(QUIET, CLOSED) if is_study() else zip(QUIET, cycle(CLOSED), strict=False))]
)
def test_closed_streams_change_no_outcome(command: str, closed: str, site: Path) -> None:
    usual = run_here(site, command)
    line = f'"{sys.executable}" -m pubmanager {command} {closed}'
    done = subprocess.run(
        ["sh", "-c", line], cwd=site, capture_output=True, check=False, env={**os.environ, "PUBS_NO_CACHE": "1"}
    )
    assert b"Traceback" not in done.stderr, done
    assert done.returncode == usual.returncode or command == "render", done
    for name in ("a.md", "a.bib"):
        assert (site / name).read_text(encoding="utf-8").count("pubs:begin") == (name == "a.md")


@pytest.mark.parametrize("command", ["add -", "format -", "lint -", "render -"])
def test_standard_input_that_is_closed(command: str, site: Path) -> None:
    line = f'"{sys.executable}" -m pubmanager {command} <&-'
    done = subprocess.run(["sh", "-c", line], cwd=site, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"pubs: standard input is closed\n")


@pytest.mark.parametrize("command", ["list", "rules", "lint --select ALL", "render html"])
def test_a_reader_that_goes_away_is_no_traceback(command: str, site: Path) -> None:
    (site / "a.bib").write_text(
        "".join(BIB.replace("owl", f"owl{n}").replace("lark", f"lark{n}") for n in range(300)), encoding="utf-8"
    )
    reader, writer = os.pipe()
    os.close(reader)
    done = run(site, command, {}, capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert done.returncode == 1 and b"Traceback" not in done.stderr and b"Exception" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes here")
def test_files_whose_names_are_not_utf8(site: Path) -> None:
    odd = os.fsencode(site) + b"/caf\xe9"
    for suffix, text in ((b".bib", BIB.replace("owl,", "cat,").replace("lark,", "dog,")), (b".md", PAGE)):
        Path(os.fsdecode(odd + suffix)).write_text(text, encoding="utf-8")
    (site / "pubs.toml").write_text(
        SETTINGS.replace('"a.bib"', '["a.bib", "caf*.bib"]').replace('"a.md"', '"*.md"'), encoding="utf-8"
    )
    name = os.fsdecode(b"caf\xe9.bib")
    for command, codes in {
        "render --check": (1,), "render --diff": (1,), "render": (0,), "list": (0,), "lint": (0, 1), "lint --output-format json": (0, 1), "lint --output-format sarif": (0, 1),
        "lint --output-format junit": (0, 1), "lint --output-format gitlab": (0, 1), "lint --fix --select ALL": (1,), "format": (0,), f"lint {name}": (0, 1), f"format {name}": (0,),
        f"add --to {name} new.bib": (0,), f"render {name}": (0,), f"list {name}": (0,), "show cat": (0,), "lint --write-baseline": (0,), "lint --baseline pubs-baseline.json": (0,),
        "render no\udce9.bib": (2,), "lint --changed-since HEAD": (2,),
    }.items():  # fmt: skip
        is_named = name in command  # by bytes, which Python reads
        done = run(site, command, {}) if is_named else run_here(site, command)
        assert done.returncode in codes and b"Traceback" not in done.stderr, (ascii(command), done)
    assert "Käuze" in Path(os.fsdecode(odd + b".md")).read_text(encoding="utf-8")
    assert "neu," in Path(os.fsdecode(odd + b".bib")).read_text(encoding="utf-8") or "2020" in Path(
        os.fsdecode(odd + b".bib")
    ).read_text(encoding="utf-8")
    (site / "pubs.toml").unlink()
    done = run(site, "init --yes --me Ada", {})
    assert done.returncode == 0 and "caf" not in (site / "pubs.toml").read_text(encoding="utf-8"), done
    (site / "pubs.toml").unlink()
    done = run(site, f"init --yes --me Ada --bib {name}", {})
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and b"not UTF-8" in done.stderr, done
