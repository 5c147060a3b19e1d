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
    ``settings`` is the ``pubs.toml``; faults ``of_pages`` go into pages.
    """

    code: str
    inject: Inject
    consequences: tuple[str, ...] = ()
    settings: str = ""
    is_of_pages: bool = False
    is_everywhere: bool = False


FAULTS: dict[str, Fault] = {}


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
        FAULTS[name] = Fault(code, inject, consequences, settings, is_of_pages, is_everywhere)
        return inject

    return register
