"""What real names are to each other: one organisation, one family, or words."""

from __future__ import annotations

import pytest

from benchmarks.matching import guard
from crosstie.matching.pairwise import compare_names
from crosstie.model.words import MatchKind

SAME = {
    "legal forms": [
        ("Volkswagen AG", "Volkswagen Aktiengesellschaft"),
        ("Robert Bosch GmbH", "Robert Bosch Gesellschaft mit beschränkter Haftung"),
        ("Nestlé S.A.", "NESTLE SA"),
        ("Koninklijke Philips N.V.", "Royal Philips NV"),
        ("AB Volvo", "Volvo AB"),
        ("Grupo Bimbo, S.A.B. de C.V.", "Grupo Bimbo"),
        ("PT Telkom Indonesia (Persero) Tbk", "Telkom Indonesia"),
        ("Sp. z o.o. Allegro", "Allegro sp. z o.o."),
        ("Samsung Electronics Co., Ltd.", "Samsung Electronics Company Limited"),
        ("Barclays Bank PLC", "Barclays Bank Public Limited Company"),
        ("Barclays Bank PLC", "Barclays Bank PLC (7278)"),
    ],
    "two languages": [
        ("Canada Post Corporation", "Société canadienne des postes"),
        ("National Bank of Canada", "Banque Nationale du Canada"),
        ("Swiss Federal Railways", "Chemins de fer fédéraux suisses"),
        ("Central Bank of Brazil", "Banco Central do Brasil"),
        (
            "Defence Construction Canada/Construction de Défense Canada",
            "Defence Construction Canada",
        ),
    ],
    "accents, cases and scripts": [
        ("Électricité de France", "ELECTRICITE DE FRANCE SA"),
        ("Österreichische Post AG", "Oesterreichische Post AG"),
        ("ПАО «Газпром»", "Gazprom PJSC"),
        ("ΟΤΕ", "OTE"),
        ("トヨタ", "Toyota"),
    ],
    "numbered companies": [
        ("1234567 Ontario Ltd.", "1234567 ONTARIO LIMITED"),
        ("9171-2345 Québec inc.", "91712345 Quebec Inc"),
        ("Seven-Eleven Japan", "7-Eleven Japan"),
    ],
    "acronyms": [
        ("IBM", "International Business Machines Corp"),
        ("BMW AG", "Bayerische Motoren Werke AG"),
        ("CIBC", "Canadian Imperial Bank of Commerce"),
        ("TSMC", "Taiwan Semiconductor Manufacturing Company Limited"),
        ("Tata Consultancy Services (TCS)", "Tata Consultancy Services Ltd"),
    ],
    "abbreviations": [
        (
            "THOMSON REUTERS SPECIAL SRVCES LLC",
            "Thomson Reuters Special Services LLC",
        ),
        ("GARTNER COMM GRP", "Gartner Communications Group"),
        ("Intl Paper Co", "International Paper Company"),
        ("Lehman Bros Holdings", "Lehman Brothers Holdings Inc."),
        ("Cie de Saint-Gobain", "Compagnie de Saint-Gobain"),
        ("Gebr. Heinemann", "Gebrüder Heinemann"),
    ],
    "word order": [
        ("Bank of Montreal", "Montreal, Bank of"),
        ("Boeing Company, The", "The Boeing Company"),
    ],
    "spaces, hyphens and ampersands": [
        ("KWIZ COM CORP.", "Kwizcom Corporation"),
        ("Wal-Mart Stores Inc", "Walmart Stores Inc"),
        ("AT&T Inc.", "AT and T Inc"),
        ("Villeroy und Boch AG", "Villeroy & Boch AG"),
    ],
    "misspellings": [
        ("Schlumberger", "Schlumburger"),
        ("Haliburton", "Halliburton"),
        ("Lockhead Martin Corporation", "Lockheed Martin Corporation"),
    ],
    "trading and former names": [
        ("Alphabet Inc. d/b/a Google", "Google"),
        ("Meta Platforms, Inc. (formerly Facebook, Inc.)", "Facebook Inc"),
        ("Pratt & Whitney, a division of RTX", "Pratt & Whitney"),
    ],
    "ventures and public bodies": [
        ("Bechtel Parsons JV", "Bechtel/Parsons Joint Venture"),
        ("City of Toronto", "Toronto, City of"),
        ("Ville de Montréal", "City of Montreal"),
        ("Dept of Justice", "Department of Justice"),
    ],
}

FAMILY = [
    ("Barclays PLC", "Barclays Bank PLC"),
    ("Credit Suisse Group AG", "Credit Suisse AG"),
    ("Bombardier Inc", "Bombardier Aerospace"),
    ("BAE Systems plc", "BAE Systems (Holdings) Limited"),
    ("G4S plc", "G4S Secure Solutions (USA) Inc"),
    ("Siemens AG", "Siemens Canada Limited"),
    ("Siemens AG", "Siemens GmbH"),
    ("Mitsubishi Motors", "Mitsubishi Chemical"),
    ("Sodexo France", "Sodexo Belgium"),
    ("Pratt & Whitney, a division of RTX", "RTX Corporation"),
]

WORDS = {
    "plain words": [
        ("Constellation Software", "Constellation Brands"),
        ("Seneca College", "Seneca Foods Corporation"),
        ("Summit Therapeutics", "Summit Materials"),
        ("Apex Oil Company", "Apex Clean Energy"),
    ],
    "one letter": [
        ("BAE Systems plc", "BAI Systems plc"),
        ("Alcan Inc", "Alcoa Inc"),
        ("Apple Inc", "Apply Inc"),
        ("Parsons Corporation", "Larsons Corporation"),
    ],
    "numbers": [
        ("1234567 Canada Inc", "1234568 Canada Inc"),
        ("First Solar", "Second Solar"),
        ("Carlyle Partners V, L.P.", "Carlyle Partners VI, L.P."),
    ],
    "places and order": [
        ("Bank of New York", "Bank of New Zealand"),
        ("Northern Power Systems", "Southern Power Systems"),
        ("First American Financial", "American First Financial"),
    ],
    "other tails": [
        ("Global Services Group", "Pelican Services Group"),
        ("Kawasaki Heavy Industries", "Mitsubishi Heavy Industries"),
    ],
    "ventures": [
        ("AECOM Fluor JV", "Fluor Corporation"),
        ("Kiewit/Flatiron Joint Venture", "Kiewit Corporation"),
    ],
    "public bodies": [
        ("Ministry of Defence", "Ministry of Health"),
        ("City of Toronto", "Town of Toronto"),
        ("City of Hamilton", "Hamilton Beach Brands"),
    ],
    "persons": [
        ("Henry Ford", "Ford Motor Company"),
        ("FORD, HENRY", "Henry Ford Health System"),
        ("Andrew Carnegie", "Carnegie Steel Company"),
    ],
    "acronyms by chance": [("IBM Canada", "International Bowling Museum")],
}

PAIRS = [
    *((MatchKind.SAME, a, b) for pairs in SAME.values() for a, b in pairs),
    *((MatchKind.FAMILY, a, b) for a, b in FAMILY),
    *((MatchKind.WORDS, a, b) for pairs in WORDS.values() for a, b in pairs),
]


@pytest.mark.parametrize(("kind", "left", "right"), PAIRS)
def test_real_names_are_told_apart(kind: MatchKind, left: str, right: str) -> None:
    for one, other in ((left, right), (right, left)):
        (found,) = compare_names([one], [other])
        assert found.kind is kind, found
        assert (found.score >= 0.5) == (kind is MatchKind.SAME)
        assert found.reason


@pytest.mark.parametrize("is_held_back", [False, True])
def test_most_pairs_of_the_guard_set_are_judged_right(is_held_back: bool) -> None:
    pairs = [pair for pair in guard.read() if pair.is_held_back is is_held_back]
    assert len(pairs) > 280
    found = compare_names([p.left for p in pairs], [p.right for p in pairs])
    shown = guard.figures(pairs, found)
    assert shown["F1"] > 0.92
    assert shown["kind right"] > 0.9
    assert shown["ECE"] < 0.06


def test_only_one_kind_has_a_score_from_one_half_on() -> None:
    pairs = guard.read()
    found = compare_names([p.left for p in pairs], [p.right for p in pairs])
    assert all((f.score >= 0.5) == (f.kind is MatchKind.SAME) for f in found)
