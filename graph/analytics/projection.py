"""The part of a graph that a question needs, as arrays, kept until the store changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

import networkx as nx

from graph.analytics.arcs import Arcs, arcs_of
from graph.queries import Direction, EdgeArrays, EdgeFilter, EntityFilter
from graph.store import GraphStore
from schema.errors import NotFoundError

if TYPE_CHECKING:
    # networkx is generic to its type stubs only.
    Multigraph = nx.MultiDiGraph[str]

MAX_PROJECTIONS = 4
"""The most projections that a cache keeps. One takes about 160 bytes an edge and 150 an entity, so
that four of 500,000 edges among 100,000 entities take some 400 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """Part of a graph as arrays, with what is needed to walk it.

    `index` finds an entity's position in `arrays.ids`. `forward` has the steps that
    `where.direction` allows, `backward` the same steps walked the other way.
    """

    arrays: EdgeArrays
    where: EdgeFilter
    entities: EntityFilter
    index: Mapping[str, int]
    forward: Arcs
    backward: Arcs

    @property
    def version(self) -> int:
        """The store's version when the arrays were read."""
        return self.arrays.version

    def __len__(self) -> int:
        return len(self.arrays.ids)

    def position(self, entity_id: str) -> int:
        """Return where the entity is in `arrays.ids`.

        Raises:
            NotFoundError: it is not in the projection.
        """
        position = self.index.get(entity_id)
        if position is None:
            raise NotFoundError(f"there is no entity {entity_id!r} in this part of the graph")
        return position


def projection_of(
    arrays: EdgeArrays, where: EdgeFilter | None = None, entities: EntityFilter | None = None
) -> Projection:
    """Return a projection over arrays that were read under these filters, all by default."""
    where, entities = where or EdgeFilter(), entities or EntityFilter()
    index = {entity_id: position for position, entity_id in enumerate(arrays.ids)}
    forward = arcs_of(arrays, where.direction)
    backward = forward
    if where.direction is not Direction.BOTH:
        turned = Direction.IN if where.direction is Direction.OUT else Direction.OUT
        backward = arcs_of(arrays, turned)
    return Projection(arrays, where, entities, index, forward, backward)


def project(store: GraphStore, where: EdgeFilter, entities: EntityFilter) -> Projection:
    """Return the edges that pass `where` between the entities that pass `entities`.

    The direction selects no edges, for there is no entity that it could be seen from: it says
    which way the edges are walked, `BOTH` taking the graph as undirected.
    """
    arrays = store.edge_arrays(replace(where, direction=Direction.BOTH), entities)
    return projection_of(arrays, where, entities)


Key = tuple[str, int, EdgeFilter, EntityFilter]


class ProjectionCache:
    """The projections asked for last, each as of the store's present version.

    Keeps at most `max_entries`, the least recently used going first, and none of an older version
    of a store once a newer one was read. Safe to share between threads: one projection is built
    at a time, and those that are kept are handed out meanwhile.
    """

    def __init__(self, *, max_entries: int = MAX_PROJECTIONS) -> None:
        self._max_entries = max_entries
        self._kept: OrderedDict[Key, Projection] = OrderedDict()
        self._reading = Lock()
        self._building = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, store: GraphStore, where: EdgeFilter, entities: EntityFilter) -> Projection:
        """Return the projection of the store as it is now, built only if it is not kept."""
        found = self._find((store.address, store.version(), where, entities))
        if found is not None:
            return found
        with self._building:
            # Another thread may have built it, or written to the store, while this one waited.
            found = self._find((store.address, store.version(), where, entities))
            if found is None:
                found = project(store, where, entities)
                self._keep((store.address, found.version, where, entities), found)
            return found

    def _find(self, key: Key) -> Projection | None:
        with self._reading:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Key, projection: Projection) -> None:
        address, version, _, _ = key
        with self._reading:
            for old in [old for old in self._kept if old[0] == address and old[1] != version]:
                del self._kept[old]
            self._kept[key] = projection
            while len(self._kept) > self._max_entries:
                self._kept.popitem(last=False)


def to_networkx(projection: Projection) -> "Multigraph":
    """Return the projection as a networkx graph, every edge from its source to its target.

    Nodes are entity ids in ascending order and carry `id`; edges carry `type`, `fact`, `weight`
    and `symmetric`, also those from an entity to itself. Costs about 2 microseconds an edge.
    """
    arrays = projection.arrays
    graph: Multigraph = nx.MultiDiGraph(version=arrays.version)
    graph.add_nodes_from((entity_id, {"id": entity_id}) for entity_id in arrays.ids)
    columns = zip(
        arrays.source.tolist(),
        arrays.target.tolist(),
        arrays.types,
        arrays.facts,
        arrays.weight.tolist(),
        arrays.symmetric.tolist(),
        strict=True,
    )
    for source, target, kind, fact, weight, symmetric in columns:
        graph.add_edge(
            arrays.ids[source],
            arrays.ids[target],
            type=kind,
            fact=fact,
            weight=weight,
            symmetric=symmetric,
        )
    return graph
