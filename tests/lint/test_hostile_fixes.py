"""Fixes of hostile entries: what every rule fixes in its cases, in braces, pieces, capitals and among all kinds of signs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from conftest import is_study
from lint.linting import files_of
from lint.shown import PURPOSES, parts
from lint.test_rules import ALL, BIB, RULES
from msgspec.structs import replace

from pubmanager import Bibliography
from pubmanager.bibtex.read import read
from pubmanager.config.load import parse_config
from pubmanager.lint.fixing import fix
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pubmanager.bibtex.entry import Field

SIGNS = r"{\'E}t{\'e} $a_{1}<b - c**d**e×f$ \verb|<p> - **x** &amp;| 北京 \texttt{<i>a</i> - b} \emph{{x}y} \& 50\%"
TEXTS = ("title", "abstract", "note", "booktitle", "journal", "howpublished", "publisher")
# The words that rules mean to take away or to write in another way, in their cases.
MEANT = {
    "A001": "and", "A003": "et|al|emph", "A010": "textbf", "A012": "dagger|textsuperscript|sup", "A020": r"\w+", "A021": r"\w+",
    "D002": "2020a", "D005": r"may|\dst", "D012": r"[a-z]+", "E001": r"amp|lt|gt|nbsp|eacute|mathsemicolon|\d+",
    "E003": r"\w+", "E005": r"\w+", "E009": r"\w+", "F009": "article", "F011": r"\w+", "F012": "https?|dx|org",
    "F007": "conference|www", "H001": "yes|1", "H002": "false", "H006": "under|review", "H007": "25", "H011": r"\w+", "H022": "pubs|ignore|h022",
    "I001": r"full|abstract|pdf|html|s1|\w+v1", "I002": r"[a-z]+", "I003": "https|org", "I005": r"https?|org|www|abs|pdf",
    "I006": r"\d+v\d+", "I013": r"https|com|citations|\w*view\w*|abcdefghijkl", "N002": "textendash",
    "P007": r"\w+", "P009": r"\w+", "T006": r"br|jats|italic|mml|math|msub|mi|mn", "T014": "iclm|nips",
    "T017": r"\w+", "T018": "nips", "T021": r"jats|p|inline|formula|tex|math|alternatives|mml|sec|italic|ltd|all|rights|reserved",
    "U001": "htps", "U002": r"\w+", "U005": "dx", "U010": "abs", "U012": r"\w+", "U013": r"\w+", "U016": r"\w+",
}  # fmt: skip
# The rule whose purpose is to change the order of entries.
OF_ORDER = ("S001",)


def rewritten(text: str, change: Callable[[Field, str], str | None]) -> str:
    """Rewrites the values in braces of a file."""
    pieces, cursor = [], 0
    for entry in read(Source(BIB, text)).entries:
        for field in entry.fields if entry.readable else ():
            new = change(field, field.raw[1:-1]) if field.is_literal and field.raw[0] == "{" else None
            if new is not None:
                pieces += [text[cursor : field.value_span.start], new]
                cursor = field.value_span.end
    return "".join([*pieces, text[cursor:]])


def in_pieces(content: str) -> str | None:
    """Cuts a value at its first blank outside of braces, as ``{a } # {b}``."""
    for blank in re.finditer(" ", content):
        before, after = content[: blank.end()], content[blank.end() :]
        if before.count("{") == before.count("}") and after:
            return f"{{{before}}} # {{{after}}}"
    return None


def in_capitals(text: str) -> str:
    return re.sub(r"(?<=[\s,])[a-z]\w*(?=\s*=\s*[{\"\d])", lambda name: name.group().upper(), text)


VERSIONS: dict[str, Callable[[str], str]] = {
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "quotes": lambda text: rewritten(text, lambda _, content: None if '"' in content else f'"{content}"'),
    "braces": lambda text: rewritten(text, lambda _, content: f"{{{{{content}}}}}"),
    "pieces": lambda text: rewritten(text, lambda _, content: in_pieces(content)),
    "capitals": in_capitals,
    "signs after it": lambda text: rewritten(
        text, lambda field, content: f"{{{content} {SIGNS}}}" if field.name in TEXTS else None
    ),
    "signs before it": lambda text: rewritten(
        text, lambda field, content: f"{{{SIGNS} {content}}}" if field.name in TEXTS else None
    ),
}


def fixed(code: str, text: str, settings: str) -> tuple[Bibliography, Bibliography, str]:
    """Makes all fixes of a rule."""
    config = parse_config(settings)
    config = replace(config, lint=replace(config.lint, select=(code,)))

    def load(text: str) -> Bibliography:
        return Bibliography.from_sources([Source(BIB, text)], config=config)

    done = fix({BIB: Source(BIB, text)}, lambda sources: load(sources[BIB].text).lint(), unsafe=True)
    return load(text), load(done.sources[BIB].text), done.sources[BIB].text


def examples(code: str) -> Iterator[tuple[str, str]]:
    """Yields the entries and settings of a rule's cases and of its documentation."""
    files = [case.files for case in ALL if case.code == code and case.speaks]
    alone = [
        each
        for each in [files_of(RULES[code].section("Bad") + "\n"), *files]
        if BIB in each and set(each) <= {BIB, "pubs.toml"}
    ]
    for each in alone if is_study() else alone[:3]:
        yield each[BIB], each.get("pubs.toml", "")


def lost_words(before: str, after: str) -> Counter[str]:
    words = [Counter(word.casefold() for word in re.findall(r"\w+", text)) for text in (before, after)]
    return words[0] - words[1]


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.fix and code not in OF_ORDER])
def test_a_fix_loses_nothing_in_hostile_entries(code: str) -> None:
    """A safe one changes only what it means to in what is shown; no one takes away more than in its plain case."""
    for text, settings in examples(code):
        expected = lost_words(text, fixed(code, text, settings)[2])
        for version, change in VERSIONS.items():
            hostile = change(text)
            before, after, result = fixed(code, hostile, settings)
            assert len(before.publications) == len(after.publications), (version, result)
            assert not {"北京", "xy", "été"} & set(lost_words(hostile, result)), (version, hostile, result)
            if RULES[code].fix == "safe":
                assert list(differences(code, before, after)) == [], (version, hostile, result)
            elif "signs" not in version:
                lost = lost_words(hostile, result) - expected
                assert set(lost) <= set(expected) | {each.name for each in named(hostile)}, (version, hostile, result)


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.fix and code not in OF_ORDER])
def test_a_fix_takes_no_word_away_but_those_that_it_means(code: str) -> None:
    for text, settings in examples(code):
        result = fixed(code, text, settings)[2]
        kept = "".join(re.findall(r"\w", result.casefold()))
        names = {each.name for each in named(text)}
        lost = {word for word in lost_words(text, result) if word not in kept and word not in names}
        assert [word for word in lost if not re.fullmatch(MEANT.get(code, ""), word)] == [], result


def named(text: str) -> Iterator[Field]:
    """Yields the fields, whose names a fix may write in capitals."""
    for entry in read(Source(BIB, text)).entries:
        yield from entry.fields


def differences(code: str, before: Bibliography, after: Bibliography) -> Iterator[str]:
    purpose = PURPOSES.get(code)
    for old, new in zip(before.publications, after.publications, strict=True):
        told = parts(new)
        for name, text in parts(old).items():
            is_meant = purpose is not None and name in purpose.parts and purpose.keeps(text, told[name])
            if text != told[name] and not is_meant:
                yield f"{name}: {text!r} -> {told[name]!r}"
