"""Finds the names of well-known firms, organizations and places in a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from schema.known import firms, organizations, places

_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9À-ÿ]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed name at characters `start` to `end`; `sure` unless it may mean something else."""

    start: int
    end: int
    type: str
    sure: bool


class Gazetteer:
    """Looks names up by their first two characters, so that cost does not grow with the list."""

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        self._by_head: dict[str, list[tuple[str, str, bool]]] = {}
        for name, entity_type, sure in names:
            if len(name) >= 2:
                self._by_head.setdefault(name[:2], []).append((name, entity_type, sure))
        for listed in self._by_head.values():
            listed.sort(key=lambda entry: (-len(entry[0]), not entry[2], entry[1], entry[0]))

    def find(self, text: str) -> Iterator[Hit]:
        """Yield the longest names, left to right, Latin ones only as whole words."""
        at = 0
        while at < len(text) - 1:
            hit = self._at(text, at)
            if hit is None:
                at += 1
            else:
                yield hit
                at = hit.end

    def _at(self, text: str, at: int) -> Hit | None:
        for name, entity_type, sure in self._by_head.get(text[at : at + 2], ()):
            if text.startswith(name, at) and _is_whole(text, at, at + len(name)):
                return Hit(at, at + len(name), entity_type, sure)
        return None


def _is_whole(text: str, start: int, end: int) -> bool:
    before = _WORD.match(text[start]) and start > 0 and _WORD.match(text[start - 1])
    after = _WORD.match(text[end - 1]) and end < len(text) and _WORD.match(text[end])
    return not before and not after


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the lists in `schema/data`."""
    listed = [
        *((name, "FIRM", True) for firm in firms().values() for name in firm.names),
        *((name, "FIRM", False) for firm in firms().values() for name in firm.ambiguous),
        *((name, "ORGANIZATION", True) for body in organizations().values() for name in body.names),
        *(
            (name, "ORGANIZATION", False)
            for body in organizations().values()
            for name in body.ambiguous
        ),
        *((name, "PLACE", True) for place in places().values() for name in place.names),
    ]
    return Gazetteer(listed)
