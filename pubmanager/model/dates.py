"""Dates as precise as they are known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of it, or a day. Shape: an unknown month or day is 0."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def text(self) -> str:
        """ISO 8601, as precise as known: ``2025``, ``2025-02``, ``2025-02-27``."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)
