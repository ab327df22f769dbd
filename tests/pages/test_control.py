"""Who controls whom on a day."""

from datetime import date

from crosstie.pages.control import ENDED, NOT_YET, OPEN, STATED, read_tree
from tests.pages.bodies import BUYER, CHILD, PARENT, full_run


def test_what_stands_above_and_below_is_ordered_for_drawing() -> None:
    tree = read_tree(full_run(), [PARENT], on=None, until=date(2025, 12, 31))
    assert tree is not None
    assert [(n.id, n.level) for n in tree.nodes] == [
        (BUYER, -1),
        (PARENT, 0),
        (CHILD, 1),
    ]
    assert len(tree.controls) == 3
    assert tree.left_out == 0


def test_the_days_are_those_on_which_something_changes() -> None:
    tree = read_tree(full_run(), [PARENT], on=None, until=date(2025, 12, 31))
    assert tree is not None
    assert tree.days == (
        date(2015, 1, 1),
        date(2016, 3, 1),
        date(2020, 1, 1),
        date(2024, 6, 1),
        date(2025, 12, 31),
    )
    assert tree.on == date(2025, 12, 31)
    assert tree.step == 4


def test_a_statement_stands_by_its_dates() -> None:
    tree = read_tree(full_run(), [PARENT], on=date(2019, 7, 1), until=None)
    assert tree is not None
    by_id = {c.statement_id: c for c in tree.controls}
    assert by_id["s1"].on(date(2015, 6, 1)) == OPEN
    assert by_id["s1"].on(date(2019, 12, 31)) == STATED
    assert by_id["s1"].on(date(2020, 1, 1)) == ENDED
    assert by_id["s2"].on(date(2019, 12, 31)) == NOT_YET
    assert tree.on == date(2019, 7, 1)
    assert tree.step == 1
    assert by_id["s2"].row_number == 201
    assert by_id["s2"].url == "https://example.org/deal"


def test_without_owners_there_is_no_tree() -> None:
    assert read_tree(full_run(), ["case:jasper"], on=None, until=None) is None
