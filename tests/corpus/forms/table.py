"""The forms of forty real pages, kept in ``forms.txt``; which of them settings give, and which not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.forms.invented import rendered, skeletons
from corpus.forms.rows import NoRow
from corpus.forms.settings import Settings, settings_of
from corpus.forms.survey import survey
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILE = Path(__file__).with_name("forms.txt")


@dataclass(frozen=True)
class Form:
    """A form and where it was found. Shape: ``pages`` are numbers of pages in the order of their names."""

    kind: str
    skeleton: str
    entries: int
    pages: tuple[int, ...]

    def line(self) -> str:
        """Returns the form as ``forms.txt`` has it."""
        return f"{self.entries}\t{','.join(map(str, self.pages))}\t{self.kind}\t{self.skeleton}"


@dataclass(frozen=True)
class Result:
    """What became of a form. Shape: ``missing`` is empty if the settings give it."""

    form: Form
    settings: Settings | None = None
    example: str = ""
    missing: str = ""


def found_forms(folder: Path) -> list[Form]:
    """Counts the forms of real pages, the commonest first."""
    entries = [entry for entry in survey(folder) if entry.is_publication]
    numbers = {site: number for number, site in enumerate(sorted({entry.site for entry in entries}), 1)}
    places: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        places.setdefault((entry.kind, entry.skeleton), []).append(numbers[entry.site])
    forms = [Form(*key, len(pages), tuple(sorted(set(pages)))) for key, pages in places.items()]
    return sorted(forms, key=lambda form: (-form.entries, form.kind, form.skeleton))


def kept_forms() -> list[Form]:
    """Reads ``forms.txt``."""
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [Form(kind, text, int(count), tuple(map(int, pages.split(",")))) for count, pages, kind, text in rows]


def keep(forms: Iterable[Form]) -> None:
    """Writes ``forms.txt``."""
    FILE.write_text("".join(form.line() + "\n" for form in forms), encoding="utf-8")


def results_of(forms: Sequence[Form]) -> list[Result]:
    """Renders an invented entry for each form and compares its skeleton."""
    tried = [_tried(form) for form in forms]
    rendered_ones = [result for result in tried if result.example]
    read = skeletons([each.form.kind for each in rendered_ones], [each.example for each in rendered_ones])
    given = {each.form: skeleton for each, skeleton in zip(rendered_ones, read, strict=True)}
    return [_compared(result, given.get(result.form, "")) for result in tried]


def _tried(form: Form) -> Result:
    try:
        settings = settings_of(form.kind, form.skeleton)
        return Result(form, settings, rendered(settings))
    except (NoRow, PubsError) as error:
        return Result(form, missing=str(error))


def _compared(result: Result, skeleton: str) -> Result:
    if result.missing or skeleton == result.form.skeleton:
        return result
    return Result(result.form, result.settings, result.example, f"gives {skeleton}")


def covered(results: Iterable[Result], kind: str = "") -> tuple[int, int]:
    """Returns how many boxes and list entries the settings give, of how many."""
    chosen = [result for result in results if kind in ("", result.form.kind)]
    return sum(each.form.entries for each in chosen if not each.missing), sum(each.form.entries for each in chosen)
