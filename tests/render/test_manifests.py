"""Whatever a theme.toml says is right or one sentence with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pubmanager import Bibliography
from pubmanager.errors import PubsError
from pubmanager.render.rendering import forget_themes

if TYPE_CHECKING:
    from pathlib import Path

BASE = Bibliography.loads("@misc{a, title = {x}, author = {Ada Byron}, year = 2024, url = {https://x.org}}\n")
EXTENDS = 'extends = "builtin:badge-list"\n'


def render(folder: Path, manifest: bytes) -> str:
    forget_themes()
    (folder / "themes" / "own").mkdir(parents=True)
    (folder / "themes" / "own" / "theme.toml").write_bytes(manifest)
    return replace(BASE, root=folder, config=replace(BASE.config, templates="themes")).render("own", format="html")


@pytest.mark.parametrize(
    ("manifest", "line"),
    [
        ("extends = 3\n", 1),
        ("extends = []\n", 1),
        ('extends = "nowhere"\n', 1),
        ('extends = "own"\n', 1),
        ("formats = 5\n", 1),
        ('formats = ["pdf"]\n', 1),
        ("formats = { a = 1 }\n", 1),
        ('as_html = ["x"]\n', 1),
        ('html_for = "x"\n', 1),
        ('counts = "x"\n', 1),
        ("options = 3\n", 1),
        ("optoins = 3\n", 1),
        (f"{EXTENDS}[options]\nlegend = 3\n", 3),
        (f"{EXTENDS}[options.legend]\ndefault = 3\n", 3),
        (f"{EXTENDS}[options.legend]\nhelp = []\n", 3),
        (f"{EXTENDS}[options.legend]\ntype = 'flags'\ndefault = true\n", 3),
        (f"{EXTENDS}[options.hide]\ndefault = [1]\n", 3),
        (f"{EXTENDS}[options.rows]\ndefault = [[]]\n", 3),
        (f"{EXTENDS}[options.break]\nchoices = 3\n", 3),
        (f"{EXTENDS}[options.title]\nshorthand = 'nothing'\n", 3),
        (f"{EXTENDS}[options.title.choices]\nnothing = ['x']\n", 2),
        (f"{EXTENDS}[options.authors]\ntype = 'text'\ndefault = ''\n", 2),
        (f"{EXTENDS}[options.badges]\ntype = 'flag'\ndefault = true\n", 2),
        (f"{EXTENDS}[options.badges]\ndefault = {{ style = 1 }}\n", 3),
        (f"{EXTENDS}[options.new]\ntype = 'text'\n", 2),
        (f"{EXTENDS}x = {'9' * 5000}\n", 0),
        (f"{EXTENDS}x = {'[' * 3000}{']' * 3000}\n", 0),
        ("x = \n", 1),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_mistake_is_a_sentence_with_its_place(tmp_path: Path, manifest: str, line: int) -> None:
    with pytest.raises(PubsError) as caught:
        render(tmp_path, manifest.encode())
    assert "theme.toml" in caught.value.place and (not line or f"theme.toml:{line}:" in caught.value.place)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"\xef\xbb\xbf" + EXTENDS.encode(),
        EXTENDS.replace("\n", "\r\n").encode(),
        b'help = "x"\n' + EXTENDS.encode(),
    ],
)
def test_what_is_right_stays_so(tmp_path: Path, manifest: bytes) -> None:
    if manifest:
        assert "Ada Byron" in render(tmp_path, manifest)
    else:
        with pytest.raises(PubsError, match="not found"):
            render(tmp_path, manifest)


def test_a_theme_may_have_more_keys_than_its_parent(tmp_path: Path) -> None:
    assert "Ada Byron" in render(tmp_path, f"{EXTENDS}[options.authors]\ndefault = {{ own = 1 }}\n".encode())
