"""Private persons in the text of records: cells, torn lines, JSON."""

from __future__ import annotations

import json

import pytest

from crosstie.store.masking import masked_name, masked_record
from crosstie.text.persons import MASK


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('P1,"DOE, JANE Q.",1.00', f"P1,{MASK},1.00"),
        ("P1,ROSS STORES,1.00", "P1,ROSS STORES,1.00"),
        ('P1,"ALPHA, INC.",1.00', 'P1,"ALPHA, INC.",1.00'),
    ],
)
def test_cells_of_a_whole_record(text: str, shown: str) -> None:
    assert masked_record(text, torn=False) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("P1,DOE, JANE Q.,1.00", f"P1,{MASK},1.00"),
        ('P1,"DOE, JANE Q.,1.00\nP2,ALPHA INC.', f'P1,"{MASK},1.00\nP2,ALPHA INC.'),
        ("P1,JANE DOE,ALPHA INC.,2", f"P1,{MASK},ALPHA INC.,2"),
        ("[withheld: may hold personal columns]",) * 2,
    ],
)
def test_pieces_of_a_torn_record(text: str, shown: str) -> None:
    assert masked_record(text, torn=True) == shown


def test_values_of_an_object() -> None:
    text = json.dumps({"supplier": {"names": ["DOE, JANE", "ALPHA INC."]}, "n": 1})
    shown = json.loads(masked_record(text, torn=True))
    assert shown == {"supplier": {"names": [MASK, "ALPHA INC."]}, "n": 1}


def test_a_name_alone() -> None:
    assert masked_name(" DOE, JANE Q. ") == MASK
    assert masked_name("BRAZIL") == "BRAZIL"
