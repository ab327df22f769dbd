"""Country codes and names as publishers write them -> ISO 3166-1 alpha-2."""

from __future__ import annotations

from crosstie.store.engine import Database
from crosstie.text.countries import country_code

__all__ = ["country_code", "fill_country_table"]


def fill_country_table(db: Database, written: list[str]) -> None:
    """Make the temporary table `country_written` for the spellings of one file."""
    db.run(
        "country_written",
        "create or replace temp table country_written (written varchar, code varchar)",
    )
    known = [(w, c) for w in written if (c := country_code(w)) is not None]
    if known:
        db.run(
            "fill country_written",
            "insert into country_written\nselect unnest($written), unnest($codes)",
            {"written": [w for w, _ in known], "codes": [c for _, c in known]},
        )
