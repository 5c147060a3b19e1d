"""Expressions of ``where``, ``sort`` and ``group``: the names they may use, and how they are worked out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError, meta
from msgspec import Struct

from pubmanager.errors import PubsError, suggestion
from pubmanager.render import limits
from pubmanager.render.sandbox import Sandbox, Unknown, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pubmanager.model.publication import Publication


class Missing:
    """Something a publication does not have: false, empty, and every comparison with it is false."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def _is_false(self, other: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _is_false
    __hash__ = None  # type: ignore[assignment] # equal to nothing, so it is no key either

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __str__(self) -> str:
        return ""


MISSING = Missing()


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
    "date": Fact(
        lambda each: each.date.text if each.date else None, "text", "date such as `2025-05-01`, as precise as known"
    ),
    "news_date": Fact(
        lambda each: each.news_date.text if each.news_date else None, "text", "date of the news about it"
    ),
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
        lambda each: tuple(link.kind for link in each.links), "list", 'kinds of links that it has: `"code" in links`'
    ),
    "identifiers": Fact(lambda each: each.identifiers, "table", "`identifiers.doi`, `identifiers.arxiv`, …"),
    "image": Fact(lambda each: each.image, "text", "preview image"),
    "abstract": Fact(lambda each: each.abstract.text, "text", "abstract"),
    "file": Fact(lambda each: each.index, "number", "position in the `.bib`"),
}


def check_expression(text: str, publications: int | None = None) -> None:
    """Checks an expression and starts to count what it takes for so many publications; a template counts already.

    Raises: ``PubsError`` for an expression that cannot be read or uses an unknown name.
    """
    if text in FACTS:
        return
    if publications is not None:
        limits.start_budget(publications, limits.EXPRESSION)
    _, names = _compiled(text)
    for name in sorted(names - FACTS.keys() - {"field"}):
        raise PubsError(f"unknown name '{name}' in the expression '{text}'", hint=suggestion(name, FACTS))


def work_out(text: str, publication: Publication, *, is_shown: bool = False) -> Any:
    """Works out an expression for a publication; something missing is ``MISSING``, an empty text stays empty.

    Raises: ``PubsError``; where the value ``is_shown``, as the title of a group is, for private fields too.
    """
    if text in FACTS:  # a name alone, as most lists sort by, needs no compiler
        value = FACTS[text].read(publication)
        return MISSING if value is None else value
    _, names = _compiled(text)
    values = {name: FACTS[name].read(publication) for name in names if name in FACTS}
    values = {name: MISSING if value is None else value for name, value in values.items()}
    if "field" in names:
        values["field"] = partial(_field, publication, is_shown)
    return _evaluated(text, values)


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
    if is_shown and publication.is_private(name):
        hint = "'where' and 'sort' may use it; [fields] gives a field of yours a meaning"
        raise PubsError(f"the field '{name}' is private and shown nowhere", hint=hint)
    return publication.entry.value(name)


class _Expressions(Sandbox):
    """Expressions about publications: an item that is not there is missing, like everything a publication lacks."""

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, (Mapping, tuple)) and not isinstance(argument, slice):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return MISSING
        return super().getitem(obj, argument)

    def getattr(self, obj: Any, attribute: str) -> Any:
        return obj.get(attribute, MISSING) if isinstance(obj, Mapping) else super().getattr(obj, attribute)


@lru_cache(maxsize=256)
def _compiled(text: str) -> tuple[Callable[..., Any], frozenset[str]]:
    """Compiles an expression and names what it uses. Raises: ``PubsError`` for a syntax error."""
    environment = _expression_environment()
    try:
        names = meta.find_undeclared_variables(environment.parse("{{ (" + text + ") }}"))
        return environment.compile_expression(text, undefined_to_none=False), frozenset(names)
    except TemplateSyntaxError as error:
        raise PubsError(f"cannot read the expression '{_short(text)}': {error.message}") from error
    except Exception as error:  # what nests too deeply for a parser, or is too large a number for it
        raise PubsError(f"cannot read the expression '{_short(text)}': {reason(error)}") from error


def _evaluated(text: str, values: Mapping[str, Any]) -> Any:
    """Evaluates an expression, within what ``limits`` allow. Raises: ``PubsError`` where it makes no sense."""
    expression, _ = _compiled(text)
    limits.step()
    try:
        value = limits.count_sort_keys(expression(values))
        return value.refuse() if isinstance(value, Unknown) else value
    except limits.Mistake as error:
        raise PubsError(f"cannot work out the expression '{_short(text)}': {error.message}", hint=error.hint) from error
    except PubsError:
        raise
    except Exception as error:  # whatever its operations raise is a mistake in the expression
        raise PubsError(f"cannot work out the expression '{_short(text)}': {reason(error)}") from error


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:100]}…"


@lru_cache(maxsize=1)
def _expression_environment() -> _Expressions:
    environment = _Expressions()
    environment.globals = {}
    return environment
