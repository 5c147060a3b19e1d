"""Roles: the words that mean them, the fields that give them, and what only fills."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.model.roles import COUNT_FIELDS, ROLE_FIELDS, ROLES, in_canonical_order, read_annotations, roles_in

# Roles in the order in which they are shown, with their mark, and words that mean this one and no other.
WORDS = {
    ("equal", "*"): (
        "equal", "Equal contribution", "equal contributions", "equally", "contributed equally", "equal first authors",
        "co-first", "co-first author", "cofirst", "joint first authors", "shared first authorship", "first co-author",
        "first co-authors", "co-contributor", "cocontributors", "contributed the same", "equal_contribution",
        "These authors contributed equally to this work.", "both authors share equal authorship", "* denotes equal contribution",
    ),
    ("first", ""): ("first", "First author", "the first author", "lead author", "Lead authors"),
    ("lead", "‡"): (
        "lead", "leads", "leader", "Project lead", "project leads", "project leader", "project-lead", "team lead", "tech lead",
        "technical lead", "lead contributor", "lead contributors", "project lead author", "‡ marks the project leader",
    ),
    ("corresponding", "✉"): (
        "corresponding", "Corresponding author", "corresponding authors", "correspondence", "corresp", "corresp. author", "corr",
        "corr. author", "co-corresponding authors", "contact", "contact author", "† indicates corresponding author",
        "the author to whom correspondence should be addressed".replace("to whom ", ""),
    ),
    ("senior", "§"): (
        "senior", "senior author", "senior authors", "joint senior authors", "co-senior", "last author", "shared last authors",
        "co-last authors", "equal advising", "equally advised", "equal supervision", "equally supervised", "equal senior authors",
        "equal last authors",
    ),
    ("advisor", ""): ("advisor", "Advisors", "adviser", "co-advisor", "supervisor", "supervisors", "supervised", "mentor", "co-mentors"),
    ("student", ""): (
        "student", "Student author", "student authors", "students", "PhD student", "Ph.D. student", "doctoral student",
        "master's student", "masters student", "graduate student", "grad student", "undergrad student", "undergraduate",
        "undergraduate student", "mentee", "mentees", "student mentees", "advisee", "advisees", "supervised student",
        "advised student author", "mentored students",
    ),
    ("intern", ""): ("intern", "interns", "internship", "research intern", "work by an intern", "intern at work"),
}  # fmt: skip


@pytest.mark.parametrize(("role", "words"), [(role, words) for (role, _), all in WORDS.items() for words in all])
def test_words_of_roles(role: str, words: str) -> None:
    for form in (words, words.upper(), words.replace(" ", "_")):
        assert roles_in(form) == (role,), form


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("equal contribution, corresponding author", "equal corresponding"),
        ("corresponding and equal", "equal corresponding"),
        ("Student First Author", "first student"),
        ("intern, project lead", "lead intern"),
        ("senior and corresponding author", "corresponding senior"),
        ("student; equally supervised", "senior student"),
        ("co-first and senior", "equal senior"),
        ("advisor of the student", "advisor student"),
    ],
)
def test_words_of_several_roles_in_canonical_order(words: str, roles: str) -> None:
    assert " ".join(roles_in(words)) == roles


@pytest.mark.parametrize(
    "words",
    [
        "",
        "*",
        "author",
        "the authors of this work",
        "contributed to this paper",  # only filling
        "visited us in May",
        "unequal",
        "equality",
        "firstly",
        "misleading",
        "leading",
        "mislead",
        "internal",
        "seniority",
        "corresponds",
        "contacts",
        "blast",
        "study",
        "equal in rank",
        "corresponding author: ada@example.org",
        "first prize",
        "student at Oxford",
    ],
)
def test_words_that_say_less_or_more_than_a_role(words: str) -> None:
    assert roles_in(words) == ()


def test_roles_have_one_order_and_their_marks() -> None:
    assert [(role.name, role.symbol) for role in ROLES.values()] == list(WORDS)
    assert list(ROLES) == [name for name, _ in WORDS]
    assert in_canonical_order(["intern", "unknown", "equal", "intern", "lead"]) == ("equal", "lead", "intern")
    assert all(role.legend for role in ROLES.values())


FIELDS = {
    "equal": "equal equals equal_contribution equal-contributions equalcontrib equal_author equalauthors equally equal-first "
             "contributed_equally shared_first joint-first jointfirstauthors cofirst co-first co_first_author cofirstauthors first_authors",
    "lead": "lead leads project_lead project-leads projectleader project_leaders team_lead",
    "corresponding": "corresponding corresponding_author corresponding-authors correspondingauthor corr corr_author corrauthors corresp "
                     "corresp-author correspauthors correspondence",
    "senior": "senior senior_author seniorauthors joint_senior co-senior jointlast colast co_last last-authors lastauthors co_last_authors",
    "advisor": "advisor advisors supervisor supervisors",
    "student": "student students student_author student-authors mentees",
    "intern": "intern interns",
}  # fmt: skip


def test_fields_of_roles() -> None:
    assert {name: ROLE_FIELDS.get(name) for names in FIELDS.values() for name in names.split()} == {
        name: role for role, names in FIELDS.items() for name in names.split()
    }
    assert set(ROLE_FIELDS.values()) == FIELDS.keys()
    assert {role for name, role in ROLE_FIELDS.items() if name in COUNT_FIELDS} == {"equal", "senior"}
    assert not {"author", "first", "firstauthor", "last", "year"} & ROLE_FIELDS.keys()


FOUR = "Cao, Honglin and Wei, Wenjie and Zhou, Zijian and Roe, Max"


def roles_of(fields: str) -> list[str]:
    (publication,) = Bibliography.loads(f"@misc{{a, author = {{{FOUR}}}, {fields}}}")
    return [" ".join(author.roles) for author in publication.authors]


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ("cofirst = 2", "1 2"),
        ("co-first-authors = {3}", "1 2 3"),
        ("first_authors = 1", "1"),
        ("cofirst = 0", ""),
        ("cofirst = 9", "1 2 3 4"),
        (f"cofirst = {'9' * 5000}", "1 2 3 4"),
        ("cofirst = {1, 3}", "1 3"),
        ("equal = 2", "2"),
        ("equal = {1-3}", "1 2 3"),
        ("equal = {2--3, 1}", "1 2 3"),
        (f"equal = {{1, {'9' * 5000}}}", "1"),
        (f"equal = {{1--{'9' * 5000}}}", "1"),
        ("colast = 2", "3 4"),
        ("co_last = {1}", "4"),
        ("last-authors = 3", "2 3 4"),
        ("colast = 0", ""),
        ("colast = 9", "1 2 3 4"),
        ("colast = {Cao and Roe}", "1 4"),
        ("senior = 2", "2"),
    ],
)
def test_counts_are_from_the_front_and_of_last_authors_from_the_end(fields: str, places: str) -> None:
    found = [str(place) for place, roles in enumerate(roles_of(fields), 1) if roles]
    assert " ".join(found) == places


@pytest.mark.parametrize(
    "fields",
    [
        "author+an = {1=corresponding}, equal = 1, students = {Cao}",
        "students = {Cao}, equal = 1, author+an = {1=corresponding}",
        "equal = 1, author+an = {1=student, corresponding, student}",
    ],
)
def test_roles_of_an_author_have_one_order_wherever_they_come_from(fields: str) -> None:
    assert roles_of(fields)[0] == "equal corresponding student"
    assert roles_of(f"{fields}, author+an:more = {{1=curator}}")[0] == "equal corresponding student curator"


@pytest.mark.parametrize(
    ("meaning", "hint"),
    [("equall", "did you mean 'equal'?"), ("owl", "roles: equal, first, lead, corresponding, senior, ")],
)
def test_a_mark_that_means_no_role_is_a_mistake(meaning: str, hint: str) -> None:
    with pytest.raises(PubsError, match=f"'{meaning}', which is no role") as raised:
        Bibliography.loads("@misc{a}", config=parse_config(f'[marks.read]\n"*" = "{meaning}"'))
    assert hint in (raised.value.hint or "")


@pytest.mark.parametrize(
    ("text", "annotations"),
    [
        ("1=equal", [(1, ["equal"], [])]),
        ("1=equal;2=lead", [(1, ["equal"], []), (2, ["lead"], [])]),
        (" 12 = Equal , LEAD,, ; ", [(12, ["equal", "lead"], [])]),
        ("2:family=equal", [(2, ["equal"], [])]),
        ("2 : given-i = equal", [(2, ["equal"], [])]),
        ("=equal", [(0, ["equal"], [])]),
        ("1=", [(1, [], [])]),
        ('1="First; Author"', [(1, [], ["First; Author"])]),
        ('1="*"; 2="a", "b", c', [(1, [], ["*"]), (2, ["c"], ["a", "b"])]),
        ('1="{\\\'E}cole";', [(1, [], ["École"])]),
        ('1=lead, "x"', [(1, ["lead"], ["x"])]),
        ("1=equal\n;\n2=lead", [(1, ["equal"], []), (2, ["lead"], [])]),
        ("", []),
        ("equal", []),
        ("x=equal; 3=lead", [(3, ["lead"], [])]),
        ("1 2=equal", []),
        (f"{'1' * 5000}=equal; 2=lead", [(2, ["lead"], [])]),
    ],
)
def test_annotations(text: str, annotations: list[tuple[int, list[str], list[str]]]) -> None:
    found = [(each.position, list(each.words), list(each.literals)) for each in read_annotations(text)]
    assert found == annotations
