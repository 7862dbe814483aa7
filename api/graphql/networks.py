"""Paths, networks and rankings: how entities hang together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Self

import strawberry

from api.graphql.articles import Evidence
from api.graphql.connections import DEFAULT_FIRST, First, checked_first
from api.graphql.context import Info, in_thread
from api.graphql.enums import CentralityMeasure, Direction, EdgeType, plain
from api.graphql.filters import EntityFilter, entity_filter
from api.graphql.nodes import (
    AsOf,
    Deal,
    Entity,
    Indicator,
    KnownBy,
    MinConfidence,
    Relation,
    entity_of,
    evidence_of,
    fact_of,
)
from graph import queries
from graph.analytics.paths import k_shortest_paths
from graph.analytics.ranking import rank
from graph.queries import EdgeFilter
from schema import records
from schema.errors import LimitError, NotFoundError

MAX_LENGTH = 10
MAX_PATHS = 20
MAX_DEPTH = 5
MAX_NODES = 1000

EdgeTypes = Annotated[
    list[EdgeType] | None, strawberry.argument(description="Only links of these kinds.")
]


async def hop_evidence(root: strawberry.Parent["Hop"], info: Info) -> list[Evidence]:
    """Return the words that say the fact behind a link."""
    fact = root.relation or root.deal
    return await evidence_of(fact, info) if fact else []


@strawberry.type(description="A link from one entity to another, and the fact it stands for.")
class Hop:
    type: EdgeType = strawberry.field(description="What kind of link it is.")
    from_: Entity = strawberry.field(name="from", description="Where it is left.")
    to: Entity = strawberry.field(description="Where it is reached.")
    forward: bool = strawberry.field(
        description="Whether it is walked in its own direction; true where it has none."
    )
    confidence: float = strawberry.field(description="How sure the fact is, 0 to 1.")
    relation: Relation | None = strawberry.field(description="The relation, if it is one.")
    deal: Deal | None = strawberry.field(description="The deal that draws the link, if one does.")
    evidence: list[Evidence] = strawberry.field(
        resolver=hop_evidence, description="The words that say so."
    )


@strawberry.type(description="A way from one entity to another.")
class Path:
    length: int = strawberry.field(description="How many links it has.")
    cost: float = strawberry.field(description="The sum of its links' costs: one each.")
    nodes: list[Entity] = strawberry.field(description="The entities on it, in order.")
    hops: list[Hop] = strawberry.field(description="Its links, in order.")


@strawberry.type(description="What lies around an entity.")
class Subgraph:
    nodes: list[Entity] = strawberry.field(description="The entities, nearest first.")
    distances: list[int] = strawberry.field(
        description="How many links away from the centre each of `nodes` is."
    )
    edges: list[Hop] = strawberry.field(description="All links among them.")
    cut: bool = strawberry.field(description="Whether more lies beyond `maxNodes`.")


@strawberry.type(description="An entity's place in a ranking.")
class Score:
    rank: int = strawberry.field(description="1 for the highest; equal scores by id.")
    score: float = strawberry.field(description="The measure's value.")
    entity: Entity = strawberry.field(description="Who it is.")


@dataclass(frozen=True, slots=True)
class Described:
    """The entities and facts that edges name, as GraphQL types."""

    entities: Mapping[str, Entity]
    facts: Mapping[str, Relation | Deal | Indicator]

    @classmethod
    async def of(cls, info: Info, ids: Iterable[str], edges: Iterable[records.Edge]) -> Self:
        edges = tuple(edges)
        store = info.context.store
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        found = await in_thread(store.entities, sorted(ends.union(ids)))
        facts = await in_thread(store.facts, sorted({edge.fact for edge in edges}))
        return cls(
            entities={key: entity_of(record) for key, record in found.items()},
            facts={key: fact_of(record) for key, record in facts.items()},
        )

    def hop(self, edge: records.Edge, start: str) -> Hop:
        """Return `edge` as walked from `start`."""
        forward = edge.symmetric or edge.source == start
        fact = self.facts[edge.fact]
        end = edge.target if edge.source == start else edge.source
        return Hop(
            type=EdgeType(edge.type),
            from_=self.entities[start],
            to=self.entities[end],
            forward=forward,
            confidence=edge.confidence,
            relation=fact if isinstance(fact, Relation) else None,
            deal=fact if isinstance(fact, Deal) else None,
        )

    def path(self, path: queries.Path) -> Path:
        """Return a store's path."""
        steps = zip(path.edges, path.nodes, strict=False)
        return Path(
            length=path.length,
            cost=path.cost,
            nodes=[self.entities[node] for node in path.nodes],
            hops=[self.hop(edge, start) for edge, start in steps],
        )


async def known_ends(info: Info, ids: Iterable[str]) -> None:
    """Do nothing.

    Raises:
        NotFoundError: one of `ids` is no entity's.
    """
    asked = list(ids)
    found = await in_thread(info.context.store.entities, asked)
    for missing in asked:
        if missing not in found:
            raise NotFoundError(f"there is no entity {missing!r}; `search` finds ids by name")


async def load_paths(
    info: Info,
    from_: Annotated[
        strawberry.ID, strawberry.argument(name="from", description="An entity: where to start.")
    ],
    to: Annotated[strawberry.ID, strawberry.argument(description="An entity: where to arrive.")],
    types: EdgeTypes = None,
    max_length: Annotated[
        int, strawberry.argument(description="At most so many links, 1 to 10.")
    ] = 6,
    k: Annotated[
        int, strawberry.argument(description="How many paths, shortest first, 1 to 20.")
    ] = 1,
    directed: Annotated[
        bool, strawberry.argument(description="Walk links in their own direction only.")
    ] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    min_confidence: MinConfidence = 0.0,
) -> list[Path]:
    """Return the k shortest paths between two entities."""
    checked_limit("maxLength", max_length, MAX_LENGTH)
    checked_limit("k", k, MAX_PATHS)
    direction = queries.Direction.OUT if directed else queries.Direction.BOTH
    where = EdgeFilter(plain(types), queries.Direction(direction), as_of, known_by, min_confidence)
    store = info.context.store
    await known_ends(info, (from_, to))
    if k == 1:
        found = await in_thread(
            store.shortest_paths, from_, to, where, max_length=max_length, limit=1
        )
    else:
        found = await in_thread(
            k_shortest_paths, store, from_, to, where, k=k, max_length=max_length
        )
    described = await Described.of(
        info,
        (node for path in found for node in path.nodes),
        (edge for path in found for edge in path.edges),
    )
    return [described.path(path) for path in found]


async def load_network(
    info: Info,
    center: Annotated[strawberry.ID, strawberry.argument(description="The entity around which.")],
    depth: Annotated[int, strawberry.argument(description="How many links far, 1 to 5.")] = 2,
    types: EdgeTypes = None,
    direction: Annotated[
        Direction, strawberry.argument(description="Which way links are followed.")
    ] = queries.Direction.BOTH,
    max_nodes: Annotated[int, strawberry.argument(description="At most so many, 1 to 1000.")] = 200,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    min_confidence: MinConfidence = 0.0,
) -> Subgraph:
    """Return what lies around an entity."""
    checked_limit("depth", depth, MAX_DEPTH)
    checked_limit("maxNodes", max_nodes, MAX_NODES)
    where = EdgeFilter(plain(types), queries.Direction(direction), as_of, known_by, min_confidence)
    found = await in_thread(
        info.context.store.subgraph, center, where, depth=depth, max_nodes=max_nodes
    )
    described = await Described.of(info, (), found.edges)
    return Subgraph(
        nodes=[entity_of(record) for record in found.entities],
        distances=[found.distances[record.id] for record in found.entities],
        edges=[described.hop(edge, edge.source) for edge in found.edges],
        cut=found.cut,
    )


async def load_centrality(
    info: Info,
    measure: Annotated[CentralityMeasure, strawberry.argument(description="What to rank by.")],
    where: Annotated[
        EntityFilter | None,
        strawberry.argument(description="Show only these; the measure still sees all."),
    ] = None,
    types: EdgeTypes = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    min_confidence: MinConfidence = 0.0,
    first: First = DEFAULT_FIRST,
) -> list[Score]:
    """Return the entities that a measure ranks highest."""
    edges = EdgeFilter(plain(types), queries.Direction.BOTH, as_of, known_by, min_confidence)
    context = info.context
    ranked = await in_thread(
        rank,
        context.store,
        context.projections,
        queries.CentralityMeasure(measure),
        edges,
        entity_filter(where),
        first=checked_first(first),
    )
    found = await in_thread(context.store.entities, [place.entity for place in ranked])
    return [
        Score(rank=place.rank, score=place.score, entity=entity_of(found[place.entity]))
        for place in ranked
    ]


def checked_limit(name: str, value: int, most: int) -> None:
    """Do nothing.

    Raises:
        LimitError: `value` is under 1 or over `most`.
    """
    if not 1 <= value <= most:
        raise LimitError(f"`{name}` is {value}; it goes from 1 to {most}")
