"""What ``_config.yml`` of a Jekyll site says that concerns publications, read line by line.

The few keys needed are plain scalars and lists in every real site; a YAML library would cost every start more than
it finds.
"""

from __future__ import annotations

import re

JEKYLL_CONFIG = "_config.yml"
_COMMENT = re.compile(r"\s+#.*$")
_EXCLUDE = re.compile(
    r"^exclude:[ \t]*(?:\[(?P<flow>[^\]]*)|(?:#[^\n]*)?\r?\n(?P<block>(?:[ \t]*-[^\n]*\n?)*))", re.MULTILINE
)


def owner_of(text: str) -> str:
    """Returns the owner's name: ``scholar.first_name`` and ``last_name``, ``author.name`` or ``name``."""
    values = _scalars(text)
    for prefix in ("scholar.", ""):
        first, last = values.get(f"{prefix}first_name", ""), values.get(f"{prefix}last_name", "")
        if last:
            return " ".join(part for part in (_first(first), _first(last)) if part)
    return values.get("author.name") or values.get("author") or values.get("name") or ""


def _first(text: str) -> str:
    """Returns the first item of ``[Albert, A.]``, or the text itself."""
    return text.strip("[] ").split(",")[0].strip(" '\"")


def _scalars(text: str) -> dict[str, str]:
    """Returns scalars of the first two levels, by dotted key."""
    found: dict[str, str] = {}
    parent = ""
    for line in text.splitlines():
        match = re.match(r"(?P<indent>\s*)(?P<key>[\w-]+)\s*:\s*(?P<content>.*)$", line)
        if not match:
            continue
        content = _COMMENT.sub("", match["content"]).strip()
        content = "" if content.startswith("#") else content.strip("'\"") if content[:1] != "[" else content
        if not match["indent"]:
            parent = match["key"]
            found.setdefault(parent, content)
        else:
            found.setdefault(f"{parent}.{match['key']}", content)
    return {key: content for key, content in found.items() if content}


def excluded(text: str) -> tuple[str, ...]:
    """Returns what the site's ``exclude`` lists.

    >>> excluded("exclude: [a.bib, 'b']\\nname: x"), excluded("exclude:\\n  - a.bib\\n  - b\\nname: x")
    (('a.bib', 'b'), ('a.bib', 'b'))
    """
    found = _EXCLUDE.search(text)
    if not found:
        return ()
    items = re.split(r"[\n,]", found["flow"] or found["block"] or "")
    return tuple(name for item in items if (name := _COMMENT.sub("", item).strip(" \t\r'\"-")))


def excluding(text: str, paths: list[str], newline: str) -> str | None:
    """Returns the text with ``paths`` added to ``exclude``; ``None`` where the list has an unusual form."""
    if not paths:
        return text
    if not re.search(r"^exclude\s*:", text, re.MULTILINE):
        items = "".join(f"  - {path}{newline}" for path in paths)
        return f"{text}{'' if text.endswith(newline) or not text else newline}{newline}exclude:{newline}{items}"
    block = re.search(r"^exclude:[ \t]*(?:#[^\r\n]*)?\r?\n(?P<indent>[ \t]*)- ", text, re.MULTILINE)
    if block:
        at = block.start("indent")
        return text[:at] + "".join(f"{block['indent']}- {path}{newline}" for path in paths) + text[at:]
    flow = re.search(r"^exclude:[ \t]*\[(?P<rest>\s*\])?", text, re.MULTILINE)
    if flow:
        at = text.index("[", flow.start()) + 1
        return text[:at] + ", ".join(paths) + ("" if flow["rest"] else ", ") + text[at:]
    return None
