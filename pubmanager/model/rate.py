"""Rates: how few papers were accepted, or shown as orals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of submissions.

    Shape: ``of`` is ``acceptance`` or a presentation kind such as ``oral``; ``chosen`` and ``total`` are counts
    where the source gives them. Units: ``percent`` in percent, with the digits the source gives.
    """

    of: str
    percent: Decimal
    chosen: int | None = None
    total: int | None = None

    @property
    def text(self) -> str:
        """``3.3%``."""
        return f"{self.percent}%"
