"""Runs to export, one made by hand and one of the sample that ships; validators."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crosstie.exports.formats import Export
from crosstie.pages.exchange import read_exchange
from crosstie.pages.exchange_contexts import Exchange
from crosstie.pipeline import Traced, TraceRequest, trace
from crosstie.settings import from_environment
from crosstie.store.engine import Database
from crosstie.store.tables import AWARD
from tests.pages.factory import FORMULA, HOSTILE, run_database

ROOT = Path(__file__).resolve().parents[2]
VALIDATORS = Path(os.environ.get("CROSSTIE_VALIDATORS") or ROOT / ".validators")

Validate = Callable[..., dict[str, Any]]


@pytest.fixture
def made() -> Iterator[Exchange]:
    """Give a run with every route, kind and status, and the traps."""
    with run_database() as db:
        db.append(AWARD, awards_of(db))
        yield read_exchange(db)


def awards_of(db: Database) -> list[dict[str, Any]]:
    """Make an award of each that an action names, with a hostile description."""
    rows = db.rows(
        "awards", "select distinct award_id from tie_transaction order by award_id"
    )
    return [
        {
            "award_id": row["award_id"],
            "identity": "published",
            "award_unique_id": row["award_id"],
            "piid": f"PIID {row['award_id']}",
            "supplier_name": "DOE, JANE Q.",
            "description": f"{HOSTILE}\n{FORMULA}\x00",
            "currency": "USD",
            "grain": "transaction",
            "obligated": Decimal("-1.10"),
            "ceiling": Decimal("5.00"),
            "ceiling_is_shared": True,
            "permalink": "javascript:alert(1)",
        }
        for row in rows
    ]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Traced:
    """Trace the sample that ships with the case."""
    home = tmp_path_factory.mktemp("home")
    request = TraceRequest(
        case="ca-ice",
        cwd=home,
        traced_at="2026-11-22T10:00:00+00:00",
        sample=True,
    )
    settings = from_environment({"CROSSTIE_HOME": str(home)})
    return trace(request, settings, lambda step: None)


@pytest.fixture(scope="session")
def sample_export(sample: Traced) -> Export:
    """Give all of the sample, with its leads."""
    with Database.open(sample.run, read_only=True) as db:
        return Export(read_exchange(db), sample.case, with_leads=True)


@pytest.fixture(scope="session")
def validate() -> Validate:
    """Give a function that validates a file with its standard's own program."""

    def run(format: str, path: Path, *more: Path) -> dict[str, Any]:
        python = VALIDATORS / "bin" / "python"
        if not python.exists() or any(not one.exists() for one in more):
            pytest.skip("the standards' validators are not here: make validators")
        done = subprocess.run(
            [python, Path(__file__).with_name("validate.py"), format, path, *more],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        if "missing" in found:
            pytest.skip(f"{found['missing']} is not here: make validators")
        return found

    return run
