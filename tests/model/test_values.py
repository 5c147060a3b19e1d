"""Values in all their spellings: presentations, status, flags, keywords, identifiers, venues."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.model.fields import CONCEPTS
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import SCHEMES, read_identifier, url_of
from pubmanager.model.venues import VenueRegistry, builtin_venues

if TYPE_CHECKING:
    from pubmanager.model.publication import Publication


def publication(fields: str, kind: str = "article", settings: str = "") -> Publication:
    (found,) = Bibliography.loads(f"@{kind}{{a, {fields}}}", config=parse_config(settings))
    return found


@pytest.mark.parametrize(
    ("fields", "presentation", "rate", "acceptance"),
    [
        ("presentation = {oral}, rate = {3.3%}", "oral", "3.3% oral", ""),
        ("presentation = {Oral Presentation}", "oral", "", ""),
        ("track = {spotlight}, rate = {5%}", "spotlight", "5% spotlight", ""),
        ("presentation = {poster}, rate = {26%}", "poster", "26% acceptance", "26%"),
        ("rate = {26%}", "", "26% acceptance", "26%"),
        ("acceptance_rate = {26%}, presentation = {oral}, rate = {1%}", "oral", "1% oral", "26%"),
        ("oral_rate = {1%}", "oral", "1% oral", ""),
        ("note = {Oral (85/7262, 1.16%)}", "oral", "1.16% oral", ""),
        ("note = {Spotlight (top 5%)}", "spotlight", "5% spotlight", ""),
        ("note = {Accepted as an oral paper}", "oral", "", ""),
        ("note = {We talk about temporal coding in the oral tradition}", "", "", ""),
        ("award = {Oral}", "oral", "", ""),
        ("note = {Best Demonstration Award}", "", "", ""),
        ("award = {Best Poster}", "", "", ""),
        ("abbr = {ICML 2024 Oral}", "oral", "", ""),
        ("abbr = {ICCV 2023 (Poster)}", "poster", "", ""),
        ("note = {\\textcolor{red}{Spotlight}}", "spotlight", "", ""),
        ("presentation = {slides/talk.pdf}", "", "", ""),
        ("type = {oral}", "oral", "", ""),
        ("type = {Technical Report}", "", "", ""),
        ("acceptance = {0.25}", "", "", "25%"),
    ],
)
def test_presentation_and_rate(fields: str, presentation: str, rate: str, acceptance: str) -> None:
    found = publication(fields)
    shown = f"{found.rate.text} {found.rate.of}" if found.rate else ""
    assert (found.presentation, shown, found.acceptance.text if found.acceptance else "") == (
        presentation,
        rate,
        acceptance,
    )


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("pubstate = {inpress}", "inpress"),
        ("status = {Under review}", "submitted"),
        ("status = {Undergoing review}", "submitted"),
        ("note = {Under peer review}", "submitted"),
        ("year = {In press}", "inpress"),
        ("year = {2020, submitted}", "submitted"),
        ("note = {to appear}", "forthcoming"),
        ("note = {accepted}", "accepted"),
        ("journal = {Submitted to Nature}", "submitted"),
        ("pubstate = {prepublished}", "prepublished"),
        ("journal = {arXiv preprint arXiv:2401.00001}", ""),
        ("note = {in preparation}", "inpreparation"),
        ("note = {A note}", ""),
    ],
)
def test_status(fields: str, status: str) -> None:
    assert publication(fields).status == status


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("status = {Undergoing review}", "Undergoing review"),
        ("status = {work in progress}", "Work in progress"),
        ("pubstate = {inpress}", "In press"),
        ("status = {Submitted}", "Submitted"),
        ("note = {submitted to a journal of owls}", "Submitted"),
        ("status = {Accepted after a long revision in the summer of 2024}", "Accepted"),
        ("note = {A note}", ""),
    ],
)
def test_the_status_in_words(fields: str, shown: str) -> None:
    assert publication(fields).shown_status == shown


@pytest.mark.parametrize(
    ("fields", "ranks"),
    [
        ("ccf = {A}", ("CCF-A",)),
        ("ccf = {CCF-A}", ("CCF-A",)),
        ("core_rank = {A*}", ("CORE A*",)),
        ("jcr = {Q1}, year = {2024}", ("JCR Q1",)),
        ("quartile = {Q1}", ("Q1",)),
        ("rank = {A, Q1}", ("A", "Q1")),
        ("ccf = {none}", ("none",)),
    ],
)
def test_the_name_of_a_field_says_what_ranks(fields: str, ranks: tuple[str, ...]) -> None:
    assert publication(fields).rank == ranks


@pytest.mark.parametrize(
    ("fields", "selected", "hidden"),
    [
        ("selected = {true}", True, False),
        ("selected = true", True, False),
        ("selected = {false}", False, False),
        ("selected = {FALSE}", False, False),
        ("selected = {no}", False, False),
        ("selected = {0}", False, False),
        ("selected = {off}", False, False),
        ("selected = {}", False, False),
        ("selected = {1}", True, False),
        ("featured = {y}", True, False),
        ("featured = {images/x.png}", False, False),
        ("keywords = {selected, owls}", True, False),
        ("hidden = {true}", False, True),
        ("draft = {yes}", False, True),
        ("keywords = {hidden}", False, True),
    ],
)
def test_flags(fields: str, selected: bool, hidden: bool) -> None:
    bibliography = Bibliography.loads(f"@misc{{a, {fields}}}")
    assert len(bibliography) == (not hidden)
    found = (*bibliography.publications, *bibliography.hidden)[0]
    assert (found.is_selected, found.is_hidden) == (selected, hidden)


IDENTIFIERS = [
    ("doi", "10.1000/182", ["10.1000/182", "https://doi.org/10.1000/182", "doi:10.1000/182", "http://dx.doi.org/10.1000/182", "DOI 10.1000/182."]),
    ("doi", "10.1016/S0893-6080(05)80056-5", ["10.1016/S0893-6080(05)80056-5", "https://doi.org/10.1016/S0893-6080%2805%2980056-5"]),
    ("doi", "10.1000/a_b", ["10.1000/a\\_b", "10.1000/a{\\_}b"]),
    ("arxiv", "2503.08703", ["2503.08703", "arXiv:2503.08703", "https://arxiv.org/abs/2503.08703", "https://arxiv.org/pdf/2503.08703.pdf",
                             "arXiv preprint arXiv:2503.08703", "http://www.arxiv.org/abs/2503.08703"]),
    ("arxiv", "2503.08703v2", ["2503.08703v2", "https://arxiv.org/pdf/2503.08703v2"]),
    ("arxiv", "hep-th/9901001", ["hep-th/9901001", "arXiv:hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"]),
    ("arxiv", "math.GT/0309136", ["math.GT/0309136"]),
    ("openreview", "5J9B7Sb8rO", ["5J9B7Sb8rO", "https://openreview.net/forum?id=5J9B7Sb8rO", "https://openreview.net/pdf?id=5J9B7Sb8rO"]),
    ("acl", "2020.acl-main.1", ["2020.acl-main.1", "https://aclanthology.org/2020.acl-main.1/", "https://www.aclweb.org/anthology/2020.acl-main.1.pdf"]),
    ("acl", "P19-1001", ["P19-1001", "https://aclanthology.org/P19-1001.pdf"]),
    ("hal", "hal-01234567", ["hal-01234567", "https://hal.science/hal-01234567", "hal-01234567v2", "https://inria.hal.science/hal-01234567"]),
    ("pmid", "12345678", ["12345678", "PMID: 12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/"]),
    ("pmcid", "PMC1234567", ["PMC1234567", "1234567", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/"]),
    ("dblp", "conf/nips/WeiZ23", ["conf/nips/WeiZ23", "DBLP:conf/nips/WeiZ23", "https://dblp.org/rec/conf/nips/WeiZ23.html"]),
    ("semanticscholar", "215416146", ["215416146", "CorpusID:215416146"]),
    ("huggingface", "bert/base", ["bert/base", "https://huggingface.co/bert/base", "https://hf.co/bert/base"]),
    ("ssrn", "3456789", ["3456789", "https://ssrn.com/abstract=3456789", "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3456789"]),
    ("inspire", "1234567", ["1234567", "https://inspirehep.net/literature/1234567"]),
    ("scholar", "OIZR2YYAAAAJ:u5HHmVD_uO8C", ["OIZR2YYAAAAJ:u5HHmVD_uO8C", "OIZR2YYAAAAJ:u5HHmVD\\_uO8C"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "identifier", "text"), [(k, i, text) for k, i, texts in IDENTIFIERS for text in texts]
)
def test_identifiers_in_any_form_are_one(kind: str, identifier: str, text: str) -> None:
    assert read_identifier(kind, text) == identifier
    assert url_of(kind, identifier).startswith("https://")


@pytest.mark.parametrize(
    ("fields", "identifiers"),
    [
        ("eprint = {2401.00001}, archiveprefix = {arXiv}", {"arxiv": "2401.00001"}),
        ("eprint = {2401.00001}", {"arxiv": "2401.00001"}),
        ("eprint = {https://arxiv.org/abs/2401.00001}", {"arxiv": "2401.00001"}),
        ("eprint = {https://doi.org/10.1080/01234567.2017.1305060}", {"doi": "10.1080/01234567.2017.1305060"}),
        ("eprint = {10.1080/1234.20170}", {}),
        ("eprint = {https://owls.org/article-pdf/29/9/3948/2910.4773/owl.pdf}", {}),
        ("eprint = {12345}, eprinttype = {pubmed}", {"pmid": "12345"}),
        ("journal = {arXiv preprint arXiv:2401.00001}", {"arxiv": "2401.00001"}),
        (
            "journal = {CoRR}, volume = {abs/2401.00001}, url = {http://arxiv.org/abs/2401.00001}",
            {"arxiv": "2401.00001"},
        ),
        ("doi = {10.48550/arXiv.2401.00001}", {"arxiv": "2401.00001"}),
        ("url = {https://doi.org/10.1000/182}", {"doi": "10.1000/182"}),
        ("url = {https://openreview.net/forum?id=5J9B7Sb8rO}", {"openreview": "5J9B7Sb8rO"}),
        ("note = {see page 123456}", {}),
        ("doi = {none}", {}),
    ],
)
def test_identifiers_of_entries(fields: str, identifiers: dict[str, str]) -> None:
    assert publication(fields).identifiers == identifiers


def test_every_identifier_has_a_scheme_that_reads_its_own_url() -> None:
    samples = {kind: identifier for kind, identifier, _ in IDENTIFIERS}
    for kind, scheme in SCHEMES.items():
        if kind in samples and scheme.anywhere and kind not in ("biorxiv", "medrxiv"):
            assert read_identifier(kind, url_of(kind, samples[kind])) == samples[kind]


@pytest.mark.parametrize(
    ("kind", "fields", "short", "venue_kind"),
    [
        ("inproceedings", "booktitle = {Advances in Neural Information Processing Systems}", "NeurIPS", "conference"),
        ("inproceedings", "booktitle = {Advances in Neural Information Processing Systems 33: Annual Conference on Neural Information "
                          "Processing Systems 2020, NeurIPS 2020, December 6-12, 2020, virtual}", "NeurIPS", "conference"),
        ("inproceedings", "booktitle = {Proceedings of the 41st International Conference on Machine Learning}", "ICML", "conference"),
        ("inproceedings", "booktitle = {2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)}", "CVPR", "conference"),
        ("inproceedings", "booktitle = {NIPS}", "NeurIPS", "conference"),
        ("inproceedings", "booktitle = {Thirty-Seventh AAAI Conference on Artificial Intelligence}", "AAAI", "conference"),
        ("inproceedings", "booktitle = {NeurIPS 2023 Workshop on Owls}", "NeurIPS Workshop", "workshop"),
        ("inproceedings", "booktitle = {Findings of the Association for Computational Linguistics: EMNLP 2023}", "Findings of EMNLP", "conference"),
        ("inproceedings", "booktitle = {Conference on Owls (OWL 2024)}", "OWL", "conference"),
        ("inproceedings", "booktitle = {Night Birds: Big and Small - 18th International Conference, owlConf 2023, Virtual Event, "
                          "March 13-17, 2023, Proceedings, Part II}, series = {Lecture Notes in Computer Science}", "owlConf", "conference"),
        ("inproceedings", "booktitle = {9th European Conference on Owl Observation, ECOO}, series = {LIPIcs}", "ECOO", "conference"),
        ("inproceedings", "booktitle = {Conference on Owls, Nests and Eggs, Rome, Italy, May 3-5, 2023}", "", "conference"),
        ("inproceedings", "booktitle = {Extended Abstracts of the CHI Conference on Human Factors in Computing Systems}", "CHI EA", "conference"),
        ("inproceedings", "booktitle = {Companion Proceedings of the Web Conference 2018}", "WWW Companion", "conference"),
        ("inproceedings", "abbr = {ICML'24}, booktitle = {x}", "ICML", "conference"),
        ("inproceedings", "abbr = {NIPS}", "NIPS", "conference"),
        ("inproceedings", "abbr = {OwlConf 2024}, booktitle = {Conference on Owls}", "OwlConf", "conference"),
        ("inproceedings", "series = {CIKM '20}, booktitle = {Some Conference}", "CIKM", "conference"),
        ("inproceedings", "booktitle = {ICML 2025 (arXiv:2502.12892)}", "ICML", "conference"),
        ("inproceedings", "booktitle = {Proc. International Conference on Information Visualization (IV)}", "IV", "conference"),
        ("inproceedings", "booktitle = {Proc. 4th International Conference on Computer Vision Systems}", "", "conference"),
        ("inproceedings", "booktitle = {Proc. International Conference on Data Mining Workshops}", "ICDM Workshop", "workshop"),
        ("inproceedings", "booktitle = {CVPR (CVPR) Workshops}", "CVPR Workshop", "workshop"),
        ("inproceedings", "abbr = {ACL (Findings)}", "ACL (Findings)", "conference"),
        ("incollection", "booktitle = {Interactive Knowledge Discovery and Data Mining in Biomedical Informatics}", "", "book"),
        ("article", "journal = {IEEE Transactions on Pattern Analysis and Machine Intelligence}", "TPAMI", "journal"),
        ("misc", "venue = {In Proceedings of the Computer Vision and Pattern Recognition Conference 2025 (pp. 6-9).}", "CVPR", "conference"),
        ("misc", "venue = {IEEE Transactions on Computational Imaging. 2025 Feb 25.}", "TCI", "journal"),
        ("misc", "venue = {IEEE Access, 2023.}", "", "journal"),
        ("misc", "venue = {CVPR 2025}", "CVPR", "conference"),
        ("inproceedings", "venue = {Vancouver, Canada}, booktitle = {International Conference on Machine Learning}", "ICML", "conference"),
        ("inproceedings", "venue = {Canberra Museum}, eventtitle = {{{OWL}} '14: {{Owl Conference}}}", "OWL", "conference"),
        ("inproceedings", "series = {{{OzCHI}} '10}, booktitle = {Some Conference}", "OzCHI", "conference"),
        ("inproceedings", "organization = {European Conference on Computer Vision}, publisher = {Owl Press}", "ECCV", "conference"),
        ("inproceedings", "organization = {IEEE}, publisher = {Owl Press}", "", "conference"),
        ("inproceedings", "abbr = {SemEval}, booktitle = {Fourteenth Workshop on Semantic Evaluation}", "SemEval", "workshop"),
        ("article", "journal = {Nature}", "", "journal"),
        ("article", "journal = {Phys. Rev. Lett.}", "PRL", "journal"),
        ("article", "journal = {Proc. {ACM} Hum. Comput. Interact.}", "PACMHCI", "journal"),
        ("article", "journal = {IEEE Trans. Pattern Anal. Mach. Intell.}", "TPAMI", "journal"),
        ("article", "journal = {Phys. Rev. Owls}", "", "journal"),
        ("article", "journal = {Journal of Geophysical Research: Owls}", "", "journal"),
        ("article", "journal = {International Journal of Control, Owls and Systems}", "", "journal"),
        ("article", "journal = {Geophysical Research Letters, Accepted}", "GRL", "journal"),
        ("article", "journal = {Pattern Recognition Letters}, abbr = {PRL}", "PRL", "journal"),
        ("inproceedings", "booktitle = {Nordic Conference on Artificial Life}", "", "conference"),
        ("inproceedings", "booktitle = {Proceedings of the 12th European Workshop on Systems Security}", "EuroSec", "workshop"),
        ("inproceedings", "booktitle = {1st International Workshop on Owls (OWL @ ICSE)}", "OWL @ ICSE", "workshop"),
        ("inproceedings", "booktitle = {2nd International Workshop on Owls, SOwl@ICSE 2017, Rome, Italy, May 21, 2017}", "SOwl@ICSE", "workshop"),
        ("inproceedings", "booktitle = {6th IFAC Conference on Analysis and Design of Owls ADO 2018}", "ADO", "conference"),
        ("proceedings", "title = {2016 IEEE Working Conference on Software Visualization}, publisher = {Owl Press}", "VISSOFT", "conference"),
        ("inproceedings", "booktitle = {IJCAI Workshop on Explainable AI (XAI)}", "IJCAI Workshop", "workshop"),
        ("inproceedings", "booktitle = {24th International Owl Congress (ITC 24)}", "ITC", "conference"),
        ("article", "journal = {\\apjs}", "ApJS", "journal"),
        ("article", "journal = {Proceedings of Machine Learning Research}", "PMLR", "journal"),
        ("article", "journal = {The Journal of Machine Learning Research}", "JMLR", "journal"),
        ("article", "journal = {Science (New York, N.Y.)}", "", "journal"),
        ("inproceedings", "booktitle = {29th International Conference on Owl Cryptography, SAC 2022}", "SAC", "conference"),
        ("article", "journal = {Nature Reviews Owls}", "", "journal"),
        ("article", "journal = {arXiv preprint arXiv:2401.00001}", "arXiv", "preprint"),
        ("article", "journal = {CoRR}", "arXiv", "preprint"),
        ("misc", "eprint = {2401.00001}", "arXiv", "preprint"),
        ("misc", "howpublished = {arXiv:2401.00001}", "arXiv", "preprint"),
        ("phdthesis", "school = {University of Owls}", "", "thesis"),
        ("book", "publisher = {Owl Press}", "", "book"),
        ("misc", "title = {x}", "", "other"),
    ],
)  # fmt: skip
def test_venues(kind: str, fields: str, short: str, venue_kind: str) -> None:
    found = publication(fields, kind).venue
    assert (found.short, found.kind) == (short, venue_kind)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Proceedings of the 16th Conference on Owls & Mice, Chicago, IL, USA, June 23-26, 2024", "Conference on Owls & Mice"),
        ("2013 12th International Conference on Owl Analysis", "International Conference on Owl Analysis"),
        ("The Sixth ACM Symposium on Owl Computing", "ACM Symposium on Owl Computing"),
        ("Proc. of the Europ. Conf. on Owls", "Europ. Conf. on Owls"),
        ("Conference on Owls, Mice, and Hedges, 2023", "Conference on Owls, Mice, and Hedges"),
        ("Conference on Owls, Mice, and Hedges, May 2023", "Conference on Owls, Mice, and Hedges"),
        ("Proceedings of the ACM on Owls", "Proceedings of the ACM on Owls"),
        ("Proc. SPIE", "Proc. SPIE"),
        ("Owls, Mice", "Owls, Mice"),
        ("The Drive for Owls", "The Drive for Owls"),
        ("First Steps in Owls", "First Steps in Owls"),
        ("Nineteenth-Century Owls", "Nineteenth-Century Owls"),
        ("Conference on 20th Century Owls", "Conference on 20th Century Owls"),
        ("The First Owls", "The First Owls"),
        ("Owl Studies. 2025 May 2;64(14):3897-908.", "Owl Studies"),
        ("In Proceedings of the Owl Conference 2025 (pp. 55-72). Springer.", "Owl Conference"),
        ("Proceedings", "Proceedings"),
        ("2024", "2024"),
    ],
)  # fmt: skip
def test_a_venue_that_is_not_known_is_named_without_ordinal_place_and_date(title: str, name: str) -> None:
    assert publication(f"booktitle = {{{title}}}", "inproceedings").venue.name == name


def test_venues_of_the_site_count_before_the_built_in_ones() -> None:
    settings = '[venues.acmmm]\nkind = "conference"\nname = "ACM International Conference on Multimedia"\nshort = "ACM MM"\n' \
               'aliases = ["Multimedia Conference"]\nbadge = "ACMMM"\nrank = ["CCF-A"]'  # fmt: skip
    for text in (
        "{Proceedings of the 31st ACM International Conference on Multimedia}",
        "{ACMMM}",
        "{Multimedia Conference 2024}",
    ):
        found = publication(f"booktitle = {text}", "inproceedings", settings).venue
        assert (found.id, found.short, found.spelled("badge"), found.spelled("news"), found.rank) == (
            "acmmm",
            "ACM MM",
            "ACMMM",
            "ACM MM",
            ("CCF-A",),
        )


def test_two_venues_may_have_one_short_name() -> None:
    assert (
        publication("journal = {Pattern Recognition Letters}, abbr = {PRL}").venue.name == "Pattern Recognition Letters"
    )
    assert publication("abbr = {PRL}").venue.name == "Physical Review Letters"


def test_the_registry_has_common_venues_once_each() -> None:
    venues = builtin_venues()
    kinds = Counter(venue.kind for venue in venues)
    assert kinds["conference"] >= 500
    assert kinds["journal"] >= 900
    assert len({venue.name for venue in venues}) == len(venues)
    assert len({venue.id for venue in venues}) == len(venues)
    registry = VenueRegistry()
    assert [venue.name for venue in venues if registry.find(venue.name) != venue] == []
    alone = [venue for venue in venues if venue.id == folded(venue.short).replace(" ", "-")]
    assert [venue.short for venue in alone if registry.find(venue.short) != venue] == []


def test_summaries_are_one_text_or_bullets() -> None:
    assert [text.text for text in publication("summary = {One text.\nStill one.}").summary] == ["One text. Still one."]
    assert [text.text for text in publication("summary = {One text,\n  still.\n \n  Two.}").summary] == [
        "One text, still.",
        "Two.",
    ]
    assert [text.text for text in publication("tldr = {- one\n - two\n   more}").summary] == ["one", "two more"]


def test_titles_have_their_subtitle() -> None:
    assert publication("title = {Owls}, subtitle = {A Story}").title.text == "Owls: A Story"
    assert publication("title = {Owls?}, subtitle = {A Story}").title.text == "Owls? A Story"


def test_private_fields_never_reach_a_page() -> None:
    text = (
        "@misc{a, title = {Owls}, file = {/home/me/secret.pdf}, owner = {secret}, _note = {secret}, comment = {secret}}"
    )
    for theme in ("paper-box", "badge-list", "news"):
        assert "secret" not in Bibliography.loads(text).render(theme)


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\x0b", "\u2028", "{\u00a0}", "~", "\\ ", "\u200b"])
def test_what_is_blank_but_not_for_bibtex_is_read(blank: str) -> None:
    for name in {alias.name for concept in CONCEPTS for alias in concept.aliases}:
        bibliography = Bibliography.loads(f"@misc{{owl, title = {{Owls}}, {name} = {{{blank}}}}}")
        for found in (*bibliography.publications, *bibliography.hidden):
            assert found.origins, name  # which works everything out
