"""What OrgBook is asked: one name after another, page by page, in one file.

There is no file of the whole. So the publisher learns the names; the command asks the
user first (`per_name_query` in `source.toml`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Pages, Plan, State

__all__ = ["LAST_PAGE", "plan"]

LAST_PAGE = 10
"""The last page that the service gives out; the next one answers 400."""


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan one file of the answers to all names; nothing is asked before it runs."""
    rules = state.client.rules
    names = _names(options["names"])
    short = hashlib.sha256("|".join(sorted(names)).casefold().encode()).hexdigest()[:12]
    dataset = f"search-{short}"
    if state.is_fresh(dataset):
        return Plan("orgbook", (), (f"answers to {_said(names)}: are here",))

    def ask(name: str, page: int) -> Ask:
        asked: dict[str, str | int] = {
            "q": name,
            "inactive": "any",
            "revoked": "false",
            "page": page,
        }
        return Ask(rules.addresses["search"], params=asked)

    def records(answer: Any) -> Sequence[Mapping[str, Any]]:
        _check(answer, rules.page)
        return [answer]

    def following(answer: Any, last: Ask) -> Ask | None:
        name = str((last.params or {})["q"])
        page = int(answer["page"])
        if page * int(answer["page_size"]) < answer["total"] and page < LAST_PAGE:
            return ask(name, page + 1)
        later = names[names.index(name) + 1 :]
        return ask(later[0], 1) if later else None

    pages = Pages(
        Download(
            dataset=dataset,
            url=ask(names[0], 1).address,
            about=f"answers to {_said(names)}",
            name="orgbook-answers.jsonl",
            kind="jsonl",
            dataset_id=f"OrgBook/{dataset}",
            asked={"names": names},
        ),
        ask(names[0], 1),
        records,
        following,
        most_pages=LAST_PAGE * len(names),
    )
    return Plan(
        "orgbook",
        (pages,),
        notes=(
            f"the publisher learns {len(names)} names",
            f"of each name the first {LAST_PAGE} pages of answers are given out",
        ),
    )


def _names(text: str) -> list[str]:
    """Read the names, each once.

    >>> _names("Alpha Ltd | beta|Alpha Ltd")
    ['Alpha Ltd', 'beta']
    """
    return list(dict.fromkeys(n.strip() for n in text.split("|") if n.strip()))


def _said(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} names"


def _check(answer: Any, page: str) -> None:
    """Refuse an answer that is no page of results.

    Raises:
        PublisherChanged: naming what is missing.

    """
    shape = {"total": int, "page": int, "page_size": int, "results": list}
    for key, kind in shape.items():
        found = answer.get(key) if isinstance(answer, dict) else None
        if not isinstance(found, kind):
            raise changed("orgbook", f"the answer to a search has no {key}", page)
