"""Reads what a person answers: single keys where a terminal gives them, else lines."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from crosstie.text.language import _

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
        sys.stdout.write(_("{title}:").format(title=asked) + " ")
        sys.stdout.flush()
        return sys.stdin.readline().strip()


class Keys(Lines):
    """Single keys of a terminal; lines where a text is asked for.

    The terminal gives keys from the start to the end, so that what is typed while a
    screen is drawn is not lost; they are answered one by one.
    """

    def __init__(self, descriptor: int, termios: Any, tty: Any) -> None:
        self._descriptor = descriptor
        self._termios = termios
        self._tty = tty
        self._before = termios.tcgetattr(descriptor)
        self._waiting = ""
        self._single()

    def key(self) -> str:
        """Wait for one key; arrows are j and k, Ctrl-D quits."""
        if not self._waiting:
            found = os.read(self._descriptor, 64)
            self._waiting = found.decode("utf-8", "replace")
        text = self._waiting
        if text in ("", "\x04"):
            self._waiting = ""
            return END
        length = 3 if text[:2] == "\x1b[" else 1
        self._waiting = text[length:]
        if text[0] == "\x1b":
            return ARROWS.get(text[1:3], "")
        if text[0] == "\x04":
            return END
        return "j" if text[0] in " \r\n" else text[0].lower()

    def line(self, asked: str) -> str:
        """Read a text in the terminal's own way of lines."""
        self.restore()
        try:
            return super().line(asked)
        finally:
            self._single()

    def restore(self) -> None:
        """Give the terminal back as it was."""
        self._termios.tcsetattr(self._descriptor, self._termios.TCSADRAIN, self._before)

    def _single(self) -> None:
        self._tty.setcbreak(self._descriptor, self._termios.TCSADRAIN)


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
