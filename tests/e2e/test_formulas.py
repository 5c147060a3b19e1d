"""Formulas in a real browser, typeset by MathJax 2, 3 and 4 and by KaTeX, each with all that it can do.

What is harmless is typeset. What is not stays the text that it was: no link, no style, class or id of the field, nothing
laid over the page, nothing defined for the formulas after it.
"""

from __future__ import annotations

import json
import re
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import is_study
from render.formulas import HARMFUL, HARMLESS
from visible import kramdown

from pubmanager import Bibliography
from pubmanager.latex.nodes import Math, RichText, Text
from pubmanager.render.writers import writer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.e2e("mathjax", "chromium")
MODULES = Path(__file__).parent / "mathjax" / "node_modules"
_DELIMITERS = '[["$","$"],["\\\\(","\\\\)"]], displayMath: [["$$","$$"],["\\\\[","\\\\]"]]'
_MATHJAX_2 = (
    """<script type="text/x-mathjax-config">
MathJax.Hub.Config({jax: ["input/TeX", "input/AsciiMath", "output/HTML-CSS"], messageStyle: "none", showMathMenu: false,
  extensions: ["tex2jax.js", "asciimath2jax.js", "TeX/AMSmath.js", "TeX/AMSsymbols.js", "TeX/noErrors.js", "TeX/noUndefined.js", "TeX/HTML.js",
    "TeX/unicode.js", "TeX/newcommand.js", "TeX/action.js", "TeX/begingroup.js", "TeX/color.js", "TeX/enclose.js", "TeX/bbox.js", "TeX/boldsymbol.js",
    "TeX/cancel.js", "TeX/extpfeil.js", "TeX/mhchem.js", "TeX/verb.js", "TeX/autoload-all.js"],
  tex2jax: {processEscapes: true, processEnvironments: true, processRefs: true, inlineMath: """
    + _DELIMITERS
    + """}});
MathJax.Ajax.timeout = 1e9;
MathJax.Hub.Register.StartupHook("End", finish);
</script><script src="MODULES/mathjax2/MathJax.js"></script>"""
)
_MATHJAX = (
    """<script>
window.MathJax = {LOADER tex: {processEscapes: true, processEnvironments: true, processRefs: true, inlineMath: """
    + _DELIMITERS
    + """}, options: {enableMenu: false, enableSpeech: false, enableBraille: false, enableEnrichment: false, enableExplorer: false}, startup: {ready: () => { MathJax.startup.defaultReady(); MathJax.startup.promise.then(finish); }}};
</script><script src="MODULES/SCRIPT"></script>"""
)
_KATEX = """<link rel="stylesheet" href="MODULES/katex/dist/katex.min.css"><script src="MODULES/katex/dist/katex.min.js"></script><script src="MODULES/katex/dist/contrib/auto-render.min.js"></script>
<script>addEventListener("load", () => {
  renderMathInElement(document.body, {trust: true, strict: false, globalGroup: true, throwOnError: false, delimiters: [
    {left: "$$", right: "$$", display: true}, {left: "$", right: "$", display: false}, {left: "\\\\(", right: "\\\\)", display: false},
    {left: "\\\\[", right: "\\\\]", display: true}, {left: "\\\\begin{equation}", right: "\\\\end{equation}", display: true}]});
  finish();
});</script>"""
SETTERS = {
    "MathJax 2": _MATHJAX_2,
    "MathJax 3": _MATHJAX.replace("SCRIPT", "mathjax3/es5/tex-chtml-full.js").replace("LOADER", ""),
    # Without what reads formulas aloud, which never finishes to load in a browser without a window.
    "MathJax 4": _MATHJAX.replace("SCRIPT", "mathjax4/startup.js").replace(
        "LOADER",
        "loader: {paths: {'mathjax-newcm': 'MODULES/@mathjax/mathjax-newcm-font'}, load: ['core', 'input/tex', 'output/chtml', '[tex]/html', '[tex]/action', '[tex]/unicode', '[tex]/bbox']},",
    ),
    "KaTeX": _KATEX,
}
_REPORT = """
window.before = {};
window.finish = () => {
  const cases = [...document.querySelectorAll(".case")].map(each => ({
    name: each.id, is_unchanged: each.innerHTML === before[each.id],
    formulas: each.querySelectorAll(".MathJax, mjx-container, .katex").length,
    faults: each.querySelectorAll(".merror, .MathJax_Error, .noError, mjx-merror, .katex-error, [data-mjx-error]").length,
    links: [...each.querySelectorAll("a")].map(link => link.getAttribute("href") || link.getAttribute("xlink:href") || ""),
    named: each.querySelectorAll(".evil, #evil, [data-evil], [style*=fixed], [title*=evil]").length,
    overlays: [...each.querySelectorAll("*")].filter(part => part.getClientRects().length
      && !part.closest(".MJX_Assistive_MathML, mjx-assistive-mml, .katex-mathml, .MathJax_Preview, svg")
      && (part.getBoundingClientRect().width > 1200 || part.getBoundingClientRect().height > 600
        || part.getBoundingClientRect().left < -5)).length,
  }));
  const report = document.createElement("script");
  report.type = "application/json"; report.id = "report";
  report.textContent = JSON.stringify(cases);
  document.body.append(report);
};
"""


def typeset(setter: str, cases: Sequence[str], folder: Path) -> list[dict]:
    """Opens a page of cases in Chromium, lets it be typeset, and returns what became of each case."""
    page = folder / "page.html"
    body = "\n".join(f'<p class="case" id="case-{number}">{case}</p>' for number, case in enumerate(cases))
    page.write_text(
        f"<!doctype html><meta charset=utf-8><title>calm</title><script>{_REPORT}</script>"
        f"{SETTERS[setter].replace('MODULES', MODULES.as_uri())}\n<body style='width:1000px'>\n{body}\n<script>"
        "document.querySelectorAll('.case').forEach(each => before[each.id] = each.innerHTML)</script>",
        encoding="utf-8",
        errors="replace",
    )
    switches = (
        "--headless=new --no-sandbox --disable-gpu --disable-background-networking --allow-file-access-from-files"
    )
    arguments = [
        *switches.split(),
        "--virtual-time-budget=300000",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--dump-dom",
    ]
    dom = subprocess.run(
        ["chromium", *arguments, page.as_uri()], capture_output=True, text=True, check=True, timeout=300
    ).stdout
    assert "<title>calm</title>" in dom, "a script ran"
    found = re.search(r'<script type="application/json" id="report">(.*?)</script>', dom, re.DOTALL)
    assert found, f"{setter} did not finish"
    report: list[dict] = json.loads(found[1])
    assert len(report) == len(cases)
    return report


@pytest.mark.parametrize("setter", SETTERS)
def test_the_formula_setters_would_obey(setter: str, tmp_path: Path) -> None:
    """Without an allow-list they make links and styles: what the other tests look for can be found."""
    raw = [r"\href{javascript:x()}{x}", r"\def\evil{\href{javascript:x()}{x}}\evil", r"\href{https://evil.example}{y}"]
    styled = r"\htmlClass{evil}{x}" if setter == "KaTeX" else r"\class{evil}{x}"
    raw.append(styled)
    report = typeset(setter, [f"${escape(tex)}$" for tex in raw], tmp_path)
    assert [each["links"] for each in report[:3]] == [["javascript:x()"], ["javascript:x()"], ["https://evil.example"]]
    assert report[3]["named"] and not any(each["is_unchanged"] for each in report)


@pytest.mark.e2e("kramdown")
@pytest.mark.parametrize("setter", SETTERS)
def test_only_harmless_formulas_are_typeset(setter: str, tmp_path: Path) -> None:
    """In HTML, and in Markdown as kramdown reads it, on one page."""
    html, harmful = formulas("html")
    markdown, _ = formulas("markdown")
    cases = [re.sub(r"^<p>|</p>\s*$", "", case) for case in [*html, *kramdown(markdown)]]
    report = typeset(setter, cases, tmp_path)
    for start in (0, len(html)):
        found = report[start : start + len(html)]
        for case, each in zip(cases[start : start + harmful], found, strict=False):
            links = ["https://x.org"] if case.startswith('<a href="https://x.org"') else []
            assert each["is_unchanged"] and each["links"] == links and not each["named"], (case, each)
        for tex, each in zip([*HARMLESS, ""], found[harmful:], strict=True):
            assert each["formulas"] >= (2 if not tex else 1), (tex, each)
            assert not each["faults"] and not each["links"] and not each["named"] and not each["overlays"], (tex, each)


def formulas(format: str) -> tuple[list[str], int]:
    """Writes harmful formulas in many ways, then harmless ones; returns how many are harmful too."""
    writer = writer_of(format)
    harmful = [writer.rich(RichText((Text("a "), Math(tex), Text(" b")))) for tex in HARMFUL]
    ways = (
        lambda tex: writer.code(f"${tex}$"),
        lambda tex: writer.drawn_label(f"${tex}$", background="red", color="white"),
        lambda tex: writer.link(RichText((Math(tex),)), "https://x.org"),
        lambda tex: writer.fold("x", f"title = {{${tex}$}}", verbatim=True),
    )
    # As plain texts too, such as a venue or a file name may be, in code, badges and links, and side by side.
    harmful += [
        writer.text(
            f"a ${tex}$ b \\({tex}\\) c \\[{tex}\\] d $${tex}$$ `{tex}` \\begin{{equation}}{tex}\\end{{equation}}"
        )
        for tex in HARMFUL
    ]
    for number, write in enumerate(ways):
        step = 1 if is_study() else len(ways)  # they take turns otherwise
        harmful += [write(tex) for tex in HARMFUL[number % step :: step]]
    harmless = [writer.rich(RichText((Text("a "), Math(tex), Text(" b")))) for tex in HARMLESS]
    neighbours = [writer.rich(RichText((Math("a"), Math("b"), Math("c"), Text(" x "), Math("d"))))]
    return [*harmful, *harmless, *neighbours], len(harmful)


@pytest.mark.parametrize("setter", SETTERS)
def test_pages_of_a_bibliography(setter: str, tmp_path: Path) -> None:
    """From the `.bib`: the formula of a title, an abstract, a summary and a note."""
    entries = [
        f"@misc{{k{number}, title = {{a ${tex}$ b}}, abstract = {{a \\({tex}\\) b}}, summary = {{a \\[{tex}\\] b}}, note = {{a $${tex}$$ b}}, author = {{Byron, Ada}}, year = 2024}}"
        for number, tex in enumerate(HARMFUL)
        if tex.count("{") == tex.count("}") and not tex.endswith("\\") and tex.isprintable()
    ]
    pages = [
        Bibliography.loads(entry).render(
            "paper-box", format="html", rows=["title", "summary", "note", "abstract", "bibtex"]
        )
        for entry in entries
    ]
    assert len(pages) > 150
    for page, each in zip(
        pages, typeset(setter, [page.replace("<p>", "").replace("</p>", "") for page in pages], tmp_path), strict=True
    ):
        assert not [link for link in each["links"] if not link.startswith(("https://", "http://"))], (page, each)
        assert not each["named"] and not each["overlays"], (unescape(page), each)
