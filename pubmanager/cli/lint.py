"""``pubs lint``: checks the bibliography and the pages made from it, and mends what can be mended."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from pubmanager.cli.options import CONFIG, ME, find_site
from pubmanager.cli.streams import out, out_bytes, say
from pubmanager.config.find import FILE_NAME
from pubmanager.errors import PubsError
from pubmanager.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.findings import Finding
    from pubmanager.lint.baseline import Accepted
    from pubmanager.lint.fixing import Fixed
    from pubmanager.lint.report.shape import Report
    from pubmanager.lint_target import Target
    from pubmanager.source import Source


EXAMPLES = """
\b
Examples:
  pubs lint                          check the site of the nearest pubs.toml
  pubs lint my.bib                   check one file, with the settings of its site
  pubs lint website/                 check the site in a folder, or all its .bib files
  pubs lint --fix                    apply safe fixes
  pubs lint --fix --unsafe-fixes --diff
                                     show the changes of all fixes
  pubs lint --select tidy --fix      clean up what does not change the page
  pubs lint --select D,X010          only dates, and papers that share a link, each place of them
  pubs lint --write-baseline         accept all current findings; report new ones
  pubs lint --changed-since main     only what this branch changed
  pubs lint --statistics             count by rule
  pubs lint --explain X010           explain a rule ('pubs rules' lists them)
  pubs lint - --stdin-filename my.bib < my.bib

Exit code: 0 nothing found or only infos, 1 errors or warnings, 2 an error in the command line.
"""
BASELINE = "pubs-baseline.json"
FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "errorformat")


_CODES: dict[str, Any] = {"multiple": True, "metavar": "CODE", "callback": lambda _, __, given: _codes(given)}


@click.command("lint", epilog=EXAMPLES)
@click.argument("files", nargs=-1, metavar="[FILE|DIR]...")
@CONFIG
@click.option("--select", **_CODES, help="Report only these: default, tidy, all, codes or prefixes (A,D004).")
@click.option("--extend-select", **_CODES, help="Report these too.")
@click.option("--ignore", **_CODES, help="Do not report these.")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix: also apply fixes that may change the meaning.")
@click.option("--fix-only", is_flag=True, help="Apply fixes, and do not report the remaining findings.")
@click.option("--diff", is_flag=True, help="Write nothing; print what fixes would change.")
@click.option("--show-fixes", is_flag=True, help="List the applied fixes.")
@click.option(
    "--output-format", type=click.Choice(FORMATS), default="text", show_default=True, help="Format of the report."
)
@click.option(
    "--output-file", type=click.Path(path_type=Path, dir_okay=False), help="File for the report.  [default: stdout]"
)
@click.option("--statistics", is_flag=True, help="Count findings by rule ([*] safe fix, [-] unsafe fix).")
@click.option("--explain", metavar="CODE", default="", help="Print the documentation of a rule.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 even if there are findings.")
@click.option(
    "--fail-on", type=click.Choice(("error", "warning", "info")), default="warning", show_default=True,
    help="The lowest severity that makes it exit 1.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Suppress status messages.")
@click.option("--stdin-filename", metavar="PATH", default="", help="Check standard input (-) as if it were this file.")
@click.option("--write-baseline", is_flag=True, help=f"Accept all current findings; default file: {BASELINE}.")
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False),
    help="Do not report findings that this file accepts; default: 'baseline' in [lint].",
)  # fmt: skip
@click.option(
    "--changed-since", metavar="REV", default="", help="Only entries and regions changed since this git revision."
)
@ME
def command(files: tuple[str, ...], config: Path | None, me: str, explain: str, **given: Any) -> int:
    """Check the bibliography and the pages made from it.

    FILE is a .bib or a page, and is checked with the settings of its site; '-' is standard input. DIR is the folder of
    a site; without a pubs.toml, all .bib files below it are checked. The default is the site of the nearest pubs.toml.
    """
    options = LintOptions(**given)
    if explain:
        from pubmanager.cli.rules import explain_rule, say_what_became_of

        say_what_became_of([explain.upper()])
        explain_rule(explain)
        return 0
    _refuse(options, files)
    target = _limited(_chosen(_target(files, config, me, options), options), options)
    for sentence in _on_old_codes(target, options):
        options.say(sentence)
    if options.write_baseline:
        return _write_baseline(target, options)
    target, stale = _without_accepted(target, options)
    target, more = _without_more(target, options)
    left_out = LeftOut(stale, more)
    if options.is_fixing:
        return fix(target, options, left_out, is_draft=files == ("-",))
    return report(target, target.lint(), options, left_out)


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip() for each in given for code in each.split(",") if code.strip())


def _refuse(options: LintOptions, files: tuple[str, ...]) -> None:
    """Refuses options that make no sense together. Raises: ``PubsError``."""
    if (options.unsafe_fixes or options.show_fixes) and not options.is_fixing:
        option = "--unsafe-fixes" if options.unsafe_fixes else "--show-fixes"
        raise PubsError(f"{option} goes with --fix, --fix-only or --diff")
    if options.statistics and options.output_format not in ("text", "json"):
        raise PubsError("--statistics is printed as text or json", hint="leave out --output-format")
    if "-" in files and len(files) > 1:
        raise PubsError("'-' is linted by itself", hint="name no other file beside it")
    if options.stdin_filename and files != ("-",):
        raise PubsError("--stdin-filename goes with '-'", hint="for example: pubs lint - --stdin-filename my.bib")
    if options.write_baseline and (options.is_fixing or options.are_narrow):
        raise PubsError("--write-baseline accepts all that is found", hint="leave out what selects, limits or fixes")


def _target(files: tuple[str, ...], config: Path | None, me: str, options: LintOptions) -> Target:
    from pubmanager.cache.texts import Cache
    from pubmanager.inputs import read_source, standard_input
    from pubmanager.lint_target import Target, target_of
    from pubmanager.source import shown_path

    if len(files) == 1 and (Path(files[0]) / FILE_NAME).is_file():
        config = config or Path(files[0])
        files = ()
    if not files:
        return Target(find_site(config), cache=Cache.of_user())
    if files == ("-",):
        path = shown_path(Path(options.stdin_filename)) if options.stdin_filename else "<stdin>"
        sources = [standard_input(path)]
    else:
        paths = [path for each in files for path in _files_in(Path(each))]
        sources = [read_source(path, shown_path(path)) for path in paths]
    return target_of(sources, config, me)


def _files_in(path: Path) -> Sequence[Path]:
    """Returns a file, or the ``.bib`` files of a folder. Raises: ``PubsError`` for a folder that has none."""
    from pubmanager.config.formulas import files_below

    if not path.is_dir():
        return [path]
    found = [each for each in files_below(path) if each.suffix.lower() == ".bib"]
    if not found:
        raise PubsError("no .bib file is in this folder", place=str(path))
    return found


def _chosen(target: Target, options: LintOptions) -> Target:
    from pubmanager.model.dates import today

    old = target.settings
    settings = replace(
        old,
        select=options.select or old.select,
        extend_select=(*old.extend_select, *options.extend_select),
        ignore=(*old.ignore, *options.ignore),
        today=old.today or today(),
    )
    return target.with_settings(settings)


def _limited(target: Target, options: LintOptions) -> Target:
    """Limits a target to what git says was touched."""
    if not options.changed_since:
        return target
    from pubmanager.lint.changed import Since, limited

    since = Since(options.changed_since)

    def limit(findings: Sequence[Finding], now: Target) -> Sequence[Finding]:
        changes = {path: since.touched(source) for path, source in now.sources.items()}
        return limited(findings, changes, now.wholes())

    return replace(target, limit=limit)


def _on_old_codes(target: Target, options: LintOptions) -> list[str]:
    """Returns a sentence for each old code of a rule that the settings, a comment or the baseline names."""
    from pubmanager.inputs import read_source
    from pubmanager.lint.aliases import sentences
    from pubmanager.lint.baseline import Baseline
    from pubmanager.lint.suppress import codes_in_comments

    settings = target.settings
    named = {*settings.select, *settings.extend_select, *settings.ignore, *settings.fixable, *settings.unfixable}
    named.update(settings.severity, settings.rules, *settings.per_file_ignores.values())
    path = _baseline_file(target, options)
    if path and path.exists() and not options.write_baseline:
        named.update(each.rule for each in Baseline.loads(read_source(path).text, path).counts)
    return sentences(named | codes_in_comments(target.sources.values()))


def _baseline_file(target: Target, options: LintOptions) -> Path | None:
    named = target.settings.baseline
    return options.baseline or (target.root / named if named else None)


def _write_baseline(target: Target, options: LintOptions) -> int:
    from pubmanager.inputs import read_bytes
    from pubmanager.lint.baseline import Baseline
    from pubmanager.pages.writing import Change, write_all

    path = _baseline_file(target, options) or Path(BASELINE)
    findings = target.lint()
    old = read_bytes(path) if path.exists() else None
    write_all([Change(path, old, Baseline.of(findings, path.parent).dumps().encode("utf-8", "backslashreplace"))])
    options.say(f"{path}: accepted {len(findings)} finding{'s' * (len(findings) != 1)}")
    if path.name == BASELINE and not _baseline_file(target, options):
        options.say(f'use it with --baseline {path}, or baseline = "{path}" in [lint] of pubs.toml')
    return 0


def _without_accepted(target: Target, options: LintOptions) -> tuple[Target, dict[Accepted, int]]:
    """Leaves out what a baseline accepts; returns with it a map that each run fills with what is accepted in vain."""
    path = _baseline_file(target, options)
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


def _without_more(target: Target, options: LintOptions) -> tuple[Target, list[Finding]]:
    """Looks for the findings of ``tidy`` and ``pages`` too where nobody asked for a selection; each run fills the list.

    Both are made in one run. Machines are not told about the second.
    """
    more: list[Finding] = []
    if target.settings.select or options.output_format != "text" or options.quiet:
        return target, more
    from pubmanager.lint.engine import all_rules
    from pubmanager.lint.rule import HAND_WRITTEN
    from pubmanager.lint.selection import Selection

    settings, first = target.settings, target.limit
    wanted = {(each.check.code, each.check.selection) for each in Selection.of(all_rules(), settings).active}

    def limit(findings: Sequence[Finding], now: Target) -> Sequence[Finding]:
        found = first(findings, now)
        more[:] = (each for each in found if (each.code, each.selection) not in wanted)
        return [each for each in found if (each.code, each.selection) in wanted]

    wider = replace(settings, extend_select=(*settings.extend_select, "tidy", HAND_WRITTEN))
    return replace(target.with_settings(wider), limit=limit), more


class LeftOut(Struct, frozen=True):
    """What the last run left out: what a baseline accepts in vain, and the findings of ``tidy`` and ``pages``."""

    stale: Mapping[Accepted, int]
    more: Sequence[Finding]


# Folders that the readers of these formats know paths from, by the variables of their CI.
_BASES = {
    "github": ("GITHUB_WORKSPACE",),
    "gitlab": ("CI_PROJECT_DIR",),
    "sarif": ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"),
}


class LintOptions(Struct, frozen=True):
    """What the caller asks for, one field per option."""

    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    fix_only: bool
    diff: bool
    show_fixes: bool
    output_format: str
    output_file: Path | None
    statistics: bool
    exit_zero: bool
    fail_on: str
    quiet: bool
    stdin_filename: str
    write_baseline: bool
    baseline: Path | None
    changed_since: str

    @property
    def are_narrow(self) -> bool:
        """Whether findings are left out that are there."""
        return bool(self.select or self.ignore or self.changed_since)

    @property
    def is_fixing(self) -> bool:
        """Whether fixes are wanted, or a look at them."""
        return self.fix or self.fix_only or self.diff

    @property
    def severity(self) -> Severity:
        return Severity[self.fail_on.upper()]

    def say(self, sentence: str) -> None:
        """Prints talk, unless it is not wanted."""
        if not self.quiet:
            say(sentence)


def report(
    target: Target,
    findings: Sequence[Finding],
    options: LintOptions,
    left_out: LeftOut,
    *,
    fixed: int = 0,
    is_talk: bool = False,
) -> int:
    """Reports findings and returns the exit code; ``is_talk`` where standard output has another purpose.

    Of many findings of one kind the first speaks for the others, unless somebody asks for a rule by its code.
    """
    from pubmanager.lint.report.shape import summed_up
    from pubmanager.lint.report.summary import counted, more_lines, summary_line
    from pubmanager.lint.selection import SELECTED

    if options.fix_only:
        options.say(f"Fixed {counted(fixed, 'problem')}.")
        return 0
    are_all_wanted = options.statistics or any(each not in SELECTED for each in options.select)
    shown = findings if are_all_wanted else summed_up(findings)
    _print(_report_of(target, shown, options), options, is_talk)
    if left_out.stale and not options.are_narrow and not target.only:
        for kind, count in left_out.stale.items():
            options.say(f"baseline: {kind} is gone{f' ({count} times)' if count > 1 else ''}")
        options.say("baseline: --write-baseline forgets what is gone")
    options.say(summary_line(findings, fixed))
    for line in more_lines(left_out.more):
        options.say(line)
    fails = any(finding.severity >= options.severity for finding in findings)
    return int(fails and not options.exit_zero)


def _report_of(target: Target, findings: Sequence[Finding], options: LintOptions) -> Report:
    from pubmanager.lint.engine import all_rules
    from pubmanager.lint.report.shape import Report

    bases = [os.environ[name] for name in _BASES.get(options.output_format, ()) if os.environ.get(name)]
    base = Path(bases[0]).absolute() if bases else None
    return Report(tuple(findings), all_rules(), tuple(target.sources), options.severity, base)


def _print(report: Report, options: LintOptions, is_talk: bool) -> None:
    from pubmanager.lint.report import written

    if options.output_format == "text" and not options.statistics and not options.output_file:
        _print_for_people(report.findings, is_talk)
        return
    text = _statistics(report, options) if options.statistics else written(report, options.output_format)
    if options.output_file:
        from pubmanager.inputs import read_bytes
        from pubmanager.pages.writing import Change, write_all

        path = options.output_file
        write_all([Change(path, read_bytes(path) if path.exists() else None, text.encode("utf-8", "replace"))])
    elif options.output_format in ("text", "concise"):
        _print_text(text, is_talk)
    else:
        out_bytes(text.encode("utf-8", "replace"), is_message=is_talk)


def _statistics(report: Report, options: LintOptions) -> str:
    from pubmanager.lint.report.summary import statistics, statistics_json

    return statistics_json(report) if options.output_format == "json" else statistics(report)


def _print_text(text: str, is_talk: bool) -> None:
    if is_talk:
        say(text.removesuffix("\n"))
    else:
        out(text, end="")


def _print_for_people(findings: Sequence[Finding], is_talk: bool) -> None:
    from rich.console import Console

    from pubmanager.lint.report.text import lines, plain

    console = Console(stderr=is_talk, soft_wrap=True, highlight=False)
    if not console.is_terminal:
        _print_text(plain(findings), is_talk)
        return
    for line in lines(findings, console.width):
        console.print(line)


def fix(target: Target, options: LintOptions, left_out: LeftOut, *, is_draft: bool) -> int:
    """Applies fixes, or shows them, and reports what is left; the fixed text of a draft goes to standard output."""
    from pubmanager.lint.report.summary import applied_lines

    old = target.sources
    fixed = target.fix(unsafe=options.unsafe_fixes)
    if options.diff:
        return _print_differences(old, fixed, options)
    if is_draft:
        out_bytes(b"".join(source.encode() for source in fixed.sources.values()))
    else:
        _write(old, fixed)
    if options.show_fixes:
        options.say(applied_lines(fixed.applied).rstrip())
    return report(target, fixed.left, options, left_out, fixed=len(fixed.applied), is_talk=is_draft)


def _print_differences(old: Mapping[str, Source], fixed: Fixed, options: LintOptions) -> int:
    from pubmanager.lint.report.summary import counted
    from pubmanager.pages.writing import unified

    for path, source in fixed.sources.items():
        out(unified(old[path].text, source.text, path), end="")
    options.say(f"{counted(len(fixed.applied), 'problem')} would be fixed; nothing was written.")
    return int(bool(fixed.applied) and not options.exit_zero)


def _write(old: Mapping[str, Source], fixed: Fixed) -> None:
    from pubmanager.pages.writing import Change, write_all

    changed = [(old[path], source) for path, source in fixed.sources.items() if source.text != old[path].text]
    write_all([Change(Path(source.path), before.encode(), source.encode()) for before, source in changed])
