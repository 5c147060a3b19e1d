"""The table of faults: for each rule what puts its fault into a clean entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.faults.clean import Clean, Faulty

    Inject = Callable[[Clean], Faulty | None]


@dataclass(frozen=True)
class Fault:
    """How the fault of one rule is made.

    Shape: ``inject`` gives ``None`` where an entry cannot have the fault; ``consequences`` are rules that may speak
    too, since the fault is one of theirs as well; ``settings`` is the ``pubs.toml``.
    """

    code: str
    inject: Inject
    consequences: tuple[str, ...] = ()
    settings: str = ""


FAULTS: dict[str, Fault] = {}


def fault(code: str, *consequences: str, settings: str = "") -> Callable[[Inject], Inject]:
    """Registers a fault."""

    def register(inject: Inject) -> Inject:
        assert code not in FAULTS, code
        FAULTS[code] = Fault(code, inject, consequences, settings)
        return inject

    return register
