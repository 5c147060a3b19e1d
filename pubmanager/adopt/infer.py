"""The settings that give a page back: themes, options, highlights and marks, as a person would write them."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from pubmanager.adopt.authors import CAPITAL
from pubmanager.adopt.fields import LinkFields, legend_parts, people
from pubmanager.adopt.fields import full_name as written
from pubmanager.adopt.forms import (
    Item,
    Unit,
    badge_items,
    items_of,
    lines,
    merge,
    pattern,
    shield_items,
    with_link_groups,
)
from pubmanager.adopt.stream import BLOCK, BULLET, LINE, SHIELD, thing_of
from pubmanager.config.styles import ALIASES
from pubmanager.model.fields import label_in
from pubmanager.model.links import LABELS
from pubmanager.model.roles import ROLES
from pubmanager.render.appearance import COLORS, SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pubmanager.adopt.fields import Person
    from pubmanager.adopt.pieces import Entry
    from pubmanager.adopt.sections import Run

_LOOKS = {"b": "bold", "u": "underline", "i": "italic", "c": "code"}
_ROWS = {
    "paper-box": ["title", "authors", "summary", "links"],
    "badge-list": ["{badges} {title}. {links}", "{authors}"],
}
_LINE = 120
_SLOTS = {slot.name: slot for slot in SLOTS}


class PageList(Struct, frozen=True):
    """A list of a page: where it stands, its entries, and what its entries have in common."""

    name: str
    run: Run
    entries: tuple[Entry, ...]
    units: tuple[Unit, ...]


class Choice(Struct, frozen=True):
    """What a list shows.

    Shape: ``units`` are its parts; ``short_year`` says that years stand where the venue shows them, ``split_links``
    that each link is a part of its own.
    """

    units: tuple[Unit, ...]
    short_year: bool = False
    split_links: bool = False


class Form(Struct, frozen=True):
    """The theme and options of a list; ``tables`` are settings that hold for all lists."""

    theme: str
    options: dict[str, Any]


def units_of(entries: Sequence[Entry]) -> tuple[Unit, ...]:
    """Returns the parts that entries have in common."""
    return tuple(merge(with_link_groups([items_of(entry) for entry in entries])))


def form_of(entries: Sequence[Entry], choice: Choice, links: LinkFields) -> Form:
    """Works out the theme and the options of a run."""
    units, short_year = choice.units, choice.short_year
    is_box = entries[0].kind == "box"
    options: dict[str, Any] = {}
    written = lines(units)
    groups = slot_groups(entries, links)
    slots = [] if choice.split_links else groups.pop("links", [])
    if not choice.split_links:  # a group that the form has no place for joins the first one
        slots += [slot for name in groups if not _has(units, name) for slot in groups[name] if slot not in slots]
    for name, others in groups.items():
        joint = _links(entries, "venue-list", []).get("links", {}).get("separator", " ") if name == "links" else " "
        patterns = joint.join(f"{{link.{slot}}}" for slot in others if slot not in slots)
        written = [(brk, line.replace(f"{{{name}}}", patterns).strip()) for brk, line in written]
    written = [each for brk, line in written for each in _with_folds_apart(brk, line)]
    if not all(piece.url for entry in entries for piece in entry.of("title")):
        written = [(brk, line.replace("](title)", "](url)")) for brk, line in written]
    is_quoted = _is_quoted_in_link(entries)
    if is_quoted:
        written = [(brk, line.replace('"', "") if "{title}" in line else line) for brk, line in written]
    rows = _box_rows(written, options) if is_box else _rows(written)
    theme = "paper-box" if is_box else "badge-list" if rows == _ROWS["badge-list"] else "venue-list"
    if is_box:
        options = {**_image_options(entries, short_year=short_year), **options}
    if rows != _ROWS.get(theme):
        options = {"rows": rows, **options}
    title = next((unit for unit in units if unit.name == "title"), None)
    if title and "h" in title.key[0]:
        options["title"] = "heading"
    elif is_quoted:
        options["title"] = "quoted"
    elif theme == "venue-list":
        options["title"] = "plain"
    options |= _badges(entries, theme, short_year=short_year)
    options |= _links(entries, theme, slots)
    options |= _authors(entries)
    options |= _folds(entries)
    return Form(theme, {name: _yearly(value, short_year) for name, value in options.items()})


def _is_quoted_in_link(entries: Sequence[Entry]) -> bool:
    """Whether most titles stand in quotes that belong to their link."""
    quoted = 0
    for entry in entries:
        text, start = entry.stream, entry.title[0] if entry.title else 0
        link = text.looks[start].link
        quoted += bool(link) and text.text[start - 1 : start] == '"' and text.looks[start - 1].link == link
    return 2 * quoted > len(entries)


def _has(units: Sequence[Unit], name: str) -> bool:
    return any(unit.name == name for unit in units)


def _yearly(value: Any, short_year: bool) -> Any:
    if not short_year:
        return value
    if isinstance(value, str):
        return value.replace("{date.year}", "{year}")
    if isinstance(value, list):
        return [_yearly(each, short_year) for each in value]
    if isinstance(value, dict):
        return {name: _yearly(each, short_year) for name, each in value.items()}
    return value


def _rows(written: Sequence[tuple[str, str]]) -> list[str]:
    rows: list[str] = []
    for brk, line in written:
        if brk in (BLOCK, BULLET) and rows and not _is_fold(line):
            rows.append("")
        rows.append(_fold_row(line))
    return rows


def _is_fold(line: str) -> bool:
    return line in ("{bibtex}", "{abstract}")


def _fold_row(line: str) -> str:
    return line.strip("{}") if _is_fold(line) else line


def _with_folds_apart(brk: str, line: str) -> Iterator[tuple[str, str]]:
    """Gives folds rows of their own, before or behind what stands on their line."""
    for part in re.split(r"\s*(\{(?:bibtex|abstract)\})\s*", line):
        if part:
            yield brk, part
            brk = brk if _is_fold(part) else BLOCK


def _box_rows(written: Sequence[tuple[str, str]], options: dict[str, Any]) -> list[str]:
    rows: list[tuple[str, str]] = [
        (brk, "summary" if line == "{summary}" and brk != LINE else _fold_row(line)) for brk, line in written
    ]
    bullets = [line for brk, line in rows if brk == BULLET]
    others = [line for brk, line in rows if brk != BULLET]
    is_usual = all(line in ("summary", "{links}") for line in bullets) and not any(
        line == "summary" or "{links}" in line for line in others
    )
    if is_usual and not any(brk == LINE for brk, _ in rows[1:]):
        return [line.strip("{}") if re.fullmatch(r"\{[a-z]+\}", line) else line for _, line in rows]
    options |= {"bullets": [], "break": "br"}
    found: list[str] = []
    for brk, line in rows:
        if brk == BLOCK and found and line not in ("summary", "bibtex", "abstract"):
            found.append("")
        found.append(f"- {line}" if brk == BULLET else line)
    return found


def _image_options(entries: Sequence[Entry], *, short_year: bool) -> dict[str, Any]:
    options: dict[str, Any] = {}
    badges = [badge_items(entry.badge) for entry in entries if entry.badge]
    units = merge([items for items in badges if items])
    written = pattern(units) if units else ""
    if _yearly(written, short_year) != "{venue} {year} ({presentation})":
        options["badge"] = written
    images = [piece for entry in entries if entry.badge for piece in entry.badge.of("image")[:1]]
    look: dict[str, Any] = {}
    width = _common(piece.thing.get("width") for piece in images if piece.thing)
    if width and width != "100%":
        look["width"] = width
    if images and sum(piece.thing is not None and piece.thing.tag == "picture" for piece in images) * 2 > len(images):
        look["webp"] = True
    if 2 * sum(bool(entry.badge and entry.badge.of("citations")) for entry in entries) > len(entries):
        look["overlay"] = "{citations.plain}"
    linked = [piece for piece in images if piece.url]
    if len(linked) * 2 > len(images):
        look["link"] = "image" if sum(piece.url == piece.value for piece in linked) * 2 > len(linked) else "title"
    if sum(bool(piece.thing and piece.thing.get("loading")) for piece in images) * 2 > len(images):
        look["lazy"] = True
    return options | ({"image": look} if look else {})


def _badges(entries: Sequence[Entry], theme: str, *, short_year: bool) -> dict[str, Any]:
    shields = [entry.of("shield") for entry in entries]
    most = max(map(len, shields), default=0)
    if not most:
        return {}
    parts = []
    for place in range(most):
        sequences = [items for each in shields if place < len(each) and (items := shield_items(each[place]))]
        if sequences and (units := merge(sequences)):
            parts.append(_yearly(pattern(units), short_year))
    if theme == "badge-list" and parts == ["{venue}-{year}-{presentation}"]:
        return {}
    return {"badges": {"parts": parts} if theme == "badge-list" else {"parts": parts, "style": ["shield"]}}


def _links(entries: Sequence[Entry], theme: str, slots: Sequence[str]) -> dict[str, Any]:
    found = [item for entry in entries for item in items_of(entry) if item.name == "links"]
    if not found:
        return {}
    style = _common(item.style for item in found)
    separator = _common(joint for item in found for joint in item.within)
    default = ("bracketed", " ") if theme == "venue-list" else ("shield", " | ")
    look: dict[str, Any] = {}
    if style != default[0]:
        look["style"] = [*ALIASES[style]] if style in ALIASES else style.split("+") if "+" in style else style
    if separator is not None and separator != default[1]:
        look["separator"] = separator
    if slots:
        look["slots"] = list(slots)
    return {"links": look} if look else {}


def _folds(entries: Sequence[Entry]) -> dict[str, Any]:
    """Returns the words that open folds."""
    found: dict[str, str] = {}
    for name, usual in (("abstract", "Abstract"), ("bibtex", "BibTeX")):
        words = _common(
            " ".join(each.text.split())
            for entry in entries
            for piece in [*entry.of(name), *(entry.of("fold") if name == "abstract" else ())]
            if piece.thing
            for each in piece.thing.elements()
            if each.tag == "summary"
        )
        if words and words != usual:
            found[name] = words
    return {"folds": found} if found else {}


def _common(found: Iterable[Any]) -> Any:
    counts = Counter(found)
    return counts.most_common(1)[0][0] if counts else None


# `Byron, A.` and then another name or the end of the list; in `Ada Byron, B. Roe` a name follows the initials.
_FAMILY_AND_INITIALS = re.compile(
    rf"\W*(?:[^\W\d_]+[ '’-]){{0,3}}[^\W\d_]{{2,}}, (?:{CAPITAL}\.[ -]?)+(?=\W*(?:$|[,;&(]|and\b|\.\.\.|et al))"
)


def _authors(entries: Sequence[Entry]) -> dict[str, Any]:
    texts = [entry.stream.text[entry.names.start : entry.names.end] for entry in entries if entry.names]
    several = [text for text in texts if text.count(",") + text.count(" and ") + text.count("&") > 0]
    options: dict[str, Any] = {}
    joints = [re.search(r"(,?) (and|&) [^,]*(?:, [A-Z][^,]{0,8})?$", text) for text in several]
    joined = [match for match in joints if match]
    if len(joined) * 2 > len(several):
        options["and"] = _common(match[2] for match in joined)
        long = [match for match, text in zip(joints, several, strict=True) if match and text.count(",") > 1]
        if long and sum(not match[1] for match in long) * 2 > len(long):
            options["oxford"] = False
    if sum(text.count(";") > 1 for text in texts) * 2 > len(texts):
        options["separator"] = "; "
    inverted = sum(bool(_FAMILY_AND_INITIALS.match(text)) for text in texts)
    short = sum(len(re.findall(r"[^\W\d_]{2,} [A-Z]{1,3}\b(?!\.)(?=,|$|\*)", text)) >= 2 for text in texts)
    initials = sum(bool(re.match(r"(?:[A-Z]\. ?-?)+[A-Z][a-z]", text)) for text in texts)
    for count, names in (
        (inverted, {"initials": True, "family_first": True}),
        (short, {"initials": True, "dots": False, "family_first": True}),
        (initials, {}),
    ):
        if texts and count * 2 > len(texts):
            options |= names
            break
    italic = [
        all("i" in entry.stream.looks[i].styles for i in range(entry.names.start, entry.names.end))
        for entry in entries
        if entry.names
    ]
    if italic and sum(italic) * 2 > len(italic):
        options["italic"] = True
    cut = _common(
        match[1] for text in texts if (match := re.search(r"(et al\.?|\.\.\.|…|and others|others)\s*$", text))
    )
    if cut and cut != "et al.":
        options["others"] = cut
    return {"authors": options} if options else {}


def site_tables(
    entries: Sequence[Entry],
    links: LinkFields,
    roles: Mapping[str, str],
    owner: Sequence[Person],
    values: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    """Works out the settings that hold for all lists: highlights, marks, images, colours, slots of links."""
    tables: dict[str, Any] = {}
    looks, dress = (_common((person.styles, person.dress) for person in owner) if owner else None) or (None, "")
    shown = [_LOOKS[style] if style in _LOOKS else _dress(dress) for style in looks] if looks else []
    if looks is not None and shown != ["bold"]:
        tables["highlight"] = {"me": shown}
    # A role said in words, such as "(Corresponding Author)", is a note on the name and has no mark.
    worded = {role for entry in entries for person in people(entry) if person.notes for role in person.roles}
    marks = _marks(entries, roles) | dict.fromkeys(sorted(worded - set(roles.values())), "")
    if marks:
        tables["marks"] = marks
    linked = _linked_people(entries)
    if linked:
        tables["people"] = {name: {"url": url} for name, url in linked.items()}
    folder = _image_folder([each["preview"] for each in values if "preview" in each])
    if folder:
        tables["assets"] = {"image": folder}
    colours = _colours(entries)
    if colours:
        tables["badges"] = colours
    slots = _slots(entries, links)
    if slots:
        tables["links"] = slots
    return tables


def _linked_people(entries: Sequence[Entry]) -> dict[str, str]:
    """Returns the pages of co-authors whose names are linked, in most places where they stand."""
    everyone = [person for entry in entries for person in people(entry)]
    urls: dict[str, list[str]] = {}
    for person in everyone:
        urls.setdefault(written(person.name), []).append(person.url)
    found = {name: Counter(each for each in all_of if each) for name, all_of in urls.items()}
    return {
        name: counts.most_common(1)[0][0]
        for name, counts in found.items()
        if 2 * counts.total() >= len(urls[name]) and counts
    }


def _dress(dress: str) -> str:
    return f"class:{dress[1:]}" if dress.startswith(".") else dress


def _marks(entries: Sequence[Entry], roles: Mapping[str, str]) -> dict[str, Any]:
    marks: dict[str, Any] = {}
    legends = list(legend_parts(piece.value for entry in entries for piece in entry.of("legend")))
    everyone = [person for entry in entries for person in people(entry)]
    for symbol, role in roles.items():
        wearers = [(person, mark) for person in everyone for mark in person.marks if mark.lstrip("^") == symbol]
        table: dict[str, Any] = {"symbol": symbol}
        if sum(mark.startswith("^") for _, mark in wearers) * 2 > len(wearers):
            table["superscript"] = True
        styled = [person for person, _ in wearers if person.styles]
        if styled and sum(person.mark_inside for person in styled) * 2 > len(styled):
            table["inside"] = True
        words = _common(words for mark, _, words in legends if mark == symbol)
        if words and words != ROLES[role].legend:
            table["legend"] = words
        marks[role] = table if len(table) > 1 else symbol
    return marks


def _image_folder(images: Sequence[str]) -> str:
    """Returns the folder that all images of the site are below: where there is one, bare names are looked for in it."""
    folders = [image.rpartition("/")[0].split("/") for image in images if not re.match(r"\w+:|/", image)]
    shared = [names[0] for names in zip(*folders, strict=False) if len(set(names)) == 1] if folders else []
    start = next((i for i, names in enumerate(zip(*folders, strict=False)) if len(set(names)) > 1), len(shared))
    return f"{'/'.join(shared[:start])}/" if shared[:start] and shared[0] else ""


def _colours(entries: Sequence[Entry]) -> dict[str, str]:
    found: dict[str, Counter[str]] = {}
    for entry in entries:
        for piece in entry.pieces:
            if piece.name == "shield" and piece.thing:
                items = shield_items(piece)
                kind = items[0].name if items else "venue"
                if kind == "venue" and re.search(r"ar ?xiv|preprint", piece.value, re.IGNORECASE):
                    kind = "preprint"
                colour = re.search(r"-([a-zA-Z0-9]+)(?:\.svg)?$", urlsplit(piece.thing.get("src")).path)
                if colour and kind in COLORS:
                    found.setdefault(kind, Counter())[colour[1]] += 1
    common = {kind: counts.most_common(1)[0][0] for kind, counts in found.items()}
    return {kind: colour for kind, colour in common.items() if COLORS[kind] != colour}


def slot_of(label: str, links: LinkFields) -> str:
    """Returns the slot that shows the links of a label."""
    field = links.field(label)
    kind = label_in(field) or field
    return "paper" if kind == "pdf" else kind


def slot_groups(entries: Sequence[Entry], links: LinkFields) -> dict[str, list[str]]:
    """Returns the slots of each group of links in the order in which most entries have them."""
    found: dict[str, list[list[Item]]] = {}
    for items in with_link_groups([items_of(entry) for entry in entries]):
        for item in items:
            if item.name.partition(".")[0] == "links":
                found.setdefault(item.name, []).append([Item(slot_of(label, links)) for label in item.labels])
    return {
        name: list(dict.fromkeys(unit.name for unit in merge(sequences, keeps_all=True)))
        for name, sequences in sorted(found.items())
    }


def _slots(entries: Sequence[Entry], links: LinkFields) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    if any(piece.url for entry in entries for piece in entry.of("title")):
        tables["title"] = {"from": ["url"]}
        if not all(piece.url for entry in entries for piece in entry.of("title")):
            tables["url"] = {"from": ["url"]}  # only the link of the title, where `paper` may hold another
    for label, field in links.by_label.items():
        slot = slot_of(label, links)
        default = _SLOTS.get(slot)
        table: dict[str, Any] = {}
        if slot == "paper" or (default and tuple(default.sources) != (field,)):
            table["from"] = ["pdf", "url"] if field == "pdf" and links.has_free_url else [field]
        shown = links.shown.get(label, label)
        shown = shown.strip().removeprefix("[").removesuffix("]").strip() if shown.strip()[:1] == "[" else shown
        usual = default.label if default else LABELS.get(slot) or slot.replace("_", " ").capitalize()
        if shown and shown != usual:
            table["label"] = shown
        shield = _shield(entries, label)
        if shield:
            table["shield"] = shield
        icon = _icon(entries, label)
        if icon and not (default and default.icon == icon):
            table["icon"] = icon
        if table:
            tables[slot] = table
    return tables


def _shield(entries: Sequence[Entry], label: str) -> dict[str, str]:
    images = [
        piece.thing.get("src")
        for entry in entries
        for piece in entry.of("link")
        if piece.value == label and piece.thing and thing_of(piece.thing) == SHIELD
    ]
    url = _common(images)
    if not url or "shields.io" not in url:
        return {}
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    found = {"color": parts.path.removesuffix(".svg").rpartition("-")[2]}
    for name, key in (("logo", "logo"), ("logoColor", "logo_color"), ("style", "style")):
        if name in query:
            found[key] = query[name]
    return found


def _icon(entries: Sequence[Entry], label: str) -> str:
    return (
        _common(
            piece.thing.get("class")
            for entry in entries
            for piece in entry.of("link")
            if piece.value == label and piece.thing and piece.thing.tag in ("i", "span")
        )
        or ""
    )


def toml(top: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    """Writes settings: top keys, then tables; a table in a table is on one line where that is short."""
    found = ["# `pubs settings` shows what each key does, `pubs themes NAME` the options of a theme."]
    found += [f"{name} = {toml_value(value)}" for name, value in top.items()]
    for name, table in tables.items():
        if not isinstance(table, dict):
            for each in table:
                found += ["", f"[[{name}]]", *(_pair(key, value) for key, value in each.items())]
            continue
        long = {
            key: value for key, value in table.items() if isinstance(value, dict) and len(_pair(key, value)) > _LINE
        }
        if len(long) < len(table):
            found += ["", f"[{name}]", *(_pair(key, value) for key, value in table.items() if key not in long)]
        for key, value in long.items():
            found += ["", f"[{name}.{_key(key)}]", *(_pair(each, inner) for each, inner in value.items())]
    return "\n".join(found) + "\n"


def _pair(key: str, value: Any) -> str:
    return f"{_key(key)} = {toml_value(value)}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.ASCII) else json.dumps(name, ensure_ascii=False)


def toml_value(value: Any) -> str:
    """Writes a value as TOML has it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {toml_value(each)}" for name, each in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
