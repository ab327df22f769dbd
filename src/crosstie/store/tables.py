"""Tables of the workspace: what was loaded, from which file and row.

The only place where these tables and columns are described; docs/reference is
generated from here. `run_tables` holds those of one run.
"""

from __future__ import annotations

from crosstie.store.schema import Column, Table, day, flag, money, text, whole

__all__ = [
    "AWARD",
    "DERIVED",
    "DETENTION_CELL",
    "DETENTION_STAY",
    "FILE",
    "HISTORY",
    "LOADED",
    "LOADED_SUBAWARD",
    "LOADED_SUPPORT",
    "LOADED_TRANSACTION",
    "LOBBY_BENEFICIARY",
    "LOBBY_COMMUNICATION",
    "LOBBY_CONTACT",
    "LOBBY_DETAIL",
    "LOBBY_REGISTRATION",
    "MIGRATION",
    "MILITARY_SPENDING",
    "OFFICE_HOLDER",
    "ORGANISATION",
    "ORGANISATION_EVENT",
    "ORGANISATION_IDENTIFIER",
    "ORGANISATION_LINK",
    "ORGANISATION_NAME",
    "OWNERSHIP_EXCEPTION",
    "OWNERSHIP_STATEMENT",
    "REJECT",
    "REPEAT",
    "SUBAWARD",
    "SUPPORT",
    "TRANSACTION",
    "VENDOR",
    "WORKSPACE",
]

_FILE_ID = text(
    "file_id",
    "the loaded file: first 16 digits of its SHA-256, plus the member in a zip",
    required=True,
)
_ROW = whole(
    "row_number",
    "position of the record in the file, header not counted, from 1",
    required=True,
)
_RECORD = text(
    "record_id",
    "the publisher's identifier of the record, or file and row where there is none",
)

FILE = Table(
    "file",
    "One loaded file, or one member of a loaded zip.",
    (
        _FILE_ID,
        text(
            "source",
            "the connector that read it: usaspending, gleif, listed, ...",
            required=True,
        ),
        text("layout", "the layout that was recognised", required=True),
        text(
            "dataset_id",
            "publisher, layout, agency and period, where the file or its manifest carries them; only a file with the same id is replaced",
        ),
        text("publisher", "who published it", required=True),
        text("title", "what the publisher calls it"),
        text("licence", "the publisher's licence"),
        text("url", "the publisher's page of the dataset"),
        text("name", "file name without its folder", required=True),
        text("member", "name inside the zip"),
        text("sha256", "hash of the file's bytes", required=True),
        whole("bytes", "size of the file", required=True),
        text("version", "the publisher's version, where it has one"),
        day("retrieved", "day on which it was fetched; empty means unknown"),
        text("retrieved_basis", "given, manifest, or unknown", required=True),
        day("first_date", "earliest date of a record in it"),
        day("last_date", "latest date of a record in it"),
        whole("rows_read", "records in the file", required=True),
        whole("rows_loaded", "records that are in a table", required=True),
        whole("rows_rejected", "records that are in the reject table", required=True),
        whole(
            "rows_repeated",
            "records identical to another in every column, counted once",
            required=True,
        ),
        text(
            "notes",
            "what was noticed while reading, a sentence each, separated by newlines",
        ),
        whole("load_number", "order of loading, from 1", required=True),
        text("replaced_by", "the file that took its place; empty while it is current"),
    ),
    ("file_id",),
)

REJECT = Table(
    "reject",
    "One record that could not be loaded, with its text and the reason.",
    (
        _FILE_ID,
        _ROW,
        whole("line", "line in the file where the record starts, header is line 1"),
        text("column_name", "the column at fault, where it is one"),
        text("reason", "what is wrong and what was expected", required=True),
        text(
            "record",
            "the record's text; cells of personal columns are withheld",
            required=True,
        ),
    ),
)

REPEAT = Table(
    "repeat",
    "One record left out because an identical one, or a newer report of the same one, is loaded.",
    (
        _FILE_ID,
        _ROW,
        _RECORD,
        text(
            "same_as_file_id", "the file of the record that is counted", required=True
        ),
        whole("same_as_row_number", "its row", required=True),
        text(
            "reason",
            "identical row, same key in the file, same modification, award or entry in a newer file, repeated monthly report, or a later release or statement",
            required=True,
        ),
    ),
)

HISTORY = Table(
    "history",
    "One record that a newer file of the same dataset changed, added or took away.",
    (
        text("table_name", "the table", required=True),
        _RECORD,
        text(
            "change",
            "added, changed, removed, or kept (row numbers only)",
            required=True,
        ),
        text("old_record", "the record before, as JSON"),
        text("new_record", "the record after, as JSON"),
        text("old_file_id", "the file that was replaced", required=True),
        text("new_file_id", "the file that took its place", required=True),
    ),
)

MIGRATION = Table(
    "migration",
    "One change of the tables' shape that has been applied.",
    (
        whole("number", "order of the change", required=True),
        text("name", "what it does", required=True),
    ),
    ("number",),
)

_PARTY_OF_AWARD: tuple[Column, ...] = (
    text("supplier_name", "the supplier, as the publisher writes it"),
    text(
        "supplier_name_raw",
        "the name given at the time of the action, where the publisher keeps it",
    ),
    text("supplier_dba", "'doing business as' name"),
    text("supplier_uei", "Unique Entity Identifier (weak: registrations repeat)"),
    text("supplier_duns", "DUNS number (before 2022)"),
    text("supplier_cage", "CAGE code"),
    text("supplier_identifier", "identifier in another scheme, as scheme:value"),
    text("supplier_parent_name", "parent named in the record"),
    text("supplier_parent_uei", "parent's UEI"),
    text("supplier_parent_duns", "parent's DUNS"),
    text("supplier_country", "country coded in the record, ISO 3166-1 alpha-2"),
    text("supplier_address", "street address of the organisation"),
    text("supplier_city", "city"),
    text("supplier_state", "state or region code"),
    text("supplier_postal_code", "postal code"),
    text("supplier_ownership", "what the record says of foreign ownership"),
    flag("supplier_is_person", "the record flags a sole proprietor or an individual"),
)

LOADED_TRANSACTION = Table(
    "loaded_transaction",
    "One row of an awards file as loaded: an action on an award, or a whole award.",
    (
        _FILE_ID,
        _ROW,
        _RECORD,
        text("layout", "layout of the file", required=True),
        text(
            "grain",
            "transaction (one action) or award (one whole award)",
            required=True,
        ),
        text(
            "award_unique_id",
            "the publisher's generated unique id, where the row has it",
        ),
        text(
            "piid",
            "procurement instrument identifier, or the OCDS award id",
            required=True,
        ),
        text("parent_piid", "identifier of the parent vehicle"),
        flag("is_vehicle", "an indefinite-delivery vehicle, not an order"),
        flag("ceiling_is_shared", "the ceiling is shared by several holders"),
        text("modification", "modification number; 0 is the base action"),
        text("transaction_number", "publisher's further number of the action"),
        day(
            "action_date", "date of the action; of the base action where grain is award"
        ),
        day(
            "latest_action_date",
            "date of the latest action, in layouts of whole awards",
        ),
        money(
            "obligated",
            "obligated by this action; by the whole award where grain is award; may be negative",
        ),
        money("outlaid", "outlaid on the whole award to date"),
        money("current_value", "base and exercised options of the whole award"),
        money("ceiling", "base and all options of the whole award"),
        text("currency", "ISO 4217 code", required=True),
        day("period_start", "start of the period of performance"),
        day("period_end", "current end of the period of performance"),
        day("period_end_potential", "end if all options are exercised"),
        text("record_status", "status that the publisher gives (OCDS)"),
        text("department_name", "awarding department"),
        text("component_code", "code of the awarding component, such as 7012"),
        text("component_name", "awarding component, as written"),
        text("office_name", "awarding office"),
        text("funding_component_code", "code of the funding component"),
        text("funding_component_name", "funding component, as written"),
        text("award_type", "type, as the publisher writes it"),
        *_PARTY_OF_AWARD,
        text(
            "product_origin_country",
            "country of origin of product or service, ISO alpha-2",
        ),
        text("place_of_manufacture", "as the publisher writes it"),
        text("description", "what was bought, as the publisher writes it"),
        text(
            "award_description",
            "description of the award's base action, where the row has it",
        ),
        text("product_code", "product or service code"),
        text("product_description", "product or service code in words"),
        text("naics_description", "industry code in words"),
        text("permalink", "the publisher's page of the award"),
    ),
    ("file_id", "row_number"),
)

LOADED_SUBAWARD = Table(
    "loaded_subaward",
    "One row of a subawards file as loaded: a monthly report of a subaward.",
    (
        _FILE_ID,
        _ROW,
        _RECORD,
        text("prime_award_unique_id", "generated unique id of the prime award"),
        text("prime_piid", "identifier of the prime award", required=True),
        text("prime_parent_piid", "identifier of its vehicle"),
        text("component_code", "code of the prime award's awarding component"),
        text("component_name", "prime award's awarding component, as written"),
        text("funding_component_code", "code of its funding component"),
        text("funding_component_name", "funding component, as written"),
        text("prime_supplier_name", "supplier of the prime award"),
        text("prime_supplier_uei", "its UEI"),
        text("prime_description", "description of the prime award"),
        day("prime_period_end", "current end of the prime award's performance"),
        text("report_id", "identifier of the report"),
        whole("report_year", "year of the report"),
        whole("report_month", "month of the report"),
        text("subaward_number", "number of the subaward, as reported", required=True),
        money("amount", "amount of the subaward, as reported"),
        text("currency", "ISO 4217 code", required=True),
        day("action_date", "date of the subaward action"),
        *_PARTY_OF_AWARD,
        text("description", "what was bought, as reported"),
        text("permalink", "the publisher's page of the prime award"),
    ),
    ("file_id", "row_number"),
)

ORGANISATION = Table(
    "organisation",
    "One entity in a register, a list, a case, or an award record.",
    (
        text(
            "organisation_id",
            "stable id: lei:..., listed:TOR:BB.TO, case:roshel, party:...",
            required=True,
        ),
        text("source", "register or list it stands in", required=True),
        _FILE_ID,
        _ROW,
        _RECORD,
        text("name", "name as the register writes it", required=True),
        text(
            "kind", "company, fund, branch, government, person, or other", required=True
        ),
        text("country", "country of registration or seat, ISO alpha-2"),
        text(
            "country_basis",
            "registered address, listing, headquarters, case, ...; what the country stands on",
        ),
        text("jurisdiction", "legal jurisdiction, ISO 3166 (CA-ON, US-DE)"),
        text("legal_form", "legal form, as the register writes it"),
        text("city", "city of the seat"),
        text("region", "province or state"),
        text("address", "address of the seat"),
        text("postal_code", "postal code"),
        text("status", "active, inactive, or as the register says"),
        day("valid_from", "founded, or first stated"),
        day("valid_to", "dissolved, or last stated"),
        text("website", "web site"),
        text("about", "what the register says of it, in its own words"),
        text("url", "page of the record"),
    ),
    ("organisation_id", "file_id"),
)

ORGANISATION_NAME = Table(
    "organisation_name",
    "One name of an organisation.",
    (
        text("organisation_id", "the organisation", required=True),
        _FILE_ID,
        _ROW,
        text("name", "the name, as written", required=True),
        text("kind", "legal, trading, former, other, or transliterated", required=True),
        text("language", "language code, where stated"),
        day("valid_from", "since when"),
        day("valid_to", "until when"),
    ),
)

ORGANISATION_IDENTIFIER = Table(
    "organisation_identifier",
    "One identifier of an organisation.",
    (
        text("organisation_id", "the organisation", required=True),
        _FILE_ID,
        _ROW,
        text(
            "scheme",
            "lei, uei, duns, cage, isin, figi, ca-bn, gb-coh, registration, ...",
            required=True,
        ),
        text("value", "the identifier, normalised", required=True),
    ),
)

ORGANISATION_EVENT = Table(
    "organisation_event",
    "One merger, division or change of law that a register states: no statement of control.",
    (
        text("organisation_id", "the organisation in whose record it stands"),
        text("source", "register it stands in", required=True),
        _FILE_ID,
        _ROW,
        _RECORD,
        text("kind", "merger_or_division, or change_of_law", required=True),
        text("relation", "what the register calls it, in its words or its code"),
        text("other_id", "the other organisation, where the register numbers it"),
        text("other_name", "its name in the record"),
        text("place", "place or law that is named"),
        day("event_date", "date on which it took effect"),
    ),
)

OWNERSHIP_STATEMENT = Table(
    "ownership_statement",
    "One statement of who controls or owns whom (a BODS relationship).",
    (
        text("statement_id", "stable id of the statement", required=True),
        text("source", "who states it", required=True),
        _FILE_ID,
        _ROW,
        _RECORD,
        text("child_id", "the organisation that is controlled or owned", required=True),
        text("child_name", "its name in the statement"),
        text("parent_id", "the organisation that controls or owns", required=True),
        text("parent_name", "its name in the statement"),
        text(
            "interest",
            "control, joint_control, ultimate_control, stake, fund, or branch",
            required=True,
        ),
        Column("percent_min", "decimal(7, 4)", "least share, in per cent"),
        Column("percent_max", "decimal(7, 4)", "greatest share, in per cent"),
        day("valid_from", "since when; empty means not stated"),
        day(
            "valid_to", "until when (first day without control); empty means not stated"
        ),
        flag("is_current", "the source states it as true when it was published"),
        day("stated_on", "date of the statement"),
        text("status", "as the source says (ACTIVE, INACTIVE)"),
        text("citation_publisher", "publisher of what a person read"),
        text("citation_title", "its title"),
        text("url", "page of the record or of what a person read"),
        flag("confirmed", "false where the row is marked unconfirmed"),
    ),
    ("statement_id", "file_id"),
)

OWNERSHIP_EXCEPTION = Table(
    "ownership_exception",
    "Why a register names no parent (GLEIF reporting exception): never read as 'none'.",
    (
        text("organisation_id", "the organisation", required=True),
        _FILE_ID,
        _ROW,
        text("category", "direct or ultimate parent", required=True),
        text("reason", "the publisher's reason code", required=True),
        text("reference", "what the publisher adds"),
    ),
)

VENDOR = Table(
    "vendor",
    "One name that sold to the case country's government; no evidence of its country.",
    (
        _FILE_ID,
        _ROW,
        text("name", "name as the file writes it", required=True),
        text("parent_name", "name that the publisher groups it under"),
        text("fiscal_year", "fiscal year of the total (2019-2020)"),
        money("total", "sum of contracts, in the currency given"),
        text("currency", "ISO 4217 code"),
    ),
)

LOBBY_REGISTRATION = Table(
    "lobby_registration",
    "One registration of lobbying: for whom, by which firm, in which period; no lobbyist's name.",
    (
        _FILE_ID,
        _ROW,
        _RECORD,
        text(
            "registration_id", "the publisher's id of the registration", required=True
        ),
        text("registration_number", "number that its versions share"),
        text("version", "version, as written"),
        text("type", "type of registration, as the publisher codes it"),
        text(
            "organisation_name",
            "the organisation lobbied for; empty where the name is a private person's",
        ),
        text("organisation_name_translated", "its name in the other language"),
        text("organisation_number", "the publisher's number of that organisation"),
        text(
            "firm_name",
            "the firm that lobbies for it; empty where the name is a private person's",
        ),
        text("firm_name_translated", "its name in the other language"),
        day("valid_from", "since when the registration is in force"),
        day("valid_to", "until when; empty means in force, or not stated"),
        flag("has_parent", "the organisation is said to have a parent"),
        flag("has_subsidiaries", "it is said to have subsidiaries"),
        flag("is_coalition", "a coalition"),
        flag("has_government_funding", "it is said to be funded by a government"),
        text("previous_registration_id", "the registration that this one replaces"),
        day("published_date", "date of publication"),
    ),
    ("file_id", "row_number"),
)

LOBBY_DETAIL = Table(
    "lobby_detail",
    "One subject, government institution or funding of a registration of lobbying.",
    (
        _FILE_ID,
        _ROW,
        text("registration_id", "the registration", required=True),
        text("kind", "subject, institution, or funding", required=True),
        text("code", "code of the subject, as written"),
        text("institution", "the institution lobbied, or that funds"),
        text("description", "what it is about, in the registrant's words"),
        money("amount", "amount of the funding"),
        text("currency", "ISO 4217 code, where there is an amount"),
    ),
    ("file_id", "row_number"),
)

LOBBY_BENEFICIARY = Table(
    "lobby_beneficiary",
    "One organisation that a registration of lobbying names as having an interest in its outcome: a parent, a subsidiary, a member.",
    (
        _FILE_ID,
        _ROW,
        text("registration_id", "the registration", required=True),
        text("type", "type of beneficiary, as the publisher codes it"),
        text("name", "the organisation; empty where the name is a private person's"),
        text("name_translated", "its name in the other language"),
        text("city", "city, as written"),
        text("region", "province or state, as written"),
        text("country", "country, as written"),
    ),
    ("file_id", "row_number"),
)

LOBBY_COMMUNICATION = Table(
    "lobby_communication",
    "One monthly report of a communication with a public office-holder: for whom, and when; no lobbyist's name.",
    (
        _FILE_ID,
        _ROW,
        _RECORD,
        text(
            "communication_id", "the publisher's id of the communication", required=True
        ),
        text(
            "organisation_name",
            "the organisation spoken for; empty where the name is a private person's",
        ),
        text("organisation_name_translated", "its name in the other language"),
        text("organisation_number", "the publisher's number of that organisation"),
        text("type", "type of registration, as the publisher codes it"),
        day("communication_date", "when it took place"),
        day("submitted_date", "when it was reported"),
        day("published_date", "date of publication"),
        text("previous_communication_id", "the report that this one replaces"),
    ),
    ("file_id", "row_number"),
)

LOBBY_CONTACT = Table(
    "lobby_contact",
    "One public office-holder's institution at a communication of lobbying; the office-holder's name is not read.",
    (
        _FILE_ID,
        _ROW,
        text("communication_id", "the communication", required=True),
        text("institution", "the institution, as written"),
        text("other_institution", "an institution that is not on the publisher's list"),
        text("branch", "branch or unit, as written"),
    ),
    ("file_id", "row_number"),
)

_RECIPIENT: tuple[Column, ...] = (
    text("recipient_name", "the recipient, as written; empty for a private person"),
    text("recipient_operating_name", "the name it operates under, as written"),
    text("recipient_type", "type of recipient, as the publisher writes it"),
    flag(
        "recipient_is_person",
        "a private person, whose name, number and place are not kept; empty where the file does not tell",
    ),
    text("recipient_business_number", "national business number, its nine digits"),
    flag("has_valid_business_number", "the number's check digit is right"),
    text("recipient_address", "street address of the organisation"),
    text("recipient_city", "city, as written"),
    text("recipient_region", "province or state, as written"),
    text("recipient_postal_code", "postal code, or as much of it as is published"),
    text("recipient_country", "country of the recipient, ISO 3166-1 alpha-2"),
)

_VALUES: tuple[Column, ...] = (
    money("original_value", "value when it was first agreed"),
    money("total_value", "value with all amendments up to this one"),
    money("paid", "paid in the fiscal year"),
    text("currency", "ISO 4217 code", required=True),
)

LOADED_SUPPORT = Table(
    "loaded_support",
    "One row of a file of public money at home as loaded: an agreement, one amendment of it, or a payment.",
    (
        _FILE_ID,
        _ROW,
        _RECORD,
        text("source", "the source that read it", required=True),
        text(
            "support_id",
            "the agreement: source, department, reference; its amendments carry the same",
            required=True,
        ),
        text(
            "kind",
            "contract, standing_offer (a frame without money), grant, contribution, transfer, or unstated",
            required=True,
        ),
        text("reference", "the publisher's reference number"),
        text("procurement_id", "number of the contract, where it is another"),
        flag("is_amendment", "an amendment, not the first entry", required=True),
        text("amendment", "number or type of the amendment, as written"),
        text(
            "amendment_order",
            "sorts the entries of one agreement: the last is its state",
        ),
        day("amendment_date", "date of the amendment"),
        text("reporting_period", "quarter in which it was reported (2024-2025-Q1)"),
        text("fiscal_year", "fiscal year of a payment (2024/2025)"),
        text("department_code", "the publisher's code of the department"),
        text("department_name", "department, as written"),
        text("programme", "programme or class, as written"),
        text("programme_translated", "the same in the publisher's other language"),
        text("title", "title, as written"),
        text("title_translated", "the same in the publisher's other language"),
        text("description", "what it is for, as written"),
        text("description_translated", "the same in the publisher's other language"),
        text("procedure", "how the supplier was chosen, as the publisher codes it"),
        text("record_status", "status that the publisher gives"),
        *_RECIPIENT,
        *_VALUES,
        money("amendment_value", "change of the value by this amendment"),
        money("foreign_value", "value in a foreign currency, where it was agreed so"),
        text("foreign_currency", "that currency, ISO 4217"),
        day("agreed_date", "date of the contract or award"),
        day("period_start", "start of the agreement"),
        day("period_end", "end of the agreement, or of delivery"),
        day("published_date", "date of publication"),
        text("permalink", "the publisher's page of the record"),
    ),
    ("file_id", "row_number"),
)

TRANSACTION = Table(
    "transaction",
    "One action on an award, counted once; derived from loaded_transaction.",
    (
        text("award_id", "the award", required=True),
        *LOADED_TRANSACTION.columns,
        text("spelling_id", "the supplier as spelled: hash of name, UEI and DUNS"),
        text("parent_spelling_id", "the parent as spelled: hash of name, UEI and DUNS"),
    ),
    ("file_id", "row_number"),
)

AWARD = Table(
    "award",
    "One award, rolled up from its actions and from layouts of whole awards.",
    (
        text(
            "award_id",
            "the unique id, or inferred:component:piid:supplier",
            required=True,
        ),
        text(
            "identity",
            "published, found (the same component and PIID carry it elsewhere), or inferred",
            required=True,
        ),
        text("award_unique_id", "the publisher's unique id; empty where inferred"),
        text("piid", "procurement instrument identifier", required=True),
        text("parent_piid", "identifier of the parent vehicle"),
        flag("is_vehicle", "an indefinite-delivery vehicle, not an order"),
        flag("ceiling_is_shared", "the ceiling is shared by several holders"),
        text("component_code", "code of the awarding component"),
        text("component_name", "awarding component, as written"),
        text("supplier_name", "supplier, latest spelling"),
        text("spelling_id", "supplier, latest spelling"),
        text(
            "description", "description of the base action, or of the earliest loaded"
        ),
        text("currency", "ISO 4217 code"),
        text(
            "grain",
            "transaction where actions are loaded, award where only the whole award is",
            required=True,
        ),
        whole("actions", "actions loaded"),
        day("first_action_date", "earliest action loaded, or base action"),
        day("last_action_date", "latest action loaded, or stated"),
        money(
            "obligated",
            "sum of the actions loaded; the stated total where grain is award",
        ),
        money("obligated_stated", "total that a layout of whole awards states"),
        money("outlaid", "outlaid, latest stated"),
        money("current_value", "base and exercised options, latest stated"),
        money("ceiling", "base and all options, latest stated"),
        day("period_start", "start of performance"),
        day("period_end", "current end of performance, latest stated"),
        day("period_end_potential", "end if all options are exercised, latest stated"),
        text("record_status", "status that the publisher gives"),
        text("permalink", "the publisher's page; empty where the identity is inferred"),
    ),
    ("award_id",),
)

SUBAWARD = Table(
    "subaward",
    "One subaward, repeated monthly reports counted once; from loaded_subaward.",
    (
        text("subaward_id", "prime award, number and subawardee", required=True),
        text("award_id", "the prime award", required=True),
        *LOADED_SUBAWARD.columns,
        text("spelling_id", "the subawardee as spelled: hash of name, UEI and DUNS"),
        text("parent_spelling_id", "its parent as spelled: hash of name, UEI and DUNS"),
        whole("reports", "reports of it that were loaded"),
    ),
    ("file_id", "row_number"),
)

SUPPORT = Table(
    "support",
    "One agreement of public money at home, its amendments rolled up: the newest entry is its state; from loaded_support. Sources overlap (a contract stands in two of them), so sums are of one source only.",
    (
        text("support_id", "the agreement", required=True),
        text("source", "the source that read it", required=True),
        text("kind", "as in loaded_support", required=True),
        text("reference", "the publisher's reference number of the state's entry"),
        text("department_code", "the publisher's code of the department"),
        text("department_name", "department, as written"),
        text("programme", "programme or class, as written"),
        text("title", "title, as written"),
        text("description", "what it is for, as written"),
        *_RECIPIENT,
        *_VALUES,
        whole("entries", "entries loaded, each counted once", required=True),
        whole("amendments", "those that are amendments", required=True),
        flag(
            "has_original",
            "the first entry is loaded, not only amendments",
            required=True,
        ),
        day("first_date", "earliest date of an entry"),
        day("last_date", "latest date of an entry"),
        text("reporting_period", "quarter of the state's entry"),
        text("fiscal_year", "fiscal year of a payment"),
        text("permalink", "the publisher's page of the state's entry"),
        Column("file_id", "varchar", "file of the state's entry", required=True),
        whole("row_number", "row of the state's entry", required=True),
    ),
    ("support_id",),
)

DETENTION_CELL = Table(
    "detention_cell",
    "One number of a statistical workbook, under the title of its table and the labels of its row and column.",
    (
        _FILE_ID,
        _ROW,
        text("workbook", "name of the file", required=True),
        day("published", "date in the file's name, else the day it was saved"),
        day("as_of", "day up to which the workbook's notes say the table reaches"),
        text("fiscal_year", "fiscal year of the sheet (2026)", required=True),
        text("sheet", "name of the sheet", required=True),
        text("table_title", "title of the table, as written", required=True),
        text("table_key", "title without its fiscal year", required=True),
        text(
            "row_label",
            "labels of the row, outermost first, separated by ' | '",
            required=True,
        ),
        text("column_label", "label of the column, as written", required=True),
        Column("value", "decimal(38, 17)", "the number, as saved", required=True),
        text(
            "unit",
            "count, share (1 is all), days, or average (people on an average day)",
            required=True,
        ),
        text("address", "cell, as B20", required=True),
    ),
    ("file_id", "row_number"),
)

MILITARY_SPENDING = Table(
    "military_spending",
    "One country's military expenditure in one year, as a file that the user brought states it.",
    (
        _FILE_ID,
        _ROW,
        text("country_name", "country, as written", required=True),
        text("country", "ISO 3166-1 alpha-2; empty where the state is no more"),
        whole("year", "calendar year", required=True),
        Column("amount", "decimal(38, 17)", "the amount, as saved", required=True),
        text("currency", "ISO 4217 code", required=True),
        text("unit", "millions", required=True),
        text("prices", "current", required=True),
        text("certainty", "stated, estimate, or uncertain, as the file colours it"),
        text("notes", "marks of footnotes, as written"),
        text("address", "cell, as B20", required=True),
    ),
    ("file_id", "row_number"),
)

DETENTION_STAY = Table(
    "detention_stay",
    "One stay in detention, without what could name the person: figures count distinct persons in it, and never show one.",
    (
        _FILE_ID,
        _ROW,
        text(
            "person",
            "the same for all stays of one person in this file, and meaningless in any other; empty where the file has no identifier",
        ),
        day("book_in", "day on which the stay began"),
        day("book_out", "day on which it ended; empty means it had not"),
        whole(
            "birth_year",
            "year of birth; empty where fewer than ten people share it and the citizenship",
        ),
        text("citizenship", "country of citizenship, ISO alpha-2"),
        text(
            "citizenship_name",
            "as written; 'withheld: fewer than ten people' where that is so",
        ),
        text("criminality", "criminality at book-in, as written"),
        text("case_status", "as written"),
        text("release_reason", "as written"),
        text("departure_country", "country of departure, ISO alpha-2"),
        flag("duplicate_likely", "the publisher marks the stay as a likely duplicate"),
    ),
    ("file_id", "row_number"),
)

OFFICE_HOLDER = Table(
    "office_holder",
    "One public office-holder, with the public office's own contact; the day of the look-up is that of the file.",
    (
        _FILE_ID,
        _ROW,
        _RECORD,
        text("source", "the source that read it", required=True),
        text("name", "name, as published", required=True),
        text("office", "the office: MP, ...", required=True),
        text("body", "the house or council", required=True),
        text("district", "district, as the record of the person names it"),
        text("province", "province or territory, as written"),
        text("party", "party, as written"),
        text("email", "the office's address"),
        text("phone", "telephone of the office at the seat of the house"),
        text("address", "address of the office at the seat of the house"),
        text("preferred_languages", "languages, as published"),
        day("valid_from", "start of the mandate, where stated"),
        day("valid_to", "end of the mandate; empty means in office, or not stated"),
        text("url", "the publisher's page of the person in office"),
        text("asked_place", "first three characters of the postal code asked for"),
    ),
    ("file_id", "row_number"),
)

ORGANISATION_LINK = Table(
    "organisation_link",
    "One link between two organisations that a source states in its own words: no statement of control.",
    (
        text("from_id", "the organisation that the link starts at", required=True),
        text("to_id", "the organisation that it leads to", required=True),
        text("source", "who states it", required=True),
        _FILE_ID,
        _ROW,
        text("relation", "the link, in the source's words", required=True),
        text("status", "status, as written"),
        day("valid_from", "since when, where stated"),
        day("valid_to", "until when, where stated"),
        text("origin", "collection of documents that the source names"),
    ),
)

LOADED = (
    LOADED_TRANSACTION,
    LOADED_SUBAWARD,
    LOADED_SUPPORT,
    ORGANISATION,
    ORGANISATION_NAME,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_EVENT,
    OWNERSHIP_STATEMENT,
    OWNERSHIP_EXCEPTION,
    VENDOR,
    LOBBY_REGISTRATION,
    LOBBY_DETAIL,
    LOBBY_BENEFICIARY,
    LOBBY_COMMUNICATION,
    LOBBY_CONTACT,
    DETENTION_CELL,
    MILITARY_SPENDING,
    DETENTION_STAY,
    OFFICE_HOLDER,
    ORGANISATION_LINK,
)
"""Tables that a connector fills; every row carries file_id and row_number."""

DERIVED = (TRANSACTION, AWARD, SUBAWARD, SUPPORT)
"""Tables that are rebuilt from the loaded ones after each load."""

WORKSPACE = (FILE, REJECT, REPEAT, HISTORY, MIGRATION, *LOADED, *DERIVED)
