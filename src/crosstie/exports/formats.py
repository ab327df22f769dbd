"""Every format of `crosstie export`, by name, and how its files are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from crosstie.errors import StoreError, UsageError
from crosstie.exports.csvcells import Cell, csv_text
from crosstie.exports.schema import TABLES
from crosstie.model.case import Case
from crosstie.model.words import Kind
from crosstie.pages.exchange import with_kinds
from crosstie.pages.exchange_contexts import Exchange
from crosstie.text.language import _

__all__ = ["FORMATS", "TABULAR", "Export", "Format", "named", "write_formats"]

Files = dict[str, bytes]
"""The files of a format, by their paths below the folder of the export."""


@dataclass(frozen=True)
class Export:
    """What is exported: a run, with the case that it was traced from.

    Tables hold every tie with its kind. All other formats hold findings, and leads
    only where `with_leads` says so, because their readers may not see the mark.
    """

    exchange: Exchange
    case: Case
    with_leads: bool = False

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Mapping[str, Cell]]]:
        """The rows of every table."""
        from crosstie.exports.rows import table_rows

        return table_rows(self.exchange)

    @cached_property
    def sure(self) -> Exchange:
        """The findings, with the leads where they are asked for."""
        leads = (Kind.LEAD,) if self.with_leads else ()
        return with_kinds(self.exchange, (Kind.FINDING, *leads))


@dataclass(frozen=True)
class Format:
    """One format: what it is, and how its files are made."""

    about: str
    make: Callable[[Export], Files]


def named(names: str) -> tuple[str, ...]:
    """Read the names of formats, with commas between; each once, in order.

    Raises:
        UsageError: one is none of `FORMATS`.

    """
    found = [name.strip().lower() for name in names.split(",") if name.strip()]
    unknown = [name for name in found if name not in FORMATS]
    if unknown or not found:
        said = ", ".join(unknown)
        raise UsageError(
            _("there is no format {names}").format(names=repr(said))
            if unknown
            else _("no format is named"),
            next_step=_("one or more of: {names}").format(names=", ".join(FORMATS)),
        )
    return tuple(dict.fromkeys(found))


def write_formats(export: Export, names: Sequence[str], folder: Path) -> list[Path]:
    """Write formats into a folder; give the paths of their files.

    Everything is made before anything is written, and each file takes its place when
    it is whole. The same run gives the same bytes.

    Raises:
        StoreError: a file cannot be written.

    """
    made: Files = {}
    for name in names:
        made |= FORMATS[name].make(export)
    return [_write(folder / path, content) for path, content in made.items()]


def _write(path: Path, content: bytes) -> Path:
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except OSError as cause:
        raise StoreError(
            _("{path} cannot be written: {why}").format(
                path=path, why=cause.strerror or cause
            ),
            next_step=_("name another folder with --out, or make room there"),
        ) from cause
    finally:
        if path.parent.is_dir():
            aside.unlink(missing_ok=True)
    return path


def _csv(export: Export) -> Files:
    return {
        f"csv/{t.name}.csv": csv_text(t.columns, export.rows[t.name]).encode()
        for t in TABLES
    }


def _parquet(export: Export) -> Files:
    from crosstie.exports.parquet import parquet_bytes

    facts = export.exchange.facts
    told = {"case": facts.case, "run": facts.run_id, "traced_at": facts.traced_at}
    return {
        f"parquet/{t.name}.parquet": parquet_bytes(t, export.rows[t.name], told)
        for t in TABLES
    }


def _xlsx(export: Export) -> Files:
    from crosstie.exports.workbook import workbook_bytes

    facts = export.exchange.facts
    made = datetime.fromisoformat(facts.traced_at).replace(tzinfo=None)
    content = workbook_bytes(TABLES, export.rows, title=facts.title, made=made)
    return {f"{facts.case}.xlsx": content}


def _ftm(export: Export) -> Files:
    from crosstie.exports.ftm import entities
    from crosstie.exports.jsontext import lines_bytes

    return {f"{export.exchange.case}.ftm.jsonl": lines_bytes(entities(export.sure))}


def _ocds(export: Export) -> Files:
    from crosstie.exports.jsontext import json_bytes
    from crosstie.exports.ocds import release_package

    content = json_bytes(release_package(export.sure))
    return {f"{export.exchange.case}.ocds.json": content}


def _bods(export: Export) -> Files:
    from crosstie.exports.bods import statements
    from crosstie.exports.jsontext import json_bytes

    return {f"{export.exchange.case}.bods.json": json_bytes(statements(export.sure))}


def _graphml(export: Export) -> Files:
    from crosstie.exports.network import network
    from crosstie.exports.networkxml import graphml_bytes

    return {f"{export.exchange.case}.graphml": graphml_bytes(network(export.sure))}


def _gexf(export: Export) -> Files:
    from crosstie.exports.network import network
    from crosstie.exports.networkxml import gexf_bytes

    return {f"{export.exchange.case}.gexf": gexf_bytes(network(export.sure))}


def _datapackage(export: Export) -> Files:
    from crosstie.exports.package import case_files, package_files

    files = case_files(export.exchange, export.case)
    made = package_files(export.exchange, export.rows, files)
    return {f"datapackage/{path}": content for path, content in made.items()}


def _jsonld(export: Export) -> Files:
    from crosstie.exports.jsonld import graph
    from crosstie.exports.jsontext import json_bytes

    return {f"{export.exchange.case}.jsonld": json_bytes(graph(export.sure))}


FORMATS: Mapping[str, Format] = {
    "csv": Format("tables as CSV", _csv),
    "parquet": Format("tables as Parquet", _parquet),
    "xlsx": Format("tables as one Excel workbook", _xlsx),
    "ftm": Format("FollowTheMoney entities as JSON lines", _ftm),
    "ocds": Format("OCDS 1.1 release package", _ocds),
    "bods": Format("BODS 0.4 statements", _bods),
    "graphml": Format("network as GraphML", _graphml),
    "gexf": Format("network as GEXF", _gexf),
    "datapackage": Format("Frictionless Data Package with the case", _datapackage),
    "jsonld": Format("schema.org as JSON-LD", _jsonld),
}
"""Every format by its name on the command line."""

TABULAR = ("csv", "parquet", "xlsx", "datapackage")
"""Formats that hold every tie, each row with its kind."""
