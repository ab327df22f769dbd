"""Collect what pages say and compile the translations: `make messages`.

Reads `_()`, `ngettext()`, `pgettext()`, `counted()`, `in_words()`, `later()` and
`laters()` in `src/crosstie` and in its templates, and what each source.toml says is
missing; brings each language's catalogue up to date (what is new stands there
untranslated, what is gone is dropped) and compiles it. `--check` changes nothing and
fails where a catalogue is behind or holds a message without translation.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "crosstie"
LOCALES = PACKAGE / "locales"


def source_texts(
    file: IO[bytes], _keywords: object, _tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Give what a source.toml says to readers: what the source is known not to hold."""
    for text in tomllib.loads(file.read().decode("utf-8")).get("missing", ()):
        yield 1, "_", text, []


METHODS = [
    ("**.py", "python"),
    ("**.j2", "jinja2.ext:babel_extract"),
    ("sources/*/source.toml", source_texts),
]
OPTIONS = {"**.j2": {"trimmed": "true", "silent": "false"}}
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the day of a catalogue: the same messages give the same bytes."""

KEYWORDS = {
    "_": None,
    "gettext": None,
    "later": None,
    "ngettext": (1, 2),
    "laters": (1, 2),
    "counted": (1, 2),
    "in_words": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def collected() -> Catalog:
    """Collect every message of the package, with the files that say it."""
    found = Catalog(project="crosstie", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(
        str(PACKAGE),
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        found.add(
            message, locations=[(name, None)], auto_comments=comments, context=context
        )
    return found


def updated(path: Path, messages: Catalog) -> Catalog:
    """Bring a language's catalogue up to date with what is collected."""
    locale = path.parents[1].name
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=locale)
    else:
        known = Catalog(locale=locale, project="crosstie", charset="utf-8")
    known.update(messages, no_fuzzy_matching=True, keep_user_comments=True)
    known.obsolete.clear()
    known.fuzzy = False
    known.creation_date = known.revision_date = UNDATED
    return known


def as_po(catalogue: Catalog) -> bytes:
    """Write a catalogue as text, the same bytes for the same messages."""
    out = io.BytesIO()
    write_po(out, catalogue, width=88, omit_header=False, sort_output=True)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(
        line
        for line in lines
        if not line.startswith((b'"POT-Creation', b'"PO-Revision'))
    )


def as_mo(catalogue: Catalog) -> bytes:
    """Compile a catalogue for gettext."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """List the messages that the language does not say yet."""
    found = []
    for message in catalogue:
        said = (
            message.string if isinstance(message.string, tuple) else (message.string,)
        )
        if message.id and not all(said):
            found.append(str(message.id))
    return found


def main(arguments: list[str]) -> int:
    """Write or check every language's catalogue; return the exit code."""
    messages = collected()
    checking = "--check" in arguments
    wrong = 0
    for folder in sorted(LOCALES.iterdir()):
        path = folder / "LC_MESSAGES" / "crosstie.po"
        catalogue = updated(path, messages)
        missing = untranslated(catalogue)
        print(f"{folder.name}: {len(catalogue)} messages, {len(missing)} untranslated")
        for one in missing:
            print(f"  {one!r}")
        if checking:
            stale = (
                not path.exists()
                or path.read_bytes() != as_po(catalogue)
                or path.with_suffix(".mo").read_bytes() != as_mo(catalogue)
            )
            if stale:
                print(f"{folder.name}: behind; run make messages")
            wrong += stale or bool(missing)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_po(catalogue))
            path.with_suffix(".mo").write_bytes(as_mo(catalogue))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
