"""A file that takes another's place: what changed is kept, the old rows leave.

Every change is one row of `history`: added, changed or removed, with the record before
and after as JSON. Rows that did not change are noted too (`kept`, with the old and new
row numbers only), so that unloading the newer file restores the older one exactly.
A file of changes takes the place of the records that it states, and of no others.
"""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crosstie.errors import UsageError
from crosstie.store import derive
from crosstie.store.engine import Database, Row, quoted
from crosstie.store.schema import Table
from crosstie.store.tables import HISTORY, LOADED

__all__ = ["amend", "files_to_replace", "replace", "restore"]

_PLACE = ("file_id", "row_number")

_SUBJECTS = {
    "organisation": ("organisation", ("organisation_id",)),
    "organisation_name": ("organisation", ("organisation_id",)),
    "organisation_identifier": ("organisation", ("organisation_id",)),
    "ownership_statement": ("ownership_statement", ("record_id",)),
    "ownership_exception": ("ownership_exception", ("organisation_id", "category")),
}
"""Of each table that a file of changes can amend: the table and columns that say which
records it states anew. All names of an organisation go with its record."""


def files_to_replace(
    db: Database,
    *,
    sha256: str,
    source: str,
    dataset_ids: Sequence[str],
    replaces: str | None,
    version: str | None = None,
) -> list[Row]:
    """Find the current files whose place a new one takes.

    Raises:
        UsageError: `replaces` names no current file of the source, or the file that
            carries the same dataset id is newer than the one being loaded.

    """
    found = db.rows(
        "files to replace",
        "select *\nfrom file\n"
        "where replaced_by is null\n"
        "  and sha256 <> $sha256\n"
        "  and source = $source\n"
        "  and (list_contains($dataset_ids, dataset_id)\n"
        "    or file_id = $replaces\n"
        "    or name = $replaces\n"
        "    or (length($replaces) >= 8 and starts_with(sha256, $replaces)))\n"
        "order by load_number, file_id",
        {
            "sha256": sha256,
            "source": source,
            "dataset_ids": list(dataset_ids),
            "replaces": replaces,
        },
    )
    if replaces is not None and not found:
        raise UsageError(
            f"no loaded file of this source is called {replaces!r}",
            next_step="give the name or id of a file that is loaded and current",
        )
    newer = [r for r in found if version and r["version"] and r["version"] > version]
    if newer and replaces is None:
        raise UsageError(
            f"{newer[0]['name']} is loaded and newer (version {newer[0]['version']})",
            next_step=f"to go back, say that it replaces {newer[0]['name']}",
        )
    return found


def replace(db: Database, *, old: Sequence[str], new: Sequence[str]) -> None:
    """Note what changed between the files, and take the old rows out."""
    for table in LOADED:
        values = {"old": list(old), "new": list(new)}
        if not db.value(
            f"any {table.name}",
            f"select 1\nfrom {quoted(table.name)}\n"
            "where list_contains($both, file_id)\nlimit 1",
            {"both": [*old, *new]},
        ):
            continue
        _compare(db, table, values)
        db.run(
            f"take out {table.name}",
            f"delete from {quoted(table.name)}\nwhere list_contains($old, file_id)",
            {"old": list(old)},
        )
    db.run(
        "replaced_by",
        "update file\nset replaced_by = $by\nwhere list_contains($old, file_id)",
        {"by": new[0], "old": list(old)},
    )
    derive.forget(db)


def amend(
    db: Database,
    *,
    old: Sequence[str],
    new: Sequence[str],
    gone: Mapping[str, Sequence[Row]] | None = None,
) -> None:
    """Let files of changes stand for the records that they state; the others stay.

    `gone` lists, by table, what the publisher has deleted, by the columns that name it.
    """
    values = {"old": list(old), "new": list(new)}
    superseded = {
        name: _superseded(db, name, values, (gone or {}).get(name, ()))
        for name in _SUBJECTS
    }
    for table in LOADED:
        if table.name not in _SUBJECTS:
            continue
        condition = superseded[table.name]
        _compare(db, table, values, f"\n      and {condition}")
        db.run(
            f"amend {table.name}",
            f"delete from {quoted(table.name)}\n"
            f"where list_contains($old, file_id)\n  and {condition}",
            {"old": list(old)},
        )
    for name in _SUBJECTS:
        db.run(f"drop subjects of {name}", f'drop table "amended_{name}"')


def _superseded(
    db: Database, name: str, values: dict[str, list[str]], gone: Sequence[Row]
) -> str:
    """Note which records are stated anew or deleted; return the test for one."""
    source, columns = _SUBJECTS[name]
    keys = ", ".join(quoted(column) for column in columns)
    db.run(
        f"subjects of {name}",
        f'create or replace temp table "amended_{name}" as\n'
        f"select distinct {keys}\nfrom {quoted(source)}\n"
        "where list_contains($new, file_id)",
        {"new": values["new"]},
    )
    for row in gone:
        held = ", ".join(f"${column}" for column in columns)
        db.run(
            f"deleted of {name}",
            f'insert into "amended_{name}" values ({held})',
            {column: row[column] for column in columns},
        )
    return f'({keys}) in (select ({keys}) from "amended_{name}")'


def restore(db: Database, new: Sequence[str]) -> list[str]:
    """Put back the rows of the files that some files replaced; return their names."""
    values = {"new": list(new)}
    back = db.rows(
        "files that come back",
        "select file_id, name\nfrom file\nwhere list_contains($new, replaced_by)",
        values,
    )
    if not back and not db.value(
        "any history",
        "select 1\nfrom history\nwhere list_contains($new, new_file_id)\nlimit 1",
        values,
    ):
        return []
    for table in LOADED:
        _restore_changed(db, table, values)
        _restore_kept(db, table, values)
    db.run(
        "current again",
        "update file\nset replaced_by = null\nwhere list_contains($new, replaced_by)",
        values,
    )
    return [str(row["name"]) for row in back]


def _compare(
    db: Database, table: Table, values: dict[str, list[str]], only: str = ""
) -> None:
    """Write added, changed, removed and kept records of one table.

    `only` narrows the old rows to those that the new file speaks of.
    """
    content = [c.name for c in table.columns if c.name not in _PLACE]
    known = "record_id" if "record_id" in content else "null"
    body = f"to_json({_struct(content)})"
    record = f"to_json({_struct([c.name for c in table.columns])})"
    numbered = "\n".join(
        f"{side} as (\n"
        f"  select *, row_number() over (partition by key order by file_id, row_number)"
        " as n\n"
        "  from (\n"
        f"    select file_id, row_number, {body} as body, {record} as record,\n"
        f"      coalesce({known}, md5({body}::varchar)) as key\n"
        f"    from {quoted(table.name)}\n"
        f"    where list_contains(${side}, file_id){only if side == 'old' else ''}\n"
        "  )\n"
        "),"
        for side in ("old", "new")
    ).rstrip(",")
    db.fill(
        HISTORY,
        f"with {numbered}\n"
        "select\n"
        f"  '{table.name}' as table_name,\n"
        "  coalesce(old.key, new.key) as record_id,\n"
        "  case\n"
        "    when old.key is null then 'added'\n"
        "    when new.key is null then 'removed'\n"
        "    when old.body = new.body then 'kept'\n"
        "    else 'changed'\n"
        "  end as change,\n"
        "  case when old.body = new.body\n"
        "    then to_json({'file_id': old.file_id, 'row_number': old.row_number})\n"
        "    else old.record\n"
        "  end as old_record,\n"
        "  case when old.body = new.body\n"
        "    then to_json({'file_id': new.file_id, 'row_number': new.row_number})\n"
        "    else new.record\n"
        "  end as new_record,\n"
        "  coalesce(old.file_id, $old[1]) as old_file_id,\n"
        "  coalesce(new.file_id, $new[1]) as new_file_id\n"
        "from old\nfull join new\n  on old.key = new.key and old.n = new.n",
        dict(values),
    )


def _struct(names: Sequence[str]) -> str:
    """Write a struct of columns as text, exact for amounts too."""
    fields = ", ".join(f"'{n}': {quoted(n)}::varchar" for n in names)
    return "{" + fields + "}"


def _restore_changed(db: Database, table: Table, values: dict[str, list[str]]) -> None:
    shape = ", ".join(f'"{c.name}": "varchar"' for c in table.columns)
    typed = ",\n".join(
        f"  cast(r.{quoted(c.name)} as {c.type}) as {quoted(c.name)}"
        for c in table.columns
    )
    db.fill(
        table,
        f"select\n{typed}\nfrom (\n"
        f"  select from_json(old_record, '{{{shape}}}') as r\n"
        "  from history\n"
        f"  where table_name = '{table.name}'\n"
        "    and change in ('changed', 'removed')\n"
        "    and list_contains($new, new_file_id)\n)",
        dict(values),
    )


def _restore_kept(db: Database, table: Table, values: dict[str, list[str]]) -> None:
    place = '\'{"file_id": "varchar", "row_number": "bigint"}\''
    db.run(
        f"kept {table.name}",
        "create or replace temp table kept as\n"
        "select o.file_id as old_file_id, o.row_number as old_row,\n"
        "  n.file_id as new_file_id, n.row_number as new_row\n"
        "from (\n"
        f"  select from_json(old_record, {place}) as o,\n"
        f"    from_json(new_record, {place}) as n\n"
        "  from history\n"
        f"  where table_name = '{table.name}'\n"
        "    and change = 'kept'\n"
        "    and list_contains($new, new_file_id)\n)",
        dict(values),
    )
    db.fill(
        table,
        "select t.* replace (k.old_file_id as file_id, k.old_row as row_number)\n"
        f"from {quoted(table.name)} t\n"
        "join kept k\n  on k.new_file_id = t.file_id and k.new_row = t.row_number",
    )
