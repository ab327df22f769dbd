"""Federal corporations of Canada: 103 XML files and codes.xml in one zip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.synthetic.drawing import Draw, business_number, member, written_zip

__all__ = ["corporations"]

FILES = 103
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<cc:corpcan xmlns:cc="http://www.ic.gc.ca/corpcan" reportId="OPEN_DATA"'
    ' date="2026-10-01T00:00:00">\n<corporations>\n'
)
_TAIL = "</corporations>\n</cc:corpcan>\n"
_STATUSES = {
    "1": "Active",
    "3": "Active - Dissolution Pending (Non-compliance)",
    "9": "Inactive - Amalgamated",
    "11": "Dissolved",
}
_ACTS = {"6": "Synthetic Business Act", "14": "Synthetic Not-for-profit Act"}
_PIECE = 500


def corporations(folder: Path, rows: int, seed: int) -> Path:
    """Write the archive; its members hold as many corporations each as they can."""
    draw = Draw(seed)
    path = folder / "synthetic-corporations.zip"
    with written_zip(path) as made:
        with member(made, "codes.xml") as stream:
            stream.write(_codes().encode())
        for number in range(1, FILES + 1):
            first = rows * (number - 1) // FILES
            last = rows * number // FILES
            with member(made, f"OPEN_DATA_{number}.xml") as stream:
                stream.write(_HEAD.encode())
                for start in range(first, last, _PIECE):
                    wanted = range(start, min(start + _PIECE, last))
                    stream.write("".join(_texts(draw, wanted)).encode())
                stream.write(_TAIL.encode())
    return path


def _codes() -> str:
    groups = []
    for name, labels in (("status", _STATUSES), ("act", _ACTS)):
        keys = "".join(
            f'<key value="{value}"><full xml:lang="en">{escape(label)}</full></key>'
            for value, label in labels.items()
        )
        groups.append(f'<code name="{name}">{keys}</code>\n')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<codes>\n'
        + "".join(groups)
        + "</codes>"
    )


def _texts(draw: Draw, numbers: range) -> Iterator[str]:
    for number in numbers:
        city, region, _, postal = draw.place()
        began, ended = draw.day(until=8_000), draw.day(9_000)
        status = draw.one_of("1", "1", "1", "3", "9", "11", "11", "11")
        former = ""
        if draw.chance(0.2):
            former = (
                f'<name code="1" effectiveDate="{began}T00:00:00"'
                f' expiryDate="{draw.day(8_000, 9_000)}T00:00:00">'
                f"{escape(draw.name())}</name>\n"
            )
        number_of_business = (
            f"<businessNumbers><businessNumber>{business_number(number)}"
            "</businessNumber></businessNumbers>\n"
            if draw.chance(0.924)
            else ""
        )
        yield (
            f'<corporation corporationId="{number + 1}">\n<names>\n{former}'
            f'<name code="1" current="true" effectiveDate="{began}T00:00:00">'
            f"{escape(draw.name())}</name>\n</names>\n"
            '<annualReturns><annualReturn yearOfFiling="2025"'
            ' annualMeetingDate="2025-06-01T00:00:00"/></annualReturns>\n'
            f'<acts><act code="{draw.one_of(*_ACTS)}" current="true"'
            f' effectiveDate="{began}T00:00:00"/></acts>\n'
            f'<statuses><status code="1" effectiveDate="{began}T00:00:00"/>'
            f'<status code="{status}" current="true" effectiveDate="{ended}T00:00:00"/>'
            "</statuses>\n"
            f'<activities><activity code="1" date="{began}T00:00:00"/></activities>\n'
            f'<addresses><address code="2" current="true">'
            f"<addressLine>{number % 900 + 1} Example Street</addressLine>"
            f'<city>{city}</city><province code="{region}"/><country code="CA"/>'
            f"<postalCode>{postal}</postalCode></address></addresses>\n"
            '<directorLimits><directorLimit current="true"><minimum>1</minimum>'
            "<maximum>10</maximum></directorLimit></directorLimits>\n"
            f"{number_of_business}</corporation>\n"
        )
