"""Every theme with every option that shows something: read from the manifests, so that new themes are among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.render.pattern_names import KNOWN
from pubmanager.render.rows import FOLDS, PARTS
from pubmanager.render.themes import find_theme, theme_folders, theme_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.render.themes import Option, Theme

PATTERNS = [f"{{{name}}}" for name in sorted(KNOWN)]


def all_themes() -> list[Theme]:
    """Returns the built-in themes."""
    folders = theme_folders()
    return [find_theme(name, folders) for name in theme_names(folders)]


def variants(theme: Theme) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields options under a name: as richly as can be, then with each word that some option can be instead."""
    richest = {
        name: rich
        for name, option in ((each.name, each) for each in theme.options)
        if (rich := _richest(option)) is not None
    }
    yield "richest", richest
    for name, option in ((each.name, each) for each in theme.options):
        for word in option.choices if option.type == "choice" else ():
            yield f"{name}={word}", {**richest, name: word}
        if option.type == "flag":
            yield f"{name}=false", {**richest, name: False}
        for key, words in option.choices_by_key.items():
            for word in words:
                content = [word] if isinstance(option.default[key], list) else word
                yield f"{name}.{key}={word}", {**richest, name: {**richest.get(name, {}), key: content}}


def _richest(option: Option) -> Any:
    if option.type == "flag":
        return True
    if option.type == "list" and option.choices:
        return list(option.choices)
    if option.type == "rows":
        return (
            [*option.choices]
            if option.choices
            else [*PARTS, *FOLDS, "{container}, {status}", "*{venue}* **{award}** `{rank}`"]
        )
    if option.type == "patterns":
        return PATTERNS
    if option.type == "table":
        return {
            key: [*words[:1]] for key, words in option.choices_by_key.items() if isinstance(option.default[key], list)
        }
    return None
