"""Words each result of a search: title, further texts, facts, amount, addresses."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from crosstie.pages.addresses import (
    award_page,
    organisation_page,
    public_url,
    supplier_page,
    tie_page,
)
from crosstie.pages.search_contexts import (
    Marked,
    SearchHit,
    SearchLine,
    SearchRecord,
)
from crosstie.pages.words import AMOUNT_OF_ROUTE, ROUTES, STATUSES
from crosstie.store.searching import Hit
from crosstie.store.searchtext import Asked, marked
from crosstie.text.language import _, later, ngettext, stored

__all__ = ["shown"]

LONGEST = 260
"""Characters of a long text that are shown, around the first word that is met."""

RECORDED = ("supplier", "award", "subaward", "vendor", "near_miss", "product")
"""Kinds whose title is as a publisher wrote it."""

_AMOUNTS = {
    "award": later("obligated"),
    "subaward": later("reported"),
    "near_miss": later("at stake"),
}


def shown(hit: Hit, asked: Asked, inside: tuple[str, ...] = ()) -> SearchHit:
    """Word one result."""

    def mark(text: str) -> Marked:
        return _snippet(marked(text, asked, inside))

    return SearchHit(
        kind=hit.kind,
        id=hit.id,
        title=mark(hit.title),
        is_record=hit.kind in RECORDED,
        how=hit.how,
        address=_address(hit),
        url=public_url(hit.more.get("url")),
        state=str(hit.more.get("kind") or "") if hit.kind == "tie" else "",
        lines=tuple(
            SearchLine(label, mark(text), is_record)
            for label, text, is_record in _lines(hit, asked, inside)
        ),
        facts=tuple(_facts(hit)),
        amount=_amount(hit) if _amount_kind(hit) else None,
        currency=str(hit.more.get("currency") or ""),
        amount_kind=_amount_kind(hit),
        record=_record(hit),
    )


def _address(hit: Hit) -> str:
    """Give the page of a result: that of the run's own things."""
    more = hit.more
    if hit.kind == "tie":
        return tie_page(hit.id)
    if hit.kind == "organisation":
        return organisation_page(hit.id)
    if hit.kind == "supplier":
        return supplier_page(hit.id)
    if hit.kind == "award" and hit.id and more.get("is_tied"):
        return award_page(hit.id)
    if more.get("tie_id"):
        return tie_page(str(more["tie_id"]))
    if hit.kind == "product" and more.get("ties"):
        return tie_page(str(more["ties"][0]))
    if hit.kind in ("document", "near_miss") and more.get("organisation_id"):
        return organisation_page(str(more["organisation_id"]))
    return ""


def _lines(
    hit: Hit, asked: Asked, inside: tuple[str, ...]
) -> list[tuple[str, str, bool]]:
    """List further texts: label, text, whether a publisher wrote it."""
    more = hit.more
    found: list[tuple[str, str, bool]] = []
    if hit.scheme:
        found.append((_scheme(hit.scheme), hit.value, True))
    if hit.name != hit.title:
        found.append((_name_label(hit), hit.name, hit.kind in RECORDED))
    if hit.kind == "tie":
        found += _texts(more, ("supplier", _("Supplier"), True))
        found += _texts(more, ("matched_text", _("Matched words"), True))
        found += _texts(more, ("parent", _("Parent"), False))
    elif hit.kind in ("award", "subaward"):
        found += _texts(more, ("supplier", _("Supplier"), True))
        found += _texts(more, ("prime_supplier", _("Under"), True))
        found.append((_("Description"), _description(more, asked, inside), True))
    elif hit.kind == "near_miss":
        found += _texts(more, ("organisation", _("Resembles"), False))
        found += _texts(more, ("matched_text", _("Matched words"), True))
        found.append(
            (_("Why it is none"), stored(str(more.get("reason") or "")), False)
        )
    elif hit.kind == "product":
        made_by = ", ".join(more.get("organisations") or ())
        found.append((_("Named in ties of"), made_by, False))
    elif hit.kind == "document":
        found += _texts(more, ("organisation", _("About"), False))
        found += _texts(more, ("publisher", _("Published by"), False))
    return [one for one in found if one[1]]


def _texts(
    more: dict[str, Any], *which: tuple[str, str, bool]
) -> list[tuple[str, str, bool]]:
    return [
        (label, str(more.get(key) or ""), is_record) for key, label, is_record in which
    ]


def _name_label(hit: Hit) -> str:
    """Say what kind of name was met: former, trading, another spelling."""
    names = {
        "former": _("Former name"),
        "trading": _("Trading name"),
        "legal": _("Legal name"),
        "transliterated": _("Name in other letters"),
    }
    if hit.kind == "supplier":
        return _("Also written")
    return names.get(hit.name_kind, _("Other name"))


def _description(more: dict[str, Any], asked: Asked, inside: tuple[str, ...]) -> str:
    """Choose the description of an award in which the words stand."""
    first = str(more.get("description") or "")
    texts = [first, *map(str, more.get("descriptions") or ())]
    met = (
        text
        for text in texts
        if any(is_met for _t, is_met in marked(text, asked, inside))
    )
    return next(met, first)


def _facts(hit: Hit) -> list[str]:
    """List further facts of a result, a phrase each."""
    more, found = hit.more, []
    if hit.kind == "tie":
        found += [_(ROUTES[more["route"]]), str(more.get("component") or "")]
        found.append(_(STATUSES[more["status"]]) if more.get("status") else "")
    if hit.kind in ("award", "subaward"):
        found.append(str(more.get("component") or ""))
    if hit.kind == "award" and more.get("is_tied"):
        found.append(_("in a tie of the run"))
    if hit.kind == "subaward" and more.get("prime_piid"):
        found.append(_("under {award}").format(award=more["prime_piid"]))
    if hit.kind == "organisation":
        found += _ties_of(more)
    found += [hit.place, _period(hit)]
    return [fact for fact in found if fact]


def _ties_of(more: dict[str, Any]) -> list[str]:
    findings, leads = int(more.get("findings") or 0), int(more.get("leads") or 0)
    said = []
    if findings:
        said.append(
            ngettext("{count} finding", "{count} findings", findings).format(
                count=findings
            )
        )
    if leads:
        said.append(
            ngettext("{count} lead", "{count} leads", leads).format(count=leads)
        )
    return said


def _period(hit: Hit) -> str:
    """Say from when to when, as the record states it."""
    if hit.since and hit.until and hit.since != hit.until:
        return _("{first} to {last}").format(first=hit.since, last=hit.until)
    if hit.since and not hit.until:
        return _("since {day}").format(day=hit.since)
    if hit.until and not hit.since:
        return _("until {day}").format(day=hit.until)
    return hit.since


def _scheme(scheme: str) -> str:
    """Say what an identifier is: abbreviations stay as they are known."""
    names = {
        "award": _("Award"),
        "subaward": _("Subaward"),
        "vehicle": _("Under the vehicle"),
        "registration": _("Registration number"),
        "ca-bn": _("Business number"),
    }
    return names.get(scheme, scheme.upper())


def _record(hit: Hit) -> SearchRecord | None:
    """Say where the record stands, where it is known."""
    if not hit.file:
        return None
    return SearchRecord(
        file_name=str(hit.file.get("name") or ""),
        row_number=hit.row_number,
        publisher=str(hit.file.get("publisher") or ""),
        sha256=str(hit.file.get("sha256") or ""),
        retrieved=str(hit.file.get("retrieved") or ""),
        url=public_url(hit.file.get("url")),
    )


def _amount_kind(hit: Hit) -> str:
    """Say what the amount of a result is; empty where its kind has none to show."""
    if hit.kind == "tie":
        return _(AMOUNT_OF_ROUTE.get(str(hit.more.get("route")), "obligated"))
    return _(_AMOUNTS[hit.kind]) if hit.kind in _AMOUNTS else ""


def _amount(hit: Hit) -> Decimal | None:
    text = hit.more.get("obligated") or hit.more.get("amount")
    try:
        return Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None


def _snippet(parts: Marked) -> Marked:
    """Cut a long text to the place around the first word that is met."""
    if sum(len(text) for text, _is_met in parts) <= LONGEST:
        return parts
    first = next((n for n, (_text, is_met) in enumerate(parts) if is_met), 0)
    kept: list[tuple[str, bool]] = []
    before = "".join(text for text, _is_met in parts[:first])
    if before:
        start = before[-LONGEST // 3 :]
        kept.append((("… " if len(start) < len(before) else "") + start, False))
    left = LONGEST - sum(len(text) for text, _is_met in kept)
    for text, is_met in parts[first:]:
        if left <= 0:
            kept.append((" …", False))
            break
        kept.append((text[:left] + ("" if len(text) <= left else " …"), is_met))
        if len(text) > left:
            break
        left -= len(text)
    return tuple(kept)
