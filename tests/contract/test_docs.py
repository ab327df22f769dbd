"""Docs that cannot drift: reference pages, commands, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import crosstie
from scripts import reference
from tests.contract.rooms import ROOT
from tests.contract.tracked import tracked_text

DOCUMENTS = {n: t for n, t in tracked_text().items() if n.endswith(".md")}
WRITTEN = {n: t for n, t in DOCUMENTS.items() if not n.startswith("docs/reference/")}
COMMANDS = reference.commands()

CALL = re.compile(r"(?:^ *|`|\$ |\(|bin/)crosstie ([a-z][a-z-]*)", re.M)
MAKE = re.compile(r"(?:^ *|`|\$ )make ([a-z][a-z-]*)", re.M)
OPTION = re.compile(r"crosstie [a-z]+[^`\n]*")
VARIABLE = re.compile(r"CROSSTIE_[A-Z]+")
INTO = re.compile(r"\]\(([^)#\s:]*)#([^)\s]+)\)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|<img[^>]* src=\"([^\"]+)\"")


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_a_reference_page_is_up_to_date(name: str) -> None:
    written = (reference.REFERENCE / name).read_text(encoding="utf-8")
    assert written == reference.PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_has_help_and_stands_in_a_document(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert [p.name for p in command.params if not p.help] == []
    assert any(f"crosstie {name}" in text for text in WRITTEN.values())


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_document_calls_only_commands_that_exist(name: str) -> None:
    assert set(CALL.findall(WRITTEN[name])) <= set(COMMANDS)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_document_uses_only_options_that_exist(name: str) -> None:
    wrong = []
    for call in OPTION.findall(WRITTEN[name]):
        command = COMMANDS.get(call.split()[1])
        if command is None:
            continue
        known = {"--help", *(o for p in command.params for o in p.opts)}
        wrong += [o for o in re.findall(r"--[a-z-]+", call) if o not in known]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_link_leads_somewhere(name: str) -> None:
    links = [a or b for a, b in LINK.findall(DOCUMENTS[name])]
    inside = [link for link in links if "://" not in link and link[0] != "m"]
    folder = (ROOT / name).parent
    assert [link for link in inside if not (folder / Path(link)).exists()] == []


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_link_into_a_page_leads_to_a_heading(name: str) -> None:
    wrong = []
    for page, heading in INTO.findall(DOCUMENTS[name]):
        path = ((ROOT / name).parent / page).resolve() if page else ROOT / name
        if heading not in headings(path.read_text(encoding="utf-8")):
            wrong.append(f"{page}#{heading}")
    assert wrong == []


def headings(text: str) -> set[str]:
    """Give the anchors of a page's headings, as a forge makes them."""
    found = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w -]", "", h.lower()).strip().replace(" ", "-") for h in found}


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_document_calls_only_verbs_of_make(name: str) -> None:
    assert set(MAKE.findall(WRITTEN[name])) <= make_verbs()


def make_verbs() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):.*  ## ", makefile, re.M))


def test_the_mission_names_a_command_for_every_yes() -> None:
    """Each answer that is there names a command; what is not there yet names none."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.*?) ?\|$", mission(), re.M)[2:]
    assert len(rows) > 20
    for _, today, answer in rows:
        called = CALL.findall(answer)
        assert bool(called) is not today.startswith("not yet"), answer
        assert set(called) <= set(COMMANDS)


def test_the_mission_names_every_command_that_answers() -> None:
    assert {"trace", "load", "new"} <= set(CALL.findall(mission()))


def mission() -> str:
    return DOCUMENTS["docs/mission.md"]


def test_every_document_is_reached_from_the_index() -> None:
    index = DOCUMENTS["docs/index.md"]
    missing = [
        name
        for name in DOCUMENTS
        if name.startswith("docs/")
        and name != "docs/index.md"
        and not name.startswith("docs/decisions/")
        and f"({name.removeprefix('docs/')})" not in index
    ]
    assert missing == []


def test_make_verbs_are_told_to_contributors() -> None:
    verbs = make_verbs()
    assert len(verbs) > 5
    told = DOCUMENTS["CONTRIBUTING.md"]
    assert [verb for verb in verbs if f"make {verb}" not in told] == ["default"]


def test_the_variables_of_the_environment_are_those_that_are_told() -> None:
    code = "".join(t for n, t in tracked_text().items() if n.startswith("src/"))
    told = set(VARIABLE.findall(DOCUMENTS["docs/reference/environment.md"]))
    assert set(VARIABLE.findall(code)) == told


def test_one_version_stands_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = project["project"]["version"]
    assert crosstie.__version__ == version
    texts = tracked_text()
    assert f"version: {version}\n" in texts["CITATION.cff"]
    assert f"## {version}" in texts["CHANGELOG.md"]
