"""How a rendered page points to other pages: as a server answers, or as files lie."""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.pages.addresses import in_format
from crosstie.site.assets import asset_address


@dataclass(frozen=True)
class Links:
    """Links of pages that a server answers; the static site has its own."""

    def page(self, address: str) -> str:
        """Point to a page by its address, which may carry a query and an anchor."""
        return address

    def file(self, address: str, ending: str) -> str:
        """Point to a page in another format: json or csv."""
        return in_format(address, ending)

    def asset(self, name: str) -> str:
        """Point to a file of the site itself; its address changes with its bytes."""
        return asset_address(name)

    @property
    def is_static(self) -> bool:
        """True where nothing answers: no search, no filter, no other language."""
        return False
