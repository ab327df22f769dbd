"""Identifiers of organisations: how their schemes and values are written here."""

from __future__ import annotations

import re

__all__ = ["business_number", "is_lei", "normal_identifier"]

_SCHEMES = {
    "xi-lei": "lei",
    "lei": "lei",
    "us-sam": "uei",
    "us-uei": "uei",
    "us-dun": "duns",
    "xi-duns": "duns",
    "us-cage": "cage",
}

_BLANKS = re.compile(r"[\s-]+")
_BUSINESS_NUMBER = re.compile(r"(\d{9})(?:[A-Z]{2}\d{4})?")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def is_lei(value: str) -> bool:
    """Tell whether a text is an LEI whose check digits are right (ISO 17442).

    >>> is_lei("001GPB6A9XPE8XJICC14"), is_lei("001GPB6A9XPE8XJICC15")
    (True, False)
    """
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", value):
        return False
    return int("".join(str(int(char, 36)) for char in value)) % 97 == 1


def normal_identifier(scheme: str, value: str) -> tuple[str, str] | None:
    """Return scheme and value as the tables hold them; None where one is empty.

    >>> normal_identifier("XI-LEI", " 001gpb6a9xpe8xjicc14 ")
    ('lei', '001GPB6A9XPE8XJICC14')
    >>> normal_identifier("GB-COH", "01234567")
    ('gb-coh', '01234567')
    """
    plain = re.sub(r"\s+", "", value).upper()
    short = scheme.strip().lower()
    if not plain or not short:
        return None
    return _SCHEMES.get(short, short), plain


def business_number(text: str) -> tuple[str | None, bool]:
    """Return the nine digits of a Canadian business number, and whether they check.

    A program account follows them in the long form (RC0001, RR0001); it tells which
    account was meant, not which organisation. None where the text holds no nine digits.

    >>> business_number("12302 6635 RC0001"), business_number("123026636")
    (('123026635', True), ('123026636', False))
    >>> business_number("not given")
    (None, False)
    """
    plain = text if text.isalnum() else _BLANKS.sub("", text)
    found = _BUSINESS_NUMBER.fullmatch(plain.upper())
    if found is None:
        return None, False
    return found[1], _checks(found[1])


def _checks(digits: str) -> bool:
    """Tell whether nine digits end in the right check digit (Luhn's).

    Every second digit counts twice, and of a sum of two digits both count.
    """
    doubled = (_DOUBLED[int(digit)] for digit in digits[1::2])
    total = sum(map(int, digits[0::2])) + sum(doubled)
    return digits.isascii() and total % 10 == 0
