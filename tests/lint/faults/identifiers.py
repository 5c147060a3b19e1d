"""Faults of identifiers and links (I, U)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.faults.fields import added
from lint.faults.table import fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.faults.clean import Clean, Faulty

IDS = ("doi", "url", "arxiv", "eprint", "note", "html", "link", "journal", "archiveprefix", "isbn")


def identified(text: str, *places: str) -> Callable[[Clean], Faulty | None]:
    """Adds fields to entries without an identifier or a link; ``{yy}`` is the year of a number of arXiv.

    ``places`` are the texts that a finding may point at, by default all that is added.
    """

    def inject(clean: Clean) -> Faulty | None:
        if clean.publication.identifiers or clean.has(*IDS) or clean.year < 2015:
            return None
        year = f"{clean.year % 100:02}"
        made = clean.adding(text.replace("{yy}", year))
        return made.at(*(each.replace("{yy}", year) for each in places)) if places else made

    return inject


fault("I001")(identified("doi = {1O.1000/owls}"))
fault("I002")(identified("doi = {https://doi.org/10.1000/owls}"))
fault("I003")(identified("url = {https://doi.org/10.1000/owls}"))
fault("I004")(identified("arxiv = {{yy}13.01234}"))
fault("I005")(identified("arxiv = {https://arxiv.org/abs/{yy}03.01234}"))
fault("I006")(identified("arxiv = {{yy}03.01234v1}"))
fault("I007")(identified("eprint = {{yy}03.01234}"))
fault("I008")(identified("eprint = {{yy}03.01234},\n  archiveprefix = {arXiv},\n  primaryclass = {cs.XL}"))
fault("I009")(
    identified(
        "arxiv = {{yy}03.01234},\n  url = {https://arxiv.org/abs/{yy}03.04321}",
        "{yy}03.01234",
        "https://arxiv.org/abs/{yy}03.04321",
    )
)
fault("I011")(added("isbn", "978-3-16-148410-1"))
fault("I012")(added("pmid", "PMC1234567"))
fault("I014")(identified("altmetric = {true}"))
fault("I013", settings='[me]\nname = "Jane Doe"\nscholar = "AbCdEfGhIjKL"\n')(
    added("google_scholar_id", "AbCdEfGhIjKL:qyhmnyLat1gC")
)


@fault("I003", "H010", variant="arXiv")  # the badge still names the journal
def number_in_the_journal(clean: Clean) -> Faulty | None:
    if (
        clean.entry.type != "article"
        or clean.publication.identifiers
        or clean.year < 2015
        or clean.has("url", "volume")
    ):
        return None
    return clean.set("journal", f"arXiv preprint arXiv:{clean.year % 100:02}03.01234")
