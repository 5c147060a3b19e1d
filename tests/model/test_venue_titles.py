"""Titles of proceedings taken apart, places that other fields name, and what is said beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography

if TYPE_CHECKING:
    from pubmanager.model.publication import Publication


def publication(type: str, fields: str) -> Publication:
    (found,) = Bibliography.loads(f"@{type}{{k, title = {{T}}, author = {{Vale, Ann}}, {fields}}}")
    return found


# Which venue: its id (empty where it is not known), its kind, its short name, and its name where that is the title's.
@pytest.mark.parametrize(
    ("type", "fields", "id", "kind", "short", "name"),
    [
        ("inproceedings", "booktitle={IEEE Workshop on Birds}", "", "workshop", "", "IEEE Workshop on Birds"),
        ("inproceedings", "booktitle={Proceedings of the 21st IEEE Workshop on Birds}", "", "workshop", "", "IEEE Workshop on Birds"),
        ("inproceedings", "booktitle={ACM Workshop on Birds and Nests}", "", "workshop", "", "ACM Workshop on Birds and Nests"),
        ("inproceedings", "booktitle={2020 IEEE International Workshop on Bird Song (IWBS)}", "", "workshop", "IWBS", "IEEE International Workshop on Bird Song (IWBS)"),
        ("inproceedings", "booktitle={IEEE International Conference on Birds}", "", "conference", "", "IEEE International Conference on Birds"),
        ("inproceedings", "booktitle={USENIX Workshop on Birds}", "", "workshop", "", "USENIX Workshop on Birds"),
        ("article", "journal={Proceedings of the IEEE}", "proceedings-of-the-ieee", "journal", "", ""),
        ("article", "journal={Proc. IEEE}", "proceedings-of-the-ieee", "journal", "", ""),
        ("article", "journal={Proceedings of the National Academy of Sciences}", "pnas", "journal", "PNAS", ""),
        ("inproceedings", "booktitle={IEEE Winter Workshop on Owl Motion}", "", "workshop", "", "IEEE Winter Workshop on Owl Motion"),
        ("inproceedings", "booktitle={IEEE}", "", "conference", "", "IEEE"),
        ("inproceedings", "booktitle={ICAPS 2022 Workshop on Birds and Learning (PRL 2022)}", "icaps", "workshop", "ICAPS Workshop", "ICAPS 2022 Workshop on Birds and Learning (PRL 2022)"),
        ("inproceedings", "booktitle={AAAI Workshop on Private Birds (PRD)}", "aaai", "workshop", "AAAI Workshop", "AAAI Workshop on Private Birds (PRD)"),
        ("article", "journal={The bird : JAMA}", "", "journal", "", "The bird : JAMA"),
        ("article", "journal={JAMA : the journal of the American Medical Association}", "jama", "journal", "JAMA", ""),
        ("inproceedings", "booktitle={International Workshop on Owl Data (TKDE)}", "", "workshop", "TKDE", "International Workshop on Owl Data (TKDE)"),
        ("inproceedings", "booktitle={Workshop on Private Nests (PNAS)}", "", "workshop", "PNAS", "Workshop on Private Nests (PNAS)"),
        ("inproceedings", "booktitle={Conference on Applied Owl Studies (JMLR)}", "", "conference", "JMLR", "Conference on Applied Owl Studies (JMLR)"),
        ("article", "journal={Physical Review Letters (PRL)}", "prl", "journal", "PRL", ""),
        ("article", "journal={Annals of Owls: TIP}", "", "journal", "", "Annals of Owls: TIP"),
        ("inproceedings", "booktitle={ACM SOSP}", "sosp", "conference", "SOSP", ""),
        ("inproceedings", "booktitle={ACM HotOS}", "hotos", "workshop", "HotOS", "Workshop on Hot Topics in Operating Systems"),
        ("inproceedings", "booktitle={USENIX OSDI}", "osdi", "conference", "OSDI", ""),
        ("inproceedings", "booktitle={IEEE CVPR}", "cvpr", "conference", "CVPR", ""),
        ("inproceedings", "booktitle={IEEE/CVF CVPR 2024}", "cvpr", "conference", "CVPR", ""),
        ("inproceedings", "booktitle={ACM SIGPLAN PLDI}", "pldi", "conference", "PLDI", ""),
        ("inproceedings", "booktitle={IEEE/RSJ IROS}", "iros", "conference", "IROS", ""),
        ("inproceedings", "booktitle={Proc. ACM CCS '20}", "ccs", "conference", "CCS", ""),
        ("inproceedings", "booktitle={ACM/IEEE ICSE}", "icse", "conference", "ICSE", ""),
        ("inproceedings", "booktitle={USENIX Security}", "usenix-security", "conference", "USENIX Security", ""),
        ("inproceedings", "booktitle={ACM CHI}", "chi", "conference", "CHI", ""),
        ("inproceedings", "booktitle={IEEE Owls}", "", "conference", "", "IEEE Owls"),
        ("article", "journal={IEEE Nature}", "", "journal", "", "IEEE Nature"),
        ("inproceedings", "booktitle={NeurIPS 2024 Bird Learning Workshop}", "neurips", "workshop", "NeurIPS Workshop", "NeurIPS 2024 Bird Learning Workshop"),
        ("inproceedings", "booktitle={Causal Discovery KDD Workshop}", "kdd", "workshop", "KDD Workshop", "Causal Discovery KDD Workshop"),
        ("inproceedings", "booktitle={NeurIPS 2021 Competitions Track}", "neurips", "conference", "NeurIPS", ""),
        ("inproceedings", "booktitle={The Thirty-ninth Annual Conference on Neural Information Processing Systems Datasets and Benchmarks Track}", "neurips", "conference", "NeurIPS", ""),
        ("inproceedings", "booktitle={Proceedings of the Neural Information Processing Systems Track on Datasets and Benchmarks}", "neurips", "conference", "NeurIPS", ""),
        ("inproceedings", "booktitle={Datasets and Benchmarks Track, NeurIPS 2023}", "neurips", "conference", "NeurIPS", ""),
        ("inproceedings", "booktitle={Proceedings of the 2022 Conference on Empirical Methods in Natural Language Processing: Industry Track}", "emnlp", "conference", "EMNLP", ""),
        ("inproceedings", "booktitle={EMNLP 2023 Industry Track}", "emnlp", "conference", "EMNLP", ""),
        ("inproceedings", "booktitle={Proceedings of the 61st Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)}", "acl", "conference", "ACL", ""),
        ("inproceedings", "booktitle={Workshop on Owls at NeurIPS 2023}", "neurips", "workshop", "NeurIPS Workshop", "Workshop on Owls at NeurIPS 2023"),
        ("inproceedings", "booktitle={Workshop on Owls, held in conjunction with CVPR 2021}", "cvpr", "workshop", "CVPR Workshop", "Workshop on Owls, held in conjunction with CVPR 2021"),
        ("inproceedings", "booktitle={Workshop on Owls (co-located with ICSE 2020)}", "icse", "workshop", "ICSE Workshop", "Workshop on Owls (co-located with ICSE 2020)"),
        ("inproceedings", "booktitle={ICML Workshop on Owls}", "icml", "workshop", "ICML Workshop", "ICML Workshop on Owls"),
        ("inproceedings", "booktitle={2nd ICML 2021 Workshop on Owls}", "icml", "workshop", "ICML Workshop", "2nd ICML 2021 Workshop on Owls"),
        ("inproceedings", "booktitle={Bird Song Workshop @ ICLR 2022}", "iclr", "workshop", "ICLR Workshop", "Bird Song Workshop @ ICLR 2022"),
        ("inproceedings", "booktitle={Proceedings of the ICCV Workshops}", "iccv", "workshop", "ICCV Workshop", "Proceedings of the ICCV Workshops"),
        ("inproceedings", "booktitle={Deep RL Workshop}", "", "workshop", "", "Deep RL Workshop"),
        ("inproceedings", "booktitle={Deep RL Workshop NeurIPS 2021}", "neurips", "workshop", "NeurIPS Workshop", "Deep RL Workshop NeurIPS 2021"),
        ("inproceedings", "booktitle={NeurIPS Deep RL Workshop 2021}", "neurips", "workshop", "NeurIPS Workshop", "NeurIPS Deep RL Workshop 2021"),
        ("inproceedings", "booktitle={AI for Owls Workshop}", "", "workshop", "", "AI for Owls Workshop"),
        ("inproceedings", "booktitle={CVPR 2021 Demo Track}", "cvpr", "conference", "CVPR", ""),
        ("inproceedings", "booktitle={IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)}", "cvpr", "workshop", "CVPR Workshop", "IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)"),
        ("inproceedings", "booktitle={International Conference on Machine Learning Challenges}", "", "conference", "", "International Conference on Machine Learning Challenges"),
        ("inproceedings", "booktitle={Machine Learning Challenges}", "", "conference", "", "Machine Learning Challenges"),
        ("inproceedings", "booktitle={RSS 2022-Robotics: Science and Systems}", "rss", "conference", "RSS", ""),
        ("inproceedings", "booktitle={SIGGRAPH Asia 2024 Conference Proceedings}", "siggraph-asia", "conference", "SIGGRAPH Asia", ""),
        ("inproceedings", "booktitle={SIGGRAPH Asia 2024 Technical Communications}", "siggraph-asia", "conference", "SIGGRAPH Asia", ""),
        ("inproceedings", "booktitle={ACM SIGGRAPH 2023 Conference Proceedings}", "siggraph", "conference", "SIGGRAPH", ""),
        ("inproceedings", "booktitle={Computer Vision -- ECCV 2024. ECCV 2024. Lecture Notes in Computer Science, vol 15137}", "eccv", "conference", "ECCV", ""),
        ("inproceedings", "booktitle={Computer Vision – ECCV 2022}", "eccv", "conference", "ECCV", ""),
        ("inproceedings", "booktitle={Medical Image Computing and Computer Assisted Intervention -- MICCAI 2023. MICCAI 2023. Lecture Notes in Computer Science, vol 1}", "miccai", "conference", "MICCAI", ""),
        ("inproceedings", "booktitle={Owl Vision – OWLV 2024. OWLV 2024. Lecture Notes in Computer Science, vol 1}", "", "conference", "OWLV", "Owl Vision – OWLV 2024"),
        ("inproceedings", "booktitle={Advances in Cryptology – CRYPTO 2020}", "crypto", "conference", "CRYPTO", ""),
        ("inproceedings", "booktitle={CHI'11 Extended Abstracts on Human Factors in Computing Systems}", "chi", "conference", "CHI EA", ""),
        ("inproceedings", "booktitle={CHI '20: CHI Conference on Human Factors in Computing Systems}", "chi", "conference", "CHI", ""),
        ("inproceedings", "booktitle={Proceedings of Semantics and Linguistic Theory (SALT 28)}", "", "conference", "SALT", "Semantics and Linguistic Theory (SALT 28)"),
        ("inproceedings", "booktitle={Owl Congress (OWC-12)}", "", "conference", "OWC", "Owl Congress (OWC-12)"),
        ("inproceedings", "booktitle={ICML 2020: 37th International Conference on Machine Learning}", "icml", "conference", "ICML", ""),
        ("inproceedings", "booktitle={SAC 2022 - International Conference on Selected Areas in Cryptography}", "", "conference", "SAC", "SAC 2022 - International Conference on Selected Areas in Cryptography"),
        ("inproceedings", "booktitle={INTERSPEECH 2021}", "interspeech", "conference", "Interspeech", ""),
        ("inproceedings", "booktitle={International Conference on Machine Learning}, series={Proceedings of Machine Learning Research}", "icml", "conference", "ICML", ""),
        ("inproceedings", "booktitle={Proceedings of The 27th Conference on Owl Statistics, PMLR 108}", "", "conference", "", "Conference on Owl Statistics"),
        ("inproceedings", "booktitle={Proceedings of Machine Learning Research}", "pmlr", "journal", "PMLR", ""),
        ("inproceedings", "booktitle={Proceedings of the 38th International Conference on Machine Learning, PMLR 139:1-10}", "icml", "conference", "ICML", ""),
        ("inproceedings", "booktitle={ICASSP 2023 - 2023 IEEE International Conference on Acoustics, Speech and Signal Processing (ICASSP)}", "icassp", "conference", "ICASSP", ""),
        ("inproceedings", "booktitle={2023 IEEE 20th International Symposium on Biomedical Imaging (ISBI)}", "isbi", "conference", "ISBI", ""),
        ("inproceedings", "booktitle={Lecture Notes in Computer Science}", "", "conference", "", "Lecture Notes in Computer Science"),
        ("inproceedings", "booktitle={Proceedings of the 38th International Conference on Owls, volume 139 of Proceedings of Machine Learning Research}", "", "conference", "", "International Conference on Owls"),
        ("inproceedings", "booktitle={Proceedings of the ACM on Programming Languages, OOPSLA}", "pacmpl", "journal", "PACMPL", ""),
    ],
)  # fmt: skip
def test_titles_of_proceedings(type: str, fields: str, id: str, kind: str, short: str, name: str) -> None:
    venue = publication(type, fields).venue
    assert (venue.id, venue.kind, venue.short) == (id, kind, short)
    assert not name or venue.name == name


# What is shown of the place: the venue's short name, else its name; its kind; the container; the status.
@pytest.mark.parametrize(
    ("type", "fields", "venue", "kind", "container", "status"),
    [
        ("misc", "howpublished={ICML 2020 Workshop on Ice}, year=2020", "ICML Workshop", "workshop", "ICML 2020 Workshop on Ice", ""),
        ("booklet", "howpublished={ICML 2020 Workshop on Ice}, year=2020", "ICML Workshop", "workshop", "ICML 2020 Workshop on Ice", ""),
        ("unpublished", "note={ICML 2020 Workshop on Ice}, year=2020", "ICML Workshop", "workshop", "ICML 2020 Workshop on Ice", ""),
        ("unpublished", "howpublished={NeurIPS 2020}, year=2020", "NeurIPS", "conference", "NeurIPS 2020", ""),
        ("techreport", "institution={Polar University}, number={TR-12}, year=2020", "Polar University", "other", "", ""),
        ("techreport", "institution={ICML Workshop on Ice}, year=2020", "ICML Workshop", "workshop", "ICML Workshop on Ice", ""),
        ("techreport", "howpublished={Symposium on Ice}, year=2020", "Symposium on Ice", "conference", "Symposium on Ice", ""),
        ("misc", "note={Presented at ICML 2020}, year=2020", "ICML", "conference", "ICML 2020", ""),
        ("misc", "note={Presented at the 5th Owl Symposium, Rome}, year=2020", "Owl Symposium, Rome", "conference", "5th Owl Symposium, Rome", ""),
        ("misc", "note={Poster presented at CVPR 2020}", "CVPR", "conference", "CVPR 2020", ""),
        ("misc", "howpublished={Talk at the Ice Seminar}, year=2020", "", "other", "Ice Seminar", ""),
        ("misc", "howpublished={Invited talk at the Workshop on Ice, Oslo}", "Workshop on Ice, Oslo", "workshop", "Workshop on Ice, Oslo", ""),
        ("misc", "howpublished={Online}, year=2020", "", "other", "", ""),
        ("misc", "howpublished={[Online]. Available: \\url{https://a.org}}, year=2020", "", "other", "", ""),
        ("misc", "howpublished={Accessed: 2020-01-02}, year=2020", "", "other", "", ""),
        ("misc", "howpublished={GitHub repository}, year=2020", "", "other", "GitHub repository", ""),
        ("misc", "howpublished={\\url{https://github.com/a/b}}", "", "other", "", ""),
        ("misc", "howpublished={Blog post}", "", "other", "Blog post", ""),
        ("misc", "institution={Polar University}, year=2020", "Polar University", "other", "", ""),
        ("misc", "note={This is an extended version of a paper at ICML 2020}", "", "other", "", ""),
        ("misc", "note={First two authors contributed equally}", "", "other", "", ""),
        ("misc", "note={Code available at https://github.com/a/b}", "", "other", "", ""),
        ("misc", "note={Conference date: May 2-5}", "", "other", "", ""),
        ("misc", "note={12 pages, 3 figures}", "", "other", "", ""),
        ("misc", "note={Under review at ICML 2024}", "", "other", "", "submitted"),
        ("misc", "note={Accepted at ICML 2024}", "ICML", "conference", "ICML 2024", "accepted"),
        ("misc", "note={Accepted at ICML 2024}, eprint={2101.00001}", "arXiv", "preprint", "", "accepted"),
        ("misc", "howpublished={Journal of Owls}", "Journal of Owls", "journal", "Journal of Owls", ""),
        ("misc", "howpublished={Nature}", "Nature", "journal", "Nature", ""),
        ("misc", "howpublished={Polar Press, Oslo}", "", "other", "Polar Press, Oslo", ""),
        ("unpublished", "note={Unpublished manuscript}", "", "other", "", ""),
        ("misc", "howpublished={In Proceedings of the Owl Conference}", "Owl Conference", "conference", "Proceedings of the Owl Conference", ""),
        ("inproceedings", "howpublished={ICML 2020}", "ICML", "conference", "ICML 2020", ""),
        ("article", "note={Extended abstract}", "", "journal", "", ""),
        ("article", "journal={submitted}", "", "journal", "", "submitted"),
        ("article", "journal={Under review}", "", "journal", "", "submitted"),
        ("inproceedings", "booktitle={In submission}", "", "conference", "", "submitted"),
        ("article", "journal={Preprint, 2024}", "", "journal", "", "prepublished"),
        ("article", "journal={Preprint}, eprint={2101.00001}", "arXiv", "preprint", "", ""),
        ("article", "journal={Journal of Birds (Under Review)}", "Journal of Birds", "journal", "Journal of Birds", "submitted"),
        ("article", "journal={In press at Journal of Birds}", "Journal of Birds", "journal", "Journal of Birds", "inpress"),
        ("article", "journal={Submitted to Nature}", "Nature", "journal", "Nature", "submitted"),
        ("article", "journal={Nature, in press}", "Nature", "journal", "Nature", "inpress"),
        ("article", "journal={Nature (accepted)}", "Nature", "journal", "Nature", "accepted"),
        ("article", "journal={Nature [in press]}", "Nature", "journal", "Nature", "inpress"),
        ("inproceedings", "booktitle={Accepted to ICML 2024}", "ICML", "conference", "ICML 2024", "accepted"),
        ("inproceedings", "booktitle={To appear in Proceedings of the International Conference on Machine Learning}", "ICML", "conference", "Proceedings of the International Conference on Machine Learning", "forthcoming"),
        ("inproceedings", "booktitle={ICML 2024, to appear}", "ICML", "conference", "ICML 2024", "forthcoming"),
        ("article", "journal={Accepted for publication in Journal of Birds}", "Journal of Birds", "journal", "Journal of Birds", "accepted"),
        ("article", "journal={Major revision at Journal of Birds}", "Journal of Birds", "journal", "Journal of Birds", "submitted"),
        ("article", "journal={Revise and resubmit, Journal of Birds}", "Journal of Birds", "journal", "Journal of Birds", "submitted"),
        ("article", "journal={Manuscript submitted for publication}", "", "journal", "", "submitted"),
        ("article", "journal={In preparation}", "", "journal", "", "inpreparation"),
        ("article", "journal={Working paper}", "", "journal", "", "inpreparation"),
        ("article", "journal={Forthcoming in Journal of Birds}", "Journal of Birds", "journal", "Journal of Birds", "forthcoming"),
        ("article", "journal={arXiv preprint arXiv:2401.00001}", "arXiv", "preprint", "arXiv preprint arXiv:2401.00001", ""),
        ("article", "journal={bioRxiv preprint}", "bioRxiv", "preprint", "bioRxiv preprint", ""),
        ("article", "journal={Journal of Peer Review}", "Journal of Peer Review", "journal", "Journal of Peer Review", ""),
        ("article", "journal={Annual Review of Birds}", "Annual Review of Birds", "journal", "Annual Review of Birds", ""),
        ("article", "journal={Clinics in Review}", "Clinics in Review", "journal", "Clinics in Review", ""),
        ("inproceedings", "booktitle={Progress in Birds}", "Progress in Birds", "conference", "Progress in Birds", ""),
        ("article", "journal={Preprints}", "Preprints.org", "preprint", "Preprints", ""),
        ("article", "journal={Draft Animal News}", "Draft Animal News", "journal", "Draft Animal News", ""),
        ("article", "journal={投稿中}", "", "journal", "", "submitted"),
    ],
)  # fmt: skip
def test_places_and_statuses(type: str, fields: str, venue: str, kind: str, container: str, status: str) -> None:
    found = publication(type, fields)
    assert (found.venue.short or found.venue.name, found.venue.kind) == (venue, kind)
    assert (found.container.text, found.status) == (container, status)


@pytest.mark.parametrize(
    ("type", "fields", "presentation", "rate", "awards", "badge"),
    [
        ("inproceedings", "booktitle={ICSE}, badges={available,functional,reproduced}, year=2024", "", "", "", None),
        ("inproceedings", "booktitle={ICSE}, badges={Artifacts Available v1.1}, year=2024", "", "", "", None),
        ("inproceedings", "booktitle={ICSE}, badges={open data}", "", "", "", None),
        ("inproceedings", "booktitle={ICSE}, badges={artifact-evaluated; reusable}", "", "", "", None),
        ("inproceedings", "booktitle={ICSE}, badges={ICSE 2024 NIER}", "", "", "", "ICSE 2024 NIER"),
        ("inproceedings", "booktitle={ICSE}, badge={Artifacts Available}", "", "", "", "Artifacts Available"),
        ("inproceedings", "booktitle={ICML}, note={Best Paper Award}", "", "", "Best Paper Award", None),
        ("inproceedings", "booktitle={ICML}, note={Winner of the Bird Challenge}", "", "", "Winner of the Bird Challenge", None),
        ("inproceedings", "booktitle={ICML}, note={<b>Spotlight</b>}", "spotlight", "", "", None),
        ("inproceedings", "booktitle={ICML}, note={\\textbf{Oral}, \\textbf{Best Paper Award}}", "oral", "", "Best Paper Award", None),
        ("inproceedings", "booktitle={ICML}, award={Oral Presentation (acceptance rate: 1.8%), Best Paper Award at X}", "oral", "1.8%", "Best Paper Award at X", None),
        ("inproceedings", "booktitle={IEEE International Conference on Image Processing (ICIP) (Oral)}", "oral", "", "", None),
        ("inproceedings", "booktitle={CVPR 2024 (Highlight, top 2.8%)}", "highlight", "2.8%", "", None),
        ("inproceedings", "booktitle={CVPR 2024 (Best Paper Finalist)}", "", "", "Best Paper Finalist", None),
        ("inproceedings", "booktitle={CVPR 2024, Oral}", "oral", "", "", None),
        ("inproceedings", "booktitle={CVPR 2024 Spotlight}", "spotlight", "", "", None),
        ("inproceedings", "booktitle={CVPR 2024}, note={Honorable Mention}", "", "", "Honorable Mention", None),
        ("inproceedings", "booktitle={CVPR 2024}, note={Runner-up, Best Student Paper; acceptance rate 25%}", "", "25%", "Runner-up; Best Student Paper", None),
        ("inproceedings", "booktitle={CVPR 2024}, note={Supported by NSF Award 12345}", "", "", "", None),
        ("inproceedings", "booktitle={CVPR 2024}, note={Funding: ERC Starting Grant. Nominated by nobody}", "", "", "", None),
        ("inproceedings", "booktitle={CVPR 2024}, award={Best Paper, Owl Prize}", "", "", "Best Paper, Owl Prize", None),
        ("inproceedings", "booktitle={CVPR 2024}, award={\\textbf{Best Paper}}", "", "", "Best Paper", None),
        ("inproceedings", "booktitle={CVPR 2024}, award={Oral}", "oral", "", "", None),
        ("article", "journal={Oral Oncology}", "", "", "", None),
        ("article", "journal={Journal of Oral History (Oral)}", "oral", "", "", None),
        ("inproceedings", "booktitle={Workshop on Posters, Demos}", "", "", "", None),
        ("inproceedings", "booktitle={CVPR 2024}, note={The best of both worlds}", "", "", "", None),
        ("inproceedings", "booktitle={CVPR 2024}, note={First two authors won a bet and share the paper}", "", "", "", None),
        ("inproceedings", "booktitle={CVPR 2024}, note={Oral presentation, acceptance rate 3.3\\%}", "oral", "3.3%", "", None),
    ],
)  # fmt: skip
def test_what_is_said_beside(
    type: str, fields: str, presentation: str, rate: str, awards: str, badge: str | None
) -> None:
    found = publication(type, fields)
    shown = found.rate.text if found.rate else ""
    assert (found.presentation, shown, "; ".join(each.text for each in found.awards)) == (presentation, rate, awards)
    assert found.badge == badge
