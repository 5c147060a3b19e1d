"""What all safe fixes at once change of what is shown, publication by publication, and which rules mean to."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from pubmanager import Bibliography
from pubmanager.config.schema import Config, LintConfig
from pubmanager.lint.engine import all_rules
from pubmanager.lint.fixing import fix
from pubmanager.render.citing import bibtex_of
from pubmanager.render.pattern_names import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pubmanager.findings import Finding
    from pubmanager.lint.fixing import Fixed
    from pubmanager.model.publication import Publication
    from pubmanager.source import Source

SAFE = tuple(code for code, rule in all_rules().items() if any(check.fix == "safe" for check in rule.checks))


class Purpose(Struct, frozen=True):
    """What a rule changes of what readers see. Shape: ``parts`` are where; ``keeps`` whether a text says the same."""

    says: str
    parts: tuple[str, ...]
    keeps: Callable[[str, str], bool] = lambda old, new: True


def letters(text: str) -> str:
    """Returns a text without blanks, signs and case."""
    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))


def same_letters(old: str, new: str) -> bool:
    return letters(old) == letters(new)


def shorter(old: str, new: str) -> bool:
    """Whether something was taken away, and nothing put in."""
    return longer(new, old)


def longer(old: str, new: str) -> bool:
    """Whether something was put in, and nothing taken away."""
    rest = iter(letters(new))
    return all(letter in rest for letter in letters(old))


def no_address_lost(old: str, new: str) -> bool:
    """Whether every place is linked still; one that another field hid may be linked now."""
    places = [
        {re.sub(r"https?://(?:dx\.)?", "", unquote(word)).casefold() for word in text.split() if "://" in word}
        for text in (old, new)
    ]
    return places[0] <= places[1]


TEXTS = ("title", "authors", "venue", "note", "summary", "abstract", "keywords", "links")
# The rules whose purpose is to change what readers see, and what they see then.
PURPOSES = {
    "E001": Purpose(
        "a sign or LaTeX instead of an entity that was escaped twice", ("title", "venue", "note", "abstract", "links")
    ),
    "E003": Purpose("two letters instead of one sign for both", ("title", "venue", "note", "abstract"), same_letters),
    "E006": Purpose("words without what nobody sees in them", TEXTS, same_letters),
    "F012": Purpose("one link to a DOI instead of two", ("links",), no_address_lost),
    "I002": Purpose("a DOI that leads somewhere", ("links",)),
    "I003": Purpose("one link to a DOI instead of two, or of a note", ("links", "note"), no_address_lost),
    "I005": Purpose("arXiv's own address instead of another that leads there", ("links",)),
    "I006": Purpose("the newest version instead of one", ("links",)),
    "N004": Purpose("the last page in full", ("locator",), longer),
    "T004": Purpose("no full stop behind a title", ("title", "venue"), same_letters),
    "T018": Purpose("the name that a venue has now", ("venue",)),
    "T015": Purpose("a badge where there was none", ("venue",)),
    "T021": Purpose("an abstract without a heading, a copyright line or tags", ("abstract",), shorter),
    "U005": Purpose("an address without blanks, and what it says", ("links", "venue")),
    "U013": Purpose("a link without what follows readers", ("links",)),
}
EVERYTHING = ("badges", "title", "authors", "venue", "note", "summary", "abstract", "links")
WORDS = "{container} {locator} {location} {publisher} {note} {keywords} {award} {status} {doi} {arxiv}"
THEMES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("citation-list", "markdown", {}),
    ("paper-box", "html", {}),
    ("plain", "text", {}),
    ("venue-list", "html", {}),
    ("cards", "html", {"rows": EVERYTHING}),
    ("badge-list", "html", {"rows": ["title", "authors", WORDS, "summary", "abstract"]}),
)


class Change(Struct, frozen=True):
    """A publication that is shown otherwise.

    Shape: ``codes`` are the rules that mean to, and have fixed its entry; ``lost`` the parts whose text none of these
    explains.
    """

    key: str
    codes: tuple[str, ...]
    lost: tuple[str, ...] = ()


def fixed(path: Path, *codes: str) -> tuple[Bibliography, Bibliography, Fixed]:
    """Returns a bibliography before and after the safe fixes of some rules, and what was done."""
    config = Config(lint=LintConfig(select=codes))

    def load(sources: Mapping[str, Source]) -> Bibliography:
        return Bibliography.from_sources(list(sources.values()), config=config)

    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        return load(sources).lint()

    before = Bibliography.load(path, config=config)
    done = fix({each.source.path: each.source for each in before.readings}, lint)
    assert fix(done.sources, lint).sources == done.sources
    return before, load(done.sources), done


def changes(before: Bibliography, after: Bibliography, done: Fixed) -> list[Change]:
    """Returns the publications that are shown otherwise after fixing."""
    codes: dict[str, set[str]] = {}
    for finding in done.applied:
        codes.setdefault(finding.key, set()).add(finding.code)
    is_same = shown(before) == shown(after)
    found = []
    for old, new in zip(before.publications, after.publications, strict=True):
        applied = codes.get(old.key, set())
        pair = [replace(each, publications=(one,)) for each, one in ((before, old), (after, new))]
        is_otherwise = not is_same and shown(pair[0]) != shown(pair[1])
        meant = sorted(applied & set(PURPOSES)) if is_otherwise else []
        lost = tuple(_unexplained(old, new, sorted(applied)))
        if is_otherwise or lost:
            found.append(Change(old.key, tuple(meant), lost))
    return found


def _unexplained(old: Publication, new: Publication, codes: Iterable[str]) -> Iterator[str]:
    """Yields the parts whose plain text differs though no rule means that, or says something else."""
    told = parts(new)
    purposes = [PURPOSES[code] for code in codes if code in PURPOSES]
    for name, text in parts(old).items():
        meant = [purpose for purpose in purposes if name in purpose.parts]
        if text != told[name] and not any(purpose.keeps(text, told[name]) for purpose in meant):
            yield f"{name}: {text!r} -> {told[name]!r}"
    words = [Counter(re.findall(r"\w+", cited(each))) for each in (old, new)]
    if (gone := words[0] - words[1]) and not purposes:
        yield f"BibTeX: without {sorted(gone)}"


def cited(publication: Publication) -> str:
    """Returns what is read in the BibTeX that readers get; fixes add to it, names and identifiers above all."""
    return Bibliography.loads(bibtex_of(publication)).render("plain", format="text")


def parts(publication: Publication) -> dict[str, str]:
    """Returns the plain text of each part of a publication, as a page shows it, and of its BibTeX for readers."""
    return {
        "title": publication.title.text,
        "authors": "; ".join([f"{each.name.full} {each.marks} {each.roles}" for each in publication.authors]),
        "venue": " | ".join([publication.container.text, publication.venue.short, str(publication.badge)]),
        "locator": NAMES["locator"].read(publication, ""),
        "date": publication.date.text if publication.date else "",
        "note": publication.note.text,
        "summary": " ".join(each.text for each in publication.summary),
        "abstract": publication.abstract.text,
        "keywords": ", ".join(publication.keywords),
        "links": " ".join(f"{link.label} {link.url}" for link in publication.links),
        "awards": " | ".join(each.text for each in publication.awards),
    }


def shown(bibliography: Bibliography) -> list[str]:
    """Returns what every theme makes of a bibliography, abstracts, notes and all."""
    return [bibliography.render(theme, format=format, **options) for theme, format, options in THEMES]
