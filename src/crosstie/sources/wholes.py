"""Plans of sources that publish whole files: which of them are here, which are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosstie.fetch.plan import Download, Plan, State

__all__ = ["plan_files"]


def plan_files(
    state: State, files: Iterable[Download], *, notes: Sequence[str] = ()
) -> Plan:
    """Plan those files of a source that are not here, or that may have changed.

    A file is here where its publisher was asked for it within `fresh_days`, or where
    the catalogue states the version that is pinned. `--again` asks for all of them.
    What is asked for again is sent only where the publisher says that it changed.
    """
    items, current = [], []
    for file in files:
        newest = state.newest(file.dataset)
        if newest is None or state.force:
            items.append(file)
        elif file.version is not None:
            if newest.version == file.version:
                current.append(f"{file.about}: is here, published {file.version}")
            else:
                items.append(file)
        elif state.is_fresh(file.dataset):
            asked = (newest.checked or newest.retrieved)[:10]
            current.append(f"{file.about}: is here, asked for on {asked}")
        else:
            items.append(file)
    return Plan(state.client.rules.source, tuple(items), tuple(current), tuple(notes))
