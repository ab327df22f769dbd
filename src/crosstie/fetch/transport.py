"""The connection below the client: certificates, proxies, time-outs, plain words."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

from crosstie.fetch.rules import AGENT, Rules
from crosstie.fetch.world import World

if TYPE_CHECKING:
    import httpx

__all__ = ["is_proxied", "open_http", "said"]


def open_http(rules: Rules, world: World, *, direct: bool) -> httpx.Client:
    """Open a client that checks certificates and follows no redirect by itself.

    `direct` leaves the proxy out: for a server on this machine.
    """
    import httpx

    ca = world.ca_file
    return httpx.Client(
        verify=ssl.create_default_context(cafile=str(ca)) if ca else True,
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(rules.read_seconds, connect=rules.connect_seconds),
        headers={
            "User-Agent": rules.agent.replace(AGENT, world.agent),
            "Accept": "*/*",
        },
        mounts={} if direct else _mounts(rules, world),
    )


def _mounts(rules: Rules, world: World) -> dict[str, Any]:
    """Send requests through the proxy of the environment, but for named hosts."""
    import httpx

    ca = world.ca_file
    verify = ssl.create_default_context(cafile=str(ca)) if ca else True
    found: dict[str, Any] = {
        f"{kind}://": httpx.HTTPTransport(proxy=world.proxies[kind], verify=verify)
        for kind in ("all", "http", "https")
        if kind in world.proxies
    }
    for host in rules.hosts:
        if _is_direct(world, host):
            found[f"all://{host}"] = None
    return found


def is_proxied(world: World, host: str) -> bool:
    """Tell whether a host is asked through a proxy, which then finds its address."""
    given = world.proxies
    return bool(given.get("https") or given.get("all")) and not _is_direct(world, host)


def _is_direct(world: World, host: str) -> bool:
    """Tell whether the environment names a host that needs no proxy."""
    bare = host.removeprefix("*.")
    names = [
        name.strip().lstrip(".") for name in world.proxies.get("no", "").split(",")
    ]
    return any(n == "*" or (n and f".{bare}".endswith(f".{n}")) for n in names)


def said(cause: Exception) -> str:
    """Say in words what the network did."""
    import httpx

    if isinstance(cause, httpx.ProxyError):
        return f"cannot be reached through the proxy ({cause})"
    if isinstance(cause, httpx.ConnectTimeout | httpx.ConnectError):
        if "certificate" in str(cause).lower():
            return f"shows no certificate that can be trusted ({cause})"
        return "cannot be connected to"
    if isinstance(cause, httpx.TimeoutException):
        return "does not answer in time"
    return "cut the connection off"
