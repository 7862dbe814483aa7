"""A place where a text names something, as one rule or model sees it, and the choice among them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start` to `end` name something of `type`; `rule` says who found it."""

    start: int
    end: int
    type: str
    confidence: float
    rule: str

    @property
    def length(self) -> int:
        return self.end - self.start


def without_overlaps(found: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that do not overlap, the surest first and then the longest, in order."""
    kept: list[Mention] = []
    taken: set[int] = set()
    ranked = sorted(found, key=lambda m: (-m.confidence, -m.length, m.start, m.type))
    for mention in ranked:
        if taken.isdisjoint(range(mention.start, mention.end)):
            kept.append(mention)
            taken.update(range(mention.start, mention.end))
    return sorted(kept, key=lambda mention: mention.start)
