"""Takes the pictures of ``docs/themes``: the example as cards, light and dark.

``python docs/screenshots.py`` needs Chromium; the tests compare text alone.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from pubmanager import Site

FOLDER = Path(__file__).resolve().parent / "themes"
SCHEMES = {"cards": 1, "cards-dark": 0}  # Chromium's numbers: 0 is dark
SWITCHES = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=1100,880"
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Cards</title>
<style>:root { color-scheme: light dark } body { margin: 0.5rem 1rem; font-family: system-ui, sans-serif }</style>
"""


def main() -> None:
    """Writes the pictures."""
    cards = Site.load(FOLDER / "pubs.toml").bibliography.render("cards", format="html")
    with tempfile.NamedTemporaryFile("w", suffix=".html", dir=FOLDER, encoding="utf-8") as page:
        page.write(PAGE + cards)
        page.flush()
        for name, scheme in SCHEMES.items():
            take(Path(page.name), FOLDER / "images" / f"{name}.png", scheme)


def take(page: Path, picture: Path, scheme: int) -> None:
    """Opens a page in Chromium and takes its picture."""
    with tempfile.TemporaryDirectory() as profile:
        given = [f"--user-data-dir={profile}", f"--blink-settings=preferredColorScheme={scheme}"]
        command = ["chromium", *SWITCHES.split(), *given, f"--screenshot={picture}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main()
