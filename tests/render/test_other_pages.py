"""Forms of further real pages, each by settings alone: boxes and lists as their owners write them by hand."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config

ENTRY = r"""@inproceedings{owls, title = {Owls at Night}, author = {Byron*, Ada and Roe*, Max and Doe, Jane}, year = 2026, month = apr,
  booktitle = {International Conference on Machine Learning}, presentation = {spotlight}, award = {Best Paper (1/1275)},
  status = {Accepted}, impact = {6.3}, pdf = {https://x.org/owls.pdf}, code = {byron/owls}, project = {https://x.org},
  url_zhihu = {https://zhihu.example/owls}, image = {images/owls.png}, summary = {Sees at night.}}"""
ME = 'me = { name = "Ada Byron" }\n'
BOX = "[list.x]\ntheme = 'paper-box'\noptions = { badge = '', %s }"
LIST = "[list.x]\ntheme = 'venue-list'\noptions = { title = 'plain', %s }"
P, C, STARS = (
    "https://x.org/owls.pdf",
    "https://github.com/byron/owls",
    "https://img.shields.io/github/stars/byron/owls?style=social",
)
EQUAL = "[marks]\nequal = '*'\n"
FORMS = {
    "heading with a link, classes, buttons with icons": (
        BOX % "rows = ['[{title}](title)', '[{authors}]{.authors}', '[{container} ({venue}) {date.year}]{.venue}', '{links}'], "
        "title = 'heading', bullets = [], image = { box_class = 'paper-box floating-card' }, "
        "links = { style = 'icon-button', class = 'btn-accent', separator = ' ', slots = ['project', 'code'] }",
        f"""### [Owls at Night]({P})
<span class="authors">**Ada Byron**\\*, Max Roe\\*, Jane Doe</span>
<span class="venue">International Conference on Machine Learning (ICML) 2026</span>
<a href="https://x.org" class="btn-accent"><i class="fas fa-globe" aria-hidden="true"></i> Project</a> <a href="{C}" class="btn-accent"><i class="fab fa-github" aria-hidden="true"></i> Code</a>""",
    ),
    "venue in italics with a status, bold links, a bullet": (
        BOX % "rows = ['[{title}](title)', 'authors', '*{container} ({venue})*, {date.year}, {status}', '{links}', '- summary'], "
        "bullets = [], links = { style = 'bold', slots = ['paper'] }",
        f"""[Owls at Night]({P})
**Ada Byron**\\*, Max Roe\\*, Jane Doe
*International Conference on Machine Learning (ICML)*, 2026, Accepted
[**Paper**]({P})
- Sees at night.""",
    ),
    "title and authors on two lines, shields with stars, bullets": (
        BOX % "rows = ['[{title}](title)', '{authors}', '', '{links} {stars}', '- summary'], break = 'backslash', bullets = [], "
        "authors = { max = 1 }, links = { style = 'shield', separator = ' ', slots = ['project'] }",
        f"""[Owls at Night]({P}) \\\\
**Ada Byron**\\*, et al.
[![Project](https://img.shields.io/badge/Project-fff)](https://x.org) [![Stars]({STARS})]({C})
- Sees at night.""",
    ),
    "impact factor, award with a sign, links in two rows": (
        BOX % "rows = ['[**{title}**](title)', '*{container} ({venue}), IF={impact}, {date.year}*', '🏆️**{award}**', '{authors}', "
        "'{links}', 'Media report: {links.rest}'], break = 'br', bullets = [], authors = { and = 'and' }, "
        "links = { style = 'bracketed', separator = ' ', slots = ['paper', 'code', 'project'] }",
        f"""[**Owls at Night**]({P})
<br> *International Conference on Machine Learning (ICML), IF=6.3, 2026*
<br> 🏆️**Best Paper (1/1275)**
<br> **Ada Byron**\\*, Max Roe\\*, and Jane Doe
<br> \\[[Paper]({P})\\] \\[[Code]({C})\\] \\[[Project](https://x.org)\\]
<br> Media report: \\[[知乎](https://zhihu.example/owls)\\]""",
    ),
    "a red award as a bullet, marks inside the bold": (
        "[marks]\nequal = { symbol = '*', inside = true }\n"
        + BOX % "rows = ['[{title}](title)', '{authors}', '- [***{award}***]{color:red}', '- {links}'], break = 'backslash', bullets = [], "
        "links = { style = 'plain', slots = ['code'] }",
        f"""[Owls at Night]({P}) \\\\
**Ada Byron\\***, Max Roe\\*, Jane Doe
- <span style="color: red">***Best Paper (1/1275)***</span>
- [Code]({C})""",
    ),
    "a tag before the title, stars inside the link, a fold": (
        BOX % "rows = ['[[{venue} {date.year}]{.paper-venue} {title}]{.paper-title}', '{authors}', "
        "'{links} | [**Code** {stars.plain}](code)', 'summary.fold'], bullets = [], folds = { summary = 'Highlights' }, "
        "links = { style = 'bold', slots = ['paper'] }",
        f"""<span class="paper-title"><span class="paper-venue">ICML 2026</span> Owls at Night</span>
**Ada Byron**\\*, Max Roe\\*, Jane Doe
[**Paper**]({P}) \\| [**Code** ![Stars]({STARS})]({C})
<details><summary>Highlights</summary><p>Sees at night.</p></details>""",
    ),
    "code badge, shields of two parts below": (
        "[links.paper]\nlabel = 'PDF'\nshield = { label = 'Paper', color = 'red' }\n"
        "[links.code]\nlabel = 'Github'\nshield = { label = 'Code', color = 'black' }\n"
        + LIST % "rows = ['`{venue} {date.year} ({status})` [{title}](title), {authors}.', '{links}'], "
        "links = { style = 'shield', separator = ' | ', slots = ['paper', 'code'] }",
        f"""- `ICML 2026 (Accepted)` [Owls at Night]({P}), **Ada Byron**\\*, Max Roe\\*, Jane Doe.
<br> [![Paper PDF](https://img.shields.io/badge/Paper-PDF-red)]({P}) \\| [![Code Github](https://img.shields.io/badge/Code-Github-black)]({C})""",
    ),
    "paragraphs in an item, venue in bold within italics, underlined name": (
        "[highlight]\nme = ['underline', 'bold']\n"
        + LIST % "rows = ['[{title}](title) {links} {stars}', '', '*{container} (**{venue}**)*', '', '{authors}'], "
        "links = { style = 'bracketed-inside', slots = ['paper'] }",
        f"""- [Owls at Night]({P}) [\\[Paper\\]]({P}) [![Stars]({STARS})]({C})
    *International Conference on Machine Learning (**ICML**)*
    **<u>Ada Byron</u>**\\*, Max Roe\\*, Jane Doe""",
    ),
    "bold title, initials, a venue that links, month and year": (
        "[venues.icml]\nurl = 'https://icml.cc'\n"
        + LIST % "rows = ['**{title}**', '{authors}', '*[{container} ({venue})](venue)*, {presentation} Presentation, {date.month}. {date.year}', "
        "'{links}'], break = 'spaces', authors = { initials = true, dots = false }, "
        "links = { style = 'bracketed-inside', separator = ' ', slots = ['paper', 'code'] }",
        f"""- **Owls at Night**
**A Byron**\\*, M Roe\\*, J Doe
*[International Conference on Machine Learning (ICML)](https://icml.cc)*, Spotlight Presentation, Apr. 2026
[\\[Paper\\]]({P}) [\\[Code\\]]({C})""",
    ),
    "badges of two parts, all in one line": (
        LIST % "rows = ['{badges} [{title}](title), {authors}. {links}.'], badges = { parts = ['{venue}|{date.year}'], style = ['shield'] }, "
        "links = { style = 'italic', separator = ' / ', slots = ['paper', 'code'] }",
        f"- ![ICML 2026](https://img.shields.io/badge/ICML-2026-darkblue) [Owls at Night]({P}), **Ada Byron**\\*, Max Roe\\*, Jane Doe. "
        f"[*Paper*]({P}) / [*Code*]({C}).",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str) -> None:
    settings, expected = FORMS[name]
    config = parse_config(ME + ("" if "[marks]" in settings else EQUAL) + settings)
    text = Bibliography.loads(ENTRY, config=config).render_list(config.lists["x"], "markdown")
    inside = text.split('markdown="1">', 1)[-1].split("</div>")[0]
    assert [line.rstrip() for line in inside.splitlines() if line.strip()] == expected.splitlines()
