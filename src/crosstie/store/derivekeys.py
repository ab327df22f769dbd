"""SQL that the derivations share: how a component, a name and a spelling are keyed."""

from __future__ import annotations

__all__ = ["KEY", "SAME_ACTION", "component", "plain", "spelling"]

KEY = "coalesce(component_code, upper(component_name), '')"
SAME_ACTION = "using (award_id, grain, modification, transaction_number, era)"


def component(table: str) -> str:
    """Write the SQL of a row's component: its code, else its name."""
    return f"coalesce({table}.component_code, upper({table}.component_name), '')"


def plain(name: str) -> str:
    """Write the SQL of a name in capitals, without punctuation."""
    return (
        f"trim(regexp_replace(upper(coalesce({name}, '')),"
        " '[^\\p{L}\\p{N}]+', ' ', 'g'))"
    )


def spelling(name: str, uei: str, duns: str) -> str:
    """Write the SQL of a spelling's id; null where the name is null."""
    return (
        f"case when {name} is not null then md5(concat(coalesce({name}, ''), '|',"
        f" coalesce({uei}, ''), '|', coalesce({duns}, ''))) end"
    )
