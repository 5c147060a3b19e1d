"""Readers of Markdown with everything switched on that they or their users have, each for many pages in one call."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from conftest import PATH
from visible import kramdown

if TYPE_CHECKING:
    from collections.abc import Callable

_HUGO = """
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "robotsTXT", "404", "home", "section"]
enableEmoji = true
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
title = true
[markup.goldmark.extensions.extras]
delete = { enable = true }
insert = { enable = true }
mark = { enable = true }
subscript = { enable = true }
superscript = { enable = true }
"""
_MYST = (
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition",
    "html_image", "linkify", "smartquotes", "strikethrough", "substitution", "tasklist",
)  # fmt: skip
_PYTHON_MARKDOWN = ["extra", "admonition", "sane_lists", "smarty", "toc", "wikilinks", "codehilite"]
_PYMDOWN = [
    "admonition", "attr_list", "footnotes", "md_in_html", "def_list", "tables", "toc",
    *(f"pymdownx.{name}" for name in (
        "arithmatex", "betterem", "caret", "critic", "details", "emoji", "highlight", "inlinehilite", "keys", "magiclink",
        "mark", "progressbar", "saneheaders", "snippets", "superfences", "tabbed", "tasklist", "tilde",
    )),
]  # fmt: skip

# Docutils shows code in spans, and its long words in spans of theirs.
_LITERAL = re.compile(r'<span class="docutils literal">((?:[^<]|<span class="pre">[^<]*</span>)*)</span>')
_WORD = re.compile(r"</?span[^>]*>")


def hugo(pages: list[str]) -> list[str]:
    """Reads pages as goldmark does in Hugo, which also takes what looks like its shortcodes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
        (folder / "layouts" / "_default").mkdir(parents=True)
        (folder / "layouts" / "_default" / "single.html").write_text("{{ .Content }}", encoding="utf-8")
        (folder / "content").mkdir()
        for number, page in enumerate(pages):
            (folder / "content" / f"p{number}.md").write_text(
                f"---\ntitle: x\n---\n\n{page}", encoding="utf-8", newline=""
            )
        environment = {**os.environ, "PATH": PATH, "HUGO_NUMWORKERMULTIPLIER": "1"}
        built = subprocess.run(
            ["hugo", "--quiet"], cwd=folder, env=environment, capture_output=True, text=True, timeout=600
        )
        assert built.returncode == 0, built.stdout + built.stderr
        return [
            (folder / "public" / f"p{number}" / "index.html").read_text(encoding="utf-8")
            for number in range(len(pages))
        ]


def pandoc(pages: list[str]) -> list[str]:
    """Reads pages as pandoc and Quarto do."""
    command = ["pandoc", "--from=markdown", "--to=html5", "--mathjax", "--sandbox", "--columns=100000"]

    def read(page: str) -> str:
        return subprocess.run(
            command, input=page.encode(), capture_output=True, check=True, timeout=600
        ).stdout.decode()

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(read, pages))


def python_markdown(pages: list[str]) -> list[str]:
    """Reads pages as MkDocs and Pelican do, with the extensions of Python-Markdown."""
    return _with_extensions(pages, _PYTHON_MARKDOWN)


def pymdown(pages: list[str]) -> list[str]:
    """Reads pages as Material for MkDocs does, with the extensions of PyMdown."""
    return _with_extensions(pages, _PYMDOWN)


def _with_extensions(pages: list[str], extensions: list[str]) -> list[str]:
    import markdown

    reader = markdown.Markdown(
        extensions=extensions,
        extension_configs={name: {"base_path": ["/"]} for name in extensions if name == "pymdownx.snippets"},
    )
    return [reader.reset().convert(page) for page in pages]


def myst(pages: list[str]) -> list[str]:
    """Reads pages as MyST does, to which raw HTML, roles and directives are allowed."""
    from docutils.core import publish_parts
    from myst_parser.docutils_ import Parser

    settings = {
        "myst_enable_extensions": list(_MYST),
        "myst_suppress_warnings": ["myst"],
        "embed_stylesheet": False,
        "stylesheet_path": "",
        "report_level": 5,
        "halt_level": 6,
        "warning_stream": io.StringIO(),
        "raw_enabled": True,
        "file_insertion_enabled": True,
        "doctitle_xform": False,
        "syntax_highlight": "none",
        "line_length_limit": 10**6,
        "math_output": "MathJax",
    }
    bodies = (
        publish_parts(page, parser=Parser(), writer="html5", settings_overrides=settings)["body"] for page in pages
    )
    return [_LITERAL.sub(lambda found: f"<code>{_WORD.sub('', found[1])}</code>", body) for body in bodies]


def markdown_it(pages: list[str]) -> list[str]:
    """Reads pages as markdown-it does with its plug-ins, which Eleventy, VitePress and others are made of."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins import (
        amsmath,
        attrs,
        colon_fence,
        container,
        deflist,
        dollarmath,
        field_list,
        footnote,
        tasklists,
        texmath,
    )

    reader = MarkdownIt("gfm-like", {"html": True, "typographer": True, "linkify": True})
    reader.enable(["smartquotes"])
    for plugin in (
        amsmath.amsmath_plugin, attrs.attrs_plugin, attrs.attrs_block_plugin, colon_fence.colon_fence_plugin,
        deflist.deflist_plugin, dollarmath.dollarmath_plugin, field_list.fieldlist_plugin, footnote.footnote_plugin,
        tasklists.tasklists_plugin, texmath.texmath_plugin,
    ):  # fmt: skip
        reader.use(plugin)
    reader.use(container.container_plugin, name="note")
    return [reader.render(page) for page in pages]


class Reader(NamedTuple):
    """A reader of many pages, and the program whose presence says that it is installed."""

    read: Callable[[list[str]], list[str]]
    program: str


READERS = {
    "kramdown": Reader(kramdown, "kramdown"),
    "goldmark": Reader(hugo, "hugo"),
    "pandoc": Reader(pandoc, "pandoc"),
    "python-markdown": Reader(python_markdown, "mkdocs"),
    "pymdown": Reader(pymdown, "mkdocs"),
    "myst": Reader(myst, "sphinx-build"),
    "markdown-it": Reader(markdown_it, "sphinx-build"),
}
