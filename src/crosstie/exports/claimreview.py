"""schema.org ClaimReview as JSON-LD: one review a claim, with what it rests on."""

from __future__ import annotations

from datetime import date

from crosstie.exports.jsontext import Document
from crosstie.model.claims import Support, Verdict
from crosstie.pages.addresses import public_url
from crosstie.pages.check import CheckContext, Judged

__all__ = ["RATINGS", "claim_reviews"]

RATINGS = {
    Verdict.SUPPORTED: 5,
    Verdict.SUPPORTED_WITH_CONTEXT: 4,
    Verdict.OUTDATED: 2,
    Verdict.CONTRADICTED: 1,
}
"""From 1 (the records contradict it) to 5; other verdicts have a name and no number."""


def claim_reviews(context: CheckContext, day: date | None = None) -> Document:
    """Make the document; `day` is the day of the check, where it is to be stated."""
    return {
        "@context": "https://schema.org",
        "@graph": [_review(context, one, day) for one in context.judged],
    }


def _review(context: CheckContext, judged: Judged, day: date | None) -> Document:
    checked = judged.checked
    rating: Document = {"@type": "Rating", "alternateName": judged.word}
    if checked.verdict in RATINGS:
        rating |= {
            "ratingValue": RATINGS[checked.verdict],
            "bestRating": 5,
            "worstRating": 1,
        }
    made: Document = {
        "@type": "ClaimReview",
        "identifier": checked.claim.id,
        "claimReviewed": checked.claim.text,
        "reviewBody": checked.explanation,
        "inLanguage": context.article.language,
        "reviewRating": rating,
        "author": {"@type": "Organization", "name": "Crosstie"},
        "itemReviewed": _claim(context, judged),
    }
    if day:
        made["datePublished"] = day.isoformat()
    cited = [_citation(one) for one in checked.evidence]
    if cited:
        made["citation"] = cited
    return made


def _claim(context: CheckContext, judged: Judged) -> Document:
    article = context.article
    made: Document = {"@type": "Claim", "text": judged.checked.claim.text}
    if judged.checked.claim.attributed_to:
        made["author"] = {"@type": "Thing", "name": judged.checked.claim.attributed_to}
    appearance: Document = {"@type": "CreativeWork"}
    if article.title:
        appearance["headline"] = article.title
    if article.byline:
        appearance["creditText"] = article.byline
    if public_url(article.source):
        appearance["url"] = public_url(article.source)
    if article.date:
        appearance["datePublished"] = article.date.isoformat()
    made["appearance"] = appearance
    return made


def _citation(one: Support) -> Document:
    made: Document = {"@type": "CreativeWork", "name": one.title or one.record_id}
    if one.publisher:
        made["publisher"] = {"@type": "Organization", "name": one.publisher}
    if public_url(one.url):
        made["url"] = public_url(one.url)
    if one.record_id:
        made["identifier"] = one.record_id
    if one.day:
        made["datePublished"] = one.day.isoformat()
    return made
