"""Write docs/reference from the code that it describes: `make docs`.

A page is a pure function from the code to text, so that tests/contract/test_docs.py can
compare what is written with what would be. Each page says which file it is made from.
"""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer

from crosstie import errors
from crosstie.cli.main import INTERRUPTED, app
from crosstie.store.run_tables import RUN_TABLES
from crosstie.store.schema import Table
from crosstie.store.tables import DERIVED, LOADED, WORKSPACE

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
SOURCES = ROOT / "src" / "crosstie" / "sources"


def grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def cell(value: str) -> str:
    """Keep a value inside its cell."""
    return " ".join(value.split()).replace("|", "\\|")


def opening(title: str, made_from: str, lead: str) -> str:
    """Write the first lines of a page."""
    return (
        f"# {title}\n\n<!-- Written by `make docs` from {made_from}; "
        f"not edited by hand. -->\n\n{lead}\n"
    )


# Tables


def tables() -> str:
    """Describe every table and column of the workspace and of a run."""
    kept = [t for t in WORKSPACE if t not in (*LOADED, *DERIVED)]
    parts = [
        (
            "The workspace: files and what became of their rows",
            "One database holds everything that was loaded.",
            kept,
        ),
        (
            "The workspace: loaded rows",
            "A connector fills these; each row knows its file and row number.",
            LOADED,
        ),
        (
            "The workspace: derived rows",
            "These are rebuilt from the loaded ones after each load.",
            DERIVED,
        ),
        (
            "A run",
            "One small database for each run; pages and exports read nothing else. "
            "It also holds the rows of the workspace that its ties use.",
            RUN_TABLES,
        ),
    ]
    text = opening(
        "Tables and columns",
        "src/crosstie/store/tables.py and run_tables.py",
        "The grammar of these names stands in [words](../words.md).",
    )
    for title, lead, group in parts:
        text += f"\n## {title}\n\n{lead}\n"
        text += "".join(one_table(table) for table in group)
    return text


def one_table(table: Table) -> str:
    """Describe one table."""
    key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    rows = (
        (f"`{c.name}`", f"`{c.type}`", "no" if c.required else "yes", c.about)
        for c in table.columns
    )
    body = grid(("column", "type", "may be empty", "what it holds"), rows)
    return f"\n### {table.name}\n\n{table.about}{key}\n\n{body}\n"


# Exit codes


def error_classes() -> list[type[errors.CrosstieError]]:
    """List every error class in the order of the file."""
    return [
        value
        for _, value in inspect.getmembers(errors, inspect.isclass)
        if issubclass(value, errors.CrosstieError)
    ]


def exit_codes() -> str:
    """Describe what each exit code means and which errors lead to it."""
    root = errors.CrosstieError
    found = sorted(
        (c for c in error_classes() if c is not root),
        key=lambda c: (c.exit_code, len(c.__mro__), c.__name__),
    )
    rows = [("0", "", "The command did what it was asked.")]
    rows.append((str(root.exit_code), "", "Something unexpected; please report it."))
    rows += [(str(c.exit_code), f"`{c.__name__}`", first_line(c)) for c in found]
    rows.append((str(INTERRUPTED), "", "Stopped with Ctrl-C."))
    return (
        opening(
            "Exit codes",
            "src/crosstie/errors.py",
            "An error says what was wrong, where (file, row, column), and what to do "
            "next.\nIts exit code follows what the reader can do about it.",
        )
        + "\n"
        + grid(("code", "error", "what it means"), rows)
        + "\n\nEvery error is a `CrosstieError`:\n\n```text\n"
        + tree_of_errors()
        + "\n```\n"
    )


def tree_of_errors() -> str:
    """Take the tree that errors.py draws at its top."""
    lines = (inspect.getdoc(errors) or "").splitlines()
    start = lines.index("CrosstieError")
    return "\n".join(line.rstrip() for line in lines[start : lines.index("", start)])


def first_line(thing: object) -> str:
    """Take the first line of a docstring."""
    return (inspect.getdoc(thing) or "").splitlines()[0]


# Command line


def commands() -> dict[str, Any]:
    """Find every command of the command line, by name."""
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def cli() -> str:
    """Describe every command, argument and option."""
    text = opening(
        "Command line",
        "src/crosstie/cli",
        "`crosstie --help` and `crosstie COMMAND --help` print the same. "
        "[Exit codes](exit-codes.md) have a page of their own.",
    )
    text += "\n## crosstie --version\n\nPrint the version.\n"
    return text + "".join(one_command(*pair) for pair in commands().items())


def one_command(name: str, command: Any) -> str:
    """Describe one command."""
    shown = [p for p in command.params if not is_help(p)]
    usage = " ".join(["crosstie", name, *(usage_of(p) for p in shown)])
    about = " ".join(inspect.cleandoc(command.help or "").split())
    text = f"\n## crosstie {name}\n\n{about}\n\n```text\n{usage}\n```\n"
    if shown:
        rows = ((f"`{spelled(p)}`", p.help or "", default_of(p)) for p in shown)
        text += "\n" + grid(("argument or option", "what it does", "default"), rows)
        text += "\n"
    return text


def is_help(param: Any) -> bool:
    """Tell whether a parameter is `--help`, which every command has."""
    return bool(param.name == "help" or "--help" in param.opts)


def is_option(param: Any) -> bool:
    """Tell an option from an argument."""
    return any(name.startswith("-") for name in param.opts)


def takes_value(param: Any) -> bool:
    """Tell an option with a value from a flag."""
    return not getattr(param, "is_flag", False)


def spelled(param: Any) -> str:
    """Write a parameter as a user types it."""
    if not is_option(param):
        return str(param.metavar or param.name.upper())
    names = ", ".join(param.opts)
    return f"{names} {value_of(param)}" if takes_value(param) else names


def value_of(param: Any) -> str:
    """Name the value of an option."""
    return str(param.metavar or "VALUE")


def usage_of(param: Any) -> str:
    """Write a parameter in the line of usage."""
    text = spelled(param).split(", ")[-1]
    if param.nargs == -1 or getattr(param, "multiple", False):
        text += "..."
    return text if param.required else f"[{text}]"


def default_of(param: Any) -> str:
    """Write a default where there is one to tell."""
    value = param.default
    plain = isinstance(value, str | int | Path) and not isinstance(value, bool)
    return f"`{value}`" if plain and str(value) else ""


# Sources


def sources() -> str:
    """Describe every source: who publishes it, under what licence, which layouts."""
    text = opening(
        "Sources",
        "src/crosstie/sources/*/source.toml",
        "`crosstie fetch NAME` fetches some of these from their publishers; "
        "`crosstie load NAME FILE...` reads files of all of them from disk.",
    )
    for path in sorted(SOURCES.glob("*/source.toml")):
        text += one_source(path.parent)
    return text


def one_source(folder: Path) -> str:
    """Describe one source from its declaration."""
    source = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    name = folder.name.replace("_", "-")
    text = f"\n## {name}\n\n{source.get('about', source['title'])}\n\n"
    facts = [
        (name, str(source[name]))
        for name in ("title", "publisher", "licence", "url")
        if source.get(name)
    ]
    facts.append(("files", ", ".join(f"`{ending}`" for ending in source["reads"])))
    if source.get("missing"):
        facts.append(("known to be missing", " ".join(source["missing"])))
    facts += fetching(source)
    text += grid(("", ""), facts) + "\n"
    text += options_of(folder.name, source.get("fetch", {}).get("options", {}))
    layouts = [
        tomllib.loads(path.read_text("utf-8"))
        for path in sorted((folder / "layouts").glob("*.toml"))
    ]
    if layouts:
        head = ("layout", "what it is", "fills", "columns read", "never read")
        text += "\n" + grid(head, map(one_layout, layouts)) + "\n"
    return text + expected(source.get("expect", {}))


def expected(layouts: dict[str, dict[str, Any]]) -> str:
    """Say how many records and which values a source expects of its files."""
    rows = []
    for name, told in layouts.items():
        least = f"{told['min_rows']:,}" if "min_rows" in told else ""
        most = f"{told['max_rows']:,}" if "max_rows" in told else ""
        values = "; ".join(
            f"`{column}`: {', '.join(known)}"
            for column, known in told.get("categories", {}).items()
        )
        rows.append((f"`{name}`", least, most, values))
    head = ("layout", "a whole stops below", "noted above", "known values")
    return "\n" + grid(head, rows) + "\n" if rows else ""


def fetching(source: dict[str, Any]) -> list[tuple[str, str]]:
    """Say how a source is fetched, if it is."""
    rules = source.get("fetch")
    if rules is None:
        why = source.get("brought")
        return [("fetched by", f"a person. {why}" if why else "a person")]
    learns = "which names are looked for" if rules.get("per_name_query") else "no name"
    for name, option in rules.get("options", {}).items():
        if option.get("tells_publisher"):
            learns += f", unless `{name}=` is given"
    hosts = ", ".join(rules["hosts"])
    if option := rules.get("host_option"):
        hosts = f"the host that `{option}` declares"
    return [
        ("fetched by", "`crosstie fetch`"),
        ("from", f"{rules['page']} ({hosts})"),
        ("size", rules["size"]),
        ("asked again after", f"{rules['fresh_days']} days"),
        ("the publisher learns", learns),
        ("the client calls itself", f"`{rules.get('agent', '{agent}')}`"),
    ]


def options_of(name: str, options: dict[str, dict[str, Any]]) -> str:
    """List the options of a source."""
    if not options:
        return ""
    head = (f"option of `crosstie fetch {name}`", "what it asks for", "default")
    rows = (
        (
            f"`{key}={option.get('example', 'VALUE')}`",
            option["about"],
            f"`{option['default']}`" if "default" in option else "required",
        )
        for key, option in options.items()
    )
    return "\n" + grid(head, rows) + "\n"


def one_layout(layout: dict[str, Any]) -> tuple[str, ...]:
    """Describe one layout: its table, and the personal columns that are left unread."""
    personal = len(layout.get("personal", ()))
    return (
        f"`{layout['name']}`",
        layout["title"],
        f"`{layout['table']}`" if layout.get("table") else "",
        str(len(layout.get("read", ()))),
        f"{personal} personal columns" if personal else "",
    )


def python() -> str:
    """Describe the face in Python."""
    from scripts import reference_python

    return reference_python.page(opening, grid)


PAGES: dict[str, Callable[[], str]] = {
    "tables.md": tables,
    "exit-codes.md": exit_codes,
    "cli.md": cli,
    "sources.md": sources,
    "python.md": python,
}
"""File name and the function that writes it."""


def main() -> None:
    """Write every page."""
    sys.path.insert(0, str(ROOT))
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"wrote docs/reference/{name}")


if __name__ == "__main__":
    main()
