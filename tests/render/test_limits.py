"""What a template or an expression may not do: run for ever, fill the memory, see what is private. It is one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pubmanager import Bibliography
from pubmanager.config.schema import ListConfig
from pubmanager.errors import PubsError
from pubmanager.render import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = Bibliography.loads(
    "@misc{a, title = {x}, author = {Ada Byron}, year = 2024, file = {private.pdf}}\n@misc{b, title = {y}}"
)
TOO_LARGE, TOO_LONG, TOO_DEEP = "makes too large a text or list", "takes longer than", "nested too deeply"


def growing(step: str, start: str = "'ab'") -> str:
    return f"{{% set n = namespace(x={start}) %}}{{% for a in 'x' * 100 %}}{step}{{% endfor %}}{{{{ n.x }}}}"


TEMPLATES = [
    ("{% for i in range(10**9) %}{% endfor %}", "unknown name 'range'"),
    ("{{ 'x' * 10**9 }}", TOO_LARGE),
    ("{{ 10**9 * 'x' }}", TOO_LARGE),
    ("{{ [0] * 10**9 }}", TOO_LARGE),
    ("{{ 7 ** (10**9) }}", "makes too large a number"),
    (growing("{% set n.x = n.x * n.x %}", "3"), "makes too large a number"),
    ("{{ '%1000000000d' % 1 }}", TOO_LARGE),
    ("{{ '%*d' % (10**9, 1) }}", TOO_LARGE),
    ("{{ '%.1000000000f' % 1 }}", TOO_LARGE),
    ("{{ '%1000000000d' | format(1) }}", TOO_LARGE),
    ("{{ '{:1000000000d}'.format(1) }}", TOO_LARGE),
    ("{{ '{:>{}}'.format(1, 10**9) }}", TOO_LARGE),
    ("{{ '{a:1000000000d}'.format_map({'a': 1}) }}", TOO_LARGE),
    ("{{ 'x'.center(10**9) }}", TOO_LARGE),
    ("{{ ''.ljust(10**9) }}", TOO_LARGE),
    ("{{ 'x'.zfill(10**9) }}", TOO_LARGE),
    ("{{ 'x' | center(10**9) }}", TOO_LARGE),
    ("{{ ('\t' * 10**6).expandtabs(10**5) }}", TOO_LARGE),
    ("{{ (5).to_bytes(10**9, 'big') }}", TOO_LARGE),
    ("{{ ('x' * 10**6) | replace('x', 'y' * 10**6) }}", TOO_LARGE),
    ("{{ ('x' * 10**6).replace('x', 'y' * 10**6) }}", TOO_LARGE),
    ("{{ (['x'] * 10**6) | join('y' * 10**6) }}", TOO_LARGE),
    ("{{ ('y' * 10**6).join('x' * 10**6) }}", TOO_LARGE),
    ("{{ w.join(['x'] * 10**6, 'y' * 10**6) }}", TOO_LARGE),
    ("{{ ('x,' * 10**6) | indent(10**6) }}", TOO_LARGE),
    ("{{ [1] | batch(10**9, 0) | list | length }}", TOO_LARGE),
    ("{{ [1] | slice(10**9) | list | length }}", TOO_LARGE),
    ("{{ 1 | round(-10**9) }}", TOO_LARGE),
    ("{{ {'a': 1} | tojson(indent=10**9) }}", TOO_LARGE),
    ("{{ 'x' | map('center', 10**8) | join }}", TOO_LARGE),
    ("{{ '%(name)999999999d' % {'name': 1} }}", TOO_LARGE),
    ("{{ '%(a(b))-0999999999d' % {'a(b)': 1} }}", TOO_LARGE),
    ("{{ '%(name)999999999d' | format(name=1) }}", TOO_LARGE),
    ("{{ '%s' * 1000 % (('x' * 100000,) * 1000) }}", TOO_LARGE),
    ("{{ '{:{}{}}'.format(1, 9999, 99999) }}", TOO_LARGE),
    ("{{ '{:9{}}'.format(1, 99999999) }}", TOO_LARGE),
    ("{{ '{0:{1}}'.format(1, 10**9) }}", TOO_LARGE),
    ("{{ '{0:{1[0]}}'.format(1, [10**9]) }}", "takes a value apart"),
    ("{{ ''['format']('{:99999999}', 1) }}{{ ('{:999999999}' | attr('format'))(1) }}", TOO_LARGE),
    ("{{ '{!r:1000000000}'.format('x') }}", TOO_LARGE),
    ("{{ ('x' | e).center(10**9) }}", TOO_LARGE),
    ("{{ w.raw('x').center(10**9) }}", TOO_LARGE),
    ("{{ w.heading('x', 10**9) }}", TOO_LARGE),
    ("{{ (['x'] * 10**5) | map('center', 10**5) | join }}", TOO_LARGE),
    ("{{ ([['x'] * 1000] * 1000) | sum(start=[]) }}", TOO_LARGE),
    ("{{ ('<b>' * 10**6) | striptags }}", TOO_LARGE),
    ("{{ ('x' * 10**6) | wordwrap(1) }}", TOO_LARGE),
    ("{{ (['x'] * 10**5) | join({1: 'y' * 10**5}) }}", TOO_LARGE),
    ("{{ [[[1]]] | tojson(indent=3000000) }}", TOO_LARGE),
    ("{{ ('f' * 10**5) | int(base=16) }}", "makes too large a number"),
    ("{% set s = 'x' * 10**6 %}{{ [" + "s[1:], " * 99 + "] }}", TOO_LARGE),
    ("{% set n = namespace(x=[]) %}{% for a in 'x' * 900 %}{% set n.x = n.x + ['y' * 90000] %}{% endfor %}", TOO_LARGE),
    ("{% set s = 'x' * 900 %}{% for a in s recursive %}{{ loop(s) if loop.depth < 4 }}{% endfor %}", TOO_LONG),
    ("{{ x }}" * 5000, "is too long"),
    (growing("{% set n.x = n.x ~ n.x %}"), TOO_LARGE),
    (growing("{% set n.x = n.x + n.x %}"), TOO_LARGE),
    (growing("{% set n.x = [n.x, n.x] %}"), TOO_LARGE),
    (growing("{% set n.x = (n.x, n.x) %}"), TOO_LARGE),
    (growing("{% set n.x = {'a': n.x, 'b': n.x} %}"), TOO_LARGE),
    (growing("{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}"), TOO_LARGE),
    (growing("{% set n.x = namespace(a=n.x, b=n.x) %}"), "cannot show a"),
    ("{% set n = namespace() %}{% set n.x = n %}{{ n ~ n.x }}{{ n }}", "cannot show a"),
    ("{% for a in 'x' * 10**5 %}{% for b in 'x' * 10**5 %}{{ 'y' * 1000 }}{% endfor %}{% endfor %}", TOO_LARGE),
    ("{% for a in 'x' * 10**5 %}" + "z" * 10**5 + "{% endfor %}", TOO_LARGE),
    ("{% for a in 'x' * 900 %}{% if a %}{% raw %}" + "z" * 10**6 + "{% endraw %}{% endif %}{% endfor %}", TOO_LARGE),
    ("{% macro f() %}" + "z" * 10**5 + "{% endmacro %}{% for a in 'x' * 10**4 %}{{ f() }}{% endfor %}", TOO_LARGE),
    ("{% for a in 'x' * 10**6 %}{% for b in 'x' * 10**6 %}{% endfor %}{% endfor %}", TOO_LONG),
    ("{% for a in 'x' * 900 %}{% for b in 'x' * 900 %}{% for c in 'x' * 900 %}{% endfor %}{% endfor %}{% endfor %}", TOO_LONG),
    ("{% set l = [1] * 10**6 %}{% for a in l %}{% if 7 in l %}x{% endif %}{% endfor %}", TOO_LONG),
    ("{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}", TOO_LONG),
    ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", TOO_DEEP),
    ("{% for a in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}", TOO_DEEP),
    ("{% include 'bomb/list.jinja' %}", TOO_DEEP),
    ("{% extends 'bomb/list.jinja' %}", TOO_DEEP),
    ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", TOO_DEEP),
    ("{{ " + "-" * 5000 + "1 }}", TOO_DEEP),
    ("{{ " + "9" * 6000 + " }}", "Exceeds the limit"),
    ("{{ ''.__class__.__mro__ }}", "unknown name '__class__'"),
    ("{{ w.text.__func__.__globals__ }}", "unknown name '__func__'"),
    ("{{ list.publications[0]._publication.entry }}", "unknown name '_publication'"),
    ("{{ list.publications | map(attribute='_publication') | first }}", "_publication"),
    ("{{ '{0._publication}'.format(list.publications[0]) }}", "_publication"),
    ("{{ [1].append(2) }}", "append"),
    ("{{ cycler }}", "unknown name 'cycler'"),
    ("{{ [3] | random }}", "No filter named 'random'"),
    ("{{ w.text }}", "cannot show a method"),
    ("{{ list.publications }}", "cannot show a tuple"),
    ("{{ 1 / 0 }}", "division by zero"),
]  # fmt: skip


MOST_MEMORY = 400_000_000  # bytes


@contextmanager
def little_memory() -> Iterator[None]:
    """Lets the process have no more memory than this, where the system says what it has; more is another error."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        yield
        return
    resource = pytest.importorskip("resource")
    old = resource.getrlimit(resource.RLIMIT_AS)
    now = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MOST_MEMORY, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, old)


def hold_clock(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Has the clock go on by so many seconds each time it is read, on any machine."""
    readings = count(step=seconds)
    monkeypatch.setattr(limits, "clock", lambda: 1 + next(readings))


def bomb(folder: Path, template: str) -> Bibliography:
    theme = folder / "themes" / "bomb"
    theme.mkdir(parents=True)
    (theme / "theme.toml").write_text('help = "x"\nformats = ["markdown", "html"]\n', encoding="utf-8")
    (theme / "list.jinja").write_text(f"first line\n{template}\n", encoding="utf-8")
    return replace(BASE, root=folder, config=replace(BASE.config, templates="themes"))


@pytest.mark.parametrize(("template", "message"), TEMPLATES, ids=[template[:40] for template, _ in TEMPLATES])
def test_templates_are_held(template: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold_clock(monkeypatch, 1 if message == TOO_LONG else 0)
    threads = threading.active_count()
    with little_memory(), pytest.raises(PubsError) as caught:
        bomb(tmp_path, template).render("bomb")
    assert message in caught.value.message
    assert "bomb/list.jinja" in caught.value.place
    assert "\n" not in str(caught.value)
    assert threading.active_count() == threads


def test_the_place_is_the_line_of_the_innermost_template(tmp_path: Path) -> None:
    with pytest.raises(PubsError) as caught:
        bomb(tmp_path, "{% macro f() %}\n{{ 'x' * 10**9 }}\n{% endmacro %}\n\n{{ f() }}").render("bomb")
    assert caught.value.place.endswith("themes/bomb/list.jinja:3")


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("'x' * 10**9 == ''", TOO_LARGE),
        ("10 ** (10 ** 9) > 1", "makes too large a number"),
        ("('x' * 2000) | replace('x', 'y' * 2000)", TOO_LARGE),
        ("'%1000000000d' % 1", TOO_LARGE),
        ("'a' ~ ['b'] * 10**6", TOO_LARGE),
        ("year | round(-10**9)", TOO_LARGE),
        ("(" * 3000 + "1" + ")" * 3000, TOO_DEEP),
        ("-" * 3000 + "1", TOO_DEEP),
        ("9" * 6000, "Exceeds the limit"),
        ("field.__globals__", "__globals__"),
        ("title.__class__", "__class__"),
        ("range(10)", "unknown name 'range'"),
    ],
    ids=lambda text: text[:30],
)
@pytest.mark.parametrize("setting", ["where", "sort", "group"])
def test_expressions_are_held(expression: str, message: str, setting: str) -> None:
    settings = ListConfig(theme="badge-list", **{setting: (expression,) if setting == "sort" else expression})
    with pytest.raises(PubsError) as caught:
        BASE.render_list(settings, "html")
    assert message in str(caught.value) and len(str(caught.value)) < 500


@pytest.mark.parametrize("expression", ["title.upper", "field", "authors"])
def test_groups_have_names(expression: str) -> None:
    with pytest.raises(PubsError, match="'group' cannot be"):
        BASE.render_list(ListConfig(theme="badge-list", group=expression), "html")


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ 'x' * 50 }}", "x" * 50),
        ("{{ '%s: %05.2f' % ('a', 2.5) }}", "a: 02.50"),
        ("{{ '{:>5}'.format('a') }}", "    a"),
        ("{{ [1, 2] | join(', ') }}{{ 2 ** 10 + 1 }}", "1, 21025"),
        ("{% for a in 'x' * 5000 %}{{ loop.index if loop.last }}{% endfor %}", "5000"),
        ("{% for a, b in {'k': 1}.items() %}{{ a ~ b }}{% endfor %}", "k1"),
        ("{{ ('a' in 'abc') and (1 in [1, 2]) and 'x' not in {'y': 1} }}", "True"),
        ("{% for a in [1, [2, [3]]] recursive %}{{ loop(a) if a is iterable else a }}{% endfor %}", "123"),
        # What a template puts together is escaped once, where it is printed first.
        ("{% set t %}{{ '<&' }}<b>{% endset %}{{ t }}", "&lt;&amp;<b>"),
        (
            "{% set t | upper %}{{ '&' }}<b>{% endset %}{{ t | lower }}",
            "&amp;amp;&lt;b&gt;",
        ),  # a filter gives a new text
        ("{% macro m(a) %}<b>{{ a }}{% endmacro %}{{ m('<') }}{{ m(m('&')) }}", "<b>&lt;<b><b>&amp;"),
        ("{% macro m() %}<b>{{ caller('<') }}{% endmacro %}{% call(a) m() %}{{ a }}<i>{% endcall %}", "<b>&lt;<i>"),
        ("{% block b %}<b>{{ '<' }}{% endblock %}{{ self.b() }}", "<b>&lt;<b>&lt;"),
        ("{% filter replace('a', 'x') %}<b>{{ 'a<' }}{% endfilter %}", "<b>x&lt;"),
        ("{% for a in [[1]] recursive %}{{ loop(a) if a is iterable else '<' }}<b>{% endfor %}", "&lt;<b><b>"),
    ],
)
def test_what_themes_do_still_works(template: str, shown: str, tmp_path: Path) -> None:
    assert bomb(tmp_path, template).render("bomb", format="html") == f"first line\n{shown}"


@pytest.mark.parametrize(
    "expression",
    ["('x' * 90000) == ''", "([1] * 9000) | length > 1", "'%90000d' % 1 == ''", "('x' * 90000)[1:] == ''"],
)
def test_expressions_are_counted_over_all_publications(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hold_clock(monkeypatch, 0)
    monkeypatch.setattr(limits, "MADE", 1_000_000)
    monkeypatch.setattr(limits, "MADE_EACH", 0)
    many = Bibliography.loads("".join(f"@misc{{k{number}, title = {{x}}}}\n" for number in range(90)))
    assert len(BASE.select(expression)) in (0, 2)
    with pytest.raises(PubsError, match=TOO_LARGE):
        many.select(expression)


def test_a_text_that_is_written_does_not_make_its_values_so(tmp_path: Path) -> None:
    template = "{{ w.raw('<b>{}</b>').format('<i>') }}{{ '{}'.format(list.publications[0].key) }}"
    assert "<i>" not in bomb(tmp_path, template).render("bomb", format="html")


@pytest.mark.parametrize(
    ("size", "most"), [(20_000, 1), pytest.param(200_000, 2, marks=pytest.mark.study)], ids=["short", "long"]
)
def test_no_filter_and_no_method_takes_much_memory(size: int, most: int) -> None:
    """All that the sandbox has, with large values, in a process that the system gives no more memory."""
    pytest.importorskip("resource")
    if not Path("/proc/self/statm").exists():
        pytest.skip("the system does not say how much memory a process takes")
    command = [sys.executable, "-m", "render.memory", str(size), str(most)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600, check=True)
    found = json.loads(done.stdout)
    assert found["wrong"] == [] and found["counts"]["too much"] == 0
    assert found["counts"]["refused"] > 5000 and found["counts"]["shown"] > 500
