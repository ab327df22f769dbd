"""A column of names in plain letters."""

from __future__ import annotations

import pytest

from crosstie.matching.letters import plain_letters


def plain(*names: str) -> list[str]:
    made = plain_letters(("\n".join(names) + "\n").encode())
    return made.tobytes().decode().split("\n")[:-1]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Société Générale, S.A.", "societe generale sa"),
        ("Smith & Sons, L.L.C.", "smith sons llc"),
        ("J S I Telecom", "jsi telecom"),
        ("O'Brien's Pub’s", "o briens pubs"),
        ("ООО Ромашка", "ooo romashka"),
        ("STRAẞE Öl-Werke", "strasse ol werke"),
        ("ＦＵＬＬ – dash", "full dash"),
        ("Cafe\u0301 du Nord", "cafe du nord"),
        ("  two   blanks  ", "two blanks"),
        ("日本電気 KK", "日本電気 kk"),
    ],
)
def test_a_name_is_read_letter_by_letter(written: str, read: str) -> None:
    assert plain(written) == [read]


def test_names_stay_apart_and_empty_ones_stay_empty() -> None:
    assert plain("A", "", "B C", ".", "D") == ["a", "", "bc", "", "d"]


def test_one_name_alone_is_as_among_others() -> None:
    names = ["Érable & Cie", "x", "S A", "Acme.com", "", "Ç"]
    assert plain(*names) == [plain(name)[0] for name in names]
