"""The tables of fields and types, held against files that their makers wrote, and against what this tool reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager import Bibliography
from pubmanager.config.jekyll import jekyll_config
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.lint.dialects import (
    DIALECTS,
    FIELDS_BY_DIALECT,
    REQUIRED,
    TYPES_BY_DIALECT,
    fields_of,
    is_known_field,
    known_dialects,
    types_of,
)
from pubmanager.lint.facts import template_fields
from pubmanager.lint.nearest import nearest
from pubmanager.model.fields import CONCEPTS
from pubmanager.model.roles import ROLE_FIELDS

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "syntax"
ALL = known_dialects(())


def entries(pattern: str):
    found = sorted(CORPUS.glob(pattern))
    if not found:
        pytest.skip("no corpus here")
    return [entry for path in found for reading in Bibliography.load(path).readings for entry in reading.entries]


@pytest.mark.corpus
def test_biblatex_knows_the_fields_and_types_of_its_own_examples() -> None:
    biblatex = frozenset({"biblatex"})
    read = entries("biblatex/bibtex__bib__*.bib")
    assert len(read) > 50
    assert {entry.type for entry in read} <= types_of(biblatex)
    names = {field.name for entry in read for field in entry.fields}
    assert {name for name in names if not is_known_field(name, biblatex)} == set()
    assert names - FIELDS_BY_DIALECT["biblatex"] <= {"urldate", "author+an", "options+an"} | {
        name for name in names if "+an" in name
    }


@pytest.mark.corpus
def test_bibtex_knows_the_fields_and_types_of_its_own_examples() -> None:
    read = entries("pybtex/examples__xampl.bib")
    assert {entry.type for entry in read} <= TYPES_BY_DIALECT["bibtex"]
    assert {field.name for entry in read for field in entry.fields} <= FIELDS_BY_DIALECT["bibtex"]


@pytest.mark.corpus
def test_al_folio_knows_the_fields_of_its_own_papers() -> None:
    read = entries("al-folio-default/*.bib")
    known = fields_of(frozenset({"bibtex", "al-folio"}))
    assert {field.name for entry in read for field in entry.fields} - known == set()


def test_every_field_that_is_read_is_known_whatever_the_dialect() -> None:
    names = {alias.name for concept in CONCEPTS for alias in concept.aliases} | set(ROLE_FIELDS)
    assert {name for name in names if not is_known_field(name, frozenset())} == set()


def test_every_dialect_has_fields_and_every_required_field_is_known() -> None:
    assert set(FIELDS_BY_DIALECT) == {"", *DIALECTS}
    for profile, types in REQUIRED.items():
        assert set(types) <= TYPES_BY_DIALECT[profile]
        for required in types.values():
            assert {name for names in required for name in names} <= FIELDS_BY_DIALECT[profile]


def test_an_unknown_dialect_is_told() -> None:
    with pytest.raises(PubsError, match=r"bibaltex.*did you mean 'biblatex'"):
        known_dialects(["bibaltex"])


@given(st.sampled_from(sorted(name for name in fields_of(ALL) if len(name) > 6)), st.data())
def test_a_letter_left_out_is_found_again(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    slip = name[:at] + name[at + 1 :]
    found = nearest(slip, fields_of(ALL))
    assert found == slip or (found and abs(len(found) - len(slip)) <= 2)


def test_short_words_have_no_neighbours_but_swapped_ones() -> None:
    assert nearest("yaer", ["year", "month"]) == "year"
    assert nearest("pdfs", ["pdf"]) == ""
    assert nearest("wingspan", fields_of(ALL)) == ""


def test_the_site_says_which_fields_it_uses(tmp_path: Path) -> None:
    files = {
        "_layouts/bib.liquid": "{{ entry.Wingspan }} {% if entry['habitat'] %}{{ site.owls }}{% endif %}",
        "_plugins/sort.rb": "e = entry[:colour]; x = entry.title",
        "_pages/papers.md": "{% bibliography -f papers -q @*[nest=1 && kind!=x]* --group_by prey %} {{ page.egg }}",
        "_pubs/mine.md.j2": '{{ publication.field("song") }} {{ p.fields.call }}',
        "_layouts/large.html": "entry.never" + " " * 400_000,
        "notes/other.md": "entry.unseen",
        "_config.yml": "scholar:\n  query: '@*[feather=1]'\nfiltered_bibtex_keywords: [molt, 7]\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    config = parse_config('list.all.where = \'field("Wild") == "1"\'\nfields.flight = "summary"\n')
    found = template_fields(tmp_path, config, jekyll_config(tmp_path))
    wanted = {
        "wingspan",
        "habitat",
        "colour",
        "title",
        "nest",
        "kind",
        "prey",
        "song",
        "call",
        "feather",
        "wild",
        "molt",
    }
    assert found >= {*wanted, "flight"}
    assert not found & {"owls", "egg", "never", "unseen", "x"}
