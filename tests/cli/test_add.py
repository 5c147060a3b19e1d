"""``pubs add``: what it writes, says and refuses."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

OLD = "@misc{roe2020owls,\n  author = {Roe, Bo},\n  title = {Owls},\n  year = {2020}\n}\n"
PASTE = b"@misc{x, author = {Doe, Ann}, title = {Birds}, year = 2021, doi = {10.1000/b}}"
NEW = "\n@misc{doe2021birds,\n  author = {Doe, Ann},\n  title = {Birds},\n  year = {2021},\n  doi = {10.1000/b}\n}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a ``pubs.toml`` and its ``papers.bib``."""
    (tmp_path / "papers.bib").write_text(OLD)
    (tmp_path / "pubs.toml").write_text('bib = "*.bib"\n')
    return tmp_path


def test_standard_input_into_the_bib_of_the_site(pubs: Run, site: Path) -> None:
    result = pubs("add", cwd=site, stdin=PASTE)
    assert (result.code, result.out, result.err) == (0, "", "papers.bib: added doe2021birds\n")
    assert (site / "papers.bib").read_text() == OLD + NEW
    again = pubs("add", "-", cwd=site, stdin=PASTE)
    assert (again.code, again.out) == (1, "")
    assert again.err == (
        "papers.bib:7:1: 'doe2021birds' is the same publication (same doi)\n"
        "pubs: nothing was added; --update merges new fields\n"
    )
    assert (site / "papers.bib").read_text() == OLD + NEW


def test_a_file_and_a_target(pubs: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_bytes(b"Cite as " + PASTE + b" please")
    (tmp_path / "my.bib").write_text("")
    result = pubs("add", "new.txt", "--to", "my.bib", "--fields", "title,year", "--key", "b", cwd=tmp_path)
    assert (result.code, result.err) == (0, "my.bib: added b\n")
    assert (tmp_path / "my.bib").read_text() == "@misc{b,\n  title = {Birds},\n  year = {2021},\n}\n"


def test_from_below_the_site_and_with_a_config(pubs: Run, site: Path) -> None:
    (site / "below").mkdir()
    assert pubs("add", cwd=site / "below", stdin=PASTE).code == 0
    assert (site / "papers.bib").read_text() == OLD + NEW
    (site / "papers.bib").write_text(OLD)
    assert pubs("add", "-c", str(site / "pubs.toml"), cwd=ROOT, stdin=PASTE).code == 0
    assert (site / "papers.bib").read_text() == OLD + NEW


def test_several_files(pubs: Run, site: Path) -> None:
    (site / "other.bib").write_text(NEW.lstrip())
    result = pubs("add", cwd=site, stdin=PASTE)
    assert (result.code, result.err) == (
        2,
        "pubs: there are several .bib files: other.bib, papers.bib (choose one with --to)\n",
    )
    refused = pubs("add", "--to", "papers.bib", "--update", cwd=site, stdin=PASTE)
    assert refused.code == 1
    assert refused.err == (
        "other.bib:1:1: 'doe2021birds' is the same publication (same doi)\n"
        "pubs: nothing was added; --to other.bib --update merges new fields\n"
    )
    assert (site / "papers.bib").read_text() == OLD


def test_update(pubs: Run, site: Path) -> None:
    paste = b"@misc{x, author = {B. Roe}, title = {Owls}, year = 2021, doi = {10.1000/o}, owner = {me}}"
    result = pubs("add", "--update", cwd=site, stdin=paste)
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "left out of roe2020owls: owner\n"
        "papers.bib:1:1: kept: author = {Roe, Bo} (pasted: {B. Roe})\n"
        "papers.bib:1:1: kept: year = {2020} (pasted: 2021)\n"
        "papers.bib: updated roe2020owls (doi)\n"
    )
    assert (site / "papers.bib").read_text() == OLD.replace("{2020}\n", "{2020},\n  doi = {10.1000/o}\n")
    before = (site / "papers.bib").stat().st_mtime_ns
    assert pubs("add", "--update", cwd=site, stdin=paste).err.endswith("papers.bib: nothing new for roe2020owls\n")
    assert (site / "papers.bib").stat().st_mtime_ns == before


def test_diff_writes_nothing(pubs: Run, site: Path) -> None:
    result = pubs("add", "--diff", cwd=site, stdin=PASTE)
    assert (result.code, result.err) == (1, "")
    added = "".join(f"+{line}\n" for line in NEW.splitlines())
    assert (
        result.out
        == f"--- a/papers.bib\n+++ b/papers.bib\n@@ -3,3 +3,10 @@\n   title = {{Owls}},\n   year = {{2020}}\n }}\n{added}"
    )
    assert (site / "papers.bib").read_text() == OLD
    nothing = pubs("add", "--diff", "--update", cwd=site, stdin=OLD.encode())
    assert (nothing.code, nothing.out) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "sentence"),
    [
        ((), b"", 2, "pubs: <stdin>: there is no BibTeX entry (one starts like @article{key,)\n"),
        ((), b"@misc{a, title = {x", 1, "<stdin>:1:18: { is not closed\npubs: nothing was added\n"),
        ((), b"@misc{a, title = {B}, journal = zzz}", 1, "<stdin>:1:33: undefined '@string' 'zzz'\npubs: nothing was added\n"),
        (("--to", "nope.bib"), PASTE, 2, "pubs: nope.bib: there is no such file (an empty one will do)\n"),
        (("nope.txt",), PASTE, 2, "pubs: nope.txt: cannot read the file: no such file or directory\n"),
        (("-c", "nope.toml"), PASTE, 2, "pubs: nope.toml: there is no such file (make one with 'pubs init')\n"),
        (("--key", "a b"), PASTE, 2, "pubs: 'a b' cannot be a key (use letters, digits and signs such as - _ :)\n"),
        (("--key", "a", "--keep-key"), PASTE, 2, "pubs: --key and --keep-key exclude each other\n"),
        (("--key", "Roe2020owls"), PASTE, 2, "pubs: papers.bib:1:1: the key 'Roe2020owls' is taken (leave --key out for a free one)\n"),
        (("--fields", "title,-note"), PASTE, 2, "pubs: --fields either keeps fields or removes them (write 'title,author' or '-note,-abstract')\n"),
        (("--fields", "isbn"), PASTE, 2, "pubs: <stdin>:1:1: no field is left to add\n"),
    ],
)  # fmt: skip
def test_mistakes_write_nothing(
    pubs: Run, site: Path, arguments: tuple[str, ...], stdin: bytes, code: int, sentence: str
) -> None:
    result = pubs("add", *arguments, cwd=site, stdin=stdin)
    assert (result.code, result.out, result.err) == (code, "", sentence)
    assert (site / "papers.bib").read_text() == OLD


def test_bytes_of_the_file_stay(pubs: Run, site: Path) -> None:
    data = b"\xef\xbb\xbf" + OLD.replace("Bo", "Bö").replace("\n", "\r\n").encode()
    (site / "papers.bib").write_bytes(data)
    assert pubs("add", cwd=site, stdin=PASTE).code == 0
    assert (site / "papers.bib").read_bytes() == data + NEW.replace("\n", "\r\n").encode()


def test_the_example_site(pubs: Run, tmp_path: Path) -> None:
    text = (ROOT / "bib" / "publications.bib").read_text()
    (tmp_path / "publications.bib").write_text(text)
    paste = b"@article{x, title={On Owls}, author={Wei, Wenjie}, journal=neunet, year=2026, html={https://a.org}}"
    result = pubs("add", "--to", "publications.bib", "--canonical", cwd=tmp_path, stdin=paste)
    assert result.err == "publications.bib: added wei2026owls\n"
    assert (tmp_path / "publications.bib").read_text() == text + (
        "\n@article{wei2026owls,\n  title         = {On Owls},\n  author        = {Wei, Wenjie},\n"
        "  journal       = neunet,\n  year          = {2026},\n  url           = {https://a.org},\n}\n"
    )


def test_the_commands_of_the_recipes_work(pubs: Run, site: Path) -> None:
    """Runs each ``pubs add`` of the page in a site of its own."""
    section = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8").partition("## Adding entries")[2]
    commands = [shlex.split(line, comments=True) for line in re.findall(r"^pubs (add.*)$", section, re.MULTILINE)]
    assert len(commands) > 3
    for command in commands:
        (site / "papers.bib").write_text(OLD)
        (site / "new.txt").write_bytes(PASTE)
        words = command[: command.index("<")] if "<" in command else command
        result = pubs(*words, cwd=site, stdin=PASTE)
        assert result.code == int("--diff" in words), result.err


@pytest.mark.parametrize(
    "paste",
    [
        b"\x00\x01\x02",
        b"\xff\xfe\x00@",
        b"\xef\xbb\xbf",
        b"%",
        b"@" * 5000,
        b"@misc{" * 3000,
        b"@misc{a, title = " + b"{" * 5000,
        b"@misc{a, title = {x}" + b"}" * 5000 + b"@misc{a, title = {y",
        b"@misc{a, crossref = {b}}\n@misc{b, crossref = {a}}",
        b"@misc{, title = {}}",
        b"@misc{{}, = {}}",
        b"@misc(a, title = {x)",
        b"@comment{@misc{a, title = {A}}}",
        "@misc{a, title = {\u202e\u2028}, author = {\u200b and \u200b}".encode(),
        b"<html><body>429 Too Many Requests</body></html>",
        b"TY  - JOUR\nTI  - Owls\nER  -\n",
        b'{"title": "Owls"}',
    ],
    ids=range(17),
)  # fmt: skip
@pytest.mark.parametrize("options", [(), ("--update",), ("--diff", "--canonical")])
def test_what_is_no_bibtex_is_refused_in_a_sentence(
    pubs: Run, site: Path, paste: bytes, options: tuple[str, ...]
) -> None:
    result = pubs("add", *options, cwd=site, stdin=paste)
    assert result.code in (1, 2)
    assert result.err.strip() and "Traceback" not in result.err
    assert all(line.startswith(("pubs: ", "<stdin>", "papers.bib")) for line in result.err.splitlines())
    assert (site / "papers.bib").read_text() == OLD


@pytest.mark.parametrize(
    "paste", [b"@misc{a, year = " + b"9" * 5001 + b"}", b"@string{b = b # b}\n@misc{a, title = b}"], ids=range(2)
)
def test_odd_values_are_added_as_they_are(pubs: Run, site: Path, paste: bytes) -> None:
    assert pubs("add", cwd=site, stdin=paste).code == 0
    assert (site / "papers.bib").read_text().startswith(OLD)
