"""What the publishers of the kill test serve: invented rows, sent slowly."""

from __future__ import annotations

import hashlib
import random

from tests.replay.publishers import Awards, GoldenCopy, Row, action
from tests.replay.server import Replay

__all__ = ["Publishers", "actions"]

PIECES, PAUSE = 2_048, 0.006
"""How the publisher sends: pieces of so many bytes, and seconds between them."""


class Publishers:
    """What both publishers serve, slowly enough to be killed in between."""

    def __init__(self, rows: int) -> None:
        self.replay = Replay()
        self.replay.pieces, self.replay.pause = PIECES, PAUSE
        chosen = random.Random(1)  # noqa: S311
        self.awards = Awards(self.replay)
        self.awards.states_before_finished = 0
        for year in (2025, 2026):
            self.awards.publish(year, "20261106", actions(year, rows, chosen))
        self.awards.subawards = []
        golden = GoldenCopy(self.replay)
        golden.publish(
            "2026-11-20 08:00:00",
            {"lei2": _entities(rows, chosen), "rr": _relations(rows // 3)},
        )

    @property
    def bases(self) -> dict[str, str]:
        """Name the variables that send the client to this machine."""
        base = self.replay.base
        return {"CROSSTIE_BASE_USASPENDING": base, "CROSSTIE_BASE_GLEIF": base}


def _name(number: int) -> str:
    short = hashlib.sha256(str(number).encode()).hexdigest()[:9].upper()
    return f"{short} WORKS INC."


def actions(year: int, rows: int, chosen: random.Random) -> list[Row]:
    """Invent the actions of a year."""
    return [
        {
            **action(f"{year}A{n}", _name(n), f"{n}.50", f"{year}-02-03"),
            "transaction_description": chosen.randbytes(60).hex(),
        }
        for n in range(rows)
    ]


def _lei(number: int) -> str:
    bare = f"549300{number:012d}"
    digits = "".join(str(int(char, 36)) for char in f"{bare}00")
    return f"{bare}{98 - int(digits) % 97:02d}"


def _entities(rows: int, chosen: random.Random) -> list[Row]:
    return [
        {
            "LEI": _lei(n),
            "Entity.LegalName": _name(n),
            "Entity.LegalAddress.Country": "CA" if n % 3 else "US",
            "Entity.LegalAddress.City": chosen.randbytes(8).hex(),
            "Entity.HeadquartersAddress.Country": "CA",
            "Entity.EntityStatus": "ACTIVE",
            "Entity.EntityCategory": "GENERAL",
            "Registration.RegistrationStatus": "ISSUED",
        }
        for n in range(rows)
    ]


def _relations(rows: int) -> list[Row]:
    return [
        {
            "Relationship.StartNode.NodeID": _lei(3 * n),
            "Relationship.EndNode.NodeID": _lei(3 * n + 1),
            "Relationship.RelationshipType": "IS_DIRECTLY_CONSOLIDATED_BY",
            "Relationship.RelationshipStatus": "ACTIVE",
            "Registration.RegistrationStatus": "PUBLISHED",
        }
        for n in range(rows)
    ]
