"""Very long fields are linted, whatever is in them: what takes quadratic time would take hours."""

from __future__ import annotations

import pytest
from lint.linting import lint_bib

SIZE = 100_000
FIELDS = {
    "title": ("{A} b ", "\\x{a}", "\\it ", "$x_{1}$ ", " ", "AbC ", "``", '"', "&", "the ", "(", "<p "),
    "booktitle": ("Proceedings of the (ICML) ", "(ICML) ", "a, b: ", " "),
    "journal": ("arXiv:", "arXiv ", "CoRR abs/", " "),
    "note": ("\\href{a}{b} ", "Best Paper Award ", "doi: 10.1000/x ", "(Oral, 3%) ", " "),
    "keywords": ("Owls; owls, ", "a, "),
    "url": ("https://", "a/", "%2", "utm_source=x&"),
}


@pytest.mark.parametrize(("field", "piece"), [(field, piece) for field, pieces in FIELDS.items() for piece in pieces])
def test_long_fields_are_linted(field: str, piece: str) -> None:
    entry = f"@misc{{owl, {field} = {{x{piece * (SIZE // len(piece))}y}}}}"
    assert any(each.key == "owl" for each in lint_bib(entry, 'lint.select = ["ALL"]'))
