"""Files of others: what is wrong with one is a sentence with its place, and none takes without end."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pubmanager import inputs
from pubmanager.cli import main
from pubmanager.errors import PubsError
from pubmanager.inputs import parse_json, parse_toml, parse_yaml, read_bytes, read_source, read_text, standard_input

if TYPE_CHECKING:
    from collections.abc import Callable

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
MERGED = "a0: &a0 {k: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 10))
LONG = "a: &a " + "x" * 2000 + "\nb: [" + "*a, " * 2000 + "]"
DEEP = "nested too deeply"

YAML = {
    "a: b: c": "f:1:5: not valid YAML: mapping values are not allowed in this context",
    "a: !!timestamp x": "f:1:4: not valid YAML: not a valid timestamp",
    "b:\n  a: 2020-13-45": "f:2:6: not valid YAML: not a valid timestamp",
    "a: 2020-01-01 99:99:99": "f:1:4: not valid YAML: not a valid timestamp",
    'a: !!int ""': "f:1:4: not valid YAML: not a valid int",
    "a: !!float x": "f:1:4: not valid YAML: not a valid float",
    "a: !!bool x": "f:1:4: not valid YAML: not a valid bool",
    "a: !!binary é": "f:1:4: not valid YAML: failed to convert base64",
    "a: !!set [1]": "f:1:4: not valid YAML: expected a mapping",
    "a: !!python/object/apply:os.system [x]": "f:1:4: not valid YAML: could not determine a constructor",
    "a: !mine x": "f:1:4: not valid YAML: could not determine a constructor for the tag '!mine'",
    "? [a]\n: 1": "f:1:3: not valid YAML: while constructing a mapping, found unhashable key",
    "a: &x 1\nb: &x 2": "f:2:4: not valid YAML: found duplicate anchor",
    "a: *nobody": "f:1:4: not valid YAML: found undefined alias",
    "a: &x [1, *x]": "f:1:11: not valid YAML: '*x' is inside itself",
    "a: &x {<<: *x}": "f:1:12: not valid YAML: '*x' is inside itself",
    "<<: 3": "f:1:5: not valid YAML: while constructing a mapping, expected a mapping or list of mappings",
    "a: \x00": "f: not valid YAML: control characters are not allowed",
    "a: \ud800": "f: not valid YAML: ",
    "--- 1\n--- 2": "f:2:1: not valid YAML: expected a single document",
    BOMB: "not valid YAML: its aliases repeat too much",
    MERGED: "not valid YAML: its aliases repeat too much",
    LONG: "f:2:",
    f"a: {'[' * 3000}{']' * 3000}": "exceeded maximum nesting depth",
    f"{'- ' * 900}x": DEEP,
    f"a: {'9' * 5000}": "f:1:4: not valid YAML: not a valid int",
    f"a: 0x{'f' * 5000}": "a number is too long",
    f"a: 1{':1' * 500_000}": "f:1:4: not valid YAML: a number is too long",
}
TOML = {
    "a = ": "f:1:5: not valid TOML: invalid value",
    "\na = [1,": "f:2:8: not valid TOML: ",
    "a = 1\n  a = 2": "f:2:8: not valid TOML: cannot overwrite a value",
    "[a]\n[a]": "f:2:3: not valid TOML: cannot declare ('a',) twice",
    "a = 2020-13-45": "f:1:9: not valid TOML: expected newline",
    "a = '\x00'": "f:1:6: not valid TOML: ",
    'a = "\\ud800"': "not valid TOML: ",
    f"a = {'9' * 5000}": "f: not valid TOML: a number is too long",
    f"a = 0x{'f' * 5000}": "a number is too long",
    f"a = {'[' * 3000}{']' * 3000}": DEEP,
    f"a = {'{a = ' * 3000}1{'}' * 3000}": DEEP,
    f"a{'.a' * 3000} = 1": DEEP,
    f"a{' . b' * 100_000} = 1": DEEP,
    f"[a{'.a' * 3000}]": DEEP,
    f'"a"{".a" * 101} = 1': DEEP,
}
JSON = {
    "": "f:1:1: not valid JSON: expecting value",
    '{\n "a" 1}': "f:2:6: not valid JSON: expecting ':' delimiter",
    '{"a": 1} x': "f:1:10: not valid JSON: extra data",
    f"{'[' * 3000}{']' * 3000}": DEEP,
    "[" * 1_000_000: DEEP,
    '{"a":' * 3000: DEEP,
    "9" * 5000: "f: not valid JSON: a number is too long",
}


def case_id(content: Any) -> str:
    return ascii(content)[:30] if isinstance(content, str) else ""


@pytest.mark.parametrize(
    ("parse", "text", "sentence"),
    [
        *((parse_yaml, *each) for each in YAML.items()),
        *((parse_toml, *each) for each in TOML.items()),
        *((parse_json, *each) for each in JSON.items()),
    ],
    ids=case_id,
)
def test_what_cannot_be_parsed_is_a_sentence_with_its_place(
    parse: Callable[[str, str], Any], text: str, sentence: str
) -> None:
    with pytest.raises(PubsError) as caught:
        parse(text, "f")
    assert str(caught.value).startswith("f:") and sentence in str(caught.value)
    assert len(str(caught.value)) < 200 and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("parse", "text", "content"),
    [
        (parse_yaml, "a: 1:99:99", {"a": "1:99:99"}),
        (parse_yaml, "a: &x [1, 2]\nb: *x\nc: {d: *x}", {"a": [1, 2], "b": [1, 2], "c": {"d": [1, 2]}}),
        (parse_yaml, "a: &x {k: 1}\nb: {<<: *x, l: 2}", {"a": {"k": 1}, "b": {"k": 1, "l": 2}}),
        (parse_yaml, "a: R&D and *stars*", {"a": "R&D and *stars*"}),
        (parse_yaml, f"{'- ' * 20}x", [[[[[[[[[[[[[[[[[[[["x"]]]]]]]]]]]]]]]]]]]]),
        (parse_yaml, "", None),
        (parse_toml, "a = [[[[1]]]]\r\nb.c.d = 12345678901234567890123", {"a": [[[[1]]]], "b": {"c": {"d": 12345678901234567890123}}}),
        (parse_toml, f"a = '{'www.' * 90}'", {"a": "www." * 90}),
        (parse_json, '{"a": [1, {"b": null}]}', {"a": [1, {"b": None}]}),
    ],
)  # fmt: skip
def test_what_is_as_usual_is_read(parse: Callable[[str, str], Any], text: str, content: Any) -> None:
    assert parse(text, "f") == content


def test_a_large_file_with_aliases_may_repeat_some() -> None:
    rows = "".join(f"person{n}: {{<<: *common, name: Ada {n}}}\n" for n in range(2000))
    assert len(parse_yaml(f"common: &common {{url: https://example.org}}\n{rows}", "f")) == 2001


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # its path may be too long
    with socket.socket(socket.AF_UNIX) as it:
        it.bind(path.name)
    os.chdir(here)


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def a_disk_image(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "no such file or directory"),
    "folder": (Path.mkdir, "is a directory"),
    "pipe": (a_pipe, "it is a pipe or a device"),
    "socket": (a_socket, "no such device or address"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "it is a pipe or a device"),
    "terminal": (lambda path: path.symlink_to("/dev/tty"), ""),
    "circle": (a_link_to_itself, "too many levels of symbolic links"),
    "large": (a_disk_image, "it is larger than 512 MB"),
    "below a file": (lambda path: path.parent.rmdir() or path.parent.write_text(""), "not a directory"),
}


@pytest.mark.skipif(os.name != "posix", reason="what a path can be here")
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_not_a_file_is_a_sentence(name: str, tmp_path: Path) -> None:
    make, reason = UNREADABLE[name]
    path = tmp_path / "folder" / "x.bib"
    path.parent.mkdir()
    make(path)
    for read in (read_bytes, read_source, read_text):
        with pytest.raises(PubsError, match=r"x\.bib: cannot read the file: ") as caught:
            read(path)
        assert reason in str(caught.value)


@pytest.mark.parametrize("name", ["a\0b", "\ud800" if os.name == "posix" else "\0", "x" * 5000])
def test_what_cannot_be_a_path_is_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(PubsError, match="cannot read the file: "):
        read_bytes(tmp_path / name, "it")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is refused to root")
def test_permissions(tmp_path: Path) -> None:
    (tmp_path / "x").touch(mode=0)
    with pytest.raises(PubsError, match="cannot read the file: permission denied"):
        read_bytes(tmp_path / "x")


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="no paths of descriptors")
def test_a_pipe_that_the_shell_made_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"@misc{a}")
    os.close(writer)
    assert read_source(Path(f"/dev/fd/{reader}")).text == "@misc{a}"
    os.close(reader)
    assert read_bytes(Path(os.devnull)) == b""


def test_text_that_has_to_be_utf8_says_where_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("\ufeffä = 1\nb = 'ö".encode() + b"\xff'")
    with pytest.raises(PubsError, match=r"x:2:7: cannot read the file: it is not UTF-8"):
        read_text(tmp_path / "x")


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(PubsError, match="standard input is closed"):
        standard_input()


BIB = "@misc{owl, title = {Owls}, author = {Ada Byron}, year = 2024}\n"
SETTINGS = 'bib = "a.bib"\npages = "a.md"\n[list.all]\ntheme = "badge-list"\n'
PAGE = "<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "_data").mkdir()
    for name, text in {"a.bib": BIB, "a.md": PAGE, "pubs.toml": SETTINGS}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMANDS = (["render"], ["render", "--check"], ["render", "all"], ["lint"], ["list"], ["show", "owl"], ["format", "--check"])  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", ["_config.yml", "_data/coauthors.yml", "pubs.toml"])
@pytest.mark.parametrize("kind", ["broken", "deep", "bomb", "latin", "number"])
def test_every_command_says_what_is_wrong_with_the_settings(
    command: list[str], name: str, kind: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    is_toml = name.endswith("toml")
    content = {
        "broken": "a: b: c = = 1",
        "deep": f"a = {'[' * 3000}" if is_toml else f"a: {'[' * 3000}",
        "bomb": SETTINGS + f"[x{'.x' * 3000}]" if is_toml else BOMB,
        "latin": "a = 'é'",
        "number": f"a {'=' if is_toml else ':'} {'9' * 5000}",
    }[kind]
    (site / name).write_text(content, encoding="latin-1")
    with pytest.raises(SystemExit) as ended:
        main(command)
    err = capsys.readouterr().err
    assert ended.value.code == 2
    assert err.startswith(f"pubs: {name}:") and err.count("\n") == 1, err
    assert (site / "a.md").read_text(encoding="utf-8") == PAGE


@pytest.mark.skipif(os.name != "posix", reason="what a path can be here")
@pytest.mark.parametrize("make", ["missing", "folder", "pipe", "device", "circle"])
@pytest.mark.parametrize(
    "command",
    [
        ["render", "x.bib"], ["lint", "x.bib"], ["format", "x.bib"], ["list", "x.bib"], ["show", "owl", "x.bib"],
        ["add", "x.bib"], ["add", "--to", "x.bib", "a.bib"], ["render", "-c", "x.bib"], ["lint", "-c", "x.bib"],
        ["lint", "--baseline", "x.bib"], ["init", "--bib", "x.bib", "--me", "Ada", "--yes"], ["lint", "x.bib/y.md"],
        ["lint", "--exit-zero", "--output-file", "x.bib"], ["lint", "--write-baseline", "--baseline", "x.bib"],
        ["themes", "-c", "x.bib"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_option_hangs_on_what_is_not_a_file(
    command: list[str], make: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    UNREADABLE[make][0](site / "x.bib")
    is_made = make == "missing" and ("--output-file" in command or "--write-baseline" in command)
    (site / "pubs.toml").unlink() if command[0] == "init" else None
    with pytest.raises(SystemExit) as ended:
        main(command)
    out = capsys.readouterr()
    assert ended.value.code == (0 if is_made else 2), out
    assert is_made or ("x.bib" in out.err and len(out.err.splitlines()) <= 2), out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["a.bib", "a.md", "pubs.toml", "_config.yml", "_data/coauthors.yml", ".git/config"])
@pytest.mark.parametrize("command", [["render", "--no-cache"], ["lint"]], ids=" ".join)
def test_no_file_of_a_site_that_is_a_pipe_is_waited_for(
    command: list[str], name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / name).unlink(missing_ok=True)
    (site / name).parent.mkdir(exist_ok=True)
    os.mkfifo(site / name)
    with pytest.raises(SystemExit) as ended:
        main(command)
    is_needed = name in ("a.bib", "a.md", "pubs.toml")
    assert ended.value.code == 2 if is_needed else ended.value.code in (0, 1), capsys.readouterr()


def test_only_this_module_reads_files_of_others() -> None:
    """What reads files is here, or reads what the program wrote or shipped itself."""
    package = Path(inputs.__file__).parent
    own = {"inputs.py", "config/load.py", "cache/folder.py", "cli/last_run.py", "model/venues.py"}
    words = (
        "read_text(encoding",
        ".read_bytes()",
        "tomllib.loads",
        "json.loads",
        "safe_load",
        "stdin.buffer",
        "import yaml",
    )
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in words)
    }
    assert found - own <= {"render/themes.py", "render/sandbox.py"}
