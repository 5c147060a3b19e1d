"""Entries as they are reported to tools that read BibTeX: each with what a reader of the page would expect.

People and titles are invented; kinds of input come from public issues of other tools and from publishers' exports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography

if TYPE_CHECKING:
    from collections.abc import Callable

    from pubmanager.model.publication import Publication


def _first_name(publication: Publication) -> str:
    name = publication.authors[0].name
    return "|".join((name.given, name.prefix, name.family, name.suffix))


READINGS: dict[str, Callable[[Publication], str]] = {
    "date": lambda each: each.date.text if each.date else "",
    "authors": lambda each: "|".join([*(one.name.full for one in each.authors), *["others"] * each.has_others]),
    "first name": _first_name,
    "translators": lambda each: "|".join(one.name.full for one in each.people("translator")),
    "venue": lambda each: f"{each.venue.short}|{each.venue.kind}",
    "place": lambda each: each.venue.name,
    "place and status": lambda each: f"{each.venue.short or each.venue.name}|{each.status}",
    "presentation": lambda each: each.presentation,
    "status": lambda each: each.status,
    "title": lambda each: each.title.text,
    "links": lambda each: ", ".join(f"{link.kind} {link.url}" for link in each.links),
    "pages": lambda each: each.pages,
}
# What is read, the entry, and what is right; `~` is a blank that does not break.
CASES = [
    ("first name", "@article{k,title={T},author={Roe, B. C., 3rd}}", "B. C.||Roe|3rd"),
    ("first name", "@article{k,title={T},author={Roe 3rd, Bo Cy}}", "Bo Cy||Roe 3rd|"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, date={2024-05/2024-07}}", "2024-05"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year={2023a}}", "2023"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2023, month={5~jun}}", "2023-06-05"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2011, month={sep~/~oct}}", "2011-09"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2011, month={9~/~10}}", "2011-09"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2001, month={12~9--13,}}", "2001-12-09"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year={30-Mar-2020}}", "2020-03-30"),
    ("date", "@book{k,author={Vale, Ann}, title={T}, year={22.08.2000}}", "2000-08-22"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year={2020/06/22}}", "2020-06-22"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, date={22/06/2020}}", "2020-06-22"),
    ("date", "@phdthesis{k,author={Vale, Ann}, title={T}, date={2021/2022}}", "2021"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year={2020--2021}}", "2021"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year={2019/20}}", "2019"),
    ("date", "@book{k,author={Vale, Ann}, title={T}, year={2010 [1894]}}", "2010"),
    ("date", "@book{k,author={Vale, Ann}, title={T}, date={2003}, origdate={1856}}", "2003"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2021, month=Jun}", "2021-06"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2021, month={n.d.}}", "2021"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year={令和2年(2020)}}", "2020"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, date={2020-21}}", "2020"),
    ("date", "@book{k,author={Vale, Ann}, title={T}, date={1984~}}", "1984"),
    ("date", "@book{k,author={Vale, Ann}, title={T}, date={1997/}}", "1997"),
    ("date", "@misc{k,author={Vale, Ann}, title={T}, year={n.d.}}", ""),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2020, month={Şubat}}", "2020-02"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2020, month={Tháng 3}}", "2020-03"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, year=2020, month={مارس}}", "2020-03"),
    ("date", "@article{k,author={Vale, Ann}, title={T}, issue_date={June 2022}}", "2022-06"),
    ("date", "@inproceedings{k,author={Vale, Ann}, title={T}, booktitle={Owl Days}, eventdate={2019-06-03/2019-06-05}}", "2019-06-03"),
    ("date", "@patent{k,author={Vale, Ann}, title={T}, year=2013, month=mar, day=13, yearfiled=2002}", "2013-03-13"),
    ("authors", r"@article{k,title={T},author={Sz\H ol\H o, Baker}}", "Baker Szőlő"),
    ("authors", r"@article{k,title={T},author={Gr{\=u}z{\=i}tis, Normunds and Ljube{\v s}i{\'c}, Nikola}}", "Normunds Grūzītis|Nikola Ljubešić"),
    ("authors", r"@article{k,title={T},author={Wo\'zniak, Micha\l}}", "Michał Woźniak"),
    ("first name", "@article{k,title={T},author={{van Inwagen}, Peter}}", "Peter||van Inwagen|"),
    ("first name", "@article{k,title={T},author={A. {Delgado de Molina}}}", "A.||Delgado de Molina|"),
    ("authors", "@misc{k,title={T},author={Viktor Vale (https://math.example.com/users/22912/viktor-vale)}}", "Viktor Vale"),
    ("authors", "@patent{k,title={T},author={VALE, JR., Philip Charles}}", "Philip Charles VALE JR."),
    ("first name", "@article{k,title={T},author={McDONALD, R. J.}}", "R. J.||McDONALD|"),
    ("authors", "@article{k,title={T},author={Nguyễn Văn An and Trần, Thị Bình}}", "Nguyễn Văn An|Thị Bình Trần"),
    ("authors", "@article{k,title={T},author={أحمد علي، سارة حسن}}", "أحمد علي|سارة حسن"),
    ("authors", "@article{k,title={T},author={Иванов, И. И. and Петров, П.}}", "И. И. Иванов|П. Петров"),
    ("authors", "@article{k,title={T},author={Иванов, И. И. and др.}}", "И. И. Иванов|others"),
    ("authors", "@article{k,title={T},author={Vale, Ann and u. a.}}", "Ann Vale|others"),
    ("authors", "@article{k,title={T},author={Vale, Ann and {et coll.}}}", "Ann Vale|others"),
    ("authors", "@article{k,title={T},author={Παπαδόπουλος, Γιώργος}}", "Γιώργος Παπαδόπουλος"),
    ("authors", "@article{k,title={T},author={山田　太郎 and 鈴木　花子}}", "山田 太郎|鈴木 花子"),
    ("authors", "@article{k,title={T},author={김철수, 이영희, 박민수}}", "김철수|이영희|박민수"),
    ("authors", "@article{k,title={T},author={ROE, BO and VALE, ANN}}", "BO ROE|ANN VALE"),
    ("authors", "@article{k,title={T},author={{ATLAS Collaboration} and Vale, Ann}}", "ATLAS Collaboration|Ann Vale"),
    ("authors", "@article{k,title={T},author={Vale, Ann and on behalf of the {OWL Team}}}", "Ann Vale|OWL Team"),
    ("first name", "@article{k,title={T},author={Roe Jr, Bo}}", "Bo||Roe|Jr"),
    ("authors", "@article{k,title={T},author={d'Alembert, Jean and O’Neil, Pat}}", "Jean d’Alembert|Pat O’Neil"),
    ("authors", r"@article{k,title={T},author={Vale, Ann\orcidlink{0000-0002-1825-0097}}}", "Ann Vale"),
    ("authors", "@article{k,title={T},author={M&uuml;ller, Eva}}", "Eva Müller"),
    ("authors", "@article{k,title={T},author={M&#252;ller, Eva}}", "Eva Müller"),
    ("authors", "@article{k,title={T},author={Vale, Ann1; Roe, Bo2}}", "Ann Vale|Bo Roe"),
    ("authors", "@book{k,title={T},editor={Vale, Ann}}", ""),
    ("authors", "@article{k,title={T},author={Ann Vale, Bo Roe}}", "Bo Roe Ann Vale"),
    ("venue", "@misc{k,author={Vale, Ann}, title={T}, year=2021, eprint={hal-01234567}, eprinttype={hal}}", "HAL|preprint"),
    ("venue", "@unpublished{k,author={Vale, Ann}, title={T}, year=2021, note={working paper or preprint}, hal_id={hal-01234567}, url={https://hal.science/hal-01234567}}", "HAL|preprint"),
    ("venue", "@misc{k,author={Vale, Ann}, title={T}, year=2021, publisher={PsyArXiv}, doi={10.31234/osf.io/abcde}}", "PsyArXiv|preprint"),
    ("venue", "@article{k,author={Vale, Ann}, title={T}, year=2021, journal={ChemRxiv}, doi={10.26434/chemrxiv-2021-abc}}", "ChemRxiv|preprint"),
    ("venue", "@software{k,author={Vale, Ann}, title={T}, year=2021, publisher={Zenodo}, version={1.2}, doi={10.5281/zenodo.123}}", "|other"),
    ("venue", "@article{k,author={Vale, Ann}, title={T}, year=2020, journal={Electron. Colloquium Comput. Complex.}, volume={TR20-123}}", "ECCC|preprint"),
    ("venue", "@article{k,author={Vale, Ann}, title={T}, year=2020, journal={Electronic Colloquium on Computational Complexity {(ECCC)}}, volume={27}, pages={123}}", "ECCC|preprint"),
    ("place and status", "@article{k,author={Vale, Ann}, title={T}, year=2021, journal={Preprint}}", "|prepublished"),
    ("venue", "@article{k,author={Vale, Ann}, title={T}, year=2021, journal={Preprint}, eprint={2101.00001}, archiveprefix={arXiv}}", "arXiv|preprint"),
    ("venue", "@misc{k,author={Vale, Ann}, title={T}, year=2021, howpublished={LingBuzz}, note={lingbuzz/004567}}", "LingBuzz|preprint"),
    ("venue", "@misc{k,author={Vale, Ann}, title={T}, year=2021, howpublished={PhilSci-Archive}}", "PhilSci-Archive|preprint"),
    ("place and status", "@techreport{k,author={Vale, Ann}, title={T}, year=2021, institution={National Bureau of Economic Research}, type={Working Paper}, series={Working Paper Series}, number={28500}}", "National Bureau of Economic Research|"),
    ("venue", "@unpublished{k,author={Vale, Ann}, title={T}, year=2021, note={MPRA Paper No. 12345}}", "MPRA|preprint"),
    ("venue", "@misc{k,author={Vale, Ann}, title={T}, year=2021, howpublished={Optimization Online}}", "Optimization Online|preprint"),
    ("venue", "@article{k,author={Vale, Ann}, title={T}, year=2021, journal={TechRxiv}}", "TechRxiv|preprint"),
    ("venue", "@misc{k,author={Vale, Ann}, title={T}, year=2021, publisher={Jxiv}, doi={10.51094/jxiv.123}}", "Jxiv|preprint"),
    ("venue", "@misc{k,author={Vale, Ann}, title={T}, year=2021, publisher={Research Square Platform LLC}, doi={10.21203/rs.3.rs-1/v1}}", "Research Square|preprint"),
    ("venue", "@unpublished{k,author={Vale, Ann}, title={T}, year=2021, note={Preprint, arXiv:2101.00001}}", "arXiv|preprint"),
    ("venue", "@booklet{k,author={Vale, Ann}, title={T}, year=2021, howpublished={EasyChair Preprint no. 1234}}", "EasyChair|preprint"),
    ("venue", "@online{k,author={Vale, Ann}, title={T}, year=2021, eprint={3456789}, eprinttype={ssrn}}", "SSRN|preprint"),
    ("venue", "@inproceedings{k,author={Vale, Ann}, title={T}, year=2020, booktitle={NeurIPS ML4H 2020}}", "NeurIPS ML4H|workshop"),
    ("venue", "@inproceedings{k,author={Vale, Ann}, title={T}, year=2021, booktitle={ICSE-SEIP}}", "ICSE-SEIP|conference"),
    ("venue", "@inproceedings{k,author={Vale, Ann}, title={T}, year=2021, booktitle={2021 IEEE/ACM 43rd International Conference on Software Engineering: Software Engineering in Practice (ICSE-SEIP)}}", "ICSE-SEIP|conference"),
    ("venue", "@inproceedings{k,author={Vale, Ann}, title={T}, year=2021, booktitle={ASME IDETC}}", "IDETC|conference"),
    ("venue", "@inproceedings{k,author={Vale, Ann}, title={T}, year=2021, booktitle={International Design Engineering Technical Conferences and Computers and Information in Engineering Conference}}", "IDETC|conference"),
    ("presentation", "@misc{k,author={Vale, Ann}, title={T}, year=2020, howpublished={Invited talk at Owl Days}}", "invited"),
    ("venue", "@incollection{k,author={Vale, Ann}, title={T}, year=2020, booktitle={Handbook of Owls}, publisher={Nest}}", "|book"),
    ("place", "@standard{k,title={Owl Codes},year=2020, organization={ISO}, number={ISO 1234:2020}}", "ISO"),
    ("status", "@report{k,author={Vale, Ann}, title={T}, year=2020, type={Working paper}, institution={Polar Bank}, number={12}}", ""),
    ("translators", "@book{k,author={Vale, Ann}, title={T}, year=2020, translator={Roe, Bo}}", "Bo Roe"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Big Blue\textsuperscript{\tiny\textregistered} \textit{lacI} Mice}}", "Big Blue® lacI Mice"),
    ("title", r'@article{k,author={Vale, Ann},year=2020,title={a title with <span class="math inline">\(k\)</span>}}', "a title with k"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Review of \mkbibemph{Owls} and \enquote{Nests}}}", "Review of Owls and “Nests”"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={\texorpdfstring{$\alpha$}{alpha}-Owls}}", "alpha-Owls"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Owls at \SI{5}{\kilo\metre}}}", "Owls at 5~km"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Ice of \ce{H2O}}}", "Ice of H2O"),
    ("title", "@article{k,author={Vale, Ann},year=2020,title={The &lt;i&gt;Strix&lt;/i&gt; owl}}", "The Strix owl"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={A{$\less$}B}}", "A<B"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={\noopsort{owl}The Owl}}", "The Owl"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Super\-con\-duc\-tors}}", "Superconductors"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Owls \&amp; Larks}}", "Owls & Larks"),
    ("title", '@article{k,author={Vale, Ann},year=2020,title="The {"}Owl{"}"}', 'The "Owl"'),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Learning from \#owls}}", "Learning from #owls"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Owls\par}}", "Owls"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Comment on \cite{roe}}}", "Comment on"),
    ("title", r"@article{k,author={Vale, Ann},year=2020,title={Owls: \\ a study}}", "Owls: a study"),
    ("links", r"@article{k,author={Vale, Ann}, title={T}, year=2020,url={http://example.org/a\_b\%20c\#d}}", "url http://example.org/a_b%20c#d"),
    ("links", r"@article{k,author={Vale, Ann}, title={T}, year=2020,url={http://example.org/{\textasciitilde}vale}}", "url http://example.org/~vale"),
    ("links", r"@article{k,author={Vale, Ann}, title={T}, year=2020,url={http://example.org/foo\_--\_bar}}", "url http://example.org/foo_--_bar"),
    ("links", "@article{k,author={Vale, Ann}, title={T}, year=2020,url={http://example.org/a?b=1&amp;c=2}}", "url http://example.org/a?b=1&c=2"),
    ("links", "@article{k,author={Vale, Ann}, title={T}, year=2020,note={URL:https://math.example.com/q/3252037 (version: 2019-06-05)}}", "url https://math.example.com/q/3252037"),
    ("links", "@article{k,author={Vale, Ann}, title={T}, year=2020,doi={10.1000%2Fxyz}}", "doi https://doi.org/10.1000/xyz"),
    ("links", "@article{k,author={Vale, Ann}, title={T}, year=2020,doi={DOI: 10.1000/xyz}}", "doi https://doi.org/10.1000/xyz"),
    ("links", "@article{k,author={Vale, Ann}, title={T}, year=2020,doi={10.1000/abc; 10.1000/def}}", "doi https://doi.org/10.1000/abc"),
    ("links", "@article{k,author={Vale, Ann}, title={T}, year=2020,doi={10.1111/nph.12108/full}}", "doi https://doi.org/10.1111/nph.12108"),
    ("links", "@article{k,author={Vale, Ann}, title={T}, year=2020,eprint={https://academic.example.com/x.pdf}}", ""),
    ("pages", "@article{k,author={Vale, Ann}, title={T}, year=2020,journal={J}, volume={1}, pages={e1--e12}}", "e1–e12"),
    ("pages", "@article{k,author={Vale, Ann}, title={T}, year=2020,journal={J}, volume={1}, pages={12 pp.}}", "12 pp."),
    ("pages", "@article{k,author={Vale, Ann}, title={T}, year=2020,journal={J}, volume={1}, pages={123+}}", "123+"),
    ("pages", "@article{k,author={Vale, Ann}, title={T}, year=2020,journal={J}, volume={1}, pages={7,41,73--97}}", "7,41,73–97"),
    ("pages", "@article{k,author={Vale, Ann}, title={T}, year=2020,journal={J}, volume={1}, pages={7−9}}", "7−9"),
    ("place and status", "@unpublished{k,author={Vale, Ann}, title={T}, note={Forthcoming in Owl Letters}}", "Owl Letters|forthcoming"),
    ("place and status", "@unpublished{k,author={Vale, Ann}, title={T}, note={Revise and resubmit at Owl Letters}}", "|submitted"),
    ("status", "@article{k,author={Vale, Ann}, title={T}, year=2020, journal={Owl Letters}, addendum={in press}}", "inpress"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "entry", "expected"), CASES)
def test_reported_entries(what: str, entry: str, expected: str) -> None:
    bibliography = Bibliography.loads(entry)
    (found,) = (*bibliography.publications, *bibliography.hidden)
    assert READINGS[what](found) == (expected.replace("~", "\u00a0") if what == "title" else expected)


@pytest.mark.parametrize(
    ("authors", "codes"),
    [
        ("Ann Vale, Bo Roe", ["A002"]),
        ("Ann Mary Vale, Bo Roe", ["A002"]),
        ("Vale, Ann", []),
        ("Vale Roe, A. B.", []),
        ("van der Vale, Ann Mary", []),
        ("Ann Vale, Jr.", []),
        ("{Owl Society, North Group}", []),
        ("Vale Roe, Ann Mary and Roe, Bo", []),
    ],
)
def test_one_comma_that_may_part_two_names_is_reported(authors: str, codes: list[str]) -> None:
    bibliography = Bibliography.loads(f"@misc{{k, title = {{T}}, author = {{{authors}}}}}")
    assert [finding.code for finding in bibliography.findings] == codes
