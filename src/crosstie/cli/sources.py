"""`crosstie sources`: what can be fetched or loaded, and what of it is here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crosstie.cli import edge, network

if TYPE_CHECKING:
    from crosstie.fetch.rules import Rules
    from crosstie.settings import Settings
    from crosstie.sources.reading.layout import Source


def sources_command(
    source: Annotated[
        str | None, typer.Argument(help="Only this source, with its options.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List the sources: publisher, licence, size, freshness, and what is loaded."""
    from crosstie.sources.registry import NAMES, SOURCES, check_source

    if source is not None:
        check_source(source)
    settings = edge.settings()
    loaded = _loaded(settings)
    found = [
        _facts(SOURCES[name], settings, loaded.get(name, {}))
        for name in ([source] if source else NAMES)
    ]
    if json_:
        edge.say(json.dumps(found, default=str, indent=2))
        return
    for facts in found:
        for line in _spelled(facts, full=source is not None):
            edge.say(line)


def _loaded(settings: Settings) -> dict[str, Mapping[str, Any]]:
    """Sum up what is loaded, by source."""
    from crosstie.store.loading import files
    from crosstie.store.workspace import read_workspace

    db = read_workspace(settings)
    if db is None:
        return {}
    with db:
        rows = files(db, replaced=False)
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = found.setdefault(
            row["source"], {"files": 0, "rows": 0, "first": None, "last": None}
        )
        one["files"] += 1
        one["rows"] += row["rows_loaded"]
        days = [d for d in (row["retrieved"],) if d]
        one["first"] = min([d for d in (one["first"], *days) if d], default=None)
        one["last"] = max([d for d in (one["last"], *days) if d], default=None)
    return dict(found)


def _facts(
    source: Source, settings: Settings, loaded: Mapping[str, Any]
) -> dict[str, Any]:
    """Gather what there is to say of a source."""
    rules = source.fetch
    return {
        "name": source.name,
        "title": source.title,
        "about": source.about,
        "publisher": source.publisher,
        "licence": source.licence,
        "page": rules.page if rules else source.url,
        "fetched_by": "crosstie" if rules else "a person",
        "size": rules.size if rules else None,
        "agent": _agent(rules),
        "fresh_days": rules.fresh_days if rules else None,
        "known_gaps": list(source.missing),
        "publisher_learns_names": bool(rules and rules.per_name_query),
        "brought": source.brought,
        "options": [
            {
                "name": option.name,
                "about": option.about,
                "default": option.default,
                "example": option.example,
                "tells_publisher": option.tells_publisher,
            }
            for option in (rules.options if rules else ())
        ],
        "loaded": loaded
        and {
            "files": loaded["files"],
            "rows": loaded["rows"],
            "first_retrieved": loaded["first"],
            "last_retrieved": loaded["last"],
        },
        "on_disk": _on_disk(source, settings),
    }


def _agent(rules: Rules | None) -> str | None:
    """Say how the client calls itself to a publisher; None where nothing is fetched."""
    from crosstie.fetch.rules import AGENT

    return rules.agent.replace(AGENT, network.agent()) if rules else None


def _on_disk(source: Source, settings: Settings) -> list[dict[str, Any]]:
    """List what was downloaded, newest of each dataset."""
    from crosstie.fetch.manifest import MANIFEST, read_pins

    found = []
    for manifest in sorted((settings.raw / source.name).glob(f"*/{MANIFEST}")):
        here = [p for p in read_pins(manifest.parent) if p.is_here(manifest.parent)]
        if here:
            found.append(
                {
                    "dataset": manifest.parent.name,
                    "file": here[-1].name,
                    "asked": here[-1].about,
                    "period": here[-1].period,
                    "version": here[-1].version,
                    "bytes": here[-1].bytes,
                    "retrieved": here[-1].retrieved,
                    "checked": here[-1].checked,
                    "sha256": here[-1].sha256,
                    "licence": here[-1].licence,
                }
            )
    return found


def _spelled(facts: Mapping[str, Any], *, full: bool) -> list[str]:
    """Say what is known of a source in some lines."""
    lines = [
        f"{facts['name']}  {facts['title']}",
        f"  {facts['about']}",
        f"  {facts['publisher']}; {facts['licence']}",
    ]
    if facts["size"]:
        lines.append(
            f"  fetch: {facts['size']}; asked again after {facts['fresh_days']} days"
        )
    else:
        lines.append("  fetch: no; a person brings its files: crosstie load")
        if facts["brought"]:
            lines.append(f"  {facts['brought']}")
    if facts["publisher_learns_names"]:
        lines.append(
            "  The publisher learns which names are looked for: fetching asks first, or"
            " needs --tell-publisher."
        )
    licences = {item["licence"] for item in facts["on_disk"] if item["licence"]}
    if other := sorted(licences - {facts["licence"]}):
        lines.append(f"  licence told when it was fetched: {'; '.join(other)}")
    lines.append(f"  {_here(facts)}")
    lines += [f"  known to be missing: {says}" for says in facts["known_gaps"]]
    if full:
        lines.append(f"  page: {facts['page']}")
        if facts["agent"]:
            lines.append(f"  the client calls itself: {facts['agent']}")
        for option in facts["options"]:
            default = option["default"]
            told = "required" if default is None else f"default {default or 'empty'}"
            lines.append(f"  {option['name']}=  {option['about']} ({told})")
        for item in facts["on_disk"]:
            lines.append(
                f"  {item['dataset']}: {item['file']}, {network.size(item['bytes'])},"
                f" retrieved {item['retrieved'][:10]}, checked {item['checked'][:10]}"
            )
            if item["asked"]:
                lines.append(f"    asked: {item['asked']}")
    return lines


def _here(facts: Mapping[str, Any]) -> str:
    """Say what is loaded; that nothing is loaded is no statement on what exists."""
    loaded = facts["loaded"]
    if not loaded:
        return "Nothing of it is loaded, which says nothing of what exists."
    days = (
        f"retrieved {loaded['first_retrieved']} to {loaded['last_retrieved']}"
        if loaded["last_retrieved"]
        else "day of retrieval unknown"
    )
    return f"loaded: {loaded['rows']:,} rows of {loaded['files']:,} files; {days}"
