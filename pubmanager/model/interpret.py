"""Resolved entries to publications: what each field means, and where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pubmanager.latex.nodes import RichText
from pubmanager.latex.read import plain, read_latex
from pubmanager.latex.verbatim import verbatim
from pubmanager.model.dates import read_date
from pubmanager.model.fields import concepts_of
from pubmanager.model.flags import is_true
from pubmanager.model.identifiers import read_identifiers
from pubmanager.model.keywords import read_keywords
from pubmanager.model.links import read_links
from pubmanager.model.people import AuthorConventions, read_authors
from pubmanager.model.presentation import read_presentation
from pubmanager.model.publication import Origin, Publication
from pubmanager.model.rate import read_rate
from pubmanager.model.registry import VenueRegistry, read_venue
from pubmanager.model.status import read_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.bibtex.entry import ResolvedEntry
    from pubmanager.bibtex.resolve import Resolution
    from pubmanager.findings import Finding
    from pubmanager.model.fields import Chosen
