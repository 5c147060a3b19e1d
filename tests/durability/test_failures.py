"""What cannot be written is one sentence with its path, exit code 2, and nothing is lost or left behind."""

from __future__ import annotations

import os
import resource
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from durability.processes import DENIED, DISK_FULL, READ_ONLY, refuse, run, warm
from durability.sites import ENTRY, PASTE, files, leftovers, make_site
from pubmanager.errors import PubsError
from pubmanager.pages import writing
from pubmanager.pages.writing import NAME, Change, locked, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
COMMANDS = [("render", "about.md"), ("add", "papers.bib"), ("format --indent 8", "papers.bib")]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = make_site(tmp_path / "site")
    warm(folder, "render", "--check")
    return folder


def check_refused(site: Path, command: str, sentence: str, **how: Any) -> None:
    before = files(site)
    ended = run(site, *command.split(), stdin=PASTE, **how)
    assert ended.code == 2 and sentence in ended.err and ended.err.count("\n") == 1, ended
    assert "nothing was written" in ended.err
    assert files(site) == before and leftovers(site) == []


@pytest.mark.parametrize(("command", "path"), COMMANDS)
@pytest.mark.parametrize("event", ["open to write", "write", "sync", "synced"])
def test_disk_full(site: Path, command: str, path: str, event: str) -> None:
    at_step = refuse({event}, DISK_FULL)
    check_refused(site, command, f"{path}: cannot write the file: no space left on device", at_step=at_step)


@pytest.fixture
def disk(site: Path) -> Iterator[Path]:
    """Yields a disk as small as the site with 40 kB more, made by the system where it lets us."""
    disk = site.parent / "disk"
    disk.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True, check=False)
    if mount.returncode:
        pytest.skip("may not mount a small disk")
    try:
        subprocess.run(["cp", "-r", f"{site}/.", disk], check=True)
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


FULL = [
    *(command for command, _ in COMMANDS),
    "lint --fix --select all",
    "lint --write-baseline",
    "init --yes --page cv.md",
]


@pytest.mark.parametrize("command", FULL)
def test_disk_full_for_real(disk: Path, command: str) -> None:
    """Whatever is left of the disk, each file is as it was or as it should be, and the command says which."""
    if command.startswith("init"):
        (disk / "pubs.toml").unlink()
        (disk / "cv.md").write_bytes(b"# Publications\n" + b"A long text.\n" * 800)
    else:
        (disk / "papers.bib").write_bytes((disk / "papers.bib").read_bytes() + b"\n" + b"% a long comment\n" * 800)
    before = files(disk)
    whole = disk.parent / "whole"
    subprocess.run(["cp", "-r", disk, whole], check=True)
    assert run(whole, *command.split(), stdin=PASTE).code in (0, 1)
    wanted = files(whole)
    assert wanted != before
    codes = set()
    for pages in range(12):
        (disk / "filler").write_bytes(b"")
        free = os.statvfs(disk).f_bavail
        (disk / "filler").write_bytes(b"x" * max(free - pages, 0) * os.statvfs(disk).f_bsize)
        ended = run(disk, *command.split(), stdin=PASTE)
        (disk / "filler").unlink()
        found = files(disk)
        codes.add(ended.code)
        if ended.code == 2:
            said = [line for line in ended.err.splitlines() if line and not line.startswith("note: ")]
            assert found == before and len(said) == 1 and "no space left on device" in said[0], ended
        else:
            assert found == wanted, (pages, ended)
            break
        assert not [name for name in leftovers(disk) if name not in leftovers(whole)]
    assert codes >= {2}
    assert ended.code != 2, "the disk had room at last"


def test_a_limit_on_files(site: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    (site / "about.md").write_bytes((site / "about.md").read_bytes() + b"x" * 100_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        check_refused(site, "render", "about.md: cannot write the file: file too large")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(("command", "path"), COMMANDS)
def test_read_only_files(site: Path, command: str, path: str) -> None:
    (site / path).chmod(0o444)
    check_refused(site, command, f"{path}: cannot write the file: the file is read-only")


@pytest.mark.parametrize(("command", "path"), COMMANDS)
@pytest.mark.parametrize(("code", "reason"), [(DENIED, "permission denied"), (READ_ONLY, "read-only file system")])
def test_read_only_folders(site: Path, command: str, path: str, code: int, reason: str) -> None:
    at_step = refuse({"open to write", "os.mkdir"}, code)
    check_refused(site, command, f"{path}: cannot write the file: {reason}", at_step=at_step)


@pytest.mark.parametrize("command", ["render --check", "render --diff", "render all", "list", "lint"])
def test_read_only_sites_can_be_looked_at(site: Path, command: str) -> None:
    ended = run(site, *command.split(), at_step=refuse({"open to write", "os.mkdir", "os.rename"}, READ_ONLY))
    assert ended.code in (0, 1) and "read-only" not in ended.err


@pytest.mark.parametrize("name", ["more/b.md", "_includes/pub.md", "pub/rook.md"])
def test_when_one_of_several_cannot_take_its_place_all_are_put_back(site: Path, name: str) -> None:
    def at_step(step: int, event: str, path: Any) -> None:
        if event == "os.rename" and not _targets_left(site, name):
            raise OSError(DENIED, os.strerror(DENIED))

    check_refused(site, "render", ": cannot write the file: permission denied", at_step=at_step)


def _targets_left(site: Path, name: str) -> bool:
    """Whether something before a file waits for its place still."""
    return len(list(site.rglob("*.tmp"))) > {"more/b.md": 5, "_includes/pub.md": 4, "pub/rook.md": 1}[name]


def test_the_sentence_says_what_was_written_where_it_cannot_be_put_back(site: Path) -> None:
    refused: list[bool] = []

    def at_step(step: int, event: str, path: Any) -> None:
        if event == "os.rename" and len(list(site.rglob("*.tmp"))) < 6:
            refused.append(True)
        if refused and event in ("os.rename", "open to write"):
            raise OSError(DENIED, os.strerror(DENIED))

    ended = run(site, "render", at_step=at_step)
    assert ended.code == 2 and ended.err.count("\n") == 1
    written = ended.err.split("written already: ")[1].strip().split(", ")
    assert written[0] == "about.md" and b"Augusta" in (site / "about.md").read_bytes()
    assert leftovers(site) == []
    assert run(site, "render").code == 0


def test_missing_folders_are_made_and_unmade(site: Path) -> None:
    (site / "_includes" / "pub.md").unlink()
    (site / "_includes").rmdir()
    check_refused(site, "render", "pub.md: cannot write", at_step=refuse({"open to write"}, DISK_FULL, "_includes"))
    assert not (site / "_includes").exists()
    assert run(site, "render").code == 0
    assert (site / "_includes" / "pub.md").is_file()


def test_a_file_where_a_folder_should_be(site: Path) -> None:
    (site / "_includes" / "pub.md").unlink()
    (site / "_includes").rmdir()
    (site / "_includes").write_text("a file", encoding="utf-8")
    ended = run(site, "render")
    assert ended.code == 2 and ended.err.startswith("pubs: _includes/pub.md: ") and ended.err.count("\n") == 1


@pytest.mark.parametrize("path", ["_includes/pub.md", "about.md"])
def test_a_folder_where_a_file_should_be(site: Path, path: str) -> None:
    (site / path).unlink()
    (site / path).mkdir()
    before = files(site)
    ended = run(site, "render")
    assert ended.code == 2 and path in ended.err and ended.err.count("\n") == 1
    assert files(site) == before


@pytest.mark.parametrize(("command", "path"), COMMANDS)
def test_a_file_that_changes_meanwhile(site: Path, command: str, path: str) -> None:
    """An editor saves while the new text is on its way to the disk."""
    target = site / path

    def at_step(step: int, event: str, where: Any) -> None:
        if event == "sync" and b"saved" not in target.read_bytes():
            os.truncate(target, 0)
            os.pwrite(handle, b"saved meanwhile", 0)

    handle = os.open(target, os.O_WRONLY)
    ended = run(site, *command.split(), stdin=PASTE, at_step=at_step)
    os.close(handle)
    assert ended.code == 2 and ended.err.startswith(f"pubs: {path}: the file changed meanwhile; nothing was written")
    assert target.read_bytes() == b"saved meanwhile"
    assert leftovers(site) == []


def test_a_file_that_disappears_or_becomes_a_folder_meanwhile(tmp_path: Path) -> None:
    gone, folder = tmp_path / "gone.md", tmp_path / "folder.md"
    folder.mkdir()
    with pytest.raises(PubsError, match=r"gone\.md: the file changed meanwhile; nothing was written"):
        write_all([Change(gone, b"old", b"new")])
    with pytest.raises(PubsError, match=r"folder\.md: cannot read the file: is a directory; nothing was written"):
        write_all([Change(folder, b"old", b"new")])
    assert [path.name for path in tmp_path.iterdir()] == ["folder.md"]


def test_links_stay_links_and_permissions_stay(site: Path) -> None:
    real = site.parent / "real.md"
    (site / "about.md").rename(real)
    (site / "about.md").symlink_to(real)
    (site / "more" / "a.md").chmod(0o640)
    assert run(site, "render").code == 0
    assert (site / "about.md").is_symlink() and b"Augusta" in real.read_bytes()
    assert (site / "more" / "a.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("target", ["../nowhere/x.md", "loop"])
def test_broken_links(site: Path, target: str) -> None:
    """A link out of the site, or to itself, is no place for a file; a link to a file to come is."""
    file = site / "_includes" / "pub.md"
    file.unlink()
    file.symlink_to("pub.md" if target == "loop" else f"../{target}")
    ended = run(site, "render")
    assert ended.code == 2 and "'_includes/pub.md' is not below the folder of pubs.toml" in ended.err
    file.unlink()
    file.symlink_to("later.md")
    assert run(site, "render").code == 0
    assert file.is_symlink() and (site / "_includes" / "later.md").is_file()


def test_a_linked_folder_does_not_lead_out_of_the_site(site: Path) -> None:
    (site.parent / "outside").mkdir()
    (site / "linked").symlink_to(site.parent / "outside", target_is_directory=True)
    settings = (site / "pubs.toml").read_text(encoding="utf-8")
    (site / "pubs.toml").write_text(settings.replace("_includes/", "linked/"), encoding="utf-8")
    ended = run(site, "render")
    assert ended.code == 2 and "'linked/pub.md' is not below the folder of pubs.toml" in ended.err
    assert list((site.parent / "outside").iterdir()) == []


def test_who_waits_too_long_says_so(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.2)
    before = files(site)
    with locked(site):
        ended = run(site, "render")
    assert ended.code == 2 and "another run of pubs is writing here (try again when it ends)" in ended.err
    assert files(site) == before
    assert run(site, "render").code == 0 and leftovers(site) == []


@pytest.mark.parametrize("content", ["", "4711\n", "junk"])
def test_locks_of_the_dead_are_free(site: Path, content: str) -> None:
    (site / NAME).write_text(content, encoding="utf-8")
    assert run(site, "render").code == 0
    assert leftovers(site) == []


def test_runs_at_once_add_all_or_say_that_the_file_changed(site: Path) -> None:
    children = {}
    for number in range(12):
        child = os.fork()
        if not child:
            entry = ENTRY.format(key=f"bird{number}", title=f"Birds of country {number}").replace("Ada", f"Ada{number}")
            ended = run(site.parent / "site", "add", "--keep-key", stdin=entry)
            os._exit(ended.code & 0xFF)
        children[child] = number
    codes = {children[child]: os.waitstatus_to_exitcode(status) for child, status in (os.wait() for _ in range(12))}
    text = (site / "papers.bib").read_text(encoding="utf-8")
    assert set(codes.values()) <= {0, 2} and 0 in codes.values()
    for number, code in codes.items():
        assert (f"bird{number}," in text) == (code == 0), (number, code)
    assert leftovers(site) == []
    print(f"\n12 at once: {list(codes.values()).count(0)} added, the others said that the file changed")
