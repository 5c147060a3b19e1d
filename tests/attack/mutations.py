"""Files of a site, changed by someone who knows how they are built: other values at any place of a table, other pieces of a text."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import yaml
from hypothesis import strategies as st

from attack.payloads import VALUES

BIB = r"""@string{nat = {Nature}}
@inproceedings{owl, title = {Owls \& {Larks}: $x^2$}, author = {Byron, Ada and Wei*, Wenjie and Roe, Max}, booktitle = {Conference of Birds},
  year = 2024, month = may, selected = {true}, pdf = {owl.pdf}, code = {byron/owl}, preview = {owl.png}, summary = {- one
- two}, abstract = {All about owls.}, award = {Best Paper}, note = {Oral (3\%)}, keywords = {birds, night}}
@article{lark, title = {Larks}, author = {Wei, Wenjie and Byron, Ada}, journal = nat # { Birds}, year = {2023}, volume = 3, number = 2,
  pages = {7--9}, doi = {10.1000/larks}, crossref = {birds}}
@proceedings{birds, title = {Proceedings of Birds}, year = 2023}
"""
PAGE = """---
title: Home
---

# Publications

<!-- pubs:begin boxes -->
<!-- pubs:end boxes -->

```markdown
<!-- pubs:begin list -->
```

I wrote <!-- pubs:begin count --><!-- pubs:end count --> papers.

<!-- pubs:begin news -->
<!-- pubs:end news -->

<!-- pubs:begin list -->
<!-- pubs:end list -->

The end
"""
BY_HAND = """---
title: Home
---
# About me
I work on owls<sup>1</sup>, see [my thesis](https://example.org/thesis?utm_source=letter&id=7) and `a * b`.

# Publications

- **Owls at night**, Wenjie Wei*, **Ada Byron**, Max Roe*, 2024
- [Paper](https://example.org/a.pdf) | [Code](https://example.org/code) | [Slides]()
- *Larks in the morning*, W. Wei, A. Byron. [Paper]([https://example.org/b](https://example.org/b)) ![arXiv](https://img.shields.io/badge/Arxiv--yellow)

<!-- pubs:begin list -->
<!-- pubs:end list -->

| year | paper |
| --- | --- |
| 2024 | [Owls](https://example.org/owls?utm_medium=mail) * |

```html
<a href="https://example.org/?utm_source=code">Jane*, **Ada**, Roe*</a>
```

<div class="box" markdown="1">
[Talk](https://example.org/talk?utm_campaign=x#top), Roe*, **Byron**, Wei*
</div>

<!-- [Old](https://example.org/?utm_source=old) | [Code](https://example.org) -->
> Quoted | [a](b) | c

The end
"""
SETTINGS: dict[str, Any] = {
    "bib": ["papers.bib"],
    "pages": ["*.md"],
    "me": {"name": "Wenjie Wei", "aliases": ["W. Wei"]},
    "highlight": {"me": ["bold"], "students": ["underline"]},
    "marks": {"equal": "†", "corresponding": {"symbol": "✉", "superscript": True}, "read": {"*": "equal"}},
    "people": {"Ada Byron": {"url": "https://x.org/ada", "groups": ["students"], "orcid": "0000-0002-1825-0097"}},
    "venues": {
        "birds": {
            "kind": "conference",
            "name": "Conference of Birds",
            "short": "Birds",
            "rank": ["A"],
            "aliases": ["CoB"],
        }
    },
    "badges": {"venue": "green", "oral": "#f00"},
    "links": {"paper": {"from": ["pdf", "doi"], "label": "Paper", "shield": {"color": "fff", "logo": "github"}}},
    "assets": {"pdf": "files/", "image": "images/"},
    "fields": {"tl_dr": "summary"},
    "theme": {"paper-box": {"rows": ["title", "authors", "links"], "image": {"width": "90%"}}},
    "list": {
        "boxes": {"theme": "paper-box", "where": "selected", "sort": ["-date", "title"]},
        "list": {"theme": "mine", "group": "year", "groups": {"2024": "New"}, "numbering": "down", "limit": 9},
        "count": {"theme": "counts", "options": {"step": 1}},
        "news": {"theme": "news", "options": {"per": "paper", "box": {"height": "9em"}}},
        "whole": {"theme": "badge-list", "file": "all.html", "empty": "none"},
        "each": {"theme": "citation-list", "file": "papers/{key}.md"},
    },
    "news": [{"date": "2024-06", "text": "Passed \\textbf{it}.", "lead": "!"}],
    "lint": {"select": ["P", "N", "H"], "ignore": ["D"], "severity": {"P": "info"}, "today": "2026-01-01", "rules": {}},
    "format": {"indent": 4, "align": "entry", "sort": ["-year", "key"], "fields": ["title"]},
}
THEME: dict[str, Any] = {
    "extends": "badge-list",
    "summary": "Mine",
    "formats": ["markdown", "html"],
    "options": {
        "rows": {"default": ["{title}. {links}", "authors"]},
        "colour": {"type": "choice", "default": "red", "choices": ["red", "blue"], "help": "a colour"},
        "most": {"type": "number", "default": 3, "help": "so many"},
        "look": {
            "type": "table",
            "default": {"a": "x", "b": True},
            "help": "a look",
            "shorthand": "a",
            "choices": {"a": ["x", "y"]},
        },
    },
}
JEKYLL: dict[str, Any] = {
    "title": "Home",
    "url": "https://x.org",
    "author": {"name": "Wenjie Wei", "googlescholar": "https://scholar.google.com/citations?user=AAAAAAAAAAAJ"},
    "scholar": {"last_name": ["Wei"], "first_name": ["Wenjie", "W."]},
    "exclude": ["vendor"],
}
COAUTHORS: dict[str, Any] = {
    "byron": [{"firstname": ["Ada", "A."], "url": "https://x.org/ada"}],
    "roe": [{"firstname": ["Max"]}],
}

_DEEP: Any = "x"
for _ in range(60):
    _DEEP = [_DEEP]
SCALARS = [
    "", "x", 0, 1, -1, 10**30, 1.5, float("inf"), float("nan"), True, False, date(2024, 1, 1), [], {}, [[]], ["x", 1], {"x": {}}, [{}], {"": ""}, _DEEP, "a" * 3000, "../../x", "/etc/*", "a**b", "**", "[", "{key}", "{", "}", "{{ x }}",
    "{% x %}", "year", "year >", "field('file')", "'%9999999d' % 1", "range(10**9)", "-", "file", "builtin:mine", "mine", "list", "paper-box", "\x00", "é" * 99, "\\href{javascript:x}{y}", "<!-- pubs:end x -->", "p\nq", "~", "null", "9" * 400,
]  # fmt: skip
_VALUES = st.one_of(st.sampled_from(SCALARS), st.sampled_from(VALUES))


def places(table: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Returns every place of a table and of those in it."""
    inner = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    return [place for key, value in inner for place in ((*at, key), *places(value, (*at, key)))]


@st.composite
def tables(draw: st.DrawFn, base: dict[str, Any]) -> dict[str, Any]:
    """Draws a table with some of its values replaced, taken out, wrapped, or under other keys."""
    table = deepcopy(base)
    for _ in range(draw(st.integers(1, 3))):
        known = places(table)
        if not known:
            break
        *path, key = draw(st.sampled_from(known))
        holder = table
        for each in path:
            holder = holder[each]
        action = draw(st.sampled_from(["replace", "replace", "replace", "drop", "rename", "wrap", "add"]))
        if action == "drop":
            del holder[key]
        elif action == "rename" and isinstance(holder, dict):
            holder[
                draw(st.sampled_from(["", "nam", "x.y", "a b", "é", "\x00", str(key).upper(), "__class__", "x" * 300]))
            ] = holder.pop(key)
        elif action == "wrap":
            holder[key] = [holder[key]]
        elif action == "add" and isinstance(holder, dict):
            holder[draw(st.sampled_from(["x", "where", "file", "sort", "format", "options", "templates"]))] = deepcopy(
                draw(_VALUES)
            )
        else:
            holder[key] = deepcopy(draw(_VALUES))
    return table


def in_toml(value: Any) -> str:
    """Writes a table as TOML, all of it inline, as the format allows."""
    return "".join(f"{_key(key)} = {_inline(each)}\n" for key, each in value.items())


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    return str(value).lower() if isinstance(value, (bool, float)) else str(value)


def _key(key: Any) -> str:
    return _quoted(str(key))


def _quoted(text: str) -> str:
    """TOML has the escapes of JSON, but none of a pair of surrogates; and DEL may not stand as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def in_yaml(value: Any) -> str:
    """Writes a table as YAML."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


TOKENS = {
    "bib": [
        "@article{a,\n", "@misc(b,\n", "@string{nat = {x}}\n", "@comment{", "@preamble{", "title = {", "author = {", "}", "},\n", '"', "{", "\\", "$", "%", "#", " # ", "=", ",", "\n", "\r\n", "\r", "\ufeff", "\x00", "@", "(", ")", " and ",
        "and others", "crossref = {owl}", "crossref = {lark}", "xdata = {owl}", "year = {9999999999}", "month = {45}", "date = {2024-", "url = {javascript:x}", "abstract = {[x](javascript:y)}", "badge = {", "hidden = {true}", "file = {x}", "owl", "@misc{owl,}\n",
        "@inproceedings{../../x, title = {x}}\n", "@misc{a/b, title = {x}}\n", "@misc{CON, title = {x}}\n", "author+an = {1=equal; 9=x}", "equal = {1,9}", "\\input{x}", "<!-- pubs:end boxes -->", "% pubs:ignore[P001]\n",
    ],
    "toml": ["[", "]", "[[", "]]", "=", '"', "'", '"""', "'''", "{", "}", ",", ".", "#", "\n", "\r", "\\", "\\u", "1e999", "0x", "1979-05-27", "[list.x]\n", "[[list]]\n", "\x00", "\ufeff", "é", "inf", "_", "-", "true", "9" * 5000, "[" * 400, "a." * 400],
    "yaml": ["- ", ": ", "? ", "&a ", "*a ", "<<: *a\n", "!!int ''", "!!timestamp x", "!!python/name:os.system", "!x ", "| ", "> ", "|2\n", "---\n", "...\n", "%YAML 9\n", "\t", "  ", "\n", "'", '"', "[", "]", "{", "}", "#", "@", "`", "\x00", "\ufeff", "é", "~", "[" * 400, "9" * 5000, "0o9", "1:2:3", "2024-99-99", "= "],
    "prose": [
        "*", "**", "***", "_", " | ", "|", "\n|", "[x](", ")", "](", "![", "<", "<b>", "</div>", "<!--", "-->", "`", "```\n", "~~~\n", "\n\n", "\n", "\r\n", "- ", "1. ", "> ", "    ", "\t", "\\", "{: .x}", "{{ x }}", "{% raw %}", "# ", "---\n", "<sup>*</sup>",
        "https://x.org/?utm_source=a&utm_medium=b", "?utm_source=x)", "&utm_x=", "utm_source", "Roe*, ", "**Byron**, Wei*", "é", "\ufeff", "\x00", "x" * 2000, "<!-- pubs:begin list -->", "<!-- pubs:end list -->", "<!-- pubs:ignore[W008] -->", "<a href='https://x.org/?utm_source=y'>", "[x]: https://x.org/?utm_source=z\n", "$a * b$",
    ],
    "page": [
        "<!-- pubs:begin boxes -->", "<!-- pubs:end boxes -->", "<!-- pubs:end boxes 00000000 -->", "<!-- pubs:begin nothing -->\n<!-- pubs:end nothing -->\n", "<!-- pubs:begin", "pubs:end", "-->", "<!--", "```\n", "~~~\n", "````\n", "    ", "---\n", "+++\n", "{% raw %}", "<pre>", "</pre>",
        "<script>", "<style>", "<textarea>", "`", "\n", "\r\n", "\r", "\x00", "\ufeff", "> ", "- ", "\t", "<!-- pubs:ignore[P001] -->", "<!-- pubs:begin each --><!-- pubs:end each -->", "<!-- pubs:begin whole -->\n<!-- pubs:end whole -->", "é", "x" * 2000, "<!-- pubs:begin boxes --><!-- pubs:begin boxes -->", "{{ x }}", "<",
    ],
}  # fmt: skip


@st.composite
def texts(draw: st.DrawFn, base: str, kind: str) -> str:
    """Draws a text with pieces put in, taken out, doubled or moved."""
    text = base
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 1, 2, 5, 20, 80, 10_000])))
        action = draw(st.sampled_from(["put", "put", "put", "cut", "cut", "double", "move", "end"]))
        piece, text_left = text[start:end], text[:start] + text[end:]
        if action == "put":
            text = text[:start] + draw(st.sampled_from(TOKENS[kind])) + text[start:]
        elif action == "cut":
            text = text_left
        elif action == "double":
            text = text[:end] + piece + text[end:]
        elif action == "move":
            at = draw(st.integers(0, len(text_left)))
            text = text_left[:at] + piece + text_left[at:]
        else:
            text = text[:start]
    return text


@st.composite
def files(draw: st.DrawFn, base: str, kind: str) -> bytes:
    """Draws the bytes of a changed text: of other newlines, with a byte order mark, or not UTF-8 at all."""
    text = draw(texts(base, kind))
    how = draw(st.sampled_from(["", "", "", "", "", "crlf", "bom", "latin", "utf-16", "bytes"]))
    data = (text.replace("\n", "\r\n") if how == "crlf" else text).encode(
        "latin-1" if how == "latin" else "utf-16" if how == "utf-16" else "utf-8", "replace"
    )
    if how == "bom":
        return b"\xef\xbb\xbf" + data
    if how == "bytes":
        at = draw(st.integers(0, len(data)))
        return data[:at] + draw(st.binary(max_size=4)) + data[at:]
    return data


PROSE = files(BY_HAND, "prose")
"""A page written by hand, as someone may have changed it."""
CHANGED = {
    "papers.bib": files(BIB, "bib"),
    "about.md": files(PAGE, "page"),
    "pubs.toml": st.one_of(tables(SETTINGS).map(in_toml).map(str.encode), files(in_toml(SETTINGS), "toml")),
    "_pubs/mine/theme.toml": st.one_of(tables(THEME).map(in_toml).map(str.encode), files(in_toml(THEME), "toml")),
    "_config.yml": st.one_of(tables(JEKYLL).map(in_yaml).map(str.encode), files(in_yaml(JEKYLL), "yaml")),
    "_data/coauthors.yml": st.one_of(tables(COAUTHORS).map(in_yaml).map(str.encode), files(in_yaml(COAUTHORS), "yaml")),
}
"""The files of a site, each with what they may have become."""
SITE = {
    "papers.bib": BIB,
    "about.md": PAGE,
    "pubs.toml": in_toml(SETTINGS),
    "_pubs/mine/theme.toml": in_toml(THEME),
    "_config.yml": in_yaml(JEKYLL),
    "_data/coauthors.yml": in_yaml(COAUTHORS),
}
