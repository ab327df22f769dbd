"""Writes ties, hops, evidence and actions to the run's tables, in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crosstie.store.engine import Database, Row
from crosstie.store.run_tables import EVIDENCE, HOP, TIE, TIE_TRANSACTION
from crosstie.ties.assemble import Tie
from crosstie.ties.chain import Hop, Record


def read_files(db: Database) -> dict[str, Row]:
    """Read every file that a record may stand in, loaded or of the case, by id."""
    rows = db.rows(
        "files of evidence",
        """
        select file_id, source, publisher, title, version, retrieved, sha256, name
        from w.file
        union
        select file_id, source, publisher, title, version, retrieved, sha256, name
        from file
        order by all
        """,
    )
    return {row["file_id"]: row for row in rows}


def write_ties(db: Database, ties: Sequence[Tie], files: Mapping[str, Row]) -> None:
    """Append ties and all that hangs on them."""
    ordered = sorted(ties, key=lambda tie: str(tie.row["tie_id"]))
    db.append(TIE, [tie.row for tie in ordered])
    db.append(HOP, [row for tie in ordered for row in _hop_rows(tie)])
    db.append(EVIDENCE, [row for tie in ordered for row in _evidence(tie, files)])
    db.append(TIE_TRANSACTION, [row for tie in ordered for row in tie.actions])


def _hop_rows(tie: Tie) -> list[Row]:
    return [
        {
            "tie_id": tie.row["tie_id"],
            "position": position,
            "from_kind": hop.start.kind,
            "from_id": hop.start.id,
            "from_label": hop.start.label,
            "from_note": hop.start.note or None,
            "predicate": hop.predicate,
            "to_kind": hop.end.kind,
            "to_id": hop.end.id,
            "to_label": hop.end.label,
            "to_note": hop.end.note or None,
            "probability": hop.probability,
            "confirmed_by": hop.confirmed_by,
            "from_case": hop.from_case,
            "reason": hop.reason,
            "records": len(hop.records) if hop.count is None else hop.count,
        }
        for position, hop in enumerate(tie.hops, 1)
    ]


def _evidence(tie: Tie, files: Mapping[str, Row]) -> list[Row]:
    rows = []
    for position, hop in enumerate(tie.hops, 1):
        made = [row for record in _once(hop) if (row := _evidence_row(record, files))]
        for ordinal, row in enumerate(made, 1):
            place = {"position": position, "ordinal": ordinal}
            rows.append({"tie_id": tie.row["tie_id"], **place, **row})
    return rows


def _once(hop: Hop) -> list[Record]:
    return list(dict.fromkeys(hop.records))


def _evidence_row(record: Record, files: Mapping[str, Row]) -> Row | None:
    """Cite a record; None where neither a file nor a citation is known."""
    file = files.get(record.file_id or "", {})
    dataset = record.dataset or file.get("title") or file.get("name")
    if not dataset:
        return None
    row_number = record.row_number
    return {
        "dataset": dataset,
        "publisher": record.publisher or file.get("publisher") or dataset,
        "version": file.get("version"),
        "record_id": record.record_id or f"{file.get('name', 'file')} row {row_number}",
        "field": record.field,
        "value": record.value,
        "url": record.url,
        "retrieved": file.get("retrieved"),
        "file_sha256": file.get("sha256"),
        "file_name": file.get("name"),
        "row_number": row_number,
        "record_date": record.date,
        "from_case": record.from_case,
    }
