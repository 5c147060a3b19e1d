"""List forms of real homepages, with invented papers: each is understood, and comes back when it is rendered."""

from __future__ import annotations

import pytest
from conftest import is_study

from pubmanager.adopt.adoption import Adoption, adopt
from pubmanager.source import Source

HEAD = "# Publications\n\n"
OWLS, RIVERS, HERONS = (
    "How Owls Find Their Way at Night",
    "Rivers That Nobody Measured",
    "A Baseline for Counting Herons",
)

# Each form writes the same three papers: title, authors, venue, year, link.
FORMS = {
    "venue in backticks": """\
- `NeurIPS 2023` [How Owls Find Their Way at Night](https://example.org/owls), Kurt Weaver, **Ada Byron**, Mia Okafor.
- `ICML 2022` [Rivers That Nobody Measured](https://example.org/rivers), **Ada Byron**, Lena Fischer.
- `ACL 2021` [A Baseline for Counting Herons](https://example.org/herons), Mia Okafor, **Ada Byron**.
""",
    "venue in bold brackets": """\
- [**NeurIPS 2023**] [How Owls Find Their Way at Night](https://example.org/owls), Kurt Weaver, **Ada Byron**, Mia Okafor
- [**ICML 2022**] [Rivers That Nobody Measured](https://example.org/rivers), **Ada Byron**, Lena Fischer
- [**ACL 2021**] [A Baseline for Counting Herons](https://example.org/herons), Mia Okafor, **Ada Byron**
""",
    "venue in a span": """\
- <span class="conf-badge">NeurIPS 2023</span> [How Owls Find Their Way at Night](https://example.org/owls) Kurt Weaver, **Ada Byron**, Mia Okafor
- <span class="conf-badge">ICML 2022</span> [Rivers That Nobody Measured](https://example.org/rivers) **Ada Byron**, Lena Fischer
- <span class="conf-badge">ACL 2021</span> [A Baseline for Counting Herons](https://example.org/herons) Mia Okafor, **Ada Byron**
""",
    "venue as a shield": """\
- ![](https://img.shields.io/badge/NeurIPS-2023-red) [How Owls Find Their Way at Night](https://example.org/owls) <br> Kurt Weaver, **Ada Byron**, Mia Okafor
- ![](https://img.shields.io/badge/ICML-2022-red) [Rivers That Nobody Measured](https://example.org/rivers) <br> **Ada Byron**, Lena Fischer
- ![](https://img.shields.io/badge/ACL-2021-red) [A Baseline for Counting Herons](https://example.org/herons) <br> Mia Okafor, **Ada Byron**
""",
    "plain lead and breaks": """\
1. **NeurIPS 2023**, [How Owls Find Their Way at Night](https://example.org/owls) \\\\
   Kurt Weaver, **Ada Byron**, Mia Okafor
2. **ICML 2022**, [Rivers That Nobody Measured](https://example.org/rivers) \\\\
   **Ada Byron**, Lena Fischer
3. **ACL 2021**, [A Baseline for Counting Herons](https://example.org/herons) \\\\
   Mia Okafor, **Ada Byron**
""",
    "linked title lead": """\
- [How Owls Find Their Way at Night](https://example.org/owls), Kurt Weaver, **Ada Byron**, Mia Okafor, **NeurIPS 2023**
- [Rivers That Nobody Measured](https://example.org/rivers), **Ada Byron**, Lena Fischer, **ICML 2022**
- [A Baseline for Counting Herons](https://example.org/herons), Mia Okafor, **Ada Byron**, **ACL 2021**
""",
    "authors first": """\
- Kurt Weaver, **Ada Byron**, and Mia Okafor. "How Owls Find Their Way at Night." *NeurIPS*, 2023. [[Paper](https://example.org/owls)]
- **Ada Byron** and Lena Fischer. "Rivers That Nobody Measured." *ICML*, 2022. [[Paper](https://example.org/rivers)]
- Mia Okafor and **Ada Byron**. "A Baseline for Counting Herons." *ACL*, 2021. [[Paper](https://example.org/herons)]
""",
    "family names first": """\
- Weaver, K., **Byron, A.**, Okafor, M. (2023). How Owls Find Their Way at Night. *NeurIPS*. [Paper](https://example.org/owls)
- **Byron, A.**, Fischer, L. (2022). Rivers That Nobody Measured. *ICML*. [Paper](https://example.org/rivers)
- Okafor, M., **Byron, A.** (2021). A Baseline for Counting Herons. *ACL*. [Paper](https://example.org/herons)
""",
    "items of HTML": """\
<ul>
  <li><b>How Owls Find Their Way at Night</b><br>Kurt Weaver, <u>Ada Byron</u>, Mia Okafor<br><i>NeurIPS</i>, 2023 [<a href="https://example.org/owls">Paper</a>]</li>
  <li><b>Rivers That Nobody Measured</b><br><u>Ada Byron</u>, Lena Fischer<br><i>ICML</i>, 2022 [<a href="https://example.org/rivers">Paper</a>]</li>
  <li><b>A Baseline for Counting Herons</b><br>Mia Okafor, <u>Ada Byron</u><br><i>ACL</i>, 2021 [<a href="https://example.org/herons">Paper</a>]</li>
</ul>
""",
    "boxes with a row for the venue": """\
<div class='paper-box'><div class='paper-box-image'><div><div class="badge">NeurIPS 2023</div><img src='images/owls.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

[How Owls Find Their Way at Night](https://example.org/owls)

Kurt Weaver\\*, **Ada Byron**\\*, Mia Okafor

[**Code**](https://github.com/ada/owls) \\| [**Video**](https://example.org/owls.mp4)
- We follow forty owls for a year and record them.
</div>
</div>

<div class='paper-box'><div class='paper-box-image'><div><div class="badge">ICML 2022</div><img src='images/rivers.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

[Rivers That Nobody Measured](https://example.org/rivers)

**Ada Byron**, Lena Fischer

[**Code**](https://github.com/ada/rivers)
- We measure rivers from above without any maps.
</div>
</div>

<div class='paper-box'><div class='paper-box-image'><div><div class="badge">ACL 2021</div><img src='images/herons.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

[A Baseline for Counting Herons](https://example.org/herons)

Mia Okafor, **Ada Byron**

[**Code**](https://github.com/ada/herons)
- We count herons twice and compare the counts.
</div>
</div>
""",
    "short years in brackets, venue on the image": """\
<div class='paper-box'><div class='paper-box-image'><div><div class="badge">NeurIPS 2023</div><img src='images/owls.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

[NeurIPS23 Oral] [How Owls Find Their Way at Night](https://example.org/owls)

Kurt Weaver\\*, **Ada Byron**\\*, Mia Okafor (\\* denotes equal contribution)
</div>
</div>

<div class='paper-box'><div class='paper-box-image'><div><div class="badge">ICML 2022</div><img src='images/rivers.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

[ICML22] [Rivers That Nobody Measured](https://example.org/rivers)

**Ada Byron**, Lena Fischer
</div>
</div>

<div class='paper-box'><div class='paper-box-image'><div><div class="badge">ACL 2021</div><img src='images/herons.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

[ACL21 Findings] [A Baseline for Counting Herons](https://example.org/herons)

Mia Okafor, **Ada Byron**
</div>
</div>
""",
    "topics on images, buttons below them": """\
<div class='paper-box'><div class='paper-box-image'><div><div class="badge">Night Birds</div><img src='images/owls.png' alt="sym" width="100%"><div class="buttons"><button onclick="openLink('https://example.org/owls.zip')">Data</button></div></div></div>
<div class='paper-box-text' markdown="1">

![](https://img.shields.io/badge/NeurIPS-2023-red) **[How Owls Find Their Way at Night](https://example.org/owls)**

Kurt Weaver, **Ada Byron**, Mia Okafor
</div>
</div>

<div class='paper-box'><div class='paper-box-image'><div><div class="badge">Long Rivers</div><img src='images/rivers.png' alt="sym" width="100%"><div class="buttons"><button onclick="openLink('https://example.org/rivers.zip')">Data</button></div></div></div>
<div class='paper-box-text' markdown="1">

![](https://img.shields.io/badge/ICML-2022-red) **[Rivers That Nobody Measured](https://example.org/rivers)**

**Ada Byron**, Lena Fischer
</div>
</div>

<div class='paper-box'><div class='paper-box-image'><div><div class="badge">Water Birds</div><img src='images/herons.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

![](https://img.shields.io/badge/ACL-2021-red) **[A Baseline for Counting Herons](https://example.org/herons)**

Mia Okafor, **Ada Byron**
</div>
</div>
""",
    "ranks behind, BibTeX folded": """\
- [How Owls Find Their Way at Night](https://example.org/owls) <br> *Kurt Weaver, **Ada Byron**, Mia Okafor*. NeurIPS 2023 (**_CCF-A_**, **_Core-A_***)
  <details><summary>Cite</summary><pre>@inproceedings{owls, title={How Owls Find Their Way at Night}, author={Weaver, Kurt and Byron, Ada and others}, year={2023}}</pre><button onclick="copy(this)">Copy</button></details>
- [Rivers That Nobody Measured](https://example.org/rivers) <br> ***Ada Byron**, Lena Fischer*. ICML 2022 (**_CCF-A_**, **_Core-A_***)
  <details><summary>Cite</summary><pre>@inproceedings{rivers, title={Rivers That Nobody Measured}, author={Byron, Ada and Fischer, Lena}, year={2022}}</pre></details>
- [A Baseline for Counting Herons](https://example.org/herons) <br> *Mia Okafor, **Ada Byron***. ACL 2021 (**_CCF-A_**)
  <details><summary>Cite</summary><pre>@inproceedings{herons, title={A Baseline for Counting Herons}, author={Okafor, Mia and Byron, Ada}, year={2021}}</pre></details>
""",
}


def adopted(text: str, path: str = "about.md") -> Adoption:
    return adopt([Source(path, text)], me="Ada Byron")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_understood(form: str) -> None:
    found = tuple(adopted(HEAD + FORMS[form]).bibliography)
    assert [each.title.text for each in found] == [OWLS, RIVERS, HERONS]
    families = [[author.name.family for author in each.authors] for each in found]
    assert families == [["Weaver", "Byron", "Okafor"], ["Byron", "Fischer"], ["Okafor", "Byron"]]
    assert [(each.venue.short, each.year) for each in found] == [("NeurIPS", 2023), ("ICML", 2022), ("ACL", 2021)]
    assert all("https://example.org/" in " ".join(link.url for link in each.links) for each in found)
    assert all(each.me and each.me.name.family == "Byron" for each in found)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_comes_back(form: str) -> None:
    adoption = adopted(HEAD + FORMS[form])
    (differences,) = adoption.differences.values()
    assert {key: str(each) for key, each in differences if not each.is_same} == {}


@pytest.mark.parametrize("form", FORMS)
def test_sections_on_other_things_stay(form: str) -> None:
    before = "# News\n\n- *2024.05*: A paper by Kurt Weaver and **Ada Byron** is accepted by ICML.\n\n"
    after = "\n# Services\n\n- Reviewer of NeurIPS, ICML, ACL\n\n# Talks\n\n- Maps Without Light, Kurt Weaver, Ada Byron, Rome\n"
    adoption = adopted(before + HEAD + FORMS[form] + after)
    assert len(adoption.works) == 3
    page = adoption.filled["about.md"]
    assert page.startswith(before + HEAD) and page.endswith(after)


@pytest.mark.parametrize("form", FORMS)
def test_no_torn_page_stops_it(form: str) -> None:
    """A page cut anywhere, or with a part gone, is adopted as far as it can be understood, and renders."""
    text = HEAD + FORMS[form]
    step = 1 if is_study() else 29
    for at in range(0, len(text), step):
        for torn in (text[:at], text[:at] + text[at + 40 :]):
            adopted(torn)


BIBLIOGRAPHY = """\
<h2>Publications</h2>
<ol class="bibliography">
<li><div class="row"><div class="abbr"><abbr class="badge">NeurIPS</abbr></div><div id="owls">
<div class="title">How Owls Find Their Way at Night</div>
<div class="author">Kurt Weaver, <em>Ada Byron</em>, and <a href="https://mia.example.org">Mia Okafor</a></div>
<div class="periodical"><em>In NeurIPS</em>, 2023</div>
<div class="links"><a href="https://example.org/owls.pdf" class="btn">PDF</a></div></div></div></li>
<li><div class="row"><div class="abbr"><abbr class="badge">ICML</abbr></div><div id="rivers">
<div class="title">Rivers That Nobody Measured</div>
<div class="author"><em>Ada Byron</em>, and Lena Fischer</div>
<div class="periodical"><em>In ICML</em>, 2022</div>
<div class="links"><a href="https://example.org/rivers.pdf" class="btn">PDF</a></div></div></div></li>
</ol>
<h2>Talks</h2>
"""


def test_a_rendered_bibliography_of_al_folio() -> None:
    adoption = adopted(BIBLIOGRAPHY, "publications.html")
    owls, rivers = adoption.bibliography
    assert (owls.title.text, rivers.title.text) == (OWLS, RIVERS)
    assert [(each.venue.short, each.year) for each in (owls, rivers)] == [("NeurIPS", 2023), ("ICML", 2022)]
    assert owls.authors[2].url == "https://mia.example.org"
    (differences,) = adoption.differences.values()
    assert all(each.is_same for _, each in differences)
    assert adoption.filled["publications.html"].startswith("<h2>Publications</h2>\n<!-- pubs:begin")


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (
            "- `ICML 2025` [Predicting Tides](https://e.org/a), **Ada Byron**, Wei-Lin Tsai, Pádraig Ó Súilleabháin.\n"
            "- `ICML 2024` [Predicting Waves](https://e.org/b), **Ada Byron**, Wei-Lin Tsai, Mia Okafor.\n",
            ("Predicting Tides", ["Ada Byron", "Wei-Lin Tsai", "Pádraig Ó Súilleabháin"], 2025),
        ),
        (
            "- **Ada Byron**. [Owls and Their Many Ways of Flying](https://e.org/a). *Nature*, 2025.\n"
            "- **Ada Byron**, Bo Roe. [Larks and Their Many Ways of Flying](https://e.org/c). *Nature*, 2024.\n",
            ("Owls and Their Many Ways of Flying", ["Ada Byron"], 2025),
        ),
        (
            "- A. Byron, B. Roe. [Quiet Machines: How Fans Learned to Whisper](https://e.org/a). *Nature*, 2025.\n"
            "- B. Roe, A. Byron. [Hum: Sensing Appliances by Their Noise](https://e.org/b). *Nature*, 2024.\n",
            ("Quiet Machines: How Fans Learned to Whisper", ["A. Byron", "B. Roe"], 2025),
        ),
        (
            "1. **A. Byron**, Q. Abara. [Slow Clocks](https://e.org/s). *Journal of Time* 3, 2024.\n"
            "2. Q. Abara, **A. Byron**. [Tides of the Northern Sea](https://e.org/t). *Journal of Time* 12, 2023.\n",
            ("Slow Clocks", ["A. Byron", "Q. Abara"], 2024),
        ),
        (
            "- Ada Byron and Bo Roe. [Owls of the Northern Woods](https://e.org/a). *Owl Letters* 3, 14:1–14:22, 2025.\n"
            "- Bo Roe and Ada Byron. [Larks of the Northern Woods](https://e.org/b). *Owl Letters* 2, 7:1–7:19, 2024.\n",
            ("Owls of the Northern Woods", ["Ada Byron", "Bo Roe"], 2025),
        ),
    ],
    ids=["an initial with an accent", "one author", "initials first", "a short title", "pages of an article"],
)
def test_names_and_short_titles(lines: str, first: tuple[str, list[str], int]) -> None:
    """What is hard to tell apart comes back as it was, and means what it says."""
    adoption = adopt([Source("about.md", HEAD + lines)], me="Ada Byron")
    publication = adoption.bibliography.publications[0]
    names = [" ".join((each.name.given, each.name.family)) for each in publication.authors]
    assert (publication.title.text, names, publication.year) == first
    assert adoption.filled["about.md"].count("\n") >= lines.count("\n")
    assert all(line in adoption.filled["about.md"] for line in lines.split("\n"))
    assert not {"note", "location"} & set(publication.fields)


def test_a_long_list_comes_back() -> None:
    lines = [
        f"- **How Owl {place} Finds Its Way**, Kurt Weaver, Ada Byron, *{('ICML', 'ACL')[place % 2]}* {2024 - place // 9}."
        f"{' (Oral)' if place % 3 else ''} [pdf](https://example.org/owl{place}.pdf)\n"
        for place in range(150)
    ]
    adoption = adopt([Source("about.md", HEAD + "".join(lines))], me="Ada Byron")
    found = [difference for differences in adoption.differences.values() for _, difference in differences]
    assert len({work.key for work in adoption.works}) == len(found) == 150
    assert all(difference.is_same for difference in found)
