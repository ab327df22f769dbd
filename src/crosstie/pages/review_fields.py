"""The names of the lines that two records are compared by, in a review."""

from __future__ import annotations

from crosstie.text.language import later

FIELDS = {
    "name": later("Name"),
    "legal form": later("Legal form"),
    "also written": later("Also written"),
    "city": later("City"),
    "region": later("Region"),
    "country": later("Country"),
    "identifier": later("Identifier"),
    "parent named": later("Parent named"),
    "owned": later("Owned"),
    "trade": later("Trade"),
    "record": later("Record"),
    "facts": later("Facts"),
    "supplier": later("Supplier"),
    "organisation": later("Organisation"),
    "controller": later("Controller"),
}
"""Each name that the queue uses, as a page says it."""
