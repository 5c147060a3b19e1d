"""``--update`` where the pasted publication is at another stage: a preprint is published, an article gets its volume …"""

from __future__ import annotations

from itertools import product

import pytest
from adding.adding_to import adding

from pubmanager import Bibliography
from pubmanager.bibtex.read import read
from pubmanager.config.load import parse_config
from pubmanager.source import Source

PAPER = "title = {Owls at Night},\n  author = {Doe, Ann and Roe, Bo}"
OWN = "selected = {true},\n  preview = {owls.png},\n  code = {https://github.com/doe/owls},\n  keywords = {owls, night}"
PREPRINTS = {
    "google scholar": f"@article{{k,\n  {PAPER},\n  journal = {{arXiv preprint arXiv:2101.00001}},\n  year = {{2021}},\n  {OWN}\n}}\n",
    "arxiv": f"@misc{{k,\n  {PAPER},\n  year = {{2021}},\n  eprint = {{2101.00001}},\n  archivePrefix = {{arXiv}},\n  primaryClass = {{cs.CV}},\n  url = {{https://arxiv.org/abs/2101.00001}},\n  {OWN}\n}}\n",
    "dblp": f"@article{{k,\n  {PAPER},\n  journal = {{CoRR}},\n  volume = {{abs/2101.00001}},\n  year = {{2021}},\n  url = {{https://arxiv.org/abs/2101.00001}},\n  eprinttype = {{arXiv}},\n  eprint = {{2101.00001}},\n  {OWN}\n}}\n",
    "datacite": f"@misc{{k,\n  {PAPER},\n  publisher = {{arXiv}},\n  doi = {{10.48550/arXiv.2101.00001}},\n  copyright = {{Creative Commons}},\n  year = {{2021}},\n  month = jan,\n  {OWN}\n}}\n",
    "biblatex": f"@online{{k,\n  {PAPER},\n  date = {{2021-01-04}},\n  eprint = {{2101.00001}},\n  eprinttype = {{arxiv}},\n  eprintclass = {{cs.CV}},\n  pubstate = {{prepublished}},\n  {OWN}\n}}\n",
    "al-folio": f"@article{{k,\n  {PAPER},\n  abbr = {{arXiv}},\n  journal = {{arXiv}},\n  arxiv = {{2101.00001}},\n  year = {{2021}},\n  month = jan,\n  html = {{https://arxiv.org/abs/2101.00001}},\n  pdf = {{https://arxiv.org/pdf/2101.00001}},\n  {OWN}\n}}\n",
    "by hand": f"@unpublished{{k,\n  {PAPER},\n  note = {{Under review}},\n  howpublished = {{arXiv:2101.00001}},\n  year = {{2021}},\n  {OWN}\n}}\n",
    "two names": f"@article{{k,\n  {PAPER},\n  journal = {{arXiv}},\n  journaltitle = {{arXiv}},\n  date = {{2021-01}},\n  year = {{2021}},\n  year = {{2021}},\n  eprint = {{2101.00001}},\n  archiveprefix = {{arXiv}},\n  {OWN}\n}}\n",
    "macros": f"@string{{arx = {{arXiv preprint}}}}\n\n@article{{k,\n  {PAPER},\n  journal = arx # {{ arXiv:2101.00001}},\n  year = 2021,\n  {OWN}\n}}\n",
    "one line": '@misc{k, title="Owls at Night", author="Doe, Ann and Roe, Bo", year=2021, note="arXiv preprint", url="https://arxiv.org/abs/2101.00001", selected=true, preview="owls.png", code="https://github.com/doe/owls", keywords="owls, night"}\n',
    "capitals": f"@Misc{{k,\n  {PAPER.title().replace('Owls At', 'Owls at').replace('And', 'and')},\n  Year = {{2021}},\n  Eprint = {{2101.00001}},\n  Archiveprefix = {{arXiv}},\n  Selected = {{true}},\n  Preview = {{owls.png}},\n  Code = {{https://github.com/doe/owls}},\n  Keywords = {{owls, night}}\n}}\n",
}  # fmt: skip
PUBLISHED = {
    "conference": "@inproceedings{x, title={Owls at Night}, author={Ann Doe and Bo Roe}, booktitle={IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)}, pages={1--10}, year={2022}, doi={10.1109/CVPR.2022.1}}",
    "journal": "@article{x, title={Owls at Night}, author={Doe, Ann and Roe, Bo}, journal={Journal of Machine Learning Research}, volume={23}, number={4}, pages={1--10}, year={2022}, month=jun}",
    "biblatex": "@article{x, title={Owls at Night}, author={Doe, Ann and Roe, Bo}, journaltitle={Nature}, volume={23}, pages={1--10}, date={2022-06-01}, doi={10.1038/s41586-022-00001-1}}",
    "longer": "@inproceedings{x, title={Owls at Night: What They See}, author={Ann Doe and Cy Moe and Bo Roe}, booktitle={International Conference on Machine Learning}, pages={1--10}, year={2022}, eprint={2101.00001}, archiveprefix={arXiv}}",
    "chapter": "@incollection{x, title={Owls at Night}, author={Doe, Ann and Roe, Bo}, booktitle={Birds of the Night}, editor={Moe, Cy}, publisher={Springer}, address={Berlin}, pages={1--10}, year={2022}}",
}  # fmt: skip
OF_THE_PREPRINT = ("arXiv preprint", "CoRR", "abs/", "{2021", "=2021", "= 2021", "jan,", "Under review", "10.48550", "howpublished", "prepublished", "Creative Commons")  # fmt: skip


def findings(text: str) -> set[tuple[str, str]]:
    """Returns what lint says of entries, but for their style."""
    config = parse_config('[lint]\nselect = ["ALL"]\nignore = ["S"]')
    lint = Bibliography.loads(text, config=config, path="a.bib").lint()
    return {(found.code, found.field) for found in lint if found.key}


def fields(text: str) -> dict[str, list[str]]:
    (entry,) = read(Source("a.bib", text)).entries
    found: dict[str, list[str]] = {}
    for each in entry.fields:
        found.setdefault(each.name, []).append(each.raw.strip('{}"'))
    return found


@pytest.mark.parametrize(("preprint", "published"), [*product(PREPRINTS, PUBLISHED)])
def test_a_preprint_becomes_its_published_version(preprint: str, published: str) -> None:
    old, paste = PREPRINTS[preprint], PUBLISHED[published]
    addition = adding(old, paste, update=True)
    new, pasted = fields(addition.text), fields(paste)
    reading = read(Source("a.bib", addition.text))
    entry = reading.entries[0]
    assert addition.refusals == () and not [each for each in reading.faults if each.code != "P021"]
    assert (entry.key, entry.type) == ("k", paste[1 : paste.index("{")])
    assert all(len(values) == 1 for values in new.values())
    for name in ("selected", "preview", "code", "keywords"):
        assert new[name] == fields(old)[name]
    for each in OF_THE_PREPRINT:
        assert each not in addition.text.partition("@string")[0] + addition.text[entry.span.start :]
    for name in ("booktitle", "volume", "number", "pages", "doi", "publisher", "address"):
        assert new.get(name) == pasted.get(name)
    assert (new.get("journal") or new.get("journaltitle")) == (pasted.get("journal") or pasted.get("journaltitle"))
    (publication,) = Bibliography.loads(addition.text).publications
    assert publication.identifiers["arxiv"] == "2101.00001"
    assert publication.year == 2022 and publication.venue.kind not in ("preprint", "")
    assert ("date" in new) + ("year" in new) == 1 or preprint == "two names"
    fresh = findings(addition.text) - findings(old) - findings(paste)
    assert not fresh
    again = adding(addition.text, paste, update=True)
    assert again.text == addition.text and again.said == ("nothing new for k",)


@pytest.mark.parametrize(("preprint", "published"), [*product(PREPRINTS, PUBLISHED)])
def test_a_preprint_does_not_take_away_from_what_is_published(preprint: str, published: str) -> None:
    old, paste = PUBLISHED[published], PREPRINTS[preprint]
    if preprint == "macros":
        paste = paste.replace("arx #", "{arXiv preprint} #")
    addition = adding(old, paste, update=True)
    assert addition.refusals == ()
    before, after = fields(old), fields(addition.text)
    assert {name: after[name] for name in before} == before
    gained = set(after) - set(before)
    own = {"selected", "preview", "code", "keywords", "pdf"}
    assert gained <= own | {"eprint", "archiveprefix", "eprinttype", "primaryclass", "eprintclass", "arxiv"}
    (publication,) = Bibliography.loads(addition.text).publications
    assert publication.identifiers["arxiv"] == "2101.00001"
    assert not findings(addition.text) - findings(old) - findings(paste)


def entry(type: str, rest: str) -> str:
    return f"@{type}{{k,\n  title = {{Owls at Night}},\n  author = {{Doe, Ann}},\n  {rest}\n}}\n"


@pytest.mark.parametrize(
    ("old", "pasted", "new"),
    [
        # An article that was out early gets its volume, number, pages and date.
        (
            "journal = {Nature},\n  year = {2023},\n  month = nov,\n  note = {Early Access},\n  pages = {1--12},\n  selected = {true}",
            "journal={Nature}, year={2024}, volume={7}, number={2}, pages={33--44}",
            "journal = {Nature},\n  year = {2024},\n  pages = {33--44},\n  selected = {true},\n  volume = {7},\n  number = {2}",
        ),
        (
            "journaltitle = {Nature},\n  date = {2023-11},\n  pubstate = {inpress}",
            "journal={Nature}, year={2024}, month=mar, volume={7}, eid={33}",
            "journaltitle = {Nature},\n  date = {2024-03},\n  volume = {7},\n  eid = {33}",
        ),
        (
            "journal = {Nature},\n  volume = {PP},\n  number = {99},\n  year = 2023,\n  note = {Oral at OWL}",
            "journal={Nature}, year=2023, volume={7}, number={2}",
            "journal = {Nature},\n  volume = {7},\n  number = {2},\n  year = 2023,\n  note = {Oral at OWL}",
        ),
        # The other way round nothing comes back, and no month of another year.
        (
            "journal = {Nature},\n  year = {2024},\n  volume = {7},\n  pages = {33--44}",
            "journal={Nature}, year={2023}, month=nov, note={Early Access}, pubstate={inpress}, doi={10.1038/1}",
            "journal = {Nature},\n  year = {2024},\n  volume = {7},\n  pages = {33--44},\n  doi = {10.1038/1}",
        ),
        # A number belongs to its volume, a journal is named once.
        (
            "journal = {Nature},\n  year = {2024},\n  volume = {7}",
            "journal={Nature}, year={2024}, volume={8}, number={2}, issn={0028-0836}",
            "journal = {Nature},\n  year = {2024},\n  volume = {7},\n  issn = {0028-0836}",
        ),
        (
            "journaltitle = {Nature},\n  date = {2024-03},\n  volume = {7}",
            "journal={Nature}, year={2024}, month=mar, day=4, volume={7}, number={2}",
            "journaltitle = {Nature},\n  date = {2024-03},\n  volume = {7},\n  number = {2}",
        ),
        (
            "journal = {Nature},\n  year = {2024},\n  volume = {7},\n  arxiv = {2101.00001}",
            "journal={Nature}, year={2024}, volume={7}, eprint={2101.00001}, archiveprefix={arXiv}, primaryclass={cs.CV}",
            "journal = {Nature},\n  year = {2024},\n  volume = {7},\n  arxiv = {2101.00001}",
        ),
        (
            "journal = {Nature},\n  year = {2024},\n  volume = {7},\n  eprint = {2101.00001},\n  eprinttype = {arxiv}",
            "journal={Nature}, year={2024}, volume={7}, eprint={2101.00001v2}, archiveprefix={arXiv}, primaryclass={cs.CV}",
            "journal = {Nature},\n  year = {2024},\n  volume = {7},\n  eprint = {2101.00001},\n  eprinttype = {arxiv}",
        ),
    ],
)  # fmt: skip
def test_one_journal_at_two_times(old: str, pasted: str, new: str) -> None:
    addition = adding(entry("article", old), entry("article", pasted), update=True)
    assert addition.text == entry("article", new)
    assert adding(addition.text, entry("article", pasted), update=True).text == addition.text


JOURNAL = entry(
    "article", "journal = {IEEE Transactions on Pattern Analysis and Machine Intelligence},\n  year = {2024}"
)
CONFERENCE = entry("inproceedings", "booktitle = {CVPR},\n  year = {2022}")


@pytest.mark.parametrize(
    ("old", "pasted", "places"),
    [
        (CONFERENCE, JOURNAL, ("CVPR", "TPAMI")),
        (JOURNAL, CONFERENCE, ("TPAMI", "CVPR")),
        (CONFERENCE, entry("inproceedings", "booktitle = {ICML},\n  year = {2022}"), ("CVPR", "ICML")),
        (CONFERENCE, entry("inproceedings", "booktitle = {CVPR Workshops},\n  year = {2022}"), ("CVPR", "CVPR Workshop")),
        (CONFERENCE, entry("article", "journal = {Unheard-of Letters},\n  year = {2022}"), ("CVPR", "Unheard-of Letters")),
        (CONFERENCE, entry("phdthesis", "school = {Univ.},\n  year = {2022}"), ("CVPR", "Univ.")),
    ],
)  # fmt: skip
def test_a_longer_version_elsewhere_is_another_publication(old: str, pasted: str, places: tuple[str, str]) -> None:
    refused = adding(old, pasted, update=True)
    assert refused.text == old
    (refusal,) = refused.refusals
    assert "'k' has the same title" in refusal and "not merged" in refusal
    assert all(place in refusal for place in places) and "without --update" in refused.hint
    added = adding(old, pasted)
    assert added.refusals == () and len(read(Source("a.bib", added.text)).entries) == 2
    assert any("'k' has the same title" in note for note in added.notes)


@pytest.mark.parametrize(
    ("old", "pasted"),
    [
        (CONFERENCE, entry("inproceedings", "booktitle = {Conference on Computer Vision and Pattern Recognition},\n  year = {2022}")),
        (CONFERENCE, entry("inproceedings", "booktitle = {Some Proceedings},\n  year = {2022}")),
        (JOURNAL, entry("article", "journal = {IEEE Trans. Pattern Anal. Mach. Intell.},\n  year = {2024}")),
        (JOURNAL.replace("year", "doi = {10.1000/1},\n  year"), CONFERENCE.replace("year", "doi = {10.1000/1},\n  year")),
    ],
)  # fmt: skip
def test_what_may_be_one_place_is_the_same_publication(old: str, pasted: str) -> None:
    assert adding(old, pasted, update=True).refusals == ()
    assert "is the same publication" in adding(old, pasted).refusals[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Comments and layout between fields stay; what is added is spelled as the file spells it.
        (
            "@Article{k,\n  Title   = {Owls at Night}, % ours\n  Author  = {Doe, Ann},\n  Journal = {arXiv:2101.00001},\n  % to do\n  Month   = jan,\n  Year    = 2021,\n}\n",
            "@InProceedings{k,\n  Title   = {Owls at Night}, % ours\n  Author  = {Doe, Ann},\n  Booktitle = {CVPR},\n  % to do\n  Year    = 2022,\n  Eprint  = {2101.00001},\n  Archiveprefix = {arXiv},\n}\n",
        ),
        (
            "@article{k\n  , title = {Owls at Night}\n  , author = {Doe, Ann}\n  , journal = {arXiv}\n  , month = jan\n  , eprint = {2101.00001}\n  }\n",
            "@inproceedings{k\n  , title = {Owls at Night}\n  , author = {Doe, Ann}\n  , booktitle = {CVPR}\n  , eprint = {2101.00001}\n  , year = {2022}\n  }\n",
        ),
        (
            "@misc{k, month = jan, note = {preprint}, title = {Owls at Night}, author = {Doe, Ann}, eprint = {2101.00001}, url = {https://arxiv.org/abs/2101.00001}}\n",
            "@inproceedings{k, title = {Owls at Night}, author = {Doe, Ann}, eprint = {2101.00001}, booktitle = {CVPR}, year = {2022}}\n",
        ),
        (
            "@misc(k, title = \"Owls at Night\", author = \"Doe, Ann\", howpublished = \"arXiv:2101.00001\", year = \"2021\")\n",
            "@inproceedings(k, title = \"Owls at Night\", author = \"Doe, Ann\", year = \"2022\", booktitle = \"CVPR\", eprint = \"2101.00001\", archiveprefix = \"arXiv\")\n",
        ),
        (
            "@misc{k,\n  doi = {10.48550/arXiv.2101.00001}\n}\n",
            "@inproceedings{k,\n  title = {Owls at Night},\n  author = {Doe, Ann},\n  booktitle = {CVPR},\n  year = {2022},\n  eprint = {2101.00001},\n  archiveprefix = {arXiv}\n}\n",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_how_the_published_version_is_written(old: str, new: str, newline: str) -> None:
    paste = "@inproceedings{x, title={Owls at Night}, author={Doe, Ann}, booktitle={CVPR}, year={2022}}"
    if "title" not in old.lower():
        paste = paste.replace("}}", "}, note={arXiv:2101.00001}}")
        new = new.replace("{2022},", "{2022},\n  note = {arXiv:2101.00001},")
    addition = adding(old.replace("\n", newline), paste, update=True)
    assert addition.text == new.replace("\n", newline)


def test_what_happens_is_said() -> None:
    old = PREPRINTS["google scholar"].replace("year", "url = {https://doe.org/owls},\n  month = jan,\n  year")
    paste = PUBLISHED["journal"].replace("year", "url = {https://jmlr.org/owls}, year").replace(", month=jun", "")
    addition = adding(old, paste, update=True)
    assert addition.notes == (
        "a.bib:1:1: replaced: journal = {arXiv preprint arXiv:2101.00001} by journal = {Journal of Machine Learning Research}",
        "a.bib:1:1: removed: month = jan",
        "a.bib:1:1: replaced: year = {2021} by year = {2022}",
        "a.bib:1:1: kept: url = {https://doe.org/owls} (pasted: {https://jmlr.org/owls})",
    )
    assert addition.said == (
        "updated k to its published version (journal, year, volume, number, pages, eprint, archiveprefix)",
    )
    refused = adding(old, paste)
    assert refused.hint == "--update replaces the preprint by its published version"
    back = adding(addition.text, PREPRINTS["google scholar"], update=True)
    assert back.notes == ("a.bib:1:1: left out: journal, year",)


@pytest.mark.parametrize(
    ("field", "stays"),
    [
        ("note = {Oral, under review before}", True),
        ("note = {Under review at ICML}", False),
        ("note = {In press}", False),
        ("note = {With code}", True),
        ("abbr = {CVPR}", True),
        ("abbr = {Preprint}", False),
        ("badge = {arXiv}", False),
        ("badge = {}", True),
        ("url = {https://doe.org}", True),
        ("html = {https://arxiv.org/abs/2101.00001v1}", False),
        ("pdf = {https://arxiv.org/pdf/2101.00001}", True),
        ("publisher = {arXiv}", False),
        ("doi = {10.48550/arXiv.2101.00001}", False),
        ("issn = {2331-8422}", False),
        ("rank = {CCF-A}", True),
        ("equal = {1,2}", True),
        ("howpublished = {Preprint}", False),
        ("abstract = {We saw owls.}", True),
        ("type = {Oral}", True),
        ("pubtype = {preprint}", False),
        ("pubtype = {conference}", True),
        ("news_date = {2021-01-02}", True),
        ("my_field = {x}", True),
    ],
)  # fmt: skip
def test_what_is_the_owners_stays(field: str, stays: bool) -> None:
    old = entry("misc", f"eprint = {{2101.00001}},\n  archiveprefix = {{arXiv}},\n  year = {{2021}},\n  {field}")
    paste = entry("inproceedings", "booktitle = {Proceedings of Owls},\n  year = {2022}")
    assert (field in adding(old, paste, update=True).text) == stays


def test_authors_that_the_owner_marked_stay() -> None:
    old = entry("misc", "eprint = {2101.00001},\n  year = {2021}")
    paste = entry("inproceedings", "booktitle = {CVPR},\n  year = {2022}").replace("Doe, Ann", "Doe, Ann and Roe, Bo")
    assert "Roe, Bo" in adding(old, paste, update=True).text
    marked = old.replace("Doe, Ann", "Doe*, Ann")
    addition = adding(marked, paste, update=True)
    assert "Roe, Bo" not in addition.text and any("kept: author" in note for note in addition.notes)


def test_the_published_version_of_dblp_refers_to_its_proceedings() -> None:
    old = PREPRINTS["dblp"] + "\n@misc{z,\n  title = {Z}\n}\n"
    paste = (
        "@inproceedings{DBLP:conf/owls/DoeR22, author={Ann Doe and Bo Roe}, title={Owls at Night}, pages={1--10}, crossref={DBLP:conf/owls/2022}, year={2022}}\n"
        "@proceedings{DBLP:conf/owls/2022, title={Proceedings of the Owls, 2022}, publisher={ACM}, year={2022}}\n"
    )
    addition = adding(old, paste, update=True)
    child, _, parent = read(Source("a.bib", addition.text)).entries
    assert (child.key, child.type, parent.type) == ("k", "inproceedings", "proceedings")
    assert "journal" not in {each.name for each in child.fields}
    publication = Bibliography.loads(addition.text).publications[0]
    assert (publication.container.text, publication.year) == ("Proceedings of the Owls, 2022", 2022)
    assert adding(addition.text, paste, update=True).text == addition.text
