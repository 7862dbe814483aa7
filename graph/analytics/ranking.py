"""Entities ranked by how central they are, as a question asks for them."""

from dataclasses import dataclass
from importlib import import_module
from itertools import islice

from graph.analytics.projection import ProjectionCache
from graph.queries import CentralityMeasure, EdgeFilter, EntityFilter
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class Place:
    """An entity's place among those that a ranking shows, 1 being the highest."""

    rank: int
    entity: str
    score: float


def rank(
    store: GraphStore,
    cache: ProjectionCache,
    measure: CentralityMeasure,
    where: EdgeFilter,
    shown: EntityFilter,
    *,
    first: int,
) -> tuple[Place, ...]:
    """Return the `first` entities that pass `shown`, highest score first, ties by id.

    The measure sees the whole graph under `where`; `shown` only picks whom to list.
    """
    # networkit takes over half a second to load, which a server that is just starting, or a
    # command that ranks nothing, should not pay for.
    centrality = import_module("graph.analytics.centrality").centrality
    scores = centrality(cache.get(store, where, EntityFilter()), measure)
    listed = scores.top(len(scores))
    if shown != EntityFilter():
        allowed = cache.get(store, where, shown).index
        listed = tuple(item for item in listed if item[0] in allowed)
    return tuple(
        Place(rank, entity, score)
        for rank, (entity, score) in enumerate(islice(listed, first), start=1)
    )
