"""K shortest paths are those that an exhaustive search finds, in the order that is promised."""

from itertools import pairwise

import networkx as nx
import pytest

from graph.analytics.paths import MAX_PATHS, paths_between
from graph.analytics.projection import projection_of
from graph.queries import Direction, EdgeFilter, Path
from schema.errors import LimitError, NotFoundError
from schema.records import Edge
from tests.graph.random_graphs import arrays_of, random_projection, walkable


def supply(fact: str, source: str, target: str, confidence: float = 0.9) -> Edge:
    return Edge(fact, "SUPPLIES", source, target, symmetric=False, confidence=confidence)


def expected_paths(
    oracle: "nx.MultiDiGraph[str]", start: str, end: str, k: int, max_length: int
) -> list[Path]:
    """Return all simple paths, sorted and cut, each hop by the best of its parallel edges."""
    if start == end:
        return [Path((start,), (), 0.0)]
    # A graph without parallel edges gives each node sequence once.
    found = nx.all_simple_paths(nx.DiGraph(oracle), start, end, cutoff=max_length)
    nodes = sorted((len(path), tuple(path)) for path in found)[:k]
    return [Path(path, hops(oracle, path), float(length - 1)) for length, path in nodes]


def hops(oracle: "nx.MultiDiGraph[str]", path: tuple[str, ...]) -> tuple[Edge, ...]:
    between = ([data["edge"] for data in oracle[u][v].values()] for u, v in pairwise(path))
    return tuple(min(edges, key=lambda edge: (-edge.confidence, edge.fact)) for edges in between)


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("seed", range(50))
def test_paths_are_those_of_an_exhaustive_search(seed: int, direction: Direction) -> None:
    projection = random_projection(seed, direction)
    oracle = walkable(seed, direction)
    ids = projection.arrays.ids
    for start in ids[:3]:
        for end in ids:
            for k, max_length in ((1, 2), (4, 3), (60, 5)):
                found = paths_between(projection, start, end, k=k, max_length=max_length)
                assert list(found) == expected_paths(oracle, start, end, k, max_length)


def test_of_parallel_edges_the_most_confident_is_walked() -> None:
    edges = [supply("f1", "a", "b", 0.5), supply("f2", "a", "b", 0.9), supply("f3", "b", "a", 0.9)]
    (path,) = paths_between(projection_of(arrays_of("ab", edges)), "a", "b", k=9, max_length=9)

    assert path.edges == (edges[1],)
    assert (path.cost, path.length) == (1.0, 1)


def test_equally_long_paths_come_by_their_node_ids() -> None:
    middles = ["九联科技", "e时代", "m", "b"]
    edges = [supply(f"f{m}1", "start", m) for m in middles]
    edges += [supply(f"f{m}2", m, "end") for m in middles]
    projection = projection_of(arrays_of(["start", "end", *middles], edges))
    found = paths_between(projection, "start", "end", k=3, max_length=4)

    assert [path.nodes[1] for path in found] == ["b", "e时代", "m"]


def test_a_hub_with_thousands_of_ties_gives_the_first() -> None:
    middles = [f"m{number:04d}" for number in range(3000)]
    edges = [supply(f"f{m}1", "start", m) for m in middles]
    edges += [supply(f"f{m}2", m, "end") for m in middles]
    projection = projection_of(arrays_of(["start", "end", *middles], edges))
    found = paths_between(projection, "start", "end", k=3, max_length=4)

    assert [path.nodes[1] for path in found] == middles[:3]


@pytest.mark.parametrize(
    ("direction", "reached"), [(Direction.OUT, 1), (Direction.IN, 0), (Direction.BOTH, 1)]
)
def test_a_directed_edge_is_walked_only_its_way(direction: Direction, reached: int) -> None:
    arrays = arrays_of("ab", [supply("f1", "a", "b")])
    projection = projection_of(arrays, EdgeFilter(direction=direction))

    assert len(paths_between(projection, "a", "b", k=1, max_length=1)) == reached


def test_a_path_longer_than_asked_for_is_left_out() -> None:
    projection = projection_of(arrays_of("abc", [supply("f1", "a", "b"), supply("f2", "b", "c")]))

    assert paths_between(projection, "a", "c", k=1, max_length=1) == ()
    assert len(paths_between(projection, "a", "c", k=1, max_length=2)) == 1
    assert paths_between(projection, "a", "b", k=1, max_length=0) == ()


def test_an_entity_is_joined_to_itself_by_the_empty_path() -> None:
    projection = projection_of(arrays_of("ab", [supply("f1", "a", "b")]))

    assert paths_between(projection, "a", "a", k=5, max_length=5) == (Path(("a",), (), 0.0),)


@pytest.mark.parametrize("ends", [("a", "华为"), ("华为", "a")])
def test_an_unknown_end_is_named(ends: tuple[str, str]) -> None:
    with pytest.raises(NotFoundError, match="'华为'"):
        paths_between(projection_of(arrays_of("a", [])), *ends, k=1, max_length=1)


@pytest.mark.parametrize(
    ("k", "max_length", "shown"), [(0, 1, "not 0"), (MAX_PATHS + 1, 1, "101"), (1, -1, "-1")]
)
def test_a_limit_that_makes_no_sense_is_refused(k: int, max_length: int, shown: str) -> None:
    with pytest.raises(LimitError, match=shown):
        paths_between(projection_of(arrays_of("a", [])), "a", "a", k=k, max_length=max_length)
