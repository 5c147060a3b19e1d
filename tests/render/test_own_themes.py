"""Themes of a site's own: made from nothing as the documentation says, with all that is understood of an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from reference import templates

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.source import Source

if TYPE_CHECKING:
    from pathlib import Path

FULL = r"""@inproceedings{k, title={Owls}, author={Byron, Ada and Roe, Max}, booktitle={International Conference on Machine Learning},
  year=2024, month=may, presentation={oral}, rate={3\%}, award={Best Paper}, keywords={ice, snow}, status={accepted}, rank={A},
  doi={10.1000/x}, school={Oslo}, selected={true}, _secret={no}, file={/home/x.pdf}, abstract={Owls fly.}}"""
BARE = "@misc{k, title={Owls}}"
VALUES = {  # an expression of a template, what it gives for a full entry, and for a bare one
    "publication.date": ("2024-05", ""),
    "publication.year ~ '/' ~ publication.month": ("2024/5", "/"),
    "publication.identifiers.doi": ("10.1000/x", ""),
    "publication.identifiers.arxiv": ("", ""),
    "publication.field('school')": ("Oslo", ""),
    "publication.field('SCHOOL')": ("Oslo", ""),
    "publication.field('_secret')": ("", ""),
    "publication.field('file')": ("", ""),
    "publication.venue.short": ("ICML", ""),
    "publication.venue.kind": ("conference", "other"),
    "publication.awards | join(', ')": ("Best Paper", ""),
    "publication.status": ("Accepted", ""),
    "publication.keywords | join(', ')": ("ice, snow", ""),
    "publication.presentation ~ ' ' ~ publication.rate": ("Oral 3%", ""),
    "publication.rank | join(', ')": ("A", ""),
    "publication.author_list | map(attribute='name.full') | join('; ')": ("Ada Byron; Max Roe", ""),
    "publication.author_list | selectattr('is_me') | map(attribute='position') | join": ("1", ""),
    "'yes' if publication.is_selected else 'no'": ("yes", "no"),
    "publication.kind": ("", ""),
}
LIST = "{% for publication in list.publications %}\n{{ publication.written }}\n{% endfor %}\n"


def render(folder: Path, entry: str, files: dict[str, str]) -> str:
    theme = folder / "_pubs" / "mine"
    theme.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (theme / name).write_text(text, encoding="utf-8")
    config = parse_config('[me]\nname = "Ada Byron"')
    return Bibliography.from_sources([Source("a.bib", entry)], config=config, root=folder).render("mine")


@pytest.mark.parametrize("expression", VALUES)
def test_templates_see_all_that_is_understood(tmp_path: Path, expression: str) -> None:
    files = {"theme.toml": 'summary = "x"', "list.jinja": LIST, "publication.jinja": f"{{{{ {expression} }}}}"}
    found = [render(tmp_path / name, entry, files).strip() for name, entry in (("a", FULL), ("b", BARE))]
    assert tuple(found) == VALUES[expression]


def test_the_theme_of_the_documentation(tmp_path: Path) -> None:
    blocks = r"^```\w+\n(?:# |\{# )_pubs/mine/(\S+)(?: #\})?\n(.*?)^```"
    found = re.findall(blocks, templates(), re.MULTILINE | re.DOTALL)
    assert sum(text.count("\n") for _, text in found) <= 10
    shown = render(tmp_path, FULL, dict(found))
    assert shown == "* **Owls** (2024, ICML), author 1, [DOI](https://doi.org/10.1000/x)"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ publication.titel }}", "unknown name 'titel' (did you mean 'title'?)"),
        ("{{ publication.row('bibtx') }}", "unknown row 'bibtx' (did you mean 'bibtex'?)"),
        ("{{ publication.link_row() }}", "publication.link_row() missing 1 required positional argument: 'links'"),
        ("{{ publication.venue.shrt }}", "unknown name 'shrt' (did you mean 'short'?)"),
    ],
)
def test_mistakes_have_a_place_and_another_word(tmp_path: Path, template: str, message: str) -> None:
    files = {"theme.toml": 'summary = "x"', "list.jinja": LIST, "publication.jinja": template}
    with pytest.raises(PubsError) as caught:
        render(tmp_path, FULL, files)
    assert "publication.jinja:1" in str(caught.value) and message in str(caught.value)


@pytest.mark.parametrize("row", ["bibtex", "abstract", "title", "{title} {links}"])
def test_rows_of_a_template_are_those_of_the_settings(tmp_path: Path, row: str) -> None:
    files = {
        "theme.toml": 'summary = "x"',
        "list.jinja": LIST,
        "publication.jinja": f"{{{{ publication.row({row!r}) }}}}",
    }
    assert "Owls" in render(tmp_path, FULL, files)
