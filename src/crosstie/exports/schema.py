"""The tables of an export: every column with its type and what it holds.

CSV, Parquet, Excel and the data package are four ways of writing these tables.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TABLES", "Field", "Table"]


@dataclass(frozen=True)
class Field:
    """One column: text, url, integer, number, amount, date, or boolean."""

    name: str
    type: str
    about: str


@dataclass(frozen=True)
class Table:
    """One table; `key` names the columns that tell its rows apart."""

    name: str
    about: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(field.name for field in self.fields)


def _fields(type: str, /, **abouts: str) -> tuple[Field, ...]:
    return tuple(Field(name, type, about) for name, about in abouts.items())


def _text(**abouts: str) -> tuple[Field, ...]:
    return _fields("text", **abouts)


_AMOUNTS = {
    "obligated": "sum of the actions that count; the reseller's on product",
    "outlaid": "paid on its awards, where every award states it",
    "current_value": "base and exercised options, where every award states it",
    "ceiling": "base and all options, unshared, where every award states it",
    "shared_ceiling": "largest ceiling that several holders share",
}

_RECORD = (
    *_text(
        record_id="publisher's identifier of the record, or file and row",
        publisher="who published the record",
        dataset="title of the dataset or document",
        version="publisher's version of the dataset",
    ),
    *_fields("url", url="public page of the record or dataset"),
    *_fields("date", retrieved="day on which the file was fetched; empty: unknown"),
    *_text(
        file_name="name of the file", file_sha256="SHA-256 of the file, or of its zip"
    ),
    *_fields("integer", row_number="row in the file, from 1, header not counted"),
)
"""Where a row was read: the last columns of every table that is read from records."""

_JUDGED = _text(
    kind="finding, lead, or not_counted",
    decision="positive, negative, unsure, or disputed; empty: nobody decided",
)

TIES = Table(
    "ties",
    "One organisation tied to the buyer or a sibling, by a route, in one currency.",
    (
        *_text(
            tie_id="hash of stable ids; the same in every run",
            organisation="the organisation",
            organisation_country="its country, ISO 3166-1 alpha-2",
            parent="nearest controller in the case's country",
            route="direct, subsidiary, joint_venture, investor, subaward, product, "
            "property, presence, or documented",
            supplier="the supplier as award records write it",
            buyer="the case's buyer, abbreviated",
            component="the awarding agency, abbreviated",
            scope="buyer, or sibling of the same department",
            kind="finding, lead, or not_counted",
        ),
        *_fields("number", probability="product over all hops, 0 to 1"),
        *_text(status="active, ended, planned, cancelled, or unknown"),
        *_fields(
            "date",
            status_date="date of the status",
            first_date="earliest action that counts",
            last_date="latest action that counts",
        ),
        *_fields("integer", awards="awards with an action that counts"),
        *_fields(
            "amount", obligated=_AMOUNTS["obligated"], ceiling=_AMOUNTS["ceiling"]
        ),
        *_text(
            currency="ISO 4217 code of every amount of the row",
            matched_text="words of the record that matched, as written",
            reason="why it stands, in a sentence",
            evidence_record="identifier of the record to open first",
        ),
        *_fields("url", evidence_url="its public page"),
        *_fields(
            "amount",
            **{
                name: _AMOUNTS[name]
                for name in ("outlaid", "current_value", "shared_ceiling")
            },
        ),
        *_fields(
            "integer",
            actions="actions that count",
            actions_outside="actions outside the dates of control",
        ),
        *_text(
            organisation_id="id of the organisation",
            organisation_city="its city",
            parent_id="id of the parent",
            owner="owner elsewhere of a direct tie's organisation",
            date_text="a vague date as the source writes it",
            weakest_hop="predicate of the hop with the least probability",
            doubt="what is not known",
            decision="positive, negative, unsure, or disputed; empty: nobody decided",
            decided_by="who decided",
        ),
        *_fields("boolean", without_case="stands without any row of the case"),
        *_text(
            not_counted_reason="why it does not count",
            evidence_publisher="who published the record to open first",
            evidence_dataset="title of its dataset",
            evidence_file="name of its file",
        ),
        *_fields("integer", evidence_row="its row in the file"),
        *_text(evidence_sha256="SHA-256 of the file"),
        *_fields("date", evidence_retrieved="day on which the file was fetched"),
    ),
    ("tie_id",),
)

HOPS = Table(
    "hops",
    "One step of a tie's chain, with its own probability.",
    (
        *_text(tie_id="the tie"),
        *_fields("integer", position="from 1, at the award or document"),
        *_text(
            from_kind="award, supplier, product, organisation, document, or office",
            from_id="id of what it starts at",
            from_label="its name",
            predicate="a verb that reads as a sentence",
            to_kind="supplier, product, organisation, office, or country",
            to_id="id of what it leads to",
            to_label="its name",
        ),
        *_fields("number", probability="probability of this hop, 0 to 1"),
        *_text(reason="why, in a sentence", confirmed_by="the person who confirmed it"),
        *_fields("boolean", from_case="stands only because of a row of the case"),
        *_fields("integer", records="records that carry it"),
        *_text(
            evidence="what they say: dataset: field = value",
            evidence_records="their identifiers, with | between",
            evidence_urls="their pages, with | between",
            evidence_files="their files and rows, with | between",
        ),
        *_JUDGED,
    ),
    ("tie_id", "position"),
)

EVIDENCE = Table(
    "evidence",
    "One record that carries a hop: what it says, its page, file, hash and date.",
    (
        *_text(tie_id="the tie"),
        *_fields("integer", position="the hop", ordinal="order within the hop, from 1"),
        *_text(field="column or key of the record", value="what it says, as written"),
        *_fields("date", record_date="date of what it states"),
        *_fields("boolean", from_case="a row of the case"),
        *_RECORD,
        *_JUDGED,
    ),
    ("tie_id", "position", "ordinal"),
)

AMOUNTS = Table(
    "amounts",
    "One amount of one kind on a tie. Amounts of different kinds are never added.",
    (
        *_text(
            tie_id="the tie",
            amount_kind="obligated, outlaid, current, ceiling, or shared_ceiling",
        ),
        *_fields("amount", amount="the amount"),
        *_text(
            currency="ISO 4217 code",
            meaning="whose: obligated (to the tied supplier), reseller, subaward, "
            "stake, or none",
        ),
        *_JUDGED,
        *_text(evidence_record="identifier of the record to open first"),
        *_fields("url", evidence_url="its public page"),
        *_text(evidence_sha256="SHA-256 of its file"),
        *_fields("date", evidence_retrieved="day on which the file was fetched"),
    ),
    ("tie_id", "amount_kind"),
)

ACTIONS = Table(
    "actions",
    "One action on an award that a tie holds, whether it counts, and why not.",
    (
        *_text(
            tie_id="the tie",
            award_id="the award",
            record_type="transaction, award (a whole one), or subaward",
        ),
        *_fields("date", action_date="date of the action"),
        *_fields("amount", obligated="obligated by it; on a subaward, as reported"),
        *_text(currency="ISO 4217 code"),
        *_fields("boolean", counts="inside the dates of control"),
        *_text(
            reason="why it does not count",
            modification="number of the modification; 0 is the base",
            description="what was bought, as the publisher writes it",
        ),
        *_JUDGED,
        *_RECORD,
    ),
    ("tie_id", "file_sha256", "file_name", "row_number"),
)

AWARDS = Table(
    "awards",
    "One award of the ties, rolled up from its actions.",
    (
        *_text(
            award_id="publisher's unique id, or inferred:component:piid:supplier",
            piid="procurement instrument identifier",
            parent_piid="that of its vehicle",
            component="the awarding agency, abbreviated",
            component_name="the awarding agency, as written",
            supplier="the supplier, latest spelling",
            supplier_id="id of the supplier",
            description="what was bought, as the publisher writes it",
            currency="ISO 4217 code of every amount of the row",
        ),
        *_fields(
            "amount",
            obligated="sum of the actions loaded, or the total that is stated",
            outlaid="paid, latest stated",
            current_value="base and exercised options, latest stated",
            ceiling="base and all options, latest stated",
        ),
        *_fields("boolean", ceiling_is_shared="several holders share the ceiling"),
        *_fields(
            "date",
            first_date="earliest action loaded",
            last_date="latest action loaded",
            period_start="start of performance",
            period_end="current end of performance",
            period_end_potential="end if all options are exercised",
        ),
        *_text(ties="ids of the ties that hold it, with | between"),
        *_JUDGED,
        *_RECORD,
    ),
    ("award_id",),
)

ORGANISATIONS = Table(
    "organisations",
    "One organisation that a chain names, as a register, a list or the case has it.",
    (
        *_text(
            organisation_id="stable id, such as lei:... or case:...",
            name="its name",
            other_names="further names, with | between",
            type="company, fund, branch, government, or other",
            country="ISO 3166-1 alpha-2",
            country_basis="what the country stands on",
            jurisdiction="legal jurisdiction, ISO 3166",
            legal_form="legal form, as written",
            city="city of the seat",
            region="province or state",
            identifiers="scheme:value, with | between",
        ),
        *_fields(
            "date",
            valid_from="founded, or first stated",
            valid_to="dissolved, or last stated",
        ),
        *_text(ties="ids of the ties that name it, with | between"),
        *_JUDGED,
        *_RECORD,
    ),
    ("organisation_id",),
)

OWNERSHIP = Table(
    "ownership",
    "One statement of who controls or owns whom that a chain rests on.",
    (
        *_text(
            statement_id="stable id",
            child_id="organisation that is controlled or owned",
            child="its name",
            parent_id="organisation that controls or owns",
            parent="its name",
            interest="control, joint_control, ultimate_control, stake, fund, branch",
        ),
        *_fields(
            "number",
            percent_min="least share, in per cent",
            percent_max="greatest share, in per cent",
        ),
        *_fields(
            "date",
            valid_from="since when; empty: not stated",
            valid_to="first day without; empty: not stated",
            stated_on="date of the statement",
        ),
        *_fields(
            "boolean",
            confirmed="false where a person marked it unconfirmed",
            from_case="a row of the case",
        ),
        *_text(ties="ids of the ties that rest on it, with | between"),
        *_JUDGED,
        *_RECORD,
    ),
    ("statement_id", "file_sha256", "row_number"),
)

FILES = Table(
    "files",
    "One file that the run rests on: publisher, licence, hash, rows.",
    (
        *_text(
            file_id="first 16 digits of the hash, plus the member in a zip",
            source="the source that read it; case: a person wrote it",
            publisher="who published it",
            title="what the publisher calls it",
            licence="the publisher's licence",
        ),
        *_fields("url", url="the publisher's page of it"),
        *_text(name="name of the file", member="name inside the zip"),
        *_text(sha256="SHA-256 of its bytes", version="the publisher's version"),
        *_fields(
            "date",
            retrieved="day on which it was fetched; empty: unknown",
            first_date="earliest record in it",
            last_date="latest record in it",
        ),
        *_fields(
            "integer",
            bytes="its size",
            rows_read="records in it",
            rows_loaded="records that are in a table",
            rows_rejected="records that could not be loaded",
            rows_repeated="records counted once beside another",
        ),
    ),
    ("file_id",),
)

COVERAGE = Table(
    "coverage",
    "What the result rests on and what is missing: looked at, asked, loaded, not.",
    (
        *_text(
            kind="looked at, not loaded, known to be missing, asked, or loaded",
            source="kind of record, or source",
            state="searched, not loaded, or outside the period",
            says="a sentence",
            period="the period that was asked for",
        ),
        *_fields("date", first_date="earliest record", last_date="latest record"),
        *_fields("date", retrieved="day on which it was fetched"),
        *_fields(
            "integer",
            rows_read="records read",
            rows_rejected="records that could not be loaded",
            files="files",
        ),
    ),
)

TABLES = (
    *(TIES, HOPS, EVIDENCE, AMOUNTS, ACTIONS, AWARDS, ORGANISATIONS, OWNERSHIP),
    *(FILES, COVERAGE),
)
"""Every table, in the order of sheets."""
