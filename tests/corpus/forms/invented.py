"""An invented entry with every field there is, rendered by settings and read like a real page's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visible import kramdown

from corpus.forms.authors import folded
from corpus.forms.dom import tree
from corpus.forms.skeleton import form_of
from pubmanager import Bibliography
from pubmanager.config.load import parse_config

if TYPE_CHECKING:
    from corpus.forms.dom import Element
    from corpus.forms.settings import Settings

ME = "Ada Byron"
_OWNER = ("adabyron", "abyron", "byrona")
_ENTRY = """
@inproceedings{{rivers2025,
  title = {{How Rivers That Nobody Measured Are Drawn on Maps}},
  author = {{Ada Byron and Kurt Weaver and Mia Okafor and Lena Fischer{others}}},
{roles}
  booktitle = {{ICQT}},
  abbr = {{QUT}},
  year = 2025,
  pages = {{12--34}},
  doi = {{10.1000/rivers}},
  url = {{https://example.org/rivers}},
  pdf = {{https://example.org/rivers.pdf}},
  code = {{https://github.com/ada/rivers}},
  demo = {{https://example.org/demo}},
  video = {{https://example.org/video}},
  slides = {{https://example.org/slides.pdf}},
  poster = {{https://example.org/poster.pdf}},
  keywords = {{Hydrology}},
  location = {{Lisbon}},
  note = {{Invited words}},
  presentation = {{oral}},
  rate = {{36/2400}},
  impact = {{6.3}},
  rank = {{CCF-A}},
  google_scholar_id = {{abcdefghijkl:mnopqrstuvwx}},
  summary = {{We measure rivers that nobody has seen and draw the maps that somebody else may have lost long ago.}},
{image}
}}
"""


def entry_for(settings: Settings) -> str:
    """Returns the entry as BibTeX."""
    roles = "; ".join(f"{number}={role}" for number, role in settings.roles.items() if role != "note")
    notes = "; ".join(f'{number}="Co-first"' for number, role in settings.roles.items() if role == "note")
    lines = [f"  author+an = {{{roles}}}," if roles else "", f"  author+an:note = {{{notes}}}," if notes else ""]
    image = "" if settings.image in ("", "none") else f"  image = {{images/{settings.image}}},"
    others = " and others" if settings.is_cut else ""
    return _ENTRY.format(others=others, roles="\n".join(filter(None, lines)), image=image)


def rendered(settings: Settings) -> str:
    """Renders the entry as Markdown. Raises: ``PubsError``."""
    config = parse_config(f'me = {{ name = "{ME}" }}\n' + settings.toml())
    bibliography = Bibliography.loads(entry_for(settings), config=config)
    return bibliography.render(settings.theme, format="markdown")


def skeletons(kinds: list[str], texts: list[str]) -> list[str]:
    """Reads rendered Markdown as pages are read."""
    return [_skeleton(kind, tree(html)) for kind, html in zip(kinds, kramdown(texts), strict=True)]


def _skeleton(kind: str, root: Element) -> str:
    element = next((each for each in root.walk() if each.tag == "li" or each.has_class("paper-box")), root)
    letters = folded(element.text)
    owner = next((name for name in _OWNER if name in letters), _OWNER[0])
    return form_of(kind, element, owner).skeleton
