from datetime import date, datetime

import numpy as np
import pytest

from graph.identity import entity_id
from graph.queries import Direction, EdgeFilter, EntityFilter
from graph.store import GraphStore
from schema.errors import LimitError, NotFoundError
from schema.records import SOURCE, TARGET, Edge, Entity, Fact, FactKind, Participant, Statement
from tests.conformance.world import World

ALL = EdgeFilter()
OUT = EdgeFilter(direction=Direction.OUT)
IN = EdgeFilter(direction=Direction.IN)


def put_edges(store: GraphStore, *lines: str) -> None:
    """Put edges written as `a>b` or, symmetric, `a=b`, each with its confidence after a space."""
    facts: list[tuple[Fact, list[str], list[Edge]]] = []
    nodes: set[str] = set()
    for number, line in enumerate(lines):
        ends, _, sure = line.partition(" ")
        symmetric = "=" in ends
        source, target = ends.split("=" if symmetric else ">")
        edge = Edge(f"f{number}", "OWNS", source, target, symmetric, float(sure or 1))
        parties = (Participant(SOURCE, source), Participant(TARGET, target))
        fact = Fact(edge.fact, FactKind.RELATION, edge.type, parties, Statement(), edge.confidence)
        facts.append((fact, [], [edge]))
        nodes |= {source, target}
    with store.transaction() as transaction:
        transaction.put_entities([(Entity(node, "FIRM", node), []) for node in sorted(nodes)])
        transaction.put_facts(facts)


def test_a_subgraph_grows_ring_by_ring(store: GraphStore, world: World) -> None:
    found = store.subgraph(world.id("catl"), ALL, depth=2, max_nodes=20)
    nodes = world.names(entity.id for entity in found.entities)
    # Two edges lead to Tesla, one to the others, which come by id.
    assert nodes[:2] == ["catl", "tesla"]
    assert nodes[2:5] == sorted(["belt", "byd", "ningde"], key=world.id)
    assert nodes[5:] == ["google"]
    assert list(found.distances.values()) == [0, 1, 1, 1, 1, 2]
    assert [entity.id for entity in found.entities] == list(found.distances)
    assert sorted(world.names(edge.fact for edge in found.edges)) == [
        "anchors",
        "contract",
        "located",
        "partners",
        "rivals",
        "rumour",
        "supplies",
    ]
    assert not found.cut


@pytest.mark.parametrize(
    ("depth", "max_nodes", "nodes", "cut"),
    [
        (0, 5, ["catl"], False),
        (1, 5, ["catl", "tesla", "belt", "byd", "ningde"], False),
        (1, 2, ["catl", "tesla"], True),
        (2, 5, ["catl", "tesla", "belt", "byd", "ningde"], True),
        (9, 99, ["catl", "tesla", "belt", "byd", "ningde", "google", "character"], False),
        (2, 1, ["catl"], True),
    ],
)
def test_a_subgraph_is_cut_and_says_so(
    store: GraphStore, world: World, depth: int, max_nodes: int, nodes: list[str], cut: bool
) -> None:
    found = store.subgraph(world.id("catl"), ALL, depth=depth, max_nodes=max_nodes)
    assert sorted(world.names(found.distances)) == sorted(nodes)
    assert found.cut is cut


@pytest.mark.parametrize(
    ("where", "nodes"),
    [
        (OUT, ["catl", "tesla", "belt", "byd", "ningde", "google"]),
        (IN, ["catl", "byd"]),
        (EdgeFilter(types=frozenset({"SUPPLIES"})), ["catl", "tesla"]),
        (EdgeFilter(min_confidence=0.8), ["catl", "tesla", "ningde"]),
        (EdgeFilter(known_by=datetime(2024, 7, 1)), ["catl", "tesla", "belt", "ningde"]),
    ],
)
def test_a_subgraph_follows_the_filter(
    store: GraphStore, world: World, where: EdgeFilter, nodes: list[str]
) -> None:
    found = store.subgraph(world.id("catl"), where, depth=2, max_nodes=20)
    assert sorted(world.names(found.distances)) == sorted(nodes)


def test_edges_of_a_subgraph_are_kept_whichever_way_they_point(empty: GraphStore) -> None:
    put_edges(empty, "a>b", "c>b", "a>c", "b>a", "z>a")
    found = empty.subgraph("a", OUT, depth=1, max_nodes=9)
    assert [edge.fact for edge in found.edges] == ["f0", "f1", "f2", "f3"]


def test_a_former_id_is_a_center_too(store: GraphStore, world: World) -> None:
    found = store.subgraph(entity_id("FIRM", "key:CATL"), ALL, depth=0, max_nodes=1)
    assert found.entities == (world.entities["catl"],)


def test_a_path_walks_edges_either_way(store: GraphStore, world: World) -> None:
    (path,) = store.shortest_paths(
        world.id("byd"), world.id("character"), ALL, max_length=6, limit=5
    )
    assert world.names(path.nodes) == ["byd", "catl", "tesla", "google", "character"]
    # The contract is surer than the standing supply, the partnership than the rumour.
    assert world.names(edge.fact for edge in path.edges) == [
        "rivals",
        "contract",
        "partners",
        "licence",
    ]
    assert (path.length, path.cost) == (4, 4.0)


@pytest.mark.parametrize(
    ("start", "end", "where", "expected"),
    [
        ("catl", "google", OUT, 2),
        ("google", "catl", OUT, None),
        ("google", "catl", IN, 2),
        ("character", "google", OUT, 1),
        ("google", "character", OUT, None),
        ("byd", "catl", OUT, 1),
        ("catl", "byd", OUT, 1),
        ("catl", "tesla", EdgeFilter(as_of=date(2026, 1, 1)), 1),
        ("catl", "tesla", EdgeFilter(as_of=date(2026, 1, 1), types=frozenset({"SUPPLIES"})), None),
        ("catl", "google", EdgeFilter(min_confidence=0.6), None),
        ("catl", "byd", EdgeFilter(known_by=datetime(2025, 1, 1)), None),
    ],
)
def test_paths_follow_the_filter(
    store: GraphStore, world: World, start: str, end: str, where: EdgeFilter, expected: int | None
) -> None:
    paths = store.shortest_paths(world.id(start), world.id(end), where, max_length=6, limit=1)
    assert [path.length for path in paths] == ([] if expected is None else [expected])


@pytest.mark.parametrize(("max_length", "found"), [(4, 1), (3, 0), (0, 0)])
def test_no_path_is_longer_than_asked(
    store: GraphStore, world: World, max_length: int, found: int
) -> None:
    ends = world.id("byd"), world.id("character")
    assert len(store.shortest_paths(*ends, ALL, max_length=max_length, limit=1)) == found


def test_an_entity_is_no_step_from_itself(store: GraphStore, world: World) -> None:
    former = entity_id("FIRM", "key:CATL")
    (path,) = store.shortest_paths(world.id("catl"), former, ALL, max_length=0, limit=3)
    assert (path.nodes, path.edges, path.cost) == ((world.id("catl"),), (), 0.0)


def test_paths_come_in_the_order_of_their_nodes(empty: GraphStore) -> None:
    put_edges(empty, "a>d", "a>c", "a>b", "c>z", "d>z", "b>z", "a>x", "x>y", "y>z")
    paths = empty.shortest_paths("a", "z", ALL, max_length=3, limit=9)
    assert [path.nodes for path in paths] == [("a", "b", "z"), ("a", "c", "z"), ("a", "d", "z")]
    assert empty.shortest_paths("a", "z", ALL, max_length=3, limit=2) == paths[:2]
    assert empty.shortest_paths("a", "z", ALL, max_length=3, limit=0) == ()


def test_of_parallel_edges_the_surest_is_walked_then_the_smallest_id(empty: GraphStore) -> None:
    put_edges(empty, "a>b 0.5", "b>a 0.9", "a=b 0.9", "b>c 0.5", "b>c 0.5")
    (path,) = empty.shortest_paths("a", "c", ALL, max_length=3, limit=9)
    assert [edge.fact for edge in path.edges] == ["f1", "f3"]
    (directed,) = empty.shortest_paths("a", "c", OUT, max_length=3, limit=9)
    assert [edge.fact for edge in directed.edges] == ["f2", "f3"]


def test_a_loop_is_one_edge_of_its_entity(empty: GraphStore) -> None:
    put_edges(empty, "a>a", "a>b")
    for where in (ALL, OUT):
        edges = empty.neighbours(["a"], where, limit=9)["a"]
        assert [edge.fact for edge in edges] == ["f0", "f1"]
    assert [edge.fact for edge in empty.neighbours(["a"], IN, limit=9)["a"]] == ["f0"]
    assert len(empty.subgraph("a", ALL, depth=1, max_nodes=9).edges) == 2


@pytest.mark.parametrize("seed", range(4))
def test_paths_are_the_shortest_of_a_random_graph(empty: GraphStore, seed: int) -> None:
    random = np.random.default_rng(seed)
    pairs = {(int(a), int(b)) for a, b in random.integers(0, 30, size=(45, 2)) if a != b}
    put_edges(empty, *(f"n{a:02}>n{b:02}" for a, b in sorted(pairs)))
    for end in range(1, 30):
        if empty.entities([f"n{end:02}"]) and empty.entities(["n00"]):
            found = empty.shortest_paths("n00", f"n{end:02}", OUT, max_length=30, limit=1000)
            expected = all_shortest(pairs, 0, end)
            assert [tuple(int(node[1:]) for node in path.nodes) for path in found] == expected


def all_shortest(pairs: set[tuple[int, int]], start: int, end: int) -> list[tuple[int, ...]]:
    """Return all shortest walks, found the slow way: by growing every walk."""
    walks: list[tuple[int, ...]] = [(start,)]
    seen = {start}
    while walks:
        if there := sorted(walk for walk in walks if walk[-1] == end):
            return there
        walks = [(*walk, b) for walk in walks for a, b in pairs if a == walk[-1] and b not in seen]
        seen |= {walk[-1] for walk in walks}
    return []


@pytest.mark.parametrize("unknown", ["nothing", ""])
def test_an_unknown_end_or_center_is_refused(store: GraphStore, world: World, unknown: str) -> None:
    with pytest.raises(NotFoundError, match=repr(unknown)):
        store.subgraph(unknown, ALL, depth=1, max_nodes=5)
    for ends in ((unknown, world.id("catl")), (world.id("catl"), unknown)):
        with pytest.raises(NotFoundError, match=repr(unknown)):
            store.shortest_paths(*ends, ALL, max_length=3, limit=1)


def test_limits_out_of_bounds_are_refused(store: GraphStore, world: World) -> None:
    id = world.id("catl")
    with pytest.raises(LimitError):
        store.subgraph(id, ALL, depth=-1, max_nodes=5)
    with pytest.raises(LimitError):
        store.subgraph(id, ALL, depth=1, max_nodes=0)
    with pytest.raises(LimitError):
        store.shortest_paths(id, id, ALL, max_length=-1, limit=1)


def test_edge_arrays_hold_the_graph_in_order(store: GraphStore, world: World) -> None:
    arrays = store.edge_arrays(ALL, EntityFilter())
    assert arrays.ids == tuple(sorted(entity.id for entity in world.entities.values()))
    edges = sorted(
        (edge for edges in world.edges.values() for edge in edges),
        key=lambda edge: (edge.source, edge.target, edge.fact, edge.type),
    )
    assert [arrays.ids[at] for at in arrays.source] == [edge.source for edge in edges]
    assert [arrays.ids[at] for at in arrays.target] == [edge.target for edge in edges]
    assert arrays.weight.tolist() == [edge.confidence for edge in edges]
    assert arrays.symmetric.tolist() == [edge.symmetric for edge in edges]
    assert arrays.types == tuple(edge.type for edge in edges)
    assert arrays.facts == tuple(edge.fact for edge in edges)
    assert arrays.version == store.version()
    assert arrays.source.dtype == arrays.target.dtype == np.int64
    assert arrays.weight.dtype == np.float64
    assert arrays.symmetric.dtype == np.bool_


def test_edge_arrays_keep_what_passes_the_filters(store: GraphStore, world: World) -> None:
    firms = store.edge_arrays(
        EdgeFilter(min_confidence=0.6), EntityFilter(types=frozenset({"FIRM"}))
    )
    assert sorted(world.names(firms.ids)) == ["byd", "catl", "character", "google", "tesla"]
    assert sorted(world.names(firms.facts)) == ["contract", "licence", "rivals", "supplies"]


def test_an_empty_store_gives_empty_arrays(empty: GraphStore) -> None:
    arrays = empty.edge_arrays(ALL, EntityFilter())
    assert (arrays.ids, arrays.facts, arrays.source.shape) == ((), (), (0,))
    assert arrays.source.dtype == np.int64
