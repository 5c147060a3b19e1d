"""The entry types of each dialect, with the types that mean the same, and what each type needs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Source: btxdoc (1988), section 3.1.
_BIBTEX = """article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis
 proceedings techreport unpublished"""
# Source: biblatex manual 3.20, sections 2.1.1 to 2.1.3, with the types that its standard styles treat as @misc.
_BIBLATEX = """article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection
 suppcollection dataset manual misc online patent periodical suppperiodical proceedings mvproceedings inproceedings
 reference mvreference inreference report set software thesis unpublished xdata customa customb customc customd
 custome customf conference electronic mastersthesis phdthesis techreport www artwork audio bibnote commentary image
 jurisdiction legislation legal letter movie music performance review standard video"""

# Types of styles, publishers and owners beyond the two: IEEEtran, REVTeX, ACM, exports of Zotero, homepages.
_MORE = """patent online electronic www software dataset standard periodical ieeetranbstctl control revtex-control
 webpage website url internet artifactsoftware artifactdataset presentation talk poster workshop
 preprint thesis bachelorsthesis bachelorthesis diplomathesis masterthesis habilitation report
 whitepaper working workingpaper journal magazine newspaper newsarticle blog video podcast interview
 lecture slides tutorial course grant award abstract editorial comment demo game exhibition keynote
 panel"""

TYPES_BY_DIALECT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "bibtex": frozenset(_BIBTEX.split()),
        "biblatex": frozenset(_BIBLATEX.split()),
        "": frozenset(_MORE.split()),
        "jabref": frozenset(("ieeetranbstctl", "softwareversion", "softwaremodule", "codefragment")),
    }
)
"""Types by dialect; ``""`` are those of no dialect in particular."""

TYPES: frozenset[str] = frozenset().union(*TYPES_BY_DIALECT.values())
"""Every type that some dialect knows."""

# Source: biblatex manual, section 2.1.2; btxdoc calls @conference an alias kept for Scribe.
TYPE_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "conference": "inproceedings", "electronic": "online", "www": "online", "webpage": "online",
        "website": "online", "masterthesis": "mastersthesis",
    }
)  # fmt: skip


def _table(text: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Reads lines ``type type: field field|alternative``."""
    rows: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in text.strip().splitlines():
        types, _, fields = line.partition(":")
        rows.update(dict.fromkeys(types.split(), tuple(tuple(each.split("|")) for each in fields.split())))
    return MappingProxyType(rows)


# Source: btxdoc, section 3.1, "required fields".
_REQUIRED_BIBTEX = """
article: author title journal year
book: author|editor title publisher year
booklet manual: title
conference inproceedings: author title booktitle year
inbook: author|editor title chapter|pages publisher year
incollection: author title booktitle publisher year
mastersthesis phdthesis: author title school year
proceedings: title year
techreport: author title institution year
unpublished: author title note
"""
# Source: biblatex manual 3.20, section 2.1.1, "required fields"; the names of its field aliases are allowed (2.2.5).
_REQUIRED_BIBLATEX = """
article: author title journaltitle|journal date|year
suppperiodical: author title journaltitle|journal date|year
book mvbook: author title date|year
inbook bookinbook suppbook incollection suppcollection inreference: author title booktitle date|year
inproceedings conference: author title booktitle date|year
booklet manual misc dataset software: author|editor title date|year
collection mvcollection reference mvreference periodical: editor title date|year
proceedings mvproceedings: title date|year
online electronic www: author|editor title date|year doi|eprint|url
patent: author title number date|year
report: author title type institution|school date|year
techreport: author title institution|school date|year
thesis: author title type institution|school date|year
mastersthesis phdthesis: author title institution|school date|year
unpublished: author title date|year
"""
REQUIRED: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {"bibtex": _table(_REQUIRED_BIBTEX), "biblatex": _table(_REQUIRED_BIBLATEX)}
)
"""By profile and type: the fields it needs, each with the fields that stand for it."""

# Source: btxdoc, section 3.1, "optional fields".
_OPTIONAL_BIBTEX = """
article: volume number pages month note
book: volume number series address edition month note
booklet: author howpublished address month year note
conference inproceedings: editor volume number series pages address month organization publisher note
inbook: volume number series type address edition month note
incollection: editor volume number series type chapter pages address edition month note
manual: author organization address edition month year note
mastersthesis phdthesis: type address month note
misc: author title howpublished month year note
proceedings: editor volume number series address month publisher organization note
techreport: type number address month note
unpublished: month year
"""
STANDARD_FIELDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        kind: frozenset(name for field in (*fields, *REQUIRED["bibtex"].get(kind, ())) for name in field)
        for kind, fields in _table(_OPTIONAL_BIBTEX).items()
    }
)
"""What BibTeX's standard styles use, by type."""

# What styles leave blank without a complaint though readers look for it.
RECOMMENDED = _table("""
article: volume pages|eid|articleno|article-number|doi
inproceedings conference: pages|articleno|doi|url|eprint
incollection inbook: pages|chapter editor|author
techreport: number|url|doi|eprint
""")
