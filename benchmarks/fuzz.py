"""Feeds every parser with bytes that no publisher would send.

    python -m benchmarks.fuzz --seconds 180 [--only csv-usaspending] [--keep FOLDER]

A target takes bytes and ends in nothing or in a `CrosstieError`; anything else is a
finding, and the bytes are kept. With atheris on the path the bytes are led by coverage,
else they are mutations of valid files, chosen by a seed. Each target runs in a process
of its own, under a limit of memory (1 GiB more than at its start) and of time for one
input (20 s).
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.fuzztargets import Parse, Target, folder_of_work, targets

MEMORY = 2**30
ONE_INPUT_SECONDS = 20

# Mutations of valid bytes, for machines without atheris and for the suite.

_ODD: tuple[bytes, ...] = (
    b"\x00",
    b'"',
    b'""',
    b"\r",
    b"\n",
    b",",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"NaN",
    b"Infinity",
    b"1e999",
    b"9" * 5000,
    b"null",
    b"[]",
    b"{}",
    b"[[[[",
    b"-0",
    b"0001-01-01",
    b"9999-12-31",
    b"10000-01-01",
    b"true",
    b"\xe2\x80\xae",
    b"<!DOCTYPE a>",
    b"&a;",
    b"=1+1",
)
_VALUE = re.compile(rb'"[^"]*"|-?\d+(\.\d+)?|true|false|null|\[\]|\{\}')


def mutated(data: bytes, chosen: random.Random) -> bytes:
    """Change bytes in one to four ways."""
    for _ in range(chosen.randint(1, 4)):
        at = chosen.randint(0, len(data))
        end = min(len(data), at + chosen.randint(0, 40))
        kind = chosen.randrange(7)
        if kind == 0:
            data = data[:at] + chosen.choice(_ODD) + data[end:]
        elif kind == 1:
            data = data[:at] + chosen.choice(_ODD) + data[at:]
        elif kind == 2:
            data = data[:at] + data[end:]
        elif kind == 3:
            data = data[:end] + data[at:end] * chosen.randint(1, 9) + data[end:]
        elif kind == 4 and data:
            place = min(at, len(data) - 1)
            data = data[:place] + bytes([chosen.randrange(256)]) + data[place + 1 :]
        elif kind == 5:
            data = data[:at]
        elif values := list(_VALUE.finditer(data)):
            value = chosen.choice(values)
            odd = chosen.choice((b"null", b"1", b'"x"', b"[1]", b'{"a":1}', b"NaN"))
            data = data[: value.start()] + odd + data[value.end() :]
    return data


@dataclass
class Finding:
    """Bytes that a target did not end well on."""

    target: str
    error: str
    data: bytes


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Stop one input that takes too long."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"more than {ONE_INPUT_SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, ONE_INPUT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def attempt(target: Target, data: bytes) -> Finding | None:
    """Give bytes to a target once."""
    try:
        with limited():
            target.parse(data)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)
        ours = [f for f in last if "/crosstie/" in f.filename] or last
        at = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
        said = f"{type(error).__name__} at {at}: {str(error)[:200]}"
        return Finding(target.name, said, data)
    return None


def _child(name: str, seconds: float, seed: int, keep: Path) -> None:
    """Fuzz one target in this process, and print what came of it as JSON."""
    target = targets()[name]
    for data in target.seeds:
        target.parse(data)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    found: dict[str, Finding] = {}
    count = 0
    end = time.monotonic() + seconds

    def once(data: bytes) -> None:
        nonlocal count
        count += 1
        finding = attempt(target, data)
        if finding is not None:
            key = re.sub(r"\d+", "", finding.error.split(":")[0]) + finding.error[:40]
            if key not in found:
                found[key] = finding
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}-{len(found)}.bin").write_bytes(data)

    engine = "mutations"
    try:
        atheris = importlib.import_module("atheris")
        engine = "atheris"
    except ImportError:
        pass
    try:
        if engine == "atheris":
            _led(atheris, target, once, end, seed)
        else:
            chosen = random.Random(seed)  # noqa: S311
            while time.monotonic() < end:
                once(mutated(chosen.choice(target.seeds), chosen))
    finally:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        findings = [finding.error for finding in found.values()]
        said = {"engine": engine, "count": count, "peak": peak, "findings": findings}
        print("RESULT " + json.dumps(said), flush=True)
        os._exit(0)


def _led(atheris: Any, target: Target, once: Parse, end: float, seed: int) -> None:
    """Let atheris choose bytes by what they reach in Crosstie's own modules."""
    chosen = random.Random(seed)  # noqa: S311

    def one(data: bytes) -> None:
        if time.monotonic() > end:
            raise KeyboardInterrupt
        once(data)

    def change(data: bytes, most: int, number: int) -> bytes:
        if chosen.random() < 0.5:
            return bytes(atheris.Mutate(data, most))[:most]
        base = data if chosen.random() < 0.8 else chosen.choice(target.seeds)
        return mutated(base, chosen)[:most]

    corpus = folder_of_work() / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(data)
    atheris.Setup(
        [
            "fuzz",
            str(corpus),
            "-max_len=60000",
            "-rss_limit_mb=0",
            f"-seed={seed}",
            "-timeout=0",
            "-len_control=0",
            f"-max_total_time={int(end - time.monotonic()) + 1}",
        ],
        one,
        custom_mutator=change,
    )
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        atheris.Fuzz()


def _instrument() -> None:
    """Let atheris follow the branches of Crosstie's modules."""
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        return
    with atheris.instrument_imports(include=["crosstie"]):
        import pkgutil

        import crosstie

        for found in pkgutil.walk_packages(crosstie.__path__, "crosstie."):
            if re.search(r"sources|fetch|store|text|namefile|model", found.name):
                importlib.import_module(found.name)


def main() -> None:
    """Fuzz every target for some seconds each."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seconds", type=float, default=60)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--only", action="append", default=[])
    reader.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    reader.add_argument("--child", default="")
    given = reader.parse_args()
    if given.child:
        _instrument()
        _child(given.child, given.seconds, given.seed, given.keep)
    print("| target | engine | seconds | executions | peak MiB | findings |")
    print("| --- | --- | ---: | ---: | ---: | --- |", flush=True)
    for name in given.only or targets():
        done = subprocess.run(
            [
                *(sys.executable, "-m", "benchmarks.fuzz", "--child", name),
                *("--seconds", str(given.seconds), "--seed", str(given.seed)),
                *("--keep", str(given.keep)),
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        lines = [x for x in done.stdout.splitlines() if x.startswith("RESULT ")]
        if not lines:
            print(f"| {name} | ended: {done.returncode} {done.stderr[-400:]!r} |")
            continue
        said = json.loads(lines[-1].removeprefix("RESULT "))
        listed = "<br>".join(said["findings"]) or "none"
        print(
            f"| {name} | {said['engine']} | {given.seconds:g} | {said['count']:,}"
            f" | {said['peak']:,} | {listed} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
