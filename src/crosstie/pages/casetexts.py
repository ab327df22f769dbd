"""Says a case's own texts in the language of the page, where the case gives them."""

from __future__ import annotations

import json
from collections.abc import Callable

from crosstie.pages.words import sentence
from crosstie.store.engine import Database
from crosstie.text.language import LANGUAGES, current, stored

Say = Callable[[str | None], str]


def sayer(db: Database) -> Say:
    """Give a function that says what a run's tables hold: the case's texts, and ours.

    A text that the case gives in no other language stays as it is.
    """
    if current() == LANGUAGES[0]:
        return lambda text: text or ""
    rows = db.rows("texts of the case", "select value from run where name = 'texts'")
    told = json.loads(rows[0]["value"]) if rows else {}
    own: dict[str, str] = told.get(current(), {})

    def say(text: str | None) -> str:
        if not text:
            return ""
        if text in own:
            return own[text]
        for of, says in own.items():
            whole = sentence(of)
            if text == whole or text.startswith(f"{whole} "):
                rest = stored(text[len(whole) :].strip())
                return f"{sentence(says)} {rest}".strip()
        return stored(text)

    return say
