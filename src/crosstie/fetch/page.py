"""Fetches one web page that a user names: the one address that no source declares."""

from __future__ import annotations

from urllib.parse import urlsplit

from crosstie.errors import RefusedAddress
from crosstie.fetch import addresses
from crosstie.fetch.client import Ask, Client
from crosstie.fetch.rules import Rules
from crosstie.fetch.world import World

__all__ = ["MOST_BYTES", "fetch_page"]

MOST_BYTES = 20 * 2**20
SOURCE = "check"


def fetch_page(
    url: str, world: World, *, resolve: addresses.Resolve = addresses.resolve
) -> bytes:
    """Fetch a page over https, from its own host alone, never from a private address.

    Raises:
        RefusedAddress: no https, a port, a user name, numbers, or a private network.
        FetchError: no answer, or a refusal.

    """
    try:
        host = (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        host = ""
    if not host:
        raise RefusedAddress(
            f"{url} is no address of a page", next_step="give an address of https"
        )
    bare = host.removeprefix("www.")
    rules = Rules(
        source=SOURCE,
        hosts=(bare, f"www.{bare}"),
        page=url,
        size="one page",
        bytes=MOST_BYTES,
        fresh_days=0,
        tries=2,
        total_seconds=60.0,
        most_answer_bytes=MOST_BYTES,
    )
    with Client(rules, world, resolve=resolve) as client:
        return client.content(Ask(url))
