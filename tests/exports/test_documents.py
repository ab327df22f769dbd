"""ties.json holds what its reference page says, key by key."""

import re
from pathlib import Path
from typing import Any

import pytest

from crosstie.exports.documents import ties_document
from tests.pages.factory import run_database

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "ties-json.md"

TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "date": (str,),
    "amount": (str,),
    "probability": (str,),
    "number": (int,),
    "decimal number": (float,),
    "boolean": (bool,),
    "object": (dict,),
}
FORMS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "amount": re.compile(r"-?\d+\.\d\d"),
    "probability": re.compile(r"[01]\.\d{4}"),
}


def described(heading: str) -> dict[str, str]:
    """Read the keys of one object, with their types, from the page."""
    part = (
        PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    )
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", part, re.MULTILINE))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return ties_document(run_database())


def objects(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Find the objects of each heading."""
    ties = [*document["ties"], *document["leads"], *document["not_counted"]]
    hops = [hop for tie in ties for hop in tie["hops"]]
    totals = document["totals"]
    return {
        "The document": [document],
        "The coverage": [document["coverage"]],
        "A total": [*totals["buyer"], *totals["siblings"]],
        "A tie": ties,
        "A hop": hops,
        "A record": [record for hop in hops for record in hop["evidence"]],
        "An action": [action for tie in ties for action in tie["transactions"]],
        "A near miss": document["near_misses"],
    }


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "The document",
            "The coverage",
            "A total",
            "A tie",
            "A hop",
            "A record",
            "An action",
        ),
        "A near miss",
    ],
)
def test_the_page_names_every_key_and_its_type(
    heading: str, document: dict[str, Any]
) -> None:
    page = described(heading)
    found = objects(document)[heading]
    assert found
    for one in found:
        assert list(one) == list(page)
        for key, kind in page.items():
            value = one[key]
            if value is None:
                continue
            expected = (list,) if kind.startswith("list of") else TYPES[kind]
            assert isinstance(value, expected), (key, value)
            if kind in FORMS:
                assert FORMS[kind].fullmatch(value), (key, value)


def test_every_near_miss_is_in_the_document(document: dict[str, Any]) -> None:
    assert len(document["near_misses"]) == 12
    assert document["near_misses"][0]["obligated"] == "11000.00"
