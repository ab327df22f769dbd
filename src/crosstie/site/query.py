"""The parameters of an address: declared, read, checked, and written again."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from crosstie.errors import BadQuery
from crosstie.pages.addresses import asked
from crosstie.pages.paging import MOST_PER_PAGE, PER_PAGE
from crosstie.text.language import _, later

MOST_CHARACTERS = 200
"""Length of one value; no name or identifier that is searched for is longer."""

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_AMOUNT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,2})?")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a page.

    `kind` is text, whole, amount, day or choice; a day may be a year or a month, and
    means its last day where `at_end` is set. `many` may be repeated.
    """

    name: str
    about: str
    """What it does, in English, as a message."""
    kind: str = "text"
    choices: tuple[str, ...] = ()
    many: bool = False
    at_end: bool = False
    default: str = ""
    least: int = 0
    most: int = 1_000_000_000
    in_path: bool = False
    pattern: str = ""
    """What a text must match in full; stated in OpenAPI."""
    is_cut: bool = False
    """A text of any length is taken: the page itself reads its beginning."""


PAGES = (
    Parameter(
        "page",
        later("Which page of the list, from 1"),
        "whole",
        default="1",
        least=1,
        most=1_000_000,
    ),
    Parameter(
        "per_page",
        later("Rows on a page"),
        "whole",
        default=str(PER_PAGE),
        least=1,
        most=MOST_PER_PAGE,
    ),
)
"""What every page with a long list takes."""


@dataclass(frozen=True)
class Query:
    """What was asked: an address with values for its parameters, checked."""

    path: str
    given: tuple[tuple[str, str], ...]
    """The query as it was given, in the order of the page's parameters."""
    values: Mapping[str, Any]

    def as_given(self, name: str) -> str:
        """Give a value as it stands in the address; empty where it does not."""
        return next((value for one, value in self.given if one == name), "")

    def in_language(self, language: str) -> str:
        """Give the same address in another language."""
        return asked(self.path, (*self.given, ("lang", language)))

    def text(self, name: str) -> str:
        """Give a text or choice; empty where it was not given."""
        return str(self.values.get(name) or "")

    def texts(self, name: str) -> tuple[str, ...]:
        """Give every value of a parameter that may be repeated."""
        return tuple(self.values.get(name) or ())

    def whole(self, name: str) -> int:
        """Give a whole number, or its default."""
        return int(self.values[name])

    def amount(self, name: str) -> Decimal | None:
        """Give an amount, or None where it was not given."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def day(self, name: str) -> date | None:
        """Give a day, or None where it was not given."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    @property
    def address(self) -> str:
        """The address that gives this again."""
        return asked(self.path, self.given)

    def with_(self, **changes: str | Sequence[str]) -> str:
        """Give the address with some parameters changed; an empty value drops one."""
        pairs = [(n, v) for n, v in self.given if n not in changes]
        for name, value in changes.items():
            values = [value] if isinstance(value, str) else value
            pairs += [(name, one) for one in values]
        return asked(self.path, pairs)


def read_query(
    parameters: Sequence[Parameter],
    path: str,
    in_path: Mapping[str, str],
    pairs: Iterable[tuple[str, str]],
) -> Query:
    """Read and check the parameters of an address.

    Raises:
        BadQuery: a parameter that the page does not have, or a value that it does not
            take; it names the parameter and what it takes.

    """
    known = {one.name: one for one in parameters}
    found: dict[str, list[str]] = {}
    for name, value in [*in_path.items(), *pairs]:
        if name not in known:
            raise BadQuery(
                _("there is no parameter {name}").format(name=name[:40]),
                parameter=name[:40],
                next_step=_("leave it out; known are: {names}").format(
                    names=", ".join(n for n, p in known.items() if not p.in_path)
                    or _("none")
                ),
            )
        found.setdefault(name, []).append(value)
    values = {one.name: _values(one, found.get(one.name, [])) for one in parameters}
    given = tuple(
        (one.name, value)
        for one in parameters
        if not one.in_path
        for value in dict.fromkeys(found.get(one.name, ()))
        if value not in ("", one.default)
    )
    return Query(path, given, values)


def _values(parameter: Parameter, given: list[str]) -> Any:
    kept = [value for value in given if value != ""]
    if parameter.many:
        return tuple(dict.fromkeys(_value(parameter, value) for value in kept))
    if len(kept) > 1:
        raise _refused(parameter, _("it stands there more than once"))
    text = kept[0] if kept else parameter.default
    return _value(parameter, text) if text else None


def _value(parameter: Parameter, text: str) -> Any:
    if len(text) > MOST_CHARACTERS and not parameter.is_cut:
        message = _("it is longer than {most} characters")
        raise _refused(parameter, message.format(most=MOST_CHARACTERS))
    if parameter.kind == "whole":
        return _whole(parameter, text)
    if parameter.kind == "amount":
        return _amount(parameter, text)
    if parameter.kind == "day":
        return _day(parameter, text)
    if parameter.kind == "choice" and text not in parameter.choices:
        message = _("it takes {choices}")
        raise _refused(parameter, message.format(choices=", ".join(parameter.choices)))
    if parameter.pattern and not re.fullmatch(parameter.pattern, text):
        message = _("it has the form {pattern}")
        raise _refused(parameter, message.format(pattern=parameter.pattern))
    return text


def _whole(parameter: Parameter, text: str) -> int:
    if _WHOLE.fullmatch(text) and parameter.least <= int(text) <= parameter.most:
        return int(text)
    message = _("it takes a whole number from {least} to {most}")
    raise _refused(
        parameter, message.format(least=parameter.least, most=parameter.most)
    )


def _amount(parameter: Parameter, text: str) -> Decimal:
    plain = text.replace(",", "").replace(" ", "").replace("\u00a0", "")
    try:
        if _AMOUNT.fullmatch(plain) and plain.isascii():
            return Decimal(plain)
    except InvalidOperation:
        pass
    raise _refused(parameter, _("it takes an amount like 25000 or 25000.50"))


def _day(parameter: Parameter, text: str) -> date:
    found = _DAY.fullmatch(text) if text.isascii() else None
    try:
        if found:
            year, month, day = found.groups()
            number = int(month) if month else (12 if parameter.at_end else 1)
            last = monthrange(int(year), number)[1] if parameter.at_end else 1
            return date(int(year), number, int(day) if day else last)
    except (ValueError, IndexError):
        pass
    raise _refused(parameter, _("it takes a day, a month or a year: 2024-10-31"))


def _refused(parameter: Parameter, why: str) -> BadQuery:
    return BadQuery(
        _("the parameter {name} cannot be read: {why}").format(
            name=parameter.name, why=why
        ),
        parameter=parameter.name,
        next_step=_("change it, or leave it out"),
    )
