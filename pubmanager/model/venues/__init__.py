"""Common conferences and journals: short name, full name, other spellings.

Sources: the venues' own sites and DBLP's titles of series, November 2026. A row holds the short name, the full name
as proceedings print it without ordinals and years, and after it aliases; spelling is folded before it is compared, so
aliases need no variants of case, punctuation, "Proceedings of the" or years, nor the words cut short as ISO 4 does.
A short name is one that people of the field use; journals that they call by their name have none.
"""

from __future__ import annotations

from pubmanager.model.venues import engineering, intelligence, sciences, software, systems
from pubmanager.model.venues.preprints import PREPRINTS
from pubmanager.model.venues.workshops import WORKSHOPS

__all__ = ["CONFERENCES", "JOURNALS", "PREPRINTS", "WORKSHOPS"]

CONFERENCES = intelligence.CONFERENCES + systems.CONFERENCES + software.CONFERENCES
JOURNALS = engineering.JOURNALS + sciences.JOURNALS
