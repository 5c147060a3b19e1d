"""Open documents: unsaved texts of files, with what linting them says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.errors import PubsError
from pubmanager.lint_target import Target, target_of
from pubmanager.model.dates import today
from pubmanager.source import Source, shown_path

if TYPE_CHECKING:
    from pubmanager.findings import Finding

BIB_SUFFIXES = (".bib", ".bibtex")


class Draft(Struct, frozen=True):
    """One open document, linted.

    Shape: ``target`` is what it belongs to, ``None`` where that cannot be read; ``trouble`` is the reason.
    """

    source: Source
    target: Target | None = None
    findings: tuple[Finding, ...] = ()
    trouble: str = ""

    @property
    def is_bib(self) -> bool:
        return is_bib(self.source.path)


def is_bib(path: str) -> bool:
    """Whether a document is a bibliography; one that has no file yet is taken for one."""
    return path.lower().endswith(BIB_SUFFIXES) or path.startswith("<")


def draft_of(uri: str, text: str) -> Draft:
    """Lints a text as a draft of the file of a URI; a page that belongs to no site has no findings."""
    source = Source(path_of(uri), text)
    try:
        target = target_of([source])
        target = target.with_settings(replace(target.settings, today=target.settings.today or today()))
        own = target.sources.get(source.path, source)
        return Draft(own, target, tuple(target.lint()))
    except (PubsError, OSError) as error:
        return Draft(source, trouble=str(error) if is_bib(source.path) else "")


def is_uri(text: str) -> bool:
    """Whether a text can be taken apart as a URI."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def path_of(uri: str) -> str:
    """Returns the path of a URI as findings print it."""
    parts = urlsplit(uri)
    if parts.scheme != "file" or "\0" in unquote(parts.path):
        return f"<{unquote(parts.path) or 'text'}>"
    return shown_path(Path(url2pathname(parts.path)))
