"""Files that a publisher makes first: asked for once, asked after, then downloaded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

from crosstie.errors import PublisherChanged, PublisherRefuses, Unreachable
from crosstie.fetch.addresses import check_url
from crosstie.fetch.client import Ask, Client
from crosstie.fetch.download import Fetched, fetch_file
from crosstie.fetch.manifest import write_json
from crosstie.fetch.plan import Job, Ready, Ticket
from crosstie.fetch.world import Tick

__all__ = ["changed", "fetch_job"]

TICKET = "job.json"
KEPT_DAYS = 1.0
"""A ticket that is older is not asked after any more: publishers clear such files."""


def fetch_job(client: Client, job: Job, folder: Path) -> Fetched:
    """Have a file made and download it; what an earlier command asked for goes on.

    Raises:
        FetchError: the publisher makes no file, or not in time.

    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / TICKET
    ticket = _kept(client, job, kept)
    try:
        if ticket is None:
            ticket = _ask(client, job, kept)
        ready = _poll(client, job, ticket)
        download = replace(
            job.download,
            url=urljoin(ticket.file_url, ready.url),
            name=job.download.name or ready.name,
            fixed=True,
        )
        fetched = fetch_file(client, download, folder)
    except PublisherRefuses:
        kept.unlink(missing_ok=True)
        raise
    kept.unlink(missing_ok=True)
    return fetched


def _ask(client: Client, job: Job, kept: Path) -> Ticket:
    """Ask for the file once, and note where to ask after it."""
    ticket = job.ticket(client.json(replace(job.ask, repeatable=False)))
    for url in (ticket.status_url, ticket.file_url):
        check_url(url, client.rules.hosts, client.rules.source)
    write_json(
        kept,
        {
            "status_url": ticket.status_url,
            "file_url": ticket.file_url,
            "asked": job.ask.body or {},
            "at": client.world.now().isoformat(timespec="seconds"),
        },
    )
    return ticket


def _kept(client: Client, job: Job, kept: Path) -> Ticket | None:
    """Find a ticket for the same question that is young enough."""
    from datetime import datetime

    try:
        facts = json.loads(kept.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(facts["at"])
        age = abs((client.world.now() - at).total_seconds()) / 86_400
        if facts["asked"] == (job.ask.body or {}) and age < KEPT_DAYS:
            return Ticket(str(facts["status_url"]), str(facts["file_url"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        pass
    kept.unlink(missing_ok=True)
    return None


def _poll(client: Client, job: Job, ticket: Ticket) -> Ready:
    """Ask until the file is ready.

    Raises:
        Unreachable: it is not ready in time; the ticket is kept.

    """
    start = client.world.ticks()
    about = f"{client.rules.source}: {job.download.about}"
    while True:
        ready = job.ready(client.json(Ask(ticket.status_url)))
        if ready is not None:
            return ready
        spent = client.world.ticks() - start
        if spent > job.most_seconds:
            raise Unreachable(
                f"{about}: the publisher has not made the file in {spent / 60:.0f}"
                " minutes",
                next_step="run the same command again later: it asks after the same"
                " file",
            )
        note = f"the publisher is making the file ({spent:.0f} s)"
        client.world.told(Tick(about, 0, None, None, None, note))
        client.world.sleep(job.poll_seconds)


def changed(source: str, what: str, page: str) -> PublisherChanged:
    """Say that an answer is not of the shape that a connector knows."""
    return PublisherChanged(
        f"{source}: {what}",
        next_step=f"look whether the service has changed: {page}; until the connector"
        f" is mended, load files: crosstie load {source} FILE",
    )
