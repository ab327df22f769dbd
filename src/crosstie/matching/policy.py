"""The matcher's policy on one screen: what is looked at, how far, and from when.

The model's weights, which were estimated and not chosen, are in `weights.json`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

RULED_FROM = 0.3
"""Best rows from this probability on are held against the rules of `kinds`."""

THRESHOLD = 0.5
"""Below this probability nothing is said of a query."""

LEAST_SHOWN = 0.05
"""A look-up of one name leaves out what is less likely, families apart."""

FAMILY_AMONG = 15
"""Members of a family by name are looked for among so many of the likeliest."""

GRAM = 4
"""Letters of a piece of name that is a key of its own."""

SLIP_SHORTEST, SLIP_LONGEST = 4, 10
"""First words of such lengths are keys with one letter left out, too."""

BONES = 3
"""A first word's consonants are a key when they are this many ..."""

START = 3
"""... and so are its first letters together with the next word."""

GLUED_SHORTEST, GLUED_LONGEST = 4, 14
"""A plain word longer than the one, up to the other, is parted from its neighbour."""

GRAM_WEIGHT = 0.7
RARITY_POWER = 1.5
"""A key weighs log(rows / rows with the key) to this power."""

LENGTH_POWER = 0.7
LENGTH_BASE = 5
"""A row's sum is divided by (letters of its core + base) to the power."""

MOST_COMMON = 0.02
"""Keys that more than this share of the register bears find nobody ..."""

ALWAYS_RARE = 60
"""... unless they are fewer than this."""

ALONE_FROM = 0.6
"""A row that shares one key alone counts where it weighs this share of the most."""

FAR_BEHIND = 0.3
"""Rows below this share of the best row's sum are looked at only where rows lack."""

PIECE = 2_500
"""Queries that are worked on at a time: memory does not grow with their number."""

PART = 2_000_000
"""Names of a stored register that one part of it holds; a larger one has several."""


SHARE_IF_EQUAL = 0.35
"""Share of the budget for a name whose whole core the register has."""


@dataclass(frozen=True)
class Quality:
    """How far the search goes."""

    budget: int
    """Postings read for one query, rarest keys first."""
    found: int
    """Rows kept by the index."""
    compared: int
    """Rows compared feature by feature."""


QUALITIES = {
    "fast": Quality(budget=6_000, found=24, compared=9),
    "best": Quality(budget=30_000, found=100, compared=50),
}

LOOKUP = Quality(budget=12_000, found=100, compared=45)
"""How far a look-up of one name goes."""

WIDE_FROM = 1_000_000
WIDE_POWER = 0.9
"""Above so many names the budget grows with the register's size, to this power."""


SMALL = 300_000
SMALL_POWER = 1.5
"""In a smaller register a search goes further, as time allows: in half the names 2.8
times as far, and at most as far as `best` goes."""


def widened(quality: Quality, names: int) -> Quality:
    """Let a search read more in a very large register, and find more in a small one.

    Keys are less rare in a large one; a small one is read in no time.
    """
    if names < SMALL:
        further, most = (SMALL / max(names, 1)) ** SMALL_POWER, QUALITIES["best"]
        return Quality(
            max(quality.budget, min(most.budget, int(quality.budget * further))),
            max(quality.found, min(most.found, int(quality.found * further))),
            max(quality.compared, min(most.compared, int(quality.compared * further))),
        )
    factor = max(1.0, (names / WIDE_FROM) ** WIDE_POWER)
    return replace(quality, budget=int(quality.budget * factor))


TOGETHER = 2_000
"""Fewer pairs of texts are compared by one thread: starting another takes longer."""


def threads(pairs: int) -> int:
    """Tell how many threads compare so many pairs of texts."""
    return 1 if pairs < TOGETHER else 2


WORD_RATIO = 0.72
WORD_PREFIX = 0.88
WORD_INSIDE = 0.75
"""When two words count as one: letters shared, cut short, or letters left out."""

COUNTRY_LIFT = 1.3
COUNTRY_DROP = 0.7
"""How a country that agrees, or differs, moves a candidate before comparison."""

HEAD_LIFT, ALL_LIFT = 1.25, 1.5
"""How a first word that agrees, or is the row's whole name, moves a candidate."""

STRONG_SCHEMES = frozenset({"lei"})
"""Identifiers that name one organisation. Others repeat, or mix owner and company."""

STRONG_EVIDENCE = 40.0
WEAK_EVIDENCE = 3.0
CONTRADICTION = -6.0
"""Log-odds: a strong identifier agrees, a weak one agrees, a strong one differs."""

ADDRESS_AGREES = 2.0
OUTSIDE_DATES = -1.5
"""Log-odds: house number and street agree; a former name is met on a day on which it
was not borne, which happens: old names live on, and new ones are put back."""

GRACE_DAYS = 366
"""So long after its last day a former name counts as before: habits last."""

PROVEN = 0.999
"""Probability where a strong identifier agrees."""
