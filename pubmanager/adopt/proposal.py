"""What ``pubs adopt`` would write, and what it says about it."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.adopt.adoption import Adoption, adopt
from pubmanager.adopt.fields import written_name
from pubmanager.adopt.formats import is_record_file, read_records
from pubmanager.adopt.works import imported
from pubmanager.config.find import FILE_NAME
from pubmanager.config.jekyll import me_of
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.globs import find_files
from pubmanager.inputs import read_source
from pubmanager.model.names import parse_name
from pubmanager.setup.proposal import Proposal, kept_out
from pubmanager.setup.surroundings import look_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.adopt.formats import Record
    from pubmanager.config.schema import Config
    from pubmanager.source import Source

_INCLUDE = re.compile(
    r"\{%-?\s*include(?P<relative>_relative)?\s+(?P<file>[\w./-]+\.(?:md|markdown|html))\s*-?%\}", re.IGNORECASE
)
_BIB = "publications.bib"


class Plan(Struct, frozen=True):
    """What ``pubs adopt`` would write. Shape: ``backups`` are copies of pages that no version control has."""

    adoption: Adoption
    proposal: Proposal
    backups: tuple[tuple[str, Source], ...]
    untouched: tuple[str, ...] = ()


def plan(
    root: Path, pages: Sequence[str], *, bib: str = "", me: str = "", bib_only: bool = False, news: bool = False
) -> Plan:
    """Works out what adopting pages would write. Raises: ``PubsError``."""
    sources = list(_with_includes(root, pages))
    done = [source.path for source in sources if "pubs:begin" in source.text]
    open_ones = [source for source in sources if source.path not in done]
    found = look_around(root)
    file = root / FILE_NAME
    old = read_source(file, FILE_NAME) if file.is_file() and not bib_only else None
    config = parse_config(old.text) if old else None
    target, known = _bibs(root, bib, config)
    owner = me or (config.me.name if config else "") or me_of(root).name
    adoption = adopt(open_ones, me=owner, bib=target, known=known, settings=old.text if old else "", news=news)
    if not adoption.works:
        return Plan(adoption, Proposal((), ()), (), tuple(done))
    if not adoption.owner and not bib_only:
        raise PubsError("the owner's name is not known", hint='give it with --me "First Last"')
    files: list[tuple[str, str | None, str, Source | None]] = []
    by_path = {source.path: source for source in known}
    for path, text in adoption.bibs.items():
        source = by_path.get(path)
        if source is None or source.text != text:
            files.append((path, source.text if source else None, text, source))
    notes: list[str] = []
    if not bib_only:
        files.append((FILE_NAME, old.text if old else None, adoption.settings, old))
        pages_by_path = {source.path: source for source in open_ones}
        files += [
            (path, pages_by_path[path].text, text, pages_by_path[path])
            for path, text in adoption.filled.items()
            if text != pages_by_path[path].text
        ]
        if found.kind.is_jekyll:
            change, note = kept_out(root, (FILE_NAME, target))
            files += [change] if change else []
            notes += [note] if note else []
    changed = [
        source for path, _, _, source in files if source is not None and path in {each.path for each in open_ones}
    ]
    backups = tuple((_backup(source.path), source) for source in changed if not _is_versioned(root / source.path))
    backups = tuple(each for each in backups if not (root / each[0]).exists())
    return Plan(adoption, Proposal(tuple(files), tuple(notes)), backups, tuple(done))


def plan_records(root: Path, files: Sequence[Source], *, bib: str = "") -> tuple[Proposal, int, int]:
    """Works out what adopting files of other formats would write; and how many entries are new, and known already.

    Raises: ``PubsError``.
    """
    file = root / FILE_NAME
    target, known = _bibs(root, bib, parse_config(read_source(file).text) if file.is_file() else None)
    owner = look_around(root).owner
    records = [_with_owner(record, owner) for file in files for record in read_records(file)]
    texts, works = imported(records, target, known)
    by_path = {source.path: source for source in known}
    changes = [
        (path, source.text if source else None, text, source)
        for path, text in texts.items()
        if (source := by_path.get(path)) is None or source.text != text
    ]
    count = sum(work.is_known for work in works)
    return Proposal(tuple(changes), ()), len(works) - count, count


_AUTHOR_FOLDERS = ("admin", "me")  # what HugoBlox calls the owner of a site among its authors


def _with_owner(record: Record, owner: str) -> Record:
    """Names the owner in an author list that has the folder of the owner's profile instead."""
    names = record.fields.get("author", "").split(" and ")
    if owner and not set(names).isdisjoint(_AUTHOR_FOLDERS):
        written = written_name(parse_name(owner))
        record.fields["author"] = " and ".join(written if name in _AUTHOR_FOLDERS else name for name in names)
    return record


def records_in(root: Path, paths: Sequence[str]) -> list[Source]:
    """Returns the files that hold entries of other formats. Raises: ``PubsError`` where pages are among them."""
    found = []
    for path in paths:
        if not (root / path).is_file():
            raise PubsError("there is no such file", place=str(root / path))
        source = read_source(root / path, path)
        found += [source] if is_record_file(source) else []
    if found and len(found) < len(paths):
        raise PubsError("pages and files of other formats are adopted one after the other", place=found[0].path)
    return found


def _bibs(root: Path, bib: str, config: Config | None) -> tuple[str, list[Source]]:
    """Returns the ``.bib`` that new entries go to, and those that are there."""
    found = look_around(root).bibs
    patterns = config.bib if config else tuple(each for each in found if PurePosixPath(each).name == _BIB) or found[:1]
    bibs = tuple(path for each in patterns for path in find_files(root, each, (".bib",)).files)
    if bib and not (config and bib in bibs):
        bibs = (bib,)
    known = [read_source(root / each, each) for each in bibs if (root / each).is_file()]
    is_one_file = bibs and (config or not any("*" in each for each in patterns))
    return bib or (bibs[0] if is_one_file else _BIB), known


def _with_includes(root: Path, pages: Sequence[str]) -> Iterator[Source]:
    """Yields pages, each before the files that it includes."""
    seen: set[str] = set()
    waiting = [*pages]
    while waiting:
        page = waiting.pop(0)
        if page in seen:
            continue
        seen.add(page)
        if not (root / page).is_file():
            raise PubsError("there is no such file", place=str(root / page))
        source = read_source(root / page, page)
        yield source
        included: list[str] = []
        for found in _INCLUDE.finditer(source.text):
            folder = (root / page).parent if found["relative"] else root / "_includes"
            file = (folder / found["file"]).resolve()
            if file.is_file() and file.is_relative_to(root.resolve()):
                included.append(file.relative_to(root.resolve()).as_posix())
        waiting[:0] = included


def _backup(path: str) -> str:
    """Returns the name of a copy that generators of sites pass over."""
    file = PurePosixPath(path)
    return str(file.with_name(f".{file.name}.before-adopt"))


def _is_versioned(path: Path) -> bool:
    folders = path.resolve().parents
    return any((folder / name).exists() for folder in folders for name in (".git", ".hg", ".svn", ".jj", ".fslckout"))
