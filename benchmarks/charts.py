"""Draw the charts of docs/guides/matching.md from a file of results.

    python benchmarks/charts.py [RESULTS] [-o FOLDER]

RESULTS is what `benchmarks/resolve.py --json` wrote, by default
benchmarks/results/resolve.json; FOLDER is docs/images. Everything is in ink, as colour
means a route; each drawing follows the reader's light or dark setting.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from markupsafe import Markup  # noqa: E402

from benchmarks.matching.results import read  # noqa: E402
from crosstie.charts.svg import drawing, element, join, lines, text  # noqa: E402
from crosstie.pages.tokens import css_variables  # noqa: E402

WIDTH = 880.0
NOTE, LABEL, HEAD = 12.5, 13.5, 14.5
STYLE = """
svg{background:var(--bg)}
text{font-family:var(--sans);fill:var(--ink);font-variant-numeric:tabular-nums}
.d2{fill:var(--ink-2)}.d3{fill:var(--ink-3)}.b{font-weight:600}
.grid{stroke:var(--rule);stroke-width:1}.axis{stroke:var(--rule-2);stroke-width:1}
.true{stroke:var(--rule-2);stroke-width:1.5;stroke-dasharray:5 4;fill:none}
.line{stroke:var(--ink);stroke-width:1.8;fill:none;stroke-linejoin:round}
.full{fill:var(--ink)}
.open{fill:var(--bg);stroke:var(--ink-2);stroke-width:1.8}
"""


@dataclass(frozen=True)
class Scale:
    """Puts a number on a stretch of paper."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def __call__(self, value: float) -> float:
        """Return the place of a number, kept inside the stretch."""
        told = min(max(value, self.low), self.high)
        see: Callable[[float], float] = math.log10 if self.is_log else float
        share = (see(told) - see(self.low)) / (see(self.high) - see(self.low))
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True)
class Column:
    """One measure of the peers' chart."""

    key: str
    title: str
    note: str
    ticks: tuple[float, ...]
    is_log: bool = False


COLUMNS = (
    Column("recall@1", "Recall@1", "right row first", (0.5, 0.75, 1)),
    Column("best_f1", "Best F1", "over thresholds", (0.5, 0.75, 1)),
    Column("recall@p95", "Recall", "at precision .95", (0.5, 0.75, 1)),
    Column("cpu_s", "CPU seconds", "log scale", (5, 20, 80), True),
    Column("peak_mb", "Peak memory", "MB, log scale", (200, 600, 2000), True),
)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """Draw a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def dot(x: float, y: float, radius: float, class_: str, said: str) -> Markup:
    """Draw a dot that says what it is when pointed at."""
    title = element("title", said)
    return element("circle", title, cx=x, cy=y, r=radius, class_=class_)


def heading(title: str, unit: str) -> tuple[list[Markup], float]:
    """Write the title and the line that says how it was measured; and where it ends."""
    parts, y = [text(24, 34, title, 18, class_="b")], 56.0
    for row in lines(unit, WIDTH - 48, LABEL):
        parts.append(text(24, y, row, LABEL, class_="d2"))
        y += 18
    return parts, y


def peers(job: dict[str, Any], kind: str) -> str:
    """Draw every method by every measure: Crosstie filled, the others hollow."""
    rows = [row for row in job["methods"] if "recall@1" in row]
    rows.sort(key=lambda row: (not row["method"].startswith("crosstie"), row["method"]))
    parts, top = heading(
        "Crosstie and its peers on one job",
        f"20,000 dirty names against 300,000 rows ({kind}), each method in a process "
        "of its own, start included",
    )
    top, step, left, gap = top + 44, 32.0, 262.0, 20.0
    width = (WIDTH - 24 - left) / len(COLUMNS)
    bottom = top + step * len(rows)
    for number, column in enumerate(COLUMNS):
        x = left + number * width
        values = [float(row[column.key]) for row in rows]
        ends = (column.ticks[0], max(column.ticks[-1], *values))
        place = Scale(*ends, x, x + width - gap - 18, column.is_log)
        parts.append(text(x, top - 30, column.title, LABEL, class_="b"))
        parts.append(text(x, top - 14, column.note, NOTE, class_="d2"))
        for tick in column.ticks:
            at = place(tick)
            parts.append(line(at, top - 4, at, bottom - 6, "grid"))
            said = shown(tick)
            parts.append(
                text(at, bottom + 12, said, NOTE, class_="d3", text_anchor="middle")
            )
        for index, row in enumerate(rows):
            value, y = float(row[column.key]), top + step * index + 12
            is_ours = row["method"].startswith("crosstie")
            said = f"{row['method']}: {column.title} {value:g}"
            at = place(value)
            parts.append(dot(at, y, 5.5, "full" if is_ours else "open", said))
            is_late = at > x + width - gap - 66
            parts.append(
                text(
                    at - 10 if is_late else at + 10,
                    y + 4,
                    shown(value),
                    NOTE,
                    class_="b" if is_ours else "d2",
                    text_anchor="end" if is_late else None,
                )
            )
    for index, row in enumerate(rows):
        is_ours = row["method"].startswith("crosstie")
        y = top + step * index + 16
        parts.append(text(24, y, row["method"], LABEL, class_="b" if is_ours else None))
    said = "; ".join(f"{r['method']}: recall@1 {r['recall@1']}" for r in rows)
    return page("peers", bottom + 34, parts, "Crosstie and its peers on one job", said)


def reliability(jobs: dict[str, Any]) -> str:
    """Draw, for each kind of data, how often each score is right."""
    known = {kind: job for kind, job in jobs.items() if job.get("reliability")}
    parts, top = heading(
        "How often a score is right, by kind of data",
        "Across: mean score of the best rows of a bin. Up: share of them that is "
        "right. On the dashed line the score is a true probability; a larger dot holds "
        "more names",
    )
    top, side, gap = top + 34, 250.0, 66.0
    said = []
    for number, (kind, job) in enumerate(sorted(known.items())):
        x = 62 + (number % 3) * (side + gap - 30)
        y = top + (number // 3) * (side + 90)
        across, up = Scale(0, 1, x, x + side - 30), Scale(0, 1, y + side - 30, y)
        parts.append(text(x, y - 12, kind, LABEL, class_="b"))
        for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
            parts.append(line(across(0), up(tick), across(1), up(tick), "grid"))
            if tick in (0, 0.5, 1):
                told = {"class_": "d3", "text_anchor": "middle"}
                parts.append(text(across(tick), up(0) + 18, f"{tick:g}", NOTE, **told))
                told["text_anchor"] = "end"
                parts.append(text(x - 8, up(tick) + 4, f"{tick:g}", NOTE, **told))
        parts.append(line(across(0), up(0), across(1), up(1), "true"))
        bins = job["reliability"]
        path = " ".join(f"{across(s):.1f},{up(r):.1f}" for s, r, _ in bins)
        parts.append(element("polyline", points=path, class_="line"))
        most = max(many for _, _, many in bins)
        for score, right, many in bins:
            size = 3 + 5 * math.sqrt(many / most)
            hint = f"score {score:.2f}: {right:.2f} of {many:,} names are right"
            parts.append(dot(across(score), up(right), size, "full", hint))
        error = next(m["ece"] for m in job["methods"] if m["method"] == "crosstie")
        many = sum(count for _, _, count in bins)
        note = f"calibration error {error:.3f}, {many:,} names"
        parts.append(text(x, up(0) + 40, note, NOTE, class_="d2"))
        said.append(f"{kind}: {note}")
    height = top + math.ceil(max(1, len(known)) / 3) * (side + 60)
    title = "How often a score is right, by kind of data"
    return page("reliability", height, parts, title, "; ".join(said))


def sizes(rows: list[dict[str, Any]]) -> str:
    """Draw seconds and memory as both sides of the job double."""
    parts, top = heading(
        "Cost as the job doubles",
        "Names on both sides double from dot to dot. Dashed: twice the cost for each "
        "doubling. Both scales are logarithmic",
    )
    top, width, height = top + 40, 350.0, 210.0
    said = []
    for number, (key, title) in enumerate(
        (("cpu_s", "CPU seconds"), ("peak_mb", "Peak memory, MB"))
    ):
        x = 76 + number * (width + 72)
        values = [float(row[key]) for row in rows]
        asked = [float(row["queries"]) for row in rows]
        low, high = 10 ** math.floor(math.log10(min(values))), max(values) * 1.5
        across = Scale(asked[0], asked[-1], x + 8, x + width - 40, True)
        up = Scale(low, high, top + height, top, True)
        parts.append(text(x, top - 14, title, LABEL, class_="b"))
        for tick in ticks(low, high):
            parts.append(line(x, up(tick), x + width - 32, up(tick), "grid"))
            told = {"class_": "d3", "text_anchor": "end"}
            parts.append(text(x - 8, up(tick) + 4, shown(tick), NOTE, **told))
        double = [(a, values[0] * a / asked[0]) for a in asked]
        inside = [(a, v) for a, v in double if v <= high]
        points = " ".join(f"{across(a):.1f},{up(v):.1f}" for a, v in inside)
        parts.append(element("polyline", points=points, class_="true"))
        points = " ".join(
            f"{across(a):.1f},{up(v):.1f}" for a, v in zip(asked, values, strict=True)
        )
        parts.append(element("polyline", points=points, class_="line"))
        for row, value in zip(rows, values, strict=True):
            at = across(float(row["queries"]))
            job = f"{row['queries']:,} names against {row['register']:,}"
            parts.append(dot(at, up(value), 5, "full", f"{job}: {value:g}"))
            told = {"class_": "b", "text_anchor": "middle"}
            parts.append(text(at, up(value) - 10, shown(value), NOTE, **told))
            told = {"class_": "d3", "text_anchor": "middle"}
            parts.append(
                text(at, top + height + 18, short(row["queries"]), NOTE, **told)
            )
            against = f"× {short(row['register'])}"
            parts.append(text(at, top + height + 33, against, NOTE, **told))
        said.append(f"{title}: " + ", ".join(shown(v) for v in values))
    return page(
        "sizes", top + height + 54, parts, "Cost as the job doubles", "; ".join(said)
    )


def ticks(low: float, high: float) -> list[float]:
    """List 1, 2 and 5 times the powers of ten between two numbers."""
    start = math.floor(math.log10(low))
    made = [m * 10.0**p for p in range(start, start + 6) for m in (1, 2, 5)]
    return [value for value in made if low <= value <= high]


def shown(value: float) -> str:
    """Write a number for a label: a share without its nought."""
    if 0 < value < 1:
        return f"{value:.3f}".lstrip("0").rstrip("0")
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")


def short(value: float) -> str:
    """Write a large number short."""
    for unit, size in (("m", 1e6), ("k", 1e3)):
        if value >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def page(name: str, height: float, parts: list[Markup], title: str, desc: str) -> str:
    """Put a drawing together as a file of its own."""
    style = element("style", Markup(css_variables() + STYLE))  # noqa: S704
    paper = element("rect", width=WIDTH, height=height, fill="var(--bg)")
    made = drawing(
        WIDTH, height, [style, paper, join(parts)], id_=name, title=title, desc=desc
    )
    size = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}" '
    return str(made).replace("<svg ", f'{size}height="{height:g}" ', 1)


def main() -> None:
    """Read the arguments and write the drawings."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = ROOT / "benchmarks" / "results" / "resolve.json"
    parser.add_argument("results", type=Path, nargs="?", default=default)
    images = ROOT / "docs" / "images"
    parser.add_argument("-o", "--out", type=Path, default=images)
    given = parser.parse_args()
    found = read(given.results)
    kind, job = max(found["jobs"].items(), key=lambda item: len(item[1]["methods"]))
    made = {
        "peers": peers(job, kind),
        "reliability": reliability(found["jobs"]),
    }
    if found["sizes"]:
        made["sizes"] = sizes(found["sizes"])
    for name, drawn in made.items():
        path = given.out / f"matching-{name}.svg"
        path.write_text(drawn + "\n", encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
