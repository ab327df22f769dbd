"""Long lists in pages: which part is shown, and of how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from crosstie.errors import NotFound
from crosstie.pages.addresses import ROWS_PER_PAGE
from crosstie.text.language import _

PER_PAGE = ROWS_PER_PAGE
MOST_PER_PAGE = 1000

Item = TypeVar("Item")


@dataclass(frozen=True)
class Paging:
    """Which part of a list is shown."""

    page: int
    """From 1."""
    per_page: int
    total: int
    pages: int
    """How many pages there are; 1 where the list is empty."""

    @property
    def first_row(self) -> int:
        """Number of the first row that is shown, from 1; 0 where there is none."""
        return min((self.page - 1) * self.per_page + 1, self.total)

    @property
    def last_row(self) -> int:
        """Number of the last row that is shown."""
        return min(self.page * self.per_page, self.total)


def paging(total: int, page: int, per_page: int) -> Paging:
    """Say which part of so many rows is shown.

    Raises:
        NotFound: a page behind the last one.

    """
    pages = max(1, -(-total // per_page))
    if page > pages:
        raise NotFound(
            _("there is no page {page}: the list has {pages}").format(
                page=page, pages=pages
            ),
            next_step=_("ask for a smaller page"),
        )
    return Paging(page, per_page, total, pages)


def cut(
    items: Sequence[Item], page: int, per_page: int
) -> tuple[tuple[Item, ...], Paging]:
    """Cut one page out of a list."""
    place = paging(len(items), page, per_page)
    start = (page - 1) * per_page
    return tuple(items[start : start + per_page]), place
