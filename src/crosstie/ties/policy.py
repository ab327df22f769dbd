"""What makes a finding, a lead, or neither: every number of the ties room, declared."""

from __future__ import annotations

LEAST_MATCH = 0.5
"""A match below this is a near miss, no tie."""

LEAST_PLACE = 0.5
"""Evidence of the country below this makes no tie."""

SURE_PLACE = 0.9
"""Evidence of the country from which a name may be searched in descriptions."""

MOST_SURE_PLACE = 0.995
"""Several reasons for the country together never reach more."""

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

VENTURE_NAME = 0.97
"""A joint venture whose name holds an organisation's whole name."""

OWN_NAME = 0.99
"""A thing that bears its maker's own registered name."""

CASE_PRODUCT = 0.985
"""A product whose maker the case names."""

TAUGHT = 0.99
"""A name that a direct tie taught."""

ALL_PLAIN = 0.9
"""Factor on a name of several words that are all plain English."""

SHARED_WORD = 0.85
"""Factor on a single word that stands in other organisations' names too."""

SEVERAL_MAKERS = 0.8
"""Factor on a name that several organisations of the country bear."""

SHORTEST_NAME = 4
"""Letters that a name needs to prove anything in a description."""

MOST_SUPPLIERS = 25
"""A name in descriptions of more suppliers than this is a common word."""

PROSE_TEXTS = 3
"""A word written small in so many texts of registers is a plain word."""

NEAR_MISSES = 200
"""Near misses kept, most valuable first."""
