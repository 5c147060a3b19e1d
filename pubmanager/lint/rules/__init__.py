"""One module per concept; the index names them, so that start-up does not walk folders."""

from __future__ import annotations

MODULES = ("pubmanager.lint.rules.shared_links",)
