"""Indexes a register of any size into a folder, part by part, weighed as one.

First each part's names and keys are written; then the keys of all parts are counted
together; then each part gets its weights. A part whose records stood in the folder's
earlier index is taken over from there, so that a register that has grown costs its
last part and the weighing. Memory is that of one part.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from crosstie.errors import CrosstieError
from crosstie.matching import index as search
from crosstie.matching import policy, stored
from crosstie.matching.hashing import U64
from crosstie.matching.identifiers import identifiers_of
from crosstie.matching.names import Ints
from crosstie.matching.records import Records, lines, raw_codes
from crosstie.matching.sides import table_of, with_other_names

Say = Callable[[str], None]

RANGES = 16
"""Keys of all parts are counted in so many ranges, so that memory stays small."""


@dataclass(frozen=True)
class Built:
    """What building came to."""

    rows: int
    parts: int
    kept: int
    """Parts taken over from the earlier index."""


def build(
    blocks: Iterable[Records], folder: Path, *, say: Say, source: str = ""
) -> Built:
    """Index a register that comes in blocks; the folder changes only at the end.

    An index of the very same records is left as it is. A record's place in the register
    says in which part it stands, so that an index which has grown is the same as one
    made anew. `say` is told each step.
    """
    earlier = _earlier(folder)
    building = stored.aside(folder)
    marks: list[str] = []
    rows = kept = 0
    for records in parts_of_register(blocks):
        place = building / stored.part_name(len(marks))
        mark = mark_of(records)
        rows += len(records)
        if mark in earlier:
            say(f"{rows:,} rows: unchanged")
            _link(earlier[mark], place)
            kept += 1
        else:
            _write_part(records, place)
            say(f"{rows:,} rows indexed")
        marks.append(mark)
    if not marks:
        _write_part(Records([], []), building / stored.part_name(0))
        marks.append("")
    if earlier and marks == list(earlier):
        shutil.rmtree(building)
        return Built(rows, len(marks), kept)
    places = [building / stored.part_name(n) for n in range(len(marks))]
    if len(marks) > 1:
        say("weighing words over the whole register")
    scheme = _weigh(places)
    is_identified = _own(places)
    manifest = stored.Manifest(
        stored.FORMAT,
        stored.policy_mark(),
        "",
        rows,
        scheme.rows,
        int(scheme.bits),
        scheme.most,
        tuple(marks),
        is_identified,
        source,
    )
    stored.publish(building, manifest)
    return Built(rows, len(marks), kept)


def parts_of_register(blocks: Iterable[Records]) -> Iterator[Records]:
    """Put blocks together, and cut them after so many names as a part may hold."""
    waiting: list[list[str]] = [[] for _ in Records([], []).columns()]
    sizes: list[int] = []
    names = 0
    for block in blocks:
        for column, more in zip(waiting, block.columns(), strict=True):
            if len(more):
                column += [""] * (len(sizes) - len(column))
                column += more
        new = _sizes(block)
        sizes += new
        names += sum(new)
        while names > policy.PART:
            ends = np.cumsum(sizes)
            cut = max(1, int(np.searchsorted(ends, policy.PART, side="right")))
            yield Records(*(_filled(column[:cut], cut) for column in waiting))
            waiting = [column[cut:] for column in waiting]
            names -= sum(sizes[:cut])
            sizes = sizes[cut:]
    if sizes:
        yield Records(*(_filled(column, len(sizes)) for column in waiting))


def _sizes(block: Records) -> list[int]:
    """Count the names of each record."""
    if not len(block.other_names):
        return [1] * len(block)
    return [1 + len(list(filter(None, o.split("|")))) for o in block.other_names]


def _filled(column: list[str], size: int) -> list[str]:
    """Fill a column up where the last blocks had none."""
    return column + [""] * (size - len(column)) if column else column


def mark_of(records: Records) -> str:
    """Sum up records: equal ones, equal marks."""
    found = hashlib.sha256()
    for column in records.columns():
        found.update(lines(column) if any(column) else b"")
        found.update(b"\0")
    return found.hexdigest()


def _earlier(folder: Path) -> dict[str, Path]:
    """List the parts of the folder's index that may be taken over, by their marks."""
    try:
        manifest = stored.read_manifest(folder)
    except CrosstieError:
        return {}
    place = folder / manifest.folder
    return {m: place / stored.part_name(n) for n, m in enumerate(manifest.parts) if m}


def _link(old: Path, new: Path) -> None:
    """Take over a part's own arrays; nobody ever writes into a file that stands."""
    new.mkdir()
    for path in sorted(old.iterdir()):
        if path.stem in _WEIGHED:
            continue
        try:
            os.link(path, new / path.name)
        except OSError:
            shutil.copyfile(path, new / path.name)


_WEIGHED = ("owner", "weight", "namesakes", "family", "index_useful", "index_scale",
            "index_total", "index_postings")  # fmt: skip
"""What depends on all parts, and is made again whenever one has changed."""


def _write_part(records: Records, place: Path) -> None:
    names, own = with_other_names(records)
    table = table_of(records, names, own)
    del names
    stored.write_part(place, stored.arrays_of(table, own), records)
    posted = search.post(table.names)
    holders, held = _identifiers(records)
    stored.write(
        place,
        {
            "index_keys": posted.keys,
            "index_starts": posted.starts,
            "rows": posted.rows,
            "index_tie": raw_codes(records.ids)[own],
            "held": held,
            "holders": holders,
        },
    )


def _identifiers(records: Records) -> tuple[Ints, U64]:
    """List who bears an identifier, and the identifier's hash, in order of the hash."""
    found = [
        (number, f"{scheme}:{value}")
        for number, written in enumerate(records.identifiers)
        if written
        for scheme, value in sorted(identifiers_of(written))
    ]
    codes = raw_codes([text for _, text in found])
    order = np.argsort(codes, kind="stable")
    return np.array([number for number, _ in found], np.int64)[order], codes[order]


def _weigh(places: list[Path]) -> search.Scheme:
    """Count keys, words and names over all parts, and write what follows from it."""
    names = [stored.read_names(place) for place in places]
    rows = sum(len(n) for n in names)
    keys = [stored.read_array(place, "index_keys") for place in places]
    starts = [stored.read_array(place, "index_starts") for place in places]
    totals = _totals(keys, [np.diff(s) for s in starts])
    most = max(
        float(search.rarities(k, t, rows).max(initial=1))
        for k, t in zip(keys, totals, strict=True)
    )
    room = rows if len(places) == 1 else max(policy.PART, *map(len, names))
    scheme = search.Scheme(rows, search.bits_for(room), most)
    same = _sharing([n.glued for n in names])
    family = _sharing([n.head for n in names])
    for number, place in enumerate(places):
        posted = search.Posted(
            keys[number], starts[number], stored.read_array(place, "rows")
        )
        tie = stored.read_array(place, "index_tie")
        made = search.weigh(
            posted, totals[number], names[number].core.lengths, tie, scheme
        )
        weight = search.rarity_of(made, names[number].word, rows)
        stored.write(
            place,
            {
                "index_postings": made.postings,
                "index_useful": made.useful,
                "index_scale": made.scale,
                "index_total": made.total,
                "weight": weight,
                "namesakes": same[number],
                "family": family[number],
            },
        )
    return scheme


def _totals(keys: list[U64], counts: list[Ints]) -> list[npt.NDArray[np.int32]]:
    """Tell, key by key of each part, how many rows of all parts bear it."""
    if len(keys) == 1:
        return [counts[0].astype(np.int32)]
    found = [np.zeros(len(k), np.int32) for k in keys]
    edges = np.linspace(0, 2**41, RANGES + 1).astype(np.uint64)
    bounds = [np.searchsorted(k, edges) for k in keys]
    for number in range(RANGES):
        spans = [slice(b[number], b[number + 1]) for b in bounds]
        here = np.concatenate([k[s] for k, s in zip(keys, spans, strict=True)])
        many = np.concatenate([c[s] for c, s in zip(counts, spans, strict=True)])
        total = _summed(here, many)
        sizes = [s.stop - s.start for s in spans]
        cuts = np.split(total, np.cumsum(sizes)[:-1])
        for column, span, values in zip(found, spans, cuts, strict=True):
            column[span] = values
    return found


def _summed(values: U64, counts: Ints) -> Ints:
    """Add up the counts of equal values, and give each the sum."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)]
    begin = np.flatnonzero(new)
    if not len(begin):
        return np.zeros(0, np.int64)
    sums = np.add.reduceat(counts[order], begin)
    found = np.empty(len(values), np.int64)
    found[order] = np.repeat(sums, np.diff(np.append(begin, len(ordered))))
    return found


def _sharing(hashes: list[U64]) -> list[npt.NDArray[np.float32]]:
    """Count, over all parts, the names with the same core, or the same first word."""
    every = np.concatenate(hashes)
    counts = _summed(every, np.ones(len(every), np.int64))
    same = np.log(np.maximum(counts, 1)).astype(np.float32)
    return list(np.split(same, np.cumsum([len(h) for h in hashes])[:-1]))


def _own(places: list[Path]) -> bool:
    """Let the first of the rows with one id stand for all, in whatever part."""
    own = [stored.read_array(place, "own") for place in places]
    sizes = [len(stored.read_texts(place, "ids")) for place in places]
    ties = [
        stored.read_array(place, "index_tie")[:size]
        for place, size in zip(places, sizes, strict=True)
    ]
    every = np.concatenate(ties)
    _, first, where = np.unique(every, return_index=True, return_inverse=True)
    owner = first[where] if len(every) else np.zeros(0, np.int64)
    base = 0
    for place, mine, size in zip(places, own, sizes, strict=True):
        stored.write(place, {"owner": owner[base + mine]})
        base += size
    return any(len(stored.read_array(place, "held")) for place in places)
