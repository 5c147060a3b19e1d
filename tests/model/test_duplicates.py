"""What is there already is refused, with its place and the reason; two papers with one title are two."""

from __future__ import annotations

import pytest
from adding.adding_to import added, adding

FIRST = "@misc{first, title = {First}}\n\n"
OLD = "author = {Wei, Wenjie and Roe, Bo}, title = {Temporal-coded {SNN}s}, year = {2023}"
OTHER = "author = {Doe, Ann}, title = {Another}, year = {1999}"


@pytest.mark.parametrize(
    ("old", "pasted", "reason"),
    [
        ("doi = {10.1000/ABC}", "doi = {https://doi.org/10.1000/abc}", "doi"),
        ("url = {https://doi.org/10.1000/abc}", "doi = {10.1000/abc}", "doi"),
        ("arxiv = {2503.08703}", "eprint = {2503.08703v2}, archiveprefix = {arXiv}", "arxiv"),
        ("arxiv = {2503.08703v1}", "journal = {arXiv preprint arXiv:2503.08703}", "arxiv"),
        ("doi = {10.48550/arXiv.2503.08703}", "url = {https://arxiv.org/abs/2503.08703}", "arxiv"),
        ("openreview = {V2bw5SmpF6}", "pdf = {https://openreview.net/pdf?id=V2bw5SmpF6}", "openreview"),
        ("pmid = {12345678}", "url = {https://pubmed.ncbi.nlm.nih.gov/12345678/}", "pmid"),
        ("acl = {2023.acl-long.1}", "url = {https://aclanthology.org/2023.acl-long.1.pdf}", "acl"),
        ("hal = {hal-01234567}", "hal_id = {hal-01234567v2}", "hal"),
        ("doi = {10.1/x}, note = {hidden}, hidden = {true}, arxiv = {2503.08703}", "arxiv = {2503.08703}", "arxiv"),
    ],
)
def test_same_identifier(old: str, pasted: str, reason: str) -> None:
    text = FIRST + f"@misc{{old, {OLD}, {old}}}\n"
    addition = adding(text, f"@article{{new, {OTHER}, {pasted}}}")
    assert addition.refusals == (f"a.bib:3:1: 'old' is the same publication (same {reason})",)
    assert (addition.text, addition.hint, addition.said) == (text, "--update merges new fields", ())


@pytest.mark.parametrize("kind", ["book", "proceedings"])
def test_a_book_by_its_isbn(kind: str) -> None:
    addition = adding(
        "@book{a, title = {A}, isbn = {978-0-306-40615-7}}", f"@{kind}{{b, title = {{B}}, isbn = {{0306406152}}}}"
    )
    assert addition.refusals == ("a.bib:1:1: 'a' is the same publication (same isbn)",)
    assert added("@book{a, title = {A}, isbn = {0306406152}}", "@incollection{b, title = {B}, isbn = {0306406152}}")


@pytest.mark.parametrize(
    "pasted",
    [
        "author = {Wei, W.}, title = {Temporal-coded SNNs}",
        "author = {Wenjie Wei}, title = {TEMPORAL CODED SNNS.}, year = {2024}",
        "author = {Somebody, Else}, title = {Temporal--coded {SNNs}}, year = {2023}",
        "title = {Temporal-coded}, subtitle = {SNNs}, year = 2023",
    ],
)
def test_same_title(pasted: str) -> None:
    addition = adding(FIRST + f"@misc{{old, {OLD}}}\n", f"@article{{new, {pasted}}}")
    assert addition.refusals == ("a.bib:3:1: 'old' is the same publication (same title)",)


@pytest.mark.parametrize(
    "pasted",
    [
        "author = {Doe, Ann}, title = {Temporal-coded SNNs}, year = {2022}",
        "author = {Wei, Wenjie}, title = {Temporal-coded SNNs at Night}, year = {2023}",
        "title = {Temporal-coded SNNs}",
        "author = {Wei, Wenjie}, year = {2023}",
    ],
)
def test_other_publications(pasted: str) -> None:
    assert added(FIRST + f"@misc{{old, {OLD}}}\n\n@misc{{untitled, year = 2023}}\n", f"@article{{new, {pasted}}}")


def test_an_identifier_of_the_proceedings_is_not_its_papers() -> None:
    proceedings = "@proceedings{p, title = {P}, year = {2020}, doi = {10.1000/p}}\n"
    old = f"@inproceedings{{a, title = {{A}}, crossref = {{p}}}}\n{proceedings}"
    text = added(old, "@inproceedings{b, title = {B}, crossref = {p}}")
    assert "@inproceedings{b," in text


def test_all_or_nothing() -> None:
    old = f"@misc{{old, {OLD}}}\n"
    addition = adding(old, f"@misc{{new, {OTHER}}}\n@misc{{again, {OLD}}}\n")
    assert addition.text == old and len(addition.refusals) == 1


def test_pasted_twice() -> None:
    addition = adding("", f"@misc{{a, {OTHER}}}\n@misc{{b, {OTHER}}}")
    assert addition.refusals == ("<stdin>:2:1: 'b' is pasted twice (same title)",)


def test_adding_twice_is_refused() -> None:
    paste = f"Cite: @misc{{a, {OTHER}}}, and\n@misc{{b, {OLD}}}"
    once = added(FIRST, paste)
    again = adding(once, paste)
    assert len(again.refusals) == 2 and again.text == once
