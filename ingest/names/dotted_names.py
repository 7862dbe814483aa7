"""Finds short forms such as N.AI for Noan.AI: an initial, a point, and how the longer name ends."""

import re
from collections.abc import Iterable, Iterator

from ingest.names.mention import Mention

DOTTED = 0.93

_DOTTED = re.compile(r"(?<![A-Za-z0-9.])[A-Z]\.[A-Za-z]{2,}(?![A-Za-z0-9]|\.[A-Za-z0-9])")


def is_dotted_for(short: str, name: str) -> bool:
    """Return whether `short` is the initial and the last part of `name`: N.AI of Noan AI."""
    initial, _, ending = short.partition(".")
    head, _, tail = name.replace(" ", ".").rpartition(".")
    return (
        len(initial) == 1
        and len(head) > 2
        and head[0] == initial
        and "." not in ending
        and tail.casefold() == ending.casefold()
        and len(ending) > 1
    )


def dotted_names(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the short forms of the names found; without a longer name there are none."""
    shorts = list(_DOTTED.finditer(text))
    if not shorts:
        return
    types = {text[m.start : m.end]: m.type for m in found if m.type != "PERSON"}
    for match in shorts:
        kinds = {kind for name, kind in types.items() if is_dotted_for(match[0], name)}
        if len(kinds) == 1:
            yield Mention(*match.span(), kinds.pop(), DOTTED, "dotted")
