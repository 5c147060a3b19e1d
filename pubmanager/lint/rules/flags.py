"""Rules about fields that say yes or no, and about what selected papers have for their readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.dialects import is_known_field
from pubmanager.lint.nearest import renamed_flag
from pubmanager.lint.rule import also, rule
from pubmanager.model.fields import BY_NAME
from pubmanager.model.values import is_flag, is_true

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField


_OWN = ("selected", "hidden", "bibtex_show")
_FLAGS = frozenset((*_OWN, *(alias.name for name in ("selected", "hidden") for alias in BY_NAME[name].aliases)))
_NUMBERS = {"0", "1"}
# Fields that al-folio's templates only ask whether they are there. Source: al-folio, _layouts/bib.liquid.
_PRESENCE = ("bibtex_show", "altmetric", "dimensions", "google_scholar_id", "inspirehep_id", "abstract", "award",
             "arxiv", "hal", "html", "pdf", "supp", "video", "blog", "code", "poster", "slides", "website")  # fmt: skip


@rule("H001", scope="bibliography", severity=Severity.WARNING, fix="safe")
def not_a_boolean(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A field for yes or no has another value than `true` or `false`.

    Why: al-folio and other themes compare with the exact text `true`: they read `True`, `yes` and `1` as no. A file
    that has `1` everywhere was made for a theme that reads it; this case is in `tidy`.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://example.org/a}, selected = {True}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          url = {https://example.org/a}, selected = {true}}

    Fix: safe; `true` or `false` is written, if the value means one of them.
    Source: jekyll-scholar's queries; pages on which a selected paper is missing.
    """
    yield from _not_booleans(checked, are_usual=False)


@also("H001", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="safe")
def usual_number(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """The field has the value `1` everywhere in the file."""
    yield from _not_booleans(checked, are_usual=True)


def _not_booleans(checked: CheckedBibliography, *, are_usual: bool) -> Iterator[Diagnostic]:
    fields = [(entry.source.path, field) for entry in checked.entries for field in entry.named(_FLAGS)]
    contents: dict[tuple[str, str], list[str]] = {}
    for path, field in fields:
        contents.setdefault((path, field.name), []).append(field.content)
    usual = {kind for kind, every in contents.items() if len(every) > 1 and set(every) <= _NUMBERS}
    for path, field in fields:
        if ((path, field.name) in usual) == are_usual:
            yield from _not_a_boolean(field)


def _not_a_boolean(field: CheckedField) -> Iterator[Diagnostic]:
    bare = field.content.strip('{}" \t\r\n')
    if not field.is_literal or not bare or field.content in ("true", "false"):
        return
    if is_flag(bare):
        word = "true" if is_true(bare) else "false"
        fix = field.rewriting(f"write {quoted(word)}", word)
        is_wrapped = bare == word
        what = (
            f"blanks or braces around {quoted(word)}"
            if is_wrapped
            else f"{quoted(field.content)} instead of {quoted(word)}"
        )
        yield field.at(what, fix=fix)
    elif field.name in _OWN:
        yield field.at(f"{quoted(field.content)} is neither 'true' nor 'false'")


@rule("H002", scope="field", severity=Severity.WARNING, fields=_PRESENCE, fix="unsafe")
def false_means_yes(field: CheckedField) -> Iterator[Diagnostic]:
    """A field has the value `false`, but al-folio only checks whether the field exists.

    Why: `bibtex_show = {false}` displays the BibTeX, and `pdf = {false}` a button that leads nowhere.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, bibtex_show = {false}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, bibtex_show = {true}}

    Fix: unsafe; the field is removed, which al-folio reads as no.
    Source: al-folio, `_layouts/bib.liquid`.
    """
    if field.content.strip('{}" \t\r\n').casefold() in ("false", "no", "off"):
        fix = field.removing("remove the field")
        yield field.at(f"{quoted(field.name)} counts as yes when it is {quoted(field.content)}", fix=fix)


@rule("H003", scope="entry", severity=Severity.INFO, selection="tidy")
def home_made_flag(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A flag has a name that nothing reads, such as `selected1`.

    Why: usually it was renamed to disable it for a while, and then forgotten; `false` disables a flag.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, selected1 = {true}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, selected = {false}}

    Fix: none; only you know whether the flag is on.
    Source: bibliographies on homepages.
    """
    facts = entry.facts
    for written in entry.entry.fields:
        flag = renamed_flag(written.name)
        if not flag or is_known_field(written.name, facts.dialects):
            continue
        field = entry.field(written.name)
        is_used = facts.site is not None and written.name in facts.site.template_fields
        if field and not is_used and is_flag(field.value) and field.value:
            yield field.at_name(f"nothing reads {quoted(field.name)}; the flag is {quoted(flag)}")


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
