"""The rules of style: their own examples, and that mending one finding after the other is formatting."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from formatting.formatting_of import formatting

from pubmanager.bibtex.read import read
from pubmanager.config.load import parse_config
from pubmanager.config.schema import FormatConfig
from pubmanager.formatting.format import STYLE_RULES, style_findings
from pubmanager.formatting.style import edited, with_style
from pubmanager.source import Source

EXAMPLE = re.compile(r"^(Bad|Good):\n(.*?)\n(?=\S)", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", [name for name in STYLE_RULES if name != "trailing-space"])
def test_examples_of_the_documentation(name: str) -> None:
    rule = STYLE_RULES[name]
    examples = {kind: dedent(text).strip() + "\n" for kind, text in EXAMPLE.findall(rule.documentation)}
    options = re.search(r"^Options: (.*)$", rule.documentation, re.MULTILINE)
    config = parse_config(f"[format]\n{options[1] if options else ''}").format
    bad, good = (Source("a.bib", examples[kind]) for kind in ("Bad", "Good"))
    found = list(rule.check(with_style(read(bad), config)))
    assert found
    assert edited(bad, found).text == good.text
    assert list(rule.check(with_style(read(good), config))) == []


def test_findings_have_a_place_a_message_that_fits_and_a_safe_fix() -> None:
    text = (
        '@misc{a, title = {A}, year = {1}}\n@MISC(averyveryverylongkeyofanentry, Averyveryverylongname="x" , year=2) \n'
    )
    config = FormatConfig(indent="2", numbers="bare", names="lower")
    found = list(style_findings(read(Source("a.bib", text)), config))
    look = with_style(read(Source("a.bib", text)), config)
    speaking = {name for name, rule in STYLE_RULES.items() if list(rule.check(look))}
    silent = {"field-order", "trailing-comma", "wrapping", "sorted-entries"}
    assert speaking == STYLE_RULES.keys() - silent
    for each in found:
        assert len(each.message) <= 72 and each.fix and each.fix.safe and each.fix.edits


def test_what_is_formatted_has_no_findings() -> None:
    text = '@misc{b,title={B}, year = {1}}\n@MISC(a, note="x" , year=2) \n'
    settings = 'indent = 2\nsort = ["key"]\nfields = ["year"]\nnumbers = "bare"'
    config = parse_config(f"[format]\n{settings}").format
    assert list(style_findings(read(Source("a.bib", formatting(text, settings).text)), config)) == []
