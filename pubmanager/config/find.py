"""Where a site's settings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "pubs.toml"
JEKYLL_CONFIG = "_config.yml"
COAUTHORS = "_data/coauthors.yml"


def find_config(start: Path) -> Path | None:
    """Finds the ``pubs.toml`` of a folder or of the nearest folder above it."""
    return next((folder / FILE_NAME for folder in (start, *start.parents) if (folder / FILE_NAME).is_file()), None)
