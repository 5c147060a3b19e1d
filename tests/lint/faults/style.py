"""Faults of style (S): one entry of three that is laid out otherwise."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lint.faults.clean import BIB, CORPUS, Clean, Faulty, entries_of
from lint.faults.table import fault

from pubmanager.bibtex.read import read
from pubmanager.config.load import parse_config
from pubmanager.formatting.format import format_reading
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def company(file: str) -> tuple[str, ...]:
    """Returns two entries of a file."""
    return tuple(each.text for each, _ in zip(entries_of(CORPUS / "bib" / file), range(3), strict=False))


def laid_out(clean: Clean, settings: str = "") -> str:
    """Returns an entry behind two others of its file, as the formatter writes them."""
    others = [text for text in company(clean.file) if text != clean.text][:2]
    reading = read(Source(BIB, "\n".join([*others, clean.text])))
    return format_reading(reading, parse_config(settings).format).text


def broken(variant: str, pattern: str, *texts: str | Callable[[re.Match[str]], str], settings: str = "") -> None:
    """Replaces the first match of a pattern in the last entry; the fault is seen there."""

    @fault("S001", variant=variant, settings=settings)
    def inject(clean: Clean) -> Faulty | None:
        text = laid_out(clean, settings)
        start = text.rfind("\n@")
        found = re.compile(pattern).search(text, start - 1) if start > 0 else None
        if found is None:
            return None
        put = clean.turn(*texts)
        new = put(found) if callable(put) else found.expand(put)
        if new == found.group():
            return None
        span = Span(found.start(), found.start() + len(new))
        return Faulty(text[: found.start()] + new + text[found.end() :], (span,), before=Faulty(text, ()))


broken("indentation", r"(?m)(?<=,)\n[ \t]*(?=\w+\s*=)", r"\g<0>  ", "\n", r"\g<0>\t", "\n      ")
broken("alignment", r"(?<=\w)[ \t]*=[ \t]*(?=[{\"])", "=", "   =  ", " =\t", "= ")
broken(
    "field order",
    r"(?ms)(?<=,\n)(?P<lead>[ \t]*)(?P<one>title\s*=.*?),\n\s*(?P<two>author\s*=.*?)(?=,?\n\s*\w+\s*=)",
    r"\g<lead>\g<two>,\n\g<lead>\g<one>",
    settings='[format]\nfields = ["title", "author"]\n',
)
broken(
    "case", r"(?m)(?<=\n)(?P<lead>[ \t]*)(?P<name>\w+)(?=\s*=)", lambda found: found["lead"] + found["name"].swapcase()
)
broken("delimiters", r"(?<=[^=]= )\{(?P<value>[^{}\"]*)\}", r'"\g<value>"')
broken(
    "numbers",
    r"(?i)(?<=year)(?P<gap>\s*=\s*)[{\"]?(?P<year>\d{4})[}\"]?",
    lambda found: found["gap"] + (found["year"] if found[0][-1] in '}"' else f"{{{found['year']}}}"),
)
broken(
    "trailing comma",
    r"[}\"\w],?(?=\n\s*\}\s*\Z)",
    lambda found: found[0].rstrip(",") if found[0].endswith(",") else f"{found[0]},",
)
broken("blank lines", r"\n+(?=@)", r"\g<0>\n", r"\g<0>\n\n")
broken(
    "wrapping",
    r"(?s)(?<=title)(?P<gap>\s*=\s*\{)(?P<text>[^{}]{70,})(?=\})",
    lambda found: found["gap"] + " ".join(found["text"].split()),
    settings="[format]\nline-length = 60\n",
)
broken("trailing space", r"(?<=,)(?=\n)", " ", "\t", "   ")


@fault("S001", variant="sorted entries", settings='[format]\nsort = ["key"]\n')
def first_entry_last(clean: Clean) -> Faulty | None:
    text = laid_out(clean, '[format]\nsort = ["key"]\n')
    first = text.find("\n@", 1) + 1
    if not first or text.count("\n@") != 2:
        return None
    moved = text[first:] + "\n" + text[:first]
    return Faulty(moved, (Span(0, moved.index("\n")),), before=Faulty(text, ()))
