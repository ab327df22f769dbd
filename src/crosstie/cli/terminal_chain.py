"""A chain of hops for the terminal: rails with one tie a record."""

from __future__ import annotations

from rich.cells import cell_len

from crosstie.cli.terminal_lines import Line, safe
from crosstie.pages.contexts import Hop, Tie
from crosstie.pages.money import probability
from crosstie.pages.tokens import tokens

_STATIONS = {
    "award": "▤",
    "document": "▤",
    "supplier": "○",
    "product": "○",
    "country": "◎",
}


def route_style(route: str) -> str:
    """Give the style of a route's glyph and rails."""
    return tokens().route[route].dark


def chain_lines(tie: Tie, width: int) -> list[Line]:
    """Draw a chain in as many pairs of lines as the width needs."""
    indent = 3
    drawn, below = Line().add(" " * indent), Line().add(" " * indent)
    found: list[Line] = []
    first = tie.hops[0]
    drawn.add(_station(first.from_kind, first.from_label))
    for hop in tie.hops:
        is_sure = hop.is_sure
        rail = _rail(hop, is_sure)
        station = _station(hop.to_kind, hop.to_label, is_sure)
        if drawn.width + cell_len(rail) + cell_len(station) + 2 > width:
            found += [drawn, below]
            drawn, below = Line().add(" " * indent), Line().add(" " * indent)
        drawn.add(" ")
        below.pad_to(drawn.width)
        drawn.add(rail, route_style(tie.route)).add(f" {station}")
        shown = probability(hop.probability) + (" ✓" if hop.confirmed_by else "")
        below.add(shown, "dim" if is_sure else "bold")
    return [*found, drawn, below]


def plain_chain(tie: Tie) -> str:
    """Write a chain in ASCII: =|= sure, -|- unsure."""
    first = tie.hops[0]
    words = [_plain_station(first.from_kind, first.from_label)]
    for hop in tie.hops:
        rail = "=" if hop.is_sure else "-"
        words.append(rail + "|" * min(max(hop.records, 1), 3) + rail)
        words.append(_plain_station(hop.to_kind, hop.to_label))
    return " ".join(words)


def _rail(hop: Hop, is_sure: bool) -> str:
    ties = min(max(hop.records, 1), 3)
    return f"═{'╪' * ties}═" if is_sure else f"╌{'┼' * ties}╌"


def _station(kind: str, label: str, is_sure: bool = True) -> str:
    glyph = _STATIONS.get(kind, "●" if is_sure else "○")
    return f"{glyph} {safe(label)}"


def _plain_station(kind: str, label: str) -> str:
    label = safe(label)
    if kind in ("award", "document"):
        return f"[{label}]"
    return f"({label})" if kind in ("supplier", "product") else label
