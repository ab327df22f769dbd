"""How a rendered page points to other pages: as a server answers, or as files lie."""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.pages.addresses import asked, in_format
from crosstie.site.assets import asset_address
from crosstie.text.language import LANGUAGES


@dataclass(frozen=True)
class Links:
    """Links of pages that a server answers; the static site has its own."""

    def page(self, address: str) -> str:
        """Point to a page by its address, which may carry a query and an anchor."""
        return address

    def file(self, address: str, ending: str) -> str:
        """Point to a page in another format: json or csv."""
        return in_format(address, ending)

    def has_file(self, address: str, ending: str) -> bool:
        """Tell whether a page is there in another format."""
        return True

    def asset(self, name: str) -> str:
        """Point to a file of the site itself; its address changes with its bytes."""
        return asset_address(name)

    def other_language(self, address: str, language: str) -> str:
        """Point to the same page in another language."""
        path, mark, query = address.partition("?")
        said = asked("", [("lang", language)])[1:]
        return f"{path}?{query}&{said}" if mark else f"{path}?{said}"

    def own(self, name: str) -> str:
        """Point to a file that lies beside the pages of a static site; empty here."""
        return ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which every page is there."""
        return tuple(LANGUAGES)

    @property
    def is_static(self) -> bool:
        """True where nothing answers: no search, no filter by a server."""
        return False
