"""Preprint servers.

Rows as :mod:`pubmanager.model.venues` describes them.
"""

from __future__ import annotations

PREPRINTS: tuple[tuple[str, ...], ...] = (
    ("arXiv", "arXiv preprint", "arXiv.org", "CoRR", "Computing Research Repository", "arXiv e-prints", "ArXiv", "arXiv Computer Science"),
    ("bioRxiv", "bioRxiv preprint"),
    ("medRxiv", "medRxiv preprint"),
    ("SSRN", "SSRN Electronic Journal", "Available at SSRN"),
    ("PsyArXiv", "PsyArXiv preprint"),
    ("OSF Preprints", "OSF preprint"),
    ("ChemRxiv", "ChemRxiv preprint"),
    ("TechRxiv", "TechRxiv preprint", "Authorea Preprints"),
    ("HAL", "HAL preprint"),
    ("Research Square", "Research Square preprint"),
    ("Preprints.org", "Preprints"),
    ("IACR ePrint", "Cryptology ePrint Archive", "IACR Cryptology ePrint Archive"),
)  # fmt: skip
