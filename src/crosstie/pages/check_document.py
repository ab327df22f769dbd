"""A checked article as one document for programs: docs/reference/check-json.md."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.model.claims import Claim, Named, Support
from crosstie.pages.check import CheckContext, Judged

Document = dict[str, Any]


def check_document(context: CheckContext) -> Document:
    """Make the document; amounts are strings, and what is absent is null."""
    article = context.article
    return {
        "article": {
            "title": article.title or None,
            "language": article.language,
            "byline": article.byline,
            "date": _day(article.date),
            "source": article.source or None,
            "text": article.text,
            "case": context.case,
            "records_as_of": _day(context.as_of),
            "run": context.run_id or None,
            "is_sample": context.is_sample,
            "searched": list(context.searched),
        },
        "claims": [claim_document(one) for one in context.judged],
    }


def claim_document(judged: Judged) -> Document:
    """Make the document of one claim."""
    checked = judged.checked
    claim = checked.claim
    return {
        **_claim(claim),
        "verdict": checked.verdict.value,
        "explanation": checked.explanation,
        "best_value": checked.best_value,
        "best_value_date": _day(checked.best_value_date),
        "evidence": [_support(one) for one in checked.evidence],
        "searched": list(checked.searched),
    }


def _claim(claim: Claim) -> Document:
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "type": claim.type.value,
        "organisation": _name(claim.organisation),
        "organisation_id": claim.organisation.organisation_id
        if claim.organisation
        else None,
        "buyer": _name(claim.buyer),
        "amount": plain(claim.amount),
        "currency": claim.currency,
        "qualifier": claim.qualifier.value if claim.qualifier else None,
        "date": claim.date,
        "hedged": claim.hedged,
        "negated": claim.negated,
        "attributed_to": claim.attributed_to,
        "subject": claim.subject,
        "found_by": claim.found_by,
    }


def _name(named: Named | None) -> str | None:
    return named.name if named else None


def plain(amount: Decimal | None) -> str | None:
    """Write a number without exponent or idle zeros: 95000, 73.6."""
    if amount is None:
        return None
    said = f"{amount:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def _support(one: Support) -> Document:
    return {
        "title": one.title or None,
        "publisher": one.publisher or None,
        "record_id": one.record_id or None,
        "url": one.url or None,
        "value": one.value or None,
        "date": _day(one.day),
        "retrieved": _day(one.retrieved),
        "sha256": one.sha256 or None,
        "file_name": one.file_name or None,
        "row_number": one.row_number,
        "is_original": one.is_original,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
