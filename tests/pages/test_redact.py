"""What tells of persons and machines goes; what a publisher wrote stays."""

import pytest

from crosstie.pages.redact import initials, redacted
from crosstie.pages.report import report_context
from tests.pages.factory import Made, chain, run_database
from tests.pages.rows import Action


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Jane Doe", "J. D."),
        ("jane.doe@example.org", "J. D."),
        ("an editor", "an editor"),
        ("Desk", "Desk"),
        ("JD", "JD"),
        ("Jane Doe, Li", "J. D., L."),
        ("Élise Côté", "É. C."),
        ("root", "R."),
    ],
)
def test_a_person_is_initials_and_a_role_stays(given: str, shown: str) -> None:
    assert initials(given) == shown


def context(reason: str, supplier: str = "ROSKA INC", **more: object):
    one = Made(
        "01",
        supplier=supplier,
        actions=[Action(1, None, "10.00")],
        more={"decision": "positive", "decided_by": "Checkdesk Alfa", "reason": reason},
    )
    one.hops = chain(one, ("is the same as", "organisation:Roska Inc.", 0.97))
    one.hops[1] |= {"confirmed_by": "Checkdesk Alfa", "reason": reason}
    return report_context(run_database([one], **more))


def test_a_note_goes_with_its_colon_and_the_reason_stays() -> None:
    page = context("Checkdesk Alfa confirmed it: ok. The names are one.")
    clean = redacted(page, persons=["Checkdesk Alfa"], notes=["ok"])
    (tie,) = clean.findings
    assert tie.hops[1].reason == "C. A. confirmed it. The names are one."
    assert tie.decided_by == "C. A." and tie.hops[1].confirmed_by == "C. A."


def test_a_supplier_that_bears_a_persons_name_stays() -> None:
    clean = redacted(context("The names are one.", "ROSE LI INC"), persons=["ROSE LI"])
    (tie,) = clean.findings
    assert tie.supplier == "ROSE LI INC"
    assert tie.hops[0].to_label == "ROSE LI INC"


@pytest.mark.parametrize(
    "path",
    [
        "/home" + "/rose/cases/x.csv",
        "/Users" + "/rose/x.csv",
        "C:\\Users\\rose\\x.csv",
        "\\\\server\\share\\x.csv",
        "~/cases/x.csv",
        "file:" + "///exotic/rose/x.csv",
        "/exotic/place/x.csv",
    ],
)
def test_a_path_is_left_out(path: str) -> None:
    page = context("It is one.", not_loaded=[f"what stands in {path}", "AND/OR parts"])
    clean = redacted(page, private=["/exotic/place"])
    assert "rose" not in clean.facts.not_loaded[0] and "x.csv" not in str(clean.facts)
    assert clean.facts.not_loaded[1] == "AND/OR parts"
    assert "https://example.org/award/01" in str(clean)


def test_command_time_and_names_of_own_files_go() -> None:
    clean = redacted(context("It is one."))
    assert clean.facts.command == "" and clean.facts.traced_at == "2026-11-22"
    assert "records.csv" not in str(clean) and "file aaaabbbbcccc" in str(clean)
    assert "ownership.csv" in str(clean), "the case's own tables have one name for all"
    assert clean.edition.is_redacted and not clean.edition.is_published
