"""A bibliography of any size, the same on every run, with the proportions of real ones.

The numbers were counted in 59 bibliographies of homepages with 2,216 entries: authors an entry, how often a co-author
comes back, how names are written, venues, which fields there are and how long texts are. Names and titles are invented;
of the venues two thirds are known ones.
"""

from __future__ import annotations

import random

from pubmanager.model.venues import builtin_venues

# How many entries of a thousand have so many authors; 13 stands for more.
_AUTHORS = {1: 53, 2: 108, 3: 206, 4: 182, 5: 148, 6: 85, 7: 67, 8: 43, 9: 32, 10: 31, 11: 9, 12: 7, 13: 29}
_OWNERS = 0.9  # entries in which the homepage's owner is an author
_OWNER = ("Wei, Wenjie", "Wenjie Wei", "W. Wei")
_NEW_AUTHOR = 0.43  # all others have been authors before, those of many papers more likely
_NEW_VENUE = 0.61
_KNOWN_VENUE = 0.66
# How often a field is there, but for author, title, year and venue.
_FIELDS = {
    "pages": 0.58, "doi": 0.48, "volume": 0.41, "url": 0.38, "number": 0.3, "abstract": 0.28, "month": 0.28,
    "publisher": 0.28, "abbr": 0.23, "pdf": 0.19, "keywords": 0.17, "bibtex_show": 0.15, "issn": 0.13, "address": 0.13,
    "file": 0.13, "code": 0.11, "preview": 0.1, "selected": 0.09, "html": 0.09, "arxiv": 0.08, "series": 0.08,
    "note": 0.07,
}  # fmt: skip
_ONSETS = ("b", "br", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "r", "s", "sh", "st", "t", "tr", "v", "w", "y", "z", "zh")  # fmt: skip
_NUCLEI = ("a", "ai", "ao", "e", "ei", "i", "ia", "o", "ou", "u", "ue")
_CODAS = ("", "", "", "n", "ng", "r", "l", "s", "ck", "m", "nd", "rt")
_ACCENTS = ("{\\'e}", "\\'{a}", '{\\"o}', '{\\"u}', "\\~n", "{\\o}", "{\\c c}", "{\\v s}", "é", "ö", "ł")
_WORDS = (
    "learning", "networks", "spiking", "deep", "robust", "analysis", "graph", "neural", "quantized", "{BERT}", "towards",
    "efficient", "temporal", "event-driven", "adaptive", "sparse", "transformers", "attention", "gradient", "energy",
    "vision", "language", "models", "measuring", "of", "the", "in", "for", "and", "with", "a", "on", "birds", "rivers",
    "soil", "markets", "patients", "galaxies", "proteins", "voters",
)  # fmt: skip


class _Writer:
    """Writes entries one after another and remembers who and where was there before."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._people: list[str] = []
        self._appearances: list[str] = []
        self._venues: list[tuple[str, str]] = []
        self._known = [venue for venue in builtin_venues() if venue.kind in ("conference", "journal")]

    def entry(self, number: int) -> str:
        chance = self._chance
        kind, venue = self._venue()
        container = "journal" if kind == "article" else "booktitle"
        rows = [
            ("title", f"{{{self._title()}}}"),
            ("author", f"{{{' and '.join(self._authors())}}}"),
            (container, f"{{{venue}}}"),
            ("year", f"{{{2000 + number % 25}}}"),
        ]
        rows += [(name, self._value(name, number)) for name, share in _FIELDS.items() if chance.random() < share]
        lines = ",\n".join(f"  {name:<12}= {value}" for name, value in rows)
        return f"@{kind}{{key{number},\n{lines}\n}}\n"

    def _authors(self) -> list[str]:
        count = self._chance.choices([*_AUTHORS], [*_AUTHORS.values()])[0]
        if count == 13:
            count = self._chance.randint(13, 40)
        found: dict[str, None] = {}
        while len(found) < count:
            found[self._author()] = None
        self._appearances += found
        names = [*found]
        if self._chance.random() < _OWNERS:
            names[self._chance.randrange(count)] = self._chance.choices(_OWNER, (6, 3, 1))[0]
        return names

    def _author(self) -> str:
        chance = self._chance
        if self._appearances and chance.random() >= _NEW_AUTHOR:
            return chance.choice(self._appearances)
        family, given = self._name(), self._name()
        if chance.random() < 0.1:
            given += f" {self._name()}"
        if chance.random() < 0.19:
            given = " ".join(f"{part[0]}." for part in given.split())
        if chance.random() < 0.04:
            family = f"{family[:2]}{chance.choice(_ACCENTS)}{family[2:]}"
        if chance.random() < 0.02:
            family = f"{chance.choice(('van der', 'de', 'von'))} {family}"
        return f"{family}, {given}" if chance.random() < 0.69 else f"{given} {family}"

    def _name(self) -> str:
        chance = self._chance
        syllables = chance.choices((1, 2, 3), (3, 5, 2))[0]
        parts = (chance.choice(_ONSETS) + chance.choice(_NUCLEI) + chance.choice(_CODAS) for _ in range(syllables))
        return "".join(parts).capitalize()

    def _venue(self) -> tuple[str, str]:
        """Returns an entry type and what it appeared in."""
        chance = self._chance
        if self._venues and chance.random() >= _NEW_VENUE:
            return chance.choice(self._venues)
        if chance.random() < _KNOWN_VENUE:
            venue = chance.choice(self._known)
            name, is_journal = venue.name, venue.kind == "journal"
        else:
            name, is_journal = f"{self._words(3).title()} Letters", chance.random() < 0.58
        if not is_journal:
            name = chance.choice(("{}", "Proceedings of the {}", "Proceedings of the {n}th {}", "{y} {}")).format(
                name, n=chance.randint(4, 40), y=chance.randint(2000, 2024)
            )
        self._venues.append(("article" if is_journal else "inproceedings", name.replace("&", "\\&")))
        return self._venues[-1]

    def _title(self) -> str:
        text = self._words(self._chance.randint(6, 14)).capitalize()
        return f"{text}: {self._words(4)}" if self._chance.random() < 0.3 else text

    def _words(self, count: int) -> str:
        return " ".join(self._chance.choices(_WORDS, k=count))

    def _value(self, name: str, number: int) -> str:
        chance = self._chance
        if name == "month":
            return chance.choice(("jan", "may", "oct", "{March}"))
        texts = {
            "pages": f"{number % 900}--{number % 900 + 9}", "doi": f"10.1000/x.{number}", "volume": str(number % 90),
            "url": f"https://example.org/papers/{number}", "number": str(number % 12), "publisher": "Example Press",
            "abstract": self._words(180) if name == "abstract" else "", "abbr": "OWL", "pdf": f"{number}.pdf",
            "keywords": "birds, owls", "bibtex_show": "true", "issn": "1234-5679", "address": "Rome, Italy",
            "file": f"/home/me/{number}.pdf", "code": f"https://github.com/owl/paper{number}", "preview": f"{number}.png",
            "selected": "true", "html": f"https://example.org/{number}.html", "arxiv": f"2401.{number % 90000 + 10000}",
            "series": "Owl Studies", "note": chance.choice(("Oral", "To appear", "Best Paper Award")),
        }  # fmt: skip
        return f"{{{texts[name]}}}"


def bibliography(entries: int) -> str:
    """Returns BibTeX with so many entries."""
    writer = _Writer(entries)
    return "\n".join(writer.entry(number) for number in range(entries))
