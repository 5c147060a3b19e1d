"""What an author can be marked as, and the words, fields and annotations that say so."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.latex.read import plain
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Role(Struct, frozen=True):
    """One role.

    Shape: ``symbol`` is its default mark, empty for none; ``legend`` says it in a legend; ``words`` is a pattern of
    the words that mean it; ``fields`` are names of fields that list its authors, ``counts`` of fields that count them
    (blanks stand for ``_``, ``-`` or nothing), which is from the front, and for senior authors from the end.
    """

    name: str
    symbol: str
    legend: str
    words: str
    fields: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


_ROWS = (
    Role(
        "equal",
        "*",
        "Equal contribution",
        r"equal(?:ly)?(?: first)?|(?:co|joint|shared)[- ]*first|first co-?|co-?contribut\w*|contributed the same",
        fields=(
            "equal", "equals", "equal contribution", "equal contributions", "equal contrib", "equal author",
            "equal authors", "equally", "equal first", "contributed equally", "shared first", "joint first",
            "joint first authors",
        ),
        counts=(
            "co first", "cofirst author", "cofirst authors", "co first author", "co first authors", "first authors",
        ),
    ),
    Role("first", "", "First author", r"first|lead authors?"),
    Role(
        "lead",
        "‡",
        "Project lead",
        r"(?:project|team|technical|tech)[- ]*lead(?:er)?s?|lead(?:er)?s?(?! author)(?: contributors?)?",
        fields=("lead", "leads", "project lead", "project leads", "project leader", "project leaders", "team lead"),
    ),
    Role(
        "corresponding",
        "✉",
        "Corresponding author",
        r"corresp(?:onding|ondence)?|corr|co-?corresponding|contact",
        fields=(
            "corresponding", "corresponding author", "corresponding authors", "corr", "corr author", "corr authors",
            "corresp", "corresp author", "corresp authors", "correspondence",
        ),
    ),
    Role(
        "senior",
        "§",
        "Senior author",
        r"(?:joint |shared |co-?)?(?:senior|last)(?: authors?)?|equal(?:ly)? (?:advis\w+|supervis\w+|senior|last)",
        fields=("senior", "senior author", "senior authors", "joint senior", "co senior", "joint last"),
        counts=("co last", "last authors", "co last authors"),
    ),
    Role(
        "advisor",
        "",
        "Advisor",
        r"(?:co-?)?(?:advis\w+|supervis\w+|mentors?)",
        fields=("advisor", "advisors", "supervisor", "supervisors"),
    ),
    Role(
        "student",
        "",
        "Student author",
        r"(?:(?:under)?grad(?:uate)?|ph\.?d\.?|doctoral|master'?s?|advised|mentored|supervised)?[- ]*"
        r"(?:students?|undergraduates?|mentees?|advisees?)(?: mentees?| authors?)?",
        fields=("student", "students", "student author", "student authors", "mentees"),
    ),
    Role("intern", "", "Intern", r"interns?(?:hip)?", fields=("intern", "interns")),
)  # fmt: skip

ROLES: Mapping[str, Role] = MappingProxyType({row.name: row for row in _ROWS})
"""The roles by name, in canonical order."""


_JOINTS = ("", "_", "-")
ROLE_FIELDS: Mapping[str, str] = MappingProxyType({
    words.replace(" ", joint): row.name for row in _ROWS for words in (*row.fields, *row.counts) for joint in _JOINTS
})  # fmt: skip
"""Fields that say who has a role, in lower case, with the role."""

COUNT_FIELDS = frozenset(words.replace(" ", joint) for row in _ROWS for words in row.counts for joint in _JOINTS)
"""Those of ``ROLE_FIELDS`` whose number is a count of authors and no position."""

# "equally supervised" is no equal contribution, "co-first" no first, "advisee" no advisor: what stands here earlier is
# asked first.
_ASKED = ("senior", "equal", "corresponding", "lead", "student", "advisor", "intern", "first")
_FILLING = r"(?:\b(?:authors?|contribut\w*|the|these|both|all|two|are|is|as|an?|and|to|of|this|work|paper|share[ds]?|" \
    r"authorship|joint|denotes?|indicates?|means?|stands?|for|marks?|with|by|co|during|project|mentee|at|only|" \
    r"should|be|addressed|considered|research)\b|[\W\d_])*"  # fmt: skip
_MEANINGS = tuple((name, regex(rf"(?<!\w)(?:{ROLES[name].words})(?!\w)", re.IGNORECASE)) for name in _ASKED)
_ONLY_FILLING = regex(_FILLING, re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def roles_in(words: str) -> tuple[str, ...]:
    """Returns the roles that some words mean, in canonical order; nothing where the words say more than roles.

    >>> roles_in("equal contribution"), roles_in("Co-first author"), roles_in("visited us in May")
    (('equal',), ('equal',), ())
    >>> roles_in("project lead, corresponding author")
    ('lead', 'corresponding')
    """
    found: list[str] = []
    left = words.replace("_", " ")
    for name, pattern in _MEANINGS:
        left, count = pattern.subn(" ", left)
        if count:
            found.append(name)
    if not found or not _ONLY_FILLING.fullmatch(left):
        return ()
    return in_canonical_order(found)


def in_canonical_order(names: Iterable[str]) -> tuple[str, ...]:
    """Returns known roles once each, in canonical order."""
    wanted = set(names)
    return tuple(name for name in ROLES if name in wanted)


_ITEM = regex(r"\s*(?P<item>\d{0,4})\s*(?::\s*(?P<part>[\w-]+)\s*)?=(?P<content>.*)", re.DOTALL)
_QUOTED = regex(r'"([^"]*)"')


class Annotation(Struct, frozen=True):
    """What is said about one name.

    Shape: ``position`` counts from 1, 0 for the whole list; ``words`` are bare words such as ``equal``; ``literals``
    are texts in quotes, read.
    """

    position: int
    words: tuple[str, ...]
    literals: tuple[str, ...]


def read_annotations(text: str) -> Iterator[Annotation]:
    """Reads the value of a ``+an`` field; parts of a name count for the name. Source: biblatex manual, section 3.7.

    >>> [each.words or each.literals for each in read_annotations('1=equal; 2:family=equal,lead; 3="First Author"')]
    [('equal',), ('equal', 'lead'), ('First Author',)]
    """
    for item in _split(text):
        match = _ITEM.fullmatch(item)
        if not match:
            continue
        content = match["content"]
        words = tuple(word.strip().casefold() for word in _QUOTED.sub("", content).split(",") if word.strip())
        literals = tuple(plain(literal) for literal in _QUOTED.findall(content))
        yield Annotation(int(match["item"] or 0), words, literals)


def _split(text: str) -> Iterator[str]:
    """Splits at semicolons outside quotes."""
    start, is_quoted = 0, False
    for offset, character in enumerate(text):
        if character == '"':
            is_quoted = not is_quoted
        elif character == ";" and not is_quoted:
            yield text[start:offset]
            start = offset + 1
    yield text[start:]
