"""Mistakes in settings say where in ``pubs.toml`` they are, those too that only a theme, a rule or a list can see."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct

from pubmanager.config.load import key_places
from pubmanager.config.schema import Config, settings_of
from pubmanager.errors import PubsError
from pubmanager.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BIB = (
    "@article{owl, title={Owls}, author={Byron, Ada and Max Roe}, journal={Nature}, year=2024, keywords={a, b}}\n"
    "@inproceedings{wren, title={Wrens}, author={Ada Byron}, booktitle={ICML}, year=2023, file={x.pdf}}\n@misc{lark}\n"
)
PAGE = "<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"
REST = '[list.all]\ntheme = "badge-list"\n'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "a.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def use(site: Path, settings: str) -> None:
    """Does with a site all that reads its settings."""
    (site / "pubs.toml").write_text(settings, encoding="utf-8")
    loaded = Site.load()
    for name in loaded.config.lists:
        loaded.render_list(name)
    loaded.outputs()
    loaded.lint()


PLACES = [
    ("a = 1\nb.c = 2", ("b", "c"), "c"),
    ("[a.b]\nc = 1\n[a.d]\nc = 2", ("a", "d", "c"), "c = 2"),
    ("[a . 'b.c']\n\"d e\" = 1", ("a", "b.c", "d e"), '"d e"'),
    ('["a\\"b"]\nc = 1', ('a"b',), '"a\\"b"'),
    ("a = { b = 1, c = { d = 2 } }\ne = 3", ("a", "c", "d"), "d = 2"),
    ("a = { b = 1, c = { d = 2 } }\ne = 3", ("e",), "e = 3"),
    ("a = [ {b = 1}, {b = 2} ]", ("a", 1, "b"), "b = 2"),
    ("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3", ("a", 1, "b"), "b = 2"),
    ("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3", ("a", 1, "c", "d"), "d = 3"),
    ("a = '''\nb = 1\n'''\nb = 2", ("b",), "b = 2"),
    ('a = """\n[c]\n\\"""b = 1 """\nb = 2', ("b",), "b = 2"),
    ("a = [ # b = 1\n 'x', # ]\n 'y',\n]\nb = 2", ("b",), "b = 2"),
    ("a = [ # b = 1\n 'x', # ]\n 'y',\n]\nb = 2", ("a", "y"), "'y'"),
    ("a = 2026-05-01\nb = 1.5\nc = true", ("c",), "c = true"),
    ("a = 'b = 1'\nb = 2", ("b",), "b = 2"),
]


@pytest.mark.parametrize(("text", "path", "what"), PLACES)
def test_where_keys_stand(text: str, path: tuple[str | int, ...], what: str) -> None:
    assert text[key_places(text)[path] :].startswith(what)


@pytest.mark.parametrize(
    "text", ["", "[", "]", "= 1", "a = ", "}{", "[[", "a = [[{", "'", '"""', ".", ",", "[a", "a..b = 1", "{a = 1}"]
)
def test_text_that_is_not_toml_has_places_too(text: str) -> None:
    assert all(0 <= at < len(text) for at in key_places(text).values())


LATE = {
    'bib = ["a.bib",\n  "no.bib"]': "pubs.toml:2:3: 'bib' names 'no.bib', which is not there",
    'bib = "/etc/*"': "pubs.toml:1:7: 'bib' names '/etc/*': a glob has to be relative",
    'bib = ["a.bib", "a**b"]': "pubs.toml:1:17: 'bib' names 'a**b': '**' stands for folders",
    'bib = ["**/../x"]': "pubs.toml:1:8: 'bib' names '**/../x', which is not there",
    'bib = "["': "pubs.toml:1:7: 'bib' names '[', which is not there",
    'bib = "~/*.bib"': "pubs.toml:1:7: 'bib' names '~/*.bib', which is not there",
    'bib = ""': "pubs.toml:1:7: 'bib' names '': this is not a path",
    'bib = "a\\u0000b"': "pubs.toml:1:7: 'bib' names 'a\\x00b': this is not a path",
    'bib = "a\\nb*"': "pubs.toml:1:7: 'bib' names 'a\\nb*': this is not a path",
    f'bib = "{"x" * 3000}"': "pubs.toml:1:7: 'bib' names 'xxx",
    "bib = []": "pubs.toml:1:1: 'bib' names no file",
    "pages = ['a.md', '**x']": "pubs.toml:1:18: 'pages' names '**x'",
    "pages = ['a.md', 'b.md']": "pubs.toml:1:18: 'pages' names 'b.md', which is not there",
    "list.b.theme = 'badge-lst'": "pubs.toml:1:8: unknown theme 'badge-lst' (did you mean 'badge-list'?)",
    "[list.b]\nwhere = 'yaer'": "pubs.toml:2:1: unknown name 'yaer' in the expression 'yaer'",
    "[list.b]\nsort = ['file', '(']": "pubs.toml:2:1: cannot read the expression '('",
    "[list.b]\ngroup = 'year +'": "pubs.toml:2:1: cannot read the expression 'year +'",
    "[list.b]\norder = ['owl', 'owll']": "pubs.toml:2:1: 'order' names 'owll'",
    "[list.b]\nfile = '../x.md'": "pubs.toml:2:1: '../x.md' is not below",
    "[list.b]\nfile = 'x.json'": "pubs.toml:2:1: a .json file has no comments",
    "[list.b.options]\nbadegs = 1": "pubs.toml:2:1: theme 'paper-box' has no option 'badegs'",
    "[list.b]\noptions = { legend = 'x' }": "pubs.toml:2:13: option 'legend' of theme 'paper-box' must be true or false",
    "[theme.badge-list]\nbadegs = 1": "pubs.toml:2:1: theme 'badge-list' has no option 'badegs'",
    "[theme.badge-list.authors]\nmaxx = 1": "pubs.toml:2:1: option 'authors' of theme 'badge-list' has no key 'maxx'",
    "[list.b]\noptions.rows = ['x']": "pubs.toml:2:9: unknown row 'x'",
    "[list.b]\nformat = 'latex'\ntheme = 'cards'": "pubs.toml:1:7: theme 'cards' does not write latex",
    "[highlight]\nme = 'boldd'": "pubs.toml:2:1: 'me' in [highlight] cannot be 'boldd'",
    "[marks]\nequall = '*'": "pubs.toml:2:1: unknown role 'equall'",
    "[marks.read.'a.bib']\n'*' = 'zebra'": "pubs.toml:2:1: [marks.read] means 'zebra'",
    "[fields]\nx = 'zebra'": "pubs.toml:2:1: [fields] maps 'x' to 'zebra'",
    "[[news]]\ndate = '2026-05'\n[[news]]\ndate = '2026-99'": "pubs.toml:4:1: '2026-99' is not a date",
    "[[news]]\ntext = 'x'": "pubs.toml:1:3: '' is not a date",
    "[lint]\ntoday = '2026-13-45'": "pubs.toml:2:1: '2026-13-45' is not a date",
    "[lint]\nselect = ['A', 'Q9']": "pubs.toml:2:16: no rule has the code 'Q9'",
    "[lint.per-file-ignores]\n'*.bib' = ['Q9']": "pubs.toml:2:12: no rule has the code 'Q9'",
    "[lint.severity]\nA = 'bad'": "pubs.toml:2:1: [lint.severity] cannot be 'bad'",
    "[lint.rules.A001]\nx = 1": "pubs.toml:2:1: rule A001 has no option 'x'",
    "[lint]\ndialects = ['bibtex', 'x']": "pubs.toml:2:23: [lint] names the dialect 'x'",
    '"pagess" = 1': "pubs.toml:1:1: unknown key 'pagess' (did you mean 'pages'?)",
    '"é" = 1': "pubs.toml:1:1: unknown key 'é'",
    '"\\u0000" = 1': "pubs.toml:1:1: unknown key '\\x00'",
    '"" = 1': "pubs.toml:1:1: unknown key ''",
    '"a"."x.y" = 1': "pubs.toml:1:1: unknown key 'a'",
    '"marks" = {"equal" = "*", "x.y" = 1}': "pubs.toml:1:27: 'x.y' must be a table, not 1",
    "[venues.'a.b']\n\"nam\" = 1": "pubs.toml:2:1: unknown key 'nam' in [venues.a.b] (did you mean 'name'?)",
    "[[news]]\ndate = '2026-05'\n[[news]]\ndat = 1": "pubs.toml:4:1: unknown key 'dat' in [news]",
}  # fmt: skip


@pytest.mark.parametrize(("settings", "sentence"), LATE.items())
def test_what_is_seen_late_has_its_place(settings: str, sentence: str, site: Path) -> None:
    bib = "" if settings.startswith("bib") else "bib = 'a.bib'\n"
    pages = "" if settings.startswith("pages") else "pages = 'a.md'\n"
    rest = REST if "news" not in settings else REST.replace("badge-list", "news")
    with pytest.raises(PubsError) as caught:
        use(site, f"{bib}{pages}{settings}\n{rest}")
    said = str(caught.value)
    assert said.startswith("pubs.toml:")
    file, line, *others = said.split(":")
    assert ":".join([file, str(int(line) - (bib + pages).count("\n")), *others]).startswith(sentence), said
    assert "\n" not in said and len(said) < 700


WRONG = ("1", "1.5", "nan", "true", "[]", "[1]", "[[[]]]", "{}", "{a = {b = []}}", "2026-05-01", "10:00:00", "'x'", "''",
         "'\u0007'", "-1", "99999999999999999999", "'{'", "'{% x'", "'../x'", "'/etc/*'", "'a**b'", "'2026-99'", f"'{'x' * 3000}'")  # fmt: skip
NAMES = {"list": "all", "venues": "icml", "links": "paper", "marks": "equal", "theme": "badge-list"}


def keys_of(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yields every key there may be, with one name each where the user chooses names."""
    for name, setting in settings_of(kind).items():
        if name == "marks.read":
            yield from (("marks", "read", "x"), ("marks", "read", "a.bib", "x"))
            continue
        key, hint = (*path, name), setting.type
        yield key
        inner = next(
            (each for each in (hint, *typing.get_args(hint)) if isinstance(each, type) and issubclass(each, Struct)),
            None,
        )
        named = (NAMES.get(key[-1], "x"),) if typing.get_origin(hint) is dict else ()
        if inner:
            yield from keys_of(inner, (*key, *named))
        elif named:
            yield (*key, *named)
            yield (*key, *named, "y")


@pytest.mark.parametrize("key", tuple(keys_of(Config)), ids=".".join)
def test_a_wrong_value_of_any_key_is_a_sentence(key: tuple[str, ...], site: Path) -> None:
    """Whatever is given, a site is made or the mistake has a place, and nothing else is raised."""
    own = {
        ("bib",): "bib = 'a.bib'\n",
        ("pages",): "pages = 'a.md'\n",
        ("list", "all", "theme"): "list.all.theme = 'news'\n",
    }
    rest = "".join(line for path, line in own.items() if path != key[: len(path)] and key != path[: len(key)])
    for value in WRONG:
        if key[0] == "news" and len(key) > 1:
            settings = f"news = [{{{key[1]} = {value}{'' if key[1] == 'date' else ', date = 2026'}}}]"
        else:
            settings = f"{'.'.join(part if part.isidentifier() else repr(part) for part in key)} = {value}"
        try:
            use(site, f"{rest}{settings}\n")
        except PubsError as error:
            assert str(error).startswith("pubs.toml:") and "\n" not in str(error) and len(str(error)) < 700, settings
