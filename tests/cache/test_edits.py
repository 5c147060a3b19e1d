"""However a bibliography is edited, a run that remembers earlier ones writes what a run without memory writes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

SETTINGS = """bib = ["papers.bib", "more.bib"]
pages = "about.md"
[me]
name = "Ada Byron"
scholar = "abcdefghijkl"
[list.all]
theme = "paper-box"
[list.years]
theme = "badge-list"
group = "year"
sort = ["-date", "title"]
[list.recent]
theme = "cards"
where = "year >= 2022 and not ('hidden' in keywords)"
sort = "title"
numbering = "down"
[list.news]
theme = "news"
[list.counts]
theme = "counts"
"""
LISTS = ("all", "years", "recent", "news", "counts")
MACROS = ("nat", "sci", "jan", "later")


class Bibliography:
    """Two files of blocks that are edited at random. Shape: a block is its text, whatever stands behind it included."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.made = 0
        macros = [f"@string{{{name} = {{Journal of {name}}}}}\n" for name in MACROS[:2]]
        self.files = [[*macros, *(self.entry() for _ in range(9))], [self.entry() for _ in range(4)]]

    def entry(self) -> str:
        self.made += 1
        chance = self.chance
        year = chance.choice(("2021", "{2022}", '"2023"', "2024"))
        month = chance.choice(("jan", "feb", "10", 'oct # "~5"'))
        author = chance.choice(("Byron, Ada", "Ada Byron and Roe*, Max", "Max Roe and others"))
        what = chance.choice(("the night", 'Malm{\\"o}', "$k$ trees"))
        fields = [
            f"title = {{Owls of {what} {self.made}}}",
            f"author = {{{author}}}",
            f"year = {year}",
            f"month = {month}",
        ]
        more = (
            "journal = nat",
            "journal = sci # { and birds}",
            "journal = later",
            "crossref = {parent}",
            "hidden = {true}",
            f"google_scholar_id = {{mnopqrstuvw{chance.choice('xy')}}}",
            f"doi = {{10.1000/owl.{self.made}}}",
            "selected = true",
            "note = {Oral}",
            "date = {2020-05-01}",
        )
        fields += chance.sample(more, chance.randint(1, 4))
        kind = chance.choice(("article", "inproceedings", "misc"))
        return f"@{kind}{{key{self.made},\n  " + ",\n  ".join(fields) + ",\n}\n"

    def place(self) -> tuple[list[str], int]:
        blocks = self.chance.choice([each for each in self.files if each])
        return blocks, self.chance.randrange(len(blocks))

    def edited(self, old: str, new: str) -> None:
        """Replaces something where it is found first, from a random place on."""
        blocks, start = self.place()
        for place in [*range(start, len(blocks)), *range(start)]:
            if old in blocks[place]:
                blocks[place] = blocks[place].replace(old, new, 1)
                return

    def new(self) -> None:
        blocks, place = self.place()
        blocks.insert(place, self.entry())

    def gone(self) -> None:
        blocks, place = self.place()
        if len(blocks) > 3:
            del blocks[place]

    def moved(self) -> None:
        blocks, place = self.place()
        block = blocks.pop(place)
        other, place = self.place() if any(self.files) else (blocks, 0)
        other.insert(place, block)

    def copied(self) -> None:
        blocks, place = self.place()
        blocks.insert(place, blocks[place])

    def macro(self) -> None:
        blocks, place = self.place()
        name = self.chance.choice(MACROS)
        blocks.insert(place, f"@string{{{name} = {{Annals of {name} {self.chance.randint(1, 9)}}}}}\n")

    def parent(self) -> None:
        self.files[1].append(
            f"@proceedings{{parent, title = {{Proceedings {self.chance.randint(1, 9)}}}, year = 2019}}\n"
        )

    def words(self) -> None:
        blocks, place = self.place()
        blocks[place] += self.chance.choice(
            ("words between\n", "% @misc{not, title = {One}}\n", "@comment{x}\n", "\n\n")
        )


EDITS: dict[str, Callable[[Bibliography], None]] = {
    "a title": lambda bib: bib.edited("Owls", "Eagle owls"),
    "a title back": lambda bib: bib.edited("Eagle owls", "Owls"),
    "a year": lambda bib: bib.edited("2022", "2025"),
    "a month": lambda bib: bib.edited("feb", "jan"),
    "an author": lambda bib: bib.edited("Max Roe", "Maxine Roe"),
    "a key": lambda bib: bib.edited("{key1", "{other1"),
    "hidden": lambda bib: bib.edited("note =", "hidden = 1, note ="),
    "shown": lambda bib: bib.edited("hidden = {true}", "hidden = {false}"),
    "a parent's title": lambda bib: bib.edited("Proceedings", "Selected Proceedings"),
    "inherited": lambda bib: bib.edited("journal = nat", "crossref = {parent}"),
    "a type": lambda bib: bib.edited("@misc", "@phdthesis"),
    "on one line": lambda bib: bib.edited("}\n@", "} @"),
    "a macro's value": lambda bib: bib.edited("Journal of", "Transactions of"),
    "an entry is new": Bibliography.new,
    "an entry is gone": Bibliography.gone,
    "an entry moves": Bibliography.moved,
    "an entry is there twice": Bibliography.copied,
    "a macro is defined": Bibliography.macro,
    "a parent is new": Bibliography.parent,
    "words between entries": Bibliography.words,
}


@pytest.mark.parametrize("seed", range(4))
def test_any_edit_shows(seed: int, tmp_path: Path, pubs: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBS_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    chance = random.Random(seed)
    bib = Bibliography(chance)
    (tmp_path / "pubs.toml").write_text(SETTINGS)
    page = tmp_path / "about.md"
    page.write_text("".join(f"<!-- pubs:begin {name} -->\n<!-- pubs:end {name} -->\n\n" for name in LISTS))
    seen = set()
    for _ in range(30):
        for _ in range(chance.randint(1, 2)):
            EDITS[chance.choice([*EDITS])](bib)
        for name, blocks in zip(("papers.bib", "more.bib"), bib.files, strict=True):
            (tmp_path / name).write_text("".join(blocks), encoding="utf-8")
        remembered = pubs("render", "--allow-errors", cwd=tmp_path)
        written = page.read_bytes()
        forgotten = pubs("render", "--allow-errors", "--force", "--no-cache", cwd=tmp_path)
        assert remembered.code == forgotten.code == 0, remembered.err
        assert page.read_bytes() == written
        seen.add(written)
    assert len(seen) > 12 and [*(tmp_path / "cache" / "pubmanager").glob("*.texts")]
