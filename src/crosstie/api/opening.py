"""Opens a case from Python: the last run, a named one, or a new trace."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from crosstie.api.case import Case
from crosstie.api.reading import Reading
from crosstie.errors import NotFound, NothingLoaded
from crosstie.settings import Settings, from_environment
from crosstie.text.language import _

__all__ = ["open_case"]


def open_case(
    case: str | Path = "ca-ice",
    *,
    home: str | Path | None = None,
    run: str | Path | None = None,
    trace: bool = False,
    sample: bool = False,
) -> Case:
    """Open a case: its last run, read-only.

    `case` is a case folder, or the name of a case that ships; `home` the data directory
    (by default `CROSSTIE_HOME`, or the user's). `run` names an earlier run by its id or
    its file. `trace=True` traces the case first; `sample=True` traces the small sample
    that ships with it, whatever is loaded.

    Raises:
        CaseError: there is no such case.
        NothingLoaded: the case was never traced here; says how it is.
        NotFound: it has no such run; says which it has.

    """
    from crosstie.store.casefolder import find_case

    settings = from_environment(os.environ)
    if home is not None:
        settings = replace(settings, home=Path(home).expanduser())
    folder = find_case(str(case), Path.cwd(), settings.home)
    if trace or sample:
        return traced(folder, settings, sample=sample)
    name = folder.resolve().name
    path = _last(name, settings) if run is None else _run(name, run, settings)
    return Case(folder, Reading(path, settings).prepare(), traced)


def traced(folder: Path, settings: Settings, *, sample: bool) -> Case:
    """Trace a case and open the run."""
    from crosstie import pipeline

    how = "sample" if sample else "trace"
    request = pipeline.TraceRequest(
        case=str(folder.resolve()),
        cwd=Path.cwd(),
        traced_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sample=sample,
        command=f"crosstie.open({folder.name!r}, {how}=True)",
    )
    made = pipeline.trace(request, settings, lambda step: None)
    return Case(folder, Reading(made.run, settings).prepare(), traced)


def _last(name: str, settings: Settings) -> Path:
    from crosstie.store.runs import last_run

    try:
        return last_run(name, settings)
    except NothingLoaded as cause:
        raise NothingLoaded(
            _("the case {case} has not been traced here").format(case=name),
            next_step=_(
                "trace it: crosstie.open({case}, trace=True), or its sample:"
                " crosstie.open({case}, sample=True)"
            ).format(case=repr(name)),
        ) from cause


def _run(name: str, run: str | Path, settings: Settings) -> Path:
    folder = settings.runs / name
    for path in (folder / f"{run}.duckdb", Path(run).expanduser()):
        if path.is_file() and path.suffix == ".duckdb":
            return path
    known = sorted(path.stem for path in folder.glob("*.duckdb"))
    raise NotFound(
        _("the case {case} has no run {run} here").format(
            case=name, run=repr(str(run))
        ),
        next_step=_("take one of: {names}").format(names=", ".join(known))
        if known
        else _("trace it: crosstie.open({case}, trace=True)").format(case=repr(name)),
    )
