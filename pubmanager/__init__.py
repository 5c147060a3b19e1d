"""pubmanager: one BibTeX file becomes everything a homepage says about its owner's publications.

The flow, one package each: ``bibtex`` reads entries and resolves them, ``model`` interprets them as publications,
``render`` selects lists and writes them through a theme, ``pages`` fills regions, ``lint`` checks all of it;
``bibliography`` and ``site`` put these together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pubmanager.bibliography import Bibliography
    from pubmanager.errors import PubsError
    from pubmanager.findings import Finding, Severity
    from pubmanager.model.publication import Publication
    from pubmanager.site import Site

__version__ = "0.1.0"
__all__ = ["Bibliography", "Finding", "Publication", "PubsError", "Severity", "Site", "__version__"]

_HOMES = {
    "Bibliography": "pubmanager.bibliography",
    "Finding": "pubmanager.findings",
    "Publication": "pubmanager.model.publication",
    "PubsError": "pubmanager.errors",
    "Severity": "pubmanager.findings",
    "Site": "pubmanager.site",
}


def __dir__() -> list[str]:
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first used, so that ``import pubmanager`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pubmanager' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
