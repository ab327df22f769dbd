"""Keeps a register ready between runs: its arrays in a folder, read back in place."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from crosstie.errors import Place, UnknownLayout
from crosstie.matching import policy
from crosstie.matching.features import Known, Table
from crosstie.matching.identifiers import bearers
from crosstie.matching.index import Index
from crosstie.matching.kernel import Register
from crosstie.matching.names import Names, Texts
from crosstie.matching.records import Records, lines

FORMAT = 1
MANIFEST = "crosstie-index.json"

_NAMES = (
    "form", "first", "word_row", "word_start", "word_length", "word", "is_number",
    "glued", "initials", "head", "numbers",
)  # fmt: skip
_INDEX = ("keys", "starts", "postings", "useful", "scale", "tie")
_TABLE = ("country", "city", "postal")
_KNOWN = ("weight", "namesakes", "family")
_REGISTER = ("owner", "main")


def is_index(path: Path) -> bool:
    """Tell whether a path is a folder that `save` wrote."""
    return (path / MANIFEST).is_file()


def policy_mark() -> str:
    """Sum up the settings that an index depends on; another mark, another index."""
    known = {
        name: repr(value)
        for name, value in sorted(vars(policy).items())
        if name.isupper() and name != "QUALITIES"
    }
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:16]


def save(register: Register, records: Records, folder: Path) -> None:
    """Write a register's arrays; the manifest comes last, so a torn folder is none."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    for name, array in _arrays(register).items():
        np.save(folder / f"{name}.npy", array)
    for name, texts in (
        ("ids", records.ids),
        ("names", records.names),
        ("identifiers", records.identifiers),
    ):
        (folder / f"{name}.txt").write_bytes(lines(texts))
    manifest = {
        "format": FORMAT,
        "policy": policy_mark(),
        "rows": len(records),
        "bits": int(register.index.bits),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest) + "\n", encoding="utf-8")


def load(folder: Path) -> tuple[Register, Records]:
    """Read a register back; its arrays stay on disk until they are asked for."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    made_by = (manifest.get("format"), manifest.get("policy"))
    if made_by != (FORMAT, policy_mark()):
        raise UnknownLayout(
            "the index was made by another version of Crosstie",
            place=Place(str(folder)),
            next_step="crosstie index REGISTER.csv, once more",
        )

    def read(name: str) -> Any:
        return np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)

    names = Names(
        plain=Texts(read("plain_data"), read("plain_starts")),
        core=Texts(read("core_data"), read("core_starts")),
        **{name: read(name) for name in _NAMES},
    )
    parts = {name: read(f"index_{name}") for name in _INDEX}
    index = Index(bits=np.uint32(manifest["bits"]), **parts)
    known = Known(read("weight"), read("namesakes"))
    table = Table(names, *(read(name) for name in _TABLE))
    ids, texts, identifiers = (
        _lines(folder / f"{name}.txt") for name in ("ids", "names", "identifiers")
    )
    register = Register(
        ids,
        read("owner"),
        table,
        index,
        known,
        read("main"),
        bearers(identifiers),
    )
    return register, Records(ids, texts, identifiers=identifiers)


def _arrays(register: Register) -> dict[str, Any]:
    names = register.table.names
    found: dict[str, Any] = {
        "plain_data": names.plain.data,
        "plain_starts": names.plain.starts,
        "core_data": names.core.data,
        "core_starts": names.core.starts,
    }
    found |= {name: getattr(names, name) for name in _NAMES}
    found |= {f"index_{name}": getattr(register.index, name) for name in _INDEX}
    found |= {name: getattr(register.table, name) for name in _TABLE}
    found |= {name: getattr(register.known, name) for name in _KNOWN}
    found |= {name: getattr(register, name) for name in _REGISTER}
    return found


def _lines(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8")
    return text.split("\n")[:-1]
