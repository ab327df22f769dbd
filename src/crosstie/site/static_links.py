"""How the pages of a static site point to each other: as files that lie around."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

from crosstie.pages.addresses import OVERVIEW
from crosstie.site.links import Links
from crosstie.site.query import Query

NOWHERE = "missing:"
"""Where a link leads whose page the static site does not have; it is taken off."""

_ANCHOR = re.compile(rf'<a\b[^>]*\shref="{NOWHERE}"[^>]*>(.*?)</a>', re.DOTALL)
_HEAD = re.compile(rf'<link\b[^>]*\shref="{NOWHERE}"[^>]*>\n?')
_PLAIN = re.compile(r"[a-z0-9_]+(?:-[a-z0-9_]+)*")
_LONGEST = 40


@dataclass(frozen=True)
class StaticLinks(Links):
    """Links from one file of a static site, all relative, so that any place will do.

    `here` is the file, below the folder of its language; `find` gives the file of an
    address, or nothing where there is none.
    """

    here: str
    prefix: str
    """The folder of the language: empty, or with a slash at its end."""
    prefixes: tuple[tuple[str, str], ...]
    """Every language with its folder."""
    find: Callable[[str], str]

    def page(self, address: str) -> str:
        """Point to the file of a page."""
        before, mark, fragment = address.partition("#")
        if mark and not before:
            return address
        name = self.find(before)
        return f"{self._to(self.prefix + name)}{mark}{fragment}" if name else NOWHERE

    def file(self, address: str, ending: str) -> str:
        """Point to a page in another format; a PNG is not there."""
        name = self.find(address.partition("#")[0])
        if not name or ending == "png" or (ending == "csv" and name == SEARCH_FILE):
            return NOWHERE
        return self._to(self.prefix + in_ending(name, ending))

    def has_file(self, address: str, ending: str) -> bool:
        """Tell whether a page is there in another format."""
        return self.file(address, ending) != NOWHERE

    def asset(self, name: str) -> str:
        """Point to a file of the site itself."""
        return self._to(f"static/{name}")

    def other_language(self, address: str, language: str) -> str:
        """Point to the same page in the folder of another language."""
        name = self.find(address)
        return self._to(dict(self.prefixes)[language] + name) if name else NOWHERE

    def own(self, name: str) -> str:
        """Point to a file that lies beside the pages: the report, an export."""
        return self._to(name)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that were written."""
        return tuple(language for language, _prefix in self.prefixes)

    @property
    def is_static(self) -> bool:
        """True: nothing answers."""
        return True

    def _to(self, name: str) -> str:
        folder = posixpath.dirname(self.prefix + self.here) or "."
        return posixpath.relpath(name, folder)


SEARCH_FILE = "search.html"


def file_of(query: Query) -> str:
    """Name the file of a page from what is asked of it.

    >>> file_of(Query("/ties", (("route", "direct"),), {}))
    'ties-route-direct.html'
    """
    path = "index" if query.path == OVERVIEW else query.path.strip("/")
    said = "".join(f"-{name}-{slug(value)}" for name, value in query.given)
    return f"{path}{said}.html"


def slug(value: str) -> str:
    """Give a part of a file name: the value where any system takes it, or a digest."""
    if len(value) <= _LONGEST and _PLAIN.fullmatch(value):
        return value
    return hashlib.sha256(value.encode()).hexdigest()[:10]


def in_ending(name: str, ending: str) -> str:
    """Give the file of the same page in another format."""
    return f"{name.removesuffix('.html')}.{ending}"


def without_dead_links(html: str) -> str:
    """Take off the links whose page is not there; their words stay."""
    return _ANCHOR.sub(r"\1", _HEAD.sub("", html))
