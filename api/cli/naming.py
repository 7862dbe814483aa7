"""Entities by the names that people type, and the names and sentences behind ids."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

import click

from graph.queries import MAX_PAGE, Hit
from graph.store import GraphStore
from schema.errors import NotFoundError
from schema.records import Claim, Entity

T = TypeVar("T")

SUGGESTIONS = 5


def entity_called(store: GraphStore, text: str) -> Entity:
    """Return the entity with this id or name; of several, the one that most articles tell of.

    Raises:
        NotFoundError: there is none; the message gives names that hold the text.
    """
    known = store.entities([text])
    if text in known:
        return known[text]
    hits = store.search(text, frozenset(), first=SUGGESTIONS).items
    equal = [hit.entity for hit in hits if hit.score == 1.0]
    if not equal:
        raise NotFoundError(f"no entity goes by {text!r}; {advice(hits)}")
    if len(equal) > 1:
        others = ", ".join(f"{other.type} {other.name} ({other.id})" for other in equal[1:])
        first = f"{equal[0].type} {equal[0].name} ({equal[0].id})"
        click.echo(f"guanxi: {text!r} is taken for {first}, not for {others}", err=True)
    return equal[0]


def advice(similar: Sequence[Hit]) -> str:
    """Return what to try instead of a name that nothing has."""
    if similar:
        return "did you mean " + ", ".join(hit.matched for hit in similar) + "?"
    return "`guanxi search` finds names by their parts"


def entities_by_id(store: GraphStore, ids: Collection[str]) -> Mapping[str, Entity]:
    """Return any number of entities by id."""
    return read_all(store.entities, ids)


def best_claims(store: GraphStore, fact_ids: Collection[str]) -> Mapping[str, Claim]:
    """Return the surest claim of each of any number of facts."""
    found = read_all(store.claims, fact_ids)
    return {
        fact: max(claims, key=lambda claim: claim.confidence)
        for fact, claims in found.items()
        if claims
    }


def read_all(
    read: Callable[[Collection[str]], Mapping[str, T]], ids: Collection[str]
) -> dict[str, T]:
    """Return what a batched read gives, in as many batches as it takes."""
    found: dict[str, T] = {}
    for batch in batches(sorted(set(ids))):
        found.update(read(batch))
    return found


def batches(ids: list[str]) -> Iterator[list[str]]:
    """Yield the ids, as many at a time as a store reads at once."""
    for start in range(0, len(ids), MAX_PAGE):
        yield ids[start : start + MAX_PAGE]


def words_of(claim: Claim | None) -> str:
    """Return the quoted words of a claim in one line."""
    if claim is None:
        return ""
    return " … ".join(" ".join(span.text.split()) for span in claim.evidence)
