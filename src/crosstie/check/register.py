"""An index of a register's names for texts: exact names without legal form, on disk.

The files are sorted hashes and texts, mapped into memory: opening takes milliseconds,
and a question a few microseconds, however many names there are.

>>> from pathlib import Path
>>> NameIndex.build([("R1", "Acme Drones Inc.", "CA")], Path("x")) # doctest: +SKIP
>>> NameIndex.open(Path("x")).find("Acme Drones")  # doctest: +SKIP
[Registered(id='R1', name='Acme Drones Inc.', country='CA')]
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.text.legalforms import split_form
from crosstie.text.names import words_of

LAYOUT = 1
MOST_FOUND = 5
"""Bearers of one name that are given; more say only that it is common."""
_FILES = ("hashes", "rows", "offsets", "texts")


@dataclass(frozen=True, slots=True)
class Registered:
    """One bearer of a name in the register."""

    id: str
    name: str
    country: str


class NameIndex:
    """A register's names, open for looking up."""

    def __init__(self, hashes: Any, rows: Any, offsets: Any, texts: Any) -> None:
        self._hashes, self._rows = hashes, rows
        self._offsets, self._texts = offsets, texts

    def __len__(self) -> int:
        return len(self._hashes)

    @classmethod
    def build(cls, names: Iterable[tuple[str, str, str]], folder: Path) -> int:
        """Write an index of (id, name, country) into a new folder; return its size.

        It is written aside and then put in place, so a broken build leaves nothing.
        """
        import numpy as np

        aside = folder.with_name(folder.name + ".building")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        hashes: list[int] = []
        offsets = [0]
        with (aside / "texts").open("wb") as file:
            for text, key in _encoded(names):
                hashes.append(key)
                offsets.append(offsets[-1] + file.write(text))
        column = np.array(hashes, dtype=np.uint64)
        order = np.argsort(column, kind="stable")
        np.save(aside / "hashes.npy", column[order])
        np.save(aside / "rows.npy", order.astype(np.uint32))
        np.save(aside / "offsets.npy", np.array(offsets, dtype=np.uint64))
        about = json.dumps({"layout": LAYOUT, "names": len(hashes)})
        (aside / "names.json").write_text(about, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
        return len(hashes)

    @classmethod
    def open(cls, folder: Path) -> NameIndex:
        """Map an index that `build` wrote.

        Raises:
            UnreadableFile: where the folder holds none.
            UnknownLayout: where another version wrote it.

        """
        import numpy as np

        try:
            about = json.loads((folder / "names.json").read_text(encoding="utf-8"))
            if about.get("layout") != LAYOUT:
                raise UnknownLayout(
                    "Another version of Crosstie made this index of names",
                    place=Place(folder.name),
                    next_step="Build it anew.",
                )
            columns = [np.load(folder / f"{n}.npy", mmap_mode="r") for n in _FILES[:3]]
            size = (folder / "texts").stat().st_size
            texts: Any = (
                np.memmap(folder / "texts", np.uint8, "r")
                if size
                else np.zeros(0, "u1")
            )
        except (OSError, ValueError) as error:
            raise UnreadableFile(
                "This folder holds no index of names",
                place=Place(folder.name),
                next_step="Build it anew.",
            ) from error
        return cls(columns[0], columns[1], columns[2], texts)

    def find(self, name: str) -> list[Registered]:
        """Give who bears a name, legal forms apart; at most five, in register order."""
        import numpy as np

        wanted = np.uint64(key_of(name))
        first = int(np.searchsorted(self._hashes, wanted, side="left"))
        found = []
        for at in range(first, min(first + MOST_FOUND, len(self._hashes))):
            if self._hashes[at] != wanted:
                break
            row = int(self._rows[at])
            begin, end = int(self._offsets[row]), int(self._offsets[row + 1])
            parts = bytes(self._texts[begin:end]).decode("utf-8").split("\t")
            found.append(Registered(*parts))
        return found


def key_of(name: str) -> int:
    """Hash a name's words without legal form and leading article."""
    words = words_of(name)
    core = split_form(words)[0] or words
    if len(core) > 1 and core[0] in ("the", "le", "la", "les"):
        core = core[1:]
    digest = blake2b(" ".join(core).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _encoded(names: Iterable[tuple[str, str, str]]) -> Iterator[tuple[bytes, int]]:
    for written in names:
        plain = [" ".join(part.split()) for part in written]
        if plain[1]:
            yield "\t".join(plain).encode(), key_of(plain[1])
