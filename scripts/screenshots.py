"""Takes pictures of every kind of page of a served case, to be looked at.

    crosstie serve ca-ice --port 8484 &
    python scripts/screenshots.py http://127.0.0.1:8484/ --out /tmp/shots

Each page is taken at every width, light and dark, whole. `--name` adds the page of an
organisation whose name holds the words, with its supplier, award and record. It needs
playwright and a chromium on the path.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
FIXED = {
    "overview": "/",
    "ties": "/ties",
    "ties-filtered": "/ties?kind=finding&route=product&sort=-last_date",
    "ties-none": "/ties?q=no+such+words",
    "search": "/search",
    "search-found": "/search?q=open+text",
    "search-nothing": "/search?q=qqzzxx",
    "sources": "/sources",
    "records": "/records",
    "method": "/method",
    "api": "/api",
    "nothing": "/nothing-here",
    "bad-query": "/ties?least=much",
}
"""Pages that every case has, by the name of their picture."""

_LINK = re.compile(r'href="(/(awards|evidence|pictures)/[^"?#.]+)"')

Fetch = Callable[[str], str]


def chosen(fetch: Fetch, names: Iterable[str] = ()) -> dict[str, str]:
    """Choose pages of every kind: a tie of each route and kind, and what it leads to.

    `fetch` gives the text at an address. Gives an address for each name of a picture.
    """
    found = dict(FIXED)
    listed = json.loads(
        fetch("/ties.json?kind=finding&kind=lead&kind=not_counted&per_page=1000")
    )
    rows = [row for group in listed["groups"] for row in group["rows"]]
    for row in rows:
        kind = f"{row['route']}-{row['kind']}"
        found.setdefault(f"tie-{kind}", row["address"])
        found.setdefault(f"organisation-{kind}", row["organisation_address"])
    wanted = {words: [r for r in rows if _is_of(r, words)] for words in names}
    for words, those in {"": rows, **wanted}.items():
        row = next((r for r in those if r["supplier_address"]), None) or rows[0]
        mark = f"-{words.casefold()}" if words else ""
        found |= {f"organisation{mark}": row["organisation_address"]} if words else {}
        found[f"supplier{mark}"] = row["supplier_address"] or "/ties"
        for page in (row["address"], row["organisation_address"]):
            for address, kind in _LINK.findall(fetch(page)):
                found.setdefault(f"{kind}{mark}", address)
    for address, _kind in _LINK.findall(fetch("/")):
        name = address.rpartition("/")[2].partition("-")[0]
        found.setdefault(f"picture-{name}", address)
    return dict(sorted(found.items()))


def _is_of(row: dict[str, str], words: str) -> bool:
    return words.casefold() in row["organisation"].casefold()


def take(base: str, pages: dict[str, str], out: Path) -> list[str]:
    """Take every picture; give what is wider than its window, or said an error."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                page = context.new_page()
                page.on("pageerror", lambda error: wrong.append(str(error)))
                for name, address in pages.items():
                    page.goto(urljoin(base, address))
                    path = out / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=path, full_page=True)
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    if wide > width:
                        wrong.append(f"{name} is {wide} wide in a window of {width}")
                context.close()
        browser.close()
    return wrong


def main() -> int:
    """Read the arguments, take the pictures, say what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("base", help="where the case is served")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", action="append", default=[], metavar="WORDS")
    given = parser.parse_args()

    def fetch(address: str) -> str:
        with urlopen(urljoin(given.base, address)) as answer:  # noqa: S310
            return str(answer.read().decode())

    pages = chosen(fetch, given.name)
    wrong = take(given.base, pages, given.out)
    print(f"{len(pages)} pages, {len(pages) * len(WIDTHS) * len(SCHEMES)} pictures")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
