"""Pages of organisations, suppliers, awards, records and pictures, rendered."""

import json
import re
from datetime import date

import pytest

from crosstie.pages.addresses import (
    award_page,
    evidence_page,
    organisation_anchor,
    organisation_page,
    picture,
    supplier_page,
)
from crosstie.site import registry
from crosstie.site.page import Run
from tests.pages.bodies import PARENT, full_run
from tests.pages.rows import SHA
from tests.site.run import run_of, shown

OF_A_PERSON = ("JANE", "SECRET PERSON", "ROSKA, JANE")


@pytest.fixture(scope="module")
def run() -> Run:
    return run_of(full_run())


def every(run: Run) -> list[str]:
    names = ("organisation", "supplier", "award", "evidence", "picture")
    return [
        page.address(**values)
        for page in registry.PAGES
        if page.name in names
        for values in page.instances(run)
    ]


@pytest.mark.parametrize("ending", ["html", "json", "csv"])
def test_every_page_renders_and_names_no_private_person(run: Run, ending: str) -> None:
    for path in every(run):
        text = shown(run, path, ending)
        assert text
        assert not [name for name in OF_A_PERSON if name in text], path


def test_nothing_of_a_record_becomes_markup(run: Run) -> None:
    for path in every(run):
        html = shown(run, path)
        assert "<script>alert" not in html
        assert not re.search(r"<[a-z][^<>]*\s(style|on[a-z]+)=", html), path


def test_the_tree_works_without_a_script(run: Run) -> None:
    path = organisation_page(PARENT)
    html = shown(run, path)
    assert '<input class="field" type="date" id="on" name="on"' in html
    assert f'action="{path}#ownership-tree"' in html
    early = shown(run, path, on="2018-01-01")
    drawn = early.split('data-day="2018-01-01"')[1]
    assert "not yet owned by Big Fund, only from 2020-01-01" in drawn
    assert 'value="2018-01-01"' in early


def test_one_state_of_the_tree_is_seen_and_the_others_wait(run: Run) -> None:
    html = shown(run, organisation_page(PARENT))
    states = re.findall(r'<div class="state"[^>]*>', html)
    assert len(states) == 5
    assert sum(" hidden" not in state for state in states) == 1
    assert "slider.js" in html


def test_not_loaded_is_said_with_the_command(run: Run) -> None:
    html = shown(run, organisation_page(PARENT))
    assert "Not loaded." in html
    assert "crosstie refresh nl-abc --all" in html


def test_an_amount_of_an_award_leads_to_the_row(run: Run) -> None:
    html = shown(run, award_page("CONT_AWD_02"))
    assert f'href="{evidence_page(SHA, 5)}"' in html


def test_json_holds_amounts_as_text(run: Run) -> None:
    found = json.loads(shown(run, award_page("CONT_AWD_02"), "json"))
    assert found["actions"][0]["obligated"] == "7234926.20"


def test_a_picture_is_a_file_of_its_own(run: Run) -> None:
    path = picture(f"ownership-{organisation_anchor(PARENT)}")
    svg = shown(run, path, "svg")
    assert svg.startswith("<?xml")
    assert "var(--" not in svg
    assert shown(run, path, "csv").splitlines()[0].startswith("Organisation,Owner")
    older = shown(run, path, "svg", on=str(date(2018, 1, 1)))
    assert older != svg


def test_what_is_no_picture_has_no_svg(run: Run) -> None:
    from crosstie.errors import NotFound

    with pytest.raises(NotFound, match="no picture"):
        shown(run, supplier_page("p-near"), "svg")
