"""The language that pages speak: one for each context, English unless it is set.

Catalogues are gettext's, in `crosstie/locales`, made by `make messages`. What a
publisher wrote is never translated; what Crosstie itself says is, through `_` and
`ngettext`. Sentences that a step stored in a table are English; `stored` finds the
pattern that such a sentence was made from and says it in the language of the page.
"""

from __future__ import annotations

import gettext as gnu
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "fr")
"""ISO 639-1 codes of the languages that ship, the default first."""

DOMAIN = "crosstie"

_current: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])
_FIELD = re.compile(r"\{([a-z_]+)(?:[:!][^{}]*)?\}")


def current() -> str:
    """Tell the language that is being spoken, as ISO 639-1."""
    return _current.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within a block; one that does not ship falls back to English."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    token = _current.set(known)
    try:
        yield
    finally:
        _current.reset(token)


def _(message: str) -> str:
    """Say a message in the language that is being spoken."""
    return catalogue(current()).gettext(message)


def pgettext(context: str, message: str) -> str:
    """Say a message whose meaning depends on its place: a noun here, a verb there."""
    return catalogue(current()).pgettext(context, message)


def ngettext(one: str, many: str, number: int) -> str:
    """Say a message in the number that the language uses for `number`."""
    return catalogue(current()).ngettext(one, many, number)


def stored(sentence: str) -> str:
    """Say a sentence that a step stored in English, where its pattern is known.

    A pattern is a message with named fields, as in "{name} has no address". What
    stands in the fields is data and stays as it is. An unknown sentence is returned
    unchanged.
    """
    language = current()
    if language == LANGUAGES[0] or not sentence:
        return sentence
    known = catalogue(language)
    said = known.gettext(sentence)
    if said != sentence:
        return said
    for pattern, message in _patterns(language):
        found = pattern.fullmatch(sentence)
        if found:
            return known.gettext(message).format(**found.groupdict())
    return sentence


@cache
def catalogue(language: str) -> gnu.NullTranslations:
    """Read a language's catalogue; English is what the messages themselves say."""
    if language == LANGUAGES[0]:
        return gnu.NullTranslations()
    place = files("crosstie").joinpath("locales", language, "LC_MESSAGES")
    with place.joinpath(f"{DOMAIN}.mo").open("rb") as file:
        return gnu.GNUTranslations(file)


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Make a pattern of each message with fields, the most specific first."""
    made = []
    for message in _messages(language):
        if _FIELD.search(message):
            made.append((_pattern(message), message))
    made.sort(key=lambda one: -len(_FIELD.sub("", one[1])))
    return tuple(made)


def _pattern(message: str) -> re.Pattern[str]:
    parts: list[str] = []
    seen: set[str] = set()
    end = 0
    for field in _FIELD.finditer(message):
        parts.append(re.escape(message[end : field.start()]))
        name = field.group(1)
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
        end = field.end()
    parts.append(re.escape(message[end:]))
    return re.compile("".join(parts), re.DOTALL)


def _messages(language: str) -> list[str]:
    """List the messages of a catalogue, without their contexts."""
    read: dict[object, str] = getattr(catalogue(language), "_catalog", {})
    found = (key[0] if isinstance(key, tuple) else key for key in read)
    return [key for key in found if isinstance(key, str) and "\x04" not in key]
