"""Addresses that a user names: each on the one host that the user declares too.

A standard has many publishers, so no `source.toml` can name their hosts. Two options
do, `url` and `host`: an address copied from a web page leads nowhere unseen, because
its host is written beside it in the case, and nothing else is asked or redirected to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from crosstie.errors import UsageError

__all__ = ["dataset_of", "ending", "named_urls"]


def named_urls(options: Mapping[str, str], source: str) -> list[str]:
    """Read the addresses of the option `url`, with blanks between.

    Raises:
        UsageError: an address is on another host than `host` says.

    """
    host = options["host"].lower()
    urls = list(dict.fromkeys(options["url"].split()))
    for url in urls:
        try:
            found = (urlsplit(url).hostname or "").lower()
        except ValueError:
            found = ""
        if found != host:
            raise UsageError(
                f"{source}: {url} is on {found or 'no host'},"
                f" the host declared is {host}",
                next_step="declare the host on which the address is, as host=...; one"
                " host at a time",
            )
    return urls


def dataset_of(url: str) -> str:
    """Name the folder of an address: its host, its last word, and a short hash.

    >>> dataset_of("https://data.example.org/api/releases.json?since=2024")
    'data.example.org-releases-aefb2493'
    """
    parts = urlsplit(url)
    stem = PurePosixPath(parts.path).name.partition(".")[0]
    word = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-")[:40]
    short = hashlib.sha256(url.encode()).hexdigest()[:8]
    return "-".join(filter(None, (parts.hostname, word, short)))


def ending(url: str) -> str:
    """Give the ending of an address's path, without the dot.

    >>> ending("https://example.org/a.JSONL?x=1.csv")
    'jsonl'
    """
    return PurePosixPath(urlsplit(url).path).suffix.lstrip(".").lower()
