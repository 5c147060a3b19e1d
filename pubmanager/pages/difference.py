"""What would change, as a unified diff."""

from __future__ import annotations

from difflib import unified_diff


def unified(old: str, new: str, path: str) -> str:
    """Returns the difference between two texts of a file; an empty text for equal ones.

    >>> print(unified("a\\nb\\n", "a\\nc\\n", "x.md"), end="")
    --- a/x.md
    +++ b/x.md
    @@ -1,2 +1,2 @@
     a
    -b
    +c
    """
    before, after = (text.splitlines(keepends=True) for text in (old, new))
    lines = unified_diff(before, after, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
