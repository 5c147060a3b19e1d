"""The preview of a publication in HTML: an image, a picture with a second source, or a video."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pubmanager.regex import regex
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.render.writers import Writer

_VIDEO = regex(r"\.(?:mp4|webm|ogv|mov)(?:[?#]|$)", re.IGNORECASE)
_SUFFIX = regex(r"\.(?:png|jpe?g|gif)$", re.IGNORECASE)


def written_media(image: str, alt: str, title_url: str, options: Mapping[str, Any], writer: Writer) -> Safe:
    """Writes the preview, linked where the options say so; nothing without an address that may leave."""
    html = writer.html
    address = html.url(image)
    if not address:
        return Safe("")
    width = html.attribute(options.get("width", "100%"))
    alt = html.attribute(alt)
    if _VIDEO.search(image):
        plays = 'style="max-width:400px" autoplay loop muted playsinline'
        return _quoted(f'<video src=\'{address}\' aria-label="{alt}" width="{width}" {plays}></video>', options)
    lazy = ' loading="lazy"' if options.get("lazy") else ""
    written = f'<img src=\'{address}\' alt="{alt}" width="{width}"{lazy}>'
    if options.get("webp") and _SUFFIX.search(image):
        second = html.url(_SUFFIX.sub(".webp", image))
        written = f'<picture><source srcset="{second}" type="image/webp">{written}</picture>'
    target = html.url({"image": image, "title": title_url}.get(options.get("link", ""), ""))
    return _quoted(f"<a href='{target}'>{written}</a>" if target else written, options)


def _quoted(markup: str, options: Mapping[str, Any]) -> Safe:
    """Writes the quotes of attributes in one kind where that is wanted; values have none of either."""
    return Safe(markup.replace("'", '"') if options.get("quotes") == "double" else markup)
