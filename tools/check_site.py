"""Follows every link of a built site: files and anchors must be there, and a way must lead to every page."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The anchors of a page, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.targets: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes what HTML says of links and anchors."""
        given = {name: content or "" for name, content in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        self.targets += [given[name] for name in ("href", "src", "srcset") if given.get(name)]


def problems(site: Path) -> tuple[list[str], int, int]:
    """Returns what is wrong, and how many pages and how many of their links within the site were looked at."""
    files = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.resolve().rglob("*.html"))}
    pages = {path: page for path, page in files.items() if path.name != "404.html"}
    found, leads, count = [], {}, 0
    for path, page in pages.items():
        leads[path] = set()
        for target in page.targets:
            url = urlsplit(target)
            if url.scheme or url.netloc:
                continue
            count += 1
            file = (path.parent / unquote(url.path)).resolve() if url.path else path
            file = file / "index.html" if file.is_dir() else file
            leads[path].add(file)
            if not file.is_file():
                found.append(f"{path.relative_to(site.resolve())}: no file for {target}")
            elif url.fragment and file in pages and unquote(url.fragment) not in pages[file].anchors:
                found.append(f"{path.relative_to(site.resolve())}: no anchor for {target}")
    reached, todo = set(), [site.resolve() / "index.html"]
    while todo:
        page = todo.pop()
        if page in leads and page not in reached:
            reached.add(page)
            todo += leads[page]
    found += [f"{path.relative_to(site.resolve())}: no link leads here" for path in sorted(set(pages) - reached)]
    return found, len(pages), count


def check_site(site: Path) -> int:
    """Prints what is wrong and returns the exit code."""
    found, pages, links = problems(site)
    print("\n".join([*found, f"{pages} pages, {links} links within the site, {len(found)} problems"]), file=sys.stderr)
    return bool(found)


if __name__ == "__main__":
    sys.exit(check_site(Path(sys.argv[1])))
