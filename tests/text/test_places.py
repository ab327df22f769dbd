"""Countries in legal names, and the traps among them."""

from __future__ import annotations

import pytest

from crosstie.text.names import parse_name
from crosstie.text.places import ARM, NUMBERED, WORD, country_hints


@pytest.mark.parametrize(
    ("name", "country", "strength"),
    [
        ("1234567 CANADA INC.", "CA", NUMBERED),
        ("1234567 ONTARIO LIMITED", "CA", NUMBERED),
        ("9123-4567 Québec inc.", "CA", NUMBERED),
        ("0123456 B.C. LTD.", "CA", NUMBERED),
        ("SUNSHINE (CANADA) LTD.", "CA", ARM),
        ("Siemens Canada Limited", "CA", ARM),
        ("Beispiel Deutschland GmbH", "DE", ARM),
        ("BANK OF CANADA", "CA", WORD),
        ("CANADIAN FIRE SUPPLY INC", "CA", WORD),
    ],
)
def test_hints(name: str, country: str, strength: str) -> None:
    hints = country_hints(parse_name(name))
    assert [(hint.country, hint.strength) for hint in hints] == [(country, strength)]


@pytest.mark.parametrize(
    "name",
    [
        "CANADA DRY BOTTLING CO OF NEW YORK",
        "CANADIAN SOLAR (USA) INC.",
        "CHINA LAKE TRAILERS",
        "360 DESIGN INC",
        "ACME INC",
        "US-MEXICO CHAMBER",
    ],
)
def test_traps(name: str) -> None:
    assert country_hints(parse_name(name)) == ()
