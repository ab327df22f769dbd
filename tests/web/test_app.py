"""The application: formats, errors, headers, caching, languages, a replaced run."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.served import client, put_run


@pytest.fixture
def web(tmp_path: Path) -> TestClient:
    put_run(tmp_path)
    return client(tmp_path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/ties", "text/html; charset=utf-8"),
        ("/ties.json", "application/json"),
        ("/ties.csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_page_answers_in_three_formats(web: TestClient, path: str, kind: str) -> None:
    found = web.get(path)
    assert found.status_code == 200
    assert found.headers["content-type"] == kind
    assert web.head(path).headers["content-length"] == found.headers["content-length"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing.json", 404),
        ("/ties/t-000000000000.json", 404),
        ("/ties.json?least=much", 400),
        ("/ties.json?page=99", 404),
    ],
)
def test_an_error_has_one_shape(web: TestClient, path: str, status: int) -> None:
    found = web.get(path)
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    said = found.json()
    assert said["status"] == status and said["detail"] and said["next"]


def test_an_error_is_a_page_for_a_person(web: TestClient) -> None:
    found = web.get("/ties?least=<script>", headers={"accept": "text/html"})
    assert found.status_code == 400
    assert "<h1>" in found.text and "least" in found.text
    assert "<script>" not in found.text


@pytest.mark.parametrize("path", ["/ties", "/nothing", "/static/site.css", "/ties.csv"])
def test_every_response_carries_the_headers(web: TestClient, path: str) -> None:
    headers = web.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:80:80", "", "localhost:x"],
)
def test_a_name_that_is_not_served_is_refused(web: TestClient, host: str) -> None:
    found = web.get("/ties", headers={"host": host})
    assert found.status_code == 421
    assert "Thomson" not in found.text and "obligated" not in found.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80"])
def test_this_machine_is_served(web: TestClient, host: str) -> None:
    assert web.get("/ties", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading(web: TestClient, method: str) -> None:
    found = web.request(method, "/ties", headers={"accept": "application/json"})
    assert found.status_code == 405
    assert "GET" in found.headers["allow"]
    assert found.json()["next"]


def test_a_long_query_is_refused(web: TestClient) -> None:
    assert web.get("/ties.json?q=" + "x" * 2000).status_code == 414
    assert web.get("/" + "x" * 600).status_code == 414


def test_what_is_known_is_not_sent_again(web: TestClient) -> None:
    etag = web.get("/ties").headers["etag"]
    again = web.get("/ties", headers={"if-none-match": etag})
    assert again.status_code == 304 and again.content == b""


def test_it_is_packed_where_that_is_accepted(web: TestClient) -> None:
    packed = web.get("/ties", headers={"accept-encoding": "gzip"})
    bare = web.get("/ties", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in bare.headers
    assert packed.text == bare.text
    assert int(packed.headers["content-length"]) < int(bare.headers["content-length"])


def test_other_pages_of_a_list_are_linked(web: TestClient) -> None:
    found = web.get("/ties.json?per_page=2&page=2&route=direct")
    links = found.headers["link"]
    assert '</ties.json?route=direct&per_page=2&page=1>; rel="first"' in links
    assert 'rel="prev"' in links


def test_a_language_is_asked_for_and_remembered(web: TestClient) -> None:
    assert web.get("/ties").headers["content-language"] == "en"
    french = web.get("/ties?lang=fr")
    assert french.headers["content-language"] == "fr"
    assert french.headers["set-cookie"].startswith("lang=fr;")
    assert web.get("/ties").headers["content-language"] == "fr"
    web.cookies.clear()
    wish = web.get("/ties", headers={"accept-language": "fr-CA, en;q=0.4"})
    assert wish.headers["content-language"] == "fr"
    assert "set-cookie" not in wish.headers


def test_a_replaced_run_is_shown_at_the_next_request(tmp_path: Path) -> None:
    put_run(tmp_path, run_id="first0000000")
    web = client(tmp_path)
    assert "first0000000" in web.get("/ties").text
    put_run(tmp_path, run_id="second000000")
    assert "second000000" in web.get("/ties").text
    put_run(tmp_path, "bbbb", run_id="third0000000")
    assert "third0000000" in web.get("/ties").text


def test_without_a_run_it_says_how(tmp_path: Path) -> None:
    found = client(tmp_path).get("/ties.json")
    assert found.status_code == 503
    assert "crosstie trace" in found.json()["next"]


def test_a_file_of_the_site_may_be_kept_for_ever(web: TestClient) -> None:
    page = web.get("/ties").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    found = web.get(address)
    assert "immutable" in found.headers["cache-control"]
    assert web.get("/static/..%2fsite.css").status_code == 404
