"""The language that pages speak: one for each context, English unless it is set.

Catalogues are gettext's, in `crosstie/locales`, made by `make messages`. What a
publisher wrote is never translated; what Crosstie itself says is, through `_` and
`ngettext`. Sentences that a step stored in a table are English; `stored` finds the
patterns that such a text was made from and says it in the language of the page.
"""

from __future__ import annotations

from crosstie.text.catalogues import (
    LANGUAGES,
    _,
    chosen,
    current,
    later,
    laters,
    ngettext,
    pgettext,
    speak,
    speaking,
)
from crosstie.text.numerals import grouped
from crosstie.text.stored import said_again

__all__ = [
    "LANGUAGES",
    "_",
    "chosen",
    "counted",
    "current",
    "later",
    "laters",
    "ngettext",
    "pgettext",
    "speak",
    "speaking",
    "stored",
]


def counted(one: str, many: str, number: int, /, **fields: object) -> str:
    """Say a message with its `{count}` filled in: 1 lead, 1,204 rows, 1 204 lignes."""
    return ngettext(one, many, number).format(count=grouped(number), **fields)


def stored(text: str) -> str:
    """Say a text that a step stored in English, where its patterns are known.

    See `crosstie.text.stored`. What is not known is returned as it is.
    """
    language = current()
    if language == LANGUAGES[0] or not text:
        return text
    return said_again(text, language)
