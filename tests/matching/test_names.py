"""Names made comparable: words, legal form, hashes."""

from __future__ import annotations

import numpy as np
import pytest

from crosstie.matching.hashing import glue, hash_word
from crosstie.matching.names import Names, parse_bytes
from crosstie.matching.records import lines


def parse(*names: str) -> Names:
    return parse_bytes(lines(names))


def cores(*names: str) -> list[str]:
    return parse(*names).core.strings(np.arange(len(names)))


@pytest.mark.parametrize(
    ("written", "core"),
    [
        ("Acme Holdings Co. Ltd.", "acme holding"),
        ("Acme S.A. de C.V.", "acme"),
        ("Thomson Reuters Special Srvces, L.L.C.", "thomson reuters special service"),
        ("LIMITED BRANDS", "limited brands"),
        ("Partners In Health", "partner in health"),
        ("Müller Maschinenbau GmbH & Co. KG", "muller maschinenbau"),
        ("OOO Romashka", "romashka"),
        ("The", "the"),
        ("Ltd", "ltd"),
        ("", ""),
    ],
)
def test_the_core_is_the_name_without_its_legal_form(written: str, core: str) -> None:
    assert cores(written) == [core]


def test_equal_forms_have_one_class() -> None:
    form = parse("A Corp", "B Corporation", "C GmbH", "D").form.tolist()
    assert form[0] == form[1] != form[2]
    assert form[3] == 0


def test_blanks_inside_a_name_do_not_change_its_glued_hash() -> None:
    found = parse("Kwiz Com Inc", "KWIZCOM", "Kwizcon")
    assert found.glued[0] == found.glued[1] != found.glued[2]


def test_initials_are_the_hash_of_the_acronym() -> None:
    found = parse("International Business Machines", "IBM")
    assert found.initials[0] == found.head[1]


def test_numbers_are_compared_as_a_set() -> None:
    found = parse("7654321 Ontario 22", "22 Ontario 7654321", "7654322 Ontario 22")
    assert found.numbers[0] == found.numbers[1] != found.numbers[2]


def test_glued_hashes_add_up() -> None:
    a, b = (np.array([hash_word(w)], np.uint64) for w in (b"black", b"berry"))
    assert glue(a, np.array([5], np.int32), b)[0] == hash_word(b"blackberry")


def test_words_come_back_as_text() -> None:
    found = parse("Blue Door Ltd", "", "Red")
    assert found.word_strings(np.arange(3)) == ["blue", "door", "red"]
    assert found.first.tolist() == [0, 2, 2, 3]
