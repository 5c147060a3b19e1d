"""The author line: names in a list's form, marks, highlights, links, truncation; and the legend of the marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.render.inline import styled
from pubmanager.render.writers import Safe, constant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pubmanager.model.author import Author, Name
    from pubmanager.render.writers import Writer

ELLIPSIS = "…"


class MarkStyle(Struct, frozen=True):
    """How a role's mark looks. Shape: ``inside`` puts it into the emphasis of the name."""

    symbol: str
    superscript: bool = False
    inside: bool = False


class AuthorStyle(Struct, frozen=True):
    """How author lines look.

    Shape: ``highlight`` says for ``me``, groups, roles and names of people how they look; ``marks`` by role;
    ``conjunction`` stands before the last name, ``oxford`` puts a comma there too; ``max_authors`` is 0 for all;
    ``keep`` (``first``, ``last``) are shown besides me in a shortened list; without ``dots`` initials are ``RJ``;
    ``others`` stands for those left out; ``notes`` are shown ``after`` the name, ``inside`` its emphasis, or not
    (``none``).
    """

    highlight: tuple[tuple[str, tuple[str, ...]], ...] = (("me", ("bold",)),)
    marks: tuple[tuple[str, MarkStyle], ...] = ()
    conjunction: str | bool = ""
    final_stop: bool = False
    initials: bool = False
    dots: bool = True
    family_first: bool = False
    max_authors: int = 0
    keep: tuple[str, ...] = ()
    separator: str = ", "
    links: bool = True
    notes: str = "after"
    oxford: bool = True
    italic: bool = False
    others: str = "et al."


class AuthorLines:
    """Writes author lines in one style; co-authors come back, and are written once.

    >>> from pubmanager.model.author import Author, Name
    >>> from pubmanager.render.writers import writer_of
    >>> authors = [Author(Name("Ada", "", "Byron"), 1, is_me=True), Author(Name("Jane", "", "Doe"), 2)]
    >>> AuthorLines(AuthorStyle(), writer_of("markdown")).line(authors, has_others=True)
    '**Ada Byron**, Jane Doe, et al.'
    """

    def __init__(self, style: AuthorStyle, writer: Writer) -> None:
        self._style, self._writer = style, writer
        self._name = lru_cache(maxsize=1 << 16)(lambda author: _author(author, style, writer))

    def line(self, authors: Sequence[Author], *, has_others: bool, group: str = "") -> Safe:
        """Writes the authors of a publication in one line, and the group that they belong to in brackets."""
        style = self._style
        shown, is_cut = _shortened(authors, style)
        has_gaps = bool(shown) and shown[-1].position > len(shown)
        pieces = self._with_gaps(shown) if has_gaps else list(map(self._name, shown))
        others = has_others or (is_cut and bool(shown) and shown[-1].position < authors[-1].position)
        line = _joined(pieces, others, style, self._writer)
        if group:
            line += self._writer.text(f" ({group})" if line else group)
        line += "." if style.final_stop and line and not line.endswith(".") else ""
        return self._writer.emphasis(Safe(line)) if style.italic else self._writer.line(Safe(line))

    def _with_gaps(self, shown: Sequence[Author]) -> list[str]:
        """Writes names with an ellipsis for those left out between them."""
        pieces: list[str] = []
        previous = 0
        for author in shown:
            pieces += [ELLIPSIS] if author.position > previous + 1 and previous else []
            pieces.append(self._name(author))
            previous = author.position
        return pieces


@lru_cache(maxsize=8)
def author_lines(style: AuthorStyle, writer: Writer) -> AuthorLines:
    """Returns the pen for a style, the same for the lists that share it."""
    return AuthorLines(style, writer)


def _shortened(authors: Sequence[Author], style: AuthorStyle) -> tuple[Sequence[Author], bool]:
    """Keeps at most ``max_authors``, among them me and whoever is to be kept."""
    limit = style.max_authors
    if not limit or len(authors) <= limit:
        return authors, False
    always = [author for author in authors if author.is_me]
    always += [authors[0]] if "first" in style.keep else []
    always += [authors[-1]] if "last" in style.keep else []
    kept = {author.position for author in always}
    for author in authors:
        if len(kept) >= limit:
            break
        kept.add(author.position)
    return [author for author in authors if author.position in kept], True


def _joined(pieces: Sequence[str], has_others: bool, style: AuthorStyle, writer: Writer) -> str:
    separator = constant(writer, style.separator)
    if has_others:
        return separator.join([*pieces, constant(writer, style.others)])
    word = "and" if style.conjunction is True else style.conjunction
    if not word or len(pieces) < 2:
        return separator.join(pieces)
    comma = "," if style.oxford and len(pieces) > 2 and style.separator == ", " else ""
    return f"{separator.join(pieces[:-1])}{comma} {constant(writer, word)} {pieces[-1]}"


def _author(author: Author, style: AuthorStyle, writer: Writer) -> Safe:
    is_marked = author.roles or author.marks or author.notes
    if not (is_marked or author.is_me or author.person or author.groups or author.url):  # nearly all
        return writer.text(written_name(author.name, style))
    inside, outside = _marks(author, style, writer)
    notes = writer.text(f" ({', '.join(author.notes)})") if author.notes and style.notes != "none" else ""
    name: Safe = writer.text(written_name(author.name, style))
    if style.links and author.url and not author.is_me:
        name = writer.link(name, author.url)
    name = writer.beside([name, inside, notes if style.notes == "inside" else ""])
    return writer.beside([_highlighted(name, author, style, writer), outside, notes if style.notes != "inside" else ""])


def _marks(author: Author, style: AuthorStyle, writer: Writer) -> tuple[str, str]:
    """Returns the marks inside and outside of the emphasis: those of roles, then those without a meaning."""
    known = dict(style.marks)
    looks = [known[role] for role in author.roles if role in known]
    looks += [MarkStyle(mark, superscript=mark.isalnum()) for mark in author.marks]
    texts: dict[bool, list[str]] = {True: [], False: []}
    for look in looks:
        symbol = writer.symbol(look.symbol)
        texts[look.inside].append(writer.superscript(symbol) if look.superscript and symbol else symbol)
    return writer.beside(texts[True]), writer.beside(texts[False])


def _highlighted(name: Safe, author: Author, style: AuthorStyle, writer: Writer) -> Safe:
    who = {"me"} if author.is_me else {*author.groups, *((author.person,) if author.person else ())}
    who |= set(author.roles)
    looks = dict.fromkeys(look for each, given in style.highlight if each in who for look in given)
    return styled(name, looks, writer)


def written_name(name: Name, style: AuthorStyle) -> str:
    """Returns a name as a list writes it.

    >>> from pubmanager.model.author import Name
    >>> written_name(Name("Rui-Jie", "", "Zhu"), AuthorStyle(initials=True, family_first=True))
    'Zhu, R.-J.'
    >>> written_name(Name("Rui-Jie", "", "Zhu"), AuthorStyle(initials=True, family_first=True, dots=False))
    'Zhu RJ'
    """
    given = initials(name.given) if style.initials else name.given
    joint = ", "
    if style.initials and not style.dots:
        given, joint = re.sub(r"[^\w]", "", given), " "
    if style.family_first and given:
        family = " ".join(part for part in (name.prefix, name.family) if part)
        return joint.join(part for part in (family, name.suffix, given) if part)
    return " ".join(part for part in (given, name.prefix, name.family, name.suffix) if part)


def initials(given: str) -> str:
    """Returns given names as initials: ``Rui-Jie`` is ``R.-J.``"""
    words = [[part[0] + "." for part in re.split(r"[-‐‑]", word) if part] for word in given.replace(".", ". ").split()]
    return " ".join("-".join(parts) for parts in words if parts)


def legend(roles: Iterable[str], style: AuthorStyle, words: Mapping[str, str], writer: Writer) -> Safe:
    """Writes what marks mean: ``† Equal contribution, ✉ Corresponding author``; only roles that have a mark."""
    marks = dict(style.marks)
    order = {role: place for place, role in enumerate(words)}
    found = [
        role for role in sorted(roles, key=lambda role: order.get(role, 99)) if role in marks and marks[role].symbol
    ]
    parts = []
    for role in found:
        symbol = writer.symbol(marks[role].symbol)
        raised = writer.superscript(symbol) if marks[role].superscript else symbol
        parts.append(Safe(f"{raised} {writer.text(words.get(role, role))}"))
    return writer.line(Safe(", ".join(parts)))
