"""Links in their slots, in the site's order, in every style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager.config.schema import LinkConfig, ShieldConfig
from pubmanager.config.styles import styles_of
from pubmanager.model.links import Link
from pubmanager.render.links import LinkRows, LinkStyle, LinkView, Slots, live_link
from pubmanager.render.writers import writer_of

if TYPE_CHECKING:
    from collections.abc import Iterable

CONFIG = {
    "paper": LinkConfig(sources=("pdf", "arxiv", "url"), label="Paper"),
    "code": LinkConfig(),
    "project": LinkConfig(label="Website"),
}
URLS = {
    "pdf": "https://a.org/a.pdf", "arxiv": "https://arxiv.org/abs/2401.00001", "url": "https://a.org", "code": "https://github.com/a/b",
    "project": "https://p.org", "zhihu": "https://z.org", "doi": "https://doi.org/10.1/x", "hal": "https://a.org/", "bibtex": "https://b.org",
}  # fmt: skip


def links_of(kinds: str, **urls: str) -> list[Link]:
    return [Link(kind, kind.upper(), {**URLS, **urls}[kind]) for kind in kinds.split()]


def told(views: Iterable[LinkView]) -> str:
    return " ".join(f"{view.slot}:{view.label}:{view.url.removeprefix('https://')}" for view in views)


def shown(kinds: str, **urls: str) -> str:
    return told(Slots(CONFIG).filled(links_of(kinds, **urls)))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("", ""),
        ("pdf", "paper:Paper:a.org/a.pdf"),
        ("url arxiv pdf", "paper:Paper:a.org/a.pdf"),  # the first source that is there, not the first link
        ("url arxiv", "paper:Paper:arxiv.org/abs/2401.00001"),
        ("project code url", "paper:Paper:a.org code:CODE:github.com/a/b project:Website:p.org"),
        ("zhihu code", "code:CODE:github.com/a/b zhihu:ZHIHU:z.org"),  # links of the owner's own labels come last
        ("zhihu doi", "zhihu:ZHIHU:z.org doi:DOI:doi.org/10.1/x"),
        ("bibtex code", "code:CODE:github.com/a/b bibtex:BIBTEX:b.org"),
        ("url hal", "paper:Paper:a.org"),  # HAL is where the paper links to already
        ("code hal", "code:CODE:github.com/a/b hal:HAL:a.org/"),
        ("pdf hal zhihu", "paper:Paper:a.org/a.pdf hal:HAL:a.org/ zhihu:ZHIHU:z.org"),
    ],
)
def test_slots_are_filled_in_the_order_of_the_site(kinds: str, expected: str) -> None:
    assert shown(kinds) == expected


def test_only_links_of_identifiers_are_told_once() -> None:
    assert shown("url zhihu", zhihu="https://a.org") == "paper:Paper:a.org zhihu:ZHIHU:a.org"


@pytest.mark.parametrize(
    ("name", "slot"),
    [("paper", "paper"), ("pdf", "paper"), ("url", "paper"), ("code", "code"), ("github", "code"), ("website", "project"), ("zhihu", "zhihu"), ("video", "video")],
)  # fmt: skip
def test_the_slot_that_a_name_means(name: str, slot: str) -> None:
    assert Slots(CONFIG).named(name) == slot


@pytest.mark.parametrize(
    ("slots", "kinds", "expected"),
    [
        # The DOI of a preprint that was published stands behind the slot that may hold it.
        ({"paper": ("arxiv", "doi"), "code": ()}, "code doi arxiv", "paper:ARXIV doi:DOI code:CODE"),
        ({"paper": ("arxiv", "doi"), "code": ()}, "code doi", "paper:DOI code:CODE"),
        ({"paper": ("pdf", "doi"), "code": ()}, "doi pdf code", "paper:PDF code:CODE"),
        ({"code": (), "paper": ("arxiv", "doi")}, "doi arxiv code", "code:CODE paper:ARXIV doi:DOI"),
        ({"code": (), "paper": ("arxiv", "doi")}, "doi arxiv", "paper:ARXIV doi:DOI"),
        ({"paper": ("arxiv",)}, "doi arxiv", "paper:ARXIV doi:DOI"),
        ({"paper": ("arxiv",), "doi": ()}, "arxiv doi", "paper:ARXIV doi:DOI"),
        ({"paper": ("arxiv",)}, "image arxiv", "paper:ARXIV"),
        ({"paper": ("pdf",), "more": ("pdf", "code")}, "code pdf", "paper:PDF more:PDF"),
    ],
)
def test_slots_of_other_sites(slots: dict[str, tuple[str, ...]], kinds: str, expected: str) -> None:
    urls = {kind: f"https://{kind}.org" for kind in kinds.split()}
    links = [Link(kind, kind.upper(), url) for kind, url in urls.items()]
    filled = Slots({name: LinkConfig(sources=sources) for name, sources in slots.items()}).filled(links)
    assert " ".join(f"{view.slot}:{view.label}" for view in filled) == expected


@pytest.mark.parametrize(
    ("name", "kinds", "expected"),
    [
        ("paper", "url arxiv code", "paper:Paper:arxiv.org/abs/2401.00001"),
        ("code", "url code", "code:CODE:github.com/a/b"),
        ("github", "url code", "code:CODE:github.com/a/b"),
        ("project", "url", ""),
        ("arxiv", "pdf arxiv", "arxiv:ARXIV:arxiv.org/abs/2401.00001"),  # beside the slot, which has the PDF
        ("pdf", "pdf arxiv", "paper:Paper:a.org/a.pdf"),
        ("website", "project", "project:Website:p.org"),
        ("zhihu", "code zhihu", "zhihu:ZHIHU:z.org"),
        ("zhihu", "code", ""),
        ("rest", "zhihu code url", "paper:Paper:a.org code:CODE:github.com/a/b zhihu:ZHIHU:z.org"),
        ("identifiers", "code pdf arxiv doi", "doi:DOI:doi.org/10.1/x arxiv:ARXIV:arxiv.org/abs/2401.00001 pdf:PDF:a.org/a.pdf"),
        ("identifiers", "code", ""),
    ],
)  # fmt: skip
def test_links_asked_for_by_name(name: str, kinds: str, expected: str) -> None:
    assert told(Slots(CONFIG).asked(name, links_of(kinds))) == expected


def test_live_badges_are_of_github() -> None:
    found = live_link("stars", "https://github.com/a/b", None)
    assert found == LinkView(
        "stars", "Stars", "https://github.com/a/b", None, "https://img.shields.io/github/stars/a/b?style=social"
    )
    look = LinkConfig(label="Forks!", shield=ShieldConfig(style="flat"))
    found = live_link("forks", "https://github.com/a/b", look)
    assert found is not None
    assert (found.label, found.look, found.shield) == (
        "Forks!",
        look,
        "https://img.shields.io/github/forks/a/b?style=flat&label=Forks%21",
    )
    assert live_link("stars", "https://gitlab.com/a/b", None) is None


def test_a_link_as_a_shield() -> None:
    plain = LinkView("code", "Code", "https://a.org")
    assert (plain.shield, plain.icon) == ("https://img.shields.io/badge/Code-fff", "")
    given = ShieldConfig(color="red", logo="github", logo_color="fff", style="flat", label="see")
    look = LinkConfig(icon="fab fa-github", shield=given)
    view = LinkView("code", "Code", "https://a.org", look)
    assert view.icon == "fab fa-github"
    assert view.shield == "https://img.shields.io/badge/see-Code-red?logo=github&logoColor=fff&style=flat"
    view = LinkView("code", "Code", "https://a.org", LinkConfig(shield=ShieldConfig(logo_color="fff")))
    assert view.shield == "https://img.shields.io/badge/Code-fff"  # a colour of no logo


HREF = 'href="https://a.org"'
ICON = '<i class="fa" aria-hidden="true"></i>'
# Each style of links: a link without an icon, and one with an icon.
STYLES = {
    "shield": (f'<a {HREF}><img src="https://img.shields.io/badge/A%26B-fff" alt="A&amp;B"></a>',) * 2,
    "plain": (f"<a {HREF}>A&amp;B</a>",) * 2,
    "bold": (f"<a {HREF}><strong>A&amp;B</strong></a>",) * 2,
    "bold-outside": (f"<strong><a {HREF}>A&amp;B</a></strong>",) * 2,
    "italic": (f"<a {HREF}><em>A&amp;B</em></a>",) * 2,
    "bracketed": (f"[<a {HREF}>A&amp;B</a>]",) * 2,
    "bracketed-inside": (f"<a {HREF}>[A&amp;B]</a>",) * 2,
    "bold-bracketed": (f"[<a {HREF}><strong>A&amp;B</strong></a>]",) * 2,
    "bold-bracketed-inside": (f"<a {HREF}><strong>[A&amp;B]</strong></a>",) * 2,
    "code": (f"<a {HREF}><code>A&amp;B</code></a>",) * 2,
    "icon": (f"<a {HREF}>A&amp;B</a>", f'<a {HREF}><i class="fa" title="A&amp;B"></i></a>'),
    "icon-label": (f"<a {HREF}>A&amp;B</a>", f"<a {HREF}>{ICON} A&amp;B</a>"),
    "icon-bold": (f"<a {HREF}><strong>A&amp;B</strong></a>", f"<a {HREF}>{ICON} <strong>A&amp;B</strong></a>"),
    "underline": (f"<a {HREF}><u>A&amp;B</u></a>",) * 2,
    "quoted": (f"<a {HREF}>“A&amp;B”</a>",) * 2,
    "color:red": (f'<a {HREF}><span style="color: red">A&amp;B</span></a>',) * 2,
    "button": (f'<a {HREF} class="btn">A&amp;B</a>',) * 2,
    "icon-button": (f'<a {HREF} class="btn">A&amp;B</a>', f'<a {HREF} class="btn">{ICON} A&amp;B</a>'),
}


@pytest.mark.parametrize("style", STYLES)
def test_styles_of_links(style: str) -> None:
    views = [LinkView("x", "A&B", "https://a.org"), LinkView("x", "A&B", "https://a.org", LinkConfig(icon="fa"))]
    rows = LinkRows(LinkStyle(styles_of(style), classes="btn"), writer_of("html"))
    assert tuple(map(rows.link, views)) == STYLES[style]
    assert rows.row(views) == " ".join(STYLES[style])
    own = [LinkView(view.slot, view.label, view.url, LinkConfig(icon=view.icon, style=(style,))) for view in views]
    rows = LinkRows(LinkStyle((), " | ", classes="btn"), writer_of("html"))
    assert rows.row(own[1:]) == STYLES[style][1]  # a slot's own style counts before the list's
    assert rows.row([]) == ""


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        ("image", f'<a {HREF}><img src="https://img.shields.io/badge/A-fff" alt="A"></a>'),
        ("code", f"<a {HREF}><code>A</code></a>"),
        ("text", f"<a {HREF}>A</a>"),
    ],
)
def test_shields_are_drawn_as_the_list_wants(drawing: str, expected: str) -> None:
    rows = LinkRows(LinkStyle(("shield",), drawing=drawing), writer_of("html"))
    assert rows.link(LinkView("x", "A", "https://a.org")) == expected


def test_live_badges_are_shown_where_images_are() -> None:
    view = LinkView("stars", "Stars", "https://a.org", None, "https://s.org/x")
    rows = LinkRows(LinkStyle(), writer_of("html"))
    assert rows.link(view) == '<a href="https://a.org"><img src="https://s.org/x" alt="Stars"></a>'
    assert rows.live(view) == '<img src="https://s.org/x" alt="Stars">'
    rows = LinkRows(LinkStyle(drawing="text"), writer_of("html"))
    assert rows.row([LinkView("x", "A", "https://a.org"), view]) == '<a href="https://a.org">A</a>'


def test_other_formats_without_icons_have_the_words() -> None:
    view = LinkView("x", "A_B", "https://a.org", LinkConfig(icon="fa"))
    for style in ("icon", "icon-label", "icon-button", "button"):
        assert LinkRows(LinkStyle(styles_of(style)), writer_of("latex")).link(view) == "\\href{https://a.org}{A\\_B}"
    assert LinkRows(LinkStyle(("bracketed",)), writer_of("markdown")).link(view) == "\\[[A_B](https://a.org)\\]"
