"""Gives templates their voice: `_`, `ngettext`, `counted` and `{% trans %}`.

A message is Crosstie's own and may hold marks of HTML; what is filled into its fields
is data and is escaped. The language is asked for when a page is rendered, so that one
environment serves every language.
"""

from __future__ import annotations

from typing import TypeGuard

from jinja2 import Environment
from markupsafe import Markup

from crosstie.pages.words import visible
from crosstie.text import language
from crosstie.text.numerals import grouped


def speak(environment: Environment) -> None:
    """Let the templates of an environment say messages.

    In a template: `{{ _("Leads") }}`, `{{ _("at {agency}").format(agency=a) }}`,
    `{{ counted("{count} lead", "{count} leads", page.leads|length) }}`, or a
    `{% trans %}` block; `spoken()` gives the code for `<html lang>`.
    """
    environment.add_extension("jinja2.ext.i18n")
    environment.globals |= {
        "_": _said,
        "gettext": _said,
        "ngettext": _in_number,
        "pgettext": _in_context,
        "counted": counted,
        "spoken": language.current,
    }
    environment.filters["stored"] = language.stored


class Message(Markup):
    """A message of Crosstie's own: what is filled in is escaped and made visible."""

    def format(self, *args: object, **fields: object) -> Message:
        """Fill the fields in."""
        shown = {
            name: visible(value) if _is_text(value) else value
            for name, value in fields.items()
        }
        return Message(super().format(*args, **shown))


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and not isinstance(value, Markup)


def counted(one: str, many: str, number: int, /, **fields: object) -> Message:
    """Say a message with its `{count}` filled in; other fields are escaped."""
    return _in_number(one, many, number).format(count=grouped(number), **fields)


def _said(message: str) -> Message:
    return Message(language._(message))


def _in_number(one: str, many: str, number: int) -> Message:
    """Say a message in a number; `%(num)s` in it, as Jinja's own have, is filled in."""
    said = language.ngettext(one, many, number)
    return Message(said.replace("%(num)s", grouped(number)))


def _in_context(context: str, message: str) -> Message:
    return Message(language.pgettext(context, message))
