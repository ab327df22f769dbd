"""Plain words, counts and dates."""

import sys
import unicodedata
from datetime import date

from crosstie.model.words import Route, StationKind, Status
from crosstie.pages import words


def test_every_word_of_the_closed_lists_has_one_for_pages() -> None:
    assert set(words.ROUTES) == set(Route)
    assert set(words.STATUSES) == set(Status)
    assert set(words.STATIONS) == set(StationKind)


def test_one_is_not_many() -> None:
    assert words.count(1, "lead") == "1 lead"
    assert words.count(1204, "lead") == "1,204 leads"
    assert words.in_words("{count} city", "{count} cities", 4) == "four cities"
    assert words.spelled(13) == "13"


def test_a_sentence_keeps_what_it_is_given() -> None:
    assert words.sentence("it names ROSKA LLC") == "It names ROSKA LLC."
    assert words.sentence("Who?") == "Who?"
    assert words.sentence(" ") == ""


def test_dates_are_written_for_prose_and_for_tables() -> None:
    day = date(2025, 11, 28)
    assert words.long_date(day) == "28 November 2025"
    assert words.period(day, day) == "2025-11-28"
    assert words.period(None, day) == "2025-11-28"
    assert words.period(None, None) == ""
    assert words.status_line("unknown", None) == "end unknown"
    assert words.status_line("ended", day) == "ended 2025-11-28"


def test_a_doubtful_hop_says_may() -> None:
    assert words.predicate("is controlled by", True) == "is controlled by"
    assert words.predicate("is controlled by", False) == "may be controlled by"
    assert words.predicate("stands in", False) == "perhaps stands in"


def test_nothing_steers_the_reader_unseen() -> None:
    assert words.visible("A\u202eB\x1b[2JC\x00") == "A\ufffdB\ufffd[2JC\ufffd"
    assert words.visible("Élan\nÖst 東京") == "Élan\nÖst 東京"


def test_a_vague_date_is_made_no_more_exact() -> None:
    assert words.vague_date("2026-01") == "January 2026"
    assert words.vague_date("2026") == "2026"
    assert words.vague_date("2026-01-05") == "5 January 2026"
    assert words.vague_date("early 2026") == "early 2026"


def test_a_clause_has_no_stop() -> None:
    assert words.clause(" outside the dates of control.; ") == (
        "outside the dates of control"
    )


def test_every_steering_character_is_made_visible() -> None:
    steering = [
        c
        for c in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\t"
    ]
    assert words.visible("".join(steering)) == "\ufffd" * len(steering)
    assert words.visible("Zoë − “a”\n\tb 😀") == "Zoë − “a”\n\tb 😀"
