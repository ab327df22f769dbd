"""The page about the pages: every address, what it takes, and in which formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from crosstie.site.page import Page, Rows
from crosstie.text.language import _


@dataclass(frozen=True)
class TakesParameter:
    """One parameter of an address."""

    name: str
    says: str
    kind: str
    choices: tuple[str, ...]
    default: str
    many: bool
    in_path: bool


@dataclass(frozen=True)
class Address:
    """One address, and what it takes."""

    name: str
    path: str
    says: str
    parameters: tuple[TakesParameter, ...]


@dataclass(frozen=True)
class ApiPage:
    """Every address of the site."""

    addresses: tuple[Address, ...]


def api_page(pages: Sequence[Page[Any]]) -> ApiPage:
    """List the addresses of the registry, in the language being spoken."""
    return ApiPage(
        tuple(
            Address(
                page.name,
                page.path,
                _(page.description),
                tuple(
                    TakesParameter(
                        name=one.name,
                        says=_(one.about),
                        kind=one.kind,
                        choices=one.choices,
                        default=one.default,
                        many=one.many,
                        in_path=one.in_path,
                    )
                    for one in page.parameters
                ),
            )
            for page in pages
        )
    )


def make_api(pages: Callable[[], Sequence[Page[Any]]]) -> Page[ApiPage]:
    """Make the page; the registry hands itself over, as it holds this page too."""
    return Page(
        name="api",
        path="/api",
        template="api.html.j2",
        context=ApiPage,
        title=lambda context: _("Data and addresses"),
        description=_("Every address of the site, its parameters and its formats"),
        read=lambda run, query: api_page(pages()),
        rows=_rows,
    )


def _rows(context: ApiPage) -> Rows:
    columns = ("name", "path", "parameter", "kind", "default", "choices", "says")
    rows = [
        {
            "name": one.name,
            "path": one.path,
            "parameter": taken.name if taken else "",
            "kind": taken.kind if taken else "",
            "default": taken.default if taken else "",
            "choices": " ".join(taken.choices) if taken else "",
            "says": taken.says if taken else one.says,
        }
        for one in context.addresses
        for taken in (None, *one.parameters)
    ]
    return Rows(columns, rows)
