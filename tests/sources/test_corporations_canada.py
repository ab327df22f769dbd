"""Federal corporations: names with dates, status, number, office; hostile XML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from crosstie.errors import TooFewRecords, UnknownLayout, UnreadableFile
from crosstie.sources.corporations_canada import records
from crosstie.sources.reading import xmlread
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary

Load = Callable[..., LoadSummary]

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<cc:corpcan xmlns:cc="http://www.ic.gc.ca/corpcan" reportId="OPEN_DATA"'
    ' date="2026-10-01T00:00:00"><corporations>'
)
TAIL = "</corporations></cc:corpcan>"
ALPHA = """
<corporation corporationId="12345">
  <annualReturns><annualReturn yearOfFiling="2025"/></annualReturns>
  <names>
    <name code="1" effectiveDate="1990-05-01T00:00:00" expiryDate="2004-03-02T00:00:00">
      Old Alpha &amp; Sons Ltd.</name>
    <name code="1" current="true" effectiveDate="2004-03-02T00:00:00">ALPHA INC.</name>
  </names>
  <acts><act code="6" current="true"/></acts>
  <statuses>
    <status code="1" effectiveDate="1990-05-01T00:00:00"/>
    <status code="11" current="true" effectiveDate="2020-07-08T00:00:00"/>
  </statuses>
  <activities>
    <activity code="5" date="1985-01-01T00:00:00"/>
    <activity code="1" date="1990-05-01T00:00:00"/>
  </activities>
  <addresses>
    <address code="2"><addressLine>1 Old Street</addressLine></address>
    <address code="2" current="true">
      <addressLine>5 New Street</addressLine><addressLine>Suite 2</addressLine>
      <city>Smallplace</city><province code="ON"/><country code="CA"/>
      <postalCode>K1A 0A1</postalCode>
    </address>
  </addresses>
  <businessNumbers><businessNumber>123026635</businessNumber></businessNumbers>
</corporation>"""
CODES = """<codes>
<code name="status"><key value="11"><full xml:lang="en">Dissolved by law</full>
<full xml:lang="fr">Dissoute</full></key></code>
<code name="act"><key value="6">
<label><full xml:lang="en">Act of Examples</full></label>
</key></code></codes>"""


def corporation(number: str, name: str) -> str:
    return (
        f'<corporation corporationId="{number}"><names><name current="true">{name}'
        "</name></names></corporation>"
    )


def archive(path: Path, *texts: str, codes: str | None = CODES) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        if codes is not None:
            made.writestr("OPEN_DATA/codes.xml", codes)
        for number, text in enumerate(texts, start=1):
            made.writestr(f"OPEN_DATA/OPEN_DATA_{number}.xml", HEAD + text + TAIL)
    return path


def test_a_corporation_with_its_history(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    summary = load(archive(tmp_path / "corps.zip", ALPHA), "corporations-canada")
    assert (summary.layout, summary.rows_loaded) == ("corpcan", 1)
    found = workspace_db.rows(
        "organisation", "select * exclude (file_id) from organisation"
    )
    assert found == [
        {
            "organisation_id": "ca-corp:12345",
            "source": "corporations-canada",
            "row_number": 1,
            "record_id": "12345",
            "name": "ALPHA INC.",
            "kind": "company",
            "country": "CA",
            "country_basis": "federal law",
            "jurisdiction": "CA",
            "legal_form": "Act of Examples",
            "city": "Smallplace",
            "region": "ON",
            "address": "5 New Street, Suite 2",
            "postal_code": "K1A 0A1",
            "status": "Dissolved by law",
            "valid_from": date(1990, 5, 1),
            "valid_to": date(2020, 7, 8),
            "website": None,
            "about": None,
            "url": "https://ised-isde.canada.ca/cc/lgcy/fdrlCrpDtls.html?corpId=12345",
        }
    ]
    names = workspace_db.rows(
        "names", "select name, kind, valid_from, valid_to from organisation_name"
    )
    assert [tuple(row.values()) for row in names] == [
        ("ALPHA INC.", "legal", date(2004, 3, 2), None),
        ("Old Alpha & Sons Ltd.", "former", date(1990, 5, 1), date(2004, 3, 2)),
    ]
    identifiers = workspace_db.rows(
        "identifiers", "select scheme, value from organisation_identifier order by 1"
    )
    assert [tuple(row.values()) for row in identifiers] == [
        ("ca-bn", "123026635"),
        ("ca-corp", "12345"),
    ]
    assert workspace_db.value("version", "select version from file") == "2026-10-01"


def test_every_member_is_read_and_the_codes_are_none(
    tmp_path: Path, workspace_db: Database
) -> None:
    path = archive(
        tmp_path / "c.zip", ALPHA, corporation("2", "Beta Ltd."), corporation("3", "C")
    )
    summaries = load_files(workspace_db, "corporations-canada", [path])
    assert [s.name for s in summaries] == [
        f"c.zip: OPEN_DATA_{n}.xml" for n in (1, 2, 3)
    ]
    assert workspace_db.value("count", "select count(*) from organisation") == 3


def test_without_codes_the_known_words_stand(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    load(archive(tmp_path / "c.zip", ALPHA, codes=None), "corporations-canada")
    assert (
        workspace_db.value("status", "select status from organisation") == "Dissolved"
    )


def test_what_cannot_be_loaded_is_listed(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    text = (
        ALPHA
        + corporation("12345", "Twice Inc.")
        + corporation("x7", "No Number Inc.")
        + '<corporation corporationId="8"/>'
        + corporation("9", "Wrong Number Inc.").replace(
            "</names>",
            "</names><businessNumbers><businessNumber>123026636</businessNumber>"
            "</businessNumbers>",
        )
    )
    summary = load(archive(tmp_path / "c.zip", text), "corporations-canada")
    assert (summary.rows_read, summary.rows_loaded) == (5, 2)
    assert (summary.rows_rejected, summary.rows_repeated) == (2, 1)
    reasons = workspace_db.rows("why", "select reason, record from reject order by 1")
    assert [tuple(row.values()) for row in reasons] == [
        ("corporationId is empty or not a whole number", "x7"),
        ("the corporation has no name", "8"),
    ]
    assert summary.notes == (
        "Business numbers whose check digit is wrong, left out: 1.",
    )


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        HEAD + "<corporation",
        HEAD + ALPHA,
        "no xml at all",
    ],
)
def test_hostile_or_cut_xml_is_refused_and_leaves_no_trace(
    text: str, tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = tmp_path / "OPEN_DATA_1.xml"
    path.write_text(text)
    with pytest.raises(UnreadableFile):
        load(path, "corporations-canada")
    for table in ("file", "organisation", "organisation_name"):
        assert workspace_db.value("none", f"select count(*) from {table}") == 0


def test_other_xml_is_no_layout_of_this_source(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "other.xml"
    path.write_text("<records><record/></records>")
    with pytest.raises(UnknownLayout):
        load(path, "corporations-canada")


@pytest.mark.parametrize(
    "text",
    [
        corporation("1", "A").replace("</names>", "<name/>" * 50 + "</names>"),
        "<a>" * 20 + "</a>" * 20,
    ],
)
def test_a_record_without_end_is_refused(
    text: str, tmp_path: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MOST_ELEMENTS", 40)
    path = tmp_path / "OPEN_DATA_1.xml"
    path.write_text(HEAD + text + TAIL)
    with pytest.raises(UnreadableFile) as raised:
        load(path, "corporations-canada")
    assert "more elements" in str(raised.value)


def test_a_text_without_end_is_refused(
    tmp_path: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xmlread, "MOST_BYTES", 200_000)
    path = tmp_path / "OPEN_DATA_1.xml"
    whole = "".join(corporation(str(n), "A" * 5_000) for n in range(90))
    path.write_text(HEAD + whole + TAIL)
    assert load(path, "corporations-canada").rows_loaded == 90
    path.write_text(HEAD + corporation("1", "A" * 400_000) + TAIL)
    with pytest.raises(UnreadableFile) as raised:
        load(path, "corporations-canada")
    assert "more bytes" in str(raised.value)


def test_the_publisher_s_whole_must_be_whole(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = archive(tmp_path / "OPEN_DATA_SPLIT.zip", corporation("7", "Alpha Inc."))
    with pytest.raises(TooFewRecords) as raised:
        load(path, "corporations-canada")
    assert str(raised.value).startswith("OPEN_DATA_SPLIT.zip: 1 records of corpcan")
    assert workspace_db.value("none", "select count(*) from organisation") == 0


def test_a_newer_archive_takes_the_older_one_s_place(
    tmp_path: Path, workspace_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosstie.sources.registry.check_count", lambda *a, **k: None)
    old = tmp_path / "old" / "OPEN_DATA_SPLIT.zip"
    new = tmp_path / "new" / "OPEN_DATA_SPLIT.zip"
    for path, name in ((old, "First Inc."), (new, "Second Inc.")):
        path.parent.mkdir()
        archive(path, corporation("7", name))
        load_files(workspace_db, "corporations-canada", [path])
    assert workspace_db.rows("now", "select name from organisation") == [
        {"name": "Second Inc."}
    ]
