"""Runs at once, and files that vanish or change in the middle of one: nothing is lost, and no file is half."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from durability.processes import run, warm
from durability.sites import PASTE, files, leftovers, make_site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = make_site(tmp_path / "site")
    warm(folder, "render", "--check")
    return folder


def at_once(site: Path, *commands: str) -> list[int]:
    """Runs commands at the same time and returns their exit codes."""
    children = []
    for command in commands:
        child = os.fork()
        if not child:
            os._exit(run(site, *command.split(), stdin=PASTE).code & 0xFF)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


@pytest.mark.parametrize("command", ["render", "format --indent 8", "lint --fix --select ALL"])
def test_the_same_run_five_times_at_once_gives_what_one_gives(command: str, site: Path, tmp_path: Path) -> None:
    alone = make_site(tmp_path / "alone")
    usual = run(alone, *command.split())
    codes = at_once(site, *[command] * 5)
    assert usual.code in codes and set(codes) <= {0, 1, 2}
    assert files(site) == files(alone)
    assert leftovers(site) == []


def test_different_runs_at_once_lose_nothing(site: Path) -> None:
    codes = at_once(site, "add --keep-key", "format --indent 8", "render", "lint --fix --select ALL", "render")
    assert set(codes) <= {0, 1, 2}
    text = (site / "papers.bib").read_text(encoding="utf-8")
    assert all(f"{key}," in text for key in ("owl", "lark", "wren", "rook"))
    assert ("kite," in text) == (codes[0] == 0)
    assert run(site, "render").code == 0 and run(site, "render", "--check").code == 0
    assert leftovers(site) == []


@pytest.mark.parametrize("command", ["render", "lint", "lint --fix --select ALL", "format --indent 8", "list"])
@pytest.mark.parametrize("name", ["about.md", "papers.bib", "pubs.toml", "more/a.md", "pub/owl.md"])
def test_a_file_that_vanishes_while_it_is_looked_for(command: str, name: str, site: Path) -> None:
    """Something removes a file right before the run opens it."""

    def at_step(step: int, event: str, path: Any) -> None:
        if event == "open" and str(path).endswith(name):
            (site / name).unlink(missing_ok=True)

    before = files(site)
    ended = run(site, *command.split(), at_step=at_step)
    assert ended.code in (0, 1, 2) and "Error(" not in ended.err, ended
    after = files(site)
    for other in before:
        assert other == name or other in after
    if ended.code == 2:
        assert ended.err.count("\n") == 1 and name in ended.err, ended
        assert {other: after[other] for other in after if other != name} == {
            other: before[other] for other in before if other != name
        }
    assert leftovers(site) == []


@pytest.mark.parametrize("name", ["about.md", "more/b.md", "_includes/pub.md"])
def test_a_page_edited_after_it_was_read_is_not_overwritten(name: str, site: Path) -> None:
    """An editor saves a page when the run has read it, and before it writes."""
    edited: list[bool] = []

    def at_step(step: int, event: str, path: Any) -> None:
        if event == "open to write" and not edited:
            edited.append(True)
            with open(site / name, "ab") as file:  # noqa: PTH123 # `Path.open` is watched here
                file.write(b"\nby hand\n")

    before = files(site)
    ended = run(site, "render", at_step=at_step)
    assert ended.code == 2 and f"{name}: the file changed meanwhile; nothing was written" in ended.err
    assert files(site) == before | {name: before[name] + b"\nby hand\n"}
    assert leftovers(site) == []


KEYS = {
    "../x": "x", "..": "publication", "/etc/passwd": "etc-passwd", "a/b/../../../c": "a-b-..-..-..-c", "con": "publication-con", "NUL": "publication-NUL",
    "com1": "publication-com1", "lpt9.x": "publication-lpt9.x", "a.": "a", "..a..": "a", "a\\b": "a-b", "C:x": "C-x", "-rf": "rf", ".git": "git", ".hidden": "hidden",
    "a*?<>|b": "a-b", "x" * 400: "", "é" * 200: "", "é": "é", "a\u202eb": "a-b", "$(id)": "id", "`id`": "id", "a;b": "a-b", "a&b": "a-b", "a+b": "a-b",
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS, ids=lambda key: ascii(key)[:20])
def test_a_key_never_leads_out_of_its_folder(key: str, site: Path) -> None:
    (site / "papers.bib").write_text(
        f"@misc{{{key}, title = {{T}}, author = {{A, B}}, year = 2024}}\n", encoding="utf-8"
    )
    before = set(files(site))
    outside = {each.name for each in site.parent.iterdir()}
    ended = run(site, "render")
    new = set(files(site)) - before
    assert ended.code in (0, 1, 2) and "Error(" not in ended.err, ended
    assert {each.rpartition("/")[0] for each in new} <= {"pub"}
    assert not new or KEYS[key] in ("", next(iter(new)).removeprefix("pub/").removesuffix(".md"))
    assert all(len(each.encode()) < 120 for each in new)
    assert {each.name for each in site.parent.iterdir()} == outside | {"out-site"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Owl", "owl"), ("a:b", "a/b"), ("é", "e\u0301"), ("x.", "x"), ("STRASSE", "straße"), ("a b", "a-b")],
)
def test_two_keys_that_would_be_one_file_are_refused(one: str, other: str, site: Path) -> None:
    entries = "".join(f"@misc{{{key}, title = {{T}}, author = {{A, B}}, year = 2024}}\n" for key in (one, other))
    (site / "papers.bib").write_text(entries, encoding="utf-8")
    before = files(site)
    ended = run(site, "render", "--allow-errors")
    assert ended.code == 2 and "would be one file" in ended.err and ended.err.count("\n") == 1, ended
    assert files(site) == before
