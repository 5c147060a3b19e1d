"""Lists of names and names taken apart, and what is wrong with them as typed: the only importer of pybtex."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.latex.read import plain
from pubmanager.model.author import Name
from pubmanager.model.folding import folded
from pubmanager.model.given_names import is_given_name
from pubmanager.regex import LazyPattern, regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.bibtex.entry import ResolvedField


_PART = regex(
    r"\s*[\"{]?(?P<name>family|given|prefix|suffix|useprefix|(?:family|given|prefix|suffix)-i)\s*=\s*"
    r"(?P<value>\"[^\"]*\"|\{(?:[^{}]|\{[^{}]*\})*\}|[^,]*)\s*[\"}]?\s*(?:,|$)",
    re.IGNORECASE,
)


def is_extended(text: str) -> bool:
    """Whether a name is written with the names of its parts.

    >>> is_extended("given={Ura Ru}, family=Juan"), is_extended("Juan, Ura Ru")
    (True, False)
    """
    return "=" in text and bool(_PART.match(text))


def read_extended(text: str) -> Name | None:
    """Reads a name whose parts are named; ``None`` for all others. Source: biblatex manual, section 2.3.3.

    >>> read_extended("family=Beauvoir, given=Simone, prefix=de, useprefix=true")
    Name(given='Simone', prefix='de', family='Beauvoir', suffix='')
    """
    if not is_extended(text):
        return None
    parts = {found["name"].lower(): _bare(found["value"]) for found in _PART.finditer(text)}
    return Name(*(parts.get(name, "") for name in ("given", "prefix", "family", "suffix")))


def _bare(value: str) -> str:
    return " ".join(plain(value.strip(' "')).split())


class ListPart(Struct, frozen=True):
    """One stretch of a list of names. Units: offsets into the list's text, ``end`` not included."""

    text: str
    start: int
    end: int


class ListFault(Struct, frozen=True):
    """Something wrong with a list: ``kind`` is ``empty``, ``separator``, ``pair``, ``et al`` or ``others``."""

    text: str
    start: int
    end: int
    kind: str


class ListParts(Struct, frozen=True):
    """A list of names taken apart.

    Shape: ``parts`` in order, trimmed, none empty, with gaps between names; ``has_others`` where the list says that
    there are more.
    """

    parts: tuple[ListPart, ...]
    has_others: bool = False
    faults: tuple[ListFault, ...] = ()


_AND = regex(r"[Aa][Nn][Dd](?<![^\s~]...)(?![^\s~])")  # what stands before it is looked at last: that is quicker
_BRACE_OR_AND = regex(rf"[{{}}]|{_AND.pattern}", re.IGNORECASE)
# Signs that always part names, and those that do between whole names: "Ernst & Young" and "Vale/Roe Lab" are one.
# "and" in other languages. Source: CLDR 44, list patterns.
_CONJUNCTIONS = (
    "und(?![\\s~]+zu\\b)|et|och|og|en|ja|ve|y|e|i|a|és|și|và|dan|ile|oraz|samt|sekä|şi|eta|ir|un|agus|dhe"
    "|(?:(?:in[\\s~]+\\w+|together|jointly)[\\s~]+)?with|plus|и|та|και|և|و|და|और|和|与|與|及|및|および|及び"
)
_STRONG = regex(r"[;；，、،؛]|\\and|\\\\|<br.*|")
_LOOSE = regex(
    r"(?:(?<![\s~])&|&(?!amp;[\s~]))#?\w+;|[{}]|[;；，、،؛]|\\and(?![A-Za-z])|\\\\(?=\s|$)|<br\s*/?>|/"
    r"|(?<=[\s~])(?=(?:on behalf of|im Namen de[rs]|au nom d[eu])[\s~]|for the\s[^,;]{1,80}\s"
    r"(?:Group|Team|Collaboration|Consortium|Investigators|Network|Initiative|Alliance|Committee)\b)"
    rf"|(?<=[\s~])(?:\\?&(?:amp;)?|[+|•·]|{_CONJUNCTIONS})(?=[\s~])|(?<=\.)\\?&(?=[A-Z])"
)
_REFERENCE = regex(r"&#?\w+;")
_MAY_BE_LOOSE = regex(rf"[;&；，、،؛/+|•·\\]|\s(?:on behalf|for the|im Namen|au nom|{_CONJUNCTIONS})\s")
_BRACE = regex(r"[{}]")
_COMMA = regex(r"[{},]")
LONGEST = 1000  # what is longer is no name: it is not taken apart, and costs no more than reading it
_EDGE = " \t\r\n\f\v~"
# "and others" in a dozen languages, at the end of a list: `et al.`, `и др.`, `u. a.`, `ve ark.`, `y otros`.
_ET_AL = regex(
    r"(?:^|[\s,~{])(?:\\[a-z]+[\s~]*|\{[\s~]*)*(?:et\.?[\s~]*al|et[\s~]+(?:coll|autres)|и[\s~]+(?:др|другие)|та[\s~]+(?:ін|інші)"
    r"|(?-i:u\.[\s~]*a)|ve[\s~]+(?:ark|diğerleri)|i[\s~]+in|y[\s~]+otros|e[\s~]+(?:outros|altri)|m\.[\s~]*fl|κ\.[\s~]*[άα]|وآخرون)(?!\w)[.,}\s]*$"
    r"|(?:(?:[\s~,;、，；]|(?<=[\u4e00-\u9fff]))(?:等人?|他|ほか)|[\s~,;、，；](?:外|외)(?:\s?\d+\s?[名人명]?)?)\W*$",
    re.IGNORECASE,
)
_MAY_END_SO = regex(
    r"[等他か外외]|al|coll|autres|др|ін|a\.|ark|diğer|in\.?\W*$|otros|outros|altri|fl|κ|وآ", re.IGNORECASE
)
_ELISION = regex(r"[\s{}.…]*(?:\.\.\.|…|\\l?dots\b)[\s{}.…]*$")
_GAP = regex(r"\{?\s*(?:\.\.\.|…|\\l?dots)\s*\}?")
_MORE_PEOPLE = regex(
    r"(?:\d+|many|several)\s+(?:others?|more|authors|co-?authors|colleagues)(?: authors)?\W*$"
    r"|(?:colleagues|co-?authors)\W*$", re.IGNORECASE,
)  # fmt: skip
_OTHERS = (
    "others",
    "others)",
    "等",
    "等人",
    "他",
    "ほか",
    "外",
    "др",
    "ін",
    "m. fl",
    "diğerleri",
    "autres",
    "otros",
    "outros",
    "altri",
)
_INITIAL_INSIDE = regex(r"(?:^|[\s~.-])[^\W\d_a-zà-ÿ]\.?[\s~-]*(?:[^\W\d_]\.[\s~-]*)*[\s~][^\W\d_]{2}")
_INITIALS = regex(r"(?:[^\W\d_](?:\.[\s~-]*|[\s~-]+|$)){1,4}$")
_SUFFIX = regex(
    r"(?:\d(?:st|nd|rd|th)|[JS][Rr]|II|III|IV|VII?I?)\.?$"
    r"|(?:(?:Ph\.?[ ]?D|M\.?D|M\.?Sc|[DB]\.?Sc|D\.?Phil|M\.?Phil|M\.?P\.?H|M\.?B\.?A|MBBS|MBChB|DrPH|Pharm\.?D|DVM|DDS"
    r"|RN|Ed\.?D|Psy\.?D|FRCP|FRCS)\.?(?:[,\s]+|$))+$"
)


def list_text(found: ResolvedField) -> str:
    """Returns the text of a list of names, with its lines as written where only they may part the names."""
    value = found.value
    return value if " and " in value or value[-1:] == "," or not _LINES.search(found.text) else found.text


@lru_cache(maxsize=16)  # readers, their findings and rules ask for the same list one after another
def split_list(text: str, *, is_pair: bool = False) -> ListParts:
    """Takes a list of names apart at ``and`` outside braces, and where people write something else instead.

    ``is_pair`` says that the one comma of the list is between two names.

    >>> [part.text for part in split_list("Ada Byron and {Barnes and Noble} AND Doe, Jane").parts]
    ['Ada Byron', '{Barnes and Noble}', 'Doe, Jane']
    >>> [part.text for part in split_list("Ada Byron, Jane Doe, Max Roe").parts]
    ['Ada Byron', 'Jane Doe', 'Max Roe']
    """
    parts: list[ListPart] = []
    faults: list[ListFault] = []
    elided: list[ListPart] = []
    if _is_braced_list(text) or _BRACED_BUT_LAST.fullmatch(text):
        text = text.replace("{", " ", 1) if text[-1] != "}" else f" {text[1:-1]} "  # places stay
        text = text.replace("}", " ", 1) if text.count("}") > text.count("{") else text
    pieces = list(_at_and(text, faults))
    are_many = len(pieces) > 2
    for piece in pieces:
        if is_gap(piece.text) and parts and piece is not pieces[-1]:
            parts.append(piece)
            continue
        if are_many and _is_one_of_many(piece.text):  # nearly all, and co-authors come back
            parts.append(piece)
            continue
        if _is_others(piece.text):
            elided.append(piece)
            continue
        if marked := _in_marked_braces(piece):
            parts += marked
            faults.append(ListFault(piece.text, piece.start, piece.end, "separator"))
            continue
        named = _without_et_al(piece, faults)
        if named is not piece:
            elided.append(piece)
        may_be_two = is_pair or (
            len(pieces) == 2 and piece is pieces[0] and _may_be_two_beside(piece.text, pieces[1].text)
        )
        if len(pieces) == 1:
            lines = _at_lines(piece, faults)
            may_be_two = may_be_two or _are_two_people(piece.text)
            if len(lines) > 1:
                parts += lines
                continue
        parts += _at_loose_separators(named, faults, may_be_two=may_be_two) if named.text else ()
    if len(pieces) == len(parts) == 1 and _may_be_two(_masked(parts[0].text)):
        faults.append(ListFault(parts[0].text, parts[0].start, parts[0].end, "pair"))
    faults += [
        ListFault(each.text, each.start, each.end, "others") for each in elided if parts and each.end < parts[-1].start
    ]
    return ListParts(tuple(parts), bool(elided), tuple(faults))


def is_gap(text: str) -> bool:
    """Whether a piece of a list stands for names left out in its middle: ``Ann Vale and {…} and Cy Moe``.

    BibTeX prints it as it is, and counts it as a name.

    >>> [is_gap(text) for text in ("{…}", "...", "Ann Vale")]
    [True, True, False]
    """
    return len(text) < 12 and bool(_GAP.fullmatch(text))


# Mendeley's: all but the given name of the last is in braces: `{Vale, Ann; Roe, Bo; Doe}, Cy`.
_BRACED_BUT_LAST = regex(r"\{[^{}]*;[^{}]*\}, *[^{},;]+")


def _is_braced_list(text: str) -> bool:
    """Whether all of a list is in one more pair of braces, as some exports have it.

    A firm's "and" has no comma in each of its parts: ``{Barnes and Noble, Inc.}``.
    """
    if not (text.startswith("{") and _is_group(text)):
        return False
    pieces = plain_pieces(text[1:-1])
    return len(pieces) > 1 and all(piece.count(",") == 1 for piece in pieces)


def _in_marked_braces(piece: ListPart) -> tuple[ListPart, ...]:
    """Returns the names in braces that a mark behind each tells from one: ``{Ann Vale*, Bo Roe*} and Cy Doe``."""
    if not _MARKED_IN_BRACES.fullmatch(piece.text):
        return ()
    inner = ListPart(piece.text[1:-1], piece.start + 1, piece.end - 1)
    return _cut(inner, list(re.finditer(",", inner.text)))


_MARKED_IN_BRACES = regex(r"\{(?:[^{},*†‡#]+[\s~][^{},*†‡#]+[*†‡#]+,)+[^{},]+[\s~][^{},]+\}")


def plain_pieces(text: str) -> list[str]:
    """Splits a list at every ``and``; right where each piece is one name, as it is in nearly all lists."""
    return [piece.strip(_EDGE) for piece in _AND.split(text)]


def is_one_name(text: str, *, has_many: bool = False) -> bool:
    """Whether a stretch between two ``and`` is one name, whatever the others are; two or more where ``has_many``."""
    whole = ListPart(text, 0, len(text))
    faults: list[ListFault] = []
    if not text.strip("{},; ") or _depth(text) or _is_others(text) or _without_et_al(whole, faults) != whole:
        return False
    if not has_many and len(_at_lines(whole, faults)) > 1:
        return False
    return _at_loose_separators(whole, faults, may_be_two=not has_many) == (whole,) and not faults


@lru_cache(maxsize=1 << 16)
def _is_one_of_many(text: str) -> bool:
    return is_one_name(text, has_many=True)


def _depth(text: str) -> int:
    """Returns how many braces stay open; -1 where one closes that none opened."""
    depth = 0
    for brace in _BRACE.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            break
    return depth


def _trimmed(text: str, start: int, end: int) -> ListPart:
    piece = text[start:end]
    left = piece.lstrip(_EDGE)
    start = end - len(left)
    left = left.rstrip(_EDGE)
    return ListPart(left, start, start + len(left))


def _top_level(pattern: LazyPattern, text: str) -> Iterator[re.Match[str]]:
    """Yields matches outside braces; the pattern matches single braces too."""
    depth = 0
    for found in pattern.finditer(text):
        token = found.group()
        if token == "{":
            depth += 1
        elif token == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            yield found


def _at_and(text: str, faults: list[ListFault]) -> Iterator[ListPart]:
    separators = list(_top_level(_BRACE_OR_AND, text) if "{" in text else _AND.finditer(text))
    start, last = 0, 0
    for separator in separators:
        yield from _filled(_trimmed(text, start, separator.start()), text, (last, separator.end()), faults)
        start, last = separator.end(), separator.start()
    if separators or text:
        whole = (last, len(text)) if separators else None
        yield from _filled(_trimmed(text, start, len(text)), text, whole, faults)


def _filled(piece: ListPart, text: str, around: tuple[int, int] | None, faults: list[ListFault]) -> Iterator[ListPart]:
    if piece.text.strip("{},; "):
        yield piece
    elif around:
        place = _trimmed(text, *around)
        faults.append(ListFault(place.text, place.start, place.end, "empty"))


def _is_others(text: str) -> bool:
    if len(text) > LONGEST:
        return False
    return text.strip("{}., ").casefold() in _OTHERS or bool(_MORE_PEOPLE.match(text) or _ELISION.match(text))


def _without_et_al(piece: ListPart, faults: list[ListFault]) -> ListPart:
    tail = max(len(piece.text) - LONGEST, 0)  # searching from the start would be slow where much looks like it
    if not _MAY_END_SO.search(piece.text[-12:]) or not (found := _ET_AL.search(piece.text, tail)):
        return piece
    place = _trimmed(piece.text, found.start(), found.end())
    offset = piece.start
    faults.append(ListFault(place.text, offset + place.start, offset + place.end, "et al"))
    kept = piece.text[: found.start()].rstrip(_EDGE + ",")
    return ListPart(kept, offset, offset + len(kept))


def _at_loose_separators(piece: ListPart, faults: list[ListFault], *, may_be_two: bool) -> tuple[ListPart, ...]:
    """Splits a piece at semicolons, ampersands and commas between whole names.

    ``may_be_two`` says whether what stands beside the piece lets its one comma be between two names.
    """
    masked = _masked(piece.text)
    whole = ListPart(masked, piece.start, piece.end)
    split: tuple[ListPart, ...] = (whole,)
    if masked[:1] >= _CJK[0] and _AT_DOTS.fullmatch(masked):
        split = _cut(whole, list(_DOTS.finditer(masked)))
    elif _MAY_BE_LOOSE.search(masked):
        split = _at_signs(whole)
    if "," in masked and not _is_one_name(masked):
        # "Ann Vale, Bo Roe & Cy Doe": beside a name without comma, the comma of another piece is between two
        has_strong = len(split) > 1 and any(map(_STRONG.fullmatch, _LOOSE.findall(masked)))
        may_be_two = (
            may_be_two if len(split) == 1 else not has_strong and _may_be_two_beside(split[0].text, split[-1].text)
        )
        split = tuple(name for each in split for name in _at_commas(each, may_be_two=may_be_two))
    if len(split) > 1:
        faults.append(ListFault(piece.text, piece.start, piece.end, "separator"))
    first = piece.start
    return tuple(ListPart(piece.text[each.start - first : each.end - first], each.start, each.end) for each in split)


_FILL = "\x01"
_MAY_BE_NOTE = regex(r"[(\[$^<¹²³⁴-⁹⁰\d]|\\(?:inst|text|aff)")
# What stands beside a name and may have commas in it: affiliations, numbers, addresses.
_BESIDE_NAME = regex(
    r"(?P<reference>&#?\w+;)|\([^()]*\)|\[[^\[\]]*\]|\$[^$]*\$|\\\(.*?\\\)|\^(?:\{[^{}]*\}|\d+(?:,\s?\d+)*)"
    r"|\\(?:textsuperscript|inst|affil|aff|sup)\s*\{(?:[^{}]|\{[^{}]*\})*\}|<sup[^>]*>.*?</sup>|<[^<>\s]*@[^<>\s]*>"
    r"|[¹²³⁴-⁹⁰]+(?:,\s?[¹²³⁴-⁹⁰]+)*|(?:(?<=[^\W\d_])|(?<=[^\W\d_] ))\d{1,2}(?:,\d{1,2})*(?![\w.)])"
)
_NUMBERING = regex(
    r"(?:^|(?<=[\s,;~]))(?:\((?P<round>\d{1,2})\)|\[(?P<square>\d{1,2})\]|(?P<bare>\d{1,2})[.)])[\s~]*(?=[^\W\d_])"
)


def _masked(text: str) -> str:
    """Blanks out what stands beside names, such as ``(Polar Univ., Bergen)`` and ``$^{1,2}$``; places stay.

    Numbers before names part them: ``1. Ann Vale 2. Bo Roe``.
    """
    if not _MAY_BE_NOTE.search(text):
        return text
    numbers = list(_NUMBERING.finditer(text))
    if len(numbers) > 1 and [int(each[each.lastgroup or 0]) for each in numbers] == list(range(1, len(numbers) + 1)):
        for each in numbers:
            text = f"{text[: each.start()]};{' ' * (len(each.group()) - 1)}{text[each.end() :]}"
    return _BESIDE_NAME.sub(lambda found: found["reference"] or _FILL * len(found.group()), text)


def _at_lines(piece: ListPart, faults: list[ListFault]) -> tuple[ListPart, ...]:
    """Splits a list without any sign between its names that has one name on each line."""
    lines = [line for line in _LINES.split(piece.text) if line.strip()] if _LINES.search(piece.text) else []
    if len(lines) < 2 or not all(_is_whole_line(_masked(line.strip(_EDGE))) for line in lines):
        return (piece,)
    cuts = _cut(piece, list(_LINES.finditer(piece.text)))
    faults.append(ListFault(piece.text, piece.start, piece.end, "separator"))
    return cuts


_LINES = regex(r"(?<!\s)\s*[\n\t]\s*")  # looked for once in a run of blanks


def _is_whole_line(line: str) -> bool:
    words = _words(line)
    is_whole = 1 < len(words) < 6 and line.count(",") <= 1 and not {line[0], line[-1]} & set(",;&") and "{" not in line
    return is_whole and not words[-1][0].islower() and ("," in line or not words[0][0].islower())


def _is_one_name(text: str) -> bool:
    """Whether one comma has a single word before or behind it: nearly all names, told without cutting them."""
    before, _, after = text.partition(",")
    if before[-1:] >= _CJK[0] and all(_is_whole_cjk(side.strip()) for side in text.split(",") if side.strip()):
        return False
    return is_extended(text) or ("," not in after and (len(_words(before)) < 2 or len(_words(after)) < 2))


def _cut(piece: ListPart, separators: Sequence[re.Match[str]]) -> tuple[ListPart, ...]:
    starts = [0, *(each.end() for each in separators)]
    ends = [*(each.start() for each in separators), len(piece.text)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        left = piece.text[start:end].lstrip(_EDGE)
        if text := left.rstrip(_EDGE):
            at = piece.start + end - len(left)
            found.append(ListPart(text, at, at + len(text)))
    return tuple(found)


def _at_signs(piece: ListPart) -> tuple[ListPart, ...]:
    signs = _top_level(_LOOSE, piece.text)
    found = [each for each in signs if each.group() == "&amp;" or not _REFERENCE.fullmatch(each.group())]
    strong = [each for each in found if _STRONG.fullmatch(each.group())]
    split = _cut(piece, found)
    # "Ernst & Young" is one name; between "Doe, J." and "Roe, M." an ampersand means "and"
    if len(strong) < len(found) and not all(_is_whole(part.text) for part in split):
        split = _cut(piece, strong)
    return split if split and not any(len(part.text) == 1 for part in split) else (piece,)


def _is_whole(text: str) -> bool:
    """Whether a text is a name with given and family name, and not one word of a longer one."""
    return len(_words(text)) > 1 or (1 < len(text) < _LONGEST_CJK and _is_cjk(text))


def _is_cjk(text: str) -> bool:
    """Whether a text has Chinese, Japanese and Korean signs alone; the pattern takes long to compile."""
    return max(text, default="") >= _CJK[0] and bool(_ONLY_CJK.match(text))


def _words(text: str) -> list[str]:
    return text.replace("~", " ").replace(",", " ").replace(_FILL, " ").split()


def _at_commas(piece: ListPart, *, may_be_two: bool) -> tuple[ListPart, ...]:
    cuts = _with_suffixes(piece, _cut(piece, list(_top_level(_COMMA, piece.text))))
    names = [_bare_words(cut.text) for cut in cuts]
    if len(cuts) > 1 and all(_is_whole(name) and _is_cjk(name) for name in names):
        return cuts if len(cuts) > 2 or all(map(_is_whole_cjk, names)) else (piece,)
    if len(cuts) < 2 or any(_SUFFIX.match(name) for name in names):
        return (piece,)
    if len(cuts) == 2:
        return cuts if _are_two_names(piece, names, may_be_two=may_be_two) else (piece,)
    if all(len(_words(name)) > 1 and not _INITIALS.match(name) for name in names):
        return cuts
    if len(cuts) % 2 == 0:
        return tuple(_joined(piece, *pair) for pair in zip(cuts[::2], cuts[1::2], strict=True))
    return (piece,)


def _is_whole_cjk(name: str) -> bool:
    """Whether a name is family and given name: neither alone has so many letters, or begins as Chinese families do."""
    return name[0] in _CHINESE_FAMILIES or len(name) > 3 or (len(name) == 3 and "가" <= name[0] <= "힣")


def _joined(piece: ListPart, first: ListPart, last: ListPart) -> ListPart:
    return ListPart(piece.text[first.start - piece.start : last.end - piece.start], first.start, last.end)


def _with_suffixes(piece: ListPart, cuts: Sequence[ListPart]) -> tuple[ListPart, ...]:
    """Puts degrees back to the names before them: ``Ann Vale, PhD, Bo Roe, MD``."""
    if sum(bool(_SUFFIX.match(_bare_words(cut.text))) for cut in cuts) in (0, len(cuts)) or len(cuts) < 4:
        return tuple(cuts)
    found: list[ListPart] = []
    for cut in cuts:
        if found and _SUFFIX.match(_bare_words(cut.text)):
            found[-1] = _joined(piece, found[-1], cut)
        else:
            found.append(cut)
    # a suffix in a list of families and given names stays between them
    return tuple(found) if all(len(_words(each.text.split(",")[0])) > 1 for each in found) else tuple(cuts)


def _bare_words(text: str) -> str:
    return text.replace(_FILL, " ").strip(_EDGE)


def _are_two_names(piece: ListPart, names: Sequence[str], *, may_be_two: bool) -> bool:
    """Tells ``Ada Byron, Jane Doe`` from ``García Lorca, Federico José``."""
    if all(_VANCOUVER.fullmatch(name) for name in names):
        return True
    if any(len(_words(name)) < 2 or _INITIALS.match(name) for name in names):
        return False
    return may_be_two or piece.text.endswith(",") or bool(_INITIAL_INSIDE.search(names[0]))


_INITIAL_BEHIND = regex(r"[\s~][^\W\d_a-z]\.?$")


def _are_two_people(text: str) -> bool:
    """Whether each side of a comma has a given name at one end, and not at the other: ``Ann Vale, Maria Roe``."""
    sides = [folded(_bare_words(side)).split() for side in _masked(text).split(",")]
    if len(sides) != 2 or not all(len(side) > 1 < min(len(side[0]), len(side[-1])) for side in sides):
        return False
    ends = {(is_given_name(side[0]), is_given_name(side[-1])) for side in sides}
    return ends in ({(True, False)}, {(False, True)})


def _may_be_two(text: str) -> bool:
    """Whether all of a list may be one name or two: "Ann Vale, Bo Roe" is written like "Diaz Saez, Bastian Jaime"."""
    sides = [_words(side) for side in text.split(",")]
    return len(sides) == 2 and all(
        1 < len(side) < 4 and all(_CAPITALIZED.match(word) for word in side) for side in sides
    )


_CAPITALIZED = regex(r"[^\W\d_a-z].?[^\W\d_]")  # no initial; vowels of Thai and Hindi are signs on letters


def _may_be_two_beside(text: str, last: str) -> bool:
    """Whether the comma before the last name of a list may be between two: ``Ada Byron, Jane Doe and Max Roe``.

    Not where family names stand before it and given names behind it: ``Short Gianotti, Daniel J and Max Roe``.
    """
    text, last = _masked(text), _masked(last)
    if "," in last or len(_words(last)) < 2:
        return False
    before, _, behind = text.partition(",")
    are_given = bool(_INITIAL_BEHIND.search(behind)) or all(map(is_given_name, folded(behind).split()))
    return not are_given or bool(_INITIAL_INSIDE.search(before)) or is_given_name(folded(before).partition(" ")[0])


_CJK = "\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_ONLY_CJK = regex(rf"[{_CJK}·・･\s,，]+$")
_ALSO_CJK = regex(rf"(?:(?<=[\s),])\s*|(?=[(（]))[(（]?(?P<name>[{_CJK}·\s]+)[)）]?$")
_LONGEST_CJK = 6
# Japanese and Korean lists have dots between names; Chinese and katakana have them inside foreign ones: 约翰·史密斯.
_HAN = "[\u3005\u4e00-\u9fff]{1,4}(?: [\u3005\u3040-\u309f\u4e00-\u9fff]{1,4})?"
_DOTS = regex(r"\s*[・･·ㆍ]\s*")
_AT_DOTS = regex(rf"{_HAN}(?:\s*[・･]\s*{_HAN})+|[가-힣]{{2,4}}(?:\s*[・･·ㆍ]\s*[가-힣]{{2,4}})+")
# The families of five of six Chinese people. Source: Ministry of Public Security, report on names, 2021.
_CHINESE_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
    "廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文張劉陳楊黃趙吳孫馬羅鄭謝許"
    "韓鄧馮蕭葉蘇呂盧鍾譚陸賈鄒閻龍賀顧龔萬錢嚴湯喬賴"
)
# "Vale A" and "Roe BC" are family and initials, as PubMed and Vancouver write them; "Google AI" and "John Doe III" are
# not, nor is "Jun LI", whose family is in capitals.
_INITIALS_BEHIND = (
    r"(?!(?:II|IV|VI|X|AI|ML|UK|US|EU|UN|TV|HQ|IT|JR|SR|MD|AN|BO|DO|DU|FU|GU|HE|HO|HU|IM|KO|LE|LI|LU|MA|NG|NI|OH|QI|SU"
    r"|TO|WU|XU|YE|YU)$)"
)
_WORD = r"(?:[DLO]['’])?[^\W\d_a-z][^\W\d_]*[a-zß-öø-ÿ][\w'’-]*"
_VANCOUVER = regex(
    rf"(?P<family>(?:(?i:van|von|de|der|den|del|di|da|la|le|el|al) )*{_WORD}),? {_INITIALS_BEHIND}"
    r"(?P<initials>[A-Z]{1,2}|[A-Z](?:[ -][A-Z]){1,2})"
)
# "Müller F.", "Иванов И. И.": nobody has a family name of one letter and a dot.
_DOTTED = regex(
    r"(?P<family>(?:(?i:van|von|de|der|den|del|di|da|la|le|el|al) )*[^\W\d_a-z][^\W\d_][\w'’-]*) "
    r"(?P<initials>(?:[^\W\d_a-z]\.[ -]?){1,3})"
)
# Names of bodies have a word that says so: some alone, others among three words at least.
_ALONE = (
    r"Corp|Corporation|[Cc]ollaborations?|[Cc]onsortium|[Dd]evelopers|[Cc]ontributors|Universit\w+|Institut\w*|Organi[sz]ation|Department|Foundation|Association"
    r"|Committee|Laborator\w+|Ministry|Agency|Inc|Ltd|GmbH|LLC|Federation|Alliance|Academy|Hospital|Commission|Bureau"
    r"|Parliament"
)
_AMONG_THREE = (
    r"[Gg]roup|[Tt]eam|Council|Society|Company|Cent(?:er|re)|School|College|Project|Network|Initiative|Office|Library"
    r"|Observatory|Bank|Authority|Program(?:me)?|Survey|Task"
)
_BODY = regex(
    rf"(?=\S+\s+\S).*(?:(?<![\w-])(?:{_ALONE})(?![\w-])|\w-Institut\b).*"
    rf"|(?=\S+\s+\S+\s+\S).*(?<![\w-])(?:{_AMONG_THREE})(?![\w-]).*",
    re.DOTALL,
)
_COMPANY = regex(r",\s*(?:Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|PLC|plc)\.?$")
# French and Asian lists: "DUPONT Jean-Pierre", but not "IBM Research".
_IN_CAPITALS = regex(
    r"(?P<family>[A-ZÀ-Þ'’-]{3,}(?: [A-ZÀ-Þ'’-]{3,})*) (?P<given>(?P<first>[A-Z][a-zß-ÿ]+)\S*(?: [A-Z]\S*)*)"
)
_ON_BEHALF = regex(
    r"^(?:(?:on behalf of|im Namen (?:der|des|von)|au nom d[eu]|en nombre de)\s+(?:the\s+)?|for\s+the\s+)(?=\S)",
    re.IGNORECASE,
)
_TITLES = regex(
    r"(?:(?:by|(?i:Dr|Prof|Professor|Mr|Mrs|Ms|Rev|PD|Priv\.-Doz|Dipl\.-\w{2,8}|Ing|Mag|Doc|MUDr|RNDr|Lic|Ir|Eng|Em"
    r"|Cand|(?:Univ|Assoc|Asst|Ao|Hon|Adj|Apl)\.?[ -]?Prof)\.|(?:Associate |Assistant |Adjunct )?(?:Dr|Prof|Professor)"
    r"|Sir|Dame)(?:\s?-?\s?(?:Ing|rer|nat|phil|med|h|c|habil|techn)\.)*[\s~]+)+(?=\S+[\s~]+\S)"
)
_UNUSUAL = regex(
    r"^(?:(?i:DR|PROF)|Professor|Mr|Mrs|Ms|Rev|Mag|Ing|PD|Doc|Sir|Dame|Lic|Ir|Eng|Em|Cand|Ass\w{1,8}|Univ|Ao|Hon|Adj\w*"
    rf"|Apl|Dipl)\b|\s[A-Z]{{1,3}}$|\s[A-Z]\.$|[a-z]{{2}}[A-Z]\.|^[A-Z]{{3}}|\b(?:{_ALONE}|{_AMONG_THREE})\b"
)
_STRAY = regex(r"(?:,[\s~]*)+(?=,)")
_FLAT_GROUP = regex(r"\{[^{}\s~,]*\}")
_COMMAND_BLANK = regex(r"\\[A-Za-z]+[\s~]")
# TeX takes the blank after a command for its end: `\v Cap`, `\L ukasz`.
_BLANK_OF_COMMAND = regex(
    r"(?P<accent>\\[uvHtcdbkr])[\s~]+(?P<letter>[^\W\d_])|(?:(?<=[\s~,])|^)(?P<sign>\\(?:[oOlL]|aa|AA|ae|AE|oe|OE))\s+(?=\w)"
)
_FIRST_LETTER = regex(r"[^\W\d_]")


# Five of six names: words of ASCII letters that begin with a capital, no particle, no suffix, no sign of LaTeX.
_CAPITAL = r"(?!(?:[JS][Rr]|I{2,3}|IV|VI{0,3}|PhD|MD|MSc)\b|(?:Ph|M)\.)[A-Z](?:-?[A-Za-z])*+"
_COMMON = regex(
    rf"(?P<family>{_CAPITAL}(?: {_CAPITAL})*+), (?P<after>{_CAPITAL}\.?(?: {_CAPITAL}\.?)*+)"
    rf"|(?P<before>{_CAPITAL}\.?(?: {_CAPITAL}\.?)*) (?P<last>{_CAPITAL})"
)


@lru_cache(maxsize=1 << 16)
def parse_name(text: str) -> Name:
    """Takes one name apart as BibTeX does, after mending what BibTeX trips over; LaTeX becomes Unicode.

    Source: btxdoc, section 4, and "Tame the BeaST", section 11.

    >>> parse_name("van den Berg, Jr., Jan")
    Name(given='Jan', prefix='van den', family='Berg', suffix='Jr.')
    """
    if len(text) < LONGEST and (found := _COMMON.fullmatch(text)) and not _UNUSUAL.search(text):
        return Name(found["after"] or found["before"], "", found["family"] or found["last"])
    return parse_any_name(text)


def parse_any_name(text: str) -> Name:
    """Takes a name apart that may be written in any way; ``parse_name`` gives the same for the commonest."""
    text = text.replace("\u3000", " ")
    if group := _ON_BEHALF.match(text):
        return Name(family=_plain(text[group.end() :].strip(" {}")))
    if extended := read_extended(text):
        return extended
    text = _mended(text)
    if _is_group(text) or not text or len(text) > LONGEST:
        return Name(family=_plain(text))
    text = _TITLES.sub("", text, 1) if "," not in text else text
    if _COMPANY.search(text) or all(_BODY.fullmatch(part.strip()) for part in text.split(",")):
        return Name(family=_plain(text))
    if "," not in text and (found := _IN_CAPITALS.fullmatch(text)) and is_given_name(folded(found["first"])):
        return Name(_plain(found["given"]), "", found["family"])
    if "," not in text and (found := _VANCOUVER.fullmatch(text) or _DOTTED.fullmatch(text)):
        return Name(" ".join(f"{each}." for each in found["initials"] if each.isalpha()), "", _plain(found["family"]))
    if max(text) >= _CJK[0]:
        if _is_cjk(text):
            return Name(family=" ".join(re.sub(r"\s*[,，]\s*", "", text).split()))
        if found := _ALSO_CJK.search(text):
            name = parse_name(text[: found.start()])
            return Name(name.given, name.prefix, name.family, found["name"].strip())
    cuts = [part.text for part in _cut(ListPart(text, 0, len(text)), list(_top_level(_COMMA, text)))]
    family, given, suffix = _ordered(cuts)
    name = _plain_parts(family, given) or _parts_by_pybtex(family, given)
    return Name(name.given, name.prefix, name.family, _plain(suffix))


def _mended(text: str) -> str:
    # The astronomers' database escapes the braces of some letters: Kova\{{\v{c}}\}i{\'c}
    if "\\" in text:
        text = _BLANK_OF_COMMAND.sub(_without_blank, text)
    text = _GLUED_INITIAL.sub(" ", text)
    text = text.replace("\\,", "~").replace(". -", ".-").replace("\\{", "").replace("\\}", "").strip(_EDGE + ",;")
    if text.count("{") != text.count("}"):
        text = text.replace("{", "").replace("}", "")
    return _STRAY.sub("", text)


# Springer's exports glue the initial to the first name: `Pan, JeffZ.`
_GLUED_INITIAL = regex(r"(?<=[^\W\d_A-Z]{2})(?=[A-Z]\.)")


def _without_blank(found: re.Match[str]) -> str:
    return f"{{{found['sign']}}}" if found["sign"] else f"{found['accent']}{{{found['letter']}}}"


def _is_group(text: str) -> bool:
    """Whether one pair of braces is around the whole name: an organisation, or a name that is not to be split."""
    if not text.startswith("{") or not text.endswith("}"):
        return False
    depth = 0
    for found in _BRACE.finditer(text):
        depth += 1 if found.group() == "{" else -1
        if not depth:
            return found.end() == len(text)
    return False


def _ordered(cuts: Sequence[str]) -> tuple[str, str | None, str]:
    """Returns family, given and suffix of a name between its commas, wherever the suffix stands."""
    rest = [cut for cut in cuts[1:] if not _SUFFIX.match(cut)]
    suffixes = [cut for cut in cuts[1:] if _SUFFIX.match(cut)]
    if not suffixes and len(cuts) == 3:
        rest, suffixes = [cuts[2]], [cuts[1]]
    family, _, own = _without_suffix(cuts[0])
    suffix = ", ".join([own, *suffixes] if own else suffixes)
    return family, " ".join(rest) if rest else None, suffix


def _without_suffix(text: str) -> tuple[str, None, str]:
    words = text.rsplit(maxsplit=1)
    if len(words) == 2 and _SUFFIX.match(words[1]) and (" " in words[0] or words[1][0] in "JS"):
        return words[0], None, words[1]
    return text, None, ""


def _plain(text: str) -> str:
    return " ".join(plain(text).split())


def _plain_parts(family: str, given: str | None) -> Name | None:
    """Reads the common forms, which have no blank inside braces; ``None`` for all others."""
    if "{" in family and "{" in _FLAT_GROUP.sub("", _FLAT_GROUP.sub("", family)):
        return None
    if "\\" in family and _COMMAND_BLANK.search(family):
        return None
    words = _plain(family).split(" ")
    small = [bool((letter := _FIRST_LETTER.search(word)) and letter.group().islower()) for word in words]
    if any(small):
        return None if "{" in family or "\\" in family else _with_particle(words, small, given)
    if given is not None:
        return Name(_plain(given), "", " ".join(words))
    return Name(" ".join(words[:-1]), "", words[-1])


def _with_particle(words: list[str], small: list[bool], given: str | None) -> Name:
    """Finds the particle: from the first small word to the last one, but never the last word of all."""
    start = 0 if given is not None else small.index(True)
    end = max((place + 1 for place in range(start, len(words) - 1) if small[place]), default=start)
    first = " ".join(words[:start]) if given is None else _plain(given)
    return Name(first, " ".join(words[start:end]), " ".join(words[end:]))


def _parts_by_pybtex(family: str, given: str | None) -> Name:
    from pybtex.database import Person
    from pybtex.exceptions import PybtexError

    try:
        person = Person(family if given is None else f"{family}, {given}")
    except (PybtexError, ValueError, RecursionError):
        return Name(_plain(given or ""), "", _plain(family))
    parts = (person.bibtex_first_names, person.prelast_names, person.last_names)
    return Name(*(_plain(" ".join(part)) for part in parts))
