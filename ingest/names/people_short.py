"""Finds where a person goes by one part of the name: 艾维 for 乔尼·艾维, Keller for Ann Keller."""

import re
from collections.abc import Iterator, Sequence

from ingest.names.gazetteer import Gazetteer
from ingest.names.mention import Mention
from ingest.names.naming import is_not_name, known_type
from schema.names import is_common_word
from schema.tables import read_words

PART = 0.86
SURE_PERSON = 0.8
"""A person this sure lends the type to the parts of the name."""

_PARTS = re.compile(r"[ ·・‧•]+")
_CAPITAL_BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][\w'’&-]*\.?) $")
_CAPITAL_AFTER = re.compile(r" [A-ZÀ-Þ]|[-&.’'](?!s\b|s?\W)\w")


def people_by_part(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the places of surnames and given names that only people of the article have."""
    others = [text[m.start : m.end] for m in found if m.type != "PERSON"]
    parts = {
        part
        for m in found
        if m.type == "PERSON" and m.confidence >= SURE_PERSON
        for part in _parts(text[m.start : m.end])
        if not any(name.startswith(part) and name != part for name in others)
    }
    longer = {at for m in found if m.length > 1 for at in range(m.start, m.end)}
    spans = {(m.start, m.end) for m in found}
    for hit in Gazetteer((part, "PERSON", True) for part in parts).find(text):
        inside = (hit.start, hit.end) not in spans and not longer.isdisjoint(
            range(hit.start, hit.end)
        )
        if not inside and _stands_alone(text, hit.start, hit.end):
            yield Mention(hit.start, hit.end, "PERSON", PART, "person-part")


def _parts(name: str) -> Iterator[str]:
    parts = _PARTS.split(name)
    if len(parts) < 2:
        return
    tail = re.search(r"(?<=[·・‧•])[^·・‧•]+[·・‧•][^·・‧•]+$", name)
    for part in (parts[0], parts[-1], *([tail[0]] if tail and len(parts) > 2 else [])):
        least = 3 if part.isascii() else 2
        if len(part) >= least and known_type(part) is None and not _is_word(part):
            yield part


def _is_word(part: str) -> bool:
    return is_common_word(part) or is_not_name(part, "zh") or is_not_name(part, "en")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether no further word of a name stands beside a part in Latin letters."""
    if not text[start].isascii():
        return True
    before = _CAPITAL_BEFORE.search(text, max(0, start - 24), start)
    titled = before is not None and before["word"].rstrip(".").lower() in read_words(
        "person_titles.txt"
    )
    heads = before is not None and re.search(r"(?:^|[.!?\n] ?)$", text[: before.start()])
    return (before is None or titled or bool(heads)) and not _CAPITAL_AFTER.match(text, end)
