"""The kernel on Spark gives the rows that it gives on one machine."""

from __future__ import annotations

import shutil
import sys
import types
from collections.abc import Iterator
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from crosstie.errors import EngineError
from crosstie.matching import building, kernel, policy, spark, stored
from crosstie.matching.kernel import Matches
from crosstie.matching.records import Records
from crosstie.matching.sharded import Stored
from tests.matching.test_kernel import FILLER, LEI, register

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FAST = policy.QUALITIES["fast"]
JAVA = shutil.which("java")


def missing() -> str:
    """Say what Spark needs and this machine lacks; nothing where all is there."""
    packages = [name for name in ("pyspark", "pandas") if find_spec(name) is None]
    return ", ".join([*packages, *([] if JAVA else ["Java"])])


needs_spark = pytest.mark.skipif(
    bool(missing()), reason=f"Spark needs what is not on this machine: {missing()}"
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    scratch = tmp_path_factory.mktemp("spark")
    machine = spark.Machine(JAVA, sys.executable, scratch)
    with spark.started("local[2]", machine) as begun:
        yield begun


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed(register(), tmp_path_factory.mktemp("index"))


def indexed(rows: Records, folder: Path) -> Path:
    stored.save(kernel.prepare(rows), rows, folder)
    return folder


def asked(many: int) -> Records:
    """Names of the register, some cut short; a few with an identifier or a country."""
    names = [FILLER[n % len(FILLER)].upper()[: 30 - n % 7] for n in range(many)]
    return Records(
        [f"Q{n}" for n in range(many)],
        names,
        country=["US" if n % 3 else "" for n in range(many)],
        identifiers=[f"lei:{LEI}" if n % 50 == 0 else "" for n in range(many)],
    )


def columns(found: Iterator[Matches]) -> dict[str, np.ndarray]:
    pieces = list(found)
    names = [field.name for field in fields(Matches)]
    return {n: np.concatenate([getattr(p, n) for p in pieces]) for n in names}


@needs_spark
@pytest.mark.parametrize("top", [1, 3])
def test_spark_gives_the_same_numbers_in_the_same_order(
    session: SparkSession, index: Path, top: int
) -> None:
    queries = asked(policy.PIECE + 150)
    here = columns(kernel.match(stored.load(index)[0], queries, FAST, top=top))
    there = columns(spark.match(session, index, queries, FAST, top=top))
    assert len(here["query"]) >= len(queries)
    for name, values in here.items():
        assert np.array_equal(values, there[name]), name


@needs_spark
def test_a_register_in_several_parts_gives_the_same_on_spark(
    session: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts are small here; the workers' policy, and so the mark, is the usual one."""
    usual = stored.policy_mark()
    with monkeypatch.context() as patch:
        patch.setattr(policy, "PART", 60)
        small = stored.policy_mark()
        building.build([register()], tmp_path, say=lambda _: None)
    manifest = tmp_path / stored.MANIFEST
    manifest.write_text(manifest.read_text().replace(small, usual), encoding="utf-8")
    several = Stored(tmp_path)
    assert len(several.parts) > 1
    here = columns(several.match(asked(300), FAST, top=2))
    there = columns(spark.match(session, tmp_path, asked(300), FAST, top=2))
    for name, values in here.items():
        assert np.array_equal(values, there[name]), name


@needs_spark
def test_spark_finds_nothing_where_there_is_nothing(
    session: SparkSession, index: Path, tmp_path: Path
) -> None:
    assert list(spark.match(session, index, Records([], []), FAST)) == []
    empty = indexed(Records([], []), tmp_path)
    assert list(spark.match(session, empty, asked(3), FAST)) == []


@needs_spark
def test_a_worker_knows_neither_the_command_line_nor_the_store(
    session: SparkSession, index: Path
) -> None:
    path = str(index)

    def rooms(_: object) -> list[str]:
        import sys

        from crosstie.matching.spark import opened

        opened(path)
        return sorted({m.split(".")[1] for m in sys.modules if m[:9] == "crosstie."})

    context = session.sparkContext
    (found,) = context.parallelize([0], 1).map(rooms).collect()
    assert "matching" in found
    assert set(found) <= {"errors", "text", "model", "matching"}


@needs_spark
def test_a_session_listens_on_the_loopback_address_alone(session: SparkSession) -> None:
    context = session.sparkContext
    assert context.uiWebUrl is None
    assert context.getConf().get("spark.driver.host") == "127.0.0.1"
    assert context.getConf().get("spark.driver.bindAddress") == "127.0.0.1"


@needs_spark
def test_an_index_of_another_version_is_told_from_the_worker(
    session: SparkSession, tmp_path: Path
) -> None:
    folder = indexed(register(), tmp_path / "old")
    (folder / stored.MANIFEST).write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(EngineError, match="made by another version of Crosstie"):
        list(spark.match(session, folder, asked(2), FAST))


@needs_spark
def test_an_index_is_sent_to_the_workers_of_a_cluster(
    session: SparkSession, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers open the archive that was sent, and no path of the driver's."""
    monkeypatch.setattr(spark, "is_local", lambda master: False)
    queries = asked(20)
    here = columns(kernel.match(stored.load(index)[0], queries, FAST))
    there = columns(spark.match(session, index, queries, FAST))
    assert np.array_equal(here["score"], there["score"])


def test_queries_come_back_as_they_were_sent() -> None:
    queries = asked(7)
    again = spark.unpacked_records(spark.packed_records(queries, 0))
    for field in fields(Records):
        assert getattr(again, field.name) == list(getattr(queries, field.name))


def test_matches_come_back_as_they_were_sent() -> None:
    (found,) = kernel.match(kernel.prepare(register()), asked(5), FAST, top=2)
    again = spark.unpacked_matches(spark.packed_matches(found))
    for field in fields(Matches):
        before, after = getattr(found, field.name), getattr(again, field.name)
        assert np.array_equal(before, after)
        assert before.dtype == after.dtype


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that the extra is installed."""
    for name in ("pyspark", "pandas"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))


def test_without_the_extra_the_command_to_install_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(EngineError, match="needs the package p") as raised:
        spark.check("java")
    assert raised.value.next_step == 'pip install "crosstie[spark]"'


@pytest.mark.usefixtures("packages")
def test_without_java_debians_package_is_named() -> None:
    with pytest.raises(EngineError, match="needs Java 17 or newer; none") as raised:
        spark.check(None)
    assert "default-jre-headless" in str(raised.value.next_step)


@pytest.mark.usefixtures("packages")
@pytest.mark.parametrize(
    ("said", "release"),
    [
        ('openjdk version "11.0.2" 2019-01-15', "11"),
        ('java version "1.8.0_292"', "8"),
        ("Segmentation fault", "0"),
    ],
)
def test_an_old_java_is_refused(tmp_path: Path, said: str, release: str) -> None:
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    with pytest.raises(EngineError, match=f"java is {release}$"):
        spark.check(str(java))


@pytest.mark.usefixtures("packages")
def test_a_java_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"is 0$"):
        spark.check(str(tmp_path / "bin" / "java"))


@pytest.mark.parametrize(
    ("master", "is_local"),
    [
        ("local", True),
        ("local[*]", True),
        ("local[2]", True),
        ("local[2,3]", True),
        ("spark://127.0.0.1:7077", False),
        ("local-cluster[2,1,1024]", False),
        ("yarn", False),
    ],
)
def test_a_local_master_is_told_from_a_cluster(master: str, is_local: bool) -> None:
    assert spark.is_local(master) is is_local


TRACEBACK = """
  An exception was thrown from the Python worker. Please see the stack trace below.
Traceback (most recent call last):
  File "a.py", line 3, in f
ValueError: first
crosstie.errors.UnknownLayout: index: made by another version

\tat org.apache.spark.api.python.BasePythonRunner.read(PythonRunner.scala:1)
"""
FROM_JAVA = """An error occurred while calling o20.addArchive.
: java.io.IOException: no room on the disk
\tat java.base/java.lang.Thread.run(Thread.java:840)
"""


def test_the_line_that_says_most_is_taken_from_a_long_message() -> None:
    assert spark.said(TRACEBACK).endswith("index: made by another version")
    assert spark.said(FROM_JAVA) == "java.io.IOException: no room on the disk"
    assert spark.said("nothing that looks like one\nmore") == (
        "nothing that looks like one"
    )
    assert spark.said("") == ""
