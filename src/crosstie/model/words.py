"""The words of the project as closed lists: each table and page uses these values."""

from __future__ import annotations

from enum import StrEnum


class Route(StrEnum):
    """How an organisation is tied to the buyer."""

    DIRECT = "direct"
    SUBSIDIARY = "subsidiary"
    JOINT_VENTURE = "joint_venture"
    INVESTOR = "investor"
    SUBAWARD = "subaward"
    PRODUCT = "product"
    PROPERTY = "property"
    PRESENCE = "presence"
    DOCUMENTED = "documented"


class Kind(StrEnum):
    """How far a tie may be relied on."""

    FINDING = "finding"
    LEAD = "lead"
    NOT_COUNTED = "not_counted"


class Scope(StrEnum):
    """Whether a tie is with the buyer itself or with a sibling in its department."""

    BUYER = "buyer"
    SIBLING = "sibling"


class Status(StrEnum):
    """Where an award or a documented deal stands, on a date."""

    ACTIVE = "active"
    ENDED = "ended"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class AmountKind(StrEnum):
    """What an amount is; amounts of different kinds are never added."""

    OBLIGATED = "obligated"
    OUTLAID = "outlaid"
    CURRENT = "current"
    CEILING = "ceiling"
    SHARED_CEILING = "shared_ceiling"


class MatchKind(StrEnum):
    """What a match says of two names; the three are never mixed."""

    SAME = "same"
    FAMILY = "family"
    WORDS = "words"


class Judgement(StrEnum):
    """A person's decision on a pair; accept and reject are only labels on keys."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"
    """The person takes back what they said before, and says nothing instead."""


class Predicate(StrEnum):
    """What a hop says; written over the rails so that a chain reads as a sentence."""

    NAMES_AS_SUPPLIER = "names as supplier"
    NAMES_AS_SUBCONTRACTOR = "names as subcontractor"
    NAMES_IN_DESCRIPTION = "names in its description"
    IS_SAME_AS = "is the same as"
    BELONGS_TO_FAMILY = "shares its name with"
    IS_MADE_BY = "is made by"
    IS_CONTROLLED_BY = "is controlled by"
    IS_PART_OWNED_BY = "is part-owned by"
    IS_VENTURE_OF = "is a joint venture of"
    IS_REGISTERED_IN = "is registered in"
    NAMES_AS_PARTY = "names as a party"
    IS_LOCATED_IN = "stands in"


class StationKind(StrEnum):
    """What stands at either end of a hop."""

    AWARD = "award"
    SUPPLIER = "supplier"
    PRODUCT = "product"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    DOCUMENT = "document"
    OFFICE = "office"
