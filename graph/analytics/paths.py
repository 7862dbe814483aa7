"""How two entities hang together: the k shortest paths between them, in one exact order.

Paths are found by Yen's algorithm on the arrays of a projection. It differs from networkx's
`shortest_simple_paths`, its oracle in the tests, in that equally long paths come in the order of
their node ids: networkx gives them in no stated order, and to sort them one would have to list
every path of the k-th length, of which a hub has thousands.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from heapq import heappop, heappush
from itertools import pairwise

from graph.analytics.arcs import Arcs
from graph.analytics.projection import Projection, ProjectionCache, project
from graph.queries import MAX_PAGE, EdgeArrays, EdgeFilter, EntityFilter, Path
from graph.store import GraphStore
from schema.errors import LimitError, NotFoundError
from schema.records import Edge, Fact

Positions = tuple[int, ...]

MAX_PATHS = 100
"""The most paths that one question may ask for: the work grows with the square of their number."""


def k_shortest_paths(
    store: GraphStore,
    start: str,
    end: str,
    where: EdgeFilter,
    *,
    k: int,
    max_length: int,
    cache: ProjectionCache | None = None,
) -> tuple[Path, ...]:
    """Return the `k` shortest paths between two entities of a store that visit none twice.

    As `paths_between`; ends may also be former ids, and edges carry the times of their facts.

    Raises:
        NotFoundError: an end is no entity.
        LimitError: `k` is not from 1 to `MAX_PATHS`, or `max_length` is negative.
    """
    known = store.entities((start, end))
    for asked in (start, end):
        if asked not in known:
            raise NotFoundError(f"there is no entity {asked!r}")
    everything = EntityFilter()
    projection = (
        project(store, where, everything) if cache is None else cache.get(store, where, everything)
    )
    paths = paths_between(projection, known[start].id, known[end].id, k=k, max_length=max_length)
    return _with_times(store, paths)


def paths_between(
    projection: Projection, start: str, end: str, *, k: int, max_length: int
) -> tuple[Path, ...]:
    """Return the `k` shortest paths of a projection that visit no entity twice.

    Edges are walked in the direction of `projection.where`. Paths have at most `max_length`
    edges and come by length, then node ids. Of parallel edges the most confident is walked, then
    the smallest fact id, then type. The cost of a path is the number of its edges. Where both
    ends are one entity the only path is empty. The edges' times are absent: arrays have none.

    Each path costs at most one two-sided breadth-first search for each of its nodes.

    Raises:
        NotFoundError: an end is not in the projection.
        LimitError: `k` is not from 1 to `MAX_PATHS`, or `max_length` is negative.
    """
    if not 1 <= k <= MAX_PATHS:
        raise LimitError(f"k must be from 1 to {MAX_PATHS}, not {k!r}")
    if max_length < 0:
        raise LimitError(f"max_length must not be negative, as {max_length!r} is")
    ends = projection.position(start), projection.position(end)
    found = _shortest_simple(projection, *ends, k=k, max_length=max_length)
    return tuple(_path(projection, positions) for positions in found)


def _shortest_simple(
    projection: Projection, start: int, end: int, *, k: int, max_length: int
) -> list[Positions]:
    """Return paths by length, then positions, which are in the order of ids.

    J. Y. Yen, "Finding the k shortest loopless paths in a network", Management Science 17 (1971),
    with E. L. Lawler's remark (ibid. 18, 1972) that a path need only be left at or after the
    node where it left an earlier one: so no candidate comes up twice.
    """
    first = _shortest(projection, start, end, max_length=max_length)
    waiting = [] if first is None else [(len(first), first, 0)]
    found: list[Positions] = []
    while waiting and len(found) < k:
        _, path, left_at = heappop(waiting)
        found.append(path)
        for position in range(left_at, len(path) - 1):
            root = path[: position + 1]
            taken = {other[position + 1] for other in found if other[: position + 1] == root}
            spur = _shortest(
                projection,
                path[position],
                end,
                max_length=max_length - position,
                blocked=root[:-1],
                taken=taken,
            )
            if spur is not None:
                candidate = root[:-1] + spur
                heappush(waiting, (len(candidate), candidate, position))
    return found


def _shortest(
    projection: Projection,
    start: int,
    end: int,
    *,
    max_length: int,
    blocked: Positions = (),
    taken: Collection[int] = (),
) -> Positions | None:
    """Return the first in order of the shortest paths that avoid `blocked`.

    Its first step goes to none of `taken`. Searches from both ends, a whole ring at a time.
    """
    if start == end:
        return (start,)
    # The distance of what must not be visited is one that nothing has.
    shut = dict.fromkeys((*blocked, start), -1)
    ahead, behind = dict(shut), shut | {end: 0}
    steps = projection.forward.from_position(start)
    ring = sorted({head for head in steps if head not in ahead and head not in taken})
    ahead.update(dict.fromkeys(ring, 1))
    rings, rings_behind = [ring], [[end]]
    while rings[-1] and rings_behind[-1] and len(rings) + len(rings_behind) - 1 <= max_length:
        touching = {v for v in rings[-1] if behind.get(v) == len(rings_behind) - 1}
        if touching:
            return (start, *_first_in_order(projection, touching, ahead, behind))
        if len(rings[-1]) <= len(rings_behind[-1]):
            rings.append(_next_ring(projection.forward, rings[-1], ahead))
        else:
            rings_behind.append(_next_ring(projection.backward, rings_behind[-1], behind))
    return None


def _next_ring(arcs: Arcs, ring: list[int], seen: dict[int, int]) -> list[int]:
    """Return what one step more reaches, and mark it in `seen` with its distance."""
    distance = seen[ring[0]] + 1
    reached = []
    for position in ring:
        for head in arcs.from_position(position):
            if head not in seen:
                seen[head] = distance
                reached.append(head)
    return reached


def _first_in_order(
    projection: Projection, touching: set[int], ahead: dict[int, int], behind: dict[int, int]
) -> list[int]:
    """Return the least of the paths through the nodes where two searches touch, the start aside.

    All of `touching` are as far from the start (`ahead`) and from the end (`behind`). Every
    shortest path goes through one of them, since rings are whole.
    """
    on_the_way = [touching]
    for distance in range(ahead[min(touching)] - 1, 0, -1):
        tails = (u for v in on_the_way[-1] for u in projection.backward.from_position(v))
        on_the_way.append({u for u in tails if ahead.get(u) == distance})
    path = [min(on_the_way.pop())]
    while on_the_way:
        ring = on_the_way.pop()
        path.append(next(v for v in projection.forward.from_position(path[-1]) if v in ring))
    for distance in range(behind[path[-1]] - 1, -1, -1):
        heads = projection.forward.from_position(path[-1])
        path.append(next(v for v in heads if behind.get(v) == distance))
    return path


def _path(projection: Projection, positions: Positions) -> Path:
    """Return the path along these positions by the best of each pair's parallel edges."""
    edges = tuple(_best_edge(projection, tail, head) for tail, head in pairwise(positions))
    nodes = tuple(projection.arrays.ids[position] for position in positions)
    return Path(nodes, edges, cost=float(len(edges)))


def _best_edge(projection: Projection, tail: int, head: int) -> Edge:
    arrays = projection.arrays
    edges = (_edge(arrays, position) for position in projection.forward.between(tail, head))
    return min(edges, key=lambda edge: (-edge.confidence, edge.fact, edge.type))


def _edge(arrays: EdgeArrays, position: int) -> Edge:
    """Return an edge without its times, which arrays do not have."""
    return Edge(
        fact=arrays.facts[position],
        type=arrays.types[position],
        source=arrays.ids[arrays.source[position]],
        target=arrays.ids[arrays.target[position]],
        symmetric=bool(arrays.symmetric[position]),
        confidence=float(arrays.weight[position]),
    )


def _with_times(store: GraphStore, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the paths with the times of their edges' facts."""
    wanted = sorted({edge.fact for path in paths for edge in path.edges})
    facts: dict[str, Fact] = {}
    for batch in range(0, len(wanted), MAX_PAGE):
        facts.update(store.facts(wanted[batch : batch + MAX_PAGE]))
    return tuple(
        replace(path, edges=tuple(_timed(edge, facts) for edge in path.edges)) for path in paths
    )


def _timed(edge: Edge, facts: Mapping[str, Fact]) -> Edge:
    fact = facts.get(edge.fact)
    if fact is None:
        # Withdrawn since the arrays were read: the path stands for the version it was found in.
        return edge
    return replace(
        edge,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        first_reported=fact.first_reported,
    )
