"""Jekyll runs Liquid in every file with front matter: text, LaTeX, HTML and Markdown say what a field says, and run none."""

from __future__ import annotations

import html
import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from visible import visible

from pubmanager import Bibliography, Site
from pubmanager.latex.nodes import Math, RichText, Style, Styled, Text
from pubmanager.render.writers import writer_of

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"}
SECRET = "a-secret"
TAGS = [
    "{{ site.secret }}", "{{site.secret}}", "{{- site.secret -}}", "{{{ site.secret }}}", "{{ 'x' | append: site.secret }}", "{% include secret.txt %}", "{%include secret.txt%}", "{%- include secret.txt -%}",
    "{% assign x = site.secret %}", "{% raw %}", "{% endraw %}", "{% unknown %}", "{% if", "{{", "{%", "}}", "%}", "{", "{{{{{", "{%{%", "{ {", "{}", "{{}}", "{[x]}", "{]", "{-}", "{'", "% include secret.txt %", "{ site.secret }", "x{", "x {",
    "{{ site.secret", "{% comment %}", "{# x #}", "{{ page }}{{ site.secret }}", "{{\u2060 site.secret }}",
]  # fmt: skip
SUFFIXES = {
    "txt": ("text", "# {}"),
    "tex": ("latex", "% {}"),
    "html": ("html", "<!-- {} -->"),
    "md": ("markdown", "<!-- {} -->"),
}


def texts(tag: str) -> list[RichText]:
    """A tag in one piece, in two, in three and in styles that leave nothing of themselves in plain text."""
    found = [RichText((Text(tag),)), RichText(tuple(map(Text, tag))), RichText((Styled(Style.STRONG, (Text(tag),)),))]
    for at in range(1, min(len(tag), 4)):
        found.append(RichText((Text(tag[:at]), Styled(Style.EMPHASIS, (Text(tag[at:]),)))))
        found.append(RichText((Styled(Style.EMPHASIS, (Text(tag[:at]),)), Text(tag[at:]))))
        found.append(
            RichText((Styled(Style.SUPERSCRIPT, (Text(tag[:at]),)), Styled(Style.SUBSCRIPT, (Text(tag[at:]),))))
        )
    return found


def build(files: dict[str, str], folder: Path) -> dict[str, str]:
    """Builds a Jekyll site of files with front matter, in which something is secret."""
    source = folder / "source"
    (source / "_includes").mkdir(parents=True)
    (source / "_includes" / "secret.txt").write_text(SECRET, encoding="utf-8")
    (source / "_config.yml").write_text(f"secret: {SECRET}\n", encoding="utf-8")
    for name, text in files.items():
        (source / name).write_text(f"---\nlayout: null\n---\n{text}", encoding="utf-8")
    subprocess.run(
        ["jekyll", "build", "--quiet", "-s", str(source), "-d", str(folder / "out")],
        check=True,
        env=ENVIRONMENT,
        timeout=300,
    )
    return {name: (folder / "out" / name.replace(".md", ".html")).read_text(encoding="utf-8") for name in files}


@pytest.mark.e2e("jekyll")
def test_no_tag_of_a_field_is_run(tmp_path: Path) -> None:
    """Each piece between marks; what Jekyll makes of the file is the file, or the page that it would be without Liquid."""
    files = {}
    for suffix, (format, _) in SUFFIXES.items():
        writer = writer_of(format)
        pieces = [writer.rich(text) for tag in TAGS for text in texts(tag)]
        pieces += [writer.join([writer.text(tag[:1]), writer.text(tag[1:])]) for tag in TAGS]
        pieces += (
            [writer.strong(writer.text(tag)) for tag in TAGS]
            + [writer.link(tag, f"https://x.org/{tag}") for tag in TAGS]
            + [writer.code(tag) for tag in TAGS]
        )
        pieces += [
            f"{{{writer.text(tag)}}}" for tag in TAGS if format != "latex"
        ]  # a template's own braces around a value
        pieces += [writer.superscript(tag) for tag in TAGS] + [writer.heading(tag, 2) for tag in TAGS]
        pieces += [
            writer.math(tex)
            for tex in (
                "x^{{a}}",
                "{{site.secret}}",
                "{{{a}}}",
                r"\{{a}\}",
                r"\text{{a}}",
                r"\frac{{a}}{{b}}",
                "{{ site.secret }}",
                "{ { a } }",
            )
        ]
        files[f"{suffix}.{suffix}"] = (
            "\n\n".join(f"begin{number} {piece} end" for number, piece in enumerate(pieces)) + "\n"
        )
    built = build(files, tmp_path)
    for name in ("txt.txt", "tex.tex", "html.html"):
        assert built[name] == files[name], name
    assert all(SECRET not in text for text in built.values())
    assert built["md.md"].count("begin") == files["md.md"].count("begin")


@pytest.mark.e2e("jekyll")
def test_regions_of_pages_of_every_kind(tmp_path: Path) -> None:
    """Pages with front matter, rendered from a `.bib` whose fields are Liquid, then built."""
    usable = [tag for tag in TAGS if tag.count("{") == tag.count("}") and "}" not in tag.partition("{")[0]]
    latex = [re.sub(r"[{}%#]", lambda found: "\\" + found.group(), tag) for tag in TAGS if "|" not in tag]
    entries = [
        f"@misc{{k{number}, title = {{t {text} t}}, author = {{Byron, Ada and {{{text}}}}}, note = {{{text}}}, howpublished = {{{text}}}, url = {{https://x.org/{{{{site.secret}}}}}}, year = 2024, badge = {{{text}}}}}"
        for number, text in enumerate([*usable, *latex])
    ]
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.bib").write_text("\n".join(entries), encoding="utf-8")
    pages = [f"{suffix}.{suffix}" for suffix in SUFFIXES]
    (site / "pubs.toml").write_text(
        f'bib = "a.bib"\npages = {pages}\n[list.all]\ntheme = "citation-list"\noptions = {{ rows = ["title", "authors", "{{note}}{{title}}", "{{{{{{note}}}}", "links"] }}\n'.replace('"{{{note}}}", ', ""),
        encoding="utf-8",
    )  # fmt: skip
    for suffix, (_, comment) in SUFFIXES.items():
        (site / f"{suffix}.{suffix}").write_text(
            f"{comment.format('pubs:begin all')}\n{comment.format('pubs:end all')}\n", encoding="utf-8"
        )
    rendered = {path.name: text for path, text in Site.load(site).render().items()}
    built = build(rendered, tmp_path)
    for name in ("txt.txt", "tex.tex", "html.html"):
        assert built[name] == rendered[name], name
        assert not re.search(r"\{[{%]", rendered[name]), name
    shown = "".join(run.text for run in visible(built["md.md"]))
    assert (
        SECRET not in shown
        and "{{ site.secret }}" in html.unescape(shown)
        and not re.search(r"\{[{%]", rendered["md.md"])
    )


def test_readers_see_the_braces() -> None:
    """What parts two braces is seen by nobody, and only there where two would stand."""
    text, latex = writer_of("text"), writer_of("latex")
    assert text.text("{{ x }} and {% y %}").replace("\u2060", "") == "{{ x }} and {% y %}"
    assert text.text("{x}").replace("\u2060", "") == "{x}" and text.text("a {x} 5 %") == "a {x} 5 %"
    assert latex.text("{{x}}") == r"\{\{x\}\}" and latex.text("[x]") == "{[}x{]}"
    assert latex.strong("[x]") == r"\textbf{\mbox{}{[}x{]}}" and latex.text("{[x") == r"\{\mbox{}{[}x"
    assert latex.rich(RichText((Math("x^{{a}}"),))) == r"$x^{\relax{a}}$"
    entry = r"@misc{a, title = {\{\{ x \}\} \{\% y \%\}}, year = 2024}"
    shown = Bibliography.loads(entry).render("plain", format="text").replace("\u2060", "")
    assert "{{ x }} {% y %}" in shown


@pytest.mark.e2e("pandoc")
def test_latex_says_the_same() -> None:
    """pandoc reads the same text with what parts the braces as without."""
    latex = writer_of("latex")
    written = [latex.strong(latex.text(tag)) for tag in ("[x]", "]x[", "{[x]}", *TAGS) if tag.strip()]
    written += [latex.rich(text) for tag in TAGS for text in texts(tag)]
    plain = [each.replace("\\mbox{}", "") for each in written]
    assert sum(one != other for one, other in zip(written, plain, strict=True)) > 10
    assert _read(written) == _read(plain)


def _read(paragraphs: list[str]) -> str:
    document = "\n\n".join(f"X{each}X" for each in paragraphs)
    command = ["pandoc", "-f", "latex-smart", "-t", "plain", "--wrap=none"]
    return subprocess.run(command, input=document, capture_output=True, text=True, check=True).stdout
