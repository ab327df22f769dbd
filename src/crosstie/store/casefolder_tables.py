"""The small tables of a case folder: their files, their columns, how a cell is read.

Declared here as data; `casefolder_rows` is the loop that applies it, and
`casefolder_new` writes the same headers into a new case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CITATION_COLUMNS = (
    "citation_publisher",
    "citation_title",
    "citation_date",
    "citation_url",
)


@dataclass(frozen=True)
class CaseTable:
    """One table of a case folder: what a row is, and its columns in order."""

    file: str
    about: str
    columns: tuple[str, ...]
    key: str = ""
    """Column whose value may stand only once."""

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.file.removesuffix(".csv")


ORGANISATIONS = CaseTable(
    "organisations.csv",
    "One organisation with its country, and where a person read it.",
    (
        "id",
        "name",
        "other_names",
        "country",
        "city",
        "identifiers",
        "valid_from",
        "valid_to",
        *CITATION_COLUMNS,
        "confirmed",
    ),
    key="id",
)
OWNERSHIP = CaseTable(
    "ownership.csv",
    "One statement of who controlled or owned whom, from when to when.",
    (
        "child",
        "parent",
        "interest",
        "percent",
        "valid_from",
        "valid_to",
        *CITATION_COLUMNS,
        "confirmed",
    ),
)
PRODUCTS = CaseTable(
    "products.csv",
    "One product or brand name and its maker.",
    ("name", "maker", "valid_from", "valid_to", *CITATION_COLUMNS, "confirmed"),
)
DOCUMENTS = CaseTable(
    "documents.csv",
    "One tie that stands in a document and in no award, such as a property deal.",
    (
        "id",
        "organisation",
        "route",
        "summary",
        "place",
        "status",
        "status_date",
        "first_date",
        *CITATION_COLUMNS,
        "confirmed",
    ),
    key="id",
)
PRESENCE = CaseTable(
    "presence.csv",
    "One office of the buyer in the country.",
    (
        "id",
        "office",
        "component",
        "city",
        "site",
        "status",
        "status_date",
        *CITATION_COLUMNS,
        "confirmed",
    ),
    key="id",
)
ANSWERS = CaseTable(
    "answers.csv",
    "What one organisation said of its ties.",
    ("organisation", "date", "text", *CITATION_COLUMNS),
)
DECISIONS = CaseTable(
    "decisions.csv",
    "What one person decided on one pair or tie; rows are appended, never changed.",
    ("supplier", "organisation", "tie", "judgement", "by", "at", "why"),
)

APPROPRIATIONS = CaseTable(
    "appropriations.csv",
    "One amount that a law gave the buyer, for one fiscal year or for several.",
    (
        "id",
        "kind",
        "fiscal_year",
        "last_fiscal_year",
        "amount",
        "currency",
        "law",
        "what",
        "enacted",
        *CITATION_COLUMNS,
        "confirmed",
    ),
    key="id",
)
LEVELS = CaseTable(
    "levels.csv",
    "How many people one country plans to take in within one year.",
    (
        "id",
        "country",
        "year",
        "what",
        "low",
        "target",
        "high",
        *CITATION_COLUMNS,
        "confirmed",
    ),
    key="id",
)
PUBLISHED_FIGURES = CaseTable(
    "published_figures.csv",
    "One number that somebody published, which a figure would recompute.",
    (
        "id",
        "figure",
        "value",
        "unit",
        "population",
        "period_from",
        "period_to",
        "original",
        *CITATION_COLUMNS,
        "confirmed",
    ),
    key="id",
)
CASE_TABLES = (
    ORGANISATIONS,
    OWNERSHIP,
    PRODUCTS,
    DOCUMENTS,
    PRESENCE,
    ANSWERS,
    APPROPRIATIONS,
    LEVELS,
    PUBLISHED_FIGURES,
    DECISIONS,
)
SETTINGS_FILE = "case.toml"
REGISTER_ID = re.compile(r"(?P<prefix>[a-z][a-z0-9-]{1,30}):.+")
"""An organisation's id from a register or a record: lei:..., neq:..., record:...

No list names the prefixes, since each source brings its own."""
