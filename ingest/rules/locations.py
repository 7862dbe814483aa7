"""Finds where firms, bodies and clusters are: by their names, beside places, and by cue words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ingest.lexicon import any_of
from ingest.names.contexts import context
from ingest.names.entities import Grouped
from ingest.names.mention import Mention
from ingest.rules.cues import Cue
from ingest.rules.scene import Named, Scene, Sentence
from schema.known import is_place_name, known_place, split_level
from schema.records import ExtractedRelation

# To be calibrated on judged output.
IN_NAME = 0.9
BESIDE = 0.7
CUED = 0.65

_SITED = frozenset({"FIRM", "ORGANIZATION", "CLUSTER"})


def located(scene: Scene, cues: Sequence[Cue]) -> Iterator[ExtractedRelation]:
    """Yield LOCATED_IN relations."""
    yield from _in_names(scene)
    for sentence in scene.sentences:
        yield from _beside(scene, sentence)
        yield from _cued(scene, sentence, cues)


def places_in_names(text: str, entities: Sequence[Grouped]) -> Iterator[Grouped]:
    """Yield the listed places that only the names of clusters hold, as entities of their own."""
    known = {
        split_level(name)[0] for e in entities if e.type == "PLACE" for name in (e.name, *e.aliases)
    }
    number = len(entities)
    for cluster in entities:
        place = _leading_place(cluster.name) if cluster.type == "CLUSTER" else None
        if place is None or split_level(place)[0] in known:
            continue
        known.add(split_level(place)[0])
        number += 1
        first = next(m for m in cluster.mentions if text.startswith(place, m.start))
        mention = Mention(first.start, first.start + len(place), "PLACE", IN_NAME, "in-name")
        yield Grouped(f"e{number}", "PLACE", place, (), (mention,))


def _leading_place(name: str) -> str | None:
    """Return the longest listed place that a name begins with: 景德镇 of 景德镇陶瓷产业集群."""
    if name[0].isascii():
        words = name.split()
        heads = [" ".join(words[:n]) for n in range(min(3, len(words) - 1), 0, -1)]
    else:
        heads = [name[:n] for n in range(min(6, len(name) - 2), 1, -1)]
    return next((head for head in heads if is_place_name(head)), None)


def _in_names(scene: Scene) -> Iterator[ExtractedRelation]:
    """Yield the place that a cluster's name begins with: 景德镇陶瓷产业集群."""
    places = [
        (name, e)
        for e in scene.entities.values()
        if e.type == "PLACE"
        for name in (e.name, *e.aliases)
    ]
    for cluster in scene.entities.values():
        if cluster.type != "CLUSTER":
            continue
        inside = [
            (cluster.name.find(form), len(form), place)
            for name, place in places
            for form in {name, split_level(name)[0]}
            if len(form) >= 2 and form in cluster.name
        ]
        # Of 江西浮梁县… the county is meant: the last of the places that the name begins with.
        if inside:
            _, _, place = max(inside, key=lambda found: (found[0], found[1]))
            first = next(s for s in scene.sentences if s.start <= cluster.mentions[0].start < s.end)
            yield ExtractedRelation(
                "LOCATED_IN", cluster.id, place.id, (scene.evidence(first),), IN_NAME
            )


def _beside(scene: Scene, sentence: Sentence) -> Iterator[ExtractedRelation]:
    for left, right in pairwise(sentence.named):
        gap = scene.folded[left.end : right.start]
        if left.type == "PLACE" and right.type in _SITED:
            if scene.language == "zh" and _is_apposed(scene, left, gap):
                yield _relation(scene, sentence, right, left, BESIDE)
        elif (
            scene.language == "en"
            and left.type == "FIRM"
            and right.type == "PLACE"
            and gap == " of "
        ):
            yield _relation(scene, sentence, left, right, BESIDE)


def _is_apposed(scene: Scene, place: Named, gap: str) -> bool:
    """Return whether a place says where the one behind it is; a town may begin a firm's name."""
    if not gap:
        known = known_place(scene.text[place.start : place.end])
        return known is not None and known.level == "country"
    return _apposed().fullmatch(gap) is not None


@cache
def _apposed() -> re.Pattern[str]:
    return re.compile(rf"(?:的| )?|[\u3400-\u9fff]{{0,6}}{any_of(context('firm_kinds'))}[“「 ]?")


def _cued(scene: Scene, sentence: Sentence, cues: Sequence[Cue]) -> Iterator[ExtractedRelation]:
    reach = 16 if scene.language == "zh" else 30
    for cue in cues:
        if (
            cue.type != "LOCATED_IN"
            or not cue.pattern.strong
            or not sentence.start <= cue.start < sentence.end
        ):
            continue
        inside = [
            n
            for n in sentence.named
            if n.type == "PLACE" and n.start < cue.end and n.end > cue.start
        ]
        after = [n for n in sentence.named if n.type == "PLACE" and 0 <= n.start - cue.end <= reach]
        if cue.pattern.voice == "noun" and not inside:
            continue  # a plant somewhere may be anyone's; templates.yaml has those that tell
        place = next(iter([*inside, *after]), None)
        who = _sited(scene, sentence, cue, bool(inside))
        if place is not None and who is not None:
            yield _relation(scene, sentence, who, place, CUED)


def _sited(scene: Scene, sentence: Sentence, cue: Cue, place_inside: bool) -> Named | None:
    before = [n for n in sentence.named if n.type in _SITED and n.end <= cue.start]
    after = [n for n in sentence.named if n.type in _SITED and n.start >= cue.end]
    last = before[-1] if before else None
    # Acme, the Ohio-based maker, or: the Ohio-based maker Acme.
    if place_inside:
        if last is not None and _ARTICLE.fullmatch(scene.text[last.end : cue.start]):
            return last
        return after[0] if after and after[0].start - cue.end < 30 else None
    reach = 20 if scene.language == "zh" else 60
    return last if last is not None and cue.start - last.end <= reach else None


_ARTICLE = re.compile(r",? (?:the|an?) ?")


def _relation(
    scene: Scene, sentence: Sentence, who: Named, place: Named, sure: float
) -> ExtractedRelation:
    return ExtractedRelation(
        "LOCATED_IN", who.entity, place.entity, (scene.evidence(sentence),), sure
    )
