"""Drives the command through a real pseudo-terminal, as a person's keys do."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

from tests.cli.command import ENTRY, Command

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PATIENCE = 15.0


def _take_terminal() -> None:
    """Make the pseudo-terminal the process's own, so that Ctrl-C reaches it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """One running command with a terminal of its own."""

    def __init__(
        self, command: Command, *arguments: str | Path, columns: int = 80, **more: str
    ) -> None:
        self._master, slave = pty.openpty()
        size = struct.pack("HHHH", 40, columns, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        environment = command.environment({"TERM": "xterm", **more})
        environment.pop("COLUMNS", None)
        environment.pop("NO_COLOR", None)
        environment |= {"PYTHONIOENCODING": "utf-8", **more}
        self.process = subprocess.Popen(
            [sys.executable, "-c", ENTRY, *map(str, arguments)],
            cwd=command.folder,
            env=environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)
        self.raw = ""

    def until(self, text: str) -> str:
        """Read until a text stands on the screen; return what came, without styles."""
        begun = time.monotonic()
        found = ""
        while text not in found:
            left = PATIENCE - (time.monotonic() - begun)
            if left <= 0:
                raise AssertionError(f"{text!r} never came; there was:\n{found}")
            if not select.select([self._master], [], [], left)[0]:
                continue
            try:
                more = os.read(self._master, 65536).decode("utf-8", "replace")
            except OSError:
                more = ""
            if not more:
                raise AssertionError(f"ended before {text!r}; there was:\n{found}")
            self.raw += more
            found = (found + ESCAPES.sub("", more)).replace("\r\n", "\n")
        return found

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def end(self) -> int:
        """Read what is left, wait for the end, return the exit code."""
        limit = time.monotonic() + PATIENCE
        while True:
            if not select.select([self._master], [], [], limit - time.monotonic())[0]:
                self.process.kill()
                raise AssertionError(f"it never ended; there was:\n{self.raw[-2000:]}")
            try:
                more = os.read(self._master, 65536)
            except OSError:
                break
            if not more:
                break
            self.raw += more.decode("utf-8", "replace")
        os.close(self._master)
        return self.process.wait(timeout=PATIENCE)
