"""What is the owner's own stays at home: private fields and hidden entries are in no output of any theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pubmanager import Bibliography
from pubmanager.config.schema import Config, ListConfig
from pubmanager.errors import PubsError
from render.variants import all_themes, variants

if TYPE_CHECKING:
    from pathlib import Path

    from pubmanager.render.themes import Theme

PRIVATE = (
    "file", "owner", "_note", "_x", "comment", "timestamp", "localfile", "local-url", "bdsk-file-1", "bdsk-url-1", "creationdate", "modificationdate",
    "groups", "priority", "readstatus", "qualityassured", "printed", "username", "review", "annotation", "privnote", "mendeley-tags", "mendeley-groups",
    "date-added", "date-modified", "citedby", "abstract_de", "x-anything", "rating",
)  # fmt: skip
BIB = (
    "@article{shown, title = {Owls}, author = {Byron, Ada}, journal = {Nature}, year = 2024, doi = {10.1/x}, abstract = {All}, code = {https://x.org},\n"
    + ",\n".join(f"  {name} = {{SECRET of {name}}}" for name in PRIVATE)
    + "}\n@article{hidden1, title = {SECRET one}, author = {Byron, Ada}, hidden = true}\n"
    "@article{hidden2, title = {SECRET two}, author = {Byron, Ada}, keywords = {hidden}}\n"
    "@comment{SECRET comment}\n% SECRET line\n@string{secret = {SECRET macro}}\n@preamble{{SECRET preamble}}\n"
    "@article{child, title = {Larks}, crossref = {parent}}\n@proceedings{parent, title = {Birds}, owner = {SECRET parent}, file = {SECRET.pdf}}\n"
)
ONES = [(theme, format) for theme in all_themes() for format in theme.formats]


@pytest.mark.parametrize(("theme", "format"), ONES, ids=[f"{theme.name}-{format}" for theme, format in ONES])
def test_private_fields_and_hidden_entries_are_in_no_output(theme: Theme, format: str) -> None:
    bibliography = Bibliography.loads(BIB, me="Ada Byron")
    assert len(bibliography.hidden) == 2
    written = 0
    for _, options in variants(theme):
        try:
            text = bibliography.render(theme.name, format=format, **options)
        except PubsError:
            continue
        assert "SECRET" not in text, text[max(0, text.index("SECRET") - 100) :][:200]
        written += 1
    assert written > 5


@pytest.mark.parametrize("hidden", ["hidden1", "hidden2"])
def test_no_list_brings_hidden_entries_back(hidden: str) -> None:
    bibliography = Bibliography.loads(BIB)
    assert "SECRET" not in bibliography.render_list(ListConfig(theme="badge-list", where="title or true"), "html")
    with pytest.raises(PubsError, match=f"'order' names '{hidden}'"):
        bibliography.render_list(ListConfig(theme="badge-list", order=(hidden,)), "html")


WAYS = (
    "one.publication.entry.fields", "one.publication.key", "one.appearance.writer", "one.write(one)", "list.appearance.options", "one.html.publication.key", "one['publication'].key",
    "one|attr('publication')", "list.publications|map(attribute='publication.key')|join", "list.groups[0].publications[0].taste", "one.publication",
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_templates_do_not_reach_the_entry(tmp_path: Path, way: str) -> None:
    """A theme of the site's own sees what is documented; the entry behind it is out of its reach."""
    theme = tmp_path / "templates" / "raw"
    theme.mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "base"\nformats = ["html"]\n', encoding="utf-8")
    (theme / "list.jinja").write_text("{% set one = list.publications[0] %}{{ one.key }}{{ " + way + " }}")
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    bibliography = Bibliography.load(tmp_path / "a.bib", config=Config(templates="templates"), root=tmp_path)
    refusal = r"unknown name '(?P<name>\w+)'( \(did you mean '(?!(?P=name))|$)|.* is unsafe\.$"
    with pytest.raises(PubsError, match=rf"list\.jinja:1: template: ({refusal})"):
        bibliography.render("raw", format="html")


@pytest.mark.parametrize(("theme", "format"), ONES, ids=[f"{theme.name}-{format}" for theme, format in ONES])
def test_a_hundred_authors_and_endless_words(theme: Theme, format: str) -> None:
    letters = "abcdefghij"  # digits behind a name are marks
    authors = " and ".join(f"Byron{one}{other}, Ada" for one in letters for other in letters)
    one = Bibliography.loads(
        f"@article{{a, title = {{{'w' * 300}}}, author = {{{authors}}}, journal = {{{'ab ' * 300}}}, year = 2024, news_date = 2024}}"
    )
    text = replace(one, config=one.config).render(theme.name, format=format)
    assert theme.name in ("counts", "news") or ("w" * 300 in text and "Byronjj" in text)


GROUPS = (
    'field("file")', 'field("OWNER")', 'field("_note")', 'field("bdsk-file-1")', 'field("comment")', 'field("localfile")', 'field("review")',
    'field("fi" ~ "le")', '"x" ~ field("file")', '[field("file")]', 'title if not field("file") else field("owner")', 'field("file").split("/")[0]',
)  # fmt: skip


@pytest.mark.parametrize("expression", GROUPS)
def test_no_expression_that_is_shown_gives_a_private_field(expression: str) -> None:
    bibliography = Bibliography.loads(BIB)
    for settings in (
        ListConfig(theme="badge-list", group=expression),
        ListConfig(theme="counts", options={"rows": expression, "line": "{name}"}),
        ListConfig(theme="counts", options={"rows": expression, "columns": "year"}),
        ListConfig(theme="counts", options={"rows": "year", "columns": expression}),
    ):
        with pytest.raises(PubsError, match=r"the field '[\w-]+' is private and shown nowhere"):
            bibliography.render_list(settings, "html")


@pytest.mark.parametrize("expression", ["authors", "me", "[venue]", "identifiers", "authors[0].name", "{1: title}"])
def test_what_is_no_text_is_no_title(expression: str) -> None:
    bibliography = Bibliography.loads(BIB, me="Ada Byron")
    for settings in (
        ListConfig(group=expression),
        ListConfig(theme="counts", options={"rows": expression, "line": "{name}"}),
    ):
        with pytest.raises(PubsError, match=r"cannot be '.*', which gives an? \w+"):
            bibliography.render_list(settings, "html")


def test_private_fields_choose_and_sort_and_those_with_a_meaning_are_shown() -> None:
    bibliography = Bibliography.loads(BIB)
    chosen = bibliography.select('field("file")').sort('field("owner")', '-field("_note")')
    assert [each.key for each in chosen] == ["shown", "child"]
    settings = ListConfig(theme="badge-list", group='field("_x")')
    mapped = Bibliography.loads(BIB, config=Config(fields={"_x": "note"}))
    assert "SECRET of _x" in mapped.render_list(settings, "html")
    named = ListConfig(theme="badge-list", group='field("code") or "None"')
    assert "https://x.org" in bibliography.render_list(named, "html")
