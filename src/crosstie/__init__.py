"""Crosstie: the ties between one country's companies and a public agency.

>>> import crosstie
>>> crosstie.compare("KWIZ COM CORP.", "Kwizcom Corporation").kind.value
'same'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

__version__ = "0.1.0"

__all__ = [
    "Compared",
    "Found",
    "Index",
    "Match",
    "Matches",
    "__version__",
    "compare",
    "index",
    "lookup",
    "match",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: `import crosstie` itself loads nothing."""
    if name in __all__:
        from crosstie.api import matching

        return getattr(matching, name)
    raise AttributeError(f"module 'crosstie' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
