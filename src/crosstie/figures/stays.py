"""People in a file of stays: each counted once, by an identifier of that file alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crosstie.figures.ask import Ask
from crosstie.figures.evidence import files_of, is_of_buyer, supported
from crosstie.model.claims import Support
from crosstie.store.engine import Row

__all__ = ["Period", "StaysFile", "bands", "people_between", "stays_file"]

FILES = """\
select file_id, max(greatest(book_in, book_out)) as last_day, count(*) as stays
from detention_stay
group by file_id
order by last_day desc, file_id"""

PEOPLE = """\
select
  person,
  count(*) filter (where not coalesce(duplicate_likely, false)) as stays,
  min(greatest(book_in, $since)) as first_day,
  bool_or(book_in >= $since) as began,
  bool_or(book_out is null or book_out > $until) as is_held,
  bool_or(
    book_out between $since and $until
    and list_contains($deaths, lower(trim(release_reason)))
  ) as died,
  max(birth_year) as birth_year,
  arg_max(criminality, book_in) as criminality
from detention_stay
where file_id = $file
  and citizenship = $country
  and person is not null
  and book_in <= $until
  and (book_out is null or book_out >= $since)
group by person"""

BANDS = ((0, 17), (18, 29), (30, 44), (45, 64), (65, 200))
UNKNOWN = "?"
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Period:
    """Two days, both inside."""

    since: date
    until: date


@dataclass(frozen=True)
class StaysFile:
    """The newest loaded file of stays that is made from the buyer's records."""

    file_id: str
    last_day: date
    stays: int
    evidence: Support


def stays_file(ask: Ask) -> StaysFile | None:
    """Find the file; identifiers of two files cannot be joined, so it is one."""
    files = files_of(ask)
    for row in ask.rows("files of stays", FILES):
        publisher = str(files.get(str(row["file_id"]), {}).get("publisher") or "")
        if is_of_buyer(ask.case.buyer, publisher) and row["last_day"]:
            told = supported({"file_id": row["file_id"]}, files)
            return StaysFile(
                str(row["file_id"]), row["last_day"], int(row["stays"]), told
            )
    return None


def period(ask: Ask, file: StaysFile) -> Period:
    """Give the period that was set, else the case's, else the last twelve months."""
    until = min(file.last_day, ask.as_of or file.last_day)
    if ask.text("until"):
        until = min(until, date.fromisoformat(ask.text("until")))
    if ask.text("since"):
        return Period(date.fromisoformat(ask.text("since")), until)
    published = [
        row.period_from
        for row in ask.case.published
        if row.figure == ask.recipe.id and row.period_from
    ]
    return Period(max(published, default=until - YEAR), until)


def people_between(
    ask: Ask, file: StaysFile, country: str, when: Period, deaths: Sequence[str] = ()
) -> list[Row]:
    """Read one row a person: nobody outside this room sees them."""
    values = {
        "file": file.file_id,
        "country": country,
        "since": when.since,
        "until": when.until,
        "deaths": [word.lower() for word in deaths],
    }
    return ask.rows("people held in a period", PEOPLE, values)


def bands(people: Sequence[Row]) -> dict[str, int]:
    """Count people by age on their first day in the period, by year of birth.

    >>> day = date(2026, 1, 1)
    >>> found = bands([{"first_day": day, "birth_year": 1990}])
    >>> found["30-44"], found["0-17"]
    (1, 0)
    """
    found: Counter[str] = Counter()
    for person in people:
        found[_band(person)] += 1
    names = [_name(*band) for band in BANDS]
    return {name: found[name] for name in (*names, UNKNOWN)}


def _band(person: Row) -> str:
    if person["birth_year"] is None:
        return UNKNOWN
    age = person["first_day"].year - person["birth_year"]
    return next((_name(*band) for band in BANDS if band[0] <= age <= band[1]), UNKNOWN)


def _name(first: int, last: int) -> str:
    return f"{first}+" if last >= 200 else f"{first}-{last}"
