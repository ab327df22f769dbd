"""Writing a new case folder: a commented case.toml and tables with header rows."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from crosstie.errors import CaseError, Place, Problem, UsageError
from crosstie.store.casefolder import read_case
from crosstie.store.casefolder_cells import is_country
from crosstie.store.casefolder_tables import CASE_TABLES, SETTINGS_FILE
from crosstie.text.countries import country_code, country_name

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_SMALL_WORDS = {"and", "for", "in", "of", "on", "the", "to"}

_TEMPLATE = """\
# A case of Crosstie: which organisations of one country are tied to one public agency.
# The guide to each key and column: docs/guides/new-case.md

title = {title}

# The country whose organisations are looked for, as ISO 3166-1 alpha-2.
country = {country}

# A tie is a finding where its probability over all hops reaches this.
publish_threshold = 0.95

# Names of organisations or products that are also plain words: in a description of an
# award they prove nothing. Write them in small letters.
common_words = []

# What `crosstie refresh` fetches, one block for each source; `crosstie sources` lists
# them, `crosstie sources NAME` the options of one:
#
# [sources.NAME]
# option = "value"

[buyer]
# The agency, as award records write it.
name = {buyer}
# Stands in every table and page.
abbreviation = {abbreviation}
# Other ways in which records write it.
names = []
# The publisher's codes of it, such as "7012" at USAspending.
codes = []
# What it belongs to.
department = ""
# Its own country, as ISO 3166-1 alpha-2.
country = ""

# Other agencies of the same department. Their awards are reported apart and are never
# added to the buyer's. One block for each:
#
# [[buyer.sibling]]
# name = "..."
# abbreviation = "..."
# names = []
# codes = []
"""


@dataclass(frozen=True)
class NewCase:
    """What a person says of a new case."""

    buyer: str
    country: str
    title: str = ""
    """By default: the country's name and the buyer."""
    abbreviation: str = ""
    """By default: the words in brackets at the end of the buyer, or its initials."""


def write_new(folder: Path, new: NewCase) -> Path:
    """Write a case folder that reads back without problems.

    The folder appears as a whole or not at all.

    Raises:
        UsageError: where the folder exists already.
        CaseError: where the name, the buyer or the country cannot stand in a case.

    """
    if is_country(code := new.country.strip().upper()):
        new = replace(new, country=code)
    _check(folder.name, new)
    if folder.exists():
        raise UsageError(
            f"{folder} exists already; nothing was written",
            next_step="choose another name, or edit the files in that folder",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".new-case-", dir=folder.parent))
    try:
        _write(aside, new)
        read_case(aside)
        aside.chmod(0o755)
        aside.rename(folder)
    except OSError as cause:
        raise UsageError(
            f"{folder} cannot be written: {cause.strerror or cause}",
            next_step="check that the folder can be written and does not exist",
        ) from cause
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def _check(name: str, new: NewCase) -> None:
    problems = []
    if not _NAME.fullmatch(name):
        problems.append(
            Problem(
                f"{name!r}: small letters, digits and hyphens are expected",
                Place("NAME"),
            )
        )
    if not new.buyer.strip():
        problems.append(Problem("is empty, a name is expected", Place("--buyer")))
    if not is_country(new.country):
        named = country_code(new.country)
        code = f"here {named}" if named else "such as SE"
        problems.append(
            Problem(
                f"{new.country!r}: an ISO 3166-1 alpha-2 code is expected, {code}",
                Place("--country"),
            )
        )
    if problems:
        raise CaseError(
            "the new case cannot be written; nothing was written",
            problems=tuple(problems),
            next_step="correct the arguments, then run this again",
        )


def _write(folder: Path, new: NewCase) -> None:
    buyer, written = _named(new.buyer)
    settings = _TEMPLATE.format(
        title=_quoted(new.title.strip() or f"{country_name(new.country)} and {buyer}"),
        country=_quoted(new.country),
        buyer=_quoted(buyer),
        abbreviation=_quoted(
            new.abbreviation.strip() or written or _initials(buyer) or buyer
        ),
    )
    (folder / SETTINGS_FILE).write_text(settings, encoding="utf-8")
    for table in CASE_TABLES:
        header = ",".join(table.columns) + "\n"
        (folder / table.file).write_text(header, encoding="utf-8")


def _named(buyer: str) -> tuple[str, str]:
    """Split a buyer such as "Border Agency (BA)" into name and abbreviation."""
    words = " ".join(buyer.split())
    found = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", words)
    return (found[1], found[2]) if found else (words, "")


def _initials(buyer: str) -> str:
    """Take the first letters; a country's initials (U.S.) are no part of a name."""
    buyer = re.sub(r"\b(?:\w\.){2,}", "", buyer)
    words = [word for word in re.findall(r"[^\W\d_][\w']*", buyer)]
    return "".join(word[0].upper() for word in words if word not in _SMALL_WORDS)


def _quoted(text: str) -> str:
    """Write a text as a TOML string; JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
