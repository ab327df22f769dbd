"""Files that a publisher makes first: when it fails, is late, or leads elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import PublisherRefuses, RefusedAddress, Unreachable
from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import KEPT_DAYS, TICKET, fetch_job
from crosstie.fetch.plan import Download, Job, Ready, Ticket
from tests.fetch.conftest import Make
from tests.replay.clock import Clock
from tests.replay.server import Replay

ASK = "https://api.example.org/v1/make"
STATUS = "https://api.example.org/v1/status"
FILE = "https://files.example.org/made/rows.csv"


def ready(answer: Any) -> Ready | None:
    if answer["status"] == "failed":
        raise PublisherRefuses("it failed", status=200)
    return Ready(answer["url"]) if answer["status"] == "done" else None


JOB = Job(
    Download("rows", ASK, "rows of 2026"),
    Ask(ASK, "POST", body={"year": 2026}),
    ticket=lambda answer: Ticket(answer["status"], answer["file"]),
    ready=ready,
    most_seconds=60.0,
)


@pytest.fixture
def publisher(replay: Replay) -> Callable[[str], Replay]:
    """Return a function that makes the publisher answer with a status."""
    replay.answer(ASK, {"status": STATUS, "file": FILE})
    replay.file(FILE, b"a,b\n1,2\n")

    def _answer(status: str) -> Replay:
        replay.answer(STATUS, {"status": status, "url": FILE})
        return replay

    return _answer


def test_a_made_file_is_downloaded(
    publisher: Callable[[str], Replay], make: Make, tmp_path: Path
) -> None:
    replay = publisher("done")
    found = fetch_job(make(), JOB, tmp_path)
    assert found.path.read_text() == "a,b\n1,2\n"
    assert found.pinned.url == FILE
    assert len(replay.asked(ASK)) == 1
    assert not (tmp_path / TICKET).exists()


def test_a_late_file_keeps_its_ticket(
    publisher: Callable[[str], Replay], make: Make, tmp_path: Path, clock: Clock
) -> None:
    replay = publisher("running")
    with pytest.raises(Unreachable, match="not made the file in 1 minutes"):
        fetch_job(make(), JOB, tmp_path)
    assert (tmp_path / TICKET).exists()
    publisher("done")
    fetch_job(make(), JOB, tmp_path)
    assert len(replay.asked(ASK)) == 1


def test_an_old_ticket_is_asked_anew(
    publisher: Callable[[str], Replay], make: Make, tmp_path: Path, clock: Clock
) -> None:
    replay = publisher("running")
    with pytest.raises(Unreachable):
        fetch_job(make(), JOB, tmp_path)
    clock.passed += (KEPT_DAYS + 0.1) * 86_400
    publisher("done")
    fetch_job(make(), JOB, tmp_path)
    assert len(replay.asked(ASK)) == 2


def test_a_file_that_cannot_be_made_is_asked_anew(
    publisher: Callable[[str], Replay], make: Make, tmp_path: Path
) -> None:
    replay = publisher("failed")
    with pytest.raises(PublisherRefuses, match="it failed"):
        fetch_job(make(), JOB, tmp_path)
    publisher("done")
    fetch_job(make(), JOB, tmp_path)
    assert len(replay.asked(ASK)) == 2


def test_a_ticket_that_leads_elsewhere_is_refused(
    publisher: Callable[[str], Replay], make: Make, tmp_path: Path
) -> None:
    replay = publisher("done")
    replay.answer(ASK, {"status": "https://example.net/status", "file": FILE})
    with pytest.raises(RefusedAddress):
        fetch_job(make(), JOB, tmp_path)
    assert not (tmp_path / TICKET).exists()
