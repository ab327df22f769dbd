"""Every error that Crosstie raises on purpose, in one tree.

CrosstieError
├── UsageError            the command was called in a way it does not take
│   ├── NothingLoaded     the command needs tables that hold nothing yet
│   ├── NotFound          what an address names is not in the run
│   ├── BadQuery          a parameter of an address cannot be read
│   ├── Refused           a decision from whoever may not make it, or from a forged form
│   └── Overtaken         a decision on something that has changed since it was shown
├── CaseError             the case folder holds something that cannot be read
│   ├── Contradiction     two decisions that cannot both hold: it shows both rows
│   └── Undecided         a publication waits for decisions: it names the ties
├── InputError            a file given to Crosstie cannot be loaded
│   ├── UnreadableFile    missing, empty, truncated, not what its name says
│   ├── UnknownLayout     the columns or keys are none of the known layouts
│   ├── TooFewRecords     a publisher's whole file holds fewer than its source expects
│   ├── RefusedRecord     one record cannot be loaded: it goes to the rejects
│   └── FilesFailed       of several files some could not be loaded
├── StoreError            the workspace or a run cannot be used
│   ├── WorkspaceLocked   another process is writing
│   ├── WorkspaceTooNew   written by a newer version of Crosstie
│   └── StepFailed        one named SQL step failed: it carries step, SQL and cause
├── FetchError            a publisher's data could not be fetched
│   ├── IsOffline         the network is needed, and it is switched off
│   ├── Unreachable       no answer, cut off or too slow, after every try
│   ├── RefusedAddress    an address leads where the source's source.toml does not go
│   ├── PublisherRefuses  the publisher answers that it will not, or asks to wait long
│   ├── PublisherChanged  an answer has another shape than the connector knows
│   ├── WrongBytes        what came is not what was announced: length, hash, zip, a page
│   └── SourcesFailed     of several sources or files some could not be fetched
└── EngineError           the engine that was asked for is missing, or gave up

The branches follow what the reader can do about it, and so do the exit codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where something was wrong: a file, and in it a row and a column.

    Row 0 is the header.
    """

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        words = [self.file]
        if self.row is not None:
            words.append(f"row {self.row}" if self.row else "header")
        if self.column is not None:
            words.append(f"column {self.column}")
        return ", ".join(words)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and what was expected there."""

    message: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class CrosstieError(Exception):
    """The root. Says what was wrong, where, and what to do next.

    `exit_code` is what the command line ends with.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        place: Place | None = None,
        next_step: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class UsageError(CrosstieError):
    """The command was called in a way it does not take."""

    exit_code = 2


class NothingLoaded(UsageError):
    """The command needs tables that hold nothing yet."""


class NotFound(UsageError):
    """What an address names is not in the run that is shown."""


class Refused(UsageError):
    """A decision came from whoever may not make it, or from a form of another site."""


class Overtaken(UsageError):
    """A decision is on something that has changed since it was shown."""


class BadQuery(UsageError):
    """A parameter of an address cannot be read; `parameter` names it."""

    def __init__(
        self, message: str, *, parameter: str, next_step: str | None = None
    ) -> None:
        super().__init__(message, next_step=next_step)
        self.parameter = parameter


class CaseError(CrosstieError):
    """The case folder holds something that cannot be read; lists every problem."""

    exit_code = 3

    def __init__(
        self,
        message: str,
        *,
        problems: tuple[Problem, ...] = (),
        place: Place | None = None,
        next_step: str | None = None,
    ) -> None:
        super().__init__(message, place=place, next_step=next_step)
        self.problems = problems


class Contradiction(CaseError):
    """Decisions that cannot both hold; `problems` shows both rows of each pair."""


class Undecided(CaseError):
    """A publication waits for persons' decisions; `ties` holds the ids of the ties."""

    def __init__(
        self, message: str, *, ties: tuple[str, ...], next_step: str | None = None
    ) -> None:
        super().__init__(message, next_step=next_step)
        self.ties = ties


class InputError(CrosstieError):
    """A file given to Crosstie cannot be loaded."""

    exit_code = 4


class UnreadableFile(InputError):
    """A file is missing, empty, truncated, or not what its name says."""


class UnknownLayout(InputError):
    """A file's columns or keys are none of the known layouts."""


class TooFewRecords(InputError):
    """A publisher's whole file holds fewer records than its source expects."""


class RefusedRecord(InputError):
    """One record cannot be loaded; the loader keeps it among the rejects."""

    def __init__(self, reason: str, column: str | None = None) -> None:
        super().__init__(reason)
        self.column = column


class FilesFailed(InputError):
    """Of several files some could not be loaded; `loaded` sums up the others."""

    def __init__(
        self, errors: Sequence[CrosstieError], *, loaded: Sequence[Any]
    ) -> None:
        super().__init__(
            f"{len(errors)} of the files could not be loaded; the others are:\n"
            + "\n".join(f"{error}" for error in errors),
            next_step="\n".join(
                dict.fromkeys(e.next_step for e in errors if e.next_step)
            ),
        )
        self.errors = tuple(errors)
        self.loaded = tuple(loaded)


class StoreError(CrosstieError):
    """The workspace or a run cannot be used."""

    exit_code = 5


class WorkspaceLocked(StoreError):
    """Another process is writing to the workspace."""


class WorkspaceTooNew(StoreError):
    """The workspace was written by a newer version of Crosstie."""


class StepFailed(StoreError):
    """One named SQL step failed."""

    def __init__(self, step: str, sql: str, cause: Exception) -> None:
        super().__init__(
            f"step {step!r} failed: {cause}",
            next_step="report this with the step's name; no table was changed",
        )
        self.step = step
        self.sql = sql
        self.cause = cause


class FetchError(CrosstieError):
    """A publisher's data could not be fetched."""

    exit_code = 6


class IsOffline(FetchError):
    """The network is needed, and it is switched off."""


class Unreachable(FetchError):
    """A publisher gave no answer, was cut off or too slow, after every try."""


class RefusedAddress(FetchError):
    """An address leads where the source's `source.toml` does not go."""


class PublisherRefuses(FetchError):
    """A publisher answers that it will not serve this, or asks to wait too long."""

    def __init__(
        self, message: str, *, status: int, next_step: str | None = None
    ) -> None:
        super().__init__(message, next_step=next_step)
        self.status = status


class PublisherChanged(FetchError):
    """A publisher's answer has another shape than the connector knows."""


class WrongBytes(FetchError):
    """What came is not what was announced: its length, hash, zip, or kind."""


class SourcesFailed(FetchError):
    """Of several sources or files some could not be fetched or loaded."""

    def __init__(self, errors: Sequence[tuple[str, CrosstieError]]) -> None:
        super().__init__(
            f"{len(errors)} could not be fetched or loaded; the others are:\n"
            + "\n".join(f"{name}: {error}" for name, error in errors),
            next_step="\n".join(
                dict.fromkeys(e.next_step for _, e in errors if e.next_step)
            ),
        )
        self.errors = tuple(errors)


class EngineError(CrosstieError):
    """The engine that was asked for is missing on this machine, or gave up."""

    exit_code = 7
