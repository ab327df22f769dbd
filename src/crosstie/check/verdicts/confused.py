"""What people confuse with a figure: another population, another denominator."""

from __future__ import annotations

import re
from collections.abc import Callable

from crosstie.model.claims import Claim, FigureValue
from crosstie.text.language import _
from crosstie.text.names import fold

Message = Callable[[], str]

CONFUSED: tuple[tuple[str, str, Message], ...] = (
    (
        r"criminal (?:record|histor|past|background)|no record|casier|antecedent",
        r"convict|condamn",
        lambda: _(
            "No conviction is not the same as no record: people with pending charges "
            "are among them."
        ),
    ),
    (
        r"target|arrest|deport|apprehend|picked up|vise[es]*\b|cible|expuls",
        r"held|detention|detenu|detained",
        lambda: _("It is of people held, not of people targeted or arrested."),
    ),
    (
        r"\bpeople\b|person|individual|detained|detenu|citizen|ressortissant",
        r"^stays\b|^sejours\b",
        lambda: _("It counts stays, and one person can have several."),
    ),
    (
        r"\bspen[dt]\w*|depens",
        r"budget authority|autorisation",
        lambda: _("It is budget authority, not spending."),
    ),
)
"""(what a claim says, what the figure is, the word of context)."""


def confusions(claim: Claim, figure: FigureValue) -> list[str]:
    """Say where a claim's population or denominator is not that of the figure."""
    said = fold(f"{claim.text} {claim.subject or ''}".replace("\u2019", "'"))
    about = fold(f"{figure.title} {figure.population}")
    return [
        message()
        for claimed, meant, message in CONFUSED
        if re.search(claimed, said) and re.search(meant, about)
    ]
