"""Lists of names and names taken apart, and what is wrong with them as typed: the only importer of pybtex."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.findings import Edit, Finding, Fix, Severity, quoted
from pubmanager.latex.read import plain
from pubmanager.model.author import Name
from pubmanager.regex import LazyPattern, regex
from pubmanager.source import Span

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

    Shape: ``parts`` in order, trimmed, none empty; ``has_others`` where the list says that there are more.
    """

    parts: tuple[ListPart, ...]
    has_others: bool = False
    faults: tuple[ListFault, ...] = ()


_AND = regex(r"[Aa][Nn][Dd](?<![^\s~]...)(?![^\s~])")  # what stands before it is looked at last: that is quicker
_BRACE_OR_AND = regex(rf"[{{}}]|{_AND.pattern}", re.IGNORECASE)
# Signs that always part names, and those that do between whole names: "Ernst & Young" and "Vale/Roe Lab" are one.
_STRONG = (";", "；", "，", "、", "،", "؛", "\\and", "\\\\")
_LOOSE = regex(
    r"&#?\w+;|[{}]|[;；，、،؛]|\\and(?![A-Za-z])|\\\\(?=\s|$)|/"
    r"|(?<=[\s~])(?:\\?&|[+|•·]|und|et|och|og|en|ja|ve|y|e|i|with|plus|и|和|与|與|および)(?=[\s~])|(?<=\.)\\?&(?=[A-Z])"
)
_REFERENCE = regex(r"&#?\w+;")
_MAY_BE_LOOSE = regex(r"[;&；，、،؛/+|•·\\]|\s(?:und|et|och|og|en|ja|ve|y|e|i|with|plus|и|和|与|與|および)\s")
_BRACE = regex(r"[{}]")
_COMMA = regex(r"[{},]")
LONGEST = 1000  # what is longer is no name: it is not taken apart, and costs no more than reading it
_EDGE = " \t\r\n\f\v~"
# "and others" in a dozen languages, at the end of a list: `et al.`, `и др.`, `u. a.`, `ve ark.`, `y otros`.
_ET_AL = regex(
    r"(?:^|[\s,~{])(?:\\[a-z]+[\s~]*|\{[\s~]*)*(?:et\.?[\s~]*al|et[\s~]+(?:coll|autres)|и[\s~]+(?:др|другие)|та[\s~]+(?:ін|інші)"
    r"|u\.[\s~]*a|ve[\s~]+(?:ark|diğerleri)|i[\s~]+in|y[\s~]+otros|e[\s~]+(?:outros|altri)|m\.[\s~]*fl|κ\.[\s~]*[άα]|وآخرون)(?!\w)[.,}\s]*$",
    re.IGNORECASE,
)
_MAY_END_SO = regex(r"al|coll|autres|др|ін|a\.|ark|diğer|in\.?\W*$|otros|outros|altri|fl|κ|وآ", re.IGNORECASE)
_ELISION = regex(r"[\s{}.…]*(?:\.\.\.|…|\\l?dots\b)[\s{}.…]*$")
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
_SUFFIX = regex(r"(?:\d(?:st|nd|rd|th)|[JS][Rr]|II|III|IV|VII?I?|Ph\.?D|M\.?D|M\.?Sc)\.?$")


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
    if _is_braced_list(text):
        text = f" {text[1:-1]} "  # places stay
    pieces = list(_at_and(text, faults))
    are_many = len(pieces) > 2
    for piece in pieces:
        if are_many and _is_one_of_many(piece.text):  # nearly all, and co-authors come back
            parts.append(piece)
            continue
        if _is_others(piece.text):
            elided.append(piece)
            continue
        named = _without_et_al(piece, faults)
        if named is not piece:
            elided.append(piece)
        may_be_two = is_pair or (len(pieces) == 2 and piece is pieces[0] and _is_name_without_comma(pieces[1].text))
        parts += _at_loose_separators(named, faults, may_be_two=may_be_two) if named.text else ()
    if len(pieces) == len(parts) == 1 and _may_be_two(parts[0].text):
        faults.append(ListFault(parts[0].text, parts[0].start, parts[0].end, "pair"))
    faults += [
        ListFault(each.text, each.start, each.end, "others") for each in elided if parts and each.end < parts[-1].start
    ]
    return ListParts(tuple(parts), bool(elided), tuple(faults))


def _is_braced_list(text: str) -> bool:
    """Whether all of a list is in one more pair of braces, as some exports have it.

    A firm's "and" has no comma in each of its parts: ``{Barnes and Noble, Inc.}``.
    """
    if not (text.startswith("{") and _is_group(text)):
        return False
    pieces = plain_pieces(text[1:-1])
    return len(pieces) > 1 and all(piece.count(",") == 1 for piece in pieces)


def plain_pieces(text: str) -> list[str]:
    """Splits a list at every ``and``; right where each piece is one name, as it is in nearly all lists."""
    return [piece.strip(_EDGE) for piece in _AND.split(text)]


def is_one_name(text: str, *, has_many: bool = False) -> bool:
    """Whether a stretch between two ``and`` is one name, whatever the others are; two or more where ``has_many``."""
    whole = ListPart(text, 0, len(text))
    faults: list[ListFault] = []
    if not text.strip("{},; ") or _depth(text) or _is_others(text) or _without_et_al(whole, faults) != whole:
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
    text = _without_notes(piece.text)
    split: tuple[ListPart, ...] = (piece,)
    if _MAY_BE_LOOSE.search(text):
        split = _at_signs(piece)
    if "," in text and not _is_one_name(text):
        may_be_two = may_be_two and len(split) == 1
        split = tuple(name for each in split for name in _at_commas(each, may_be_two=may_be_two))
    if len(split) > 1:
        faults.append(ListFault(piece.text, piece.start, piece.end, "separator"))
    return split


def _without_notes(text: str) -> str:
    """Blanks out what stands in brackets behind names, such as ``(Polar Univ., Bergen)``; places stay."""
    if "(" not in text or ")" not in text:
        return text
    return _BRACKETED.sub(lambda found: "(" + "_" * (len(found.group()) - 2) + ")", text)


def _is_one_name(text: str) -> bool:
    """Whether one comma has a single word before or behind it: nearly all names, told without cutting them."""
    before, _, after = text.partition(",")
    return is_extended(text) or ("," not in after and (len(_words(before)) < 2 or len(_words(after)) < 2))


def _cut(piece: ListPart, separators: Sequence[re.Match[str]]) -> tuple[ListPart, ...]:
    starts = [0, *(each.end() for each in separators)]
    ends = [*(each.start() for each in separators), len(piece.text)]
    cuts = (_trimmed(piece.text, start, end) for start, end in zip(starts, ends, strict=True))
    return tuple(ListPart(cut.text, piece.start + cut.start, piece.start + cut.end) for cut in cuts if cut.text)


def _at_signs(piece: ListPart) -> tuple[ListPart, ...]:
    signs = _top_level(_LOOSE, _without_notes(piece.text))
    found = [each for each in signs if not _REFERENCE.fullmatch(each.group())]
    strong = [each for each in found if each.group() in _STRONG]
    split = _cut(piece, found)
    # "Ernst & Young" is one name; between "Doe, J." and "Roe, M." an ampersand means "and"
    if len(strong) < len(found) and not all(_is_whole(part.text) for part in split):
        split = _cut(piece, strong)
    return split if split and not any(len(part.text) == 1 for part in split) else (piece,)


def _is_whole(text: str) -> bool:
    """Whether a text is a name with given and family name, and not one word of a longer one."""
    return len(_words(text)) > 1 or (1 < len(text) < _LONGEST_CJK and bool(_ONLY_CJK.match(text)))


def _words(text: str) -> list[str]:
    return text.replace("~", " ").replace(",", " ").split()


def _at_commas(piece: ListPart, *, may_be_two: bool) -> tuple[ListPart, ...]:
    commas = list(_top_level(_COMMA, _without_notes(piece.text)))
    cuts = _cut(piece, commas)
    if len(cuts) > 1 and all(_is_whole(cut.text) and _ONLY_CJK.match(cut.text) for cut in cuts):
        return cuts if len(cuts) > 2 or all(cut.text[0] in _CHINESE_FAMILIES for cut in cuts) else (piece,)
    if len(cuts) < 2 or any(_SUFFIX.match(cut.text) for cut in cuts):
        return (piece,)
    if len(cuts) == 2:
        return cuts if _are_two_names(piece, cuts, may_be_two=may_be_two) else (piece,)
    if all(len(_words(cut.text)) > 1 and not _INITIALS.match(cut.text) for cut in cuts):
        return cuts
    if len(cuts) % 2 == 0:
        pairs = zip(cuts[::2], cuts[1::2], strict=True)
        offset = piece.start
        return tuple(ListPart(piece.text[a.start - offset : b.end - offset], a.start, b.end) for a, b in pairs)
    return (piece,)


def _are_two_names(piece: ListPart, cuts: Sequence[ListPart], *, may_be_two: bool) -> bool:
    """Tells ``Ada Byron, Jane Doe`` from ``García Lorca, Federico José``."""
    if all(_VANCOUVER.fullmatch(cut.text) for cut in cuts):
        return True
    if any(len(_words(cut.text)) < 2 or _INITIALS.match(cut.text) for cut in cuts):
        return False
    return may_be_two or piece.text.endswith(",") or bool(_INITIAL_INSIDE.search(cuts[0].text))


def _may_be_two(text: str) -> bool:
    """Whether all of a list may be one name or two: "Ann Vale, Bo Roe" is written like "Diaz Saez, Bastian Jaime"."""
    return bool(_TWO_AND_TWO.fullmatch(text))


# Two or three words with capitals on each side of a comma, of which none is an initial.
_TWO_AND_TWO = regex(
    r"(?:[^\W\d_a-z][^\W\d_][\w'’-]*(?:[\s~]+(?!,)|(?=,|$))){2,3},[\s~]*(?:[^\W\d_a-z][^\W\d_][\w'’-]*(?:[\s~]+|$)){2,3}"
)


def _is_name_without_comma(text: str) -> bool:
    """Whether a piece is the kind of name beside which a comma is between two: ``Ada Byron, Jane Doe and Max Roe``."""
    return "," not in text and len(_words(text)) > 1


_CJK = "\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_ONLY_CJK = regex(rf"[{_CJK}·・･\s,，]+$")
_ALSO_CJK = regex(rf"(?:(?<=[\s),])\s*|(?=[(（]))[(（]?(?P<name>[{_CJK}·\s]+)[)）]?$")
_LONGEST_CJK = 6
# The families of five of six Chinese people. Source: Ministry of Public Security, report on names, 2021.
_CHINESE_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
    "廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文張劉陳楊黃趙吳孫馬羅鄭謝許"
    "韓鄧馮蕭葉蘇呂盧鍾譚陸賈鄒閻龍賀顧龔萬錢嚴湯喬賴"
)
_BRACKETED = regex(r"\([^()]*\)")
# "Vale A" and "Roe BC" are family and initials, as PubMed and Vancouver write them; "Google AI" and "John Doe III" are
# not, nor is "Jun LI", whose family is in capitals.
_INITIALS_BEHIND = (
    r"(?!(?:II|IV|VI|X|AI|ML|UK|US|EU|UN|TV|HQ|IT|JR|SR|MD|AN|BO|DO|DU|FU|GU|HE|HO|HU|IM|KO|LE|LI|LU|MA|NG|NI|OH|QI|SU"
    r"|TO|WU|XU|YE|YU)$)"
)
_WORD = r"[^\W\d_a-z][^\W\d_]*[a-zß-öø-ÿ][\w'’-]*"
_VANCOUVER = regex(
    rf"(?P<family>(?:(?i:van|von|de|der|den|del|di|da|la|le|el|al) )*{_WORD}),? {_INITIALS_BEHIND}"
    r"(?P<initials>[A-Z]{1,2}|[A-Z](?:[ -][A-Z]){1,2})"
)
# Names of bodies have a word that says so: some alone, others among three words at least.
_ALONE = (
    r"Corporation|Collaborations?|Consortium|Universit\w+|Institut\w*|Organi[sz]ation|Department|Foundation|Association"
    r"|Committee|Laborator\w+|Ministry|Agency|Inc|Ltd|GmbH|LLC|Federation|Alliance|Academy|Hospital|Commission|Bureau"
    r"|Parliament"
)
_AMONG_THREE = (
    r"Group|Team|Council|Society|Company|Cent(?:er|re)|School|College|Project|Network|Initiative|Office|Library"
    r"|Observatory|Bank|Authority|Program(?:me)?|Survey|Task"
)
_BODY = regex(
    rf"(?=\S+\s+\S).*(?<![\w-])(?:{_ALONE})(?![\w-]).*"
    rf"|(?=\S+\s+\S+\s+\S).*(?<![\w-])(?:{_AMONG_THREE})(?![\w-]).*",
    re.DOTALL,
)
_ON_BEHALF = regex(
    r"^(?:on behalf of|im Namen (?:der|des|von)|au nom d[eu]|en nombre de)\s+(?:the\s+)?(?=\S)", re.IGNORECASE
)
_TITLES = regex(
    r"(?:(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Rev|PD|Priv\.-Doz|Dipl\.-Ing|Ing|Mag|Univ\.-Prof|Doc|MUDr|RNDr)\.|Dr|Prof|Professor|Sir|Dame)"
    r"(?:\s?-?\s?(?:Ing|rer|nat|phil|med|h|c|habil|techn)\.)*[\s~]+)+(?=\S+[\s~]+\S)"
)
_UNUSUAL = regex(
    rf"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Rev|Mag|Ing|PD|Doc|Sir|Dame)\b|\s[A-Z]{{1,3}}$|\b(?:{_ALONE}|{_AMONG_THREE})\b"
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
    text = _ON_BEHALF.sub("", text.replace("\u3000", " "))
    if extended := read_extended(text):
        return extended
    text = _mended(text)
    if _is_group(text) or not text or len(text) > LONGEST:
        return Name(family=_plain(text))
    text = _TITLES.sub("", text, 1) if "," not in text else text
    if "," not in text and _BODY.fullmatch(text):
        return Name(family=_plain(text))
    if "," not in text and (found := _VANCOUVER.fullmatch(text)):
        return Name(" ".join(f"{each}." for each in found["initials"] if each.isalpha()), "", found["family"])
    if max(text) >= _CJK[0]:
        if _ONLY_CJK.match(text):
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
    text = text.replace("\\,", "~").replace(". -", ".-").replace("\\{", "").replace("\\}", "").strip(_EDGE + ",;")
    if text.count("{") != text.count("}"):
        text = text.replace("{", "").replace("}", "")
    return _STRAY.sub("", text)


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


_MESSAGES = {
    "empty": ("A001", "empty name in a list of names"),
    "separator": ("A002", "names separated without 'and': {}"),
    "et al": ("A003", "{} in a list of names; write 'and others'"),
    "others": ("A004", "{} is not the last in a list of names"),
    "pair": ("A002", "one name or two? two need 'and' between them: {}"),
}
_BLANKS = " \t\r\n~"
_MOST = 1000  # faults of one list that are reported; nobody reads more


def findings_in(found: ResolvedField, candidates: Sequence[int], *, is_pair: bool = False) -> Iterator[Finding]:
    """Yields what is wrong with a list; ``candidates`` are the places of names that could be the owner's."""
    is_exact = found.is_exact
    text = found.text if is_exact else found.value
    first = found.content_span.start if is_exact else None
    parts = split_list(text, is_pair=is_pair)
    for fault in parts.faults[:_MOST]:
        code, message = _MESSAGES[fault.kind]
        fix = _fix(first, text, fault, parts.parts) if first is not None else None
        severity = Severity.INFO if fault.kind == "pair" else Severity.ERROR
        yield _finding(found, first, code, severity, message.format(quoted(fault.text)), fault, fix)
    for part in [parts.parts[place] for place in candidates[1 : _MOST + 1]]:
        message = f"{quoted(part.text)} could be the owner too, like {quoted(parts.parts[candidates[0]].text)}"
        yield _finding(found, first, "A019", Severity.WARNING, message, part)


def _finding(
    found: ResolvedField,
    first: int | None,
    code: str,
    severity: Severity,
    message: str,
    place: ListFault | ListPart,
    fix: Fix | None = None,
) -> Finding:
    owner = found.owner
    end = max(place.end, place.start + 1)
    span = found.field.value_span if first is None else _span(first, place.start, end)
    return Finding(code, severity, message, owner.source, span, owner.key, found.field.name, fix)


def _span(first: int, start: int, end: int) -> Span:
    return Span(first + start, first + end)


def _fix(first: int, text: str, fault: ListFault, parts: Sequence[ListPart]) -> Fix | None:
    if fault.kind == "empty":
        start, end, separator = _without_empty(text, fault)
        return Fix("remove the empty name", (Edit(_span(first, start, end), separator),))
    if fault.kind == "et al":
        return _with_others(first, text, fault)
    if fault.kind == "separator":
        gaps = _gaps(fault, parts)
        edits = tuple(Edit(_span(first, start, end), " and " if end < fault.end else "") for start, end in gaps)
        return Fix("separate the names by 'and'", edits)
    return None


def _without_empty(text: str, fault: ListFault) -> tuple[int, int, str]:
    """Returns the stretch that goes with an empty name, and what is left of its separators."""
    before, after = text[: fault.start].rstrip(_BLANKS), text[fault.end :].lstrip(_BLANKS)
    if before and after:
        return fault.start, fault.end, "and"
    return (fault.start if not before else len(before), fault.end if not after else len(text) - len(after), "")


def _with_others(first: int, text: str, fault: ListFault) -> Fix | None:
    """Writes ``and others`` for ``et al.`` at the end of a list."""
    before = text[: fault.start].rstrip(_BLANKS + ",")
    stretch = text[len(before) : fault.end]
    if text[fault.end :].strip() or not before or stretch.count("{") != stretch.count("}"):
        return None
    words = " others" if before.lower().endswith((" and", "\nand", "\tand")) else " and others"
    return Fix("write 'and others'", (Edit(_span(first, len(before), fault.end), words),))


def _gaps(fault: ListFault, parts: Sequence[ListPart]) -> Iterator[tuple[int, int]]:
    """Yields the stretches between the names of one piece, and what is behind the last."""
    inside = [part for part in parts if fault.start <= part.start and part.end <= fault.end]
    for part, following in pairwise(inside):
        yield part.end, following.start
    if inside and inside[-1].end < fault.end:
        yield inside[-1].end, fault.end
