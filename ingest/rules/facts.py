"""Puts the facts of an article together: each once, and only what the ontology allows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.rules.cues import Cue
from ingest.rules.deals import find_deals
from ingest.rules.hires import with_former_employer
from ingest.rules.indicators import indicators_of
from ingest.rules.locations import located
from ingest.rules.people import people_relations
from ingest.rules.relations import TAKEN_TYPES, cued_relations
from ingest.rules.scene import Scene
from ingest.rules.templates import Told, templated
from ingest.rules.values import Value
from schema.ontology import ontology
from schema.records import ExtractedDeal, ExtractedEntity, ExtractedRelation, Span

TOLD_AGAIN = 0.05


def read_facts(
    scene: Scene, cues: list[Cue], values: list[Value]
) -> tuple[list[ExtractedEntity], list[ExtractedRelation], list[ExtractedDeal]]:
    """Return the entities with their figures, the relations and the deals of an article."""
    deals = find_deals(scene, cues, values)
    worded = list(templated(scene))
    told = [
        *(each.relation for each in worded if not each.denied),
        *people_relations(scene, cues),
        *located(scene, cues),
        *cued_relations(scene, _unread(cues, worded), values),
    ]
    relations = list(_each_once(_allowed(scene, told, deals)))
    deals = [with_former_employer(deal, relations) for deal in deals]
    figures = indicators_of(scene, values)
    entities = [
        ExtractedEntity(
            id=entity.id,
            type=entity.type,
            name=entity.name,
            aliases=entity.aliases,
            mentions=tuple(
                Span(m.start, m.end, scene.text[m.start : m.end]) for m in entity.mentions
            ),
            indicators=tuple(figures.get(entity.id, ())),
        )
        for entity in scene.entities.values()
    ]
    return entities, relations, deals


def _unread(cues: Iterable[Cue], worded: Iterable[Told]) -> list[Cue]:
    """Return the cues that no wording has read already, which knows better who does what."""
    read: dict[str, list[Told]] = {}
    for told in worded:
        read.setdefault(told.relation.type, []).append(told)
    return [
        cue
        for cue in cues
        if not any(t.start < cue.end and cue.start < t.end for t in read.get(cue.type, ()))
    ]


def _allowed(
    scene: Scene, told: Iterable[ExtractedRelation], deals: list[ExtractedDeal]
) -> Iterator[ExtractedRelation]:
    """Yield what the ontology allows and no deal between the same two says better."""
    bought = {
        frozenset({one.entity, other.entity})
        for deal in deals
        if deal.type in TAKEN_TYPES
        for one in deal.participants
        for other in deal.participants
        if one.entity != other.entity
    }
    for relation in told:
        source, target = scene.entities[relation.source], scene.entities[relation.target]
        if not ontology().allows(relation.type, source.type, target.type):
            continue
        if relation.type == "OWNS" and frozenset({source.id, target.id}) in bought:
            continue
        yield relation


def _each_once(relations: Iterable[ExtractedRelation]) -> Iterator[ExtractedRelation]:
    found: dict[tuple[str, str, str], ExtractedRelation] = {}
    for relation in relations:
        ends = relation.source, relation.target
        if ontology().relations[relation.type].symmetric:
            ends = min(ends), max(ends)
        key = (relation.type, *ends)
        known = found.get(key)
        found[key] = relation if known is None else _join(known, relation)
    anchored = {key[1:] for key in found if key[0] == "ANCHORS"}
    for key, relation in found.items():
        if key[0] != "MEMBER_OF" or key[1:] not in anchored:
            yield relation


def _join(known: ExtractedRelation, other: ExtractedRelation) -> ExtractedRelation:
    return replace(
        known,
        evidence=tuple(dict.fromkeys([*known.evidence, *other.evidence])),
        confidence=round(min(0.95, max(known.confidence, other.confidence) + TOLD_AGAIN), 2),
        properties={**other.properties, **known.properties},
    )
