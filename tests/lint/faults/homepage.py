"""Faults of what a homepage shows: flags, presentations, rates, badges, selected papers, settings (H)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.faults.clean import BIB, Clean, Faulty, clean_entries_of
from lint.faults.links import added
from lint.faults.table import fault
from msgspec.structs import replace

from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://hoot.example.org/owls"
NOT_TRUE = ("True", "yes", "1", "TRUE", " true ", "{true}", "on", "y", "ture", "maybe", "Yes")
OWNER = '[me]\nname = "Jane Doe"\nscholar = "JaneDoeAAAAJ"\n'


def on_papers(inject: Callable[[Clean], Faulty | None], *types: str) -> Callable[[Clean], Faulty | None]:
    """Puts a fault into papers of conferences or journals only."""
    return lambda clean: inject(clean) if clean.entry.type in (types or ("article", "inproceedings")) else None


@fault("H001")
def not_quite_true(clean: Clean) -> Faulty | None:
    if clean.has("selected", "hidden", "bibtex_show"):
        return None
    name = clean.turn("selected", "hidden", "bibtex_show")
    linked = clean if clean.publication.links else clean.plus("url", URL)
    return linked.changed(name, "true" if name != "hidden" else "false", linked.turn(*NOT_TRUE))


@fault("H002")
def false_for_no(clean: Clean) -> Faulty | None:
    name = clean.turn("bibtex_show", "altmetric", "dimensions", "pdf", "code", "slides", "video")
    right = "https://hoot.example.org/owls.pdf" if name in ("pdf", "code", "slides", "video") else "true"
    right = right.replace(".pdf", "") if name in ("code", "video") else right
    return added(name, right, "false", "False", "no")(clean) if clean.publication.identifiers.get("doi") else None


@fault("H003")
def flag_of_another_name(clean: Clean) -> Faulty | None:
    if clean.has("selected", "hidden"):
        return None
    name = clean.turn("selected1", "xselected", "noselected", "selected_", "unhidden", "selected_old", "hiddenx")
    return replace(clean.named(name, "true"), before=clean.given("selected", "false"))


@fault("H004")
def award_without_its_button(clean: Clean) -> Faulty | None:
    if clean.has("award", "award_name"):
        return None
    name = clean.turn("Best Paper", "Outstanding Paper Award", "Honorable Mention")
    return replace(
        clean.named("award_name", name), before=clean.plus("award", "Best of owls").given("award_name", name)
    )


fault("H005")(
    on_papers(
        added("presentation", "spotlight", "spotligt", "orall", "postr", "higlight", "lightening", "oarl", "keynot")
    )
)


@fault("H006")
def presentation_behind_the_venue(clean: Clean) -> Faulty | None:
    found = clean.field("booktitle", "journal")
    if clean.entry.type not in ("article", "inproceedings") or not found or found.raw[-2:-1].isspace():
        return None
    if found.raw[:1] not in ("{", '"') or not found.raw[-2].isalnum():
        return None
    said = clean.turn("Oral", "Spotlight", "Best Paper Award", "oral presentation", "Highlight", "Best Student Paper")
    before, behind = clean.turn((" (", ")"), (" [", "]"))
    at = found.value_span.end - 1
    made = clean.replacing(at, at, f"{before}{said}{behind}")
    return replace(made, spans=(Span(at + len(before), at + len(before) + len(said)),))


fault("H007")(
    on_papers(
        added(
            "acceptance_rate", r"25.4\% (74/291)", r"25.4\% (74/391)", r"24.5\% (74/291)", r"254\%", "150%",
            "0.254% (74/291)", "25.4% (291/74)", "twenty 5", "25.4% (74 of 391)",
        ),
        "inproceedings",
    )
)  # fmt: skip


@fault("H008")
def rate_of_what(clean: Clean) -> Faulty | None:
    if clean.has("presentation", "rate"):
        return None
    if clean.entry.type == "inproceedings":
        return replace(clean.given("rate", r"1.2\%"), before=clean.plus("presentation", "oral").given("rate", r"1.2\%"))
    return clean.given("acceptance_rate", r"25.4\%") if clean.entry.type == "misc" else None


@fault("H010")
def badge_of_a_conference(clean: Clean) -> Faulty | None:
    is_preprint = clean.publication.venue.kind == "preprint" and clean.entry.type in ("misc", "article", "online")
    if not is_preprint or clean.has("abbr", "badge", "note"):
        return None
    return clean.changed("abbr", "arXiv", clean.turn("NeurIPS", "ICML", f"CVPR {clean.year}", "ACL", "TPAMI"))


@fault("H011")
def submitted_to_a_conference(clean: Clean) -> Faulty | None:
    is_preprint = clean.entry.type in ("misc", "unpublished", "article", "online")
    said = (
        "Submitted to NeurIPS 2026", "Under review at ICLR 2026", "under review for CVPR", "In submission to ACL",
        "Submission to the ICML 2026", "Currently under double-blind review at ICLR",
    )  # fmt: skip
    return added("note", "Under review", *said)(clean) if is_preprint and clean.year > 2018 else None


@fault("H012")
def nobody_wrote_it(clean: Clean) -> Faulty | None:
    found = clean.field("author")
    if not found or found.raw[:1] != "{":
        return None
    return clean.valued(found, clean.turn("Anonymous", "Anonymous Authors", "anonymous", "Anonymous and Anonymous"))


fault("H013")(
    on_papers(
        lambda clean: added(
            *clean.turn(
                ("rank", "CCF-A", "CCF-D", "CCF E", "CORE-D", "JCR Q5", "Q7", "CCF-A*"),
                ("ccf", "A", "D", "AA", "A*", "Q1"),
                ("quartile", "Q1", "Q5", "Q0"),
                ("core", "A*", "A**", "D", "E"),
            )
        )(clean)
    )
)


@fault("H014")
def private_note_shown(clean: Clean) -> Faulty | None:
    if clean.has("file", "review", "annote", "comment"):
        return None
    name, text = clean.turn(("file", ":owls.pdf:PDF"), ("review", "Too long"), ("annote", "Cite"), ("todo", "Ask Max"))
    shown = clean if clean.has("bibtex_show") else clean.plus("bibtex_show", "true")
    made = shown.named(name, text)
    config = f"filtered_bibtex_keywords: [abbr, pdf]\nexclude: [{BIB}]\n"
    files = {"pubs.toml": "", "_config.yml": config}
    before = replace(made, files={**files, "_config.yml": config.replace("pdf]", f"pdf, {name}]")})
    return replace(made, files=files, before=before)


@fault("H016")
def selected_without_a_link(clean: Clean) -> Faulty | None:
    bare = clean.without("url", "doi", "pdf", "html", "code", "eprint", "arxiv", "link", "website", "selected")
    if bare.text == clean.text or bare.publication.links or bare.publication.identifiers:
        return None
    return replace(bare.named("selected", "true"), before=bare.plus("url", URL).given("selected", "true"))


@fault("H006", variant="badge")
def oral_in_the_badge(clean: Clean) -> Faulty | None:
    if clean.entry.type != "inproceedings" or clean.has("abbr", "badge", "presentation"):
        return None
    kind = clean.turn("oral", "spotlight", "poster", "highlight")
    made = clean.plus("presentation", kind).changed("abbr", "OwlConf", f"OwlConf {kind.title()}")
    end = made.spans[0].end
    return replace(made, spans=(Span(end - len(kind), end),))


fault("H018", "I013", settings=OWNER)(  # an address is no id either
    added(
        "google_scholar_id", "u5HHmVD_uO8C", "MaxRoeAAAAAJ:u5HHmVD_uO8C",
        "https://scholar.google.com/citations?view_op=view_citation&user=MaxRoeAAAAAJ",
    )
)  # fmt: skip


@fault("H021")
def setting_for_nobody(clean: Clean) -> Faulty | None:
    author = clean.publication.authors[0] if clean.publication.authors else None
    if author is None:
        return None
    made = f'bib = "{BIB}"\n'
    key, settings = clean.turn(
        ("larks", '[venues.larks]\nname = "Lark Conference"\n'),
        ('"Richard Roe"', '[people."Richard Roe"]\nurl = "https://example.org"\n'),
        ("name", '[me]\nname = "Richard Roe"\n'),
        ("templates", 'templates = "larks"\n'),
    )
    start = len(made) + settings.index(key)
    spans = (Span(start, start + len(key)),)
    before = Faulty(made, (), files={BIB: clean.text}, path="pubs.toml")
    return Faulty(made + settings, spans, files={BIB: clean.text}, path="pubs.toml", before=before)


@fault("T024")
def formula_that_nothing_shows(clean: Clean) -> Faulty | None:
    title = clean.where(lambda field: field.name == "title" and "$" not in field.raw)
    if title is None:
        return None
    return replace(clean.valued(title, f"{title.raw[1:-1]} in $O(n)$"), files={"about.md": "# Owls\n"})


@fault("H024")
def code_of_a_template_in_settings(clean: Clean) -> Faulty:
    made = f'bib = "{BIB}"\n[links.code]\nlabel = "'
    code = clean.turn("{{ site.data.code }}", "{% t code %}", "{{ 'code' | t }}", "{{% ref code %}}")
    spans = (Span(len(made), len(made) + len(code)),)
    before = Faulty(f'{made}Code"\n', (), files={BIB: clean.text}, path="pubs.toml")
    return Faulty(f'{made}{code}"\n', spans, files={BIB: clean.text}, path="pubs.toml", before=before)


@fault("H016", variant="abstract")
def selected_without_an_abstract(clean: Clean) -> Faulty | None:
    """Takes four selected papers of one homepage, the last without the abstract that it has."""
    four = [each for each in clean_entries_of(clean.file) if each.has("abstract") and each.publication.links]
    if clean not in four or len(four) < 4 or any(each.has("selected") for each in four):
        return None
    others = "".join(each.plus("selected", "true").text for each in four if each != clean)
    chosen = clean.plus("selected", "true")
    made = chosen.without("abstract")
    faulty = replace(made.at_key(made.text), before=Faulty(chosen.text, ()))
    return faulty.behind(others)
