"""``pubs lint``: checks the bibliography and the pages made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pubmanager.cli.options import CONFIG, ME, echo_findings, find_site, load_bib
from pubmanager.findings import Severity

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = """
\b
Examples:
  pubs lint                 check the site of the nearest pubs.toml
  pubs lint my.bib          check a file
  pubs lint --ignore P009   leave a rule out

Exit code: 0 nothing or only infos, 1 errors or warnings, 2 a mistake in the call.
"""


@click.command("lint", epilog=EXAMPLES)
@click.argument("files", nargs=-1, metavar="[FILE.bib]...")
@CONFIG
@click.option("--select", multiple=True, metavar="CODE", help="Report only these codes or prefixes; repeatable.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave out these codes or prefixes; repeatable.")
@ME
def command(
    files: tuple[str, ...], config: Path | None, select: tuple[str, ...], ignore: tuple[str, ...], me: str
) -> int:
    """Check the bibliography and the pages made from it."""
    from dataclasses import replace

    from pubmanager.lint.report import summary

    checked = load_bib(files, me, config) if files else find_site(config)
    lint = checked.config.lint
    lint = replace(lint, select=_codes(select) or lint.select, ignore=(*lint.ignore, *_codes(ignore)))
    findings = replace(checked, config=replace(checked.config, lint=lint)).lint()
    echo_findings(findings, err=False)
    click.echo(summary(findings), err=True)
    return int(any(finding.severity >= Severity.WARNING for finding in findings))


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for each in given for code in each.split(",") if code.strip())
