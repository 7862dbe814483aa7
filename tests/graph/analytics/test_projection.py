"""Projections hold what the arrays say, caches hand them out once, networkx gets all of it."""

import pytest

from graph.analytics.projection import Projection, projection_of, to_networkx
from graph.queries import Direction, EdgeFilter
from schema.errors import NotFoundError
from schema.records import Edge
from tests.graph.random_graphs import arrays_of, random_edges, random_projection, walkable

TCL, JIULIAN, LVMH = "e_tcl", "e_九联科技", "e_lvmh"


def edge(fact: str, source: str, target: str, *, symmetric: bool = False) -> Edge:
    return Edge(fact, "SUPPLIES", source, target, symmetric, 0.9)


def steps(projection: Projection, *, backward: bool = False) -> list[tuple[str, str, str]]:
    arcs = projection.backward if backward else projection.forward
    ids, facts = projection.arrays.ids, projection.arrays.facts
    return [
        (ids[tail], ids[head], facts[position])
        for tail, head, position in zip(arcs.tails(), arcs.heads, arcs.edges, strict=True)
    ]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        (Direction.OUT, [(TCL, JIULIAN, "f1")]),
        (Direction.IN, [(JIULIAN, TCL, "f1")]),
        (Direction.BOTH, [(TCL, JIULIAN, "f1"), (JIULIAN, TCL, "f1")]),
    ],
)
def test_an_edge_is_walked_the_way_that_is_asked_for(
    direction: Direction, expected: list[tuple[str, str, str]]
) -> None:
    arrays = arrays_of([TCL, JIULIAN], [edge("f1", TCL, JIULIAN)])

    assert steps(projection_of(arrays, EdgeFilter(direction=direction))) == expected


@pytest.mark.parametrize("direction", list(Direction))
def test_a_symmetric_edge_is_walked_both_ways(direction: Direction) -> None:
    arrays = arrays_of([TCL, JIULIAN], [edge("f1", TCL, JIULIAN, symmetric=True)])

    assert steps(projection_of(arrays, EdgeFilter(direction=direction))) == [
        (TCL, JIULIAN, "f1"),
        (JIULIAN, TCL, "f1"),
    ]


def test_an_edge_from_an_entity_to_itself_leads_nowhere() -> None:
    projection = projection_of(arrays_of([TCL], [edge("f1", TCL, TCL)]))

    assert steps(projection) == []


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("seed", range(20))
def test_steps_are_those_of_the_edges(seed: int, direction: Direction) -> None:
    projection = random_projection(seed, direction)
    oracle = walkable(seed, direction)
    expected = sorted((u, v, data["edge"].fact) for u, v, data in oracle.edges(data=True))

    assert sorted(steps(projection)) == expected
    assert sorted((v, u, f) for u, v, f in steps(projection, backward=True)) == expected


@pytest.mark.parametrize("seed", range(20))
def test_edges_between_two_entities_are_found(seed: int) -> None:
    projection = random_projection(seed, Direction.OUT)
    ids, facts = projection.arrays.ids, projection.arrays.facts
    for tail, source in enumerate(ids):
        for head, target in enumerate(ids):
            found = [facts[position] for position in projection.forward.between(tail, head)]
            expected = [f for u, v, f in steps(projection) if (u, v) == (source, target)]
            assert found == expected


def test_an_entity_is_found_by_its_id() -> None:
    projection = projection_of(arrays_of([TCL, JIULIAN, LVMH], []))

    assert [projection.position(entity_id) for entity_id in projection.arrays.ids] == [0, 1, 2]
    assert len(projection) == 3


def test_an_unknown_id_is_named_in_the_error() -> None:
    with pytest.raises(NotFoundError, match="'e_时代'"):
        projection_of(arrays_of([TCL], [])).position("e_时代")


def test_networkx_gets_every_node_and_edge() -> None:
    ids, edges = random_edges(7)
    graph = to_networkx(projection_of(arrays_of(ids, edges, version=5)))

    assert list(graph) == ids
    assert all(graph.nodes[entity_id] == {"id": entity_id} for entity_id in ids)
    assert sorted(graph.edges(data=True), key=lambda each: each[2]["fact"]) == [
        (
            each.source,
            each.target,
            {
                "type": each.type,
                "fact": each.fact,
                "weight": each.confidence,
                "symmetric": each.symmetric,
            },
        )
        for each in sorted(edges, key=lambda each: each.fact)
    ]
    assert graph.graph["version"] == 5


def test_an_empty_graph_is_a_graph() -> None:
    projection = projection_of(arrays_of([], []))

    assert len(projection) == 0
    assert steps(projection) == []
    assert len(to_networkx(projection)) == 0
