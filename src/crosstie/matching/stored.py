"""Keeps a register ready between runs: its arrays in a folder, read back in place.

A folder holds a manifest, `crosstie-index.json`, and the folder that it names, with one
folder for each part of the register. The manifest is replaced in one step when all else
is written, so whoever opens the folder meets the last whole state.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.matching import policy
from crosstie.matching.features import Known, Table
from crosstie.matching.identifiers import bearers
from crosstie.matching.index import Index
from crosstie.matching.kernel import Register
from crosstie.matching.names import Ints, Names, Texts
from crosstie.matching.records import Records
from crosstie.matching.textcolumn import TextColumn, text_column

FORMAT = 3
MANIFEST = "crosstie-index.json"

NAMES = (
    "form", "first", "word_row", "word_start", "word_length", "word", "is_number",
    "glued", "initials", "head", "numbers",
)  # fmt: skip
INDEX = ("keys", "starts", "postings", "useful", "scale", "tie", "total")
TABLE = ("country", "city", "postal", "address", "since", "until")
ATTEMPTS = 3
KNOWN = ("weight", "namesakes", "family")
TEXTS = ("ids", "names", "identifiers", "notes")


@dataclass(frozen=True)
class Manifest:
    """What a stored register is, and where its arrays lie."""

    format: int
    policy: str
    folder: str
    """The folder of the arrays, beside the manifest."""
    rows: int
    """Records."""
    names: int
    """Names, the other names counted."""
    bits: int
    most: float
    parts: tuple[str, ...]
    """For each part, what its records sum up to; equal sums, equal arrays."""
    is_identified: bool
    """Some record has an identifier."""
    source: str = ""
    """What the register was made from, as its maker says."""


@dataclass(frozen=True)
class Part:
    """One part of a stored register; its arrays stay on disk until asked for."""

    table: Table
    index: Index
    known: Known
    own: Ints
    """The record of this part that bears each name."""
    owner: Ints
    """The record that stands for it, counted over all parts."""
    texts: dict[str, TextColumn]


def is_index(path: Path) -> bool:
    """Tell whether a path is a folder that `crosstie index` wrote."""
    return (path / MANIFEST).is_file()


_AT_QUESTION_TIME = ("QUALITIES", "THRESHOLD", "LEAST_SHOWN", "PIECE", "WIDE_FROM",
                     "WIDE_POWER", "TOGETHER", "LOOKUP", "SMALL", "SMALL_POWER",
                     "RULED_FROM",
                     "ADDRESS_AGREES", "OUTSIDE_DATES", "GRACE_DAYS",
                     "FAMILY_AMONG")  # fmt: skip
"""Settings of which an index knows nothing."""

_MAKERS = (
    "matching/letters.py", "matching/hashing.py", "matching/names.py",
    "matching/wordtables.py", "matching/keys.py", "matching/records.py",
    "matching/index.py",
    "matching/kernel.py", "matching/identifiers.py", "matching/building.py",
    "matching/sides.py", "matching/dated.py", "matching/addresses.py",
    "text/legalforms.py", "text/wordlists.py", "text/countries.py",
    "text/nameparts.py", "text/identifiers.py",
)  # fmt: skip
"""The modules that decide what stands in an index."""


@lru_cache(maxsize=1)
def _code_mark() -> str:
    """Sum up the code that makes an index."""
    found = hashlib.sha256()
    for name in _MAKERS:
        path = Path(__file__).parents[1] / name
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def policy_mark() -> str:
    """Sum up settings and code that an index depends on; another mark, another one."""
    known = {
        name: repr(value)
        for name, value in sorted(vars(policy).items())
        if name.isupper() and name not in _AT_QUESTION_TIME
    }
    known["code"] = _code_mark()
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:16]


def read_manifest(folder: Path) -> Manifest:
    """Read what a folder holds.

    Raises:
        UnreadableFile: where it holds no index.
        UnknownLayout: where another version made it.

    """
    again = "crosstie index REGISTER.csv, once more"
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise UnreadableFile(
            "no index stands there", place=Place(str(folder)), next_step=again
        ) from cause
    if (data.get("format"), data.get("policy")) != (FORMAT, policy_mark()):
        raise UnknownLayout(
            "the index was made by another version of Crosstie",
            place=Place(str(folder)),
            next_step=again,
        )
    return Manifest(**{**data, "parts": tuple(data["parts"])})


def aside(folder: Path) -> Path:
    """Make an empty folder in which an index is built, named by this process."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"parts.{os.getpid()}.building"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return path


def publish(building: Path, manifest: Manifest) -> None:
    """Put what was built in its place, in one step; take away what it replaces."""
    folder = building.parent
    with _alone(folder):
        taken = {path.name for path in folder.glob("parts-*")}
        names = (f"parts-{number}" for number in range(len(taken) + 1))
        final = folder / next(name for name in names if name not in taken)
        building.rename(final)
        data = {**asdict(manifest), "folder": final.name}
        written = folder / f"{MANIFEST}.{os.getpid()}.part"
        written.write_text(json.dumps(data) + "\n", encoding="utf-8")
        written.replace(folder / MANIFEST)
        for name in taken:
            shutil.rmtree(folder / name, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time put an index in its place, where the system can."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def save(register: Register, records: Records, folder: Path) -> None:
    """Write a register that was prepared in memory, as one part."""
    building = aside(folder)
    table, index = register.table, register.index
    own = np.arange(len(table.names))
    own[: len(register.main)] = register.main
    write_part(building / part_name(0), arrays_of(table, register.owner), records)
    made = {f"index_{name}": getattr(index, name) for name in INDEX}
    made |= {name: getattr(register.known, name) for name in KNOWN}
    made |= {"owner": register.owner}
    write(building / part_name(0), made)
    publish(
        building,
        Manifest(
            FORMAT,
            policy_mark(),
            "",
            len(records),
            len(table.names),
            int(index.bits),
            0.0,
            ("",),
            any(records.identifiers),
        ),
    )


def load(folder: Path) -> tuple[Register, Records]:
    """Read a register of one part back; its arrays stay on disk until asked for."""
    manifest = read_manifest(folder)
    if len(manifest.parts) > 1:
        raise UnknownLayout(
            f"the index has {len(manifest.parts)} parts, one is expected here",
            place=Place(str(folder)),
            next_step="open it with crosstie.matching.sharded",
        )
    part = read_part(folder, manifest, 0)
    ids, names, identifiers = (
        part.texts[name] for name in ("ids", "names", "identifiers")
    )
    bare: Sequence[str] = identifiers if manifest.is_identified else ()
    register = Register(
        ids,
        part.owner,
        part.table,
        part.index,
        part.known,
        np.arange(len(ids)),
        bearers(bare),
    )
    return register, Records(ids, names, identifiers=bare)


def part_name(number: int) -> str:
    """Name the folder of one part."""
    return f"{number:04d}"


def arrays_of(table: Table, own: Ints) -> dict[str, Any]:
    """List the arrays of a part that depend on its own records only."""
    names = table.names
    found: dict[str, Any] = {
        "plain_data": names.plain.data,
        "plain_starts": names.plain.starts,
        "core_data": names.core.data,
        "core_starts": names.core.starts,
        "own": own,
    }
    found |= {name: getattr(names, name) for name in NAMES}
    return found | {name: getattr(table, name) for name in TABLE}


def write_part(folder: Path, arrays: dict[str, Any], records: Records) -> None:
    """Write a part's own arrays, and its texts."""
    folder.mkdir(parents=True)
    write(folder, arrays)
    for name in TEXTS:
        column = text_column(getattr(records, name))
        (folder / f"{name}.txt").write_bytes(column.data.tobytes())
        np.save(folder / f"{name}.npy", column.starts)


def write(folder: Path, arrays: dict[str, Any]) -> None:
    """Write arrays, one a file."""
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)


def read_array(folder: Path, name: str) -> Any:
    """Open an array where it lies."""
    return np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)


def read_part(folder: Path, manifest: Manifest, number: int) -> Part:
    """Open one part of a stored register."""
    place = folder / manifest.folder / part_name(number)

    def read(name: str) -> Any:
        return read_array(place, name)

    table = Table(read_names(place), *(read(name) for name in TABLE))
    parts = {name: read(f"index_{name}") for name in INDEX}
    index = Index(bits=np.uint32(manifest.bits), **parts)
    known = Known(*(read(name) for name in KNOWN))
    texts = {name: read_texts(place, name) for name in TEXTS}
    return Part(table, index, known, read("own"), read("owner"), texts)


def read_parts(folder: Path) -> tuple[Manifest, list[Part]]:
    """Open all parts; once more where the index was replaced in between."""
    for left in range(ATTEMPTS, 0, -1):
        manifest = read_manifest(folder)
        try:
            numbers = range(len(manifest.parts))
            return manifest, [read_part(folder, manifest, n) for n in numbers]
        except FileNotFoundError:
            if left == 1:
                raise
    raise AssertionError("not reached")


def read_names(place: Path) -> Names:
    """Open the names of one part."""
    return Names(
        plain=Texts(read_array(place, "plain_data"), read_array(place, "plain_starts")),
        core=Texts(read_array(place, "core_data"), read_array(place, "core_starts")),
        **{name: read_array(place, name) for name in NAMES},
    )


def read_texts(place: Path, name: str) -> TextColumn:
    """Open a column of texts where it lies."""
    path = place / f"{name}.txt"
    data = (
        np.memmap(path, np.uint8, "r").view(np.ndarray)
        if path.stat().st_size
        else np.zeros(0, np.uint8)
    )
    return TextColumn(data, read_array(place, name))
