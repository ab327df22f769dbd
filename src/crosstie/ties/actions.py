"""The actions that ties are made of: rows of the buyer and its siblings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.model.case import Buyer
from crosstie.model.window import Window
from crosstie.model.words import Scope
from crosstie.store.engine import Database


@dataclass(frozen=True)
class Action:
    """One row: an action on an award, a whole award, or a subaward."""

    record_type: str
    award_id: str
    file_id: str
    row_number: int
    record_id: str | None
    action_date: date | None
    obligated: Decimal | None
    currency: str
    component: str
    scope: str
    funding: str | None
    party_id: str
    supplier_name: str | None
    description: str | None
    award_description: str | None
    period_end: date | None

    @property
    def key(self) -> tuple[str, int]:
        """File and row: what counts an action once."""
        return self.file_id, self.row_number


def prepare_actions(db: Database, buyer: Buyer, window: Window) -> None:
    """Make `tie_action`: rows of the buyer and its siblings, inside the window."""

    def make() -> None:
        _prepare_components(db, buyer)
        db.run("make tie actions", _MAKE_ACTIONS, _bounds(window))
        db.run("add tie subawards", _ADD_SUBAWARDS, _bounds(window))

    db.temporary(["tie_component", "tie_action"], make)


def actions_of(db: Database, parties: Iterable[str]) -> dict[str, list[Action]]:
    """Read the actions of these parties, by party, in order of date."""
    found = db.answers(
        "actions of parties", parties, lambda wanted: _read_actions(db, wanted)
    )
    return {party_id: actions for party_id, actions in found.items() if actions}


def _read_actions(db: Database, parties: list[str]) -> dict[str, list[Action]]:
    found: dict[str, list[Action]] = {party_id: [] for party_id in parties}
    for row in db.rows(
        "actions of parties",
        """
        select
            a.record_type,
            a.award_id,
            a.file_id,
            a.row_number,
            a.record_id,
            a.action_date,
            a.obligated,
            a.currency,
            a.component,
            a.scope,
            a.funding,
            a.party_id,
            a.supplier_name,
            a.description,
            a.award_description,
            a.period_end
        from tie_action a
        semi join (select unnest($parties) as id) k on k.id = a.party_id
        order by
            a.action_date nulls last,
            a.award_id,
            a.file_id,
            a.row_number
        """,
        {"parties": parties},
    ):
        found[row["party_id"]].append(Action(**row))
    return found


def _prepare_components(db: Database, buyer: Buyer) -> None:
    pairs = db.rows(
        "components in records",
        """
        select component_code as code, component_name as name
        from w."transaction"
        union
        select component_code, component_name
        from w.subaward
        union
        select funding_component_code, funding_component_name
        from w."transaction"
        union
        select funding_component_code, funding_component_name
        from w.subaward
        """,
    )
    known = [(buyer, Scope.BUYER), *((s, Scope.SIBLING) for s in buyer.siblings)]
    rows = [
        {
            "code": pair["code"],
            "name": pair["name"],
            "abbreviation": component.abbreviation,
            "scope": scope.value,
        }
        for pair in pairs
        for component, scope in known
        if component.is_named(pair["code"], pair["name"])
    ]
    db.run(
        "components of the case",
        """
        create or replace temp table tie_component as
        select distinct on (code, name)
            code,
            name,
            abbreviation,
            scope
        from (
            select unnest(
                cast($rows as struct(
                    code varchar, name varchar, abbreviation varchar, scope varchar
                )[]),
                recursive := true
            )
        )
        order by code, name, scope, abbreviation
        """,
        {"rows": rows},
    )


def _bounds(window: Window) -> dict[str, date | None]:
    return {"since": window.since, "until": window.until}


_INSIDE = """
          and ($since is null or t.action_date >= cast($since as date))
          and ($until is null or t.action_date <= cast($until as date))
"""

_WHOSE = """
            t.currency,
            c.abbreviation as component,
            c.scope,
            case
                when t.funding_component_code is distinct from t.component_code
                and (f.abbreviation is distinct from c.abbreviation)
                then coalesce(f.abbreviation, t.funding_component_name)
            end as funding,
            p.party_id,
            case when q.is_person then q.name else t.supplier_name end
                as supplier_name,
"""

_OF_THE_CASE = """
        join tie_component c
            on c.code is not distinct from t.component_code
            and c.name is not distinct from t.component_name
        left join tie_component f
            on f.code is not distinct from t.funding_component_code
            and f.name is not distinct from t.funding_component_name
        join party_spelling p on p.spelling_id = t.spelling_id
        join party q on q.party_id = p.party_id
"""

_MAKE_ACTIONS = (
    """
        create or replace temp table tie_action as
        select
            t.grain as record_type,
            t.award_id,
            t.file_id,
            t.row_number,
            t.record_id,
            t.action_date,
            t.obligated,
"""
    + _WHOSE
    + """            t.description,
            coalesce(t.award_description, a.description) as award_description,
            t.period_end
        from w."transaction" t
"""
    + _OF_THE_CASE
    + """        left join w.award a on a.award_id = t.award_id
        where coalesce(a.grain, t.grain) = t.grain
"""
    + _INSIDE
)

_ADD_SUBAWARDS = (
    """
        insert into tie_action by name
        select
            'subaward' as record_type,
            t.award_id,
            t.file_id,
            t.row_number,
            coalesce(t.record_id, t.subaward_number) as record_id,
            t.action_date,
            t.amount as obligated,
"""
    + _WHOSE
    + """            t.description,
            null as award_description,
            t.prime_period_end as period_end
        from w.subaward t
"""
    + _OF_THE_CASE
    + """        where true
"""
    + _INSIDE
)
