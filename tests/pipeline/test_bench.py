"""A decision that is judged on the bench gives the run that a trace would give."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crosstie import pipeline
from crosstie.errors import Contradiction, CrosstieError
from crosstie.model.words import Judgement
from crosstie.pipeline.bench import Bench, same_again
from crosstie.review.queue import read_queue
from crosstie.review.session import Desk, Session
from crosstie.settings import Settings
from crosstie.store import runs
from crosstie.store.casefolder import SHIPPED
from crosstie.store.engine import Database

Dump = dict[str, list[str]]
JUDGEMENTS = (Judgement.POSITIVE, Judgement.NEGATIVE, Judgement.UNSURE)


def quiet(step: str) -> None:
    """Say nothing of a step."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED / "ca-ice", tmp_path / "ca-ice")
    return tmp_path / "ca-ice"


@pytest.fixture
def request_(case: Path) -> pipeline.TraceRequest:
    return pipeline.TraceRequest(
        case=str(case), cwd=case, traced_at="2026-01-01T00:00:00+00:00", sample=True
    )


@pytest.fixture
def bench(settings: Settings) -> Iterator[Bench]:
    made = Bench(settings)
    yield made
    made.close()


class Clock:
    """A clock that goes on by a second each time it is read."""

    def __init__(self) -> None:
        self.seconds = 0

    def __call__(self) -> str:
        self.seconds += 1
        return f"2026-01-02T00:{self.seconds // 60:02}:{self.seconds % 60:02}+00:00"


def dump(run: Path) -> Dump:
    """Read every table of a run, its rows in order."""
    with Database.open(run, read_only=True) as db:
        names = db.rows("tables", "select table_name as name from duckdb_tables()")
        return {
            str(row["name"]): sorted(
                repr(tuple(found.values()))
                for found in db.rows("dump", f'select * from "{row["name"]}"')
            )
            for row in names
        }


def reviewer(
    run: Path, case: Path, settings: Settings, by: str, clock: Clock
) -> Session:
    desk = Desk(case, settings.home)
    with Database.open(run, read_only=True) as db:
        items = read_queue(db, desk.standing(), whole=True)
    return Session(list(items), desk, by, clock)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_decisions_of_two_persons_give_the_run_of_a_trace(
    seed: int,
    case: Path,
    settings: Settings,
    request_: pipeline.TraceRequest,
    bench: Bench,
) -> None:
    chance, clock = random.Random(seed), Clock()  # noqa: S311
    last = pipeline.trace(request_, settings, quiet)
    bench.prepare(request_, quiet)
    differed = 0
    for _ in range(6):
        one = reviewer(last.run, case, settings, chance.choice(["JD", "KM"]), clock)
        one.place = chance.randrange(len(one.items))
        identity = bool(one.item.pair) and chance.random() < 0.3
        try:
            one.decide(chance.choice(JUDGEMENTS), identity=identity)
        except CrosstieError:
            continue
        if chance.random() < 0.2:
            one.undo()
        before = dump(last.run)
        judged = bench.rejudge(request_, quiet)
        found = dump(judged.run)
        judged.run.unlink()
        last = pipeline.trace(request_, settings, quiet)
        assert last.run == judged.run
        assert found == dump(last.run)
        differed += found["tie"] != before["tie"]
    assert differed


def test_what_changes_besides_decisions_is_taken_in(
    case: Path, settings: Settings, request_: pipeline.TraceRequest, bench: Bench
) -> None:
    bench.prepare(request_, quiet)
    products = case / "products.csv"
    lines = products.read_text(encoding="utf-8").splitlines()
    products.write_text("\n".join(lines[:-3]) + "\n", encoding="utf-8")
    found = dump(bench.rejudge(request_, quiet).run)
    other = Settings(home=settings.home / "other")
    assert found == dump(pipeline.trace(request_, other, quiet).run)


def test_a_run_from_before_stays_and_of_its_own_the_last_two_do(
    case: Path, settings: Settings, request_: pipeline.TraceRequest, bench: Bench
) -> None:
    first = pipeline.trace(request_, settings, quiet)
    one, made = reviewer(first.run, case, settings, "JD", Clock()), []
    for place in range(4):
        one.place = place
        one.decide(Judgement.UNSURE)
        made.append(bench.rejudge(request_, quiet).run)
    assert len(set(made)) == 4
    folder = settings.runs / "ca-ice"
    assert set(folder.glob("*.duckdb")) == {first.run, *made[2:]}
    assert runs.last_run("ca-ice", settings) == made[-1]


def test_rows_that_contradict_each_other_leave_the_run_as_it_was(
    case: Path, settings: Settings, request_: pipeline.TraceRequest, bench: Bench
) -> None:
    first = pipeline.trace(request_, settings, quiet)
    bench.prepare(request_, quiet)
    item = reviewer(first.run, case, settings, "JD", Clock()).items[0]
    target = item.targets[0]
    rows = [
        f'"{target.supplier}","{target.organisation}",{target.tie},{said},JD,2026-01-01,read'
        for said in ("positive", "negative")
    ]
    text = "supplier,organisation,tie,judgement,by,at,why\n" + "\n".join(rows) + "\n"
    file = case / "decisions.csv"
    before = file.read_bytes() if file.exists() else None
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Contradiction):
        bench.rejudge(request_, quiet)
    assert runs.last_run("ca-ice", settings) == first.run
    file.unlink()
    if before is not None:
        file.write_bytes(before)
    assert bench.rejudge(request_, quiet).run == first.run


def test_nothing_is_left_in_the_cache(
    settings: Settings, request_: pipeline.TraceRequest
) -> None:
    bench = Bench(settings)
    bench.prepare(request_, quiet)
    bench.close()
    assert not list(settings.cache.glob("bench-*"))


def test_a_run_is_asked_for_again_as_it_was(
    case: Path, settings: Settings, request_: pipeline.TraceRequest
) -> None:
    traced = pipeline.trace(request_, settings, quiet)
    again = same_again(traced.run, str(case), case, request_.traced_at)
    assert again == request_
