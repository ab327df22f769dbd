"""A short head that several bear: it is left open alone, and known with more."""

from __future__ import annotations

import itertools

import pytest

from crosstie.matching import kernel, policy
from crosstie.matching.records import Records
from tests.matching.test_kernel import LEI

BEARERS = [
    ("CGI Inc.", "CA", "Montreal", "H3G 1T4", f"lei:{LEI}"),
    ("CGI Federal Inc.", "US", "Fairfax", "22033", ""),
    ("CGI Windows & Doors, Inc.", "US", "Hialeah", "33018", ""),
    ("CGI Silvercote LLC", "US", "Spartanburg", "29303", ""),
    ("CGI Group Ltd", "GB", "London", "EC4M 7AN", ""),
    ("CGI", "FR", "Paris", "75008", ""),
    ("JSI Inc", "US", "Arlington", "22209", "duns:123456789"),
    ("JSI Telecom Inc.", "CA", "Ottawa", "K2K 2X3", "duns:987654321"),
    ("JSI Logistics Ltd", "GB", "Leeds", "LS1 4DY", ""),
    ("JSI", "CA", "Vancouver", "V6B 1A1", ""),
    ("CAE Inc.", "CA", "Saint-Laurent", "H4T 1G6", ""),
    ("CAE USA Inc.", "US", "Tampa", "33634", ""),
    ("CAE Healthcare Inc.", "US", "Sarasota", "34240", ""),
    ("CAE Ltd", "GB", "Burgess Hill", "RH15 9TW", ""),
    ("CAE Oil Co", "US", "Houston", "77002", ""),
    ("CAE", "US", "Tampa", "33601", ""),
]
STARTS = ("Bal", "Cor", "Dun", "Fer", "Gol", "Hest", "Jun", "Kal", "Lor", "Mer", "Nor")
ENDS = ("mont", "wick", "dale", "ford", "stead", "gate", "burg", "ham", "ley", "ton")
TRADES = ("Services", "Group", "Consulting", "Systems Inc", "Foods Ltd", "Marine")
FILLER = [
    (f"{start}{end} {trade}", country, "", "", "")
    for (start, end, trade), country in zip(
        itertools.product(STARTS, ENDS, TRADES),
        itertools.cycle(("US", "CA", "GB", "FR")),
        strict=False,
    )
]


@pytest.fixture(scope="module")
def ready() -> kernel.Register:
    names, country, city, postal, known = zip(*BEARERS, *FILLER, strict=True)
    return kernel.prepare(Records(names, names, country, city, postal, known))


def best(ready: kernel.Register, quality: str, *known: str) -> tuple[str, float]:
    """Ask with name, country, city, postal code, identifiers, as far as given."""
    given = [[one] for one in (*known, *("" for _ in range(5 - len(known))))]
    queries = Records(["q"], *given)
    (found,) = kernel.match(ready, queries, policy.QUALITIES[quality])
    return ready.ids[int(found.record[0])], float(found.score[0])


@pytest.mark.parametrize("quality", policy.QUALITIES)
@pytest.mark.parametrize("name", ["CGI", "JSI", "CAE"])
def test_a_short_head_alone_says_nothing(
    ready: kernel.Register, name: str, quality: str
) -> None:
    assert best(ready, quality, name)[1] < policy.THRESHOLD


@pytest.mark.parametrize("quality", policy.QUALITIES)
@pytest.mark.parametrize(
    ("known", "found"),
    [
        (("CGI", "CA"), "CGI Inc."),
        (("CGI INC", "CA", "Montréal"), "CGI Inc."),
        (("CGI", "CA", "MONTREAL", "H3G1T4"), "CGI Inc."),
        (("CGI", "FR"), "CGI"),
        (("CGI LTD", "GB", "London"), "CGI Group Ltd"),
        (("JSI", "US"), "JSI Inc"),
        (("JSI", "", "Arlington", "22209"), "JSI Inc"),
        (("JSI", "CA", "Vancouver"), "JSI"),
        (("CAE INC", "CA"), "CAE Inc."),
        (("CAE", "CA", "Saint Laurent", "H4T-1G6"), "CAE Inc."),
        (("CAE", "GB"), "CAE Ltd"),
        (("CAE", "US", "Tampa", "33601"), "CAE"),
        (("CGI", "", "", "", f"LEI:{LEI}"), "CGI Inc."),
        (("JSI", "CA", "", "", "duns:987654321"), "JSI Telecom Inc."),
    ],
)
def test_with_more_it_is_the_one(
    ready: kernel.Register, known: tuple[str, ...], found: str, quality: str
) -> None:
    name, score = best(ready, quality, *known)
    assert (name, score > policy.THRESHOLD) == (found, True)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (("CAE INC", "CA"), ("CAE INC", "CA", "Saint-Laurent")),
        (("JSI", "US"), ("JSI", "US", "Arlington")),
        (("CGI INC", "CA"), ("CGI INC", "CA", "Montreal")),
    ],
)
def test_a_city_that_agrees_makes_it_surer(
    ready: kernel.Register, less: tuple[str, ...], more: tuple[str, ...]
) -> None:
    assert best(ready, "fast", *more)[1] > best(ready, "fast", *less)[1]


def test_a_city_that_differs_makes_it_less_sure(ready: kernel.Register) -> None:
    here = best(ready, "fast", "CAE INC", "CA", "Saint-Laurent")
    there = best(ready, "fast", "CAE INC", "CA", "Halifax")
    assert there[0] != here[0] or there[1] < here[1]


def test_a_country_that_none_of_them_has_says_nothing(ready: kernel.Register) -> None:
    assert best(ready, "fast", "CGI", "US")[1] < policy.THRESHOLD
