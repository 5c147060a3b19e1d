"""``pubs rules``: the rules of ``pubs lint``, or the documentation of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from pubmanager.cli.streams import out_json, say
from pubmanager.errors import PubsError, suggestion
from pubmanager.lint.aliases import codes_now, is_dropped, sentences
from pubmanager.lint.rule import SELECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from pubmanager.lint.rule import Rule

EXAMPLES = """
\b
Examples:
  pubs rules                all rules
  pubs rules D              the rules whose codes begin with D
  pubs rules --select tidy  the rules of a selection
  pubs rules X010           reason, examples, fix and options of one rule
  pubs rules --json
"""
_CODE = "    "
_ROOM = 80  # what the columns before the summary need
_HEADING = re.compile(r"^(Why|Bad|Good|Fix|Source|Options[^:\n]*):", re.MULTILINE)


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from pubmanager.lint.engine import all_rules

    return [code for code in all_rules() if code.startswith(incomplete.upper())]


@click.command("rules", epilog=EXAMPLES)
@click.argument("code", default="", shell_complete=_complete)
@click.option("--select", type=click.Choice(tuple(SELECTIONS)), help="Only the rules of this selection.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(code: str, select: str | None, as_json: bool) -> None:
    """Show the rules of 'pubs lint', or explain one."""
    say_what_became_of([code.upper()])
    if is_dropped(code.upper()):
        return
    chosen = [rule for rule in rules_of(code) if select in (None, "all", *(each.selection for each in rule.checks))]
    if not chosen:
        raise PubsError(f"no rule '{code}' is in selection '{select}'", hint=f"see 'pubs rules {code}'")
    if as_json:
        out_json([_row(each) for each in chosen])
    elif code.lower() == chosen[0].name or codes_now(code.upper()) == (chosen[0].code,):
        explain_rule(chosen[0].code)
    else:
        _print_table(chosen)


def rules_of(wanted: str) -> list[Rule]:
    """Returns the rules of a code, a name or the beginning of a code. Raises: ``PubsError`` with a suggestion."""
    from pubmanager.lint.engine import all_rules

    rules = all_rules()
    codes = codes_now(wanted.upper())
    found = [rule for code, rule in rules.items() if code.startswith(codes) or rule.name == wanted.lower()]
    if not found:
        names = (*rules, *(rule.name for rule in rules.values()))
        hint = suggestion(wanted.upper(), rules) or suggestion(wanted.lower(), names) or "see 'pubs rules'"
        raise PubsError(f"no rule has the code '{wanted}'", hint=hint)
    return found


def say_what_became_of(codes: Iterable[str]) -> None:
    """Prints a sentence to standard error for each old code of a rule."""
    for sentence in sentences(codes):
        say(sentence)


def explain_rule(wanted: str) -> None:
    """Prints the documentation of a rule, or of each rule of a family."""
    from rich.console import Console

    if is_dropped(wanted.upper()):
        return

    console = Console(highlight=False)
    for index, rule in enumerate(rules_of(wanted)):
        if index:
            console.print()
        for line in _explanation(rule):
            console.print(line, soft_wrap=line.plain.startswith(_CODE))


def _explanation(rule: Rule) -> Iterator[Text]:
    from rich.text import Text

    from pubmanager.lint.report.text import COLORS

    title, blank, facts, *rest = _reflowed(rule.explanation)
    yield from (Text(title, "bold"), Text(blank))
    line, severity = Text(facts, "dim"), rule.checks[0].severity
    line.stylize(f"not dim {COLORS[severity]}", 0, len(severity.word))
    yield line
    yield from map(_line, rest)


def _reflowed(explanation: str) -> Iterator[str]:
    """Yields paragraphs as one line each, and the lines of examples as they are."""
    paragraph: list[str] = []
    for line in [*explanation.split("\n"), ""]:
        if paragraph and (not line or line.startswith(_CODE) or _HEADING.match(line)):
            yield " ".join(paragraph)
            paragraph = []
        if not line or line.startswith(_CODE):
            yield line
        else:
            paragraph.append(line)


def _line(line: str) -> Text:
    """Colours a line of documentation: headings, code, and the indented examples."""
    from rich.text import Text

    if line.startswith(_CODE):
        return Text(line, "cyan")
    text = Text(line)
    text.highlight_regex(r"`[^`]+`", "cyan")
    if found := _HEADING.match(line):
        text.stylize("bold", 0, found.end())
    return text


def _print_table(rules: list[Rule]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pubmanager.lint.report.shape import rule_page
    from pubmanager.lint.report.text import COLORS

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("code", "name", "severity", "selection", "fix"):
        table.add_column(column, no_wrap=True)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _ROOM + max(len(rule.summary) for rule in rules)
    has_room = console.width >= _ROOM + 40
    if has_room:
        table.add_column("what it finds", overflow="fold")
    for rule in rules:
        page = rule_page(rule.code)
        table.add_row(
            Text(rule.code, f"link {page}" if page else ""),
            rule.name,
            Text(rule.severity.word, COLORS[rule.severity]),
            rule.selection,
            rule.fix,
            *([Text(rule.summary.replace("``", "`"))] if has_room else []),
        )
    console.print(table)
    console.print(Text(f"{len(rules)} rules; 'pubs rules CODE' explains one", "dim"))


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.word,
        "selection": rule.selection,
        "fix": rule.fix or None,
        "scope": rule.checks[0].scope,
        "options": dict(rule.options),
        "summary": rule.summary,
        "documentation": rule.documentation,
    }
