"""The matcher's whole policy as data: features, weights, limits. No loop lives here.

A weight is in log-odds: the score of a pair is the intercept plus, for each feature,
weight times value; the probability is the logistic of it. Values of `*_bits` are the
information of words (`resolve.weights`): a coined word holds about 14 bits, a plain
word at most 4, a word of business at most 1.5. `likeness` is what the matcher says of
the two names, in log-odds.

Of SAME, the weights of likeness, bits, near spelling and former name were estimated on
labelled pairs (`benchmarks/reliability.py --fit`), and the intercept is set lower than
estimated: a wrong tie does more harm than a missed one. All else here is declared.
"""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.text.language import later, laters


@dataclass(frozen=True)
class Feature:
    """One thing that is compared, what it weighs, and how it reads in a reason."""

    name: str
    weight: float
    says: str = ""
    """Printed where the value is not 0; `{detail}` takes the pair's of that name."""


@dataclass(frozen=True)
class Policy:
    """How one kind of match is scored."""

    intercept: float
    features: tuple[Feature, ...]
    limit: float
    """No probability of this kind goes above, whatever the features say."""
    keep_from: float
    """Matches below are not kept."""


PLACE_AND_IDENTIFIERS = (
    Feature("same_city", 3.2, later("Both give the city {detail}.")),
    Feature("same_state", 1.4, later("Both give the state or province {detail}.")),
    Feature(
        "parent_agrees",
        2.5,
        later("Records and ownership statements name the same owner ({detail})."),
    ),
    Feature("identifier_agrees", 3.0, later("Both carry the identifier {detail}.")),
    Feature(
        "identifier_differs",
        -1.5,
        later("They carry different identifiers of one scheme."),
    ),
)

SAME = Policy(
    intercept=-5.3,
    features=(
        Feature("likeness", 1.4),
        Feature("matched_bits", 0.28),
        Feature("near_form", -1.2),
        Feature("near_spelling", -0.7),
        Feature("trading_name", -0.4, later("In the record, that name is {what}.")),
        Feature("former_name", -1.3, later("That is a former name of {detail}.")),
        Feature("case_row", 1.2),
        Feature(
            "other_parent",
            -0.3,
            later(
                "The records name a parent that no loaded source ties to it ({detail})."
            ),
        ),
        Feature(
            "namesake", 2.0, later("Other records of the same legal name confirm it.")
        ),
        *PLACE_AND_IDENTIFIERS,
    ),
    limit=0.99,
    keep_from=0.05,
)

FAMILY = Policy(
    intercept=-3.4,
    features=(
        Feature("leading_bits", 0.42),
        Feature("unmatched_organisation_bits", -1.2),
        Feature("unmatched_party_bits", -0.09),
        Feature("one_word", -0.9),
        Feature(
            "only_country_added",
            0.8,
            later("The record's name only adds a country to it."),
        ),
        Feature("other_form", 0.5),
        Feature(
            "parent_named",
            2.0,
            later("The records name the organisation as the parent ({detail})."),
        ),
        Feature(
            "other_parent", -0.8, later("The records name another parent ({detail}).")
        ),
        Feature("case_row", 0.8),
        Feature(
            "venture_partner", 0.0, later("The name is one partner of a joint venture.")
        ),
        Feature("former_name", -0.5, later("That is a former name of {detail}.")),
        *PLACE_AND_IDENTIFIERS,
    ),
    limit=0.9,
    keep_from=0.15,
)

WORDS = Policy(
    intercept=-4.5,
    features=(
        Feature("matched_bits", 0.2),
        Feature("unmatched_party_bits", -0.05),
        Feature("unmatched_organisation_bits", -0.05),
        *PLACE_AND_IDENTIFIERS,
    ),
    limit=0.3,
    keep_from=0.07,
)

IDENTIFIER = Policy(
    intercept=-2.0,
    features=(
        Feature("identifier_agrees", 1.5, later("Both carry the identifier {detail}.")),
    ),
    limit=0.5,
    keep_from=0.05,
)
"""A weak identifier alone, where the names share nothing: at most an even chance."""

SURE_SCORE = 3.0
"""Score from which a register's row needs no row of the case beside it."""

STRONG_IDENTIFIER = 0.99
"""Probability where both sides carry the same identifier of a strong scheme."""

WEAK_SCHEMES = frozenset(("uei", "duns", "cage"))
"""Identifiers that are registered again and again, by owners and by companies."""

SECURITY_SCHEMES = frozenset(("isin", "figi", "ticker", "cusip", "website"))
"""Identifiers of a security or a site, which no award record carries."""

COUNTRY_BY_SOURCE: dict[str, tuple[str, float, str]] = {
    "lei": (
        later("register address"),
        0.99,
        later("The register gives an address in {place}."),
    ),
    "listed": (
        later("listing"),
        0.98,
        later("The list of listed companies states {place}."),
    ),
    "case": (
        later("case row"),
        0.99,
        later("A row of the case states {place}, with its citation."),
    ),
    "ocds": (
        later("publisher's record"),
        0.95,
        later("The publisher's record gives {place}."),
    ),
    "bods": (later("ownership data"), 0.95, later("The ownership data gives {place}.")),
    "": (later("register"), 0.95, later("The register states {place}.")),
}
"""What a country stands on, by the first part of the organisation's id: basis,
probability, reason; "" is any other. The id says it, whichever file format carried the
row."""

CASE_UNCONFIRMED = (
    later("case row, unconfirmed"),
    0.6,
    later("A row of the case states {place}, and marks it as unconfirmed."),
)

COUNTRY_BY_ISIN = (
    later("number of its security"),
    0.8,
    later("The number of its security begins with {code}, for an issuer of {country}."),
)
"""An issuer's country is mostly that of its registration, not always."""

COUNTRY_CODED = (
    later("award's supplier country"),
    0.97,
    laters(
        "One award record codes the supplier to {country}.",
        "{count} award records code the supplier to {country}.",
    ),
)

CODED_CITY = (0.005, later("The address given is in a city of {country} ({city})."))
"""Added to the above where the same records give a city that registers know there."""

CODED_ABROAD = (
    0.005,
    "not incorporated in the u.s.",
    later("It is recorded as foreign-owned and not incorporated in the U.S."),
)
"""Added where the same records say so: amount, words of the record, sentence."""

COUNTRY_BY_NAME: dict[str, tuple[float, str]] = {
    "numbered company": (
        0.97,
        later("The legal name is that of a numbered company of {country}."),
    ),
    "country before the legal form": (
        0.85,
        later("The legal name ends with {country} before its legal form."),
    ),
    "country word": (
        0.5,
        later("The name holds a word of {country}, which proves little."),
    ),
}

SETTLED_FROM = 0.9
"""A party that is, with this probability, an organisation whose owners are stated has
no name family any more: the statements and their dates decide."""

KNOWN_FROM = 0.5
"""A party that some register's organisation is with this probability needs no
organisation of its own."""

POPULATION = 20_000
"""Least number of names that a word's rarity is measured against, so that a word is
no rarer in a large register than in a small one merely because of size."""

COINED_LIMIT = 14.5
PLAIN_LIMIT = 4.0
BUSINESS_LIMIT = 1.5
COUNTRY_LIMIT = 2.0
CITY_LIMIT = 4.0
GIVEN_NAME_LIMIT = 7.0
LENGTH_LIMITS = {1: 1.0, 2: 4.0, 3: 9.0, 4: 10.0}
"""Most bits that a word may hold, by what it is and by its length."""

LONG_NUMBER = 5
"""Digits from which a number decides: the number of a numbered company."""

PROSE_RECORDS = 2
"""Descriptions in which a word stands in lower case before it counts as plain."""

GENERIC_BITS = 9.5
"""Below, a name is of common words and can't reach a finding without corroboration."""

TELLING_BITS = 2.0
"""A word that holds more tells something; two such words are no generic name."""

GENERIC_LIMIT = 0.9
"""Most that such a name may reach without it."""

FULL_NAME = 0.985
"""Least probability where a confirmed row of the case gives the whole name of the
supplier, of several words and with its legal form. A person wrote it to name this
supplier; what is left is another firm of the very same name. Common words keep their
limit."""

DOUBTS_OF_FULL_NAME = ("other_parent", "identifier_differs")
"""Features that lower even that, by their weight."""

GENERIC_ABROAD = -2.0
"""Added where such a name is that of an organisation in another country than the buyer,
and the records code no other: a plain name is mostly borne by a firm at home too."""

CORROBORATION = (
    "same_city",
    "same_state",
    "identifier_agrees",
    "parent_agrees",
    "namesake",
)
"""Features that lift GENERIC_LIMIT."""

LEADING_BITS = 8.0
"""Least information of shared leading words that makes a name family."""

LIGHT_BITS = 2.0
"""A word that holds no more may be missing on the register's side of a family."""

SHARED_BITS = 9.0
"""Least information of shared words that is worth showing as a near miss."""

BUDGET, FOUND, COMPARED = 9_000, 20, 10
"""How far the matcher searches for one name: postings read, names found, names
compared. On the real records the right one was always among the first three, and every
name family among the first eight."""

PIECE = 4_000
"""Names that are searched at a time, so that memory does not grow with their number."""

SHARED_RARITY = 0.55
"""Least rarity of shared words, in tens of natural logarithms, of a candidate that has
another core: below, names share only words of trade."""

NEAR_WORDS = 0.89
NEAR_LETTERS = 0.94
"""Share of words by rarity, or of letters in order, from which two names whose words
differ are taken for one name in another spelling ..."""

NEAR_LIMIT = 0.9
"""... which reaches no finding without a place, an identifier or an owner."""

MOST_LIKENESS = 4.0
"""The matcher's log-odds count up to this and down to its negative: what lies beyond
told nothing more on the labelled pairs, and one number alone decides nothing."""

NAMED_ELSEWHERE = -2.0
"""Added to a rival's score where another organisation bears the name as written."""

PER_PARTY = 4
"""Most matches of a kind that one party keeps, the most probable first."""

WORDS_KEPT = 300
"""Most matches of kind words that a run keeps, by what is at stake."""
