"""How large a request may be."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BYTES = 4 * 1024 * 1024
"""An article of the greatest length fits, each of its characters escaped as JSON may."""


class BodyLimit:
    """Answers 413 to a request that turns out to be larger than `MAX_BYTES`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MAX_BYTES:
                raise HTTPException(
                    413, f"a request has at most {MAX_BYTES} bytes; send articles one by one"
                )
            return message

        await self.app(scope, counted if scope["type"] == "http" else receive, send)
