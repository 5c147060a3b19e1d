"""``docs/forms.md``: the forms of real pages with the settings that give each, and those that none gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.forms.settings import value
from corpus.forms.table import covered
from pubmanager.config.styles import ALIASES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.forms.settings import Settings
    from corpus.forms.table import Result

PAGE = "docs/forms.md"
# Counted by hand among those that `survey.py` takes for no publication.
OTHERS, UNREAD = 35, 4
_INTRODUCTION = """\
# Settings of real pages

This page shows settings that reproduce the boxes and lists of forty hand-written AcadHomepage sites. Find the form of your
entries in a table, and copy its options. The most frequent forms come first. [`pubs adopt`](adopt.md) does this for you.

In the column "form", these letters and signs stand for the parts of an entry:

| sign | part | sign | part |
| --- | --- | --- | --- |
| `T` | title | `A` | authors |
| `V` | venue or another text | `Y` | year |
| `N` | numbers such as pages | `R` | ranks |
| `P` | presentation or award | `D` | DOI |
| `L` | label of a link | `S` | summary |
| `⟨ ⟩` | link | `▰` | badge |
| `★` | GitHub stars | `❞` | number of citations |
| `◈` | icon | `▣` | image |
| `▸` | collapsible part | `§` | legend |
| `~ ~` | colour | `@ @` | class |
| `⏎` | new line | `¶` | new paragraph |
| `•` | bullet | `…` | more of the same |

Settings reproduce **{given} of {counted}** entries ({share}): {boxes} of {all_boxes} boxes and {items} of {all_items} list
entries, in {forms} of {all_forms} forms. The same parts of the pages have {others} more boxes and items (legends, internships,
talks, project descriptions, placeholders). {unread} of them announce a paper or its draft; counting these as missing, the
share is {whole}. Each form was checked: an invented entry was rendered with the settings, and had to have the same form.
These differences are ignored: white space, HTML attributes, and whether an element is HTML or Markdown; typographic quotes and
dashes; emphasis of punctuation; the number of authors, links, stars and bullets; the labels of links, venues and places; and
how volume, number and pages are joined.
"""
_HEADINGS = {"box": "## Boxes: theme `paper-box`", "list": "## List entries: theme `venue-list`"}
_NOTES = {
    "box": 'All of these also need `break = "br"` and `bullets = []`. Rows are lines of a paragraph, an empty row ends the '
    "paragraph, and `- ` begins a bullet. The tables below have the settings for badges, images and authors.",
    "list": 'All of these also need `title = "plain"`, because the pattern sets the link. A table below has the settings for '
    "authors.",
}


@dataclass
class _Family:
    """Forms that the same rows give. Shape: ``entries`` and ``pages`` are those of all of them."""

    settings: Settings
    skeleton: str
    entries: int = 0
    pages: set[int] = field(default_factory=set)


def written_page(results: Iterable[Result]) -> str:
    """Returns the page."""
    results = list(results)
    parts = [_introduction(results)]
    for kind, heading in _HEADINGS.items():
        parts += [heading, _NOTES[kind], _rows_table(_families(results, kind))]
    parts += [_details(results), _missing(results)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _introduction(results: list[Result]) -> str:
    (given, counted), (boxes, all_boxes), (items, all_items) = (covered(results, kind) for kind in ("", "box", "list"))
    return _INTRODUCTION.format(
        given=given,
        counted=counted,
        share=f"{100 * given / counted:.1f} %",
        boxes=boxes,
        all_boxes=all_boxes,
        items=items,
        all_items=all_items,
        others=OTHERS,
        unread=UNREAD,
        whole=f"{100 * given / (counted + UNREAD):.1f} %",
        forms=sum(not each.missing for each in results),
        all_forms=len(results),
    )


def _families(results: list[Result], kind: str) -> list[_Family]:
    families: dict[str, _Family] = {}
    for each in results:
        if each.missing or each.form.kind != kind or not each.settings:
            continue
        family = families.setdefault(_row_options(each.settings), _Family(each.settings, _bare(each.form.skeleton)))
        family.entries += each.form.entries
        family.pages |= set(each.form.pages)
    return sorted(families.values(), key=lambda family: (-family.entries, family.skeleton))


def _bare(skeleton: str) -> str:
    """A skeleton without what other tables say: badge, image, and how authors are written."""
    return re.sub(r"(?:\w:)?A\([^()]*\)", "A", skeleton.rpartition(" ‖ ")[2])


def _row_options(settings: Settings) -> str:
    """Returns the options that make rows, as one line of TOML each."""
    options = {name: content for name, content in settings.options.items() if name in ("rows", "badges")}
    links = settings.options.get("links")
    if isinstance(links, dict):
        options["links"] = {name: content for name, content in links.items() if name != "slots"} | _style_of(links)
    if settings.options.get("title") == "heading":
        options["title"] = "heading"
    lines = [f"{name} = {value(content)}" for name, content in options.items() if content]
    lines += [
        f"[{name}] style = {value(_style_of(table)['style'])}"
        for name, table in settings.config.items()
        if "style" in table
    ]
    return "\n".join(lines)


def _style_of(table: dict[str, Any]) -> dict[str, Any]:
    """Returns the style of a table in the words of today."""
    word = table["style"]
    return {"style": list(ALIASES[word]) if word in ALIASES else word}


def _rows_table(families: list[_Family]) -> str:
    rows = [
        f"| {family.entries} | {len(family.pages)} | {_code(family.skeleton)} | {_codes(_row_options(family.settings))} |"
        for family in families
    ]
    return "\n".join(["| entries | pages | form | options |", "| --- | --- | --- | --- |", *rows])


def _code(text: str) -> str:
    fence = "```" if "``" in text else "``"
    return f"{fence} {text} {fence}".replace("|", "\\|")


def _codes(text: str) -> str:
    return "<br>".join(map(_code, text.splitlines()))


def _details(results: list[Result]) -> str:
    """Tables of what goes with any rows: badges and images of boxes, author lines, marks."""
    parts = []
    for heading, names in (
        ("## Badges and images of boxes", ("badge", "image")),
        ("## Author lines", ("authors", "highlight", "people")),
        ("## Marks", ("marks",)),
    ):
        counts: dict[str, int] = {}
        for each in results:
            if not each.missing and each.settings and ("boxes" not in heading or each.form.kind == "box"):
                text = _chosen(each.settings, names)
                counts[text] = counts.get(text, 0) + each.form.entries
        rows = [
            f"| {count} | {_codes(text) or 'the defaults'} |" for text, count in sorted(counts.items(), key=_by_count)
        ]
        parts.append("\n".join([heading, "", "| entries | settings |", "| --- | --- |", *rows]))
    return "\n\n".join(parts)


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _chosen(settings: Settings, names: tuple[str, ...]) -> str:
    options = {name: content for name, content in settings.options.items() if name in names}
    lines = [f"{name} = {value(content)}" for name, content in options.items()]
    for name, table in settings.config.items():
        if name.split(".")[0] in names:
            lines += [f"[{name}] {key} = {value(content)}" for key, content in table.items()]
    return "\n".join(lines)


def _missing(results: list[Result]) -> str:
    left = [each for each in results if each.missing]
    rows = [f"| {each.form.entries} | {each.form.kind} | {_code(each.form.skeleton)} |" for each in left]
    count = sum(each.form.entries for each in left)
    return "\n".join(
        [
            f"## Forms that no settings reproduce: {count} entries",
            "",
            "| entries | | form |",
            "| --- | --- | --- |",
            *rows,
        ]
    )
