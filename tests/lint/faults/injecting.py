"""Puts a fault into clean entries, one after the other, and counts what the linter makes of it."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lint.faults.clean import BIB, Clean, CleanPage, Faulty, clean_entries
from lint.faults.table import FAULTS, Fault

from pubmanager import Bibliography, Site
from pubmanager.config.load import parse_config
from pubmanager.lint.engine import all_rules
from pubmanager.source import Source

if TYPE_CHECKING:
    from pubmanager.config.schema import Config
    from pubmanager.findings import Finding

for _name in ("files", "fields", "people", "texts", "identifiers", "across", "pages"):
    import_module(f"lint.faults.{_name}")

BIBS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "bib"
WANTED = 25
ABSENT = ("U006",)  # real entries link to files that a made-up site does not have


@dataclass
class Tally:
    """What became of the faults of one rule. Shape: ``missed`` names entries, ``others`` counts rules that spoke too."""

    injected: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


@cache
def entries(folder: Path = BIBS) -> tuple[Clean, ...]:
    return tuple(clean_entries(folder))


@cache
def pages() -> tuple[CleanPage, ...]:
    """The pages of other people, whatever is wrong with them otherwise."""
    paths = sorted((BIBS.parent / "pages").glob("*.md"))
    return tuple(CleanPage(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in paths)


def tally(fault: Fault, wanted: int = WANTED) -> Tally:
    """Puts a fault into so many clean entries."""
    count = Tally()
    for clean in pages() if fault.is_of_pages else entries():
        if count.injected == wanted:
            break
        faulty = fault.inject(clean)
        before = lint(clean.untouched, fault) if faulty else []
        if faulty is None or (before and not fault.is_of_pages) or any(each.code == fault.code for each in before):
            continue
        found = lint(faulty, fault)
        is_found = any(each.code == fault.code and faulty.is_touched_by(each) for each in found)
        count.injected += 1
        count.found += is_found
        if not is_found:
            count.missed.append(f"{clean.name} {[(each.code, each.message) for each in found]}")
        more = Counter(each.code for each in found) - Counter(each.code for each in before)
        count.others.update(set(more) - {fault.code, *fault.consequences, *(ABSENT if faulty.files else ())})
    return count


def lint(faulty: Faulty, fault: Fault) -> list[Finding]:
    """Lints a text with the default selection and a fault's rule; in a site where there are more files."""
    if not faulty.files:
        source = Source.from_bytes(BIB, faulty.data)
        return Bibliography.from_sources([source], config=selecting(parse_config(fault.settings), fault.code)).lint()
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {faulty.path: faulty.data, **{path: text.encode() for path, text in faulty.files.items()}}
        bibs, pages = ([path for path in files if path.endswith(end)] for end in (".bib", ".md"))
        files["pubs.toml"] = f"bib = {sorted(bibs)}\npages = {sorted(pages)}\n{fault.settings}".encode()
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        site = Site.load(folder / "pubs.toml")
        return replace(site, config=selecting(site.config, fault.code)).lint()


def selecting(config: Config, code: str) -> Config:
    return replace(config, lint=replace(config.lint, extend_select=(code,)))


def main() -> None:
    """Prints the tally of the rules that are named, or of all."""
    print(f"{len(entries())} clean entries")
    for code in sorted(sys.argv[1:] or set(FAULTS) & set(all_rules())):
        count = tally(FAULTS[code])
        print(
            f"{code} {count.found}/{count.injected}", dict(count.others) or "", *count.missed[:3], sep="  ", flush=True
        )


if __name__ == "__main__":
    main()
