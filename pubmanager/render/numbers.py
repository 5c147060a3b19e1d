"""Numbers as English words."""

from __future__ import annotations

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int) -> str:
    """Returns a number below a million in words, digits for any other.

    >>> in_words(0), in_words(12), in_words(27), in_words(340), in_words(2_001)
    ('zero', 'twelve', 'twenty-seven', 'three hundred and forty', 'two thousand and one')
    """
    if not 0 <= number < 1_000_000:
        return str(number)
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    size, word = (100, "hundred") if number < 1000 else (1000, "thousand")
    whole, rest = divmod(number, size)
    joint = " and " if rest < 100 else " "
    return f"{in_words(whole)} {word}" + (f"{joint}{in_words(rest)}" if rest else "")
