"""Tables of one run: a case traced over the loaded tables, complete in itself.

A run's database also holds `file`, `organisation`, `organisation_name`,
`organisation_identifier`, `ownership_statement`, `ownership_exception`, `transaction`,
`award`, `subaward` and `support` in the workspace's shape, with the rows that its ties use,
so that pages and exports read nothing else.
"""

from __future__ import annotations

from crosstie.store.schema import Column, Table, day, flag, money, real, text, whole

PARTY = Table(
    "party",
    "One party as records name it, spellings grouped by identifier or normalised name.",
    (
        text(
            "party_id",
            "stable hash of the identifier or normalised name",
            required=True,
        ),
        text(
            "name", "latest spelling; 'a private person' where is_person", required=True
        ),
        text("core_name", "normalised name without legal form", required=True),
        text(
            "basis",
            "uei, duns, or name: what the spellings were grouped by",
            required=True,
        ),
        text("uei", "UEI, where one"),
        text("duns", "DUNS, where one"),
        text("country", "country coded in the records, where all agree"),
        text("city", "city in the latest record"),
        text("state", "state in the latest record"),
        flag(
            "is_person",
            "looks like a private person: masked in every output",
            required=True,
        ),
        flag("is_supplier", "supplier of a prime award", required=True),
        flag("is_subawardee", "named on a subaward", required=True),
        flag("is_parent", "named as a supplier's parent", required=True),
        money(
            "obligated",
            "obligated to it by all loaded awards, a hint of what is at stake",
        ),
    ),
    ("party_id",),
)

PARTY_SPELLING = Table(
    "party_spelling",
    "One spelling (name, UEI, DUNS) of a party.",
    (
        text("spelling_id", "hash of name, UEI and DUNS", required=True),
        text("party_id", "the party", required=True),
        text("name", "the name, as written", required=True),
        text("uei", "UEI"),
        text("duns", "DUNS"),
        day("first_date", "earliest record with this spelling"),
        day("last_date", "latest record with this spelling"),
    ),
    ("spelling_id",),
)

PARTY_PARENT = Table(
    "party_parent",
    "One parent that award records name for a party, with the dates of those records.",
    (
        text("party_id", "the party", required=True),
        text("parent_party_id", "the parent, as a party", required=True),
        day("first_date", "earliest action whose record names it"),
        day("last_date", "latest action whose record names it"),
        whole("records", "rows that name it"),
        text("file_id", "file of one such row"),
        whole("row_number", "its row"),
        text("record_id", "its record"),
        text("field", "column that names it"),
        text("value", "the parent's name as written"),
    ),
)

SAME_ORGANISATION = Table(
    "same_organisation",
    "Which rows of registers, lists and case are one organisation.",
    (
        text("organisation_id", "the row's organisation", required=True),
        text("canonical_id", "the id that stands for all of them", required=True),
        text(
            "reason", "shared identifier, or same name, country and city", required=True
        ),
    ),
    ("organisation_id",),
)

MATCH = Table(
    "match",
    "One party = organisation, with probability and reasons.",
    (
        text("match_id", "stable hash of party and organisation", required=True),
        text("party_id", "the party", required=True),
        text("organisation_id", "the organisation (canonical)", required=True),
        text("kind", "same, family, or words", required=True),
        real(
            "probability",
            "probability that the statement of its kind is true",
            required=True,
        ),
        text("reason", "why, in a sentence", required=True),
        text("weights", "what each reason weighs, in bits, a line each; by names"),
        text("matched_name", "the organisation's name that matched"),
        text("name_kind", "legal, trading, former, other"),
        text("matched_words", "words shared, as the record writes them"),
        day("valid_from", "the matched name is the organisation's since"),
        day("valid_to", "the matched name was the organisation's until"),
        text("basis", "identifier, name, or decision", required=True),
        flag("from_case", "stands only because of a row of the case", required=True),
        text("decision", "positive, negative, unsure, or disputed, where decided"),
        text("decided_by", "who decided"),
        text("source", "source of the organisation's record"),
        text("file_id", "its file"),
        whole("row_number", "its row"),
        text("record_id", "its record"),
    ),
    ("match_id",),
)

COUNTRY_EVIDENCE = Table(
    "country_evidence",
    "One reason to place an organisation or party in a country.",
    (
        text("subject_id", "organisation (canonical) or party id", required=True),
        text("country", "ISO alpha-2", required=True),
        text(
            "basis",
            "register address, listing, case row, award's supplier country, legal name, ...",
            required=True,
        ),
        real(
            "probability",
            "probability that it is of that country, on this evidence",
            required=True,
        ),
        text("reason", "why, in a sentence", required=True),
        text("city", "city, where stated"),
        flag("from_case", "stands only because of a row of the case", required=True),
        text("source", "who states it", required=True),
        text("file_id", "file of the record"),
        whole("row_number", "row of the record"),
        text("record_id", "the record"),
        text("field", "column that says so"),
        text("value", "what it says"),
        text("url", "page of the record"),
    ),
)

CONTROL = Table(
    "control",
    "One chain of control from an organisation up to a controller, with its dates.",
    (
        text("control_id", "stable hash of the chain's statements", required=True),
        text("child_id", "organisation at the bottom (canonical)", required=True),
        text("parent_id", "controller at the top (canonical)", required=True),
        whole("depth", "links in the chain", required=True),
        text(
            "interest",
            "control, joint_control, or stake: the weakest link",
            required=True,
        ),
        Column(
            "percent",
            "decimal(7, 4)",
            "share along the chain, where every link states one",
        ),
        day("valid_from", "control since; empty means the start is not known"),
        day("valid_to", "first day without control; empty means no end is stated"),
        flag(
            "end_known",
            "an end is stated, or a link was stated as current",
            required=True,
        ),
        real("probability", "product of the links", required=True),
        text("reason", "the chain in a sentence", required=True),
        text(
            "path",
            "JSON list of links: statement_id, child_id, parent_id, probability",
            required=True,
        ),
        flag(
            "from_case",
            "a link stands only because of a row of the case",
            required=True,
        ),
    ),
    ("control_id",),
)

TIE = Table(
    "tie",
    "One organisation tied to the buyer or a sibling, by a route, in one currency.",
    (
        text("tie_id", "hash of stable ids, never of spellings", required=True),
        text(
            "organisation_id",
            "the organisation (canonical); the office for presence",
            required=True,
        ),
        text("organisation", "its name; office and city for presence", required=True),
        text("organisation_country", "ISO alpha-2"),
        text("organisation_city", "city"),
        text("parent_id", "nearest controller in the case's country"),
        text("parent", "its name"),
        text(
            "owner",
            "owner elsewhere of a direct tie's organisation, or why none is known",
        ),
        text("route", "direct, subsidiary, joint_venture, ...", required=True),
        text("party_id", "the supplier"),
        text("supplier", "supplier, latest spelling; empty for presence"),
        text("buyer", "the case's buyer, abbreviated", required=True),
        text("component", "awarding agency, as the case abbreviates it", required=True),
        text("scope", "buyer or sibling", required=True),
        text("kind", "finding, lead, or not_counted", required=True),
        real("probability", "product over all hops", required=True),
        text("weakest_hop", "predicate of the hop with the least probability"),
        text("status", "active, ended, planned, cancelled, or unknown", required=True),
        day("status_date", "date of the status"),
        day("first_date", "earliest action that counts"),
        day("last_date", "latest action that counts"),
        text("date_text", "a vague date as written (January 2026)"),
        whole("awards", "awards with an action that counts"),
        whole("actions", "actions that count"),
        whole("actions_outside", "actions outside the dates of control"),
        money("obligated", "sum of the actions that count; the reseller's on product"),
        money("outlaid", "sum over its awards, where every award states it"),
        money("current_value", "sum over its awards, where every award states it"),
        money(
            "ceiling",
            "sum over its awards of unshared ceilings, where every award states one",
        ),
        money("shared_ceiling", "largest shared ceiling of its vehicles"),
        text("currency", "ISO 4217 code"),
        text("matched_text", "words of the record that matched, as written"),
        text("reason", "why it stands, in a sentence", required=True),
        text("doubt", "what is not known, a sentence each, separated by newlines"),
        text("decision", "positive, negative, unsure, or disputed"),
        text("decided_by", "who decided"),
        flag("without_case", "stands without any row of the case", required=True),
        text("not_counted_reason", "rejected, or outside the dates of control"),
        text("evidence_record", "identifier of the record to open first"),
        text("evidence_url", "its public page; empty where it has none"),
    ),
    ("tie_id",),
)

HOP = Table(
    "hop",
    "One step of a tie's chain, with its own probability.",
    (
        text("tie_id", "the tie", required=True),
        whole("position", "from 1, at the award", required=True),
        text(
            "from_kind",
            "award, supplier, product, organisation, document, office",
            required=True,
        ),
        text("from_id", "id of what it starts at", required=True),
        text("from_label", "its label", required=True),
        text("from_note", "at most two facts, separated by a newline"),
        text(
            "predicate",
            "a verb that reads as a sentence through the chain",
            required=True,
        ),
        text("to_kind", "supplier, product, organisation, country", required=True),
        text("to_id", "id of what it leads to", required=True),
        text("to_label", "its label", required=True),
        text("to_note", "at most two facts, separated by a newline"),
        real("probability", "probability of this hop", required=True),
        text("confirmed_by", "the person who confirmed it"),
        flag("from_case", "stands only because of a row of the case", required=True),
        text("reason", "why, in a sentence", required=True),
        whole("records", "records that carry it", required=True),
    ),
    ("tie_id", "position"),
)

EVIDENCE = Table(
    "evidence",
    "One record that carries a hop: dataset, version, record, field, value, hash.",
    (
        text("tie_id", "the tie", required=True),
        whole("position", "the hop", required=True),
        whole("ordinal", "order within the hop, from 1", required=True),
        text("dataset", "title of the dataset", required=True),
        text("publisher", "who published it", required=True),
        text("version", "version of the dataset"),
        text("record_id", "identifier of the record", required=True),
        text("field", "column or key"),
        text("value", "what it says, as written"),
        text("url", "public page of the record; empty where it has none"),
        day("retrieved", "day on which the file was fetched; empty means unknown"),
        text("file_sha256", "hash of the file"),
        text("file_name", "name of the file"),
        whole("row_number", "row in the file"),
        day("record_date", "date of what the record states"),
        flag("from_case", "a row of the case", required=True),
    ),
    ("tie_id", "position", "ordinal"),
)

TIE_TRANSACTION = Table(
    "tie_transaction",
    "One action of a tie, whether it counts, and why not.",
    (
        text("tie_id", "the tie", required=True),
        text("award_id", "the award", required=True),
        text("file_id", "file of the row", required=True),
        whole("row_number", "row in the file", required=True),
        text("record_type", "transaction, award, or subaward", required=True),
        day(
            "action_date",
            "date of the action; base action where the row is a whole award",
        ),
        money("obligated", "amount of the action"),
        text("currency", "ISO 4217 code"),
        flag("counts", "inside the dates of control", required=True),
        text("reason", "why it does not count"),
    ),
    ("tie_id", "file_id", "row_number"),
)

NEAR_MISS = Table(
    "near_miss",
    "One pair or phrase that looked like a tie and is none, with the reason.",
    (
        text("party_id", "the party, or empty for a phrase in a description"),
        text("supplier", "supplier, as written"),
        text("organisation_id", "the organisation it resembles", required=True),
        text("organisation", "its name", required=True),
        text("route", "route it was tried on", required=True),
        text("matched_text", "what matched"),
        real("probability", "probability that was reached", required=True),
        text("reason", "why it is no tie", required=True),
        money("obligated", "what is at stake, in the currency given"),
        text("currency", "ISO 4217 code"),
        text("award_id", "one award"),
    ),
)

CASE_ANSWER = Table(
    "case_answer",
    "What an organisation said of its ties, from the case.",
    (
        text("organisation_id", "the organisation (canonical)", required=True),
        text("answer", "its words", required=True),
        day("date", "when"),
        text("publisher", "who published it"),
        text("title", "title of what was published"),
        text("url", "its page"),
        whole("row_number", "row in answers.csv", required=True),
    ),
)

RUN = Table(
    "run",
    "One fact about the run: inputs, versions, settings, counts.",
    (
        text("name", "what", required=True),
        text("value", "the value, as JSON", required=True),
    ),
    ("name",),
)

RUN_TABLES = (
    PARTY,
    PARTY_SPELLING,
    PARTY_PARENT,
    SAME_ORGANISATION,
    MATCH,
    COUNTRY_EVIDENCE,
    CONTROL,
    TIE,
    HOP,
    EVIDENCE,
    TIE_TRANSACTION,
    NEAR_MISS,
    CASE_ANSWER,
    RUN,
)
