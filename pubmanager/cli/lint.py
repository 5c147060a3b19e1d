"""``pubs lint``: checks the bibliography and the pages made from it, and mends what can be mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from pubmanager.cli.lint_output import Wishes, fix, report
from pubmanager.cli.loading import find_site
from pubmanager.cli.options import CONFIG, ME
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.findings import Finding
    from pubmanager.lint.baseline import Accepted
    from pubmanager.lint_target import Target

EXAMPLES = """
\b
Examples:
  pubs lint                          check the site of the nearest pubs.toml
  pubs lint my.bib                   check a file, with all that its site knows
  pubs lint --fix                    mend what can be mended safely
  pubs lint --fix --unsafe-fixes --diff
                                     look at what all fixes would do
  pubs lint --select D,X010          only dates, and papers that share a link
  pubs lint --write-baseline         accept what is found now; report what is new
  pubs lint --changed-since main     only what this branch touched
  pubs lint --statistics             count by rule
  pubs lint --explain X010           what a rule is about ('pubs rules' lists them)
  pubs lint - --stdin-filename my.bib < my.bib

Exit code: 0 nothing or only infos, 1 errors or warnings, 2 a mistake in the call.
"""
BASELINE = "pubs-baseline.json"
FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "errorformat")


_CODES: dict[str, Any] = {"multiple": True, "metavar": "CODE", "callback": lambda _, __, given: _codes(given)}


@click.command("lint", epilog=EXAMPLES)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@CONFIG
@click.option("--select", **_CODES, help="Report only these codes or prefixes (A,D001); ALL is all.")
@click.option("--extend-select", **_CODES, help="Report these codes or prefixes too.")
@click.option("--ignore", **_CODES, help="Leave out these codes or prefixes.")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix: apply fixes that may change what is meant, too.")
@click.option("--fix-only", is_flag=True, help="Apply fixes, and report nothing that is left.")
@click.option("--diff", is_flag=True, help="Print what fixes would change; write nothing.")
@click.option("--show-fixes", is_flag=True, help="Say which fixes were applied.")
@click.option("--output-format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to report.")
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Where to; default: stdout.")
@click.option("--statistics", is_flag=True, help="Count findings by rule ([*] fixable, [-] by an unsafe fix).")
@click.option("--explain", metavar="CODE", default="", help="Print the documentation of a rule.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@click.option(
    "--fail-on", type=click.Choice(("error", "warning", "info")), default="warning", show_default=True,
    help="Exit 1 from this severity on.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print findings, and nothing else.")
@click.option("--stdin-filename", metavar="PATH", default="", help="The file that standard input (-) is a draft of.")
@click.option("--write-baseline", is_flag=True, help=f"Accept what is found now; default file: {BASELINE}.")
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False),
    help="Leave out what this file accepts; default: 'baseline' in [lint].",
)  # fmt: skip
@click.option("--changed-since", metavar="REV", default="", help="Only entries and regions touched since (git).")
@ME
def command(files: tuple[str, ...], config: Path | None, me: str, explain: str, **options: Any) -> int:
    """Check the bibliography and the pages made from it.

    FILE is a .bib or a page; a file of a site is checked with all that the site knows. '-' is standard input.
    """
    wishes = Wishes(**options)
    if explain:
        from pubmanager.cli.rules import explain_rule

        explain_rule(explain)
        return 0
    _refuse(wishes, files)
    target = _limited(_chosen(_target(files, config, me, wishes), wishes), wishes)
    if wishes.write_baseline:
        return _write_baseline(target, wishes)
    target, stale = _without_accepted(target, wishes)
    if wishes.is_fixing:
        return fix(target, wishes, stale, is_draft=files == ("-",))
    return report(target, target.lint(), wishes, stale)


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip() for each in given for code in each.split(",") if code.strip())


def _refuse(wishes: Wishes, files: tuple[str, ...]) -> None:
    """Refuses options that make no sense together. Raises: ``PubsError``."""
    if (wishes.unsafe_fixes or wishes.show_fixes) and not wishes.is_fixing:
        option = "--unsafe-fixes" if wishes.unsafe_fixes else "--show-fixes"
        raise PubsError(f"{option} goes with --fix, --fix-only or --diff")
    if wishes.statistics and wishes.output_format not in ("text", "json"):
        raise PubsError("--statistics is printed as text or json", hint="leave out --output-format")
    if "-" in files and len(files) > 1:
        raise PubsError("'-' is linted by itself", hint="name no other file beside it")
    if wishes.stdin_filename and files != ("-",):
        raise PubsError("--stdin-filename goes with '-'", hint="for example: pubs lint - --stdin-filename my.bib")
    if wishes.write_baseline and (wishes.is_fixing or wishes.are_narrow):
        raise PubsError("--write-baseline accepts all that is found", hint="leave out what selects, limits or fixes")


def _target(files: tuple[str, ...], config: Path | None, me: str, wishes: Wishes) -> Target:
    from pubmanager.inputs import read_source, standard_input
    from pubmanager.lint_target import Target, target_of
    from pubmanager.source import shown_path

    if not files:
        return Target(find_site(config))
    if files == ("-",):
        path = shown_path(Path(wishes.stdin_filename)) if wishes.stdin_filename else "<stdin>"
        sources = [standard_input(path)]
    else:
        sources = [read_source(Path(each), shown_path(Path(each))) for each in files]
    return target_of(sources, config, me)


def _chosen(target: Target, wishes: Wishes) -> Target:
    from pubmanager.model.dates import today

    old = target.settings
    settings = replace(
        old,
        select=wishes.select or old.select,
        extend_select=(*old.extend_select, *wishes.extend_select),
        ignore=(*old.ignore, *wishes.ignore),
        today=old.today or today(),
    )
    return target.with_settings(settings)


def _limited(target: Target, wishes: Wishes) -> Target:
    """Limits a target to what git says was touched."""
    if not wishes.changed_since:
        return target
    from pubmanager.lint.changed import Since, limited

    since = Since(wishes.changed_since)

    def limit(findings: Sequence[Finding], now: Target) -> Sequence[Finding]:
        changes = {path: since.touched(source) for path, source in now.sources.items()}
        return limited(findings, changes, now.wholes())

    return replace(target, limit=limit)


def _baseline_file(target: Target, wishes: Wishes) -> Path | None:
    named = target.settings.baseline
    return wishes.baseline or (target.root / named if named else None)


def _write_baseline(target: Target, wishes: Wishes) -> int:
    from pubmanager.inputs import read_bytes
    from pubmanager.lint.baseline import Baseline
    from pubmanager.pages.writing import Change, write_all

    path = _baseline_file(target, wishes) or Path(BASELINE)
    findings = target.lint()
    old = read_bytes(path) if path.exists() else None
    write_all([Change(path, old, Baseline.of(findings, path.parent).dumps().encode("utf-8", "backslashreplace"))])
    wishes.say(f"{path}: accepted {len(findings)} finding{'s' * (len(findings) != 1)}")
    if path.name == BASELINE and not _baseline_file(target, wishes):
        wishes.say(f'use it with --baseline {path}, or baseline = "{path}" in [lint] of pubs.toml')
    return 0


def _without_accepted(target: Target, wishes: Wishes) -> tuple[Target, dict[Accepted, int]]:
    """Leaves out what a baseline accepts; returns with it a map that each run fills with what is accepted in vain."""
    path = _baseline_file(target, wishes)
    stale: dict[Accepted, int] = {}
    if path is None:
        return target, stale
    from pubmanager.inputs import read_source
    from pubmanager.lint.baseline import Baseline

    baseline = Baseline.loads(read_source(path).text, path)
    first = target.limit

    def limit(findings: Sequence[Finding], now: Target) -> Sequence[Finding]:
        new, gone = baseline.apply(first(findings, now))
        stale.clear()
        stale.update(gone)
        return new

    return replace(target, limit=limit), stale
