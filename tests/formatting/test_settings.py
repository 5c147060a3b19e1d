"""Every setting, each with what stands there before and after."""

from __future__ import annotations

import pytest
from formatting.formatting_of import formatted

from pubmanager.config.schema import FormatConfig, settings_of

CASES = [
    # setting, before, after
    ("indent = 4", "@misc{a,\n title = {A},\n   year = 2024\n}\n", "@misc{a,\n    title = {A},\n    year = 2024\n}\n"),
    ('indent = "tab"', "@misc{a, title = {A}, year = 2024}\n", "@misc{a,\n\ttitle = {A},\n\tyear = 2024\n}\n"),
    ('indent = "keep"', "@misc{a, title = {A},\n year = 2024}\n", "@misc{a, title = {A},\n year = 2024}\n"),
    (
        'indent = "auto"',
        "@misc{a,\n  title = {A},\n  year = 1\n}\n\n@misc{b,\n title = {B},\n  year = 2 }\n\n@misc{c,\n  title = {C}\n}\n",
        "@misc{a,\n  title = {A},\n  year = 1\n}\n\n@misc{b,\n  title = {B},\n  year = 2\n}\n\n@misc{c,\n  title = {C}\n}\n",
    ),
    ("indent = 2", "@misc {a,\n title = {A}}\n", "@misc{a,\n  title = {A}}\n"),
    ("indent = 2", "@misc{a\n, title = {A}\n, year = 1\n}\n", "@misc{a,\n  title = {A},\n  year = 1\n}\n"),
    (
        "indent = 2",
        "@misc{a,\n title = {A},\n% year = 1,\n note = {B}\n}\n",
        "@misc{a,\n  title = {A},\n  % year = 1,\n  note = {B}\n}\n",
    ),
    ('align = "none"', "@misc{a,\n  title   ={A},\n  year=1\n}\n", "@misc{a,\n  title = {A},\n  year = 1\n}\n"),
    (
        'align = "entry"',
        "@misc{a,\n  title = {A},\n  publisher={P}\n}\n",
        "@misc{a,\n  title     = {A},\n  publisher = {P}\n}\n",
    ),
    (
        "align = 6",
        "@misc{a,\n  title={A},\n  publisher={P},\n  year={1}\n}\n",
        "@misc{a,\n  title = {A},\n  publisher = {P},\n  year  = {1}\n}\n",
    ),
    ('align = "keep"', "@misc{a,\n  title={A},\n  year = 1\n}\n", "@misc{a,\n  title={A},\n  year = 1\n}\n"),
    ('types = "lower"', "@STRING{x = {y}}\n@InProceedings{a, title = {A}}\n", "@string{x = {y}}\n\n@inproceedings{a, title = {A}}\n"),
    ('types = "upper"', "@misc{a, title = {A}}\n", "@MISC{a, title = {A}}\n"),
    ('types = "title"', "@inproceedings{a, title = {A}}\n", "@InProceedings{a, title = {A}}\n"),
    ('types = "keep"', "@misc{a}\n\n@misc{b}\n\n@MISC{c}\n", "@misc{a}\n\n@misc{b}\n\n@MISC{c}\n"),
    ('types = "auto"', "@misc{a}\n\n@misc{b}\n\n@MISC{c}\n", "@misc{a}\n\n@misc{b}\n\n@misc{c}\n"),
    ('names = "lower"', "@misc{a, TITLE = {A}, Year = 1}\n", "@misc{a, title = {A}, year = 1}\n"),
    ('names = "upper"', "@misc{a, title = {A}}\n", "@misc{a, TITLE = {A}}\n"),
    ('names = "title"', "@misc{a, title = {A}}\n", "@misc{a, Title = {A}}\n"),
    ('names = "keep"', "@misc{a, Title = {A}, title = {B}, title = {C}}\n", "@misc{a, Title = {A}, title = {B}, title = {C}}\n"),
    ('names = "lower"', "@misc{a, TİTLE = {A}}\n", "@misc{a, TİTLE = {A}}\n"),  # has no lower case of its own length
    (
        'delimiters = "braces"',
        '@string{s = "S"}\n\n@misc{a, title = "A {"}b{"}", note = s # " x"}\n',
        '@string{s = {S}}\n\n@misc{a, title = {A {"}b{"}}, note = s # { x}}\n',
    ),
    ('delimiters = "braces"', "@misc(a, title = {A (b)})\n", "@misc{a, title = {A (b)}}\n"),
    ('delimiters = "auto"', '@string{s = "S"}\n\n@misc{a, title = {A}, note = {B}, url = "C"}\n', '@string{s = "S"}\n\n@misc{a, title = {A}, note = {B}, url = {C}}\n'),
    ('delimiters = "keep"', '@misc(a, title = "A", note = {B})\n', '@misc(a, title = "A", note = {B})\n'),
    ('delimiters = "quotes"', '@misc{a, title = {A "b"}, note = {B}}\n', '@misc{a, title = {A "b"}, note = "B"}\n'),
    ('numbers = "bare"', '@misc{a, year = {2024}, volume = "7", pages = {1-2}}\n', "@misc{a, year = 2024, volume = 7, pages = {1-2}}\n"),
    ('numbers = "bare"', "@misc{a, year = {٢}, title = {A}}\n", "@misc{a, year = {٢}, title = {A}}\n"),  # no digit to BibTeX
    ('numbers = "delimited"', "@misc{a, year = 2024, title = {A}}\n", "@misc{a, year = {2024}, title = {A}}\n"),
    ('numbers = "keep"', "@misc{a, year = 2024, volume = {1}}\n", "@misc{a, year = 2024, volume = {1}}\n"),
    ('months = "bare"', '@misc{a, title = {A}, month = "jan"}\n', "@misc{a, title = {A}, month = jan}\n"),
    ('months = "bare"', "@misc{a, month = {January}, note = {jan}}\n", "@misc{a, month = {January}, note = {jan}}\n"),
    ('months = "bare"', "@string{jan = {Jänner}}\n\n@misc{a, month = {jan}}\n", "@string{jan = {Jänner}}\n\n@misc{a, month = {jan}}\n"),
    ('months = "keep"', "@misc{a, month = {jan}}\n", "@misc{a, month = {jan}}\n"),
    ('trailing-comma = "always"', "@misc{a,\n  title = {A}\n}\n", "@misc{a,\n  title = {A},\n}\n"),
    ('trailing-comma = "never"', "@misc{a,\n  title = {A} ,\n}\n", "@misc{a,\n  title = {A}\n}\n"),
    ('trailing-comma = "keep"', "@misc{a, title = {A},}\n\n@misc{b, title = {B}}\n", "@misc{a, title = {A},}\n\n@misc{b, title = {B}}\n"),
    ("blank-lines = 2", "@misc{a}\n% about b\n@misc{b}\n\n\n\n\n@misc{c} @misc{d}", "@misc{a}\n\n\n% about b\n@misc{b}\n\n\n@misc{c}\n\n\n@misc{d}\n"),
    ("blank-lines = 0", "@misc{a}\n\n@misc{b}\n\n\n", "@misc{a}\n@misc{b}\n"),
    ("blank-lines = 1", "@misc{a}\n\n\n\nA heading\n@misc{b}\n", "@misc{a}\n\n\n\nA heading\n@misc{b}\n"),
    ("blank-lines = 1", "@string{x = 1}\n@string{y = 2}\n@misc{a}\n", "@string{x = 1}\n@string{y = 2}\n\n@misc{a}\n"),
    ('blank-lines = "keep"', "@misc{a}\n@misc{b}\n\n\n@misc{c}\n\n", "@misc{a}\n@misc{b}\n\n\n@misc{c}\n\n"),
    (
        "line-length = 30",
        "@misc{a,\n  note = {One two three\n  four five six seven}\n}\n",
        "@misc{a,\n  note = {One two three four\n          five six seven}\n}\n",
    ),
    (
        "line-length = 30",
        "@misc{a,\n  author = {Doe, Ann Maria and Roe, Bo and {Bo and Co}}\n}\n",
        "@misc{a,\n  author = {Doe, Ann Maria and\n            Roe, Bo and\n            {Bo and Co}}\n}\n",
    ),
    (  # what follows could be taken for a bullet, an entry or a comment
        "line-length = 24",
        "@misc{a,\n  note = {Owls larks wrens - finches write @misc{ x, } or % y}\n}\n",
        "@misc{a,\n  note = {Owls larks\n          wrens -\n          finches\n          write @misc{\n          x, } or % y}\n}\n",
    ),
    ("line-length = 20", "@misc{a,\n  note = {- one two three\n- four}\n}\n", "@misc{a,\n  note = {- one two three\n- four}\n}\n"),
    ("line-length = 0", "@misc{a,\n  note = {One\n  two}\n}\n", "@misc{a,\n  note = {One\n  two}\n}\n"),
    (
        'fields = ["title", "year"]',
        "@misc{a, note = {N}, year = 1, Title = {A}, year = 2}\n",
        "@misc{a, Title = {A}, year = 1, year = 2, note = {N}}\n",
    ),
    ('fields = "usual"', "@misc{a, doi = {D}, x = {X}, author = {B}, title = {A}}\n", "@misc{a, title = {A}, author = {B}, doi = {D}, x = {X}}\n"),
    (  # which field a comment is about, nobody knows
        'fields = ["title"]',
        "@misc{a,\n  year = 1, % sure?\n  title = {A}\n}\n",
        "@misc{a,\n  year = 1, % sure?\n  title = {A}\n}\n",
    ),
    ('sort = ["key"]', "@misc{b}\n\n@misc{C} % end of c\n\n@misc{a}", "@misc{a}\n\n@misc{b}\n\n@misc{C} % end of c\n"),
    (
        'sort = ["-year", "key"]',
        "@misc{n}\n\n@misc{b, year = 9}\n\n@misc{c, date = {2024-01}}\n\n@misc{a, year = 2024}\n",
        "@misc{a, year = 2024}\n\n@misc{c, date = {2024-01}}\n\n@misc{b, year = 9}\n\n@misc{n}\n",
    ),
    (
        'sort = ["month"]',
        "@misc{a, month = sep}\n\n@misc{b, month = {February}}\n",
        "@misc{b, month = {February}}\n\n@misc{a, month = sep}\n",
    ),
    (
        'sort = ["key"]',
        "% about b\n@misc{b}\n\n% @misc{gone,\n%   note = {x}}\n\n@misc{a}\n",
        "% @misc{gone,\n%   note = {x}}\n\n@misc{a}\n\n% about b\n@misc{b}\n",
    ),
    (
        'sort = ["key"]',
        "% 2024\n\n@misc{d}\n\n@misc{c}\n\n% 2023\n\n@misc{b}\n\n@misc{a}\n",
        "% 2024\n\n@misc{c}\n\n@misc{d}\n\n% 2023\n\n@misc{a}\n\n@misc{b}\n",
    ),
    (
        'sort = ["key"]',
        "@book{a, title = {A}}\n\n@inbook{c, crossref = {A}}\n\n@inbook{b, crossref = {a}}\n",
        "@inbook{b, crossref = {a}}\n\n@inbook{c, crossref = {A}}\n\n@book{a, title = {A}}\n",
    ),
    (
        'sort = ["key"]',
        "@misc{b, note = x}\n\n% a macro\n@string{x = {X}}\n\n@misc{a}\n",
        "% a macro\n@string{x = {X}}\n\n@misc{a}\n\n@misc{b, note = x}\n",
    ),
    (  # which of the two counts depends on the place
        'sort = ["key"]',
        "@string{x = {1}}\n\n@misc{b, note = x}\n\n@string{x = {2}}\n\n@misc{a, note = x}\n",
        "@string{x = {1}}\n\n@misc{b, note = x}\n\n@string{x = {2}}\n\n@misc{a, note = x}\n",
    ),
    ('sort = ["year"]', f"@misc{{a, year = {'1' * 5000}}}\n\n@misc{{b, year = 2}}\n", f"@misc{{b, year = 2}}\n\n@misc{{a, year = {'1' * 5000}}}\n"),
    ('sort = ["year"]', "@misc{a, year = 2}\n\n@misc{b, year = 1}\n\n@misc{A, year = 0}\n", "@misc{b, year = 1}\n\n@misc{a, year = 2}\n\n@misc{A, year = 0}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "before", "after"), CASES, ids=[f"{i} {case[0]}" for i, case in enumerate(CASES)])
def test_setting(settings: str, before: str, after: str) -> None:
    assert formatted(before, settings) == after


def test_every_setting_and_choice_has_a_case() -> None:
    shown = {case[0].replace('"', "").replace(" = ", "=") for case in CASES}
    for name, setting in settings_of(FormatConfig).items():
        assert any(case.startswith(f"{name}=") for case in shown), name
        for choice in setting.key.choices:
            assert choice in ("N", "auto") or f"{name}={choice}" in shown, f"{name} = {choice}"


def test_by_default_outliers_are_made_to_look_like_most_of_the_file() -> None:
    most = "".join(f"@misc{{{key},\n  title = {{A}},\n  year  = {{2024}},\n}}\n\n" for key in "abc")
    odd = '@MISC(d, TITLE="A",\n\tyear=2024)'
    assert formatted(most + odd) == most + "@misc{d,\n  title = {A},\n  year  = {2024},\n}\n"
