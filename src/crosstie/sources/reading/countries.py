"""Country codes and names as publishers write them -> ISO 3166-1 alpha-2."""

from __future__ import annotations

from crosstie.store.engine import Database
from crosstie.text.countries import country_code

__all__ = ["country_code", "fill_country_table"]

<<<<<<< HEAD
=======
_OTHER = {
    "XKS": "XK",  # Kosovo, as United States award records code it
    "XKX": "XK",
    "UK": "GB",
    "HONG KONG": "HK",
    "MACEDONIA": "MK",
    "TURKEY": "TR",
}
_TWO_MEANINGS = {"KOREA", "CONGO"}


@lru_cache(maxsize=4096)
def country_code(written: str | None) -> str | None:
    """Return the alpha-2 code of a country's code or name; None where not known.

    >>> country_code("CAN"), country_code("South Korea"), country_code("Atlantis")
    ('CA', 'KR', None)
    """
    if written is None or not written.strip():
        return None
    text = written.strip()
    if text.upper() in _OTHER:
        return _OTHER[text.upper()]
    found = _exact().get(text.upper())
    if found is None and len(text) > 3 and text.upper() not in _TWO_MEANINGS:
        territory = lookup_territory(text)
        code = territory.code.upper() if territory is not None else ""
        # A province in a column of countries is a wrong cell, but Scotland is usual.
        found = code[:2] if len(code) == 2 or code.startswith("GB-") else None
    return found

>>>>>>> load

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
<<<<<<< HEAD
=======


@lru_cache(maxsize=1)
def _exact() -> dict[str, str]:
    """Codes and names as they stand: the library's own look-up takes a second."""
    found: dict[str, str] = {}
    for territory in get_territories():
        code = territory.code.upper()
        if len(code) != 2 or territory.is_historical:
            continue
        names = (territory.name, territory.full_name)
        for written in (code, territory.alpha3, *names):
            if written and written.upper() not in _TWO_MEANINGS:
                found[written.upper()] = code
    return found
>>>>>>> load
