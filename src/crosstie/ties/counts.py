"""What was searched, as facts of the run: so that finding nothing says something."""

from __future__ import annotations

import json
from datetime import date

from crosstie.store.engine import Database
from crosstie.store.run_tables import RUN


def write_counts(db: Database, *, as_of: date | None, names: int) -> None:
    """Add to `run` how many records were searched, and how many lie elsewhere."""
    counts = db.rows(
        "what was searched",
        """
        select
            (select count(*) from tie_action) as records,
            (select count(distinct award_id) from tie_action) as awards,
            (
                select count(*)
                from w."transaction" t
                where not exists (
                    select 1
                    from tie_component c
                    where c.code is not distinct from t.component_code
                      and c.name is not distinct from t.component_name
                )
            ) as records_of_other_agencies,
            (select count(distinct description) from w."transaction")
                as descriptions,
            (
                select count(*)
                from tie
                where kind = 'finding'
                  and without_case
            ) as findings_without_case
        """,
    )[0]
    facts = {**counts, "names": names, "as_of": as_of.isoformat() if as_of else None}
    db.append(
        RUN,
        [
            {"name": f"ties.{name}", "value": json.dumps(value)}
            for name, value in sorted(facts.items())
        ],
    )
