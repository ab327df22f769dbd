"""The OpenAPI 3.1 description of every address, made from the registry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crosstie import __version__
from crosstie.pages.addresses import in_format
from crosstie.site.encode import Schema, schema
from crosstie.site.page import Page
from crosstie.site.query import MOST_CHARACTERS, Parameter
from crosstie.text.language import LANGUAGES


@dataclass(frozen=True)
class Problem:
    """An error: what was wrong, where, and the next step (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    """What was wrong."""
    where: str
    """The file and row, or the parameter; empty where it is no place."""
    next: str
    """What to do."""


FORMATS = {
    "html": ("text/html", "as a page"),
    "json": ("application/json", "as JSON"),
    "csv": ("text/csv", "as a table"),
}

_AMOUNT = r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$"
_DAY = r"^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"


def openapi(pages: Sequence[Page[Any]]) -> Schema:
    """Describe the pages: addresses, parameters, contexts and errors."""
    components: dict[str, Schema] = {}
    error = schema(Problem, components)
    paths: dict[str, Schema] = {}
    for page in pages:
        body = schema(page.context, components)
        for ending, (media_type, says) in FORMATS.items():
            content = {"schema": body if ending == "json" else {"type": "string"}}
            paths[in_format(page.path, ending)] = {
                "get": {
                    "operationId": f"{page.name}_{ending}",
                    "summary": f"{page.description}, {says}",
                    "tags": [page.name],
                    "parameters": [
                        *(_parameter(one) for one in page.parameters),
                        _language(),
                    ],
                    "responses": _responses(media_type, content, error, ending),
                }
            }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Crosstie",
            "version": __version__,
            "summary": "Ties between one country's companies and one public agency",
            "description": (
                "Every page, and the same as JSON and CSV. Amounts are strings with"
                " two decimals, dates are ISO 8601, and nothing is rounded. Lists"
                " have pages; the Link header leads to the others."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": components},
    }


def _responses(
    media_type: str, content: Schema, error: Schema, ending: str
) -> dict[str, Schema]:
    wrong = {"application/problem+json": {"schema": error}}
    if ending == "html":
        text = {"schema": {"type": "string"}}
        wrong |= {"text/html": text, "text/plain": text}
    says = {
        "400": "A parameter cannot be read",
        "404": "The run does not hold this",
        "414": "The address or its query is too long",
        "421": "Asked under a name that is not served",
        "503": "Nothing was traced yet, or a file is in use",
    }
    return {
        "200": {
            "description": "What was asked for",
            "content": {media_type: content},
            "headers": {
                "ETag": {"schema": {"type": "string"}},
                "Link": {
                    "description": "The other pages of a list",
                    "schema": {"type": "string"},
                },
            },
        },
        "304": {"description": "Not changed since the ETag that was sent"},
        **{
            code: {"description": what, "content": wrong} for code, what in says.items()
        },
    }


def _parameter(one: Parameter) -> Schema:
    kind = _kind(one)
    if one.many:
        kind = {"type": "array", "items": kind, "uniqueItems": True}
    if one.default and not one.many:
        is_number = kind.get("type") == "integer"
        kind = {**kind, "default": int(one.default) if is_number else one.default}
    made: Schema = {
        "name": one.name,
        "in": "path" if one.in_path else "query",
        "required": one.in_path,
        "description": one.about,
        "schema": kind,
    }
    if one.many:
        made |= {"style": "form", "explode": True}
    return made


def _kind(one: Parameter) -> Schema:
    if one.kind == "whole":
        return {"type": "integer", "minimum": one.least, "maximum": one.most}
    if one.kind == "choice":
        return {"type": "string", "enum": list(one.choices)}
    if one.kind == "amount":
        return {"type": "string", "pattern": _AMOUNT}
    if one.kind == "day":
        return {"type": "string", "pattern": _DAY}
    made: Schema = {"type": "string"}
    if not one.is_cut:
        made["maxLength"] = MOST_CHARACTERS
    if one.pattern:
        made["pattern"] = f"^{one.pattern}$"
    return made


def _language() -> Schema:
    return {
        "name": "lang",
        "in": "query",
        "required": False,
        "description": "Language of the page's own words; records stay as written",
        "schema": {"type": "string", "enum": list(LANGUAGES)},
    }
