"""Lets all places of an article speak on what a name means, and finds the places passed over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from ingest.names.gazetteer import Gazetteer
from ingest.names.mention import Mention, without_overlaps

THRESHOLD = 0.5
"""A name that no place of the article makes this sure is left out."""

SPREADS = 0.6
"""A name this sure is also looked for where no rule saw it."""

AGREEMENT = 0.05
"""What each further find adds, up to four."""

MENTION_GAIN = 0.01

DECLARED_WEIGHT = 8
"""Where a text gives a name its gloss or short form, that counts like so many other places."""

_DECLARED = frozenset({"gloss", "glossed", "dotted", "bracket"})


def agree(text: str, found: Iterable[Mention], edges: Set[int] | None = None) -> list[Mention]:
    """Return the mentions of an article: one type a name, and all places where it stands.

    Args:
        text: The article.
        found: What the rules found, without overlaps.
        edges: Where words may begin and end, if words are not told by spaces; a short name is
            looked for only between such edges.
    """
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_name[text[mention.start : mention.end]].append(mention)
    settled = {name: _settled(mentions) for name, mentions in by_name.items()}
    _take_parts(settled)
    kept = {name: judged for name, judged in settled.items() if judged[1] >= THRESHOLD}
    mentions = [
        Mention(m.start, m.end, kept[name][0], kept[name][1], m.rule)
        for name, group in by_name.items()
        if name in kept
        for m in group
    ]
    return without_overlaps([*mentions, *_spread(text, kept, edges)])


Judged = tuple[str, float]


def _settled(mentions: list[Mention]) -> Judged:
    votes: dict[str, float] = defaultdict(float)
    best: dict[str, float] = {}
    for mention in mentions:
        weight = DECLARED_WEIGHT if mention.rule in _DECLARED else 1
        votes[mention.type] += weight * mention.confidence**2
        best[mention.type] = max(best.get(mention.type, 0.0), mention.confidence)
    chosen = max(sorted(votes), key=lambda kind: votes[kind])
    return chosen, min(0.99, best[chosen] + AGREEMENT * min(len(mentions) - 1, 4))


def _take_parts(settled: dict[str, Judged]) -> None:
    """Give a single word the type of the fuller name that it is the first or last part of."""
    whole = [(name.split(), judged) for name, judged in settled.items() if " " in name]
    first = {words[0]: judged for words, judged in whole if judged[0] == "FIRM"}
    last = {words[-1]: judged for words, judged in whole if judged[0] == "PERSON"}
    last |= {
        words[0]: judged
        for words, judged in whole
        if judged[0] == "PERSON" and words[0] not in first
    }
    for name, (kind, sure) in list(settled.items()):
        if " " in name or sure >= 0.9:
            continue
        if name in last and kind in {"FIRM", "PERSON", "PLACE"}:
            settled[name] = ("PERSON", max(sure, last[name][1] - 0.05))
        elif name in first and kind in {"PERSON", "PLACE", "FIRM", "PRODUCT"}:
            settled[name] = ("FIRM", max(sure, first[name][1] - 0.05))


def _spread(text: str, kept: Mapping[str, Judged], edges: Set[int] | None) -> Iterable[Mention]:
    names = [(name, kind, True) for name, (kind, sure) in kept.items() if sure >= SPREADS]
    for hit in Gazetteer(names).find(text):
        short = hit.end - hit.start <= 3
        if edges is not None and short and not {hit.start, hit.end} <= edges:
            continue
        name = text[hit.start : hit.end]
        yield Mention(hit.start, hit.end, hit.type, kept[name][1] - MENTION_GAIN, "spread")
