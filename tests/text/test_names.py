"""Names made comparable: real spellings, one rule each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosstie.text.legalforms import CLASSES, compare_forms, split_form
from crosstie.text.names import fold, parse_name, words_of


@pytest.mark.parametrize(
    ("written", "core", "form"),
    [
        (
            "THOMSON REUTERS SPECIAL SRVCES, L.L.C.",
            "thomson reuters special service",
            "llc",
        ),
        ("Société Générale S.A.", "societe generale", "sa"),
        ("Wells Fargo & Company", "wells fargo", "company"),
        ("THE BOEING COMPANY", "boeing", "company"),
        ("BOEING COMPANY, THE", "boeing", "company"),
        ("J S I TELECOM INC.", "jsi telecommunication", "inc"),
        ("AT&T CORP.", "at and t", "corporation"),
        ("SERCO (7278) INC", "serco 7278", "inc"),
        ("SI INTERNATIONAL INCORPORATED (7278)", "si international", "inc"),
        ("Denny's, Inc.", "dennys", "inc"),
        ("Les Pétroles Parkland Ltée", "les petroles parkland", "limited"),
        ("Placements ABC, S.E.N.C.R.L.", "placements abc", "partnership"),
        ("Partners In Health", "partner in health", ""),
        ("Limited Brands", "limited brands", ""),
        ("AG Growth International Inc.", "ag growth international", "inc"),
        ("Philips N. V.", "philips", "sa"),
    ],
)
def test_core_and_form(written: str, core: str, form: str) -> None:
    name = parse_name(written)
    assert (name.core_text, name.form) == (core, form)


def test_a_form_alone_stays() -> None:
    assert split_form(("limited",)) == (("limited",), "")


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("inc", "inc", "same"),
        ("inc", "corporation", "near"),
        ("limited", "inc", "near"),
        ("llc", "inc", "conflict"),
        ("", "llc", "missing"),
        ("company", "llc", "missing"),
    ],
)
def test_forms_compare(left: str, right: str, verdict: str) -> None:
    assert compare_forms(left, right) == compare_forms(right, left) == verdict


@pytest.mark.parametrize(
    "form", ["llc", "inc", "gmbh", "ltd", "plc", "sarl", "kft", "aps"]
)
def test_forms_of_several_countries_are_known(form: str) -> None:
    words, found = split_form(("example", form))
    assert words == ("example",)
    assert found in CLASSES


def test_numbers_are_kept() -> None:
    assert parse_name("9123-4567 Québec inc.").numbers == {"9123", "4567"}


def test_blanks_inside_a_name_do_not_matter() -> None:
    assert parse_name("KWIZ COM CORP").glued == parse_name("KwizCom Corporation").glued


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    assert all(word == fold(word) for word in words)
