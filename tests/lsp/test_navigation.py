"""Outline, definitions, references, renaming, links and formatting, as an editor asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsp.editor import Client, ended, talk
from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """\
bib = ["a.bib", "b.bib"]
pages = ["*.md"]
[me]
name = "Jane Doe"
[list.chosen]
theme = "badge-list"
order = ["owl", "lark"]
[list.rest]
theme = "cards"
"""
OWN = """\
@string{icml = "International Conference on Machine Learning"}
@inproceedings{owl,
  title = {Käfer 🦉 and Owls}, crossref = {birds2020},
  author = {Doe, Jane}, doi = {10.1000/owl},
  related = {lark, owl}, code = {doe/owls},
  url = {https://example.org/owl},
}
@misc{lark, title={Larks}, author={Doe, Jane},year=2021,related={owl}}
"""
OTHER = "@proceedings{birds2020,\n  title = {Birds of 2020},\n  year = 2020,\n  booktitle = {Birds of 2020},\n}\n"
PAGE = """\
---
related_publications: owl, lark
---
# Birds {% cite owl --file a %}, [@owl; @lark], {cite}`owl`, owl, me@owl, `{% cite larks %}`

<!-- pubs:begin chosen -->
<!-- pubs:end chosen -->
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("pubs.toml", SETTINGS), ("a.bib", OWN), ("b.bib", OTHER), ("page.md", PAGE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def place_of(text: str, mark: str, offset: int = 0) -> types.Position:
    """Returns the position of a text in a document, as an editor counts that has UTF-16."""
    before = text[: text.index(mark) + offset]
    return types.Position(before.count("\n"), len(before.rsplit("\n", 1)[-1].encode("utf-16-le")) // 2)


def at(text: str, range: types.Range) -> str:
    """Returns what stands in a range of one line."""
    assert range.start.line == range.end.line
    line = text.split("\n")[range.start.line].encode("utf-16-le")
    return line[2 * range.start.character : 2 * range.end.character].decode("utf-16-le")


def edited(text: str, edits: Any) -> str:
    """Applies edits of single lines as an editor does."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    for edit in sorted(edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
        start, end = edit.range.start, edit.range.end
        assert start.line == end.line
        line = lines[start.line]
        new = edit.new_text.encode("utf-16-le")
        lines[start.line] = line[: 2 * start.character] + new + line[2 * end.character :]
    return "\n".join(line.decode("utf-16-le") for line in lines)


def test_hovering_over_a_citation_shows_its_publication(folder: Path) -> None:
    page = (folder / "page.md").as_uri()

    async def story(client: Client) -> tuple[str, str]:
        await client.open(PAGE, page)
        cited, plain = place_of(PAGE, "@lark", 2), place_of(PAGE, "Birds", 2)
        return await client.hover(cited.line, cited.character, page), await client.hover(
            plain.line, plain.character, page
        )

    cited, plain = talk(folder, story)
    assert cited.startswith("Larks\nJane Doe (me)") and plain == ""


def test_an_outline_shows_entries_macros_and_regions(folder: Path) -> None:
    async def story(client: Client) -> None:
        await client.open(OWN)
        found = await client.symbols(client.uri)
        assert [(each.name, each.detail) for each in found] == [
            ("icml", '"International Conference on Machine Learning"'), ("owl", "Käfer 🦉 and Owls"), ("lark", "Larks"),
        ]  # fmt: skip
        assert [at(OWN, each.selection_range) for each in found] == ["icml", "owl", "lark"]
        assert found[1].range.start.line == 1 and found[1].range.end.line == 6
        page = (folder / "page.md").as_uri()
        await client.open(PAGE, page)
        assert [(each.name, each.range.start.line) for each in await client.symbols(page)] == [("chosen", 5)]

    talk(folder, story)


def test_keys_lead_to_their_entries_and_back(folder: Path) -> None:
    other, page = (folder / "b.bib").as_uri(), (folder / "page.md").as_uri()

    async def story(client: Client) -> None:
        await client.open(OWN)
        for mark, offset, uri, line in (
            ("{birds2020}", 3, other, 0), ("{lark, owl}", 1, client.uri, 7), ("{lark, owl}", 8, client.uri, 1),
            ("@inproceedings{owl", 16, client.uri, 1),
        ):  # fmt: skip
            found = await client.definition(client.uri, place_of(OWN, mark, offset))
            assert [(each.uri, each.range.start.line) for each in found] == [(uri, line)], mark
        assert await client.definition(client.uri, place_of(OWN, "title")) == []
        await client.open(PAGE, page)
        for mark, offset in ((": owl", 3), ("cite owl", 5), ("[@owl", 2), ("`owl`", 2)):
            found = await client.definition(page, place_of(PAGE, mark, offset))
            assert [(each.uri, each.range.start.line) for each in found] == [(client.uri, 1)], mark
        for mark, offset in ((", owl, me", 3), ("me@owl", 4), ("larks", 2)):
            assert await client.definition(page, place_of(PAGE, mark, offset)) == [], mark
        lark = await client.references(page, place_of(PAGE, "@lark", 2))
        # In the .bib the related field; on the page the front matter and the citation; in pubs.toml the order.
        assert sorted(each.uri.rsplit("/")[-1] for each in lark) == ["a.bib", "page.md", "page.md", "pubs.toml"]

    talk(folder, story)


def test_a_key_is_renamed_wherever_it_stands(folder: Path) -> None:
    async def story(client: Client) -> None:
        await client.open(OWN)
        place = place_of(OWN, "@inproceedings{owl", 15)
        range = await client.prepare_rename(place)
        assert range and at(OWN, range) == "owl"
        assert await client.prepare_rename(place_of(OWN, "title")) is None
        changes = await client.rename(place, "doe2020owls")
        texts = {name: (folder / name).read_text(encoding="utf-8") for name in ("a.bib", "page.md", "pubs.toml")}
        assert {(folder / name).as_uri() for name in texts} == changes.keys()
        new = {name: edited(text, changes[(folder / name).as_uri()]) for name, text in texts.items()}
        assert new["pubs.toml"] == SETTINGS.replace('"owl"', '"doe2020owls"')
        assert new["a.bib"] == OWN.replace("{owl,", "{doe2020owls,").replace(" owl}", " doe2020owls}").replace(
            "{owl}", "{doe2020owls}"
        )
        assert new["page.md"] == PAGE.replace(": owl", ": doe2020owls").replace("cite owl", "cite doe2020owls").replace(
            "[@owl", "[@doe2020owls"
        ).replace("`owl`", "`doe2020owls`")

    talk(folder, story)


@pytest.mark.parametrize(("key", "reason"), [("a b", "cannot be"), ("", "cannot be"), ("lark", "another entry"), ("x,y", "cannot be")])  # fmt: skip
def test_keys_that_cannot_be_are_refused(folder: Path, key: str, reason: str) -> None:
    async def story(client: Client) -> None:
        await client.open(OWN)
        with pytest.raises(JsonRpcException, match=reason):
            await client.rename(place_of(OWN, "@inproceedings{owl", 15), key)

    talk(folder, story)


def test_a_key_is_not_renamed_in_a_page_that_is_not_saved(folder: Path) -> None:
    async def story(client: Client) -> None:
        await client.open(OWN)
        await client.open("New first line\n" + PAGE, (folder / "page.md").as_uri())
        with pytest.raises(JsonRpcException, match=r"page\.md is not saved"):
            await client.rename(place_of(OWN, "@inproceedings{owl", 15), "tern")

    talk(folder, story)


def test_fields_lead_to_their_addresses(folder: Path) -> None:
    async def story(client: Client) -> dict[str, str | None]:
        await client.open(OWN)
        return {at(OWN, each.range): each.target for each in await client.links()}

    assert talk(folder, story) == {
        "10.1000/owl": "https://doi.org/10.1000/owl", "doe/owls": "https://github.com/doe/owls",
        "https://example.org/owl": "https://example.org/owl",
    }  # fmt: skip


def test_formatting_is_that_of_the_command(folder: Path) -> None:
    from pubmanager.bibtex.read import read
    from pubmanager.config.load import load_config
    from pubmanager.formatting.format import format_reading
    from pubmanager.source import Source

    text = "@misc{owl,\n  title = {Owls},\n    year={2020}}\n\n\n@misc{lark,\n  title = {Larks},\n  year = {2021},\n}\n"

    async def story(client: Client) -> tuple[str, list[types.TextEdit]]:
        await client.open(text)
        edits = await client.format()
        client.type("@misc{owl, title = {Owls, year = 2020}\n@misc{lark, title={L}}")
        await client.diagnostics()
        return client.uri, [*edits, *await client.format()]

    _, edits = talk(folder, story)
    assert len(edits) == 1  # nothing while an entry cannot be read
    lines = text.split("\n")
    start, end = edits[0].range.start, edits[0].range.end
    before = "\n".join([*lines[: start.line], lines[start.line][: start.character]])
    after = "\n".join([lines[end.line][end.character :], *lines[end.line + 1 :]])
    wanted = format_reading(read(Source("a.bib", text)), load_config(folder / "pubs.toml").format)
    assert wanted.is_change and before + edits[0].new_text + after == wanted.text


def test_pages_complete_keys_and_lists(folder: Path) -> None:
    page = (folder / "page.md").as_uri()

    async def story(client: Client) -> None:
        await client.open(PAGE, page)
        for text in ("As {% cite o|", "As {% cite lark o| %}", "As [@o|", "[see @lark; @|]", "{cite:p}`lark,o|`",
                     "---\nrelated_publications: lark, o|", "---\npubs:\n  - lark\n  - o|"):  # fmt: skip
            found = await client.complete(text, page)
            assert found.keys() == {"owl", "lark", "birds2020"}, text
            edit = found["owl"].text_edit
            assert isinstance(edit, types.TextEdit) and text.split("|")[0].endswith(at(text.split("|")[0], edit.range))
            assert found["lark"].detail == "Larks"
        assert (await client.complete("<!-- pubs:begin ch| -->", page)).keys() == {"chosen", "rest"}
        for nothing in ("o|", "Write to me@o|", "{% include o|", "`owl`|", "{% cite owl %} o|"):
            assert await client.complete(nothing, page) == {}, nothing

    talk(folder, story)


def test_fields_complete_the_keys_of_containers(folder: Path) -> None:
    async def story(client: Client) -> dict[str, types.CompletionItem]:
        await client.open(OWN)
        return await client.complete(OWN + "@inproceedings{tern, crossref = {bi|")

    assert talk(folder, story)["birds2020"].detail in ("Birds of 2020", "@proceedings")


def test_what_cannot_be_read_gives_nothing(folder: Path) -> None:
    async def story(client: Client) -> bytes:
        await client.open(OWN)
        (folder / "pubs.toml").write_text("bibb = 1\n")
        client.type(OWN + "\n")
        await client.diagnostics()
        place = types.Position(1, 16)
        assert await client.symbols(client.uri) == [] and await client.links() == [] and await client.format() == []
        assert await client.definition(client.uri, place) == [] and await client.prepare_rename(place) is None
        return await ended(client)

    assert b"Traceback" not in talk(folder, story)
