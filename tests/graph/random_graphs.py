"""Small random graphs with all that is hard: isolated nodes, parallel and symmetric edges."""

from collections.abc import Iterable

import networkx as nx
import numpy as np

from graph.analytics.projection import Projection, projection_of
from graph.queries import Direction, EdgeArrays, EdgeFilter
from schema.records import Edge

TYPES = ("SUPPLIES", "OWNS", "PARTNERS_WITH")


def arrays_of(ids: Iterable[str], edges: Iterable[Edge], *, version: int = 1) -> EdgeArrays:
    """Return arrays as a store hands them out: ids ascending, edges by source, target, fact."""
    ordered_ids = tuple(sorted(ids))
    index = {entity_id: position for position, entity_id in enumerate(ordered_ids)}
    ordered = sorted(edges, key=lambda edge: (edge.source, edge.target, edge.fact, edge.type))
    return EdgeArrays(
        ids=ordered_ids,
        source=np.array([index[edge.source] for edge in ordered], dtype=np.int64),
        target=np.array([index[edge.target] for edge in ordered], dtype=np.int64),
        weight=np.array([edge.confidence for edge in ordered], dtype=np.float64),
        symmetric=np.array([edge.symmetric for edge in ordered], dtype=np.bool_),
        types=tuple(edge.type for edge in ordered),
        facts=tuple(edge.fact for edge in ordered),
        version=version,
    )


def random_edges(seed: int) -> tuple[list[str], list[Edge]]:
    """Return up to 14 entities and 30 edges, among them loops, parallel and symmetric ones."""
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 15))
    ids = [f"e{position:02d}" for position in range(size)]
    # The last entity stays without an edge.
    ends = random.integers(0, max(size - 1, 1), size=(int(random.integers(0, 31)), 2))
    # Facts are numbered against the order of the edges, so that no order can stand in for theirs.
    facts = random.permutation(len(ends))
    edges = [
        Edge(
            fact=f"f{fact:02d}",
            type=str(random.choice(TYPES)),
            source=ids[source],
            target=ids[target],
            symmetric=bool(random.random() < 0.3),
            # Few different values, so that parallel edges are often as sure as each other.
            confidence=float(random.choice([0.0, 0.5, 0.8, 1.0])),
        )
        for (source, target), fact in zip(ends.tolist(), facts.tolist(), strict=True)
    ]
    return ids, edges


def random_projection(seed: int, direction: Direction) -> Projection:
    return projection_of(arrays_of(*random_edges(seed)), EdgeFilter(direction=direction))


def walkable(seed: int, direction: Direction) -> "nx.MultiDiGraph[str]":
    """Return the oracle's graph: one networkx edge for each step that `direction` allows."""
    ids, edges = random_edges(seed)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(ids)
    for edge in edges:
        if edge.source == edge.target:
            continue
        if direction is not Direction.IN or edge.symmetric:
            graph.add_edge(edge.source, edge.target, edge=edge, weight=edge.confidence)
        if direction is not Direction.OUT or edge.symmetric:
            graph.add_edge(edge.target, edge.source, edge=edge, weight=edge.confidence)
    return graph
