"""Records that come page by page: kept as one file of JSON lines, resumed by page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from crosstie.errors import PublisherChanged
from crosstie.fetch.addresses import shown
from crosstie.fetch.client import Ask, Client
from crosstie.fetch.download import Fetched, keep
from crosstie.fetch.manifest import cannot_write, write_json
from crosstie.fetch.part import Part, read_part
from crosstie.fetch.plan import Pages
from crosstie.fetch.world import Tick

__all__ = ["fetch_pages"]


def fetch_pages(client: Client, pages: Pages, folder: Path) -> Fetched:
    """Read all pages into one file; a command that was broken off goes on at its page.

    Raises:
        FetchError: a page cannot be had, or there are more than `most_pages`.

    """
    folder.mkdir(parents=True, exist_ok=True)
    part = read_part(folder, pages.download)
    ask, number = _resumed(part, pages)
    moved = 0
    while ask is not None:
        if number >= pages.most_pages:
            raise PublisherChanged(
                f"{shown(ask.url)} has more than {pages.most_pages:,} pages",
                next_step="ask for less: a shorter period, or the whole archive",
            )
        answer = client.json(ask)
        records = pages.records(answer)
        text = "".join(
            json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n"
            for record in records
        ).encode()
        number += 1
        moved += len(text)
        following = pages.following(answer, ask) if records else None
        if following == ask:
            raise PublisherChanged(
                f"{shown(ask.url)} leads from page {number} to the same page",
                next_step=f"look whether the service has changed: {client.rules.page}",
            )
        _write(part, text, following, number, pages)
        label = f"{client.rules.source}: {pages.download.about}, page {number}"
        client.world.told(Tick(label, part.size, None, None, None))
        ask = following
    answered = {"final_url": pages.first.url}
    return keep(client, pages.download, folder, part, answered, moved=moved)


def _resumed(part: Part, pages: Pages) -> tuple[Ask | None, int]:
    """Find the page to go on with; begin anew where the question is another."""
    facts = part.facts
    if (
        facts.get("first") == _fields(pages.first)
        and facts.get("size", -1) <= part.size
    ):
        if part.size > facts["size"]:
            with part.path.open("r+b") as stream:
                stream.truncate(facts["size"])
        left = facts["following"]
        return (Ask(**left) if left else None), int(facts["pages"])
    part.drop()
    return pages.first, 0


def _write(
    part: Part, text: bytes, following: Ask | None, number: int, pages: Pages
) -> None:
    """Add a page to the file, then note where to go on."""
    try:
        with part.path.open("ab") as stream:
            stream.write(text)
    except OSError as cause:
        raise cannot_write(part.path.parent, cause) from cause
    part.facts = {
        "url": part.url,
        "first": _fields(pages.first),
        "following": _fields(following) if following else None,
        "pages": number,
        "size": part.size,
    }
    write_json(part.note, part.facts)


def _fields(ask: Ask) -> Mapping[str, Any]:
    """Write a question as it reads back from JSON."""
    plain = replace(ask)
    fields = {
        "url": plain.url,
        "method": plain.method,
        "params": dict(plain.params) if plain.params else None,
        "body": dict(plain.body) if plain.body else None,
        "repeatable": plain.repeatable,
    }
    found: Mapping[str, Any] = json.loads(json.dumps(fields))
    return found
