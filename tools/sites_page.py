"""The page on kinds of sites: its table and its settings are those that ``pubs init`` chooses."""

from __future__ import annotations

import re
from pathlib import Path

from markup import table

from pubmanager.config.kinds import KINDS
from pubmanager.setup.proposal import example_settings

PAGE = Path(__file__).resolve().parents[1] / "docs" / "sites.md"


def sites_page(text: str) -> str:
    """Returns the page with its table and its settings as they should be; the rest is written by hand."""
    rows = []
    for kind in KINDS:
        anchor = re.sub(r"[^a-z0-9 -]", "", kind.title.lower()).replace(" ", "-")
        link = f"[{kind.title}]({'acadhomepage.md' if kind.name == 'jekyll' else f'#{anchor}'})"
        place = "any `.html` page" if kind.name == "html" else f"`{kind.page.split('|')[0]}`"
        rows.append((link, place, f"`{kind.images}`", kind.command))
    made = table(("site", "regions go in", "images go in", "command before the build"), rows)
    text = re.sub(r"^\| site \|.*?(?=\n\n)", lambda _: made, text, count=1, flags=re.MULTILINE | re.DOTALL)
    for kind in KINDS:
        block = f"```toml\n# pubs.toml\n{example_settings(kind)}```"
        pattern = rf"(?<=^## {re.escape(kind.title)}\n)((?:(?!^## ).)*?)```toml\n# pubs\.toml\n.*?^```"
        text = re.sub(pattern, lambda found, block=block: found[1] + block, text, flags=re.MULTILINE | re.DOTALL)
    return text


if __name__ == "__main__":
    PAGE.write_text(sites_page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
