"""Keeps the facts of a store in step with its claims and with the entities of their parties.

Which facts a change can touch is a matter of whole neighbourhoods: all claims that may be of one
fact with those that changed, before and after. `reach` finds them, `redraw` consolidates them anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.recording.consolidation import consolidate, is_within_one, slot_of
from graph.recording.deal_matching import Telling, may_agree, may_be_one, principal_roles, tellings
from graph.store import StoreTransaction
from schema.records import Claim, Fact, FactKind


@dataclass(frozen=True, slots=True)
class Redrawn:
    """Ids of the facts that were not there before, and of those that are no longer."""

    fresh: tuple[str, ...]
    dropped: tuple[str, ...]


def reach(tx: StoreTransaction, claims: Iterable[Claim]) -> dict[str, Claim]:
    """Return `claims` and all that may be of one fact with them, directly or by way of others."""
    reached: dict[str, Claim] = {}
    pending = {claim.id: claim for claim in claims}
    while pending:
        reached.update(pending)
        near = _claims_of_same_facts(tx, pending.values())
        near.update(_claims_of_like_deals(tx, pending.values()))
        pending = {id: claim for id, claim in near.items() if id not in reached}
    return reached


def facts_with(tx: StoreTransaction, claims: Iterable[Claim]) -> frozenset[str]:
    """Return the facts to which `claims` belong."""
    return frozenset(tx.facts_of_claims([claim.id for claim in claims]).values())


def redraw(tx: StoreTransaction, claims: Collection[Claim], before: Collection[str]) -> Redrawn:
    """Consolidate `claims` anew in place of the facts `before`.

    `claims` are all that are left of those facts and all that may be of one fact with them.
    """
    drawn = consolidate(claims, _entities_of(tx, claims))
    now = {each.fact.id for each in drawn}
    tx.put_facts([(each.fact, each.claims, each.edges) for each in drawn])
    dropped = sorted(set(before) - now)
    tx.drop_facts(dropped)
    return Redrawn(tuple(sorted(now - set(before))), tuple(dropped))


# --- neighbourhoods ------------------------------------------------------------------------


def _entities_of(tx: StoreTransaction, claims: Iterable[Claim]) -> Mapping[str, str]:
    return tx.entities_of_appearances([p.entity for claim in claims for p in claim.parties])


def _claims_of(tx: StoreTransaction, facts: Collection[str]) -> tuple[Claim, ...]:
    held = tx.claim_ids_of_facts(facts)
    return tx.claims_by_id([id for ids in held.values() for id in ids])


def _claims_of_same_facts(tx: StoreTransaction, claims: Collection[Claim]) -> dict[str, Claim]:
    """Return the claims of the facts to which `claims` belong, and of those they would join."""
    entity_of = _entities_of(tx, claims)
    facts = set(facts_with(tx, claims))
    for claim in claims:
        if claim.kind is not FactKind.DEAL:
            slot = slot_of(claim, entity_of)
            facts.update(() if slot is None else slot.fact_ids())
    return {claim.id: claim for claim in _claims_of(tx, facts)}


def _claims_of_like_deals(tx: StoreTransaction, claims: Iterable[Claim]) -> dict[str, Claim]:
    """Return the claims of deals that have a claim which may be of one deal with one of these."""
    by_type: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind is FactKind.DEAL:
            by_type[claim.type].append(claim)
    found: dict[str, Claim] = {}
    for type, told in sorted(by_type.items()):
        found.update(_like_deals(tx, type, told))
    return found


def _like_deals(tx: StoreTransaction, type: str, claims: Sequence[Claim]) -> dict[str, Claim]:
    entity_of = _entities_of(tx, claims)
    ours = tellings((c for c in claims if not is_within_one(c, entity_of)), entity_of)
    near = [
        fact.id for fact in _deals_near(tx, type, ours) if any(_may_hold(fact, t) for t in ours)
    ]
    theirs = _claims_of(tx, near)
    return {
        claim.id: claim
        for other in tellings(theirs, _entities_of(tx, theirs))
        if any(may_be_one(one, other) for one in ours)
        for claim in other.claims
    }


def _deals_near(tx: StoreTransaction, type: str, ours: Sequence[Telling]) -> list[Fact]:
    """Return the deals that have enough parties in common to hold a claim like one of `ours`.

    A telling that names one party may be of any deal of that party. Others share two with what
    they match, or one with a claim that names no more.
    """
    lone = {entity for t in ours if len(t.principals) == 1 for _, entity in t.principals}
    joint = {entity for t in ours if len(t.principals) > 1 for _, entity in t.principals}
    return [
        *(tx.facts_between(FactKind.DEAL, type, lone) if lone else ()),
        *(tx.deals_near(type, joint) if joint else ()),
    ]


def _may_hold(fact: Fact, telling: Telling) -> bool:
    """Tell whether a deal may have a claim that is of one deal with `telling`.

    A deal of one claim says all that this says. Of several claims each agrees with what the
    deal shows, so that what is twice as far from that agrees with none of them.
    """
    told = Telling(_principals(fact), fact.statement.date, fact.statement.amount)
    if fact.claims == 1:
        return may_be_one(told, telling)
    shared = told.principals & telling.principals
    if len(shared) > 1 or len(telling.principals) == 1:
        return bool(shared)
    return bool(shared) and may_agree(told, telling)


def _principals(fact: Fact) -> Mapping[str, frozenset[str]]:
    roles = principal_roles(fact.type)
    held: dict[str, set[str]] = defaultdict(set)
    for party in fact.participants:
        if party.role in roles:
            held[party.role].add(party.entity)
    return {role: frozenset(entities) for role, entities in held.items()}
