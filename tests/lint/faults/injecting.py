"""Puts a fault into clean entries, one after the other, and counts what the linter makes of it."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lint.faults.clean import BIB, Clean, CleanPage, Faulty, entries, pages
from msgspec import Struct, field
from msgspec.structs import replace

from pubmanager import Bibliography, Site
from pubmanager.config.load import parse_config
from pubmanager.lint.engine import all_rules
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.faults.table import Fault

    from pubmanager.config.schema import Config
    from pubmanager.findings import Finding

for _name in (
    "files",
    "fields",
    "people",
    "texts",
    "identifiers",
    "across",
    "pages",
    "page_entries",
    "style",
    "links",
    "assets",
    "homepage",
):
    import_module(f"lint.faults.{_name}")

WANTED = 25
_UNTOUCHED: dict[tuple[str, str, str], list[Finding]] = {}


class Tally(Struct):
    """What became of the faults of one rule.

    Shape: ``found`` anywhere, ``placed`` at the right place; ``consequences`` counts the rules that spoke too and may,
    ``others`` those that may not; ``missed`` says in which entries something is not as it should be.
    """

    injected: int = 0
    found: int = 0
    placed: int = 0
    consequences: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    missed: list[str] = []


def tally(fault: Fault, wanted: int | None = None) -> Tally:
    """Puts a fault into so many clean entries or pages; into 25 otherwise, or wherever it fits."""
    wanted = wanted or (None if fault.is_everywhere else WANTED)
    count = Tally()
    for clean, faulty in _faulty(fault):
        before = Counter(each.code for each in untouched(clean, faulty, fault))
        is_clean = fault.code not in before if fault.is_of_pages else not before
        if is_clean or fault.is_everywhere:
            _add(count, fault, clean.name, faulty, before)
        if count.injected == wanted:
            break
    return count


def _faulty(fault: Fault) -> Iterator[tuple[Clean | CleanPage, Faulty]]:
    for clean in pages() if fault.is_of_pages else entries():
        made = fault.inject(clean)
        for faulty in made if isinstance(made, list) else [made] if made else []:
            yield clean, faulty


def _add(count: Tally, fault: Fault, name: str, faulty: Faulty, before: Counter[str]) -> None:
    """Counts what is found in one entry with the fault that was not there before."""
    found = lint(faulty, fault)
    mine = [each for each in found if each.code == fault.code]
    is_placed = any(map(faulty.is_place_of, mine))
    too = set(Counter(each.code for each in found) - before) - {fault.code}
    count.injected += 1
    count.found += is_placed or len(mine) > before[fault.code]
    count.placed += is_placed
    count.consequences.update(too.intersection(fault.consequences))
    count.others.update(too.difference(fault.consequences))
    if not is_placed or too.difference(fault.consequences):
        where = [faulty.text[each.start : each.end][:80] for each in faulty.spans]
        count.missed.append(
            f"{name} {where} {[(each.code, each.message) for each in found if each.code in too or each in mine]}"
        )


def untouched(clean: Clean | CleanPage, faulty: Faulty, fault: Fault) -> list[Finding]:
    """Lints what a fault was put into; a clean entry by itself has nothing that a default rule finds."""
    checks = all_rules()[fault.code].checks
    is_default = not fault.settings and all(each.selection == "default" for each in checks)
    if faulty.before is not None:
        return lint(faulty.before, fault)
    if is_default and isinstance(clean, Clean) and not faulty.files:
        return []
    key = (clean.name, fault.settings, "" if is_default else fault.code)
    if key not in _UNTOUCHED:
        alone = clean.untouched
        is_in_site = faulty.files and isinstance(clean, Clean)
        _UNTOUCHED[key] = lint(replace(alone, files={"pubs.toml": ""}) if is_in_site else alone, fault)
    return _UNTOUCHED[key]


def lint(faulty: Faulty, fault: Fault) -> list[Finding]:
    """Lints a text with the default selection, and a fault's rule if need be; in a site where there are more files."""
    if not faulty.files:
        source = Source.from_bytes(BIB, faulty.data)
        return Bibliography.from_sources([source], config=selecting(parse_config(fault.settings), fault)).lint()
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {faulty.path: faulty.data, **{path: text.encode() for path, text in faulty.files.items()}}
        bibs, pages = ([path for path in files if path.endswith(end)] for end in (".bib", ".md"))
        made = f"bib = {sorted(bibs)}\npages = {sorted(pages)}\n{fault.settings}"
        files["pubs.toml"] = files.get("pubs.toml") or made.encode()
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        site = Site.load(folder / "pubs.toml")
        return replace(site, config=selecting(site.config, fault)).lint()


def selecting(config: Config, fault: Fault) -> Config:
    """Adds pages that are still written by hand to the default selection, and the rule of what no visitor sees."""
    added = () if fault.is_visible else (fault.code,)
    return replace(config, lint=replace(config.lint, extend_select=("pages", *added)))
