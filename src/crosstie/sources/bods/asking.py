"""Ownership statements of any publisher: the file at an address that the user names."""

from __future__ import annotations

from collections.abc import Mapping

from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.reading.addresses import dataset_of, ending, named_urls

__all__ = ["plan"]

_KINDS = {"json": "json", "jsonl": "jsonl", "ndjson": "jsonl", "zip": "zip"}


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the files at the addresses that the user names.

    Raises:
        UsageError: an address is on another host than the user declares.

    """
    rules = state.client.rules
    items, current = [], []
    for url in named_urls(options, rules.source):
        dataset = dataset_of(url)
        if state.is_fresh(dataset):
            current.append(f"{url}: asked for not long ago")
            continue
        items.append(
            Download(
                dataset=dataset,
                url=url,
                about=f"ownership statements at {url}",
                kind=_KINDS.get(ending(url), "any"),
                dataset_id=f"bods/{url}",
                asked={"url": url},
            )
        )
    return Plan(rules.source, tuple(items), tuple(current))
