"""Markdown of the generated pages."""

from __future__ import annotations


def page(title: str, *parts: str) -> str:
    """Returns a page of these paragraphs, tables and blocks."""
    return "\n\n".join([f"# {title}", *parts]) + "\n"


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Returns a table, with bars in cells escaped."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)
