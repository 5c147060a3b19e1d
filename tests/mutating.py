"""Bibliographies nobody would write, and files with a few slips: the same one for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

TYPES = ("misc", "Article", "INPROCEEDINGS", "article", "inproceedings", "book", "my-type", "InProceedings")
USUAL_NAMES = ("title", "author", "year", "journal", "booktitle", "volume", "publisher", "note", "url", "doi", "month")
NAMES = (
    *USUAL_NAMES, "Title", "YEAR", "year", "crossref", "journaltitle", "abstract", "x-y", "a:b", "ü", "ÄB", "İ", "ß",
    "_v", "author+an", "1x", "a", "organization-of-the-thing",
)  # fmt: skip
KEYS = (
    "a", "b", "B", "long-key:2024", "ü", "#", "a#b", "", "  ", ":", "x/y", "a b", "{", "a%b", "doe2020", "1", "@",
    "a@b.org", "'", "\\x", "-", "(", "()", "#1", "=", "a=b", '"',
)  # fmt: skip
PIECES = (
    "Owls", "and", " ", "  ", "\n", "\n  ", "{B}", "2024", "jan", "\\'e", "ü", '{"}', "- ", "* ", "@x{y}", "%", "\\ ",
    "=", ",", "#", "{", "}", '"', "(", ")", "\\{", "\\}", "\t", "\n\n", "$x_1$", "\u00a0", "\x0b", "\x0c", "\u2028", "@",
    "Doe, Ann and Roe, Bo", "{{x}}", "https://a.org/%20x", "\\", "a sentence of so many words that it could be filled",
    '{\\"o}', "\r",
)  # fmt: skip
VALUES = (
    "2024", "7", "jan", "nat", "{2023}", '"jan"', 'nat # "x"', "{a} # nat # 3", "{}", '""', "", "#", "{x} #", "# {x}",
    "{Doe, Ann and Roe, Bo and Moe, Cy}", "{{Owls}}", "{A (b)}", "٢", "{٢}", "007", "{a}{b}", "a b", "-1", "1--2",
)  # fmt: skip
USUAL_VALUES = ("{Owls}", "{Doe, Ann}", "2024", "{2024}", '"x"', "{Doe, Ann and Roe, Bo}")
GAPS = ("", " ", "  ", "    ", "\n", "\n  ", "\t", "\n\t\t", "      ", "          ", " % c\n", "\x0c", "\u00a0")
BETWEEN = (
    "\n", "\n\n", " ", "\n\n\n", "\n\n\n\n", "", "\n% c\n", "text\n", "\ntext\n\n", "\n% @misc{gone, x = {y}}\n",
    "@comment{ x }\n", "\n@comment{ x  \n y}\n", "@string{nat = {N}}\n", '@STRING( jan = "J" )\n', "@string{a =\n",
    "@string{a =", "@string{", "@string", "@string{a}", '@preamble{ "x" }\n', '@preamble{"x  \n y"}\n', "@preamble{\n",
    "@comment{", "@comment", "@", "@{", "% end\n", " % end\n", "  \n", "\t\n", "\ufeff", "---\nlayout: none\n---\n",
    "}\n", "{\n", ")\n", "@string{a = {x}, b = {y}}\n", "@String {a = x # y}\n", "\x0c\n", "\u2028\n", "a@b.org\n",
    "@article", "@preamble(x)\n", "@string{a = \n}\n", "@string{a = {x\n", "@string( a =\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody lays entries out. Shape: ``column`` 0 is none, -1 one of each entry's own."""

    column: int
    equals: str
    indent: str
    close: str
    comma: str

    @classmethod
    def any(cls, random: Random) -> Hand:
        return cls(
            random.choice((0, 0, 0, 7, 10, 14, -1, -1)),
            random.choice((" = ", "=", "= ", " =", "  =  ")),
            random.choice(("\n  ", "\n    ", "\n\t", "\n ", " ", "", "\n")),
            random.choice(("\n}", "}", ",\n}", ",}", "\n  }", " }")),
            random.choice((",", ",", ",", " ,")),
        )


def bibliography(random: Random) -> str:
    """Returns entries, most of them in one hand, with what else stands in files; at times broken."""
    odd = random.choice((0.05, 0.1, 0.3, 0.8))
    hand = Hand.any(random)
    blank = random.choice(("\n", "\n\n", "\n\n\n"))
    text = random.choice(BETWEEN) if random.random() < odd else ""
    for _ in range(random.randrange(1, 6)):
        text += _entry(random, hand, odd) + (random.choice(BETWEEN) if random.random() < odd else blank)
    if random.random() < 0.3:
        text = text.rstrip("\n")
    if random.random() < 0.2:
        text = mutated(random, text)
    return text.replace("\n", random.choice(("\n", "\n", "\n", "\n", "\r\n", "\r")))


def mutated(random: Random, text: str) -> str:
    """Returns a text with up to three slips: something missing, added, repeated or cut off."""
    for _ in range(random.randrange(1, 4)):
        place, kind = random.randrange(len(text) + 1), random.random()
        if kind < 0.3:
            text = text[:place] + text[place + random.randrange(1, 4) :]
        elif kind < 0.6:
            text = text[:place] + random.choice(PIECES + GAPS + BETWEEN) + text[place:]
        elif kind < 0.8:
            end = place + random.randrange(1, 40)
            text = text[:end] + text[place:end] + text[end:]
        else:
            text = text[:place]
    return text


def _entry(random: Random, hand: Hand, odd: float) -> str:
    def is_odd(share: float = 1) -> bool:
        return random.random() < odd * share

    count = random.randrange(6)
    names = [random.choice(NAMES) for _ in range(count)] if is_odd() else random.sample(USUAL_NAMES, count)
    hand = Hand.any(random) if is_odd() else hand
    column = max(map(len, names), default=0) + 1 if hand.column < 0 else hand.column
    closing = ")" if is_odd(0.4) else "}"
    text = "@" + (random.choice(("", " ", "\t")) if is_odd() else "")
    text += random.choice(TYPES) if is_odd() else "article"
    text += random.choice(("", " ", "\n")) if is_odd() else ""
    text += "({"[closing == "}"] + (random.choice(("", "\n", " ")) if is_odd() else "")
    text += random.choice(KEYS) if is_odd() else random.choice("abcdefgh") * random.randrange(1, 3)
    for name in names:
        text += random.choice(("", ",,", ",\n", " , ", "\n,", ",% c\n", ",\n  % c\n")) if is_odd(0.3) else hand.comma
        text += random.choice(GAPS) if is_odd(0.5) else hand.indent
        text += name.ljust(column)
        text += f"{random.choice(GAPS)}={random.choice(GAPS)}" if is_odd(0.5) else hand.equals
        text += _value(random) if is_odd() else random.choice(USUAL_VALUES)
    endings = ("", " ", "% c\n}", "\n% c\n}", ",,\n}", ",", "\n\n}", "}}")
    close = random.choice(endings) if is_odd(0.4) else hand.close
    return text + close.replace("}", closing)


def _value(random: Random) -> str:
    if random.random() < 0.3:
        return random.choice(VALUES)
    text = "".join(random.choice(PIECES) for _ in range(random.randrange(6)))
    if random.random() < 0.3:
        text = text.replace("{", "").replace("}", "")
    return f"{{{text}}}" if random.random() < 0.7 else f'"{text}"'
