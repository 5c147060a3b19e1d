"""Very long fields are linted, whatever is in them, in a time that grows with the field and not with its square."""

from __future__ import annotations

from time import process_time

import pytest
from conftest import is_study
from lint.linting import lint_bib

SIZE = 200_000 if is_study() else 40_000
MOST = 5 * SIZE / 40_000  # seconds: it takes a tenth of a second, with the square of the field a minute
FIELDS = {
    "title": ("{A} b ", "\\x{a}", "\\it ", "$x_{1}$ ", " ", "AbC ", "``", '"', "&", "the ", "(", "<p "),
    "booktitle": ("Proceedings of the (ICML) ", "(ICML) ", "a, b: ", " "),
    "journal": ("arXiv:", "arXiv ", "CoRR abs/", " "),
    "note": ("\\href{a}{b} ", "Best Paper Award ", "doi: 10.1000/x ", "(Oral, 3%) ", " "),
    "keywords": ("Owls; owls, ", "a, "),
    "url": ("https://", "a/", "%2", "utm_source=x&", " ", "\u00a0"),
    "author": (" ", "\u00a0", "a b; "),
}


@pytest.mark.parametrize(("field", "piece"), [(field, piece) for field, pieces in FIELDS.items() for piece in pieces])
def test_long_fields_are_linted(field: str, piece: str) -> None:
    entry = f"@misc{{owl, {field} = {{x{piece * (SIZE // len(piece))}y}}}}"
    began = process_time()
    assert any(each.key == "owl" for each in lint_bib(entry, 'lint.select = ["ALL"]'))
    assert process_time() - began < MOST
