"""A record's agency is a component of the case by its code, else by its name."""

from __future__ import annotations

from crosstie.model.case import Buyer, Component

HARBOURS = Buyer("Harbour Agency", "HA", names=("AGENCY OF HARBOURS",), codes=("1",))


def test_a_code_decides_before_a_name() -> None:
    assert HARBOURS.is_named("1", None)
    assert not HARBOURS.is_named("2", "Harbour Agency")


def test_without_a_code_any_of_its_names_will_do() -> None:
    assert HARBOURS.is_named(None, "agency of harbours ")
    assert HARBOURS.is_named(None, "HA")
    assert not HARBOURS.is_named(None, None)
    assert not HARBOURS.is_named("", "Harbours")


def test_a_component_without_codes_is_known_by_name_alone() -> None:
    assert Component("Coast Office", "CO").is_named("9", "Coast Office")
