"""One module per concept; the index names them, so that start-up does not walk folders."""

from __future__ import annotations

MODULES = (
    # reading and files (P, K, E)
    "pubmanager.lint.rules.broken_entries",
    "pubmanager.lint.rules.field_names",
    "pubmanager.lint.rules.macros",
    "pubmanager.lint.rules.bib_files",
    "pubmanager.lint.rules.template_code",
    "pubmanager.lint.rules.keys",
    "pubmanager.lint.rules.characters",
    "pubmanager.lint.rules.markup",
    # fields, types, homepage (F, H)
    "pubmanager.lint.rules.entry_types",
    "pubmanager.lint.rules.field_values",
    "pubmanager.lint.rules.flags",
    "pubmanager.lint.rules.presentation",
    "pubmanager.lint.rules.badges",
    "pubmanager.lint.rules.site_settings",
    "pubmanager.lint.rules.generated",
    # people (A)
    "pubmanager.lint.rules.author_lists",
    "pubmanager.lint.rules.author_names",
    "pubmanager.lint.rules.author_marks",
    "pubmanager.lint.rules.owner",
    # dates and numbers (D, N)
    "pubmanager.lint.rules.dates",
    "pubmanager.lint.rules.numbers",
    # titles, venues, texts (T)
    "pubmanager.lint.rules.texts",
    "pubmanager.lint.rules.titles",
    "pubmanager.lint.rules.venue_names",
    # identifiers and links (I, U)
    "pubmanager.lint.rules.doi",
    "pubmanager.lint.rules.arxiv",
    "pubmanager.lint.rules.identifiers",
    "pubmanager.lint.rules.addresses",
    "pubmanager.lint.rules.link_targets",
    "pubmanager.lint.rules.assets",
    # across entries (X)
    "pubmanager.lint.rules.across",
    "pubmanager.lint.rules.duplicates",
    # pages and the site (W)
    "pubmanager.lint.rules.page_entries",
    "pubmanager.lint.rules.page_text",
    "pubmanager.lint.rules.page_images",
    "pubmanager.lint.rules.page_links",
    "pubmanager.lint.rules.scholar",
    # style, off by default (S)
    "pubmanager.lint.rules.style",
)
