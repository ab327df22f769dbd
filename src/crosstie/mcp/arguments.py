"""What a tool takes: declared, told to the assistant as JSON Schema, and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crosstie.errors import BadQuery

__all__ = ["Argument", "checked", "schema"]

MOST_CHARACTERS = 300
"""Length of one text that is taken."""


@dataclass(frozen=True)
class Argument:
    """One argument: a text, or a whole number where `most` is set."""

    name: str
    about: str
    choices: tuple[str, ...] = ()
    required: bool = False
    default: int | None = None
    least: int = 0
    most: int | None = None

    @property
    def is_whole(self) -> bool:
        """True where it takes a whole number."""
        return self.most is not None


def schema(arguments: Sequence[Argument]) -> dict[str, Any]:
    """Describe the arguments of a tool as JSON Schema; no other is taken."""
    return {
        "type": "object",
        "properties": {one.name: _property(one) for one in arguments},
        "required": [one.name for one in arguments if one.required],
        "additionalProperties": False,
    }


def checked(
    arguments: Sequence[Argument], given: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Check what was given; texts come without blanks around, missing ones empty.

    Raises:
        BadQuery: an argument that the tool does not take, or a value that it does not.

    """
    known = {one.name: one for one in arguments}
    for name in given or {}:
        if name not in known:
            raise BadQuery(
                f"there is no argument {str(name)[:40]!r}",
                parameter=str(name)[:40],
                next_step=f"leave it out; known are: {', '.join(known)}",
            )
    return {name: _value(one, (given or {}).get(name)) for name, one in known.items()}


def _property(one: Argument) -> dict[str, Any]:
    if one.is_whole:
        bounds = {"minimum": one.least, "maximum": one.most, "default": one.default}
        return {"type": "integer", "description": one.about, **bounds}
    said: dict[str, Any] = {"type": "string", "description": one.about}
    if one.choices:
        return {**said, "enum": list(one.choices)}
    return {**said, "maxLength": MOST_CHARACTERS}


def _value(one: Argument, value: Any) -> Any:
    if one.is_whole:
        value = one.default if value is None else value
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or not one.least <= value <= (one.most or 0):
            raise _refused(one, f"a whole number from {one.least} to {one.most}")
        return value
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise _refused(one, "a text")
    value = value.strip()
    if one.required and not value:
        raise _refused(one, "a text that is not empty")
    if len(value) > MOST_CHARACTERS:
        raise _refused(one, f"at most {MOST_CHARACTERS} characters")
    if value and one.choices and value not in one.choices:
        raise _refused(one, f"one of {', '.join(one.choices)}")
    return value


def _refused(one: Argument, takes: str) -> BadQuery:
    return BadQuery(
        f"the argument {one.name} cannot be read",
        parameter=one.name,
        next_step=f"give {takes}",
    )
