"""Rules about template code in values and settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.pages import CheckedSite
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
    """A value contains Liquid, Jinja or Hugo code.

    Why: a tool that copies the value into a page before the site is built runs the code, or stops there. This tool
    displays it as text.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web, {{ site.title }}}}

    Good:
        @misc{owl, title = {{Owls} and {{UK}} Larks}, author = {Doe, Jane}, year = 2024, howpublished = {{Web}}}

    Fix: none; only you know what the code should produce.
    Source: a registry whose build stopped at braces in a title.
    """
    lead = field.field.value_span.start - field.start  # braces around the whole may be the code's
    for found in _CODE.finditer(field.raw, 1, len(field.raw) - 1):
        yield field.at(f"{quoted(found.group())} is template code", found.start() + lead, found.end() + lead)


_COMMENT = regex(r"^[^\S\n]*#.*", re.MULTILINE)


@rule("H024", scope="site", severity=Severity.WARNING)
def template_code_in_settings(site: CheckedSite) -> Iterator[Diagnostic]:
    """A setting contains Liquid, Jinja or Hugo code.

    Why: nothing runs the code: labels, texts and folders in the settings are displayed as typed, like values of the
    `.bib`.

    Bad:
        --- pubs.toml
        [assets]
        pdf = "{{ site.baseurl }}/assets/pdf"

    Good:
        --- pubs.toml
        [assets]
        pdf = "/assets/pdf"

    Fix: none; only you know what the code should produce.
    Source: sites made with Jekyll, whose links begin with `{{ site.baseurl }}`.
    """
    source = site.facts.site.settings_source if site.facts.site else None
    if source is None:
        return
    text = _COMMENT.sub(lambda found: " " * len(found.group()), source.text)
    for found in _CODE.finditer(text):
        yield site.at(source, f"{quoted(found.group())} is template code", *found.span())
