"""Decisions in the browser: the pages and posts that `crosstie serve --review` adds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from crosstie.errors import CaseError, CrosstieError, StoreError, UsageError
from crosstie.exports.csvcells import Bare, Cell
from crosstie.model.words import Judgement
from crosstie.pages.addresses import REVIEW, review_anchor, review_page, split_format
from crosstie.pages.money import exact_probability, short
from crosstie.review.items import Item
from crosstie.review.session import Act, Desk
from crosstie.site import encode
from crosstie.site.page import Rows, Run
from crosstie.site.query import Query
from crosstie.site.render import MEDIA_TYPES, render_html
from crosstie.text.language import _, ngettext, speaking
from crosstie.web import review_words
from crosstie.web.errors import problem
from crosstie.web.languages import asked_language, cookie, language_of
from crosstie.web.pages import Pages
from crosstie.web.recount import Recount
from crosstie.web.review_access import Access, Visitor, check_form, check_origin
from crosstie.web.review_form import Form, name_of, read_form
from crosstie.web.review_room import Queue, Room, mark
from crosstie.web.serving import Reviewing, Serving

Answer = Callable[[Request], Awaitable[Response]]

JUDGEMENTS = {
    "accept": Judgement.POSITIVE,
    "same": Judgement.POSITIVE,
    "reject": Judgement.NEGATIVE,
    "unsure": Judgement.UNSURE,
}

NEARBY = 9
"""Questions that stand beside the one that is asked."""

COLUMNS = (
    *("question", "state", "supplier", "organisation", "organisation_id", "kind"),
    *("probability", "amount", "currency", "moves", "page"),
)


def routes(pages: Pages, serving: Serving, recount: Recount) -> list[BaseRoute]:
    """List the routes that are there while decisions may be made."""
    reviewing = cast(Reviewing, serving.reviewing)
    desk = Desk(reviewing.folder, serving.settings.home)
    review = Review(pages, reviewing, Room(reviewing, desk), recount)
    queue = review.of(review.queue)
    return [
        *(Route(f"{REVIEW}{ending}", queue) for ending in ("", ".json", ".csv")),
        Route(f"{REVIEW}/undo", review.of(review.undo), methods=["POST"]),
        Route(f"{REVIEW}/who", review.of(review.who), methods=["POST"]),
        Route(f"{REVIEW}/{{anchor}}", review.of(review.item), methods=["GET"]),
        Route(f"{REVIEW}/{{anchor}}", review.of(review.decide), methods=["POST"]),
    ]


@dataclass(frozen=True)
class Here:
    """Tells the navigation which page this is."""

    name: str = "review"


class Review:
    """Answers every address of the review."""

    def __init__(
        self, pages: Pages, reviewing: Reviewing, room: Room, recount: Recount
    ) -> None:
        self._pages = pages
        self._reviewing = reviewing
        self._room = room
        self._recount = recount
        self._access = Access(reviewing.token, reviewing.reviewer)

    def of(self, act: Answer) -> Answer:
        """Answer in the reader's language; an error gets its page."""

        async def answered(request: Request) -> Response:
            with speaking(language_of(request)):
                try:
                    return await act(request)
                except CrosstieError as error:
                    return await self._pages.error(request, error)

        return answered

    async def queue(self, request: Request) -> Response:
        """Show every question; a token in the address opens a session and leaves it."""
        if "token" in request.query_params:
            visitor = self._access.enter(request.query_params["token"])
            headers = {"set-cookie": self._access.header(visitor)}
            return RedirectResponse(REVIEW, 303, headers=headers)
        visitor = self._access.known(request)
        is_whole = request.query_params.get("all", "") == "1"
        run = await self._pages.run()
        queue = await run_in_threadpool(self._room.queue, run, whole=is_whole)
        ending = split_format(request.url.path)[1]
        if ending != "html":
            return _in_format(queue.items, ending)
        values = {"is_whole": is_whole}
        return await self._html(
            request, "review_queue.html.j2", visitor, run, queue, values
        )

    async def item(self, request: Request) -> Response:
        """Show one question with both records side by side."""
        visitor = self._access.known(request)
        path, ending = split_format(request.path_params["anchor"])
        run = await self._pages.run()
        queue = await run_in_threadpool(self._queue_of, run, path)
        item = queue.items[queue.place(path)]
        if ending != "html":
            return _in_format((item,), ending)
        return await self._shown(request, visitor, run, queue, item)

    async def decide(self, request: Request) -> Response:
        """Write a decision, or keep a note; then show the next open question."""
        visitor, form = await self._posted(request)
        anchor = request.path_params["anchor"]
        run = await self._pages.run()
        queue = await run_in_threadpool(self._queue_of, run, anchor)
        item = queue.items[queue.place(anchor)]
        note = form.text("note")
        if form.text("judgement") == "note":
            visitor.notes[anchor] = note
            visitor.said = _("The note is kept for the decision on this question.")
            return RedirectResponse(review_page(item.id), 303)
        chosen = form.text("judgement")
        if chosen not in JUDGEMENTS or (chosen == "same" and item.pair is None):
            raise UsageError(
                _("{judgement} is no decision on this question").format(
                    judgement=chosen[:40] or _("nothing")
                ),
                next_step=_("accept it, reject it, or say that it is unsure"),
            )
        try:
            act = await run_in_threadpool(
                self._room.decide,
                visitor,
                queue,
                item,
                JUDGEMENTS[chosen],
                identity=chosen == "same",
                note=note,
                seen=form.text("seen"),
            )
        except (UsageError, CaseError, StoreError) as error:
            visitor.notes[anchor] = note
            fresh = await run_in_threadpool(self._queue_of, run, anchor)
            item = fresh.items[fresh.place(anchor)]
            return await self._shown(request, visitor, run, fresh, item, error)
        visitor.notes.pop(anchor, None)
        visitor.said = self._written(act)
        after = await self._counted()
        return RedirectResponse(await self._next(queue, after, anchor), 303)

    async def undo(self, request: Request) -> Response:
        """Take back the last decision of this session, and show its question."""
        visitor, _form = await self._posted(request)
        run = await self._pages.run()
        queue = await run_in_threadpool(self._room.queue, run, whole=True)
        act = await run_in_threadpool(self._room.undo, visitor, queue)
        if act is None:
            visitor.said = _("Nothing of this session is left to take back.")
            return RedirectResponse(REVIEW, 303)
        visitor.said = self._written(act)
        after = await self._counted()
        fresh = await run_in_threadpool(self._room.queue, after, whole=True)
        targets = {(r.supplier, r.organisation, r.tie) for r in act.written}
        for item in fresh.items:
            own = [*item.targets, *([item.pair] if item.pair else [])]
            if targets & {(t.supplier, t.organisation, t.tie) for t in own}:
                return RedirectResponse(review_page(item.id), 303)
        return RedirectResponse(REVIEW, 303)

    async def who(self, request: Request) -> Response:
        """Name who decides in this browser."""
        visitor, form = await self._posted(request, named=False)
        visitor.by = name_of(form.text("by"))
        visitor.session = None
        return RedirectResponse(REVIEW, 303)

    async def _posted(
        self, request: Request, *, named: bool = True
    ) -> tuple[Visitor, Form]:
        """Check that a form comes from a page of this session, then read it."""
        visitor = self._access.known(request)
        check_origin(request)
        form = await read_form(request)
        check_form(visitor, form.text("csrf"))
        if named and not visitor.by:
            raise UsageError(
                _("nobody is named as the one who decides"),
                next_step=_("say who decides, then decide"),
            )
        return visitor, form

    def _queue_of(self, run: Run, anchor: str) -> Queue:
        """Give the queue in which a question stands: the short one if it does."""
        queue = self._room.queue(run)
        if any(review_anchor(item.id) == anchor for item in queue.items):
            return queue
        return self._room.queue(run, whole=True)

    async def _counted(self) -> Run:
        """Have the numbers recounted; give the new run, or the old if it takes long."""
        number = self._recount.tell()
        done = await run_in_threadpool(
            self._recount.wait, number, self._reviewing.patience
        )
        return await self._pages.run(patient=done)

    async def _next(self, before: Queue, after: Run, anchor: str) -> str:
        """Find the open question that followed; the order may have changed since."""
        fresh = await run_in_threadpool(self._room.queue, after)
        open_now = {i.id for i in fresh.items if i.state == "open"}
        start = before.place(anchor) + 1
        turned = [*before.items[start:], *before.items[:start]]
        for item in turned:
            if item.id in open_now:
                return review_page(item.id)
        following = fresh.following(0)
        return review_page(following.id) if following else REVIEW

    def _written(self, act: Act) -> str:
        first = act.written[0]
        done = _(review_words.DONE[first.judgement])
        rows = ", ".join(str(row.row) for row in act.written)
        what = done.format(supplier=first.supplier or first.tie)
        where = ngettext(
            "Row {rows} of {file}", "Rows {rows} of {file}", len(act.written)
        )
        return f"{what}. {where.format(rows=rows, file=first.file)}."

    async def _shown(
        self,
        request: Request,
        visitor: Visitor,
        run: Run,
        queue: Queue,
        item: Item,
        refusal: CrosstieError | None = None,
    ) -> Response:
        place = queue.items.index(item)
        anchor = review_anchor(item.id)
        around = {
            "before": queue.items[place - 1] if place else None,
            "after": queue.items[place + 1] if place + 1 < len(queue.items) else None,
        }
        values = {
            **around,
            "item": item,
            "place": place + 1,
            "nearby": queue.items[max(place - 3, 0) : max(place - 3, 0) + NEARBY],
            "seen": mark(item),
            "note": visitor.notes.get(anchor, ""),
            "refusal": refusal,
            "problems": [str(p) for p in getattr(refusal, "problems", ())],
            "weights": review_words.weights(item),
        }
        status = problem(refusal).status if refusal else 200
        return await self._html(
            request, "review.html.j2", visitor, run, queue, values, status=status
        )

    async def _html(
        self,
        request: Request,
        template: str,
        visitor: Visitor,
        run: Run,
        queue: Queue,
        values: dict[str, Any],
        status: int = 200,
    ) -> Response:
        if not visitor.by:
            template = "review_who.html.j2"
        path = review_page(values["item"].id) if "item" in values else REVIEW
        shared = {
            "title": _("Review"),
            "this": Here(),
            "query": Query(path, (), {}),
            "visitor": visitor,
            "queue": queue,
            "words": review_words,
            "review_page": review_page,
            "short": short,
            "file": self._room.file,
            "said": visitor.said,
            "recount_error": self._recount.error,
            "can_undo": bool(visitor.session and visitor.session.acts),
        }
        visitor.said = ""
        html = await run_in_threadpool(
            render_html, template, self._pages.site, run, shared | values
        )
        headers = {"content-language": language_of(request)}
        if asked_language(request):
            headers["set-cookie"] = cookie(asked_language(request))
        return Response(html, status, headers=headers, media_type=MEDIA_TYPES["html"])


def _in_format(items: tuple[Item, ...], ending: str) -> Response:
    """Write questions for a program."""
    if ending == "json":
        return Response(
            encode.json_text({"items": items}) + "\n", media_type=MEDIA_TYPES["json"]
        )
    rows: list[Mapping[str, Cell]] = [
        {
            "question": item.question,
            "state": item.state,
            "supplier": item.supplier,
            "organisation": item.organisation,
            "organisation_id": item.organisation_id,
            "kind": item.kind,
            "probability": Bare(exact_probability(item.probability)),
            "amount": stake.amount if stake else None,
            "currency": stake.currency if stake else "",
            "moves": stake.moves if stake else None,
            "page": review_page(item.id),
        }
        for item in items
        for stake in (item.stakes or (None,))
    ]
    text = encode.csv_table(Rows(COLUMNS, rows))
    return Response(text, media_type=MEDIA_TYPES["csv"])
