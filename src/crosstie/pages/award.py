"""One award: its actions, its amounts by kind, and what of it ties, or why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.pages.addresses import public_url
from crosstie.pages.contexts import Rung, Tie
from crosstie.pages.facts import RunDatabase
from crosstie.pages.quotes import cut, marked
from crosstie.text.language import _
from crosstie.text.persons import MASK

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Use:
    """What a tie makes of one row: whether it counts, and why not."""

    tie_id: str
    organisation: str
    route: str
    counts: bool
    reason: str


@dataclass(frozen=True)
class AwardAction:
    """One row of a file on the award: an action, or the whole award."""

    file_id: str
    row_number: int
    file_name: str
    day: date | None
    modification: str
    grain: str
    """transaction, or award where the row is the whole of it."""
    supplier: str
    party_id: str
    obligated: Decimal | None
    currency: str
    description: tuple[tuple[str, bool], ...]
    """The description, cut where matched words begin and end."""
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class AwardSubaward:
    """One subaward below the award."""

    file_id: str
    row_number: int
    number: str
    day: date | None
    supplier: str
    party_id: str
    amount: Decimal | None
    currency: str
    description: tuple[tuple[str, bool], ...]
    reports: int
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class AwardContext:
    """One award with all that the run holds of it."""

    award_id: str
    identity: str
    """published, found, or inferred: what its identity stands on."""
    unique_id: str
    piid: str
    vehicle_piid: str
    vehicle_id: str
    """The vehicle's own award, where the run holds it."""
    orders: tuple[tuple[str, str], ...]
    """Awards under it in the run: (award id, number)."""
    is_vehicle: bool
    component: str
    supplier: str
    party_id: str
    description: tuple[tuple[str, bool], ...]
    currency: str
    grain: str
    first_day: date | None
    last_day: date | None
    period_start: date | None
    period_end: date | None
    period_end_potential: date | None
    record_status: str
    ladder: tuple[Rung, ...]
    obligated_loaded: Decimal | None
    obligated_stated: Decimal | None
    permalink: str
    actions: tuple[AwardAction, ...]
    subawards: tuple[AwardSubaward, ...]
    ties: tuple[Tie, ...]


def find_award(db: RunDatabase, anchor: str) -> str | None:
    """Find the award behind an anchor; None where there is none."""
    digest = anchor.removeprefix("a-")
    if not digest or digest == anchor:
        return None
    found = db.value(
        "award of an anchor",
        "select award_id\nfrom (\n"
        "    select award_id from award\n"
        "    union select award_id from tie_transaction\n)\n"
        "where left(sha256(award_id), $size) = $digest\norder by 1\nlimit 1",
        {"digest": digest, "size": len(digest)},
    )
    return None if found is None else str(found)


def every_award(db: RunDatabase) -> tuple[str, ...]:
    """List the awards that ties of the run rest on."""
    rows = db.rows(
        "every award",
        "select award_id from award\nunion select award_id from tie_transaction\n"
        "order by award_id",
    )
    return tuple(str(row["award_id"]) for row in rows)


def read_award(db: RunDatabase, award_id: str, ties: Sequence[Tie]) -> AwardContext:
    """Read one award of a run."""
    mine = tuple(t for t in ties if any(a.award_id == award_id for a in t.actions_of))
    words = "\n".join(dict.fromkeys(t.matched_text for t in mine if t.matched_text))
    uses = _uses(mine, award_id)
    actions = _actions(db, award_id, words, uses)
    subawards = _subawards(db, award_id, words, uses)
    row = next(
        iter(db.rows("award", f"{_AWARD}\nwhere a.award_id = $id", {"id": award_id})),
        {},
    )
    person = bool(row.get("is_person"))
    about = "" if person else row.get("description") or ""
    texts = ("identity", "currency", "grain", "record_status")
    return AwardContext(
        award_id=award_id,
        **{name: row.get(name) or "" for name in texts},
        unique_id=row.get("award_unique_id") or "",
        piid=row.get("piid") or _number(award_id),
        vehicle_piid=row.get("parent_piid") or "",
        vehicle_id=row.get("vehicle_id") or "",
        orders=_orders(db, row),
        is_vehicle=bool(row.get("is_vehicle")),
        component=row.get("component_name") or next((t.component for t in mine), ""),
        supplier=MASK if person else row.get("supplier_name") or "",
        party_id="" if person else row.get("party_id") or "",
        description=marked(cut(about), words) if about else (),
        first_day=row.get("first_action_date"),
        last_day=row.get("last_action_date"),
        period_start=row.get("period_start"),
        period_end=row.get("period_end"),
        period_end_potential=row.get("period_end_potential"),
        ladder=_ladder(row),
        obligated_loaded=row.get("obligated"),
        obligated_stated=row.get("obligated_stated"),
        permalink=public_url(row.get("permalink")) or _page_of(mine),
        actions=actions,
        subawards=subawards,
        ties=mine,
    )


_AWARD = """select a.*, s.party_id, coalesce(p.is_person, false) as is_person,
    (
        select min(v.award_id) from award as v
        where v.piid = a.parent_piid and v.is_vehicle
    ) as vehicle_id
from award as a
left join party_spelling as s on s.spelling_id = a.spelling_id
left join party as p on p.party_id = s.party_id"""


def _number(award_id: str) -> str:
    parts = award_id.split(":")
    return parts[2] if parts[0] == "inferred" and len(parts) > 2 else award_id


def _page_of(ties: Sequence[Tie]) -> str:
    """Give the public page that a tie of this one award names."""
    return next((t.evidence_url for t in ties if t.awards == 1 and t.evidence_url), "")


def _orders(db: RunDatabase, row: Row) -> tuple[tuple[str, str], ...]:
    if not row.get("is_vehicle"):
        return ()
    found = db.rows(
        "orders under a vehicle",
        "select award_id, piid\nfrom award\nwhere parent_piid = $piid\n"
        "order by piid, award_id",
        {"piid": row["piid"]},
    )
    return tuple((r["award_id"], r["piid"]) for r in found)


def _ladder(row: Row) -> tuple[Rung, ...]:
    """List the amounts by kind; a kind that no record states keeps its row."""
    if not row:
        return ()
    ceiling = row["ceiling"]
    shared = bool(row["ceiling_is_shared"])
    note = _("sum of the actions loaded")
    if row["grain"] == "award":
        note = _("total that the record of the whole award states")
    rungs = [
        Rung("obligated", _("Obligated"), note, row["obligated"]),
        Rung("outlaid", _("Outlaid"), "", row["outlaid"]),
        Rung(
            "current",
            _("Current"),
            _("base and exercised options"),
            row["current_value"],
        ),
        Rung(
            "ceiling",
            _("Ceiling"),
            _("base and all options"),
            None if shared else ceiling,
        ),
    ]
    if shared:
        rungs[-1] = Rung(
            "shared",
            _("Shared ceiling"),
            _("of a vehicle, with other holders"),
            ceiling,
        )
    return tuple(rungs)


Uses = Mapping[tuple[str, int], tuple[Use, ...]]


def _uses(ties: Sequence[Tie], award_id: str) -> dict[tuple[str, int], tuple[Use, ...]]:
    found: dict[tuple[str, int], list[Use]] = {}
    for tie in ties:
        for action in tie.actions_of:
            if action.award_id == award_id:
                found.setdefault(action.key, []).append(
                    Use(
                        tie.tie_id,
                        tie.organisation,
                        tie.route,
                        action.counts and not tie.not_counted_reason,
                        action.reason or tie.not_counted_reason,
                    )
                )
    return {key: tuple(uses) for key, uses in found.items()}


def _actions(
    db: RunDatabase, award_id: str, words: str, uses: Uses
) -> tuple[AwardAction, ...]:
    rows = db.rows(
        "actions of an award",
        """select t.file_id, t.row_number, f.name as file_name, t.action_date,
    t.modification, t.grain, t.supplier_name, t.obligated, t.currency, t.description,
    s.party_id,
    coalesce(t.supplier_is_person, false) or coalesce(p.is_person, false) as is_person
from "transaction" as t
left join file as f on f.file_id = t.file_id
left join party_spelling as s on s.spelling_id = t.spelling_id
left join party as p on p.party_id = s.party_id
where t.award_id = $id
order by t.action_date nulls last, t.modification, t.file_id, t.row_number""",
        {"id": award_id},
    )
    return tuple(
        AwardAction(
            file_id=r["file_id"],
            row_number=r["row_number"],
            file_name=r["file_name"] or "",
            day=r["action_date"],
            modification=r["modification"] or "",
            grain=r["grain"],
            supplier=MASK if r["is_person"] else r["supplier_name"] or "",
            party_id="" if r["is_person"] else r["party_id"] or "",
            obligated=r["obligated"],
            currency=r["currency"] or "",
            description=_about(r, words),
            uses=uses.get((r["file_id"], r["row_number"]), ()),
        )
        for r in rows
    )


def _subawards(
    db: RunDatabase, award_id: str, words: str, uses: Uses
) -> tuple[AwardSubaward, ...]:
    rows = db.rows(
        "subawards of an award",
        """select t.file_id, t.row_number, t.subaward_number, t.action_date,
    t.supplier_name, t.amount, t.currency, t.description, t.reports, s.party_id,
    coalesce(t.supplier_is_person, false) or coalesce(p.is_person, false) as is_person
from subaward as t
left join party_spelling as s on s.spelling_id = t.spelling_id
left join party as p on p.party_id = s.party_id
where t.award_id = $id
order by t.action_date nulls last, t.subaward_number, t.file_id, t.row_number""",
        {"id": award_id},
    )
    return tuple(
        AwardSubaward(
            file_id=r["file_id"],
            row_number=r["row_number"],
            number=r["subaward_number"] or "",
            day=r["action_date"],
            supplier=MASK if r["is_person"] else r["supplier_name"] or "",
            party_id="" if r["is_person"] else r["party_id"] or "",
            amount=r["amount"],
            currency=r["currency"] or "",
            description=_about(r, words),
            reports=r["reports"] or 1,
            uses=uses.get((r["file_id"], r["row_number"]), ()),
        )
        for r in rows
    )


def _about(row: Row, words: str) -> tuple[tuple[str, bool], ...]:
    text = "" if row["is_person"] else row["description"] or ""
    return marked(cut(text), words) if text else ()
