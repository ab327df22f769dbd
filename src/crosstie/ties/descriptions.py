"""Where names stand in the descriptions of awards and their actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosstie.store.engine import Database
from crosstie.ties.words import find_all

Place = tuple[str, list[str], tuple[str, ...], int]
"""A text, its words, the name that stands there and where it begins."""


def places_of(db: Database, names: Iterable[tuple[str, ...]]) -> list[Place]:
    """Find every place of these names, by text and from its beginning on."""

    def search(asked: list[tuple[str, ...]]) -> Mapping[tuple[str, ...], list[Place]]:
        found: dict[tuple[str, ...], list[Place]] = {name: [] for name in asked}
        for place in find_all(_descriptions(db), asked):
            found[place[2]].append(place)
        return found

    known = db.answers("names in descriptions", names, search)
    every = [place for places in known.values() for place in places]
    return sorted(every, key=lambda place: (place[0], place[3], place[2]))


def _descriptions(db: Database) -> list[str]:
    rows = db.rows(
        "descriptions",
        """
        select description as text
        from w."transaction"
        where description is not null
        union
        select award_description
        from w."transaction"
        where award_description is not null
        union
        select description
        from w.award
        where description is not null
        order by 1
        """,
    )
    return [row["text"] for row in rows]
