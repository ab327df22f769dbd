"""Put a real run into README.md: the terminal's output and a picture of the report.

Traces the case that ships on its sample, as a terminal of 100 columns shows it, in a
workspace of its own. The picture needs Chromium; without it, only the text is renewed.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "images" / "report.png"
COMMAND = ("crosstie", "trace", "ca-ice", "--sample")

WIDTH, HEIGHT = 1280, 1000
ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07)")
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


def picture(report: Path) -> bool:
    """Take a picture of the top of the report, where a browser is installed."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return False
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    options = ("--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu")
    shot = (f"--screenshot={PICTURE}", f"--window-size={WIDTH},{HEIGHT}")
    subprocess.run(
        [browser, *options, *shot, report.as_uri()], check=True, capture_output=True
    )
    return True


def between(text: str, marker: str, new: str) -> str:
    """Replace what stands between two markers."""
    start, end = f"<!-- {marker}:start -->", f"<!-- {marker}:end -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{new}\n{end}{after}"


def main() -> None:
    """Renew the first screen of the README."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shown = terminal_output(home)
        block = f"```text\n$ {' '.join(COMMAND)}\n{shown}\n```"
        text = between(text, "terminal", block)
        if picture(home / "out" / "report.html"):
            link = PICTURE.relative_to(ROOT).as_posix()
            about = "The top of the report: headline numbers and the first ties"
            text = between(text, "picture", f"![{about}]({link})")
        else:
            print("Chromium is not installed; the picture is not renewed")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
