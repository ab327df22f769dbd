"""The sources, and the one way in which a file of any of them is loaded."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from crosstie.errors import CrosstieError, FilesFailed, UsageError
from crosstie.sources.reading.expect import Expect, check_count
from crosstie.sources.reading.inputs import Member, members, name_of
from crosstie.sources.reading.layout import Source, read_source
from crosstie.sources.reading.manifest import Manifest, check_hash, read_manifest
from crosstie.store import derive, history
from crosstie.store.engine import Database
from crosstie.store.loading import (
    LoadOptions,
    LoadSummary,
    Outcome,
    add_note,
    check_keys,
    find_file,
    next_load_number,
    record_file,
)

__all__ = ["NAMES", "SOURCES", "check_source", "connector_of", "load_files"]

_FOLDER = Path(__file__).parent

NAMES = tuple(
    sorted(
        found.parent.name.replace("_", "-") for found in _FOLDER.glob("*/source.toml")
    )
)
"""Every source: a folder with `source.toml` and `connector.py`; - is _ in its name."""

Progress = Callable[[str, int, int], None]
"""Called with a file's name, rows read so far, and 0 or their number at the end."""


@cache
def _source(name: str) -> Source:
    return read_source(_FOLDER / name.replace("-", "_"))


class _Sources(Mapping[str, Source]):
    """The sources by name; each is read from its folder when it is first asked for."""

    def __getitem__(self, name: str) -> Source:
        if name not in NAMES:
            raise KeyError(name)
        return _source(name)

    def __iter__(self) -> Any:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


SOURCES: Mapping[str, Source] = _Sources()


@dataclass(frozen=True)
class _Job:
    """One file to be loaded, with all that is said of it."""

    db: Database
    source: Source
    path: Path
    role: str | None
    options: LoadOptions
    manifest: Manifest
    progress: Progress | None


def load_files(
    db: Database,
    source: str,
    files: Sequence[Path],
    options: LoadOptions | None = None,
    *,
    roles: Mapping[str, Sequence[Path]] | None = None,
    progress: Progress | None = None,
) -> list[LoadSummary]:
    """Load files of one source, each in one transaction, then derive the rest.

    A file that cannot be loaded leaves no trace, and the others are loaded.

    Raises:
        UsageError: the source or role is none, or no file is given.
        InputError: the only file could not be loaded.
        FilesFailed: of several files some could not be loaded; it carries the
            summaries of the others.

    """
    check_source(source)
    found = SOURCES[source]
    given: list[tuple[str | None, Path]] = [(None, path) for path in files]
    for role, paths in (roles or {}).items():
        if role not in found.roles:
            raise UsageError(f"{found.title} has no files of the kind {role!r}")
        given += [(role, path) for path in paths]
    if options and options.mapping and not found.takes_mapping:
        raise UsageError(
            f"{found.title} takes no mapping file",
            next_step="leave --mapping out, or load the file as spreadsheet",
        )
    if not given:
        raise UsageError("no file is given", next_step="name one or more files")
    summaries: list[LoadSummary] = []
    errors: list[CrosstieError] = []
    for kind, path in given:
        try:
            manifest, wish = read_manifest(path), options or LoadOptions()
            job = _Job(db, found, path, kind, wish, manifest, progress)
            summaries += _load_path(job)
        except CrosstieError as error:
            errors.append(error)
    if not derive.is_current(db):
        if progress:
            progress("Counting each action once", 0, 0)
        derive.mend(db)
    if errors and len(given) == 1:
        raise errors[0]
    if errors:
        raise FilesFailed(errors, loaded=summaries)
    return summaries


def check_source(name: str) -> None:
    """Refuse the name of a source that is none, before anything is opened.

    Raises:
        UsageError: naming the sources that are known.

    """
    if name not in SOURCES:
        raise UsageError(
            f"there is no source {name!r}", next_step="one of: " + ", ".join(NAMES)
        )


def _load_path(job: _Job) -> list[LoadSummary]:
    """Load a file, or every member of a zip, in one transaction."""
    found = members(job.path, job.source.reads)
    check_hash(job.manifest, found[0].sha256, name_of(job.path))
    connector = connector_of(job.source)
    if hasattr(connector, "arrange"):
        found = connector.arrange(found)
    with job.db.transaction():
        summaries = [_load_member(job, member) for member in found]
        summaries = _check_counts(job, summaries)
        new = [s.file_id for s in summaries if not s.already_loaded]
        if new:
            check_keys(job.db, new)
            summaries = _replace(job, found[0], summaries)
            derive.forget_touched(job.db, [summary.file_id for summary in summaries])
    return summaries


def connector_of(source: Source) -> Any:
    """Import a source's connector: `load`, and perhaps `archive` and `arrange`.

    `archive` reads dataset id and version off a file's name; `arrange` orders
    the members of a zip by what needs what, and leaves out what is not read.
    """
    folder = source.name.replace("-", "_")
    return importlib.import_module(f"crosstie.sources.{folder}.connector")


def _check_counts(job: _Job, summaries: list[LoadSummary]) -> list[LoadSummary]:
    """Compare the records of each layout with what the source expects of a file."""
    checked = []
    noted: set[str] = set()
    for summary in summaries:
        layout, expect = summary.layout, job.source.expect.get(summary.layout)
        if expect is not None and layout not in noted and not summary.already_loaded:
            noted.add(layout)
            note = check_count(
                expect,
                sum(s.rows_read for s in summaries if s.layout == layout),
                file=name_of(job.path),
                layout=layout,
                is_whole=_claims_whole(job, expect, summary.dataset_id),
            )
            if note is not None:
                summary = replace(summary, notes=(*summary.notes, note))
                add_note(job.db, summary.file_id, note)
        checked.append(summary)
    return checked


def _claims_whole(job: _Job, expect: Expect, dataset_id: str | None) -> bool:
    """Tell whether a file claims to be all that its publisher has.

    A file of changes does not, nor does one of a server in the publisher's place.
    """
    if job.manifest.since or job.options.stand_in:
        return False
    return expect.is_whole(dataset_id)


def _load_member(job: _Job, member: Member) -> LoadSummary:
    existing = [r for r in find_file(job.db, member.file_id)]
    if existing:
        _check_same_source(job, existing[0])
        return _already(existing[0])
    connector = connector_of(job.source)
    if job.progress:
        job.progress(member.label, 0, 0)

    def tell(rows: int) -> None:
        if job.progress:
            job.progress(member.label, rows, 0)

    extra: dict[str, Any] = {"role": job.role} if job.source.roles else {}
    if job.source.takes_mapping:
        extra["mapping"] = job.options.mapping
    outcome: Outcome = connector.load(job.db, job.source, member, tell, **extra)
    job.db.run("forget what was read", "drop table if exists temp.clean")
    dataset, version = _dataset(job, member, outcome, connector)
    _record(job, member, outcome, dataset, version)
    if job.progress:
        job.progress(member.label, outcome.rows_read, outcome.rows_read)
    return LoadSummary(
        name=member.label,
        file_id=member.file_id,
        source=job.source.name,
        layout=outcome.layout,
        dataset_id=dataset,
        rows_read=outcome.rows_read,
        rows_loaded=outcome.rows_loaded,
        rows_rejected=outcome.rows_rejected,
        rows_repeated=outcome.rows_repeated,
        notes=outcome.notes,
        first_date=outcome.first_date,
        last_date=outcome.last_date,
    )


def _check_same_source(job: _Job, known: Mapping[str, Any]) -> None:
    """Refuse to call a file loaded that was loaded as something else."""
    if known["source"] != job.source.name:
        raise UsageError(
            f"{name_of(job.path)} is loaded already, as {known['source']}",
            next_step=f"take it out first: crosstie unload {known['sha256'][:16]}",
        )


def _dataset(
    job: _Job, member: Member, outcome: Outcome, connector: Any
) -> tuple[str | None, str | None]:
    """Return dataset id and version: as given, of the manifest, or of the name."""
    named: tuple[str, str | None] | None = None
    if hasattr(connector, "archive"):
        named = connector.archive(name_of(job.path), outcome.layout)
    dataset = job.options.dataset_id or job.manifest.dataset_id
    version = job.manifest.version or outcome.version
    if named is not None:
        dataset, version = dataset or named[0], version or named[1]
    return dataset, version


def _record(
    job: _Job,
    member: Member,
    outcome: Outcome,
    dataset: str | None,
    version: str | None,
) -> None:
    retrieved = job.options.retrieved or job.manifest.retrieved
    basis = "given" if job.options.retrieved else "manifest"
    facts = outcome.facts
    record_file(
        job.db,
        {
            "file_id": member.file_id,
            "source": job.source.name,
            "layout": outcome.layout,
            "dataset_id": dataset,
            "publisher": job.manifest.publisher
            or facts.get("publisher")
            or job.source.publisher,
            "title": facts.get("title") or job.source.title,
            "licence": facts.get("licence")
            or job.manifest.licence
            or job.source.licence,
            "url": job.manifest.url or facts.get("url") or job.source.url,
            "name": name_of(job.path),
            "member": member.member,
            "sha256": member.sha256,
            "bytes": member.size,
            "version": version,
            "retrieved": retrieved,
            "retrieved_basis": basis if retrieved else "unknown",
            "first_date": outcome.first_date,
            "last_date": outcome.last_date,
            "rows_read": outcome.rows_read,
            "rows_loaded": outcome.rows_loaded,
            "rows_rejected": outcome.rows_rejected,
            "rows_repeated": outcome.rows_repeated,
            "notes": "\n".join(outcome.notes) or None,
            "load_number": next_load_number(job.db),
        },
    )


def _replace(
    job: _Job, first: Member, summaries: list[LoadSummary]
) -> list[LoadSummary]:
    """Let the new file take the place of the one it replaces, if any."""
    new = [summary.file_id for summary in summaries]
    old = history.files_to_replace(
        job.db,
        sha256=first.sha256,
        source=job.source.name,
        dataset_ids=sorted({s.dataset_id for s in summaries if s.dataset_id}),
        replaces=job.options.replaces,
        version=_version(job.db, new[0]),
    )
    if job.manifest.since:
        return _amend(job, old, summaries)
    if not old:
        return summaries
    history.replace(job.db, old=[str(row["file_id"]) for row in old], new=new)
    names = ", ".join(sorted({str(row["name"]) for row in old}))
    return [replace(summary, replaced=names) for summary in summaries]


def _amend(
    job: _Job, old: Sequence[Mapping[str, Any]], summaries: list[LoadSummary]
) -> list[LoadSummary]:
    """Let a file of changes stand for the records that it states.

    Raises:
        UsageError: what it changes is not loaded, or changes in between are missing.

    """
    since = str(job.manifest.since)
    newest = max((str(row["version"] or "") for row in old), default="")
    if newest < since:
        loaded = f"version {newest} is loaded" if newest else "nothing of it is loaded"
        raise UsageError(
            f"{name_of(job.path)} tells what changed since {since}, and {loaded}",
            next_step="fetch the whole again: crosstie fetch"
            f" {job.source.name} --again",
        )
    connector = connector_of(job.source)
    new = [summary.file_id for summary in summaries]
    gone = connector.deleted(job.db, new) if hasattr(connector, "deleted") else {}
    ids = [str(row["file_id"]) for row in old]
    history.amend(job.db, old=ids, new=new, gone=gone)
    names = ", ".join(sorted({str(row["name"]) for row in old}))
    note = f"It changes records of {names}."
    return [replace(one, notes=(*one.notes, note)) for one in summaries]


def _version(db: Database, file_id: str) -> str | None:
    found = db.value(
        "version",
        "select version\nfrom file\nwhere file_id = $file_id",
        {"file_id": file_id},
    )
    return str(found) if found else None


def _already(row: Mapping[str, Any]) -> LoadSummary:
    name = str(row["name"])
    notes = str(row["notes"]).split("\n") if row["notes"] else []
    if row["replaced_by"]:
        notes.append(
            "It was replaced meanwhile; to have it back, unload the file that took its"
            f" place ({row['replaced_by']})."
        )
    return LoadSummary(
        name=f"{name}: {Path(row['member']).name}" if row["member"] else name,
        file_id=str(row["file_id"]),
        source=str(row["source"]),
        layout=str(row["layout"]),
        dataset_id=row["dataset_id"],
        rows_read=int(row["rows_read"]),
        rows_loaded=int(row["rows_loaded"]),
        rows_rejected=int(row["rows_rejected"]),
        rows_repeated=int(row["rows_repeated"]),
        already_loaded=True,
        notes=tuple(notes),
        first_date=row["first_date"],
        last_date=row["last_date"],
    )
