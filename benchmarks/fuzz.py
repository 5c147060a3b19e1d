"""Coverage-guided fuzzing of the reader, the LaTeX reader and names.

    pip install atheris
    python benchmarks/fuzz.py -max_total_time=3600 -seed=1

What must hold for any text: no exception, no hang (``-timeout``), true places, and a time that grows with the text.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import atheris

if TYPE_CHECKING:
    from collections.abc import Callable

with atheris.instrument_imports(include=["pubmanager"]):
    from pubmanager.bibtex.read import count_entry_starts, read
    from pubmanager.bibtex.resolve import resolve
    from pubmanager.latex.read import plain, read_latex
    from pubmanager.latex.tokens import verbatim
    from pubmanager.model.author import Person
    from pubmanager.model.identity import closeness
    from pubmanager.model.marks import peel
    from pubmanager.model.names import parse_name, split_list
    from pubmanager.model.people import AuthorConventions
    from pubmanager.model.publication import Conventions, publications_of
    from pubmanager.source import Source

TOKENS = (
    "@article{a,\n", "@misc(b,\n", "@string{m = {x}}\n", "@comment{", "@preamble{", "title = {", "author = {", "}", "},\n",
    '"', "{", "\\", "\\{", "\\'e", '\\"{o}', "\\textbf{", "\\emph{", "{\\it ", "$x^2$", "$", "\\(", "\\)", "~", "--", "``", "''",
    " and ", " AND ", "and~", ", ", ",", ";", " & ", "et al.", "others", "Wei", "Wenjie", "van der ", "Jr.", "*", "†", "$^{\\dagger}$",
    "\\textsuperscript{1,*}", "(co-first)", "[* equal]", "卫文杰", "é", "\u0301", "Ł", "ß", "#", " # ", "=", "%", "\n", "\r\n", "\r",
    "author+an = {1=equal; 2=", "crossref = {a}", "xdata = {b}", "equal = {1,2}", "year = 2024", "month = jul # \"~10\"", "date = {2024-",
    "note = {Oral (85/7262, 1.16%)}", "url = {", "doi = {10.1000/", "eprint = {2401.00001}", "abbr = {NeurIPS 2024}", "&amp;", "<i>", "</i>",
    "\\url{", "\\href{", "\\verb|", "\\unknown", "\ufeff", "\x00", "journal = m", "@", "@a", "(", ")", "keywords = {", "selected = true",
)  # fmt: skip
CONVENTIONS = Conventions(AuthorConventions(Person("Wenjie Wei", ("卫文杰",)), (Person("Ada van der Byron"),)))
BUDGET = 0.5, 0.0005  # seconds for any text, and for each code point; instrumented code is slow


def text_of(data: atheris.FuzzedDataProvider) -> str:
    """Builds a text from tokens and raw characters."""
    pieces = []
    while data.remaining_bytes() > 1:
        choice = data.ConsumeIntInRange(0, len(TOKENS) + 40)
        pieces.append(TOKENS[choice] if choice < len(TOKENS) else data.ConsumeUnicodeNoSurrogates(3))
    return "".join(pieces)


def check_reading(text: str) -> None:
    source = Source("a.bib", text)
    reading = read(source)
    end = 0
    for block in reading.blocks:
        assert end <= block.span.start <= block.span.end <= len(text), "blocks overlap"
        end = block.span.end
    for entry in reading.entries:
        assert source[entry.type_span].lower() == entry.type
        assert source[entry.key_span] == entry.key
        for field in entry.fields:
            assert source[field.name_span].lower() == field.name
            assert source[field.value_span] == field.raw
            assert entry.span.start <= field.name_span.start and field.value_span.end <= entry.span.end
    assert len(reading.entries) >= count_entry_starts(text), "an entry is lost"
    for finding in reading.faults:
        assert finding.place and finding.message
    understood = publications_of(resolve([reading]), CONVENTIONS)
    for publication in understood:
        assert publication.title.text is not None and publication.key == publication.entry.key


def check_latex(text: str) -> None:
    found = read_latex(text)
    assert found.text == plain(text)
    verbatim(text)


def check_names(text: str) -> None:
    parts = split_list(text)
    for part in parts.parts:
        assert text[part.start : part.end] == part.text
        name = parse_name(peel(part.text).name)
        if name.full:
            cost = closeness(Person("Wenjie Wei"), name)
            assert cost is None or cost >= 0


def check(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    target = (check_reading, check_latex, check_names)[provider.ConsumeIntInRange(0, 2)]
    text = text_of(provider)
    taken = cost(target, text)
    if taken > (budget := BUDGET[0] + BUDGET[1] * len(text)):
        taken = min(cost(target, text) for _ in range(3))  # the garbage collector may have come by
    assert taken <= budget, f"{taken:.2f} s for {len(text)} code points"


def cost(target: Callable[[str], None], text: str) -> float:
    start = time.process_time()
    target(text)
    return time.process_time() - start


if __name__ == "__main__":
    atheris.Setup([*sys.argv, "-max_len=4096", "-timeout=20", "-rss_limit_mb=4096"], check)
    atheris.Fuzz()
