"""Writes a context as JSON and its table as CSV, and says what the JSON looks like."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from crosstie.exports.csvcells import csv_text
from crosstie.site.page import Rows

Schema = dict[str, Any]

_PLAIN: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Decimal: {
        "type": "string",
        "format": "decimal",
        "pattern": r"^-?[0-9]+(\.[0-9]+)?$",
    },
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Any: {},
}


def json_text(context: object) -> str:
    """Write a context: amounts as strings, dates as ISO 8601, nothing rounded."""
    return json.dumps(plain(context), ensure_ascii=False, allow_nan=False)


def csv_table(rows: Rows) -> str:
    """Write a table; a text that a spreadsheet would run gets an apostrophe."""
    return csv_text(rows.columns, rows.rows)


def plain(value: object) -> Any:
    """Turn a context into what JSON knows; fields marked `json: False` are left out."""
    if value is None or isinstance(value, str | int | float):
        return value.value if isinstance(value, Enum) else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in _fields(type(value))}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} is not written as JSON")


def schema(kind: Any, components: dict[str, Schema]) -> Schema:
    """Describe a type as JSON Schema; dataclasses go to `components`, each once."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(parts, components)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        return {"type": "array", "items": schema(parts[0], components)}
    if origin is tuple:
        count = len(parts)
        prefix = [schema(part, components) for part in parts]
        size = {"minItems": count, "maxItems": count}
        return {"type": "array", "prefixItems": prefix, **size}
    if origin in (list, typing.get_origin(typing.Sequence[int])):
        return {"type": "array", "items": schema(parts[0], components)}
    if origin is dict or origin is Mapping:
        inner = schema(parts[1], components)
        return {"type": "object", "additionalProperties": inner}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [one.value for one in kind]}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _reference(kind, components)
    raise TypeError(f"{kind!r} has no schema")


def _union(parts: tuple[Any, ...], components: dict[str, Schema]) -> Schema:
    some = [schema(part, components) for part in parts if part is not type(None)]
    if type(None) in parts:
        some.append({"type": "null"})
    return some[0] if len(some) == 1 else {"anyOf": some}


def _reference(kind: type, components: dict[str, Schema]) -> Schema:
    name = kind.__name__
    if name not in components:
        components[name] = {}
        hints = typing.get_type_hints(kind)
        fields = _fields(kind)
        components[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {f.name: schema(hints[f.name], components) for f in fields},
            "required": [f.name for f in fields],
            "additionalProperties": False,
        }
    return {"$ref": f"#/components/schemas/{name}"}


def _fields(kind: type) -> list[dataclasses.Field[Any]]:
    return [f for f in dataclasses.fields(kind) if f.metadata.get("json", True)]
