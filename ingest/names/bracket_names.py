"""Finds the short form in brackets behind a name: the Danish Energy Agency (DEA)."""

import re
from collections.abc import Iterable, Iterator

from ingest.names.mention import Mention

BRACKETED = 0.9

_KINDS = frozenset({"FIRM", "ORGANIZATION", "CLUSTER"})
_SHORT = re.compile(
    r" ?[（(](?:the |以下简称|简称|下称|即)?[\"“「]?(?P<short>[A-Z][A-Za-z.&-]{1,9})[\"”」]?[)）]"
)


def is_initials(short: str, full: str) -> bool:
    """Return whether the capitals of `full` begin with `short`."""
    words = [word for word in re.findall(r"[A-Za-zÀ-ɏ]+", full) if word[0].isupper()]
    initials = "".join(word[0] for word in words)
    whole = short == initials
    return len(short) >= 2 and (whole or (short.isupper() and initials.startswith(short)))


def bracketed_names(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield short forms in Latin letters; behind a Latin name they must be its initials."""
    for mention in found:
        match = _SHORT.match(text, mention.end) if mention.type in _KINDS else None
        if match is None:
            continue
        full = text[mention.start : mention.end]
        if not full.isascii() or is_initials(match["short"], full):
            yield Mention(*match.span("short"), mention.type, BRACKETED, "bracket")
