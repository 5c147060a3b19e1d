"""What every theme shows without a setting: the year, kinds of theses, presentations, awards, what is not out yet, the DOI."""

from __future__ import annotations

import re

import pytest
from visible import visible

from pubmanager import Bibliography
from pubmanager.config.load import parse_config

THEMES = ("badge-list", "venue-list", "paper-box", "citation-list", "cards", "plain")
ENTRIES = {
    "journal": ("@article{k, title={Owls}, journal={Nature}, year=2023}", ["Nature", "2023"]),
    "preprint": ("@misc{k, title={Owls}, eprint={2301.00001}, archiveprefix={arXiv}, year=2022}", ["arXiv", "2022"]),
    "conference": ("@inproceedings{k, title={Owls}, booktitle={ICML}, year=2021}", ["ICML", "2021"]),
    "book": ("@book{k, title={Owls}, publisher={Feather Press}, year=2019}", ["Feather Press", "2019"]),
    "chapter": ("@incollection{k, title={Owls}, booktitle={Birds}, year=2018}", ["Birds", "2018"]),
    "bare": ("@misc{k, title={Owls}, year=2017}", ["2017"]),
    "date": ("@online{k, title={Owls}, date={2016-05}}", ["2016"]),
    "PhD thesis": ("@phdthesis{k, title={Owls}, school={Oslo}, year=2015}", ["PhD thesis", "Oslo", "2015"]),
    "master": ("@mastersthesis{k, title={Owls}, school={Oslo}, year=2014}", ["Master's thesis", "Oslo"]),
    "type": ("@phdthesis{k, title={Owls}, school={KTH}, type={Licentiate thesis}}", ["Licentiate thesis", "KTH"]),
    "biblatex": ("@thesis{k, title={Owls}, institution={KTH}, type={bathesis}}", ["Bachelor's thesis", "KTH"]),
    "report": ("@techreport{k, title={Owls}, institution={MIT}, year=2013}", ["Technical report", "MIT", "2013"]),
    "award": ("@inproceedings{k, title={Owls}, booktitle={ICML}, award={Best Paper}, year=2012}", ["Best Paper"]),
    "oral": ("@inproceedings{k, title={Owls}, booktitle={ICML}, note={Oral}, year=2012}", ["ICML", "2012", "Oral"]),
    "spotlight": ("@article{k, title={Owls}, journal={TMLR}, presentation={spotlight}, year=2012}", ["Spotlight"]),
    "accepted": ("@article{k, title={Owls}, journal={Nature}, status={accepted}, year=2026}", ["Accepted", "2026"]),
    "in press": ("@article{k, title={Owls}, journal={Nature}, note={in press}, year=2026}", ["In press"]),
    "submitted": ("@article{k, title={Owls}, journal={Nature}, year={2026, submitted}}", ["Submitted"]),
    "pubstate": ("@article{k, title={Owls}, journal={Nature}, pubstate={forthcoming}, year=2026}", ["To appear"]),
}  # fmt: skip


def seen(theme: str, entry: str, settings: str = "", **options: object) -> str:
    """The text that a reader sees."""
    html = Bibliography.loads(entry, config=parse_config(settings)).render(theme, format="html", **options)
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    alts = re.findall(r'alt="(.*?)"', html)
    return " ".join([*(run.text for run in visible(html) if hasattr(run, "text")), *alts]).replace("&#39;", "'")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ENTRIES)
def test_every_theme_shows_it(theme: str, kind: str) -> None:
    entry, texts = ENTRIES[kind]
    shown = seen(theme, entry)
    assert [text for text in texts if text not in shown] == [], shown


@pytest.mark.parametrize(
    ("settings", "place", "expected"),
    [
        ("", "badge", ["ICML-2025", "Nature-2025", "arXiv-2025"]),
        ('show_year = ["conference", "workshop"]', "badge", ["ICML-2025", "Nature", "arXiv"]),
        ('show_year = ["conference", "preprint"]', "badge", ["ICML-2025", "Nature", "arXiv-2025"]),
        ("show_year = []", "badge", ["ICML", "Nature", "arXiv"]),
        ("[venues.nature]\nshow_year = false", "badge", ["ICML-2025", "Nature", "arXiv-2025"]),
        ('show_year = []\n[venues.nature]\nshow_year = ["badge"]', "badge", ["ICML", "Nature-2025", "arXiv"]),
        ('show_year = []\n[venues.nature]\nshow_year = ["badge"]', "box", ["ICML", "Nature", "arXiv"]),
        ('show_year = []\n[venues.nature]\nshow_year = ["box"]', "box", ["ICML", "Nature-2025", "arXiv"]),
        ("", "news", ["ICML-2025", "Nature", "arXiv"]),  # the line has a date
        ('[venues.nature]\nshow_year = ["news"]', "news", ["ICML-2025", "Nature-2025", "arXiv"]),
        ("[venues.icml]\nshow_year = false", "news", ["ICML", "Nature", "arXiv"]),
    ],
)
def test_where_the_year_follows_the_venue(settings: str, place: str, expected: list[str]) -> None:
    entries = """@inproceedings{a, title={a}, booktitle={ICML}, year=2025, news_date={2025-05}}
      @article{b, title={b}, journal={Nature}, year=2025, news_date={2025-05}}
      @misc{c, title={c}, eprint={2501.00001}, archiveprefix={arXiv}, year=2025, news_date={2025-05}}"""
    bibliography = Bibliography.loads(entries, config=parse_config(settings))
    theme, options = {
        "badge": ("badge-list", {"rows": ["badges"], "shields": "text", "loose": False}),
        "box": ("paper-box", {"rows": ["title"], "badge": "{venue}-{year}"}),
        "news": ("news", {"text": "{venue}", "venue": "{venue}-{year}", "line": "{text}", "lead": ""}),
    }[place]
    text = bibliography.render(theme, **options)
    found = re.findall(r"`(.*?)`", text) if place == "box" else [line[2:] for line in text.splitlines()]
    assert found == expected


LINKS = {  # what an entry has, and the labels of its links by default
    "doi={10.1000/x}": ["Paper"],
    "doi={10.1000/x}, eprint={2301.00001}, archiveprefix={arXiv}": ["Paper", "DOI"],
    "doi={10.1000/x}, url={https://arxiv.org/abs/2301.00001}": ["Paper", "DOI"],
    "doi={10.1000/x}, pdf={https://arxiv.org/pdf/2301.00001}": ["Paper", "DOI"],
    "doi={10.1000/x}, hal_id={hal-01234567}, code={me/x}": ["Paper", "Code"],
    "pdf={a.pdf}, code={me/x}": ["Paper", "Code"],
    "eprint={2301.00001}, archiveprefix={arXiv}": ["Paper"],
    "doi={10.48550/arXiv.2301.00001}": ["Paper"],
}
EACH = '{ style = "plain", separator = " ", slots = ["identifiers", "rest"] }'
ALL = "pdf={a.pdf}, doi={10.1000/x}, eprint={2301.00001}, archiveprefix={arXiv}, hal_id={hal-01234567}, code={me/x}"


def links(fields: str, **options: object) -> list[tuple[str, str]]:
    options = {"style": "plain", "separator": " ", **options}
    text = Bibliography.loads(f"@misc{{k, title={{Owls}}, {fields}}}").render(
        "badge-list", rows=["links"], links=options
    )
    return re.findall(r"\[(.*?)\]\((.*?)\)", text)


@pytest.mark.parametrize("fields", LINKS)
def test_a_doi_is_linked_beside_a_preprint(fields: str) -> None:
    labels = [label for label, _ in links(fields)]
    assert sorted(labels) == sorted(LINKS[fields])
    assert len({url for _, url in links(fields)}) == len(labels)
    if "doi" in fields and "10.48550" not in fields:
        assert "https://doi.org/10.1000/x" in [url for _, url in links(fields)]


@pytest.mark.parametrize(
    ("slots", "labels"),
    [
        (["paper", "arxiv", "hal"], ["Paper", "arXiv", "HAL"]),
        (["identifiers", "rest"], ["DOI", "arXiv", "PDF", "HAL", "Code"]),
        (["identifiers"], ["DOI", "arXiv", "PDF", "HAL"]),
        (["arxiv", "doi", "code"], ["arXiv", "DOI", "Code"]),
        (["code", "rest"], ["Code", "Paper", "DOI"]),
    ],
)
def test_one_link_for_each_identifier(slots: list[str], labels: list[str]) -> None:
    found = links(ALL, slots=slots)
    assert [label for label, _ in found] == labels
    assert len({url for _, url in found}) == len(found)
