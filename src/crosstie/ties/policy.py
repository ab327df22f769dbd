"""What makes a finding, a lead, or neither: every number of the ties room, declared."""

from __future__ import annotations

LEAST_MATCH = 0.5
"""A match below this is a near miss, no tie."""

LEAST_TIE = 0.3
"""A chain below this is a near miss, no tie."""

SURE_PLACE = 0.9
"""Evidence of the country from which a name may be searched in descriptions."""

STRENGTH_ROUTE = {
    "control": "subsidiary",
    "joint_control": "joint_venture",
    "stake": "investor",
}
"""Route by the weakest interest in the chain."""

CITED = 0.99
"""A document or office that the case cites."""

UNCONFIRMED = 0.8
"""A row of the case that is marked unconfirmed."""

CASE_SITE = 1.0

NAME_OUTDATED = 0.97
"""Factor where the matched name was the organisation's at another time."""

VENTURE_NAME = 0.9
"""Two companies in the name of a joint venture, no statement of it."""

TAUGHT = 0.97
"""A name that another tie taught, in a description."""

NEAR_MISSES = 200
"""Near misses kept, most valuable first."""
