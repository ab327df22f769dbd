"""Put a real run into README.md: the output, and pictures of report and overview.

Traces the case that ships on its sample, as a terminal of 100 columns shows it, in a
workspace of its own. Of the table, the first ties of each route are kept, and a line
says how many were left out. The picture needs Chromium; without it, only the text is
renewed.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "images" / "report.png"
OVERVIEW = ROOT / "docs" / "images" / "overview.png"
COMMAND = ("crosstie", "trace", "ca-ice", "--sample")

WIDTH = 1280
HEIGHTS = {PICTURE: 1400, OVERVIEW: 760}
MOST_BYTES = {PICTURE: 300_000, OVERVIEW: 150_000}
"""A first screen that takes longer to fetch is no help."""
SERVE = ("crosstie", "serve", "ca-ice", "--port", "0")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")

KEPT = (2, 1)
"""Ties of each route that are shown: in the first part of the table, in the others."""
ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07)")
SQUARES = (" ■", " □")
UNDER = " " * 33
MORE = re.compile(r" {33}and (\d+) more ")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def terminal_output(home: Path) -> str:
    """Run the command under a terminal and return what is left on the screen."""
    environment = {
        **os.environ,
        "CROSSTIE_HOME": str(home),
        "COLUMNS": "100",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
    }
    environment.pop("NO_COLOR", None)
    reader, writer = pty.openpty()
    child = subprocess.Popen(
        COMMAND,
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    text = read_all(reader)
    if child.wait():
        raise SystemExit(f"{' '.join(COMMAND)} ended with {child.returncode}")
    return ESCAPES.sub("", text).replace("\r\n", "\n").strip("\n")


def read_all(reader: int) -> str:
    """Read from a terminal until the program has closed it."""
    parts = []
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:  # Linux says so where a terminal's other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(reader)
    return b"".join(parts).decode()


def first_screen(text: str) -> str:
    """Keep the first ties of each route in each part of the table, and count the rest.

    A tie's line begins with a square; the line under it, if any, belongs to it.
    """
    shown: list[str] = []
    kept = list(KEPT)
    seen: dict[str, int] = {}
    left_out = 0
    keeps = True
    for line in text.splitlines():
        more = MORE.match(line)
        if more:
            left_out += int(more[1])
        elif line.startswith(SQUARES):
            route = line.split()[3]
            seen[route] = seen.get(route, 0) + 1
            keeps = seen[route] <= kept[0]
            left_out += not keeps
        elif seen and not line.startswith(UNDER):
            if left_out:
                shown.append(f"{UNDER}… and {left_out} more")
            seen, left_out, keeps = {}, 0, True
            kept = kept[1:] or kept
        if keeps and not more:
            shown.append(line.rstrip())
    return "\n".join(shown)


def picture(address: str, target: Path) -> bool:
    """Take a picture of the top of a page, where a browser is installed."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    options = ("--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu")
    light = "--blink-settings=preferredColorScheme=1"
    shot = (f"--screenshot={target}", f"--window-size={WIDTH},{HEIGHTS[target]}")
    subprocess.run(
        [browser, *options, light, *shot, address],
        check=True,
        capture_output=True,
        timeout=120,
    )
    size = target.stat().st_size
    if size > MOST_BYTES[target]:
        raise SystemExit(f"{target.name} has {size:,} bytes; lower its height")
    return True


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the run of a home and give the address; stop at the end."""
    environment = {**os.environ, "CROSSTIE_HOME": str(home), "LC_ALL": "C.UTF-8"}
    folder = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join((folder, environment["PATH"]))
    child = subprocess.Popen(
        SERVE,
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = child.stdout or []
        found = next(filter(None, map(ADDRESS.search, said)), None)
        if found is None:
            raise SystemExit(f"{' '.join(SERVE)} said no address")
        yield found[0]
    finally:
        child.terminate()
        child.wait()


def between(text: str, marker: str, new: str) -> str:
    """Replace what stands between two markers."""
    start, end = f"<!-- {marker}:start -->", f"<!-- {marker}:end -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{new}\n{end}{after}"


def linked(about: str, target: Path) -> str:
    """Write a picture into Markdown."""
    return f"![{about}]({target.relative_to(ROOT).as_posix()})"


def main() -> None:
    """Renew the first screen of the README."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shown = first_screen(terminal_output(home))
        block = f"```text\n$ {' '.join(COMMAND)}\n{shown}\n```"
        text = between(text, "terminal", block)
        if picture((home / "out" / "report.html").as_uri(), PICTURE):
            about = "The top of the report: headline numbers and the first ties"
            text = between(text, "picture", linked(about, PICTURE))
            with served(home) as address:
                picture(address, OVERVIEW)
            about = "The overview in the browser: headline and four numbers"
            text = between(text, "overview", linked(about, OVERVIEW))
        else:
            print("Chromium is not installed; the pictures are not renewed")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
