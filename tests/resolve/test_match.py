"""Parties matched with organisations: what counts, and what must not."""

from __future__ import annotations

import pytest

from tests.resolve.factory import (
    Row,
    case,
    case_row,
    identifier,
    matches,
    name_row,
    organisation,
    resolved,
    statement,
    transaction,
)

FINDING = 0.95


def one(
    supplier: str, name: str, more: Row | None = None, **place: str
) -> tuple[str, float] | None:
    """Match one supplier with one listed company; return kind and probability."""
    with resolved(
        [transaction(1, supplier, **(more or {}))],
        [organisation("listed:X:1", name, country="CA", **place)],
    ) as db:
        row = matches(db).get((supplier, "listed:X:1"))
        return (row["kind"], row["probability"]) if row else None


@pytest.mark.parametrize(
    ("supplier", "name"),
    [
        ("KWIZCOM CORPORATION", "KwizCom Corporation"),
        ("KWIZ COM CORP", "KwizCom Corporation"),
        ("HOOTSUITE INC.", "Hootsuite Inc."),
        ("Zyquolix Systems Inc", "ZYQUOLIX SYS, INC."),
        ("1234567 ONTARIO INC", "1234567 Ontario Inc."),
    ],
)
def test_a_coined_name_is_enough(supplier: str, name: str) -> None:
    found = one(supplier, name)
    assert found is not None
    assert found[0] == "same"
    assert found[1] >= FINDING or "KWIZ COM" in supplier


@pytest.mark.parametrize(
    ("supplier", "name"),
    [
        ("ENTERPRISE GROUP INC", "Enterprise Group, Inc."),
        ("SUMMIT INDUSTRIES INC", "Summit Industries Inc."),
        ("PIVOTAL INC", "Pivotal Inc."),
        ("ATLAS CORP", "Atlas Corp."),
        ("PIONEER SERVICES INC", "Pioneer Services Inc."),
        ("PREMIER SOLUTIONS INC", "Premier Solutions Inc."),
        ("CONSTELLATION SOFTWARE INC", "Constellation Software Inc."),
        ("NORTHERN POWER INC", "Northern Power Inc."),
        ("STRATEGIC RESOURCES, INCORPORATED", "Strategic Resources Inc."),
        ("ABC INC", "ABC Inc."),
        ("BOYD INC", "Boyd Inc."),
    ],
)
def test_a_common_name_never_is(supplier: str, name: str) -> None:
    found = one(supplier, name)
    assert found is None or found[1] < FINDING


def test_a_city_corroborates_a_common_name() -> None:
    alone = one("CONSTELLATION SOFTWARE INC", "Constellation Software Inc.")
    placed = one(
        "CONSTELLATION SOFTWARE INC",
        "Constellation Software Inc.",
        {"supplier_city": "TORONTO"},
        city="Toronto",
    )
    assert alone is not None
    assert placed is not None
    assert placed[1] > alone[1] + 0.3


def test_a_city_of_the_same_name_elsewhere_corroborates_nothing() -> None:
    supplier = "CONSTELLATION SOFTWARE INC"
    found = [
        one(
            supplier,
            "Constellation Software Inc.",
            {"supplier_city": "VANCOUVER", "supplier_country": country},
            city="Vancouver",
        )
        for country in ("US", "CA")
    ]
    assert found[0] is not None
    assert found[1] is not None
    assert found[1][1] > found[0][1] + 0.3


@pytest.mark.parametrize(
    ("supplier", "name"),
    [
        ("THOMSON REUTERS SPECIAL SERVICES LLC", "Thomson Reuters Corporation"),
        ("ROSHEL LLC", "Roshel Inc."),
        ("KWIZCOM USA INC", "KwizCom Corporation"),
        ("KWIZCOM - OKAPIX JV", "KwizCom Corporation"),
    ],
)
def test_shared_leading_words_are_a_family(supplier: str, name: str) -> None:
    found = one(supplier, name)
    assert found is not None
    assert found[0] == "family"
    assert 0.5 <= found[1] <= 0.9


@pytest.mark.parametrize(
    ("supplier", "name"),
    [
        ("REGULUS GLOBAL LLC", "Regulus Resources Inc."),
        ("CLARKE ELECTRIC LLC", "Clarke Inc."),
        ("RIVERSIDE, COUNTY OF", "Riverside Resources Inc."),
        ("1234567 ONTARIO INC", "7654321 Ontario Inc."),
        ("ARIZONA DEPARTMENT OF PUBLIC SAFETY", "Arizona Gold Corp."),
    ],
)
def test_a_plain_or_common_leading_word_is_none(supplier: str, name: str) -> None:
    found = one(supplier, name)
    assert found is None or found[1] < 0.5


def test_two_organisations_of_one_name_share_the_certainty() -> None:
    rows = [
        organisation("lei:A", "Zyquolix Inc.", country="CA", city="Ottawa"),
        organisation("lei:B", "Zyquolix Inc.", country="US", city="Reno"),
    ]
    with resolved([transaction(1, "ZYQUOLIX INC")], rows) as db:
        found = matches(db)
        assert {key[1] for key in found} == {"lei:A", "lei:B"}
        assert all(row["probability"] < 0.5 for row in found.values())
        assert "1 other organisation" in found["ZYQUOLIX INC", "lei:A"]["reason"]


def test_a_former_name_carries_its_dates() -> None:
    from datetime import date

    with resolved(
        [transaction(1, "ZYQUOLIX INC")],
        [organisation("lei:A", "Quokkana Inc.", country="CA")],
        names=[name_row("lei:A", "Zyquolix Inc.", "former", valid_to=date(2019, 5, 1))],
    ) as db:
        row = matches(db)["ZYQUOLIX INC", "lei:A"]
        assert (row["name_kind"], row["valid_to"]) == ("former", date(2019, 5, 1))


def test_a_strong_identifier_decides_and_a_weak_one_does_not() -> None:
    with resolved(
        [
            transaction(1, "QUOKKA INC", supplier_identifier="lei:529900"),
            transaction(2, "OKAPI INC", supplier_duns="77"),
        ],
        [
            organisation("lei:529900", "Zebu Holdings"),
            organisation("lei:2", "Tapir Partners"),
        ],
        identifiers=[
            identifier("lei:529900", "lei", "529900"),
            identifier("lei:2", "duns", "77"),
        ],
    ) as db:
        found = matches(db)
        strong = found["QUOKKA INC", "lei:529900"]
        assert (strong["probability"], strong["basis"]) == (0.99, "identifier")
        assert found["OKAPI INC", "lei:2"]["probability"] <= 0.5


def test_the_same_owner_in_record_and_statement_corroborates() -> None:
    orgs = [
        organisation("lei:A", "Checkpoint Systems, Inc.", country="US"),
        organisation("lei:P", "Zyquolix Industries Inc.", country="CA"),
    ]
    row = transaction(
        1, "CHECKPOINT SYSTEMS INC", supplier_parent_name="ZYQUOLIX INDUSTRIES INC."
    )
    with resolved([row], orgs) as db:
        alone = matches(db)["CHECKPOINT SYSTEMS INC", "lei:A"]["probability"]
    with resolved([row], orgs, statements=[statement("lei:A", "lei:P")]) as db:
        found = matches(db)["CHECKPOINT SYSTEMS INC", "lei:A"]
    assert found["probability"] > alone
    assert "same owner" in found["reason"]


def test_a_named_parent_raises_a_family() -> None:
    row = transaction(
        1, "OKAPIX FINANCE LLC", supplier_parent_name="OKAPIX INDUSTRIES INC"
    )
    with resolved([row], [organisation("lei:A", "Okapix Industries Inc.")]) as db:
        named = matches(db)["OKAPIX FINANCE LLC", "lei:A"]
    assert "parent (OKAPIX INDUSTRIES INC)" in named["reason"]
    found = one("OKAPIX FINANCE LLC", "Okapix Industries Inc.")
    assert found is None or found[1] < named["probability"]


def test_stated_owners_end_a_name_family() -> None:
    orgs = [
        organisation("lei:A", "Okapix USA LLC", country="US"),
        organisation("lei:I", "Okapix International Inc.", country="CA"),
        organisation("lei:P", "Quokkana, Inc.", country="US"),
    ]
    row = transaction(1, "OKAPIX USA LLC")
    with resolved([row], orgs) as db:
        assert matches(db)["OKAPIX USA LLC", "lei:I"]["kind"] == "family"
    with resolved([row], orgs, statements=[statement("lei:A", "lei:P")]) as db:
        assert set(matches(db)) == {("OKAPIX USA LLC", "lei:A")}


def of_case(supplier: str, name: str, *, confirmed: bool = True, **more: str) -> Row:
    """Match one supplier with one row of the case."""
    row = organisation("case:one", name, country="US")
    of = case(organisations=[case_row("one", name, confirmed=confirmed)])
    with resolved([transaction(1, supplier, **more)], [row], of=of) as db:
        return matches(db)[supplier, "case:one"]


def test_a_confirmed_row_s_whole_name_is_trusted() -> None:
    supplier, name = "STORM FALCON INC", "Storm Falcon Inc."
    row = of_case(supplier, name)
    assert row["probability"] >= 0.985
    assert row["reason"] == (
        'The record\'s "STORM FALCON INC" and the case\'s "Storm Falcon Inc." '
        "differ only in capital letters and punctuation."
    )
    doubted = of_case(supplier, name, supplier_parent_name="OKAPIX HOLDINGS LLC")
    assert FINDING < doubted["probability"] < row["probability"]
    assert "no loaded source ties to it (OKAPIX HOLDINGS LLC)" in doubted["reason"]
    unconfirmed = of_case(supplier, name, confirmed=False)
    assert unconfirmed["probability"] < row["probability"]


@pytest.mark.parametrize("name", ["Pivotal Inc.", "Checkpoint Systems, Inc."])
def test_common_words_keep_their_limit_in_a_confirmed_row(name: str) -> None:
    assert of_case(name.upper(), name)["probability"] <= 0.9


def test_a_stated_owner_of_the_same_name_is_no_rival() -> None:
    orgs = [
        organisation("case:inc", "River Text Inc.", country="US"),
        organisation("lei:P", "River Text Corporation", country="CA"),
    ]
    of = case(organisations=[case_row("inc", "River Text Inc.")])
    rows = [transaction(1, "RIVER TEXT INC.")]
    with resolved(rows, orgs, of=of) as db:
        rivalled = matches(db)["RIVER TEXT INC.", "case:inc"]
    with resolved(rows, orgs, statements=[statement("case:inc", "lei:P")], of=of) as db:
        owned = matches(db)["RIVER TEXT INC.", "case:inc"]
    assert "1 other organisation" in rivalled["reason"]
    assert "other organisation" not in owned["reason"]
    assert owned["probability"] >= 0.985 > rivalled["probability"]


@pytest.mark.parametrize(
    ("supplier", "name", "said"),
    [
        ("KWIZ COM CORP", "KwizCom Corporation", "differ only in spelling (blanks)"),
        ("ZYQUOLIX SYS INC", "Zyquolix Systems Inc.", "how words are shortened"),
        ("ROSHEL LLC", "Roshel Inc.", "differ in legal form: they may be two bodies"),
        ("OKAPIX USA LLC", "Okapix Inc.", 'begin with one and the same word, "OKAPIX"'),
    ],
)
def test_a_reason_quotes_both_names_as_written(
    supplier: str, name: str, said: str
) -> None:
    with resolved([transaction(1, supplier)], [organisation("listed:X:1", name)]) as db:
        reason = matches(db)[supplier, "listed:X:1"]["reason"]
    assert reason.startswith(f'The record\'s "{supplier}" and the list\'s "{name}" ')
    assert said in reason
    assert reason.endswith(".")


def test_the_weights_of_reasons_are_kept_and_add_up_to_the_probability() -> None:
    supplier, name = "CONSTELLATION SOFTWARE INC", "Constellation Software Inc."
    with resolved(
        [transaction(1, supplier, supplier_city="TORONTO")],
        [organisation("listed:X:1", name, country="CA", city="Toronto")],
    ) as db:
        row = matches(db)[supplier, "listed:X:1"]
    lines = row["weights"].splitlines()
    weights = {text: float(bits) for bits, _, text in (x.partition(" ") for x in lines)}
    assert lines[0].endswith("before anything is compared")
    assert weights["Both give the city Toronto"] > 0
    odds = 2 ** sum(weights.values())
    assert row["probability"] == pytest.approx(min(odds / (1 + odds), 0.99), abs=0.02)
