"""Peers on the same job: each reads two CSV files and writes query, row, score.

    python -m benchmarks.matching.peers METHOD QUERIES REGISTER OUT

They get the settings that their documentation starts with, and the country where they
can use it. Nothing here is imported by Crosstie.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Answer = tuple[str, str, float]
RARE = 60
"""A word that so few rows of the register bear is one to block on."""

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


def splink_table(rows: list[dict[str, str]], key: str, bearers: Counter[str]) -> Any:
    """Write the columns that Splink compares and blocks on, as an Arrow table."""
    import pyarrow as pa

    made = []
    for row in rows:
        name = clean(row["name"])
        words = sorted(set(name.split()), key=lambda word: (bearers[word], word))
        known = [word for word in words if 0 < bearers[word] <= RARE]
        made.append(
            {
                "unique_id": row[key],
                "name": name,
                "words": words,
                "rarest": words[0] if words else None,
                "rare": known[:3],
                "start": name.replace(" ", "")[:10],
                "country": row.get("country") or None,
            }
        )
    return pa.Table.from_pylist(made)


def splink(
    queries: list[dict[str, str]], register: list[dict[str, str]]
) -> Iterator[Answer]:
    """Fellegi and Sunter's model of name, words and country, estimated by EM.

    Blocks: equal names, a rare word in common, the same ten first letters.
    """
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    bearers = Counter(w for r in register for w in set(clean(r["name"]).split()))
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.97, 0.94, 0.9, 0.85, 0.75]),
            compare.JaroWinklerAtThresholds("rarest", [0.92]).configure(
                term_frequency_adjustments=True
            ),
            compare.ArrayIntersectAtSizes("words", [4, 3, 2, 1]),
            compare.ExactMatch("country"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("name"),
            block_on("rare", arrays_to_explode=["rare"]),
            block_on("start"),
        ],
        retain_matching_columns=False,
    )
    database = DuckDBAPI()
    tables = [
        database.register(
            splink_table(queries, "query_id", bearers), table_name="a_queries"
        ),
        database.register(
            splink_table(register, "reg_id", bearers), table_name="b_register"
        ),
    ]
    linker = Linker(tables, settings, log_level="WARNING")
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on("name")], recall=0.2)
    train.estimate_u_using_random_sampling(max_pairs=2e7)
    for rule in (block_on("start"), block_on("rarest")):
        train.estimate_parameters_using_expectation_maximisation(
            rule, record_sample_proportion=1.0
        )
    found = linker.inference.predict(threshold_match_probability=1e-5)
    columns = ("unique_id_l", "unique_id_r", "match_probability")
    rows = found.as_pyarrow_table().select(columns).to_pydict()
    best: dict[str, tuple[float, str]] = {}
    for asked, reg, score in zip(*rows.values(), strict=True):
        best[asked] = max(best.get(asked, (0.0, "")), (float(score), reg))
    for asked, (score, reg) in best.items():
        yield asked, reg, score


def nomenklatura(
    queries: list[dict[str, str]], register: list[dict[str, str]]
) -> Iterator[Answer]:
    """Take the best by logic-v2 of the rows that its blocker finds, as it is set."""
    import tempfile

    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker import Index
    from nomenklatura.matching import LogicV2, ScoringConfig

    dataset = Dataset.make({"name": "job", "title": "Job"})

    def entity(row: dict[str, str], key: str) -> Any:
        known = {"name": [row["name"]], "country": [row.get("country", "").lower()]}
        properties = {name: values for name, values in known.items() if values[0]}
        data = {"id": row[key], "schema": "Company", "properties": properties}
        return StatementEntity.from_data(dataset, data)

    rows = {row["reg_id"]: entity(row, "reg_id") for row in register}
    asked = {row["query_id"]: entity(row, "query_id") for row in queries}

    class View:
        def entities(self, include_schemata: object = None) -> Iterator[Any]:
            return iter(rows.values())

    view: Any = View()
    config = ScoringConfig.defaults()
    with tempfile.TemporaryDirectory() as folder:
        index = Index(view, Path(folder))
        index.build()
        for query, found in index.match_entities(asked.values()):
            best = max(
                (LogicV2.compare(asked[query.id], rows[reg.id], config).score, reg.id)
                for reg, _ in found
            )
            yield query.id, best[1], best[0]
        index.close()


METHODS = {
    "tfidf": tfidf,
    "rapid": rapid,
    "splink": splink,
    "nomenklatura": nomenklatura,
}


def main() -> None:
    """Run one peer."""
    method, queries, register, out = sys.argv[1:]
    with Path(out).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["query_id", "reg_id", "score"])
        writer.writerows(METHODS[method](read(queries), read(register)))


if __name__ == "__main__":
    main()
