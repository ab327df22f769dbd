"""Plain words for the closed lists, counts and dates that pages show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from crosstie.model.words import Kind, Predicate, Route, StationKind, Status
from crosstie.text.language import _, later, laters, ngettext, pgettext, stored
from crosstie.text.numerals import grouped, month, short_month


class Said(Mapping[str, str]):
    """Words of a closed list, each said in the language of the page when it is read."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, key: str) -> str:
        """Say one word."""
        return _(self._words[key])

    def __iter__(self) -> Iterator[str]:
        """List the keys, in their order."""
        return iter(self._words)

    def __len__(self) -> int:
        """Count the words."""
        return len(self._words)


ROUTE_ORDER = tuple(route.value for route in Route)

ROUTES = Said(
    {
        Route.DIRECT.value: later("direct"),
        Route.SUBSIDIARY.value: later("subsidiary"),
        Route.JOINT_VENTURE.value: later("joint venture"),
        Route.INVESTOR.value: later("investor"),
        Route.SUBAWARD.value: later("subaward"),
        Route.PRODUCT.value: later("product"),
        Route.PROPERTY.value: later("property"),
        Route.PRESENCE.value: later("presence"),
        Route.DOCUMENTED.value: later("documented"),
    }
)
"""The word for each route, as it stands in a sentence."""

OBLIGATING = (Route.DIRECT, Route.SUBSIDIARY, Route.JOINT_VENTURE)
"""Routes whose obligations are the buyer's to a tied supplier."""

CONTRACT = (*OBLIGATING, Route.SUBAWARD, Route.PRODUCT)
"""Routes that rest on an award or a subaward, without those of mere stakes."""

AMOUNT_OF_ROUTE = Said(
    {
        Route.PRODUCT.value: later("obligated to the reseller"),
        Route.SUBAWARD.value: later("reported on subawards"),
        Route.INVESTOR.value: later("obligated, a stake without control"),
    }
)
"""What the amount of a route is, where it is not the buyer's to the tied supplier."""

KINDS = Said(
    {
        Kind.FINDING.value: later("Finding"),
        Kind.LEAD.value: later("Lead"),
        Kind.NOT_COUNTED.value: later("Not counted"),
    }
)
"""The word for how far a tie may be relied on."""

STATUSES = Said(
    {
        Status.ACTIVE.value: later("Active"),
        Status.ENDED.value: later("Ended"),
        Status.PLANNED.value: later("Planned"),
        Status.CANCELLED.value: later("Cancelled"),
        Status.UNKNOWN.value: later("Unknown"),
    }
)

STATIONS = Said(
    {
        StationKind.AWARD.value: later("Award"),
        StationKind.SUPPLIER.value: later("Supplier, as written"),
        StationKind.PRODUCT.value: later("Product, in the description"),
        StationKind.ORGANISATION.value: later("Organisation"),
        StationKind.COUNTRY.value: later("Country"),
        StationKind.DOCUMENT.value: later("Document"),
        StationKind.OFFICE.value: later("Office"),
    }
)

DECISIONS = Said(
    {
        "positive": later("positive"),
        "negative": later("negative"),
        "unsure": later("unsure"),
        "disputed": later("disputed"),
        "withdrawn": later("withdrawn"),
    }
)
"""What a person decided, as it stands in a sentence."""

VERBS = {
    Predicate.NAMES_AS_SUPPLIER.value: (
        laters("names as supplier", "name as supplier"),
        laters("perhaps names as supplier", "perhaps name as supplier"),
    ),
    Predicate.NAMES_AS_SUBCONTRACTOR.value: (
        laters("names as subcontractor", "name as subcontractor"),
        laters("perhaps names as subcontractor", "perhaps name as subcontractor"),
    ),
    Predicate.NAMES_IN_DESCRIPTION.value: (
        laters("names in its description", "name in its description"),
        laters("may name in its description", "may name in its description"),
    ),
    Predicate.IS_SAME_AS.value: (
        laters("is the same as", "is the same as"),
        laters("may be the same as", "may be the same as"),
    ),
    Predicate.BELONGS_TO_FAMILY.value: (
        laters("shares its name with", "shares its name with"),
        laters("shares its name with", "shares its name with"),
    ),
    Predicate.IS_MADE_BY.value: (
        laters("is made by", "is made by"),
        laters("may be made by", "may be made by"),
    ),
    Predicate.IS_CONTROLLED_BY.value: (
        laters("is controlled by", "is controlled by"),
        laters("may be controlled by", "may be controlled by"),
    ),
    Predicate.IS_PART_OWNED_BY.value: (
        laters("is part-owned by", "is part-owned by"),
        laters("may be part-owned by", "may be part-owned by"),
    ),
    Predicate.IS_VENTURE_OF.value: (
        laters("is a joint venture of", "is a joint venture of"),
        laters("may be a joint venture of", "may be a joint venture of"),
    ),
    Predicate.IS_REGISTERED_IN.value: (
        laters("is registered in", "is registered in"),
        laters("may be registered in", "may be registered in"),
    ),
    Predicate.NAMES_AS_PARTY.value: (
        laters("names as a party", "name as a party"),
        laters("perhaps names as a party", "perhaps name as a party"),
    ),
    Predicate.IS_LOCATED_IN.value: (
        laters("stands in", "stand in"),
        laters("perhaps stands in", "perhaps stand in"),
    ),
}
"""What a hop says, and what it says below the threshold: of one award, of many."""

_NUMBERS = (
    *(later("no"), later("one"), later("two"), later("three"), later("four")),
    *(later("five"), later("six"), later("seven"), later("eight"), later("nine")),
    *(later("ten"), later("eleven"), later("twelve")),
)


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: 1 lead, 12 findings, 1,204 rows."""
    return f"{grouped(number)} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """Write a small count as a word: four; from thirteen on in figures."""
    return _(_NUMBERS[number]) if number < len(_NUMBERS) else grouped(number)


def in_words(one: str, many: str, number: int, /, **fields: object) -> str:
    """Say a message with its `{count}` as a word: four organisations."""
    return ngettext(one, many, number).format(count=spelled(number), **fields)


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop; all else stays as written."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?" else text + "."


def clause(text: str) -> str:
    """Take the stop from the end of a text that a sentence goes on with."""
    return text.strip().rstrip(".;: ")


def vague_date(text: str) -> str:
    """Write a date that a source states vaguely, no more exactly than it does.

    >>> vague_date("2026-01")
    'January 2026'
    """
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return text
    if len(parts) == 1 or not 1 <= int(parts[1]) <= 12:
        return text
    if len(parts) == 3:
        return _date(int(parts[2]), int(parts[1]), parts[0])
    return f"{month(int(parts[1]))} {parts[0]}"


def listed(words: Sequence[str]) -> str:
    """Join words as in a sentence: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return _("{rest} and {last}").format(rest=", ".join(words[:-1]), last=words[-1])


def either(words: Sequence[str]) -> str:
    """Join words as a choice: a, b or c."""
    if len(words) < 2:
        return "".join(words)
    return _("{rest} or {last}").format(rest=", ".join(words[:-1]), last=words[-1])


def clauses(texts: Iterable[str]) -> str:
    """Join what is said as parts of one sentence: a; b."""
    return semicolon().join(texts)


def of_case(source: str, text: str) -> str:
    """Say what a run calls the case's own files; other names are their publisher's."""
    return stored(text) if source == "case" else text


def semicolon() -> str:
    """Give the sign between two clauses, with the space that the language puts."""
    return pgettext("between clauses", "; ")


def long_date(day: date) -> str:
    """Write a date for prose: 28 November 2025."""
    return _date(day.day, day.month, str(day.year))


def _date(day: int, number: int, year: str) -> str:
    if day == 1:
        form = pgettext("the first of a month", "{day} {month} {year}")
    else:
        form = pgettext("date", "{day} {month} {year}")
    return form.format(day=day, month=month(number), year=year)


def month_of(day: date) -> str:
    """Write a month for a drawing: Nov 2025."""
    return f"{short_month(day.month)} {day.year}"


def period(first: date | None, last: date | None) -> str:
    """Write a span of ISO dates, once where both are the same."""
    if first is None and last is None:
        return ""
    if first is None or last is None or first == last:
        return (first or last or date.min).isoformat()
    return _("{first} to {last}").format(first=first, last=last)


def predicate(text: str, sure: bool, subject: str = "") -> str:
    """Give a hop's verb, doubtful where the hop is, in the number of its subject."""
    if text in VERBS:
        one, many = VERBS[text][0 if sure else 1]
        return ngettext(one, many, 2 if is_count(subject) else 1)
    return text if sure else _("perhaps {predicate}").format(predicate=text)


def is_count(label: str) -> bool:
    """Tell whether a station's label is a count of awards, and no name."""
    forms = (
        ngettext("{count} award", "{count} awards", 2),
        ngettext("{count} subaward", "{count} subawards", 2),
    )
    return any(
        re.fullmatch(re.escape(form).replace(r"\{count\}", r"[\d,.\s]+"), label)
        for form in forms
    )


def status_line(status: str, day: date | None) -> str:
    """Write a status with its date for the terminal: ended 2025-12-31."""
    if status == Status.UNKNOWN:
        return _("end unknown")
    word = STATUSES[status].lower()
    return f"{word} {day.isoformat()}" if day else word


def decision(word: str) -> str:
    """Say what was decided, as it stands in a sentence."""
    return DECISIONS.get(word, word)


def decided_by(word: str, by: str) -> str:
    """Say what was decided, and by whom where that is known."""
    if not by:
        return _("decided {decision}").format(decision=DECISIONS.get(word, word))
    return _("decided {decision} by {by}").format(
        decision=DECISIONS.get(word, word), by=by
    )


def visible(text: str) -> str:
    """Replace characters that would steer a page or a terminal instead of showing.

    Control characters and marks of writing direction can hide or reorder what a
    record says; each becomes one replacement character, and nothing else changes.
    """
    if text.isascii() and text.isprintable():
        return text
    return _STEERING.sub("\ufffd", text)


_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
"""The characters of Unicode's categories Cc, Cf and Cs, but for line feed and tab."""
