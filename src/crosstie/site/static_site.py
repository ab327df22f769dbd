"""All files of a static site: pages in each language, scripts, map, report, data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from crosstie.report.formats import rendered
from crosstie.site.assets import ICON, STYLE, assets
from crosstie.site.static_pages import Downloads, Prefixes, StaticPages
from crosstie.site.static_run import StaticRun
from crosstie.text.language import _, speaking

ASSETS = (STYLE, ICON, "slider.js", "narrow.js", "find.js")
"""Files of the site that its pages load here."""

EXPORTS = "exports/"
REPORT = "report.html"


def prefixes(languages: Sequence[str]) -> Prefixes:
    """Give each language its folder: the first stands at the top."""
    first = languages[0]
    return tuple((one, "" if one == first else f"{one}/") for one in languages)


def site_files(
    run: StaticRun,
    languages: Sequence[str],
    exports: Mapping[str, bytes],
    address: str = "",
) -> Iterator[tuple[str, bytes]]:
    """Give every file with its path below the folder, each once.

    `exports` are further files, by their paths below `exports/`. A map of the site
    needs whole addresses: it is written where `address`, that of the folder, is given.
    """
    folders = prefixes(languages)
    extra = {f"{EXPORTS}{name}": content for name, content in exports.items()}
    for language, prefix in folders:
        with speaking(language):
            extra[prefix + REPORT] = rendered(run.context, "html")
    yield from extra.items()
    for name in ASSETS:
        yield f"static/{name}", assets()[name].body
    listed: list[str] = []
    for language, prefix in folders:
        with speaking(language):
            downloads = tuple(
                Downloads(name, _about(name), len(body), _sha256(body))
                for name, body in sorted(extra.items(), key=_place)
                if name.startswith(EXPORTS) or name == prefix + REPORT
            )
        pages = StaticPages(run, language, folders, downloads)
        yield from pages.files()
        listed += [prefix + name for name in pages.pages]
    if address:
        yield "sitemap.xml", _map(address, listed).encode()


def _place(one: tuple[str, bytes]) -> tuple[bool, bool, str]:
    """Put the report first, then what describes the tables, then these."""
    name = one[0]
    return (not name.endswith(REPORT), not name.endswith(".json"), name)


def _about(name: str) -> str:
    if name.endswith(REPORT):
        return _("The whole report in one file, to print or to hand on")
    if name.endswith("datapackage.json"):
        return _("Frictionless Data Package: names every table, with its columns")
    return ""


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _map(address: str, names: Sequence[str]) -> str:
    base = address.rstrip("/")
    lines = "".join(
        f"<url><loc>{escape(f'{base}/{name}')}</loc></url>\n" for name in names
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{lines}</urlset>\n"
    )
