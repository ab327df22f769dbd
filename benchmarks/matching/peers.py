"""Peers on the same job: each reads two CSV files and writes query, row, score.

    python -m benchmarks.matching.peers METHOD QUERIES REGISTER OUT

They get the settings that their documentation starts with, and the country where they
can use it. Nothing here is imported by Crosstie.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Answer = tuple[str, str, float]
_OTHER = re.compile(r"[^a-z0-9]+")


def read(path: str) -> list[dict[str, str]]:
    """Read a CSV file."""
    with Path(path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def clean(name: str) -> str:
    """Lower-case, and blanks for all but letters and digits."""
    return _OTHER.sub(" ", name.lower()).strip()


def tfidf(
    queries: list[dict[str, str]], register: list[dict[str, str]]
) -> Iterator[Answer]:
    """Cosine of TF-IDF vectors of 3-grams, the best row of each query."""
    import numpy as np
    import scipy.sparse as sp
    from sparse_dot_topn import sp_matmul_topn

    known: dict[str, int] = {}

    def matrix(rows: list[dict[str, str]], grow: bool) -> Any:
        columns: list[int] = []
        ends = [0]
        for row in rows:
            text = f" {clean(row['name'])} "
            for at in range(len(text) - 2):
                gram = text[at : at + 3]
                column = known.setdefault(gram, len(known)) if grow else known.get(gram)
                if column is not None:
                    columns.append(column)
            ends.append(len(columns))
        ones = np.ones(len(columns), np.float32)
        made = sp.csr_matrix((ones, columns, ends), shape=(len(rows), len(known)))
        made.sum_duplicates()
        return made

    right = matrix(register, True)
    left = matrix(queries, False)
    rarity = np.log((len(register) + 1) / (np.bincount(right.indices) + 1)) + 1

    def unit(made: Any) -> Any:
        made = (made @ sp.diags(rarity.astype(np.float32))).tocsr()
        length = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
        scaled = sp.diags((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ made
        return scaled.tocsr().astype(np.float32)

    best = sp_matmul_topn(unit(left), unit(right).T.tocsr(), top_n=1, n_threads=2)
    for number, query in enumerate(queries):
        for at in range(best.indptr[number], best.indptr[number + 1]):
            row = register[best.indices[at]]
            yield query["query_id"], row["reg_id"], float(best.data[at])


def rapid(
    queries: list[dict[str, str]], register: list[dict[str, str]]
) -> Iterator[Answer]:
    """Take the best sorted-token ratio among rows with the same first three letters.

    All pairs would take hours (20,000 x 300,000); the issue's table has that figure.
    """
    from rapidfuzz import fuzz, process

    blocks: dict[str, list[int]] = defaultdict(list)
    texts = [clean(row["name"]) for row in register]
    for number, text in enumerate(texts):
        blocks[text[:3]].append(number)
    for query in queries:
        text = clean(query["name"])
        block = blocks.get(text[:3], [])
        found = process.extractOne(
            text, [texts[i] for i in block], scorer=fuzz.token_sort_ratio
        )
        if found:
            row = register[block[found[2]]]
            yield query["query_id"], row["reg_id"], found[1] / 100


METHODS = {"tfidf": tfidf, "rapid": rapid}


def main() -> None:
    """Run one peer."""
    method, queries, register, out = sys.argv[1:]
    with Path(out).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["query_id", "reg_id", "score"])
        writer.writerows(METHODS[method](read(queries), read(register)))


if __name__ == "__main__":
    main()
