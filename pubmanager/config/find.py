"""Where a site's settings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "pubs.toml"
JEKYLL_CONFIG = "_config.yml"
COAUTHORS = "_data/coauthors.yml"
# The generators of sites, each with a file by which a site of its kind is known; the first one counts.
GENERATORS = (
    (JEKYLL_CONFIG, "jekyll"),
    ("_quarto.yml", "quarto"),
    ("mkdocs.yml", "mkdocs"),
    ("hugo.toml", "hugo"),
    ("hugo.yaml", "hugo"),
    ("config/_default", "hugo"),
    ("pelicanconf.py", "pelican"),
    ("conf.py", "sphinx"),
)


def find_config(start: Path) -> Path | None:
    """Finds the ``pubs.toml`` of a folder or of the nearest folder above it."""
    return next((folder / FILE_NAME for folder in (start, *start.parents) if (folder / FILE_NAME).is_file()), None)
