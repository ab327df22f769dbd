"""What a CKAN catalogue says of a dataset: its licence, and where its files are.

The action `package_show` is CKAN's own; many governments run such a catalogue. The
addresses of files move, so they are asked for each time and never written down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import State
from crosstie.text.dates import iso_day

__all__ = ["Dataset", "Resource", "ask_dataset"]


@dataclass(frozen=True)
class Resource:
    """One file of a dataset, as the catalogue lists it."""

    url: str
    """Its address, over TLS: catalogues still list old addresses without."""
    format: str = ""
    """zip, csv, pdf, ... in small letters."""
    day: str | None = None
    """The day of its last change, ISO 8601."""

    @property
    def file_name(self) -> str:
        """Give the last part of the address."""
        return urlsplit(self.url).path.rpartition("/")[2]


@dataclass(frozen=True)
class Dataset:
    """One dataset of a catalogue."""

    title: str
    licence: str | None
    """As the catalogue states it today; None where it states none."""
    resources: tuple[Resource, ...]

    def named(self, pattern: str) -> dict[str, Resource]:
        """Find the files whose name matches, by the pattern's first group.

        The same address, listed for two languages, is one file.
        """
        found: dict[str, Resource] = {}
        for resource in self.resources:
            match = re.fullmatch(pattern, resource.file_name, re.IGNORECASE)
            if match:
                found.setdefault(match[1].lower(), resource)
        return found


def ask_dataset(state: State, address: str, name: str) -> Dataset:
    """Ask a catalogue for a dataset; `address` is a name of `[fetch.addresses]`.

    Raises:
        FetchError: the catalogue cannot be had, or its answer has changed.

    """
    rules = state.client.rules
    answer = state.client.json(Ask(rules.addresses[address], params={"id": name}))
    try:
        if answer["success"] is not True:
            raise KeyError("success")
        result = answer["result"]
        return Dataset(
            title=str(result.get("title") or name),
            licence=_text(result.get("license_title"))
            or _text(result.get("license_id")),
            resources=tuple(_resource(one) for one in result["resources"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as cause:
        raise changed(
            rules.source, f"the catalogue's answer has no {cause}", rules.page
        ) from cause


def _resource(listed: Mapping[str, Any]) -> Resource:
    url = str(listed["url"]).strip()
    day = iso_day(str(listed.get("last_modified") or "")[:10])
    return Resource(
        url=re.sub(r"^http://", "https://", url),
        format=str(listed.get("format") or "").lower(),
        day=day.isoformat() if day else None,
    )


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
