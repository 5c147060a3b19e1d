"""Authors of entries: me, roles from all evidence, people, notes."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.model.author import Name
from pubmanager.model.names import parse_name
from pubmanager.model.people import may_have_roles
from pubmanager.source import Source

THREE = "Cao, Honglin and Wei, Wenjie and Zhou, Zijian"


def roles(fields: str, settings: str = "", *, authors: str = THREE, me: str = "Wenjie Wei") -> list[str]:
    """What each author is marked as: roles and, in quotes, notes and marks."""
    text = f"@misc{{a, author = {{{authors}}}, {fields}}}"
    bibliography = Bibliography.from_sources([Source("papers.bib", text)], me=me, config=parse_config(settings))
    (publication,) = bibliography
    has_any = any(each.roles or each.marks for each in publication.authors)
    assert may_have_roles(publication.entry) or not has_any, "read by few, and said of too few"
    return [
        " ".join([*each.roles, *(f"'{text}'" for text in (*each.notes, *each.marks))]) for each in publication.authors
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("author+an = {1=equal; 2=equal; 3=corresponding}", ["equal", "equal", "corresponding"]),
        ("author+an = {1=equal,corresponding}", ["equal corresponding", "", ""]),
        ("author+an = {2:family=equal}", ["", "equal", ""]),
        ('author+an = {1="*"; 2="visiting"}', ["'*'", "'visiting'", ""]),
        ('author+an:note = {2="Student First Author"}', ["", "'Student First Author'", ""]),
        ("author+an:role = {3=student}", ["", "", "student"]),
        ("author+an = {=equal}", ["equal", "equal", "equal"]),
        ("author+an = {2=highlight}", ["", "highlight", ""]),
        ("author+an = {9=equal; x; 1=}", ["", "", ""]),
        ("equal = {1,2}", ["equal", "equal", ""]),
        ("equal = {1-3}", ["equal", "equal", "equal"]),
        ("equal = {1 and 3}", ["equal", "", "equal"]),
        ("equal = {Cao and Zhou}", ["equal", "", "equal"]),
        ("equal = {Cao, Zhou}", ["equal", "", "equal"]),
        ("equal = {Honglin Cao, Z. Zhou}", ["equal", "", "equal"]),
        ("equal = {Cao, Honglin and Zhou, Zijian}", ["equal", "", "equal"]),
        ("equal_contribution = {all}", ["equal", "equal", "equal"]),
        ("cofirst = 2", ["equal", "equal", ""]),
        ("cofirst = {Cao and Wei}", ["equal", "equal", ""]),
        ("equal = 2", ["", "equal", ""]),
        ("corr = {true}", ["", "corresponding", ""]),
        ("corr = {false}", ["", "", ""]),
        ("correspondingauthors = {Zhou, Z.}", ["", "", "corresponding"]),
        ("corresponding-author = {Zhou}", ["", "", "corresponding"]),
        ("corresponding = {Nobody}", ["", "", ""]),
        ("students = {Cao}", ["student", "", ""]),
        ("project_lead = {1}", ["lead", "", ""]),
        ("equal = {1,2}, author+an = {1=corresponding}", ["equal corresponding", "equal", ""]),
    ],
)
def test_roles_from_fields(fields: str, expected: list[str]) -> None:
    assert roles(fields) == expected


@pytest.mark.parametrize(
    ("authors", "settings", "expected"),
    [
        ("Cao*, H. and Wei, W.", '[marks.read]\n"*" = "equal"', ["equal", ""]),
        ("Cao*, H. and Wei, W.", "", ["'*'", ""]),
        (
            "Cao*†, H. and Wei$^{\\dagger}$, W.",
            '[marks.read]\n"*" = "equal"\n"†" = "project lead"',
            ["equal lead", "lead"],
        ),
        ("Cao✉, H. and Wei, W.", "", ["corresponding", ""]),
        (
            "Cao*, H. and Wei, W.",
            '[marks.read]\n"*" = "equal"\n[marks.read."papers.bib"]\n"*" = "corresponding"',
            ["corresponding", ""],
        ),
        (
            "Cao*, H. and Wei, W.",
            '[marks.read]\n"*" = "equal"\n[marks.read."other.bib"]\n"*" = "corresponding"',
            ["equal", ""],
        ),
        ("Cao*, H. and Wei†, W.", '[marks]\nequal = "*"', ["equal", "'†'"]),
        ("Cao*, H. and Wei, W.", '[marks]\nequal = { symbol = "*", superscript = true }', ["equal", ""]),
        ("Cao*, H. and Wei, W.", '[marks]\nequal = "*"\n[marks.read]\n"*" = "corresponding"', ["corresponding", ""]),
        ("Cao*, H. and Wei, W.", '[marks]\nequal = "*"\ncorresponding = "*"', ["'*'", ""]),
        ("Cao (co-first), H. and Wei, W. (corresponding author)", "", ["equal", "corresponding"]),
    ],
)
def test_roles_from_marks(authors: str, settings: str, expected: list[str]) -> None:
    assert roles("", settings, authors=authors) == expected


def test_me_in_one_list_is_the_closer_one() -> None:
    (publication,) = Bibliography.loads("@misc{a, author = {Wang, W. and Wang, Wei}}", me="Wei Wang")
    assert publication.me is not None and publication.me.position == 2


def test_an_orcid_tells_namesakes_apart() -> None:
    settings = '[me]\nname = "Wei Wang"\norcid = "0000-0002-1825-0097"'
    text = '@misc{a, author = {Wang, Wei and Wang, W.}, author+an:orcid = {1="0000-0001-0000-0000"; 2="https://orcid.org/0000-0002-1825-0097"}}'
    found = Bibliography.loads(text, config=parse_config(settings))
    first, second = next(iter(found)).authors
    assert (first.is_me, second.is_me, first.url, first.notes) == (
        False,
        True,
        "https://orcid.org/0000-0001-0000-0000",
        (),
    )


def test_people_have_groups_and_links() -> None:
    settings = '[people."Malu Zhang"]\nurl = "https://a.org"\ngroups = ["advisors"]\n[people."Jane Doe"]\norcid = "https://orcid.org/0000-0002-1825-0097"\naliases = ["Jane Roe"]'
    bibliography = Bibliography.loads(
        "@misc{a, author = {Zhang*, M. and Roe, J. and Other, A.}}", config=parse_config(settings)
    )
    first, second, third = next(iter(bibliography)).authors
    assert (first.person, first.groups, first.url) == ("Malu Zhang", ("advisors",), "https://a.org")
    assert (second.person, second.url) == ("Jane Doe", "https://orcid.org/0000-0002-1825-0097")
    assert (third.person, third.url) == ("", "")


def test_wrong_conventions_are_one_sentence() -> None:
    with pytest.raises(PubsError, match="'tilte', which is none"):
        roles("", '[fields]\nx = "tilte"')


def test_fields_of_the_sites_own() -> None:
    (publication,) = Bibliography.loads(
        "@misc{a, zusammenfassung = {Kurz.}}", config=parse_config('[fields]\nZusammenfassung = "summary"')
    )
    assert [text.text for text in publication.summary] == ["Kurz."]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("Ada Byron, Wenjie Wei", ["Ada Byron", "**Wenjie Wei**"]),
        ("Wenjie Wei, Ada Byron", ["**Wenjie Wei**", "Ada Byron"]),
        ("García Lorca, Federico José", ["Federico José García Lorca"]),
        ("Wei, Wenjie", ["**Wenjie Wei**"]),
        ("Wenjie Wei, Jr.", ["**Wenjie Wei Jr.**"]),
    ],
)
def test_a_comma_between_the_owner_and_another_is_no_name(authors: str, expected: list[str]) -> None:
    bibliography = Bibliography.loads(f"@misc{{a, title = {{Owls}}, author = {{{authors}}}}}", me="Wenjie Wei")
    shown = bibliography.render("citation-list", rows=["{authors}"]).strip().removeprefix("- ")
    assert shown.split(", ") == expected
    codes = [each.code for each in bibliography.lint() if each.code == "A002"]
    assert codes == (["A002"] if len(expected) > 1 else [])


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        ("Wenjie Wei", ("Wei, W.", "W Wei", "Wei Wen-Jie")),
        ("Jörg Müller", ("Mueller, J.", "Muller, Jorg", 'J. M{\\"u}ller')),
        ("J. van der Berg", ("Vanderberg, J.", "Berg, Jan van der")),
        ("Yong-Keun Park", ("Yongkeun Park", "Park YK")),
        ("Bogdan Wolf", ("Bodgan Wolf",)),
        ("L O", ("O, L.",)),
    ],
)
def test_the_owner_is_found_whatever_part_of_the_name_is_written_alike(owner: str, names: tuple[str, ...]) -> None:
    for name in names:
        text = f"@misc{{a, title = {{A}}, author = {{{name} and Roe, Max}}}}"
        assert next(iter(Bibliography.loads(text, me=owner))).me, (owner, name)


WRITTEN = [  # how people write lists, and who is in them
    ("王伟，李娜，张三", ["王伟", "李娜", "张三"]),
    ("王伟、李娜", ["王伟", "李娜"]),
    ("王伟,李娜,张三", ["王伟", "李娜", "张三"]),
    ("王伟; 李娜", ["王伟", "李娜"]),
    ("王伟 和 李娜", ["王伟", "李娜"]),
    ("山田, 太郎", ["山田太郎"]),
    ("王, 伟", ["王伟"]),
    ("王伟 and 李娜 and 等", ["王伟", "李娜", "…"]),
    ("Ann Vale und Bo Roe", ["Ann Vale", "Bo Roe"]),
    ("Ann Vale et Bo Roe", ["Ann Vale", "Bo Roe"]),
    ("Vale, Ann och Roe, Bo", ["Ann Vale", "Bo Roe"]),
    ("Ann Vale + Bo Roe", ["Ann Vale", "Bo Roe"]),
    ("Ann Vale / Bo Roe", ["Ann Vale", "Bo Roe"]),
    (r"Ann Vale \and Bo Roe", ["Ann Vale", "Bo Roe"]),
    (r"Ann Vale \\ Bo Roe", ["Ann Vale", "Bo Roe"]),
    ("Ann Vale with Bo Roe", ["Ann Vale", "Bo Roe"]),
    ("Santiago Ramón y Cajal", ["Santiago Ramón y Cajal"]),
    ("João Costa e Silva", ["João Costa e Silva"]),
    ("Ernst & Young", ["Ernst & Young"]),
    ("Vale/Roe Lab", ["Vale/Roe Lab"]),
    (r"Moe, Ida\,\orcid{0000-0002-1825-0097} and Roe, Bo\inst{2}", ["Ida Moe", "Bo Roe"]),
    ("Moe, Ida 0000-0002-1825-0097 and Roe, Bo", ["Ida Moe", "Bo Roe"]),
    ("Ida Moe (https://orcid.org/0000-0002-1825-0097) and Bo Roe", ["Ida Moe", "Bo Roe"]),
    ("Ida Moe <mail@x.org> and Bo Roe", ["Ida Moe", "Bo Roe"]),
    ("Vale, Ann S. (Polar Univ., Bergen, Norway.); Roe, Bo", ["Ann S. Vale", "Bo Roe"]),
    ("Vale A and Roe BC", ["A. Vale", "B. C. Roe"]),
    ("Vale AB, Roe C", ["A. B. Vale", "C. Roe"]),
    ("van der Berg J and Kim HJ", ["J. van der Berg", "H. J. Kim"]),
    ("Jun LI and Ada ROE", ["Jun LI", "Ada ROE"]),
    ("Google AI", ["Google AI"]),
    ("Bo Roe (Ed.) and Vale, A (Editor)", ["Bo Roe", "A Vale"]),
    ("Robert (Bob) Smith", ["Robert (Bob) Smith"]),
    ("Dr. Ann Vale and Prof. Dr. Bo Roe", ["Ann Vale", "Bo Roe"]),
    ("Department for Learning, ", ["Department for Learning"]),
]


@pytest.mark.parametrize(("text", "names"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_lists_as_people_write_them(text: str, names: list[str]) -> None:
    publication = Bibliography.loads(f"@misc{{a, title = {{A}}, author = {{{text}}}}}").publications[0]
    shown = [author.name.full for author in publication.authors] + ["…"] * publication.has_others
    assert shown == names


@pytest.mark.parametrize(
    "body",
    [
        "Quill Data Corporation",
        "World Health Organization",
        "The ATLAS Collaboration",
        "University of Oslo",
        "Institute for Advanced Study",
        "Polar Birds Working Group",
        "Department for Learning, ",
    ],
)
def test_a_body_is_one_name(body: str) -> None:
    assert parse_name(body) == Name(family=body.strip(", "))


@pytest.mark.parametrize("person", ["Ann Center", "Bo Group", "Ada Team", "Vale, Universita"])
def test_a_person_called_like_a_body(person: str) -> None:
    assert parse_name(person).given


def test_an_orcid_in_a_list_links_its_author() -> None:
    text = r"@misc{a, title={A}, author={Moe, Ida\orcidlink{0000-0002-1825-0097} and Roe, Bo}}"
    authors = Bibliography.loads(text).publications[0].authors
    assert [author.url for author in authors] == ["https://orcid.org/0000-0002-1825-0097", ""]


@pytest.mark.parametrize(
    "me",
    ["Ada Byron <br> (艾达)", "Dr. Ada Byron", "Ada Byron (She/Her)", "艾达 Ada Byron", "Ada Byron | 艾达", "Ada Byron, PhD", "Ada Byron (they/them)", "Ada Byron (艾达·拜伦)"],
)  # fmt: skip
def test_the_owner_as_pages_call_them(me: str) -> None:
    publication = Bibliography.loads("@misc{a, title={A}, author={Byron, Ada and Roe, Bo}}", me=me).publications[0]
    assert [author.is_me for author in publication.authors] == [True, False]


@pytest.mark.parametrize("gap", ["{…}", "{...}", r"{\ldots}", r"{\dots}"])
def test_a_gap_in_a_list_is_no_author(gap: str) -> None:
    """As in BibTeX, it is counted where annotations count the names."""
    text = f"@misc{{a, author = {{Vale, Ann and {gap} and Roe, Bo and Moe, Cy}}, author+an = {{3=equal}}}}"
    (publication,) = Bibliography.loads(text)
    assert [(each.name.full, each.position, each.roles) for each in publication.authors] == [
        ("Ann Vale", 1, ()), ("Bo Roe", 3, ("equal",)), ("Cy Moe", 4, ()),
    ]  # fmt: skip
    assert publication.is_cut and not publication.has_others


def test_a_gap_at_the_end_means_others() -> None:
    (publication,) = Bibliography.loads("@misc{a, author = {Vale, Ann and {…}}}")
    assert [each.name.full for each in publication.authors] == ["Ann Vale"]
    assert publication.has_others


@pytest.mark.parametrize(
    "authors", [THREE, "Ada Byron", "{Owl Society} and others", r"G{\"o}del, K. and Erd{\"o}s, Paul"]
)
def test_lists_without_marks_are_told_unread(authors: str) -> None:
    (publication,) = Bibliography.loads(f"@misc{{a, author = {{{authors}}}, title = {{On *owls* (2)}}}}")
    assert not may_have_roles(publication.entry)


def test_no_author_has_no_role() -> None:
    (publication,) = Bibliography.loads("@misc{a, editor = {Doe*, Jane}, equal = 1}")
    assert not may_have_roles(publication.entry)
