"""What hostile texts cost: CPU time for n and for 4n, and the growth, which should be near 4.

python benchmarks/adversarial.py [--size N] [--of bib .md .html .tex] [--only NAME] [--limit 20] [--write]

``--write`` keeps the counts and the worst in ``docs/benchmarks-hostile.md``, which takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import gc
import math
import signal
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from pubmanager import Bibliography, Site
from pubmanager.cli.show import facts
from pubmanager.config.load import parse_config
from pubmanager.config.schema import ListConfig
from pubmanager.errors import PubsError
from pubmanager.formatting.format import format_reading
from pubmanager.setup.proposal import propose
from pubmanager.setup.surroundings import look_around

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPES: dict[str, Callable[[int], str]] = {
    "braces in a value": lambda n: f"@misc{{a, title = {{{'{}' * (n // 2)}}}}}",
    "nested braces": lambda n: f"@misc{{a, title = {{{'{' * (n // 2)}{'}' * (n // 2)}}}}}",
    "unclosed braces": lambda n: f"@misc{{a, title = {{{'{' * n}",
    "closing braces": lambda n: f"@misc{{a, title = {{x{'}' * n}",
    "unclosed quote": lambda n: f'@misc{{a, title = "{"x" * n}',
    "quotes": lambda n: "@misc{a, title = " + '"' * n + "}",
    "flood of @": lambda n: "@" * n,
    "flood of @ lines": lambda n: "@\n" * (n // 2),
    "unclosed entries": lambda n: "@misc{a, title = {x\n" * (n // 20),
    "unclosed fields": lambda n: "@misc{a,\n" + "title = {x,\n" * (n // 12),
    "nested fields": lambda n: "@misc{a,\n" + "t = {\n" * (n // 12) + "}\n" * (n // 12),
    "entries of other keys": lambda n: "".join(f"@a{{k{i}}}\n" for i in range(n // 11)),
    "formulas beside each other": lambda n: "@misc{a, title = {" + "$x$" * (n // 3) + "}}",
    "entries on one line": lambda n: "@misc{a,}" * (n // 9),
    "commas": lambda n: f"@misc{{a, {',' * n}}}",
    "newlines in an open value": lambda n: "@misc{a, title = {" + "{{ x }} " * (n // 24) + "\n" * (n // 3) + "{" * (n // 3) + "}}",
    "macros that double": lambda n: "@string{a0 = {x}}\n" + "".join(f"@string{{a{i} = a{i - 1} # a{i - 1}}}\n" for i in range(1, n // 30)) + f"@misc{{a, title = a{n // 30 - 1}}}",
    "children of one parent": lambda n: "".join(f"@misc{{c{i}, crossref = {{p}}}}\n" for i in range(n // 56)) + "@misc{p, " + "".join(f"f{i} = 1, " for i in range(n // 20)) + "}",
    "equals": lambda n: f"@misc{{a, {'=' * n}}}",
    "words": lambda n: f"@misc{{a, {'x ' * (n // 2)}}}",
    "concatenation": lambda n: f"@misc{{a, title = {'{x} # ' * (n // 6)}{{x}}}}",
    "percent lines": lambda n: f"@misc{{a,\n{'% {' * (n // 3)}}}",
    "one field": lambda n: f"@misc{{a, abstract = {{{'word ' * (n // 5)}}}}}",
    "newlines": lambda n: f"@misc{{a, title = {{{chr(10) * n}x}}}}",
    "macros": lambda n: "".join(f"@string{{m{i} = m{i - 1} # {{x}}}}\n" for i in range(n // 25)) + "@misc{a, title = m9}",
    "crossref chain": lambda n: "".join(f"@misc{{k{i}, crossref = {{k{i + 1}}}, x{i % 7} = 1}}\n" for i in range(n // 40)),
    "names": lambda n: f"@misc{{a, author = {{{' and '.join(['Wei, W.'] * (n // 12))}}}}}",
    "ands": lambda n: f"@misc{{a, author = {{{'and ' * (n // 4)}}}}}",
    "commas in names": lambda n: f"@misc{{a, author = {{{'x, ' * (n // 3)}}}}}",
    "semicolons in names": lambda n: f"@misc{{a, author = {{{'a b; ' * (n // 5)}}}}}",
    "one long name": lambda n: f"@misc{{a, author = {{{'Wei ' * (n // 4)}}}}}",
    "marks": lambda n: f"@misc{{a, author = {{Wei{'*' * n}}}}}",
    "raised marks": lambda n: "@misc{a, author = {Wei" + "$^{*}$" * (n // 6) + "}}",
    "brackets in names": lambda n: f"@misc{{a, author = {{{'(' * n}}}}}",
    "styles in names": lambda n: "@misc{a, author = {" + "\\textbf{" * (n // 9) + "}" * (n // 9) + "}}",
    "et al": lambda n: "@misc{a, author = {" + "et al, " * (n // 7) + "et al}}",
    "dots": lambda n: f"@misc{{a, author = {{x and {'.' * n} y}}}}",
    "dollars": lambda n: "@misc{a, title = {" + "$" * n + "}}",
    "open formulas": lambda n: "@misc{a, title = {" + "\\(" * (n // 2) + "}}",
    "backslashes": lambda n: "@misc{a, title = {" + "\\" * n + "}}",
    "accents": lambda n: "@misc{a, title = {" + "\\'" * (n // 2) + "}}",
    "commands": lambda n: "@misc{a, title = {" + "\\emph{" * (n // 7) + "}" * (n // 7) + "}}",
    "unknown commands": lambda n: "@misc{a, title = {" + "\\x{a}" * (n // 5) + "}}",
    "switches": lambda n: "@misc{a, title = {" + "\\it " * (n // 4) + "}}",
    "tags": lambda n: "@misc{a, title = {" + "<i>" * (n // 3) + "}}",
    "entities": lambda n: "@misc{a, title = {" + "&#" * (n // 2) + "}}",
    "verb": lambda n: "@misc{a, title = {" + "\\verb|" * (n // 6) + "}}",
    "urls": lambda n: "@misc{a, title = {" + "\\url{" * (n // 5) + "}" * (n // 5) + "}}",
    "links": lambda n: "@misc{a, url = {" + "http://" * (n // 7) + "}}",
    "a note": lambda n: "@misc{a, note = {" + "1/2 % " * (n // 6) + "}}",
    "digits": lambda n: "@misc{a, year = {" + "1" * n + "}, note = {" + "9" * n + "%}}",
    "keywords": lambda n: "@misc{a, keywords = {" + "a, " * (n // 3) + "}}",
    "annotations": lambda n: '@misc{a, author = {Wei, W.}, author+an = {' + '1="x"; ' * (n // 7) + "}}",
    "positions": lambda n: "@misc{a, author = {Wei, W.}, equal = {" + "1, " * (n // 3) + "}}",
    "braces of a title": lambda n: "@misc{a, title = {" + "{A} b " * (n // 6) + "}}",
    "capitals": lambda n: "@misc{a, title = {" + "AbC dEF " * (n // 8) + "}}",
    "blanks in a value": lambda n: "@misc{a, title = {x" + " " * n + "y}}",
    "blanks in all": lambda n: "@article{a, author = {A" + " " * n + "B}, year = {2" + " " * n + "0}, pages = {1" + " " * n + "2}, journal = {a" + " " * n + "b}}",
    "newlines in all": lambda n: "@article{a, author = {A" + "\n" * n + "B}, doi = {10.1" + "\n" * n + "0}, note = {1" + "\n" * n + "2}, url = {a" + "\n" * n + "b}}",
    "hyphens": lambda n: "@article{a, title = {" + "-" * n + "}, pages = {1" + "-" * n + "2}}",
    "pages": lambda n: "@article{a, pages = {" + "1--2, " * (n // 6) + "}}",
    "digits of all": lambda n: "@article{a, " + "".join(f"{name} = {{{'1' * n}}}, " for name in ("pages", "volume", "number", "doi", "eprint", "isbn", "issn", "month", "day")) + "}",
    "DOIs": lambda n: "@article{a, doi = {" + "10.1000/" * (n // 8) + "}}",
    "DOIs in a note": lambda n: "@article{a, note = {" + "doi: 10.1000/x " * (n // 15) + "}}",
    "a URL": lambda n: "@article{a, url = {https://example.org/" + "a/" * (n // 2) + "}}",
    "a URL of dots": lambda n: "@article{a, url = {https://" + "a." * (n // 2) + "org/}}",
    "a URL of parameters": lambda n: "@article{a, url = {https://example.org/?" + "utm_source=a&" * (n // 13) + "}}",
    "percents": lambda n: "@article{a, url = {https://example.org/" + "%2" * (n // 2) + "}}",
    "markup": lambda n: "@misc{a, abstract = {" + "<p " * (n // 3) + "}}",
    "markup of JATS": lambda n: "@misc{a, abstract = {" + "<jats:p>" * (n // 8) + "}}",
    "entities of markup": lambda n: "@misc{a, abstract = {" + "&amp;" * (n // 5) + "}}",
    "ampersands": lambda n: "@misc{a, title = {" + "&" * n + "}}",
    "garbled letters": lambda n: "@misc{a, title = {" + "Ã©" * (n // 2) + "}}",
    "letters with accents": lambda n: "@misc{a, title = {" + "e\u0301" * (n // 2) + "}}",
    "quotation marks": lambda n: "@misc{a, title = {" + "``a'' " * (n // 6) + "}}",
    "quotation marks that open": lambda n: "@misc{a, title = {" + "``" * (n // 2) + "}}",
    "dots of a title": lambda n: "@misc{a, title = {x" + "." * n + "}}",
    "repeated words": lambda n: "@misc{a, title = {" + "the the " * (n // 8) + "}}",
    "keywords of words": lambda n: "@misc{a, keywords = {" + ", ".join(f"k{i}" for i in range(n // 7)) + "}}",
    "keywords alike": lambda n: "@misc{a, keywords = {" + "Owls; owls, " * (n // 12) + "}}",
    "names of people": lambda n: "@misc{a, author = {" + " and ".join(f"Roe{i}, Max" for i in range(n // 16)) + "}}",
    "names with commas": lambda n: "@misc{a, author = {" + "Max Roe, " * (n // 9) + "}}",
    "names in capitals": lambda n: "@misc{a, author = {" + "MAX ROE and " * (n // 12) + "x}}",
    "awards": lambda n: "@misc{a, note = {" + "Best Paper Award " * (n // 17) + "}}",
    "rates": lambda n: "@misc{a, note = {" + "(Oral, 3%) " * (n // 11) + "}}",
    "months": lambda n: "@misc{a, month = {" + "jan " * (n // 4) + "}, date = {" + "2020-" * (n // 5) + "}}",
    "files": lambda n: "@misc{a, file = {" + ":a.pdf:PDF;" * (n // 11) + "}}",
    "links of a note": lambda n: "@misc{a, note = {" + "\\href{a}{b} " * (n // 12) + "}}",
    "links that open": lambda n: "@misc{a, note = {" + "\\href{" * (n // 6) + "}" * (n // 6) + "}}",
    "formulas": lambda n: "@misc{a, title = {" + "$x_{1}$ " * (n // 8) + "}}",
    "tildes": lambda n: "@misc{a, title = {" + "a~" * (n // 2) + "}}",
    "entries of one key": lambda n: "@misc{a, title = {x}}\n" * (n // 22),
    "entries of one title": lambda n: "".join(f"@misc{{k{i}, title = {{Owls at night}}, year = 2020}}\n" for i in range(n // 50)),
    "fields of one name": lambda n: "@misc{a,\n" + "title = {x},\n" * (n // 13) + "}",
    "fields of all names": lambda n: "@misc{a,\n" + "".join(f"f{i} = {{x}},\n" for i in range(n // 14)) + "}",
    "suppressions": lambda n: "% pubs:ignore[T004]\n" * (n // 20) + "@misc{a, title = {x.}}",
    "suppressions of entries": lambda n: "% pubs:ignore[T004]\n@misc{a, title = {x.}}\n" * (n // 43),
    "strings": lambda n: "".join(f"@string{{a{i} = {{x}}}}\n" for i in range(n // 20)),
    "comments": lambda n: "@comment{x}\n" * (n // 12),
    "venue": lambda n: "@inproceedings{a, booktitle = {" + "Proceedings of the (ICML) " * (n // 26) + "}}",
    "journal": lambda n: "@article{a, journal = {" + "arXiv:" * (n // 6) + "}}",
    "entries without fields": lambda n: "@a{k}\n" * (n // 6),
    "short entries": lambda n: "".join(f"@article{{k{i}, title = {{Owls {i}}}, author = {{Doe, Jane}}, year = {{2020}}}}\n" for i in range(n // 75)),
}  # fmt: skip
# What a field may be full of; each of the fields with each of the pieces is a shape.
FIELDS = ("title", "author", "abstract", "journal", "booktitle", "keywords", "note", "summary", "url")
PIECES = {
    "ampersands": "&", "escapes": "\\&", "commands": "\\x{a}", "formulas": "$x$", "tags": "<i>", "pairs of tags": "<i>a</i> ", "quotes": '"', "digits": "1",
    "CJK": "漢", "CJK words": "漢字, ", "commas": ",", "ands": "a b and ", "addresses": "https://example.org/a ", "percents": "%", "at signs": "@", "words": "owls at night ",
    "underscores": "_", "ties": "~", "hashes": "#", "words in braces": "{A} ", "emphasis": "\\emph{a} ", "accents": "\\'{e}", "dashes": "--", "stars": "*", "backslashes": "\\\\",
    "less-than": "<", "pipes": "|", "ticks": "`", "Liquid": "{{ x }} ", "links": "[a](b) ", "newlines": "\n", "colons": "a: ", "semicolons": "a; ", "initials": "J. ",
    "capitals": "ABC ", "pictographs": "😀", "combining": "e\u0301", "right to left": "א", "no-break spaces": "\u00a0", "zero width": "\u200b",
}  # fmt: skip


def full_of(field: str, piece: str) -> Callable[[int], str]:
    """Makes the shape of an entry with one field that is full of a piece."""
    return lambda n: f"@article{{a, {field} = {{{piece * (n // len(piece))}}}}}"


SHAPES |= {f"{field} of {what}": full_of(field, piece) for field in FIELDS for what, piece in PIECES.items()}


PAGES: dict[str, Callable[[int], str]] = {
    "regions": lambda n: "<!-- pubs:begin all -->\n<!-- pubs:end all -->\n\n" * (n // 47),
    "regions of one paragraph": lambda n: "`x` <!-- pubs:begin all -->1<!-- pubs:end all --> papers\n" * (n // 57),
    "regions on one line": lambda n: "`x` <!-- pubs:begin all --><!-- pubs:end all --> " * (n // 50),
    "regions with a text": lambda n: ("<!-- pubs:begin all -->\n- " + "word " * 20 + "\n\n<!-- pubs:end all -->\n\n") * (n // 150),
    "markers that open": lambda n: "<!-- pubs:begin all -->\n" * (n // 24),
    "markers that open, beside code": lambda n: "`x` <!-- pubs:begin all -->\n" * (n // 28),
    "markers that close": lambda n: "<!-- pubs:end all -->\n" * (n // 22),
    "crossed markers": lambda n: "<!-- pubs:begin all -->\n<!-- pubs:begin b -->\n<!-- pubs:end all -->\n<!-- pubs:end b -->\n" * (n // 90),
    "markers in a span of code": lambda n: "`" + "<!-- pubs:begin all -->\n" * (n // 24) + "`",
    "markers without an end": lambda n: "<!-- pubs:begin " * (n // 16),
    "markers with blanks": lambda n: "<!--" + " " * n + "pubs:begin all -->",
    "openings with blanks": lambda n: ("<!--" + " " * 200) * (n // 204),
    "suppressions": lambda n: "<!-- pubs:ignore[W003] --> [x]()\n\n" * (n // 35),
    "suppressions without an end": lambda n: "<!-- pubs:ignore[W003] \n" * (n // 24),
    "suppressions of many codes": lambda n: "<!-- pubs:ignore[" + "W003, " * (n // 6) + "] -->",
    "suppressions of the file": lambda n: "<!-- pubs:ignore-file[W999] -->\n" * (n // 32) + "[x]()\n" * (n // 32),
    "spans of code": lambda n: "`x` " * (n // 4),
    "spans of code without an end": lambda n: "`x " * (n // 3) + "``",
    "ticks of growing length": lambda n: " ".join("`" * k for k in range(1, int((2 * n) ** 0.5))),
    "ticks": lambda n: "`" * n,
    "escaped ticks": lambda n: "\\`" * (n // 2) + "<!-- pubs:begin all -->",
    "backslashes": lambda n: "\\" * n + "`<!-- pubs:begin all -->`",
    "fences": lambda n: "```\nx\n```\n" * (n // 10),
    "fences without an end": lambda n: "```x\n" * (n // 5),
    "fences of two signs": lambda n: "~~~\n````x\n" * (n // 11),
    "fences of growing length": lambda n: "\n".join("`" * k + "x" for k in range(3, int((2 * n) ** 0.5))),
    "fences of shrinking length": lambda n: "\n".join("`" * k for k in range(int((2 * n) ** 0.5), 3, -1)),
    "fences in quotes": lambda n: "> ```x\n" * (n // 7),
    "fences in deep quotes": lambda n: "> " * (n // 2) + "```",
    "fences in items": lambda n: "- ```x\n" * (n // 7),
    "quotes": lambda n: ">" * n,
    "quotes of growing depth": lambda n: "\n".join("> " * k for k in range(1, int(n ** 0.5))),
    "items": lambda n: "- x\n" * (n // 4),
    "items of growing depth": lambda n: "\n".join(" " * k + "- x" for k in range(1, int((2 * n) ** 0.5))),
    "items of publications": lambda n: "# Publications\n" + "- Owls at night, **Jane Doe**, 2020. [x](https://arxiv.org/abs/2001.00001)\n" * (n // 75),
    "numbers": lambda n: "1. " * (n // 3),
    "stars": lambda n: "*" * n,
    "single stars": lambda n: "Doe*, " * (n // 6),
    "stars that open": lambda n: "*a " * (n // 3),
    "double stars": lambda n: "**a " * (n // 4),
    "underscores": lambda n: "_" * n,
    "underscores that open": lambda n: "_a " * (n // 3),
    "dollars": lambda n: "$" * n,
    "open formulas": lambda n: "$a " * (n // 3) + "\n",
    "pipes": lambda n: "a | " * (n // 4),
    "pipes in lines": lambda n: "a | b\n\n" * (n // 7),
    "a table": lambda n: "| a | b |\n" * (n // 10),
    "dashes": lambda n: "-" * n,
    "lines of dashes": lambda n: "---\n" * (n // 4),
    "lines of equals": lambda n: "===\n" * (n // 4),
    "headings": lambda n: "# x\n" * (n // 4),
    "headings of publications": lambda n: "# Publications\n\n- x\n\n" * (n // 22),
    "headings of HTML": lambda n: "<h2>" * (n // 4),
    "headings in a line": lambda n: "#" * n,
    "a heading with hashes": lambda n: "# " + "# " * (n // 2),
    "underlined headings": lambda n: "Papers\n---\n\n" * (n // 12),
    "brackets": lambda n: "[" * n,
    "brackets that close": lambda n: "]" * n,
    "nested brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "images that open": lambda n: "![" * (n // 2),
    "images that open an address": lambda n: "![](" * (n // 4),
    "nested images": lambda n: "![" * (n // 8) + "](u.png)" * (n // 16),
    "addresses that open": lambda n: "](" * (n // 2),
    "empty links": lambda n: "[x]()" * (n // 5),
    "links that open": lambda n: "[x](" * (n // 4),
    "nested links": lambda n: "[" * (n // 10) + "](https://x.org)" * (n // 20),
    "links in links": lambda n: "](" + "[x](" * (n // 4),
    "links of papers": lambda n: "# Papers\n" + "".join(f"- a{i} b{i} [x](https://arxiv.org/abs/{i})\n" for i in range(n // 45)),
    "badges": lambda n: "https://img.shields.io/badge/" * (n // 29),
    "a badge with hyphens": lambda n: "https://img.shields.io/badge/" + "-" * n,
    "parameters": lambda n: "[x](https://x.org/?" + "utm_source=x&" * (n // 13) + ")",
    "addresses": lambda n: "https://" * (n // 8),
    "parentheses": lambda n: "[x](" + "(" * n,
    "less-than": lambda n: "<" * n,
    "tags": lambda n: "<b>" * (n // 3),
    "tags that open": lambda n: "<div " * (n // 5),
    "divs": lambda n: "<div>" * (n // 5),
    "divs on lines": lambda n: "<div>\nx\n" * (n // 8),
    "nested divs": lambda n: "<div>" * (n // 11) + "</div>" * (n // 11),
    "divs and spans, crossed": lambda n: "<div><p>" * (n // 16) + "</div></ul>" * (n // 22),
    "boxes": lambda n: "# Papers\n" + "<div class='paper-box'>x</div>\n" * (n // 31),
    "boxes without an end": lambda n: "# Papers\n" + "<div class='paper-box'>x\n" * (n // 25),
    "boxes that open": lambda n: "# Papers\n" + "<div class='" * (n // 12),
    "classes": lambda n: "# Papers\n<div " + "class='paper-box' " * (n // 18),
    "attributes": lambda n: "<img " + "alt='x' " * (n // 8) + ">",
    "attributes without an end": lambda n: "<img " + "alt='x' " * (n // 8),
    "attributes that open": lambda n: "<img alt='" * (n // 10),
    "attributes with blanks": lambda n: "<img alt" + " " * n + "x>",
    "an attribute": lambda n: "<img src='" + "x" * n + "'>",
    "quotes in tags": lambda n: "<a \"' " * (n // 6),
    "spans of citations": lambda n: "<span class='show_paper_citations' data='x'></span> " * (n // 52),
    "spans that open": lambda n: "<span class='" * (n // 13),
    "rows": lambda n: "# Papers\n" + "<li>" * (n // 4),
    "rows in a table": lambda n: "# Papers\n<table>\n" + "<tr><td>Owls, 2020</td></tr>\n" * (n // 29),
    "paragraphs": lambda n: "# Papers\n" + "<p>" * (n // 3),
    "paragraphs of text": lambda n: "Owls at night.\n\n" * (n // 16),
    "comments": lambda n: "<!-- x -->" * (n // 10),
    "comments without an end": lambda n: "<!--" * (n // 4),
    "scripts without an end": lambda n: "<script>" * (n // 8),
    "ends of scripts": lambda n: "<script>" + "</script " * (n // 9),
    "code of HTML": lambda n: "<code>" * (n // 6),
    "Liquid": lambda n: "{{ x }}" * (n // 7),
    "Liquid without an end": lambda n: "{{" * (n // 2),
    "tags of Liquid": lambda n: "{%" * (n // 2),
    "comments of Liquid": lambda n: "{% comment %}" * (n // 13),
    "raw Liquid": lambda n: "{% raw %}" * (n // 9),
    "tags of templates": lambda n: "<%" * (n // 2),
    "citations of Liquid": lambda n: "{% cite " * (n // 8),
    "keys of Liquid": lambda n: "{% cite " + "x " * (n // 2) + "%}",
    "includes": lambda n: "{% include x.md %}\n" * (n // 19),
    "entities": lambda n: "&amp;" * (n // 5),
    "entities that open": lambda n: "&#" * (n // 2),
    "blank lines": lambda n: "\n" * n,
    "blanks": lambda n: " " * n,
    "lines of blanks": lambda n: "    \n" * (n // 5),
    "a line": lambda n: "word " * (n // 5),
    "a word": lambda n: "x" * n,
    "lines": lambda n: "word\n" * (n // 5),
    "CR": lambda n: "x\r" * (n // 2),
    "CR alone": lambda n: "\r" * n,
    "CRLF": lambda n: "`x` <!-- pubs:begin all -->\r\n" * (n // 29),
    "all newlines": lambda n: "x\r\ny\rz\n" * (n // 7),
    "front matter without an end": lambda n: "---\n" + "title: x\n" * (n // 9),
    "front matter": lambda n: "---\n" + "title: x\n" * (n // 9) + "---\n",
    "ends of front matter": lambda n: "---\n" + "--- x\n" * (n // 6),
    "news": lambda n: "- One paper is accepted by ICML 2020.\n" * (n // 38),
    "news that go on": lambda n: "One paper " * (n // 10),
    "news of a line": lambda n: "One paper accepted by " * (n // 22),
    "legends": lambda n: "* equal contribution\n" * (n // 21),
    "legends without words": lambda n: "* " * (n // 2),
    "legends of many words": lambda n: "* " + "and " * (n // 4),
    "years": lambda n: "# Papers\n- Owls at Night and Their Feathers, ICML " + "2020 " * (n // 5),
    "names": lambda n: "# Papers\n" + "- Owls, Jane Doe\n" * (n // 17),
    "names of an entry": lambda n: "# Papers\n- Owls, " + "Jane Doe, " * (n // 10),
    "titles": lambda n: "# Papers\n- " + "Owls at Night and Their Feathers. " * (n // 34),
    "leftovers": lambda n: "4FA6C0AAAAAJ " * (n // 13),
    "signs of wrong encodings": lambda n: "\ufffd x" * (n // 3),
    "links of LaTeX": lambda n: "\\href{" * (n // 6),
}  # fmt: skip


class TooLong(Exception):
    """A shape takes longer than anybody would wait."""


def of_bib(shape: Callable[[int], str], size: int) -> dict[str, Callable[[], object]]:
    """Reads, lints, renders and formats a bibliography, and shows its first entry."""
    text, config = shape(size), parse_config('lint.select = ["ALL"]\nme.name = "Wenjie Wei"\n')
    read = partial(Bibliography.loads, text, config=config)
    return {
        "read": read,
        "lint": lambda: read().lint(),
        "render": lambda: read().render_list(ListConfig(theme="paper-box"), "markdown"),
        "format": lambda: [format_reading(reading, config.format) for reading in read().readings],
        "show": lambda: [list(facts(each)) for each in read().publications[:1]],
    }


def of_page(shape: Callable[[int], str], size: int, root: Path, suffix: str) -> dict[str, Callable[[], object]]:
    """Lints and renders a site with one page, and proposes settings for it."""
    page = f"about{suffix}"
    (root / page).write_bytes(shape(size).encode())
    (root / "publications.bib").write_text(OWL)
    (root / "_config.yml").write_text("title: Owls\n")
    (root / "pubs.toml").write_text(f'pages = ["{page}"]\n{SITE}')
    return {
        "lint": lambda: Site.load(root / "pubs.toml").lint(),
        "render": lambda: Site.load(root / "pubs.toml").check(),
        "init": lambda: propose(
            root, replace(look_around(root), bibs=("publications.bib",), page=page, owner="Jane Doe")
        ),
    }


OWL = (
    "@article{owl, title = {Owls at Night and Their Feathers}, author = {Doe*, Jane}, journal = {Birds}, year = 2020,\n"
    "  url = {https://arxiv.org/abs/2001.00001}}\n"
)
SITE = 'bib = ["publications.bib"]\nme.name = "Jane Doe"\nlint.select = ["ALL"]\n[list.all]\n[list.b]\n'


def cost(work: Callable[[], object], limit: float) -> float:
    """Returns the CPU time of some work; infinity where it takes too long. Units: seconds."""
    gc.collect()
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        work()
    except TooLong:
        return math.inf
    except PubsError:  # said in a sentence: a list that is too large, for one
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - start


def _too_long(*_: object) -> None:
    raise TooLong


SIZES = {"bib": 12_500, ".md": 25_000, ".html": 25_000, ".tex": 25_000}
DOCS = Path(__file__).resolve().parents[1] / "docs" / "benchmarks-hostile.md"
TIMES = 4
FASTER = 1.5 * TIMES  # a growth that is no longer near four
LEAST = 0.1  # seconds; what takes less says nothing about growth


class Row(NamedTuple):
    """What one command costs for one shape. Units: seconds."""

    kind: str
    shape: str
    command: str
    once: float
    larger: float

    @property
    def growth(self) -> float:
        return self.larger / max(self.once, 1e-6)

    @property
    def is_steep(self) -> bool:
        return self.larger > LEAST and not self.growth < FASTER


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, help="n, in characters")
    parser.add_argument(
        "--of", choices=SIZES, nargs="+", default=[*SIZES], help="a bibliography, or pages with a suffix"
    )
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=float, default=20, help="seconds of CPU time after which a shape is given up")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    signal.signal(signal.SIGPROF, _too_long)
    cost(Bibliography.loads("@misc{warm, title = {up}, author = {Wei, W.}, note = {Oral 3%}}").lint, 60)
    print(f"{'kind':6}{'shape':34}{'':8}{'n':>10}{'4n':>10}{'growth':>8}")
    rows = []
    for kind in arguments.of:
        for name, shape in (SHAPES if kind == "bib" else PAGES).items():
            if arguments.only in name:
                rows += measured(kind, name, shape, arguments)
    if arguments.write:
        DOCS.write_text(written(rows), encoding="utf-8")


def measured(kind: str, name: str, shape: Callable[[int], str], arguments: argparse.Namespace) -> list[Row]:
    """Prints what one shape costs."""
    with TemporaryDirectory() as folder:

        def costs(size: int) -> dict[str, float]:
            works = of_bib(shape, size) if kind == "bib" else of_page(shape, size, Path(folder), kind)
            return {what: cost(work, arguments.limit) for what, work in works.items()}

        size = arguments.size or SIZES[kind]
        once, larger = costs(size), costs(TIMES * size)
    rows = [Row(kind, name, what, once[what], larger[what]) for what in once]
    for row in rows:
        mark = "  !" if row.is_steep else ""
        print(
            f"{kind:6}{name:34}{row.command:8}{row.once:>9.3f}s{row.larger:>9.3f}s{row.growth:>8.1f}{mark}", flush=True
        )
    return rows


def written(rows: list[Row]) -> str:
    """Returns the page: counts by kind and command, and the ten that cost most."""
    lines = [
        "# Hostile texts",
        "",
        "`python benchmarks/adversarial.py --write`: each shape is a text that repeats one thing, with n and with 4n characters.",
        "The times are CPU seconds of one run in one process, including reading. Linear work grows by a factor of four; a factor of",
        f"more than {FASTER:g} is counted as faster growth, if the run takes {LEAST} s or more.",
        "",
        "| text | n | command | shapes | grows faster | slowest at 4n |",
        "|---|---|---|---|---|---|",
    ]
    for kind, command in dict.fromkeys((row.kind, row.command) for row in rows):
        own = [row for row in rows if (row.kind, row.command) == (kind, command)]
        steep = sum(row.is_steep for row in own)
        lines.append(
            f"| {kind} | {SIZES[kind]:,} | {command} | {len(own)} | {steep} | {max(row.larger for row in own):.2f} |"
        )
    lines += ["", "## The ten slowest", ""]
    lines += ["| text | shape | command | n | 4n | growth |", "|---|---|---|---|---|---|"]
    for row in sorted(rows, key=lambda each: -each.larger)[:10]:
        lines.append(
            f"| {row.kind} | {row.shape} | {row.command} | {row.once:.2f} | {row.larger:.2f} | {row.growth:.1f} |"
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
