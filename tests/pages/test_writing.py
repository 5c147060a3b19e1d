"""Files replaced whole or not at all: what other runs, the system and interruptions leave of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pubmanager.errors import PubsError
from pubmanager.pages.writing import NAME, Change, locked, unified, write_all

if TYPE_CHECKING:
    from collections.abc import Callable


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(path: Path, new: bytes = b"new") -> Change:
    return Change(path, path.read_bytes() if path.exists() else None, new)


def before_each_step(monkeypatch: pytest.MonkeyPatch, step: Callable[[Path], None]) -> None:
    """Calls something with the target each time that a file is about to take its place."""
    replace = Path.replace

    def stepped(self: Path, target: Path) -> Path:
        step(Path(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stepped)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Three pages, which one run writes."""
    for name in "abc":
        (tmp_path / f"{name}.md").write_bytes(b"old")
    return tmp_path


def pages(site: Path) -> list[Change]:
    return [change(site / f"{name}.md") for name in "abc"]


def test_files_are_replaced_and_made(site: Path) -> None:
    write_all([change(site / "a.md", b"a\r\n\xff"), change(site / "b.md", b""), change(site / "new" / "deep" / "d.md")])
    assert files(site) == {"a.md": b"a\r\n\xff", "b.md": b"", "c.md": b"old", "new/deep/d.md": b"new"}


def test_no_change_touches_nothing(tmp_path: Path) -> None:
    write_all([], tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


def test_what_another_run_wrote_already_stays_as_it_is(site: Path) -> None:
    """Two runs at once compute the same bytes; the second one has nothing left to do for that file."""
    changes = [*pages(site), Change(site / "d.md", None, b"new")]
    for name in ("a.md", "d.md"):
        (site / name).write_bytes(b"new")
    before = (site / "a.md").stat()
    write_all(changes)
    after = (site / "a.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert files(site) == dict.fromkeys(("a.md", "b.md", "c.md", "d.md"), b"new")


@pytest.mark.parametrize("name", ["a.md", "b.md", "c.md", "d.md"])
@pytest.mark.parametrize("meanwhile", [b"by hand", b"", None])
def test_a_file_that_is_not_what_it_was_stops_all(site: Path, name: str, meanwhile: bytes | None) -> None:
    changes = [*pages(site), Change(site / "d.md", None, b"new")]
    if meanwhile is not None:
        (site / name).write_bytes(meanwhile)
    elif name == "d.md":
        return  # is not there, as it was
    else:
        (site / name).unlink()
    before = files(site)
    with pytest.raises(PubsError) as raised:
        write_all(changes)
    assert raised.value.message == "the file changed meanwhile; nothing was written"
    assert (raised.value.place, raised.value.hint) == (str(site / name), "run it again")
    assert files(site) == before


def test_a_file_that_changes_while_new_texts_are_written_stops_all(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes, sync = pages(site), os.fsync

    def fsync(handle: int) -> None:
        (site / "a.md").write_bytes(b"by hand")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(PubsError, match=r"a\.md: the file changed meanwhile; nothing was written"):
        write_all(changes)
    assert files(site) == {"a.md": b"by hand", "b.md": b"old", "c.md": b"old"}


@pytest.mark.parametrize("name", ["a.md", "b.md", "c.md", "new/deep/d.md"])
def test_where_one_cannot_take_its_place_all_are_put_back(
    site: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(target: Path) -> None:
        if target == site / name:
            raise OSError(13, "Permission Denied")

    before_each_step(monkeypatch, step)
    with pytest.raises(PubsError) as raised:
        write_all(
            [*pages(site)[:2], change(site / "new" / "deep" / "d.md"), change(site / "new" / "e.md"), *pages(site)[2:]]
        )
    assert raised.value.message == "cannot write the file: permission denied; nothing was written"
    assert raised.value.place == str(site / name)
    assert files(site) == dict.fromkeys(("a.md", "b.md", "c.md"), b"old")
    assert not (site / "new").exists()


def test_what_cannot_be_put_back_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Path] = []

    def step(target: Path) -> None:
        if len(taken) > 1:
            raise OSError(28, "No space left on device")
        taken.append(target)

    changes = [*pages(site)[:2], change(site / "d.md"), *pages(site)[2:]]
    before_each_step(monkeypatch, step)
    with pytest.raises(PubsError) as raised:
        write_all(changes)
    written = f"{site / 'a.md'}, {site / 'b.md'}"
    assert raised.value.message == f"cannot write the file: no space left on device; written already: {written}"
    assert raised.value.place == str(site / "d.md")
    assert files(site) == {"a.md": b"new", "b.md": b"new", "c.md": b"old"}


@pytest.mark.parametrize("count", [0, 1, 2, 3])
@pytest.mark.parametrize("is_behind", [False, True])
def test_an_interruption_leaves_all_files_as_they_were(
    site: Path, count: int, is_behind: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user presses Ctrl-C before or behind any of the steps."""
    replace, taken = Path.replace, []

    def stepped(self: Path, target: Path) -> Path:
        taken.append(target)
        if is_behind:
            replace(self, target)
        if len(taken) == count + 1:
            raise KeyboardInterrupt
        return self if is_behind else replace(self, target)

    changes = [change(site / "new.md"), *pages(site)]
    monkeypatch.setattr(Path, "replace", stepped)
    with pytest.raises(KeyboardInterrupt):
        write_all(changes)
    assert files(site) == dict.fromkeys(("a.md", "b.md", "c.md"), b"old")


def test_a_new_text_that_does_not_fit_on_the_disk_leaves_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [1, 2]

    def fsync(_: int) -> None:
        if not left.pop():
            raise AssertionError
        if not left:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(PubsError, match=r"z\.md: cannot write the file: no space left on device; nothing was written"):
        write_all([change(site / "y" / "y.md"), change(site / "z" / "deep" / "z.md")])
    assert files(site) == dict.fromkeys(("a.md", "b.md", "c.md"), b"old")
    assert [path.name for path in site.iterdir() if path.is_dir()] == []


def test_folders_that_are_not_ours_stay(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "there").mkdir()

    def step(target: Path) -> None:
        (target.parent / "hers.md").write_bytes(b"hers")  # somebody else uses the folder that was made
        raise OSError(13, "Permission denied")

    before_each_step(monkeypatch, step)
    with pytest.raises(PubsError):
        write_all([change(site / "there" / "x.md"), change(site / "made" / "x.md")])
    assert (site / "there").is_dir() and not (site / "made").exists()
    with pytest.raises(PubsError):
        write_all([change(site / "made" / "x.md")])
    assert (site / "made" / "hers.md").read_bytes() == b"hers"


def test_a_file_that_may_not_be_written_is_not_replaced(site: Path) -> None:
    for mode in (0o444, 0o555):
        (site / "b.md").chmod(mode)
        with pytest.raises(PubsError) as raised:
            write_all(pages(site))
        assert raised.value.message == "cannot write the file: the file is read-only; nothing was written"
        assert raised.value.place == str(site / "b.md")
    assert files(site) == dict.fromkeys(("a.md", "b.md", "c.md"), b"old")
    for mode in (0o200, 0o420, 0o402):  # somebody may write it
        (site / "b.md").chmod(mode)
        write_all([Change(site / "b.md", (site / "b.md").read_bytes(), f"{mode}".encode())])


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o1644])
def test_permissions_stay(site: Path, mode: int) -> None:
    (site / "a.md").chmod(mode)
    write_all(pages(site))
    assert (site / "a.md").stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_owners_stay(site: Path) -> None:
    os.chown(site / "a.md", 12, 34)
    write_all(pages(site))
    status = (site / "a.md").stat()
    assert (status.st_uid, status.st_gid, (site / "a.md").read_bytes()) == (12, 34, b"new")


def test_an_owner_that_cannot_be_kept_is_no_failure(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def chown(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", chown)
    (site / "a.md").chmod(0o640)
    write_all(pages(site))
    assert (site / "a.md").stat().st_mode & 0o777 == 0o640
    assert (site / "c.md").read_bytes() == b"new"


def test_links_stay_links(site: Path) -> None:
    (site / "elsewhere").mkdir()
    (site / "real.md").write_bytes(b"old")
    for name, target in (("link.md", "real.md"), ("new.md", "elsewhere/new.md")):
        (site / name).symlink_to(target)
    write_all([Change(site / "link.md", b"old", b"new"), Change(site / "new.md", None, b"new")])
    assert (site / "link.md").is_symlink() and (site / "real.md").read_bytes() == b"new"
    assert (site / "new.md").is_symlink() and (site / "elsewhere" / "new.md").read_bytes() == b"new"


def test_a_link_to_itself_is_one_sentence(site: Path) -> None:
    (site / "loop.md").symlink_to("loop.md")
    with pytest.raises(
        PubsError, match=r"loop\.md: cannot write the file: (symlink loop|too many levels).*; nothing was written"
    ):
        write_all([*pages(site), Change(site / "loop.md", None, b"new")])
    (site / "loop.md").unlink()
    assert files(site) == dict.fromkeys(("a.md", "b.md", "c.md"), b"old")


def test_one_run_at_a_time_writes_in_a_folder(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []
    before_each_step(monkeypatch, lambda _: seen.append({path.parent.name for path in site.rglob(NAME)}))
    (site / "sub").mkdir()
    write_all([change(site / "sub" / "x.md"), change(site / "a.md")])
    write_all([change(site / "sub" / "y.md")], site)
    assert seen == [{"sub"}, {"sub"}, {site.name}]
    assert not list(site.rglob(NAME))


def test_all_is_on_the_disk_before_anything_takes_its_place(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a loss of power there is the old file or the new one, whole."""
    events: list[str] = []
    sync = os.fsync

    def fsync(handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}")) if os.path.isdir("/proc/self/fd") else Path(".tmp")  # noqa: PTH112, PTH115
        events.append(f"sync {path.read_bytes().decode()}" if path.suffix == ".tmp" else f"sync {path.name}/")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    before_each_step(monkeypatch, lambda target: events.append(f"place {target.name}"))
    write_all([change(site / "a.md", b"A"), change(site / "new" / "b.md", b"B")])
    assert events[:4] == ["sync A", "sync B", "place a.md", "place b.md"]
    assert sorted(set(events[4:])) == sorted({f"sync {site.name}/", "sync new/"})


def test_what_killed_runs_left_is_taken_away(site: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    dead, living = int(ended.stdout), os.getpid()
    (site / "sub").mkdir()
    names = [f".pubs-{dead}-0a1b.tmp", f".pubs-{'9' * 40}-ab.tmp"]
    others = [
        f".pubs-{living}-ab.tmp",
        ".pubs-1-ab.tmp",
        f"pubs-{dead}-ab.tmp",
        f".pubs-{dead}-ab.tmp.md",
        ".pubs--ab.tmp",
    ]
    for name in (*names, *others):
        (site / name).write_bytes(b"x")
        (site / "sub" / name).write_bytes(b"x")
    write_all(pages(site))
    assert sorted(files(site).keys() - {"a.md", "b.md", "c.md"}) == sorted(
        [*others, *(f"sub/{name}" for name in (*names, *others))]
    )
    write_all([change(site / "sub" / "x.md")])
    assert sorted(files(site / "sub")) == sorted([*others, "x.md"])


def test_a_folder_where_a_page_was_is_one_sentence(site: Path) -> None:
    changes = pages(site)
    (site / "b.md").unlink()
    (site / "b.md").mkdir()
    with pytest.raises(PubsError) as raised:
        write_all(changes)
    assert raised.value.message == "cannot read the file: is a directory; nothing was written"
    assert raised.value.place == str(site / "b.md")


def test_a_folder_that_somebody_else_makes_meanwhile_is_used(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mkdir = Path.mkdir

    def made_by_another(self: Path, *arguments: int, **named: bool) -> None:
        os.mkdir(self)  # noqa: PTH102 # the other one's
        mkdir(self, *arguments, **named)

    monkeypatch.setattr(Path, "mkdir", made_by_another)
    write_all([change(site / "new" / "deep" / "x.md")])
    assert (site / "new" / "deep" / "x.md").read_bytes() == b"new"


def test_what_other_users_left_stays(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(*_: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    (site / ".pubs-4711-ab.tmp").write_bytes(b"x")
    monkeypatch.setattr(os, "kill", kill)
    write_all(pages(site))
    assert (site / ".pubs-4711-ab.tmp").exists()


def test_what_cannot_be_taken_away_or_synced_is_no_failure(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_, unlink = os.open, Path.unlink

    def refused(path: str, flags: int, *arguments: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied")
        return open_(path, flags, *arguments)

    def kept(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".tmp":
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok)

    (site / f".pubs-{'9' * 40}-ab.tmp").write_bytes(b"x")
    monkeypatch.setattr(os, "open", refused)
    monkeypatch.setattr(Path, "unlink", kept)
    write_all(pages(site))
    assert {(site / f"{name}.md").read_bytes() for name in "abc"} == {b"new"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a\n", "a\n", ""),
        ("", "a\n", "--- a/x.md\n+++ b/x.md\n@@ -0,0 +1 @@\n+a\n"),
        ("a\nb\n", "a\n", "--- a/x.md\n+++ b/x.md\n@@ -1,2 +1 @@\n a\n-b\n"),
        (
            "a",
            "b\n",
            "--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n",
        ),
        ("a\r\n", "b\r\n", "--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-a\r\n+b\r\n"),
    ],
)
def test_differences_are_those_of_diff(old: str, new: str, expected: str) -> None:
    assert unified(old, new, "x.md") == expected


def test_a_run_waits_for_another_and_gives_up(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is the test's: each pause takes six seconds, and the other run never ends."""
    pauses: list[float] = []
    monkeypatch.setattr("pubmanager.pages.writing.time.monotonic", lambda: 6.0 * len(pauses))
    monkeypatch.setattr("pubmanager.pages.writing.time.sleep", pauses.append)
    with locked(site):
        with pytest.raises(PubsError, match="another run of pubs is writing here") as found, locked(site):
            pass
        assert len(pauses) == 2
    assert found.value.hint == "try again when it ends"
    with locked(site):
        assert len(pauses) == 2


def test_a_run_goes_on_when_another_ends(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = locked(site)
    other.__enter__()
    monkeypatch.setattr("pubmanager.pages.writing.time.sleep", lambda _: other.__exit__(None, None, None))
    with locked(site):
        assert (site / NAME).exists()
    assert not (site / NAME).exists()
