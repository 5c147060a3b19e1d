"""``pubs adopt --news``: lines of news become settings, or dates of the publications that they announce."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from pubmanager.adopt.adoption import Adoption, adopt
from pubmanager.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LIST = """\

# Publications

- `NeurIPS 2023 Oral` [Owl Maps: How Owls Find Their Way at Night](https://example.org/owls), Kurt Weaver, **Ada Byron**.
- `ICML 2022` [River Maps: Rivers That Nobody Measured](https://example.org/rivers), **Ada Byron**, Lena Fischer.
- `ICML 2022` [Bridges Between Rivers](https://example.org/bridges), **Ada Byron**, Lena Fischer.
- `ACL 2021` [A Baseline for Counting Herons](https://example.org/herons), Mia Okafor, **Ada Byron**.
"""


def adopted(news: str, path: str = "about.md") -> Adoption:
    return adopt([Source(path, f"# News\n\n{news}{LIST}")], me="Ada Byron", news=True)


def by_hand(adoption: Adoption) -> list[dict[str, Any]]:
    return tomllib.loads(adoption.settings).get("news", [])


def dates(adoption: Adoption) -> dict[str, str]:
    return {each.key: each.news_date.text for each in adoption.bibliography if each.news_date}


def changed(adoption: Adoption) -> list[str]:
    return [str(each) for _, each in adoption.differences["news"] if not each.is_same]


def test_lines_that_announce_a_paper_are_computed() -> None:
    adoption = adopted("""\
- *2024.03*: &nbsp;🎉🎉 I moved to **Lisbon**, see [a picture](https://example.org/lisbon).
- *2023.09*: &nbsp;🎉🎉 One paper is accepted by NeurIPS-2023 (Oral, 0.6%).
- *2022.05*: &nbsp;🎉🎉 Two papers are accepted by ICML-2022.
- *2021.05*: &nbsp;🎉🎉 One paper is accepted by EMNLP-2021.
""")
    assert dates(adoption) == {"weaver2023owl": "2023-09", "byron2022river": "2022-05", "byron2022bridges": "2022-05"}
    assert adoption.bibliography["weaver2023owl"].rate
    assert by_hand(adoption) == [
        {"date": "2024-03", "text": "I moved to \\textbf{Lisbon}, see \\href{https://example.org/lisbon}{a picture}."},
        {"date": "2021-05", "text": "One paper is accepted by EMNLP-2021."},
    ]
    assert changed(adoption) == []
    assert "- *2022.05*: &nbsp;🎉🎉 Two papers are accepted by ICML-2022.\n" in adoption.filled["about.md"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("*{}*: One paper was accepted by **{}**.", "{count} {paper} {was} accepted by **{venue}**."),
        ("[{}] 📣 1 paper accepted to {}!", "{number} {paper} accepted to {venue}!"),
    ],
)
def test_other_words_are_a_pattern_too(line: str, text: str) -> None:
    lines = [line.format("2023.09", "NeurIPS 2023"), line.format("2021.05", "ACL 2021")]
    adoption = adopted("".join(f"- {each}\n" for each in lines))
    assert tomllib.loads(adoption.settings)["list"]["news"]["options"]["text"] == text
    assert len(dates(adoption)) == 2
    assert by_hand(adoption) == []
    assert changed(adoption) == []


def test_papers_called_by_name() -> None:
    adoption = adopted("""\
- Sep 2023: [Owl Maps](https://example.org/owls) is accepted to NeurIPS 2023
- May 2022: [River Maps](https://example.org/rivers) is accepted to ICML 2022
""")
    options = tomllib.loads(adoption.settings)["list"]["news"]["options"]
    assert options["text"] == "[{shorttitle}](url) is accepted to {venue}"
    assert options["line"] == "{month.short} {year}: {text}"
    assert dates(adoption) == {"weaver2023owl": "2023-09", "byron2022river": "2022-05"}
    assert changed(adoption) == []


def test_a_line_that_would_say_something_else_stays_by_hand() -> None:
    """Of two papers in one venue, nothing says which is meant; computed, they would share a line."""
    adoption = adopted(
        "- *2022.06*: One paper is accepted by ICML-2022.\n- *2022.05*: One paper is accepted by ICML-2022.\n"
    )
    assert dates(adoption) == {}
    assert len(by_hand(adoption)) == 2
    assert changed(adoption) == []


@pytest.mark.parametrize(
    ("news", "told"),
    [
        ("- *2023.09*: One paper is accepted.\n- Soon: more.\n", "1 of their lines have no date"),
        ("- *2023.09*: One paper is accepted.\n\nOlder:\n\n- *2022.09*: One paper.\n", "in several lists"),
    ],
)
def test_news_that_no_list_can_show_stay(news: str, told: str) -> None:
    adoption = adopted(news)
    assert adoption.filled["about.md"].startswith(f"# News\n\n{news}")
    assert any(told in note for note in adoption.notes)


def test_news_stay_unless_asked_for(tmp_path: Path, pubs: Run) -> None:
    news = "- *2023.09*: One paper is accepted by NeurIPS-2023.\n"
    page = tmp_path / "about.md"
    page.write_text(f"# News\n\n{news}{LIST}", encoding="utf-8")
    assert "pubs:begin news" not in pubs("adopt", "about.md", "--diff", "--me", "Ada Byron", cwd=tmp_path).out
    result = pubs("adopt", "about.md", "--news", "--yes", "--me", "Ada Byron", cwd=tmp_path)
    assert result.code == 0
    assert "pages: up to date" in result.err
    assert "<!-- pubs:begin news -->\n- *2023.09*: " in page.read_text(encoding="utf-8")
    assert pubs("render", "--check", cwd=tmp_path).code == 0
