"""One clause as the rules read it: a line of signs and dictionary forms.

"Acme sold ICE ten drones" reads " @ORG sell @GOV @NUM drone ": who is named becomes a
sign, words become their dictionary forms, and a rule is one pattern over the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from crosstie.check.names import Mention
from crosstie.check.quantities import Quantity
from crosstie.check.sentences import Span
from crosstie.model.claims import Qualifier

SIGNS = {
    "money": "@MONEY",
    "share": "@SHARE",
    "times": "@TIMES",
    "rank": "@RANK",
    "count": "@NUM",
}


@dataclass(frozen=True)
class Clause:
    """What is stated at one place, and what the article says around it."""

    start: int
    end: int
    text: str
    line: str
    """Signs and dictionary forms, a blank before and after each."""
    mentions: tuple[Mention, ...]
    """Who is named here, "it" and "the company" included, in order."""
    numbers: tuple[Quantity, ...]
    laws: tuple[Span, ...]
    language: str
    attributed_to: str | None = None
    quoted: bool = False
    question: bool = False
    after_law: bool = False
    """True for "which lets them ..." after a clause on a law."""
    near: tuple[Mention, ...] = field(default=(), repr=False)
    """Who is named earlier in the paragraph, the nearest first."""
    before: tuple[Mention, ...] = field(default=(), repr=False)
    """The firm and the agency that were last named in paragraphs before."""
    capitals: tuple[Mention, ...] = field(default=(), repr=False)
    """Capitalised names here of which only the rules can say that they are firms."""
    speaker: Mention | None = None
    """The body that is said to state it, where it is one that was found."""

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the line holds what a pattern asks for."""
        return pattern.search(self.line) is not None

    @cached_property
    def firms(self) -> tuple[Mention, ...]:
        """The organisations named here that are no agencies."""
        return tuple(m for m in self.mentions if not m.named.is_buyer_side)

    @cached_property
    def agencies(self) -> tuple[Mention, ...]:
        """The agencies named here."""
        return tuple(m for m in self.mentions if m.named.is_buyer_side)

    def number(self, *kinds: str) -> Quantity | None:
        """Give the first number of some kinds."""
        return next((one for one in self.numbers if one.kind in kinds), None)


@dataclass(frozen=True)
class Draft:
    """What a rule found in a clause, before it becomes a claim."""

    organisation: Mention | None = None
    buyer: Mention | None = None
    number: Quantity | None = None
    subject: str | None = None
    qualifier: Qualifier | None = None
    start: int | None = None
    end: int | None = None


def rule(*alternatives: str) -> re.Pattern[str]:
    """Compile a rule over lines: `~` stands for at most eight words between.

    >>> bool(rule("@ORG ~ contract").search(" @ORG have win a contract "))
    True
    """
    joined = "|".join(f"(?:{one})" for one in alternatives)
    plain = joined.replace(" ~ ", r" (?:\S+ ){0,8}?").replace(
        " ~~ ", r" (?:\S+ ){0,16}?"
    )
    return re.compile(rf" (?:{plain})(?= )")
