"""What hostile texts cost: CPU time for n and for 2n, and the growth, which should be near 2.

python benchmarks/adversarial.py [--size 100000]
"""

from __future__ import annotations

import argparse
import gc
import time
from typing import TYPE_CHECKING

from pubmanager import Bibliography

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
    "entries on one line": lambda n: "@misc{a,}" * (n // 9),
    "commas": lambda n: f"@misc{{a, {',' * n}}}",
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
    "venue": lambda n: "@inproceedings{a, booktitle = {" + "Proceedings of the (ICML) " * (n // 26) + "}}",
    "journal": lambda n: "@article{a, journal = {" + "arXiv:" * (n // 6) + "}}",
}  # fmt: skip


def cost(text: str) -> float:
    gc.collect()
    start = time.process_time()
    Bibliography.loads(text, me="Wenjie Wei")
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    cost("@misc{warm, title = {up}, author = {Wei, W.}, note = {Oral 3%}}")
    print(f"{'shape':24}{'n':>10}{'2n':>10}{'growth':>8}")
    for name, shape in SHAPES.items():
        if arguments.only in name:
            once, twice = (cost(shape(size)) for size in (arguments.size, 2 * arguments.size))
            mark = "  !" if twice > 0.2 and twice / max(once, 1e-6) > 3 else ""
            print(f"{name:24}{once:>9.3f}s{twice:>9.3f}s{twice / max(once, 1e-6):>8.1f}{mark}", flush=True)


if __name__ == "__main__":
    main()
