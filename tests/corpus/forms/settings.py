"""From a skeleton to the settings that should give it: theme, options, highlights, marks."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from corpus.forms.rows import NoRow, Rows

_LOOKS = {"b": "bold", "u": "underline", "i": "italic", "k": "color:red", "t": "class:me", "c": "code"}
_ROLES = ("equal", "corresponding", "lead", "senior", "student")
_SYMBOL = re.compile(r"\^?[^\w\s^]️?|\^1|note|\^")


@dataclass
class Settings:
    """What goes into ``pubs.toml``, and what the entry must have. Shape: ``roles`` by the author's number."""

    theme: str
    options: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    is_cut: bool = False
    image: str = ""
    names: str = "full"

    def toml(self) -> str:
        """Returns the settings as ``pubs.toml`` has them."""
        lines = [f"[{name}]\n" + _pairs(table) for name, table in self.config.items()]
        return "\n".join([*lines, f"[theme.{self.theme}]\n{_pairs(self.options)}"])


def _pairs(table: dict[str, Any]) -> str:
    return "".join(f"{_key(name)} = {value(content)}\n" for name, content in table.items())


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name) else json.dumps(name)


def value(content: Any) -> str:
    """Writes a value as TOML has it, on one line."""
    if isinstance(content, dict):
        return "{ " + ", ".join(f"{_key(name)} = {value(each)}" for name, each in content.items()) + " }"
    if isinstance(content, list):
        return "[" + ", ".join(map(value, content)) + "]"
    return json.dumps(content, ensure_ascii=False)


def settings_of(kind: str, skeleton: str) -> Settings:
    """Works out the settings. Raises: ``NoRow`` where no option says what the skeleton has."""
    return _box(skeleton) if kind == "box" else _list(skeleton)


def _list(skeleton: str) -> Settings:
    if "•" in skeleton:
        raise NoRow("bullets in an entry of a list")
    rows = Rows()
    lines = [rows.row(line) for line in skeleton.replace("¶", "⏎⏎").split("⏎")]
    settings = Settings("venue-list", {"rows": lines, "title": "plain", **rows.options})
    settings.image = "river.png" if "▣" in skeleton else ""
    return _finished(settings, rows)


def _box(skeleton: str) -> Settings:
    image, _, text = skeleton.partition(" ‖ ")
    settings = Settings("paper-box")
    _image(settings, image)
    rows = Rows()
    settings.options |= {"rows": _lines(rows, text), "bullets": [], "break": "br", **rows.options}
    return _finished(settings, rows)


def _image(settings: Settings, words: str) -> None:
    facts = dict.fromkeys(words.split("; "))
    badge = next((fact.removeprefix("badge ") for fact in facts if fact.startswith("badge ")), "")
    settings.options["badge"] = Rows().row(badge) if badge else ""
    settings.image = "none" if "no image" in facts else "river.mp4" if "video" in facts else "river.png"
    look: dict[str, Any] = {}
    if "picture" in facts:
        look["webp"] = True
    if "linked" in facts:
        look["link"] = "image"
    if "lazy" in facts:
        look["lazy"] = True
    if look:
        settings.options["image"] = look


def _lines(rows: Rows, text: str) -> list[str]:
    lines: list[str] = []
    marks = re.split("([⏎¶•])", text if text.startswith("•") else "¶" + text)[1:]
    for mark, line in zip(marks[::2], marks[1::2], strict=True):
        row = "bibtex" if line == "▸" else _summary(mark) if line == "S" else rows.row(line)
        if mark == "¶" and lines and row not in ("bibtex", "summary"):
            lines.append("")
        lines.append(f"- {row}" if mark == "•" and row else row)
    return lines


def _summary(mark: str) -> str:
    return "{summary}" if mark == "⏎" else "summary"


def _finished(settings: Settings, rows: Rows) -> Settings:
    links = settings.options.get("links")
    if isinstance(links, dict):
        links["slots"] = ["paper", "code"] if rows.has_several_links else ["paper"]
    if rows.slots and isinstance(links, dict):
        settings.config |= {
            f"links.{slot}": {"style": style} for slot, style in rows.slots.items() if style != links["style"]
        }
    if len(rows.authors) > 1:
        raise NoRow("two author lists")
    if rows.authors:
        _authors(settings, rows.authors[0])
    return settings


def _authors(settings: Settings, token: str) -> None:
    prefix, _, inner = token.rpartition("A(")
    facts = inner.removesuffix(")")
    options: dict[str, Any] = {}
    if prefix and prefix != "i:":
        raise NoRow(f"a whole author list in {prefix}")
    if prefix:
        options["italic"] = True
    if word := re.search(r"(,?),(and|&)(?=,|$)|^(,?)(and|&)(?=,|$)", facts):
        options["and"] = word[2] or word[4]
        options["oxford"] = ",," in facts or facts.startswith(",")
    if ";" in facts:
        options["separator"] = "; "
    if "Family G" in facts:
        options["dots"] = False
    if "Family,G." in facts or "G.Family" in facts or "Family G" in facts:
        options["initials"] = True
    if "Family,G." in facts or "Family G" in facts:
        options["family_first"] = True
    settings.is_cut = "cut" in facts.split(",")
    if "cut inside" in facts:
        options |= {"max": 3, "keep": ["last"]}
    if options:
        settings.options["authors"] = options
    _highlight(settings, facts)
    _marks(settings, facts)
    if "people linked" in facts:
        settings.config['people."Kurt Weaver"'] = {"url": "https://example.org/kurt"}


def _highlight(settings: Settings, facts: str) -> None:
    shown: dict[str, Any] = {}
    me = re.search(r"me ([a-z]+)", facts)
    shown["me"] = [_LOOKS[style] for style in sorted(me[1], key="uibkt".index)] if me else []
    others = re.search(r"others ([a-z]+)", facts)
    if others:
        shown["students"] = [_LOOKS[style] for style in others[1]]
        settings.config['people."Kurt Weaver"'] = {"groups": ["students"]}
    if shown != {"me": ["bold"]}:
        settings.config["highlight"] = shown


def _marks(settings: Settings, facts: str) -> None:
    found = re.search(r"marks ?([^,]*)", facts)
    if not found:
        return
    symbols = [symbol for symbol in _SYMBOL.findall(found[1]) if symbol != "^"]
    if len(symbols) > len(_ROLES) - 1:
        raise NoRow("more marks than roles")
    author = 1 if "mark inside" in facts or "mark outside" in facts else 2
    marks: dict[str, Any] = {}
    for role, symbol in zip(_ROLES, symbols, strict=False):
        if symbol == "note":
            settings.roles[author] = "note"
        else:
            marks[role] = _mark(symbol, "mark inside" in facts)
            settings.roles[author] = role
        author += 1
    if marks:
        settings.config["marks"] = marks


def _mark(symbol: str, is_inside: bool) -> Any:
    table: dict[str, Any] = {"symbol": symbol.lstrip("^")}
    if symbol.startswith("^"):
        table["superscript"] = True
    if is_inside:
        table["inside"] = True
    return table if len(table) > 1 else table["symbol"]
