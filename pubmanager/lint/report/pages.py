"""Where the page of a rule is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]


@cache
def rule_page(code: str) -> str:
    """Returns the address of a rule's page: on the web where the package says where its documentation is, in the
    checkout where there is one, else empty.
    """
    web = _documentation()
    if web:
        return f"{web.rstrip('/')}/rules/{code}.md"
    page = _CHECKOUT / "docs" / "rules" / f"{code}.md"
    return page.as_uri() if page.is_file() else ""


@cache
def _documentation() -> str:
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("pubmanager").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    return next((url.partition(",")[2].strip() for url in urls if url.startswith("Documentation,")), "")
