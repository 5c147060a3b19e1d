"""What a Jekyll site says that concerns publications: ``_config.yml`` and al-folio's ``_data/coauthors.yml``.

Files are read as YAML and edited as text, so that comments and order stay. One that is not YAML is an error, as it is
for Jekyll: without the owner's name and the co-authors, a page would be written that is wrong.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pubmanager.config.find import COAUTHORS, JEKYLL_CONFIG
from pubmanager.config.schema import MeConfig, PersonConfig
from pubmanager.inputs import parse_yaml, read_text
from pubmanager.regex import regex
from pubmanager.source import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


_SCHOLAR = regex(
    r"^[^#\n]*scholar\.google\.[\w.]+/citations\?\S*?\buser=([\w-]{12})(?![\w-])"
    r"|^\s*(?:google_?)?scholar(?:_?user)?_?id\s*:\s*[\"']?([\w-]{12})(?![\w-])",
    re.MULTILINE,
)


# Where al-folio finds the files that entries name, by kind of link. Source: its `_layouts/bib.liquid`.
AL_FOLIO: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "/assets/pdf/",
        "supp": "/assets/pdf/",
        "poster": "/assets/pdf/",
        "slides": "/assets/pdf/",
        "url": "/assets/html/",
        "image": "/assets/img/publication_preview/",
    }
)


def folders_of(root: Path) -> dict[str, str]:
    """Returns the folders of al-folio's files as pages see them; none for another site.

    A site of al-folio is one whose ``_config.yml`` has settings for jekyll-scholar.
    """
    table = jekyll_config(root)
    if not isinstance(table.get("scholar"), dict):
        return {}
    base = base_url(table)
    return {kind: base + folder for kind, folder in AL_FOLIO.items()}


def base_url(table: Mapping[str, Any]) -> str:
    """Returns the path below which a Jekyll site is served, without a slash at its end."""
    base = table.get("baseurl")
    return base.rstrip("/") if isinstance(base, str) else ""


def read_yaml(text: str, place: str = JEKYLL_CONFIG) -> dict[str, Any]:
    """Returns a YAML mapping; an empty one for other YAML. Raises: ``PubsError`` for text that is not YAML."""
    table = parse_yaml(text, place)
    return table if isinstance(table, dict) else {}


def jekyll_config(root: Path) -> dict[str, Any]:
    """Returns a site's ``_config.yml``; empty where there is none."""
    file = root / JEKYLL_CONFIG
    return read_yaml(_text(file), shown_path(file))


def me_of(root: Path) -> MeConfig:
    """Returns the owner as the ``_config.yml`` of a site names them; an empty name where it does not."""
    file = root / JEKYLL_CONFIG
    text, place = _text(file), shown_path(file)
    name, aliases = _written_name(text, place)
    others = dict.fromkeys((*aliases, *other_names(text, place)))
    return MeConfig(name, tuple(each for each in others if each != name))


def owner_of(text: str, place: str = JEKYLL_CONFIG) -> str:
    """Returns the owner's name: ``scholar.first_name`` and ``last_name``, ``first_name``, ``author.name`` or ``name``.

    >>> owner_of("scholar:\\n  last_name: [Einstein]\\n  first_name: [Albert, A.]")
    'Albert Einstein'
    """
    return _written_name(text, place)[0]


def _written_name(text: str, place: str) -> tuple[str, tuple[str, ...]]:
    table = read_yaml(text, place)
    for part in (table.get("scholar"), table):
        if isinstance(part, dict) and (last := _texts(part.get("last_name"))):
            return " ".join([*_texts(part.get("first_name"))[:1], last[0]]), ()
    author = table.get("author")
    names = (author.get("name") if isinstance(author, dict) else author, table.get("name"))
    return bare_names(next((found[0] for name in names if (found := _texts(name))), ""))


_BREAK = regex(r"<br\b[^<>]*>|&[ne]?[bm]?sp;|[\r\n]+", re.IGNORECASE)
_MARKUP = regex(r"<[^<>]*>|[*_`]+")
_BRACKETED = regex(r"\s?[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_BETWEEN = regex(r"\s*[|/•;]\s*|\s+[-–—·]\s+|\s{2,}")
_HONORIFIC = regex(
    r"^(?:(?:(?:assoc|asst|associate|assistant|adjunct|full|univ)\.?\s+)?(?:prof|professor|dr|mr|mrs|ms|mx|ir|dipl|ing)"
    r"\b\.?(?:-ing\.)?\s*)+|,?\s*\b(?:ph\.?\s?d|m\.?\s?sc|b\.?\s?sc|m\.?d|mba|dphil)\b\.?(?=\s*(?:,|$))",
    re.IGNORECASE,
)
_PRONOUNS = regex(r"\b(?:she|he|they|any|ze|xe)\s*/\s*\w+(?:\s*/\s*\w+)*", re.IGNORECASE)
_OTHER_SCRIPT = regex(r"[^\x00-\u024f\u1e00-\u1eff’‘‐-―]+(?:[\s·][^\x00-\u024f\u1e00-\u1eff’‘‐-―]+)*")


def bare_names(text: str) -> tuple[str, tuple[str, ...]]:
    """Returns a name without titles, pronouns and markup, and the same name in other scripts.

    >>> bare_names("Dr. Ada Byron <br> (艾达)"), bare_names("艾达 Ada Byron"), bare_names("Ada Byron (She/Her)")
    (('Ada Byron', ('艾达',)), ('Ada Byron', ('艾达',)), ('Ada Byron', ()))
    """
    text = _PRONOUNS.sub("", _MARKUP.sub("", _BREAK.sub("  ", text)))
    outer = [each.strip() for each in _BETWEEN.split(_BRACKETED.sub("", text).strip())]
    pieces = [_HONORIFIC.sub("", each).strip(" ,") for each in (*outer, *_BRACKETED.findall(text))]
    names: list[str] = []
    for piece in filter(None, pieces):
        rest = " ".join(_OTHER_SCRIPT.sub(" ", piece).split())
        names += [rest, *map(str.strip, _OTHER_SCRIPT.findall(piece))] if len(rest) > 1 else [piece]
    latin = [name for name in names if not _OTHER_SCRIPT.fullmatch(name)]
    first = (*latin, *names, "")[0]
    others = [name for name in names if name != first and (" " in name or _OTHER_SCRIPT.fullmatch(name))]
    return first, tuple(dict.fromkeys(others))


def scholar_of(root: Path) -> str:
    """Returns the owner's id on Google Scholar that the ``_config.yml`` of a site gives, alone or in an address."""
    found = _SCHOLAR.search(_text(root / JEKYLL_CONFIG))
    return (found[1] or found[2]) if found else ""


def other_names(text: str, place: str = JEKYLL_CONFIG) -> Iterator[str]:
    """Yields the other spellings that al-folio's ``scholar`` lists."""
    scholar = read_yaml(text, place).get("scholar")
    if isinstance(scholar, dict):
        first, last = _texts(scholar.get("first_name")), _texts(scholar.get("last_name"))
        yield from dict.fromkeys(f"{given} {family}" for family in last for given in first[:8])


def coauthors_of(root: Path) -> dict[str, PersonConfig]:
    """Returns the people of al-folio's ``_data/coauthors.yml``: family names with given names and a link each."""
    file = root / COAUTHORS
    people: dict[str, PersonConfig] = {}
    for family, rows in read_yaml(_text(file), shown_path(file)).items():
        for row in rows if isinstance(rows, list) else []:
            given = _texts(row.get("firstname")) if isinstance(row, dict) else []
            if given:
                names = [f"{each} {family}".title() for each in sorted(given, key=len, reverse=True)]
                people[names[0]] = PersonConfig(tuple(names[1:]), url=str(row.get("url") or ""))
    return people


def _text(file: Path) -> str:
    """Returns the text of a file; an empty one where there is none."""
    return read_text(file, shown_path(file)) if file.is_file() else ""


def _texts(content: object) -> list[str]:
    """Returns a text or a list of texts as a list."""
    items = content if isinstance(content, list) else [content]
    return [str(item).strip() for item in items if isinstance(item, (str, int, float)) and str(item).strip()]


def excluded(text: str) -> tuple[str, ...]:
    """Returns what the site's ``exclude`` lists.

    >>> excluded("exclude: [a.bib, 'b']\\nname: x"), excluded("exclude:\\n  - a.bib\\n  - b\\nname: x")
    (('a.bib', 'b'), ('a.bib', 'b'))
    """
    return tuple(_texts(read_yaml(text).get("exclude")))


# What Jekyll leaves out where a site says nothing; its third version forgets these where the site does say something.
# Source: jekyll 4.3, lib/jekyll/configuration.rb and entry_filter.rb.
_EXCLUDED = (
    ".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle/",
    "vendor/cache/", "vendor/gems/", "vendor/ruby/",
)  # fmt: skip


def excluding(text: str, paths: list[str], newline: str) -> str | None:
    """Returns the text with ``paths`` added to ``exclude``; ``None`` where the list has an unusual form."""
    if not paths:
        return text
    if not re.search(r"^exclude\s*:", text, re.MULTILINE):
        items = "".join(f"  - {path}{newline}" for path in (*paths, *_EXCLUDED))
        return f"{text}{'' if text.endswith(newline) or not text else newline}{newline}exclude:{newline}{items}"
    block = re.search(r"^exclude:[ \t]*(?:#[^\r\n]*)?\r?\n(?P<indent>[ \t]*)- ", text, re.MULTILINE)
    if block:
        at = block.start("indent")
        return text[:at] + "".join(f"{block['indent']}- {path}{newline}" for path in paths) + text[at:]
    flow = re.search(r"^exclude:[ \t]*\[(?P<rest>\s*\])?", text, re.MULTILINE)
    if flow:
        at = text.index("[", flow.start()) + 1
        return text[:at] + ", ".join(paths) + ("" if flow["rest"] else ", ") + text[at:]
    return None
