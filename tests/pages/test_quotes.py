"""What a record says, in its own words."""

from datetime import date

from crosstie.pages.quotes import LONGEST, cut, marked, quotes
from crosstie.pages.ties import read_ties
from tests.pages.factory import Action, Made, run_database


def quote(made: Made) -> dict[str, str]:
    db = run_database([made])
    found = quotes(db, read_ties(db))[f"tie{made.id}"]
    return {line.label: "".join(text for text, _ in line.parts) for line in found.lines}


def test_matched_words_are_marked_as_written() -> None:
    parts = marked("BUY KwizCom FORMS, KWIZCOMS", "KWIZCOM")
    assert parts == (("BUY ", False), ("KwizCom", True), (" FORMS, KWIZCOMS", False))


def test_punctuation_between_the_words_is_no_matter() -> None:
    parts = marked("GUIDE WARE, INC. (GUIDE)", "Guide Ware Inc")
    assert parts == (("GUIDE WARE, INC", True), (". (GUIDE)", False))


def test_a_single_word_of_the_phrase_is_not_marked() -> None:
    parts = marked("FORENSIC WARE TRAINING", "GUIDE WARE INC")
    assert parts == (("FORENSIC WARE TRAINING", False),)
    assert marked("SOMETHING", "") == (("SOMETHING", False),)


def test_a_cut_is_said() -> None:
    text = "A" * (LONGEST + 1)
    assert cut(text).endswith("… [cut here, 1,201 characters in the record]")
    assert cut("short") == "short"


def test_the_record_that_the_tie_names_comes_first_then_money() -> None:
    made = Made(
        "1",
        actions=[
            Action(1, date(2021, 1, 1), "5.00"),
            Action(2, date(2022, 1, 1), "50.00"),
        ],
    )
    said = quote(made)
    assert said["Obligated"] == "50.00 USD"
    assert said["Supplier"] == "ROSKA INC"
    assert said["City, state, country"] == "MCLEAN, US"


def test_a_subaward_shows_its_prime() -> None:
    made = Made(
        "7",
        route="subaward",
        actions=[Action(1, date(2021, 1, 1), "5.00", type="subaward")],
    )
    said = quote(made)
    assert said["Prime supplier"] == "PRIME CONTRACTOR INC"
    assert said["Amount"] == "5.00 USD"


def test_a_private_person_stays_masked() -> None:
    made = Made(
        "8",
        supplier="a private person",
        is_person=True,
        description="SERVICES OF JANE DOE",
        actions=[Action(1, date(2021, 1, 1), "5.00")],
    )
    said = quote(made)
    assert said["Supplier"] == "a private person, masked"
    assert not {"Description", "City, state, country"} & set(said)
    assert "JANE" not in str(said)
