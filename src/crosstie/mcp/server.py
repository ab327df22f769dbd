"""Speaks the Model Context Protocol on standard input and output; needs the extra."""

from __future__ import annotations

import asyncio
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from crosstie import __version__
from crosstie.errors import CrosstieError
from crosstie.mcp.arguments import schema
from crosstie.mcp.desk import Desk
from crosstie.mcp.quoting import as_json
from crosstie.mcp.tools import INSTRUCTIONS, TOOLS, call

__all__ = ["make_server", "serve"]


def make_server(desk: Desk) -> Server[Any]:
    """Make the server: its tools, and nothing that could be changed."""

    async def list_tools(
        context: Any, given: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_described(one) for one in TOOLS])

    async def call_tool(context: Any, given: CallToolRequestParams) -> CallToolResult:
        # One call at a time: what is kept between calls is read by one thread.
        async with turn:
            return await asyncio.to_thread(answered, desk, given.name, given.arguments)

    turn = asyncio.Lock()
    return Server(
        "crosstie",
        version=__version__,
        title="Crosstie",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def answered(desk: Desk, name: str, given: dict[str, Any] | None) -> CallToolResult:
    """Answer one call; an error is an answer too, with its next step."""
    try:
        answer: dict[str, Any] = call(desk, name, given)
        is_error = False
    except CrosstieError as error:
        answer = {"error": str(error), "next": error.next_step or ""}
        is_error = True
    except OSError as error:
        answer = {"error": f"a file cannot be read: {error.strerror}", "next": ""}
        is_error = True
    text = TextContent(type="text", text=as_json(answer))
    return CallToolResult(content=[text], is_error=is_error)


def _described(one: Any) -> Tool:
    return Tool(
        name=one.name,
        title=one.title,
        description=one.about,
        input_schema=schema(one.arguments),
        annotations=ToolAnnotations(
            title=one.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


async def _serve(desk: Desk) -> None:
    server = make_server(desk)
    async with stdio_server() as (incoming, outgoing):
        options = server.create_initialization_options()
        await server.run(incoming, outgoing, options)


def serve(desk: Desk) -> None:
    """Answer on standard input and output until the other side closes."""
    asyncio.run(_serve(desk))
