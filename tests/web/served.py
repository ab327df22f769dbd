"""A served case: a run in a file, and a client that asks as a browser does."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from crosstie.settings import Settings
from crosstie.web.app import make_app
from crosstie.web.security import LOOPBACK
from crosstie.web.serving import Serving
from tests.pages.factory import Made, run_database

_moments = itertools.count(1_700_000_000)


def put_run(home: Path, name: str = "aaaa", **facts: Any) -> Path:
    """Write a run as `trace` does: built aside, renamed in, newer than the last."""
    ties: list[Made] | None = facts.pop("ties", None)
    path = home / "runs" / "nl-abc" / f"{name}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    with run_database(ties, **facts) as db:
        db.run("attach", f"attach '{aside}' as f")
        db.run("copy", "copy from database memory to f")
        db.run("detach", "detach f")
    moment = next(_moments)
    os.utime(aside, (moment, moment))
    aside.replace(path)
    return path


def serving(home: Path, **options: Any) -> Serving:
    """Say what is served."""
    waits = {"patience": None} | options
    return Serving("nl-abc", "nl-abc", Settings(home=home), LOOPBACK, **waits)


def client(home: Path, **options: Any) -> TestClient:
    """Open a client to the application, under a name that is served."""
    folder = home / "links"
    folder.mkdir(exist_ok=True)
    app = make_app(serving(home, **options), folder)
    return TestClient(app, base_url="http://127.0.0.1:8484", follow_redirects=False)
