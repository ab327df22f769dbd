"""A Frictionless Data Package: tables with schemas, hashes, and the case's files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from crosstie.errors import CaseError, Place
from crosstie.exports.csvcells import Cell, csv_text
from crosstie.exports.jsontext import Document, json_bytes
from crosstie.exports.schema import TABLES, Field, Table
from crosstie.model.case import Case
from crosstie.pages.exchange_contexts import Exchange

__all__ = ["DESCRIPTOR", "case_files", "package_files"]

DESCRIPTOR = "datapackage.json"

_TYPES = {
    "text": "string",
    "url": "string",
    "integer": "integer",
    "number": "number",
    "amount": "number",
    "date": "date",
    "boolean": "boolean",
}

_MEDIA = {".csv": "text/csv", ".toml": "application/toml"}


def package_files(
    exchange: Exchange,
    rows: Mapping[str, Sequence[Mapping[str, Cell]]],
    case: Mapping[str, bytes],
) -> dict[str, bytes]:
    """Make the files of the package by their paths in it, the descriptor last.

    What is to be published holds no file of the case: these name its leads, its
    reviewers and their notes. Their hashes stay in the descriptor.
    """
    files: dict[str, bytes] = {}
    resources: list[Document] = []
    for table in TABLES:
        path = f"data/{table.name}.csv"
        files[path] = csv_text(table.columns, rows[table.name]).encode()
        resources.append(_table(table, path, files[path]))
    if not exchange.is_published:
        for name, content in case.items():
            path = f"case/{name}"
            files[path] = content
            resources.append(_file(name, path, content))
    files[DESCRIPTOR] = json_bytes(_descriptor(exchange, resources))
    return files


def case_files(exchange: Exchange, case: Case) -> dict[str, bytes]:
    """Read the case's files, as the run read them.

    Raises:
        CaseError: one was changed since the run; the run is then no account of it.

    """
    traced = dict(exchange.facts.case_files)
    found = {}
    for name in traced:
        path = case.path(name)
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != traced[name]:
            raise CaseError(
                "the file is not the one that the run was traced with",
                place=Place(name),
                next_step=f"trace the case again: crosstie trace {case.name}",
            )
        found[name] = content
    return found


def _descriptor(exchange: Exchange, resources: list[Document]) -> Document:
    facts = exchange.facts
    sources = [
        {
            name: value
            for name, value in (
                ("title", f"{file.publisher}: {file.title or file.name}"),
                ("path", file.url),
                ("publisher", file.publisher),
                ("licence", file.licence),
                ("file", file.name),
                ("sha256", file.sha256),
                ("version", file.version),
                ("retrieved", file.retrieved.isoformat() if file.retrieved else ""),
            )
            if value
        }
        for file in exchange.files
        if not file.is_of_case
    ]
    return {
        "profile": "data-package",
        "name": _slug(f"crosstie-{exchange.case}"),
        "id": f"urn:crosstie:{exchange.case}:{facts.run_id}",
        "title": facts.title,
        "description": "Ties between organisations and a public agency, with the "
        "records that carry them. A lead is not proven; amounts of different kinds are "
        "never added.",
        "version": facts.run_id,
        "created": facts.traced_at,
        "keywords": ["procurement", "ownership", facts.country_name],
        "sources": sources,
        "crosstie": {
            "version": facts.version,
            "data": facts.data,
            "since": facts.since.isoformat() if facts.since else None,
            "until": facts.until.isoformat() if facts.until else None,
            "asOf": facts.as_of.isoformat() if facts.as_of else None,
            "publishThreshold": facts.threshold,
            "isPublished": exchange.is_published,
            "notLoaded": list(facts.not_loaded),
            "caseFiles": [
                {"name": name, "hash": f"sha256:{sha}"}
                for name, sha in facts.case_files
            ],
        },
        "resources": resources,
    }


def _table(table: Table, path: str, content: bytes) -> Document:
    schema: Document = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if "tie_id" in table.columns and table.name != "ties":
        reference = {"resource": "ties", "fields": ["tie_id"]}
        schema["foreignKeys"] = [{"fields": ["tie_id"], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.name,
        "description": table.about,
        **_bytes(path, content),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(field: Field) -> Document:
    made: Document = {
        "name": field.name,
        "type": _TYPES[field.type],
        "description": field.about,
    }
    if field.type == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    return made


def _file(name: str, path: str, content: bytes) -> Document:
    suffix = PurePosixPath(name).suffix
    return {
        "name": _slug(f"case-{name}"),
        "description": "A file of the case, as a person wrote it.",
        **_bytes(path, content),
        "format": suffix.lstrip(".") or "txt",
        "mediatype": _MEDIA.get(suffix, "text/plain"),
    }


def _bytes(path: str, content: bytes) -> Document:
    digest = hashlib.sha256(content).hexdigest()
    return {"path": path, "bytes": len(content), "hash": f"sha256:{digest}"}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-")
