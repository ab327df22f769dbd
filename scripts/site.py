"""Hooks of the documentation site: what mkdocs.yml cannot say.

Documents stay where a forge shows them. For the site, files outside docs/ that
documents link to are taken in, links to them are rewritten, folders in the navigation
are listed, and the colours are written from the tokens that pages and charts read.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
TOKENS = ROOT / "src" / "crosstie" / "pages" / "tokens.toml"

PROJECT = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "CITATION.cff",
    "LICENSE",
)
RESULTS = ROOT / "benchmarks" / "results"
DECISIONS = DOCS / "decisions"
LISTS = {
    "results/": (
        "What was measured",
        "Each page says what was run, on what, with which command, and what came out. "
        "[Method](../method.md) says what the error rates mean.",
    ),
    "decisions/": (
        "Decisions",
        "Why a wall stands where it does: one page a decision, never rewritten; "
        "a later decision names the earlier one that it changes.",
    ),
}
"""Title and first sentence of each folder's list."""

LINK = re.compile(r"(?<=\]\()([^)#\s]+)(#[^)\s]*)?(?=\))")


def taken_in() -> dict[str, Path]:
    """List the files outside docs/ by the place that they get in the site."""
    found = {f"project/{name}": ROOT / name for name in PROJECT}
    return found | {f"results/{p.name}": p for p in sorted(RESULTS.glob("*.md"))}


def members(folder: str) -> list[tuple[str, str]]:
    """List title and place of each document of a folder, in the order of names."""
    decisions = folder == "decisions/"
    paths = sorted((DECISIONS if decisions else RESULTS).glob("*.md"))
    found = []
    for path in paths:
        title = title_of(path.read_text(encoding="utf-8"))
        number = f"{path.name[:4]} " if decisions else ""
        found.append((number + title, folder + path.name))
    return found


def title_of(text: str) -> str:
    """Give the title of a document: of its front matter, else its first heading."""
    found = re.search(r"^(?:title:|#) (.+)$", text, re.M)
    if not found:
        raise ValueError(f"a document has no title: {text[:60]!r}")
    title = re.sub(r"^\d{4}: ", "", found[1].strip().strip('"'))
    return title[0].upper() + title[1:]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the documents of a folder into the navigation."""
    named = set(places(config.nav or []))
    further = sorted(
        place
        for path in (DOCS / "guides").glob("*.md")
        if (place := f"guides/{path.name}") not in named
    )
    config.nav = [listed(item, further) for item in config.nav or []]
    return config


def places(items: list[Any]) -> Iterator[str]:
    """Give every place that the navigation names, at any depth."""
    for item in items:
        for target in item.values() if isinstance(item, dict) else (item,):
            yield from places(target) if isinstance(target, list) else (target,)


def listed(item: Any, further: list[str]) -> Any:
    """Replace a folder by its documents, or by those that stand nowhere else."""
    if not isinstance(item, dict):
        return item
    ((title, target),) = item.items()
    if isinstance(target, list):
        return {title: [x for below in target if (x := listed(below, further))]}
    if target == "guides/":
        return {title: further} if further else None
    if target not in LISTS:
        return item
    below: list[Any] = [f"{target}index.md"]
    return {title: below + [{name: place} for name, place in members(target)]}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take in what stands outside docs/, the lists of folders, and the colours."""
    for place, path in taken_in().items():
        files.append(File.generated(config, place, abs_src_path=str(path)))
    for folder, (title, about) in LISTS.items():
        lines = [f"- [{t}]({p.removeprefix(folder)})" for t, p in members(folder)]
        text = f"# {title}\n\n{about}\n\n" + "\n".join(lines) + "\n"
        files.append(File.generated(config, f"{folder}index.md", content=text))
    files.append(File.generated(config, "assets/tokens.css", content=colours()))
    return files


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Let links to what was taken in lead to its place in the site."""
    source = page.file.abs_src_path
    if source is None:
        return markdown
    folder = Path(source).parent
    here = Path(page.file.src_uri).parent.as_posix()
    places = {path: place for place, path in taken_in().items()}
    outside = not Path(source).is_relative_to(DOCS)

    def moved(link: re.Match[str]) -> str:
        path, heading = link[1], link[2] or ""
        if "://" in path or path.startswith("mailto:"):
            return link[0]
        target = Path(os.path.normpath(folder / path))
        place = places.get(target)
        if place is None and path.endswith("/") and target == DECISIONS:
            place = "decisions/index.md"
        if place is None and outside and target.is_relative_to(DOCS):
            place = target.relative_to(DOCS).as_posix()
        return os.path.relpath(place, here) + heading if place else link[0]

    return dated(LINK.sub(moved, markdown), page)


def dated(markdown: str, page: Page) -> str:
    """Say above a decision what its front matter says: status and day."""
    if "status" not in page.meta or "date" not in page.meta:
        return markdown
    status = str(page.meta.pop("status")).capitalize()  # the theme would draw a sign
    return f"*{status}, {page.meta['date']}*\n\n{markdown}"


def colours() -> str:
    """Write the tokens of pages and charts as properties of the theme."""
    tokens = tomllib.loads(TOKENS.read_text(encoding="utf-8"))
    fonts = "".join(f"--{name}: {stack};" for name, stack in tokens["font"].items())
    schemes = (("default", tokens["light"]), ("slate", tokens["dark"]))
    parts = [f":root {{{fonts}}}"]
    for scheme, colour in schemes:
        values = "".join(f"--{name}: {value};" for name, value in colour.items())
        parts.append(f'[data-md-color-scheme="{scheme}"] {{{values}}}')
    return "\n".join(parts) + "\n"


def on_post_build(config: MkDocsConfig) -> None:
    """Leave out what no reader loads: maps of the theme's sources, other languages."""
    assets = Path(config.site_dir) / "assets"
    for path in (*assets.rglob("*.map"), *assets.glob("javascripts/lunr/**/*.js")):
        path.unlink()
