"""Opaque cursors: where a page ended, with a check that it was we who wrote it."""

import base64
import binascii
import json
from typing import Any

from schema.errors import CursorError
from schema.records import digest

CHECK_DIGITS = 8
"""Enough to tell a slip or a foreign cursor; a cursor grants nothing, so it needs no secret."""


def make_cursor(scope: str, *key: str | int | float | None) -> str:
    """Return the cursor that stands for the sort key `key` in the results of `scope`."""
    body = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode((_check(scope, body) + body).encode()).decode().rstrip("=")


def read_cursor(scope: str, cursor: str, size: int) -> tuple[Any, ...]:
    """Return the sort key of `size` parts that `make_cursor` wrote for the same scope.

    Raises:
        CursorError: `cursor` is none, was changed, or comes from other results.
    """
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise CursorError(f"{cursor!r} is not a cursor") from error
    check, body = text[:CHECK_DIGITS], text[CHECK_DIGITS:]
    if check != _check(scope, body):
        raise CursorError(f"{cursor!r} is not a cursor of these results ({scope})")
    key = tuple(json.loads(body))
    if len(key) != size:
        raise CursorError(f"{cursor!r} is not a cursor of these results ({scope})")
    return key


def _check(scope: str, body: str) -> str:
    return digest(scope, body)[:CHECK_DIGITS]
