"""Groups, bars and amounts as HTML."""

from decimal import Decimal

from crosstie.pages.contexts import Rung
from crosstie.pages.report import report_context
from crosstie.report import views
from tests.pages.factory import run_database


def test_rows_are_grouped_by_what_their_money_is() -> None:
    groups = views.groups(report_context(run_database()).findings)
    assert [(len(g.rows), g.offices) for g in groups] == [
        (4, 0),
        (1, 0),
        (1, 0),
        (1, 0),
        (2, 2),
    ]
    assert [t.currency for t in groups[0].totals] == ["USD", "CAD"]


def test_cents_are_paler_and_a_minus_is_seen() -> None:
    assert views.number_html(Decimal("-1234.5")) == (
        '<span class="nb"><span class="minus">\u2212</span>1,234'
        '<span class="cents">.50</span></span>'
    )
    assert "US$" in views.amount_html(Decimal(1), "USD")


def test_one_scale_for_all_kinds_and_none_without_a_value() -> None:
    ladder = [
        Rung("obligated", "Obligated", "", Decimal(250)),
        Rung("ceiling", "Ceiling", "", Decimal(1000)),
        Rung("outlaid", "Outlaid", "", None),
    ]
    assert 'width="25.00%"' in views.rung_bar(ladder[0], ladder)
    assert 'x2="100.00%"' in views.rung_bar(ladder[1], ladder)
    assert views.rung_bar(ladder[2], ladder) == ""


def test_a_hash_is_shortened_to_its_ends() -> None:
    assert views.short_hash("a" * 60 + "beef") == "aaaaaaaa…beef"
    assert views.short_hash("") == ""
