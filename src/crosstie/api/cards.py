"""One tie, one organisation, one drawing: what a notebook shows of a single thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from crosstie.api.result import Row, Table
from crosstie.api.rich import (
    amount_kind,
    chance_html,
    kind_html,
    money_html,
    route_html,
    table_markup,
    words_html,
)
from crosstie.pages.money import probability
from crosstie.pages.words import sentence, visible
from crosstie.text.language import _


@dataclass(frozen=True)
class Drawing:
    """A drawing that a notebook shows: SVG, with its title, words and notes inside."""

    title: str
    svg: str = field(repr=False)
    """A complete file; it turns with the reader's light or dark."""

    def save(self, path: str | Path) -> Path:
        """Write it, as SVG or as PNG by the ending of the file.

        Raises:
            EngineError: PNG is wanted, and the extra `pictures` is not installed.

        """
        path = Path(path)
        if path.suffix.lower() == ".png":
            path.write_bytes(self.png())
        else:
            path.write_text(self.svg, encoding="utf-8")
        return path

    def png(self) -> bytes:
        """Give it as a picture of dots.

        Raises:
            EngineError: the extra `pictures` is not installed.

        """
        from crosstie.charts.picture import as_png

        return as_png(self.svg)

    def _repr_svg_(self) -> str:
        return self.svg


@dataclass(frozen=True)
class TieCard:
    """One tie with its chain, its records and its actions."""

    row: Row
    """The tie's row of `ties()`."""
    summary: str
    """One to three sentences made from the tie's facts."""
    doubts: tuple[str, ...]
    hops: Table
    evidence: Table
    actions: Table
    drawing: Drawing | None
    """The chain of hops; None where the tie has none."""

    @property
    def id(self) -> str:
        """The tie's id, the same in every run."""
        return str(self.row["tie_id"])

    def __repr__(self) -> str:
        who = visible(str(self.row["organisation"]))
        chance = probability(self.row["probability"])
        route, kind = self.row["route"], self.row["kind"]
        return f"Tie({self.id!r}, {who!r}, {route}, {kind}, {chance})"

    def _repr_html_(self) -> str:
        row = self.row
        parts = [
            Markup("<p><b>{}</b> {} {} {}</p>").format(
                words_html(str(row["organisation"])),
                route_html(row["route"]),
                kind_html(row["kind"]),
                chance_html(row["probability"], self.hops.threshold),
            ),
            Markup("<p>{}</p>").format(visible(self.summary)),
        ]
        if row["obligated"] is not None:
            kind = amount_kind("obligated", row)
            parts.append(
                Markup("<p>{}</p>").format(
                    money_html(row["obligated"], row["currency"], kind)
                )
            )
        said = Markup("").join(
            Markup("<li>{}</li>").format(sentence(visible(one))) for one in self.doubts
        )
        if said:
            parts.append(
                Markup("<p>{}</p><ul>{}</ul>").format(_("What is not known:"), said)
            )
        parts.append(table_markup(self.hops))
        return str(
            Markup('<div class="crosstie">{}</div>').format(Markup("").join(parts))
        )


@dataclass(frozen=True)
class OrganisationCard:
    """One organisation, as registers, lists, the case and award records have it."""

    id: str
    name: str
    country: str
    """ISO 3166-1 alpha-2; empty where no record states one."""
    city: str
    identifiers: tuple[str, ...]
    """scheme:value."""
    names: Table
    ties: Table
    totals: Table
    """Money of its findings, one row for each kind, agency and currency."""
    near_names: Table
    """Names that looked like its own and are no tie, with the reason."""
    drawing: Drawing | None = None
    """Who controls whom around it; None where no statement is known."""

    def __repr__(self) -> str:
        place = ", ".join(p for p in (self.city, self.country) if p)
        return f"Organisation({visible(self.name)!r}, {visible(place)!r}, {self.id!r})"

    def _repr_html_(self) -> str:
        place = ", ".join(p for p in (self.city, self.country) if p)
        known = ", ".join(self.identifiers)
        tables = [table_markup(t) for t in (self.ties, self.totals) if len(t)]
        return str(
            Markup('<div class="crosstie"><p><b>{}</b> {} {}</p>{}</div>').format(
                words_html(self.name),
                words_html(place),
                words_html(known, is_written=True),
                Markup("").join(tables),
            )
        )
