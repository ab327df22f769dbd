"""A run as it is published: every context that a page reads is cleaned first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crosstie.model.original import ReadOriginal
from crosstie.pages.contexts import ReportContext
from crosstie.pages.facts import RunDatabase
from crosstie.pages.redact import cleaner, redacted
from crosstie.pages.report import report_context
from crosstie.settings import Settings
from crosstie.site.page import Run


@dataclass(frozen=True)
class Hidden:
    """What is taken out: texts of the machine always, of persons where redacted."""

    is_redacted: bool = False
    persons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    private: Sequence[str] = ()


class StaticRun(Run):
    """A run whose report is the published edition, unless leads were asked for."""

    def __init__(
        self,
        database: RunDatabase,
        identity: str,
        settings: Settings,
        case: str,
        *,
        hidden: Hidden,
        with_leads: bool = False,
        original: ReadOriginal | None = None,
    ) -> None:
        super().__init__(database, identity, settings, case)
        self.original = original
        self.with_leads = with_leads
        self._hidden = hidden

    @property
    def context(self) -> ReportContext:
        """The context of the report, cleaned, in the language that is being spoken."""
        return self.kept("report", self._report)

    def cleaned(self, context: Any) -> Any:
        """Take out of a page's context what is not for others."""
        return self.kept("cleaner", self._cleaner)(context)

    def _report(self, db: RunDatabase) -> ReportContext:
        whole = self._whole(db)
        hidden = self._hidden
        if hidden.is_redacted:
            return redacted(
                whole,
                persons=hidden.persons,
                notes=hidden.notes,
                private=hidden.private,
            )
        clean: ReportContext = self.cleaned(whole)
        return replace(clean, facts=replace(clean.facts, command=""))

    def _whole(self, db: RunDatabase) -> ReportContext:
        return report_context(db, is_published=not self.with_leads)

    def _cleaner(self, db: RunDatabase) -> Callable[[Any], Any]:
        hidden = self._hidden
        return cleaner(
            self._whole(db),
            persons=hidden.persons,
            notes=hidden.notes,
            private=hidden.private,
            is_redacted=hidden.is_redacted,
        )
