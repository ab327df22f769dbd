"""The rooms of docs/decisions/0001 as data, and a reader of the arrows between them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
PACKAGE = SRC / "crosstie"
FACE = "crosstie"

FLOORS = {
    "errors": 1,
    "text": 1,
    "model": 2,
    "settings": 2,
    "store": 3,
    "fetch": 3,
    "matching": 3,
    "sources": 4,
    "resolve": 4,
    "ownership": 4,
    "ties": 5,
    "review": 5,
    "check": 5,
    "figures": 5,
    "support": 5,
    "actions": 5,
    "watch": 5,
    "pages": 6,
    "charts": 7,
    "report": 7,
    "exports": 7,
    "site": 7,
    "pipeline": 8,
    "cli": 9,
    "web": 9,
    "mcp": 9,
    "api": 9,
}

EDGE = 9
"""The only floor that knows environment, clock, terminal and the user's paths."""

_BELOW_STEPS = frozenset(room for room, floor in FLOORS.items() if floor <= 3)
_DRAWN = frozenset({"pages", "model", "errors", "text"})

MAY_IMPORT: dict[str, frozenset[str]] = {
    room: frozenset(other for other, below in FLOORS.items() if below < floor)
    for room, floor in FLOORS.items()
}
"""Every room may import the floors below it, and these rooms less, or one more:"""
MAY_IMPORT |= {
    "text": frozenset({"errors"}),
    **{room: _BELOW_STEPS for room, floor in FLOORS.items() if floor in (5, 6)},
    "matching": frozenset({"errors", "text", "model"}),
    "charts": _DRAWN,
    "report": _DRAWN | {"charts"},
    "exports": _DRAWN,
    "site": _DRAWN | {"charts", "report", "exports", "settings"},
    "pipeline": frozenset(r for r, floor in FLOORS.items() if floor < 7),
}

STARTS = {
    "crosstie.cli.serve": frozenset({"web"}),
    "crosstie.cli.mcp": frozenset({"mcp"}),
}
"""Commands that start another room of floor 9, and nothing else may."""

FLOOR_ONE_TAKES = frozenset({"babel", "rapidfuzz", "stdnum"})
"""Packages that floor 1 may use besides the standard library."""

ONLY_IN: dict[str, tuple[str, ...]] = {
    "duckdb": ("crosstie.store.engine",),
    "pyspark": ("crosstie.matching.spark",),
    "mcp": ("crosstie.mcp.server",),
    "typer": ("crosstie.cli",),
    "rich": ("crosstie.cli",),
    **dict.fromkeys(
        ("socket", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp"),
        ("crosstie.fetch", "crosstie.web", "crosstie.mcp"),
    ),
    "urllib.request": ("crosstie.fetch",),
}
"""Packages that belong to one module or room; the network to those that need it."""

NAMES_OF_THE_FACE = frozenset({"__version__"})
"""What a lower room may take from `crosstie` itself: a constant, no code."""

EDGE_MODULES = frozenset({"time", "sys", "getpass", "locale", "signal", "argparse"})
"""Standard modules that know the clock, the terminal or the process."""

EDGE_CALLS = frozenset(
    {
        "os.environ",
        "os.getenv",
        "os.getcwd",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "pathlib.Path.cwd",
        "pathlib.Path.home",
        "print",
        "input",
    }
)
"""Names that read the environment, the clock or the terminal."""

EDGE_EXCEPTIONS: dict[tuple[str, str], str] = {
    ("crosstie.store.engine", "time"): "waits for another process's lock; dates nothing"
}
"""(module, name) that a lower room may use all the same, with the reason."""


@dataclass(frozen=True)
class Arrow:
    """One import: who imports what, on which line."""

    source: str
    target: str
    name: str
    line: int
    level: int

    @property
    def is_ours(self) -> bool:
        """Tell whether the import stays inside the package."""
        return self.target.split(".")[0] == FACE


def module_files() -> dict[str, Path]:
    """Find every module of the package by its full name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def tree(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def room(module: str) -> str:
    """Name the room of a module; the face is a room of its own."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else FACE


def arrows(module: str, path: Path, modules: frozenset[str]) -> Iterator[Arrow]:
    """Read every import of a module: lazy ones and type-only ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Arrow(module, alias.name, "", node.lineno, 0)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                target, name = (inner, "") if inner in modules else (base, alias.name)
                yield Arrow(module, target, name, node.lineno, node.level)
        elif isinstance(node, ast.Call):
            target = imported_by_name(node)
            if target:
                yield Arrow(module, target, "", node.lineno, 0)


def imported_by_name(call: ast.Call) -> str:
    """Read `import_module("a.b")`; of a name that is put together, its fixed start."""
    called = ast.unparse(call.func).rpartition(".")[2]
    if called not in ("import_module", "__import__") or not call.args:
        return ""
    given = call.args[0]
    if isinstance(given, ast.JoinedStr):
        given = given.values[0]
    text = given.value if isinstance(given, ast.Constant) else ""
    return str(text).rstrip(".")


def names_used(path: Path) -> Iterator[tuple[str, int]]:
    """Read every name used and every `a.b.c` of a module, by what was imported."""
    parsed = tree(path)
    full = {
        alias.asname or alias.name.partition(".")[0]: (
            f"{node.module}.{alias.name}"
            if isinstance(node, ast.ImportFrom)
            else alias.name
            if alias.asname
            else alias.name.partition(".")[0]
        )
        for node in ast.walk(parsed)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(parsed):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield full.get(node.id, node.id), node.lineno
        elif isinstance(node, ast.Attribute):
            first, _, rest = ast.unparse(node).partition(".")
            yield f"{full.get(first, first)}.{rest}", node.lineno


def loops(graph: dict[str, set[str]]) -> list[list[str]]:
    """Find loops: each as the modules in order, the first repeated at the end."""
    found: list[list[str]] = []
    done: set[str] = set()
    way: list[str] = []

    def visit(module: str) -> None:
        if module in way:
            found.append([*way[way.index(module) :], module])
            return
        if module in done:
            return
        way.append(module)
        for target in sorted(graph.get(module, ())):
            visit(target)
        way.pop()
        done.add(module)

    for module in sorted(graph):
        visit(module)
    return found
