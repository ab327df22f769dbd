"""Kana, Hangul, Arabic and Hebrew letters written in plain ones, by their names.

Unicode names each such letter by its sound, so no table is needed. Chinese characters
have no sound of their own and stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HOLDS = re.compile(r"[\u0590-\u06ff\u10a0-\u10ff\u3041-\u30ff\uac00-\ud7a3]")

_SMALL_TSU = ("っ", "ッ")
_LONG = "ー"
_SOUNDS = {
    "ALEF": "a", "BEH": "b", "TEH": "t", "THEH": "th", "JEEM": "j", "HAH": "h",
    "KHAH": "kh", "DAL": "d", "THAL": "dh", "REH": "r", "ZAIN": "z", "SEEN": "s",
    "SHEEN": "sh", "SAD": "s", "DAD": "d", "TAH": "t", "ZAH": "z", "AIN": "a",
    "GHAIN": "gh", "FEH": "f", "QAF": "q", "KAF": "k", "LAM": "l", "MEEM": "m",
    "NOON": "n", "HEH": "h", "WAW": "w", "YEH": "y", "PEH": "p", "TCHEH": "ch",
    "GAF": "g", "JEH": "zh", "KEHEH": "k", "BET": "b", "GIMEL": "g", "DALET": "d",
    "HE": "h", "VAV": "v", "ZAYIN": "z", "HET": "h", "TET": "t", "YOD": "y",
    "LAMED": "l", "MEM": "m", "NUN": "n", "SAMEKH": "s", "PE": "p", "TSADI": "ts",
    "QOF": "q", "RESH": "r", "SHIN": "sh", "TAV": "t",
}  # fmt: skip


def latin(text: str) -> str:
    """Write letters of these scripts in plain ones; all else stays.

    >>> latin("トヨタ"), latin("삼성"), latin("ニッサン")
    ('toyota', 'samseong', 'nissan')
    """
    if text.isascii() or not _HOLDS.search(text):
        return text
    made: list[str] = []
    double = False
    for char in text:
        sound = _sound(char)
        if char in _SMALL_TSU:
            double = True
            continue
        if sound and double:
            sound = sound[0] + sound
        if sound[:1] in "y" and sound and _is_small(char) and made:
            made[-1] = made[-1][:-1]
        double = False
        made.append(sound)
    return "".join(made)


@lru_cache(maxsize=4096)
def _sound(char: str) -> str:
    """Read a letter's sound off its name; other characters stay."""
    if char == _LONG:
        return ""
    words = unicodedata.name(char, "").split()
    if words[:1] in (["KATAKANA"], ["HIRAGANA"]) and "LETTER" in words:
        return words[-1].lower()
    if words[:2] == ["HANGUL", "SYLLABLE"]:
        return words[-1].lower()
    if words[:2] == ["GEORGIAN", "LETTER"]:
        return words[-1].lower()[:1]
    if words[:1] in (["ARABIC"], ["HEBREW"]) and "LETTER" in words:
        name = words[words.index("LETTER") + 1]
        return _SOUNDS.get(name, "")
    return char


def _is_small(char: str) -> bool:
    return "SMALL" in unicodedata.name(char, "")
