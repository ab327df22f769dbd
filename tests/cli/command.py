"""Calls the command as a user does: the real entry point, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENTRY = "from crosstie.cli.main import run; run()"

HEADER = (
    "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,"
    "Modification,Product/Service Description,NAICS Description,"
    "Transaction Description,Generated Award ID"
)


class Command:
    """The command with a home and a working directory of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.folder = folder

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Give the environment: nothing of the user's settings reaches a test."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("CROSSTIE_")}
        return {
            **kept,
            "CROSSTIE_HOME": str(self.home),
            "PYTHONPATH": str(ROOT / "src"),
            "COLUMNS": "100",
            **(more or {}),
        }

    def start(
        self, *arguments: str | Path, code: str = ENTRY, **more: str
    ) -> subprocess.Popen[str]:
        """Start the command and do not wait for it."""
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment(more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __call__(
        self, *arguments: str | Path, code: str = ENTRY, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        process = self.start(*arguments, code=code, **more)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def awards_file(path: Path, rows: int = 3, *, start: int = 0, name: str = "") -> Path:
    """Write a file of the 10-column layout with rows of our own making."""
    lines = [
        f"ICE,P{start + n},{name or f'ALPHA {n % 50} INC.'},100.00,2024-01-31,0,"
        "FURNITURE,,CHAIRS,"
        for n in range(rows)
    ]
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path
