"""Names, taken apart as BibTeX's ``format.name$`` takes them apart; and clean wherever real files are not."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from corpus.bibtex import format_names
from corpus.test_reading import sources
from pubmanager import Bibliography
from pubmanager.latex.read import plain
from pubmanager.model.author import Name
from pubmanager.model.marks import peel
from pubmanager.model.names import parse_name, split_list

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = """
Ada Byron | Byron, Ada | Ada Augusta Byron | Byron, Ada Augusta | Ludwig van Beethoven | van Beethoven, Ludwig | Beethoven, Ludwig van
Jean de la Fontaine | de la Fontaine, Jean | De La Fontaine, Jean | jean de la fontaine | Charles Louis Xavier Joseph de la Vallee Poussin
von Berlichingen zu Hornberg, Gotz | Alfred Driessen and more | King, Jr., Martin Luther | von Neumann, III, John | Martin Luther King
Jean-Paul Sartre | Sartre, Jean-Paul | {Barnes and Noble, Inc.} | {NASA} | {Barnes} and | Per Brinch Hansen | Brinch Hansen, Per
Donald E. Knuth | D. E. Knuth | Knuth, D. E. | D.E. Knuth | Maria {de la} Cruz | {de la} Cruz, Maria | Leonardo da Vinci | bell hooks
van der Berg, Jan-Willem | Jan-Willem van der Berg | Rui-Jie Zhu | Zhu, Rui-Jie | Nguyen Van A | O'Neil, Pat | McDonald, Ronald
Kurt G\\"odel | G{\\"o}del, Kurt | {\\'E}mile Zola | Zola, {\\'E}mile | {\\O}rsted, Hans Christian | {\\AA}ke Bj{\\"o}rck | Erd{\\H{o}}s, Paul
{\\'e}ric d'Alembert | Garc{\\'i}a M{\\'a}rquez, Gabriel | Gabriel Garc{\\'i}a M{\\'a}rquez | Plato | X | X, Y | Y. X
"""
NAMES = [name.strip() for line in CLEAN.strip().splitlines() for name in line.split("|")]
NAMES = [name for name in NAMES if " and" not in name.replace("{Barnes and", "")]


def joined(parts: tuple[str, str, str, str]) -> Name:
    """BibTeX's parts, with ties as blanks and LaTeX read."""
    given, prefix, family, suffix = (" ".join(plain(re.sub(r"(?<!\\)~", " ", part)).split()) for part in parts)
    return Name(given, prefix, family, suffix)


@pytest.mark.e2e("bibtex")
def test_clean_names(tmp_path: Path) -> None:
    assert len(NAMES) > 45
    for text, parts in zip(NAMES, format_names(NAMES, tmp_path), strict=True):
        assert parse_name(text) == joined(parts), text


@pytest.mark.corpus
@pytest.mark.e2e("bibtex")
def test_names_of_real_files(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names that need no mending; what is mended (marks, trailing commas, suffixes at odd places) is no BibTeX name."""
    found: dict[str, None] = {}
    for _, source in sources(corpus):
        for entry in Bibliography.from_sources([source]).resolution.entries:
            parts = split_list(entry.value("author"))
            if not parts.faults:
                found.update(dict.fromkeys(part.text for part in parts.parts if is_clean(part.text)))
    names = list(found)
    reasons: Counter[str] = Counter()
    unexplained = []
    for text, parts in zip(names, format_names(names, tmp_path), strict=True):
        ours, theirs = parse_name(text), joined(parts)
        if ours != theirs:
            reason = reason_for(text, ours, theirs)
            reasons[reason] += 1
            unexplained += [] if reason != "unexplained" else [(text, ours, theirs)]
    with capsys.disabled():
        print(
            f"\n{len(names)} names, {100 - 100 * sum(reasons.values()) / len(names):.1f} % as BibTeX takes them apart; differences:"
        )
        for reason, count in reasons.most_common():
            print(f"  {count:5} {reason}")
    assert unexplained == []
    assert sum(reasons.values()) / len(names) < 0.03


def is_clean(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return not depth and peel(text).name == text and not text.endswith(",") and text.count(",") < 2 and text.isascii()


def reason_for(text: str, ours: Name, theirs: Name) -> str:
    if ours.suffix and not theirs.suffix:
        return "a suffix without its comma"
    if re.sub(r"[-–\s]", "", ours.full) == re.sub(r"[-–\s]", "", theirs.full) and "-" in text:
        return "a hyphen, at which BibTeX splits words and finds particles (Wen-tau)"
    if re.match(r"(?:family|given|prefix|suffix|useprefix)\s*=", text):
        return "parts that are named, as biblatex has them (family=Goethe)"
    if re.fullmatch(r"(?:[A-Z]\. ?)+", ours.given) and theirs.family == ours.given.replace(". ", "").replace(".", ""):
        return "family and initials, as PubMed has them (Vale AB)"
    if theirs.given.endswith(f" {ours.given}") and ours.family == theirs.family:
        return "a title before the name (Dr. Ada Byron)"
    if ours.family == theirs.family and ours.given.replace(" ", "") == theirs.given.replace(" ", ""):
        return "an initial glued to the given name (JeffZ.)"
    if not ours.given and ours.family == text:
        return "a body, whose name is one (World Health Organization)"
    return "a tilde over nothing" if "\\~ " in text else "unexplained"


@pytest.mark.corpus
def test_no_name_has_markup(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count, odd = 0, Counter[str]()
    for _, source in sources(corpus):
        for publication in Bibliography.from_sources([source]):
            for author in (*publication.authors, *publication.editors):
                count += 1
                odd[author.name.full] += bool(set(author.name.full) & set("\\{}$"))
    found = [name for name, times in odd.items() if times]
    with capsys.disabled():
        print(f"\n{count} authors and editors; names with a command, a brace or a dollar: {len(found)}")
        for name in found:
            print(f"  {name}")
    assert found == []
