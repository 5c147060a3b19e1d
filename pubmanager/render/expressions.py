"""The names that ``where``, ``sort`` and ``group`` may use, each with its type and meaning."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pubmanager.errors import PubsError, suggestion
from pubmanager.render import limits
from pubmanager.render.environment import compile_expression, evaluate
from pubmanager.render.missing import MISSING, Missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from pubmanager.model.publication import Publication


class Fact(Struct, frozen=True):
    """One name for expressions."""

    read: Callable[[Publication], Any]
    type: str
    help: str


FACTS: dict[str, Fact] = {
    "key": Fact(lambda each: each.key, "text", "citation key"),
    "type": Fact(lambda each: each.type, "text", "entry type in lower case: `article`, `inproceedings`, …"),
    "title": Fact(lambda each: each.title.text, "text", "title without markup"),
    "year": Fact(lambda each: each.year, "number", "year of publication"),
    "month": Fact(lambda each: (each.date.month or None) if each.date else None, "number", "month, 1 to 12"),
    "date": Fact(lambda each: each.date.text if each.date else None, "text", "`2025-05-01`, as precise as known"),
    "news_date": Fact(lambda each: each.news_date.text if each.news_date else None, "text", "date of its news"),
    "authors": Fact(
        lambda each: each.authors, "list", "authors: `authors[0].name.full`, `.roles`, `.is_me`, `.groups`"
    ),
    "editors": Fact(lambda each: each.editors, "list", "editors, like `authors`"),
    "me": Fact(lambda each: each.me, "author", "the owner among the authors: `me.position`, `me.roles`"),
    "venue": Fact(
        lambda each: each.venue, "venue", "`venue.short`, `venue.name`, `venue.kind`, `venue.id`, `venue.rank`"
    ),
    "container": Fact(lambda each: each.container.text, "text", "journal or book title as written"),
    "presentation": Fact(lambda each: each.presentation, "text", "`oral`, `spotlight`, `poster`, … or empty"),
    "rate": Fact(lambda each: float(each.rate.percent) if each.rate else None, "number", "rate of the presentation, %"),
    "acceptance": Fact(
        lambda each: float(each.acceptance.percent) if each.acceptance else None, "number", "acceptance rate, %"
    ),
    "rank": Fact(lambda each: each.rank or each.venue.rank, "list", "ranks such as `CCF-A`"),
    "awards": Fact(lambda each: tuple(award.text for award in each.awards), "list", "awards"),
    "status": Fact(lambda each: each.status, "text", "`submitted`, `accepted`, `inpress`, … or empty when published"),
    "keywords": Fact(lambda each: each.keywords, "list", "keywords"),
    "selected": Fact(lambda each: each.is_selected, "flag", "marked as selected"),
    "links": Fact(
        lambda each: tuple(link.kind for link in each.links), "list", 'kinds of its links: `"code" in links`'
    ),
    "identifiers": Fact(lambda each: each.identifiers, "table", "`identifiers.doi`, `identifiers.arxiv`, …"),
    "image": Fact(lambda each: each.image, "text", "preview image"),
    "abstract": Fact(lambda each: each.abstract.text, "text", "abstract"),
    "file": Fact(lambda each: each.index, "number", "place in the `.bib`"),
}


def check_expression(text: str, publications: int | None = None) -> None:
    """Checks an expression and starts to count what it takes for so many publications; a template counts already.

    Raises: ``PubsError`` for an expression that cannot be read or uses an unknown name.
    """
    if text in FACTS:
        return
    if publications is not None:
        limits.allow(publications, limits.EXPRESSION)
    _, names = compile_expression(text)
    for name in sorted(names - FACTS.keys() - {"field"}):
        raise PubsError(f"unknown name '{name}' in the expression '{text}'", hint=suggestion(name, FACTS))


def work_out(text: str, publication: Publication, *, is_shown: bool = False) -> Any:
    """Works out an expression for a publication; something missing is ``MISSING``, an empty text stays empty.

    Raises: ``PubsError``; where the value ``is_shown``, as the title of a group is, for private fields too.
    """
    if text in FACTS:  # a name alone, as most lists sort by, needs no compiler
        value = FACTS[text].read(publication)
        return MISSING if value is None else value
    _, names = compile_expression(text)
    values = {name: FACTS[name].read(publication) for name in names if name in FACTS}
    values = {name: MISSING if value is None else value for name, value in values.items()}
    if "field" in names:
        values["field"] = partial(_field, publication, is_shown)
    return evaluate(text, values)


def shown_values(text: str, publication: Publication, setting: str) -> tuple[str, ...]:
    """Works out an expression whose value is shown: a text, or several. Raises: ``PubsError``."""
    value = work_out(text, publication, is_shown=True)
    values = value if type(value) in (tuple, list) else (value,)  # a name is a tuple too
    for each in values:
        if not isinstance(each, (str, int, float, Missing)) and each is not None:
            what = f"'{setting}' cannot be '{text}', which gives a {type(each).__name__}"
            raise PubsError(what, hint="name a text in it")
    return tuple("" if each is None else str(each) for each in values)


def _field(publication: Publication, is_shown: bool, name: object) -> str:
    name = str(name).lower()
    if is_shown and publication.keeps(name):
        hint = "'where' and 'sort' may use it; [fields] gives a field of yours a meaning"
        raise PubsError(f"the field '{name}' is private and shown nowhere", hint=hint)
    return publication.entry.value(name)
