"""The cache is used only where nobody but the user can write, and never written through a link."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pubmanager.cache import folder
from pubmanager.render.rendering import forget_themes

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run

BIB = "@misc{owl, title = {Owls}, author = {Byron, Ada}, year = 2024}\n@misc{bird, title = {Birds}, year = 2023}\n"
PAGE = "<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"
SOMEBODY = 12345
is_root = pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives files away")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("PUBS_NO_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    (root / "a.bib").write_text(BIB, encoding="utf-8")
    (root / "page.md").write_text(PAGE, encoding="utf-8")
    (root / "pubs.toml").write_text('bib = "a.bib"\npages = "page.md"\n[list.all]\n', encoding="utf-8")
    return root


def test_a_folder_is_made_for_the_user_alone(home: Path) -> None:
    old = os.umask(0)
    try:
        found = folder.cache_folder()
    finally:
        os.umask(old)
    assert found == home / ".cache" / "pubmanager"
    assert [path.stat().st_mode & 0o777 for path in (found, found.parent)] == [0o700, 0o700]
    folder.write(found / "x.texts", b"text")
    assert (found / "x.texts").stat().st_mode & 0o777 == 0o600 and folder.read(found / "x.texts") == b"text"


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o720, 0o702, 0o1777, 0o2770])
def test_a_folder_that_others_write_to_is_not_used(home: Path, mode: int) -> None:
    found = folder.cache_folder()
    assert found
    found.chmod(mode)
    assert folder.cache_folder() is None
    found.chmod(0o755)
    assert folder.cache_folder() == found


@pytest.mark.parametrize("above", [".cache", ""])
@pytest.mark.parametrize(
    ("mode", "is_used"), [(0o777, False), (0o770, False), (0o702, False), (0o1777, True), (0o755, True)]
)
def test_others_must_not_swap_it(home: Path, above: str, mode: int, *, is_used: bool) -> None:
    (home / ".cache").mkdir(mode=0o700)
    (home / above).chmod(mode)
    for _ in range(2):  # a folder that is to be made, or is there
        assert bool(folder.cache_folder()) == is_used
        (home / ".cache" / "pubmanager").mkdir(mode=0o700, exist_ok=True)


@is_root
@pytest.mark.parametrize("name", [".cache/pubmanager", ".cache", "."])
def test_a_folder_of_somebody_else_is_not_used(home: Path, name: str) -> None:
    """As with ``sudo``, where the home may be that of another."""
    found = folder.cache_folder()
    assert found
    os.chown(home / name, SOMEBODY, SOMEBODY)
    assert folder.cache_folder() is None


@is_root
def test_a_file_of_somebody_else_is_not_read(home: Path) -> None:
    found = folder.cache_folder()
    assert found
    folder.write(found / "x", b"text")
    os.chown(found / "x", SOMEBODY, SOMEBODY)
    assert folder.read(found / "x") is None


def test_a_link_is_no_folder_of_the_cache(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o700)
    (home / ".cache").mkdir(mode=0o700)
    (home / ".cache" / "pubmanager").symlink_to(tmp_path / "mine")
    assert folder.cache_folder() is None and not [*(tmp_path / "mine").iterdir()]


@pytest.mark.parametrize(("mode", "is_used"), [(0o700, True), (0o777, False)])
def test_links_on_the_way_count_as_where_they_lead(home: Path, tmp_path: Path, mode: int, *, is_used: bool) -> None:
    large = tmp_path / "large disk"
    (large / "cache").mkdir(parents=True)
    large.chmod(mode)
    (large / "cache").chmod(0o700)
    (home / ".cache").symlink_to(large / "cache")
    assert bool(folder.cache_folder()) == is_used


@is_root
def test_a_link_of_somebody_else_leads_nowhere(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o700)
    (home / ".cache").symlink_to(tmp_path / "mine")
    os.lchown(home / ".cache", SOMEBODY, SOMEBODY)
    assert folder.cache_folder() is None


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("XDG_CACHE_HOME", "relative"),
        ("XDG_CACHE_HOME", "./x"),
        ("XDG_CACHE_HOME", "~"),
        ("XDG_CACHE_HOME", ""),
        ("LOCALAPPDATA", "x"),
    ],
)
def test_a_relative_folder_is_ignored(
    home: Path, site: Path, monkeypatch: pytest.MonkeyPatch, name: str, given: str
) -> None:
    monkeypatch.chdir(site)
    monkeypatch.setenv(name, given)
    assert folder.cache_folder() == home / ".cache" / "pubmanager"
    assert sorted(path.name for path in site.iterdir()) == ["a.bib", "page.md", "pubs.toml"]


WITHOUT: dict[str, Callable[[Path, pytest.MonkeyPatch], object]] = {
    "a relative home": lambda home, patch: patch.setenv("HOME", "home"),
    "a home that is a file": lambda home, patch: (home.rmdir(), home.write_text("x")),
    "a cache that is a file": lambda home, patch: (home / ".cache").write_text("x"),
    "a device": lambda home, patch: patch.setenv("XDG_CACHE_HOME", "/dev/null"),
    "a folder nobody can make": lambda home, patch: patch.setenv("XDG_CACHE_HOME", "/proc/nowhere"),
    "links in a circle": lambda home, patch: (home / ".cache").symlink_to(".cache"),
    "a link to nowhere": lambda home, patch: (home / ".cache").symlink_to("nowhere"),
    "too long a name": lambda home, patch: patch.setenv("XDG_CACHE_HOME", "/" + "x" * 5000),
    "shared": lambda home, patch: (home / "all").mkdir() or (home / "all").chmod(0o777) or patch.setenv("XDG_CACHE_HOME", f"{home}/all"),
    "shared above": lambda home, patch: (home / "all/x").mkdir(parents=True) or (home / "all").chmod(0o777) or patch.setenv("XDG_CACHE_HOME", f"{home}/all/x"),
    "an archive": lambda home, patch: patch.setattr(folder, "PACKAGE", home / "pubs.pyz" / "pubmanager"),
}  # fmt: skip


@pytest.mark.parametrize("spoil", WITHOUT.values(), ids=WITHOUT)
def test_a_command_does_without(
    home: Path,
    site: Path,
    pubs: Run,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path, pytest.MonkeyPatch], object],
) -> None:
    spoil(home, monkeypatch)
    before = {path for path in home.rglob("*") if home.is_dir()}
    assert pubs("render", cwd=site).err == "page.md: filled all\n"
    assert pubs("render", cwd=site).err == "1 file up to date\n"
    assert {path for path in home.rglob("*") if home.is_dir()} == before


def test_a_planted_link_is_replaced_and_not_followed(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "thesis.tex"
    mine.write_text("important")
    found = folder.cache_folder()
    assert found
    for name in ("x.texts", f"x.texts.{os.getpid()}"):
        (found / name).symlink_to(mine)
    folder.write(found / "x.texts", b"text")
    assert mine.read_text() == "important"
    assert not (found / "x.texts").is_symlink() and folder.read(found / "x.texts") == b"text"


ODD: dict[str, Callable[[Path], object]] = {
    "a link": lambda path: (path.rename(path.with_suffix(".kept")), path.symlink_to(path.with_suffix(".kept"))),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a folder": lambda path: (path.unlink(), path.mkdir(), (path / "x").write_text("x")),
    "a huge file": lambda path: os.truncate(path, 1 << 40),
    "of another name": lambda path: path.write_bytes(next(each for each in path.parent.iterdir() if each != path).read_bytes()),
    "cut": lambda path: os.truncate(path, path.stat().st_size - 1),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"x"),
    "nothing": lambda path: path.write_bytes(b""),
}  # fmt: skip


@pytest.mark.parametrize("spoil", ODD.values(), ids=ODD)
def test_what_nobody_wrote_is_not_read(home: Path, spoil: Callable[[Path], object]) -> None:
    found = folder.cache_folder()
    assert found
    for name in "xy":
        folder.write(found / name, name.encode() * 100)
    spoil(found / "x")
    assert folder.read(found / "x") is None
    folder.write(found / "x", b"new")  # does nothing where that cannot be
    assert folder.read(found / "x") in (b"new", None)
    assert not [*found.glob("*.tmp")]


FORGED = [
    b"", b'{"known": 5, "outcome": "x"}', b"[" * 100_000, b"\xff" * 9, (2**63).to_bytes(8, "little"), b"N", b"}" * 5000,
    (1).to_bytes(8, "little") + b"k" * 16 + (5).to_bytes(8, "little") + b"\xff\xfe\xfd\xfc\xfb", b"0" * 64 + b" null",
]  # fmt: skip


@pytest.mark.parametrize("content", FORGED, ids=range(len(FORGED)))
def test_a_forged_file_does_no_harm(home: Path, site: Path, pubs: Run, content: bytes) -> None:
    forget_themes()
    pubs("render", cwd=site)
    before = (site / "page.md").read_bytes()
    found = folder.cache_folder()
    assert found and {path.suffix for path in found.iterdir()} == {".code", ".run", ".texts"}
    for path in found.iterdir():
        folder.write(path, content)
    forget_themes()
    assert pubs("render", cwd=site) == pubs("render", "--no-cache", cwd=site)
    assert (site / "page.md").read_bytes() == before


def test_two_runs_share_it(home: Path, site: Path) -> None:
    """Each writes whole files under names of its own, and what one reads is one of them."""
    found = folder.cache_folder()
    assert found
    code = (
        "import sys; from pathlib import Path; from pubmanager.cache import folder\n"
        "path, mine = Path(sys.argv[1]), sys.argv[2].encode() * 50_000\n"
        "for _ in range(200):\n"
        "    folder.write(path, mine); read = folder.read(path)\n"
        "    assert read in (b'a' * 50_000, b'b' * 50_000), read and len(read)\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(found / "x"), name]) for name in "ab"]
    assert [run.wait() for run in runs] == [0, 0]
    assert not [*found.glob("*.tmp")]


def test_another_program_has_another_cache(home: Path, site: Path, tmp_path: Path) -> None:
    """Two versions of the package, of a library and of a template, each with the same size and time as the other."""
    package = Path(folder.PACKAGE)
    runs = tmp_path / "runs"
    copy = runs / "pubmanager"
    runs.mkdir()
    subprocess.run(["cp", "-r", str(package), str(copy)], check=True)
    if not (copy / "templates").exists():
        subprocess.run(["cp", "-r", str(package.parent / "templates"), str(copy / "templates")], check=True)

    def render() -> str:
        (site / "page.md").write_text(PAGE, encoding="utf-8")
        command = [
            sys.executable,
            "-P",
            "-c",
            f"import sys; sys.path.insert(0, {str(runs)!r}); from pubmanager.cli import main; main(['render'])",
        ]
        done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return (site / "page.md").read_text(encoding="utf-8")

    def change(path: Path, old: str, new: str) -> None:
        assert len(old) == len(new)
        text, status = path.read_text(encoding="utf-8"), path.stat()
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def stamps() -> int:
        return len([*(home / ".cache" / "pubmanager").glob("*.run")])

    first = render()
    assert render() == first and "paper-box-text" in first and stamps() == 1
    change(copy / "templates" / "paper-box" / "publication.jinja", "paper-box-text", "paper-box-TEXT")
    assert "paper-box-TEXT" in render() and stamps() == 2
    change(copy / "render" / "shown.py", "loading=", "LOADING=")
    render()
    assert stamps() == 3


def test_a_library_of_another_version_is_another_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    seen = set()
    for name in ("jinja2-3.1.6.dist-info", "jinja2-3.2.0.dist-info", "jinja2-3.2.0.egg-info"):
        (tmp_path / name).mkdir()
        folder.program_digest.cache_clear()
        seen.add(folder.program_digest())
        (tmp_path / name).rmdir()
    folder.program_digest.cache_clear()
    assert len(seen) == 3


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("x")
    for name in ("one", "two", "three"):
        (tmp_path / "a" / name).symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    assert [Path(path).name for path, *_ in folder.files_of(tmp_path)] == ["file", "nowhere"]
