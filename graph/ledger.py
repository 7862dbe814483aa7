"""The only writer of the graph: records articles, takes them back, and hears people's judgements.

The record is the truth and the graph follows from it: whatever the order in which articles are
recorded, recorded again, corrected and withdrawn, what is left is what `rebuild` draws from the
record alone. All that one call changes is committed together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from graph.recording.entities import Plan, draw_entities, plan, replan
from graph.recording.facts import Redrawn, facts_with, reach, redraw
from graph.recording.intake import Intake, take_in
from graph.recording.resolution import RULES, judgement_id
from graph.store import GraphStore, StoreTransaction
from schema.errors import InputError, NotFoundError
from schema.records import Appearance, Claim, Extraction, Judgement, Verdict


class Outcome(StrEnum):
    ADDED = "added"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """What recording or withdrawing an article has changed: ids of what is new and what is gone.

    `claims` counts what the article claims now.
    """

    article: str
    outcome: Outcome
    claims: int = 0
    new_entities: tuple[str, ...] = ()
    dropped_entities: tuple[str, ...] = ()
    new_facts: tuple[str, ...] = ()
    dropped_facts: tuple[str, ...] = ()


def record(store: GraphStore, extraction: Extraction, *, recorded_at: str) -> Change:
    """Keep what an article says, in place of what it said before.

    Where its text and its extractor are the same as before, nothing is written.
    """
    with store.transaction() as tx:
        return _record(tx, extraction, recorded_at)


def record_all(
    store: GraphStore, extractions: Iterable[Extraction], *, recorded_at: str, batch: int = 50
) -> Iterator[Change]:
    """Record articles as they come, `batch` of them in a transaction, and yield what changed.

    A change is yielded once it is committed. An error undoes the batch in which it happened.
    """
    pending = iter(extractions)
    while articles := list(islice(pending, batch)):
        with store.transaction() as tx:
            changes = [_record(tx, extraction, recorded_at) for extraction in articles]
        yield from changes


def withdraw(store: GraphStore, article_id: str) -> Change:
    """Take an article back, with every fact and merge that rested on it alone.

    Raises:
        NotFoundError: the store has no such article.
    """
    with store.transaction() as tx:
        if tx.article(article_id) is None:
            raise NotFoundError(f"there is no article {article_id!r}")
        return _replace(tx, article_id, None, Outcome.WITHDRAWN)


def rebuild(store: GraphStore) -> None:
    """Draw the whole graph anew from the record, in memory; it comes out the same."""
    with store.transaction() as tx:
        articles = tx.article_ids()
        appearances = [a for article in articles for a in tx.appearances_of_article(article)]
        claims = [claim for article in articles for claim in tx.claims_of_article(article)]
        tx.clear_graph()
        draw_entities(tx, appearances).write(tx)
        redraw(tx, claims, ())


# --- judgements ----------------------------------------------------------------------------


def judge(
    store: GraphStore,
    left: str,
    right: str,
    verdict: Verdict,
    *,
    by: str,
    reason: str = "",
    made_at: str,
) -> Judgement:
    """Keep a person's judgement on two entities or appearances, in place of an earlier one.

    It is kept for appearances (of an entity, its earliest), so that it goes on holding whatever
    becomes of the entities. Where people disagree, "different" counts. "Unsure" changes nothing.

    Args:
        store: where both are kept.
        left: the id of an entity or of an appearance.
        right: the id of another.
        verdict: what the person found.
        by: who judged; names of rules are not for people.
        reason: why, in the person's words.
        made_at: when, as an ISO date-time.

    Raises:
        NotFoundError: one of the two is not there.
        InputError: they are one appearance or of two types, or `by` is no person's name.
    """
    if not by or by.startswith(RULES):
        raise InputError(f"{by!r} is not the name of a person who judges")
    with store.transaction() as tx:
        one, other = sorted((_appearance(tx, store, left), _appearance(tx, store, right)), key=_id)
        if one.id == other.id:
            raise InputError(f"{left!r} and {right!r} are one appearance: nothing can part them")
        if one.type != other.type:
            raise InputError(f"{left!r} is a {one.type}, {right!r} a {other.type}: never the same")
        reasons = (reason,) if reason else ()
        id = judgement_id(one.id, other.id, by)
        judgement = Judgement(id, one.id, other.id, verdict, by, reasons, 1.0, made_at)
        tx.put_judgements([judgement])
        _follow_judgement(tx, judgement)
        return judgement


def revoke(store: GraphStore, judgement_id: str) -> Judgement:
    """Take a person's judgement back, and what followed from it.

    Raises:
        NotFoundError: there is no such judgement.
        InputError: it is a rule's, which follows from the articles.
    """
    with store.transaction() as tx:
        judgement = tx.judgements([judgement_id]).get(judgement_id)
        if judgement is None:
            raise NotFoundError(f"there is no judgement {judgement_id!r}")
        if judgement.by.startswith(RULES):
            raise InputError(f"{judgement_id!r} follows from the articles and cannot be revoked")
        tx.drop_judgements([judgement_id])
        _follow_judgement(tx, judgement)
        return judgement


def _id(appearance: Appearance) -> str:
    return appearance.id


def _appearance(tx: StoreTransaction, store: GraphStore, id: str) -> Appearance:
    """Return the appearance `id`, or the earliest one of the entity `id`, former ids included."""
    entity = tx.entities_of_appearances([id]).get(id)
    if entity is not None:
        return next(each for each in tx.appearances_of_entities([entity]) if each.id == id)
    found = store.entities([id]).get(id)
    if found is None:
        raise NotFoundError(f"there is no entity or appearance {id!r}")
    return tx.earliest_appearances([found.id])[found.id]


def _follow_judgement(tx: StoreTransaction, judgement: Judgement) -> None:
    sides = [judgement.left, judgement.right]
    entities = set(tx.entities_of_appearances(sides).values())
    appearances = tx.appearances_of_entities(entities)
    if appearances:
        _carry_out(tx, replan(tx, appearances[0].type, entities), ())


# --- articles ------------------------------------------------------------------------------


def _record(tx: StoreTransaction, extraction: Extraction, recorded_at: str) -> Change:
    intake = take_in(extraction, recorded_at=recorded_at)
    stored = tx.article(extraction.article.id)
    if stored is None:
        return _replace(tx, extraction.article.id, intake, Outcome.ADDED)
    if stored.revision == extraction.article.revision and _is_told_alike(tx, intake):
        return Change(stored.id, Outcome.UNCHANGED, claims=len(intake.claims))
    return _replace(tx, stored.id, intake, Outcome.REVISED)


def _is_told_alike(tx: StoreTransaction, intake: Intake) -> bool:
    """Tell whether the same extractor read the article before.

    Only claims name their extractor; an article without any is compared by what it names.
    """
    before = {(c.extractor, c.extractor_version) for c in tx.claims_of_article(intake.article.id)}
    now = {(c.extractor, c.extractor_version) for c in intake.claims}
    if before or now:
        return before == now
    return tx.appearances_of_article(intake.article.id) == intake.appearances


def _replace(
    tx: StoreTransaction, article_id: str, intake: Intake | None, outcome: Outcome
) -> Change:
    removed = tx.appearances_of_article(article_id)
    said = tx.claims_of_article(article_id)
    planned = plan(tx, removed, intake)
    touched = _touched(tx, planned, said)
    before = facts_with(tx, touched)
    if intake is None:
        tx.drop_article(article_id)
    else:
        tx.put_article(
            intake.article, intake.recorded_at, intake.appearances, intake.mentions, intake.claims
        )
    left = tx.claims_by_id([claim.id for claim in touched])
    claims = () if intake is None else intake.claims
    redrawn = _apply(tx, planned, (*left, *claims), before)
    return Change(
        article=article_id,
        outcome=outcome,
        claims=len(claims),
        new_entities=tuple(sorted(planned.fresh)),
        dropped_entities=tuple(sorted(planned.dropped)),
        new_facts=redrawn.fresh,
        dropped_facts=redrawn.dropped,
    )


def _carry_out(tx: StoreTransaction, planned: Plan, said: Sequence[Claim]) -> Redrawn:
    touched = _touched(tx, planned, said)
    return _apply(tx, planned, touched, facts_with(tx, touched))


def _touched(tx: StoreTransaction, planned: Plan, said: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims whose facts may become others, as things stand before the change."""
    moved = tx.claims_of_entities(sorted(planned.moved)) if planned.moved else ()
    return tuple(reach(tx, (*said, *moved)).values())


def _apply(
    tx: StoreTransaction, planned: Plan, claims: Sequence[Claim], before: frozenset[str]
) -> Redrawn:
    planned.write(tx)
    reached = reach(tx, claims)
    redrawn = redraw(tx, reached.values(), before | facts_with(tx, reached.values()))
    tx.drop_entities(sorted(planned.dropped))
    return redrawn
