"""Counts the forms of the corpus anew and writes ``forms.txt`` and ``docs/forms.md``: ``python -m corpus.forms FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.forms.page import PAGE, written_page
from corpus.forms.table import found_forms, keep, kept_forms, results_of

if len(sys.argv) > 1:
    keep(found_forms(Path(sys.argv[1])))
root = Path(__file__).resolve().parents[3]
(root / PAGE).write_text(written_page(results_of(kept_forms())), encoding="utf-8")
