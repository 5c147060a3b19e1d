"""Whatever the bibliography and the settings: formatting twice is the same, and nothing that is said is lost."""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from corpus.test_reading import sources
from mutating import bibliography, mutated

from pubmanager.bibtex.read import read
from pubmanager.bibtex.resolve import resolve
from pubmanager.config.schema import NUMBER, FormatConfig, settings_of
from pubmanager.formatting.format import Formatted, format_reading, style_findings
from pubmanager.source import Source

if TYPE_CHECKING:
    from pathlib import Path

BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def any_config(random: Random) -> FormatConfig:
    if random.random() < 0.35:
        return FormatConfig()
    chosen: dict[str, Any] = {}
    for each in settings_of(FormatConfig).values():
        choices = [choice if choice != NUMBER else "3" for choice in each.key.choices]
        if choices and random.random() < 0.5:
            chosen[each.attribute] = random.choice(choices)
    if random.random() < 0.3:
        chosen["line_length"] = random.choice((20, 40, 80))
    if random.random() < 0.3:
        chosen["fields"] = random.choice((("year", "title"), ("usual",)))
    if random.random() < 0.3:
        chosen["sort"] = random.choice((("key",), ("-year", "title"), ("type", "-key"), ("month",)))
    return FormatConfig(**chosen)


def resolved(source: Source) -> Counter[Any]:
    return Counter(
        (each.type, each.key, *sorted((name, BLANKS.sub(" ", field.value)) for name, field in each.fields.items()))
        for each in resolve((read(source),)).entries
        if each.entry.readable
    )


def letters(text: str) -> Counter[str]:
    """Everything but white space, delimiters, commas and case."""
    return Counter(sign for sign in text.lower() if not sign.isspace() and sign not in '{}()",')


def check(text: str, config: FormatConfig) -> Formatted:
    source = Source("a.bib", text)
    reading = read(source)
    done = format_reading(reading, config)
    new = Source("a.bib", done.text)
    again = read(new)
    assert format_reading(again, config).text == done.text
    assert letters(done.text) == letters(text)
    assert resolved(new) == resolved(source)
    for entry in reading.entries:
        assert entry.readable or source[entry.span] in done.text, "an unreadable entry is changed"
    assert not done.is_proven or list(style_findings(again, config)) == []
    return done


def check_all(seeds: range) -> Counter[str]:
    counts: Counter[str] = Counter()
    for seed in seeds:
        random = Random(seed)
        text, config = bibliography(random), any_config(random)
        try:
            done = check(text, config)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {text!r} with {config}: {error}") from error
        counts += Counter(texts=1, changed=done.is_change, left=not done.is_proven)
    return counts


def check_mutated(corpus: Path, seeds: range) -> Counter[str]:
    counts: Counter[str] = Counter()
    files = list(sources(corpus))
    for seed in seeds:
        random = Random(seed)
        path, source = random.choice(files)
        start = max(0, source.text.find("@", random.randrange(len(source.text) + 1)))
        text, config = mutated(random, source.text[start : start + random.randrange(200, 4000)]), any_config(random)
        try:
            done = check(text, config)
        except AssertionError as error:
            raise AssertionError(f"seed {seed} ({path}): {text!r} with {config}: {error}") from error
        counts += Counter(texts=1, changed=done.is_change, left=not done.is_proven)
    return counts


def test_any_bibliography() -> None:
    counts = check_all(range(600))
    assert counts["changed"] > 400
    assert counts["left"] < 6  # what would not say the same is left as it is, and that is rare


@pytest.mark.corpus
def test_other_peoples_files_with_slips(corpus: Path) -> None:
    counts = check_mutated(corpus, range(300))
    assert counts["changed"] > 150 and counts["left"] < 3


@pytest.mark.study
def test_many_bibliographies(capsys: pytest.CaptureFixture[str]) -> None:
    counts = check_all(range(1000, 51_000))
    with capsys.disabled():
        print(f"\nformatted twice: {dict(counts)}")
    assert counts["left"] < 0.01 * counts["texts"]


@pytest.mark.study
@pytest.mark.corpus
def test_many_files_with_slips(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = check_mutated(corpus, range(1000, 21_000))
    with capsys.disabled():
        print(f"\nother people's files with slips, formatted twice: {dict(counts)}")
    assert counts["left"] < 0.01 * counts["texts"]


UNFINISHED = [
    "@string{a =\n",
    "@string{a =",
    "@string(a =\n\n\n",
    "@misc{x}\n@string{a = \n",
    "@string{\n",
    "@string",
    "@preamble{\n",
    '@preamble{"x  \n',
    "@comment{\n",
    "@misc{\n",
    "@misc{a,\n",
    "@misc{a, title =\n",
    "@misc{a, title = {x\n\n\n",
    "@misc{a, title = {x} \\",
    "@misc(a, title = {x}\n",
]


@pytest.mark.parametrize("text", UNFINISHED)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_what_is_unfinished_does_not_grow(text: str, newline: str) -> None:
    """Nothing is added to it but the newline at the end of the file."""
    text = text.replace("\n", newline)
    done = check(text, FormatConfig())
    assert done.is_proven
    assert done.text.rstrip() == text.rstrip().replace("@misc{x}" + newline, "@misc{x}" + newline * 2)
    assert len(done.text) - len(done.text.rstrip()) <= len(newline)


@pytest.mark.parametrize("key", ["#", "#1", "a#b", ":", "(", "(a", "'", "\\x", "a b", "1", "ü", "@", "a@b.org", "-"])
@pytest.mark.parametrize("around", ["{}", " {}", "{} ", "\n  {}\n  "])
def test_odd_keys_stay(key: str, around: str) -> None:
    text = f"@misc{{{around.format(key)}, title={{A}}}}\n@misc{{b,\n  title = {{B}}\n}}\n"
    done = check(text, FormatConfig(indent="2"))
    assert done.is_proven
    assert [entry.key for entry in read(Source("a.bib", done.text)).entries] == [key, "b"]


def entry(key: str, names: str, column: int = 0, after: str = " ") -> str:
    """Writes an entry with its ``=`` in a column, or behind one blank (0), or behind none (-1)."""
    heads = [name.ljust(column) if column > 0 else name + " " * (column == 0) for name in names.split()]
    return f"@misc{{{key},\n" + "".join(f"  {head}={after}{{A}},\n" for head in heads) + "}\n\n"


@pytest.mark.parametrize(
    "entries",
    [
        [("title booktitle journal year", 7), ("booktitle note", 14)],
        [("journal author booktitle title doi", 7), ("booktitle publisher year", 20)],
        [("title author doi", 7), ("doi note year", 11), ("key year title publisher journal", -1)],
        [("note doi", 7), ("publisher note", 11), ("doi key author", 10)],
        [("journal note publisher title", 7), ("publisher key", 20)],
        [("title author year journal", 14), ("title author year journal", 14), ("title author publisher", 11)],
        [("title author year", 20), ("title author year", 0), ("title author year", -1)],
        [("title author", 40), ("title author journal", 12), ("title", 0)],
    ],
)
@pytest.mark.parametrize("after", ["", " ", "  "])
def test_columns_of_several_widths(entries: list[tuple[str, int]], after: str) -> None:
    text = "".join(entry(f"k{place}", *each, after) for place, each in enumerate(entries))
    assert check(text, FormatConfig()).is_proven


@pytest.mark.study
def test_many_columns_of_several_widths() -> None:
    names = ["title", "author", "year", "journal", "booktitle", "doi", "publisher", "note", "key"]
    for seed in range(20_000):
        random = Random(seed)
        afters = random.choice(([" "], [""], [" ", "", "  "]))
        text = ""
        for place in range(random.randrange(2, 7)):
            own = " ".join(random.sample(names, random.randrange(1, 7)))
            text += entry(f"k{place}", own, random.choice((14, 11, 10, 7, 20, 0, -1)), random.choice(afters))
        assert check(text, FormatConfig()).is_proven, seed
