"""Binds a port and serves the application until it is stopped."""

from __future__ import annotations

import ipaddress
import socket

import uvicorn
from starlette.types import ASGIApp

from crosstie.errors import UsageError

BACKLOG = 1024


def is_loopback(host: str) -> bool:
    """Tell whether an address reaches this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def bind(host: str, port: int) -> socket.socket:
    """Take a port; 0 takes a free one.

    Raises:
        UsageError: the port is taken, or the address is none of this machine's.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The event loop sends at once (TCP_NODELAY) only where the protocol is named; else
    # each answer waits some 40 ms for the reader's acknowledgement of its head.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host.strip("[]"), port))
        made.listen(BACKLOG)
    except (OSError, OverflowError) as cause:
        made.close()
        raise UsageError(
            f"port {port} of {host} cannot be taken: {cause}",
            next_step="give another --port, or --port 0 for a free one",
        ) from cause
    return made


def address_of(bound: socket.socket) -> str:
    """Give the address that a reader opens."""
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(app: ASGIApp, bound: socket.socket) -> None:
    """Serve until Ctrl-C; those who are reading are answered first."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        proxy_headers=False,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[bound])
