"""How an author list is written: order and length of names, what joins them, the owner's look, marks, cut, links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.forms.authors import INVERTED, NAME, SYMBOLS, WORD, folded

if TYPE_CHECKING:
    from corpus.forms.authors import Names
    from corpus.forms.stream import Stream


def describe(stream: Stream, names: Names, owner: str) -> str:
    """How the list is written: order and length of names, what joins them, my look, marks, cut, links."""
    text = stream.text[names.start : names.end]
    shared = set.intersection(*(set(look.styles) for look in stream.looks[names.start : names.end]))
    if len(names.names) == 1:
        shared = set()
    facts = [*_spelling(text), *_joints(text), *_me(stream, names, owner, shared), *_marks(stream, names)]
    if names.is_cut:
        facts.append("cut" if re.search(r"(?:al\.?|\.\.\.|…|others)\s*$", text) else "cut inside")
    if _people_linked(stream, names):
        facts.append("people linked")
    shown = "".join(sorted(shared))
    return f"A({', '.join(facts)})" if not shown else f"{shown}:A({', '.join(facts)})"


def _spelling(text: str) -> list[str]:
    if re.match(r"(?:[A-Z]\. ?-?)+[A-Z][a-z]", text):
        return ["G. Family"]
    if re.search(rf"{WORD}, (?:[A-Z]\.[- ]?)+", text):
        return ["Family, G."]
    if len(re.findall(rf"{WORD} [A-Z]{{1,2}}\b(?!\.)", text)) >= 2:
        return ["Family G"]
    return []


def _joints(text: str) -> list[str]:
    found = []
    word = re.search(r"(,?) (and|&) [^,]*(?:, [A-Z][^,]{0,8})?$", text)
    if word:
        found.append(f"{word[1]} {word[2]}".strip())
    if text.count(";") > 1 and text.count(";") > text.count(","):
        found.append(";")
    return found


def _me(stream: Stream, names: Names, owner: str, shared: set[str]) -> list[str]:
    facts = []
    for start, end in names.names:
        name = re.match(rf"\s*[{{]?{SYMBOLS}?({INVERTED}|{NAME})", stream.text[start:end])
        if not name:
            continue
        look = set(stream.looks[start + name.start(1)].styles) - shared - {"^"}
        is_me = bool(owner) and folded(name[1]).startswith(owner)
        if is_me and look:
            facts.append("me " + "".join(sorted(look)))
            mark = re.search(rf"^\s?(?:{SYMBOLS})", stream.text[start + name.end(1) :])
            if mark:
                at = start + name.end(1) + mark.end() - 1
                facts.append("mark inside" if look <= set(stream.looks[at].styles) else "mark outside")
        elif look & set("buk"):
            facts.append("others " + "".join(sorted(look & set("buk"))))
    return sorted(dict.fromkeys(facts), key=lambda fact: fact.startswith("others"))


def _marks(stream: Stream, names: Names) -> list[str]:
    found = set()
    for i in range(names.start, names.end):
        if re.match(SYMBOLS, stream.text[i]) and stream.text[i] != "\ufe0f":
            found.add(("^" if "^" in stream.looks[i].styles else "") + stream.text[i])
        elif stream.text[i].isdigit() and "^" in stream.looks[i].styles:
            found.add("^1")
    if re.search(r"\((?!et al)[^()]{3,34}\)", stream.text[names.start : names.end]):
        found.add("note")
    return ["marks " + " ".join(sorted(found))] if found else []


def _people_linked(stream: Stream, names: Names) -> bool:
    links = [look.link for look in stream.looks[names.start : names.end]]
    return len(set(links) - {0}) > 0 and len(set(links)) > 1
