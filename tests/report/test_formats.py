"""The same facts in every format; what is left out of an edition is in no byte."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crosstie.errors import Undecided, UsageError
from crosstie.pages.contexts import ReportContext, Tie
from crosstie.pages.edition import ChangedFact, ChangedTie, SinceLast
from crosstie.pages.money import number, probability
from crosstie.pages.redact import redacted
from crosstie.pages.report import report_context
from crosstie.pages.subjects import subject
from crosstie.pages.words import visible
from crosstie.report.formats import rendered
from tests.pages.factory import everything_ties, run_database
from tests.report.files import bytes_of, text_of, written

FORMATS = ("html", "md", "docx", "pdf")
REVIEWER, NOTE = "Checkdesk Alfa", "heard from a neighbour of hers"
MACHINE = "/home" + "/calfa/cases"


def decided(judgement: str = "positive"):
    """Make a run in which a person has decided every tie, and left a note."""
    ties = everything_ties()
    for one in ties:
        one.more |= {"decision": judgement, "decided_by": REVIEWER}
        for hop in one.hops:
            if hop["predicate"] == "is the same as":
                hop["confirmed_by"] = REVIEWER
                hop["reason"] = f"{REVIEWER} confirmed it: {NOTE}. The names are one."
    return run_database(
        ties,
        command=f"crosstie trace {MACHINE}/nl-abc --out {MACHINE}/out",
        not_loaded=[f"what stands in {MACHINE}/raw/more.csv"],
    )


@pytest.fixture(scope="module")
def whole() -> ReportContext:
    return report_context(run_database())


@pytest.fixture(scope="module")
def published() -> ReportContext:
    return report_context(decided(), is_published=True)


@pytest.fixture(scope="module", params=FORMATS)
def file(request: pytest.FixtureRequest, whole: ReportContext) -> tuple[str, bytes]:
    return request.param, written(whole, request.param)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", "", visible(text))


def test_every_finding_stands_in_every_format(
    file: tuple[str, bytes], whole: ReportContext, tmp_path: Path
) -> None:
    format_, content = file
    text = text_of(content, format_, tmp_path)
    for tie in (*whole.findings, *whole.siblings):
        assert squeezed(subject(tie, whole.facts.country).name) in text
        assert squeezed(tie.organisation) in text
        if tie.supplier:
            assert squeezed(tie.supplier) in text
        if tie.obligated is not None:
            assert squeezed(number(tie.obligated)) in text
        assert squeezed(probability(tie.probability)) in text
    for total in (*whole.totals, *whole.sibling_totals):
        assert squeezed(number(total.value)) in text


def test_every_record_of_a_finding_is_a_footnote_that_leads_to_it(
    file: tuple[str, bytes], whole: ReportContext
) -> None:
    format_, content = file
    cited = {n for t in (*whole.findings, *whole.siblings) for n in numbers(t)}
    assert cited and cited <= {record.number for record in whole.records}
    text = bytes_of(content, format_)
    for n in cited:
        if format_ == "md":
            assert f"[^{n}]" in text.replace(f"\n[^{n}]: ", "")
            assert f"\n[^{n}]: " in text
        elif format_ == "html":
            assert f'href="#r{n}"' in text and f'id="r{n}"' in text
        elif format_ == "docx":
            assert f'w:anchor="r{n}"' in text and f'w:name="r{n}"' in text
        else:
            assert text.count(f"(r{n})") >= 2


def numbers(tie: Tie) -> set[int]:
    return {n for hop in tie.hops for n in hop.numbers}


def test_each_format_says_what_is_not_loaded_and_how_new_it_is(
    file: tuple[str, bytes], tmp_path: Path
) -> None:
    text = text_of(file[1], file[0], tmp_path)
    assert squeezed("ABC awards between 2024-09-30 and 2025-11-28") in text
    assert squeezed("Nothing is claimed of these:") in text
    assert squeezed("Records of 1 October 2020 to 28 November 2025.") in text
    assert squeezed("Retrieved on 20 November 2026.") in text
    assert squeezed("3 rows of 312 could not be read") in text


def test_no_amount_stands_without_its_kind(
    file: tuple[str, bytes], tmp_path: Path
) -> None:
    text = text_of(file[1], file[0], tmp_path)
    for either in (
        ("US$66,157.00 obligated to the reseller", "66,157.00 US$ obligated to the re"),
        ("US$99,000,000.00 obligated, a stake", "99,000,000.00 US$ in no sum, a stake"),
        ("US$9,205,427.00 reported on subawards",),
        ("US$48,210.00 obligated",),
    ):
        assert any(squeezed(one) in text for one in either)


def test_what_changed_is_told_in_every_format(
    whole: ReportContext, tmp_path: Path
) -> None:
    tie = whole.findings[0]
    change = ChangedTie(
        "corrected",
        tie.organisation,
        tie.supplier,
        tie.route,
        tie.component,
        (ChangedFact("obligated", "US$1.00", "US$2.00"),),
        "",
        tie.anchor,
    )
    gone = replace(change, group="not_counted", organisation="Gone Ltd", why="Rejected")
    since = SinceLast(date(2026, 10, 1), "aaaa", (change, gone))
    context = replace(whole, edition=replace(whole.edition, since=since))
    for format_ in FORMATS:
        text = text_of(written(context, format_), format_, tmp_path)
        assert squeezed("Since the last report of 1 October 2026") in text
        assert squeezed("obligated: US$1.00 → US$2.00") in text
        assert squeezed("Corrected") in text and squeezed("Gone Ltd") in text


def test_nothing_is_published_while_a_tie_waits() -> None:
    with pytest.raises(Undecided) as refused:
        report_context(run_database(), is_published=True)
    assert "tie01" in refused.value.ties
    with pytest.raises(Undecided):
        report_context(decided("disputed"), is_published=True)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_lead_is_in_a_published_report(
    format_: str, published: ReportContext, tmp_path: Path
) -> None:
    content = written(published, format_)
    everything = bytes_of(content, format_) + text_of(content, format_, tmp_path)
    for name in (
        *("Northern Lights", "NORTHERN LIGHTS", "NorthernLights", "LOOKALIKE"),
        *("Northland Persons", "NorthlandPersons", "tie21", "70X21", "48,210"),
        *("Shredder", "SHREDDER"),
    ):
        assert name not in everything
    assert "not proven, and kept out" not in everything
    assert squeezed("Jasper Telecom") in text_of(content, format_, tmp_path)
    assert published.leads == () and published.near_miss_count == 0


def test_records_are_numbered_anew_in_a_published_report(
    published: ReportContext,
) -> None:
    assert [r.number for r in published.records] == list(
        range(1, len(published.records) + 1)
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_a_redacted_report_tells_of_no_person_and_no_machine(
    format_: str, tmp_path: Path
) -> None:
    context = report_context(decided())
    assert REVIEWER in str(context) and NOTE in str(context)
    clean = redacted(context, persons=[REVIEWER], notes=[NOTE], private=[MACHINE])
    content = written(clean, format_)
    everything = bytes_of(content, format_) + text_of(content, format_, tmp_path)
    for held in (
        *(REVIEWER, squeezed(REVIEWER), "Alfa", "calfa", "/home/", "/tmp/"),  # noqa: S108
        *(NOTE, squeezed(NOTE), "records.csv", "10:00:00", "python-docx"),
    ):
        assert held not in everything
    assert "C.A." in text_of(content, format_, tmp_path)
    assert squeezed("file aaaabbbbcccc") in text_of(content, format_, tmp_path)


def test_an_unknown_format_is_refused(whole: ReportContext) -> None:
    with pytest.raises(UsageError, match="'odt'"):
        rendered(whole, "odt")


def test_two_reports_of_one_run_are_the_same_bytes(whole: ReportContext) -> None:
    for format_ in ("html", "md", "docx"):
        assert written(whole, format_) == written(whole, format_)
