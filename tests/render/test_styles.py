"""One vocabulary of styles: an earlier word and the list that replaces it look the same, everywhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from pubmanager import Bibliography, Site
from pubmanager.config.styles import ALIASES, WORDS, is_choice, words_for
from pubmanager.errors import PubsError
from render.variants import all_themes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pubmanager.render.themes import Option, Theme

BIB = r"""
@article{owl, title={A *b* [c] `d` {\"U}ber $x^2$ \emph{it} <i> | 1. x}, author={Byron*, Ada and Roe, Max}, year=2024,
 journal={Nature [x]}, pdf={https://a.org/x_(y).pdf}, code={https://github.com/a/b}, award={Best [x] *y*}}
@misc{lark, title={No link?}, author={Ada Byron}, year=2020, note={Oral}, badge={[a] *b*}}
"""
HOSTILE_LABELS = '[links.paper]\nfrom = "pdf"\nlabel = "[a] *b* `c` <d>"\nicon = "fa"\n'


@cache
def bibliography(settings: str = "") -> Bibliography:
    from pubmanager.config.load import parse_config

    return Bibliography.loads(BIB, config=parse_config(f'[me]\nname = "Ada Byron"\n{settings}', "pubs.toml"))


def styled_options() -> Iterator[tuple[Theme, Option, str]]:
    """Yields the options of themes that take styles, with the key of their table."""
    for theme in all_themes():
        for option in theme.options:
            if option.name in ("title", "links", "badges"):
                if is_choice("bold", option.choices):
                    yield theme, option, ""
                elif option.type == "table" and isinstance(option.default.get("style"), list):
                    yield theme, option, "style"


def given(option: Option, key: str, style: Any) -> dict[str, Any]:
    return {option.name: {key: style} if key else style}


def known(option: Option, key: str) -> tuple[str, ...]:
    return (option.choices_by_key.get(key) if key else option.choices) or words_for("badges")


CASES = [
    pytest.param(theme, option, key, old, id=f"{theme.name} {option.name} {old}")
    for theme, option, key in styled_options()
    for old in ALIASES
    if is_choice(old, known(option, key))
]


@pytest.mark.parametrize(("theme", "option", "key", "old"), CASES)
def test_an_earlier_word_and_its_list_look_the_same(theme: Theme, option: Option, key: str, old: str) -> None:
    for format in theme.formats:
        for settings in ("", HOSTILE_LABELS):
            before, after = (
                bibliography(settings).render(theme.name, format=format, **given(option, key, style))
                for style in (old, list(ALIASES[old]))
            )
            assert before == after != ""


def test_every_theme_with_styles_is_tried() -> None:
    assert {(theme.name, option.name) for theme, option, _ in styled_options()} >= {
        ("paper-box", "title"), ("paper-box", "links"), ("paper-box", "badges"), ("cards", "title"), ("plain", "title"),
    }  # fmt: skip
    assert len(CASES) > 20


@pytest.mark.parametrize("what", ["titles", "links", "badges"])
def test_manifests_name_the_words_that_there_are(what: str) -> None:
    for _, option, key in styled_options():
        if option.name == what.removesuffix("s") or option.name == what:
            assert {*words_for(what)} - {*known(option, key)} <= {"heading"}


# What each word does to a title, a link, a badge and a name, in HTML.
EFFECTS = {
    "bold": "<strong>{}</strong>",
    "italic": "<em>{}</em>",
    "underline": "<u>{}</u>",
    "code": "<code>{}</code>",
    "superscript": "<sup>{}</sup>",
    "bracketed": "[{}]",
    "quoted": "“{}”",
    "color:red": '<span style="color: red">{}</span>',
    "class:me": '<span class="me">{}</span>',
}


@pytest.mark.parametrize("word", EFFECTS)
def test_a_word_means_the_same_everywhere(word: str) -> None:
    text = "@misc{a, title={Owls}, author={Ada Byron}, year=2024, url={https://a.org}, howpublished={Web}}"
    site = Bibliography.loads(text, me="Ada Byron")
    rows = ["{title}|{badges}|{links}|{authors}"]
    options = {
        "title": {"style": word},
        "badges": {"parts": ["{year}"], "style": [word]},
        "links": {"style": [word]},
    }
    from msgspec.structs import replace

    site = replace(site, config=replace(site.config, highlight={"me": (word,)}))
    written = site.render("badge-list", format="html", rows=rows, **options)
    effect = EFFECTS[word]
    link = '<a href="https://a.org">{}</a>'
    paper = effect.format(link.format("Paper")) if word == "bracketed" else link.format(effect.format("Paper"))
    assert "|".join([effect.format("Owls"), effect.format("2024"), paper, effect.format("Ada Byron")]) in written


WRONG = {
    '[list.b.options]\ntitle = "boldd"': "pubs.toml:4:1: option 'title' of theme 'paper-box' cannot be 'boldd' (did you mean 'bold'?)",
    '[list.b.options.title]\nstyle = ["bold", "linkd"]': "pubs.toml:3:17: option 'title' of theme 'paper-box': 'style' cannot be 'linkd' (did you mean 'linked'?)",
    '[list.b.options]\nbadges = { style = "linked" }': "pubs.toml:4:1: 'style' of badges cannot be 'linked'",
    '[list.b.options]\nlinks = ["bold", "color:"]': "pubs.toml:4:1: option 'links' of theme 'paper-box' cannot be 'color:'",
    '[list.b]\ntheme = "cards"\noptions = { title = "heading" }': "pubs.toml:5:13: option 'title' of theme 'cards' cannot be 'heading'",
    '[links.code]\nstyle = ["bold", "butt"]': "pubs.toml:4:1: 'style' cannot be 'butt' (did you mean 'button'?)",
    '[highlight]\nme = ["bold", "button"]\n[list.b]': "pubs.toml:4:1: 'me' in [highlight] cannot be 'button'",
}  # fmt: skip


@pytest.mark.parametrize("settings", WRONG)
def test_a_wrong_word_is_told_with_its_place(settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(f'bib = "a.bib"\n\n{settings}\n', encoding="utf-8")
    with pytest.raises(PubsError) as caught:
        site = Site.load()
        for name in site.config.lists:
            site.render_list(name, "html")
    assert str(caught.value).startswith(WRONG[settings])


def test_a_theme_of_a_site_may_still_have_one_word_for_its_default(tmp_path: Path) -> None:
    (tmp_path / "_pubs" / "own").mkdir(parents=True)
    manifest = 'extends = "builtin:badge-list"\n[options.title]\ndefault = { style = "bold-linked" }\n'
    (tmp_path / "_pubs" / "own" / "theme.toml").write_text(manifest)
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(
        'bib = "a.bib"\n[list.a]\ntheme = "own"\n[list.b]\ntheme = "own"\noptions.title = ["italic"]\n'
    )
    site = Site.load(tmp_path)
    assert "**[A" in site.render_list("a") and "**[" not in site.render_list("b")


def test_templates_of_a_site_can_style_a_text(tmp_path: Path) -> None:
    (tmp_path / "_pubs" / "own").mkdir(parents=True)
    (tmp_path / "_pubs" / "own" / "theme.toml").write_text('extends = "builtin:badge-list"\n')
    template = (
        '{{ publication.styled(publication.year, ["bold", "bracketed"]) }} {{ publication.styled("x", "linked") }}'
    )
    (tmp_path / "_pubs" / "own" / "publication.jinja").write_text(template)
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "pubs.toml").write_text('bib = "a.bib"\n[list.a]\ntheme = "own"\n')
    written = Site.load(tmp_path).render_list("a", "html")
    assert '[<strong>2024</strong>] <a href="https://a.org/x_(y).pdf">x</a>' in written


def test_words_are_named_once() -> None:
    words = [word for word, _, _ in WORDS]
    assert len(words) == len({*words, *ALIASES}) - len(ALIASES)
    assert all(is_choice(each, words) for alias in ALIASES.values() for each in alias)
