"""The cache changes how long a command takes, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from inspect import signature
from typing import TYPE_CHECKING

import pytest

from pubmanager.cache import folder
from pubmanager.cache.texts import Texts
from pubmanager.render.views import PublicationView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

BIB = """@string{nat = {Nature}}
@proceedings{parent, title = {Proceedings of Owls}, year = 2023}
@article{owl, title = {Owls}, author = {Byron, Ada and Doe*, Jane}, journal = nat, year = 2024}
@inproceedings{bird, title = {Birds}, author = {Roe, Max and Byron, Ada}, crossref = {parent}, booktitle = {Birds}}
@misc{third, title = {A third}, author = {Doe, Jane}, year = 2022, note = {Oral}}
"""
PAGE = "Above\n\n<!-- pubs:begin all -->\n<!-- pubs:end all -->\n\n<!-- pubs:begin short -->\n<!-- pubs:end short -->\n"
SETTINGS = """bib = "*.bib"
pages = "about.md"
templates = "_pubs"
[me]
name = "Ada Byron"
[theme.paper-box]
rows = ["title", "authors", "venue", "links"]
[list.all]
theme = "paper-box"
[list.short]
theme = "own"
where = "year >= 2023"
"""
FRAME = '{% extends "base/list.jinja" %}\n'
TEMPLATE = "{{ publication.title }} by {{ publication.authors }}\n\n"
MANIFEST = 'extends = "builtin:badge-list"\n'


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PUBS_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "pubmanager"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "_pubs" / "own").mkdir(parents=True)
    for name, text in (
        ("papers.bib", BIB),
        ("about.md", PAGE),
        ("pubs.toml", SETTINGS),
        ("_pubs/own/list.jinja", FRAME),
        ("_pubs/own/publication.jinja", TEMPLATE),
        ("_pubs/own/theme.toml", MANIFEST),
    ):
        (root / name).write_text(text, encoding="utf-8")
    return root


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def add(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return change


CHANGES = {
    "an entry": edit("papers.bib", "{Owls},", "{Owls at night},"),
    "a macro": edit("papers.bib", "{Nature}", "{Science}"),
    "a parent": edit("papers.bib", "2023}", "2021}"),
    "an entry is new": edit("papers.bib", "@misc{third", "@misc{fourth, title = {New}, year = 2025}\n@misc{third"),
    "an entry is gone": edit("papers.bib", "@misc{third", "@comment{third"),
    "a file is new": add("more.bib", "@misc{more, title = {More}, year = 2025}\n"),
    "the owner": edit("pubs.toml", "Ada Byron", "Max Roe"),
    "an option": edit("pubs.toml", '"venue", ', ""),
    "a filter": edit("pubs.toml", ">= 2023", ">= 2024"),
    "a mark's meaning": edit(
        "pubs.toml", "[list.all]", '[marks.read]\n"*" = "equal"\n[marks]\nequal = "†"\n[list.all]'
    ),
    "a template": edit("_pubs/own/publication.jinja", " by ", ", written by "),
    "another template comes first": add("_pubs/own/publication.markdown.jinja", "{{ publication.key }}\n\n"),
    "a frame": add("_pubs/own/list.jinja", "{{ list.publications[0].written }}\n"),
    "another frame comes first": add("_pubs/own/list.markdown.jinja", "{{ list.publications | length }} in all\n"),
    "what a template includes": add("_pubs/paper-box/publication.jinja", "{{ publication.key }}\n\n"),
    "a built-in theme is hidden": add("_pubs/paper-box/theme.toml", 'extends = "builtin:badge-list"\n'),
    "Jekyll's co-authors": add(
        "_data/coauthors.yml", '"doe":\n  - firstname: ["Jane"]\n    url: https://doe.example.org\n'
    ),
    "the page": edit("about.md", "Above", "On top"),
    "nothing": lambda root: None,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_shows(site: Path, cache: Path, pubs: Run, change: Callable[[Path], None]) -> None:
    assert pubs("render", cwd=site).code == 0
    assert pubs("render", cwd=site).err == "1 file up to date\n"
    assert len([*cache.glob("*.texts")]) == 2 and len([*cache.glob("*.run")]) == 1
    change(site)
    check = pubs("render", "--check", cwd=site)
    assert check == pubs("render", "--check", "--no-cache", cwd=site)
    said = pubs("render", cwd=site)
    with_cache = (site / "about.md").read_bytes()
    again = pubs("render", "--force", "--no-cache", cwd=site)
    assert (site / "about.md").read_bytes() == with_cache
    assert said.code == again.code == 0 and again.err == "1 file up to date\n"


COUNTING = "{{ list.publications | length }}"
SEEING = {
    "itself": f"{{% block publication %}}{COUNTING}\n{{% endblock %}}",
    "what its parent sees": "{% block publication %}{{ super() }}\n{% endblock %}",
    "what is kept, and the list": f"{{% block publication %}}{{{{ publication.written }}}}{COUNTING}\n{{% endblock %}}",
    "what is set from it": f"{{% set count = {COUNTING[3:-3]} %}}{{% block publication %}}{{{{ count }}}}\n{{% endblock %}}",
    "what is set again": "{% set last = namespace(key='') %}{% block publication %}{{ last.key }}{% set last.key = publication.key %}\n{% endblock %}",
    "nothing": "{% set q = '*' %}{% block publication %}{{ q }}{{ publication.key }}\n{% endblock %}",
}


@pytest.mark.parametrize("block", SEEING.values(), ids=SEEING)
def test_a_block_that_sees_the_list_is_written_again(site: Path, cache: Path, pubs: Run, block: str) -> None:
    add("_pubs/counting/theme.toml", MANIFEST)(site)
    counting = f'{{% extends "base/list.jinja" %}}{SEEING["itself"]}'
    add("_pubs/counting/list.jinja", counting)(site)
    add("_pubs/own/list.jinja", f'{{% extends "counting/list.jinja" %}}{block}')(site)
    assert pubs("render", cwd=site).code == 0
    CHANGES["an entry is new"](site)
    assert pubs("render", cwd=site).code == 0
    assert pubs("render", "--check", "--no-cache", cwd=site).out == ""


def test_text_changed_by_hand_is_noticed(site: Path, cache: Path, pubs: Run) -> None:
    pubs("render", cwd=site)
    edit("about.md", "Owls", "Mice")(site)
    assert pubs("render", cwd=site).code == 1
    assert "Mice" in (site / "about.md").read_text(encoding="utf-8")


def test_nothing_is_kept_for_those_who_do_not_want_it(
    site: Path, cache: Path, pubs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pubs("render", "--no-cache", cwd=site).code == 0
    monkeypatch.setenv("PUBS_NO_CACHE", "1")
    assert pubs("render", cwd=site).code == 0
    assert not cache.exists()


@pytest.mark.parametrize(
    "spoil",
    [lambda data: data[:-1], lambda data: b"", lambda data: data[:40] + b"x" + data[41:], lambda data: b"pubs" * 99],
)
def test_a_spoiled_cache_is_no_cache(site: Path, cache: Path, pubs: Run, spoil: Callable[[bytes], bytes]) -> None:
    pubs("render", cwd=site)
    before = (site / "about.md").read_bytes()
    for path in cache.iterdir():
        path.write_bytes(spoil(path.read_bytes()))
    assert pubs("render", cwd=site).err == "1 file up to date\n"
    assert (site / "about.md").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"known": [["file"]], "outcome": 1}', b"[" * 100_000, b"\xff", (2**63).to_bytes(8, "little")],
)
def test_a_cache_by_somebody_else_does_no_harm(site: Path, cache: Path, pubs: Run, content: bytes) -> None:
    pubs("render", cwd=site)
    for path in cache.iterdir():
        folder.write(path, content)
    assert pubs("render", cwd=site).err == "1 file up to date\n"


def test_a_cache_that_cannot_be_written_is_no_mistake(site: Path, cache: Path, pubs: Run) -> None:
    cache.parent.write_text("a file, and no folder")
    assert pubs("render", cwd=site).code == 0


def test_texts_not_used_go(tmp_path: Path) -> None:
    texts = Texts(tmp_path / "a.texts")
    texts.put(b"1" * 16, "öne")
    texts.put(b"2" * 16, "")
    texts.close()
    texts = Texts(tmp_path / "a.texts")
    assert texts.get(b"1" * 16) == "öne" and texts.get(b"3" * 16) is None
    texts.close()
    texts = Texts(tmp_path / "a.texts")
    assert texts.get(b"1" * 16) == "öne" and texts.get(b"2" * 16) is None


def test_the_oldest_files_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LARGEST", 1000)
    for name in "abc":
        folder.write(tmp_path / name, b"x" * 400)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "c"]


def test_an_unchanged_site_loads_next_to_nothing(site: Path, cache: Path, pubs: Run) -> None:
    pubs("render", cwd=site)
    code = (
        "import sys; from pubmanager.cli.group import group; group.main(['render'], standalone_mode=False);"
        "print(sorted({'jinja2', 'bibtexparser', 'pybtex', 'rich', 'tomllib', 'yaml'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=site, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "1 file up to date\n")


def test_a_text_is_kept_for_all_that_its_view_is_given() -> None:
    """What a view is given besides these must go into the key of a kept text (``render/rendering.py``)."""
    given = ["publication", "appearance", "number", "citation", "write"]
    assert [*signature(PublicationView).parameters] == given
