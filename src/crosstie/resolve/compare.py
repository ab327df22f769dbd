"""Compares two names and says which words they share and what is left on each side."""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.text.names import Name

CONNECTORS = frozenset(
    ("and", "of", "the", "for", "de", "et", "la", "le", "les", "des", "du", "in", "a")
)
"""Words that may be missing on one side without changing the name."""

SLIP_LENGTH = 6
"""Least length of a word in which one wrong letter is taken for a slip."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words that two names share, and those that only one of them has."""

    matched: tuple[str, ...]
    leading: int
    """How many words match from the first on, in order."""
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    mended: str = ""
    """What had to be mended for the words to agree; empty where nothing."""
    slips: frozenset[str] = frozenset()
    """Matched words in which one letter differs; they tell little."""

    @property
    def exact(self) -> tuple[str, ...]:
        """Return the matched words that agree letter by letter."""
        return tuple(word for word in self.matched if word not in self.slips)

    @property
    def is_whole(self) -> bool:
        """Tell whether both names hold the same words."""
        return not self.only_left and not self.only_right


def align(left: Name, right: Name) -> Alignment:
    """Align the cores of two names.

    Blanks inside a name, one wrong letter in a long word, and connecting words are
    mended; a number never is: the number decides.

    >>> from crosstie.text.names import parse_name
    >>> align(parse_name("KWIZ COM CORP"), parse_name("KwizCom Corporation")).mended
    'blanks'
    """
    if left.core == right.core:
        return Alignment(left.core, len(left.core), (), ())
    if left.glued == right.glued:
        words = min(left.core, right.core, key=len)
        return Alignment(words, len(words), (), (), "blanks")
    a, b = list(left.core), list(right.core)
    pairs = _glue_neighbours(a, b)
    shared = set(a) & set(b)
    only_left = [word for word in a if word not in shared]
    only_right = [word for word in b if word not in shared]
    slips = _mend_slips(only_left, only_right)
    if slips:
        a = [slips.get(word, word) for word in a]
        shared |= set(slips.values())
    only_left = [w for w in only_left if w not in slips and w not in CONNECTORS]
    fixed = set(slips.values())
    only_right = [w for w in only_right if w not in fixed and w not in CONNECTORS]
    matched = tuple(word for word in dict.fromkeys(b) if word in shared)
    mended = "one letter" if slips else "blanks" if pairs else ""
    if not mended and not only_left and not only_right:
        mended = "order or small words"
    return Alignment(
        matched,
        _leading(a, b),
        tuple(only_left),
        tuple(only_right),
        mended,
        frozenset(slips.values()),
    )


def _glue_neighbours(a: list[str], b: list[str]) -> bool:
    """Glue two neighbours on one side where the other side has them as one word."""
    found = False
    for one, other in ((a, b), (b, a)):
        words = set(other)
        place = 0
        while place + 1 < len(one):
            glued = one[place] + one[place + 1]
            if glued in words and not CONNECTORS & {one[place], one[place + 1]}:
                one[place : place + 2] = [glued]
                found = True
            place += 1
    return found


def _mend_slips(left: list[str], right: list[str]) -> dict[str, str]:
    """Pair long words that differ by one letter."""
    long_left = [w for w in left if len(w) >= SLIP_LENGTH and w.isalpha()]
    long_right = [w for w in right if len(w) >= SLIP_LENGTH and w.isalpha()]
    if not long_left or not long_right:
        return {}
    from rapidfuzz.distance import OSA

    slips: dict[str, str] = {}
    for word in long_left:
        for other in long_right:
            if other not in slips.values() and OSA.distance(word, other) == 1:
                slips[word] = other
                break
    return slips


def _leading(a: list[str], b: list[str]) -> int:
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count
