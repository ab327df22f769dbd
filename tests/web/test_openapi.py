"""What the OpenAPI promises, asked by Schemathesis with made-up parameters."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks
from starlette.testclient import TestClient

from crosstie.pages.addresses import FORMATS, in_format
from crosstie.site import registry
from tests.web.served import client, put_run

CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
EXAMPLES = 4
"""Made-up requests for each address: bounded, so that the suite stays quick."""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    home = tmp_path_factory.mktemp("home")
    put_run(home)
    return client(home)


@pytest.fixture(scope="module")
def described(web: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = web.get("/openapi.json").json()
    return found


def test_every_page_is_described_in_every_format(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    expected = {in_format(p.path, f) for p in registry.PAGES for f in FORMATS}
    assert set(described["paths"]) == expected
    ids = [p["get"]["operationId"] for p in described["paths"].values()]
    assert len(set(ids)) == len(ids)


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    known = described["components"]["schemas"]

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                assert value["$ref"].rpartition("/")[2] in known
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(described)


def test_the_page_about_the_addresses_names_them_all(web: TestClient) -> None:
    text = web.get("/api").text
    assert all(page.path in text for page in registry.PAGES)


def cases() -> list[tuple[str, GenerationMode]]:
    """List the addresses: what is asked wrongly is asked for JSON alone."""
    kept = [page.path for page in registry.PAGES if not page.is_live]
    right = [(in_format(p, f), GenerationMode.POSITIVE) for p in kept for f in FORMATS]
    return [*right, *((in_format(p, "json"), GenerationMode.NEGATIVE) for p in kept)]


@pytest.mark.parametrize(("path", "mode"), cases())
def test_answers_are_what_the_description_says(
    web: TestClient, described: dict[str, Any], path: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(described)
    operation = schema[path]["GET"]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode))
    def ask(case: schemathesis.Case) -> None:
        asked = case.as_transport_kwargs(base_url="http://127.0.0.1:8484")
        answer = web.request(
            "GET", asked["url"], params=asked["params"], headers=asked["headers"]
        )
        assert answer.status_code < 500
        case.validate_response(answer, checks=CHECKS)

    ask()
