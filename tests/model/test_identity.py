"""Me: one owner in many spellings, and namesakes who are somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.model.author import Person
from pubmanager.model.folding import folded
from pubmanager.model.identity import closeness, closest, find_person
from pubmanager.model.names import parse_name

SAME = {
    "Wenjie Wei": [
        "Wei, Wenjie", "Wenjie Wei", "W. Wei", "Wei, W.", "WEI, Wenjie", "Wei Wenjie", "Wenjie, Wei", "{Wenjie Wei}", "Wen-Jie Wei",
        "Wei, Wen Jie", "Wei, WJ", "Wei W", "wenjie wei", "Wenjie J. Wei",
    ],
    "Rafał Kucharski": [
        "Kucharski, Rafa{\\l}", "Kucharski, Rafal", "Kucharski, R.", "Kucharski Rafal", "Rafał, Kucharski", "R Kucharski",
        "KUCHARSKI, Rafał",
    ],
    "YongKeun Park": ["Park, Yong Keun", "Park, Yong-Keun", "PARK, YongKeun", "Y. K. Park", "Park, Yongkeun", "Park, Y.-K.", "Park YK"],
    "Hans Müller": ["Mueller, H.", "Muller, Hans", "M{\\\"u}ller, Hans-Peter", "Müller, H. P."],
    "Ludwig van Beethoven": ["van Beethoven, Ludwig", "Beethoven, Ludwig van", "Beethoven, L.", "L. V. Beethoven"],
    "Rafael García López": ["García López, Rafael", "Garcia Lopez, R.", "Rafael G. López", "Lopez, R. G."],
    "Alexei A. Efros": ["Efros, Alexei A.,", "Efros, A. A.", "Efros, Alexei", "A. Efros"],
    "J. Paul Smith": ["Paul Smith", "Smith, John Paul", "Smith, J. P."],
    "Duy Phuong Nguyen": ["Duy Nguyen Phuong", "Phuong Duy Nguyen", "Nguyen, D. P.", "Nguyen Phuong, Duy"],
    "Lluis Gómez": ["Gómez i Bigordà, Lluís", "Lluis Gomez i Bigorda", "L. Gómez y Roe", "Gomez-Bigorda, Lluis"],
    "Bogdan Vasilescu": ["Bodgan Vasilescu", "Vasilescu, B."],
    "Jean-Luc Picard": ["Picard, J.-L.", "Picard, Jean Luc", "Picard, JeanLuc", "J.L. Picard"],
}  # fmt: skip
OTHERS = {
    "Wenjie Wei": ["Wei, Wenbo", "Wei, X.", "Wang, Wenjie", "Wei", "{Wei Team}", "Wei, Wenjiang", "Wenjie Weiss"],
    "Hans Müller": ["Müller, Heinz", "Möller, Hans", "Hans, M."],
    "Alexei A. Efros": ["Efros, A. B.", "Alyosha Efros", "Efros, Anna"],
    "John Paul Smith": ["Paul Smith", "Smith, John Peter"],
    "Jindong Wang": ["Jingdong Wang", "Jidong Wang", "Wang, Jin"],
    "David López": ["López-García, D.", "Davide López"],
    "Rafael García": ["García Gómez, Raúl"],
    "Lei Wang": ["Wang, Li", "Wang, Leiming"],
}


@pytest.mark.parametrize(("me", "text"), [(me, text) for me, texts in SAME.items() for text in texts])
def test_spellings_of_me(me: str, text: str) -> None:
    assert closeness(Person(me), parse_name(text)) is not None


@pytest.mark.parametrize(("me", "text"), [(me, text) for me, texts in OTHERS.items() for text in texts])
def test_namesakes(me: str, text: str) -> None:
    assert closeness(Person(me), parse_name(text)) is None


def test_aliases_are_spellings_that_no_rule_can_guess() -> None:
    person = Person("Wenjie Wei", ("卫文杰", "W. Vey"))
    assert closeness(person, parse_name("卫文杰")) == 0
    assert closeness(person, parse_name("Wei, Wenjie 卫文杰")) is not None
    assert closeness(person, parse_name("Vey, W.")) == 0


def test_of_two_that_could_be_me_only_the_closer_one_is() -> None:
    names = [parse_name(text) for text in ("Wang, W.", "Doe, J.", "Wang, Wei")]
    assert closest(Person("Wei Wang"), names) == (2, (0, 2))
    assert closest(Person("Nobody Here"), names) == (None, ())


def test_a_suffix_tells_father_and_son_apart() -> None:
    assert closeness(Person("John Smith Jr."), parse_name("Smith, Sr., John")) is None
    assert closeness(Person("John Smith Jr."), parse_name("Smith, John")) is not None


def test_people_are_found_by_the_closest_name() -> None:
    people = [Person("Wei Wang"), Person("Wenjie Wang")]
    assert find_person(people, parse_name("Wang, Wenjie")) == people[1]
    assert find_person(people, parse_name("Roe, Max")) is None


WORD = st.from_regex(r"[A-ZÀ-Ý][a-zà-ý]{2,8}", fullmatch=True)


@given(WORD, WORD)
def test_matching_does_not_see_order_case_and_accents(given_name: str, family: str) -> None:
    person = Person(f"{given_name} {family}")
    for text in (
        f"{family}, {given_name}",
        f"{given_name} {family}".upper(),
        folded(given_name) + " " + folded(family).title(),
    ):
        assert closeness(person, parse_name(text.title() if text.islower() else text)) is not None


@given(WORD, WORD, WORD, WORD)
def test_matching_is_symmetric(a: str, b: str, c: str, d: str) -> None:
    one, other = f"{a} {b}", f"{c} {d}"
    assert closeness(Person(one), parse_name(other)) == closeness(Person(other), parse_name(one))


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
