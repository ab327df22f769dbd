"""What a table that a person brings may fill, and what each needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crosstie.store.schema import Table
from crosstie.store.tables import (
    LOADED_SUBAWARD,
    LOADED_SUPPORT,
    LOADED_TRANSACTION,
    ORGANISATION,
    VENDOR,
)

__all__ = ["TARGETS", "Target"]

_OURS = ("file_id", "row_number", "layout")
"""Columns that no mapping fills."""

_KINDS = {"date": "date", "deci": "money", "bigi": "whole", "bool": "flag"}

Derive = Callable[[set[str]], dict[str, str]]


@dataclass(frozen=True)
class Target:
    """A table that a sheet may fill: its columns by kind of cell."""

    table: Table | None
    columns: Mapping[str, str]
    required: tuple[str, ...]
    """What a column or a constant must give."""
    derive: Derive = field(default=lambda given: {})
    """SQL of further columns, from the names that are given."""
    filled: tuple[str, ...] = ()
    """What may be empty in no row, where it is a column."""
    dated: tuple[str, ...] = ()
    """Columns that say from when to when the records are, the best first."""
    names: tuple[str, ...] = ()
    """Columns in which a private person's name is not kept."""

    def derived(self, given: set[str]) -> dict[str, str]:
        """Write the SQL of what no column gives."""
        return {n: sql for n, sql in self.derive(given).items() if n not in given}


def _columns(table: Table) -> dict[str, str]:
    found = {}
    for column in table.columns:
        if column.name in _OURS:
            continue
        kind = _KINDS.get(column.type[:4], "text")
        if kind == "text" and column.name.endswith("country"):
            kind = "country"
        if column.name == "currency":
            kind = "currency"
        found[column.name] = kind
    return found


def _award(given: set[str]) -> dict[str, str]:
    further = " || '_' || modification" if "modification" in given else ""
    first = "coalesce(award_unique_id, piid)" if "award_unique_id" in given else "piid"
    return {"layout": "'spreadsheet'", "record_id": f"{first}{further}"}


def _subaward(given: set[str]) -> dict[str, str]:
    return {"record_id": "prime_piid || '_' || subaward_number"}


def _support(given: set[str]) -> dict[str, str]:
    reference = "reference" if "reference" in given else "row_number::varchar"
    return {
        "source": "'spreadsheet'",
        "support_id": f"'spreadsheet:' || coalesce({reference}, row_number::varchar)",
        "is_amendment": "false",
    }


_ORGANISATION = {
    **{
        name: kind
        for name, kind in _columns(ORGANISATION).items()
        if name not in ("organisation_id", "source")
    },
    "kind": "choice:company|fund|branch|government|other",
    "other_names": "text",
    "former_names": "text",
    "identifiers": "text",
    "lei": "lei",
}

_OWNERSHIP = {
    **dict.fromkeys(("child_name", "parent_name", "child_id", "parent_id"), "text"),
    "child_country": "country",
    "parent_country": "country",
    "interest": "choice:control|joint_control|ultimate_control|stake",
    "percent": "percent",
    **dict.fromkeys(("valid_from", "valid_to", "stated_on"), "date"),
    **dict.fromkeys(("record_id", "citation_publisher", "citation_title"), "text"),
    "url": "text",
    "confirmed": "flag",
}

TARGETS: Mapping[str, Target] = {
    "award": Target(
        LOADED_TRANSACTION,
        {**_columns(LOADED_TRANSACTION), "grain": "choice:transaction|award"},
        ("piid", "grain", "currency", "supplier_name", "component_name"),
        _award,
        filled=("piid", "currency", "supplier_name"),
        dated=("action_date",),
    ),
    "subaward": Target(
        LOADED_SUBAWARD,
        _columns(LOADED_SUBAWARD),
        ("prime_piid", "subaward_number", "currency", "supplier_name"),
        _subaward,
        filled=("prime_piid", "subaward_number", "currency"),
        dated=("action_date",),
    ),
    "organisation": Target(
        None,
        _ORGANISATION,
        ("name", "kind"),
        filled=("name",),
        names=("name",),
    ),
    "ownership": Target(
        None,
        _OWNERSHIP,
        ("child_name", "parent_name", "interest"),
        filled=("child_name", "parent_name"),
        dated=("stated_on", "valid_from"),
        names=("parent_name",),
    ),
    "support": Target(
        LOADED_SUPPORT,
        _columns(LOADED_SUPPORT),
        ("kind", "currency", "recipient_name"),
        _support,
        filled=("currency",),
        dated=("agreed_date", "published_date"),
        names=("recipient_name",),
    ),
    "vendor": Target(
        VENDOR,
        _columns(VENDOR),
        ("name",),
        filled=("name",),
        names=("name",),
    ),
}
"""What a mapping's `table` may be."""
