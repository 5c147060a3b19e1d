"""The fields of an entry of a page: what its pieces say, as BibTeX has it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.adopt.pieces import Entry, Piece, host_of, thing_words
from pubmanager.adopt.stream import BREAKS, THINGS, Stream
from pubmanager.adopt.words import field_of_label, read_label
from pubmanager.bibliography import Bibliography
from pubmanager.model.author import Name
from pubmanager.model.fields import is_known, link_kind
from pubmanager.model.identifiers import SCHEMES, url_of
from pubmanager.model.marks import peel, split_signs
from pubmanager.model.names import parse_name
from pubmanager.model.roles import ROLES, roles_in
from pubmanager.model.values import presentation_in
from pubmanager.model.venues import VenueRegistry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_LATEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_COMMANDS = {"b": "textbf", "i": "emph", "u": "underline", "c": "texttt", "^": "textsuperscript", "_": "textsubscript"}
_REGISTRY = VenueRegistry()
_PDF = re.compile(r"\.pdf(?:$|[?#])|/pdf(?:/|\?|$)|drive\.google|dropbox", re.IGNORECASE)
_SIGN = re.compile(r"[*†‡§¶#✉]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERVERS = frozenset(("arxiv", "biorxiv", "medrxiv", "ssrn", "osf"))


class Person(Struct, frozen=True):
    """An author as the page has them. Shape: ``marks`` are symbols, with ``^`` before a raised one."""

    name: Name
    marks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    styles: str = ""
    mark_inside: bool = False
    url: str = ""
    dress: str = ""


class LinkFields(Struct, frozen=True):
    """Which field holds the links of each label of a page, and which slot shows them under which label.

    Shape: ``has_free_url`` says that no title is linked, so that ``url`` can hold papers that are no PDF.
    """

    by_label: Mapping[str, str]
    shown: Mapping[str, str] = {}
    has_free_url: bool = False

    def field(self, label: str) -> str:
        return self.by_label.get(label, "")


def latex(text: Stream, start: int, end: int, *, styles: str = "biuc^_") -> str:
    """Writes a stretch as LaTeX: emphasis, links and formulas stay.

    Shape: ``styles`` are those to keep.
    """
    pieces = []
    for left, right in text.runs(start, end):
        if text.text[left] in BREAKS + THINGS:
            thing, url = text.things[left], text.urls[text.looks[left].link]
            label = thing_words(text.text[left], thing) if thing is not None and "l" in styles else ""
            pieces.append(f"\\href{{{url}}}{{{escaped(label)}}}" if label and url else escaped(label) or " ")
            continue
        look, words = text.looks[left], text.written[left:right]
        written = words if "$" in look.styles else escaped(words)
        if words.strip():
            lead, inner, tail = re.fullmatch(r"(\s*)(.*?)(\s*)", written, re.DOTALL).groups()  # type: ignore[union-attr]
            for style in look.styles:
                if style in styles and style in _COMMANDS:
                    inner = f"\\{_COMMANDS[style]}{{{inner}}}"
            written = lead + inner + tail
            if look.link and "l" in styles:
                written = f"\\href{{{text.urls[look.link]}}}{{{written}}}"
        pieces.append(written)
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def escaped(words: str) -> str:
    """Escapes what LaTeX would read as commands."""
    return _SPECIAL.sub(lambda found: _LATEX.get(found.group(), "\\" + found.group()), words)


def people(entry: Entry) -> list[Person]:
    """Reads the names of an author list with the marks on them."""
    found: list[Person] = []
    text = entry.stream
    if not entry.names:
        return found
    ends = [start for start, _ in entry.names.names[1:]] + [entry.names.end]
    written = [text.text[start:end] for start, end in entry.names.names]
    short = sum(bool(re.match(r"\W*[^\W\d_]{2,} [A-Z]{1,3}(?![\w.])", name)) for name in written)
    is_short_last = 2 * short > len(written)
    for (start, end), following in zip(entry.names.names, ends, strict=True):
        end = _with_marks(text, end, following)
        found.append(_person(text, start, end, is_short_last=is_short_last))
    return found


def _with_marks(text: Stream, end: int, following: int) -> int:
    """Returns where the marks behind a name end."""
    while (
        end < following
        and (text.text[end] in "*†‡§¶#✉" or "^" in text.looks[end].styles)
        and text.text[end] not in BREAKS
    ):
        end += 1
    return end


def _person(text: Stream, start: int, end: int, *, is_short_last: bool) -> Person:
    written, is_raised = "", False
    marks: list[str] = []
    for i in range(start, end):
        raised = "^" in text.looks[i].styles
        if raised != is_raised:
            written += "\\textsuperscript{" if raised else "}"
            is_raised = raised
        written += text.written[i] if text.text[i] not in THINGS else ""
    peeled = peel(
        re.sub(r"\s+", " ", written + "}" * is_raised).strip(" ,{}") + "}" * is_raised
        if is_raised
        else written.strip(" ,{}")
    )
    raised_signs = {
        sign for i in range(start, end) if "^" in text.looks[i].styles for sign in split_signs(text.written[i])
    }
    marks = [f"^{mark}" if mark in raised_signs else mark for mark in peeled.marks]
    name = parse_name(escaped(re.sub(r"\s+", " ", peeled.name)))
    if "’" not in peeled.name:
        name = _with_straight_apostrophes(name)
    letters = [i for i in range(start, end) if text.text[i].isalpha() and "^" not in text.looks[i].styles]
    signs = [i for i in range(start, end) if text.written[i] in "*†‡§¶#✉" or "^" in text.looks[i].styles]
    styles = "".join(sorted(set(text.looks[letters[0]].styles) & set("biuckt"))) if letters else ""
    inside = bool(signs and styles and set(styles) <= set(text.looks[signs[0]].styles))
    link = text.urls[text.looks[letters[0]].link] if letters else ""
    if is_short_last and re.fullmatch(r"[A-Z]{1,3}", name.family) and name.given:
        name = parse_name(f"{name.given}, {'. '.join(name.family)}.")
    worded = [
        words
        for words in re.findall(r"[(（]([^()（）]{3,40})[)）]", written)
        if roles_in(words) and not _SIGN.search(words)
    ]
    dress = text.looks[letters[0]].dress if letters else ""
    return Person(name, tuple(marks), peeled.roles, (*peeled.notes, *worded), styles, inside, link, dress)


def _with_straight_apostrophes(name: Name) -> Name:
    """Undoes what TeX makes of an apostrophe."""
    return Name(*(part.replace("’", "'") for part in (name.given, name.prefix, name.family, name.suffix)))


def full_name(name: Name) -> str:
    """Returns a name as it is spoken."""
    return " ".join(part for part in (name.given, name.prefix, name.family, name.suffix) if part)


def written_name(name: Name) -> str:
    """Writes a name as ``Family, Given``."""
    family = " ".join(part for part in (name.prefix, name.family) if part)
    if " " in family and not name.given:
        return f"{{{escaped(family)}}}"
    return escaped(", ".join(part for part in (family, name.suffix, name.given) if part))


def link_fields(entries: Sequence[Entry]) -> LinkFields:
    """Gives each label of a page a field: the commonest of a kind has its field, others fields of their own."""
    counts = Counter(piece.value for entry in entries for piece in entry.of("link"))
    urls: dict[str, list[str]] = {}
    for entry in entries:
        for piece in entry.of("link"):
            urls.setdefault(_bare_label(piece.value), []).append(piece.url)
    chosen: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for label, _ in counts.most_common():
        bare = _bare_label(label)
        if bare not in chosen:
            name = _kind_of(bare, urls[bare])
            taken = chosen.values()
            if name in SCHEMES and _is_derived_elsewhere(name, bare, entries):
                chosen[bare], spelled[bare] = _own_field(f"{bare}page", taken), label
            else:
                chosen[bare], spelled[bare] = (name if name and name not in taken else _own_field(bare, taken)), label
    return LinkFields(
        {label: chosen[_bare_label(label)] for label in counts},
        {label: spelled[_bare_label(label)] for label in counts},
        not any(piece.url for entry in entries for piece in entry.of("title")),
    )


def _is_derived_elsewhere(kind: str, label: str, entries: Sequence[Entry]) -> bool:
    """Whether entries without a link of a label get the identifier from another link, and so would get this link."""
    pattern = SCHEMES[kind].anywhere
    return pattern is not None and any(
        pattern.search(piece.url)
        for entry in entries
        if all(_bare_label(piece.value) != label for piece in entry.of("link"))
        for piece in (*entry.of("title"), *entry.of("link"))
    )


def _bare_label(label: str) -> str:
    """Returns what labels have in common that differ in case and in signs around."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", label).casefold() or label


def _kind_of(label: str, urls: Sequence[str]) -> str:
    words = re.sub(r"^[^\w]+|[^\w]+$", "", label).lower()
    kind = field_of_label(words)
    if kind in SCHEMES:
        pattern = SCHEMES[kind].anywhere
        if pattern is None or not all(pattern.search(url) for url in urls):
            return ""
    if kind == "" and all(host_of(url) == "github.com" for url in urls) and len(urls) > 1:
        return "code"
    return kind


def _own_field(label: str, taken: Iterable[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "", label.lower()) or "more"
    if not slug[0].isalpha():
        slug = f"link{slug}"
    slug = slug if link_kind(slug) == slug else f"my{slug}"  # a word that settings read as another kind
    name, number, known = f"url_{slug[:20]}", 1, set(taken)
    while name in known or is_known(name):
        number += 1
        name = f"url_{slug[:18]}x{number}" if not is_known(name) else f"url_my{slug[:16]}"
    return name


def field_values(
    entry: Entry, links: LinkFields, roles: Mapping[str, str], shown: Iterable[str] = ()
) -> dict[str, str]:
    """Returns the fields of an entry in the order of a file, without type and key; values are LaTeX without braces.

    Shape: ``roles`` says what marks mean; ``shown`` are the names of pieces that the list shows.
    """
    text = entry.stream
    found: dict[str, str] = {}
    notes: list[str] = []
    assert entry.title
    found["title"] = latex(text, *entry.title, styles="^_")
    _authors(entry, found, roles)
    pieces = [*(entry.badge.pieces if entry.badge else ()), *entry.pieces]
    for piece in pieces:
        _take(piece, found, notes, links)
    for part in filter(None, (entry.badge, entry)):
        for slot, url in linked_words(part).values():
            if slot not in SCHEMES:
                found.setdefault(f"url_{slot}", url)
    if entry.year:
        found.setdefault("year", entry.year)
    _summary(entry, found)
    title = entry.of("title")[0]
    if title.url:
        found.setdefault("url", title.url)
    _identify(entry, found)
    _place(found)
    _cited(entry, found)
    if notes:
        found["\0left"] = "; ".join(notes)
        found["note"] = "; ".join(filter(None, [found.get("note", ""), *notes]))
    return found


def _authors(entry: Entry, found: dict[str, str], roles: Mapping[str, str]) -> None:
    names: list[str] = []
    annotations, notes = [], []
    gaps = _gaps(entry)
    for place, person in enumerate(people(entry)):
        names += ["{…}"] if place in gaps else []
        position = len(names) + 1
        unknown = [mark for mark in person.marks if mark not in roles and mark.lstrip("^") not in roles]
        known = [roles.get(mark) or roles[mark.lstrip("^")] for mark in person.marks if mark not in unknown]
        means = [each for each in dict.fromkeys([*known, *person.roles]) if each]
        name = written_name(person.name)
        # Markdown shows a straight apostrophe as a curly one, as LaTeX does; HTML shows it as it is
        name = name.replace("'", r"{\textquotesingle}") if entry.is_html else name
        names.append(name + "".join(_glued(mark) for mark in unknown))
        annotations += [f"{position}={','.join(means)}"] if means else []
        notes += [f'{position}="{escaped(", ".join(person.notes))}"'] if person.notes else []
    if entry.names and entry.names.is_cut and not (gaps and entry.names.names[-1][1] == entry.names.end):
        names.append("others")
    if names:
        found["author"] = " and ".join(names)
    if annotations:
        found["author+an"] = "; ".join(annotations)
    if notes:
        found["author+an:note"] = "; ".join(notes)


def _gaps(entry: Entry) -> set[int]:
    """Returns the places of the names before which others are left out."""
    places = entry.names.names if entry.names else ()
    return {
        place
        for place, (before, after) in enumerate(pairwise(places), 1)
        if re.search(r"\.\.\.|…", entry.stream.text[before[1] : after[0]])
    }


def _glued(mark: str) -> str:
    return (
        f"\\textsuperscript{{{mark[1:]}}}"
        if mark.startswith("^")
        else f"$^{{{mark}}}$"
        if mark.isalnum()
        else escaped(mark)
    )


_TEXTS = frozenset(("venue", "container", "location", "note", "publisher", "howpublished", "series", "keywords"))
_AS_SAID = frozenset(
    ("year", "doi", "arxiv", "impact", "rate", "award", "volume", "number", "status", "topic", "mark")
)  # fmt: skip
_NO_ALT = frozenset(("", "sym", "image", "img", "paper"))  # what templates write as the words of any picture
_LIVE = re.compile(r"/github/(?:stars|forks)/([\w.-]+/[\w.-]+)")


_NO_WORDS = frozenset(("title", "link", "image", "stars", "forks", "citations"))


def linked_words(entry: Entry) -> dict[int, tuple[str, str]]:
    """Returns the links around words such as a venue, by their number: the slot that shows each, and its address."""
    found: dict[int, tuple[str, str]] = {}
    for piece in entry.pieces:
        if piece.url and piece.name not in _NO_WORDS:
            is_page = piece.name in SCHEMES and url_of(piece.name, piece.value) == piece.url
            slot = piece.name if is_page or piece.name in ("award", "note", "location", "status") else "venue"
            found.setdefault(entry.stream.looks[piece.start].link, (slot, piece.url))
    return found


def _take(piece: Piece, found: dict[str, str], notes: list[str], links: LinkFields) -> None:
    """Puts what a piece says into its field; the first piece of a kind counts."""
    name, value = piece.name, piece.value
    source = piece.thing.get("src") if piece.thing else ""
    if name in _TEXTS:
        _take_text(piece, found, notes)
    elif name in _AS_SAID:
        found.setdefault(name, escaped(value))
    elif name == "label":
        _take_label(value, found)
    elif name == "pages":
        found.setdefault("pages", re.sub(r"\s*[-–—]+\s*", "--", value))
    elif name == "rank":
        found["rank"] = ", ".join(dict.fromkeys(filter(None, [found.get("rank", ""), escaped(value)])))
    elif name == "presentation":
        found.setdefault("presentation", presentation_in(value) or escaped(value))
    elif name == "month":
        found.setdefault("month", value[:3].lower())
    elif name == "link":
        field = links.field(value)
        is_page = field == "pdf" and links.has_free_url and not _PDF.search(piece.url)
        _add_link("url" if is_page else field, piece.url, found)
    elif name in ("stars", "forks") and (repository := _LIVE.search(source)):
        found.setdefault("code", f"https://github.com/{repository[1]}")
    elif name == "shield":
        for part in piece.parts:
            _take(Piece(part.name, 0, 0, part.value), found, notes, links)
    elif name == "citations" and value:
        found.setdefault("google_scholar_id", value.rpartition(":")[2])
    elif name == "image" and value:
        found.setdefault("preview", value)
        if piece.thing and (alt := piece.thing.get("alt")).lower() not in _NO_ALT:
            found.setdefault("preview_alt", escaped(alt))
    elif name in ("abstract", "fold"):
        words = re.sub(r"^\W*(?:abstract|摘要|tl;?dr)\W*", "", " ".join(value.split()), flags=re.IGNORECASE)
        found.setdefault("abstract", escaped(words))


def _take_text(piece: Piece, found: dict[str, str], notes: list[str]) -> None:
    """Puts words into the field of their place; what finds it taken is a note."""
    key = "abbr" if piece.name == "venue" else piece.name
    if key == "note" or (key in found and not _is_said(piece.value, found)):
        notes.append(escaped(piece.value))
    else:
        found.setdefault(key, escaped(piece.value))


def _take_label(value: str, found: dict[str, str]) -> None:
    """Takes a label such as ``AAAI26 Oral`` apart."""
    found.setdefault("label", escaped(value))
    said = read_label(value)
    found.setdefault("abbr", escaped(said["venue"]))
    found.setdefault("year", said["year"])
    if kind := presentation_in(said["rest"]):
        found.setdefault("presentation", kind)


def _is_said(words: str, found: Mapping[str, str]) -> bool:
    """Whether another field of the place says the same: a venue on the image and in the text."""
    others = (found.get(name, "") for name in ("abbr", "container", "location", "publisher"))
    return escaped(words).casefold() in [other.casefold() for other in others]


def _add_link(name: str, url: str, found: dict[str, str]) -> None:
    if not url or url == "#":
        return
    number, key = 1, name
    while found.get(key, url) != url:
        number += 1
        key = f"{name if name.startswith('url_') else f'url_{name}'}{'abcdefghij'[min(number, 10) - 1]}"
    found[key] = url


def _summary(entry: Entry, found: dict[str, str]) -> None:
    pieces = entry.of("summary")
    texts = [latex(entry.stream, piece.start, piece.end, styles="biuc^_l") for piece in pieces]
    if not texts:
        return
    are_bullets = any(piece.look.styles for piece in pieces)
    found["summary"] = (
        "\n".join(f"- {text}" for text in texts) if are_bullets and len(texts) > 1 else "\n\n".join(texts)
    )


def _identify(entry: Entry, found: dict[str, str]) -> None:
    """Derives identifiers from the links that show the paper."""
    urls = [
        url
        for name, url in found.items()
        if name in ("url", "pdf", "arxiv", "doi", "openreview") or name.startswith("url_")
    ]
    for kind in ("arxiv", "doi"):
        pattern = SCHEMES[kind].anywhere
        match = next((match for url in urls if pattern and (match := pattern.search(url))), None)
        if match and kind not in found:
            identifier = next(group for group in match.groups() if group)
            identifier = re.sub(r"v\d+$", "", identifier) if kind == "arxiv" else identifier.rstrip(").,")
            if kind == "doi":
                found["doi"] = identifier
            else:
                found |= {"eprint": identifier, "archiveprefix": "arXiv"}
    if re.fullmatch(r"\d{4}\.\d{4,5}", found.get("arxiv", "")):
        found |= {"eprint": found.pop("arxiv"), "archiveprefix": "arXiv"}


def _place(found: dict[str, str]) -> None:
    """Says where it appeared, in the field of its type."""
    short, container = found.get("abbr", ""), found.pop("container", "")
    venue = (_REGISTRY.find(container) if container else None) or (_REGISTRY.find(short) if short else None)
    words = container or short
    kind = venue.kind if venue else ""
    if not kind and words:
        is_journal = re.search(
            r"\b(?:journal|transactions?|trans|letters|magazine|review|reviews|nature|science|annals|bulletin)\b",
            words,
            re.IGNORECASE,
        )
        kind = (
            "journal"
            if is_journal or "volume" in found
            else "preprint"
            if re.search(r"ar ?xiv|preprint", words, re.IGNORECASE)
            else "conference"
        )
    full = container or (venue.name if venue and venue.name else short)
    if short and short == full and (venue is None or not venue.short or venue.short.casefold() == short.casefold()):
        del found["abbr"]  # the container says as much
    if kind == "journal":
        found["journal"] = full
    elif kind in ("conference", "workshop"):
        found["booktitle"] = full
    elif kind == "preprint" and container:
        found["howpublished"] = container
    elif full:
        found["howpublished"] = full if container or kind != "preprint" else found.get("howpublished", "")
        if not found["howpublished"]:
            del found["howpublished"]
    found["\0kind"] = kind
    if "year" not in found and (identifier := found.get("eprint", "")) and re.match(r"\d{4}\.", identifier):
        found["\0year"] = f"20{identifier[:2]}"


def _cited(entry: Entry, found: dict[str, str]) -> None:
    """Adds what the page's own BibTeX of an entry says; what the page shows counts first."""
    for piece in entry.of("bibtex"):
        publication = next(iter(Bibliography.loads(piece.value).publications), None)
        if publication is None:
            continue
        fields = {name: field.value for name, field in publication.entry.fields.items() if field.value.strip()}
        container = next((name for name in ("journal", "booktitle") if name in fields), "")
        if container and not entry.of("container"):
            for name in ("journal", "booktitle", "howpublished"):
                found.pop(name, None)
        if any(name in found for name in ("journal", "booktitle")):
            fields.pop(container, None)
        for name, value in fields.items():
            found.setdefault(name, " ".join(value.split()))
        found.setdefault("\0key", publication.key)
        found.setdefault("\0type", publication.type)


def type_of(found: Mapping[str, str]) -> str:
    """Returns the type of an entry with these fields."""
    if "journal" in found:
        return "article"
    if "booktitle" in found:
        return "inproceedings"
    return "unpublished" if found.get("status") and "eprint" not in found else "misc"


def legend_roles(texts: Iterable[str]) -> dict[str, str]:
    """Reads what marks mean from the words of legends: ``* equal contribution, ✉ corresponding author``."""
    found: dict[str, str] = {}
    for mark, role, _ in legend_parts(texts):
        found.setdefault(mark, role)
    return found


def legend_parts(texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yields the parts of legends: a mark, its role, and the words that say so."""
    for text in texts:
        for match in re.finditer(
            r"(?P<mark>[*†‡§¶#✉☨⋆+^♯]{1,2}|(?<!\w)\d(?!\w))\s*[:：=]?\s*(?P<words>[^*†‡§¶#✉☨⋆+;；,，|()（）]{4,60})",
            text,
        ):
            roles = roles_in(
                re.sub(r"(?i)\b(?:means?|denotes?|indicates?|for|marks?)\b", " ", match["words"]).strip(" .:'\"")
            )
            if roles:
                yield match["mark"].strip("^") or "^", roles[0], match["words"].strip(" .:'\"")


_CONVENTION = {"✉": "corresponding", "*": "equal", "†": "equal", "‡": "lead", "#": "corresponding", "§": "senior"}


def meanings(entries: Sequence[Entry], legends: Iterable[str]) -> dict[str, str]:
    """Returns what the marks of a page mean: from its legends, else by custom; one role, one mark.

    Shape: ``""`` for a mark whose meaning is not known.
    """
    known = legend_roles(
        [*legends, *(piece.value for entry in entries for piece in entry.pieces if piece.name in ("legend", "marks"))]
    )
    used = Counter(mark.lstrip("^") for entry in entries for person in people(entry) for mark in person.marks)
    taken = {known[mark] for mark in used if mark in known}
    found = {mark: known[mark] for mark in used if mark in known}
    for mark, _ in used.most_common():
        role = _CONVENTION.get(mark, "")
        if mark not in found and role and role not in taken:
            found[mark] = role
            taken.add(role)
    assert set(found.values()) <= set(ROLES)
    seen: dict[str, str] = {}
    return {mark: role for mark, role in found.items() if seen.setdefault(role, mark) == mark}
