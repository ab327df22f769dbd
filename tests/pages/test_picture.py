"""Pictures by their names."""

import pytest

from crosstie.errors import NotFound
from crosstie.pages.addresses import organisation_anchor
from crosstie.pages.picture import KINDS, every_picture, read_picture
from crosstie.pages.report import report_context
from tests.pages.bodies import PARENT, full_run


def test_every_picture_can_be_read_and_carries_its_data() -> None:
    db = full_run()
    report = report_context(db)
    names = every_picture(db, report)
    assert len(names) == len(set(names))
    kinds = set()
    for name in names:
        page = read_picture(db, report, name)
        kinds.add(page.kind)
        assert page.name == name
        assert page.rows
        assert {len(row) for row in page.rows} == {len(page.columns)}
        drawn = (page.tie, page.tree, page.control, page.timeline, page.flow)
        assert sum(one is not None for one in drawn) == 1
        assert any(report.facts.run_id in note for note in page.notes)
    assert kinds == set(KINDS)


@pytest.mark.parametrize(
    "name",
    [
        "chain-t-000000000000",
        "ownership-o-000000000000",
        "timeline-xxx",
        "flow-p-000000000000",
        "timeline-p-000000000000",
        "sunset",
        f"control-{organisation_anchor(PARENT)}-eur",
    ],
)
def test_a_picture_that_is_not_there_is_said_to_be_missing(name: str) -> None:
    db = full_run()
    with pytest.raises(NotFound, match="picture"):
        read_picture(db, report_context(db), name)
