"""Measure `crosstie serve`: many readers at once while the case is traced anew.

    python benchmarks/serve.py [--home FOLDER] [--readers 200] [--seconds 30]
        [--json FILE]

FOLDER is a workspace with loaded records, used as $CROSSTIE_HOME; without it the sample
that ships is traced into a folder of its own. The server and the traces are processes
of their own. Each reader keeps its connection, asks for one page after another in an
order of its own, and waits between two as `--think` says; `--think 0` asks as fast as
answers come. Prints answers per second, errors, p50, p95 and p99 by page, how often a
new run was picked up, and the weight of each page, bare and packed.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-c", "from crosstie.cli.main import run; run()"]
TRACED = re.compile(rb"traced [0-9T:+-]+")
ADDRESS = re.compile(r"http://\S+/")


class Reader:
    """One kept connection that asks as a browser does, at little cost of its own.

    A full client would take more of the machine than the server that is measured.
    """

    def __init__(self, base: str) -> None:
        address = httpx.URL(base)
        self._host, self._port = address.host, address.port or 80
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        """Ask for a page; give its status and its body as it came."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        try:
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
                "Accept: text/html\r\nAccept-Encoding: gzip\r\n\r\n".encode()
            )
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = re.search(r"(?i)\r\ncontent-length: (\d+)", head)
            body = await reader.readexactly(int(length.group(1)) if length else 0)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            raise
        if re.search(r"(?i)\r\nconnection: close", head):
            self.close()
        return int(head.split(" ", 2)[1]), body

    def close(self) -> None:
        """Let the connection go."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@dataclass
class Seen:
    """What the readers of one page saw."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    """Serve, read, trace beside, print."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="crosstie-serve-") as scratch:
        home = asked.home or Path(scratch) / "home"
        environment = {
            **os.environ,
            "CROSSTIE_HOME": str(home),
            "PYTHONPATH": str(ROOT / "src"),
            "OPENBLAS_NUM_THREADS": "1",
        }
        log = Path(scratch) / "serve.log"
        with log.open("w") as out:
            server = subprocess.Popen(
                [*COMMAND, "serve", asked.case, "--port", "0"],
                env=environment,
                stdout=out,
                stderr=out,
            )
        try:
            base = started(server, log)
            result = asyncio.run(measure(base, environment, asked, Path(scratch)))
        finally:
            server.terminate()
            server.wait(20)
    show(result)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path)
    parser.add_argument("--case", default="ca-ice")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--quiet-trace", action="store_true", help="trace nothing")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def started(server: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the server says where it is."""
    for _ in range(600):
        found = ADDRESS.search(log.read_text())
        if found:
            return found.group().rstrip("/")
        if server.poll() is not None:
            break
        time.sleep(0.2)
    sys.exit(f"the server did not start:\n{log.read_text()}")


async def measure(
    base: str, environment: dict[str, str], asked: argparse.Namespace, scratch: Path
) -> dict[str, Any]:
    """Read with many readers while traces run, and sum up what they saw."""
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        first = time.perf_counter()
        await client.get("/")
        first = time.perf_counter() - first
        paths = await addresses(client)
        weights = await weigh(client, paths)
        seen: dict[str, Seen] = defaultdict(Seen)
        runs: set[bytes] = set()
        done = asyncio.Event()
        tracing = asyncio.create_task(trace(environment, asked, scratch, done))
        begun = time.perf_counter()
        await asyncio.gather(
            *(
                read(
                    Reader(base),
                    paths,
                    seen,
                    runs,
                    begun + asked.seconds,
                    asked.think,
                    n,
                )
                for n in range(asked.readers)
            )
        )
        took = time.perf_counter() - begun
        done.set()
        traces = await tracing
    everything = [s for one in seen.values() for s in one.seconds]
    return {
        "readers": asked.readers,
        "seconds": round(took, 1),
        "think": asked.think,
        "answers": len(everything),
        "answers_per_second": round(len(everything) / took),
        "errors": sum(len(one.errors) for one in seen.values()),
        "error_texts": sorted({e for one in seen.values() for e in one.errors})[:5],
        "first_overview_ms": round(first * 1000, 1),
        "all": quantiles(everything),
        "pages": {kind: quantiles(one.seconds) for kind, one in sorted(seen.items())},
        "traces": traces,
        "runs_seen": len(runs),
        "weights": weights,
    }


async def addresses(client: httpx.AsyncClient) -> dict[str, list[str]]:
    """List what is read, by kind of page: every tie, lists, filters, formats."""
    document = (await client.get("/api.json")).json()
    found: dict[str, list[str]] = {
        one["path"]: [one["path"]]
        for one in document["addresses"]
        if "{" not in one["path"] and one["path"] not in ("/search", "/review")
    }
    ties = (await client.get("/ties.json")).json()
    rows = [row for group in ties["groups"] for row in group["rows"]]
    found["/ties/{tie}"] = [row["address"] for row in rows]
    found["/ties?route="] = [f"/ties?route={r}" for r in {row["route"] for row in rows}]
    found["/ties.json"] = ["/ties.json", "/ties.csv", "/index.json"]
    for kind in ("organisation", "supplier"):
        name = f"{kind}_address"
        known = {row[name] for row in rows if row.get(name)}
        answers = [a for a in sorted(known) if (await client.get(a)).status_code == 200]
        if answers:
            found[f"/{kind}s/"] = answers
    return found


async def weigh(
    client: httpx.AsyncClient, paths: dict[str, list[str]]
) -> dict[str, dict[str, int]]:
    """Weigh the heaviest page of each kind, bare and as it goes over the wire."""
    weights = {}
    for kind, those in paths.items():
        heaviest = {"bare": 0, "packed": 0}
        for path in those:
            bare = await client.get(path, headers={"accept-encoding": "identity"})
            packed = await client.get(path, headers={"accept-encoding": "gzip"})
            heaviest["bare"] = max(heaviest["bare"], len(bare.content))
            size = int(packed.headers["content-length"])
            heaviest["packed"] = max(heaviest["packed"], size)
        weights[kind] = heaviest
    return weights


async def read(
    reader: Reader,
    paths: dict[str, list[str]],
    seen: dict[str, Seen],
    runs: set[bytes],
    until: float,
    think: float,
    number: int,
) -> None:
    """Be one reader: ask, look, ask again."""
    chance = random.Random(number)  # noqa: S311
    kinds = list(paths)
    await asyncio.sleep(chance.random() * think)
    while time.perf_counter() < until:
        kind = chance.choice(kinds)
        path = chance.choice(paths[kind])
        begun = time.perf_counter()
        try:
            status, body = await reader.get(path)
            if status != 200:
                seen[kind].errors.append(f"{status} {path}")
        except (OSError, asyncio.IncompleteReadError) as error:
            seen[kind].errors.append(f"{type(error).__name__} {path}")
        else:
            if kind == "/":
                found = TRACED.search(gzip.decompress(body))
                runs.add(found.group() if found else b"")
        seen[kind].seconds.append(time.perf_counter() - begun)
        if think:
            await asyncio.sleep(chance.random() * 2 * think)
    reader.close()


async def trace(
    environment: dict[str, str],
    asked: argparse.Namespace,
    scratch: Path,
    done: asyncio.Event,
) -> int:
    """Trace the case again and again while the readers read."""
    traces = 0
    while not done.is_set() and not asked.quiet_trace:
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            *("trace", asked.case, "--out", str(scratch / "out"), "--plain"),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        traces += (await process.wait()) == 0
    return traces


def quantiles(seconds: list[float]) -> dict[str, float]:
    """Give p50, p95, p99 and the largest, in milliseconds."""
    if len(seconds) < 2:
        return {}
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    named = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(seconds)}
    return {name: round(value * 1000, 1) for name, value in named.items()}


def show(result: dict[str, Any]) -> None:
    """Print the figures."""
    print(
        f"{result['readers']} readers, {result['seconds']} s: {result['answers']:,}"
        f" answers, {result['answers_per_second']} a second, {result['errors']} errors"
    )
    print(
        f"traces finished beside: {result['traces']}; runs seen: {result['runs_seen']};"
        f" first overview {result['first_overview_ms']} ms"
    )
    rows = {"all": result["all"], **result["pages"]}
    print(f"{'page':<22}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}   bare   packed")
    for name, times in rows.items():
        cells = "".join(f"{times.get(q, 0):9.1f}" for q in ("p50", "p95", "p99", "max"))
        weight = result["weights"].get(name)
        weighs = f"{weight['bare']:9,}{weight['packed']:9,}" if weight else ""
        print(f"{name:<22}{cells}{weighs}")
    for text in result["error_texts"]:
        print(f"error: {text}")


if __name__ == "__main__":
    main()
