"""The static site: every link leads to a file, no lead is in any byte, same bytes."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from crosstie.pages.ties import read_ties
from crosstie.site.static_run import Hidden
from tests.pages.factory import run_database
from tests.site.static_made import decided, links, made, places, static_run


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return made(
        static_run(decided()), ("en", "fr"), {"x.csv": b"a\n"}, "https://example.org/c/"
    )


def svg(body: bytes) -> ElementTree.Element:
    """Read XML that the tests made themselves."""
    return ElementTree.fromstring(body)  # noqa: S314


def html_of(site: dict[str, bytes]) -> dict[str, str]:
    return {n: b.decode() for n, b in site.items() if n.endswith(".html")}


def test_every_link_leads_to_a_file_and_to_a_place_in_it(
    site: dict[str, bytes],
) -> None:
    pages = html_of(site)
    beside = {"manifest.json"}
    lost = [
        f"{link} on {name}"
        for name, html in pages.items()
        for link in links(name, html)
        if link not in site and link not in beside
    ]
    assert lost == []
    ids = {n: set(re.findall(r'\sid="([^"]*)"', h)) for n, h in pages.items()}
    lost = [
        f"{there}#{id_} on {name}"
        for name, html in pages.items()
        for there, id_ in places(name, html)
        if there in ids and id_ not in ids[there]
    ]
    assert lost == []
    assert len(pages) > 100


def test_every_page_has_data_beside_it_and_pictures_are_drawn(
    site: dict[str, bytes],
) -> None:
    own = {"404.html", "data.html", "search.html", "report.html"}
    for name in html_of(site):
        if name.rpartition("/")[2] not in own:
            stem = name.removesuffix(".html")
            json.loads(site[f"{stem}.json"])
            assert site[f"{stem}.csv"]
    drawn = [name for name in site if name.endswith(".svg")]
    assert any(name.startswith("pictures/chain-") for name in drawn)
    for name in drawn:
        assert svg(site[name]).tag.endswith("svg")


def test_no_byte_names_what_only_leads_and_near_misses_name(
    site: dict[str, bytes],
) -> None:
    whole = run_database()
    ties = read_ties(whole)
    said = {t.tie_id: {t.organisation, t.supplier, t.tie_id} for t in ties}
    kept = {w for t in ties if t.is_finding for w in said[t.tie_id]}
    gone = {w for t in ties if not t.is_finding for w in said[t.tie_id]}
    gone |= {
        str(row[c])
        for row in whole.rows("near", "select supplier, organisation from near_miss")
        for c in ("supplier", "organisation")
    }
    gone -= kept | {"", "None"}
    assert len(gone) > 4
    found = {
        f"{word} in {name}"
        for name, body in site.items()
        for word in gone
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)".encode(), body)
    }
    assert found == set()


def test_nothing_says_how_many_leads_there_are(site: dict[str, bytes]) -> None:
    for name, html in html_of(site).items():
        prose = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
        if not name.rpartition("/")[2].startswith(("method", "report")):
            assert not re.search(r"\b\d+ leads?\b|\b\d+ pistes?\b", prose), name
    said = json.loads(site["index.json"])
    assert "leads" not in said and "not_counted" not in said
    assert b"leads" not in site["index.csv"]


def test_with_leads_every_page_says_so(site: dict[str, bytes]) -> None:
    assert not any("With leads" in html for html in html_of(site).values())
    files = made(static_run(decided(), with_leads=True))
    pages = html_of(files)
    for name, html in pages.items():
        if name != "report.html":
            assert "With leads, not for publication." in html, name
            assert 'content="noindex"' in html
    assert "kind-lead" in "".join(pages)


def test_the_same_run_gives_the_same_bytes(site: dict[str, bytes]) -> None:
    again = made(
        static_run(decided()), ("en", "fr"), {"x.csv": b"a\n"}, "https://example.org/c/"
    )
    assert list(again) == list(site)
    assert again == site


def test_no_name_of_a_record_is_part_of_a_file_name(site: dict[str, bytes]) -> None:
    for name in site:
        assert re.fullmatch(r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+\.[a-z]+", name), name
        assert len(name) < 120


def test_hostile_names_stay_text_everywhere(site: dict[str, bytes]) -> None:
    for name, body in site.items():
        if name.endswith((".html", ".js", ".svg")):
            assert b'<script>alert("x")' not in body, name
    script = site["search-index.js"].decode()
    assert "</script" not in script and "<" not in script
    assert script.startswith("globalThis.crosstieIndex = [")


def test_nothing_needs_a_server(site: dict[str, bytes]) -> None:
    for name, html in html_of(site).items():
        assert 'method="post"' not in html.lower(), name
        assert "/review" not in html and "missing:" not in html, name
        for action in re.findall(r'<form[^>]*action="([^"]*)"', html):
            assert action.endswith("search.html"), name
        if not name.endswith("report.html"):
            assert " style=" not in html and "<style" not in html, name


def test_the_search_lists_every_name_and_the_index_knows_identifiers(
    site: dict[str, bytes],
) -> None:
    rows = json.loads(site["search.json"])
    assert {row[0] for row in rows} == {"organisation", "supplier", "award"}
    html = site["search.html"].decode()
    for _kind, _title, _note, _words, file in rows:
        assert f'href="{file}"' in html and file in site
    titles = [row[1] for row in rows if row[0] == "organisation"]
    assert titles == sorted(titles, key=str.casefold)
    assert "Jasper Telecom" in titles


def test_each_language_links_to_the_same_page_of_the_other(
    site: dict[str, bytes],
) -> None:
    assert '<html lang="en">' in site["ties.html"].decode()
    french = site["fr/ties.html"].decode()
    assert '<html lang="fr">' in french
    assert 'href="../ties.html" lang="en"' in french
    assert 'href="fr/ties.html" lang="fr"' in site["ties.html"].decode()
    english = {n for n in site if n.endswith(".html") and not n.startswith("fr/")}
    assert {
        n.removeprefix("fr/")
        for n in site
        if n.startswith("fr/") and n.endswith(".html")
    } == english


def test_the_map_of_the_site_has_whole_addresses(site: dict[str, bytes]) -> None:
    root = svg(site["sitemap.xml"])
    listed = {e.text for e in root.iter() if e.tag.endswith("loc")}
    pages = {n for n in html_of(site) if not n.endswith(("404.html", "report.html"))}
    assert listed == {f"https://example.org/c/{name}" for name in pages}


def test_folders_of_the_machine_and_persons_are_taken_out() -> None:
    def db():  # type: ignore[no-untyped-def]
        found = decided(command="crosstie trace /home/somebody/cases/nl-abc")
        found.run(
            "note",
            "update tie set decided_by = 'Philippa Quill' where kind = 'finding'",
        )
        found.run("note", "update hop set reason = 'as /home/somebody/notes.txt says'")
        return found

    folders = ("/home/somebody",)
    plain = made(static_run(db(), hidden=Hidden(private=folders)))
    assert "sitemap.xml" not in plain
    assert not [n for n, b in plain.items() if b"/home/somebody" in b]
    assert any(b"Philippa Quill" in body for body in plain.values())
    hidden = Hidden(True, ("Philippa Quill",), (), folders)
    redacted = made(static_run(db(), hidden=hidden))
    for name, body in redacted.items():
        assert b"Philippa" not in body and b"/home/" not in body, name
