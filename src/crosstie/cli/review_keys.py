"""Reads what a person answers: single keys where a terminal gives them, else lines."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

ARROWS = {"[A": "k", "[D": "k", "[B": "j", "[C": "j"}
END = "q"
"""What the end of the input means."""


class Answers(Protocol):
    """Where answers come from."""

    def key(self) -> str:
        """Wait for one key, or the first letter of a line."""

    def line(self, asked: str) -> str:
        """Ask for a line of text."""


class Lines:
    """Answers as whole lines: for terminals without keys, pipes, screen readers."""

    def key(self) -> str:
        """Read a line; an empty one goes on, the end of the input quits."""
        sys.stdout.write("> ")
        sys.stdout.flush()
        found = sys.stdin.readline()
        if not found:
            return END
        return found.strip()[:1].lower() or "j"

    def line(self, asked: str) -> str:
        """Read a text."""
        sys.stdout.write(f"{asked}: ")
        sys.stdout.flush()
        return sys.stdin.readline().strip()


class Keys(Lines):
    """Single keys of a terminal; lines where a text is asked for."""

    def __init__(self, descriptor: int, termios: Any, tty: Any) -> None:
        self._descriptor = descriptor
        self._termios = termios
        self._tty = tty
        self._before = termios.tcgetattr(descriptor)

    def key(self) -> str:
        """Wait for one key; arrows are j and k, Ctrl-D quits."""
        self._tty.setcbreak(self._descriptor)
        try:
            found = os.read(self._descriptor, 8)
        finally:
            self.restore()
        text = found.decode("utf-8", "replace")
        if text in ("", "\x04"):
            return END
        if text.startswith("\x1b"):
            return ARROWS.get(text[1:3], "")
        return "j" if text[0] in " \r\n" else text[0].lower()

    def restore(self) -> None:
        """Give the terminal back as it was."""
        self._termios.tcsetattr(self._descriptor, self._termios.TCSADRAIN, self._before)


@contextmanager
def answers(*, lines: bool) -> Iterator[Answers]:
    """Open the best way to read answers that this terminal has."""
    keys = None if lines or os.environ.get("TERM") == "dumb" else _keys()
    try:
        yield keys or Lines()
    finally:
        if keys is not None:
            keys.restore()


def _keys() -> Keys | None:
    """Take single keys where the system can give them."""
    try:
        termios: Any = importlib.import_module("termios")
        tty: Any = importlib.import_module("tty")
        return Keys(sys.stdin.fileno(), termios, tty)
    except (ImportError, OSError, ValueError):
        return None
    except Exception as error:
        if type(error).__name__ == "error":  # termios.error: no terminal after all
            return None
        raise
