"""``pubs.toml``: what is understood, and what each mistake says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pubmanager.config.find import find_config
from pubmanager.config.load import load_config, parse_config
from pubmanager.errors import PubsError

MISTAKES = {
    'bibb = ["a.bib"]': "pubs.toml:1:1: unknown key 'bibb' (did you mean 'bib'?)",
    '\n[list.a]\nthemee = "x"': "pubs.toml:3:1: unknown key 'themee' in [list.a] (did you mean 'theme'?)",
    '[list.a]\ntheme = "x"\n[list.b]\n  theme = 3\n  wher = "x"': "pubs.toml:5:3: unknown key 'wher' in [list.b]",
    '[list.a]\ntitle = "bold"': "in [list.a] (options of the theme go below [list.a.options])",
    "[list.a]\nrows = []": "in [list.a] (options of the theme go below [list.a.options])",
    '[me]\nname = ["a"]': "pubs.toml:2:1: 'name' must be a text, not ['a']",
    '[marks]\nequal = { symbl = "x" }': "pubs.toml:2:11: unknown key 'symbl' in [marks.equal] (did you mean 'symbol'?)",
    '[[news]]\ndat = "1"': "pubs.toml:2:1: unknown key 'dat' in [news] (did you mean 'date'?)",
    '[people."Ada Lovelace"]\nurll = "x"': "pubs.toml:2:1: unknown key 'urll' in [people.Ada Lovelace]",
    '[venues.x]\nshow_year = "a"': "pubs.toml:2:1: 'show_year' must be true or false, not 'a'",
    '[venues.x]\nkind = "jurnal"': "pubs.toml:2:1: 'kind' cannot be 'jurnal' (did you mean 'journal'?)",
    "[list.a]\nlimit = true": "pubs.toml:2:1: 'limit' must be a number, not True",
    "[list]\na = 3": "pubs.toml:2:1: 'a' must be a table, not 3",
    "marks = 3": "pubs.toml:1:1: 'marks' must be a table, not 3",
    '[marks.read]\n"*" = 3.5\nread = [1]': "'read' must be a text",
    "bib = ": "pubs.toml:1:7: not valid TOML: invalid value",
}


@pytest.mark.parametrize(("text", "sentence"), MISTAKES.items())
def test_a_mistake_is_told_in_one_sentence_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(PubsError) as caught:
        parse_config(text)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_marks_take_a_symbol_or_a_table_and_are_read_per_file() -> None:
    config = parse_config(
        """
        [marks]
        equal = "†"
        corresponding = { symbol = "✉", superscript = true }
        [marks.read]
        "*" = "equal"
        [marks.read."old.bib"]
        "*" = "corresponding"
        """
    )
    assert (config.marks["equal"].symbol, config.marks["equal"].superscript) == ("†", False)
    assert (config.marks["corresponding"].symbol, config.marks["corresponding"].superscript) == ("✉", True)
    assert config.marks_read == {"": {"*": "equal"}, "old.bib": {"*": "corresponding"}}


def test_one_text_serves_as_a_list() -> None:
    config = parse_config('bib = "a.bib"\n[list.x]\nsort = "-date"\n[highlight]\nme = "bold"')
    assert (config.bib, config.lists["x"].sort, config.highlight["me"]) == (("a.bib",), ("-date",), ("bold",))


def test_lists_keep_their_order_and_slots_their_sources() -> None:
    config = parse_config('[list.b]\n[list.a]\n[links.paper]\nfrom = ["pdf", "doi"]')
    assert list(config.lists) == ["b", "a"]
    assert config.links["paper"].sources == ("pdf", "doi")


def test_numbers_and_dates_serve_as_texts() -> None:
    config = parse_config("[venues.x]\nimpact = 6.3\n[[news]]\ndate = 2026-05-01\ntext = 'x'")
    assert (config.venues["x"].impact, config.news[0].date) == ("6.3", "2026-05-01")


def test_the_file_is_found_above(tmp_path: Path) -> None:
    (tmp_path / "pubs.toml").write_text('bib = "a.bib"')
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_config(tmp_path / "a" / "b") == tmp_path / "pubs.toml"
    assert find_config(Path("/nonexistent")) is None


def test_a_byte_order_mark_and_windows_newlines_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "pubs.toml"
    path.write_bytes('\ufeff[me]\r\nname = "Ada"\r\n'.encode())
    assert load_config(path).me.name == "Ada"


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "pubs.toml"
    path.write_bytes(b"name = '\xff'")
    with pytest.raises(PubsError, match=re.escape(f"{path}:1:9: cannot read the file: it is not UTF-8")):
        load_config(path)
