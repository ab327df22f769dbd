"""The same kernel on Apache Spark: pieces of the queries go out, pairs come back.

The only module that imports pyspark, and only where a session is begun or a worker
works. The register is indexed once, in a folder (`building.build`). Workers on this
machine read that folder in place; those of a cluster get it once each, as an archive.
One row of a Spark frame is one piece of the queries, as large as the kernel takes it on
one machine, so that both engines compute the same numbers.
"""

from __future__ import annotations

import io
import itertools
import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from crosstie.errors import EngineError
from crosstie.matching import kernel, policy, stored
from crosstie.matching.kernel import Matches
from crosstie.matching.records import Records
from crosstie.matching.sharded import Stored

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

JAVA_NEEDED = 17
"""Java's first release that runs Spark 4."""

INSTALL_SPARK = 'pip install "crosstie[spark]"'
INSTALL_JAVA = "on Debian 12 or newer: apt install default-jre-headless"

_SCHEMA = "piece bigint, data binary"
_LOCAL = re.compile(r"local(\[[^\]]*\])?")
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_ERROR = re.compile(r"(?::\s|Caused by:\s|#*\s*)([\w.$]*(?:Error|Exception)\b.*)")
_QUIET = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
"""


@dataclass(frozen=True)
class Machine:
    """What a session takes from the world: the edge fills it in."""

    java: str | None
    """Java's program; None where there is none."""
    python: str
    """The Python that workers on this machine run."""
    scratch: Path
    """An empty folder for Spark's own files."""


@dataclass(frozen=True)
class Work:
    """What a worker does with the pieces it is given; it is sent there whole."""

    folder: str
    """The index: its path, or the name of the archive that was sent."""
    is_sent: bool
    quality: policy.Quality
    top: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Match each piece; a frame's rows of piece and data, in and out."""
        answer = opened(self._folder())
        for batch in batches:
            for row in batch.to_pylist():
                asked = unpacked_records(row["data"])
                found = answer(asked, self.quality, top=self.top)
                datas = [packed_matches(matches) for matches in found]
                pieces = pa.array([row["piece"]] * len(datas), pa.int64())
                yield pa.record_batch(
                    [pieces, pa.array(datas, pa.binary())], names=["piece", "data"]
                )

    def _folder(self) -> str:
        if not self.is_sent:
            return self.folder
        from pyspark import SparkFiles

        place: str = SparkFiles.get(self.folder)
        return place


@lru_cache(maxsize=1)
def opened(folder: str) -> Callable[..., Iterator[Matches]]:
    """Open an index once for each worker process; its arrays stay on disk."""
    place = Path(folder)
    if len(stored.read_manifest(place).parts) > 1:
        return Stored(place).match
    return partial(kernel.match, stored.load(place)[0])


def match(
    session: SparkSession,
    folder: Path,
    queries: Records,
    quality: policy.Quality,
    *,
    top: int = 1,
) -> Iterator[Matches]:
    """Match queries as `kernel.match` does, on Spark: the same rows in the same order.

    Args:
        session: a session of `started`, or any other.
        folder: the register's index, as `building.build` wrote it.
        queries: what is looked for.
        quality: how far the search goes.
        top: rows for each query.

    Raises:
        EngineError: where Spark gives up.

    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    starts = range(0, len(queries), policy.PIECE)
    if not starts:
        return
    context = session.sparkContext
    rows = [
        (number, bytearray(packed_records(queries, start)))
        for number, start in enumerate(starts)
    ]
    try:
        with _reachable(context, folder) as (place, is_sent):
            work = Work(place, is_sent, quality, top)
            pieces = context.parallelize(rows, len(rows))
            frame = session.createDataFrame(pieces, _SCHEMA)
            answers = frame.mapInArrow(work, _SCHEMA).toArrow()
    except (PySparkException, Py4JError) as cause:
        raise EngineError(
            f"Spark gave up: {said(str(cause))}",
            next_step="each worker needs the same version of Crosstie and of Python; "
            "PYSPARK_PYTHON names the workers' Python",
        ) from cause
    for row in answers.sort_by("piece").to_pylist():
        found = unpacked_matches(row["data"])
        yield replace(found, query=found.query + starts[row["piece"]])


@contextmanager
def started(master: str, machine: Machine) -> Iterator[SparkSession]:
    """Begin a session, and end it and its Java process whatever happens.

    On `local[n]` all sockets are bound to the loopback address; there is no web page.

    Raises:
        EngineError: where pyspark or Java is missing, or the master does not answer.

    """
    check(machine.java)
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext, java_gateway
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    conf = SparkConf().setMaster(master).setAppName("crosstie")
    conf.setAll(list(_settings(master, machine.scratch).items()))
    log = machine.scratch / "spark.log"
    gateway = None
    with log.open("wb") as told:
        try:
            options = {"stderr": told} if is_local(master) else {}
            launch: Any = java_gateway.launch_gateway
            gateway = launch(conf, options)
            context = SparkContext(conf=conf, gateway=gateway)
        except (PySparkException, Py4JError, OSError) as cause:
            # The log first: an exception's words may have gone with Java's process.
            why = said(log.read_text(errors="replace")) or said(str(cause))
            _end(gateway)
            raise EngineError(
                f"Spark does not start with the master {master!r}: {why}",
                next_step="write it as local[2], or spark://HOST:7077 of a cluster "
                "that runs",
            ) from cause
        if is_local(master):
            context.pythonExec = machine.python
        try:
            yield SparkSession(context)
        finally:
            context.stop()
            _end(gateway)


def is_local(master: str) -> bool:
    """Tell whether a master is this machine alone."""
    return _LOCAL.fullmatch(master) is not None


def check(java: str | None) -> None:
    """Raise EngineError where pyspark or Java is missing, or Java is too old."""
    try:
        import pandas  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError as cause:
        raise EngineError(
            f"--engine spark needs the package {cause.name}", next_step=INSTALL_SPARK
        ) from cause
    if java is None:
        raise EngineError(
            f"--engine spark needs Java {JAVA_NEEDED} or newer; none was found in "
            "JAVA_HOME or on the path",
            next_step=INSTALL_JAVA,
        )
    version = java_version(java)
    if version < JAVA_NEEDED:
        raise EngineError(
            f"--engine spark needs Java {JAVA_NEEDED} or newer; {java} is {version}",
            next_step=f"{INSTALL_JAVA}; JAVA_HOME chooses among several",
        )


def java_version(java: str) -> int:
    """Ask a Java program for its release; 0 where it does not say."""
    try:
        asked = subprocess.run(  # noqa: S603
            [java, "-version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    found = _VERSION.search(asked.stderr + asked.stdout)
    return int(found[1]) if found else 0


def packed_records(records: Records, start: int) -> bytes:
    """Write one piece of the queries."""
    piece = {
        column.name: getattr(records, column.name)[start : start + policy.PIECE]
        for column in fields(records)
    }
    return json.dumps(piece).encode()


def unpacked_records(data: bytes) -> Records:
    """Read what `packed_records` wrote."""
    return Records(**json.loads(data))


def packed_matches(matches: Matches) -> bytes:
    """Write every array of some matches, whatever they are."""
    into = io.BytesIO()
    arrays: dict[str, Any] = {f.name: getattr(matches, f.name) for f in fields(matches)}
    np.savez(into, **arrays)
    return into.getvalue()


def unpacked_matches(data: bytes) -> Matches:
    """Read what `packed_matches` wrote."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return Matches(**arrays)


@contextmanager
def _reachable(context: SparkContext, folder: Path) -> Iterator[tuple[str, bool]]:
    """Say where workers find the index; send it to those of a cluster."""
    if is_local(str(context.master)):
        yield str(folder.resolve()), False
        return
    with tempfile.TemporaryDirectory(prefix="crosstie-index-") as made:
        name = Path(made).name
        archive = Path(made) / f"{name}.tar"
        with tarfile.open(archive, "w") as tar:
            for path in filter(Path.is_file, folder.rglob("*")):
                tar.add(path, arcname=str(path.relative_to(folder)))
        context.addArchive(f"{archive}#{name}")
        yield name, True


def _settings(master: str, scratch: Path) -> dict[str, str]:
    """Set what Crosstie decides; the rest is in Spark's own files."""
    found = {"spark.ui.showConsoleProgress": "false", "spark.ui.enabled": "false"}
    if not is_local(master):
        return found
    quiet = scratch / "log4j2.properties"
    quiet.write_text(_QUIET, encoding="utf-8")
    here = str(Path(kernel.__file__).parents[2])
    return found | {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet.as_uri()}",
        "spark.executorEnv.PYTHONPATH": here,
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": (scratch / "warehouse").as_uri(),
    }


def _end(gateway: Any) -> None:
    """End the Java process and forget it, so that the next session starts its own."""
    from py4j.protocol import Py4JError
    from pyspark import SparkContext

    if gateway is None:
        return
    with suppress(OSError, Py4JError):
        gateway.shutdown()
    if gateway.proc is not None:
        gateway.proc.stdin.close()
        gateway.proc.wait()
    SparkContext._gateway = None
    SparkContext._jvm = None


def said(text: str) -> str:
    """Take the line of a long message that says most.

    That is the end of a Python traceback, where there is one, or else the first line
    that names an exception.
    """
    *_, trace = text.split("Traceback (most recent call last):\n")
    lines = [line for line in text.splitlines() if line.strip()]
    if trace != text:
        ends = itertools.takewhile(str.strip, trace.splitlines())
        lines = [line for line in ends if not line.startswith(" ")][-1:]
    errors = [found[1] for line in lines if (found := _ERROR.match(line))]
    return (errors or lines or [""])[0].strip()
