"""Rates: how few papers were accepted, or shown as orals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.regex import regex

if TYPE_CHECKING:
    from decimal import Decimal

ACCEPTANCE = "acceptance"


class Rate(Struct, frozen=True, repr_omit_defaults=True):
    """A share of submissions.

    Shape: ``of`` is ``acceptance`` or a presentation kind such as ``oral``; ``chosen`` and ``total`` are counts
    where the source gives them; ``is_top`` where it says ``top 3%``. Units: ``percent`` in percent, with the digits
    the source gives.
    """

    of: str
    percent: Decimal
    chosen: int | None = None
    total: int | None = None
    is_top: bool = False

    @property
    def text(self) -> str:
        """``3.3%``."""
        return f"{self.percent}%"

    @property
    def shown(self) -> str:
        """The text with the word before it: ``top 3.3%`` is said of the papers, ``3.3%`` of their share."""
        return f"top {self.text}" if self.is_top else self.text

    @property
    def counts(self) -> str:
        """``85/7262``; empty where the source gives only the percentage."""
        return f"{self.chosen}/{self.total}" if self.chosen is not None and self.total is not None else ""

    @property
    def is_consistent(self) -> bool:
        """Whether the counts give the percentage, within one unit of its last digit."""
        if not self.chosen or not self.total:
            return True
        from decimal import Decimal

        exact = Decimal(100 * self.chosen) / Decimal(self.total)
        places = len(f"{self.percent:f}".partition(".")[2])
        return abs(exact - self.percent) < Decimal(1).scaleb(-places)


_PERCENT = regex(r"(?:\b(?P<top>top)[\s~-]*)?(?P<percent>\d{1,3}(?:[.,]\d+)?)\s*\\?\s*[%％]", re.IGNORECASE)
_COUNTS = regex(
    r"(?<![\d./])(?P<chosen>\d{1,3}(?:,\d{3}){1,3}|\d{1,12})\s*(?:/|\bout of\b|\bof\b)"
    r"(?:[\s~∼$]|about\b|around\b|\\sim)*(?P<total>\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?![\d/-])",
    re.IGNORECASE,
)
_BARE = regex(r"\s*(?P<number>\d{1,2}(?:\.\d+)?|0?\.\d+)\s*")


def read_rate(text: str, of: str = ACCEPTANCE) -> Rate | None:
    """Reads a rate from a percentage, from counts or from both.

    >>> read_rate("Oral (85/7262, 1.16%)", "oral")
    Rate(of='oral', percent=Decimal('1.16'), chosen=85, total=7262)
    >>> read_rate("3,260 out of 12,107 submissions").text
    '26.9%'
    """
    from decimal import Decimal, InvalidOperation

    percent, counts = _PERCENT.search(text), _counts(text)
    try:
        if percent:
            rate = Rate(of, Decimal(percent["percent"].replace(",", ".")), is_top=bool(percent["top"]))
        elif counts:
            rate = Rate(of, _rounded(Decimal(100 * counts[0]) / Decimal(counts[1])))
        elif bare := _BARE.fullmatch(text):
            number = Decimal(bare["number"])
            rate = Rate(of, number if number >= 1 else (number * 100).normalize() + 0)  # 50, not 5E+1
        else:
            return None
    except (InvalidOperation, ValueError):
        return None
    rate = replace(rate, chosen=counts[0], total=counts[1]) if counts else rate
    return rate if 0 < rate.percent <= 100 else None


def _counts(text: str) -> tuple[int, int] | None:
    for match in _COUNTS.finditer(text):
        chosen, total = (int(match[name].replace(",", "")) for name in ("chosen", "total"))
        if 0 < chosen <= total and total > 9:
            return chosen, total
    return None


def _rounded(percent: Decimal) -> Decimal:
    """Three significant digits at most, as venues announce them."""
    from decimal import Decimal

    digits = 2 if percent < 10 else 1
    return percent.quantize(Decimal(1).scaleb(-digits))


def has_rate(text: str) -> bool:
    """Whether a text of its own says a rate: a percentage, or counts beside words of acceptance."""
    if _PERCENT.search(text):
        return True
    return bool(_counts(text)) and bool(re.search(r"accept|submi|oral|spotlight|rate", text, re.IGNORECASE))
