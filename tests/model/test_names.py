"""Names: lists taken apart, names taken apart, marks taken off."""

from __future__ import annotations

from itertools import product
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.exceptions import PybtexError

from pubmanager import Bibliography
from pubmanager.model.author import Name
from pubmanager.model.marks import Peeled, peel
from pubmanager.model.names import (
    LONGEST,
    ListPart,
    ListParts,
    _parts_by_pybtex,
    _plain_parts,
    is_extended,
    is_one_name,
    list_text,
    parse_any_name,
    parse_name,
    plain_pieces,
    read_extended,
    split_list,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Byron", ["Ada Byron"]),
        ("Byron, Ada and Roe, Max", ["Byron, Ada", "Roe, Max"]),
        ("Ada Byron AND Max Roe", ["Ada Byron", "Max Roe"]),
        ("Ada Byron and\nMax Roe", ["Ada Byron", "Max Roe"]),
        ("Ada Byron and~Max Roe", ["Ada Byron", "Max Roe"]),
        ("{Barnes and Noble} and Ada Byron", ["{Barnes and Noble}", "Ada Byron"]),
        ("Anderson, Andy and Sandy Land", ["Anderson, Andy", "Sandy Land"]),
        ("Ada Byron, Max Roe, Jane Doe", ["Ada Byron", "Max Roe", "Jane Doe"]),
        ("Ada Byron, Max Roe and Jane Doe", ["Ada Byron", "Max Roe", "Jane Doe"]),
        ("Byron, A., Roe, M., Doe, J.", ["Byron, A.", "Roe, M.", "Doe, J."]),
        ("Byron, A.; Roe, M.", ["Byron, A.", "Roe, M."]),
        ("Byron, A. & Roe, M.", ["Byron, A.", "Roe, M."]),
        ("Ernst & Young", ["Ernst & Young"]),
        ("King, Jr., Martin Luther", ["King, Jr., Martin Luther"]),
        ("García Lorca, Federico José", ["García Lorca, Federico José"]),
        ("Byron, Ada and", ["Byron, Ada"]),
        ("Byron, Ada and and Roe, Max", ["Byron, Ada", "Roe, Max"]),
        ("M{\\'e}lanie and {\\L}ukasz", ["M{\\'e}lanie", "{\\L}ukasz"]),
        ("and \\'Eric Roe", ["\\'Eric Roe"]),
        ("", []),
    ],
)
def test_lists(text: str, names: list[str]) -> None:
    assert [part.text for part in split_list(text).parts] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Byron and others", ["Ada Byron"]),
        ("Ada Byron and {others}", ["Ada Byron"]),
        ("Ada Byron and OTHERS", ["Ada Byron"]),
        ("Ada Byron et al.", ["Ada Byron"]),
        ("Ada Byron and et al.", ["Ada Byron"]),
        ("Byron, A., et al", ["Byron, A."]),
        ("Ada Byron and ...", ["Ada Byron"]),
        ("others", []),
    ],
)
def test_lists_that_say_there_are_more(text: str, names: list[str]) -> None:
    found = split_list(text)
    assert ([part.text for part in found.parts], found.has_others) == (names, True)


# What a list is taken apart into, and what is wrong with it: kind and place.
FAULTY = [
    ("Ada Byron, Jane Doe and Max Roe", "Ada Byron | Jane Doe | Max Roe", "separator: Ada Byron, Jane Doe"),
    ("Ada Byron, Jane Doe and Max", "Ada Byron, Jane Doe | Max", ""),
    ("Ada Byron, Jane Doe and Roe, Max", "Ada Byron, Jane Doe | Roe, Max", ""),  # the second piece shows how commas are used
    ("Max Roe and Ada Byron, Jane Doe", "Max Roe | Ada Byron, Jane Doe", ""),
    ("Ada Byron, Jane Doe and Max Roe and Jim Poe", "Ada Byron, Jane Doe | Max Roe | Jim Poe", ""),
    ("García Lorca, Federico José and Byron, Ada", "García Lorca, Federico José | Byron, Ada", ""),
    ("Ada Byron and Jane Doe, Jr.", "Ada Byron | Jane Doe, Jr.", ""),
    ("Ada Byron, Jane Doe,", "Ada Byron | Jane Doe", "separator: Ada Byron, Jane Doe,"),
    ("Jim Poe and A. Byron, Jane Doe", "Jim Poe | A. Byron | Jane Doe", "separator: A. Byron, Jane Doe"),
    ("Ada B. Byron, Jane Doe", "Ada B. Byron | Jane Doe", "separator: Ada B. Byron, Jane Doe"),
    ("Ada Byron, Jane B. Doe", "Ada Byron | Jane B. Doe", "separator: Ada Byron, Jane B. Doe"),
    ("Ada Byron, Jane B.", "Ada Byron, Jane B.", ""),
    ("A. Byron, Jane", "A. Byron, Jane", ""),
    ("A. Byron, J. R.", "A. Byron, J. R.", ""),
    ("Byron Lovelace, A. B. and Jane Doe", "Byron Lovelace, A. B. | Jane Doe", ""),
    ("A. Byron, J. Doe, M. Roe", "A. Byron | J. Doe | M. Roe", "separator: A. Byron, J. Doe, M. Roe"),
    ("Ada Byron, Jane~Doe, Max Roe", "Ada Byron | Jane~Doe | Max Roe", "separator: Ada Byron, Jane~Doe, Max Roe"),
    ("Ada Byron, Jane Doe, Max", "Ada Byron, Jane Doe, Max", ""),
    ("Ada Byron, Jane Doe, M. R.", "Ada Byron, Jane Doe, M. R.", ""),
    ("Ada Byron, Jane Doe, Max Roe, Jr.", "Ada Byron | Jane Doe | Max Roe, Jr.", "separator: Ada Byron, Jane Doe, Max Roe, Jr."),
    ("Byron, A., Roe, M., Doe", "Byron, A., Roe, M., Doe", ""),
    ("Byron, Ada, Roe, Max", "Byron, Ada | Roe, Max", "separator: Byron, Ada, Roe, Max"),
    ("Jim Poe and Byron, A., Roe, M., Doe, J.", "Jim Poe | Byron, A. | Roe, M. | Doe, J.", "separator: Byron, A., Roe, M., Doe, J."),
    ("{Ada Byron, Jane Doe, Max Roe}", "{Ada Byron, Jane Doe, Max Roe}", ""),
    ("Ada Byron; Jane Doe", "Ada Byron | Jane Doe", "separator: Ada Byron; Jane Doe"),
    ("Byron, Ada; Doe, Jane; Roe, Max", "Byron, Ada | Doe, Jane | Roe, Max", "separator: Byron, Ada; Doe, Jane; Roe, Max"),
    ("Ada Byron;", "Ada Byron", ""),
    ("Ada Byron; and Max Roe", "Ada Byron | Max Roe", ""),
    ("{Barnes; Noble}", "{Barnes; Noble}", ""),
    ("Ada Byron & Jane~Doe", "Ada Byron | Jane~Doe", "separator: Ada Byron & Jane~Doe"),
    ("Byron, Ada \\& Roe, Max", "Byron, Ada | Roe, Max", "separator: Byron, Ada \\& Roe, Max"),
    ("Ernst & Young and Max Roe", "Ernst & Young | Max Roe", ""),
    ("Ernst & Young; Max Roe", "Ernst & Young | Max Roe", "separator: Ernst & Young; Max Roe"),
    ("M&uuml;ller, Jan; Roe, Max", "M&uuml;ller, Jan | Roe, Max", "separator: M&uuml;ller, Jan; Roe, Max"),
    ("M&#252;ller, Jan", "M&#252;ller, Jan", ""),
    ("M&lt;ller, Jan; Roe, Max", "M&lt;ller, Jan | Roe, Max", "separator: M&lt;ller, Jan; Roe, Max"),
    ("AT&T", "AT&T", ""),
    ("Ada Byron and and Max Roe", "Ada Byron | Max Roe", "empty: and and"),
    ("and Max Roe", "Max Roe", "empty: and"),
    ("Max Roe and", "Max Roe", "empty: and"),
    ("Max Roe and ,", "Max Roe", "empty: and ,"),
    ("{} and Max Roe and {};", "Max Roe", "empty: {} and | empty: and {};"),
    ("and", "", "empty: and | empty: and"),
    ("Max Roe and Ada Byron and", "Max Roe | Ada Byron", "empty: and"),
    (" ", "", ""),
    ("{}", "", ""),
    ("Ada Byron et al.", "Ada Byron", "et al: et al."),
    ("Max Roe and Ada Byron, et al", "Max Roe | Ada Byron", "et al: et al"),
    ("Ada Byron and ET AL.", "Ada Byron", "et al: ET AL."),
    ("Ada Byron and Et~al.", "Ada Byron", "et al: Et~al."),
    ("Ada Byron and {et. al}", "Ada Byron", "et al: {et. al}"),
    ("Ada Byron and \\emph{et al.}", "Ada Byron", "et al: \\emph{et al.}"),
    ("Ada Byron {\\em et al.}", "Ada Byron", "et al: {\\em et al.}"),
    ("Max Roe and Ada Byron et al. and Jim Poe", "Max Roe | Ada Byron | Jim Poe", "et al: et al. | others: Ada Byron et al."),
    ("Ada Byron and et al. and Max Roe", "Ada Byron | Max Roe", "et al: et al. | others: et al."),
    ("Ada Byron and others and Max Roe", "Ada Byron | Max Roe", "others: others"),
    ("... and Max Roe", "Max Roe", "others: ..."),
    ("Max Roe and \\ldots", "Max Roe", ""),
    ("Max Roe and {\\dots}", "Max Roe", ""),
    ("{Barnes {and} Noble and Sons}", "{Barnes {and} Noble and Sons}", ""),
    ("{{Barnes} and Noble} and Ada Byron", "{{Barnes} and Noble} | Ada Byron", ""),
    ("~Ada Byron~and~Max Roe~", "Ada Byron | Max Roe", ""),
    ("Malcolm X et al.", "Malcolm X", "et al: et al."),
    ("et al. and Max Roe", "Max Roe", "et al: et al. | others: et al."),
    ("Byron,A. & Roe,M.", "Byron,A. | Roe,M.", "separator: Byron,A. & Roe,M."),
    ("Max Roe and …", "Max Roe", ""),
    ("Max Roe and- Ada Byron", "Max Roe and- Ada Byron", ""),
    ("Max Roe and, Ada", "Max Roe and, Ada", ""),
    ("Max Roe and {others}.", "Max Roe", ""),
    ("Max Roe and Al Others", "Max Roe | Al Others", ""),
    ("Roe, Al and Pet Al", "Roe, Al | Pet Al", ""),
    ("others", "", ""),
    # All of a list in braces, or all of its parts but the last given name
    ("{Doe, Jane and Roe, Max}", "Doe, Jane | Roe, Max", ""),
    ("{Doe, Jane and Roe, Max and Poe, Eva}", "Doe, Jane | Roe, Max | Poe, Eva", ""),
    ("{Doe, Jane and {\\'E}mile, Max}", "Doe, Jane | {\\'E}mile, Max", ""),
    ("{Doe, Jane} and {Roe, Max}", "{Doe, Jane} | {Roe, Max}", ""),
    ("{Barnes and Noble, Inc.}", "{Barnes and Noble, Inc.}", ""),
    ("{Barnes, Noble and Poe, Inc. and Sons}", "{Barnes, Noble and Poe, Inc. and Sons}", ""),
    # A name on each line
    ("Ada Byron\nMax Roe", "Ada Byron | Max Roe", "separator: Ada Byron\nMax Roe"),
    ("Ada Byron\tMax Roe\n  Jane Doe", "Ada Byron | Max Roe | Jane Doe", "separator: Ada Byron\tMax Roe\n  Jane Doe"),
    ("Byron, Ada\nRoe, Max", "Byron, Ada | Roe, Max", "separator: Byron, Ada\nRoe, Max"),
    ("van Dyk, Jan\nde la Cruz, Eva", "van Dyk, Jan | de la Cruz, Eva", "separator: van Dyk, Jan\nde la Cruz, Eva"),
    ("Ann Bo Cy Di Eva\nMax Roe", "Ann Bo Cy Di Eva | Max Roe", "separator: Ann Bo Cy Di Eva\nMax Roe"),
    ("Ann Bo Cy Di Eva Fay\nMax Roe", "Ann Bo Cy Di Eva Fay\nMax Roe", ""),  # no name has so many words
    ("Ada Byron\nRoe", "Ada Byron\nRoe", ""),
    ("Ada Byron\nof Owls", "Ada Byron\nof Owls", ""),
    ("ada Byron\nMax Roe", "ada Byron\nMax Roe", ""),
    ("Max Roe\nAda byron", "Max Roe\nAda byron", ""),
    ("Ada {Byron}\nMax Roe", "Ada {Byron}\nMax Roe", ""),
    ("A, B, C\nMax Roe", "A, B, C\nMax Roe", ""),
    # Numbers from 1 on
    ("1. Ada Byron 2. Max Roe", "Ada Byron | Max Roe", "separator: 1. Ada Byron 2. Max Roe"),
    ("(1) Ada Byron (2) Max Roe", "Ada Byron | Max Roe", "separator: (1) Ada Byron (2) Max Roe"),
    ("[1] Ada Byron [2] Max Roe [3] Jane Doe", "Ada Byron | Max Roe | Jane Doe", "separator: [1] Ada Byron [2] Max Roe [3] Jane Doe"),
    ("1. Ada Byron 3. Max Roe", "1. Ada Byron 3. Max Roe", ""),
    ("2. Ada Byron 3. Max Roe", "2. Ada Byron 3. Max Roe", ""),
    ("0. Ada Byron 1. Max Roe", "0. Ada Byron 1. Max Roe", ""),
    ("1. Ada Byron", "1. Ada Byron", ""),
    # Names in Chinese, Japanese and Korean
    ("王小明,李小红,张三", "王小明 | 李小红 | 张三", "separator: 王小明,李小红,张三"),
    ("王小明，李小红", "王小明 | 李小红", "separator: 王小明，李小红"),
    ("山田 太郎・鈴木 花子", "山田 太郎 | 鈴木 花子", "separator: 山田 太郎・鈴木 花子"),
    ("김철수·이영희", "김철수 | 이영희", "separator: 김철수·이영희"),
    ("约翰·史密斯", "约翰·史密斯", ""),  # one name, written in Chinese
    ("マリー, キュリー", "マリー, キュリー", ""),
    # An ampersand between names, and one that is part of a name
    ("Ann Vale, Bo Roe & Cy Doe", "Ann Vale | Bo Roe | Cy Doe", "separator: Ann Vale, Bo Roe & Cy Doe"),
    ("Vale, Ann & Roe, Bo", "Vale, Ann | Roe, Bo", "separator: Vale, Ann & Roe, Bo"),
    ("Ann Vale &amp; Bo Roe", "Ann Vale | Bo Roe", "separator: Ann Vale &amp; Bo Roe"),
    ("Vale &#38; Roe", "Vale &#38; Roe", ""),
    ("Ann Vale; Bo Roe, Cy Doe", "Ann Vale | Bo Roe, Cy Doe", "separator: Ann Vale; Bo Roe, Cy Doe"),
    ("Vale, Ann, Roe, Bo, Doe", "Vale, Ann, Roe, Bo, Doe", ""),  # an odd number of single words
    ("Vale, Ann and Bo Roe, Cy Doe and Eva Poe", "Vale, Ann | Bo Roe, Cy Doe | Eva Poe", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ada Byron\n  and Max Roe", "Ada Byron and Max Roe"),
        ("Ada Byron\n  Max Roe", "Ada Byron\n  Max Roe"),  # here only the lines part the names
        ("Ada Byron,\n  Max Roe,\n", "Ada Byron, Max Roe,"),
        ("Ada Byron  Max Roe", "Ada Byron Max Roe"),
    ],
)
def test_lines_are_kept_where_only_they_part_names(written: str, read: str) -> None:
    (publication,) = Bibliography.loads(f"@misc{{a, author = {{{written}}}}}")
    assert list_text(publication.entry.fields["author"]) == read


def test_a_list_that_is_braced_but_for_its_end() -> None:
    found = split_list("{Vale, Ann; Roe, Bo; Doe}, Cy")
    assert [parse_name(part.text).full for part in found.parts] == ["Ann Vale", "Bo Roe", "Cy Doe"]
    assert [fault.kind for fault in found.faults] == ["separator"]


def test_two_people_around_one_comma_are_doubtful() -> None:
    (fault,) = split_list("Bob Vale, Ulla Roe").faults
    assert (fault.kind, fault.start, fault.end) in (("pair", 0, 18), ("separator", 0, 18))


@pytest.mark.parametrize(("text", "names", "faults"), FAULTY, ids=[row[0] for row in FAULTY])
def test_what_is_wrong_with_a_list_has_a_place(text: str, names: str, faults: str) -> None:
    found = split_list(text)
    assert " | ".join(part.text for part in found.parts) == names
    assert " | ".join(f"{fault.kind}: {fault.text}" for fault in found.faults) == faults
    assert all(text[each.start : each.end] == each.text for each in (*found.parts, *found.faults))


def test_a_comma_between_two_names_that_the_caller_knows_of() -> None:
    text = "García Lorca, Federico José"
    assert [part.text for part in split_list(text).parts] == [text]
    assert [part.text for part in split_list(text, is_pair=True).parts] == ["García Lorca", "Federico José"]
    assert [part.text for part in split_list("Byron, Ada", is_pair=True).parts] == ["Byron, Ada"]


def test_what_is_one_name_by_itself_is_one_in_every_list() -> None:
    pieces = [piece for text, _, _ in FAULTY for piece in plain_pieces(text)]
    for piece, beside in product(dict.fromkeys(pieces), ("Ann Lee", "Lee, Ann", "Lee")):
        if is_one_name(piece):
            assert split_list(piece) == ListParts((ListPart(piece, 0, len(piece)),), False, ())
            for whole in (f"{piece} and {beside}", f"{beside} and {piece}"):
                assert [part.text for part in split_list(whole).parts if part.text != beside] == [piece]
                assert not split_list(whole).faults
        if is_one_name(piece, has_many=True):
            found = split_list(f"{piece} and {beside} and {beside}")
            assert [part.text for part in found.parts] == [piece, beside, beside]


@pytest.mark.parametrize(
    ("text", "alone", "among_many"),
    [
        ("Ada Byron", True, True),
        ("Byron, Ada", True, True),
        ("{Barnes and Noble}", True, True),
        ("family=Byron, given=Ada", True, True),
        ("Ada Byron, Jane Doe", False, True),
        ("Ada Byron, Jane Doe, Max Roe", False, False),
        ("Ada Byron; Max Roe", False, False),
        ("Ada Byron et al.", False, False),
        ("et al.", False, False),
        ("others", False, False),
        ("...", False, False),
        ("{Ada Byron", False, False),
        ("{Ada} {Byron", False, False),
        ("{Ada} B} {C", False, False),
        ("Ada Byron}", False, False),
        ("}Ada Byron{", False, False),
        ("}{", False, False),
        ("{},; ", False, False),
        ("", False, False),
    ],
)
def test_one_name(text: str, alone: bool, among_many: bool) -> None:
    assert (is_one_name(text), is_one_name(text, has_many=True)) == (alone, among_many)


def test_pieces_between_and() -> None:
    assert plain_pieces(" Ada~Byron and~Max Roe AND\tJim {and} Sandy\n") == ["Ada~Byron", "Max Roe", "Jim {and} Sandy"]
    assert plain_pieces("~Anderson~") == ["Anderson"]


def test_what_is_too_long_for_a_name_is_left_as_it_is() -> None:
    long = "Ada " * 300
    assert parse_name(f"{long}Byron") == Name("", "", f"{long}Byron")
    assert parse_name(f"{long[: LONGEST - 6]} Byron").family == "Byron"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Byron", Name("Ada", "", "Byron")),
        ("Byron, Ada", Name("Ada", "", "Byron")),
        ("Ludwig van Beethoven", Name("Ludwig", "van", "Beethoven")),
        ("van Beethoven, Ludwig", Name("Ludwig", "van", "Beethoven")),
        ("Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin", Name("Charles Louis Xavier Joseph", "de la", "Vallée Poussin")),
        ("de la Fontaine, Jean", Name("Jean", "de la", "Fontaine")),
        ("von Berlichingen zu Hornberg, G{\\\"o}tz", Name("Götz", "von Berlichingen zu", "Hornberg")),
        ("Jean-Paul Sartre", Name("Jean-Paul", "", "Sartre")),
        ("King, Jr., Martin Luther", Name("Martin Luther", "", "King", "Jr.")),
        ("King, Martin Luther, Jr.", Name("Martin Luther", "", "King", "Jr.")),
        ("Henry Ford III", Name("Henry", "", "Ford", "III")),
        ("{Deutsche Forschungsgemeinschaft}", Name("", "", "Deutsche Forschungsgemeinschaft")),
        ("Plato", Name("", "", "Plato")),
        ("Efros, Alexei A.,", Name("Alexei A.", "", "Efros")),
        ("Byron,, Ada", Name("Ada", "", "Byron")),
        ("Byron , Ada", Name("Ada", "", "Byron")),
        ("卫文杰", Name("", "", "卫文杰")),
        ("Wei, Wenjie 卫文杰", Name("Wenjie", "", "Wei", "卫文杰")),
        ("Nguy{\\~{\\^e}}n, V{\\u a}n", Name("Văn", "", "Nguyễn")),
        ("D'Angelo, Marco", Name("Marco", "", "D’Angelo")),
        ("{\\O}rsted, Hans Christian", Name("Hans Christian", "", "Ørsted")),
        ("{Kova\\{{\\v{c}}\\}i{\\'c}}, I.", Name("I.", "", "Kovačić")),
        ("Y.~K. Park", Name("Y. K.", "", "Park")),
        ("bell hooks", Name("", "bell", "hooks")),
        ("{\\'E}mile {Zola}", Name("Émile", "", "Zola")),  # no group, though braces are at both ends
        ("{A}{B}", Name("", "", "AB")),
        ("{{\\'E}mile Zola}", Name("", "", "Émile Zola")),
        ("Byron, Esq., Ada", Name("Ada", "", "Byron", "Esq.")),  # no suffix that is known
        ("Byron, of Kent, Ada Augusta", Name("Ada Augusta", "", "Byron", "of Kent")),
        ("von Byron, Ph.D., Ada", Name("Ada", "von", "Byron", "Ph.D.")),
        ("Byron, Ada, Ph.D.", Name("Ada", "", "Byron", "Ph.D.")),
        ("Byron Jr., Ada", Name("Ada", "", "Byron", "Jr.")),
        ("Byron Sr, III, Ada", Name("Ada", "", "Byron", "Sr, III")),
        ("Byron, Jr., III, Ada", Name("Ada", "", "Byron", "Jr., III")),
        ("Byron, Ada, Augusta, Countess", Name("Ada Augusta Countess", "", "Byron")),
        ("Byron, Jr.", Name("", "", "Byron", "Jr.")),
        ("Ada Jr", Name("", "", "Ada", "Jr")),
        ("Byron, Ada, M.Sc.", Name("Ada", "", "Byron", "M.Sc.")),
        ("Byron, MD, Ada", Name("Ada", "", "Byron", "MD")),
        ("Ada Byron, Jr.", Name("Ada", "", "Byron", "Jr.")),
        ("Jan {van} Berg", Name("Jan van", "", "Berg")),
        ("Ada Byron II", Name("Ada", "", "Byron", "II")),
        ("マリー, キュリー", Name("", "", "マリーキュリー")),
        ("Ada III", Name("Ada", "", "III")),  # as short as that it may be a family
        ("Ada Byron VIII", Name("Ada", "", "Byron", "VIII")),
        ("Ada Byron V", Name("Ada Byron", "", "V")),
        ("{van der} Berg, Jan", Name("Jan", "", "van der Berg")),
        ("Jean {\\relax de} La Fontaine", Name("Jean", "de", "La Fontaine")),
        ("Jan van", Name("Jan", "", "van")),
        ("von der", Name("", "von", "der")),
        ("van, der", Name("der", "", "van")),
        ("Jan van 3rd Berg", Name("Jan", "van 3rd", "Berg")),
        ("{Ada Byron", Name("Ada", "", "Byron")),
        ("Byron, Ada}", Name("Ada", "", "Byron")),
        ("Ada Byron;", Name("Ada", "", "Byron")),
        ("~Ada\\,Byron~", Name("Ada", "", "Byron")),
        ("A. -B. Byron", Name("A.-B.", "", "Byron")),
        ("李, 明", Name("", "", "李明")),
        ("李，明", Name("", "", "李明")),
        ("李 明", Name("", "", "李 明")),
        ("マリー・キュリー", Name("", "", "マリー・キュリー")),
        ("Byron\u3000Ada", Name("Byron", "", "Ada")),  # a blank as wide as a Chinese sign
        ("DOE Jane", Name("Jane", "", "DOE")),
        ("DOE-ROE Jane M.", Name("Jane M.", "", "DOE-ROE")),
        ("Li, Ming (李明)", Name("Ming", "", "Li", "李明")),
        ("Ming van Li（李 明）", Name("Ming", "van", "Li", "李 明")),
        ("Ming van Li （李 明）", Name("Ming", "van", "Li", "李 明")),
        ("", Name()),
    ],
)  # fmt: skip
def test_names(text: str, name: Name) -> None:
    assert parse_name(text) == name


WORDS = st.from_regex(r"[A-Z][a-z]{1,7}(-[A-Z][a-z]{1,5})?", fullmatch=True).filter(
    lambda word: word.lower() not in ("others", "al")
)
CLEAN = st.builds(lambda given, family: f"{family}, {' '.join(given)}", st.lists(WORDS, min_size=1, max_size=2), WORDS)


@given(st.lists(CLEAN, min_size=1, max_size=8))
def test_clean_names_split_and_join_back(names: list[str]) -> None:
    found = split_list(" and ".join(names))
    assert ([part.text for part in found.parts], found.faults) == (names, ())
    for text in names:
        name = parse_name(text)
        assert f"{name.family}, {name.given}" == text


@given(st.text(max_size=60))
def test_any_text_is_a_list_of_names_with_true_places(text: str) -> None:
    for part in (*split_list(text).parts, *split_list(text).faults):
        assert text[part.start : part.end] == part.text
        parse_name(peel(part.text).name)


# Every notation that FIELDS counts, and those of README citation blocks: text, name, marks, roles, notes.
NOTATIONS = [
    ("Wei*, W.", "Wei, W.", ["*"], [], []),
    ("Wenjie Wei*", "Wenjie Wei", ["*"], [], []),
    ("*Wei, W.", "Wei, W.", ["*"], [], []),
    ("Wei, W.*", "Wei, W.", ["*"], [], []),
    ("Wei, Wenjie*", "Wei, Wenjie", ["*"], [], []),
    ("Wei, Wenjie\\*", "Wei, Wenjie", ["*"], [], []),
    ("Wei†, W.", "Wei, W.", ["†"], [], []),
    ("Wei‡, W.", "Wei, W.", ["‡"], [], []),
    ("Wei#, W.", "Wei, W.", ["#"], [], []),
    ("Wei\\#, W.", "Wei, W.", ["#"], [], []),
    ("Wei^, W.", "Wei, W.", ["^"], [], []),
    ("Wei+, W.", "Wei, W.", ["+"], [], []),
    ("Wei¶, W.", "Wei, W.", ["¶"], [], []),
    ("Wei§, W.", "Wei, W.", ["§"], [], []),
    ("Wei✉, W.", "Wei, W.", ["✉"], [], []),
    ("Wenjie Wei✉️", "Wenjie Wei", ["✉"], [], []),
    ("Wei$^{\\dagger}$, W.", "Wei, W.", ["†"], [], []),
    ("Wei$^*$, W.", "Wei, W.", ["*"], [], []),
    ("Wei$^\\ast$, W.", "Wei, W.", ["*"], [], []),
    ("Wei\\(^{\\dagger}\\), W.", "Wei, W.", ["†"], [], []),
    ("Wei\\textsuperscript{*}, W.", "Wei, W.", ["*"], [], []),
    ("Wei\\textsuperscript{\\textdagger}, W.", "Wei, W.", ["†"], [], []),
    ("Wenjie Wei\\textsuperscript{\\Letter}", "Wenjie Wei", ["✉"], [], []),
    ("Wei<sup>*</sup>, W.", "Wei, W.", ["*"], [], []),
    ("Wenjie Wei<sup>&#9993;</sup>", "Wenjie Wei", ["✉"], [], []),
    ("Wei$^{1,2,*}$, W.", "Wei, W.", ["1", "2", "*"], [], []),
    ("Wenjie Wei¹", "Wenjie Wei", ["1"], [], []),
    ("Wei{*}, W.", "Wei, W.", ["*"], [], []),
    ("Wei\\dag, W.", "Wei, W.", ["†"], [], []),
    ("Einstein*†, A.", "Einstein, A.", ["*", "†"], [], []),
    ("Liu#*\\(^{\\dagger}\\), B.", "Liu, B.", ["#", "*", "†"], [], []),
    ("Wei, W. [* equal contribution]", "Wei, W.", ["*"], [], []),
    ("Wenjie Wei (co-first author)", "Wenjie Wei", [], ["equal"], []),
    ("Wenjie Wei (Corresponding Author)", "Wenjie Wei", [], ["corresponding"], []),
    ("Wenjie Wei (Student First Author)", "Wenjie Wei", [], ["first", "student"], []),
    ("Wenjie Wei$^{\\text{corresponding}}$", "Wenjie Wei", [], ["corresponding"], []),
    ("Wenjie Wei\\thanks{Equal contribution}", "Wenjie Wei", [], ["equal"], []),
    ("Wei, W. (visiting from Mars)", "Wei, W.", [], [], ["visiting from Mars"]),
    ("\\textbf{Zhu, W.}", "Zhu, W.", [], [], []),
    ("\\underline{Zhu, W.}", "Zhu, W.", [], [], []),
    ("{\\bf Zhu, W.}", "Zhu, W.", [], [], []),
    ("{\\textbf{Zhu, W.}}", "Zhu, W.", [], [], []),
    ("{{\\bf Zhu, W.}}", "Zhu, W.", [], [], []),
    ("{Zhu, Chen and Partners}", "{Zhu, Chen and Partners}", [], [], []),
    ("\\textbf{Zhu}, W.", "Zhu, W.", [], [], []),
    ("\\textbf{\\underline{Zhu*}}, W.", "Zhu, W.", ["*"], [], []),
    ("**Zhu, W.**", "Zhu, W.", [], [], []),
    ("<b>Zhu</b>, W.", "Zhu, W.", [], [], []),
    ("\\href{https://example.org}{Zhu, W.}", "Zhu, W.", [], [], []),
    ("Wang, Wei 0001", "Wang, Wei", [], [], []),
    ("Yang (Alex) Li", "Yang (Alex) Li", [], [], []),
    ("Wei, Wenjie（卫文杰）", "Wei, Wenjie (卫文杰)", [], [], []),
    ("{Kova\\{{\\v{c}}\\}i{\\'c}}, I.", "{Kova\\{{\\v{c}}\\}i{\\'c}}, I.", [], [], []),
    ("M{\\'e}lanie {\\O}rsted", "M{\\'e}lanie {\\O}rsted", [], [], []),
    ("{NVIDIA Team}", "{NVIDIA Team}", [], [], []),
]


@pytest.mark.parametrize(("text", "name", "marks", "roles", "notes"), NOTATIONS, ids=[row[0] for row in NOTATIONS])
def test_marks(text: str, name: str, marks: list[str], roles: list[str], notes: list[str]) -> None:
    peeled = peel(text)
    assert (peeled.name, list(peeled.marks), sorted(peeled.roles), list(peeled.notes)) == (name, marks, roles, notes)
    assert not set(parse_name(peeled.name).full) & set("\\{}$*†‡#^¶§✉<>[]")


def test_particles_are_found_as_pybtex_finds_them() -> None:
    words = [
        "Ada",
        "van",
        "der",
        "Berg",
        "de",
        "La",
        "d'Alembert",
        "'t",
        "O'Neil",
        "3rd",
        "Ö",
        "ö",
        "X.",
        "al-Khwarizmi",
    ]
    for count in (1, 2, 3):
        for family in map(" ".join, product(words, repeat=count)):
            for first in (None, "Jan van"):
                assert _plain_parts(family, first) == _parts_by_pybtex(family, first), (family, first)


def test_names_whose_parts_are_named_are_read_like_others() -> None:
    """What biber reads, and what Zotero writes for names with a particle."""
    text = 'Vela, Luis and given={Ura Ru}, family={Juan}, suffix={Sr} and "family={Beauvoir}, given=Simone, prefix=de"'
    parts = split_list(text)
    assert not parts.faults
    assert [parse_name(part.text) for part in parts.parts] == [
        Name("Luis", "", "Vela"),
        Name("Ura Ru", "", "Juan", "Sr"),
        Name("Simone", "de", "Beauvoir"),
    ]


@pytest.mark.parametrize("accent", "`'^\"~=.uvHcdbkr")
def test_an_accent_is_no_mark(accent: str) -> None:
    """Whatever braces stand around accent and letter, at the beginning, inside and at the end of a name."""
    command, gap = f"\\{accent}", " " if accent.isalpha() else ""
    letter = normalize("NFC", "o" + ACCENTS[accent])
    written = (f"{command}{{o}}", f"{{{command}{{o}}}}", f"{command}{gap}o", f"{{{command}{gap}o}}", f"{{{command} o}}")
    for each in written:
        for before, after in (("", "le"), ("C", "t"), ("Jer", "")):
            family, mark = f"{before}{each}{after}", Peeled(f"{before}{each}{after}, B", ("*",))
            assert peel(f"{family}, B") == Peeled(f"{family}, B")
            assert parse_name(peel(f"{family}, B").name).family == f"{before}{letter}{after}"
            assert peel(f"{family}*, B") == peel(f"{family}$^{{*}}$, B") == peel(f"{family}^{{*}}, B") == mark


ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328", "r": "\u030a",
}  # fmt: skip


@pytest.mark.parametrize("text", [r"Roe\^{}, A", r"Roe\^{*}, A", r"Roe^{*}, A"])
def test_a_caret_without_a_letter_is_no_accent(text: str) -> None:
    assert parse_name(peel(text).name).full == "A Roe"


@pytest.mark.parametrize(
    ("text", "family"),
    [
        (r"\v Cap, B", "Čap"),
        (r"B \v Cap", "Čap"),
        (r"\L ukas, B", "Łukas"),
        (r"\O rsted, B", "Ørsted"),
        (r"B \AA s", "Ås"),
    ],
)
def test_the_blank_after_a_command_splits_no_name(text: str, family: str) -> None:
    assert parse_name(text) == Name("B", "", family, "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("family=Juan, given=Ura", Name("Ura", "", "Juan")),
        ("given={Ura Ru}, family={Juan}, suffix={Sr}, prefix={de}", Name("Ura Ru", "de", "Juan", "Sr")),
        ("GIVEN = Ura , Family = Juan", Name("Ura", "", "Juan")),
        ('family="Juan, Don", given="Ura"', Name("Ura", "", "Juan, Don")),
        ('"family={Beauvoir}, given=Simone"', Name("Simone", "", "Beauvoir")),
        ("{family=Juan, given=Ura}", Name("Ura", "", "Juan")),
        ("family={{\\'E}cole}", Name("", "", "École")),
        ("family=Juan, given-i=U, useprefix=true", Name("", "", "Juan")),
        ("given=Ura", Name("Ura")),
        ("family=Xu, given=Max", Name("Max", "", "Xu")),
    ],
)
def test_names_whose_parts_are_named(text: str, name: Name) -> None:
    assert is_extended(text)
    assert read_extended(text) == parse_name(text) == name


@pytest.mark.parametrize("text", ["Juan, Ura", "a=b", "Juan family=x", "family", "families=Juan", ""])
def test_names_without_named_parts(text: str) -> None:
    assert not is_extended(text) and read_extended(text) is None


def test_what_the_library_refuses_is_a_name_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> None:
        raise PybtexError(text)

    monkeypatch.setattr("pybtex.database.Person", refuse)
    assert _parts_by_pybtex("{de la} Cr\\'uz", "Mar{\\'i}a") == Name("María", "", "de la Crúz")
    assert _parts_by_pybtex("Mar{\\'i}a {de la} Cruz", None) == Name("", "", "María de la Cruz")


def test_the_pattern_of_common_names_says_what_the_long_way_says() -> None:
    words = ("Ann", "A", "A.", "O'Neil", "Wei-Jie", "McD", "Jr", "Jr.", "JR", "III", "IV", "V", "VI", "Vii", "Ivy", "PhD", "Ph.D.", "M.D.", "MD", "M.", "de", "van", "B--C", "A-")  # fmt: skip
    names = [" ".join(each) for count in (1, 2, 3) for each in product(words, repeat=count)]
    names += [name.replace(" ", ", ", 1) for name in names]
    assert [name for name in names if parse_name(name) != parse_any_name(name)] == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"Mei\ss{}n, Anna", "Anna Meißn"),
        (r"Anna Mei\ss{}n*", "Anna Meißn"),
        (r"\AA{}str\"{o}m, Karl", "Karl Åström"),
        (r"S\o{}ren K. M\ae{}rsk", "Søren K. Mærsk"),
        (r"O\textquotesingle{}Neil, Bo", "Bo O'Neil"),
        (r"{Ja\ss{}n}, Anna$^{\dagger}$", "Anna Jaßn"),
        (r"Roe{}, Max{ }\dagger{}", "Max Roe"),
        (r"Skibi\ifmmode \acute{n}\else \'{n}\fi{}ski, Jan", "Jan Skibiński"),
        (r"Ho\ifmmode \check{r}\else \v{r}\fi{}ava, P. and Roe, Max", "P. Hořava"),
    ],
)
def test_letters_that_braces_end_stay(written: str, shown: str) -> None:
    assert Bibliography.loads(f"@misc{{k, author = {{{written}}}}}").publications[0].authors[0].name.full == shown
