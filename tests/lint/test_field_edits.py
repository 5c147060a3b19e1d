"""Fields that fixes add or rename: spelled, indented, aligned and delimited as in the entry, or else in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lint.linting import lint_files

if TYPE_CHECKING:
    from pathlib import Path

OTHER = "@article{{lark, {}}}\n"

# Rules that add or rename a field, what is fixed, and what comes of it.
ADDED = {
    "lower": (
        "I007",
        "@misc{owl,\n  title = {Owls},\n  eprint = {2001.00001}\n}\n",
        "@misc{owl,\n  title = {Owls},\n  eprint = {2001.00001},\n  archiveprefix = {arXiv}\n}\n",
    ),
    "capitalized": (
        "I003",
        "@misc{owl,\n  Title = {Owls},\n  HowPublished = {https://doi.org/10.1000/owls},\n}\n",
        "@misc{owl,\n  Title = {Owls},\n  HowPublished = {https://doi.org/10.1000/owls},\n  Doi = {10.1000/owls},\n}\n",
    ),
    "upper, and another entry in lower case": (
        "I003",
        "@misc{lark, title = {L}, doi = {10.1000/l}}\n@misc{owl,\n  TITLE = {Owls},\n  HOWPUBLISHED = {doi:10.1000/owls}\n}\n",
        "@misc{lark, title = {L}, doi = {10.1000/l}}\n@misc{owl,\n  TITLE = {Owls},\n  HOWPUBLISHED = {doi:10.1000/owls},\n"
        "  DOI = {10.1000/owls}\n}\n",
    ),
    "lower, and another entry in capitals": (
        "I003",
        "@misc{lark, TITLE = {L}, DOI = {10.1000/l}}\n@misc{owl, title = {Owls}, howpublished = {doi:10.1000/owls}}\n",
        "@misc{lark, TITLE = {L}, DOI = {10.1000/l}}\n"
        "@misc{owl, title = {Owls}, howpublished = {doi:10.1000/owls}, doi = {10.1000/owls}}\n",
    ),
    "as the other entries of that spelling write the name": (
        "I003",
        "@misc{lark, title = {L}, DOI = {10.1000/l}}\n@misc{owl, title = {Owls}, howpublished = {doi:10.1000/owls}}\n",
        "@misc{lark, title = {L}, DOI = {10.1000/l}}\n"
        "@misc{owl, title = {Owls}, howpublished = {doi:10.1000/owls}, DOI = {10.1000/owls}}\n",
    ),
    "capitals inside": (
        "I007",
        "@misc{lark, title = {L}, primaryClass = {cs.CL}}\n@misc{owl,\n\ttitle = {Owls},\n\teprint = {2001.00001},\n}\n",
        "@misc{lark, title = {L}, primaryClass = {cs.CL}}\n@misc{owl,\n\ttitle = {Owls},\n\teprint = {2001.00001},\n"
        "\tarchivePrefix = {arXiv},\n}\n",
    ),
    "capitals at the beginning and inside": (
        "I007",
        "@misc{owl, Title = {Owls}, BookTitle = {B}, Eprint = {2001.00001}}\n",
        "@misc{owl, Title = {Owls}, BookTitle = {B}, Eprint = {2001.00001}, ArchivePrefix = {arXiv}}\n",
    ),
    "an annotation is spelled as its field": (
        "A012",
        "@misc{owl, Title = {Owls}, Author = {Doe, Jane$^{*}$}, YEAR = 2020}\n",
        "@misc{owl, Title = {Owls}, Author = {Doe, Jane}, YEAR = 2020, Author+an = {1=\"*\"}}\n",
    ),
    "renamed": (
        "I003",
        "@misc{owl, Title = {Owls}, Url = {https://doi.org/10.1000/owls}}\n",
        "@misc{owl, Title = {Owls}, Doi = {10.1000/owls}}\n",
    ),
    "quotes": (
        "I003",
        '@misc{owl,\n  title = "Owls",\n  howpublished = "doi:10.1000/owls",\n  year = 2020\n}\n',
        '@misc{owl,\n  title = "Owls",\n  howpublished = "doi:10.1000/owls",\n  year = 2020,\n  doi = "10.1000/owls"\n}\n',
    ),
    "signs in a column": (
        "I003",
        "@misc{owl,\n  title        = {Owls},\n  howpublished = {doi:10.1000/owls},\n}\n",
        "@misc{owl,\n  title        = {Owls},\n  howpublished = {doi:10.1000/owls},\n  doi          = {10.1000/owls},\n}\n",
    ),
    "values in a column": (
        "I003",
        "@misc{owl,\n  title=        {Owls},\n  year=         {2020},\n  howpublished= {doi:10.1000/owls},\n}\n",
        "@misc{owl,\n  title=        {Owls},\n  year=         {2020},\n  howpublished= {doi:10.1000/owls},\n"
        "  doi=          {10.1000/owls},\n}\n",
    ),
    "names that end in a column": (
        "I003",
        "@misc{owl,\n         title = {Owls},\n  howpublished = {doi:10.1000/owls},\n          year = 2020\n}\n",
        "@misc{owl,\n         title = {Owls},\n  howpublished = {doi:10.1000/owls},\n          year = 2020,\n"
        "           doi = {10.1000/owls}\n}\n",
    ),
    "a comma first": (
        "I003",
        "@misc{owl\n  , title = {Owls}\n  , howpublished = {doi:10.1000/owls}\n  }\n",
        "@misc{owl\n  , title = {Owls}\n  , howpublished = {doi:10.1000/owls}\n  , doi = {10.1000/owls}\n  }\n",
    ),
    "Windows": (
        "I003",
        "@misc{owl,\r\n\tTitle={Owls},\r\n\tHowpublished={doi:10.1000/owls}\r\n}\r\n",
        "@misc{owl,\r\n\tTitle={Owls},\r\n\tHowpublished={doi:10.1000/owls},\r\n\tDoi={10.1000/owls}\r\n}\r\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ADDED)
def test_a_field_of_a_fix_is_written_as_the_others(name: str, tmp_path: Path) -> None:
    code, before, after = ADDED[name]
    linted = lint_files({"publications.bib": before}, tmp_path, select=(code,))
    assert linted.text("publications.bib") == after
