"""What claims come to: the facts that they tell and the edges that these draw, purely.

A relation is its type and its ends, an indicator its entity, measure, unit and date; claims that
agree on these are of one fact. Deals are matched by `graph.recording.deal_matching`; a deal's id
follows from the claim that was reported first. A relation that another implies (`ANCHORS` implies
`MEMBER_OF`) is no second fact: its claims support the stronger one, which takes its confidence
from its own. Claims whose parties turn out to be one entity draw nothing, and stay in the record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from graph.identity import fact_id
from graph.recording.deal_matching import group_tellings, reporting_order, tellings
from graph.recording.support import DENIED, settle
from schema.ontology import ontology
from schema.records import (
    SOURCE,
    SUBJECT,
    TARGET,
    Claim,
    Edge,
    Fact,
    FactKind,
    Participant,
)

EntityOf = Mapping[str, str]
"""The entity to which each appearance belongs."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What claims have in common that are of one relation or indicator."""

    kind: FactKind
    type: str
    parts: tuple[str, ...]

    def fact_ids(self) -> tuple[str, ...]:
        """Return the ids of the facts that may stand here: of this type or of one implying it."""
        return tuple(
            fact_id(self.kind, type, *self.parts) for type in (self.type, *implying(self.type))
        )


@dataclass(frozen=True, slots=True)
class DrawnFact:
    """A fact with the ids of its claims and its edges, as a store takes it."""

    fact: Fact
    claims: tuple[str, ...]
    edges: tuple[Edge, ...]


def consolidate(claims: Iterable[Claim], entity_of: EntityOf) -> tuple[DrawnFact, ...]:
    """Return the facts that `claims` tell, by id."""
    slots: dict[Slot, list[Claim]] = defaultdict(list)
    deals: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind is FactKind.DEAL:
            if not is_within_one(claim, entity_of):
                deals[claim.type].append(claim)
        elif (slot := slot_of(claim, entity_of)) is not None:
            slots[slot].append(claim)
    drawn = [fact for slot, told in slots.items() for fact in _slot_facts(slot, told)]
    for told in deals.values():
        for group in group_tellings(tellings(told, entity_of)):
            drawn.append(_deal_fact(group, entity_of))
    return tuple(sorted(drawn, key=lambda each: each.fact.id))


def is_within_one(claim: Claim, entity_of: EntityOf) -> bool:
    """Tell whether all of several parties to a claim are one entity."""
    return len(claim.parties) > 1 and len({entity_of[p.entity] for p in claim.parties}) == 1


def slot_of(claim: Claim, entity_of: EntityOf) -> Slot | None:
    """Return where a relation's or indicator's claim belongs, `None` for one that draws nothing."""
    if claim.kind is FactKind.INDICATOR:
        said = claim.statement
        subject = entity_of[_party(claim, SUBJECT)]
        return Slot(claim.kind, claim.type, (subject, said.unit or "", said.date or ""))
    if is_within_one(claim, entity_of):
        return None
    ends = (entity_of[_party(claim, SOURCE)], entity_of[_party(claim, TARGET)])
    implied = ontology().relation(claim.type).implies
    type = implied[0] if implied else claim.type
    symmetric = ontology().relation(type).symmetric
    return Slot(claim.kind, type, tuple(sorted(ends)) if symmetric else ends)


@cache
def implying(type: str) -> tuple[str, ...]:
    """Return the relation types that imply `type`."""
    return tuple(name for name, kind in ontology().relations.items() if type in kind.implies)


def _party(claim: Claim, role: str) -> str:
    return next(party.entity for party in claim.parties if party.role == role)


# --- relations and indicators --------------------------------------------------------------


def _slot_facts(slot: Slot, claims: Sequence[Claim]) -> list[DrawnFact]:
    """Return a fact of each strongest type that is claimed; implied claims go with the first."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.type].append(claim)
    stronger = [type for type in implying(slot.type) if type in told]
    if not stronger:
        return [_slot_fact(slot, slot.type, claims, ())]
    implied = told.get(slot.type, [])
    return [
        _slot_fact(slot, type, told[type], implied if place == 0 else ())
        for place, type in enumerate(stronger)
    ]


def _slot_fact(slot: Slot, type: str, own: Sequence[Claim], implied: Sequence[Claim]) -> DrawnFact:
    if slot.kind is FactKind.INDICATOR:
        parties: tuple[Participant, ...] = (Participant(SUBJECT, slot.parts[0]),)
    else:
        parties = (Participant(SOURCE, slot.parts[0]), Participant(TARGET, slot.parts[1]))
    fact = _fact(fact_id(slot.kind, type, *slot.parts), type, parties, own, implied)
    return DrawnFact(fact, _ids([*own, *implied]), _relation_edges(fact))


def _relation_edges(fact: Fact) -> tuple[Edge, ...]:
    if fact.kind is not FactKind.RELATION:
        return ()
    symmetric = ontology().relation(fact.type).symmetric
    return (_edge(fact, fact.party(SOURCE), fact.party(TARGET), symmetric=symmetric),)


# --- deals ---------------------------------------------------------------------------------


def _deal_fact(claims: Sequence[Claim], entity_of: EntityOf) -> DrawnFact:
    type = claims[0].type
    roles = list(ontology().deal(type).roles)
    parties = {(p.role, entity_of[p.entity]) for claim in claims for p in claim.parties}
    ordered = sorted(parties, key=lambda party: (roles.index(party[0]), party[1]))
    id = fact_id(FactKind.DEAL, type, claims[0].id)
    fact = _fact(id, type, tuple(Participant(*party) for party in ordered), claims, ())
    return DrawnFact(fact, _ids(claims), _deal_edges(fact))


def _deal_edges(fact: Fact) -> tuple[Edge, ...]:
    """Return the edges that the ontology wants of a deal; one that is denied links nobody."""
    if fact.statement.status == DENIED:
        return ()
    held: dict[str, list[str]] = defaultdict(list)
    for party in fact.participants:
        held[party.role].append(party.entity)
    edges: dict[tuple[str, str], Edge] = {}
    for kind in ontology().deal(fact.type).edges:
        sources, targets = held[kind.source], held[kind.target]
        pairs = combinations(sources, 2) if kind.symmetric else product(sources, targets)
        for source, target in pairs:
            if source != target:
                edge = _edge(fact, source, target, symmetric=kind.symmetric)
                edges.setdefault((source, target), edge)
    return tuple(edge for _, edge in sorted(edges.items()))


# --- both ----------------------------------------------------------------------------------


def _fact(
    id: str,
    type: str,
    parties: tuple[Participant, ...],
    own: Sequence[Claim],
    implied: Sequence[Claim],
) -> Fact:
    statement, contested = settle(own)
    reported = [claim for claim in (*own, *implied) if claim.reported_at is not None]
    first = min(reported, key=reporting_order, default=None)
    kind = own[0].kind
    return Fact(
        id=id,
        kind=kind,
        type=type,
        participants=parties,
        statement=statement,
        confidence=max(claim.confidence for claim in own),
        claims=len(own) + len(implied),
        contested=contested,
        # The day of a deal is when it begins to hold; when it ends no text tells reliably.
        valid_from=statement.date if kind is FactKind.DEAL else None,
        first_reported=None if first is None else first.reported_at,
    )


def _edge(fact: Fact, source: str, target: str, *, symmetric: bool) -> Edge:
    return Edge(
        fact=fact.id,
        type=fact.type,
        source=source,
        target=target,
        symmetric=symmetric,
        confidence=fact.confidence,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        first_reported=fact.first_reported,
    )


def _ids(claims: Collection[Claim]) -> tuple[str, ...]:
    return tuple(sorted(claim.id for claim in claims))
