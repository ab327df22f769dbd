"""Reading the cells of one row, collecting every problem instead of stopping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from stdnum import figi, isin, lei

from crosstie.errors import Place, Problem
from crosstie.model.case import Citation
from crosstie.store.casefolder_tables import REGISTER_ID
from crosstie.text.countries import country

Word = TypeVar("Word", bound=StrEnum)

SEPARATOR = "|"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SCHEME = re.compile(r"[a-z][a-z0-9-]*")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}")
_VAGUE = re.compile(r"(\d{4})(?:-(\d{2}))?")
_HUNDRED = Decimal(100)


class Problems:
    """What is wrong in a case folder, in the order in which it was found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(
        self, message: str, file: str, row: int | None = None, column: str | None = None
    ) -> None:
        """Keep one problem with its place."""
        self.found.append(Problem(message, Place(file, row, column)))


class Cells:
    """The cells of one row; a cell that cannot be read becomes a problem."""

    def __init__(
        self, file: str, row: int, cells: Mapping[str, str], problems: Problems
    ) -> None:
        self.file = file
        self.row = row
        self._cells = cells
        self._problems = problems

    def problem(self, column: str, message: str) -> None:
        """Keep a problem of one cell of this row."""
        self._problems.add(message, self.file, self.row, column)

    def text(self, column: str) -> str:
        """Read a text without the blanks around it; it may be empty."""
        return self._cells[column].strip()

    def required(self, column: str) -> str:
        """Read a text that must not be empty."""
        found = self.text(column)
        if not found:
            self.problem(column, "is empty, a value is expected")
        return found

    def id(self, column: str) -> str:
        """Read an id that a person chose."""
        found = self.required(column)
        if found and not _ID.fullmatch(found):
            self.problem(
                column, f"{found!r}: small letters, digits and hyphens are expected"
            )
        return found

    def words(self, column: str) -> tuple[str, ...]:
        """Read several texts separated by a bar."""
        parts = (part.strip() for part in self.text(column).split(SEPARATOR))
        return tuple(part for part in parts if part)

    def day(self, column: str) -> date | None:
        """Read a full day, or nothing."""
        found = self.text(column)
        return self._full_day(column, found) if found else None

    def vague_day(self, column: str) -> tuple[date | None, str]:
        """Read a day, month or year: its first day, and the text where it is vague."""
        found = self.text(column)
        vague = _VAGUE.fullmatch(found)
        if not found or vague is None:
            return self.day(column), ""
        year, month = vague.groups()
        return self._full_day(column, f"{year}-{month or '01'}-01"), found

    def country(self, column: str) -> str:
        """Read a country's two-letter code."""
        found = self.required(column)
        if found and not is_country(found):
            self.problem(
                column, f"{found!r}: an ISO 3166-1 alpha-2 code such as SE is expected"
            )
        return found

    def flag(self, column: str) -> bool:
        """Read true or false."""
        found = self.text(column)
        if found not in ("true", "false"):
            self.problem(column, f"{found!r}: true or false is expected")
        return found == "true"

    def choice(self, column: str, allowed: tuple[str, ...]) -> str:
        """Read one word of a closed list."""
        found = self.text(column)
        if found not in allowed:
            self.problem(column, f"{found!r}: one of {', '.join(allowed)} is expected")
        return found

    def word(self, column: str, kind: type[Word], fallback: Word) -> Word:
        """Read one word of an enum; the fallback only stands in a refused case."""
        allowed = tuple(member.value for member in kind)
        found = self.choice(column, allowed)
        return kind(found) if found in allowed else fallback

    def moment(self, column: str) -> str:
        """Read when something was decided: a day, or a day and time."""
        found = self.required(column)
        try:
            datetime.fromisoformat(found or "2026-01-31")
        except ValueError:
            found = ""
        if self.text(column) and not _MOMENT.match(found):
            self.problem(
                column,
                f"{self.text(column)!r}: a day or time such as 2026-01-31 or"
                " 2026-01-31T09:30 is expected",
            )
        return found

    def percent(self, column: str) -> Decimal | None:
        """Read a share above 0 and up to 100, or nothing."""
        found = self.text(column)
        if not found:
            return None
        try:
            share = Decimal(found)
        except InvalidOperation:
            share = Decimal("NaN")
        if share.is_nan() or not 0 < share <= _HUNDRED:
            self.problem(
                column, f"{found!r}: a number above 0 and up to 100 is expected"
            )
            return None
        return share

    def number(self, column: str) -> Decimal:
        """Read a number that is not negative; 0 only stands in a refused case."""
        found = self.required(column)
        try:
            number = Decimal(found or "0")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number < 0:
            self.problem(
                column, f"{found!r}: a number such as 1200.50 is expected, 0 or more"
            )
            return Decimal(0)
        return number

    def year(self, column: str) -> int:
        """Read a year in four digits; 0 only stands in a refused case."""
        found = self.required(column)
        if found and not re.fullmatch(r"[12]\d{3}", found):
            self.problem(column, f"{found!r}: a year such as 2026 is expected")
            return 0
        return int(found or 0)

    def identifiers(self, column: str) -> tuple[tuple[str, str], ...]:
        """Read identifiers written as scheme:value, separated by bars."""
        pairs = (self._identifier(column, word) for word in self.words(column))
        return tuple(pair for pair in pairs if pair)

    def reference(self, column: str, known: frozenset[str]) -> str:
        """Read the id of an organisation of this case, or of a register."""
        found = self.required(column)
        if given := REGISTER_ID.fullmatch(found):
            rest = found.partition(":")[2]
            if given["prefix"] == "lei" and not is_identifier("lei", rest):
                self.problem(column, f"{rest!r} is no valid LEI (check its digits)")
        elif found and found not in known:
            self.problem(
                column,
                f"{found!r} is no id of organisations.csv, and no register id"
                " such as lei:... or listed:...",
            )
        return found

    def citation(self, *, confirmed: bool) -> Citation:
        """Read where a person found what the row states."""
        url = self.required("citation_url")
        if url and not re.match(r"https?://[^\s/]+\.[^\s]+$", url):
            self.problem("citation_url", f"{url!r}: an address is expected (https://)")
        day, vague = self.vague_day("citation_date")
        return Citation(
            publisher=self.required("citation_publisher"),
            title=self.required("citation_title"),
            url=url,
            date=None if vague else day,
            date_text=vague,
            confirmed=confirmed,
        )

    def period(self) -> tuple[date | None, date | None]:
        """Read valid_from and valid_to, which must come later."""
        start, end = self.day("valid_from"), self.day("valid_to")
        if start and end and end <= start:
            self.problem(
                "valid_to",
                f"{end}: a day after {start} is expected"
                " (the first day on which the row no longer holds)",
            )
        return start, end

    def _full_day(self, column: str, found: str) -> date | None:
        try:
            if len(found) == len("2026-01-31"):
                return date.fromisoformat(found)
        except ValueError:
            pass
        self.problem(column, f"{found!r}: a day such as 2026-01-31 is expected")
        return None

    def _identifier(self, column: str, word: str) -> tuple[str, str] | None:
        scheme, _, value = (part.strip() for part in word.partition(":"))
        if not _SCHEME.fullmatch(scheme) or not value:
            self.problem(column, f"{word!r}: scheme:value is expected, such as lei:...")
            return None
        if scheme not in _CHECKS:
            return scheme, value
        if not is_identifier(scheme, value):
            self.problem(
                column, f"{value!r} is no valid {scheme.upper()} (check its digits)"
            )
            return None
        return scheme, value.replace(" ", "").upper()


def is_country(code: str) -> bool:
    """Tell whether a text is a country's code in ISO 3166-1 alpha-2."""
    return code.isupper() and country(code) is not None


def is_identifier(scheme: str, value: str) -> bool:
    """Tell whether an identifier has its scheme's form and check digits."""
    return _CHECKS[scheme](value)


def _is_uei(value: str) -> bool:
    """Tell whether a text has a UEI's form; how its check works is not published."""
    return re.fullmatch(r"[A-HJ-NP-Z1-9][A-HJ-NP-Z0-9]{11}", value.upper()) is not None


_CHECKS: dict[str, Callable[[str], bool]] = {
    "lei": lei.is_valid,
    "uei": _is_uei,
    "isin": isin.is_valid,
    "figi": figi.is_valid,
}
