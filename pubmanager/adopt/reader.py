"""Reads a page, Markdown as kramdown has it or HTML, as a tree with places.

markdown-it-py reads blocks and spans. Four rules are kramdown's: an HTML element that begins a line reaches to its own
closing tag and holds no Markdown unless it says so; emphasis does not reach across the borders of an element; two
backslashes at the end of a line break it; raised marks in dollars are marks.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from pubmanager.adopt.tree import Element, Frame, Text
from pubmanager.pages.syntax import front_matter_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# Elements that kramdown reads as part of a paragraph; all others are blocks. Source: kramdown's HTML_SPAN_ELEMENTS.
_SPANS = frozenset(
    ("a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "br", "button", "cite", "code", "del", "dfn", "em",
     "embed", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter", "object", "output", "picture", "q",
     "ruby", "rp", "rt", "s", "samp", "select", "small", "source", "span", "strike", "strong", "sub", "sup", "svg",
     "textarea", "time", "tt", "u", "var", "video", "wbr")
)  # fmt: skip
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_DEEPEST = 60  # elements inside each other; pages that close nothing have more, and what reads them calls itself
_CLOSED_BY = {"li": {"li"}, "p": {"p"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "dt": {"dd", "dt"}}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_READS_MARKDOWN = re.compile(r"<(?P<name>[A-Za-z][\w-]*)\b[^<>]*\bmarkdown\s*=\s*[\"']?(?:1|block|span)\b[^<>]*>")
_HIDDEN = re.compile(r"<!--.*?-->|\{%.*?%\}|\{::?[^{}\n]*\}", re.DOTALL)
_PRINTED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_FIRST, _MOST = 0xF000, 0x7FF  # private characters, each for one expression of Liquid
_STANDS_FOR = re.compile(r"([\uf000-\uf7ff])\1*")
_RAISED = re.compile(r"\$\s*\^\s*(?P<marks>\{[^{}$]*\}|\\?[^\s{}$]+)\s*\$")
_FORMULA = re.compile(r"\$(?![\s$])[^$\n]{1,80}(?<![\s$\\])\$(?!\d)")
_SYMBOLS = {r"\dagger": "†", r"\ddagger": "‡", r"\ast": "*", r"\star": "⋆", r"\#": "#", r"\*": "*", r"\S": "§"}


def read_tree(text: str, kind: str) -> Element:
    """Reads a page. Shape: ``text`` has ``\\n`` as line ends; ``kind`` is ``markdown`` or ``html``."""
    return _Reader(text).page(is_html=kind == "html")


class _Reader:
    """Reads stretches of one page; what no reader sees is blank, and Liquid's expressions are private characters."""

    def __init__(self, text: str) -> None:
        self.printed: list[str] = []
        end = front_matter_end(text)
        masked = _blank(text[:end]) + _HIDDEN.sub(lambda found: _blank(found.group()), text[end:])
        self.text = _PRINTED.sub(self._stand_in, masked)

    def _stand_in(self, found: re.Match[str]) -> str:
        self.printed.append(found.group())
        return chr(_FIRST + (len(self.printed) - 1) % _MOST) * len(found.group())

    def source_of(self, value: str) -> str:
        """Puts Liquid's expressions back."""
        return _STANDS_FOR.sub(lambda found: self.printed[ord(found[1]) - _FIRST], value) if self.printed else value

    def page(self, *, is_html: bool) -> Element:
        end = len(self.text)
        inside = self.html(0, end) if is_html else self.markdown(0, end)
        return Element("root", {}, tuple(inside), 0, end)

    def markdown(self, start: int, end: int) -> list[Element | Text]:
        """Reads a stretch as Markdown."""
        return _Blocks(self, start, self.text[start:end]).read()

    def html(self, start: int, end: int) -> list[Element | Text]:
        """Reads a stretch as HTML, in which an element may say that it holds Markdown."""
        pieces, at, nested = [], start, {}
        while found := _READS_MARKDOWN.search(self.text, at, end):
            stop = closing(self.text, found["name"], found.end(), end)
            nested[found.start()] = (found.end(), stop[0])
            pieces += [self.text[at : found.end()], _blank(self.text[found.end() : stop[0]])]
            at = stop[0]
        return _Tags(self, start, "".join([*pieces, self.text[at:end]]), nested).read()


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def closing(text: str, name: str, at: int, end: int) -> tuple[int, int]:
    """Returns where the closing tag of an element starts and ends; both are ``end`` where it is missing."""
    depth = 1
    for found in _TAG.finditer(text, at, end):
        if found["name"].lower() == name.lower() and not found.group().endswith("/>"):
            depth += -1 if found["close"] else 1
            if not depth:
                return found.start(), found.end()
    return end, end


class _Tags(HTMLParser):
    """Builds the tree of a stretch of HTML, as forgiving as a browser where pages leave tags open."""

    def __init__(self, reader: _Reader, start: int, text: str, nested: dict[int, tuple[int, int]]) -> None:
        super().__init__(convert_charrefs=False)
        self._reader, self._start, self._text, self._nested = reader, start, text, nested
        self._open = [Frame("root", {}, start)]

    def read(self) -> list[Element | Text]:
        self._lines = [0] + [found.end() for found in re.finditer("\n", self._text)]
        self.feed(self._text)
        self.close()
        self._close_to(1, self._start + len(self._text))
        return self._open[0].inside

    def _at(self) -> int:
        line, column = self.getpos()
        return self._start + self._lines[line - 1] + column

    def _close_to(self, depth: int, end: int) -> None:
        while len(self._open) > depth:
            frame = self._open.pop()
            self._open[-1].inside.append(frame.closed(end))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._at()
        if self._open[-1].tag in _CLOSED_BY.get(tag, set()):
            self._close_to(len(self._open) - 1, at)
        attributes = {name: self._reader.source_of(value or "") for name, value in attrs}
        frame = Frame(tag, attributes, at)
        if tag in _VOID:
            self._open[-1].inside.append(frame.closed(at + len(self.get_starttag_text() or "")))
            return
        if len(self._open) > _DEEPEST:
            self._close_to(len(self._open) - 1, at)
        self._open.append(frame)
        if at in self._nested:
            frame.inside += self._reader.markdown(*self._nested[at])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._close_to(len(self._open) - 1, self._at() + len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        depth = next((i for i in range(len(self._open) - 1, 0, -1) if self._open[i].tag == tag), 0)
        if depth:
            at = self._at()
            self._close_to(depth + 1, at)
            stop = self._text.find(">", at - self._start)
            self._close_to(depth, self._start + (stop + 1 if stop >= 0 else len(self._text)))

    def handle_data(self, data: str) -> None:
        at = self._at()
        self._open[-1].inside.append(Text(self._reader.source_of(data), at, at + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._character(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._character(f"&#{name}")

    def _character(self, written: str) -> None:
        at = self._at()
        end = at - self._start + len(written)
        written += ";" if self._text[end : end + 1] == ";" else ""
        self._open[-1].inside.append(Text(unescape(written), at, at + len(written)))


def _attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update({name: value or "" for name, value in attrs})

    Reader().feed(tag)
    return found


class _Inline(StateInline):
    """Knows where each pending character stands."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.places: list[tuple[int, int]] = []

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta = {"places": self.places[: len(token.content)]}
        self.places = []
        return token


class _InlineParser(ParserInline):
    """Reads spans and says where each token stands, in the content of its block."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _Inline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        assert isinstance(state, _Inline)
        end = state.posMax
        while state.pos < end:
            at, pending, count = state.pos, len(state.pending), len(state.tokens)
            deep = state.level >= state.md.options["maxNesting"]
            if deep or not any(rule(state, False) for rule in self.ruler.getRules("")):
                state.pending += state.src[state.pos]
                state.pos += 1
            self._place(state, at, pending, count)
        if state.pending:
            state.pushPending()

    def _place(self, state: _Inline, at: int, pending: int, count: int) -> None:
        new = [token for token in state.tokens[count:] if "places" not in token.meta]
        if len(state.tokens) == count:
            added = len(state.pending) - pending
            state.places += _spread(at, state.pos, added)
            return
        if not state.pending:
            state.places = []
        are_signs = all(len(token.content) == 1 for token in new)
        spots = _spread(at, state.pos, len(new)) if are_signs else [(at, state.pos)] * len(new)
        for token, spot in zip(new, spots, strict=True):
            token.meta["places"] = [spot]


def _spread(start: int, end: int, count: int) -> list[tuple[int, int]]:
    return [(start + i, start + i + 1) for i in range(count)] if end - start == count else [(start, end)] * count


def _html_span(state: StateInline, silent: bool) -> bool:
    """An element in a paragraph: its inside is read by itself."""
    found = _TAG.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if not found:
        return False
    name = found["name"].lower()
    is_empty = bool(found["close"]) or name in _VOID or found.group().endswith("/>")
    inner, stop = (found.end(),) * 2 if is_empty else closing(state.src, name, found.end(), state.posMax)
    if stop == inner:
        if not silent:
            token = state.push("html_empty", "" if found["close"] else name, 0)
            token.attrs = dict(_attributes(found.group()))
        state.pos = found.end()
        return True
    if not silent:
        token = state.push("html_open", name, 1)
        token.attrs = dict(_attributes(found.group()))
        maximum = state.posMax
        state.pos, state.posMax = found.end(), inner
        if name in ("script", "style", "pre"):
            state.pos = inner
        state.md.inline.tokenize(state)
        state.pos, state.posMax = stop, maximum
        state.push("html_close", name, -1)
    state.pos = stop
    return True


def _line_break(state: StateInline, silent: bool) -> bool:
    """Two backslashes at the end of a line."""
    found = re.compile(r"\\\\[ \t]*(?:\n[ \t]*|$)").match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    """A formula is text as it stands, but for raised marks."""
    if state.src[state.pos] != "$":
        return False
    raised = _RAISED.match(state.src, state.pos, state.posMax)
    found = raised or _FORMULA.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        marks = _raised_marks(raised["marks"]) if raised else ""
        if marks:
            state.push("html_open", "sup", 1)
            token = state.push("text_special", "", 0)
            token.content = marks
            state.push("html_close", "sup", -1)
        else:
            state.push("html_open", "math", 1)
            token = state.push("text_special", "", 0)
            token.content = found.group()
            state.push("html_close", "math", -1)
    state.pos = found.end()
    return True


def _raised_marks(written: str) -> str:
    text = written.strip("{}")
    for command, symbol in _SYMBOLS.items():
        text = text.replace(command, symbol)
    text = re.sub(r"\\(?:text|mathrm|rm)?\s*\{?|[{}\s]", "", text)
    return text if re.fullmatch(r"[^\w\s]{1,4}|[\d,]+|[^\w]*[\d,]+[^\w]*|[a-z](?:,[a-z])*", text) else ""


def _html_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """An element that begins a line, to its own closing tag."""
    at = state.bMarks[first] + state.tShift[first]
    found = _TAG.match(state.src, at)
    if not found or found["name"].lower() in _SPANS:
        return False
    if silent:
        return True
    name = found["name"].lower()
    limit = state.eMarks[last - 1] if last - 1 < len(state.eMarks) else len(state.src)
    end = found.end()
    if not found["close"] and name not in _VOID and not found.group().endswith("/>"):
        end = closing(state.src, name, end, limit)[1]
    line = first
    while line < last - 1 and state.eMarks[line] < end:
        line += 1
    token = state.push("html_block", "", 0)
    token.map, token.meta = [first, line + 1], {"start": at, "end": end, "rest": state.eMarks[line]}
    state.line = line + 1
    return True


class _Markdown(MarkdownIt):
    """Leaves addresses as they are."""

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link

    def validateLink(self, url: str) -> bool:
        return True


def _parser() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": True, "maxNesting": 40})
    markdown.enable(["table", "strikethrough"])
    markdown.disable(["code", "lheading", "inline", "text_join", "html_inline"])
    markdown.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.inline = _InlineParser()
    markdown.inline.ruler.enableOnly(
        ["text", "newline", "escape", "backticks", "strikethrough", "emphasis", "link", "image", "autolink", "entity"]
    )
    markdown.inline.ruler.before("text", "html_span", _html_span)
    markdown.inline.ruler.before("escape", "line_break", _line_break)
    markdown.inline.ruler.before("escape", "formula", _formula)
    markdown.inline.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])
    return markdown


_MARKDOWN = _parser()


class _Blocks:
    """Builds the tree of a stretch of Markdown."""

    def __init__(self, reader: _Reader, start: int, text: str) -> None:
        self._reader, self._start, self._text = reader, start, text
        self._lines = [0] + [found.end() for found in re.finditer("\n", text)] + [len(text)]
        self._env: dict[str, Any] = {}
        self._open = [Frame("root", {}, start)]
        self._ends: list[int] = []

    def read(self) -> list[Element | Text]:
        for token in _MARKDOWN.parse(self._text, self._env):
            self._add(token)
        return self._open[0].inside

    def _place(self, lines: Sequence[int]) -> tuple[int, int]:
        """Returns the place of some lines, without the blank ones at their end."""
        start, end = self._lines[lines[0]], self._lines[min(lines[1], len(self._lines) - 1)]
        return self._start + start, self._start + start + len(self._text[start:end].rstrip())

    def _add(self, token: Token) -> None:
        if token.nesting > 0:
            start, end = self._place(token.map) if token.map else (self._open[-1].start, self._ends[-1])
            self._open.append(Frame(token.tag, {"hidden": "1"} if token.hidden else {}, start))
            self._ends.append(end)
        elif token.nesting < 0:
            frame = self._open.pop()
            self._open[-1].inside.append(frame.closed(self._ends.pop()))
        elif token.type == "inline":
            self._open[-1].inside += self._spans(token)
        elif token.type == "html_block":
            self._html(token)
        else:
            start, end = self._place(token.map or [0, 0])
            content = (Text(token.content, start, end),) if token.content else ()
            self._open[-1].inside.append(Element(token.tag if token.tag == "hr" else "pre", {}, content, start, end))

    def _html(self, token: Token) -> None:
        start, end, rest = (self._start + token.meta[name] for name in ("start", "end", "rest"))
        self._open[-1].inside += self._reader.html(start, end)
        if end < rest and self._reader.text[end:rest].strip():
            inside = self._reader.markdown(end, rest)
            self._open[-1].inside += inside

    def _spans(self, token: Token) -> list[Element | Text]:
        places = self._content_places(token)
        tokens = _MARKDOWN.inline.parse(token.content, _MARKDOWN, self._env, [])
        return _Spans(self._reader, token.content, places).read(tokens)

    def _content_places(self, token: Token) -> list[int]:
        """Returns where each character of a block's content stands; its lines are the ends of lines of the source."""
        first = token.map[0] if token.map else self._text.count("\n", 0, self._open[-1].start - self._start)
        places: list[int] = []
        lines = token.content.split("\n")
        for number, line in enumerate(lines):
            at = first + number
            start, end = self._lines[at], self._lines[at + 1] if at + 1 < len(self._lines) else len(self._text)
            found = self._text.rfind(line, start, end)
            begin = self._start + (found if found >= 0 else start)
            places += range(begin, begin + len(line) + 1)
        return places


class _Spans:
    """Builds the tree of a paragraph."""

    def __init__(self, reader: _Reader, content: str, places: list[int]) -> None:
        self._reader, self._content, self._places = reader, content, places
        self._open = [Frame("root", {}, 0)]

    def read(self, tokens: Sequence[Token]) -> list[Element | Text]:
        for token in tokens:
            self._add(token)
        return [*self._open[0].inside]

    def _span(self, token: Token) -> tuple[int, int]:
        found = token.meta.get("places") or [(0, 0)]
        return self._at(found[0][0]), self._at(found[-1][1] - 1) + 1

    def _at(self, i: int) -> int:
        return self._places[min(max(i, 0), len(self._places) - 1)]

    def _add(self, token: Token) -> None:
        start, end = self._span(token)
        attributes = {name: self._reader.source_of(str(value)) for name, value in token.attrs.items()}
        if token.nesting > 0:
            self._open.append(Frame(token.tag, attributes, start))
        elif token.nesting < 0:
            if len(self._open) > 1:
                frame = self._open.pop()
                self._open[-1].inside.append(frame.closed(end))
        elif token.type == "image":
            attributes["alt"] = self._reader.source_of(token.content)
            self._open[-1].inside.append(Element("img", attributes, (), start, end))
        elif token.type == "hardbreak":
            self._open[-1].inside.append(Element("br", {}, (), start, end))
        elif token.type == "html_empty":
            if token.tag in _VOID:
                self._open[-1].inside.append(Element(token.tag, attributes, (), start, end))
        elif token.type == "softbreak":
            self._open[-1].inside.append(Text("\n", start, end))
        elif token.type == "code_inline":
            content = Text(self._reader.source_of(token.content), start, end)
            self._open[-1].inside.append(Element("code", {}, (content,), start, end))
        elif token.content:
            self._open[-1].inside += self._texts(token, start, end)

    def _texts(self, token: Token, start: int, end: int) -> Iterator[Text]:
        """Yields a text; one whose characters do not stand beside each other is cut there."""
        places = token.meta.get("places") or []
        if len(places) != len(token.content):
            yield Text(self._reader.source_of(token.content), start, end)
            return
        spots = [(self._at(left), self._at(right - 1) + 1) for left, right in places]
        begin = 0
        for i in range(1, len(spots) + 1):
            whole = i < len(spots) and spots[i][0] == spots[i - 1][1] and spots[i][1] - spots[i][0] == 1
            if not whole or spots[begin][1] - spots[begin][0] != 1:
                text = self._reader.source_of(token.content[begin:i])
                yield Text(text, spots[begin][0], spots[i - 1][1])
                begin = i
