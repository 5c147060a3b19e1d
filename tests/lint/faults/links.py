"""Faults of addresses: how they are written, and where they lead (U)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.faults.table import fault
from msgspec.structs import replace

from pubmanager.model.folding import folded

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.faults.clean import Clean, Faulty

    from pubmanager.bibtex.entry import Field

NAMES = ("url", "pdf", "html", "code", "website", "slides", "poster", "video", "url_pdf", "url_code")
ADDRESS = re.compile(r"https://(?P<host>[\w.-]+\.[a-z]+)/(?P<path>[^\s\\{}$<>\"]+)")
CODE = "https://github.com/hootlab/owls"


def is_link(found: Field) -> bool:
    return found.name in NAMES and bool(ADDRESS.fullmatch(found.raw[1:-1]))


def relinked(change: Callable[[re.Match[str], Clean], str | None], *names: str) -> Callable[[Clean], Faulty | None]:
    """Changes the first address of an entry, which is the fault then."""

    def inject(clean: Clean) -> Faulty | None:
        found = clean.where(lambda each: is_link(each) and (not names or each.name in names))
        parts = ADDRESS.fullmatch(found.raw[1:-1]) if found else None
        changed = change(parts, clean) if parts else None
        return clean.valued(found, changed) if found and changed else None

    return inject


def put_in(pattern: str, *texts: str) -> Callable[[Clean], Faulty | None]:
    """Replaces the first match in an address, by another text in each entry; that text is the fault."""

    def inject(clean: Clean) -> Faulty | None:
        found = clean.where(lambda each: is_link(each) and bool(re.search(pattern, each.raw)))
        return clean.sub((found.name,), pattern, lambda _: clean.turn(*texts)) if found else None

    return inject


def added(name: str, right: str, *wrong: str) -> Callable[[Clean], Faulty | None]:
    """Gives entries without such a link one, right before and wrong then."""
    return lambda clean: None if clean.has(name) else clean.changed(name, right, clean.turn(*wrong))


fault("U001")(
    relinked(
        lambda url, clean: (
            clean.turn(
                "htps://", "htttp://", "hhttps://", "htpps://", "http//", "https//:", "https:/", "https;//",
                "https:", "https://https://", "https:///", "ttps://",
            )
            + f"{url['host']}/{url['path']}"
        )
    )
)  # fmt: skip
fault("U002", "H016")(  # what is no link is left out, and a selected paper may have no other
    relinked(
        lambda url, clean: clean.turn(
            "javascript:void(0)", "JavaScript: open()", "data:text/html,Owls", "vbscript:owls",
            f"<a href='{url[0]}'>Owls</a>", f"<b>{url[0]}</b>", f'{url[0]}" onclick="hoot()',
        )
    )
)  # fmt: skip
fault("U003")(
    relinked(
        lambda url, _: (
            f"http://{url['host']}/{url['path']}"
            if re.search(r"(?:^|\.)(?:arxiv\.org|github\.com|openreview\.net|aclanthology\.org|doi\.org)$", url["host"])
            else None
        )
    )
)
fault("U004")(
    lambda clean: (
        put_in("_", r"\_", r"{\_}", "{_}")(clean)
        or put_in("&", r"\&")(clean)
        or put_in("%", r"\%")(clean)
        or put_in("~", r"\~{}", r"$\sim$", r"{\textasciitilde}")(clean)
    )
)
fault("U005")(put_in(r"(?<=\w)/(?=\w)", "/ ", " /", "/\n    ", "/ owls "))
fault("U008")(
    added(
        "pdf", "https://hoot.example.org/owls.pdf", "/home/jane/papers/owls.pdf", "/Users/jane/owls.pdf",
        "~/papers/owls.pdf", "file:///srv/owls.pdf", "C:/papers/owls.pdf", r"C:\papers\owls.pdf", r"\\nas\owls.pdf",
    )
)  # fmt: skip
fault("U009")(
    added(
        "code", CODE, "coming soon", "Coming soon!", "#", "TODO", "TBA", "N/A", "to be released", "link", "soon",
        "https://github.com/", "https://github.com", "Code will be released soon", "(available upon acceptance)",
    )
)  # fmt: skip


@fault("U010")
def link_of_another_kind(clean: Clean) -> Faulty | None:
    names = [folded(author.name.family) for author in clean.publication.authors[:1]]
    family = re.sub("[^a-z]", "", "".join(names))
    name, right, *wrong = clean.turn(
        ("code", CODE, f"https://github.com/{family}", f"https://github.com/j{family}/", f"https://gitlab.com/{family}"),
        ("video", "https://youtu.be/AbCdEfGhIjK", "https://hoot.example.org/slides.pdf", "talk.pptx"),
    )  # fmt: skip
    is_there = any(each in clean.text for each in wrong) or len(family) < 4
    return None if is_there else added(name, right, *wrong)(clean)


@fault("U010", variant="page")
def page_for_a_pdf(clean: Clean) -> Faulty | None:
    doi = clean.publication.identifiers.get("doi", "10.1000/owls")
    arxiv = clean.publication.identifiers.get("arxiv", "2403.01234")
    wrong = (f"https://doi.org/{doi}", f"https://arxiv.org/abs/{arxiv}", "https://openreview.net/forum?id=AbCdEfGhIj",
             "https://dl.acm.org/doi/10.1145/1234567.1234568",
             "https://hoot.example.org/owls.html", "https://ieeexplore.ieee.org/document/1234567")  # fmt: skip
    return None if doi in clean.text else added("pdf", "https://hoot.example.org/owls.pdf", *wrong)(clean)


fault("U011")(
    added(
        "code", CODE, "https://anonymous.4open.science/r/owls-3F2A/", "https://anonymous.4open.science/r/owls",
        "https://github.com/anonymous/owls", "https://github.com/anonymous-authors/owls",
        "https://github.com/anonymous123/owls", "https://github.com/anonymous-submission-42/owls",
    )
)  # fmt: skip
fault("U012")(
    relinked(
        lambda url, clean: clean.turn(
            f"https://{url['host'].replace('.', '-')}.ezproxy.hoot.edu/{url['path']}",
            f"https://{url['host']}.libproxy.hoot.edu/{url['path']}",
            f"https://ezproxy.hoot.edu/login?url={url[0]}",
            f"https://{url['host'].replace('.', '-')}.hoot.idm.oclc.org/{url['path']}",
            f"https://www.google.com/url?q={url[0]}",
            f"https://nam02.safelinks.protection.outlook.com/?url={url[0]}",
            f"{url[0]};jsessionid=3120C66B" if "?" not in url[0] else f"{url[0]}&casa_token=AbCd",
        )
    )
)
fault("U013")(
    relinked(
        lambda url, clean: (
            url[0]
            + ("&" if "?" in url[0] else "?")
            + clean.turn(
                "utm_source=owls", "fbclid=Ab12", "gclid=Ab12", "utm_medium=mail&utm_campaign=owls", "igshid=7"
            )
            if "#" not in url[0]
            else None
        )
    )
)


@fault("U014")
def one_link_for_two(clean: Clean) -> Faulty | None:
    found = clean.where(is_link)
    name = clean.turn("slides", "poster", "supp")
    if not found or clean.has(name) or found.name not in ("url", "pdf", "html", "code"):
        return None
    return clean.changed(name, f"https://hoot.example.org/{name}", found.raw[1:-1])


@fault("U019")
def letters_of_the_label_swapped(clean: Clean) -> Faulty | None:
    label = clean.turn("slides", "poster", "video", "dataset", "project", "code")
    if clean.has(label, f"url_{label}"):
        return None
    at = 2 + len(clean.name) % (len(label) - 3)
    swapped = label[:at] + label[at + 1] + label[at] + label[at + 2 :]
    wrong = (
        clean.turn(swapped, label[:at] + label[at + 1 :], label[: at + 1] + label[at:]) if len(label) > 5 else swapped
    )
    url = "https://hoot.example.org/owls"
    return replace(clean.named(f"url_{wrong}", url), before=clean.given(f"url_{label}", url))


fault("U020")(
    relinked(
        lambda url, clean: (
            clean.turn("https://sci-hub.se/", "https://www.sci-hub.st/", "http://libgen.rs/", "https://libgen.is/book/")
            + url["path"]
        )
    )
)
fault("F011", variant="path of a computer")(
    added(
        "file", ":papers/owls.pdf:PDF", ":/home/jane/papers/owls.pdf:PDF", "/Users/jane/Zotero/storage/5F/owls.pdf",
        r":C\:\\Users\\jane\\owls.pdf:PDF", r"C:\Users\jane\owls.pdf", "Owls.pdf:/home/jane/owls.pdf:application/pdf",
    )
)  # fmt: skip
