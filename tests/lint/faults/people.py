"""Faults of names, marks and annotations (A)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.faults.clean import Clean, Faulty, other
from lint.faults.table import fault
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable

AUTHOR = ("author",)
PLAIN = r"[A-Z][a-z]+"
SEVERAL = re.compile(rf"{PLAIN}, {PLAIN}( and {PLAIN}, {PLAIN})+")
ME = 'me.name = "Ottilie Adler"\n'


def renamed(pattern: str, text: str | Callable[[re.Match[str]], str]) -> Callable[[Clean], Faulty | None]:
    """Changes lists of several plain names, written ``Family, Given``."""

    def inject(clean: Clean) -> Faulty | None:
        content = clean.value("author")
        is_plain = SEVERAL.fullmatch(content) and not any("+an" in each.name for each in clean.entry.fields)
        return clean.sub(AUTHOR, pattern, text) if is_plain else None

    return inject


fault("A001")(renamed(" and ", " and and "))
fault("A003")(renamed(r" and [^,]+, \S+$", " et al."))
fault("A004")(renamed(" and ", " and others and "))
fault("A008")(renamed(rf"^{PLAIN}, {PLAIN}", "Owl Research Team"))
fault("A010")(renamed(rf"^({PLAIN}), ({PLAIN})", r"\\textbf{\1, \2}"))
fault("A011")(renamed(rf"^({PLAIN}), ({PLAIN}) and ({PLAIN})", r"\1*, \2 and \3*"))
fault("A012")(renamed(rf"^({PLAIN}), ({PLAIN})", r"\1, \2$^{*}$"))
fault("A009")(renamed(r"^(.+?) and (.*)$", r"\1 and \2 and \1"))
fault("A024")(renamed(rf"^({PLAIN}), ({PLAIN})", r"\1, \2 van den"))


@fault("A002")
def names_with_commas(clean: Clean) -> Faulty | None:
    def change(content: str) -> tuple[int, int, str] | None:
        names = [" ".join(reversed(each.split(", "))) for each in content.split(" and ")]
        return (0, len(content), ", ".join(names)) if SEVERAL.fullmatch(content) and len(names) > 2 else None

    return clean.within(AUTHOR, change)


@fault("A005")
def one_name_the_other_way_round(clean: Clean) -> Faulty | None:
    if not SEVERAL.fullmatch(clean.value("author")) or clean.value("author").count(" and ") < 2:
        return None
    return clean.sub(AUTHOR, rf"^({PLAIN}), ({PLAIN})", r"\2 \1")


@fault("A007")
def family_name_in_capitals(clean: Clean) -> Faulty | None:
    if not SEVERAL.fullmatch(clean.value("author")):
        return None
    return clean.sub(AUTHOR, r"^[A-Z][a-z]{4,}(?=,)", lambda found: found[0].upper())


@fault("A013")
def one_mark_of_two_meanings(clean: Clean) -> Faulty | None:
    if clean.has("note") or not SEVERAL.fullmatch(clean.value("author")):
        return None
    marked = clean.sub(AUTHOR, r"^[A-Z][a-z]+(?=,)", lambda found: f"{found[0]}*")
    assert marked
    text = Clean("", marked.text).adding("note = {* corresponding author}").text
    starred = other("owls").replace("Doe, Jane", "Doe*, Jane and Roe*, Max")
    starred = starred.replace("Web}", "Web}, note = {* equal contribution}")
    return Faulty(text + starred, ()).at("*", "* corresponding author", "* equal contribution")


LISTED = 'lint.ignore = ["H019"]\n[list.main]\n'


@fault("A014", settings=LISTED)
def mark_without_legend(clean: Clean) -> Faulty | None:
    made = renamed(rf"^({PLAIN}), ({PLAIN}) and ({PLAIN})", r"\1*, \2 and \3*")(clean)
    page = "# Publications\n<!-- pubs:begin main -->\n<!-- pubs:end main -->\n"
    return replace(made, files={"about.md": page}) if made else None


@fault("A015")
def legend_without_mark(clean: Clean) -> Faulty | None:
    is_fit = SEVERAL.fullmatch(clean.value("author")) and not clean.has("note")
    return replace(clean.adding("note = {* equal contribution}"), files={"pubs.toml": ""}) if is_fit else None


def annotated(text: str, *, least: int = 2) -> Callable[[Clean], Faulty | None]:
    def inject(clean: Clean) -> Faulty | None:
        names = clean.value("author").split(" and ")
        if len(names) < least or "*" in clean.value("author") or any("+an" in each.name for each in clean.entry.fields):
            return None
        return clean.adding(text.format(after=len(names) + 1))

    return inject


fault("A016")(annotated("author+an = {{1=equal}}"))
fault("A017")(annotated("author+an = {{{after}=corresponding}}"))
fault("I011", variant="ORCID")(annotated('author+an:orcid = {{1="0000-0002-1825-0079"}}'))


@fault("A018", settings=ME)
def list_without_the_owner(clean: Clean) -> Faulty | None:
    if not SEVERAL.fullmatch(clean.value("author")):
        return None
    titles = ("Owls", "Larks", "Rooks", "Crows", "Daws", "Jays", "Wrens")
    more = [
        f"@misc{{z{each}, title = {{{each}}}, author = {{Adler, Ottilie}}, year = {{2012}}, howpublished = {{Web}}}}\n"
        for each in titles
    ]
    found = clean.field("author")
    return Faulty("".join([clean.text, *more]), (found.name_span,) if found else ())


fault("A019", settings=ME)(renamed("$", " and Adler, Ottilie and Adler, O."))
fault("A020", settings=ME)(renamed("$", " and Alder, Ottilie"))


@fault("A026", settings='me.name = "Ben Adler"\n')
def form_of_the_owners_name(clean: Clean) -> Faulty | None:
    faulty = renamed("$", " and Adler, Benjamin")(clean)
    owner = "@misc{z, title = {Owls}, author = {Adler, Ben}, year = {2012}, howpublished = {Web}}\n"
    return replace(faulty, text=f"{faulty.text}\n{owner}") if faulty else None


@fault("A021")
def accent_left_out(clean: Clean) -> Faulty | None:
    if not SEVERAL.fullmatch(clean.value("author")):
        return None
    names = ('M{\\"u}ller, Jane and Doe, Max', 'M{\\"u}ller, Jane and Doe, Max', "Muller, Jane and Doe, Max")
    titles = ("The Owls", "The Larks", "The Rooks")
    more = [
        other(f"z{place}", title, 2011 + place).replace("Doe, Jane", name)
        for place, (title, name) in enumerate(zip(titles, names, strict=True))
    ]
    return clean.after("".join(more))
