"""Rules about marks: what is typed onto names, what fields say of single authors, and the legends of marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.nearest import nearest
from pubmanager.lint.rule import PROSE, also, rule
from pubmanager.lint.written_names import NAME_FIELDS, names_in
from pubmanager.model.marks import legends, peel, without_markup
from pubmanager.model.roles import ROLES, roles_in
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pubmanager.lint.facts import Facts
    from pubmanager.lint.pages import CheckedPage, CheckedSite
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField
    from pubmanager.lint.written_names import WrittenName
    from pubmanager.model.marks import Peeled


_FORMATTING = regex(
    r"\\(?:textbf|textit|textsl|emph|underline|uline|ul|hl|textcolor\s*\{\w+\}|color\s*\{\w+\}|mathbf)\s*(?=\{)"
    r"|\{\s*\\(?:bf|bfseries|it|itshape|em|ul)(?![A-Za-z])|(?<!\*)\*\*(?=[^*]+\*\*(?!\*))|(?<!\w)__(?=[^_]+__)"
    r"|<(?:b|strong|u|i|em|mark|span|font)\b[^<>]*>",
    re.IGNORECASE,
)
_RAISED = regex(
    r"\$[^$]*\$|\\text(?:super|sub)script|\\thanks|\\footnote|<sup|\\\(|(?<!\\)\^\{|\\\^\{[^{}\w\\]*\}", re.IGNORECASE
)
_SIGNS = "*†‡#§¶✉✝∗⋆★☆♯♣♠♥♦◊‖•"
_MARKS = (
    *_SIGNS,
    *"$^+¹²³⁴(",
    "\\text",
    "\\thanks",
    "\\footnote",
    "\\dag",
    "\\ast",
    "<sup",
    "\\fa",
    "nvelope",
    "etter",
)
_BEHIND_FAMILY = regex(rf"[^,]*?[^\W_][.}})]?\s?\\?[{_SIGNS}^+{{}}\\&\ufe0f]+\s*(?:,[^{_SIGNS}]*)?")
_BEFORE_FAMILY = regex(rf"\s*\\?[{_SIGNS}]+\s?[^{_SIGNS},]+(?:,[^{_SIGNS}]*)?")


@rule(
    "A010",
    scope="field",
    severity=Severity.INFO,
    selection="tidy",
    fields=NAME_FIELDS,
    needs=("\\", "*", "_", "<"),
    fix="safe",
)
def formatted_name(field: CheckedField) -> Iterator[Diagnostic]:
    r"""A name is set in bold, underlined or otherwise formatted.

    Why: BibTeX reads the commands as part of the name, and sorts and abbreviates it by them. Your name is recognised
    and highlighted without them; `[highlight]` in `pubs.toml` says how, also for groups of people.

    Bad:
        @misc{owl, title = {Owls}, author = {\textbf{Doe, Jane} and Roe, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web}}

    Fix: safe; the formatting is removed if the name is recognised as yours; elsewhere it may have a meaning.
    Source: tex_cv, issue 2; homepages whose owner is typed in bold.
    """
    for place, name in enumerate(names_in(field)):
        found = _FORMATTING.search(name.text) if _is_formatted(name.text) else None
        if found:
            start, end = name.start + found.start(), name.start + found.end()
            message = f"{quoted(found.group().rstrip('{'))} is formatting, and becomes part of the name"
            yield field.at(message, start, end, fix=_without_formatting(field, place, name))


@lru_cache(maxsize=1 << 15)
def _is_formatted(text: str) -> bool:
    return bool(_FORMATTING.search(text))


def _without_formatting(field: CheckedField, place: int, name: WrittenName) -> Fix | None:
    publication, bare = field.entry.publication, without_markup(name.text)
    people = (publication.authors if field.name == "author" else publication.editors) if publication else ()
    is_mine = any(each.is_me and each.position == place + 1 for each in people)
    is_same = bare != name.text and peel(bare) == peel(name.text)
    return field.replacing("remove the formatting", name.start, name.end, bare) if is_mine and is_same else None


@rule("A011", scope="field", severity=Severity.INFO, fields=NAME_FIELDS, needs=_MARKS, selection="all", fix="unsafe")
def mark_glued_to_name(field: CheckedField) -> Iterator[Diagnostic]:
    """A mark such as `*` is typed directly after a family name.

    Why: al-folio and this tool read it as a mark; BibTeX, and everybody who copies the entry, reads it as a letter of
    the name.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal}}

    Fix: unsafe; the marks of the list move to `author+an`, with the roles that `[marks.read]` gives them.
    Source: biblatex manual, section 3.7; al-folio's documentation.
    """
    yield from _marked(field, is_plain=True)


@rule("A012", scope="field", severity=Severity.INFO, selection="tidy", fields=NAME_FIELDS, needs=_MARKS, fix="unsafe")
def mark_in_name(field: CheckedField) -> Iterator[Diagnostic]:
    r"""A mark is inside a name, or is typed as a formula or as markup.

    Why: al-folio and other themes only find marks after the family name; elsewhere they become part of the name, and
    you are no longer recognised. Marks that `[marks.read]` in `pubs.toml` explains are not reported.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane$^{*}$ and Roe, Max$^{*}$}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal}}

    Fix: unsafe; the marks of the list move to `author+an`.
    Source: biblatex manual, section 3.7; al-folio's templates.
    """
    yield from _marked(field, is_plain=False)


def _marked(field: CheckedField, *, is_plain: bool) -> Iterator[Diagnostic]:
    """Points at the first marked name of a list: names of one list are marked in one way."""
    names = names_in(field)
    marked = [(name, peeled) for name in names if (peeled := _peeled(name.text))]
    if not marked or all(_is_plain(name.text) for name, _ in marked) != is_plain:
        return
    meanings = field.facts.conventions.authors.roles_of_marks(field.entry.source.path)
    if not is_plain and all(mark in meanings or mark == "✉" for _, peeled in marked for mark in peeled.marks):
        return
    name = next(name for name, _ in marked if _is_plain(name.text) == is_plain)
    what = "a mark is typed onto" if is_plain else "a mark is inside"
    fix = _annotating(field, names, meanings)
    yield field.at(f"{what} {quoted(name.text)}", name.start, name.end, fix=fix)


@lru_cache(maxsize=1 << 14)
def _peeled(text: str) -> Peeled | None:
    """Returns a name that has marks, taken apart; ``None`` for one that has none."""
    peeled = peel(text)
    return peeled if peeled.marks else None


def _is_plain(text: str) -> bool:
    """Whether marks are typed onto the family name, after it or before it, as `*Doe, Jane`."""
    return not _RAISED.search(text) and bool(_BEHIND_FAMILY.fullmatch(text) or _BEFORE_FAMILY.fullmatch(text))


def _annotating(field: CheckedField, names: Sequence[WrittenName], meanings: Mapping[str, str]) -> Fix | None:
    """Returns a fix that moves the marks of a list into an annotation; ``None`` where more than marks is typed."""
    target = f"{field.name}+an"
    marked = [(place, name, peeled) for place, name in enumerate(names, 1) if (peeled := _peeled(name.text))]
    is_more = any(
        peeled.roles
        or peeled.notes
        or peeled.name.count("{") != peeled.name.count("}")
        or " and " in peeled.name  # a list in braces, which is one name
        for _, _, peeled in marked
    )
    if field.entry.has(target) or is_more:
        return None
    said = "; ".join(f"{place}={_meant(peeled.marks, meanings)}" for place, _, peeled in marked)
    edits = [
        edit for _, name, peeled in marked for edit in field.replacing("", name.start, name.end, peeled.name).edits
    ]
    added: tuple[Edit, ...] = field.entry.adding("", target, said).edits
    return Fix(f"move the marks to {target}", (*edits, *added))


def _meant(marks: Sequence[str], meanings: Mapping[str, str]) -> str:
    roles = [meanings.get(mark, "corresponding" if mark == "✉" else "") for mark in marks]
    literal = ",".join(mark for mark, role in zip(marks, roles, strict=True) if not role)
    return ", ".join([*filter(None, roles), *([f'"{literal}"'] if literal else [])])


_ITEM = regex(r"[^;\"]*(?:\"[^\"]*\"[^;\"]*)*")
_SAID = regex(r"\s*(?P<place>\d{0,4})\s*(?::\s*[\w-]+\s*)?=\s*(?P<content>.+)", re.DOTALL)
_WORD = regex(r"\"[^\"]*\"|[^\s,\"][^,\"]*")


@rule("A017", scope="entry", severity=Severity.ERROR)
def broken_annotation(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """An annotation cannot be read, names a missing author, or has a misspelled role.

    Why: biblatex and this tool ignore what they cannot read, and a mark is missing on the page.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal; 3=equal}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal}}

    Fix: none; only you know who is meant.
    Source: biblatex manual, section 3.7.
    """
    if not any("+an" in each.name for each in entry.entry.fields):
        return
    for field in entry.fields:
        name, sign, label = field.name.partition("+an")
        if not sign or name not in NAME_FIELDS or not field.is_literal or (label and not label.startswith(":")):
            continue
        listed = entry.field(name)
        count = len(names_in(listed)) if listed else 0
        yield from _in_annotation(field, count or None, has_roles=label in ("", ":role", ":roles", ":default"))


def _in_annotation(field: CheckedField, count: int | None, *, has_roles: bool) -> Iterator[Diagnostic]:
    """Checks each item of an annotation; ``count`` is the length of the list, ``None`` where nobody knows."""
    for item in (each for each in _ITEM.finditer(field.content) if each.group().strip()):
        said = _SAID.fullmatch(item.group().rstrip())
        start = item.start() + len(item.group()) - len(item.group().lstrip())
        if said is None:
            text = item.group().strip()
            yield field.at(f"{quoted(text)} is not an annotation; write 1=equal", start, start + len(text))
            continue
        place = int(said["place"] or 0)
        if count is not None and (place > count or (said["place"] and not place)):
            message = f"there is no author {place}; the list has {count}"
            yield field.at(message, item.start() + said.start("place"), item.start() + said.end("place"))
        if has_roles:
            yield from _misspelt(field, said["content"], item.start() + said.start("content"))


def _misspelt(field: CheckedField, content: str, offset: int) -> Iterator[Diagnostic]:
    """Points at words that are nearly a role; others are the owner's own."""
    for each in _WORD.finditer(content):
        word = each.group().strip()
        if word.startswith('"') or roles_in(word) or word.casefold() in ROLES:
            continue
        if wanted := nearest(word.casefold(), ROLES):
            start = offset + each.start()
            yield field.at(f"{quoted(word)} is not a role; did you mean {quoted(wanted)}?", start, start + len(word))


_LEGEND_FIELDS = ("note", "annotation", "addendum", "additional_info", "bibbase_note", "extra", "comment")
_BULLET = regex(r"[ \t]*\*[ \t]")


def _in_entry(entry: CheckedEntry) -> Iterator[tuple[CheckedField, str, str, int]]:
    """Yields the legends in the notes of an entry, each with its field."""
    for field in entry.named(_LEGEND_FIELDS):
        yield from ((field, *legend) for legend in legends(field.content))


@rule("A013", scope="bibliography", severity=Severity.WARNING)
def ambiguous_mark(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A mark has no meaning in `[marks.read]`, or means two things in one file.

    Why: readers cannot know what the mark means, and the page shows it as typed. A mark without a meaning is only
    reported if `[marks.read]` explains others.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web},
          note = {* equal contribution}}
        @misc{lark, title = {Larks}, author = {Doe*, Jane}, year = 2025, howpublished = {Web},
          note = {* corresponding author}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web},
          note = {* equal contribution}}
        @misc{lark, title = {Larks}, author = {Doe†, Jane}, year = 2025, howpublished = {Web},
          note = {† corresponding author}}

    Fix: none; only you know what the mark means.
    Source: homepages whose asterisk means something else in each list.
    """
    meant: dict[tuple[str, str], str] = {}
    said: set[tuple[str, str]] = set()
    for entry in checked.entries:
        found = tuple(_in_entry(entry))
        explained = {mark for _, mark, _, _ in found}
        for field, mark, role, place in found:
            other = meant.setdefault((entry.source.path, mark), role)
            if other != role:
                message = f"{quoted(mark)} means {quoted(role)} here and {quoted(other)} elsewhere"
                yield field.at(message, place, place + len(mark))
        yield from _without_meaning(entry, explained, said)


def _without_meaning(entry: CheckedEntry, explained: set[str], said: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Points at the first use of a mark that the settings do not explain, where they explain others."""
    path = entry.source.path
    meanings = entry.facts.conventions.authors.roles_of_marks(path)
    if not meanings or entry.publication is None:
        return
    for mark in (mark for author in entry.publication.authors for mark in author.marks):
        if mark not in explained and (path, mark) not in said and (found := _first_use(entry, mark)):
            said.add((path, mark))
            field, start, end = found
            yield field.at(f"[marks.read] does not say what {quoted(mark)} means", start, end)


def _first_use(entry: CheckedEntry, mark: str) -> tuple[CheckedField, int, int] | None:
    """Returns the name of an author list that a mark is typed onto; the annotation where it stands there."""
    for field in entry.fields:
        if field.name == "author":
            for name in names_in(field):
                if mark in peel(name.text).marks:
                    return field, name.start, name.end
        elif field.name.startswith("author+an") and mark in field.content:
            start = field.content.index(mark)
            return field, start, start + len(mark)
    return None


@rule("A014", scope="site", severity=Severity.WARNING)
def mark_without_legend(site: CheckedSite) -> Iterator[Diagnostic]:
    """No page explains a mark after names.

    Why: readers see `Doe*` and have to guess. Give the mark a meaning in `[marks.read]` in `pubs.toml`, and the page
    shows a legend.

    Bad:
        --- about.md
        # Publications
        <!-- pubs:begin main -->
        <!-- pubs:end main -->
        --- pubs.toml
        lint.ignore = ["H019"]
        [list.main]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web}}

    Good:
        --- about.md
        # Publications
        \\* equal contribution
        <!-- pubs:begin main -->
        <!-- pubs:end main -->
        --- pubs.toml
        lint.ignore = ["H019"]
        [list.main]
        --- publications.bib
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web}}

    Fix: none; only you know what the mark means.
    Source: 80 of 99 homepages show marks that nothing on the page explains.
    """
    if not site.pages:
        return
    explained = {mark for page in site.pages if page.language in PROSE for mark, _, _ in legends(page.text)}
    for entry in site.bibliography.entries:
        for mark in _unexplained(entry):
            if mark not in explained and (found := _first_use(entry, mark)):
                explained.add(mark)  # once is enough
                field, start, end = found
                yield field.at(f"no page says what {quoted(mark, 5)} means: {_HINT}", start, end)


_HINT = "set [marks.read] and 'legend = true'"


def _unexplained(entry: CheckedEntry) -> tuple[str, ...]:
    """Returns the marks that an entry shows and does not explain itself."""
    publication = entry.publication
    marks = dict.fromkeys(mark for author in publication.authors for mark in author.marks) if publication else {}
    if not marks or publication is None or publication.is_hidden:
        return ()
    own = {mark for _, mark, _, _ in _in_entry(entry)}
    return tuple(mark for mark in marks if mark not in own)


@rule("A015", scope="site", severity=Severity.INFO, selection="tidy")
def legend_without_mark(site: CheckedSite) -> Iterator[Diagnostic]:
    """A page or a note explains a mark that no author has.

    Why: the mark was lost, or the legend remained when its paper was removed.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          note = {* equal contribution}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe*, Jane and Roe*, Max}, year = 2024, howpublished = {Web},
          note = {* equal contribution}}

    Fix: none; only you know who is meant.
    Source: homepages whose legends outlived their marks.
    """
    shown: set[str] = set()
    for entry in site.bibliography.entries:
        own = set(_shown_marks(entry))
        shown |= own
        for field, mark, role, place in _in_entry(entry) if entry.publication and entry.publication.authors else ():
            if not own & {mark, role}:
                yield field.at(f"{quoted(mark)} is explained, but no author has it", place, place + len(mark))
    for page in site.pages:
        yield from _on_page(page, shown, site.facts)


def _shown_marks(entry: CheckedEntry) -> Iterable[str]:
    """Returns the marks that authors of an entry have as typed, and their roles."""
    authors = entry.publication.authors if entry.publication else ()
    return (sign for author in authors for sign in (*author.marks, *author.roles))


def _on_page(page: CheckedPage, shown: set[str], facts: Facts) -> Iterator[Diagnostic]:
    """Points at legends of a page that neither a mark of the file nor text in front of them uses."""
    if page.language not in PROSE:
        return
    symbols = _symbols(facts)
    firsts: dict[str, int] = {}  # where each mark stands after a word first
    for mark, role, place in legends(page.masked):
        is_used = mark in shown or any(symbols.get(each) == mark or each == role for each in shown)
        is_bullet = bool(_BULLET.match(page.text, page.source.start_of_line(place), place + 2))
        if mark not in firsts:
            typed = re.search(rf"\w\\?{re.escape(mark)}", page.text)
            firsts[mark] = typed.end() if typed else len(page.text) + 1
        if not (is_used or is_bullet or firsts[mark] <= place or page.is_generated(place)):
            yield page.at(f"{quoted(mark)} is explained, but no author has it", place, place + len(mark))


def _symbols(facts: Facts) -> Mapping[str, str]:
    own = {name: mark.symbol for name, mark in facts.config.marks.items()}
    return {name: own.get(name, role.symbol) for name, role in ROLES.items()}


@rule("A016", scope="entry", severity=Severity.WARNING)
def lone_equal_author(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """Only one author of a list is marked as contributing equally.

    Why: readers cannot know with whom the author shares the contribution; the mark of another author is missing. A
    single later author is understood as equal to the first; this case is only in `tidy`.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane and Roe, Max}, year = 2024, howpublished = {Web},
          author+an = {1=equal; 2=equal}}

    Fix: none; only you know the others.
    Source: libero/editor, issue 29, asks for the same check.
    """
    yield from _lone(entry, is_first=True)


@also("A016", scope="entry", severity=Severity.INFO, selection="tidy")
def later_author_alone_equal(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """The only marked author is not the first."""
    yield from _lone(entry, is_first=False)


def _lone(entry: CheckedEntry, *, is_first: bool) -> Iterator[Diagnostic]:
    publication = entry.publication
    if publication is None or publication.is_cut:
        return
    equal = [author for author in publication.authors if "equal" in author.roles]
    if len(equal) == 1 and (publication.authors[0] is equal[0]) == is_first:
        found = entry.first(("author+an", "author+an:role", "equal", "equal_contribution", "cofirst")) or entry.field(
            "author"
        )
        message = f"only {quoted(equal[0].name.full)} is marked as contributing equally"
        yield found.at(message) if found and found.name != "author" else entry.at_key(message)
