"""LaTeX of other people's titles and venues, against pandoc's biblatex reader."""

from __future__ import annotations

import html
import json
import re
import subprocess
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from corpus.test_reading import sources
from pubmanager import Bibliography
from pubmanager.latex.read import plain

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.corpus, pytest.mark.e2e("pandoc")]
FIELDS = ("title", "subtitle", "booktitle", "journal", "journaltitle", "series", "maintitle")
# What pandoc 2.17 drops in silence, some with their argument; \- and \: too.
DROPPED = re.compile(
    r"\\(?:textquotesingle|textregistered|textbackslash|textendash|BibTeX|LaTeXe|mbox|quad|hspace|apjl?|aap)(?![A-Za-z])|\\[-;:]"
)
FORMULA = re.compile(r"\$|\\\(")


def values(corpus: Path) -> list[str]:
    """Every title and venue with LaTeX in it whose braces match, once."""
    found: dict[str, None] = {}
    for _, source in sources(corpus):
        for entry in Bibliography.from_sources([source]).resolution.entries:
            for value in map(entry.value, FIELDS):
                if re.search(r"[\\{}$~`]|--|''", value) and is_balanced(value):
                    found[value] = None
    return list(found)


def is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return not depth


def pandoc(text: str, *arguments: str) -> str:
    return subprocess.run(
        ["pandoc", *arguments], input=text, capture_output=True, text=True, check=True, timeout=300
    ).stdout


def by_biblatex(texts: list[str]) -> list[str]:
    entries = "".join(f"@misc{{k{index}, note = {{{text}}}}}\n\n" for index, text in enumerate(texts))
    items = {
        item["id"]: item.get("note", "") for item in json.loads(pandoc(entries, "-f", "biblatex", "-t", "csljson"))
    }
    return [folded(items.get(f"k{index}", "")) for index in range(len(texts))]


def by_plain(texts: list[str]) -> list[str]:
    """pandoc's own plain text of formulas, which its bibliographic output leaves in TeX."""
    found = pandoc("\n\n".join(texts), "-f", "latex", "-t", "plain", "--wrap=none").strip().split("\n\n")
    return found if len(found) == len(texts) else [""] * len(texts)


def folded(text: str) -> str:
    text = html.unescape(re.sub(r"</?(?:i|b|sup|sub|span|sc)\b[^>]*>", "", text))
    return " ".join(unicodedata.normalize("NFC", text).replace("\u202f", " ").split())


def without_notation(text: str) -> str:
    """Folds how a formula is typeset: raised and lowered characters, dollars, brackets, blanks."""
    return re.sub(r"[$^_{}()\s]", "", unicodedata.normalize("NFKC", folded(text))).replace("−", "-")


def test_plain_text_is_pandocs(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = values(corpus)
    reasons: Counter[str] = Counter()
    unexplained = []
    other = [
        (text, folded(plain(text)))
        for text, theirs in zip(texts, by_biblatex(texts), strict=True)
        if folded(plain(text)) != theirs
    ]
    formulas = [pair for pair in other if FORMULA.search(pair[0])]
    for (text, ours), theirs in zip(formulas, by_plain([text for text, _ in formulas]), strict=True):
        if without_notation(theirs) != without_notation(ours):
            reasons["a formula that pandoc writes in other signs, or cuts at a comment"] += 1
        del text
    for text, ours in other:
        if not FORMULA.search(text):
            reasons["a command that pandoc drops" if DROPPED.search(text) else "unexplained"] += 1
            unexplained += [] if DROPPED.search(text) else [(text, ours)]
    share = 100 * sum(reasons.values()) / len(texts)
    with capsys.disabled():
        print(f"\n{len(texts)} titles and venues with LaTeX, {100 - share:.1f} % the same text as pandoc; differences:")
        for reason, count in reasons.most_common():
            print(f"  {count:5} {reason}")
    assert unexplained == []
    assert share <= 3
