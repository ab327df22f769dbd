"""Releases of any publisher: a file at an address, or packages page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Item, Pages, Plan, State
from crosstie.sources.reading.addresses import dataset_of, ending, named_urls

__all__ = ["plan"]

FILES = {"json": "json", "jsonl": "jsonl", "ndjson": "jsonl", "zip": "zip"}
MOST_PAGES = 20_000


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan what stands at the addresses that the user names.

    Raises:
        UsageError: an address is on another host than the user declares.

    """
    rules = state.client.rules
    items, current = [], []
    for url in named_urls(options, rules.source):
        form = options["form"] or ("file" if ending(url) in FILES else "pages")
        item = _file(url) if form == "file" else _pages(url, rules.page)
        if state.is_fresh(item.dataset):
            current.append(f"{url}: asked for not long ago")
        else:
            items.append(item)
    return Plan(rules.source, tuple(items), tuple(current))


def _file(url: str) -> Item:
    return Download(
        dataset=dataset_of(url),
        url=url,
        about=f"releases at {url}",
        kind=FILES.get(ending(url), "any"),
        dataset_id=f"ocds/{url}",
        asked={"url": url},
    )


def _pages(url: str, page: str) -> Item:
    """Keep each package as one line, with what it says of its publisher."""

    def records(answer: Any) -> Sequence[Mapping[str, Any]]:
        if isinstance(answer, dict):
            for name in ("releases", "records"):
                if isinstance(answer.get(name), list):
                    return [answer] if answer[name] else []
        raise changed("ocds", f"{url} answers with no release or record package", page)

    def following(answer: Any, ask: Ask) -> Ask | None:
        links = answer.get("links")
        after = links.get("next") if isinstance(links, dict) else None
        return Ask(urljoin(ask.url, str(after))) if after else None

    dataset = dataset_of(url)
    download = Download(
        dataset=dataset,
        url=url,
        about=f"releases from {url} on, page by page",
        name=f"{dataset}.jsonl",
        kind="jsonl",
        dataset_id=f"ocds/{url}",
        asked={"url": url},
    )
    return Pages(download, Ask(url), records, following, MOST_PAGES)
