"""What an entry is where its type says little, and what is said in unusual places: titles, pages, other links."""

from __future__ import annotations

import pytest

from pubmanager import Bibliography


@pytest.mark.parametrize(
    ("type", "fields", "kind", "name"),
    [
        ("misc", "note={US Patent No. 8,964,054}", "patent", ""),
        ("misc", "note={US Patent App. 19/017,115}, publisher={Google Patents}", "patent", "Google Patents"),
        ("misc", "howpublished={European Patent EP1234567B1}", "patent", "European Patent EP1234567B1"),
        ("article", "journal={US Patent 9,123,456}", "patent", "US Patent 9,123,456"),
        ("unpublished", "note={Patent pending}", "patent", ""),
        ("misc", "title={A Nest Box (Korean Patent)}, note={No. 10-2768082}", "patent", ""),
        ("misc", "note={中国发明专利 CN123456A}", "patent", ""),
        ("patent", "number={US123}", "patent", ""),
        ("article", "journal={World Patent Information}", "journal", "World Patent Information"),
        ("misc", "note={Patent data of 1990}", "other", ""),
        ("misc", "note={Patent law is discussed}", "other", ""),
        ("inproceedings", "booktitle={Owl Days}, note={US Patent 1,234,567}", "conference", "Owl Days"),
        ("article", "journal={Owl Letters}, note={US Patent 1,234,567}", "journal", "Owl Letters"),
        ("unpublished", "type={Bachelor's thesis}, school={Polar University}", "thesis", "Polar University"),
        ("misc", "type={Dissertation}, institution={Polar University}", "thesis", "Polar University"),
        ("techreport", "type={Masterarbeit}, institution={Polar University}", "thesis", "Polar University"),
        ("article", "abbr={Masters Thesis}, journal={Polar University}", "thesis", "Polar University"),
        ("mastersthesis", "school={Polar University}, booktitle={Proceedings of Owl Days}", "thesis", "Polar University"),
        ("techreport", "type={Research report}, institution={Polar University}", "other", "Polar University"),
        ("inproceedings", "booktitle={Journal of Owl Studies}", "journal", "Journal of Owl Studies"),
        ("inproceedings", "booktitle={IEEE Transactions on Owls}", "journal", "IEEE Transactions on Owls"),
        ("inproceedings", "booktitle={Workshop of the Journal of Owls}", "workshop", "Workshop of the Journal of Owls"),
        ("article", "journal={72nd Annual Owl Conference (AOC)}", "conference", "Annual Owl Conference (AOC)"),
        ("article", "journal={第 29 回鳥類学会全国大会}", "conference", "第 29 回鳥類学会全国大会"),
        ("article", "journal={Journal of Owls: Conference Series}", "journal", "Journal of Owls: Conference Series"),
        ("article", "journal={Seminars in Owl Medicine}", "journal", "Seminars in Owl Medicine"),
        ("article", "journal={Owl School Forum}", "journal", "Owl School Forum"),
        ("inproceedings", "booktitle={Owl Technologies 2016}", "conference", "Owl Technologies"),
        ("inproceedings", "booktitle={Conference on Owls - 2016}", "conference", "Conference on Owls"),
        ("inproceedings", "booktitle={Letters of an Owl, 1950--1960}", "conference", "Letters of an Owl, 1950–1960"),
        ("workshop", "note={OWLS 2024: The 1st Workshop on Nests}, eprint={2401.00001}", "workshop", "OWLS 2024: The Workshop on Nests"),
    ],
)  # fmt: skip
def test_kind_where_the_type_says_little(type: str, fields: str, kind: str, name: str) -> None:
    title = "" if "title={A" in fields else "title={T}, "
    (found,) = Bibliography.loads(f"@{type}{{k, {title}author={{Vale, Ann}}, year=2020, {fields}}}")
    assert (found.venue.kind, found.venue.name) == (kind, name)


@pytest.mark.parametrize(
    ("type", "fields", "kind"),
    [
        ("misc", "note={US Patent No. 8,964,054}", "Patent"),
        ("misc", "note={US Patent No. 8,964,054}, title={A Nest Box (US Patent)}", ""),
        ("unpublished", "type={Bachelor's thesis}", "Bachelor’s thesis"),
        ("misc", "type={phdthesis}", "PhD thesis"),
        ("misc", "type={Computer software}", ""),
    ],
)
def test_kind_in_words(type: str, fields: str, kind: str) -> None:
    title = "" if "title=" in fields else "title={T}, "
    (found,) = Bibliography.loads(f"@{type}{{k, {title}{fields}}}")
    assert found.kind == kind


@pytest.mark.parametrize(
    ("booktitle", "short"),
    [
        ("UKC-2017", "UKC"),
        ("Intl Conf on Parallel Owls, Ubiquitous Owls (IPO/UO/BigOwl/OwlCom)", "IPO"),
        ("OWL 2024: Workshop on Nests (NEST@OWL'24)", "NEST@OWL"),
        ("Owls and Larks", ""),
    ],
)
def test_short_names_in_odd_places(booktitle: str, short: str) -> None:
    (found,) = Bibliography.loads(f"@inproceedings{{k, title={{T}}, booktitle={{{booktitle}}}}}")
    assert found.venue.short == short


@pytest.mark.parametrize(
    ("fields", "title", "status"),
    [
        ("title={(In Progress) Owls at Night}", "Owls at Night", "inpreparation"),
        (r"title={{(In Progress)} {{{Owls} at \emph{Night}}}}", "Owls at Night", "inpreparation"),
        ("title={[Submitted to Owl Letters] Owls}", "Owls", "submitted"),
        ("title={(Accepted by Owl Letters): {O}wls}", "Owls", "accepted"),
        ("title={(Accepted) truths}", "(Accepted) truths", ""),
        ("title={(Un)accepted Owls}", "(Un)accepted Owls", ""),
        ("title={(Re)submitted}", "(Re)submitted", ""),
        ("title={Owls}, pages={(In Press)}", "Owls", "inpress"),
        ("title={Owls}, pages={12--30}", "Owls", ""),
        ("title={Owls (in press)}", "Owls (in press)", ""),
    ],
)
def test_status_before_a_title_and_among_pages(fields: str, title: str, status: str) -> None:
    (found,) = Bibliography.loads(f"@article{{k, journal={{Owl Letters}}, {fields}}}")
    assert (found.title.text, found.status) == (title, status)


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        ("url={https://a.org}, html={https://arxiv.org/abs/2401.00001}", "arxiv https://arxiv.org/abs/2401.00001, url https://a.org"),
        ("pdf={a.pdf}, preprint={https://arxiv.org/abs/2401.00001}", "pdf a.pdf, arxiv https://arxiv.org/abs/2401.00001"),
        ("pdf={a.pdf}, preprint={https://osf.io/preprints/psyarxiv/abcd1}", "pdf a.pdf, osf https://osf.io/abcd1"),
        ("pdf={https://osf.io/abcd1?view_only=0123}", "pdf https://osf.io/abcd1?view_only=0123"),
        ("doi={10/gmhk73}", "doi https://doi.org/10/gmhk73"),
        ("doi={https://doi.org/10/gmhk73}", "doi https://doi.org/10/gmhk73"),
        ("doi={10.1111/nph.12108/full}", "doi https://doi.org/10.1111/nph.12108"),
        ("doi={10.1111/nph.12108/abstract}", "doi https://doi.org/10.1111/nph.12108"),
        ("doi={10.1088/1361-6560/ab1234/meta}", "doi https://doi.org/10.1088/1361-6560/ab1234"),
        ("doi={10.1111/full}", "doi https://doi.org/10.1111/full"),
        ("doi={10.1111/fulling.1}", "doi https://doi.org/10.1111/fulling.1"),
        ("dataset={owlsongs}, data={https://a.org/songs}", "dataset https://a.org/songs"),
        ("dataset={songs/owls}", "dataset songs/owls"),
        ("demo={yes}", ""),
        ("url={2401.00001}, eprint={2401.00001}, archiveprefix={arXiv}", "arxiv https://arxiv.org/abs/2401.00001"),
        ("url={owls}, html={https://a.org}", "url https://a.org"),
    ],
)  # fmt: skip
def test_links(fields: str, links: str) -> None:
    (found,) = Bibliography.loads(f"@article{{k, title={{T}}, journal={{Owl Letters}}, {fields}}}")
    assert ", ".join(f"{link.kind} {link.url}" for link in found.links) == links
