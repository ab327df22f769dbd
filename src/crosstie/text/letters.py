"""One letter of any European script in plain letters: all comparing reads this table.

The names of one organisation (`text.names`) and whole columns of names
(`matching.letters`) are written plainly by this table, so that both see one name.
"""

from __future__ import annotations

import unicodedata

_CYRILLIC = "a|b|v|g|d|e|zh|z|i|i|k|l|m|n|o|p|r|s|t|u|f|kh|ts|ch|sh|sh||y||e|yu|ya"
"""From а to я; the hard and the soft sign have no sound."""

_GREEK = "a|v|g|d|e|z|i|th|i|k|l|m|n|x|o|p|r|s|s|t|y|f|ch|ps|o"
"""From α to ω."""

_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th",
    "ł": "l", "ı": "i", "ŋ": "ng", "ё": "e", "є": "e", "і": "i", "ї": "i", "ђ": "d",
    "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ґ": "g", "ς": "s",
    "°": " ", "©": " ", "®": "", "×": "x", "·": " ", "«": " ", "»": " ",
}  # fmt: skip


def plain_letter(char: str) -> str | None:
    """Write one character with at most two plain letters; None where it stays.

    >>> [plain_letter(char) for char in "É Ж Ω ß 東".split()]
    ['e', 'zh', 'o', 'ss', None]
    """
    low = char.lower()
    if low in _LETTERS:
        return _LETTERS[low]
    if "а" <= low <= "я":
        return _CYRILLIC.split("|")[ord(low) - ord("а")]
    apart = list(unicodedata.normalize("NFKD", low))
    base = "".join(c for c in apart if not unicodedata.combining(c))
    if len(base) == 1 and "α" <= base <= "ω":
        return _GREEK.split("|")[ord(base) - ord("α")]
    if base.isascii() and len(base) <= 2:
        return base.lower()
    if not base or unicodedata.category(char)[0] in "PSZC":
        return " " if base else ""
    return None
