"""Settings of adopted pages are as a person would write them: what lists share is said once, what misleads is left out."""

from __future__ import annotations

import tomllib

from pubmanager.adopt.adoption import Adoption, adopt
from pubmanager.source import Source

TOPICS = """\
# Publications

## Owls

- `NeurIPS 2023` [How Owls Find Their Way at Night](https://example.org/owls), Kurt Weaver, **Ada Byron**.

## Rivers and bridges

- `ICML 2022` [Rivers That Nobody Measured](https://example.org/rivers), **Ada Byron**, Lena Fischer.
- `ICLR 2022` [A Short History of Bridges](https://example.org/bridges), **Ada Byron**, Mia Okafor.

## Herons

- `ACL 2021` [A Baseline for Counting Herons](https://example.org/herons), Mia Okafor, **Ada Byron**. (Oral)
- `ACL 2021` [Counting Herons Without a Baseline](https://example.org/more), Mia Okafor, **Ada Byron**.
"""


def adopted(text: str) -> Adoption:
    return adopt([Source("about.md", text)], me="Ada Byron")


def changed(adoption: Adoption) -> list[str]:
    return [str(each) for found in adoption.differences.values() for _, each in found if not each.is_same]


def test_lists_of_one_form_have_their_options_in_common() -> None:
    adoption = adopted(TOPICS)
    settings = tomllib.loads(adoption.settings)
    assert list(settings["theme"]) == ["venue-list"]
    assert "{title}" in settings["theme"]["venue-list"]["rows"][0]
    assert [set(table) for table in settings["list"].values()] == [{"theme", "where"}] * 3
    assert changed(adoption) == []


def test_a_lead_of_few_entries_is_not_said_of_all() -> None:
    """The commonest words before a venue are kept, unless leaving them out reproduces more entries."""
    adoption = adopted("""\
# Publications

- **Ada Byron**, Kurt Weaver, "How Owls Find Their Way at Night" (Accepted by NeurIPS 2023)
- **Ada Byron**, Lena Fischer, "Rivers That Nobody Measured Until Now" (ICML 2022)
- Mia Okafor, **Ada Byron**, "A Baseline for Counting Herons" (ACL 2021)
""")
    assert "Accepted" not in adoption.settings
    assert changed(adoption) == ["no longer says accepted, by"]


def test_two_links_to_one_page_both_come_back() -> None:
    adoption = adopted("""\
# Publications

- [How Owls Find Their Way at Night](https://example.org/owls), Kurt Weaver, **Ada Byron**, *NeurIPS*, 2023. [DOI](https://doi.org/10.1000/owls) · [PDF](https://doi.org/10.1000/owls)
- [Rivers That Nobody Measured](https://example.org/rivers), **Ada Byron**, Lena Fischer, *ICML*, 2022. [DOI](https://doi.org/10.1000/rivers) · [PDF](https://doi.org/10.1000/rivers)
""")
    assert changed(adoption) == []


def test_identifiers_from_the_link_of_a_title_add_no_link() -> None:
    adoption = adopted("""\
# Publications

- [How Owls Find Their Way at Night](https://arxiv.org/abs/2310.00001), Kurt Weaver, **Ada Byron**, *NeurIPS*, 2023. [[Code](https://github.com/ada/owls)]
- [Rivers That Nobody Measured](https://example.org/rivers), **Ada Byron**, Lena Fischer, *ICML*, 2022. [[arXiv](https://arxiv.org/abs/2210.00002)] [[Code](https://github.com/ada/rivers)]
""")
    assert changed(adoption) == []
    assert [each.identifiers["arxiv"] for each in adoption.bibliography] == ["2310.00001", "2210.00002"]


def test_a_link_without_an_address_is_reported() -> None:
    adoption = adopted("""\
# Publications

- [How Owls Find Their Way at Night](https://example.org/owls), Kurt Weaver, **Ada Byron**, *NeurIPS*, 2023. [[Code]()]
- [Rivers That Nobody Measured](https://example.org/rivers), **Ada Byron**, Lena Fischer, *ICML*, 2022. [[Code](https://github.com/ada/rivers)]
""")
    assert changed(adoption) == []
    assert any("'Code'" in note and "leads nowhere" in note for note in adoption.notes)
