"""Arrows between rooms only look down; a lazy or a type-only import counts."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.contract import rooms
from tests.contract.rooms import Arrow

MODULES = rooms.module_files()
NAMES = frozenset(MODULES)
ARROWS = {name: list(rooms.arrows(name, path, NAMES)) for name, path in MODULES.items()}
ALL_ARROWS = [arrow for found in ARROWS.values() for arrow in found]

IMPORT_NAMES = {
    "python-stdnum": "stdnum",
    "python-docx": "docx",
    "vl-convert-python": "vl_convert",
}
"""Import name of a package, where it differs from the package's."""

COMES_WITH = {
    "py4j": "pyspark",
    "markupsafe": "jinja2",
    "_pytest": "pytest",
    "mkdocs": "mkdocs_material",
    "click": "typer",
}
"""Packages that belong to the face of another one, which is declared."""


def place(arrow: Arrow) -> str:
    return f"{arrow.source}:{arrow.line} imports {arrow.target} {arrow.name}".rstrip()


def is_allowed(arrow: Arrow) -> bool:
    """Judge one arrow inside the package."""
    source, target = rooms.room(arrow.source), rooms.room(arrow.target)
    if source in (target, rooms.FACE):
        return True
    if target == rooms.FACE:
        return arrow.name in rooms.NAMES_OF_THE_FACE
    started = rooms.STARTS.get(arrow.source, frozenset())
    return target in rooms.MAY_IMPORT[source] | started


def test_every_module_stands_in_a_known_room() -> None:
    unknown = {rooms.room(name) for name in MODULES} - {*rooms.FLOORS, rooms.FACE}
    assert not unknown, "rooms without a floor; see docs/decisions/0001"


def test_arrows_look_down() -> None:
    wrong = [place(a) for a in ALL_ARROWS if a.is_ours and not is_allowed(a)]
    assert not wrong


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("crosstie.ties.direct", "crosstie.store.engine", True),
        ("crosstie.ties.direct", "crosstie.sources.registry", False),
        ("crosstie.ties.direct", "crosstie.resolve.run", False),
        ("crosstie.resolve.run", "crosstie.ownership.run", False),
        ("crosstie.store.engine", "crosstie.ties.run", False),
        ("crosstie.report.html", "crosstie.charts.chain", True),
        ("crosstie.report.html", "crosstie.store.engine", False),
        ("crosstie.pipeline", "crosstie.report.html", False),
        ("crosstie.cli.trace", "crosstie.web.app", False),
        ("crosstie.cli.serve", "crosstie.web.app", True),
        ("crosstie.web.app", "crosstie.cli.serve", False),
        ("crosstie.site.registry", "crosstie.web.app", False),
        ("crosstie.text.names", "crosstie.model.words", False),
    ],
)
def test_the_rule_itself(source: str, target: str, allowed: bool) -> None:
    assert is_allowed(Arrow(source, target, "", 1, 0)) is allowed


def test_no_relative_and_no_star_imports() -> None:
    assert not [place(a) for a in ALL_ARROWS if a.level or a.name == "*"]


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("import_module('crosstie.resolve.run')", "crosstie.resolve.run"),
        ("importlib.import_module(f'crosstie.sources.{name}')", "crosstie.sources"),
        ("__import__('duckdb')", "duckdb"),
    ],
)
def test_an_import_by_name_is_an_arrow(tmp_path: Path, line: str, target: str) -> None:
    module = tmp_path / "module.py"
    module.write_text(line, encoding="utf-8")
    (arrow,) = rooms.arrows("crosstie.ties.dates", module, NAMES)
    assert arrow.target == target


@pytest.mark.parametrize(
    "text",
    [
        "from os import environ\nenviron",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime as moment\nmoment.now()",
        "import pathlib as p\np.Path.home()",
        "print()",
    ],
)
def test_the_edge_is_known_by_any_name(tmp_path: Path, text: str) -> None:
    module = tmp_path / "module.py"
    module.write_text(text, encoding="utf-8")
    assert {name for name, _ in rooms.names_used(module)} & rooms.EDGE_CALLS


def test_no_loop_between_modules() -> None:
    graph = {
        name: {a.target for a in found if a.is_ours and is_step(a, name)}
        for name, found in ARROWS.items()
    }
    assert rooms.loops(graph) == []


def is_step(arrow: Arrow, name: str) -> bool:
    """Leave out the constants of the face: they bring no code with them."""
    is_constant = arrow.target == rooms.FACE and arrow.name in rooms.NAMES_OF_THE_FACE
    return arrow.target != name and not is_constant


def test_a_loop_would_be_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}
    assert rooms.loops(graph) == [["b", "c", "b"]]


def test_packages_stay_in_their_room() -> None:
    wrong = [
        place(a)
        for a in ALL_ARROWS
        for package, homes in rooms.ONLY_IN.items()
        if f"{a.target}.{a.name}.".startswith(f"{package}.")
        if not any(f"{a.source}.".startswith(f"{home}.") for home in homes)
    ]
    assert not wrong


def test_floor_one_takes_little() -> None:
    wrong = [
        place(a)
        for a in ALL_ARROWS
        if rooms.FLOORS.get(rooms.room(a.source)) == 1
        and not a.is_ours
        and a.target.split(".")[0] not in sys.stdlib_module_names
        and a.target.split(".")[0] not in rooms.FLOOR_ONE_TAKES
    ]
    assert not wrong


OF_AN_EXTRA = {
    "crosstie.matching.spark": "spark",
    "crosstie.check.documents": "check",
    "crosstie.charts.picture": "pictures",
    **dict.fromkeys(
        (
            "crosstie.report.docx_file",
            "crosstie.report.docx_styles",
            "crosstie.report.docx_tables",
            "crosstie.report.docx_words",
        ),
        "docx",
    ),
    "crosstie.report.pdf_file": "pdf",
    "crosstie.mcp.server": "mcp",
    "crosstie.api.plotted": "notebook",
    "crosstie.api.result": "notebook",
}
"""The modules that use an extra's packages, and the extra."""


def declared(lines: list[str]) -> set[str]:
    """Read the import names of dependencies."""
    names = [re.split(r"[<>=!~;\[ ]", line)[0].lower() for line in lines]
    return {IMPORT_NAMES.get(name, name.replace("-", "_")) for name in names}


def packages(arrows: list[Arrow]) -> set[str]:
    """Tell which packages from elsewhere are imported."""
    used = {a.target.split(".")[0] for a in arrows if not a.is_ours and not a.level}
    return {COMES_WITH.get(name, name) for name in used} - set(sys.stdlib_module_names)


def test_every_package_used_is_a_declared_dependency() -> None:
    project = tomllib.loads((rooms.ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    everywhere = [a for a in ALL_ARROWS if a.source not in OF_AN_EXTRA]
    needed = declared(project["project"]["dependencies"])
    assert packages(everywhere) <= needed
    for module, extra in OF_AN_EXTRA.items():
        assert packages(ARROWS[module]) <= needed | declared(extras[extra])


RUN_ELSEWHERE = {"tests/exports/validate.py"}
"""Run by the interpreter of `make validators`; scripts/validators.py pins its needs."""


@pytest.mark.parametrize("folder", ["tests", "scripts", "benchmarks"])
def test_what_is_beside_the_package_needs_no_more_than_the_locks(folder: str) -> None:
    """A lazy import counts: a test on a package that no lock pins fails elsewhere."""
    project = tomllib.loads((rooms.ROOT / "pyproject.toml").read_text("utf-8"))
    allowed = declared(project["project"]["dependencies"])
    allowed |= declared(project["dependency-groups"]["dev"])
    allowed |= declared(project["build-system"]["requires"])
    if folder == "tests":  # skipped where the extra is absent; it has its own lock
        allowed |= declared(project["project"]["optional-dependencies"]["spark"])
    if folder == "benchmarks":  # peers are measured where they are at hand
        allowed |= declared(project["dependency-groups"]["peers"])
    found = [
        arrow
        for path in sorted((rooms.ROOT / folder).rglob("*.py"))
        if path.relative_to(rooms.ROOT).as_posix() not in RUN_ELSEWHERE
        for arrow in rooms.arrows(path.stem, path, NAMES)
    ]
    assert packages(found) - {"tests", "scripts", "benchmarks"} <= allowed


def test_only_the_edge_knows_environment_clock_and_terminal() -> None:
    wrong = []
    for name, path in MODULES.items():
        if rooms.FLOORS.get(rooms.room(name), rooms.EDGE) == rooms.EDGE:
            continue
        used = [(a.target.split(".")[0], a.line) for a in ARROWS[name]]
        used = [(n, line) for n, line in used if n in rooms.EDGE_MODULES]
        used += [u for u in rooms.names_used(path) if u[0] in rooms.EDGE_CALLS]
        wrong += [
            f"{name}:{line} uses {used_name}"
            for used_name, line in used
            if (name, used_name) not in rooms.EDGE_EXCEPTIONS
        ]
    assert not wrong


def test_exceptions_are_still_needed() -> None:
    for module, name in rooms.EDGE_EXCEPTIONS:
        assert name in {a.target.split(".")[0] for a in ARROWS[module]}


def test_the_public_face_is_sorted_and_importable() -> None:
    face = importlib.import_module("crosstie")
    assert list(face.__all__) == sorted(face.__all__)
    assert all(hasattr(face, name) for name in face.__all__)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_module_opens_with_its_job(module: str) -> None:
    path = MODULES[module]
    first = rooms.tree(path).body[:1]
    assert first, f"{path.name} is empty; say in a sentence what it is for"
    docstring = rooms.ast.get_docstring(rooms.tree(path))
    assert docstring and docstring.splitlines()[0].endswith((".", ":", "?"))
