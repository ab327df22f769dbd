"""A case that is reviewed in the browser: the sample, traced, and its browsers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from crosstie import pipeline
from crosstie.model.case import Decision
from crosstie.review.items import OPEN, Item
from crosstie.review.queue import read_queue
from crosstie.review.session import Desk
from crosstie.settings import Settings
from crosstie.store.appending import read_decisions
from crosstie.store.casefolder import SHIPPED
from crosstie.store.engine import Database
from crosstie.store.runs import last_run
from crosstie.web.app import make_app
from crosstie.web.security import LOOPBACK
from crosstie.web.serving import Reviewing, Serving

BASE = "http://127.0.0.1:8484"
TOKEN = "a-token-of-the-terminal"  # noqa: S105
_INPUT = re.compile(r'name="(csrf|seen)" value="([^"]*)"')


def make_case(folder: Path) -> Path:
    """Copy the case that ships, without decisions, and trace its sample."""
    case = folder / "ca-ice"
    shutil.copytree(SHIPPED / "ca-ice", case)
    (case / "decisions.csv").unlink(missing_ok=True)
    request = pipeline.TraceRequest(
        case=str(case), cwd=folder, traced_at="2026-01-01T00:00:00+00:00", sample=True
    )
    pipeline.trace(request, Settings(home=folder / "home"), lambda step: None)
    return case


class Desktop:
    """One machine: a case, its runs, the application, and browsers that ask it."""

    def __init__(self, folder: Path, reviewer: str = "JD") -> None:
        ticks = count()
        self.case = folder / "ca-ice"
        self.settings = Settings(home=folder / "home")
        self.desk = Desk(self.case, self.settings.home)
        self.reviewing = Reviewing(
            token=TOKEN,
            folder=self.case,
            cwd=folder,
            clock=lambda: (
                f"2026-01-02T00:{(n := next(ticks)) // 60:02}:{n % 60:02}+00:00"
            ),
            reviewer=reviewer,
            patience=60,
        )
        links = folder / "links"
        links.mkdir(exist_ok=True)
        serving = Serving(
            str(self.case), "ca-ice", self.settings, LOOPBACK, self.reviewing, None
        )
        self.app = make_app(serving, links)

    def close(self) -> None:
        self.app.state.recount.close()
        self.app.state.served.close()

    def browser(self, *, token: str = TOKEN) -> Browser:
        found = Browser(TestClient(self.app, base_url=BASE, follow_redirects=False))
        if token:
            found.web.get("/review", params={"token": token})
        return found

    @property
    def items(self) -> tuple[Item, ...]:
        """The queue as the newest run and the file have it."""
        with Database.open(self.run, read_only=True) as db:
            return read_queue(db, self.desk.standing(), whole=True)

    @property
    def run(self) -> Path:
        return last_run("ca-ice", self.settings)

    @property
    def rows(self) -> tuple[Decision, ...]:
        return read_decisions(self.desk.path)


class Browser:
    """A browser without scripts: it reads pages and sends their forms."""

    def __init__(self, web: TestClient) -> None:
        self.web = web

    def form(self, path: str) -> dict[str, str]:
        """Read the hidden fields of a page's form."""
        page = self.web.get(path)
        assert page.status_code == 200, page.text
        return {name: unescape(value) for name, value in _INPUT.findall(page.text)}

    def post(self, path: str, form: dict[str, str], **headers: str) -> Any:
        return self.web.post(path, data=form, headers={"origin": BASE} | headers)

    def decide(self, path: str, judgement: str, **more: str) -> Any:
        """Open a question and decide it."""
        return self.post(path, self.form(path) | {"judgement": judgement} | more)


@contextmanager
def desktop(folder: Path, **options: Any) -> Iterator[Desktop]:
    """Open a desktop, and close it at the end."""
    made = Desktop(folder, **options)
    try:
        yield made
    finally:
        made.close()


def first(desk: Desktop, subject: str = "", place: int = 0) -> Item:
    """Find an open question that the short queue asks."""
    found = [
        item
        for item in desk.items
        if item.state == OPEN and item.probability >= 0.3 and subject in item.subject
    ]
    return found[place]
