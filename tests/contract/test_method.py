"""The numbers on the page that readers cite are the numbers of the code."""

from __future__ import annotations

import re

import pytest

from crosstie.model.case import Case
from crosstie.ownership import policy as owning
from crosstie.resolve import policy as matching
from crosstie.ties import policy as tying
from crosstie.ties.dates import UNDATED
from crosstie.ties.product_phrases import WHOLE_WORDS
from tests.contract.rooms import ROOT

PAGE = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())
BY = owning.PROBABILITY
PLACES = matching.COUNTRY_BY_SOURCE
NAMES = matching.COUNTRY_BY_NAME


def words(number: int) -> str:
    return ("two", "three", "four", "twelve")[(2, 3, 4, 12).index(number)]


CLAIMS = {
    "strong identifier": (
        "| the same strong identifier (LEI) on both sides | {:.2f} |",
        (matching.STRONG_IDENTIFIER,),
    ),
    "same name": ("identifiers | up to {:.2f} |", (matching.SAME.limit,)),
    "common words": (
        "with nothing else that agrees | up to {:.2f} |",
        (matching.GENERIC_LIMIT,),
    ),
    "common words alone": ("no finding by itself ({:.2f})", (matching.GENERIC_LIMIT,)),
    "another spelling": ("spelling is a lead ({:.2f})", (matching.NEAR_LIMIT,)),
    "whole name": ("legal form and all, counts {}", (matching.FULL_NAME,)),
    "city": ("adds {} each", (matching.CODED_CITY[0],)),
    "full name": ("of the case | from {}, less", (matching.FULL_NAME,)),
    "coded more": ("each {} more |", (matching.CODED_CITY[0],)),
    "coded abroad": ("each {} more |", (matching.CODED_ABROAD[0],)),
    "family": ("| a name family | up to {:.2f} |", (matching.FAMILY.limit,)),
    "weak identifier": (
        "| a weak identifier alone | up to {:.2f} |",
        (matching.IDENTIFIER.limit,),
    ),
    "control": (
        "by BODS | {}, {}, {}, {} |",
        (BY["gleif"], BY["case"], BY["named parent"], BY["bods"]),
    ),
    "unconfirmed ownership": ("marks unconfirmed | {:.2f} |", (owning.UNCONFIRMED,)),
    "cited": (
        "marked unconfirmed | {:.2f}; {:.2f} |",
        (tying.CITED, tying.UNCONFIRMED),
    ),
    "brand": (
        "its maker's own name | {}; {} |",
        (tying.CASE_PRODUCT, tying.OWN_NAME),
    ),
    "undated": ("times {} |", (UNDATED,)),
    "least match": ("A match below {:.2f} makes no tie", (tying.LEAST_MATCH,)),
    "register": ("in a row of the case | {:.2f} |", (PLACES["lei"][1],)),
    "case row": ("in a row of the case | {:.2f} |", (PLACES["case"][1],)),
    "listed": ("listed companies states | {:.2f} |", (PLACES["listed"][1],)),
    "numbered": ("CANADA INC`) | {:.2f} |", (NAMES["numbered company"][0],)),
    "coded": ("0.005 more | {:.2f} |", (matching.COUNTRY_CODED[1],)),
    "data": ("(BODS, OCDS) | {:.2f} |", (PLACES["bods"][1],)),
    "before the form": (
        "legal form of the name | {:.2f} |",
        (NAMES["country before the legal form"][0],),
    ),
    "isin": ("country's letters | {:.2f} |", (matching.COUNTRY_BY_ISIN[1],)),
    "unconfirmed place": (
        "marked unconfirmed | {:.2f} |",
        (matching.CASE_UNCONFIRMED[1],),
    ),
    "a word": ("elsewhere in the name | {:.2f} |", (NAMES["country word"][0],)),
    "most": ("never above {}.", (tying.MOST_SURE_PLACE,)),
    "sure": ("is sure enough ({:.2f})", (tying.SURE_PLACE,)),
    "searched names": ("are surely ({:.2f}) of the country", (tying.SURE_PLACE,)),
    "threshold": (
        "`publish_threshold` ({} unless",
        (Case.__dataclass_fields__["publish_threshold"].default,),
    ),
    "suppliers": ("more than {} suppliers", (tying.MOST_SUPPLIERS,)),
    "links": ("has up to {} links", (words(owning.MAX_DEPTH),)),
    "letters": ("fewer than {} letters", (words(tying.SHORTEST_NAME),)),
    "other words": ("at most {} other words", (words(WHOLE_WORDS),)),
}
"""What the page says, and the numbers that stand for it in the code."""


@pytest.mark.parametrize("claim", sorted(CLAIMS))
def test_the_page_says_what_the_code_does(claim: str) -> None:
    sentence, numbers = CLAIMS[claim]
    assert sentence.format(*numbers) in TEXT


def test_every_number_that_is_a_probability_is_checked() -> None:
    """A number that is added to the page is added here, or it drifts."""
    said = set(re.findall(r"\b0\.\d+\b", TEXT))
    known = {f"{n:.2f}" for _, numbers in CLAIMS.values() for n in numbers if _is(n)}
    known |= {str(n) for _, numbers in CLAIMS.values() for n in numbers if _is(n)}
    examples = {"0.98", "0.92", "0.96"}
    assert said - known - examples == set()


def _is(number: object) -> bool:
    return isinstance(number, float)
