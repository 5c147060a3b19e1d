"""Everything that a template can call, with large values, in a process that may take little more memory than it has.

``python -m render.memory SIZE MOST`` prints as JSON how many calls were tried and those that took too much memory: SIZE
is that of the values in characters, MOST how many arguments there are.
"""

from __future__ import annotations

import json
import resource
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pubmanager.render import limits
from pubmanager.render.sandbox import template_environment
from pubmanager.render.writers import writer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = 400 << 20  # bytes of memory; the limits let a template make 40 million characters, of four bytes at most

ARGUMENTS = ("huge", "text", "items", "short")


def values(size: int) -> dict[str, Any]:
    """Returns what is called, and given to what is called."""
    return {
        "huge": 10**9, "negative": -(10**9), "number": size, "fraction": 1e300, "no": False, "nothing": None,
        "text": "x" * size, "lines": "x,\n\t" * (size // 4), "widths": "{:>999999999}", "percent": "%999999999d%s" * 10,
        "letters": "\U0001f989" * (size // 4), "items": ["x"] * (size // 10), "nested": [["x"] * 1000] * (size // 1000),
        "pairs": {f"k{place}": "x" * 100 for place in range(size // 100)}, "short": "ab",
    }  # fmt: skip


def calls(most: int) -> Iterator[str]:
    """Yields each filter and each method of texts, lists, mappings and numbers, with arguments up to a number."""
    environment = template_environment((), "markdown")
    for name in sorted(environment.filters):
        if not name.startswith("pubs "):
            yield from (f"{{{{ a|{name}{arguments} }}}}" for arguments in ("", "(b)", "(b, c)")[: most + 1])
    methods = {name for kind in (str, list, tuple, dict, set, int, float) for name in dir(kind) if name[0] != "_"}
    for name in sorted(methods):
        yield from (f"{{{{ a.{name}{arguments} }}}}" for arguments in ("()", "(b)", "(b, c)")[: most + 1])
    written = {name for name in dir(writer_of("markdown")) if name[0] != "_"} - {"html", "format"}
    for name in sorted(written):
        yield from (f"{{{{ w.{name}{arguments} }}}}" for arguments in ("(a)", "(a, b)")[:most])
    for operator in ("+", "-", "*", "**", "/", "//", "%", "~", "in", "==", "<"):
        yield f"{{{{ a {operator} b }}}}"
    yield "{{ a[b:c]|string|length }}"
    yield "{% for x in a %}{{ b }}{% endfor %}"


def tried(template: str, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yields each call of a template with what came of it: ``shown``, ``refused`` or ``too much``."""
    compiled = template_environment((), "markdown").from_string(template)
    places = [name for name in "abc" if any(f"{before}{name}" in template for before in (" ", "(", "[", ":"))]
    rest = [each for each in given if each in ARGUMENTS]
    for chosen in product(given, *[rest] * (len(places) - 1)):
        limits.start_budget(1)
        try:
            compiled.render(dict(zip(places, map(given.get, chosen), strict=True)))
            outcome = "shown"
        except MemoryError:
            outcome = "too much"
        except Exception:  # a sentence for whoever wrote the template
            outcome = "refused"
        yield f"{template} {' '.join(chosen)}", outcome


def main(size: int, most: int) -> dict[str, Any]:
    """Tries all calls."""
    given = values(size)
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + ROOM, used + ROOM))
    counts = {"shown": 0, "refused": 0, "too much": 0}
    wrong: list[str] = []
    for template in calls(most):
        for call, outcome in tried(template, given):
            counts[outcome] += 1
            wrong += [call] if outcome == "too much" else []
    return {"counts": counts, "wrong": wrong[:50], "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2])), indent=1))
