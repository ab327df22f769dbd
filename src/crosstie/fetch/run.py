"""Carries a plan out: each item by its kind; one that fails leaves the others going."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crosstie.errors import CrosstieError, IsOffline, StoreError
from crosstie.fetch.client import Client
from crosstie.fetch.download import Fetched, fetch_file
from crosstie.fetch.jobs import fetch_job
from crosstie.fetch.manifest import read_pins, write_pins
from crosstie.fetch.paging import fetch_pages
from crosstie.fetch.plan import Download, Item, Job, Plan, of

__all__ = ["Carried", "carry_out", "tidy"]


@dataclass(frozen=True)
class Carried:
    """What became of a plan: what was fetched, and what could not be."""

    fetched: tuple[Fetched, ...]
    errors: tuple[tuple[str, CrosstieError], ...] = ()
    """What an item is about, and why it failed."""


def carry_out(plan: Plan, client: Client, folder: Path) -> Carried:
    """Fetch every item of a plan into the source's folder, one after another.

    Raises:
        IsOffline, StoreError: no later item could fare better.

    """
    fetched: list[Fetched] = []
    errors: list[tuple[str, CrosstieError]] = []
    for item in plan.items:
        try:
            fetched.append(_fetch(client, item, folder / item.dataset))
        except (IsOffline, StoreError):
            raise
        except CrosstieError as error:
            errors.append((of(item).about, error))
    return Carried(tuple(fetched), tuple(errors))


def _fetch(client: Client, item: Item, folder: Path) -> Fetched:
    if isinstance(item, Download):
        return fetch_file(client, item, folder)
    if isinstance(item, Job):
        return fetch_job(client, item, folder)
    return fetch_pages(client, item, folder)


def tidy(folder: Path, loaded: Sequence[str]) -> list[str]:
    """Take older files of a dataset off the disk once a newer one is loaded.

    What is pinned of them stays. `loaded` are hashes of what the workspace holds.
    """
    pins = read_pins(folder)
    here = [pin for pin in pins if pin.is_here(folder)]
    if not here or here[-1].sha256 not in loaded:
        return []
    gone = []
    for pin in here[:-1]:
        if pin.name != here[-1].name:
            (folder / pin.name).unlink(missing_ok=True)
            gone.append(pin.name)
    if gone:
        write_pins(folder, pins)
    return gone
