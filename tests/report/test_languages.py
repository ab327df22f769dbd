"""The sample's report and terminal: in French whole, and no text outside messages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib.resources import files as files_of
from pathlib import Path

import pytest

from crosstie import pipeline
from crosstie.cli.terminal import print_trace
from crosstie.pages.contexts import ReportContext
from crosstie.pages.report import report_context
from crosstie.report.html import render_report
from crosstie.settings import from_environment
from crosstie.store.engine import Database
from crosstie.text import language
from crosstie.text.stored import FIELD
from tests.pseudo import data_of, speaking_pseudo, texts_of, unwrapped

ALLOWED = (
    "Crosstie",
    "SHA-256",
    "ca-ice",
    "report.html",
    "ties.csv",
    "out/report.html",
    "out/ties.csv",
    "out/report.html out/ties.csv",
    "crosstie rejects",
    "0.1.0",
)
"""Names of the program, of files and of commands."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    home = tmp_path_factory.mktemp("home")
    request = pipeline.TraceRequest(
        case="ca-ice",
        cwd=home,
        traced_at="2026-11-22T00:00:00+00:00",
        sample=True,
        command="crosstie trace",
    )
    settings = from_environment({"CROSSTIE_HOME": str(home)})
    with language.speaking("fr"):
        traced = pipeline.trace(request, settings, lambda step: None)
    with Database.open(traced.run, read_only=True) as db:
        yield db


@pytest.fixture(scope="module")
def data(run: Database) -> str:
    facts = run.rows(
        "run", "select value from run where name in ('case', 'title', 'run_id')"
    )
    siblings = run.rows("buyer", "select value from run where name = 'buyer'")
    sources = run.rows("s", "select value from run where name = 'files_by_source'")
    files = run.rows("f", "select value from run where name = 'case_files'")
    told = " ".join(r["value"] for r in (*facts, *siblings, *sources, *files))
    names = re.sub(r'["{}\[\]]', " ", told)
    folder = files_of("crosstie.shipped") / "ca-ice"
    tables = [f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith("csv")]
    return " \n ".join([data_of(run), told, names, *tables])


def terminal(page: ReportContext, width: int, plain: bool) -> str:
    out = io.StringIO()
    written = [Path("out/report.html"), Path("out/ties.csv")]
    print_trace(page, width, plain=plain, written=written, stream=out)
    return re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())


def test_a_run_is_english_whatever_language_traced_it(run: Database) -> None:
    reasons = run.rows("reasons", "select reason from tie")
    assert any("is controlled by" in row["reason"] for row in reasons)


def test_the_report_holds_no_text_outside_messages(run: Database, data: str) -> None:
    with speaking_pseudo():
        html = render_report(report_context(run))
    assert unwrapped(html, data, ALLOWED) == []


@pytest.mark.parametrize("width", [60, 100])
def test_the_terminal_holds_no_text_outside_messages(
    run: Database, data: str, width: int
) -> None:
    with speaking_pseudo():
        text = terminal(report_context(run), width, plain=False)
    assert unwrapped(text, data, ALLOWED) == []


def test_the_report_says_in_french_that_it_is(run: Database) -> None:
    with language.speaking("fr"):
        html = render_report(report_context(run))
    assert '<html lang="fr">' in html
    assert "7\u00a0234\u00a0926<" in html
    assert "\u00a0$\u00a0US" in html
    assert "30 janvier 2026" in html


OWN = (
    ("tie", "reason"),
    ("tie", "doubt"),
    ("tie", "not_counted_reason"),
    ("tie", "owner"),
    ("tie", "weakest_hop"),
    ("hop", "reason"),
    ("near_miss", "reason"),
    ("match", "reason"),
    ("country_evidence", "reason"),
    ("country_evidence", "basis"),
    ("tie_transaction", "reason"),
)
"""Columns of a run that hold sentences of Crosstie's own."""


@pytest.mark.parametrize(("table", "column"), OWN)
def test_stored_sentences_are_all_known(
    run: Database, data: str, table: str, column: str
) -> None:
    rows = run.rows(
        "sentences",
        f'select distinct {column} as text from "{table}" where {column} is not null',
    )
    texts = [line for row in rows for line in row["text"].splitlines()]
    unknown = []
    with speaking_pseudo():
        for text in texts:
            unknown += unwrapped(language.stored(text), data, ALLOWED)
    assert unknown == []


def test_fields_of_a_french_text_are_those_of_the_english() -> None:
    from crosstie.text.catalogues import catalogue, originals

    wrong = []
    for message in originals("fr"):
        known = {field for text in message for field in FIELD.findall(text)}
        for number in (1, 2):
            said = catalogue("fr").gettext(message[0])
            if len(message) > 1:
                said = catalogue("fr").ngettext(message[0], message[1], number)
            found = set(FIELD.findall(said))
            missing = known - found
            may_miss = {"count"} if len(message) > 1 and number == 1 else set()
            if found - known or missing - may_miss:
                wrong.append((message, said))
    assert wrong == []


def test_french_pages_hold_no_plain_apostrophe_of_ours(run: Database) -> None:
    from crosstie.text.catalogues import catalogue, originals

    said = [catalogue("fr").gettext(message[0]) for message in originals("fr")]
    assert [text for text in said if re.search(r"\w'\w", text)] == []
    assert texts_of("<p>a</p>") == ["a"]


def test_the_case_speaks_french_where_it_says_so(run: Database) -> None:
    with language.speaking("fr"):
        page = report_context(run)
    assert page.facts.title.startswith("Le Canada et l’agence américaine")
    reasons = {tie.organisation: tie.reason for tie in page.findings}
    assert reasons["Jim Pattison Developments"].startswith("Vente d’un bâtiment")
    answers = [a.text for s in page.organisations for a in s.answers]
    assert any(text.startswith("Un porte-parole a dit") for text in answers)
    assert any(text.startswith('"The transaction to sell') for text in answers)
