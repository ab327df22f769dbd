"""Which addresses a source may be asked at: named hosts, over TLS, never private."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from crosstie.errors import RefusedAddress, Unreachable

__all__ = ["Resolve", "check_peer", "check_public", "check_url", "resolve"]

Resolve = Callable[[str], Sequence[str]]
"""Finds the numeric addresses of a host."""


def check_url(url: str, hosts: Sequence[str], source: str) -> None:
    """Refuse an address that `source.toml` does not name.

    Raises:
        RefusedAddress: another host, no TLS, a port, a user name, or numbers.

    """
    why = _wrong(url, hosts)
    if why:
        raise RefusedAddress(
            f"{source} leads to {shown(url)}: {why}",
            next_step=f"compare with the publisher's page; if it moved there, add the"
            f" host to the source.toml of {source}",
        )


def _wrong(url: str, hosts: Sequence[str]) -> str:
    """Say why an address is refused; nothing where it is not."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "this is no address"
    host = (parts.hostname or "").lower().rstrip(".")
    if parts.scheme != "https":
        return "only https is allowed"
    if parts.username or parts.password:
        return "it holds a user name"
    if port not in (None, 443):
        return f"port {port} is not allowed"
    if _number(host) is not None:
        return "numbers in place of a host name are not allowed"
    if not any(_is_named(host, name) for name in hosts):
        return f"only {', '.join(hosts)} are named"
    return ""


def _is_named(host: str, name: str) -> bool:
    if name.startswith("*."):
        return host.endswith(name[1:]) and len(host) > len(name) - 1
    return host == name


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Read a host that is written as numbers, in the old short forms too."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def resolve(host: str) -> list[str]:
    """Ask the system for the addresses of a host.

    Raises:
        Unreachable: it has none, or there is no network.

    """
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError as cause:
        raise Unreachable(
            f"{host} cannot be found ({cause.strerror or cause})",
            next_step="check the network connection; with files at hand, load those:"
            " crosstie load SOURCE FILE",
        ) from cause
    return [str(address[4][0]) for address in found]


def check_public(host: str, addresses: Sequence[str], source: str) -> None:
    """Refuse a host that leads into a private network or to this machine.

    Raises:
        RefusedAddress: one of its addresses is not of the public internet.

    """
    for address in addresses:
        if not _is_public(address):
            raise RefusedAddress(
                f"{source}: {host} leads to {address}, which is no public address",
                next_step="check the network's name server; Crosstie asks publishers"
                " on the public internet only",
            )


def check_peer(peer: object, host: str, source: str) -> None:
    """Check the address that a connection really has: names can change in between."""
    if isinstance(peer, tuple) and peer:
        check_public(host, [str(peer[0])], source)


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_global) and not found.is_multicast


def shown(url: str) -> str:
    """Show an address without what follows the path, so that no key is printed."""
    return url.partition("?")[0].partition("#")[0]
