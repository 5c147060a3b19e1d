"""Preprints of all servers, by whatever field tells; and DOIs with markup around them."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography
from pubmanager.model.identifiers import SCHEMES, SERVERS
from pubmanager.model.venues import VenueRegistry


def told(type: str, fields: str) -> tuple[str, str, str]:
    """Returns the short name of the venue, its kind, and the identifier that is not a DOI."""
    (found,) = Bibliography.loads(f"@{type}{{a, title = {{T}}, author = {{Vale, Ann}}, {fields}}}")
    numbers = [f"{kind}:{number}" for kind, number in found.identifiers.items() if kind != "doi"]
    return found.venue.short, found.venue.kind, " ".join(numbers)


SERVER = "preprint"


@pytest.mark.parametrize(
    ("type", "fields", "short", "number"),
    [
        # arXiv: the number in any field, new and old, with its class
        ("article", "journal = {ArXiv}, volume = {abs/2101.00003}", "arXiv", "arxiv:2101.00003"),
        ("article", "journal = {CoRR}, volume = {abs/2101.00003}", "arXiv", "arxiv:2101.00003"),
        ("article", "journal = {ArXiv}, eid = {arXiv:2101.00006}", "arXiv", "arxiv:2101.00006"),
        ("article", "journal = {arXiv}, number = {2101.00006}", "arXiv", "arxiv:2101.00006"),
        ("article", "journal = {arXiv}, pages = {arXiv:hep-th/9901001}", "arXiv", "arxiv:hep-th/9901001"),
        ("article", "journal = {arXiv}, eprint = {math.GT/0309136}", "arXiv", "arxiv:math.GT/0309136"),
        ("article", "journal = {arXiv e-prints}, eid = {arXiv:2101.00003}, pages = {arXiv:2101.00003}", "arXiv", "arxiv:2101.00003"),
        ("article", "journal = {arXiv:2101.00003 [cs]}", "arXiv", "arxiv:2101.00003"),
        ("article", "journal = {arXiv (Cornell University)}, doi = {10.48550/arxiv.2101.00003}", "arXiv", "arxiv:2101.00003"),
        ("misc", "howpublished = {arXiv:math/0309136}", "arXiv", "arxiv:math/0309136"),
        ("misc", "number = {arXiv:2101.00003}, publisher = {arXiv}", "arXiv", "arxiv:2101.00003"),
        ("misc", "note = {arXiv:2101.00003 [cs]}", "arXiv", "arxiv:2101.00003"),
        ("misc", "publisher = {arXiv}, doi = {10.48550/ARXIV.2101.00001}", "arXiv", "arxiv:2101.00001"),
        ("article", "eprint = {{2001.00001}}, archiveprefix = {{arXiv}}", "arXiv", "arxiv:2001.00001"),
        ("techreport", "institution = {arXiv}, number = {2101.00003}", "arXiv", "arxiv:2101.00003"),
        # bioRxiv and medRxiv share a prefix
        ("article", "journal = {bioRxiv}, pages = {2020.01.01.123456}", "bioRxiv", "biorxiv:10.1101/2020.01.01.123456"),
        ("article", "journal = {bioRxiv}, elocation-id = {2020.01.01.123456}", "bioRxiv", "biorxiv:10.1101/2020.01.01.123456"),
        ("article", "journal = {bioRxiv}, pages = {345678}", "bioRxiv", "biorxiv:10.1101/345678"),
        ("article", "journal = {bioRxiv}, elocation-id = {2026.01.05.123456}", "bioRxiv", "biorxiv:10.64898/2026.01.05.123456"),
        ("article", "journal = {bioRxiv}, elocation-id = {2026.01.05.123456}, doi = {10.64898/2026.01.05.123456}", "bioRxiv", ""),
        ("article", "journal = {bioRxiv}, doi = {10.1101/2020.01.01.123456}", "bioRxiv", ""),
        ("misc", "doi = {10.1101/2020.01.01.123456}, publisher = {Cold Spring Harbor Laboratory}", "bioRxiv", ""),
        ("misc", "doi = {10.1101/2020.03.01.20029769}, publisher = {Cold Spring Harbor Laboratory}", "medRxiv", ""),
        ("misc", "eprint = {10.1101/2020.01.01.123456}, eprinttype = {bioRxiv}", "bioRxiv", "biorxiv:10.1101/2020.01.01.123456"),
        ("misc", "url = {https://www.biorxiv.org/content/10.64898/2026.05.05.722893v1}", "bioRxiv", "biorxiv:10.64898/2026.05.05.722893"),
        ("article", "journal = {medRxiv}, pages = {2020--03}", "medRxiv", ""),
        # SSRN
        ("article", "journal = {Available at SSRN 3999999}", "SSRN", "ssrn:3999999"),
        ("article", "journal = {SSRN Electronic Journal}, doi = {10.2139/ssrn.3456789}", "SSRN", "ssrn:3456789"),
        ("misc", "howpublished = {SSRN Working Paper No. 3456789}", "SSRN", "ssrn:3456789"),
        ("misc", "note = {Available at SSRN: https://ssrn.com/abstract=3456789}", "SSRN", "ssrn:3456789"),
        ("misc", "publisher = {SSRN}, number = {3456789}", "SSRN", "ssrn:3456789"),
        # IACR
        ("misc", "journal = {Cryptology ePrint Archive}, volume = {2020/999}", "IACR ePrint", "iacr:2020/999"),
        ("misc", "howpublished = {Cryptology ePrint Archive, Report 2020/999}", "IACR ePrint", "iacr:2020/999"),
        ("misc", "howpublished = {Cryptology {ePrint} Archive, Paper 2023/456}", "IACR ePrint", "iacr:2023/456"),
        ("article", "journal = {{IACR} Cryptol. ePrint Arch.}, volume = {2020}, pages = {99}", "IACR ePrint", "iacr:2020/099"),
        ("article", "journal = {{IACR} Cryptol. ePrint Arch.}, pages = {1234}, year = 2024", "IACR ePrint", "iacr:2024/1234"),
        ("misc", "note = {\\url{https://eprint.iacr.org/2020/999}}", "IACR ePrint", "iacr:2020/999"),
        # HAL
        ("misc", "eprint = {hal-01234567}, eprinttype = {hal}", "HAL", "hal:hal-01234567"),
        ("misc", "note = {HAL preprint hal-01234567}", "HAL", "hal:hal-01234567"),
        ("unpublished", "url = {https://hal.archives-ouvertes.fr/hal-01234567/document}", "HAL", "hal:hal-01234567"),
        ("misc", "hal_id = {hal-01234567}, hal_version = {v1}", "HAL", "hal:hal-01234567"),
        # OSF and its communities
        ("misc", "publisher = {PsyArXiv}, doi = {10.31234/osf.io/abcde}", "PsyArXiv", "osf:abcde"),
        ("misc", "doi = {10.31235/osf.io/abcde}", "SocArXiv", "osf:abcde"),
        ("misc", "doi = {10.31219/osf.io/abcde_v2}", "OSF Preprints", "osf:abcde"),
        ("misc", "doi = {10.31223/X5ABCD}", "EarthArXiv", ""),
        ("misc", "howpublished = {OSF Preprints}, url = {https://osf.io/preprints/osf/abc12}", "OSF Preprints", "osf:abc12"),
        # those whose number is a DOI
        ("article", "journal = {Research Square}, doi = {10.21203/rs.3.rs-123456/v1}", "Research Square", ""),
        ("misc", "doi = {10.21203/rs.3.rs-123456/v1}, publisher = {Springer Science and Business Media LLC}", "Research Square", ""),
        ("misc", "doi = {10.26434/chemrxiv-2021-abcde}, publisher = {American Chemical Society}", "ChemRxiv", ""),
        ("article", "doi = {10.36227/techrxiv.12345678.v1}, publisher = {IEEE}", "TechRxiv", ""),
        ("misc", "doi = {10.20944/preprints202001.0203.v1}", "Preprints.org", ""),
        ("article", "journal = {Preprints}, doi = {10.20944/preprints202001.0203.v1}", "Preprints.org", ""),
        ("article", "journal = {Authorea Preprints}, doi = {10.22541/au.123}", "Authorea", ""),
        ("misc", "note = {Preprint on Research Square}", "Research Square", ""),
        ("article", "journal = {viXra}, volume = {1234.5678}", "viXra", "vixra:1234.5678"),
        ("misc", "note = {viXra:1234.5678}", "viXra", "vixra:1234.5678"),
    ],
)  # fmt: skip
def test_preprints(type: str, fields: str, short: str, number: str) -> None:
    assert told(type, fields) == (short, SERVER, number)


@pytest.mark.parametrize(
    ("type", "fields", "short", "kind", "number"),
    [
        ("article", "journal = {Nature}, eprint = {2101.00003}, archiveprefix = {arXiv}", "", "journal", "arxiv:2101.00003"),
        ("inproceedings", "booktitle = {ICML}, note = {arXiv:2101.00003}", "ICML", "conference", "arxiv:2101.00003"),
        ("article", "journal = {Nature}, volume = {2021}, pages = {1234}", "", "journal", ""),
        ("article", "journal = {Genes \\& Development}, doi = {10.1101/gad.123.1}", "", "journal", ""),
        ("misc", "doi = {10.1101/gad.123.1}", "", "other", ""),
        ("article", "journal = {Journal of HAL Studies}, pages = {1234567}", "", "journal", ""),
        ("article", "journal = {Social Science Research}, pages = {1234567}", "", "journal", ""),
        ("misc", "note = {Data on OSF: https://osf.io/abc12}", "", "other", ""),
        ("article", "journal = {Owls}, note = {Code on Zenodo}", "", "journal", ""),
        ("software", "publisher = {Zenodo}, doi = {10.5281/zenodo.1}", "", "other", ""),
        ("misc", "publisher = {Zenodo}, doi = {10.5281/zenodo.1}", "Zenodo", "other", ""),
        ("misc", "doi = {10.5281/zenodo.1}", "Zenodo", "other", ""),
        ("misc", "doi = {10.6084/m9.figshare.1}", "Figshare", "other", ""),
        ("phdthesis", "school = {University of Owls}, doi = {10.31237/osf.io/abcde}", "", "thesis", "osf:abcde"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_preprint(type: str, fields: str, short: str, kind: str, number: str) -> None:
    assert told(type, fields) == (short, kind, number)


def test_every_server_is_a_venue_and_has_its_scheme() -> None:
    registry = VenueRegistry()
    for server in SERVERS:
        venue = registry.find(server.venue)
        assert venue, server.venue
        assert venue.short == server.venue
        assert venue.kind in ("preprint", "other")
        assert not server.scheme or server.scheme in SCHEMES


SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        ('url = {doi:<a href="https://doi.org/10.1002/b.1">10.1002/b.1</a>}', "10.1002/b.1"),
        ('doi = {<a href="https://doi.org/10.1000/a">10.1000/a</a>}', "10.1000/a"),
        ("note = {[DOI:\\href{https://dx.doi.org/10.1000/p}{10.1000/p}]}", "10.1000/p"),
        ("doi = {\\href{https://doi.org/10.1000/a}{10.1000/a}}", "10.1000/a"),
        ("howpublished = {\\href{https://doi.org/10.1000/a}{doi:10.1000/a}}", "10.1000/a"),
        ("doi = {\\url{https://doi.org/10.1000/a_b}}", "10.1000/a_b"),
        ("doi = {10.1000/p$\\_$x}", "10.1000/p_x"),
        ("doi = {10.1000/p\\string_x}", "10.1000/p_x"),
        ("doi = {10.1000/p{\\_}x}", "10.1000/p_x"),
        ("doi = {10.1000/p\\textunderscore x}", "10.1000/p_x"),
        ("doi = {\\detokenize{10.1000/p_x}}", "10.1000/p_x"),
        ("doi = {10.1000/p\\#x}", "10.1000/p#x"),
        ("doi = {10.1000/{ABC}1}", "10.1000/ABC1"),
        ("note = {doi: 10.1000/182}", "10.1000/182"),
        ("note = {(doi:10.1000/a)}", "10.1000/a"),
        (f"doi = {{{SICI}}}", SICI),
        (f"doi = {{{SICI.replace('<', '&lt;').replace('>', '&gt;')}}}", SICI),
        (f"doi = {{{SICI.replace('<', '$<$').replace('>', '$>$')}}}", SICI),
        (f"doi = {{{SICI.replace('<', '{textless}').replace('>', '{textgreater}').replace('{text', '{' + chr(92) + 'text')}}}", SICI),
        ("doi = {10.1000/a(b)c}", "10.1000/a(b)c"),
        ("doi = {10.1016/S0893-6080(05)80056-5}", "10.1016/S0893-6080(05)80056-5"),
        ("note = {Erratum: doi:10.1000/182}", ""),
        ("note = {Data: \\url{https://doi.org/10.5061/dryad.1}}", ""),
    ],
)  # fmt: skip
def test_a_doi_ends_where_markup_begins(fields: str, doi: str) -> None:
    (found,) = Bibliography.loads(f"@article{{a, title = {{T}}, {fields}}}")
    assert found.identifiers.get("doi", "") == doi
