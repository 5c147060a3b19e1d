"""Rules about what readers of selected papers look for: a summary, an abstract, a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.rule import also, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry

_FEWEST = 3
_ABSTRACTS = ("abstract", "abstract_en", "abstractnote")


@rule("H016", scope="entry", severity=Severity.INFO, selection="tidy")
def selected_without_link(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A selected paper has no link, or no abstract or preview where the others have one.

    Why: readers of the selected papers want to open them; one without a picture or a button leaves a gap in the list.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, selected = {true}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, selected = {true},
          pdf = {https://example.org/owls.pdf}}

    Fix: none; only you know the link, the abstract and the picture.
    Source: al-folio's selected papers.
    """
    publication = entry.publication
    if publication is None or not publication.is_selected or publication.links or publication.is_hidden:
        return
    field = entry.field("selected")
    message = "a selected paper has no link"
    yield field.at_name(message) if field else entry.at_key(message)


@also("H016", scope="bibliography", severity=Severity.INFO, selection="tidy")
def selected_without_abstract(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """An abstract is missing, but most of the others have one."""
    selected = [each for each in checked.entries if each.publication and each.publication.is_selected]
    without = [each for each in selected if not each.has(*_ABSTRACTS) and each.publication]
    count = len(selected) - len(without)
    for entry in without if count >= _FEWEST and count > len(without) else ():
        yield entry.at_key("a selected paper has no abstract, most others have one")
