"""Real spellings of vendors against a real list of vendors: hand-made truth.

    python benchmarks/spellings.py [DATA] [--quality fast|best] [--weights FILE]

DATA is the folder with `registers/canada_vendors`, by default ../shared/data. Queries
are the spellings of vendor_normalization_data.csv, truth is the name that a person gave
each. The register is the list of all vendors without those spellings: otherwise a query
each. The register is the list of all vendors without those spellings, as a query would
else find itself. A pair counts as a spelling when its names share something that can be
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from rapidfuzz import fuzz  # noqa: E402

from benchmarks.matching.measure import figures  # noqa: E402
from benchmarks.matching.results import write_job  # noqa: E402
from crosstie.matching import kernel, net, policy  # noqa: E402
from crosstie.matching.records import Records  # noqa: E402
from crosstie.text.names import parse_name  # noqa: E402
from crosstie.text.wordlists import is_plain  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
ALIKE_WORD = 80
ALIKE_NAME = 70


def is_spelling(written: str, name: str) -> bool:
    """Tell a spelling from a take-over, by letters alone.

    It is one when a telling word of the name (no plain word, four letters or more, or
    the first) stands in the spelling with four of five letters right, or when the names
    without blanks agree in seven of ten letters.
    """
    left, right = parse_name(written), parse_name(name)
    if fuzz.ratio(left.glued, right.glued) >= ALIKE_NAME:
        return True
    telling = [w for w in right.core if len(w) > 3 and not is_plain(w)]
    telling = telling or list(right.core[:1])
    return any(fuzz.ratio(a, b) >= ALIKE_WORD for a in telling for b in left.core)


def load(data: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """Read (spelling, name) and the register without the spellings."""
    folder = data / "registers" / "canada_vendors"
    with (folder / "vendor_normalization_data.csv").open(encoding="utf-8") as stream:
        pairs = [
            (row["company_name"], row["parent_company"])
            for row in csv.DictReader(stream)
        ]
    with (folder / "2022-07-09-all-vendors.csv").open(encoding="utf-8") as stream:
        every = {row["d_vendor_name"] for row in csv.DictReader(stream)}
    names = {name for _, name in pairs}
    spelt = {written for written, _ in pairs} - names
    return [p for p in pairs if p[0] not in names], sorted((every | names) - spelt)


def run(data: Path, quality: str, model: net.Model) -> dict[str, dict[str, float]]:
    """Match and judge, spellings and take-overs apart."""
    pairs, register = load(data)
    ready = kernel.prepare(Records(register, register))
    asked = Records([str(n) for n in range(len(pairs))], [p[0] for p in pairs])
    answers = {
        asked.ids[q]: (ready.ids[r], float(s))
        for found in kernel.match(ready, asked, policy.QUALITIES[quality], model=model)
        for q, r, s in zip(found.query, found.record, found.score, strict=True)
    }
    shown: dict[str, dict[str, float]] = {}
    for kind, wanted in (("spellings", True), ("take-overs", False)):
        truth = {
            str(n): name
            for n, (written, name) in enumerate(pairs)
            if is_spelling(written, name) is wanted
        }
        shown[kind] = {"pairs": len(truth), **figures(answers, truth)}
    everything = {str(n): name for n, (_, name) in enumerate(pairs)}
    shown["all"] = {"pairs": len(pairs), **figures(answers, everything)}
    return shown


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", default=DATA)
    parser.add_argument("--quality", default="fast", choices=policy.QUALITIES)
    parser.add_argument("--job", type=Path, help="write a job for resolve.py, and end")
    parser.add_argument("--weights", type=Path, default=net.WEIGHTS)
    given = parser.parse_args()
    if given.job:
        write_job(given.job, *load(given.data))
        return
    model = net.read_model(given.weights)
    print(json.dumps(run(given.data, given.quality, model), indent=2))


if __name__ == "__main__":
    main()
