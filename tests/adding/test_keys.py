"""Keys: made in the pattern of the file, pasted, wanted, taken."""

from __future__ import annotations

import re

import pytest
from adding.adding_to import added, adding

from pubmanager.errors import PubsError

PASTE = "@misc{pasted, author = {Müller-O'Neil, José and Roe, Bo}, title = {On the {3D} Écologie of Owls}, year = 2024}"


def new_key(old: str, paste: str = PASTE, **options: object) -> str:
    known = re.findall(r"@\w+\{([^,]+),", old)
    (key,) = [key for key in re.findall(r"@\w+\{([^,]+),", added(old, paste, **options)) if key not in known]
    return key


def file_of(*keys: str) -> str:
    people = {"wei": "Wei, Wenjie", "van": "van den Berg, Jan", "mül": "Müller, Eva"}
    titles = {"wei": "Temporal Coding", "van": "A Study of Birds", "mül": "{SNN} Models"}
    years = {"wei": 2023, "van": 2021, "mül": 2022}
    return "\n".join(
        f"@misc{{{key}, author = {{{people[name]}}}, title = {{{titles[name]}}}, year = {{{years[name]}}}}}\n"
        for key, name in zip(keys, people, strict=False)
    )


@pytest.mark.parametrize(
    ("keys", "made"),
    [
        (("wei2023temporal", "berg2021study", "muller2022snn"), "mulleroneil20243d"),
        (("wei2023temporal", "vandenberg2021a", "muller2022snn"), "mulleroneil20243d"),
        (("wei2023temporal", "berg2021a", "muller2022snn"), "mulleroneil20243d"),
        (("Wei2023Temporal", "Berg2021Study", "Muller2022SNN"), "Mulleroneil20243d"),
        (("wei2023", "berg2021", "muller2022a"), "mulleroneil2024"),
        (("Wei2023", "Berg2021", "Mueller2022"), "Mulleroneil2024"),
        (("Wei:2023", "Berg:2021", "Muller:2022"), "Mulleroneil:2024"),
        (("wei-2023-temporal", "berg-2021-study", "mueller-2022-snn"), "mulleroneil-2024-3d"),
        (("wei_2023_temporal", "van_2021_study", "muller_2022_models"), "mulleroneil_2024_3d"),
        (("Wei23", "Berg21", "Mul22"), "Mulleroneil24"),
        (("WEI23", "BERG21", "x"), "MULLERONEIL24"),
        (("weiTemporal2023", "bergStudy2021", "mullerSnn2022"), "mulleroneil3d2024"),
        (("wei_temporal_2023", "berg_study_2021", "x"), "mulleroneil_3d_2024"),
        (("wei2023temporal", "x", "y"), "pasted"),
        (("wei2023temporal", "Berg2021", "y"), "pasted"),
        (("a", "b", "c"), "pasted"),
        (("pasted", "b", "c"), "mulleroneil20243d"),
        ((), "pasted"),
    ],
)
def test_the_pattern_of_the_file(keys: tuple[str, ...], made: str) -> None:
    assert new_key(file_of(*keys)) == made


def test_a_word_that_says_nothing_counts_where_it_counts_in_the_file() -> None:
    old = "@misc{roe2020the, author = {Roe, B}, title = {The Owl}, year = 2020}\n@misc{doe2021on, author = {Doe, A}, title = {On Owls}, year = 2021}\n"
    assert new_key(old) == "mulleroneil2024on"


@pytest.mark.parametrize(
    ("paste", "made"),
    [
        ("@misc{, title = {Owls at Night}}", "owls"),
        ("@misc{, title = {The}, year = 2020}", "2020the"),
        ("@misc{, editor = {Roe, Bo}, title = {Owls}, year = 2020}", "roe2020owls"),
        ("@misc{, author = {卫文杰}, title = {脉冲}, year = 2020}", "2020"),
        ("@misc{wei, author = {卫文杰}, title = {脉冲}, year = 2020}", "wei"),
        ("@misc{, title = {脉冲}}", "entry"),
        ("@misc{, author = {{OWL Consortium}}, title = {Owls}, year = 2020}", "owlconsortium2020owls"),
        ("@misc{a b, author = {Łoś, Żaneta}, title = {Owls}, year = 2020}", "los2020owls"),
    ],
)
def test_keys_of_odd_entries(paste: str, made: str) -> None:
    assert new_key("", paste) == made
    assert new_key(file_of("wei2023temporal"), paste) == made


def test_taken_keys_get_a_letter() -> None:
    old = file_of("wei2023temporal", "berg2021study")
    second = "@misc{x, author = {Wei, Wenjie}, title = {Temporal Owls}, year = {2023}}"
    third = "@misc{y, author = {Wei, Wei}, title = {Temporal Birds}, year = {2023}}"
    text = added(added(old, second), third)
    assert "{wei2023temporala," in text and "{wei2023temporalb," in text


def test_case_does_not_make_a_key_free() -> None:
    assert (
        new_key("@misc{Roe2020Owls, title = {x}}\n", "@misc{roe2020owls, title = {Owls}}", keep_key=True)
        == "roe2020owlsa"
    )


def test_kept_and_wanted_keys() -> None:
    old = file_of("wei2023temporal", "berg2021study")
    assert new_key(old, keep_key=True) == "pasted"
    assert new_key(old, key="My:Key-1") == "My:Key-1"
    with pytest.raises(
        PubsError, match=r"^a.bib:1:1: the key 'WEI2023temporal' is taken \(leave --key out for a free one\)$"
    ):
        adding(old, PASTE, key="WEI2023temporal")
    with pytest.raises(PubsError, match=r"^<stdin>: --key goes with one entry$"):
        adding(old, PASTE + "@misc{other, title = {Z}}", key="a")


def test_keys_inside_one_paste_differ() -> None:
    text = added(
        "",
        "@misc{, author = {Roe, B}, title = {Owls}, year = 2020}\n@misc{, author = {Roe, C}, title = {Owls and More}, year = 2020}",
    )
    assert re.findall(r"@misc\{(\w+)", text) == ["roe2020owls", "roe2020owlsa"]
