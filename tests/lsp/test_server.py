"""The language server, as a real client sees it over standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsp.editor import Client, ended, talk
from lsprotocol import types

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = 'bib = ["a.bib", "b.bib"]\n[me]\nname = "Jane Doe"\n[lint]\nselect = ["P", "F003"]\n'
OTHER = "@proceedings{birds2020,\n  title = {Birds of 2020},\n  year = 2020,\n}\n"
BIB = """\
@inproceedings{owl,
  title = {Käfer 🦉 and Owls} year = 2020,
  author = {Doe, Jane and Roe, Richard},
  author+an = {2=corresponding},
  booktitle = {International Conference on Machine Learning},
  url = {https://example.org/owl},
  year = 2021,
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pubs.toml").write_text(SETTINGS)
    (tmp_path / "a.bib").write_text("")
    (tmp_path / "b.bib").write_text(OTHER)
    return tmp_path


def applied(text: str, action: types.CodeAction, uri: str) -> str:
    """Applies an action as an editor does that counts UTF-16."""
    assert action.edit and action.edit.changes
    edits = sorted(action.edit.changes[uri], key=lambda each: (each.range.start.line, each.range.start.character))
    lines = text.split("\n")

    def offset(place: types.Position) -> int:
        line = lines[place.line].encode("utf-16-le")[: 2 * place.character].decode("utf-16-le")
        return sum(len(each) + 1 for each in lines[: place.line]) + len(line)

    for edit in reversed(edits):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@pytest.mark.parametrize(
    ("encoding", "column"),
    [(types.PositionEncodingKind.Utf16, 28), (types.PositionEncodingKind.Utf8, 31), (types.PositionEncodingKind.Utf32, 27)],
)  # fmt: skip
def test_findings_of_unsaved_text(folder: Path, encoding: types.PositionEncodingKind, column: int) -> None:
    """Columns count what client and server agreed on: the beetle and the owl before the fault differ."""

    async def story(client: Client) -> list[types.Diagnostic]:
        return await client.open(BIB)

    found = talk(folder, story, [encoding])
    assert [each.code for each in found] == ["P003", "P006"]
    comma = found[0]
    assert comma.source == "pubs" and comma.severity == types.DiagnosticSeverity.Error
    assert (comma.range.start.line, comma.range.start.character) == (1, column)


def test_typing_is_followed_and_closing_clears(folder: Path) -> None:
    async def story(client: Client) -> None:
        assert len(await client.open(BIB)) == 2
        client.type("@misc{a, titel = {x}}")
        client.type("@misc{a, title = {x}, year = 1, year = 2}")
        while [each.code for each in await client.diagnostics()] != ["P006"]:
            pass  # on a slow machine the text between was at rest for a moment
        client.close()
        assert await client.diagnostics() == []

    talk(folder, story)


def test_fixes_are_actions(folder: Path) -> None:
    async def story(client: Client) -> None:
        found = await client.open(text := BIB.replace("  year = 2021,\n", "").replace("author =", "auhtor ="))
        assert sorted(str(each.code) for each in found) == ["F003", "P003"]
        for finding in found:
            actions = await client.actions(finding.range, "quickfix")
            assert actions and actions[0].title.startswith(f"{finding.code}: "), finding
            assert actions[0].is_preferred == (not actions[0].title.endswith("(unsafe)"))
            client.type(applied(text, actions[0], client.uri))
            assert finding.code not in [each.code for each in await client.diagnostics()]
        nowhere = types.Range(types.Position(0, 0), types.Position(0, 0))
        assert await client.actions(nowhere, "quickfix") == []

    talk(folder, story)


def test_all_safe_fixes_are_one_action(folder: Path) -> None:
    text = '@string{unused = "x"}\n' + BIB.replace("  year = 2021,\n", "") + "@misc{x, title = {a}, title = {a}}\n"

    async def story(client: Client) -> tuple[list[types.CodeAction], str]:
        await client.open(text)
        whole = types.Range(types.Position(0, 0), types.Position(0, 0))
        return await client.actions(whole, "source.fixAll"), client.uri

    actions, uri = talk(folder, story)
    assert [each.title for each in actions] == ["Fix all that can be fixed safely"]
    from pubmanager.lint_target import target_of
    from pubmanager.source import Source

    fixed = target_of([Source(str(folder / "a.bib"), text)]).fix()
    assert fixed.applied and [applied(text, actions[0], uri)] == [each.text for each in fixed.sources.values()]


def test_hover_shows_the_publication(folder: Path) -> None:
    async def story(client: Client) -> list[str]:
        await client.open(BIB.replace("{Käfer", "{*Käfer* <b> \\textbf{fat}"))
        return [await client.hover(2, 5), await client.hover(40, 0)]

    inside, outside = talk(folder, story)
    assert outside == ""
    lines = inside.split("\n")
    assert lines[0].startswith("*Käfer* <b> fat") and lines[1] == "Jane Doe (me), Richard Roe (corresponding)"
    assert lines[2].startswith("ICML · International Conference on Machine Learning · conference · 2020")
    assert any(line.endswith(": https://example.org/owl") for line in lines)


def test_completion(folder: Path) -> None:
    async def story(client: Client) -> None:
        await client.open(BIB)
        kinds = await client.complete("@inpro|")
        assert {"inproceedings", "article"} <= kinds.keys() and "title" not in kinds
        edit = kinds["inproceedings"].text_edit
        assert isinstance(edit, types.TextEdit) and (edit.range.start.character, edit.range.end.character) == (1, 6)
        fields = await client.complete("@misc{a,\n  title = {🦉},\n  au|\n}")
        assert {"author", "year", "selected"} <= fields.keys() and not {"title", "article"} & fields.keys()
        venues = await client.complete("@inproceedings{a,\n  booktitle = {Internat|\n}")
        assert venues["International Conference on Machine Learning"].detail == "ICML"
        roles = await client.complete("@misc{a,\n  author = {A and B},\n  author+an = {1=eq|\n}")
        assert {"equal", "corresponding"} <= roles.keys()
        keys = await client.complete("@inproceedings{a,\n  crossref = {bir|},\n}")
        assert keys["birds2020"].detail == "Birds of 2020"
        for nothing in ("text|", "@misc{a,\n  title = {one, two|", "@misc{a,\n  title = {{X} one, two|"):
            assert await client.complete(nothing) == {}, nothing

    talk(folder, story)


def test_settings_that_cannot_be_read_are_told(folder: Path) -> None:
    (folder / "pubs.toml").write_text("bibb = 1\n")

    async def story(client: Client) -> list[types.Diagnostic]:
        return await client.open(BIB)

    found = talk(folder, story)
    assert len(found) == 1 and "pubs.toml" in found[0].message and "did you mean 'bib'?" in found[0].message


def test_documents_without_a_site(tmp_path: Path) -> None:
    async def story(client: Client) -> None:
        assert "P006" in [each.code for each in await client.open("@misc{a, year = 1, year = 2}")]
        assert await client.open("# A page", uri=(tmp_path / "x.md").as_uri()) == []
        assert "P006" in [each.code for each in await client.open("@misc{a, year = 1, year = 2}", uri="untitled:new")]

    talk(tmp_path, story)


ODD = (
    "untitled:new", "", "x", "::", "a b", "http://[x", "http://example.org/a.bib", "file://[x/a.bib", "file:///nowhere/a.bib", "file:///dev/zero.bib",
    "file:///%00.bib", "file:///%ff%fe.bib", "git:/a.bib?ref=HEAD", "file:///" + "x" * 5000 + ".bib", "vscode-notebook-cell:/a.bib#1", "file:///proc/self/mem.bib",
)  # fmt: skip
FAR = types.Position(4_000_000, 4_000_000)


async def ask_all(client: Client, uri: str, place: types.Position) -> tuple[Any, Any, Any]:
    """Returns what hovering, completing and code actions give at a place of a document."""
    document = types.TextDocumentIdentifier(uri)
    actions = types.CodeActionParams(document, types.Range(types.Position(0, 0), place), types.CodeActionContext([]))
    return (
        await client.client.text_document_hover_async(types.HoverParams(document, place)),
        list(await client.client.text_document_completion_async(types.CompletionParams(document, place)) or ()),  # type: ignore[call-overload] # a list
        list(await client.client.text_document_code_action_async(actions) or ()),
    )


def test_documents_that_nobody_opened_give_nothing_and_no_error(folder: Path) -> None:
    (folder / "c.bib").write_text("@misc{c, title = {C}, year = 1, year = 2}")
    (folder / "binary.bib").write_bytes(bytes(range(256)))
    uris = (*ODD, *((folder / name).as_uri() for name in ("a.bib", "c.bib", "binary.bib", "none.bib", "pubs.toml")))

    async def story(client: Client) -> bytes:
        for uri in uris:
            document = types.VersionedTextDocumentIdentifier(1, uri)
            change = types.TextDocumentContentChangeWholeDocument("@misc{x}")
            client.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
            assert await ask_all(client, uri, types.Position(0, 3)) == (None, [], []), uri
            assert await ask_all(client, uri, FAR) == (None, [], []), uri
            client.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
            client.close(uri)
        assert client.published.empty()
        assert "P006" in [each.code for each in await client.open("@misc{a, year = 1, year = 2}")]
        return await ended(client)

    assert b"Traceback" not in talk(folder, story)


TEXTS = (
    "", "\0" * 100, "".join(map(chr, range(256))), "@misc{a, title = {\ud800}}", "\ufeff@misc{a}", "@" * 1000, "@misc{a,\r\ttitle = {x}}\r\n\u2028",
)  # fmt: skip


def test_any_text_and_any_place_is_answered(folder: Path) -> None:
    places = [types.Position(line, column) for line in (0, 1, 7) for column in (0, 5, 9999)]

    async def story(client: Client) -> bytes:
        for text in TEXTS:
            (folder / "a.bib").write_text("")
            await client.open(text)
            for place in (*places, FAR):
                await ask_all(client, client.uri, place)
            (folder / "a.bib").unlink()
            client.type(BIB)
            assert "not there" in (await client.diagnostics())[0].message, ascii(text)
            hover, _, actions = await ask_all(client, client.uri, types.Position(0, 20))
            assert (hover, actions) == (None, []), ascii(text)
            client.close()
            assert await client.diagnostics() == []
        return await ended(client)

    assert b"Traceback" not in talk(folder, story)


def test_documents_of_odd_names_are_served_or_left_alone(folder: Path) -> None:
    async def story(client: Client) -> bytes:
        for number, uri in enumerate(ODD):
            document = types.TextDocumentItem(uri, "bibtex", 1, BIB)
            client.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
            await ask_all(client, uri, types.Position(0, 20))
            client.close(uri)
            usual = (folder / f"{number}.bib").as_uri()
            codes = [each.code for each in await client.open("@misc{a, year = 1, year = 2}", usual)]
            assert "P006" in codes, uri
        return await ended(client)

    assert b"Traceback" not in talk(folder, story)
