"""Keys and fields that are there twice."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.findings import Finding, apply_edits
from pubmanager.source import Source

TIDY = parse_config('lint.select = ["tidy"]')


def findings(*texts: str) -> list[Finding]:
    sources = [Source(f"{number}.bib", text) for number, text in enumerate(texts)]
    found = Bibliography.from_sources(sources).lint()
    return [each for each in found if each.code in ("K002", "P006")]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["@misc{a, year = 1}\n@misc{a, year = 2}"], [("0.bib:2:7", "line 1")]),
        (["@misc{a,}", "\n@misc{a,}"], [("1.bib:2:7", "'0.bib:1:1'")]),
        (["@misc{a,}", "@misc{b,}\n@misc{b,}"], [("1.bib:2:7", "line 1")]),
        (["@misc{a,}", "@misc{a,}@misc{a,}"], [("1.bib:1:7", "'0.bib:1:1'")]),
        (["@misc{a, title = {Owls}}\n@misc{a, title = {The Owls of Bergen}}\n@misc{a, title = {Owls}}"], [("0.bib:3:7", "line 1")]),
        (["@misc{a, title = {Owls}}\n@misc{a, title = {Larks}}"], []),
        (["@misc{a, title = {Owls}, doi = {10.1000/a}}\n@misc{a, title = {Larks}, doi = {10.1000/A}}"], [("0.bib:2:7", "line 1")]),
        (["@misc{a, title = {The owls of the north}}\n@misc{a, title = {The Owls of the {North}.}}"], [("0.bib:2:7", "line 1")]),
        (["@misc{a, title = {Owls of the north, part 1}, doi = {10.1000/a}}\n@misc{a, title = {Owls of the north, part 2}, doi = {10.1000/b}}"], []),
        (["@misc{,}", "@misc{,}"], []),
    ],
)  # fmt: skip
def test_keys(texts: list[str], expected: list[tuple[str, str]]) -> None:
    keys = ["b" if "{b" in texts[-1] else "a" for _ in expected]
    wanted = [
        (place, f"key '{key}' is already used in {where}") for key, (place, where) in zip(keys, expected, strict=True)
    ]
    assert [(each.place, each.message) for each in findings(*texts)] == wanted


def test_a_field_with_another_value() -> None:
    (found,) = findings("@misc{a, year = 1, YEAR = 2}")
    assert (found.place, found.message, found.field) == (
        "0.bib:1:20",
        "field 'year' is repeated; the first one counts",
        "year",
    )


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ("title = {Owls}, title = {Larks}", True),
        ("title = {Owls at night}, title = {Owls}", False),
        ("title = {Owls}, title = {{Owls} at night}", False),
        ("title = {Owl}, title = {Owls}", True),
        ("volume = 1, volume = 12", True),
        ("doi = {10.1000/a}, url = {https://doi.org/10.1000/a}, url = {https://example.org}", False),
        ("doi = {10.1000/a}, url = {https://example.org}, url = {https://doi.org/10.1000/a}", True),
        ("url = {https://doi.org/10.1000/a}, url = {https://example.org}", True),
    ],
)
def test_a_value_that_nobody_misses_is_not_told(fields: str, is_told: bool) -> None:
    assert bool(findings(f"@misc{{a, {fields}}}")) == is_told


@pytest.mark.parametrize("sign", ["", ","])
def test_the_fix_for_a_repeated_field_takes_its_line(sign: str) -> None:
    lines = ["@misc{a", "year = 1", "year = 1", "title = {x}"]
    text = "\n, ".join(lines) + "\n}\n" if sign else ",\n  ".join(lines) + "\n}\n"
    fixes = [each.fix for each in Bibliography.loads(text, config=TIDY).lint() if each.code == "P021"]
    assert [fix and apply_edits(text, fix.edits) for fix in fixes] == [text.replace(lines[1], "", 1).replace("\n, \n", "\n").replace(",\n  ,\n", ",\n")]  # fmt: skip
