"""Drops what reads like a name but lists places by their first characters: 深汕惠."""

from collections.abc import Iterable, Iterator

from ingest.names.mention import Mention
from ingest.names.naming import known_type

SHORTEST, LONGEST = 3, 5
"""In characters; two agree with the heads of two places too often by chance."""


def without_place_lists(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions, but none of which each character begins a place of the article."""
    mentions = list(found)
    heads = {text[m.start] for m in mentions if m.type == "PLACE"}
    for mention in mentions:
        name = text[mention.start : mention.end]
        listed = SHORTEST <= len(name) <= LONGEST and heads.issuperset(name)
        if not listed or mention.type != "FIRM" or known_type(name) is not None:
            yield mention
