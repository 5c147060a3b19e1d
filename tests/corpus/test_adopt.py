"""Forty real pages, adopted: what is found, what is kept, and what comes back when it is rendered."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import is_study

from pubmanager.adopt.adoption import Adoption, adopt
from pubmanager.adopt.fields import people
from pubmanager.adopt.page_lists import extent, read_pages
from pubmanager.adopt.pieces import Entry, read_entry
from pubmanager.adopt.proof import links_of, words_of
from pubmanager.adopt.reader import read_tree
from pubmanager.adopt.sections import find_runs
from pubmanager.inputs import read_source
from pubmanager.pages.regions import read_page
from pubmanager.site import Site
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.corpus
HERE = Path(__file__).parent


def sites(folder: Path) -> dict[str, list[Source]]:
    """The pages of each site; every sixth of them but in a study."""
    found: dict[str, list[Source]] = {}
    for path in sorted(folder.glob("*.md")):
        found.setdefault(path.name.split("__")[0], []).append(read_source(path, path.name))
    names = sorted(found)
    return {name: found[name] for name in (names if is_study() else names[::6])}


@cache
def adoptions(folder: Path) -> dict[str, Adoption]:
    return {name: adopt(pages) for name, pages in sites(folder).items()}


@pytest.fixture
def adopted(corpus: Path) -> dict[str, Adoption]:
    return adoptions(corpus / "pages")


def test_what_comes_back(adopted: dict[str, Adoption]) -> None:
    """At least 97 of 100 words and links of the entries stand on the page that the settings render."""
    total: Counter[str] = Counter()
    print("\nsite                 lists entries  same  words   lost  links  lost")
    for name, adoption in adopted.items():
        found = [difference for each in adoption.differences.values() for _, difference in each]
        row = Counter(
            entries=len(found), same=sum(each.is_same for each in found), lists=len(adoption.differences),
            words=sum(each.words for each in found), lost=sum(len(each.lost_words) for each in found),
            links=sum(each.links for each in found), gone=sum(len(each.lost_links) for each in found),
        )  # fmt: skip
        total += row
        print(_line(name, row))
    print(_line("all", total))
    assert total["lost"] <= 0.03 * total["words"]
    assert total["gone"] <= 0.03 * total["links"] or not is_study()
    assert total["same"] >= 0.8 * total["entries"]


def test_settings_stay_short(adopted: dict[str, Adoption]) -> None:
    """No page needs more than 80 lines of settings."""
    for name, adoption in adopted.items():
        assert sum(bool(line.strip()) for line in adoption.settings.split("\n")) <= 80, name


def _line(name: str, row: Counter[str]) -> str:
    numbers = (row[each] for each in ("lists", "entries", "same", "words", "lost", "links", "gone"))
    return f"{name:20.20} " + " ".join(f"{number:6}" for number in numbers)


def test_nothing_outside_is_touched(adopted: dict[str, Adoption]) -> None:
    """What is before, between and behind the lists is the same, byte for byte."""
    for adoption in adopted.values():
        for read in adoption.reads:
            old, new = read.source.text, adoption.filled[read.source.path]
            page = read_page(Source(read.source.path, new))
            outside, at = [], 0
            for region in page.regions:
                outside.append(new[at : region.span.start])
                at = region.span.end
            outside.append(new[at:])
            assert [each.strip("\r\n") for each in outside] == [each.strip("\r\n") for each in _outside(read, old)]


def _outside(read: object, text: str) -> Iterator[str]:
    at = 0
    plain = text.replace("\r\n", "\n")
    places = [i for i, sign in enumerate(text) if not text.startswith("\r\n", i - 1) or sign != "\n"] + [len(text)]
    for each in read.lists:  # type: ignore[attr-defined]
        start, end = extent(each.run, plain)
        yield text[at : places[start]]
        at = places[end]
    yield text[at:]


def test_every_word_of_an_entry_has_a_place(adopted: dict[str, Adoption]) -> None:
    """Words and links of a publication are in the .bib, in the settings, on the page, or in the report."""
    lost: list[str] = []
    for name, adoption in adopted.items():
        kept = _letters("".join(adoption.bibs.values()) + adoption.settings + "".join(adoption.filled.values()))
        told = _letters(" ".join(str(each) for found in adoption.differences.values() for _, each in found))
        for read in adoption.reads:
            for each in read.lists:
                for entry in each.entries:
                    lost += [
                        f"{name}: {word}"
                        for word in [*words_of(entry), *links_of(entry)]
                        if _letters(word) not in kept + told
                    ]
    print(f"\n{len(lost)} words without a place: {lost[:20]}")
    assert not lost


def _letters(text: str) -> str:
    from urllib.parse import unquote

    return re.sub(r"[\W_]", "", unquote(text.replace("\\", "")).casefold())


def test_pieces_tile_an_entry(adopted: dict[str, Adoption]) -> None:
    """No two pieces of an entry overlap, and a word between them is one that leads to the next."""
    for adoption in adopted.values():
        for read in adoption.reads:
            for each in read.lists:
                for entry in each.entries:
                    _check_tiles(entry)


def _check_tiles(entry: Entry) -> None:
    at = 0
    for piece in sorted(entry.pieces, key=lambda piece: (piece.start, piece.end)):
        assert piece.start >= at, (entry.title_text, piece)
        assert not re.search(r"[^\W_]", entry.stream.text[at : piece.start]), entry.stream.text[at : piece.start]
        at = piece.end
    assert not re.search(r"[^\W_]", entry.stream.text[at:]), entry.stream.text[at:]


def test_title_and_authors(adopted: dict[str, Adoption]) -> None:
    """The author list holds names alone, and the title none of them."""
    wrong, count = [], 0
    for name, adoption in adopted.items():
        for read in adoption.reads:
            for entry in (entry for each in read.lists for entry in each.entries):
                count += 1
                names = [person.name.full for person in people(entry)]
                if not _is_split(entry, names):
                    wrong.append(f"{name}: {entry.title_text} | {'; '.join(names)}")
    print(f"\n{count - len(wrong)} of {count} entries look as if title and authors were split right")
    print("\n".join(wrong))
    assert len(wrong) <= 0.03 * count


def _is_split(entry: Entry, names: list[str]) -> bool:
    words = entry.title_text.split()
    if not 2 <= len(words) <= 40 or entry.title_text.startswith(("[", "(")):
        return False
    return all(name and len(name.split()) <= 5 and len(name) < 45 for name in names) and not any(
        len(name.split()) > 1 and name in entry.title_text for name in names
    )


def test_as_many_entries_as_a_reader_counts(corpus: Path) -> None:
    """At least 97 of 100 publications counted by a reader are adopted, and nothing else is."""
    lines = (HERE / "adopted.tsv").read_text(encoding="utf-8").splitlines()
    counted = {name: int(number) for name, number in (line.split("\t") for line in lines if not line.startswith("#"))}
    found = {}
    for name in counted:
        reads, _ = read_pages([read_source(corpus / "pages" / name, name)])
        found[name] = sum(len(each.entries) for read in reads for each in read.lists)
    print(*(f"{name}: {counted[name]} counted, {found[name]} adopted" for name in counted), sep="\n")
    assert len(counted) >= 15
    assert sum(min(counted[name], found[name]) for name in counted) >= 0.97 * sum(counted.values())
    assert sum(max(0, found[name] - counted[name]) for name in counted) <= 0.03 * sum(counted.values())


@pytest.mark.study
def test_titles_and_authors_that_a_reader_checked(adopted: dict[str, Adoption]) -> None:
    """Every sixth entry: at least 97 of 100 have the title and the authors that a reader calls right."""
    lines = (HERE / "split.tsv").read_text(encoding="utf-8").splitlines()
    right = {tuple(line.split("\t")[:2]): line.split("\t")[2] for line in lines if not line.startswith("#")}
    found: dict[tuple[str, ...], str] = {}
    for read in (read for adoption in adopted.values() for read in adoption.reads):
        entries = [entry for each in read.lists for entry in each.entries]
        found |= {(read.source.path, str(number)): _split_hash(entry) for number, entry in enumerate(entries)}
    wrong = [place for place in right if found.get(place) != right[place]]
    print(f"\n{len(right) - len(wrong)} of {len(right)} titles and authors are right; not so: {wrong}")
    assert len(wrong) <= 0.03 * len(right)


def _split_hash(entry: Entry) -> str:
    names = ";".join(person.name.full for person in people(entry))
    return sha256(_letters(f"{entry.title_text}|{names}").encode()).hexdigest()[:12]


@pytest.mark.study
def test_entries_are_found(corpus: Path) -> None:
    """Items and boxes below headings on publications, but legends, placeholders and projects, are adopted."""
    found, others = 0, []
    for name, adoption in adoptions(corpus / "pages").items():
        entries = [entry for read in adoption.reads for each in read.lists for entry in each.entries]
        starts = {(entry.element.start, entry.stream.text) for entry in entries}
        for page in sites(corpus / "pages")[name]:
            for run in find_runs(read_tree(page.text.replace("\r\n", "\n"), "markdown")):
                for candidate in run.candidates if run.says == "publications" and run.kind in ("box", "item") else ():
                    entry = read_entry(candidate, "")
                    is_in = (candidate.element.start, entry.stream.text) in starts
                    found += is_in
                    others += [] if is_in else [f"  {name}: {entry.stream.text[:100]!r}"]
    print(f"\n{found} entries below such headings; not adopted:", *others, sep="\n")
    assert found >= 20 * len(others)


@pytest.mark.study
def test_a_site_of_adopted_files_is_up_to_date(adopted: dict[str, Adoption], tmp_path: Path) -> None:
    for name, adoption in adopted.items():
        if not adoption.works:
            continue
        folder = tmp_path / name
        folder.mkdir()
        for path, text in {**adoption.bibs, "pubs.toml": adoption.settings, **adoption.filled}.items():
            (folder / path).write_text(text, encoding="utf-8", newline="")
        assert not Site.load(folder / "pubs.toml").check(), name
