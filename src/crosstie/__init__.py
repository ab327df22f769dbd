"""Crosstie: the ties between one country's companies and a public agency.

`crosstie.open("ca-ice")` opens the last run of a case as tables, charts and drawings.

>>> import crosstie
>>> crosstie.compare("KWIZ COM CORP.", "Kwizcom Corporation").kind.value
'same'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crosstie.api.cards import Drawing, OrganisationCard, TieCard
    from crosstie.api.case import Case
    from crosstie.api.matching import (
        Compared,
        Found,
        Index,
        Match,
        Matches,
        compare,
        index,
        lookup,
        match,
    )
    from crosstie.api.opening import open_case as open  # noqa: F401 - not for a star
    from crosstie.api.result import Table

__version__ = "0.1.0"

_MATCHING = (
    *("Compared", "Found", "Index", "Match", "Matches"),
    *("compare", "index", "lookup", "match"),
)

_PLACES = {
    **{name: ("crosstie.api.matching", name) for name in _MATCHING},
    "Case": ("crosstie.api.case", "Case"),
    "Drawing": ("crosstie.api.cards", "Drawing"),
    "OrganisationCard": ("crosstie.api.cards", "OrganisationCard"),
    "Table": ("crosstie.api.result", "Table"),
    "TieCard": ("crosstie.api.cards", "TieCard"),
    "open": ("crosstie.api.opening", "open_case"),
}
"""Where each public name stands."""

# `open` is left out, so that a star import does not hide Python's own.
__all__ = [
    "Case",
    "Compared",
    "Drawing",
    "Found",
    "Index",
    "Match",
    "Matches",
    "OrganisationCard",
    "Table",
    "TieCard",
    "__version__",
    "compare",
    "index",
    "lookup",
    "match",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: `import crosstie` itself loads nothing."""
    if name in _PLACES:
        from importlib import import_module

        module, found = _PLACES[name]
        return getattr(import_module(module), found)
    raise AttributeError(f"module 'crosstie' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})
