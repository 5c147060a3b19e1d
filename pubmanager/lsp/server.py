"""The server: which message is answered how; everything else is in the modules beside."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from pubmanager import __version__
from pubmanager.errors import PubsError
from pubmanager.findings import Severity
from pubmanager.lint.report.shape import rule_page
from pubmanager.lsp.completion import Proposal, proposals, understood
from pubmanager.lsp.documents import Draft, difference, draft_of, is_uri, offset_at, position_at, range_of, text_edit
from pubmanager.lsp.navigation import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygls.workspace import Workspace

    from pubmanager.findings import Finding

DELAY = 0.25  # seconds of rest before a text is linted while it is typed
FIX_ALL = "source.fixAll.pubs"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_KINDS = {
    "type": types.CompletionItemKind.Class,
    "field": types.CompletionItemKind.Field,
    "venue": types.CompletionItemKind.Value,
    "role": types.CompletionItemKind.EnumMember,
    "key": types.CompletionItemKind.Reference,
    "list": types.CompletionItemKind.Module,
}


class _Protocol(LanguageServerProtocol):
    """The protocol with editors that speak of documents which they never opened, or by what is no URI."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Iterator[Any]:
        if is_uri(params.text_document.uri):
            yield from super().lsp_text_document__did_open(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Iterator[Any]:
        if is_open(self.workspace, params.text_document.uri):
            yield from super().lsp_text_document__did_change(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Iterator[Any]:
        if is_open(self.workspace, params.text_document.uri):
            yield from super().lsp_text_document__did_close(params)


def is_open(workspace: Workspace, uri: str) -> bool:
    """Whether an editor has opened a document; the library would read others from the disk."""
    return unquote(uri) in workspace.text_documents


class Server(LanguageServer):
    """A language server with the drafts that are open, by URI."""

    def __init__(self) -> None:
        # Whole texts: the protocol's lines are not those of Python's splitlines, by which changes would be applied.
        super().__init__(
            "pubs", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full, protocol_cls=_Protocol
        )
        self._drafts: dict[str, Draft] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}

    @property
    def encoding(self) -> str:
        """The units of columns that client and server agreed on."""
        return types.PositionEncodingKind(self.workspace.position_encoding or types.PositionEncodingKind.Utf16).value

    def draft(self, uri: str) -> Draft | None:
        """Returns a document, linted as it is now; ``None`` for one that is not open."""
        if not is_open(self.workspace, uri):
            return None
        text = self.workspace.get_text_document(uri).source
        known = self._drafts.get(uri)
        if known is None or known.source.text != text:
            known = self._drafts[uri] = draft_of(uri, text)
        return known

    def lint_soon(self, uri: str, delay: float = 0.0) -> None:
        """Publishes findings after a rest; a newer call replaces one that waits."""
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._waiting[uri] = asyncio.ensure_future(self._publish(uri, delay))

    async def _publish(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        if not is_open(self.workspace, uri):
            return
        document = self.workspace.get_text_document(uri)
        draft = await asyncio.to_thread(draft_of, uri, document.source)
        self._drafts[uri] = draft
        found = list(diagnostics(draft, self.encoding))
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, document.version))

    def saved(self) -> None:
        """Lints every open document again: files of a site look at each other."""
        for uri in [*self._drafts]:
            self.lint_soon(uri)

    def close(self, uri: str) -> None:
        """Forgets a document."""
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._drafts.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def create() -> Server:
    """Returns a server that is ready to start."""
    server = Server()
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(partial(_opened, server))
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(partial(_changed, server))
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(partial(_saved, server))
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(partial(_closed, server))
    server.feature(types.TEXT_DOCUMENT_HOVER)(partial(_hover, server))
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))(
        partial(_actions, server)
    )
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(partial(_symbols, server))
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)(partial(_links, server))
    server.feature(types.TEXT_DOCUMENT_FORMATTING)(partial(_format, server))
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(partial(_definition, server))
    server.feature(types.TEXT_DOCUMENT_REFERENCES)(partial(_references, server))
    server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(partial(_prepare_rename, server))
    server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(partial(_rename, server))
    triggers = types.CompletionOptions(trigger_characters=["@", "{", '"', "=", ","])
    server.feature(types.TEXT_DOCUMENT_COMPLETION, triggers)(partial(_complete, server))
    return server


async def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    server.lint_soon(params.text_document.uri)


async def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    server.lint_soon(params.text_document.uri, DELAY)


async def _saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    server.saved()


async def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.close(params.text_document.uri)


def diagnostics(draft: Draft, encoding: str) -> Iterator[types.Diagnostic]:
    """Yields the findings about a document, and why there are none where its site cannot be read."""
    if draft.trouble:
        start = types.Position(0, 0)
        yield types.Diagnostic(types.Range(start, start), draft.trouble, types.DiagnosticSeverity.Error, source="pubs")
    for finding in draft.findings:
        yield _diagnostic(draft, finding, encoding)


def _diagnostic(draft: Draft, finding: Finding, encoding: str) -> types.Diagnostic:
    page = rule_page(finding.code)
    return types.Diagnostic(
        range_of(draft.source, finding.span, encoding),
        finding.message,
        _SEVERITIES[finding.severity],
        finding.code,
        types.CodeDescription(page) if page else None,
        "pubs",
    )


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    draft = server.draft(params.text_document.uri)
    if draft is None:
        return None
    text = understood(draft, offset_at(draft.source, params.position, server.encoding))
    return types.Hover(types.MarkupContent(types.MarkupKind.PlainText, text)) if text else None


def _complete(server: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    draft = server.draft(params.text_document.uri)
    if draft is None:
        return []
    offset = offset_at(draft.source, params.position, server.encoding)
    found = proposals(draft, offset)
    return [_item(draft, each, offset, server.encoding, order) for order, each in enumerate(found)]


def _asked(server: Server, document: types.TextDocumentIdentifier) -> Asked | None:
    draft = server.draft(document.uri)
    texts = {uri: each.source for uri, each in server.workspace.text_documents.items()}
    return Asked(draft, document.uri, server.encoding, texts) if draft else None


def _symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    asked = _asked(server, params.text_document)
    return asked.symbols() if asked else []


def _links(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    asked = _asked(server, params.text_document)
    return asked.links() if asked else []


def _format(server: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    asked = _asked(server, params.text_document)
    return asked.formatted() if asked else []


def _definition(server: Server, params: types.DefinitionParams) -> list[types.Location]:
    asked = _asked(server, params.text_document)
    return asked.definitions(params.position) if asked else []


def _references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    asked = _asked(server, params.text_document)
    with_definition = params.context.include_declaration
    return asked.references(params.position, with_definition=with_definition) if asked else []


def _prepare_rename(server: Server, params: types.PrepareRenameParams) -> types.Range | None:
    asked = _asked(server, params.text_document)
    return asked.renamable(params.position) if asked else None


def _rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    asked = _asked(server, params.text_document)
    try:
        return asked.renamed(params.position, params.new_name) if asked else None
    except PubsError as error:
        raise JsonRpcInvalidParams(str(error)) from error


def _item(draft: Draft, proposal: Proposal, offset: int, encoding: str, order: int) -> types.CompletionItem:
    start = position_at(draft.source, offset - proposal.typed, encoding)
    place = types.Range(start, position_at(draft.source, offset, encoding))
    return types.CompletionItem(
        proposal.text,
        kind=_KINDS[proposal.kind],
        detail=proposal.detail or proposal.kind,
        sort_text=f"{order:05}",
        filter_text=f"{proposal.text} {proposal.detail}" if proposal.kind == "venue" else proposal.text,
        text_edit=types.TextEdit(place, proposal.text),
    )


def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    draft = server.draft(uri)
    if draft is None:
        return []
    only = params.context.only or [types.CodeActionKind.QuickFix, FIX_ALL]
    actions: list[types.CodeAction] = []
    if types.CodeActionKind.QuickFix in only:
        first, last = (
            offset_at(draft.source, each, server.encoding) for each in (params.range.start, params.range.end)
        )
        near = [each for each in draft.findings if each.span.start <= last and first <= each.span.end]
        actions += [_quick_fix(draft, each, uri, server.encoding) for each in near if each.fix]
    if any(each == FIX_ALL or FIX_ALL.startswith(f"{each}.") for each in only):
        actions += _fix_all(draft, uri, server.encoding)
    return actions


def _quick_fix(draft: Draft, finding: Finding, uri: str, encoding: str) -> types.CodeAction:
    assert finding.fix is not None
    edits = [text_edit(draft.source, each, encoding) for each in finding.fix.edits]
    title = finding.fix.title if finding.fix.safe else f"{finding.fix.title} (unsafe)"
    return types.CodeAction(
        f"{finding.code}: {title}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[_diagnostic(draft, finding, encoding)],
        is_preferred=finding.fix.safe,
        edit=types.WorkspaceEdit({uri: edits}),
    )


def _fix_all(draft: Draft, uri: str, encoding: str) -> Iterator[types.CodeAction]:
    if draft.target is None or not any(each.fix and each.fix.safe for each in draft.findings):
        return
    fixed = draft.target.fix().sources[draft.source.path]
    if fixed.text != draft.source.text:
        edit = types.WorkspaceEdit({uri: [difference(draft.source, fixed.text, encoding)]})
        yield types.CodeAction("Fix all that can be fixed safely", kind=FIX_ALL, edit=edit)
