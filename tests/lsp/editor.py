"""An editor: a client that talks with a real server over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path


class Client:
    """An editor with one document."""

    def __init__(self, folder: Path) -> None:
        self.client = LanguageClient("editor", "1")
        self.uri = (folder / "a.bib").as_uri()
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.version = 1
        self.is_over = False

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published.put_nowait(params)

    async def start(self, folder: Path, encodings: list[types.PositionEncodingKind]) -> types.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "pubmanager", "lsp", cwd=str(folder))
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        capabilities = types.ClientCapabilities(general=general)
        result = await self.client.initialize_async(types.InitializeParams(capabilities, root_uri=folder.as_uri()))
        self.client.initialized(types.InitializedParams())
        return result

    async def open(self, text: str, uri: str = "") -> list[types.Diagnostic]:
        document = types.TextDocumentItem(uri or self.uri, "bibtex", self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return await self.diagnostics(document.uri)

    def close(self, uri: str | None = None) -> None:
        document = types.TextDocumentIdentifier(self.uri if uri is None else uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    def type(self, text: str, uri: str = "") -> None:
        self.version += 1
        document = types.VersionedTextDocumentIdentifier(self.version, uri or self.uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def diagnostics(self, uri: str = "") -> list[types.Diagnostic]:
        """Waits for what is published next about a document."""
        while True:
            found = await asyncio.wait_for(self.published.get(), 60)
            if found.uri == (uri or self.uri):
                return [*found.diagnostics]

    async def hover(self, line: int, column: int, uri: str = "") -> str:
        place = types.HoverParams(types.TextDocumentIdentifier(uri or self.uri), types.Position(line, column))
        found = await self.client.text_document_hover_async(place)
        assert found is None or isinstance(found.contents, types.MarkupContent)
        if found is None:
            return ""
        assert found.contents.kind == types.MarkupKind.PlainText
        return found.contents.value

    async def complete(self, text: str, uri: str = "") -> dict[str, types.CompletionItem]:
        """Completes where the text has a ``|``."""
        before = text.split("|")[0]
        self.type(text.replace("|", ""), uri)
        place = types.Position(before.count("\n"), len(before.split("\n")[-1].encode("utf-16-le")) // 2)
        document = types.TextDocumentIdentifier(uri or self.uri)
        found = await self.client.text_document_completion_async(types.CompletionParams(document, place))
        assert isinstance(found, list)
        return {item.label: item for item in found}

    async def symbols(self, uri: str) -> list[types.DocumentSymbol]:
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        found = await self.client.text_document_document_symbol_async(params)
        return [each for each in found or [] if isinstance(each, types.DocumentSymbol)]

    async def links(self) -> list[types.DocumentLink]:
        params = types.DocumentLinkParams(types.TextDocumentIdentifier(self.uri))
        return [*(await self.client.text_document_document_link_async(params) or ())]

    async def format(self) -> list[types.TextEdit]:
        params = types.DocumentFormattingParams(
            types.TextDocumentIdentifier(self.uri), types.FormattingOptions(2, True)
        )
        return [*(await self.client.text_document_formatting_async(params) or ())]

    async def definition(self, uri: str, place: types.Position) -> list[types.Location]:
        params = types.DefinitionParams(types.TextDocumentIdentifier(uri), place)
        found = await self.client.text_document_definition_async(params)
        assert found is None or isinstance(found, (list, tuple))
        return [each for each in found or () if isinstance(each, types.Location)]

    async def references(self, uri: str, place: types.Position) -> list[types.Location]:
        context = types.ReferenceContext(include_declaration=False)
        params = types.ReferenceParams(context, types.TextDocumentIdentifier(uri), place)
        return [*(await self.client.text_document_references_async(params) or ())]

    async def prepare_rename(self, place: types.Position) -> types.Range | None:
        params = types.PrepareRenameParams(types.TextDocumentIdentifier(self.uri), place)
        found = await self.client.text_document_prepare_rename_async(params)
        assert found is None or isinstance(found, types.Range)
        return found

    async def rename(self, place: types.Position, key: str) -> dict[str, Sequence[types.TextEdit]]:
        params = types.RenameParams(types.TextDocumentIdentifier(self.uri), place, key)
        found = await self.client.text_document_rename_async(params)
        return dict(found.changes or {}) if found else {}

    async def actions(self, range: types.Range, *only: str) -> list[types.CodeAction]:
        context = types.CodeActionContext([], only=[*only] or None)
        document = types.TextDocumentIdentifier(self.uri)
        found = await self.client.text_document_code_action_async(types.CodeActionParams(document, range, context))
        return [each for each in found or [] if isinstance(each, types.CodeAction)]


UTF16 = [types.PositionEncodingKind.Utf16]


def talk(
    folder: Path, story: Callable[[Client], Awaitable[Any]], encodings: list[types.PositionEncodingKind] = UTF16
) -> Any:
    """Starts the server, has a talk with it, and ends it; the server must end by itself, and cleanly."""

    async def run() -> Any:
        client = Client(folder)
        await client.start(folder, encodings)
        try:
            return await story(client)
        finally:
            if not client.is_over:
                await ended(client)
            await client.client.stop()

    return asyncio.run(run())


async def ended(client: Client) -> bytes:
    """Ends the server and returns what it said on standard error."""
    client.is_over = True
    await client.client.shutdown_async(None)
    client.client.exit(None)
    server = client.client._server
    assert server and server.stderr
    return await server.stderr.read()
