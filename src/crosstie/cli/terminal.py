"""Prints what a trace found: a summary in plain words, the ties, and what is not known.

Which form is chosen by the caller, who alone knows the terminal: `plain` for a pipe,
NO_COLOR or a locale without UTF-8; else by width.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from crosstie.pages.contexts import ReportContext

NARROW = 80
"""Columns under which a tie takes two to three lines."""


def print_trace(
    context: ReportContext,
    console_width: int,
    *,
    plain: bool,
    written: Sequence[Path],
    stream: TextIO,
) -> None:
    """Print a trace; its first line says whether the sample or loaded data was used."""
    if plain:
        from crosstie.cli.terminal_plain import plain_lines

        for text in plain_lines(context, written):
            stream.write(_encodable(text, stream) + "\n")
        return
    from rich.console import Console

    from crosstie.cli.terminal_full import full_lines
    from crosstie.cli.terminal_narrow import narrow_lines

    width = max(console_width, 30)
    made = full_lines if width >= NARROW else narrow_lines
    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )
    for line in made(context, width, written):
        console.print(line.rich())


def _encodable(text: str, stream: TextIO) -> str:
    """Replace what the stream's encoding cannot hold."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
