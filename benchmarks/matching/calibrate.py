"""Reliability of the scores, one table for each kind of data.

    python -m benchmarks.matching.calibrate DATA JOB... [--quality fast|best]

JOB is a folder such as `makejob` or `applicants` writes; DATA is the folder of
`spellings.py`. A table says of the answers with such a score how many are right.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.matching.measure import Answers, figures, read_truth, reliability
from benchmarks.spellings import is_spelling, load
from crosstie.cli.namefile import read_records
from crosstie.matching import kernel, policy
from crosstie.matching.records import Records


def answers(register: Records, queries: Records, quality: policy.Quality) -> Answers:
    """Match queries, and list the best row of each."""
    ready = kernel.prepare(register)
    return {
        queries.ids[q]: (ready.ids[r], float(s))
        for found in kernel.match(ready, queries, quality)
        for q, r, s in zip(found.query, found.record, found.score, strict=True)
    }


def vendors(data: Path, quality: policy.Quality) -> tuple[Answers, dict[str, str]]:
    """Match the spellings of a real list of vendors."""
    pairs, register = load(data)
    asked = Records([str(n) for n in range(len(pairs))], [p[0] for p in pairs])
    truth = {str(n): b for n, (a, b) in enumerate(pairs) if is_spelling(a, b)}
    return answers(Records(register, register), asked, quality), truth


def main() -> None:
    """Read the arguments, match, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("jobs", type=Path, nargs="*")
    parser.add_argument("--quality", default="fast", choices=policy.QUALITIES)
    given = parser.parse_args()
    quality = policy.QUALITIES[given.quality]
    sets = {"vendors' spellings": vendors(given.data, quality)}
    for job in given.jobs:
        register = read_records(job / "register.csv", "reg_id")
        queries = read_records(job / "queries.csv", "query_id")
        made = answers(register, queries, quality)
        sets[job.name] = (made, read_truth(job / "truth.csv"))
    for kind, (made, truth) in sets.items():
        print(f"{kind}: {figures(made, truth)}\n\n{reliability(made, truth)}\n")


if __name__ == "__main__":
    main()
