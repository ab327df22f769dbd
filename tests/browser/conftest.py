"""A browser, and the sample case served to it; both are made once for all journeys."""

from __future__ import annotations

import importlib
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from crosstie import pipeline
from crosstie.settings import Settings
from crosstie.store.runs import last_run
from crosstie.store.search import refresh
from crosstie.web.app import make_app
from crosstie.web.security import LOOPBACK
from crosstie.web.server import address_of, bind
from crosstie.web.serving import Serving
from tests.pages.searchable import Silent

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no chromium on this machine")
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ImportError:
        pytest.skip("playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample; gives its address, without a slash at its end."""
    home: Path = tmp_path_factory.mktemp("home")
    settings = Settings(home=home)
    request = pipeline.TraceRequest(
        case="ca-ice", cwd=home, traced_at="2026-01-01T00:00:00+00:00", sample=True
    )
    pipeline.trace(request, settings, lambda *said: None)
    refresh(settings, last_run("ca-ice", settings), Silent())
    links = home / "links"
    links.mkdir()
    app = make_app(Serving("ca-ice", "ca-ice", settings, LOOPBACK, None, None), links)
    with bind("127.0.0.1", 0) as bound:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield address_of(bound).rstrip("/")
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def pages(base: str) -> dict[str, str]:
    """Choose pages of every kind, by name, as the screenshots do."""
    from urllib.request import urlopen

    from scripts.screenshots import chosen

    def fetch(address: str) -> str:
        with urlopen(base + address) as answer:  # noqa: S310
            return str(answer.read().decode())

    return chosen(fetch, ("Roshel", "Hootsuite", "Pattison"))
