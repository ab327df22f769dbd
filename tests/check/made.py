"""Claims and records of our own making; every company here is invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.check.records import Award, KnownTie, Owned, Records
from crosstie.model.case import Buyer, Component
from crosstie.model.claims import Claim, ClaimType, Named, Support

BUYER = Buyer(
    name="Border Agency of Freedonia",
    abbreviation="BAF",
    names=("Border Agency",),
    department="Department of the Interior",
    siblings=(Component("Coast Office", "CO"),),
    country="FR",
)
AGENCY = Named("BAF", "Border Agency of Freedonia", is_buyer_side=True)
COAST = Named("Coast Office", "Coast Office", is_buyer_side=True)
ACME = Named("Acme Drones", "Acme Drones", "case:acme", 1.0)


def claim(text: str, kind: ClaimType, **more: Any) -> Claim:
    """Make a claim that stands at the beginning of its text."""
    more.setdefault("buyer", AGENCY)
    return Claim("c1", 0, len(text), text, kind, **more)


def award(piid: str = "P1", **more: Any) -> Award:
    """Make an award of the agency to Acme Drones."""
    given: dict[str, Any] = {
        "supplier": "ACME DRONES INC.",
        "component": "BAF",
        "is_buyers": True,
        "description": "DRONES",
        "currency": "USD",
        "first_date": date(2024, 3, 1),
        "last_date": date(2024, 6, 1),
        "obligated": Decimal("7234926.20"),
        "supplier_country": "US",
        "support": Support("Awards", "Treasury", record_id=piid),
    }
    return Award(award_id=piid, piid=piid, **{**given, **more})


def tie(*awards: Award, **more: Any) -> KnownTie:
    """Make a finding of Acme Drones on some awards."""
    given: dict[str, Any] = {
        "tie_id": "t1",
        "organisation_id": "case:acme",
        "organisation": "Acme Drones Inc.",
        "parent": "",
        "chain_ids": frozenset({"case:acme"}),
        "route": "direct",
        "supplier": "ACME DRONES INC." if awards else "",
        "component": "BAF",
        "scope": "buyer",
        "kind": "finding",
        "status": "unknown",
        "status_date": None,
        "first_date": None,
        "last_date": None,
        "date_text": "",
        "obligated": None,
        "currency": "USD",
        "matched_text": "",
        "not_counted": "",
        "city": "",
    }
    return KnownTie(awards=awards, **{**given, **more})


def owned(child: str, parent: str, **more: Any) -> Owned:
    """Make a statement of control between two ids of one letter and a name."""
    given: dict[str, Any] = {
        "interest": "control",
        "percent": None,
        "valid_from": None,
        "valid_to": None,
        "support": Support("Yearbook", "A register"),
    }
    return Owned(
        f"case:{child.split()[0].lower()}",
        child,
        f"case:{parent.split()[0].lower()}",
        parent,
        **{**given, **more},
    )


def records(*ties: KnownTie, **more: Any) -> Records:
    """Make the records of a run on 1 July 2026."""
    given: dict[str, Any] = {
        "case": "made",
        "country": "CA",
        "buyer": BUYER,
        "as_of": date(2026, 7, 1),
        "searched": ("100 award actions were looked at.",),
        "names": {"case:acme": ("Acme Drones Inc.",)},
    }
    return Records(ties=ties, **{**given, **more})
