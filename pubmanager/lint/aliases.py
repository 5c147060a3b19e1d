"""Codes of rules that were merged with others or dropped: settings, comments and baselines may still name them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The old code, and the rules that report its faults now; none: nobody reports them any more.
_MERGED: Mapping[str, tuple[str, ...]] = {
    **{f"S{number:03}": ("S001",) for number in range(2, 12)},
    "D011": ("D005",),
    "A023": ("I011",),
    "T007": ("H006",),
    "H017": ("H006",),
    "I010": ("I003",),
    "W002": ("U016",),
    "U007": ("U006",),
    "W010": ("U006", "U017"),
    "W014": ("E003", "E005"),
    "W015": ("U012", "U013"),
    "F015": ("F007",),
    "F019": ("F008",),
    "H023": ("H016",),
    "U015": ("H016", "X010"),
    "U021": ("F011",),
}
_DROPPED = (
    "A006", "A022", "A025", "D008", "E004", "F014", "H009", "H015", "I015", "K005", "K007", "K009", "N007", "N008",
    "P015", "P018", "P022", "T012", "T013", "T022", "T023", "U018",
)  # fmt: skip
FORMER: Mapping[str, tuple[str, ...]] = MappingProxyType({**dict.fromkeys(_DROPPED, ()), **_MERGED})


def codes_now(code: str) -> tuple[str, ...]:
    """Returns the codes that a code stands for: itself, but for an old one.

    >>> codes_now("X010")
    ('X010',)
    """
    return FORMER.get(code, (code,))


def is_dropped(code: str) -> bool:
    """Whether a code is that of a rule that no longer exists."""
    return FORMER.get(code) == ()


def former_codes(code: str) -> tuple[str, ...]:
    """Returns the old codes of a rule."""
    return tuple(old for old, now in FORMER.items() if code in now)


def sentences(codes: Iterable[str]) -> list[str]:
    """Returns a sentence for each old code among some, in order.

    >>> sentences(["X010", "N007", "N007"])
    ['rule N007 no longer exists']
    """
    old = sorted(FORMER.keys() & set(codes))
    return [
        f"rule {code} is now {' and '.join(FORMER[code])}" if FORMER[code] else f"rule {code} no longer exists"
        for code in old
    ]
