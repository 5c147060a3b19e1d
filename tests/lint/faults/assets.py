"""Faults of files that entries link to, and of previews (U)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.faults.clean import Clean, Faulty, clean_entries_of
from lint.faults.table import fault
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


PDF, PNG, HEAVY = "%PDF-1.7\n", "An owl", 1_200_000


def linked(name: str, change: Callable[[str, Clean], str]) -> Callable[[Clean], Faulty | None]:
    """Puts an entry with a link to a file into a site that has the file; ``change`` is its name, and the fault."""

    def inject(clean: Clean) -> Faulty | None:
        if clean.has(name):
            return None
        file = clean.turn("papers/owls-2024.pdf", "assets/pdf/Owls.pdf", "docs/owl paper.pdf", "files/hoot/Owls.PDF")
        wrong = change(file, clean)
        return with_files(clean.changed(name, file, wrong), {file: PDF}) if wrong else None

    return inject


def with_files(made: Faulty, files: Mapping[str, str], before: Mapping[str, str] | None = None) -> Faulty:
    """Puts a fault into a site; the site without the fault may have other files."""
    there = {"pubs.toml": "", **files}
    clean = {**there, **(before or {})}
    return replace(made, files=there, before=replace(made.before, files=clean) if made.before else None)


def renamed(file: str, clean: Clean) -> str:
    return clean.turn(file.replace("owl", "lark").replace("Owl", "Lark"), f"{file[:-4]}2{file[-4:]}", f"pdfs/{file}")


def recased(file: str, clean: Clean) -> str:
    return clean.turn(file.swapcase(), file.capitalize(), file.replace("pdf", "PDF"), file.lower(), file.upper())


@fault("U006")
def file_of_another_name(clean: Clean) -> Faulty | None:
    kind = clean.turn("pdf", "slides", "poster", "supp", "preview")
    return linked(kind, renamed)(clean)


@fault("U006", variant="other case")
def name_in_another_case(clean: Clean) -> Faulty | None:
    made = linked(clean.turn("pdf", "slides", "poster"), recased)(clean)
    return made if made and made.before and made.text != made.before.text else None


@fault("X010", variant="preview")
def preview_of_another_paper(clean: Clean) -> Faulty | None:
    """Gives two papers of one homepage a preview each, then the same."""
    other = next(iter(clean_entries_of(clean.file)), clean)
    is_one_venue = other.publication.venue.name == clean.publication.venue.name
    if is_one_venue or clean.has("preview") or other.has("preview"):
        return None
    first = other.plus("preview", "https://hoot.example.org/owls.png").text
    made = clean.changed("preview", "https://hoot.example.org/larks.png", "https://hoot.example.org/owls.png")
    return made.behind(first)


fault("U016")(
    lambda clean: (
        None
        if clean.has("preview")
        else clean.plus("preview", "https://hoot.example.org/owl.png").changed(
            "preview_alt", "An owl that turns its head",
            clean.turn("sym", "image", "img", "preview", "teaser", "Figure 1", "owl.png", "thumbnail", "alt text"),
        )
    )
)  # fmt: skip


@fault("U017")
def heavy_preview(clean: Clean) -> Faulty | None:
    if clean.has("preview"):
        return None
    image = clean.turn("images/owl.tiff", "images/owl.png", "images/owl.jpg", "images/owl.pdf", "images/Owl.BMP")
    made = clean.changed("preview", "images/small.png", image)
    size = HEAVY if image.endswith(("png", "jpg")) else 1
    return with_files(made, {image: "x" * size, "images/small.png": PNG})
