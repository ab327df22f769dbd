"""Who decides: given with --by, or asked once and kept in the home folder."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from crosstie.cli.review_keys import Answers
from crosstie.errors import Place, UsageError
from crosstie.text.language import _, later

FILE = "settings.toml"
ASKED = later(
    "Who decides? A name, initials or a role: it is written into every row and shown"
    " with the decision"
)


def who(home: Path, given: str | None, answers: Answers | None) -> str:
    """Tell who decides; the name of the login is never taken.

    Raises:
        UsageError: nobody is named, and nobody can be asked.

    """
    if given is not None:
        return _named(given, "--by")
    kept = stored(home)
    if kept:
        return kept
    if answers is None:
        raise UsageError(
            _("nobody is named as the one who decides"),
            next_step=_("give --by NAME"),
        )
    found = _named(answers.line(_(ASKED)), "the answer")
    keep(home, found)
    return found


def stored(home: Path) -> str:
    """Read the name that was kept; empty where there is none.

    Raises:
        UsageError: the file of settings cannot be read.

    """
    path = home / FILE
    if not path.exists():
        return ""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise UsageError(
            f"cannot be read: {cause}",
            place=Place(FILE),
            next_step=f"correct {path}, or remove it",
        ) from cause
    review = found.get("review")
    return str(review.get("by") or "").strip() if isinstance(review, dict) else ""


def keep(home: Path, name: str) -> None:
    """Keep the name for the next time, beside whatever else stands in the file."""
    from crosstie.store.locking import only_writer, replace_file

    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE
    with only_writer(home):
        held = path.read_text(encoding="utf-8") if path.exists() else ""
        if "[review]" in held:
            return
        start = f"{held.rstrip()}\n\n" if held.strip() else ""
        value = json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")
        replace_file(path, f"{start}[review]\nby = {value}\n".encode())


def _named(text: str, place: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise UsageError(f"{place} is empty", next_step="give a name, as in --by JD")
    return name
