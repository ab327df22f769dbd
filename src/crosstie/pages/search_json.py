"""Writes the page of a search as JSON, amounts as texts."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal

from crosstie.pages.search_contexts import SearchContext


def search_json(page: SearchContext) -> str:
    """Write every field of the context, as the page's own `.json` does."""
    return json.dumps(asdict(page), ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
