"""``pubmanager.values.dataclass`` makes what the standard library's makes, in every way that can be seen."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any, ClassVar

import pytest

from pubmanager.regex import regex
from pubmanager.values import dataclass, field, is_value, replace


def both(**settings: Any) -> list[Any]:
    """Makes the same class twice: here and by the library."""
    made = []
    for decorate, said in ((dataclass, field), (dataclasses.dataclass, dataclasses.field)):

        class Owl:
            """A bird."""

            kind: ClassVar[str] = "owl"
            name: str
            age: int = 3
            tags: list[str] = said(default_factory=list)
            note: str = said(default="", repr=False, compare=False)

            def twice(self) -> int:
                return self.age * 2

        made.append(decorate(**settings)(Owl))  # type: ignore[operator]
    return made


SETTINGS = [{}, {"frozen": True}, {"slots": True}, {"frozen": True, "slots": True}, {"order": True, "slots": True}]
USES = {
    "text": lambda owl: repr(owl("a", note="x")).replace(owl.__qualname__, "Owl"),
    "default": lambda owl: (owl("a").age, owl("a").tags, owl("a").note, owl("a").twice(), owl.kind),
    "named": lambda owl: (owl(name="b", age=1).age, owl("b", 1, ["c"]).tags),
    "same": lambda owl: (owl("a") == owl("a", note="z"), owl("a") == owl("b"), owl("a") == ("a", 3, [], "")),
    "own lists": lambda owl: owl("a").tags is owl("a").tags,
    "fields": lambda owl: [(each.name, each.type, each.repr) for each in dataclasses.fields(owl)],
    "replaced": lambda owl: dataclasses.replace(owl("a", 7), name="b").age,
    "replaced by us": lambda owl: (replace if is_value(owl) else dataclasses.replace)(owl("a", 7), name="b").age,
    "replaced by what is not there": lambda owl: (replace if is_value(owl) else dataclasses.replace)(owl("a"), wings=2),
    "as dict": lambda owl: dataclasses.asdict(owl("a", 7)),
    "copied": lambda owl: copy.deepcopy(owl("a", tags=["x"])).tags,
    "matched": lambda owl: owl.__match_args__,
    "doc": lambda owl: (owl.__doc__, owl.__module__, owl.__name__),
    "has dict": lambda owl: hasattr(owl("a"), "__dict__"),
    "ordered": lambda owl: (owl("a") < owl("b"), owl("b") <= owl("a"), owl("a") > owl("b"), owl("a") >= owl("a")),
    "assigned": lambda owl: setattr(owl("a"), "age", 4),
    "deleted": lambda owl: delattr(owl("a"), "age"),
    "hashed": lambda owl: hash(owl("a", tags=())) == hash(owl("a", tags=(), note="y")),
    "too few": lambda owl: owl(),
    "too many": lambda owl: owl("a", 1, [], "", 5),
    "unknown name": lambda owl: owl("a", wings=2),
}


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("earlier", (0, 9))
def test_a_class_does_what_the_library_makes_it_do(settings: dict[str, bool], use: str, earlier: int) -> None:
    def outcome(owl: Any) -> Any:
        for _ in range(earlier):  # the first few are made in another way than the rest
            owl("an earlier one")
        try:
            return USES[use](owl)
        except Exception as error:
            return type(error)

    ours, theirs = map(outcome, both(**settings))
    assert ours == theirs


def test_a_class_adds_to_another() -> None:
    made = []
    for decorate in (dataclass, dataclasses.dataclass):

        @decorate(frozen=True, slots=True)
        class Bird:
            name: str
            age: int = 1

        @decorate(frozen=True, slots=True)
        class Owl(Bird):
            age: int = 2
            loud: bool = False

        owl = Owl("a", loud=True)
        made.append((owl.name, owl.age, owl.loud, Owl.__slots__, dataclasses.replace(owl, age=9).age, Bird("b").age))
    assert made[0] == made[1]


def test_an_own_method_stays() -> None:
    @dataclass(frozen=True)
    class Owl:
        name: str

        def __hash__(self) -> int:
            return 7

    assert hash(Owl("a")) == 7
    assert {Owl("a"): 1}[Owl("a")] == 1


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    pattern = regex(r"(?P<bird>o)wl", 2)
    found = pattern.search("an OWL")
    assert found
    assert found["bird"] == "O"
    assert pattern.sub("x", "owl") == "x"
    assert pattern.pattern == r"(?P<bird>o)wl"
    assert pattern.groupindex == {"bird": 1}
