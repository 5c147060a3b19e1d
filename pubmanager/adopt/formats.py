"""Bibliographies in other formats: RIS, PubMed, EndNote, CSL-JSON, CITATION.cff, Hayagriva, and YAML of sites."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pubmanager.adopt.fields import escaped, full_name, people, written_name
from pubmanager.adopt.pieces import read_entry
from pubmanager.adopt.sections import Candidate
from pubmanager.adopt.tree import Element, Text
from pubmanager.errors import PubsError
from pubmanager.inputs import parse_json, parse_yaml
from pubmanager.model.fields import is_known, is_link
from pubmanager.model.names import parse_name
from pubmanager.model.values import presentation_in
from pubmanager.pages.syntax import front_matter_end

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from pubmanager.source import Source


class Record(Struct, frozen=True):
    """An entry of another format. Shape: ``fields`` are LaTeX without braces, in the order of a file."""

    type: str
    fields: dict[str, str]


_BOOKS = ("inproceedings", "incollection", "conference")
# Types of RIS and EndNote. Source: the specification of RIS, "Type of reference"; EndNote's "Generic Tags".
_RIS = {
    "JOUR": "article", "JFULL": "article", "EJOUR": "article", "MGZN": "article", "NEWS": "article",
    "CONF": "inproceedings", "CPAPER": "inproceedings", "CHAP": "incollection", "BOOK": "book", "EBOOK": "book",
    "THES": "phdthesis", "RPRT": "techreport", "PAT": "patent", "UNPB": "unpublished",
}  # fmt: skip
_ENDNOTE = {
    "journal article": "article", "electronic article": "article", "conference paper": "inproceedings",
    "conference proceedings": "inproceedings", "book": "book", "book section": "incollection", "thesis": "phdthesis",
    "report": "techreport", "patent": "patent",
}  # fmt: skip
# Source: CSL 1.0.2, appendix III, "Types".
_CSL = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "article": "misc",
    "paper-conference": "inproceedings", "chapter": "incollection", "entry-encyclopedia": "incollection",
    "book": "book", "thesis": "phdthesis", "report": "techreport", "patent": "patent", "manuscript": "unpublished",
}  # fmt: skip
_CFF = {"article": "article", "conference-paper": "inproceedings", "book": "book", "thesis": "phdthesis",
        "report": "techreport"}  # fmt: skip
_HAYAGRIVA = {"article": "article", "conference": "inproceedings", "book": "book", "chapter": "incollection",
              "thesis": "phdthesis", "report": "techreport", "patent": "patent"}  # fmt: skip


def is_record_file(source: Source) -> bool:
    """Whether a file holds records and is no page: by its suffix; Markdown by the title of a paper in front of it."""
    suffix = PurePosixPath(source.path).suffix.lower()
    if suffix in (".md", ".markdown", ".qmd"):
        return _is_paper(_front_matter(source))
    return suffix in _READERS


def read_records(source: Source) -> list[Record]:
    """Reads a file. Raises: ``PubsError`` for one that is not what its suffix says, and for one without entries."""
    suffix = PurePosixPath(source.path).suffix.lower()
    found = list(_READERS.get(suffix, _from_front_matter)(source))
    if not found:
        raise PubsError("no publications were found", place=source.path)
    return found


def _record(type: str, **values: Any) -> Record:
    """Makes a record. Shape: ``authors`` are names; ``container`` goes to the field of the type; the rest is text."""
    fields: dict[str, str] = {}
    for name, value in values.items():
        if name == "authors":
            names = [written_name(parse_name(each if each[0] == "{" else escaped(each))) for each in value if each]
            fields |= {"author": " and ".join(names)} if names else {}
        elif name == "container":
            field = "journal" if type == "article" else "booktitle" if type in _BOOKS else "howpublished"
            fields |= {field: escaped(str(value))} if value else {}
        elif name == "doi" and value:
            fields["doi"] = re.sub(
                r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", str(value).strip(), flags=re.IGNORECASE
            )
        elif value not in (None, "", []):
            text = str(value)
            fields[name] = text if is_link(text) else escaped(" ".join(text.split()))
    if re.search(r"ar ?xiv", fields.get("howpublished", fields.get("journal", "")), re.IGNORECASE) and type != "misc":
        return Record("article", fields)
    return Record(type, fields)


def _date(text: object) -> dict[str, str]:
    found = re.match(r"\D*(?P<year>(?:19|20)\d\d)(?:\D+(?P<month>\d{1,2})(?!\d))?", str(text or ""))
    if not found:
        return {}
    month = int(found["month"] or 0)
    names = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    return {"year": found["year"]} | ({"month": names[month - 1]} if 1 <= month <= 12 else {})


def _pages(first: object, last: object) -> str:
    return "--".join(str(each) for each in (first, last) if each)


def _from_ris(source: Source) -> Iterator[Record]:
    try:
        import rispy
    except ImportError as error:
        raise PubsError("reading RIS needs rispy", hint="pip install 'rispy>=0.9'") from error
    try:
        entries: Sequence[Mapping[str, Any]] = rispy.loads(source.text.lstrip("\ufeff"))
    except (ValueError, OSError, KeyError) as error:
        raise PubsError(f"not valid RIS: {error}", place=source.path) from error
    for entry in entries:
        type = _RIS.get(entry.get("type_of_reference", ""), "misc")
        names = ("journal_name", "secondary_title", "alternate_title3", "alternate_title1", "alternate_title2")
        yield _record(
            type,
            title=entry.get("title") or entry.get("primary_title"),
            authors=entry.get("authors") or entry.get("first_authors") or [],
            container=next((entry[name] for name in names if entry.get(name)), ""),
            volume=entry.get("volume"), number=entry.get("number"),
            pages=_pages(entry.get("start_page"), entry.get("end_page")), publisher=entry.get("publisher"),
            **_date(entry.get("year") or entry.get("publication_year") or entry.get("date")),
            abstract=entry.get("abstract") or entry.get("notes_abstract"), keywords=", ".join(entry.get("keywords") or []),
            doi=entry.get("doi"), url=next(iter(entry.get("urls") or []), ""),
        )  # fmt: skip


def _tagged(text: str, pattern: re.Pattern[str]) -> Iterator[list[tuple[str, str]]]:
    """Yields entries of tagged lines, apart by blank lines; lines without a tag go on with the one before."""
    entry: list[tuple[str, str]] = []
    for line in text.splitlines():
        found = pattern.match(line)
        if found:
            entry.append((found["tag"], found["value"].strip()))
        elif line.strip() and entry:
            entry[-1] = (entry[-1][0], f"{entry[-1][1]} {line.strip()}")
        elif not line.strip() and entry:
            yield entry
            entry = []
    if entry:
        yield entry


def _all(entry: Sequence[tuple[str, str]], tag: str) -> list[str]:
    return [value for name, value in entry if name == tag]


def _one(entry: Sequence[tuple[str, str]], *tags: str) -> str:
    return next((value for tag in tags for value in _all(entry, tag)), "")


_NBIB_LINE = re.compile(r"(?P<tag>[A-Z]{2,4}) *- (?P<value>.*)")
_ENW_LINE = re.compile(r"%(?P<tag>\S) (?P<value>.*)")


def _from_nbib(source: Source) -> Iterator[Record]:
    """Source: PubMed, "MEDLINE/PubMed Data Element (Field) Descriptions"."""
    for entry in _tagged(source.text, _NBIB_LINE):
        ids = _all(entry, "LID") + _all(entry, "AID")
        doi = next((each.removesuffix(" [doi]") for each in ids if each.endswith("[doi]")), "")
        type = "article" if _one(entry, "TA", "JT") else "misc"
        yield _record(
            type, title=_one(entry, "TI").removesuffix("."), authors=_all(entry, "FAU") or _all(entry, "AU"),
            container=_one(entry, "JT", "TA"), volume=_one(entry, "VI"), number=_one(entry, "IP"),
            pages=_one(entry, "PG").replace("-", "--"), **_date(_one(entry, "DP")), abstract=_one(entry, "AB"),
            doi=doi, pmid=_one(entry, "PMID"), pmcid=_one(entry, "PMC"),
        )  # fmt: skip


def _from_endnote(source: Source) -> Iterator[Record]:
    """Source: EndNote's import format, "Tagged"."""
    for entry in _tagged(source.text, _ENW_LINE):
        yield _record(
            _ENDNOTE.get(_one(entry, "0").lower(), "misc"), title=_one(entry, "T"), authors=_all(entry, "A"),
            container=_one(entry, "J", "B"), volume=_one(entry, "V"), number=_one(entry, "N"),
            pages=re.sub(r"\s*[-–]+\s*", "--", _one(entry, "P")), publisher=_one(entry, "I"), **_date(_one(entry, "D")),
            abstract=_one(entry, "X"), keywords=", ".join(_all(entry, "K")), doi=_one(entry, "R"), url=_one(entry, "U"),
        )  # fmt: skip


def _from_csl(source: Source) -> Iterator[Record]:
    content = parse_json(source.text, source.path)
    items = content.get("items", [content]) if isinstance(content, dict) else content
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict) or not item.get("title"):
            continue
        parts = (item.get("issued") or {}).get("date-parts") or [[]]
        yield _record(
            _CSL.get(item.get("type", ""), "misc"), title=item["title"], authors=map(_csl_name, item.get("author") or []),
            container=item.get("container-title"), abbr=item.get("container-title-short"), volume=item.get("volume"),
            number=item.get("issue"), pages=re.sub(r"\s*[-–]+\s*", "--", str(item.get("page") or "")),
            publisher=item.get("publisher"), **_date("-".join(str(each) for each in parts[0])),
            note=item.get("note"), abstract=item.get("abstract"), keywords=item.get("keyword"), doi=item.get("DOI"),
            pmid=item.get("PMID"), isbn=item.get("ISBN"), issn=item.get("ISSN"), url=item.get("URL"),
        )  # fmt: skip


def _csl_name(name: Mapping[str, str]) -> str:
    if name.get("literal"):
        return f"{{{name['literal']}}}"
    prefix = " ".join(filter(None, (name.get("dropping-particle"), name.get("non-dropping-particle"))))
    return ", ".join(
        filter(None, (f"{prefix} {name.get('family', '')}".strip(), name.get("suffix"), name.get("given")))
    )


def _from_yaml(source: Source) -> Iterator[Record]:
    content = parse_yaml(source.text, source.path)
    if isinstance(content, dict) and "cff-version" in content:
        yield from _from_cff(content)
    elif isinstance(content, dict) and content and all(_is_hayagriva(each) for each in content.values()):
        yield from map(_hayagriva, content.values())
    else:
        yield from _papers(content)


def _papers(content: object) -> Iterator[Record]:
    """Yields the papers in the data of a site, whatever lists and groups they are in."""
    if isinstance(content, dict) and _is_paper(content):
        yield _paper(content)
    else:
        inside = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
        for each in inside:
            yield from _papers(each)


def _is_paper(content: Mapping[str, Any]) -> bool:
    named = content.get("authors") or content.get("author") or content.get("citation") or content.get("venue")
    return (isinstance(content.get("title"), str) and bool(named) and content.get("author_profile") is not True) or (
        content.get("collection") == "publications"
    )


_CONTAINERS = ("venue", "conference", "journal", "publication", "booktitle", "container")
_PLAIN = frozenset(("volume", "number", "issue", "publisher", "address", "location", "series", "issn", "institution"))
_SHORT = ("publication_short", "conference_short", "venue_short", "abbr", "short")
_NOT_FIELDS = frozenset(
    ("title", "author", "authors", "date", "year", "citation", "publication_types", "publishdate", "layout", "permalink",
     "collection", "type", "draft", "projects", "slides", "links", *_CONTAINERS, *_SHORT)
)  # fmt: skip


def _paper(content: Mapping[str, Any]) -> Record:
    """Reads a paper of HugoBlox, academicpages or ``_data``; names of fields that a ``.bib`` may have are kept."""
    entry = {re.sub(r"\W", "_", str(name).lower()): value for name, value in content.items()}
    container = re.sub(
        r"[*_]|<[^<>]*>|^In\s+", "", str(next((entry[each] for each in _CONTAINERS if entry.get(each)), ""))
    )
    short = re.sub(r"[*_]|<[^<>]*>|^In\s+", "", str(next((entry[each] for each in _SHORT if entry.get(each)), "")))
    words = f"{container} {entry.get('publication_types', '')}"
    is_journal = re.search(
        r"\b(?:journal|transactions|letters|nature|science|review|magazine)\b|article-journal", words, re.IGNORECASE
    )
    dated = re.search(r",?\s*((?:19|20)\d\d)$", container)
    if dated and not (entry.get("date") or entry.get("year")):
        container, entry["year"] = container[: dated.start()], dated[1]
    type = "article" if entry.get("journal") or is_journal else "inproceedings" if container else "misc"
    found = _record(
        type, title=entry.get("title"), authors=_names(entry.get("authors") or entry.get("author") or _cited(entry)),
        container=container, abbr=short.strip("() "), **_date(entry.get("date") or entry.get("year")),
    )  # fmt: skip
    for name, value in entry.items():
        plain = (
            ", ".join(map(str, value))
            if isinstance(value, list) and all(isinstance(each, str) for each in value)
            else value
        )
        if name in _NOT_FIELDS or isinstance(plain, (dict, list)) or plain in (None, "", False):
            continue
        if not (is_known(name) or name in _PLAIN):
            found.fields.update(_unknown(name, str(plain), found.fields))
            continue
        text = "true" if plain is True else str(plain)
        found.fields.setdefault(name, text if is_link(text) or "/" in text else escaped(" ".join(text.split())))
    for link in entry.get("links") or [] if isinstance(entry.get("links"), list) else []:
        if isinstance(link, dict) and link.get("name") and link.get("url"):
            found.fields.setdefault(f"url_{re.sub(r'[^a-z0-9]', '', str(link['name']).lower())}", str(link["url"]))
    return found


def _unknown(name: str, value: str, known: Container[str]) -> dict[str, str]:
    """Returns fields for a value whose name no ``.bib`` has: links in it, a presentation, a note."""
    if re.fullmatch(r"https?://\S+", value):
        return {f"url_{re.sub(r'[^a-z0-9]|url$|link$', '', name) or 'more'}": value}
    links = re.findall(r"<a\b[^>]*?href=[\"']([^\"']+)[\"'][^>]*>([^<]+)</a>|\[([^\]]+)\]\(([^()\s]+)\)", value)
    if links:
        return {
            f"url_{re.sub(r'[^a-z0-9]', '', (label or other).lower()) or 'more'}": url or address
            for url, label, other, address in links
        }
    words = " ".join(re.sub(r"<[^<>]*>|\*\*", "", value).split())
    if name not in ("note", "notes", "comment", "comments", "remark") or not words:
        return {}
    said = presentation_in(words)
    if said and len(words.split()) < 4 and "presentation" not in known:
        return {"presentation": said}
    return {"note": escaped(words)}


def _cited(entry: Mapping[str, Any]) -> str:
    """Returns the authors in academicpages' ``citation``: what stands before the year or the title in quotes.

    In `Byron, Ada, Weaver, Kurt` each family name comes first.
    """
    text = re.sub(r"<[^<>]*>|&quot;", '"', str(entry.get("citation") or ""))
    names = re.split(r"\(\d{4}|[\"“]", text)[0].strip(" ,.")
    words = re.split(r",\s*(?:(?:and|&)\s+)?", names)
    if len(words) % 2 == 0 and all(re.fullmatch(r"[^\W\d_][\w'’-]*\.?(?: [A-Z]\.)*", word) for word in words):
        return "; ".join(f"{given} {family}" for family, given in zip(words[::2], words[1::2], strict=True))
    return names


def _names(given: object) -> list[str]:
    if isinstance(given, list):
        return [_given(each) for each in given]
    text = re.sub(r"<[^<>]*>|\*\*|__", "", str(given or ""))
    element = Element("li", {}, (Text(text, 0, len(text)),), 0, len(text))
    found = [full_name(person.name) for person in people(read_entry(Candidate("item", element), ""))]
    return found or [each for each in re.split(r",\s*(?:and\s+)?|;\s*|\s+and\s+", text) if each.strip()]


def _given(name: object) -> str:
    if not isinstance(name, dict):
        return str(name)
    family = name.get("family-names") or name.get("family") or name.get("name") or name.get("last")
    given = name.get("given-names") or name.get("given") or name.get("given-name") or name.get("first")
    return ", ".join(str(each) for each in (family, given) if each)


def _from_cff(content: Mapping[str, Any]) -> Iterator[Record]:
    """Source: the Citation File Format 1.2.0; the preferred citation stands for the software."""
    item = content.get("preferred-citation") or content
    yield _record(
        _CFF.get(item.get("type", ""), "misc"), title=item.get("title"), authors=map(_given, item.get("authors") or []),
        container=item.get("journal") or (item.get("conference") or {}).get("name") or item.get("collection-title"),
        volume=item.get("volume"), number=item.get("issue"), pages=_pages(item.get("start"), item.get("end")),
        **(_date(item.get("date-released") or f"{item.get('year', '')}-{item.get('month', '')}")),
        abstract=item.get("abstract"), keywords=", ".join(item.get("keywords") or []), doi=item.get("doi"),
        url=item.get("url"), code=item.get("repository-code"),
    )  # fmt: skip


def _is_hayagriva(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("type"), str) and "title" in entry


def _hayagriva(entry: Mapping[str, Any]) -> Record:
    """Source: Hayagriva's file format."""
    parents = entry.get("parent") or {}
    parent = (parents[0] if parents else {}) if isinstance(parents, list) else parents
    numbers = entry.get("serial-number") or {}
    numbers = numbers if isinstance(numbers, dict) else {}
    kind = str(entry["type"]).lower()
    is_talk = kind == "article" and str(parent.get("type", "")).lower() in ("proceedings", "conference")
    url = entry.get("url") or ""
    authors = entry.get("author") or []
    return _record(
        "inproceedings" if is_talk else _HAYAGRIVA.get(kind, "misc"), title=_text(entry.get("title")),
        authors=map(_given, authors if isinstance(authors, list) else [authors]), container=_text(parent.get("title")),
        volume=entry.get("volume") or parent.get("volume"), number=entry.get("issue") or parent.get("issue"),
        pages=str(entry.get("page-range") or "").replace("-", "--"), publisher=_text(entry.get("publisher")),
        **_date(entry.get("date") or parent.get("date")), abstract=entry.get("abstract"), doi=numbers.get("doi"),
        arxiv=numbers.get("arxiv"), isbn=numbers.get("isbn"), url=url.get("value") if isinstance(url, dict) else url,
    )  # fmt: skip


def _text(value: object) -> str:
    return str((value.get("value") or value.get("name")) if isinstance(value, dict) else value or "")


def _front_matter(source: Source) -> Mapping[str, Any]:
    head = source.text[: front_matter_end(source.text)].strip()
    content = parse_yaml(head.strip("-\r\n"), source.path) if head.startswith("---") else None
    return content if isinstance(content, dict) else {}


def _from_front_matter(source: Source) -> Iterable[Record]:
    return [_paper(_front_matter(source))]


_READERS: dict[str, Callable[[Source], Iterable[Record]]] = {
    ".ris": _from_ris, ".nbib": _from_nbib, ".enw": _from_endnote, ".json": _from_csl, ".cff": _from_yaml,
    ".yml": _from_yaml, ".yaml": _from_yaml,
}  # fmt: skip
