"""Public money at home through the commands: plans, agreement, a source that fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_refresh import User
from tests.replay.canada import (
    CONTRACTS,
    GRANTS,
    ORGBOOK,
    QUEBEC,
    OrgBook,
    catalogue,
    csv_bytes,
    package,
    resource,
)
from tests.replay.server import Replay
from tests.sources import test_contracts, test_grants
from tests.sources.test_ckan import REGISTER, REQ
from tests.sources.test_orgbook import topic

NEEDS = "[sources.contracts]\n\n[sources.grants]\n\n[buyer]"
WHOLE = csv_bytes("contracts", "contracts-43", [test_contracts.entry("C-1")])
GIVEN = csv_bytes("grants", "grants-38", [test_grants.entry()])


class Citizen(User):
    """A user whose case asks for public money at home too."""

    def __init__(self, folder: Path, replay: Replay) -> None:
        super().__init__(folder, replay)
        case = self.folder / "case.toml"
        text = case.read_text(encoding="utf-8").replace("[sources.gleif]\n", "")
        case.write_text(text.replace("[buyer]", NEEDS), encoding="utf-8")
        replay.file(CONTRACTS, WHOLE)
        replay.file(GRANTS, GIVEN)

    @property
    def bases(self) -> dict[str, str]:
        names = ("USASPENDING", "CONTRACTS", "GRANTS", "ORGBOOK", "QUEBEC_REQ")
        return {f"CROSSTIE_BASE_{name}": self.replay.base for name in names}


@pytest.fixture
def citizen(tmp_path: Path) -> Iterator[Citizen]:
    replay = Replay()
    yield Citizen(tmp_path, replay)
    replay.close()


def test_a_changed_header_stops_one_source_and_the_others_go_on(
    citizen: Citizen,
) -> None:
    changed = csv_bytes("contracts", "contracts-43", [], more=["shoe_size"])
    citizen.replay.file(CONTRACTS, changed)
    code, out, err = citizen("refresh", "case")
    assert code == 6
    assert "not known: shoe_size" in err
    assert "grants.csv: downloaded" in out
    assert "FY2026_070_Contracts_Full_20261106.zip: downloaded" in out
    assert (citizen.command.folder / "out" / "report.html").exists()
    citizen.replay.file(CONTRACTS, WHOLE)
    code, out, err = citizen("fetch", "contracts", "--again")
    assert code == 0, err
    assert "contracts.csv: downloaded" in out


def test_a_second_refresh_asks_for_nothing_that_is_fresh(citizen: Citizen) -> None:
    assert citizen("refresh", "case")[0] == 0
    code, out, _ = citizen("refresh", "case")
    assert code == 0
    assert "Nothing new was published: nothing was downloaded." in out
    assert len(citizen.replay.asked(CONTRACTS)) == 1


def test_a_plan_states_the_size_with_its_day(citizen: Citizen) -> None:
    code, out, _ = citizen("fetch", "contracts", "--dry-run")
    assert code == 0
    assert "every contract over $10,000, and its amendments (size not told)" in out
    assert "1 not told (about 600.0 MB)" in out
    assert citizen.replay.log == []
    code, out, _ = citizen("sources", "contracts")
    assert "  fetch: about 600 MB, one file (estimated 2026-11)" in out
    assert "  the client calls itself: crosstie/" in out
    assert "Nothing of it is loaded, which says nothing of what exists." in out


def test_a_name_is_told_only_with_the_flag(citizen: Citizen) -> None:
    found = [topic("BC1", "ALPHA LTD.", entity_type="BC")]
    OrgBook(citizen.replay, {"Alpha": found})
    code, _, err = citizen("fetch", "orgbook", "names=Alpha")
    assert code == 2
    assert "its publisher would learn which names are looked for" in err
    assert "--tell-publisher" in err
    assert citizen.replay.asked(ORGBOOK) == []
    code, out, err = citizen("fetch", "orgbook", "names=Alpha", "--tell-publisher")
    assert code == 0, err
    assert "orgbook-answers.jsonl: downloaded" in out
    (told,) = json.loads(citizen("sources", "orgbook", "--json")[1])
    assert told["publisher_learns_names"] is True
    assert (told["loaded"]["rows"], told["loaded"]["files"]) == (1, 1)
    assert told["loaded"]["last_retrieved"] is not None


def test_the_licence_that_was_told_is_shown(citizen: Citizen) -> None:
    listed = package(resource(REQ, "ZIP"), licence="Attribution (CC-BY 4.0)")
    catalogue(citizen.replay, QUEBEC, registre_des_entreprises=listed)
    citizen.replay.file(REQ, REGISTER)
    code, out, err = citizen("fetch", "quebec-req")
    assert code == 0, err
    assert "  note   the catalogue states: Attribution (CC-BY 4.0)" in out
    _, out, _ = citizen("sources", "quebec-req")
    assert "licence told when it was fetched: Attribution (CC-BY 4.0)" in out
    assert "register: registre-des-entreprises.zip" in out
