"""Walks over edges, ring by ring: one statement for all entities of a ring."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice, pairwise

from graph.backends.sqlite.conditions import link_conditions
from graph.backends.sqlite.records import present_ids, read_entities
from graph.backends.sqlite.rows import EDGE, as_json, edge_of, fetch, id_list
from graph.queries import Direction, EdgeFilter, Path, Subgraph
from schema.errors import NotFoundError
from schema.records import Edge

Steps = Mapping[str, Iterable[str]]


def read_subgraph(
    connection: sqlite3.Connection, center: str, where: EdgeFilter, *, depth: int, max_nodes: int
) -> Subgraph:
    start = entity_at(connection, center)
    distances = {start: 0}
    ring, cut = [start], False
    for distance in range(1, depth + 1):
        beyond = _ring(connection, ring, where, distances)
        room = max_nodes - len(distances)
        ring, cut = beyond[:room], len(beyond) > room
        distances |= dict.fromkeys(ring, distance)
        if cut or not ring:
            break
    entities = read_entities(connection, distances.keys())
    edges = _edges_among(connection, distances.keys(), where)
    return Subgraph(tuple(entities[id] for id in distances), edges, distances, cut)


def _ring(
    connection: sqlite3.Connection, ring: Collection[str], where: EdgeFilter, known: Collection[str]
) -> list[str]:
    """Return what lies one edge from `ring` and is not known, most edges first, then id."""
    conditions = link_conditions(where)
    rows = fetch(
        connection,
        f"""SELECT l.other, count(*) AS edges FROM links l
        WHERE l.node IN (SELECT value FROM json_each(?)) AND {conditions.sql}
        GROUP BY l.other ORDER BY edges DESC, l.other""",
        id_list(ring),
        *conditions.values,
    )
    return [node for node, _ in rows if node not in known]


def _edges_among(
    connection: sqlite3.Connection, ids: Collection[str], where: EdgeFilter
) -> tuple[Edge, ...]:
    conditions = link_conditions(_either_way(where))
    within = id_list(ids)
    # Either each pair of entities is looked up or, with the plus sign, all their edges are read.
    other = "l.other" if len(ids) ** 2 < _edge_count(connection, ids) else "+l.other"
    rows = fetch(
        connection,
        f"""SELECT {EDGE} FROM links l
        WHERE l.node IN (SELECT value FROM json_each(?)) AND l.outward
        AND {other} IN (SELECT value FROM json_each(?)) AND {conditions.sql}
        ORDER BY l.fact, l.node, l.other, l.type""",
        within,
        within,
        *conditions.values,
    )
    return tuple(map(edge_of, rows))


def read_shortest_paths(
    connection: sqlite3.Connection,
    start: str,
    end: str,
    where: EdgeFilter,
    *,
    max_length: int,
    limit: int,
) -> tuple[Path, ...]:
    source, target = entity_at(connection, start), entity_at(connection, end)
    if source == target:
        return (Path((source,), (), 0.0),)[:limit]
    steps = _steps_between(connection, source, target, where, max_length)
    routes = list(islice(_routes(source, target, steps), limit))
    walked = {pair for route in routes for pair in pairwise(route)}
    best = _best_edges(connection, walked, where)
    return tuple(
        Path(route, tuple(best[pair] for pair in pairwise(route)), len(route) - 1)
        for route in routes
    )


def _steps_between(
    connection: sqlite3.Connection, source: str, target: str, where: EdgeFilter, max_length: int
) -> Steps:
    """Return the steps of all shortest paths, as a map from an entity to the next ones.

    Rings grow from both ends, the one with fewer edges first, until they meet or an edge joins
    them: all shortest paths lead through there.
    """
    before: dict[str, set[str]] = {source: set()}
    behind: dict[str, set[str]] = {target: set()}
    front, back = {source}, {target}
    for _ in range(max_length):
        costs = _edge_count(connection, front), _edge_count(connection, back)
        # Looking for edges between small rings spares reading all the edges of a hub in them.
        if len(front) * len(back) < min(costs):
            joints = _joints(connection, front, back, where)
            if joints:
                ends = {b for following in joints.values() for b in following}
                return _joined(joints, ends, before, behind)
        if costs[0] <= costs[1]:
            front = _grow(connection, front, before, where, backward=False)
        else:
            back = _grow(connection, back, behind, where, backward=True)
        if met := front & back:
            return _joined({node: set() for node in met}, met, before, behind)
        if not front or not back:
            return {}
    return {}


def _joints(
    connection: sqlite3.Connection, front: set[str], back: set[str], where: EdgeFilter
) -> dict[str, set[str]]:
    """Return the steps from one ring to the other, each looked up by both of its ends."""
    conditions = link_conditions(where)
    rows = fetch(
        connection,
        f"""SELECT l.node, l.other FROM json_each(?) near CROSS JOIN json_each(?) far
        CROSS JOIN links l ON l.node = near.value AND l.other = far.value
        WHERE {conditions.sql}""",
        id_list(front),
        id_list(back),
        *conditions.values,
    )
    joints: dict[str, set[str]] = {}
    for node, other in rows:
        joints.setdefault(node, set()).add(other)
    return joints


def _edge_count(connection: sqlite3.Connection, ids: Collection[str]) -> int:
    ((count,),) = fetch(
        connection,
        "SELECT total(links) FROM entities WHERE id IN (SELECT value FROM json_each(?))",
        id_list(ids),
    )
    return int(count)


def _grow(
    connection: sqlite3.Connection,
    ring: Collection[str],
    reached_from: dict[str, set[str]],
    where: EdgeFilter,
    *,
    backward: bool,
) -> set[str]:
    """Return the next ring, and note from where each entity of it is reached."""
    conditions = link_conditions(where, backward=backward)
    rows = fetch(
        connection,
        f"""SELECT DISTINCT l.node, l.other FROM links l
        WHERE l.node IN (SELECT value FROM json_each(?)) AND {conditions.sql}""",
        id_list(ring),
        *conditions.values,
    )
    grown: dict[str, set[str]] = {}
    for node, other in rows:
        if other not in reached_from:
            grown.setdefault(other, set()).add(node)
    reached_from.update(grown)
    return set(grown)


def _joined(
    steps: dict[str, set[str]],
    ends: set[str],
    before: Mapping[str, set[str]],
    behind: Mapping[str, set[str]],
) -> Steps:
    """Return `steps`, which lead to `ends`, with those from the source and to the target."""
    ring = set(steps)
    while ring:
        for node in ring:
            for previous in before[node]:
                steps.setdefault(previous, set()).add(node)
        ring = {previous for node in ring for previous in before[node]}
    while ends:
        for node in ends:
            steps.setdefault(node, set()).update(behind[node])
        ends = {following for node in ends for following in behind[node]}
    return steps


def _routes(source: str, target: str, steps: Steps) -> Iterator[tuple[str, ...]]:
    """Yield the ways from `source` to `target` in the order of their ids; all steps lead there."""
    waiting: list[tuple[str, ...]] = [(source,)] if steps else []
    while waiting:
        route = waiting.pop()
        if route[-1] == target:
            yield route
        else:
            waiting += [(*route, step) for step in sorted(steps[route[-1]], reverse=True)]


def _best_edges(
    connection: sqlite3.Connection, pairs: Collection[tuple[str, str]], where: EdgeFilter
) -> dict[tuple[str, str], Edge]:
    """Return the edge to walk for each pair: the most confident, then the smallest fact id."""
    conditions = link_conditions(where)
    rows = fetch(
        connection,
        f"""SELECT l.node, l.other, {EDGE}
        FROM json_each(?) pair CROSS JOIN links l
        ON l.node = json_extract(pair.value, '$[0]') AND l.other = json_extract(pair.value, '$[1]')
        WHERE {conditions.sql} ORDER BY l.confidence, l.fact DESC, l.type DESC, l.outward""",
        as_json(sorted(pairs)),
        *conditions.values,
    )
    # The last one written for a pair is the best.
    return {(node, other): edge_of(tuple(row)) for node, other, *row in rows}


def entity_at(connection: sqlite3.Connection, id: str) -> str:
    """Return the id of the entity that answers to `id`.

    Raises:
        NotFoundError: none does.
    """
    present = present_ids(connection, [id])
    if id not in present:
        raise NotFoundError(f"there is no entity {id!r}")
    return present[id]


def _either_way(where: EdgeFilter) -> EdgeFilter:
    return EdgeFilter(
        where.types, Direction.BOTH, where.as_of, where.known_by, where.min_confidence
    )
