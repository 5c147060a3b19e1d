"""Rules about template code in values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedField

_PATH = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+"
_CODE = regex(
    # Liquid, Jinja: a tag; an expression with a path or a filter; braces typed for LaTeX, which a page shows as braces
    r"(?P<tag>\{%-?\s*[a-z]\w*[^{}%]*%\})"
    rf"|(?P<output>\{{\{{-?\s*(?:{_PATH}|\"[^\"]*\"|'[^']*'|\w[\w.]*\s*(?=\|))\s*(?:\|[^{{}}]*)?-?\}}\}})"
    r"|(?P<escaped>\\\{\s*(?:\\\{|\\?%)[^{}]*(?:\\\}|\\?%)\s*\\\})"
    r"|(?P<shortcode>\{\{[<%][^{}]*[>%]\}\})"
)


@rule("P019", scope="field", severity=Severity.ERROR, needs=("{{", "{%", "\\{"))
def template_code(field: CheckedField) -> Iterator[Diagnostic]:
    """A value holds code of Liquid, Jinja or Hugo.

    Why: a tool that copies the value into a page before the site is built runs the code, or stops there. Here it is
    shown as text.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web, {{ site.title }}}}

    Good:
        @misc{owl, title = {{Owls} and {{UK}} Larks}, author = {Doe, Jane}, year = 2024, howpublished = {{Web}}}

    Fix: none; what the code was to give is known to the owner only.
    Source: a registry whose build stopped at braces in a title.
    """
    lead = field.field.value_span.start - field.start  # braces around the whole may be the code's
    for found in _CODE.finditer(field.raw, 1, len(field.raw) - 1):
        yield field.at(f"{quoted(found.group())} is template code", found.start() + lead, found.end() + lead)
