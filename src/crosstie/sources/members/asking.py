"""What to ask for members: the whole list, which tells nobody a place, or one code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urljoin

from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Item, Pages, Plan, State

__all__ = ["plan"]

_A_PAGE = 500


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan one answer: the list of all members, or those of a postal code."""
    rules = state.client.rules
    postal = options["postal"].replace(" ", "").replace("-", "").upper()
    item: Item
    if options["from"] == "house":
        item = _house(rules.addresses["house"], postal)
    elif postal:
        item = Download(
            dataset=f"postcode-{postal}",
            url=f"{rules.addresses['postcode']}{postal}/",
            about=f"members for the postal code {postal}",
            name=f"postcode-{postal}.json",
            kind="json",
            dataset_id=f"represent.opennorth.ca/postcodes/{postal}",
            asked={"postal": postal},
        )
    else:
        item = _all(rules.addresses["list"])
    if state.is_fresh(item.dataset):
        return Plan(rules.source, (), (f"{item.dataset}: asked for not long ago",))
    return Plan(rules.source, (item,))


def _house(url: str, postal: str) -> Download:
    asked = {"searchText": postal, "parliament": "all"} if postal else {}
    return Download(
        dataset=f"house-{postal}" if postal else "house",
        url=f"{url}?{urlencode(asked)}" if asked else url,
        about=f"the House's list for {postal}" if postal else "the House's list",
        name=f"house-{postal}.csv" if postal else "house.csv",
        kind="csv",
        dataset_id=f"ourcommons.ca/search/{postal}"
        if postal
        else "ourcommons.ca/members",
        asked=asked,
    )


def _all(url: str) -> Pages:
    def records(answer: Any) -> Sequence[Mapping[str, Any]]:
        found = answer.get("objects") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise changed("members", "the list has no 'objects'", url)
        return found

    def following(answer: Any, ask: Ask) -> Ask | None:
        meta = answer.get("meta")
        after = meta.get("next") if isinstance(meta, dict) else None
        return Ask(urljoin(url, str(after))) if after else None

    download = Download(
        dataset="house-of-commons",
        url=url,
        about="all members of the House of Commons",
        name="house-of-commons.jsonl",
        kind="jsonl",
        dataset_id="represent.opennorth.ca/house-of-commons",
    )
    return Pages(download, Ask(url, params={"limit": _A_PAGE}), records, following)
