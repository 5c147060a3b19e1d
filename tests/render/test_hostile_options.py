"""Nothing gets in by any option of any theme in any format: values are shown as text, and only as that."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from conftest import is_study
from msgspec.structs import replace
from visible import kramdown, visible

from pubmanager import Bibliography
from pubmanager.errors import PubsError
from pubmanager.model.author import Name
from render.hostile import VALUES
from render.test_hostile import BASE, changed, elements, folded, publication
from render.variants import all_themes, variants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.model.publication import Publication
    from pubmanager.render.themes import Theme

ONES = [(theme, format) for theme in all_themes() for format in theme.formats]
# Values in each variant, others in the next.
SOME = (
    {"html": 40, "markdown": 10, "text": 40, "latex": 40}
    if is_study()
    else dict.fromkeys(("html", "markdown", "text", "latex"), 5)
)
COUNTED: dict[str, int] = {}


@cache
def entry(value: str, index: int) -> Publication:
    """A publication with the value wherever it can be, in the source of the entry as well where BibTeX can write it."""
    is_writable = value.count("{") == value.count("}") and "}" not in value.partition("{")[0] and "\\" not in value
    text = f"@inproceedings{{k{index}, booktitle = {{{value if is_writable else 'x'}}}, publisher = {{{value if is_writable else 'x'}}}}}"
    base = publication(value, index)
    source = next(iter(Bibliography.loads(text)), None) or base
    shown = {name: content for name, content in vars(base).items() if not name.startswith("_") and name != "entry"}
    editors = (replace(base.authors[0], name=Name(value, "", value)),)
    return changed(
        source,
        **shown,
        editors=editors,
        abstract=base.title,
        keywords=(value,),
        shorttitle=base.title,
        date=base.date,
        news_date=base.news_date,
        presentation=base.presentation,
        image=base.image,
        identifiers={"doi": f"10.1/{index}"},
    )


def page(theme: Theme, format: str, options: dict[str, Any], values: Sequence[str]) -> str:
    publications = tuple(
        sorted(
            (entry(value, VALUES.index(value) if value in VALUES else place) for place, value in enumerate(values)),
            key=lambda each: each.index,
        )
    )
    return replace(BASE, publications=publications).render(theme.name, format=format, **options)


def pages(theme: Theme, format: str) -> list[tuple[str, list[str], str, str]]:
    """Returns for each variant its name, values, page, and the page it should be but for its words."""
    found, size, refused = [], SOME[format], []
    for number, (name, options) in enumerate(variants(theme)):
        values = [VALUES[(number * size + place) % len(VALUES)] for place in range(size)]
        try:
            found.append(
                (
                    name,
                    values,
                    page(theme, format, options, values),
                    page(theme, format, options, [f"harm less {place}." for place in range(size)]),
                )
            )
        except PubsError as error:
            refused.append(f"{name}: {error}")
    assert len(refused) <= len(found) // 4, refused
    COUNTED[f"{theme.name} {format}"] = sum(len(values) for _, values, _, _ in found)
    return found


@pytest.mark.parametrize(
    ("theme", "format"),
    [
        pytest.param(
            theme,
            format,
            marks=pytest.mark.e2e("kramdown") if format == "markdown" else (),
            id=f"{theme.name}-{format}",
        )
        for theme, format in ONES
    ],
)
def test_values_stay_text_with_every_option(theme: Theme, format: str) -> None:
    found = pages(theme, format)
    if format == "latex":
        check_latex(found)
    elif format == "text":
        check_text(found)
    else:
        read = (
            kramdown([each for _, _, *both in found for each in both])
            if format == "markdown"
            else [each for _, _, *both in found for each in both]
        )
        for place, (name, values, source, _) in enumerate(found):
            check_page(name, values, source, *read[2 * place : 2 * place + 2])
    print(
        f"\n{theme.name} {format}: {len(found)} variants, {COUNTED[f'{theme.name} {format}']} values in all places; so far {sum(COUNTED.values())}"
    )


def check_page(name: str, values: list[str], source: str, page: str, harmless: str) -> None:
    assert elements(page) == elements(harmless), (name, first_difference(elements(page), elements(harmless)))
    assert "{{" not in source and "{%" not in source, name
    shown = "".join(re.sub(r"\s+", "", run.text) for run in visible(page))
    if "harmless0." in re.sub(r"\s+", "", "".join(run.text for run in visible(harmless))):
        for value in values:
            assert re.sub(r"\s+", "", folded(value)) in shown, (name, value)


def check_text(found: list[tuple[str, list[str], str, str]]) -> None:
    for name, _, page, _ in found:
        assert not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]", page), name


def check_latex(found: list[tuple[str, list[str], str, str]]) -> None:
    """The commands are those of the harmless page and those that write a sign; braces are balanced, no line a comment."""
    for name, _, page, harmless in found:
        commands = set(re.findall(r"\\[A-Za-z]+", page)) - set(re.findall(r"\\[A-Za-z]+", harmless))
        assert commands <= {
            "\\hspace",
            "\\textbackslash",
            "\\textasciitilde",
            "\\textasciicircum",
            "\\textless",
            "\\textgreater",
            "\\ensuremath",
            "\\mbox",
            "\\string",
        }, (name, commands)
        bare = re.sub(r"\\[^A-Za-z]", "", page)
        assert bare.count("{") == bare.count("}") and not re.search(r"[%#&~^$]", bare.replace("~", "")), name


def first_difference(one: list[Any], other: list[Any]) -> Any:
    return next(
        ((place, a, b) for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), (len(one), len(other))
    )
