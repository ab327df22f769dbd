"""Opens pages in headless Chromium, where there is one, and reads what they say."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--virtual-time-budget=8000"),
)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def find() -> str | None:
    """Find a Chromium on this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ask(page: str, expression: str, *, width: int, folder: Path, head: str = "") -> Any:
    """Open a page in a frame of a width and give the value of a JavaScript promise.

    The page itself has no script, and its policy forbids any: a copy is asked.
    """
    asking = (
        f"<script>Promise.resolve({expression})"
        ".then(v => parent.postMessage(JSON.stringify(v), '*'));</script></body>"
    )
    copy = _POLICY.sub(lambda _: head, page).replace("</body>", asking)
    (folder / "page.html").write_text(copy, encoding="utf-8")
    (folder / "frame.html").write_text(
        '<!doctype html><body style="margin:0"><pre id="said"></pre><script>'
        "onmessage = e => { said.textContent = e.data; };</script>"
        f'<iframe src="page.html" style="border:0;width:{width}px;height:900px">'
        "</iframe>",
        encoding="utf-8",
    )
    program = find()
    assert program, "no Chromium"
    done = subprocess.run(
        [
            program,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={max(width, 500)},900",
            "--dump-dom",
            (folder / "frame.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = re.search(r'<pre id="said">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found and found.group(1), "the page did not answer"
    return json.loads(html.unescape(found.group(1)))
