"""The table of faults: for each rule what puts its faults into a clean entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.faults.clean import Faulty

    Inject = Callable[..., Faulty | list[Faulty] | None]


@dataclass(frozen=True)
class Fault:
    """How the fault of one rule is made.

    Shape: ``inject`` gives ``None`` where an entry cannot have the fault, a list for faults ``is_everywhere``, which are
    put in wherever they fit; ``consequences`` are rules that may speak too, since the fault is one of theirs as well;
    ``settings`` is the ``pubs.toml``; faults ``of_pages`` go into pages; ``is_visible`` is what ``VISIBLE`` says.
    """

    code: str
    inject: Inject
    consequences: tuple[str, ...] = ()
    settings: str = ""
    is_of_pages: bool = False
    is_everywhere: bool = False
    is_visible: bool = False


FAULTS: dict[str, Fault] = {}

# The faults that a visitor sees, or that break a link or a build, lose a reader or tell something wrong: these must be
# found with the default selection. All others are looked for with their rule added to it.
VISIBLE = frozenset(
    (
        "A001", "A002", "A003", "A004", "A007", "A009", "A013", "A014", "A016", "A017", "A018", "A019", "A020",
        "D002", "D003", "D006", "D007", "D009", "D010", "D013", "D014",
        "E003 page", "E005", "E005 page", "E008", "E009", "E011",
        "F001", "F003", "F006", "F009", "F018",
        "H001", "H002", "H004", "H005", "H007", "H008", "H010", "H011", "H012", "H013", "H014", "H018", "H019",
        "H020", "H024",
        "I001", "I004", "I009", "I011 ORCID", "I012", "I013", "I014",
        "K001", "K002", "K006",
        "N001", "N003", "N005",
        "P001", "P002", "P003", "P004", "P005", "P006", "P007", "P008", "P010", "P011", "P012", "P013",
        "P017", "P019", "P024", "P025",
        "T003", "T005", "T006", "T008", "T009", "T010", "T014", "T016", "T017",
        "U001", "U002", "U005", "U006", "U006 other case", "U006 page", "U008", "U009", "U010", "U011", "U012",
        "U016", "U016 page", "U019", "U020",
        "W001", "W003", "W004", "W005", "W006", "W007", "W008", "W009", "W011", "W012", "W013", "W016", "W017",
        "W018", "W019", "W020",
        "X001", "X002", "X003", "X005", "X007", "X008", "X009", "X010",
    )
)  # fmt: skip


def fault(
    code: str,
    *consequences: str,
    variant: str = "",
    settings: str = "",
    is_of_pages: bool = False,
    is_everywhere: bool = False,
) -> Callable[[Inject], Inject]:
    """Registers a fault; rules that find several kinds have one each, told apart by ``variant``."""
    name = f"{code} {variant}".strip()

    def register(inject: Inject) -> Inject:
        assert name not in FAULTS, name
        FAULTS[name] = Fault(code, inject, consequences, settings, is_of_pages, is_everywhere, name in VISIBLE)
        return inject

    return register
