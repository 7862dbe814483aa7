"""Finds relations that a cue word states between two entities of a sentence."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.rules.cues import Cue
from ingest.rules.groups import groups_in
from ingest.rules.roles import frame, roles_around
from ingest.rules.scene import Scene, Sentence
from ingest.rules.values import Value, within
from schema.ontology import ontology
from schema.records import ExtractedRelation, Properties
from schema.shares import Share

# To be calibrated on judged output.
STRONG_CUE = 0.65
WEAK_CUE = 0.45
NEAR = {"zh": 18, "en": 50}
"""How far a party may stand from the cue of a relation, in characters."""

# Read from titles and places by rules of their own.
ELSEWHERE = frozenset({"WORKS_FOR", "FOUNDED", "PART_OF"})
TAKEN_TYPES = frozenset({"ACQUISITION", "MERGER", "INVESTMENT", "STAKE_TRANSFER"})


def cued_relations(
    scene: Scene, cues: Sequence[Cue], values: list[Value]
) -> Iterator[ExtractedRelation]:
    """Yield the relations that cue words state."""
    for sentence in scene.sentences:
        groups = groups_in(scene, sentence)
        here = [
            c
            for c in cues
            if not c.is_deal
            and c.type not in ELSEWHERE
            and not _only_worded(c)
            and not _is_denied(scene, c)
            and sentence.start <= c.start
            and c.end <= sentence.end
        ]
        for cue in here:
            roles = roles_around(scene, cue, groups, until=sentence.end, since=sentence.start)
            yield from _pairs(scene, sentence, cue, roles, values)


_DENIAL = {
    "zh": re.compile("(?:不再|并非|并未|没有|从未|不是|不|未)[^，。；\\n]{0,2}$"),
    "en": re.compile(r"\b(?:not|no longer|never|neither|nor) (?:\w+ )?$", re.IGNORECASE),
}


def _is_denied(scene: Scene, cue: Cue) -> bool:
    before = scene.folded[max(0, cue.start - 24) : cue.start]
    return _DENIAL[scene.language].search(before) is not None


def _only_worded(cue: Cue) -> bool:
    """Return whether the cue is a noun of a type that nouns tell only in a whole wording."""
    return cue.pattern.voice == "noun" and frame(cue.type).get("nouns") == "worded"


def _pairs(
    scene: Scene, sentence: Sentence, cue: Cue, roles: dict[str, list[str]], values: list[Value]
) -> Iterator[ExtractedRelation]:
    if not {"source", "target"} <= set(roles):
        return
    if not cue.pattern.strong and not _is_tight(scene, sentence, cue, roles):
        return
    places = {n.entity: n for n in sentence.named if _is_near(scene, cue, n.start, n.end)}
    for source in roles["source"]:
        for target in roles["target"]:
            if source == target or source not in places or target not in places:
                continue
            yield ExtractedRelation(
                type=cue.type,
                source=source,
                target=target,
                evidence=(scene.evidence(sentence),),
                confidence=STRONG_CUE if cue.pattern.strong else WEAK_CUE,
                properties=_properties(scene, sentence, cue, values),
            )


TIGHT = {"zh": 4, "en": 12}


def _is_tight(scene: Scene, sentence: Sentence, cue: Cue, roles: dict[str, list[str]]) -> bool:
    """Return whether a weak cue has a party close on both sides."""
    limit = TIGHT[scene.language]
    parties = {*roles["source"], *roles["target"]}
    near = [n for n in sentence.named if n.entity in parties]
    before = any(0 <= cue.start - n.end <= limit for n in near)
    after = any(0 <= n.start - cue.end <= limit for n in near)
    return before and after


def _is_near(scene: Scene, cue: Cue, start: int, end: int) -> bool:
    gap = max(cue.start - end, start - cue.end, 0)
    return gap <= NEAR[scene.language]


def _properties(scene: Scene, sentence: Sentence, cue: Cue, values: list[Value]) -> Properties:
    if "stake" not in ontology().relations[cue.type].properties:
        return {}
    shares = [v for v in within(values, sentence.start, sentence.end) if isinstance(v.worth, Share)]
    near = [v for v in shares if _is_near(scene, cue, v.start, v.end)]
    for value in near[:1]:
        if isinstance(value.worth, Share) and isinstance(value.worth.value, Decimal):
            return {"stake": float(value.worth.value)}
    return {}
