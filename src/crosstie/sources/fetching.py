"""From a source's name and options to loaded tables: plan, fetch, load.

A connector that can fetch has a function `plan(options, state) -> Plan`
(`crosstie.fetch.plan`). What it plans is fetched by `crosstie.fetch.run`, pinned under
`raw/<source>/<dataset>/`, and loaded as any other file is (decision 0004): the manifest
says dataset and version, so a newer file takes the older one's place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from crosstie.errors import CrosstieError, FilesFailed, IsOffline, UsageError
from crosstie.fetch.client import Client
from crosstie.fetch.download import Fetched
from crosstie.fetch.locks import locked
from crosstie.fetch.manifest import MANIFEST, Pinned, read_pins
from crosstie.fetch.plan import Download, Plan, State, of
from crosstie.fetch.rules import Rules, check_options, with_host
from crosstie.fetch.run import carry_out, tidy
from crosstie.fetch.world import World
from crosstie.settings import Settings
from crosstie.sources.registry import (
    SOURCES,
    Progress,
    check_source,
    connector_of,
    load_files,
)
from crosstie.store.engine import Database
from crosstie.store.loading import LoadOptions, LoadSummary
from crosstie.store.workspace import open_workspace, read_workspace

__all__ = ["Request", "SourceFetched", "fetch_source", "load_fetched", "plan_source"]

Agree = Callable[[str], bool]
"""Asks the user whether to do what a sentence says."""


@dataclass(frozen=True)
class Request:
    """What is asked of one source."""

    source: str
    options: Mapping[str, str]
    force: bool = False
    """True where what is fresh is asked for all the same."""
    load: bool = True
    tell_publisher: Agree = lambda sentence: False
    """Asked where the publisher would learn which names are looked for."""


@dataclass(frozen=True)
class SourceFetched:
    """What fetching one source came to."""

    plan: Plan
    fetched: tuple[Fetched, ...] = ()
    loaded: tuple[LoadSummary, ...] = ()
    errors: tuple[tuple[str, CrosstieError], ...] = ()
    """What failed, and why; the rest is fetched and loaded."""
    requests: int = 0

    @property
    def new_files(self) -> int:
        """Count the files whose bytes were not here before."""
        return sum(item.state == "new" for item in self.fetched)

    @property
    def is_news(self) -> bool:
        """Tell whether anything was downloaded or loaded that was not there."""
        return bool(self.new_files or any(not s.already_loaded for s in self.loaded))


def plan_source(request: Request, world: World, settings: Settings) -> Plan:
    """Say what fetching would download; ask the publisher for lists only.

    Raises:
        UsageError: the source or an option is none, or it cannot be fetched.
        FetchError: the publisher's lists cannot be had.

    """
    with _opened(request, world, settings) as (client, folder):
        return _plan(request, client, folder)


def fetch_source(
    request: Request,
    world: World,
    settings: Settings,
    *,
    planned: Callable[[Plan], None] = lambda plan: None,
    progress: Progress | None = None,
) -> SourceFetched:
    """Plan, fetch and load one source; what failed is told beside what did not.

    Raises:
        UsageError: the source or an option is none, or the user declined.
        FetchError: the publisher's lists cannot be had.
        StoreError: the disk is full, or another process is at work.

    """
    with (
        _opened(request, world, settings) as (client, folder),
        locked(folder, request.source, world),
    ):
        _tidy_asides(folder)
        plan = _plan_or_disk(request, client, folder)
        planned(plan)
        carried = carry_out(plan, client, folder)
        found = SourceFetched(
            plan, carried.fetched, errors=carried.errors, requests=client.requests
        )
        if not request.load:
            return found
        try:
            loaded = load_fetched(
                request.source,
                settings,
                progress,
                stand_in=request.source in world.bases,
            )
        except FilesFailed as failed:
            lost = tuple((str(e.place or "load"), e) for e in failed.errors)
            return replace(
                found, loaded=tuple(failed.loaded), errors=(*found.errors, *lost)
            )
        except CrosstieError as error:
            return replace(found, errors=(*found.errors, ("load", error)))
        return replace(found, loaded=tuple(loaded))


def load_fetched(
    source: str,
    settings: Settings,
    progress: Progress | None = None,
    *,
    stand_in: bool = False,
) -> list[LoadSummary]:
    """Load the newest file of every dataset of a source, where it is not loaded.

    `stand_in` is as in `LoadOptions`.

    Raises:
        InputError: a file could not be loaded.

    """
    folder = settings.raw / source
    newest = _newest(folder)
    known = _loaded_hashes(settings, source)
    wanted = [(path, pin) for path, pin in newest if pin.sha256 not in known]
    summaries: list[LoadSummary] = []
    if wanted:
        plain = [path for path, pin in wanted if not pin.role]
        roles: dict[str, list[Path]] = {}
        for path, pin in wanted:
            if pin.role:
                roles.setdefault(pin.role, []).append(path)
        with open_workspace(settings) as db:
            summaries = load_files(
                db,
                source,
                plain,
                LoadOptions(stand_in=stand_in),
                roles=roles or None,
                progress=progress,
            )
        known = _loaded_hashes(settings, source)
    for path, _ in newest:
        tidy(path.parent, known)
    return summaries


@contextmanager
def _opened(
    request: Request, world: World, settings: Settings
) -> Iterator[tuple[Client, Path]]:
    check_source(request.source)
    rules = SOURCES[request.source].fetch
    if rules is None:
        brought = SOURCES[request.source].brought
        raise UsageError(
            f"{request.source} cannot be fetched: a person brings its files"
            + (f". {brought}" if brought else ""),
            next_step=f"crosstie load {request.source} FILE",
        )
    options = check_options(rules, request.options)
    if rules.agent_option:
        agent = f"{world.agent} {options[rules.agent_option]}"
        world = replace(world, agent=agent)
    with Client(with_host(rules, options), world) as client:
        yield client, settings.raw / request.source


def _plan(request: Request, client: Client, folder: Path) -> Plan:
    """Let the connector plan, and leave out what is here for good."""
    options = check_options(client.rules, request.options)
    _agree(request, client.rules, options)
    connector = connector_of(SOURCES[request.source])
    state = State(client, folder, client.world.now(), request.force)
    plan: Plan = connector.plan(options, state)
    here = [item for item in plan.items if _is_here(state, item)]
    return replace(
        plan,
        items=tuple(item for item in plan.items if item not in here),
        current=(*plan.current, *(f"{of(item).about}: is here" for item in here)),
    )


def _plan_or_disk(request: Request, client: Client, folder: Path) -> Plan:
    """Plan; without a network go on with what has been fetched, if there is any."""
    try:
        return _plan(request, client, folder)
    except IsOffline:
        here = _newest(folder)
        if not here:
            raise
        return Plan(
            request.source,
            (),
            tuple(
                f"{path.parent.name}: fetched {p.retrieved[:10]}" for path, p in here
            ),
            ("the network is switched off: the publisher was not asked for news",),
        )


def _is_here(state: State, item: object) -> bool:
    """Tell whether an address that never changes its bytes has been downloaded."""
    if not isinstance(item, Download) or not item.fixed:
        return False
    folder = state.folder / item.dataset
    return any(p.url == item.url and p.is_here(folder) for p in read_pins(folder))


def _agree(request: Request, rules: Rules, options: Mapping[str, str]) -> None:
    """Ask before a publisher learns which names are looked for."""
    telling = [
        option.name
        for option in rules.options
        if option.tells_publisher and options[option.name] != option.default
    ]
    if not rules.per_name_query and not telling:
        return
    how = (
        f"is asked with {telling[0]}=" if telling else "can only be asked name by name"
    )
    if not request.tell_publisher(
        f"{rules.source} {how}: its publisher learns which names are looked for"
    ):
        raise UsageError(
            f"{rules.source} is not asked: its publisher would learn which names are"
            " looked for",
            next_step="agree with --tell-publisher, or leave this source out",
        )


def _tidy_asides(folder: Path) -> None:
    """Take away notes that a killed process was writing; the lock is ours."""
    for path in folder.glob("*/.*.part"):
        with suppress(OSError):
            path.unlink()


def _newest(folder: Path) -> list[tuple[Path, Pinned]]:
    """Find the newest file of each dataset and all files of changes, as they came.

    Datasets go by name, never by when they came: the order of loading stays the same
    however often a fetch was broken off.
    """
    found = []
    for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
        here = [p for p in read_pins(manifest.parent) if p.is_here(manifest.parent)]
        wanted = here if here and here[-1].since else here[-1:]
        found += [(manifest.parent / pin.name, pin) for pin in wanted]
    return found


def _loaded_hashes(settings: Settings, source: str) -> list[str]:
    """List the hashes of all files that were loaded of a source, replaced ones too."""
    db = read_workspace(settings)
    if db is None:
        return []
    with db:
        return _hashes(db, source)


def _hashes(db: Database, source: str) -> list[str]:
    rows = db.rows(
        "loaded hashes",
        "select distinct sha256\nfrom file\nwhere source = $source",
        {"source": source},
    )
    return [str(row["sha256"]) for row in rows]
